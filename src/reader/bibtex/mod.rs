//! BibTeX and BibLaTeX as input.
//!
//! In: the text of a .bib file. Out: a [`Document`] whose text is the file: one note an entry, with a record and the span of the entry; there are no labels,
//! markers or blocks, and nothing for the grammar to read (`complete`). `@string`s are put in, fields are inherited by `crossref` and `xdata`, fields without
//! a place in CSL are kept under `bibtex` as written. What is malformed is told one by one, with its place, and the rest is read.

mod fields;
mod latex;
mod names;
mod syntax;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, MarkedCitation, MarkedNote};
use crate::source::Text;
use rustc_hash::{FxHashMap, FxHashSet};
use syntax::Entry;

/// How long a chain of `crossref`s may be.
const CHAIN: usize = 8;

/// Reads a file.
#[must_use]
pub fn read(text: Text) -> Document {
    let mut document = Document::default();
    let origin = text.origin();
    let (mut entries, problems) = syntax::entries(text.as_str());
    for (span, message) in problems {
        document.diagnostics.push(
            Diagnostic::at(Code::BrokenEntry, origin.span(span), message)
                .help("correct the entry; what could be read of it was"),
        );
    }
    inherit(&mut entries);
    let mut keys = FxHashSet::default();
    for entry in entries.iter().filter(|entry| entry.kind != "xdata" && entry.kind != "set") {
        let mut problems = Vec::new();
        let record = fields::record(entry, &mut problems);
        let place = origin.span(entry.span);
        document.diagnostics.extend(problems.into_iter().map(|(code, message)| Diagnostic::at(code, place, message)));
        if !entry.key.is_empty() && !keys.insert(entry.key.to_lowercase()) {
            let message = format!("found the key `{}` a second time; both entries are read", entry.key);
            document
                .diagnostics
                .push(Diagnostic::at(Code::LabelTwice, place, message).help("give one of them another key"));
        }
        if entry.fields.is_empty() {
            document.diagnostics.push(Diagnostic::at(
                Code::BrokenEntry,
                place,
                format!("found `@{}{{{}}}` without fields", entry.kind, entry.key),
            ));
            continue;
        }
        let citation = MarkedCitation {
            span: entry.span,
            record: Some(Box::new(record)),
            complete: true,
            ..MarkedCitation::default()
        };
        document.notes.push(MarkedNote { span: entry.span, citations: vec![citation], ..MarkedNote::default() });
    }
    document.text = text;
    document
}

/// Gives entries the fields of those that they refer to.
fn inherit(entries: &mut [Entry]) {
    let places: FxHashMap<String, usize> =
        entries.iter().enumerate().map(|(at, entry)| (entry.key.to_lowercase(), at)).collect();
    let value = |entry: &Entry, name: &str| {
        entry.fields.iter().find(|(one, _)| one == name).map(|(_, value)| value.to_lowercase())
    };
    for at in 0..entries.len() {
        let mut taken: Vec<(String, String)> = Vec::new();
        let mut child = at;
        for _ in 0..CHAIN {
            let Some(entry) = entries.get(child) else { break };
            let data = value(entry, "xdata").unwrap_or_default();
            for parent in
                data.split(',').filter_map(|key| places.get(key.trim())).filter_map(|place| entries.get(*place))
            {
                taken.extend(parent.fields.iter().cloned());
            }
            let Some(parent) =
                value(entry, "crossref").and_then(|key| places.get(key.trim()).copied()).filter(|parent| *parent != at)
            else {
                break;
            };
            let Some(source) = entries.get(parent) else { break };
            taken.extend(
                source
                    .fields
                    .iter()
                    .filter_map(|(name, value)| inherited(&source.kind, name).map(|name| (name, value.clone()))),
            );
            child = parent;
        }
        let Some(entry) = entries.get_mut(at) else { continue };
        for (name, value) in taken {
            if !entry.fields.iter().any(|(one, _)| *one == name) {
                entry.fields.push((name, value));
            }
        }
    }
}

/// The name under which a child inherits a field of its parent; `None` for one that it does not (biblatex manual, appendix B).
fn inherited(parent: &str, name: &str) -> Option<String> {
    let holds = matches!(
        parent,
        "book"
            | "collection"
            | "proceedings"
            | "reference"
            | "mvbook"
            | "mvcollection"
            | "mvproceedings"
            | "mvreference"
    );
    Some(match name {
        "title" if holds => "booktitle".to_owned(),
        "subtitle" if holds => "booksubtitle".to_owned(),
        "title" if parent == "periodical" => "journaltitle".to_owned(),
        "author" if matches!(parent, "book" | "mvbook") => "author".to_owned(),
        "crossref" | "xref" | "ids" | "xdata" | "shorttitle" | "label" | "keywords" | "pages" => return None,
        name => name.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Origin;
    use serde_json::{Value, json};

    fn items(source: &str) -> (Vec<Value>, usize) {
        let document = read(Text::new(source.to_owned(), Origin::identity()));
        let records = document.notes.iter().flat_map(|note| &note.citations).filter_map(|one| one.record.as_ref());
        (records.map(|record| serde_json::to_value(record).unwrap()).collect(), document.diagnostics.len())
    }

    #[test]
    fn an_entry_is_a_record_and_nothing_is_lost() {
        let (items, told) = items(
            "@article{roe99, author = {Roe, Jane and others}, title = {On {D}ays}, journal = {J. Time}, year = 1999, month = mar, number = 3, pages = {1--5}, doi = {https://doi.org/10.1000/182}, file = {a:b}, url = {http://a.b/c\\_d}}",
        );
        assert_eq!(told, 0);
        assert_eq!(
            items,
            [
                json!({"id": "roe99", "type": "article-journal", "author": [{"family": "Roe", "given": "Jane"}], "issued": {"date-parts": [[1999, 3]]},
                "title": "On Days", "container-title": "J. Time", "issue": "3", "page": "1–5", "URL": "http://a.b/c_d", "DOI": "10.1000/182",
                "custom": {"et-al": ["author"], "bibtex": {"file": "a:b"}}})
            ]
        );
    }

    #[test]
    fn fields_are_inherited() {
        let (items, told) = items(
            "@inproceedings{a, crossref = {P}, title = {Talk}}\n@proceedings{p, title = {All Talks}, year = {2001}, publisher = {House}}",
        );
        assert_eq!(told, 0);
        let first = items.first().unwrap();
        assert_eq!(
            (first.get("title"), first.get("container-title"), first.get("publisher")),
            (Some(&json!("Talk")), Some(&json!("All Talks")), Some(&json!("House")))
        );
        let _ = read(Text::new("@a{a, crossref={b}}\n@a{b, crossref={a}}".to_owned(), Origin::identity()));
    }

    #[test]
    fn malformed_entries_are_told_and_the_rest_is_read() {
        let (items, told) = items(
            "@book{a, title = {One}, year = 1999\n\n@book{b, title = {Two, year = 2000}\n@book{c, title = {Three}}\n@book{C, title = {Four}}",
        );
        assert_eq!(
            items.iter().map(|item| item.get("title").unwrap().as_str().unwrap()).collect::<Vec<_>>(),
            ["One", "Two, year = 2000", "Three", "Four"]
        );
        assert_eq!(told, 3);
    }
}
