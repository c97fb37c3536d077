//! Tables of words by a hash that mostly tells them apart alone.
//!
//! In: words, once, and what each says. Out: what a word says. Words that are looked up are short and were often written just now: a comparison of a library,
//! a look as wide as they are long, has to wait until the writing is done.

use super::eight::{TOLD_BY_HASH, alike, hashed};
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

/// What words say.
#[derive(Debug)]
pub(crate) struct Words<T>(HashTable<Word<T>>);

/// A word.
#[derive(Debug)]
struct Word<T> {
    hash: u64,
    bytes: &'static [u8],
    says: T,
}

impl<T> Word<T> {
    #[inline]
    fn is(&self, hash: u64, bytes: &[u8], of_eight: impl Fn(u64) -> u64) -> bool {
        self.hash == hash
            && self.bytes.len() == bytes.len()
            && (bytes.len() <= TOLD_BY_HASH || alike(self.bytes, bytes, of_eight))
    }
}

impl<T> Default for Words<T> {
    fn default() -> Self {
        Self(HashTable::new())
    }
}

impl<T> Words<T> {
    /// A table with places for some words.
    pub(crate) fn with_capacity(words: usize) -> Self {
        Self(HashTable::with_capacity(words))
    }

    /// What a word says.
    #[inline]
    pub(crate) fn get(&self, word: &[u8]) -> Option<&T> {
        self.get_of(word, hashed(word, as_it_is), as_it_is)
    }

    /// What a word says when each eight of its bytes are changed; its hash is that of the changed ones.
    #[inline]
    pub(crate) fn get_of(&self, word: &[u8], hash: u64, of_eight: impl Fn(u64) -> u64) -> Option<&T> {
        self.0.find(hash, |one| one.is(hash, word, &of_eight)).map(|one| &one.says)
    }

    /// What a word says; `says` where nothing was known.
    pub(crate) fn get_or_insert(&mut self, word: &'static [u8], says: impl FnOnce() -> T) -> &mut T {
        let hash = hashed(word, as_it_is);
        match self.0.entry(hash, |one| one.is(hash, word, as_it_is), |one| one.hash) {
            Entry::Occupied(known) => &mut known.into_mut().says,
            Entry::Vacant(place) => &mut place.insert(Word { hash, bytes: word, says: says() }).into_mut().says,
        }
    }
}

#[inline]
const fn as_it_is(eight: u64) -> u64 {
    eight
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_says_its_own() {
        let words =
            ["", "\0", "\0\0", "a", "ab", "title", "title\0", "trans-title", "trans-titles", "12345678", "123456789"];
        let mut known = Words::default();
        for (at, word) in words.iter().enumerate() {
            *known.get_or_insert(word.as_bytes(), || 0) += at;
        }
        *known.get_or_insert(b"ab", || 7) += 1;
        for (at, word) in words.iter().enumerate() {
            assert_eq!(known.get(word.to_owned().as_bytes()), Some(&(at + usize::from(*word == "ab"))), "{word:?}");
            assert_eq!(known.get(format!("{word}x").as_bytes()), None, "{word:?}");
        }
    }
}
