//! Where bytes of a class stand, and how many of them in a row, sixteen bytes at a time.
//!
//! In: bytes, and what marks those of a class among sixteen ([`super::lanes`]). Out: where the first of them stands that is marked, or how many are. A loop over
//! the bytes of a word ends anywhere, which no machine foresees; nearly all words end within sixteen bytes. Not here: what words are.

use super::eight::few;
use super::lanes::{Sixteen, letters, of_word, same, within};

/// How many bytes are looked at together.
const WIDTH: usize = 16;

/// How many letters of ASCII bytes begin with.
#[inline]
pub(crate) fn run_of_letters(bytes: &[u8]) -> usize {
    first_marked(bytes, |sixteen| !letters(sixteen))
}

/// How many letters and digits of ASCII bytes begin with.
#[inline]
pub(crate) fn run_of_word(bytes: &[u8]) -> usize {
    first_marked(bytes, |sixteen| !of_word(sixteen))
}

/// How many letters and digits of ASCII bytes end with.
#[inline]
pub(crate) fn last_run_of_word(bytes: &[u8]) -> usize {
    behind_marked(bytes, |sixteen| !of_word(sixteen))
}

/// How many digits of ASCII bytes begin with.
#[inline]
pub(crate) fn run_of_digits(bytes: &[u8]) -> usize {
    first_marked(bytes, |sixteen| !within(sixteen, b'0', b'9'))
}

/// Whether a byte is among some.
#[inline]
pub(crate) fn holds(bytes: &[u8], byte: u8) -> bool {
    first_marked(bytes, |sixteen| same(sixteen, byte)) < bytes.len()
}

/// Where the first byte stands that is marked, or how many bytes there are: `marks` is given sixteen of them, with zeros where there are none left, which it
/// may mark.
#[inline]
pub(crate) fn first_marked(bytes: &[u8], marks: impl Fn(Sixteen) -> Sixteen) -> usize {
    let mut rest = bytes;
    while let Some((sixteen, behind)) = rest.split_first_chunk() {
        let marked = marks(Sixteen::from(*sixteen)).to_bitmask();
        if marked != 0 {
            return bytes.len() - rest.len() + first(marked);
        }
        rest = behind;
    }
    bytes.len() - rest.len() + first(marks(fewer(rest)).to_bitmask() | 1 << rest.len())
}

/// How many bytes stand behind the last one that is marked; `marks` as for [`first_marked`].
#[inline]
pub(crate) fn behind_marked(bytes: &[u8], marks: impl Fn(Sixteen) -> Sixteen) -> usize {
    let behind_last = |marked: u32| marked.leading_zeros() as usize + WIDTH - u32::BITS as usize;
    let mut rest = bytes;
    while let Some((before, sixteen)) = rest.split_last_chunk() {
        let marked = marks(Sixteen::from(*sixteen)).to_bitmask();
        if marked != 0 {
            return bytes.len() - rest.len() + behind_last(marked);
        }
        rest = before;
    }
    let marked = marks(fewer(rest)).to_bitmask() & !(u32::MAX << rest.len());
    bytes.len() + behind_last(marked) - WIDTH
}

/// How many bytes are marked, of which none is zero.
#[inline]
pub(crate) fn count_marked(bytes: &[u8], marks: impl Fn(Sixteen) -> Sixteen) -> usize {
    let mut count = 0;
    each_sixteen(bytes, |sixteen, _| count += marks(sixteen).to_bitmask().count_ones());
    count as usize
}

/// Whether a byte is marked that stands behind one that is marked, too.
#[inline]
pub(crate) fn has_pair(bytes: &[u8], one: impl Fn(Sixteen) -> Sixteen, other: impl Fn(Sixteen) -> Sixteen) -> bool {
    let (mut found, mut last) = (0, 0);
    each_sixteen(bytes, |sixteen, _| {
        let marked = one(sixteen).to_bitmask();
        found |= (marked << 1 | last) & other(sixteen).to_bitmask();
        last = marked >> (WIDTH - 1);
    });
    found != 0
}

/// Gives sixteen bytes after another, with zeros behind the last, and how many of them are bytes.
#[inline]
pub(crate) fn each_sixteen(bytes: &[u8], mut take: impl FnMut(Sixteen, usize)) {
    let mut rest = bytes;
    while let Some((sixteen, behind)) = rest.split_first_chunk() {
        take(Sixteen::from(*sixteen), WIDTH);
        rest = behind;
    }
    if !rest.is_empty() {
        take(fewer(rest), rest.len());
    }
}

/// The place of the first byte that is marked.
#[inline]
const fn first(marked: u32) -> usize {
    marked.trailing_zeros() as usize
}

/// The first sixteen bytes, with zeros behind them where there are fewer.
#[inline]
pub(super) fn sixteen(bytes: &[u8]) -> Sixteen {
    bytes.first_chunk().map_or_else(|| fewer(bytes), |sixteen| Sixteen::from(*sixteen))
}

/// Fewer than sixteen bytes, with zeros behind them. They are not copied to where sixteen could be looked at: what was written in pieces would have to be waited
/// for.
#[inline]
fn fewer(bytes: &[u8]) -> Sixteen {
    let (low, high) = match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(head), Some(tail)) => {
            let above = u64::from_le_bytes(*tail).unbounded_shr(u32::try_from(8 * (WIDTH - bytes.len())).unwrap_or(64));
            (u64::from_le_bytes(*head), above)
        }
        _ => (few(bytes), 0),
    };
    Sixteen::from((u128::from(high) << 64 | u128::from(low)).to_le_bytes())
}

#[cfg(test)]
mod tests {
    use super::super::lanes::beyond;
    use super::*;

    #[test]
    fn runs_end_where_plain_loops_do() {
        let count = |bytes: &[u8], is: fn(&u8) -> bool| bytes.iter().take_while(|byte| is(byte)).count();
        for length in (0..20).chain([31, 32, 40]) {
            for place in 0..length.max(1) {
                for byte in 0..=u8::MAX {
                    for filler in [b'a', b'Z', b'0', b' ', 0, 0xE9] {
                        let mut bytes = vec![filler; length];
                        if let Some(one) = bytes.get_mut(place) {
                            *one = byte;
                        }
                        assert_eq!(run_of_letters(&bytes), count(&bytes, u8::is_ascii_alphabetic), "{bytes:?}");
                        assert_eq!(run_of_word(&bytes), count(&bytes, u8::is_ascii_alphanumeric), "{bytes:?}");
                        assert_eq!(run_of_digits(&bytes), count(&bytes, u8::is_ascii_digit), "{bytes:?}");
                        let back = bytes.iter().rev().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                        let behind = bytes.iter().rev().take_while(|byte| **byte != b'a').count();
                        assert_eq!(behind_marked(&bytes, |bytes| same(bytes, b'a')), behind, "{bytes:?}");
                        let spaces = bytes.split(|byte| *byte == b' ').count() - 1;
                        assert_eq!(count_marked(&bytes, |bytes| same(bytes, b' ')), spaces, "{bytes:?}");
                        assert_eq!(holds(&bytes, b' '), spaces > 0, "{bytes:?}");
                        let pair = bytes.windows(2).any(|two| *two == [b'a', b' ']);
                        assert_eq!(has_pair(&bytes, |bytes| same(bytes, b'a'), |bytes| same(bytes, b' ')), pair);
                        assert_eq!(last_run_of_word(&bytes), back, "{bytes:?}");
                        let behind = bytes.iter().rev().take_while(|byte| **byte != b' ').count();
                        assert_eq!(behind_marked(&bytes, |bytes| same(bytes, b' ')), behind, "{bytes:?}");
                        let comma = first_marked(&bytes, |bytes| same(bytes, b',') | beyond(bytes));
                        let mut seen: Vec<u8> = Vec::new();
                        each_sixteen(&bytes, |sixteen, length| {
                            seen.extend(sixteen.to_array().get(..length).unwrap_or_default());
                        });
                        assert_eq!(seen, bytes);
                        let high = first_marked(&bytes, |bytes| within(bytes, 0xD8, 0xE2));
                        assert_eq!(high, count(&bytes, |byte| !(0xD8..=0xE2).contains(byte)), "{bytes:?}");
                        assert_eq!(comma, count(&bytes, |byte| byte.is_ascii() && *byte != b','), "{bytes:?}");
                    }
                }
            }
        }
    }
}
