//! Sets of words: places, publishers' words, given names, abbreviations, headings.

use rustc_hash::FxHashSet;

/// Words, compared without case.
#[derive(Debug, Default)]
pub struct WordSet(FxHashSet<String>);

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
            self.0.insert(word.to_lowercase());
        }
    }

    /// Whether the word is in the set.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        if word.bytes().all(|b| b.is_ascii_lowercase()) {
            return self.0.contains(word);
        }
        let mut lower = [0_u8; 48];
        if word.is_ascii()
            && let Some(lower) = lower.get_mut(..word.len())
        {
            // the usual word, without an allocation
            lower.copy_from_slice(word.as_bytes());
            lower.make_ascii_lowercase();
            return std::str::from_utf8(lower).is_ok_and(|word| self.0.contains(word));
        }
        word.len() < 200 && self.0.contains(word.to_lowercase().as_str())
    }
}
