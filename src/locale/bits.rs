//! Which of thirty-two bytes are of a class, a bit for each.
//!
//! In: bytes, and what is asked of each: arithmetic without a branch, so that the compiler asks it of all of them at once. Out: bits, the first byte's lowest.
//! Not here: what is done with the bits.

/// How many bytes are looked at together.
pub const WIDTH: usize = 32;

/// A byte of 1 for each byte of a class.
#[inline]
pub fn marked(chunk: &[u8; WIDTH], is_one: impl Fn(u8) -> bool) -> [u8; WIDTH] {
    let mut marked = *chunk;
    for byte in &mut marked {
        *byte = u8::from(is_one(*byte));
    }
    marked
}

/// The lowest bit of each byte, one behind the other. Where this is known together with what marks the bytes, the compiler marks one after another.
#[inline(never)]
#[must_use]
pub fn bits(bytes: &[u8; WIDTH]) -> u32 {
    // the product has the bits of eight bytes in its highest one, in order
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let mut bits = 0;
    for eight in bytes.as_chunks().0.iter().rev() {
        let [.., gathered] = u64::from_le_bytes(*eight).wrapping_mul(GATHER).to_le_bytes();
        bits = bits << 8 | u32::from(gathered);
    }
    bits
}

/// The first bytes, with zeros where there are fewer.
#[inline]
#[must_use]
pub fn first_chunk(bytes: &[u8]) -> [u8; WIDTH] {
    if let Some(chunk) = bytes.first_chunk() {
        return *chunk;
    }
    let mut chunk = [0; WIDTH];
    if let Some(head) = chunk.get_mut(..bytes.len()) {
        head.copy_from_slice(bytes);
    }
    chunk
}
