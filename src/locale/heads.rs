//! What the words of a table begin with: a glance at a text that spares most searches in the table.
//!
//! In: the words, once. Out: whether one of them may begin as a text does. Never "no" where one does; rarely "maybe" where none does.

use super::eight::few;

/// How many beginnings are mostly told apart, as a power of two.
const BITS: u32 = 14;

/// A set of beginnings.
#[derive(Debug)]
pub(super) struct Heads<P = Vec<u64>> {
    /// A bit for each place.
    pub(super) places: P,
    /// How many places there are, as a power of two.
    pub(super) bits: u32,
}

impl Default for Heads {
    fn default() -> Self {
        Self::of_bits(BITS)
    }
}

impl Heads {
    /// A set that tells so many beginnings apart, as a power of two.
    pub(super) fn of_bits(bits: u32) -> Self {
        Self { places: vec![0; 1 << (bits - 6)], bits }
    }

    /// Adds a beginning.
    pub(super) fn add(&mut self, head: Option<u32>) {
        let place = head.map_or(0, |head| place(head, self.bits));
        if let Some(word) = head.and_then(|_| self.places.get_mut(place / 64)) {
            *word |= 1 << (place % 64);
        }
    }
}

impl<P: AsRef<[u64]>> Heads<P> {
    /// Whether a word may be one that was added by [`of_text`]; all of it is asked at once, since no machine foresees what is the case.
    #[inline]
    pub(super) fn may_be(&self, word: &[u8]) -> bool {
        let Some(last) = word.last() else { return true };
        let (head, ascii) = ends(word, *last);
        let place = place(head, self.bits);
        let bit = self.places.as_ref().get(place / 64).map_or(0, |word| word >> (place % 64) & 1);
        bit | u64::from(!ascii) == 1
    }

    /// Whether a word that was added may have the beginning; `None` is one that tells nothing.
    #[inline]
    pub(super) fn may(&self, head: Option<u32>) -> bool {
        head.is_none_or(|head| {
            let place = place(head, self.bits);
            self.places.as_ref().get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
        })
    }
}

/// Bits of what begins with a beginning: the roles of phrases.
#[derive(Debug)]
pub(super) struct HeadBits<P = Vec<u64>>(pub(super) P);

/// How many beginnings [`HeadBits`] tells apart, as a power of two.
const FEWER_BITS: u32 = 12;

impl Default for HeadBits {
    fn default() -> Self {
        Self(vec![0; 1 << FEWER_BITS])
    }
}

impl HeadBits {
    #[allow(dead_code, reason = "asked by `build.rs`")]
    /// Adds the bits of a beginning.
    pub(super) fn add(&mut self, head: u32, bits: u64) {
        if let Some(known) = self.0.get_mut(place(head, FEWER_BITS)) {
            *known |= bits;
        }
    }
}

impl<P: AsRef<[u64]>> HeadBits<P> {
    /// The bits of all that may begin so.
    #[inline]
    pub(super) fn of(&self, head: u32) -> u64 {
        self.0.as_ref().get(place(head, FEWER_BITS)).copied().unwrap_or(0)
    }
}

/// The words that begin with some letters of ASCII, whatever their case: by the first two bytes, and by the second and third.
#[derive(Debug)]
pub(super) struct Pairs {
    pub(super) first: Behind,
    pub(super) second: Behind,
}

/// What stands behind each byte of ASCII, a bit each.
type Behind = [[u64; 2]; 128];

/// All letters of ASCII, as bits; capitals stand with small letters.
#[allow(dead_code, reason = "asked by `build.rs`")]
const LETTERS: u128 = {
    let mut bits = 0;
    let mut byte = 0_u8;
    while byte < 128 {
        if byte.is_ascii_alphabetic() {
            bits |= 1 << (byte | 0x20);
        }
        byte += 1;
    }
    bits
};

impl Default for Pairs {
    fn default() -> Self {
        Self { first: [[0; 2]; 128], second: [[0; 2]; 128] }
    }
}

impl Pairs {
    /// Adds a word, behind which no letter stands.
    #[allow(dead_code, reason = "asked by `build.rs`")]
    pub(super) fn add(&mut self, word: &[u8]) {
        let bit = |byte: Option<&u8>| match byte {
            Some(byte) if byte.is_ascii() => 1 << (byte | 0x20),
            // behind what is no ASCII all are looked up
            Some(_) => 0,
            None => !LETTERS,
        };
        let Some(first) = word.first() else { return };
        if let Some(seconds) = self.first.get_mut(usize::from(first | 0x20)) {
            put(seconds, bit(word.get(1)));
        }
        if let Some(second) = word.get(1) {
            if let Some(thirds) = self.second.get_mut(usize::from(second | 0x20)) {
                put(thirds, bit(word.get(2)));
            }
        } else {
            let behind = (0_u8..).zip(&mut self.second).filter(|(byte, _)| LETTERS >> byte & 1 == 0);
            behind.for_each(|(_, thirds)| *thirds = [u64::MAX; 2]);
        }
    }

    /// Whether a word that was added may begin a text; one that begins with a sign, or with something that is no ASCII, may begin with anything.
    #[inline]
    pub(super) fn may(&self, text: &[u8]) -> bool {
        // both are asked at once: which of them says no, no machine foresees
        let pair = |known: &Behind, one: u8, two: u8| {
            let (one, two) = (one & 0x7F | 0x20, two & 0x7F | 0x20);
            let behind = known.get(usize::from(one)).and_then(|behind| behind.get(usize::from(two >> 6)));
            behind.map_or(1, |behind| behind >> (two & 0x3F))
        };
        match *text {
            [a, b, c, ..] if a.is_ascii_alphanumeric() => {
                let others = u64::from((b | c) >> 7);
                (pair(&self.first, a, b) | u64::from(b >> 7)) & (pair(&self.second, b, c) | others) & 1 == 1
            }
            _ => true,
        }
    }
}

/// Puts bits beside those that are known.
#[allow(dead_code, reason = "asked by `build.rs`")]
#[allow(clippy::cast_possible_truncation, reason = "the low half, and then the high one")]
const fn put([low, high]: &mut [u64; 2], bits: u128) {
    *low |= bits as u64;
    *high |= (bits >> 64) as u64;
}

#[inline]
fn place(head: u32, bits: u32) -> usize {
    (head.wrapping_mul(0x9E37_79B1) >> (32 - bits)) as usize
}

/// The first four bytes of a text, with zeros where there are fewer.
#[inline]
fn four(text: &[u8]) -> u32 {
    text.first_chunk().map_or_else(
        || {
            let [a, b, c, ..] = few(text).to_le_bytes();
            u32::from_le_bytes([a, b, c, 0])
        },
        |four| u32::from_le_bytes(*four),
    )
}

/// The first four bytes of a text and the last, whatever their case; `None` where one of them is no ASCII, since its small letter may be any.
#[inline]
pub(super) fn of_text(text: &[u8]) -> Option<u32> {
    let (head, ascii) = ends(text, *text.last()?);
    ascii.then_some(head)
}

/// The same, and whether it tells anything.
#[inline]
fn ends(text: &[u8], last: u8) -> (u32, bool) {
    let (head, last) = (four(text), u32::from(last));
    ((head | 0x2020_2020) ^ (last | 0x20) << 11, (head | last) & 0x8080_8080 == 0)
}

/// The first eight bytes of a text, whatever their case, as if spaces followed a shorter one; `None` where one of them is no ASCII.
#[inline]
pub(super) fn of_eight(text: &[u8]) -> Option<u32> {
    let head = text.first_chunk().map_or_else(|| few(text), |eight| u64::from_le_bytes(*eight));
    let [a, b, c, d, behind @ ..] = head.to_le_bytes();
    let (low, high) = (u32::from_le_bytes([a, b, c, d]), u32::from_le_bytes(behind));
    let mixed = (low | 0x2020_2020) ^ (high | 0x2020_2020).wrapping_mul(0x85EB_CA6B).rotate_left(13);
    ((low | high) & 0x8080_8080 == 0).then_some(mixed)
}

/// The first bytes of the word that a text begins with, four at the most, whatever their case; `None` as for [`of_text`], and where it begins with no word.
#[inline]
pub(super) fn of_small_word(text: &[u8]) -> Option<u32> {
    let (head, ascii) = word(text);
    (head != 0 && ascii).then_some(head | 0x2020_2020)
}

/// The first bytes of the word that a text begins with, four at the most, as they stand; the first character of a text that begins otherwise.
#[inline]
pub(super) fn of_word(text: &str) -> u32 {
    let Some(first) = text.bytes().next() else { return 0 };
    if !first.is_ascii() {
        return text.chars().next().map_or(0, u32::from);
    }
    let (head, _) = word(text.as_bytes());
    if head == 0 { u32::from(first) } else { head }
}

/// Up to four letters and digits of ASCII, and whether what ends them before the fourth is ASCII, too.
#[inline]
fn word(text: &[u8]) -> (u32, bool) {
    let four = four(text);
    // all four at once: the top bit of each byte tells whether it is as large as a bound, and none is carried to the next
    let (small, large) = ((four | 0x2020_2020) & 0x7F7F_7F7F, four & 0x7F7F_7F7F);
    let from = |bytes: u32, bound: u32| bytes + (0x80 - bound) * 0x0101_0101;
    let letters = from(small, 0x61) & !from(small, 0x7B);
    let digits = from(large, 0x30) & !from(large, 0x3A);
    let others = !((letters | digits) & !four) & 0x8080_8080;
    // the top bit of the first byte that is another; nothing where none is, and all bits are below it
    let first = others & others.wrapping_neg();
    (four & (first >> 7).wrapping_sub(1), four & first == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_otherwise_is_told_at_a_glance() {
        let mut heads = Heads::default();
        heads.add(of_text(b"new york"));
        heads.add(of_text(b"xi"));
        assert!(heads.may(of_text(b"New York")) && heads.may(of_text(b"XI")) && heads.may(of_text("Ñew".as_bytes())));
        assert!(!heads.may(of_text(b"Old York")) && !heads.may(of_text(b"xii")));
        let mut heads = Heads::default();
        heads.add(of_small_word(b"may"));
        assert!(heads.may(of_small_word(b"May 2005")) && heads.may(of_small_word("maÿ".as_bytes())));
        assert!(!heads.may(of_small_word(b"Mayor")) && !heads.may(of_small_word(b"ma")));
        let mut roles = HeadBits::default();
        roles.add(of_word("et al."), 1);
        roles.add(of_word("等"), 2);
        assert_eq!([roles.of(of_word("et")), roles.of(of_word("eta")), roles.of(of_word("等。"))], [1, 0, 2]);
        for (text, head, ascii) in [
            ("abcd", &b"abcd"[..], true),
            ("a9é", b"a9", false),
            ("ab c", b"ab", true),
            ("abcdé", b"abcd", true),
            (".abc", b"", true),
            ("éabc", b"", false),
        ] {
            assert_eq!(word(text.as_bytes()), (four(head), ascii), "{text}");
        }
    }
}
