//! Which of many bytes are of a class, a bit for each.
//!
//! In: bytes, and what is asked of each: arithmetic without a branch, so that the compiler asks it of all of them at once. Out: bits, the first byte's lowest.
//! Not here: what is done with the bits.

use super::lanes::Sixteen;
use super::run::{each_sixteen, sixteen};

/// A byte of ones for each byte of a class, and of zeros for each other.
#[inline]
pub(crate) fn marked<const N: usize>(chunk: &[u8; N], is_one: impl Fn(u8) -> bool) -> [u8; N] {
    let mut marked = *chunk;
    for byte in &mut marked {
        *byte = if is_one(*byte) { u8::MAX } else { 0 };
    }
    marked
}

/// The highest bit of each byte, one behind the other, of 16, 32, 48 or 64 bytes.
#[inline]
pub(crate) fn bits<const N: usize>(bytes: &[u8; N]) -> u64 {
    const { assert!(N.is_multiple_of(16) && N <= 64) };
    let mut bits = 0;
    for (place, sixteen) in bytes.as_chunks().0.iter().enumerate() {
        bits |= u64::from(Sixteen::from(*sixteen).to_bitmask()) << (16 * place);
    }
    bits
}

/// Whether a byte is of a class, of many: less than to tell which.
#[inline]
pub(crate) fn holds_any<const N: usize>(chunk: &[u8; N], is_one: impl Fn(u8) -> bool) -> bool {
    const { assert!(N.is_multiple_of(16)) };
    let marked = marked(chunk, is_one);
    let sixteens = marked.as_chunks().0.iter();
    sixteens.fold(Sixteen::default(), |any, sixteen| any | Sixteen::from(*sixteen)).to_bitmask() != 0
}

/// How many bytes [`places`] looks at together.
const TOGETHER: usize = 64;

/// The places of bytes that are marked among sixteen, as [`first_marked`](super::run::first_marked) has them: of those that are many, which is told of
/// sixty-four bytes at a time, since a search for each of them would end anywhere.
#[inline]
pub(crate) fn places<'b>(bytes: &'b [u8], marks: impl Fn(Sixteen) -> Sixteen + 'b) -> impl Iterator<Item = usize> + 'b {
    let mut blocks = bytes.chunks(TOGETHER);
    let (mut left, mut behind) = (0, 0);
    std::iter::from_fn(move || {
        while left == 0 {
            left = bits_of(blocks.next()?, &marks);
            behind += TOGETHER;
        }
        let at = behind - TOGETHER + left.trailing_zeros() as usize;
        left &= left - 1;
        Some(at)
    })
}

/// Which of sixty-four bytes at the most are marked, a bit each.
#[inline]
fn bits_of(block: &[u8], marks: impl Fn(Sixteen) -> Sixteen) -> u64 {
    let (mut bits, mut count) = (0, 0);
    each_sixteen(block, |sixteen, length| {
        bits |= u64::from(marks(sixteen).to_bitmask()) << count;
        count += length;
    });
    bits & below(block.len())
}

/// The first bytes, with zeros where there are fewer.
#[inline]
pub(crate) fn first_chunk<const N: usize>(bytes: &[u8]) -> [u8; N] {
    if let Some(chunk) = bytes.first_chunk() {
        return *chunk;
    }
    const { assert!(N.is_multiple_of(16)) };
    let mut chunk = [0; N];
    let mut rest = bytes;
    for place in chunk.as_chunks_mut().0 {
        *place = sixteen(rest).to_array();
        rest = rest.get(place.len()..).unwrap_or_default();
    }
    chunk
}

/// The bytes from a place on, with zeros where there are fewer.
#[inline]
pub(crate) fn chunk_at<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    first_chunk(bytes.get(at..).unwrap_or_default())
}

/// Whether a byte is white space of ASCII, to be asked by [`marked`].
#[allow(clippy::needless_bitwise_bool, reason = "without branches many bytes are looked at together")]
#[inline]
pub(crate) const fn is_space(byte: u8) -> bool {
    (byte == b' ') | (byte.wrapping_sub(b'\t') < 5)
}

/// Bits below one of a number.
#[inline]
pub(crate) const fn below(bit: usize) -> u64 {
    if bit < 64 { !(u64::MAX << bit) } else { u64::MAX }
}

#[cfg(test)]
mod tests {
    use super::super::lanes::{beyond, same};
    use super::*;

    #[test]
    fn each_byte_has_its_bit() {
        for length in 0..70 {
            for place in 0..length {
                let bytes: Vec<u8> = (0..length).map(|at| if at == place { b'x' } else { b'a' }).collect();
                let is = |byte: u8| byte == b'x';
                let expected = if place < 64 { 1 << place } else { 0 };
                assert_eq!(bits(&marked(&first_chunk::<64>(&bytes), is)), expected);
                assert_eq!(bits(&marked(&chunk_at::<64>(&bytes, place), is)), 1);
                assert_eq!(holds_any(&first_chunk::<64>(&bytes), is), place < 64);
                assert_eq!(below(place), expected.wrapping_sub(1));
                assert_eq!(bits(&marked(&first_chunk::<32>(&bytes), is)), expected & 0xFFFF_FFFF);
            }
        }
    }

    #[test]
    fn places_are_those_of_a_walk_over_bytes() {
        for length in 0..200_usize {
            let bytes: Vec<u8> = (0..length).map(|at| if at * at % 7 < 2 { b' ' } else { 0xE9 }).collect();
            let of = |byte: u8| (0..length).filter(|at| bytes.get(*at) == Some(&byte)).collect::<Vec<_>>();
            assert_eq!(places(&bytes, |sixteen| same(sixteen, b' ')).collect::<Vec<_>>(), of(b' '));
            assert_eq!(
                places(&bytes, |sixteen| beyond(!beyond(sixteen))).collect::<Vec<_>>(),
                of(b' '),
                "zeros are none"
            );
        }
    }
}
