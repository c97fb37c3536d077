//! Words in lower case, as the tables hold them.

use super::heads::{Heads, of_text};
use super::letter::is_capital;
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;

/// The longest word that is made small without an allocation, in bytes.
const SHORT: usize = 64;

/// How many times as long a word may be as the same in small letters: the Kelvin sign is one of the worst.
const SHRINKS: usize = 3;

/// What words mean, compared without case.
#[derive(Debug)]
pub(super) struct Small<T> {
    words: FxHashMap<&'static [u8], T>,
    heads: Heads,
    /// The most bytes that a word has.
    longest: usize,
}

impl<T> Default for Small<T> {
    fn default() -> Self {
        Self { words: FxHashMap::default(), heads: Heads::default(), longest: 0 }
    }
}

impl<T> Small<T> {
    /// Makes place for words.
    pub(super) fn reserve(&mut self, more: usize) {
        self.words.reserve(more);
        if self.words.is_empty() {
            self.heads = Heads::of_bits((16 * more.max(64)).ilog2());
        }
    }

    /// The place of a word that is in lower case.
    pub(super) fn entry(&mut self, word: &'static str) -> Entry<'_, &'static [u8], T> {
        self.longest = self.longest.max(word.len());
        self.heads.add(of_text(word.as_bytes()));
        self.words.entry(word.as_bytes())
    }

    /// What a word of any case means.
    #[inline]
    pub(super) fn get(&self, word: &str) -> Option<&T> {
        if word.len() > self.longest && (word.len() > SHRINKS * self.longest || word.is_ascii())
            || !self.heads.may(of_text(word.as_bytes()))
        {
            return None;
        }
        lowered(word, |small| self.words.get(small))
    }

    /// The words, in lower case.
    pub(super) fn words(&self) -> impl Iterator<Item = &'static [u8]> {
        self.words.keys().copied()
    }
}

/// Asks with the bytes of a word in lower case: nearly all words are short and ASCII.
#[inline]
pub(super) fn lowered<R>(word: &str, ask: impl FnOnce(&[u8]) -> R) -> R {
    let bytes = word.as_bytes();
    let (mut capitals, mut others) = (false, false);
    for byte in bytes {
        capitals |= byte.is_ascii_uppercase();
        others |= !byte.is_ascii();
    }
    if !capitals && !others {
        return ask(bytes);
    }
    let mut small = [0_u8; SHORT];
    if others {
        return match lowered_into(word, &mut small) {
            Some(small) => ask(small),
            None => ask(word.to_lowercase().as_bytes()),
        };
    }
    match small.get_mut(..bytes.len()) {
        Some(small) => {
            small.copy_from_slice(bytes);
            small.make_ascii_lowercase();
            ask(small)
        }
        None => ask(bytes.to_ascii_lowercase().as_slice()),
    }
}

/// A word in lower case, where there is place for it, and no sigma: the small one depends on what stands around it.
fn lowered_into<'b>(word: &str, place: &'b mut [u8; SHORT]) -> Option<&'b [u8]> {
    let mut length = 0;
    for character in word.chars() {
        if character.is_ascii() {
            *place.get_mut(length)? = u8::try_from(character.to_ascii_lowercase()).ok()?;
            length += 1;
            continue;
        }
        if !is_capital(character) {
            let end = length + character.len_utf8();
            character.encode_utf8(place.get_mut(length..end)?);
            length = end;
            continue;
        }
        if character == 'Σ' {
            return None;
        }
        for lower in character.to_lowercase() {
            let end = length + lower.len_utf8();
            lower.encode_utf8(place.get_mut(length..end)?);
            length = end;
        }
    }
    place.get(..length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_made_small_as_unicode_has_it() {
        for word in ["Straße", "ÉCOLE", "ΟΔΟΣ", "İstanbul", "Москва", "北京", "ǅ", "School", "भारत", "\u{212A}"]
        {
            let small: &'static str = word.to_lowercase().leak();
            assert!(lowered(word, |bytes| bytes == small.as_bytes()), "{word}");
            let mut table = Small::default();
            table.entry(small).insert_entry(());
            assert!(table.get(word).is_some() && table.get(small).is_some(), "{word}");
        }
    }
}
