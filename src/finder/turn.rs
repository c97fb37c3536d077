//! Walks over the places of a text at which something may begin or end: where words begin, at brackets, quotation marks and stops, and at all signs that
//! are no ASCII.
//!
//! In: a text. Out: its characters at such places, each with whether a space stands before it. Most of a text is none of them.

use crate::locale::is_letter_or_number;

/// What a byte is to a walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A letter, digit or sign at which nothing begins or ends but behind a space.
    Plain,
    Space,
    /// A bracket, a quotation mark, a stop: a turn wherever it stands.
    Mark,
    /// Of a character beyond ASCII.
    Wide,
}

/// What each byte is.
const CLASSES: [Class; 256] = {
    let mut classes = [Class::Plain; 256];
    let mut byte = 0_u8;
    loop {
        #[allow(clippy::indexing_slicing, reason = "made at compile time, within a constant's length")]
        let class = &mut classes[byte as usize];
        *class = match byte {
            b' ' | b'\t'..=b'\r' => Class::Space,
            b'.' | b'?' | b'!' | b';' | b'"' | b'(' | b')' | b'[' | b']' | b'{' | b'}' => Class::Mark,
            0x80.. => Class::Wide,
            _ => Class::Plain,
        };
        let Some(next) = byte.checked_add(1) else { break classes };
        byte = next;
    }
};

#[inline]
fn class(byte: u8) -> Class {
    CLASSES.get(usize::from(byte)).copied().unwrap_or(Class::Wide)
}

/// A walk over a text.
pub(super) struct Turns<'t> {
    text: &'t str,
    at: usize,
    /// Whether a space stands before it, or nothing.
    spaced: bool,
}

impl<'t> Turns<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text, at: 0, spaced: true }
    }

    /// Goes on at a place, if that lies ahead.
    pub(super) fn skip_to(&mut self, place: usize) {
        if place > self.at {
            self.spaced = self.text.get(..place).is_none_or(|head| head.ends_with(char::is_whitespace));
            self.at = place;
        }
    }
}

impl Iterator for Turns<'_> {
    /// Where a character stands, whether a space stands before it (or nothing), and the character.
    type Item = (usize, bool, char);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.text.as_bytes();
        loop {
            let (at, byte) = (self.at, *bytes.get(self.at)?);
            let spaced = self.spaced;
            match class(byte) {
                Class::Space => {
                    (self.at, self.spaced) = (at + 1, true);
                    continue;
                }
                Class::Plain if !spaced => {
                    let rest = bytes.get(at..)?;
                    self.at += rest.iter().position(|byte| class(*byte) != Class::Plain).unwrap_or(rest.len());
                    continue;
                }
                Class::Plain | Class::Mark => {
                    (self.at, self.spaced) = (at + 1, false);
                    return Some((at, spaced, char::from(byte)));
                }
                Class::Wide => {}
            }
            let character = self.text.get(at..)?.chars().next()?;
            (self.at, self.spaced) = (at + character.len_utf8(), character.is_whitespace());
            if !self.spaced && (spaced || !is_letter_or_number(character)) {
                return Some((at, spaced, character));
            }
        }
    }
}

/// Those of a row that begin at a place or behind it.
#[inline]
pub(super) fn from_place<T>(mut row: &[T], at: usize, start: impl Fn(&T) -> usize) -> &[T] {
    while let [first, rest @ ..] = row
        && start(first) < at
    {
        row = rest;
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_inside_a_word_are_no_turns() {
        let turns = |text: &'static str| Turns::new(text).map(|(at, spaced, c)| format!("{at}{spaced}{c}"));
        assert_eq!(turns("ab, Été».").collect::<Vec<_>>(), ["0truea", "4trueÉ", "9false»", "11false."]);
        let mut turns = Turns::new("(ab) c");
        turns.next();
        turns.skip_to(4);
        assert_eq!(turns.next(), Some((5, true, 'c')));
    }
}
