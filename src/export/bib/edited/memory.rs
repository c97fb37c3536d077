//! What refs remembers in a .bib file of what it wrote there.
//!
//! In: the text of a file. Out: the text without the memory, and a short hash for each field that refs wrote; and back. The memory is an `@comment` at
//! the end of the file, which every reader passes over.

use rustc_hash::{FxHashMap, FxHashSet};
use std::fmt::Write as _;

/// How the comment begins in which refs remembers what it wrote.
pub(super) const MEMORY: &str = "@comment{refs wrote:";

/// The word for the type of an entry. (BibTeX reads comments too, as far as the next `@`.)
pub(super) const KIND: &str = "*";

/// The word for the key that refs gave an entry which is called otherwise now.
const ONCE: &str = "<";

/// What refs wrote: for each entry, by its key in small letters, a hash of each field, by its name in small letters.
#[derive(Debug, Default, Clone)]
pub(super) struct Memory(FxHashMap<String, FxHashMap<String, String>>);

impl Memory {
    /// Takes the memory out of a file: what stands before it and behind it is the file.
    pub(super) fn recall(text: &str) -> (String, Self) {
        let mut memory = Self::default();
        let Some((head, rest)) = text.rfind(MEMORY).and_then(|at| text.split_at_checked(at)) else {
            return (text.to_owned(), memory);
        };
        let (comment, tail) = rest.split_once('}').unwrap_or((rest, ""));
        let mut key = None;
        // the first line tells people what this is
        for word in comment.lines().skip(1).flat_map(str::split_whitespace) {
            match word.split_once('=') {
                Some((field, hash)) => {
                    if let Some(key) = key {
                        memory.write(key, field, hash.to_owned());
                    }
                }
                None => key = Some(word),
            }
        }
        // the blank line before it and the line end behind it were written with it
        let head = head.strip_suffix("\r\n").or(head.strip_suffix('\n')).unwrap_or(head);
        let tail = tail.strip_prefix("\r\n").or(tail.strip_prefix('\n')).unwrap_or(tail);
        (format!("{head}{tail}"), memory)
    }

    /// Writes the memory behind the entries.
    pub(super) fn record(&self, out: &mut String) {
        if self.0.is_empty() {
            return;
        }
        let _ = write!(out, "\n{MEMORY} what you change stays; do not edit this comment");
        let mut keys: Vec<_> = self.0.iter().filter(|(_, fields)| !fields.is_empty()).collect();
        keys.sort_unstable_by_key(|(key, _)| *key);
        for (key, fields) in keys {
            let _ = write!(out, "\n  {key}");
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_unstable();
            for (field, hash) in fields {
                let _ = write!(out, " {field}={hash}");
            }
        }
        out.push_str("\n}\n");
    }

    /// What refs wrote there.
    pub(super) fn read(&self, key: &str, field: &str) -> Option<&str> {
        self.0.get(key)?.get(field).map(String::as_str)
    }

    pub(super) fn write(&mut self, key: &str, field: &str, hash: String) {
        // a key that would not be read back is not remembered: what is written there stays
        if key.contains(['=', '}']) {
            return;
        }
        self.0.entry(key.to_owned()).or_default().insert(field.to_owned(), hash);
    }

    pub(super) fn forget(&mut self, key: &str, field: &str) {
        if let Some(fields) = self.0.get_mut(key) {
            fields.remove(field);
        }
    }

    /// Whether refs wrote an entry of that key.
    pub(super) fn knows(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// Follows entries to the keys that someone gave them. In: the entries of the file, each with its key and its fields' names and hashes. Out: the
    /// new key of each that is called otherwise now, and of those that were so before. An entry is known again by most of its fields.
    pub(super) fn follow(&mut self, entries: &[(String, Vec<(String, String)>)]) -> FxHashMap<String, String> {
        let there: FxHashSet<&str> = entries.iter().map(|(key, _)| key.as_str()).collect();
        let mut by_field: FxHashMap<(&str, &str), Vec<&str>> = FxHashMap::default();
        for (key, fields) in self.0.iter().filter(|(key, _)| !there.contains(key.as_str())) {
            for (field, hash) in fields.iter().filter(|(field, _)| is_field(field)) {
                by_field.entry((field, hash)).or_default().push(key);
            }
        }
        let mut renamed: FxHashMap<String, String> = FxHashMap::default();
        for (key, fields) in entries.iter().filter(|(key, _)| !self.knows(key)) {
            let mut votes: FxHashMap<&str, usize> = FxHashMap::default();
            for (field, hash) in fields {
                // a value that many entries share tells nothing
                for old in by_field.get(&(field.as_str(), hash.as_str())).into_iter().flatten().take(8) {
                    *votes.entry(old).or_default() += 1;
                }
            }
            let best = votes.into_iter().max_by_key(|(old, count)| (*count, std::cmp::Reverse(*old)));
            if let Some((old, count)) = best
                && count > 1
                && self.0.get(old).is_some_and(|wrote| 2 * count > wrote.keys().filter(|field| is_field(field)).count())
            {
                renamed.entry(old.to_owned()).or_insert_with(|| key.clone());
            }
        }
        for (old, new) in &renamed {
            if let Some(mut fields) = self.0.remove(old) {
                fields.entry(ONCE.to_owned()).or_insert_with(|| old.clone());
                self.0.insert(new.clone(), fields);
            }
        }
        let once = self.0.iter().filter_map(|(key, fields)| Some((fields.get(ONCE)?.clone(), key.clone())));
        renamed.extend(once.filter(|(old, _)| !there.contains(old.as_str())));
        renamed
    }
}

fn is_field(word: &str) -> bool {
    !matches!(word, KIND | ONCE)
}

/// A short name for a value, whatever its white space (tools for .bib files wrap lines anew): FNV-1a in base 32.
pub(super) fn hash(value: &str) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in value.split_whitespace().flat_map(|word| word.bytes().chain([b' '])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^= hash >> 29;
    let digit = |at: u32| char::from_digit(u32::try_from(hash >> (5 * at) & 31).unwrap_or_default(), 32).unwrap_or('0');
    (0..6).map(digit).collect()
}
