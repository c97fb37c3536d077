//! Walks over the words of a clause: counts them, and notes the signs that references have.
//!
//! In: a clause, and where its quotations begin and end. Out: how many words it has, and its [`Signs`] outside of quotations. What is ASCII is told sixty-four
//! bytes at a time, anything else one by one. Not here: which words are signs ([`super::clause`]).

use super::clause::{Signs, is_place, may_be_sign, signs_at};
use crate::locale::{digit, is_letter_or_number, spaceless};
use crate::source::{below, bits, chunk_at, is_space, marked};

/// How many bytes are looked at together.
const WIDTH: usize = 64;

/// A walk over a clause.
pub(super) struct Walk<'t> {
    slice: &'t str,
    at: usize,
    /// The character before.
    before: char,
    /// The last one that is no space.
    solid: char,
    /// How many digits stand right before, outside of quotations.
    digits: usize,
    /// The words, and those that begin with a small letter.
    pub(super) words: usize,
    pub(super) small: usize,
}

/// ASCII in a row: what stands in it, a bit a byte.
struct Run {
    length: usize,
    spaces: u64,
    digits: u64,
    letters: u64,
    small: u64,
}

impl Run {
    fn of(bytes: &[u8], start: usize, end: usize) -> Self {
        let chunk = chunk_at::<WIDTH>(bytes, start);
        let wide = bits(&marked(&chunk, |byte| byte >= 0x80));
        let length = (end - start).min(wide.trailing_zeros() as usize);
        let of = |marked: [u8; WIDTH]| bits(&marked) & below(length);
        Self {
            length,
            spaces: of(marked(&chunk, is_space)),
            digits: of(marked(&chunk, |byte| byte.is_ascii_digit())),
            letters: of(marked(&chunk, |byte| byte.is_ascii_alphabetic())),
            small: of(marked(&chunk, |byte| byte.is_ascii_lowercase())),
        }
    }

    /// Where words begin, behind a character.
    fn begins(&self, before: char) -> u64 {
        let filled = self.letters | self.digits;
        filled & !(filled << 1 | u64::from(is_letter_or_number(before)))
    }
}

impl<'t> Walk<'t> {
    pub(super) const fn new(slice: &'t str) -> Self {
        Self { slice, at: 0, before: ' ', solid: ' ', digits: 0, words: 0, small: 0 }
    }

    /// Walks to a place, and notes the signs on the way.
    pub(super) fn open_to(&mut self, end: usize, signs: &mut Signs) {
        let end = end.min(self.slice.len());
        while self.at < end {
            let here = self.at;
            let dated = digit(self.solid).is_some() || spaceless(self.before);
            let spaced = self.before.is_whitespace();
            if let Some((character, begins)) = self.wide() {
                self.digits = if digit(character).is_some() { self.digits + 1 } else { 0 };
                let rest = self.slice.get(here..).unwrap_or_default();
                signs.year |= self.digits == 4 && year(rest_from(self.slice, here, 4), rest);
                let notes = begins || spaced && !character.is_whitespace() || spaceless(character);
                if notes && may_be_sign(rest, dated) {
                    signs_at(self.slice, here, dated, signs);
                }
            } else {
                let run = Run::of(self.slice.as_bytes(), here, end);
                self.note(&run, signs);
                self.note_years(&run, signs);
                self.go_over(&run);
            }
        }
    }

    /// Walks over a quotation to its end.
    pub(super) fn quoted_to(&mut self, end: usize) {
        let end = end.min(self.slice.len());
        while self.at < end {
            if self.wide().is_none() {
                self.go_over(&Run::of(self.slice.as_bytes(), self.at, end));
            }
        }
    }

    /// Notes the signs in a run that begins here.
    fn note(&self, run: &Run, signs: &mut Signs) {
        let others = below(run.length) & !(run.letters | run.digits | run.spaces);
        let spaced = run.spaces << 1 | u64::from(self.before.is_whitespace());
        // a sum carries what stands behind a digit over the spaces that follow it
        let behind_digits = run.digits << 1 | u64::from(digit(self.solid).is_some());
        let dated = behind_digits.wrapping_add(run.spaces) | u64::from(spaceless(self.before));
        let mut places = run.begins(self.before) | others & spaced;
        while places != 0 {
            let bit = places.trailing_zeros();
            places &= places - 1;
            let (place, dated) = (self.at + bit as usize, dated >> bit & 1 == 1);
            let rest = self.slice.get(place..).unwrap_or_default();
            if may_be_sign(rest, dated) {
                signs_at(self.slice, place, dated, signs);
            }
            signs.place |= run.digits >> bit & 1 == 1 && is_place(rest);
        }
    }

    /// Notes the years in a run that begins here, and goes on counting digits.
    fn note_years(&mut self, run: &Run, signs: &mut Signs) {
        let known = !(u64::MAX >> self.digits.min(4));
        let before = |count: u32| run.digits << count | known >> (u64::BITS - count);
        // where the fourth digit stands
        let mut places = run.digits & before(1) & before(2) & before(3) & !before(4);
        while places != 0 {
            let place = self.at + places.trailing_zeros() as usize;
            places &= places - 1;
            signs.year |= year(rest_from(self.slice, place, 4), self.slice.get(place..).unwrap_or_default());
        }
        let last = (run.digits << (WIDTH - run.length)).leading_ones() as usize;
        self.digits = if last == run.length { self.digits + last } else { last };
    }

    /// Goes over a run: its words are counted.
    fn go_over(&mut self, run: &Run) {
        let begins = run.begins(self.before);
        self.words += begins.count_ones() as usize;
        self.small += (begins & run.small).count_ones() as usize;
        let bytes = self.slice.as_bytes();
        let character = |bit: usize| bytes.get(self.at + bit).map_or(' ', |byte| char::from(*byte));
        let before = character(run.length.saturating_sub(1));
        if let Some(bit) = (below(run.length) & !run.spaces).checked_ilog2() {
            self.solid = character(bit as usize);
        }
        self.before = before;
        self.at += run.length;
    }

    /// Goes over a character that is no ASCII, if one stands here, or a space, which is not worth a look at what follows: gives it, and whether a word
    /// begins with it, which is counted.
    #[inline]
    fn wide(&mut self) -> Option<(char, bool)> {
        let next = self.slice.get(self.at..)?.chars().next();
        let character = next.filter(|next| !next.is_ascii() || *next == ' ')?;
        self.at += character.len_utf8();
        let begins = is_letter_or_number(character) && !is_letter_or_number(self.before);
        self.words += usize::from(begins);
        self.small += usize::from(begins && character.is_lowercase());
        self.before = character;
        if !character.is_whitespace() {
            self.solid = character;
        }
        Some((character, begins))
    }
}

/// The text that ends with the character at an offset and has as many digits.
fn rest_from(slice: &str, offset: usize, digits: usize) -> &str {
    let head = slice.get(..offset).unwrap_or_default();
    let start = head.char_indices().rev().take(digits - 1).last().map_or(offset, |(at, _)| at);
    slice.get(start..).unwrap_or_default()
}

/// Whether four digits are a year of any time that is cited; `rest` begins with the last of them.
fn year(from: &str, rest: &str) -> bool {
    let mut characters = rest.chars();
    characters.next();
    let value = from.chars().take(4).try_fold(0, |value, c| digit(c).map(|one| value * 10 + one));
    characters.next().is_none_or(|c| digit(c).is_none())
        && value.is_some_and(|value| (1400..=2100).contains(&value) || (3300..=3500).contains(&value))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of a text, those that begin with a small letter, whether a year stands in it: character by character.
    fn plainly(text: &str) -> (usize, usize, bool) {
        let (mut words, mut small, mut year) = (0, 0, false);
        let mut before = ' ';
        for character in text.chars() {
            let begins = is_letter_or_number(character) && !is_letter_or_number(before);
            words += usize::from(begins);
            small += usize::from(begins && character.is_lowercase());
            before = character;
        }
        for run in text.split(|c: char| digit(c).is_none()) {
            let value = run.chars().filter_map(digit).fold(0, |value, one| value * 10 + one);
            year |= run.chars().count() == 4 && ((1400..=2100).contains(&value) || (3300..=3500).contains(&value));
        }
        (words, small, year)
    }

    #[test]
    fn words_and_years_are_those_that_a_look_at_each_character_tells() {
        let texts = [
            "A b, été 1984. (19",
            "84) 12345, 2000",
            "٢٠٠٤ und ١9٨4 3",
            "400\tnew\u{A0}1999-2003",
            "第28頁 1 9 8 4  x",
            "",
        ];
        for space in 0..140 {
            for one in texts {
                for two in texts {
                    let text = format!(
                        "{}{one}{}{two}",
                        ["", "a", "1"][space % 3],
                        " ".repeat(space / 2) + &"b".repeat(space % 7)
                    );
                    let mut walk = Walk::new(&text);
                    let mut signs = Signs::default();
                    walk.open_to(text.len(), &mut signs);
                    assert_eq!((walk.words, walk.small, signs.year), plainly(&text), "{text}");
                    let mut quoted = Walk::new(&text);
                    quoted.quoted_to(text.len());
                    assert_eq!((quoted.words, quoted.small), (walk.words, walk.small), "{text}");
                }
            }
        }
    }

    #[test]
    fn signs_are_noted_wherever_they_stand() {
        let of = |text: &str, open: usize| {
            let (mut walk, mut signs) = (Walk::new(text), Signs::default());
            walk.open_to(open, &mut signs);
            walk.quoted_to(text.len());
            signs
        };
        for words in 0..80 {
            let before = "é ".repeat(words % 5) + &"b".repeat(words);
            let text = format!("{before} ISBN 3-86025-127-9, http://a.org, 12 (3): 1–4. Retrieved 5 May 2012");
            let signs = of(&text, text.len());
            assert!(signs.identifier && signs.address && signs.place && signs.accessed && signs.year, "{text}");
            assert_eq!(of(&text, 0), Signs::default());
        }
    }
}
