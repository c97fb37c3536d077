//! Renewing a .bib file that someone has edited.
//!
//! In: the text of the file, and records. Out: the same text with what is new. Your own fields, comments, `@string`s, order and formatting stay; of what
//! refs wrote, a field that you changed or deleted stays as you left it, an entry that you deleted stays away, one that you called otherwise keeps that
//! key. What does not change is the same byte for byte.
//!
//! What refs wrote is remembered in the file itself, in an `@comment` at its end: a short hash for each field. Where a file has no such comment yet,
//! nothing that stands in it is changed: missing fields and entries are added.

mod memory;
mod renewal;
mod shape;

use crate::diagnostic::{Code, Diagnostic};
use crate::export::{BiblatexProfile, BibtexProfile, Exported, Format, Options, export};
use crate::record::Record;
use memory::{KIND, Memory, hash};
use renewal::Renewal;
use rustc_hash::{FxHashMap, FxHashSet};
use shape::{Entry, Shape};
use std::borrow::Cow;
use std::ops::Range;

/// Which dialect a file is in: BibLaTeX where it is empty or has BibLaTeX's fields.
#[must_use]
pub fn dialect(text: &str) -> Format {
    let biblatex = ["date", "journaltitle", "location", "langid", "addendum"];
    let found = Shape::of(text).entries;
    let any = found.iter().flat_map(|entry| &entry.fields).any(|field| {
        let name = slice(text, &field.name);
        biblatex.iter().any(|word| name.eq_ignore_ascii_case(word))
    });
    if any || found.is_empty() {
        Format::Biblatex(BiblatexProfile::Standard)
    } else {
        Format::Bibtex(BibtexProfile::Natbib)
    }
}

/// The keys of a file that refs did not write, in small letters: they mean what they mean to those who did.
#[must_use]
pub fn own_keys(text: &str) -> FxHashSet<String> {
    let (body, memory) = Memory::recall(text);
    let shape = Shape::of(&body);
    let keys = shape.entries.iter().map(|entry| slice(&body, &entry.key).to_lowercase());
    keys.filter(|key| !key.is_empty() && !memory.knows(key)).collect()
}

/// The file with the records in it.
#[must_use]
pub fn renew(old: &str, records: &[Record], format: Format, options: Options) -> Exported {
    let (body, mut memory) = Memory::recall(old);
    let body = body.as_str();
    let shape = Shape::of(body);
    let by_key: FxHashMap<String, &Entry> =
        shape.entries.iter().rev().map(|entry| (slice(body, &entry.key).to_lowercase(), entry)).collect();
    let unread: FxHashSet<String> = shape.unread.iter().map(|key| slice(body, key).to_lowercase()).collect();
    let renamed = memory.follow(&shape.entries.iter().map(|entry| hashed(body, entry)).collect::<Vec<_>>());
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut added = String::new();
    let mut diagnostics = Vec::new();
    for record in records {
        let record = &under_its_key(record, &renamed, &by_key, body);
        let key = record.id.to_lowercase();
        let mut fresh = export(std::slice::from_ref(record), format, options);
        diagnostics.append(&mut fresh.diagnostics);
        let parsed = Shape::of(&fresh.text);
        let Some(new) = parsed.entries.first() else { continue };
        if let Some(entry) = by_key.get(&key) {
            let parent = renewal::parent(body, entry, &by_key);
            let renewal = Renewal { body, fresh: &fresh.text, key, memory: &mut memory, edits: &mut edits };
            let kept = renewal.entry(entry, new, parent);
            if !kept.is_empty() {
                let fields: Vec<String> = kept.iter().map(|field| format!("`{field}`")).collect();
                let stay = if fields.len() == 1 { "stays as it is" } else { "stay as they are" };
                let message = format!("{} of `{}` {stay} in the file", fields.join(", "), record.id);
                diagnostics.push(
                    Diagnostic::whole(Code::KeptEdit, message)
                        .help("delete the field, and its word in the comment at the end, to have it renewed"),
                );
            }
        } else if unread.contains(&key) {
            let message = format!("`{}` stays as it is: its entry in the file cannot be read", record.id);
            diagnostics
                .push(Diagnostic::whole(Code::KeptEdit, message).help("correct its braces and commas, and run again"));
        } else if memory.knows(&key) {
            let message = format!("`{}` was taken out of the file and stays out", record.id);
            let help = "delete its line in the comment at the end to have it back";
            diagnostics.push(Diagnostic::whole(Code::KeptEdit, message).help(help));
        } else {
            added.push('\n');
            added.push_str(&fresh.text);
            remember(&mut memory, &key, &fresh.text, new);
        }
    }
    Exported { text: edited(old, body, edits, &added, &memory), diagnostics }
}

/// The record under the key that someone gave its entry.
fn under_its_key<'r>(
    record: &'r Record,
    renamed: &FxHashMap<String, String>,
    by_key: &FxHashMap<String, &Entry>,
    body: &str,
) -> Cow<'r, Record> {
    let new = renamed.get(&record.id.to_lowercase()).and_then(|key| by_key.get(key));
    new.map_or(Cow::Borrowed(record), |entry| {
        Cow::Owned(Record { id: slice(body, &entry.key).to_owned(), ..record.clone() })
    })
}

/// The file with all edits in it, new entries behind the old ones, and the memory at its end.
fn edited(old: &str, body: &str, mut edits: Vec<(Range<usize>, String)>, added: &str, memory: &Memory) -> String {
    let crlf = old.contains("\r\n");
    let own = |text: &str| if crlf { text.replace('\n', "\r\n") } else { text.to_owned() };
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(body.len() + added.len());
    let mut at = 0;
    for (range, text) in &edits {
        out.push_str(body.get(at..range.start).unwrap_or_default());
        out.push_str(&own(text));
        at = range.end.max(at);
    }
    out.push_str(body.get(at..).unwrap_or_default());
    let mut tail = String::new();
    if !out.is_empty() && !out.ends_with('\n') {
        tail.push('\n');
    }
    tail.push_str(if out.is_empty() { added.trim_start() } else { added });
    memory.record(&mut tail);
    out.push_str(&own(&tail));
    out
}

/// The key of an entry and its fields, as the memory has them.
fn hashed(text: &str, entry: &Entry) -> (String, Vec<(String, String)>) {
    let field = |field: &shape::Field| (slice(text, &field.name).to_lowercase(), hash(slice(text, &field.value)));
    (slice(text, &entry.key).to_lowercase(), entry.fields.iter().map(field).collect())
}

fn remember(memory: &mut Memory, key: &str, text: &str, entry: &Entry) {
    memory.write(key, KIND, hash(&slice(text, &entry.kind).to_lowercase()));
    for (field, hash) in hashed(text, entry).1 {
        memory.write(key, &field, hash);
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
