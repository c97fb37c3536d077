//! Tables of words that `build.rs` lays out, so that none need be made when the program starts.
//!
//! In: a word. Out: where it stands in the text of its table, and what stands behind it.

use super::heads::{Heads, of_small_word};
use super::run::hashed;

/// The lines of a table, and where its words stand in them.
#[derive(Debug)]
pub(super) struct Laid {
    /// The lines, with tabs between their columns.
    pub(super) text: &'static str,
    /// Where a word begins in the text, and how many bytes it has, by its hash: the first free place from there on. No bytes where none stands. A power of
    /// two, at least twice as many as there are words.
    pub(super) places: &'static [(u32, u32)],
    /// What the words begin with.
    pub(super) heads: Heads<&'static [u64]>,
    /// The most bytes that a word has.
    pub(super) longest: usize,
}

impl Laid {
    /// Which of the places is that of a word spelt as in the table.
    pub(super) fn index(&self, word: &[u8]) -> Option<usize> {
        let mask = self.places.len().wrapping_sub(1);
        let mut at = hash(word) as usize & mask;
        loop {
            let (start, length) = self.places.get(at).map(|&(start, length)| (start as usize, length as usize))?;
            if length == 0 {
                return None;
            }
            if length == word.len() && self.text.as_bytes().get(start..start + length)? == word {
                return Some(at);
            }
            at = (at + 1) & mask;
        }
    }

    /// Where a word stands that is spelt as in the table.
    pub(super) fn place(&self, word: &[u8]) -> Option<usize> {
        self.index(word).and_then(|at| self.places.get(at)).map(|(start, _)| *start as usize)
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
        self.places.iter().filter(|(_, length)| *length > 0).count()
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

    /// What each of the words says.
    pub(super) fn all(&self) -> impl Iterator<Item = T> {
        let words = self.table.places.iter().zip(self.says);
        words.filter(|((_, length), _)| *length > 0).map(|(_, says)| *says)
    }
}

/// A hash of eight bytes at a time, whose upper bits are mixed into the lower ones.
pub(super) fn hash(word: &[u8]) -> u32 {
    (hashed(word, |eight| eight).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32
}
