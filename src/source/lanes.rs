//! Several bytes that are asked at once what they are, each in its lane.
//!
//! In: the bytes, as a number of eight or as sixteen. Out: as many marks. Not here: where the first mark stands ([`super::run`]).

use std::ops::{BitAnd, BitOr, Not};
use wide::u8x16;

/// Sixteen bytes.
pub(crate) type Sixteen = u8x16;

/// The lowest bit of each of eight bytes.
const ONES: u64 = 0x0101_0101_0101_0101;

/// The highest bit of each of eight bytes: what marks a byte.
const MARKS: u64 = 0x80 * ONES;

/// Bytes, or marks of bytes: the highest bit of each that is marked, whatever the others are.
pub(crate) trait Lanes: Copy + BitAnd<Output = Self> + BitOr<Output = Self> + Not<Output = Self> {
    /// The same byte in each lane.
    fn filled(byte: u8) -> Self;

    /// Marks those that are one byte.
    fn same(self, byte: u8) -> Self;

    /// Marks those that lie between two, or are one of the two; of eight, two of ASCII.
    fn within(self, low: u8, high: u8) -> Self;

    /// Whether something is marked.
    fn any(self) -> bool;
}

impl Lanes for u64 {
    #[inline]
    fn filled(byte: u8) -> Self {
        Self::from(byte) * ONES
    }

    #[inline]
    fn same(self, byte: u8) -> Self {
        let differs = self ^ Self::filled(byte);
        !(((differs & !MARKS) + !MARKS) | differs) & MARKS
    }

    #[inline]
    fn within(self, low: u8, high: u8) -> Self {
        between(self, low, high) & !self
    }

    #[inline]
    fn any(self) -> bool {
        self & MARKS != 0
    }
}

/// Marks those that lie between two of ASCII when their highest bit is taken away.
#[inline]
const fn between(eight: u64, low: u8, high: u8) -> u64 {
    // the highest bit of a sum tells whether a byte is as large as a bound, and none is carried to the next
    let seven = eight & !MARKS;
    let (from, behind) = (seven + (0x80 - low as u64) * ONES, seven + (0x7F - high as u64) * ONES);
    from & !behind & MARKS
}

impl Lanes for Sixteen {
    #[inline]
    fn filled(byte: u8) -> Self {
        Self::splat(byte)
    }

    #[inline]
    fn same(self, byte: u8) -> Self {
        self.simd_eq(Self::filled(byte))
    }

    #[inline]
    fn within(self, low: u8, high: u8) -> Self {
        // bytes below come out above all others
        let from_low = self - Self::filled(low);
        from_low.min(Self::filled(high - low)).simd_eq(from_low)
    }

    #[inline]
    fn any(self) -> bool {
        self.to_bitmask() != 0
    }
}

/// Marks those that are one byte.
#[inline]
pub(crate) fn same<L: Lanes>(bytes: L, byte: u8) -> L {
    bytes.same(byte)
}

/// Marks those that lie between two, or are one of the two; of eight, two of ASCII.
#[inline]
pub(crate) fn within<L: Lanes>(bytes: L, low: u8, high: u8) -> L {
    bytes.within(low, high)
}

/// Small letters of ASCII in place of the capitals, and `{`, `|`, `}` in place of `[`, `\`, `]`; other bytes may become others.
#[inline]
pub(crate) fn small<L: Lanes>(bytes: L) -> L {
    bytes | L::filled(0x20)
}

/// Marks the letters of ASCII.
#[inline]
pub(crate) fn letters<L: Lanes>(bytes: L) -> L {
    within(small(bytes), b'a', b'z')
}

/// Marks the letters and digits of ASCII.
#[inline]
pub(crate) fn of_word<L: Lanes>(bytes: L) -> L {
    letters(bytes) | within(bytes, b'0', b'9')
}

/// Marks those that are not of ASCII.
#[inline]
pub(crate) fn beyond<L: Lanes>(bytes: L) -> L {
    bytes & L::filled(0x80)
}

/// Whether something is marked.
#[inline]
pub(crate) fn any<L: Lanes>(marks: L) -> bool {
    marks.any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_lane_tells_of_its_byte() {
        for byte in 0..=u8::MAX {
            for place in 0..16 {
                let mut bytes = [b'-'; 16];
                bytes[place] = byte;
                let sixteen = Sixteen::from(bytes);
                let told = |marks: Sixteen| marks.to_bitmask() >> place & 1 != 0;
                let mut eight = [b'-'; 8];
                eight[place % 8] = byte;
                let eight = u64::from_le_bytes(eight);
                let also = |marks: u64| (marks & MARKS) >> (8 * (place % 8) + 7) & 1 != 0;
                for (want, lanes, number) in [
                    (byte == b',', same(sixteen, b','), same(eight, b',')),
                    ((b' '..=b'Z').contains(&byte), within(sixteen, b' ', b'Z'), within(eight, b' ', b'Z')),
                    (byte <= 0x1F, within(sixteen, 0, 0x1F), within(eight, 0, 0x1F)),
                    (byte.is_ascii_alphabetic(), letters(sixteen), letters(eight)),
                    (byte.is_ascii_alphanumeric(), of_word(sixteen), of_word(eight)),
                    (!byte.is_ascii(), beyond(sixteen), beyond(eight)),
                ] {
                    assert_eq!((told(lanes), also(number)), (want, want), "{byte:x} {place}");
                }
                assert!(any(same(sixteen, byte)) && any(same(eight, byte)));
                assert_eq!((any(same(sixteen, b'~')), any(same(eight, b'~'))), (byte == b'~', byte == b'~'));
            }
        }
    }
}
