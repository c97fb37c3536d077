//! Words as works are compared by: in ASCII letters and digits, without case.
//!
//! In: text in any script. Out: its words, with their places or folded. Standard: `any_ascii`'s transliteration.

use crate::locale::{is_letter_or_number, spaceless};
use crate::source::eight::hashed;
use crate::source::lanes::small;
use crate::source::run::{last_run_of_word, run_of_word};
use any_ascii::any_ascii_char;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Deref;

/// A text that is asked for its words, by few, and folded when it is first asked.
#[derive(Debug, Default)]
pub(super) struct Folded<'t> {
    pub(super) text: &'t str,
    words: OnceCell<Vec<String>>,
}

impl<'t> Folded<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text, words: OnceCell::new() }
    }
}

impl Deref for Folded<'_> {
    type Target = [String];

    fn deref(&self) -> &[String] {
        self.words.get_or_init(|| folded(self.text))
    }
}

/// A word in ASCII letters and digits, without case.
pub(super) fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_into(word, &mut out);
    out
}

/// A text in ASCII letters and digits, without case and without what stands between its words.
pub(super) fn run_together(text: &str) -> String {
    let mut out = fold(text);
    out.retain(|c| c.is_ascii_alphanumeric());
    out
}

/// Adds a word, of which ASCII is letters and digits only.
fn fold_into(word: &str, out: &mut String) {
    let start = out.len();
    if word.is_ascii() {
        out.push_str(word);
        if let Some(added) = out.get_mut(start..) {
            added.make_ascii_lowercase();
        }
    } else {
        out.extend(letters(word));
    }
}

/// The letters and digits of a word, folded.
fn letters(word: &str) -> impl Iterator<Item = char> {
    let of_ascii = |c: char| (if c.is_ascii() { Some(c) } else { None }).into_iter();
    let of_other = |c: char| (if c.is_ascii() { "" } else { any_ascii_char(c) }).chars();
    let of = move |c: char| of_ascii(c).chain(of_other(c).filter(char::is_ascii_alphanumeric));
    word.chars().flat_map(of).map(|c| c.to_ascii_lowercase())
}

/// Whether a character is one of a word: a letter, a digit, or a sign that belongs to letters.
fn of_word(c: char) -> bool {
    is_letter_or_number(c)
        || matches!(c, '\u{0300}'..='\u{036F}' | '\u{0900}'..='\u{0DFF}' | '\u{200C}' | '\u{064B}'..='\u{065F}')
}

/// The words of a text with their places; scripts without spaces give one word a character.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.as_bytes();
    let other = move |at: usize| text.get(at..).and_then(|rest| rest.chars().next()).filter(|c| !c.is_ascii());
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = loop {
            let byte = bytes.get(at)?;
            if byte.is_ascii_alphanumeric() {
                break at;
            }
            let Some(character) = other(at) else {
                at += 1;
                continue;
            };
            let here = at;
            if spaceless(character) {
                at += character.len_utf8();
                if is_letter_or_number(character) {
                    return text.get(here..at).map(|word| (here, word));
                }
            } else if of_word(character) {
                break at;
            } else {
                at += character.len_utf8();
            }
        };
        loop {
            at += run_of_word(bytes.get(at..)?);
            match other(at).filter(|&c| of_word(c) && !spaceless(c)) {
                Some(character) => at += character.len_utf8(),
                None => break,
            }
        }
        text.get(start..at).map(|word| (start, word))
    })
}

/// The last word of a text and its place.
pub(super) fn last_word(text: &str) -> Option<(usize, &str)> {
    let bytes = text.as_bytes();
    let may_end = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
    // most names end with a letter
    let end = if bytes.last().is_some_and(may_end) { bytes.len() } else { bytes.iter().rposition(may_end)? + 1 };
    let length = last_run_of_word(bytes.get(..end)?);
    let start = end - length;
    // most words are of ASCII
    if length > 0 && start.checked_sub(1).and_then(|before| bytes.get(before)).is_none_or(u8::is_ascii) {
        return text.get(start..end).map(|word| (start, word));
    }
    let (end, last) = text.char_indices().rev().find(|&(_, c)| of_word(c))?;
    let behind = end + last.len_utf8();
    if spaceless(last) {
        return text.get(end..behind).map(|word| (end, word));
    }
    let inside = |&(_, c): &(usize, char)| of_word(c) && !spaceless(c);
    let (start, _) = text.get(..behind)?.char_indices().rev().take_while(inside).last()?;
    text.get(start..behind).map(|word| (start, word))
}

/// The words of a text with their places, the last one first.
pub(super) fn end_words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    std::iter::successors(last_word(text), |(at, _)| last_word(text.get(..*at)?))
}

/// The words that a text ends with, the last one first, as they are compared: read as far back as is asked for, and once, however many names are held against
/// them. Those that say nothing when they are folded do not count.
pub(super) struct EndWords<'t> {
    /// What stands before those that were read.
    rest: &'t str,
    /// In any case; folded where they are no ASCII.
    read: Vec<Cow<'t, str>>,
}

impl<'t> EndWords<'t> {
    pub(super) const fn of(text: &'t str) -> Self {
        Self { rest: text, read: Vec::new() }
    }

    fn get(&mut self, index: usize) -> Option<&str> {
        while self.read.len() <= index {
            let (at, word) = last_word(self.rest)?;
            self.rest = self.rest.get(..at)?;
            let word = if word.is_ascii() { Cow::Borrowed(word) } else { Cow::Owned(fold(word)) };
            self.read.extend(Some(word).filter(|word| !word.is_empty()));
        }
        self.read.get(index).map(AsRef::as_ref)
    }

    /// How many words there are, given the last one first, where the text ends with them; they are of ASCII, in any case.
    pub(super) fn count<'w>(&mut self, words: impl Iterator<Item = &'w str>) -> Option<usize> {
        let mut count = 0;
        for word in words {
            if !self.get(count)?.eq_ignore_ascii_case(word) {
                return None;
            }
            count += 1;
        }
        Some(count)
    }
}

/// What a folded word is looked up by: a hash of its letters and digits, of either case.
pub(super) fn sign_of(word: &str) -> u64 {
    signed(word.as_bytes())
}

/// What the last word of a text is looked up by that has letters when it is folded. A glance at the letters of nearly all: only what is no ASCII is folded.
pub(super) fn last_sign(text: &str) -> Option<u64> {
    let bytes = text.as_bytes();
    let may_end = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
    // most names end with a letter
    let end = if bytes.last().is_some_and(may_end) { bytes.len() } else { bytes.iter().rposition(may_end)? + 1 };
    let head = bytes.get(..end)?;
    let (before, word) = head.split_at_checked(end - last_run_of_word(head))?;
    // in it or before it may stand what is no ASCII
    if before.last().is_none_or(u8::is_ascii) {
        return Some(signed(word));
    }
    let mut rest = text;
    loop {
        let (at, word) = last_word(rest)?;
        if let Some(sign) = folded_sign(word) {
            return Some(sign);
        }
        rest = rest.get(..at)?;
    }
}

/// The sign of a word that is folded first; nothing where that leaves nothing of it.
fn folded_sign(word: &str) -> Option<u64> {
    // nearly all are short: no allocation for them
    let (mut short, mut length) = ([0; 64], 0);
    for letter in letters(word) {
        let Some(place) = short.get_mut(length) else { return Some(sign_of(&fold(word))) };
        *place = u8::try_from(letter).unwrap_or_default();
        length += 1;
    }
    short.get(..length).filter(|letters| !letters.is_empty()).map(signed)
}

/// The sign of letters and digits.
fn signed(word: &[u8]) -> u64 {
    hashed(word, small)
}

/// The words of a text, folded.
pub(super) fn folded(text: &str) -> Vec<String> {
    words(text).map(|(_, word)| fold(word)).filter(|word| !word.is_empty()).collect()
}

/// Adds the first words of a text, so many at the most, folded, with a space between them; gives how many there are.
pub(super) fn first_together_into(text: &str, most: usize, out: &mut String) -> usize {
    let (begin, mut count) = (out.len(), 0);
    for (_, word) in words(text) {
        if count == most {
            break;
        }
        let before = out.len();
        if before > begin {
            out.push(' ');
        }
        let start = out.len();
        fold_into(word, out);
        if out.len() == start {
            out.truncate(before);
        } else {
            count += 1;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: [&str; 14] =
        ["Smith", "SMITH", "García", "garcia", "Жуков", "zhukov", "田", "tian", "ß", "ss", "É", "e", "\u{301}", "O2"];

    #[test]
    fn the_sign_of_a_word_is_that_of_it_folded() {
        let long = "Жуков".repeat(30);
        for word in WORDS.into_iter().chain([&*long]) {
            let folded = fold(word);
            assert_eq!(folded_sign(word), (!folded.is_empty()).then(|| sign_of(&folded)), "{word}");
        }
    }

    #[test]
    fn a_text_ends_with_words_as_it_does_when_all_are_folded() {
        let names = ["Smith", "van der Berg", "Garcia Marquez", "der Berg, A", "tian", "O2"];
        let texts =
            ["", "by J. Smith", "Anna van der Berg", "Gabriel García \u{301} Márquez, ", "Berg A", "田", "an O2 ("];
        for text in texts {
            let mut ends = EndWords::of(text);
            // twice: what was read is told again
            for name in names.into_iter().chain(names) {
                let (words, all) = (folded(name), folded(text));
                let want = all.ends_with(&words).then_some(words.len());
                assert_eq!(ends.count(end_words(name).map(|(_, word)| word)), want, "{name} / {text}");
            }
        }
    }
}
