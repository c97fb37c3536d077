//! Words as works are compared by: in ASCII letters and digits, without case.
//!
//! In: text in any script. Out: its words, with their places or folded. Standard: `any_ascii`'s transliteration.

use crate::locale::{is_letter_or_number, spaceless};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Deref;

/// A text that is asked for its words, by few, and folded when it is first asked.
#[derive(Debug, Default)]
pub(super) struct Folded<'t> {
    pub(super) text: Cow<'t, str>,
    words: OnceCell<Vec<String>>,
}

impl<'t> Folded<'t> {
    pub(super) fn new(text: impl Into<Cow<'t, str>>) -> Self {
        Self { text: text.into(), words: OnceCell::new() }
    }
}

impl Deref for Folded<'_> {
    type Target = [String];

    fn deref(&self) -> &[String] {
        self.words.get_or_init(|| folded(&self.text))
    }
}

/// The last of words with a space between them.
pub(super) fn last_of(words: &str) -> &str {
    words.rsplit(' ').next().unwrap_or_default()
}

/// A word in ASCII letters and digits, without case.
pub(super) fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_into(word, &mut out);
    out
}

fn fold_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        out.extend(word.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| char::from(byte.to_ascii_lowercase())));
        return;
    }
    out.extend(any_ascii::any_ascii(word).chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()));
}

/// Whether a character is one of a word: a letter, a digit, or a sign that belongs to letters.
fn of_word(c: char) -> bool {
    is_letter_or_number(c)
        || matches!(c, '\u{0300}'..='\u{036F}' | '\u{0900}'..='\u{0DFF}' | '\u{200C}' | '\u{064B}'..='\u{065F}')
}

/// The words of a text with their places; scripts without spaces give one word a character.
pub(super) fn words(text: &str) -> Vec<(usize, &str)> {
    let mut out: Vec<(usize, &str)> = Vec::new();
    let mut start = None;
    for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
        if character.is_ascii_alphanumeric() {
            start.get_or_insert(at);
            continue;
        }
        if at < text.len() && of_word(character) && !spaceless(character) {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            out.extend(text.get(from..at).map(|word| (from, word)));
        }
        if spaceless(character) && is_letter_or_number(character) {
            out.extend(text.get(at..at + character.len_utf8()).map(|word| (at, word)));
        }
    }
    out
}

/// The last word of a text and its place.
pub(super) fn last_word(text: &str) -> Option<(usize, &str)> {
    let (end, last) = text.char_indices().rev().find(|&(_, c)| of_word(c))?;
    let behind = end + last.len_utf8();
    if spaceless(last) {
        return text.get(end..behind).map(|word| (end, word));
    }
    let inside = |&(_, c): &(usize, char)| of_word(c) && !spaceless(c);
    let (start, _) = text.get(..behind)?.char_indices().rev().take_while(inside).last()?;
    text.get(start..behind).map(|word| (start, word))
}

/// The words of a text, folded.
pub(super) fn folded(text: &str) -> Vec<String> {
    words(text).into_iter().map(|(_, word)| fold(word)).filter(|word| !word.is_empty()).collect()
}

/// The words of a text, folded, with a space between them.
pub(super) fn together(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    together_into(text, &mut out);
    out
}

/// Adds the words of a text, folded, with a space between them; gives how many there are.
pub(super) fn together_into(text: &str, out: &mut String) -> usize {
    let (begin, mut count) = (out.len(), 0);
    if text.is_ascii() {
        // the usual name, without a list of its words
        out.reserve(text.len());
        let mut rest = text;
        while !rest.is_empty() {
            let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
            if let Some(word) = rest.get(..length).filter(|word| !word.is_empty()) {
                if count > 0 {
                    out.push(' ');
                }
                out.push_str(word);
                count += 1;
            }
            rest = rest.get(length + 1..).unwrap_or_default();
        }
        if let Some(added) = out.get_mut(begin..) {
            added.make_ascii_lowercase();
        }
        return count;
    }
    for (_, word) in words(text) {
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
