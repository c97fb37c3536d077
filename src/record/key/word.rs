//! Words of titles and names as a citation key spells them.
//!
//! In: text in any script. Out: ASCII words, `[a-z0-9]+`, without articles and the like (`refs/stop-words.tsv`). Script to ASCII is `any_ascii`'s, which
//! is no romanization that a library would print: vowels that Arabic does not write are not made up.

use crate::source::lanes::{beyond, letters, within};
use crate::source::run::{first_marked, run_of_word};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;
use unicode_normalization::char::is_combining_mark;

/// How long a word may be in a key.
const LONGEST: usize = 24;
/// How many letters of a script without spaces make a word: two Han characters, twice as many of an alphabet.
const UNSPACED: usize = 2;

/// Words in lower case.
struct List {
    words: FxHashSet<&'static [u8]>,
    /// For each letter of ASCII that words begin with, how many bytes they have, a bit each.
    lengths: [u32; 128],
}

/// Words to skip, and the beginnings that an apostrophe joins to a word.
static STOP_WORDS: LazyLock<(List, List)> = LazyLock::new(|| {
    let rows = include_str!("../../../refs/stop-words.tsv").lines().filter(|row| !row.starts_with('#'));
    let mut words = List { words: FxHashSet::default(), lengths: [0; 128] };
    let mut joined = List { words: FxHashSet::default(), lengths: [0; 128] };
    for word in rows.filter_map(|row| row.split_once('\t')).flat_map(|(_, words)| words.split_whitespace()) {
        match word.strip_suffix('\'') {
            Some(word) => joined.add(word),
            None => words.add(word),
        }
    }
    (words, joined)
});

impl List {
    fn add(&mut self, word: &'static str) {
        let first = word.as_bytes().first().map_or(0, |first| usize::from(*first));
        if let Some(lengths) = self.lengths.get_mut(first) {
            *lengths |= 1 << word.len().min(31);
        }
        self.words.insert(word.as_bytes());
    }

    /// Whether a word of any case is one of them.
    fn contains(&self, word: &str) -> bool {
        if !word.is_ascii() {
            return self.words.contains(word.to_lowercase().as_bytes());
        }
        // most words tell by their first letter and their length that they are none
        let first = word.as_bytes().first().map_or(0, |first| usize::from(first.to_ascii_lowercase()));
        if self.lengths.get(first).is_none_or(|lengths| lengths >> word.len().min(31) & 1 == 0) {
            return false;
        }
        // nearly all are short: no allocation for them
        let mut lower = [0; 16];
        match lower.get_mut(..word.len()) {
            Some(lower) => {
                lower.copy_from_slice(word.as_bytes());
                lower.make_ascii_lowercase();
                self.words.contains(&*lower)
            }
            None => self.words.contains(word.to_ascii_lowercase().as_bytes()),
        }
    }
}

/// The words of a text that say something, in ASCII; where none does, all of them.
pub fn significant_words(text: &str) -> impl Iterator<Item = String> + '_ {
    let ascii = |word: &str| {
        let mut out = String::with_capacity(word.len());
        push_ascii(word, &mut out).then_some(out)
    };
    let mut words = Words { rest: text }.filter(says_something).filter_map(ascii).peekable();
    let all = if words.peek().is_some() { None } else { Some(Words { rest: text }.filter_map(ascii)) };
    words.chain(all.into_iter().flatten())
}

/// Writes the first of [`significant_words`]; tells whether there was any.
pub(super) fn push_words(text: &str, most: usize, out: &mut String) -> bool {
    let mut written = 0;
    for says_less in [false, true] {
        let mut words = Words { rest: text };
        while written < most
            && let Some(word) = words.next()
        {
            written += usize::from((says_less || says_something(&word)) && push_ascii(word, out));
        }
        if written > 0 {
            break;
        }
    }
    written > 0
}

/// Whether a word is none of those to skip.
fn says_something(word: &&str) -> bool {
    !STOP_WORDS.0.contains(word)
}

/// Writes all of a text as one word: `García Márquez` is `garciamarquez`. Tells whether there was any.
pub(super) fn push_joined(text: &str, out: &mut String) -> bool {
    // so many bytes hold no more characters
    let long = text.len() > 2 * LONGEST;
    let end = if long { text.char_indices().nth(2 * LONGEST).map(|(at, _)| at) } else { None };
    push_ascii(text.get(..end.unwrap_or(text.len())).unwrap_or_default(), out)
}

/// Writes a word in ASCII, lower case, without what is neither letter nor digit. Tells whether anything is left of it.
fn push_ascii(word: &str, out: &mut String) -> bool {
    let start = out.len();
    let bytes = word.as_bytes();
    // nearly all are nothing but letters of ASCII
    if run_of_word(bytes) == bytes.len() {
        out.push_str(word.get(..LONGEST).unwrap_or(word));
        if let Some(added) = out.get_mut(start..) {
            added.make_ascii_lowercase();
        }
        return !bytes.is_empty();
    }
    for character in word.chars() {
        if character.is_ascii() {
            if character.is_ascii_alphanumeric() {
                out.push(character.to_ascii_lowercase());
            }
        } else {
            let letters = any_ascii::any_ascii_char(character).bytes().filter(u8::is_ascii_alphanumeric);
            out.extend(letters.map(|letter| char::from(letter.to_ascii_lowercase())));
        }
        if out.len() >= start + LONGEST {
            out.truncate(start + LONGEST);
            break;
        }
    }
    out.len() > start
}

/// The words of a text, as slices of it.
struct Words<'t> {
    rest: &'t str,
}

impl<'t> Iterator for Words<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        loop {
            let bytes = self.rest.as_bytes();
            let near = first_marked(bytes, |sixteen| letters(sixteen) | within(sixteen, b'0', b'9') | beyond(sixteen));
            let rest = self.rest.get(near..)?;
            let ascii = bytes.get(near)?.is_ascii();
            let text = if ascii { rest } else { rest.get(rest.find(char::is_alphanumeric)?..)? };
            let end = end_of_word(text);
            let (word, rest) = text.split_at_checked(end)?;
            self.rest = rest;
            // behind most words stands a space
            let after = if rest.starts_with(' ') { None } else { rest.strip_prefix(is_apostrophe) };
            if let Some(after) = after.filter(|after| after.starts_with(char::is_alphanumeric)) {
                let next = after.get(..end_of_word(after)).unwrap_or_default();
                if next.eq_ignore_ascii_case("s") {
                    self.rest = after.get(next.len()..).unwrap_or_default();
                } else if STOP_WORDS.1.contains(word) {
                    continue;
                } else if !unspaced(word.chars().next()) {
                    // O'Brien, об'єднання: one word
                    let whole = end + (rest.len() - after.len()) + next.len();
                    self.rest = text.get(whole..).unwrap_or_default();
                    return text.get(..whole);
                }
            }
            return Some(word);
        }
    }
}

/// Where the word ends that the text begins with.
fn end_of_word(text: &str) -> usize {
    let plain = run_of_word(text.as_bytes());
    if plain > 0 && text.as_bytes().get(plain).is_none_or(u8::is_ascii) {
        return plain;
    }
    let first = text.chars().next();
    if unspaced(first) {
        let is_han = first.is_some_and(han);
        let most = if is_han { UNSPACED } else { 2 * UNSPACED };
        let mut letters = 0;
        for (at, character) in text.char_indices() {
            let mark = is_combining_mark(character);
            letters += usize::from(!mark);
            if letters > most || !(mark || unspaced(Some(character)) && han(character) == is_han) {
                return at;
            }
        }
        return text.len();
    }
    let inside = |c: char| {
        if c.is_ascii() {
            return c.is_ascii_alphanumeric();
        }
        (c.is_alphanumeric() && !unspaced(Some(c)))
            || is_combining_mark(c)
            || matches!(c, '\u{200C}' | '\u{200D}' | '\u{AD}')
    };
    text.find(|c| !inside(c)).unwrap_or(text.len())
}

const fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | 'ʼ' | 'ʻ' | '‘' | '`' | '´')
}

const fn han(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether words of the letter's script are not separated by spaces: Han, kana, Thai, Lao, Khmer, Burmese, Tibetan.
fn unspaced(character: Option<char>) -> bool {
    character.is_some_and(|c| {
        han(c)
            || matches!(c, '\u{3040}'..='\u{30FF}' | '\u{0E00}'..='\u{0EFF}' | '\u{0F00}'..='\u{0FFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_say_nothing_are_skipped() {
        let first = |text: &str| significant_words(text).next().unwrap_or_default();
        assert_eq!(first("The Guardian"), "guardian");
        assert_eq!(first("L'artilleur"), "artilleur");
        assert_eq!(first("O’Brien’s book"), "obrien");
        assert_eq!(first("Syria's war"), "syria");
        assert_eq!(first("Of the"), "of");
        assert_eq!(first("हिन्दी की किताब"), "hindi");
        assert_eq!(first("ประเทศไทย"), "prae");
        assert_eq!(first("東京の歴史"), "dongjing");
        assert_eq!(first("…?!"), "");
    }
}
