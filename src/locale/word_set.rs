//! Sets of words: places, publishers' words, given names, abbreviations, headings. `build.rs` lays them out.

use super::heads::Pairs;
use super::laid::Laid;
use super::word::{first_two_small, word_at};

/// A text longer than this, in bytes, is no word of any set.
const LONGEST: usize = 200;

/// Words, compared without case.
#[derive(Debug, Clone, Copy, Default)]
pub struct WordSet {
    words: Option<&'static Laid>,
    /// What they begin with, where that is asked.
    begins: Option<&'static Begins>,
}

/// What words or phrases begin with.
#[derive(Debug)]
pub(super) struct Begins {
    /// The first word of each, where it begins with one.
    pub(super) words: Laid,
    /// The first two characters of those that begin with a sign, or in a script without spaces; sorted.
    pub(super) signs: &'static [[char; 2]],
    pub(super) pairs: Pairs,
}

impl Begins {
    /// Whether one of them may begin a text.
    #[inline]
    pub(super) fn may(&self, text: &str) -> bool {
        self.pairs.may(text.as_bytes()) && self.headed(text)
    }

    /// The same, by the first word or sign.
    fn headed(&self, text: &str) -> bool {
        if !self.words.may_begin(text) {
            return false;
        }
        match word_at(text, LONGEST) {
            Some("") => first_two_small(text).is_some_and(|[first, second]| {
                [[first, second], [first, ' ']].iter().any(|two| self.signs.binary_search(two).is_ok())
            }),
            Some(first) => first.len() < LONGEST && self.words.small_index(first).is_some(),
            None => false,
        }
    }
}

impl WordSet {
    /// The words of a table, which are in lower case.
    pub(super) const fn of(words: &'static Laid) -> Self {
        Self { words: Some(words), begins: None }
    }

    /// The same, with what they begin with.
    pub(super) const fn beginning(words: &'static Laid, begins: &'static Begins) -> Self {
        Self { words: Some(words), begins: Some(begins) }
    }

    /// Whether some word of the set begins as a text does: what a walk through a text asks first.
    #[inline]
    #[must_use]
    pub fn may_begin(&self, text: &str) -> bool {
        self.begins.is_some_and(|begins| begins.may(text))
    }

    /// Whether the word is in the set.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        word.len() < LONGEST && self.words.is_some_and(|words| words.find(word).is_some())
    }
}
