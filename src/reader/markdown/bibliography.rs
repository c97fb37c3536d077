//! The references that the metadata of a Markdown text lists, and those of the bibliography files that it names.
//!
//! In: the blocks of YAML, and the name of the file that they stand in. Out: one note an entry, complete, whose text is the entry as written. The entries
//! of a file are all read, as Pandoc does for citing; only those that the text cites are given, or all where `nocite` says `@*`; they stand where the
//! file is named. Standards: Pandoc's `references`, `bibliography` and `nocite`; CSL YAML.

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, MarkedCitation, MarkedNote};
use crate::reader::html::Page;
use crate::reader::yaml::{self, Kind, Node};
use crate::reader::{bibtex, csl_json};
use crate::record::Record;
use crate::source::{Span, Text, decode};
use rustc_hash::FxHashSet;
use serde_json::{Map, Value, json};
use std::path::Path;

/// The largest bibliography that is read, in bytes.
const LARGEST: u64 = 256 * 1024 * 1024;
/// The variables of CSL that are dates.
const DATES: [&str; 6] = ["issued", "accessed", "event-date", "original-date", "submitted", "available-date"];

/// Reads the entries; they are added to the text behind what is visible.
pub(super) fn read(
    text: &Text,
    name: &str,
    metadata: &[Span],
    page: &mut Page,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<MarkedNote> {
    let mut out = Vec::new();
    for &block in metadata {
        let node = match yaml::read(block.slice(text.as_str())) {
            Ok(Some(node)) => node,
            Ok(None) => continue,
            Err((what, at)) => {
                let place = text.origin().span(Span::new(block.start + at, block.start + at + 1));
                let message = format!("this block of YAML is broken: {what}");
                diagnostics.push(
                    Diagnostic::at(Code::BrokenEntry, place, message).help("correct it; what it lists was not read"),
                );
                continue;
            }
        };
        for item in node.get("references").map(Node::each).unwrap_or_default() {
            if let Some(record) = record(item) {
                let span = item.span.shifted(block.start);
                let raw = span.slice(text.as_str());
                let place = page.append(raw, text.origin().span(span), text.origin().is_identity());
                out.push(note(record, place));
            }
        }
        let all = node
            .get("nocite")
            .is_some_and(|nocite| nocite.each().iter().any(|one| one.text().is_some_and(|text| text.contains("@*"))));
        for file in node.get("bibliography").map(Node::each).unwrap_or_default() {
            let place = text.origin().span(file.span.shifted(block.start));
            let Some(path) = file.text().map(str::trim).filter(|path| !path.is_empty()) else { continue };
            match listed(name, path) {
                Ok(found) => out.extend(cited(text.as_str(), page, place, found, all)),
                Err(why) => diagnostics.push(
                    Diagnostic::at(Code::BibliographyMissing, place, format!("the bibliography `{path}` {why}"))
                        .help("name a .bib, CSL JSON or CSL YAML file by its path from this one"),
                ),
            }
        }
    }
    out
}

fn note(record: Record, span: Span) -> MarkedNote {
    let record = Some(Box::new(record));
    let citation = MarkedCitation { span, record, complete: true, ..MarkedCitation::default() };
    MarkedNote { citations: vec![citation], span, ..MarkedNote::default() }
}

/// The entries of a bibliography file: a record and the text of each.
fn listed(name: &str, path: &str) -> Result<Vec<(Record, String)>, String> {
    let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    if !matches!(ending.as_str(), "bib" | "bibtex" | "biblatex" | "json" | "yaml" | "yml") {
        return Err("is no .bib, .json or .yaml file".to_owned());
    }
    let beside = Path::new(name).parent().map_or_else(|| Path::new(path).to_owned(), |folder| folder.join(path));
    let found = std::fs::metadata(&beside).map_err(|_| "is not there".to_owned())?;
    if !found.is_file() || found.len() > LARGEST {
        return Err("is no file of a size that is read".to_owned());
    }
    let bytes = std::fs::read(&beside).map_err(|_| "cannot be read".to_owned())?;
    let text = decode(&bytes).text;
    if matches!(ending.as_str(), "yaml" | "yml") {
        let node = yaml::read(text.as_str()).map_err(|(what, _)| format!("is broken: {what}"))?;
        let list = node.as_ref().map(|node| node.get("references").unwrap_or(node)).map(Node::each).unwrap_or_default();
        let entry = |item: &Node| record(item).map(|record| (record, item.span.slice(text.as_str()).to_owned()));
        return Ok(list.iter().filter_map(entry).collect());
    }
    let document = if ending == "json" { csl_json::read(text) } else { bibtex::read(text) };
    let Document { notes, text, .. } = document;
    let entries = notes.into_iter().flat_map(|note| note.citations).filter_map(|citation| {
        let raw = citation.span.slice(text.as_str()).to_owned();
        citation.record.map(|record| (*record, raw))
    });
    Ok(entries.collect())
}

/// The notes of the entries that a text cites.
fn cited(text: &str, page: &mut Page, place: Span, found: Vec<(Record, String)>, all: bool) -> Vec<MarkedNote> {
    let keys = keys(text);
    let wanted = |key: &str| keys.contains(key);
    let used: Vec<(Record, String)> =
        found.into_iter().filter(|(record, _)| !record.id.is_empty() && (all || wanted(&record.id))).collect();
    used.into_iter()
        .map(|(record, raw)| {
            let span = page.append(&raw, place, false);
            note(record, span)
        })
        .collect()
}

/// The words of a text that stand where keys do: behind `@`, a brace or a comma.
fn keys(text: &str) -> FxHashSet<&str> {
    let part = |c: char| {
        c.is_alphanumeric()
            || matches!(c, '_' | ':' | '.' | '#' | '$' | '%' | '&' | '-' | '+' | '?' | '<' | '>' | '~' | '/')
    };
    let starts = text.match_indices(['@', '{', ',']).filter_map(|(at, _)| text.get(at + 1..));
    starts
        .map(|rest| rest.trim_start().split(|c| !part(c)).next().unwrap_or_default())
        .flat_map(|word| [word, word.trim_end_matches(|c: char| !c.is_alphanumeric())])
        .collect()
}

/// The record of an entry in CSL YAML.
fn record(item: &Node) -> Option<Record> {
    let Kind::Map(_) = item.kind else { return None };
    let Value::Object(mut fields) = item.json() else { return None };
    for key in DATES {
        if let Some(value) = fields.get_mut(key) {
            *value = date(value.take());
        }
    }
    // a number is text in CSL where it is no number variable
    for (key, value) in &mut fields {
        if let (Value::Number(number), true) =
            (&*value, matches!(key.as_str(), "id" | "title" | "volume" | "issue" | "page" | "PMID" | "ISBN"))
        {
            *value = Value::String(number.to_string());
        }
    }
    Some(Record::from_csl(fields))
}

/// A date as CSL JSON has it: from `2001`, `2001-05-12`, `2001-05/2001-06`, or from maps of year, month and day.
fn date(value: Value) -> Value {
    match value {
        Value::Number(year) => json!({"date-parts": [[year]]}),
        Value::String(text) => parts_of(&text).unwrap_or_else(|| json!({"literal": text})),
        Value::Array(dates) => {
            let parts: Option<Vec<Value>> = dates.iter().map(|one| one.as_object().and_then(parts)).collect();
            parts.map_or(Value::Null, |parts| json!({"date-parts": parts}))
        }
        Value::Object(fields) if fields.contains_key("year") => {
            let Some(parts) = parts(&fields) else { return Value::Object(fields) };
            let mut out = Map::new();
            out.insert("date-parts".to_owned(), json!([parts]));
            for key in ["season", "circa"] {
                if let Some(value) = fields.get(key) {
                    out.insert(key.to_owned(), value.clone());
                }
            }
            Value::Object(out)
        }
        other => other,
    }
}

fn parts(fields: &Map<String, Value>) -> Option<Value> {
    let number = |key: &str| {
        let value = fields.get(key)?;
        value.as_i64().or_else(|| value.as_str().and_then(|text| text.trim().parse().ok()))
    };
    let year = number("year")?;
    let mut out = vec![year];
    if let Some(month) = number("month") {
        out.push(month);
        out.extend(number("day"));
    }
    Some(json!(out))
}

/// `2001-05-12`, `2001/2003`.
fn parts_of(text: &str) -> Option<Value> {
    let one = |text: &str| -> Option<Vec<i64>> {
        let parts: Option<Vec<i64>> = text.trim().split('-').map(|part| part.parse().ok()).collect();
        parts.filter(|parts| parts.len() <= 3)
    };
    let ends: Option<Vec<Vec<i64>>> = text.split('/').map(one).collect();
    ends.filter(|ends| ends.len() <= 2).map(|ends| json!({"date-parts": ends}))
}
