//! Our own JSON as input: what `refs parse --format json` or `--format jsonl` wrote.
//!
//! In: the text. Out: one [`Document`] for each document that the file tells of. The text of such a document is made of the `raw` texts and the labels
//! of markers, and its [`Origin`] leads back to the file that was read *then*, not to the JSON: all spans come out as they went in. The keys that a
//! document has no place for are kept in `saved`. Nothing is read a second time (`complete`). Standard: DESIGN.md, section 5.

use super::json::{Object, objects};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, MarkedCitation, MarkedMarker, MarkedNote, Saved};
use crate::record::Record;
use crate::source::{Origin, Span, Text};
use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

/// Reads a saved file; what is broken in it is told in the diagnostics of the document that it belongs to.
#[must_use]
pub fn read(text: &Text) -> Vec<Document> {
    let mut broken = Vec::new();
    let mut documents: Vec<Building> = Vec::new();
    for Object { mut fields, span } in objects(text, &mut broken) {
        let place = text.origin().span(span);
        let about = if let Some(Value::Object(about)) = fields.shift_remove("document") { about } else { Map::new() };
        if fields.contains_key("references") {
            documents.push(Building::new(about));
        } else if documents.last().is_none_or(|last| last.about != about) {
            // one reference a line: those of one document follow each other
            documents.push(Building::new(about));
        }
        if let Some(document) = documents.last_mut() {
            match fields.shift_remove("references") {
                Some(references) => document.take(references, &mut fields, place),
                None => document.reference(fields, place),
            }
        }
    }
    // `[]` is what was saved of inputs that could not be read
    if documents.is_empty() && (text.as_str().trim() != "[]") {
        documents.push(Building::new(Map::new()));
    }
    if let Some(first) = documents.first_mut() {
        first.out.diagnostics.append(&mut broken);
    }
    documents.into_iter().map(Building::finish).collect()
}

/// A document on the way.
struct Building {
    about: Map<String, Value>,
    markers: Vec<Value>,
    text: String,
    origin: Origin,
    out: Document,
    /// The note of each reference's id.
    notes: FxHashMap<String, usize>,
    /// The first reference of the note that a marker points to, by the id of each of its references: equal labels in two groups are two notes.
    first: FxHashMap<String, String>,
    /// The first reference of the last note, where a marker points to it.
    last: Option<String>,
}

impl Building {
    fn new(about: Map<String, Value>) -> Self {
        Self {
            about,
            markers: Vec::new(),
            text: String::new(),
            origin: Origin::default(),
            out: Document::default(),
            notes: FxHashMap::default(),
            first: FxHashMap::default(),
            last: None,
        }
    }

    /// One whole document.
    fn take(&mut self, references: Value, fields: &mut Map<String, Value>, place: Span) {
        for marker in fields.get("markers").and_then(Value::as_array).into_iter().flatten() {
            let ids = marker.get("references").and_then(Value::as_array);
            let ids: Vec<&str> = ids.into_iter().flatten().filter_map(Value::as_str).collect();
            if let Some(first) = ids.first() {
                self.first.extend(ids.iter().map(|id| ((*id).to_owned(), (*first).to_owned())));
            }
        }
        for reference in self.list(Some(references), "references", place) {
            self.reference(reference, place);
        }
        for marker in self.list(fields.shift_remove("markers"), "markers", place) {
            self.marker(&marker);
            self.markers.push(Value::Object(marker));
        }
        for diagnostic in self.list(fields.shift_remove("diagnostics"), "diagnostics", place) {
            let read = self::diagnostic(&diagnostic);
            self.out
                .diagnostics
                .extend(read.or_else(|| Some(wrong(place, "found a diagnostic that this version does not know"))));
        }
    }

    fn list(&mut self, value: Option<Value>, what: &str, place: Span) -> Vec<Map<String, Value>> {
        let Some(value) = value else { return Vec::new() };
        let Value::Array(list) = value else {
            self.out.diagnostics.push(wrong(place, &format!("`{what}` is no array")));
            return Vec::new();
        };
        let length = list.len();
        let objects: Vec<_> = list
            .into_iter()
            .filter_map(|one| if let Value::Object(object) = one { Some(object) } else { None })
            .collect();
        if objects.len() < length {
            self.out.diagnostics.push(wrong(place, &format!("`{what}` holds values that are no objects")));
        }
        objects
    }

    /// Adds text that stands for a span of the file that was read then.
    fn stretch(&mut self, stretch: &str, original: Span) -> Span {
        let start = self.text.len();
        if original.len() == stretch.len() {
            self.origin.copied(start, original.start);
        } else {
            self.origin.replaced(start, original.start);
        }
        self.text.push_str(stretch);
        let end = self.text.len();
        self.origin.replaced(end, original.end);
        self.text.push('\n');
        Span::new(start, end)
    }

    fn reference(&mut self, mut fields: Map<String, Value>, place: Span) {
        let label = string(fields.shift_remove("label"));
        let original = span(fields.shift_remove("span").as_ref()).unwrap_or_default();
        let raw = string(fields.shift_remove("raw"));
        let record = match fields.shift_remove("item") {
            Some(Value::Object(item)) => Some(Box::new(Record::from_csl(item))),
            Some(Value::Null) | None => None,
            Some(_) => {
                self.out.diagnostics.push(wrong(place, "found an `item` that is no object"));
                None
            }
        };
        let span = self.stretch(&raw, original);
        let id = fields.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        let citation =
            MarkedCitation { span, record, complete: true, saved: Some(Box::new(fields)), ..MarkedCitation::default() };
        let first = self.first.get(&id).cloned();
        let same = first == self.last;
        self.last = first;
        match self.out.notes.last_mut() {
            Some(note) if same && !label.is_empty() && note.label == label => {
                note.span = Span::new(note.span.start, span.end);
                note.citations.push(citation);
            }
            _ => self.out.notes.push(MarkedNote {
                label: label.into(),
                span,
                citations: vec![citation],
                ..MarkedNote::default()
            }),
        }
        self.notes.insert(id, self.out.notes.len() - 1);
    }

    fn marker(&mut self, fields: &Map<String, Value>) {
        let text = |key: &str| fields.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (label, group) = (text("label"), text("group"));
        let span = self.stretch(&label, span(fields.get("span")).unwrap_or_default());
        let ids = fields.get("references").and_then(Value::as_array);
        let note = ids.and_then(|ids| ids.iter().find_map(|id| self.notes.get(id.as_str()?).copied()));
        if let Some(note) = note.and_then(|at| self.out.notes.get_mut(at)) {
            note.group.clone_from(&group);
        }
        let locator = fields.get("locator").and_then(Value::as_str).map(str::to_owned);
        self.out.markers.push(MarkedMarker { label: label.into(), group, span, note, locator });
    }

    fn finish(self) -> Document {
        let language = self.about.get("language").and_then(Value::as_str).map(str::to_owned);
        Document {
            text: Text::new(self.text, self.origin),
            language,
            saved: Some(Box::new(Saved { about: self.about, markers: self.markers })),
            ..self.out
        }
    }
}

fn wrong(place: Span, message: &str) -> Diagnostic {
    Diagnostic::at(Code::BrokenEntry, place, message)
}

fn string(value: Option<Value>) -> String {
    if let Some(Value::String(text)) = value { text } else { String::new() }
}

fn span(value: Option<&Value>) -> Option<Span> {
    let end = |key: &str| value?.get(key)?.as_u64().and_then(|at| usize::try_from(at).ok());
    Some(Span::new(end("start")?, end("end")?))
}

fn diagnostic(fields: &Map<String, Value>) -> Option<Diagnostic> {
    let text = |key: &str| fields.get(key).and_then(Value::as_str);
    let code = Code::ALL.iter().copied().find(|code| text("code") == Some(code.as_str()))?;
    let help = text("help").unwrap_or_default().to_owned();
    Some(Diagnostic {
        code,
        span: span(fields.get("span")),
        message: text("message").unwrap_or_default().to_owned(),
        help,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAVED: &str = r#"[{"document": {"path": "a.txt", "format": "plain", "language": "en"},
      "references": [
        {"id": "a1", "label": "1", "span": {"start": 90, "end": 93}, "raw": "A b", "item": {"id": "a1", "type": "book", "title": "A b", "custom": {}},
         "style": "works", "confidence": 0.75, "parts": [{"label": "title", "span": {"start": 90, "end": 93}}]},
        {"id": "a2", "label": "1", "span": {"start": 95, "end": 107}, "raw": "See also", "item": null}],
      "markers": [{"label": "1", "group": "note", "span": {"start": 40, "end": 43}, "references": ["a1", "a2"], "locator": "12"}],
      "diagnostics": [{"code": "empty-note", "severity": "warning", "span": {"start": 100, "end": 100}, "message": "m", "help": "h"}]}]"#;

    #[test]
    fn spans_lead_to_the_file_that_was_read_then() {
        let documents = read(&Text::new(SAVED.to_owned(), Origin::identity()));
        let document = documents.first().unwrap();
        let note = document.notes.first().unwrap();
        let originals: Vec<Span> = note.citations.iter().map(|one| document.text.origin().span(one.span)).collect();
        assert_eq!(originals, [Span::new(90, 93), Span::new(95, 107)]);
        assert_eq!(note.citations.get(1).unwrap().span.slice(document.text.as_str()), "See also");
        assert_eq!(document.text.origin().span(document.markers.first().unwrap().span), Span::new(40, 43));
        assert_eq!((&*note.label, note.group.as_str(), document.markers.first().unwrap().note), ("1", "note", Some(0)));
        assert_eq!(document.diagnostics.first().unwrap().code, Code::EmptyNote);
        let saved = note.citations.first().unwrap().saved.as_ref().unwrap();
        assert_eq!(saved.keys().collect::<Vec<_>>(), ["id", "style", "confidence", "parts"]);
    }

    #[test]
    fn lines_of_one_document_are_one_document() {
        let line = |path: &str, id: &str| {
            format!("{{\"document\":{{\"path\":\"{path}\"}},\"id\":\"{id}\",\"raw\":\"x\",\"item\":null}}\n")
        };
        let documents = read(&Text::new(line("a", "1") + &line("a", "2") + &line("b", "3"), Origin::identity()));
        assert_eq!(documents.iter().map(|one| one.notes.len()).collect::<Vec<_>>(), [2, 1]);
    }
}
