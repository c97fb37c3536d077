//! One input, and where things are in it. A data room: it knows no other.
//!
//! In: bytes and a name. Out: [`Source`] and the [`Text`] that its bytes decode to, with spans that lead back to the bytes.

mod bits;
pub(crate) mod eight;
mod encoding;
mod hashed;
pub(crate) mod lanes;
mod lines;
mod origin;
pub(crate) mod run;
mod span;
mod trim;

pub(crate) use bits::{below, bits, chunk_at, first_chunk, holds_any, is_space, marked, places};
pub use encoding::{Decoded, as_it_stands, decode, decode_as};
pub(crate) use hashed::Words;
pub use lines::{Lines, Position};
pub use origin::Origin;
pub use span::Span;
pub(crate) use trim::{before_signs, behind_signs, is_blank, trim, within_signs};

/// One input: a file, a page, standard input.
#[derive(Debug, Clone)]
pub struct Source {
    /// The name that diagnostics show: a path, or `-` for standard input.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Text in UTF-8 with `\n` line ends, and the map of its offsets to the source's bytes.
#[derive(Debug, Clone, Default)]
pub struct Text {
    text: String,
    origin: Origin,
}

impl Text {
    /// Makes a text out of a string and the map back; CR LF and CR become LF.
    #[must_use]
    pub fn new(text: String, origin: Origin) -> Self {
        if memchr::memchr(b'\r', text.as_bytes()).is_none() {
            return Self { text, origin };
        }
        let mut out = String::with_capacity(text.len());
        let mut map = Origin::default();
        let mut at = 0;
        let bytes = text.as_bytes();
        for cr in memchr::memchr_iter(b'\r', bytes) {
            copy(&text, at, cr, &mut out, &mut map, &origin);
            at = cr + 1;
            if bytes.get(at) != Some(&b'\n') {
                map.replaced(out.len(), origin.offset(cr));
                out.push('\n');
            }
        }
        copy(&text, at, text.len(), &mut out, &mut map, &origin);
        map.replaced(out.len(), origin.offset(text.len()));
        Self { text: out, origin: map }
    }

    /// Makes a text out of a string that has no line ends but LF.
    pub(crate) const fn of_lines(text: String, origin: Origin) -> Self {
        Self { text, origin }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The map to the bytes of the source.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Copies a stretch of this text into another that is built out of it, whose map leads to the same source.
    pub fn copy_to(&self, stretch: Span, out: &mut String, map: &mut Origin) {
        copy(&self.text, stretch.start, stretch.end, out, map, &self.origin);
    }
}

/// Copies a stretch of a text whose offsets go through `origin`, piece by piece.
fn copy(text: &str, start: usize, end: usize, out: &mut String, map: &mut Origin, origin: &Origin) {
    let Some(stretch) = text.get(start..end) else { return };
    if origin.is_identity() {
        map.copied(out.len(), start);
        out.push_str(stretch);
        return;
    }
    for (offset, character) in stretch.char_indices() {
        let from = origin.offset(start + offset);
        let to = origin.offset(start + offset + character.len_utf8());
        if to == from + character.len_utf8() {
            map.copied(out.len(), from);
        } else {
            map.replaced(out.len(), from);
        }
        out.push(character);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_become_one_and_spans_still_point_at_the_bytes() {
        let text = Text::new("ab\r\ncd\ref\n".to_owned(), Origin::identity());
        assert_eq!(text.as_str(), "ab\ncd\nef\n");
        assert_eq!(text.origin().span(Span::new(3, 5)), Span::new(4, 6));
        assert_eq!(text.origin().span(Span::new(6, 8)), Span::new(7, 9));
    }

    #[test]
    fn line_ends_and_a_charset_at_once() {
        let bytes: Vec<u8> = "é\r\nb".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let decoded = decode(&[vec![0xFF, 0xFE], bytes].concat());
        assert_eq!(decoded.text.as_str(), "é\nb");
        assert_eq!(decoded.text.origin().span(Span::new(0, 2)), Span::new(2, 4));
        assert_eq!(decoded.text.origin().span(Span::new(3, 4)), Span::new(8, 10));
    }
}
