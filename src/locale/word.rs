//! Words of all scripts, as the tables of words are asked by them.
//!
//! In: a text. Out: the word, or the first or last characters, by which it is looked up. `build.rs` makes the tables with the same functions.

use super::letter::is_letter_or_number;
use super::run::run_of_word;

/// The letters and digits that a text begins with, in a script with spaces; nothing where they are more than `most` bytes.
pub(super) fn word_at(text: &str, most: usize) -> Option<&str> {
    let bytes = text.as_bytes();
    let near = bytes.get(..most.saturating_add(1)).unwrap_or(bytes);
    let mut end = run_of_word(near);
    if bytes.get(end).is_some_and(|byte| !byte.is_ascii()) {
        let rest = text.get(end..)?;
        // the dot above that a capital İ leaves behind when it is made small
        let goes_on = |c: char| (is_letter_or_number(c) || c == '\u{307}') && !spaceless(c);
        end += rest.char_indices().find(|&(at, c)| end + at > most || !goes_on(c)).map_or(rest.len(), |(at, _)| at);
    }
    if end > most { None } else { text.get(..end) }
}

/// The first two characters of a text; a space for a second that is not there.
pub(super) fn first_two(text: &str) -> Option<[char; 2]> {
    let mut characters = text.chars();
    Some([characters.next()?, characters.next().unwrap_or(' ')])
}

/// The same in lower case.
pub(super) fn first_two_small(text: &str) -> Option<[char; 2]> {
    let mut characters = text.chars().flat_map(char::to_lowercase);
    Some([characters.next()?, characters.next().unwrap_or(' ')])
}

/// The last two characters of a text, the last first.
pub(super) fn last_two(text: &str) -> Option<[char; 2]> {
    let mut characters = text.chars().rev();
    Some([characters.next()?, characters.next().unwrap_or(' ')])
}

/// Scripts that put no space between words: Han, kana, Thai, Lao, Khmer, Burmese; Hangul particles are glued to words and dates too.
#[inline]
#[must_use]
pub fn spaceless(character: char) -> bool {
    // most text is below all of them
    character >= '\u{0E00}'
        && matches!(character, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}
