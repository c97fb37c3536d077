//! Walks over the places of a text at which something may begin or end: where words begin, at brackets, quotation marks and stops, and at all signs that
//! are no ASCII.
//!
//! In: a text. Out: its characters at such places, each with whether a space stands before it. Most of a text is none of them.

use crate::locale::is_letter_or_number;
use crate::source::{below, bits, first_chunk, is_space, marked};

/// How many bytes are looked at together.
const WIDTH: usize = 64;

/// Whether a byte is a turn wherever it stands: a bracket, a quotation mark or a stop, and the first byte of what is no ASCII.
#[allow(clippy::needless_bitwise_bool, reason = "a branch would keep the compiler from asking all at once")]
#[inline]
const fn is_turn(byte: u8) -> bool {
    let bracket = (byte | 0x20 == b'{') | (byte | 0x20 == b'}') | (byte | 1 == b')');
    let stop = (byte == b'.') | (byte | 4 == b'?') | (byte.wrapping_sub(b'!') < 2);
    bracket | stop | (byte >= 0xC0)
}

/// A walk over a text.
pub(super) struct Turns<'t> {
    text: &'t str,
    /// Where the character ends that was given last.
    end: usize,
    /// Where the bytes begin that were looked at last.
    base: usize,
    /// Which of them are turns, or may be, and were not given yet, a bit each.
    places: u64,
    /// Which of them stand behind a space.
    spaced: u64,
    /// Where the next ones begin, and whether they stand behind a space, or nothing.
    next: (usize, bool),
}

impl<'t> Turns<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text, end: 0, base: 0, places: 0, spaced: 0, next: (0, true) }
    }

    /// Goes on at a place, if that lies ahead.
    pub(super) fn skip_to(&mut self, place: usize) {
        let (looked, _) = self.next;
        if place < looked && looked == self.base + WIDTH {
            self.places &= !below(place.saturating_sub(self.base));
        } else if place > self.end {
            let spaced = self.text.get(..place).is_none_or(|head| head.ends_with(char::is_whitespace));
            self.go_on(place, spaced);
        }
    }

    /// Forgets what was looked at behind a place.
    const fn go_on(&mut self, place: usize, spaced: bool) {
        (self.end, self.places, self.next) = (place, 0, (place, spaced));
    }

    /// Looks at the next bytes.
    fn look(&mut self) -> Option<()> {
        let (base, spaced) = self.next;
        let rest = self.text.as_bytes().get(base..).filter(|rest| !rest.is_empty())?;
        let chunk = first_chunk::<WIDTH>(rest);
        let spaces = bits(&marked(&chunk, is_space));
        let turns = bits(&marked(&chunk, is_turn));
        self.base = base;
        self.spaced = spaces << 1 | u64::from(spaced);
        self.places = (turns | self.spaced & !spaces) & below(rest.len());
        self.next = (base + WIDTH, spaces >> (WIDTH - 1) == 1);
        Some(())
    }
}

impl Iterator for Turns<'_> {
    /// Where a character stands, whether a space stands before it (or nothing), and the character.
    type Item = (usize, bool, char);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            while self.places == 0 {
                self.look()?;
            }
            let turn = self.places.trailing_zeros();
            self.places &= self.places - 1;
            let (at, spaced) = (self.base + turn as usize, self.spaced >> turn & 1 == 1);
            let byte = *self.text.as_bytes().get(at)?;
            if byte.is_ascii() {
                self.end = at + 1;
                return Some((at, spaced, char::from(byte)));
            }
            let character = self.text.get(at..)?.chars().next()?;
            let end = at + character.len_utf8();
            if character.is_whitespace() {
                self.go_on(end, true);
            } else if spaced || !is_letter_or_number(character) {
                self.end = end;
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

    #[test]
    fn turns_are_those_that_a_look_at_each_character_tells() {
        let text = "A b\u{A0}c, (d.e) «Été»\u{3000}中文。 f;g \"h\"\t— i [j]! k? {l} \u{2009}\u{E9}m - n/o: 1,5 ";
        for places in text.char_indices().map(|(at, _)| at) {
            let text = [text.get(places..).unwrap(), text].concat();
            let mut want = Vec::new();
            let mut spaced = true;
            for (at, character) in text.char_indices() {
                let letter = if character.is_ascii() {
                    !".?!;\"()[]{}".contains(character)
                } else {
                    character.is_alphanumeric()
                };
                if !character.is_whitespace() && (spaced || !letter) {
                    want.push((at, spaced, character));
                }
                spaced = character.is_whitespace();
            }
            assert_eq!(Turns::new(&text).collect::<Vec<_>>(), want);
        }
    }
}
