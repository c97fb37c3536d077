//! Sets of words: places, publishers' words, given names, abbreviations, headings.

use rustc_hash::FxHashSet;

/// Words, compared without case.
#[derive(Debug, Default)]
pub struct WordSet {
    words: FxHashSet<String>,
    /// The first two characters of each.
    begins: FxHashSet<[char; 2]>,
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
            self.begins.extend(beginning(&word));
            self.words.insert(word);
        }
    }

    /// Whether some word of the set begins as a text does: what a walk through a text asks first.
    #[must_use]
    pub fn may_begin(&self, text: &str) -> bool {
        beginning(text)
            .is_some_and(|[first, second]| [[first, second], [first, ' ']].iter().any(|two| self.begins.contains(two)))
    }

    /// Whether the word is in the set.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        if word.bytes().all(|b| b.is_ascii_lowercase()) {
            return self.words.contains(word);
        }
        let mut lower = [0_u8; 48];
        if word.is_ascii()
            && let Some(lower) = lower.get_mut(..word.len())
        {
            // the usual word, without an allocation
            lower.copy_from_slice(word.as_bytes());
            lower.make_ascii_lowercase();
            return std::str::from_utf8(lower).is_ok_and(|word| self.words.contains(word));
        }
        word.len() < 200 && self.words.contains(word.to_lowercase().as_str())
    }
}

/// The first two characters in lower case; a space for a second that is not there.
fn beginning(text: &str) -> Option<[char; 2]> {
    let mut characters = text.chars().flat_map(char::to_lowercase);
    Some([characters.next()?, characters.next().unwrap_or(' ')])
}
