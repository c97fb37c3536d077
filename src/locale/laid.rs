//! Tables of words that `build.rs` lays out, so that none need be made when the program starts.
//!
//! In: a word. Out: where it stands in the text of its table, and what stands behind it.

use super::eight::{TOLD_BY_HASH, alike, hashed};
use super::heads::{Heads, of_small_word};

/// The lines of a table, and where its words stand in them.
#[derive(Debug)]
pub(super) struct Laid {
    /// The lines, with tabs between their columns.
    pub(super) text: &'static str,
    /// The words by their hashes: the first free place from there on. A power of two, at least twice as many as there are words.
    pub(super) places: &'static [Place],
    /// What the words begin with.
    pub(super) heads: Heads<&'static [u64]>,
    /// The most bytes that a word has.
    pub(super) longest: usize,
}

/// Where a word stands: its hash, where it begins in the text, and how many bytes it has; no bytes where none stands.
pub(super) type Place = (u64, u32, u32);

impl Laid {
    /// Which of the places is that of a word spelt as in the table.
    pub(super) fn index(&self, word: &[u8]) -> Option<usize> {
        self.index_of(word, hash(word), |eight| eight)
    }

    /// Which of the places is that of a word of this hash, when each eight of its bytes are changed.
    #[inline]
    pub(super) fn index_of(&self, word: &[u8], hash: u64, of_eight: impl Fn(u64) -> u64) -> Option<usize> {
        let mask = self.places.len().wrapping_sub(1);
        let mut at = first_place(hash) & mask;
        loop {
            let &(known, start, length) = self.places.get(at)?;
            let (start, length) = (start as usize, length as usize);
            if length == 0 {
                return None;
            }
            let stands =
                || self.text.as_bytes().get(start..start + length).is_some_and(|one| alike(one, word, &of_eight));
            if known == hash && length == word.len() && (length <= TOLD_BY_HASH || stands()) {
                return Some(at);
            }
            at = (at + 1) & mask;
        }
    }

    /// Where a word stands that is spelt as in the table.
    pub(super) fn place(&self, word: &[u8]) -> Option<usize> {
        self.index(word).and_then(|at| self.places.get(at)).map(|(_, start, _)| *start as usize)
    }

    /// Whether a word may begin a text, in a table whose heads are those of first words.
    #[inline]
    pub(super) fn may_begin(&self, text: &str) -> bool {
        self.heads.may(of_small_word(text.as_bytes()))
    }

    /// The columns from a place to the end of its line.
    pub(super) fn columns(&self, place: usize) -> impl Iterator<Item = &'static str> + use<> {
        self.text.get(place..).and_then(|rest| rest.lines().next()).unwrap_or_default().split('\t')
    }

    /// The columns of the whole line that a place is in.
    pub(super) fn row(&self, place: usize) -> impl Iterator<Item = &'static str> + use<> {
        let before = self.text.get(..place).and_then(|head| head.rfind('\n'));
        self.columns(before.map_or(0, |end| end + 1))
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.places.iter().filter(|(.., length)| *length > 0).count()
    }
}

/// Words of a table, and what each says.
#[derive(Debug)]
pub(super) struct Said<T: 'static> {
    pub(super) table: Laid,
    /// By their places; anything where no word stands.
    pub(super) says: &'static [T],
}

impl<T: Copy> Said<T> {
    /// What a word says that is spelt as in the table.
    pub(super) fn at(&self, word: &str) -> Option<T> {
        self.table.index(word.as_bytes()).and_then(|at| self.says.get(at)).copied()
    }
}

/// The hash of a word as it is written in a table.
pub(super) fn hash(word: &[u8]) -> u64 {
    hashed(word, |eight| eight)
}

/// Where a word of a hash would stand, in a table of so many places that the rest does not count: the upper bits are mixed into the lower ones.
#[inline]
pub(super) fn first_place(hash: u64) -> usize {
    (hash.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize
}
