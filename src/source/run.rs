//! How many bytes of a class stand in a row, eight or sixteen bytes at a time.
//!
//! In: bytes, and arithmetic that marks those of a class among eight. Out: where the first of them stands that is marked. A loop over the bytes of a word ends
//! anywhere, which no machine foresees; nearly all words end within sixteen bytes. Not here: what words are.

/// The lowest bit of each of eight bytes.
const ONES: u64 = 0x0101_0101_0101_0101;

/// The highest bit of each of eight bytes: what marks a byte.
const MARKS: u64 = 0x80 * ONES;

/// How many letters of ASCII bytes begin with.
#[inline]
pub(crate) fn run_of_letters(bytes: &[u8]) -> usize {
    first_marked(bytes, |eight| !letters(eight) & MARKS)
}

/// How many letters and digits of ASCII bytes begin with.
#[inline]
pub(crate) fn run_of_word(bytes: &[u8]) -> usize {
    first_marked(bytes, |eight| !(letters(eight) | within(eight, b'0', b'9')) & MARKS)
}

/// How many letters and digits of ASCII bytes end with.
#[inline]
pub(crate) fn last_run_of_word(bytes: &[u8]) -> usize {
    behind_marked(bytes, |eight| !(letters(eight) | within(eight, b'0', b'9')) & MARKS)
}

/// How many bytes stand behind the last one that is marked: `marks` is given eight of them, the last one lowest, and zeros where there are none left, which it
/// may mark.
#[inline]
pub(crate) fn behind_marked(bytes: &[u8], marks: impl Fn(u64) -> u64) -> usize {
    let mut rest = bytes;
    while let Some((before, eight)) = rest.split_last_chunk() {
        let marked = marks(u64::from_be_bytes(*eight));
        if marked != 0 {
            return bytes.len() - rest.len() + place(marked);
        }
        rest = before;
    }
    // those behind them are not marked
    if let Some(first) = bytes.first_chunk() {
        return bytes.len() - 8 + place(marks(u64::from_be_bytes(*first)));
    }
    place(marks(above(few(bytes).swap_bytes(), bytes.len())) | 0x80 << (8 * bytes.len()))
}

/// How many bytes are marked, of which none is zero.
#[inline]
pub(crate) fn count_marked(bytes: &[u8], marks: impl Fn(u64) -> u64) -> usize {
    let mut count = 0;
    // the product has the sum of the eight lowest bits in its highest byte
    each_eight(bytes, |eight| count += (marks(eight) >> 7).wrapping_mul(ONES) >> 56);
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// Whether a byte of ASCII is among some.
#[inline]
pub(crate) fn holds(bytes: &[u8], byte: u8) -> bool {
    first_marked(bytes, |eight| same(eight, byte)) < bytes.len()
}

/// Whether a byte is marked that stands behind one that is marked, too.
#[inline]
pub(crate) fn has_pair(bytes: &[u8], first: impl Fn(u64) -> u64, second: impl Fn(u64) -> u64) -> bool {
    let (mut found, mut last) = (0, 0);
    each_eight(bytes, |eight| {
        let marked = first(eight);
        found |= (marked << 8 | last) & second(eight);
        last = marked >> 56;
    });
    found != 0
}

/// How many digits of ASCII bytes begin with.
#[inline]
pub(crate) fn run_of_digits(bytes: &[u8]) -> usize {
    first_marked(bytes, |eight| !within(eight, b'0', b'9') & MARKS)
}

/// Where the first byte stands that is marked, or how many bytes there are: `marks` is given eight of them, the first one lowest, and sets the highest bits of
/// those that it means.
#[inline]
pub(crate) fn first_marked(bytes: &[u8], marks: impl Fn(u64) -> u64) -> usize {
    let mut rest = bytes;
    // a word of more than eight bytes is as hard to foresee as its end: sixteen are looked at, and one choice is made
    while let Some((sixteen, behind)) = rest.split_first_chunk::<16>() {
        let of = |eight: Option<&[u8; 8]>| eight.map_or(0, |eight| marks(u64::from_le_bytes(*eight)));
        let (low, high) = (of(sixteen.first_chunk()), of(sixteen.last_chunk()));
        if low | high != 0 {
            let marked = u128::from(high) << 64 | u128::from(low);
            return bytes.len() - rest.len() + (marked.trailing_zeros() / 8) as usize;
        }
        rest = behind;
    }
    bytes.len() - rest.len() + up_to_marked(rest, |eight, end| marks(eight) | end)
}

/// The same, where more is noted on the way: `marks` is told as well what is marked in any case, which is what stands behind the last byte.
#[inline]
pub(crate) fn up_to_marked(bytes: &[u8], mut marks: impl FnMut(u64, u64) -> u64) -> usize {
    let mut rest = bytes;
    while let Some((eight, behind)) = rest.split_first_chunk() {
        let marked = marks(u64::from_le_bytes(*eight), 0);
        if marked != 0 {
            return bytes.len() - rest.len() + place(marked);
        }
        rest = behind;
    }
    bytes.len() - rest.len() + place(marks(few(rest), 0x80 << (8 * rest.len())))
}

/// Those of some marks that stand before the first of others.
#[inline]
pub(crate) const fn before_first(marks: u64, others: u64) -> u64 {
    marks & !others & others.wrapping_sub(1)
}

/// The place of the first byte that is marked.
#[inline]
const fn place(marked: u64) -> usize {
    (marked.trailing_zeros() / 8) as usize
}

/// Gives eight bytes after another, the first one lowest, with zeros behind the last.
#[inline]
pub(crate) fn each_eight(bytes: &[u8], mut take: impl FnMut(u64)) {
    let mut rest = bytes;
    while let Some((eight, behind)) = rest.split_first_chunk() {
        take(u64::from_le_bytes(*eight));
        rest = behind;
    }
    if !rest.is_empty() {
        take(few(rest));
    }
}

/// Bytes, each eight of which are changed, with zeros behind them; nothing where there are more than there is place for.
#[inline]
pub(crate) fn changed<const PLACE: usize>(bytes: &[u8], mut of_eight: impl FnMut(u64) -> u64) -> Option<[u8; PLACE]> {
    let mut out = [0; PLACE];
    let mut places = out.as_chunks_mut().0.iter_mut();
    each_eight(bytes, |eight| {
        let changed = of_eight(eight).to_le_bytes();
        if let Some(place) = places.next() {
            *place = changed;
        }
    });
    (bytes.len() <= PLACE / 8 * 8).then_some(out)
}

/// Whether bytes are the same as others, each eight of which `of_eight` changes first. As they were written, perhaps just now: wider looks at them would wait
/// until the writing is done.
#[inline]
pub(crate) fn alike(bytes: &[u8], others: &[u8], of_eight: impl Fn(u64) -> u64) -> bool {
    let (mut rest, mut others) = (bytes, others);
    while let (Some((eight, behind)), Some((other, behind_other))) =
        (rest.split_first_chunk(), others.split_first_chunk())
    {
        if u64::from_le_bytes(*eight) != of_eight(u64::from_le_bytes(*other)) {
            return false;
        }
        (rest, others) = (behind, behind_other);
    }
    rest.len() == others.len() && few(rest) == of_eight(few(others))
}

/// How many bytes are told from all others of the same length by their hash.
pub(crate) const TOLD_BY_HASH: usize = 8;

/// A hash of bytes, each eight of which `of_eight` changes first: no two words of one length, of [`TOLD_BY_HASH`] bytes or fewer, have the same.
#[inline]
pub(crate) fn hashed(bytes: &[u8], mut of_eight: impl FnMut(u64) -> u64) -> u64 {
    let mut hash = 0_u64;
    each_eight(bytes, |eight| {
        let product = (hash ^ of_eight(eight)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        hash = product ^ product >> 32;
    });
    hash
}

/// The highest few of eight bytes, with zeros above them.
#[inline]
const fn above(eight: u64, few: usize) -> u64 {
    // no shift is as wide as all of them
    eight >> (8 * (7 - few)) >> 8
}

/// Fewer than eight bytes, with zeros behind them.
#[inline]
pub(crate) fn few(bytes: &[u8]) -> u64 {
    if let (Some(head), Some(tail)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let behind = u64::from(u32::from_le_bytes(*tail)) << (8 * (bytes.len() - 4));
        return u64::from(u32::from_le_bytes(*head)) | behind;
    }
    let byte = |at: usize| bytes.get(at).map_or(0, |byte| u64::from(*byte) << (8 * at));
    // of one or two the middle is one of them
    byte(0) | byte(bytes.len() / 2) | byte(bytes.len().saturating_sub(1))
}

/// Eight bytes with small letters of ASCII in place of the capitals.
#[inline]
pub(crate) const fn lower(eight: u64) -> u64 {
    eight | within(eight, b'A', b'Z') >> 2
}

/// Marks the letters of ASCII among eight bytes.
#[inline]
pub(crate) const fn letters(eight: u64) -> u64 {
    within(eight | (0x20 * ONES), b'a', b'z')
}

/// Marks those of eight bytes that lie between two of ASCII, or are one of the two.
#[inline]
pub(crate) const fn within(eight: u64, low: u8, high: u8) -> u64 {
    between(eight, low, high) & !eight
}

/// The same, of two that are not of ASCII.
#[inline]
pub(crate) const fn within_beyond(eight: u64, low: u8, high: u8) -> u64 {
    between(eight, low & 0x7F, high & 0x7F) & eight
}

/// Marks those that lie between two of ASCII when their highest bit is taken away.
#[inline]
const fn between(eight: u64, low: u8, high: u8) -> u64 {
    // the highest bit of a sum tells whether a byte is as large as a bound, and none is carried to the next
    let seven = eight & !MARKS;
    let (from, behind) = (seven + (0x80 - low as u64) * ONES, seven + (0x7F - high as u64) * ONES);
    from & !behind & MARKS
}

/// Marks those of eight bytes that are one of ASCII.
#[inline]
pub(crate) const fn same(eight: u64, byte: u8) -> u64 {
    let differs = eight ^ (byte as u64 * ONES);
    !(((differs & !MARKS) + !MARKS) | differs) & MARKS
}

/// Whether something is marked.
#[inline]
pub(crate) const fn any(marks: u64) -> bool {
    marks & MARKS != 0
}

/// Marks those of eight bytes that are not of ASCII.
#[inline]
pub(crate) const fn beyond(eight: u64) -> u64 {
    eight & MARKS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_end_where_plain_loops_do() {
        let count = |bytes: &[u8], is: fn(&u8) -> bool| bytes.iter().take_while(|byte| is(byte)).count();
        for length in 0..20 {
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
                        assert_eq!(behind_marked(&bytes, |eight| same(eight, b'a')), behind, "{bytes:?}");
                        let spaces = bytes.split(|byte| *byte == b' ').count() - 1;
                        assert_eq!(count_marked(&bytes, |eight| same(eight, b' ')), spaces, "{bytes:?}");
                        assert_eq!(holds(&bytes, b' '), spaces > 0, "{bytes:?}");
                        let pair = bytes.windows(2).any(|two| *two == [b'a', b' ']);
                        assert_eq!(has_pair(&bytes, |eight| same(eight, b'a'), |eight| same(eight, b' ')), pair);
                        assert_eq!(last_run_of_word(&bytes), back, "{bytes:?}");
                        let behind = bytes.iter().rev().take_while(|byte| **byte != b' ').count();
                        assert_eq!(behind_marked(&bytes, |eight| same(eight, b' ')), behind, "{bytes:?}");
                        let comma = first_marked(&bytes, |eight| same(eight, b',') | beyond(eight));
                        let mut found = 0;
                        up_to_marked(&bytes, |eight, end| {
                            let ends = same(eight, b' ') | end;
                            found |= before_first(same(eight, b'a'), ends);
                            ends
                        });
                        let held = bytes.split(|byte| *byte == b' ').next().is_some_and(|one| one.contains(&b'a'));
                        assert_eq!(found != 0, held, "{bytes:?}");
                        let high = first_marked(&bytes, |eight| within_beyond(eight, 0xD8, 0xE2));
                        assert_eq!(high, count(&bytes, |byte| !(0xD8..=0xE2).contains(byte)), "{bytes:?}");
                        assert_eq!(comma, count(&bytes, |byte| byte.is_ascii() && *byte != b','), "{bytes:?}");
                    }
                }
            }
        }
    }
}
