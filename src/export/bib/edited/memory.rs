//! What refs remembers in a .bib file of what it wrote there.
//!
//! In: the text of a file. Out: the text without the memory, and a short hash for each field that refs wrote; and back. The memory is an `@comment` at
//! the end of the file, which every reader passes over.

use rustc_hash::FxHashMap;
use std::fmt::Write as _;

/// How the comment begins in which refs remembers what it wrote.
pub(super) const MEMORY: &str = "@comment{refs wrote:";

/// Fields by entry: what refs wrote, as hashes; the type of the entry stands under `@`.
pub(super) type Memory = FxHashMap<(String, String), String>;

/// Takes the memory off the end of a file.
pub(super) fn recall(text: &str) -> (&str, Memory) {
    let mut memory = Memory::default();
    let Some(at) = text.rfind(MEMORY) else { return (text, memory) };
    let (body, comment) = text.split_at_checked(at).unwrap_or((text, ""));
    for line in comment.lines().skip(1) {
        let mut words = line.split_whitespace();
        let Some(key) = words.next().filter(|key| *key != "}") else { continue };
        for (field, hash) in words.filter_map(|word| word.split_once('=')) {
            memory.insert((key.to_owned(), field.to_owned()), hash.trim_end_matches('}').to_owned());
        }
    }
    (body, memory)
}

/// Writes the memory behind the entries.
pub(super) fn recorded(out: &mut String, memory: &Memory) {
    if memory.is_empty() {
        return;
    }
    let mut rows: Vec<(&(String, String), &String)> = memory.iter().collect();
    rows.sort_unstable();
    let _ = write!(out, "\n{MEMORY} what you change stays; do not edit this comment");
    let mut last = "";
    for ((key, field), hash) in rows {
        if key != last {
            let _ = write!(out, "\n  {key}");
            last = key;
        }
        let _ = write!(out, " {field}={hash}");
    }
    out.push_str("\n}\n");
}

/// A short name for a value, whatever its white space: FNV-1a in base 32.
pub(super) fn hash(value: &str) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in value.split_whitespace().flat_map(|word| word.bytes().chain([b' '])) {
        hash = (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^= hash >> 29;
    let digit = |at: u32| char::from_digit(u32::try_from(hash >> (5 * at) & 31).unwrap_or_default(), 32).unwrap_or('0');
    (0..6).map(digit).collect()
}
