//! Names as they are compared with those of sources. `build.rs` folds the names of `refs/sources.tsv`, the program those that it reads.

use super::letter::is_letter_or_number;

/// A name longer than this, in bytes, is no source's.
pub(super) const LONGEST: usize = 120;

/// Names as they are compared: without case, and without what stands around words. On the stack, since nearly every clause is asked for.
pub(super) struct Folded {
    bytes: [u8; 2 * LONGEST],
    length: usize,
}

impl Folded {
    pub(super) fn new(name: &str) -> Self {
        let mut out = Self { bytes: [0; 2 * LONGEST], length: 0 };
        let mut spaced = true;
        for character in name.chars() {
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
