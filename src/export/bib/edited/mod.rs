//! Renewing a .bib file that someone has edited.
//!
//! In: the text of the file, and records. Out: the same text with what is new. Your own fields, comments, `@string`s, order and formatting stay; of what
//! refs wrote, a field that you changed or deleted stays as you left it.
//!
//! What refs wrote is remembered in the file itself, in an `@comment` at its end: a short hash for each field. Where a file has no such comment yet,
//! nothing that stands in it is changed: missing fields and entries are added.

mod memory;
mod shape;

use crate::diagnostic::{Code, Diagnostic};
use crate::export::{BiblatexProfile, BibtexProfile, Exported, Format, Options, export};
use crate::record::Record;
use memory::{Memory, hash, recall, recorded};
use rustc_hash::FxHashMap;
use shape::{Entry, Field, entries};
use std::ops::Range;

/// Which dialect a file is in: BibLaTeX where it is empty or has BibLaTeX's fields.
#[must_use]
pub fn dialect(text: &str) -> Format {
    let biblatex = ["date", "journaltitle", "location", "langid", "addendum", "urldate"];
    let found = entries(text);
    let any = found.iter().flat_map(|entry| &entry.fields).any(|field| {
        let name = text.get(field.name.clone()).unwrap_or_default();
        biblatex.iter().take(5).any(|word| name.eq_ignore_ascii_case(word))
    });
    if any || found.is_empty() {
        Format::Biblatex(BiblatexProfile::Standard)
    } else {
        Format::Bibtex(BibtexProfile::Natbib)
    }
}

/// The file with the records in it.
#[must_use]
pub fn renew(old: &str, records: &[Record], format: Format, options: Options) -> Exported {
    let (body, mut memory) = recall(old);
    let found = entries(body);
    let by_key: FxHashMap<String, &Entry> =
        found.iter().rev().map(|entry| (slice(body, &entry.key).to_lowercase(), entry)).collect();
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut added = String::new();
    let mut diagnostics = Vec::new();
    for record in records {
        let mut fresh = export(std::slice::from_ref(record), format, options);
        diagnostics.append(&mut fresh.diagnostics);
        let parsed = entries(&fresh.text);
        let Some(new) = parsed.first() else { continue };
        if let Some(entry) = by_key.get(&record.id.to_lowercase()) {
            let mut renewal = Renewal {
                body,
                fresh: &fresh.text,
                key: record.id.to_lowercase(),
                memory: &mut memory,
                edits: &mut edits,
            };
            let kept = renewal.entry(entry, new);
            if !kept.is_empty() {
                let fields: Vec<String> = kept.iter().map(|field| format!("`{field}`")).collect();
                diagnostics.push(
                    Diagnostic::whole(
                        Code::KeptEdit,
                        format!("{} of `{}` stay as they are in the file", fields.join(", "), record.id),
                    )
                    .help("delete the field, and its word in the comment at the end, to have it renewed"),
                );
            }
        } else {
            added.push('\n');
            added.push_str(&fresh.text);
            remember(&mut memory, &record.id.to_lowercase(), &fresh.text, new);
        }
    }
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(body.len() + added.len());
    let mut at = 0;
    for (range, text) in &edits {
        out.push_str(body.get(at..range.start).unwrap_or_default());
        out.push_str(text);
        at = range.end.max(at);
    }
    out.push_str(body.get(at..).unwrap_or_default());
    out.truncate(out.trim_end().len());
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(if out.is_empty() { added.trim_start() } else { &added });
    recorded(&mut out, &memory);
    if old.contains("\r\n") {
        out = out.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    Exported { text: out, diagnostics }
}

/// One entry of the file, and what refs would write today.
struct Renewal<'t> {
    body: &'t str,
    fresh: &'t str,
    key: String,
    memory: &'t mut Memory,
    edits: &'t mut Vec<(Range<usize>, String)>,
}

impl Renewal<'_> {
    /// Renews an entry; gives back the fields that refs would write otherwise but leaves.
    fn entry(&mut self, old: &Entry, new: &Entry) -> Vec<String> {
        let mut kept = Vec::new();
        let (body, fresh) = (self.body, self.fresh);
        self.value("@", &old.kind, &new.kind);
        let mut missing = Vec::new();
        for field in &new.fields {
            let name = slice(fresh, &field.name).to_lowercase();
            match old.fields.iter().find(|one| slice(body, &one.name).eq_ignore_ascii_case(&name)) {
                Some(there) => {
                    if !self.value(&name, &there.value, &field.value) {
                        kept.push(name);
                    }
                }
                // a field that refs wrote and that is no longer there was deleted
                None if self.memory.contains_key(&(self.key.clone(), name.clone())) => kept.push(name),
                None => missing.push(field),
            }
        }
        for field in &old.fields {
            let name = slice(body, &field.name).to_lowercase();
            let gone = !new.fields.iter().any(|one| slice(fresh, &one.name).eq_ignore_ascii_case(&name));
            let place = (self.key.clone(), name);
            if gone && self.memory.get(&place) == Some(&hash(slice(body, &field.value))) {
                self.memory.remove(&place);
                self.edits.push((field.whole.clone(), String::new()));
            }
        }
        self.insert(old, &missing);
        kept
    }

    /// Renews a value that is as refs wrote it; says whether it now is what refs would write.
    fn value(&mut self, name: &str, old: &Range<usize>, new: &Range<usize>) -> bool {
        let (there, wanted) = (slice(self.body, old), slice(self.fresh, new));
        let place = (self.key.clone(), name.to_owned());
        let equal = hash(there) == hash(wanted);
        if !equal && self.memory.get(&place) != Some(&hash(there)) {
            return false;
        }
        if !equal {
            self.edits.push((old.clone(), wanted.to_owned()));
        }
        self.memory.insert(place, hash(wanted));
        true
    }

    /// Adds fields behind the last one, in the manner of the entry.
    fn insert(&mut self, old: &Entry, fields: &[&Field]) {
        if fields.is_empty() {
            return;
        }
        let indent = old.fields.first().map_or("\n  ", |field| {
            let space = self.body.get(field.whole.start..field.name.start).unwrap_or_default();
            space.rfind('\n').and_then(|at| space.get(at..)).unwrap_or(" ")
        });
        let mut text = String::new();
        let (at, comma) = old.fields.last().map_or((old.key.end, true), |field| (field.whole.end, field.comma));
        if !comma {
            text.push(',');
        }
        for field in fields {
            text.push_str(indent);
            let line = self.fresh.get(field.name.start..field.value.end).unwrap_or_default();
            text.push_str(line);
            text.push(',');
            let place = (self.key.clone(), slice(self.fresh, &field.name).to_lowercase());
            self.memory.insert(place, hash(slice(self.fresh, &field.value)));
        }
        // an entry without fields ends its key with a comma that stands behind the key
        let at = if old.fields.is_empty() {
            self.body.get(at..old.close).and_then(|rest| rest.find(',')).map_or(at, |comma| at + comma + 1)
        } else {
            at
        };
        self.edits.push((at..at, text));
    }
}

fn remember(memory: &mut Memory, key: &str, text: &str, entry: &Entry) {
    memory.insert((key.to_owned(), "@".to_owned()), hash(slice(text, &entry.kind)));
    for field in &entry.fields {
        memory.insert((key.to_owned(), slice(text, &field.name).to_lowercase()), hash(slice(text, &field.value)));
    }
}

fn slice<'t>(text: &'t str, range: &Range<usize>) -> &'t str {
    text.get(range.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::memory::MEMORY;
    use super::*;
    use serde_json::json;

    fn record(volume: &str) -> Vec<Record> {
        let item = json!({"id": "roe2001days", "type": "article-journal", "author": [{"family": "Roe", "given": "Ann"}], "title": "On Days",
            "container-title": "Review", "issued": {"date-parts": [[2001]]}, "volume": volume, "page": "1-2"});
        vec![Record::from_csl(item.as_object().unwrap().clone())]
    }

    #[test]
    fn what_someone_changed_stays_and_the_rest_is_renewed() {
        let format = Format::Biblatex(BiblatexProfile::Standard);
        let first = renew("", &record("1"), format, Options::default()).text;
        let edited = first
            .replace("{1--2}", "{1--3}")
            .replace(
                "@article{roe2001days,",
                "% mine\n@string{x = \"y\"}\n\n@article{roe2001days,\n  keywords = x # {, a},",
            )
            .replace("  date         = {2001},\n", "");
        let second = renew(&edited, &record("2"), format, Options::default());
        assert_eq!(second.text.split(MEMORY).next(), edited.replace("{1},", "{2},").split(MEMORY).next());
        assert_eq!(second.diagnostics.len(), 1);
        let third = renew(&second.text, &record("2"), format, Options::default());
        assert_eq!(third.text, second.text);
    }

    #[test]
    fn without_memory_nothing_is_overwritten() {
        let mine = "@Article{Roe2001Days, author = {Roe, A.}\n}\n\nSome text.\n";
        let out = renew(mine, &record("1"), Format::Bibtex(BibtexProfile::Natbib), Options::default()).text;
        assert!(out.starts_with("@Article{Roe2001Days, author = {Roe, A.}, title        = {{On Days}},"), "{out}");
        assert!(out.contains("\n}\n\nSome text.\n"));
    }
}
