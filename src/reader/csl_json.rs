//! CSL-JSON as input: an array of items, one item, one item a line, or an object that holds items under `items` or `references`.
//!
//! In: the text. Out: a [`Document`] whose text is the JSON itself: one note an item, each with one citation whose record is the item and whose span
//! is the object. There are no labels, markers or blocks, and nothing for the grammar to read (`complete`). Standard: CSL 1.0.2, `csl-data.json`.

use super::json::{Object, objects};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, MarkedCitation, MarkedNote};
use crate::record::{Record, Role};
use crate::source::{Span, Text};
use serde_json::{Map, Value, json};

/// Reads a CSL-JSON text; what is broken is told in the document's diagnostics.
#[must_use]
pub fn read(text: Text) -> Document {
    let mut document = Document::default();
    let mut broken = Vec::new();
    for Object { mut fields, span } in objects(&text, &mut broken) {
        let list = ["items", "references"].into_iter().find(|key| fields.get(*key).is_some_and(Value::is_array));
        let list = list.and_then(|key| fields.shift_remove(key));
        match list {
            Some(Value::Array(items)) => {
                // items inside an object have no place of their own that a value tells: they share the object's
                for item in items {
                    take(&mut document, &text, item, span);
                }
            }
            _ => document.notes.push(note(fields, span)),
        }
    }
    document.diagnostics.append(&mut broken);
    document.text = text;
    document
}

fn take(document: &mut Document, text: &Text, item: Value, span: Span) {
    if let Value::Object(fields) = item {
        document.notes.push(note(fields, span));
    } else {
        let message = "found a value that is no object among the items";
        document.diagnostics.push(Diagnostic::at(Code::BrokenEntry, text.origin().span(span), message));
    }
}

/// Names in roles that Zotero and refs write into the note, one a line at its beginning: `director: Roe || Jane`.
fn names_of_note(item: &mut Map<String, Value>) {
    let Some(note) = item.get("note").and_then(Value::as_str) else { return };
    let mut rest = note;
    let mut found = Vec::new();
    while !rest.is_empty() {
        let (line, behind) = rest.split_once('\n').unwrap_or((rest, ""));
        let Some((role, name)) = line.split_once(": ").filter(|(word, _)| Role::from_csl(word).is_some()) else {
            break;
        };
        let name = match name.split_once("||") {
            Some((family, given)) => json!({"family": family.trim(), "given": given.trim()}),
            None => json!({"literal": name.trim()}),
        };
        found.push((role.to_owned(), name));
        rest = behind;
    }
    if found.is_empty() {
        return;
    }
    let rest = rest.to_owned();
    for (role, name) in found {
        if let Some(list) = item.entry(role).or_insert_with(|| json!([])).as_array_mut() {
            list.push(name);
        }
    }
    if rest.trim().is_empty() {
        item.shift_remove("note");
    } else {
        item.insert("note".to_owned(), Value::String(rest));
    }
}

fn note(mut item: Map<String, Value>, span: Span) -> MarkedNote {
    names_of_note(&mut item);
    let record = Some(Box::new(Record::from_csl(item)));
    MarkedNote {
        citations: vec![MarkedCitation { span, record, complete: true, ..MarkedCitation::default() }],
        span,
        ..MarkedNote::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Origin;

    fn read_text(text: &str) -> Document {
        read(Text::new(text.to_owned(), Origin::identity()))
    }

    #[test]
    fn names_in_the_note_have_their_role() {
        let note = r"director: Roe || Jane\ndirector: Film Office\nIts reel: lost";
        let document = read_text(&format!(r#"{{"id":"a","type":"motion_picture","note":"{note}"}}"#));
        let record = document.notes[0].citations[0].record.as_ref().unwrap();
        let (role, list) = &record.names[0];
        assert_eq!((role.as_str(), list.names.len()), ("director", 2));
        assert_eq!(list.names.iter().map(crate::record::Name::sorting).collect::<Vec<_>>(), ["Roe", "Film Office"]);
        assert_eq!(record.note.as_ref().unwrap().as_str(), "Its reel: lost");
    }

    fn titles(document: &Document) -> Vec<&str> {
        let records = document.notes.iter().flat_map(|note| &note.citations).filter_map(|one| one.record.as_ref());
        records.filter_map(|record| record.title.as_ref()?.as_typed()).map(crate::record::Title::as_str).collect()
    }

    #[test]
    fn items_come_as_an_array_alone_by_lines_or_in_an_object() {
        let item = r#"{"id":"a","type":"book","title":"A"}"#;
        for text in
            [format!("[{item}]"), item.to_owned(), format!("{item}\n{item}"), format!("{{\"references\": [{item}]}}")]
        {
            let document = read_text(&text);
            assert_eq!(titles(&document).first(), Some(&"A"), "{text}");
            assert!(document.diagnostics.is_empty());
        }
        let document = read_text(&format!(" [ {item} ]"));
        assert_eq!(document.notes.first().map(|note| note.span), Some(Span::new(3, 3 + item.len())));
    }

    #[test]
    fn a_broken_item_costs_only_itself() {
        let document = read_text(
            r#"[{"id":"a","title":"A"}, {"id":"b","title":"B" "x"}, {"id":"c","title":"C"}, 7, {"id":"d","title":"D", {"id":"e","title":"E"}]"#,
        );
        assert_eq!(titles(&document), ["A", "C", "E"]);
        assert_eq!(document.diagnostics.len(), 3);
    }

    #[test]
    fn depth_and_rubbish_do_no_harm() {
        for text in [
            "[".repeat(100_000),
            "{\"a\":".repeat(100_000),
            "{".repeat(100_000),
            "\"".to_owned(),
            "[{\"a\":\"".to_owned(),
        ] {
            assert!(read_text(&text).notes.is_empty());
        }
    }
}
