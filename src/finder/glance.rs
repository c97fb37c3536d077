//! What stands in a short text, at one glance: its numbers, and where words begin.
//!
//! In: a text of some hundred bytes. Out: a [`Glance`], which tells places of it, a bit each, and whether some marks stand in it at all. A loop over its
//! characters for each of these questions would end anywhere, again and again. Not here: what the words are.

use super::place::first_digit;
use crate::locale::{is_letter_or_number, spaceless};
use crate::source::{bits, chunk_at, holds_any, is_space, marked};

/// How many bytes are looked at together.
const WIDTH: usize = 64;

/// The most bytes of a text that is looked at, in such blocks.
const BLOCKS: usize = 10;

/// Where something stands among bytes that follow each other, a bit each.
#[derive(Debug, Clone, Copy, Default)]
struct Block {
    /// Digits of ASCII.
    digits: u64,
    /// Those that begin a number behind a word, with spaces between them or not, and characters of scripts that have digits of their own.
    numbers: u64,
    /// What words and years may begin with.
    words: u64,
}

/// What stands in a text.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "they are signs, each there or not")]
pub(super) struct Glance<'t> {
    text: &'t str,
    blocks: [Block; BLOCKS],
    /// Whether a slash stands in it.
    pub(super) slash: bool,
    /// Whether a straight quotation mark stands in it.
    pub(super) quoted: bool,
    /// Whether a square bracket opens in it.
    pub(super) bracket: bool,
    /// Whether something in it is no ASCII.
    pub(super) wide: bool,
}

/// What stands before some bytes, as the lowest bit.
#[derive(Default)]
struct Before {
    solid: u64,
    word: u64,
    digit: u64,
}

impl<'t> Glance<'t> {
    /// Looks at a text; `None` for one of more bytes than are looked at.
    pub(super) fn of(text: &'t str) -> Option<Self> {
        let mut blocks = [Block::default(); BLOCKS];
        let mut out = Glance { text, blocks, slash: false, quoted: false, bracket: false, wide: false };
        let (mut before, mut at) = (Before::default(), 0);
        for block in &mut blocks {
            if at >= text.len() {
                break;
            }
            *block = out.look(&chunk_at(text.as_bytes(), at), &mut before);
            at += WIDTH;
        }
        out.blocks = blocks;
        (at >= text.len()).then_some(out)
    }

    #[inline]
    fn look(&mut self, chunk: &[u8; WIDTH], before: &mut Before) -> Block {
        let of = |marked: [u8; WIDTH]| bits(&marked);
        self.quoted |= holds_any(chunk, |byte| byte == b'"');
        self.bracket |= holds_any(chunk, |byte| byte == b'[');
        self.slash |= holds_any(chunk, |byte| byte == b'/');
        let digits = of(marked(chunk, |byte| byte.is_ascii_digit()));
        let words = of(marked(chunk, |byte| byte.is_ascii_alphanumeric()));
        let spaces = of(marked(chunk, is_space));
        let stops = of(marked(chunk, is_stop));
        let wide = bits(chunk) != 0;
        let [others, leads, foreign] = if wide {
            [
                of(marked(chunk, |byte| byte >= 0x80)),
                of(marked(chunk, |byte| byte >= 0xC0)),
                of(marked(chunk, has_digits)),
            ]
        } else {
            [0; 3]
        };
        // a sum carries what stands before spaces to what stands behind them
        let solid = words & !digits | stops;
        let (behind, over) = (solid << 1 | before.solid).overflowing_add(spaces);
        let starts = words & !(words << 1 | before.word);
        // three more digits make a year of one; those of other scripts are bytes of their own, and what stands behind these bytes may be any
        let number = digits | others;
        let years = digits & (number >> 1 | 1 << 63) & (number >> 2 | 3 << 62) & (number >> 3 | 7 << 61);
        let block = Block {
            digits,
            numbers: digits & !(digits << 1 | before.digit) & behind | foreign,
            words: starts & (years | !digits) | leads,
        };
        self.wide |= wide;
        *before = Before { solid: solid >> 63 | u64::from(over), word: words >> 63, digit: digits >> 63 };
        block
    }

    /// Where the first digit stands.
    pub(super) fn first_digit(&self) -> Option<usize> {
        if self.wide { first_digit(self.text) } else { self.places(|block| block.digits).next() }
    }

    /// Where numbers may begin behind a word.
    pub(super) fn numbers(&self) -> impl Iterator<Item = usize> {
        self.places(|block| block.numbers)
    }

    /// The letters and numbers that a word or year may begin with: those behind no letter or number, and all behind one of a script without spaces.
    pub(super) fn beginnings(&self) -> impl Iterator<Item = (usize, char)> {
        self.places(|block| block.words).filter_map(|at| {
            let (head, rest) = self.text.split_at_checked(at)?;
            let byte = *rest.as_bytes().first()?;
            let sure = byte.is_ascii() && head.as_bytes().last().is_none_or(u8::is_ascii);
            if sure {
                return Some((at, char::from(byte)));
            }
            let character = rest.chars().next()?;
            let inside = || head.chars().next_back().is_some_and(|last| is_letter_or_number(last) && !spaceless(last));
            (is_letter_or_number(character) && !inside()).then_some((at, character))
        })
    }

    /// The places of some bits.
    #[inline]
    fn places(&self, of: impl Fn(&Block) -> u64) -> impl Iterator<Item = usize> {
        let blocks = self.blocks.get(..self.text.len().div_ceil(WIDTH)).unwrap_or_default();
        let (mut blocks, mut left, mut behind) = (blocks.iter(), 0, 0);
        std::iter::from_fn(move || {
            while left == 0 {
                left = of(blocks.next()?);
                behind += WIDTH;
            }
            let at = behind - WIDTH + left.trailing_zeros() as usize;
            left &= left - 1;
            Some(at)
        })
    }
}

/// Whether a byte is a full stop, or no ASCII.
#[allow(clippy::needless_bitwise_bool, reason = "without branches many bytes are looked at together")]
#[inline]
const fn is_stop(byte: u8) -> bool {
    (byte == b'.') | (byte >= 0x80)
}

/// Whether characters that begin with a byte may be digits: see [`crate::locale::digit`].
#[allow(clippy::needless_bitwise_bool, reason = "without branches many bytes are looked at together")]
#[inline]
const fn has_digits(byte: u8) -> bool {
    // U+0640 to U+07FF, U+0800 to U+1FFF, from U+F000 on
    (byte.wrapping_sub(0xD9) < 9) | (byte >= 0xEF)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::digit;

    /// The letters and numbers that words begin with, at a look at each character.
    fn beginnings(text: &str) -> Vec<(usize, char)> {
        let mut inside = false;
        let begins = |(at, character): (usize, char)| {
            let word = is_letter_or_number(character);
            let begins = word && !inside;
            inside = word && !spaceless(character);
            begins.then_some((at, character))
        };
        text.char_indices().filter_map(begins).collect()
    }

    #[test]
    fn a_glance_tells_what_a_look_at_each_character_does() {
        let text =
            "A b\u{A0}cé, (d.e) «Été» 2004a, ۱۳۹۵ p. 12–15, n5 第3頁 中文2001。 f/g \"h\" [i] // 19 1234 55555é6. ";
        for (start, _) in text.char_indices() {
            let text = [text.get(start..).unwrap(), text, text].concat();
            let (head, rest) = (|at| text.get(..at).unwrap(), |at| text.get(at..).unwrap());
            let glance = Glance::of(&text).unwrap();
            // of numbers those that may be years
            let wanted = |(at, c): &(usize, char)| {
                !c.is_ascii_digit() || rest(*at).bytes().take(4).all(|byte| byte.is_ascii_digit() || !byte.is_ascii())
            };
            let want: Vec<_> = beginnings(&text).into_iter().filter(wanted).collect();
            assert_eq!(glance.beginnings().filter(wanted).collect::<Vec<_>>(), want, "{text}");
            assert_eq!(glance.first_digit(), text.find(|c| digit(c).is_some()));
            let numbers: Vec<usize> = glance.numbers().collect();
            let behind_word = |at: usize| {
                !head(at).ends_with(|c| digit(c).is_some())
                    && head(at).trim_end().ends_with(|c: char| c == '.' || c.is_ascii_alphabetic())
            };
            let is_number = |at: &usize| rest(*at).starts_with(|c: char| c.is_ascii_digit()) && behind_word(*at);
            assert!(text.char_indices().map(|(at, _)| at).filter(is_number).all(|at| numbers.contains(&at)), "{text}");
        }
        let (most, more) = ("a".repeat(WIDTH * BLOCKS), "a".repeat(WIDTH * BLOCKS + 1));
        assert!(Glance::of(&most).is_some() && Glance::of(&more).is_none());
    }
}
