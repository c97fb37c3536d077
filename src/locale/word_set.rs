//! Sets of words: places, publishers' words, given names, abbreviations, headings.

use super::file::List;
use super::heads::{Heads, Pairs, of_small_word};
use super::lower::{Small, lowered};
use super::word::word_at;
use rustc_hash::FxHashSet;
use std::sync::OnceLock;

/// A text longer than this, in bytes, is no word of any set.
const LONGEST: usize = 200;

/// Words, compared without case.
#[derive(Debug, Default)]
pub struct WordSet {
    words: Small<()>,
    /// What they begin with, once that is asked: of most sets it never is.
    begins: OnceLock<Begins>,
}

/// What words or phrases begin with.
#[derive(Debug, Default)]
pub(super) struct Begins {
    /// The first word of each, where it begins with one.
    words: FxHashSet<Box<[u8]>>,
    /// The first two characters of those that begin with a sign, or in a script without spaces.
    signs: FxHashSet<[char; 2]>,
    pairs: Pairs,
    heads: Heads,
}

impl Begins {
    /// Adds a phrase in lower case.
    pub(super) fn add(&mut self, phrase: &str) {
        match word_at(phrase, usize::MAX).map(str::as_bytes) {
            Some(b"") | None => self.signs.extend(beginning(phrase)),
            Some(first) => {
                if !self.words.contains(first) {
                    self.pairs.add(first);
                    self.heads.add(of_small_word(first));
                    self.words.insert(first.into());
                }
            }
        }
    }

    /// Whether one of them may begin a text.
    #[inline]
    pub(super) fn may(&self, text: &str) -> bool {
        self.pairs.may(text.as_bytes()) && self.headed(text)
    }

    /// The same, by the first word or sign.
    fn headed(&self, text: &str) -> bool {
        if !self.heads.may(of_small_word(text.as_bytes())) {
            return false;
        }
        match word_at(text, LONGEST) {
            Some("") => beginning(text).is_some_and(|[first, second]| {
                [[first, second], [first, ' ']].iter().any(|two| self.signs.contains(two))
            }),
            Some(first) => first.len() < LONGEST && lowered(first, |small| self.words.contains(small)),
            None => false,
        }
    }
}

impl WordSet {
    /// A set of words in lower case.
    pub(super) fn of(words: List) -> Self {
        let mut set = Self::default();
        set.words.reserve(words.len());
        words.iter().for_each(|word| set.add(word));
        set
    }

    /// Adds a word in lower case.
    pub(super) fn add(&mut self, word: &'static str) {
        let word = word.trim();
        if !word.is_empty() {
            self.words.entry(word).or_default();
        }
    }

    /// Whether some word of the set begins as a text does: what a walk through a text asks first.
    #[inline]
    #[must_use]
    pub fn may_begin(&self, text: &str) -> bool {
        self.begins.get_or_init(|| self.begun()).may(text)
    }

    /// What its words begin with.
    fn begun(&self) -> Begins {
        let mut begins = Begins::default();
        self.words.words().filter_map(|word| std::str::from_utf8(word).ok()).for_each(|word| begins.add(word));
        begins
    }

    /// Whether the word is in the set.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        word.len() < LONGEST && self.words.get(word).is_some()
    }
}

/// The first two characters in lower case; a space for a second that is not there.
fn beginning(text: &str) -> Option<[char; 2]> {
    let mut characters = text.chars().flat_map(char::to_lowercase);
    Some([characters.next()?, characters.next().unwrap_or(' ')])
}
