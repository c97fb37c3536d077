//! Tables of words as constants that the program looks up where they lie: asked by `build.rs`.
//!
//! In: words, as they are compared. Out: constants of the types in `src/locale/laid.rs` and `src/locale/word_set.rs`.

use super::{heads, laid, word};
use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

/// What tells a word by its first letters, as the type in `src/locale/heads.rs` asks.
pub(super) type Head = fn(&[u8]) -> Option<u32>;

/// A table whose words stand in some of its columns as a constant of the type in `src/locale/laid.rs`.
pub(super) fn laid_out(table: &str, name: &str, lines: &[String], columns: Range<usize>, head: Head) -> String {
    let (laid, _) = laid(lines, columns, head);
    format!("/// What is asked of refs/{table}.\npub(super) static {name}: Laid = {laid};\n")
}

/// The same as a value, of words that are alike the first, and which of the words stands in each place.
fn laid(lines: &[String], columns: Range<usize>, head: Head) -> (String, Vec<Option<usize>>) {
    let mut known = HashSet::new();
    let mut words = Vec::new();
    let mut start = 0;
    for line in lines {
        assert!(!line.contains('\n'), "{line:?} has two lines");
        for (column, word) in line.split('\t').enumerate() {
            if columns.contains(&column) && !word.is_empty() && known.insert(word) {
                words.push((start, word));
            }
            start += word.len() + 1;
        }
    }
    let mut standing = vec![None; (2 * words.len().max(1)).next_power_of_two()];
    let mut heads = heads::Heads::of_bits((16 * words.len().max(64)).ilog2());
    for (index, (_, word)) in words.iter().enumerate() {
        heads.add(head(word.as_bytes()));
        let from = laid::first_place(laid::hash(word.as_bytes())) % standing.len();
        let (before, behind) = standing.split_at_mut(from);
        if let Some(place) = behind.iter_mut().chain(before).find(|place| place.is_none()) {
            *place = Some(index);
        }
    }
    let place = |index: &Option<usize>| {
        let word = index.and_then(|at| words.get(at));
        word.map_or((0, 0, 0), |(at, word)| (laid::hash(word.as_bytes()), *at, word.len()))
    };
    let places: Vec<(u64, usize, usize)> = standing.iter().map(place).collect();
    let longest = words.iter().map(|(_, word)| word.len()).max().unwrap_or_default();
    let (bits, bytes, text) = (heads.bits, heads.places, lines.join("\n"));
    let heads = format!("Heads {{ places: &{bytes:?}, bits: {bits} }}");
    (format!("Laid {{ text: {text:?}, places: &{places:?}, heads: {heads}, longest: {longest} }}"), standing)
}

/// Words, no two alike, with what each says, as a constant of the type in `src/locale/laid.rs`.
pub(super) fn said(name: &str, kind: &str, words: &[(String, String)]) -> String {
    format!("/// What words say.\npub(super) static {name}: Said<{kind}> = {};\n", said_value(words))
}

/// The same as a value.
pub(super) fn said_value(words: &[(String, String)]) -> String {
    let lines: Vec<String> = words.iter().map(|(word, _)| word.clone()).collect();
    let (table, standing) = laid(&lines, 0..1, heads::of_text);
    let says = standing.iter().map(|index| index.and_then(|at| words.get(at)).or(words.first()));
    let says = says.flatten().map(|(_, says)| says.as_str()).collect::<Vec<_>>().join(", ");
    format!("Said {{ table: {table}, says: &[{says}] }}")
}

/// What phrases in lower case begin with, as a constant of the type in `src/locale/word_set.rs`.
pub(super) fn begins<'p>(name: &str, phrases: impl Iterator<Item = &'p str>) -> String {
    let (mut words, mut signs, mut pairs) = (BTreeSet::new(), BTreeSet::new(), heads::Pairs::default());
    for phrase in phrases {
        match word::word_at(phrase, usize::MAX) {
            Some("") | None => signs.extend(word::first_two_small(phrase)),
            Some(first) => {
                pairs.add(first.as_bytes());
                words.insert(first.to_owned());
            }
        }
    }
    let (words, _) = laid(&words.into_iter().collect::<Vec<_>>(), 0..1, heads::of_small_word);
    let heads::Pairs { first, second } = pairs;
    format!(
        "/// What words begin with.\npub(super) static {name}: Begins = Begins {{ words: {words}, signs: &{:?}, pairs: Pairs {{ first: {first:?}, second: {second:?} }} }};\n",
        signs.into_iter().collect::<Vec<_>>()
    )
}
