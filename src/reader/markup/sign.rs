//! Finds the signs of wikitext, sixty-four bytes at a time.
//!
//! In: bytes, and which of them are signs. Out: the places of the signs, one after another: most of a page is words between two of them, whose letters need no
//! look each. What is asked of a byte must be arithmetic, without a branch, so that the compiler asks it of all of them at once. Not here: what the
//! signs mean.

use crate::source::lanes::{Sixteen, same, within};
use crate::source::run::first_marked;
use crate::source::{bits, first_chunk, marked};

/// How many bytes are looked at together.
const WIDTH: usize = 64;

/// A place that no text has.
const NOWHERE: usize = usize::MAX / 2;

/// Whether a byte may end the running text of a page: `\n`, `&`, `'`, `<`, `[`, `]`, `{` or `}`.
#[allow(clippy::needless_bitwise_bool, reason = "a branch would keep the compiler from asking all at once")]
#[inline]
pub(super) const fn is_markup(byte: u8) -> bool {
    is_bracket(byte & 0xDF) | (byte | 1 == b'\'') | (byte == b'<') | (byte == b'\n')
}

/// How many bytes stand before the first that ends the target of a link or the name of its namespace: `\n`, `:`, `<`, `[`, `]`, `{` or `|`, or looks like one.
/// Both end soon, mostly: sixty-four bytes would be too many to look at.
pub(super) fn before_end_of_target(bytes: &[u8]) -> usize {
    first_marked(bytes, |bytes| of_name(bytes) | same(bytes, b':') | same(bytes, b'\n'))
}

/// The same of the name of a template: `<`, `{`, `|` or `}`, or looks like one.
pub(in crate::reader) fn before_end_of_name(bytes: &[u8]) -> usize {
    first_marked(bytes, of_name)
}

/// Marks those of sixteen bytes that are `<`, `[`, `]`, `{`, `|` or `}`, or look like one: `;`, `=`, `\` and three controls.
#[inline]
fn of_name(bytes: Sixteen) -> Sixteen {
    within(bytes | Sixteen::splat(0x60), b'{', b'}')
}

/// Whether a byte is `[`, `|`, `]`, `{`, `}`, `<`, `=` or `>`, or looks like one: `;`, `\`, `^`, `~` and four controls, which without two of their bits
/// stand in the same row of four.
#[inline]
pub(in crate::reader) const fn is_of_call(byte: u8) -> bool {
    (byte | 0x60).wrapping_sub(b'{') < 4
}

/// Whether a byte is `[` or `]`: one more, and they differ in one bit.
#[inline]
const fn is_bracket(byte: u8) -> bool {
    byte.wrapping_add(1) & 0xFD == b'[' + 1
}

/// The signs of a text, which are asked for in order.
pub(in crate::reader) struct Signs<'b, F> {
    bytes: &'b [u8],
    is_sign: F,
    /// Where the bytes begin that were looked at last.
    base: usize,
    /// Which of them are signs, a bit for each.
    marks: u64,
}

impl<'b, F: Fn(u8) -> bool> Signs<'b, F> {
    /// The signs of some bytes.
    #[inline]
    pub(in crate::reader) const fn of(bytes: &'b [u8], is_sign: F) -> Self {
        Self { bytes, is_sign, base: NOWHERE, marks: 0 }
    }

    /// The place of the next one, from `at` on; places that are asked for in order cost least.
    #[inline]
    pub(in crate::reader) fn next(&mut self, at: usize) -> Option<usize> {
        let behind = at.wrapping_sub(self.base);
        if behind >= WIDTH {
            return self.look(at);
        }
        match self.marks >> behind {
            0 => self.look(self.base + WIDTH),
            left => Some(at + left.trailing_zeros() as usize),
        }
    }

    /// The same, behind what was looked at.
    fn look(&mut self, mut from: usize) -> Option<usize> {
        let mut rest = self.bytes.get(from..)?;
        while let Some((chunk, behind)) = rest.split_first_chunk::<WIDTH>() {
            let signs = bits(&marked(chunk, &self.is_sign));
            if signs != 0 {
                return Some(self.found(from, signs));
            }
            from += WIDTH;
            rest = behind;
        }
        if rest.is_empty() {
            return None;
        }
        // the last few, with those before them where there are enough
        let left = if let Some(chunk) = self.bytes.last_chunk::<WIDTH>() {
            bits(&marked(chunk, &self.is_sign)) >> (from + WIDTH - self.bytes.len())
        } else {
            of_few(rest, &self.is_sign)
        };
        (left != 0).then(|| self.found(from, left))
    }

    #[inline]
    const fn found(&mut self, base: usize, marks: u64) -> usize {
        (self.base, self.marks) = (base, marks);
        base + marks.trailing_zeros() as usize
    }
}

/// A bit for each sign of fewer bytes.
fn of_few(bytes: &[u8], is_sign: impl Fn(u8) -> bool) -> u64 {
    bits(&marked(&first_chunk::<WIDTH>(bytes), is_sign)) & !(u64::MAX << bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    type Is = fn(u8) -> bool;

    #[test]
    fn every_sign_is_found_wherever_it_stands() {
        let kinds: [(Is, &[u8]); 2] = [(is_markup, b"\n&'<[]{}"), (is_of_call, b"[|]{}<=>\\;^~\x1b\x1c\x1d\x1e")];
        for (is_sign, signs) in kinds {
            for byte in 0..=u8::MAX {
                for place in 0..80 {
                    let mut text = "aé\u{7f}中 zZ0÷yñ§ñ$!".repeat(4).into_bytes();
                    text[place] = byte;
                    for length in [place + 1, text.len()] {
                        let text = &text[..length];
                        let want = signs.contains(&byte).then_some(place);
                        for from in 0..=place {
                            assert_eq!(Signs::of(text, is_sign).next(from), want, "{byte} {place}");
                        }
                        let mut found = Signs::of(text, is_sign);
                        assert_eq!((found.next(0), found.next(place)), (want, want), "{byte} {place}");
                        assert_eq!(found.next(place + 1), None);
                    }
                }
            }
            assert_eq!(Signs::of(b"", is_sign).next(0), None);
            assert_eq!(Signs::of(b"a", is_sign).next(2), None);
        }
        let target = b"\n:<[]{|\\};=\x1b\x1c\x1d";
        let name = b"<[]{|\\};=\x1b\x1c\x1d";
        for byte in 0..=u8::MAX {
            for place in 0..40 {
                let mut text = "a\u{7f}\u{80}éZ0".repeat(8).into_bytes();
                text[place] = byte;
                let end = |signs: &[u8]| if signs.contains(&byte) { place } else { text.len() };
                assert_eq!(before_end_of_target(&text), end(target), "{byte} {place}");
                assert_eq!(before_end_of_name(&text), end(name), "{byte} {place}");
            }
        }
        let mut found = Signs::of(b"[[a|b]] {{c}}", is_markup);
        assert_eq!((0..13).map(|at| found.next(at)).max(), Some(Some(12)));
    }
}
