//! One entry of an edited file, and what refs would write today.
//!
//! In: the entry in the file and the fresh one. Out: edits of the file's text, and the fields that stay though refs would write otherwise. A field that
//! the entry has under its other name, or inherits, is there.

use super::memory::{KIND, Memory, hash};
use super::shape::{Entry, Field};
use super::slice;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Names of one field in the two dialects and in older files.
const ALIASES: [&[&str]; 9] = [
    &["journal", "journaltitle"],
    &["date", "year"],
    &["date", "month"],
    &["date", "day"],
    &["address", "location"],
    &["school", "institution"],
    &["annote", "annotation"],
    &["hyphenation", "langid"],
    &["archiveprefix", "eprinttype"],
];

/// Whether two names of fields mean the same.
fn same(one: &str, other: &str) -> bool {
    let is = |name: &str, alias: &&str| name.eq_ignore_ascii_case(alias);
    one.eq_ignore_ascii_case(other)
        || ALIASES
            .iter()
            .any(|group| group.iter().any(|alias| is(one, alias)) && group.iter().any(|alias| is(other, alias)))
}

/// The entry that another takes fields from.
pub(super) fn parent<'e>(body: &str, entry: &Entry, by_key: &FxHashMap<String, &'e Entry>) -> Option<&'e Entry> {
    let names = ["crossref", "xdata", "xref"];
    let field = entry.fields.iter().find(|field| {
        let name = slice(body, &field.name);
        names.iter().any(|word| name.eq_ignore_ascii_case(word))
    })?;
    let key = slice(body, &field.value).trim_matches(['{', '}', '"', ' ']).to_lowercase();
    by_key.get(&key).copied()
}

/// One entry of the file, and what refs would write today.
pub(super) struct Renewal<'t> {
    pub(super) body: &'t str,
    pub(super) fresh: &'t str,
    /// Its key, in small letters.
    pub(super) key: String,
    pub(super) memory: &'t mut Memory,
    pub(super) edits: &'t mut Vec<(Range<usize>, String)>,
}

impl Renewal<'_> {
    /// Renews an entry; gives back the fields that refs would write otherwise but leaves.
    pub(super) fn entry(mut self, old: &Entry, new: &Entry, parent: Option<&Entry>) -> Vec<String> {
        let mut kept = Vec::new();
        let (body, fresh) = (self.body, self.fresh);
        self.value(KIND, &old.kind, &new.kind);
        let mut missing = Vec::new();
        for field in &new.fields {
            let name = slice(fresh, &field.name).to_lowercase();
            let named = |one: &&Field, wanted: &str| slice(body, &one.name).eq_ignore_ascii_case(wanted);
            if let Some(there) = old.fields.iter().find(|one| named(one, &name)) {
                if !self.value(&name, &there.value, &field.value) {
                    kept.push(name);
                }
            } else if self.memory.read(&self.key, &name).is_some() {
                // a field that refs wrote and that is no longer there was deleted
                kept.push(name);
            } else if old.fields.iter().any(|one| same(slice(body, &one.name), &name)) {
                kept.push(name);
            } else if !inherited(body, parent, &name) {
                missing.push(field);
            }
        }
        let mut gone = Vec::new();
        for field in &old.fields {
            let name = slice(body, &field.name).to_lowercase();
            let written = new.fields.iter().any(|one| slice(fresh, &one.name).eq_ignore_ascii_case(&name));
            if !written && self.memory.read(&self.key, &name) == Some(&hash(slice(body, &field.value))) {
                self.memory.forget(&self.key, &name);
                self.edits.push((field.whole.clone(), String::new()));
                gone.push(field.whole.end);
            }
        }
        self.insert(old, &missing, &gone);
        kept
    }

    /// Renews a value that is as refs wrote it; says whether it now is what refs would write.
    fn value(&mut self, name: &str, old: &Range<usize>, new: &Range<usize>) -> bool {
        let (there, wanted) = (slice(self.body, old), slice(self.fresh, new));
        // the case of a type means nothing
        let hash = |value: &str| if name == KIND { hash(&value.to_lowercase()) } else { hash(value) };
        let equal = hash(there) == hash(wanted);
        if !equal && self.memory.read(&self.key, name) != Some(&hash(there)) {
            return false;
        }
        if !equal {
            self.edits.push((old.clone(), wanted.to_owned()));
        }
        self.memory.write(&self.key, name, hash(wanted));
        true
    }

    /// Adds fields behind the last one, in the manner of the entry; `gone` are the ends of fields that were taken out.
    fn insert(&mut self, old: &Entry, fields: &[&Field], gone: &[usize]) {
        if fields.is_empty() {
            return;
        }
        let indent = old.fields.first().map_or("\n  ", |field| {
            let space = self.body.get(field.whole.start..field.name.start).unwrap_or_default();
            space.rfind('\n').and_then(|at| space.get(at..)).unwrap_or(" ")
        });
        let mut text = String::new();
        let (at, comma) = old
            .fields
            .last()
            .map_or((old.key.end, true), |field| (field.whole.end, field.comma || gone.contains(&field.whole.end)));
        if !comma {
            text.push(',');
        }
        for field in fields {
            text.push_str(indent);
            let line = self.fresh.get(field.name.start..field.value.end).unwrap_or_default();
            text.push_str(line);
            text.push(',');
            let name = slice(self.fresh, &field.name).to_lowercase();
            self.memory.write(&self.key, &name, hash(slice(self.fresh, &field.value)));
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

/// Whether an entry has a field of its parent, whose title is the title of the book.
fn inherited(body: &str, parent: Option<&Entry>, name: &str) -> bool {
    parent.is_some_and(|parent| {
        parent.fields.iter().any(|field| {
            let its = slice(body, &field.name);
            same(its, name)
                || (matches!(name, "booktitle" | "journaltitle" | "maintitle") && its.eq_ignore_ascii_case("title"))
        })
    })
}
