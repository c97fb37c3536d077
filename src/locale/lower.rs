//! Words in lower case, as the tables hold them.

use super::eight::{changed, hashed, lower};
use super::heads::{Heads, of_text};
use super::laid::{Laid, Said};
use super::lanes::{any, beyond};
use super::letter::is_capital;
use crate::source::Words;

/// The longest word that is made small without an allocation, in bytes.
const SHORT: usize = 64;

/// How many times as long a word may be as the same in small letters: the Kelvin sign is one of the worst.
const SHRINKS: usize = 3;

/// What words mean, compared without case.
#[derive(Debug)]
pub(super) struct Small<T> {
    words: Words<T>,
    heads: Heads,
    /// The most bytes that a word has.
    longest: usize,
}

impl<T> Default for Small<T> {
    fn default() -> Self {
        Self { words: Words::default(), heads: Heads::default(), longest: 0 }
    }
}

impl<T> Small<T> {
    /// What a word means that is in lower case; `says` where nothing was known.
    pub(super) fn get_or_insert(&mut self, word: &'static str, says: impl FnOnce() -> T) -> &mut T {
        self.longest = self.longest.max(word.len());
        self.heads.add(of_text(word.as_bytes()));
        self.words.get_or_insert(word.as_bytes(), says)
    }

    /// What a word of any case means.
    #[inline]
    pub(super) fn get(&self, word: &str) -> Option<&T> {
        if !may_be(word, self.longest, &self.heads) {
            return None;
        }
        let (hash, ascii) = small_hash(word);
        if ascii {
            return self.words.get_of(word.as_bytes(), hash, lower);
        }
        lowered(word, |small| self.words.get(small))
    }
}

impl Laid {
    /// Which place in a table of words in lower case is that of a word of any case.
    #[inline]
    pub(super) fn find(&self, word: &str) -> Option<usize> {
        if may_be(word, self.longest, &self.heads) { self.small_index(word) } else { None }
    }

    /// The same, of a word that may well be there.
    pub(super) fn small_index(&self, word: &str) -> Option<usize> {
        let (hash, ascii) = small_hash(word);
        if ascii {
            return self.index_of(word.as_bytes(), hash, lower);
        }
        lowered(word, |small| self.index(small))
    }

    /// What stands in the second column, behind a word of any case.
    pub(super) fn said_of(&self, word: &str) -> Option<&'static str> {
        let (_, start, _) = self.places.get(self.find(word)?)?;
        self.columns(*start as usize).nth(1)
    }
}

impl<T: Copy> Said<T> {
    /// What a word of any case says.
    #[inline]
    pub(super) fn get(&self, word: &str) -> Option<T> {
        self.table.find(word).and_then(|at| self.says.get(at)).copied()
    }
}

/// Whether a word of any case may be one of some that have no more bytes and begin as it does.
#[inline]
fn may_be<P: AsRef<[u64]>>(word: &str, longest: usize, heads: &Heads<P>) -> bool {
    (word.len() <= longest || word.len() <= SHRINKS * longest && !word.is_ascii()) && heads.may_be(word.as_bytes())
}

/// The hash of a word in lower case, where it is ASCII: nearly all are, and none of their small letters need be written down.
#[inline]
fn small_hash(word: &str) -> (u64, bool) {
    let mut all = 0;
    let hash = hashed(word.as_bytes(), |eight| {
        all |= eight;
        lower(eight)
    });
    (hash, !any(beyond(all)))
}

/// Asks with the bytes of a word in lower case: nearly all words are short and ASCII.
#[inline]
pub(super) fn lowered<R>(word: &str, ask: impl FnOnce(&[u8]) -> R) -> R {
    let bytes = word.as_bytes();
    let mut all = 0;
    let small = changed::<SHORT>(bytes, |eight| {
        all |= eight;
        lower(eight)
    });
    if let Some(small) = small.as_ref().and_then(|small| small.get(..bytes.len()))
        && !any(beyond(all))
    {
        return ask(small);
    }
    if word.is_ascii() {
        return ask(bytes.to_ascii_lowercase().as_slice());
    }
    if !word.chars().any(is_capital) {
        return ask(bytes);
    }
    match lowered_into(word, &mut [0; SHORT]) {
        Some(small) => ask(small),
        None => ask(word.to_lowercase().as_bytes()),
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
            table.get_or_insert(small, || ());
            assert!(table.get(word).is_some() && table.get(small).is_some(), "{word}");
        }
    }
}
