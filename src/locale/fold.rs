//! Names as they are compared with those of sources. `build.rs` folds the names of `refs/sources.tsv`, the program those that it reads.

use super::eight::{few, lower};
use super::lanes::{any, of_word, same};
use super::letter::is_letter_or_number;

/// A name longer than this, in bytes, is no source's.
pub(super) const LONGEST: usize = 120;

/// Whether a sign of ASCII stands between words: others fall away.
#[inline]
const fn divides(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r' | b'-' | b'&')
}

/// What becomes of each byte of ASCII: a letter or digit in lower case, a space for what stands between words, zero for what falls away.
const FOLDED: [u8; 128] = {
    let mut table = [0; 128];
    let mut rest: &mut [u8] = &mut table;
    let mut byte = 0_u8;
    while let Some((place, behind)) = rest.split_first_mut() {
        if byte.is_ascii_alphanumeric() {
            *place = byte.to_ascii_lowercase();
        } else if divides(byte) {
            *place = b' ';
        }
        byte += 1;
        rest = behind;
    }
    table
};

/// What becomes of a byte of ASCII.
#[inline]
fn folded(byte: u8) -> u8 {
    FOLDED.get(usize::from(byte)).copied().unwrap_or(0)
}

/// Names as they are compared: without case, and without what stands around words. On the stack, since nearly every clause is asked for.
pub(super) struct Folded {
    bytes: [u8; 2 * LONGEST],
    length: usize,
}

impl Folded {
    pub(super) fn new(name: &str) -> Self {
        let mut out = Self { bytes: [0; 2 * LONGEST], length: 0 };
        let mut spaced = true;
        let bytes = name.as_bytes();
        // nearly all is ASCII
        let ascii = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(bytes.len());
        let (head, rest) = name.split_at_checked(ascii).unwrap_or((name, ""));
        let mut places = out.bytes.iter_mut();
        for byte in head.bytes().map(folded) {
            if byte == 0 || spaced && byte == b' ' {
                continue;
            }
            let Some(place) = places.next() else { break };
            *place = byte;
            spaced = byte == b' ';
            out.length += 1;
        }
        for character in rest.chars() {
            if character.is_ascii_alphanumeric() {
                out.push(character.to_ascii_lowercase());
                spaced = false;
            } else if !character.is_ascii() && is_letter_or_number(character) {
                character.to_lowercase().for_each(|lower| out.push(lower));
                spaced = false;
            } else if !spaced && (character.is_whitespace() || character == '-' || character == '&') {
                out.push(' ');
                spaced = true;
            }
        }
        if spaced && out.length > 0 {
            out.length -= 1;
        }
        out
    }

    /// The first bytes of a name as they are compared, with zeros or a space behind a shorter one; `None` where they are not all of ASCII.
    #[allow(dead_code, reason = "`build.rs` asks for none")]
    pub(super) fn start(name: &str) -> Option<[u8; 8]> {
        let bytes = name.as_bytes();
        let head = bytes.first_chunk().map_or_else(|| few(bytes), |eight| u64::from_le_bytes(*eight));
        let spaces = same(head, b' ');
        let inside = !u64::MAX.unbounded_shl(8 * u32::try_from(bytes.len()).unwrap_or(u32::MAX).min(8));
        let others = !(of_word(head) | spaces) & inside;
        // of words with single spaces between them nothing falls away
        if !any(others | spaces & (spaces << 8 | 0x80)) {
            return Some(lower(head).to_le_bytes());
        }
        let mut start = [0; 8];
        let mut places = start.iter_mut();
        let mut spaced = true;
        for byte in name.bytes() {
            if !byte.is_ascii() {
                return None;
            }
            let byte = folded(byte);
            if byte == 0 || spaced && byte == b' ' {
                continue;
            }
            let Some(place) = places.next() else { break };
            *place = byte;
            spaced = byte == b' ';
        }
        Some(start)
    }

    #[inline]
    fn push(&mut self, character: char) {
        if character.is_ascii() {
            if let Some(place) = self.bytes.get_mut(self.length) {
                *place = u8::try_from(character).unwrap_or_default();
                self.length += 1;
            }
            return;
        }
        let end = self.length + character.len_utf8();
        if let Some(place) = self.bytes.get_mut(self.length..end) {
            character.encode_utf8(place);
            self.length = end;
        }
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_of_a_name_is_that_of_the_folded_one() {
        let pieces = ["", "The", "a", " ", "  ", "-", ".", "\0", "O'", "12", "Guardian", "\t", "&"];
        let of = |number: usize| pieces.get(number % pieces.len()).copied().unwrap();
        for number in 0..pieces.len().pow(3) {
            let name = [of(number), of(number / pieces.len()), of(number / pieces.len().pow(2))].concat();
            let (folded, start) = (Folded::new(&name), Folded::start(&name).unwrap());
            let length = folded.as_bytes().len().min(8);
            assert_eq!(start.get(..length), folded.as_bytes().get(..length), "{name:?}");
            assert!(
                matches!(start.get(length..), Some([0 | b' ', rest @ ..]) if rest.iter().all(|byte| *byte == 0))
                    || length == 8,
                "{name:?}"
            );
        }
        assert_eq!(Folded::start("Zürich"), None);
    }
}
