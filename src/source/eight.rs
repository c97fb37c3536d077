//! Eight bytes at a time, as one number: written in other letters, compared, hashed.
//!
//! In: bytes. Out: what comes of them. A loop over the bytes of a word ends anywhere, which no machine foresees; nearly all words end within eight or sixteen
//! bytes. Not here: where a byte of some class stands ([`super::run`]).

use super::lanes::within;

/// Gives eight bytes after another, the first one lowest, with zeros behind the last.
#[inline]
fn each_eight(bytes: &[u8], mut take: impl FnMut(u64)) {
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
pub(crate) fn lower(eight: u64) -> u64 {
    eight | within(eight, b'A', b'Z') >> 2
}
