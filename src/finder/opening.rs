//! Where citations by names and year may begin, sixty-four bytes at a time.
//!
//! In: the bytes of a stretch of prose. Out: the [`Places`] of years and brackets among them, a bit each. Most of a text is neither, and most brackets hold
//! nothing that is cited: both are passed over by arithmetic. Not here: what stands at these places ([`super::author_year`]).

use crate::locale::Locale;
use crate::source::{Span, below, bits, chunk_at, holds_any, marked};

/// How many bytes are looked at together.
pub(super) const WIDTH: usize = 64;

/// How many of them are told what begins there: a year is told by the three digits behind its first one, too.
pub(super) const SEEN: usize = WIDTH - 3;

/// Where something may begin among some bytes, a bit each. A bracket without a year or word for "no date" in it is passed over.
pub(super) struct Places {
    /// In the sentence: a year, a bracket, digits and brackets of other scripts.
    pub(super) sentence: u64,
    /// In brackets: these, what closes them, a word for "no date", and what is no ASCII.
    pub(super) bracket: u64,
}

impl Places {
    /// Those of the bytes from a place of a stretch on; nothing where none of them begins anything.
    #[inline]
    pub(super) fn of(text: &str, at: usize, stretch: Span, open: bool) -> Option<Self> {
        let bytes = text.as_bytes();
        let chunk = &chunk_at::<WIDTH>(bytes, at);
        // in most of a text nothing begins
        if !open && !holds_any(chunk, may_begin) {
            return None;
        }
        let of = |marked: [u8; WIDTH]| bits(&marked) & below(stretch.end - at);
        // those that are no ASCII are marked as they are
        let wide = bits(chunk) != 0;
        let mut years = of(marked(chunk, begins_year));
        if years != 0 {
            let numbers = of(marked(chunk, is_number));
            years &= numbers >> 1 & numbers >> 2 & numbers >> 3;
        }
        let begun = if wide { of(marked(chunk, begins)) } else { 0 };
        let openers = of(marked(chunk, opens)) & SEEN_BITS;
        let sentence = openers | (years | begun) & SEEN_BITS;
        if !open && openers == 0 {
            return Some(Self { sentence, bracket: sentence });
        }
        let marks = openers | of(marked(chunk, closes)) & SEEN_BITS;
        let before = at.checked_sub(1).filter(|before| *before >= stretch.start).and_then(|before| bytes.get(before));
        let glued = of(marked(chunk, glues)) << 1 | u64::from(before.is_some_and(|byte| glues(*byte)));
        let words = of(marked(chunk, |byte| byte.is_ascii_lowercase())) & !glued & inside(openers, marks, open);
        let letters = if wide { of(marked(chunk, |byte| byte >= 0xC0)) } else { 0 };
        let found = (sentence & !openers | undated_among(text, at, words) | letters) & SEEN_BITS;
        // the first mark closes what is open
        let kept = with_found(openers, marks, found, if open { marks & marks.wrapping_neg() } else { 0 });
        Some(Self { sentence: sentence & (kept | !openers), bracket: kept | found })
    }
}

/// The bits of the bytes that are told what begins there.
const SEEN_BITS: u64 = below(SEEN);

/// Whether a byte may begin something in the sentence.
#[allow(clippy::needless_bitwise_bool, reason = "without branches many bytes are looked at together")]
#[inline]
const fn may_begin(byte: u8) -> bool {
    begins_year(byte) | opens(byte) | begins(byte)
}

/// Whether a byte may begin a year.
#[inline]
const fn begins_year(byte: u8) -> bool {
    byte.wrapping_sub(b'1') < 2
}

/// What stands behind one of some openers and before the next of some marks, or before the first of them where a bracket is open.
const fn inside(openers: u64, marks: u64, open: bool) -> u64 {
    // a sum carries each opener to the mark that follows it
    let closers = (openers << 1).wrapping_add(!marks) & marks;
    let before = if open { (marks & marks.wrapping_neg()).wrapping_sub(1) } else { 0 };
    closers.wrapping_sub(openers) & !openers | before
}

/// Those of some openers that something is found behind, each with the mark that ends it, those that none of the marks ends, and what is `kept` in any case.
const fn with_found(openers: u64, marks: u64, found: u64, mut kept: u64) -> u64 {
    let mut left = openers;
    while left != 0 {
        let opener = left & left.wrapping_neg();
        left ^= opener;
        let behind = marks & !(opener | opener.wrapping_sub(1));
        let end = behind & behind.wrapping_neg();
        let holds = end == 0 || (found & end.wrapping_sub(opener)) | (kept & opener) != 0;
        kept |= if holds { opener | end } else { 0 };
    }
    kept
}

/// Those of some words of a text, from a place on, that may begin as one for "no date" does.
fn undated_among(text: &str, at: usize, words: u64) -> u64 {
    let (mut left, mut found) = (words, 0);
    while left != 0 {
        let word = left & left.wrapping_neg();
        left ^= word;
        let rest = text.get(at + word.trailing_zeros() as usize..).unwrap_or_default();
        found |= if Locale::get().calendar.undated_may_begin(rest) { word } else { 0 };
    }
    found
}

/// Whether a byte is a digit, or one of the digits of other scripts.
#[allow(clippy::needless_bitwise_bool, reason = "without branches many bytes are looked at together")]
#[inline]
const fn is_number(byte: u8) -> bool {
    (byte.wrapping_sub(b'0') < 10) | (byte >= 0x80)
}

/// Whether a byte opens a bracket.
#[allow(clippy::needless_bitwise_bool, reason = "without branches many bytes are looked at together")]
#[inline]
const fn opens(byte: u8) -> bool {
    (byte == b'(') | (byte == b'[')
}

/// Whether a byte closes a bracket.
#[allow(clippy::needless_bitwise_bool, reason = "without branches many bytes are looked at together")]
#[inline]
const fn closes(byte: u8) -> bool {
    (byte == b')') | (byte == b']')
}

/// Whether a byte may begin a digit or bracket of another script: U+0600 to U+1FFF, and from U+F000 on.
#[allow(clippy::needless_bitwise_bool, reason = "without branches many bytes are looked at together")]
#[inline]
const fn begins(byte: u8) -> bool {
    (byte.wrapping_sub(0xD8) < 10) | (byte >= 0xEF)
}

/// Whether a byte of ASCII is one behind which no year and no word begins: what [`starts`] tells of it.
#[allow(clippy::needless_bitwise_bool, reason = "without branches many bytes are looked at together")]
#[inline]
const fn glues(byte: u8) -> bool {
    let word = ((byte | 0x20).wrapping_sub(b'a') < 26) | (byte.wrapping_sub(b'0') < 10);
    // `-`, `.` and `/` stand together
    word | (byte.wrapping_sub(b'-') < 3) | (byte == b'_') | (byte == b'@') | (byte == b'#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_with_nothing_in_them_are_passed_over() {
        let bits = |text: &str, is: &[u8]| {
            text.bytes().enumerate().fold(0, |bits, (at, byte)| bits | u64::from(is.contains(&byte)) << at)
        };
        // what stands in brackets, and the brackets that something is found in
        let look = |text: &str, open| {
            let (openers, marks, found) = (bits(text, b"("), bits(text, b"()"), bits(text, b"1"));
            let first = if open { marks & marks.wrapping_neg() } else { 0 };
            (inside(openers, marks, open), with_found(openers, marks, found, first))
        };
        assert_eq!(look("a (b) c", false), (0b1000, 0));
        assert_eq!(look("a (1) 1", false), (0b1000, 0b1_0100));
        assert_eq!(look("a (b", false), (!0b111, 0b100));
        assert_eq!(look("a) (b)", true), (0b01_0001, 0b10));
        assert_eq!(look("(1 (b) 1)", false), (0b01_0110, 0b10_1001));
        assert_eq!(look("a (b)", true), (0b1011, 0b1_0100));
        assert_eq!(look("ab", true), (u64::MAX, 0));
    }
}
