//! Sets of words: places, publishers' words, given names, abbreviations, headings.

use super::lower::lowered;
use super::phrase::word_at;
use rustc_hash::FxHashSet;

/// A text longer than this, in bytes, is no word of any set.
const LONGEST: usize = 200;

/// Words, compared without case.
#[derive(Debug, Default)]
pub struct WordSet {
    words: FxHashSet<Box<[u8]>>,
    begins: Begins,
}

/// What words or phrases begin with.
#[derive(Debug, Default)]
pub(super) struct Begins {
    /// The first word of each, where it begins with one.
    words: FxHashSet<Box<[u8]>>,
    /// The first two characters of those that begin with a sign, or in a script without spaces.
    signs: FxHashSet<[char; 2]>,
}

impl Begins {
    /// Adds a phrase in lower case.
    pub(super) fn add(&mut self, phrase: &str) {
        match word_at(phrase, usize::MAX) {
            Some("") | None => self.signs.extend(beginning(phrase)),
            Some(first) => {
                self.words.insert(first.as_bytes().into());
            }
        }
    }

    /// Whether one of them may begin a text.
    pub(super) fn may(&self, text: &str) -> bool {
        match word_at(text, LONGEST) {
            Some("") => beginning(text).is_some_and(|[first, second]| {
                [[first, second], [first, ' ']].iter().any(|two| self.signs.contains(two))
            }),
            Some(first) => holds(&self.words, first),
            None => false,
        }
    }
}

impl WordSet {
    pub(super) fn read(table: &str) -> Self {
        let words = table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split('\t').next());
        let mut set = Self::default();
        words.for_each(|word| set.add(word));
        set
    }

    pub(super) fn add(&mut self, word: &str) {
        let word = word.trim();
        if !word.is_empty() {
            let word = word.to_lowercase();
            self.begins.add(&word);
            self.words.insert(word.into_bytes().into());
        }
    }

    /// Whether some word of the set begins as a text does: what a walk through a text asks first.
    #[must_use]
    pub fn may_begin(&self, text: &str) -> bool {
        self.begins.may(text)
    }

    /// Whether the word is in the set.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        holds(&self.words, word)
    }
}

/// Whether a word is in a set of words in lower case.
fn holds(words: &FxHashSet<Box<[u8]>>, word: &str) -> bool {
    word.len() < LONGEST && !words.is_empty() && lowered(word, |small| words.contains(small))
}

/// The first two characters in lower case; a space for a second that is not there.
fn beginning(text: &str) -> Option<[char; 2]> {
    let mut characters = text.chars().flat_map(char::to_lowercase);
    Some([characters.next()?, characters.next().unwrap_or(' ')])
}
