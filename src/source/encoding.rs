//! Bytes to UTF-8.
//!
//! In: the bytes of one input. Out: a [`Text`] and what was wrong with it. The order of evidence: a byte order mark; valid UTF-8; the zero bytes
//! of UTF-16 without a mark; detection by content (chardetng, on a sample). The Encoding Standard names the charsets. Not here: a charset that a
//! page declares about itself, which its reader passes to [`decode_as`].

use super::{Origin, Text};
use encoding_rs::{CoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// How much of an input the detector reads: enough for any language, and no more than a moment's work.
const SAMPLE: usize = 256 * 1024;

/// What became of the bytes.
#[derive(Debug)]
pub struct Decoded {
    /// The text, with a map to the bytes.
    pub text: Text,
    /// The charset, by its name in the Encoding Standard.
    pub charset: &'static str,
    /// Whether the charset was guessed from the content.
    pub guessed: bool,
    /// Where bytes stood that mean nothing in that charset (offsets of bytes); each is U+FFFD in the text. At most 100 are listed.
    pub lost: Vec<usize>,
}

/// Decodes an input whose charset nobody declared.
#[must_use]
pub fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return if encoding == UTF_8 { utf8(bytes, mark) } else { transcoded(bytes, encoding, mark, false) };
    }
    let utf16 = looks_like_utf16(bytes);
    if !utf16 && let Some(text) = valid_utf8(bytes) {
        return as_it_is(text, 0);
    }
    if utf16 {
        let big = bytes.first() == Some(&0);
        return transcoded(bytes, if big { UTF_16BE } else { UTF_16LE }, 0, true);
    }
    if mostly_utf8(bytes) {
        return utf8(bytes, 0);
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(sample, sample.len() == bytes.len());
    let encoding = detector.guess(None, chardetng::Utf8Detection::Allow);
    transcoded(bytes, encoding, 0, true)
}

/// The text of an input that is its bytes, as they stand: UTF-8 without a mark, and no line end but LF. Nearly all are.
#[must_use]
pub fn as_it_stands(bytes: &[u8]) -> Option<&str> {
    if Encoding::for_bom(bytes).is_some() || looks_like_utf16(bytes) || memchr::memchr(b'\r', bytes).is_some() {
        return None;
    }
    match UTF_8.decode_without_bom_handling_and_without_replacement(bytes)? {
        Cow::Borrowed(text) => Some(text),
        Cow::Owned(_) => None,
    }
}

/// Decodes an input whose charset is known.
#[must_use]
pub fn decode_as(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let mark = Encoding::for_bom(bytes).map_or(0, |(_, length)| length);
    transcoded(bytes, encoding, mark, false)
}

/// UTF-16 text in a Latin script has a zero in every other byte; no text in another charset has.
fn looks_like_utf16(bytes: &[u8]) -> bool {
    let sample = bytes.get(..4096.min(bytes.len()) & !1).unwrap_or_default();
    if memchr::memchr(0, sample).is_none() {
        return false;
    }
    let (mut even, mut odd) = (0_usize, 0_usize);
    for pair in sample.chunks_exact(2) {
        even += usize::from(pair.first() == Some(&0));
        odd += usize::from(pair.last() == Some(&0));
    }
    let pairs = sample.len() / 2;
    pairs >= 2 && ((even * 3 > pairs && odd * 20 < pairs) || (odd * 3 > pairs && even * 20 < pairs))
}

/// A few broken bytes in an otherwise UTF-8 file (a cut in the middle, a pasted line) do not make it another charset. A character of three or four bytes
/// is hardly ever an accident of another charset, one of two bytes sometimes is.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in sample.utf8_chunks() {
        let weight = |c: char| if c.len_utf8() > 2 { 4 } else { usize::from(!c.is_ascii()) };
        good += chunk.valid().chars().map(weight).sum::<usize>();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 0 && good >= bad * 4
}

fn utf8(bytes: &[u8], mark: usize) -> Decoded {
    let bytes = bytes.get(mark..).unwrap_or_default();
    valid_utf8(bytes).map_or_else(|| lossy_utf8(bytes, mark), |text| as_it_is(text, mark))
}

/// Bytes that are all UTF-8, as text. With the copy it takes a seventh of the time of `String::from_utf8`, which looks at one character after another.
fn valid_utf8(bytes: &[u8]) -> Option<String> {
    UTF_8.decode_without_bom_handling_and_without_replacement(bytes).map(Cow::into_owned)
}

/// Text that was UTF-8, behind a mark of some bytes.
fn as_it_is(text: String, mark: usize) -> Decoded {
    let mut origin = Origin::identity();
    if mark > 0 {
        origin.copied(0, mark);
    }
    Decoded { text: Text::new(text, origin), charset: "UTF-8", guessed: false, lost: Vec::new() }
}

fn lossy_utf8(bytes: &[u8], mark: usize) -> Decoded {
    let (mut text, mut origin, mut lost) = (String::with_capacity(bytes.len()), Origin::default(), Vec::new());
    let mut at = mark;
    for chunk in bytes.utf8_chunks() {
        if !chunk.valid().is_empty() {
            origin.copied(text.len(), at);
            text.push_str(chunk.valid());
            at += chunk.valid().len();
        }
        if !chunk.invalid().is_empty() {
            origin.replaced(text.len(), at);
            text.push('\u{FFFD}');
            lost.push(at);
            at += chunk.invalid().len();
        }
    }
    origin.replaced(text.len(), at);
    lost.truncate(100);
    Decoded { text: Text::new(text, origin), charset: "UTF-8", guessed: false, lost }
}

fn transcoded(bytes: &[u8], encoding: &'static Encoding, mark: usize, guessed: bool) -> Decoded {
    let (mut text, mut origin, mut lost) = (String::with_capacity(bytes.len()), Origin::default(), Vec::new());
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut at = mark;
    // small steps, so that every place in the text knows its place in the bytes; the map merges what runs one to one
    let mut buffer = String::with_capacity(64);
    while at < bytes.len() {
        let end = (at + 8).min(bytes.len());
        let input = bytes.get(at..end).unwrap_or_default();
        let step = step(&mut decoder, input, end == bytes.len(), &mut buffer);
        if buffer.is_ascii() && buffer.len() == step {
            origin.copied(text.len(), at);
        } else {
            map_characters(&mut origin, encoding, &buffer, text.len(), at, step);
        }
        if buffer.contains('\u{FFFD}') {
            lost.push(at);
        }
        text.push_str(&buffer);
        buffer.clear();
        at += step.max(1);
    }
    origin.replaced(text.len(), bytes.len());
    lost.truncate(100);
    Decoded { text: Text::new(text, origin), charset: encoding.name(), guessed, lost }
}

/// Decodes one step; gives the bytes it took.
fn step(decoder: &mut encoding_rs::Decoder, input: &[u8], last: bool, buffer: &mut String) -> usize {
    let mut taken = 0;
    loop {
        let rest = input.get(taken..).unwrap_or_default();
        let (result, read, _) = decoder.decode_to_string(rest, buffer, last);
        taken += read;
        match result {
            CoderResult::InputEmpty => return taken,
            CoderResult::OutputFull => buffer.reserve(64),
        }
    }
}

/// A step in a charset of one byte a character (or two, UTF-16) is mapped character by character; any other as a whole.
fn map_characters(origin: &mut Origin, encoding: &Encoding, buffer: &str, derived: usize, source: usize, step: usize) {
    let width = if encoding == UTF_16LE || encoding == UTF_16BE { 2 } else { 1 };
    let even = buffer.chars().map(|c| if width == 2 { c.len_utf16() * 2 } else { 1 }).sum::<usize>() == step;
    if !even {
        origin.replaced(derived, source);
        return;
    }
    let mut at = source;
    for (offset, character) in buffer.char_indices() {
        origin.replaced(derived + offset, at);
        at += if width == 2 { character.len_utf16() * 2 } else { 1 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn cyrillic_in_windows_1251_is_found_and_spans_point_into_the_bytes() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1251
            .encode("Сирийская оппозиция предлагает проект унитарного государства. Дата обращения: 5 мая 2018.");
        let decoded = decode(&bytes);
        assert_eq!(decoded.charset, "windows-1251");
        assert!(decoded.guessed);
        let text = decoded.text.as_str();
        let at = text.find("проект").unwrap();
        let span = decoded.text.origin().span(Span::new(at, at + "проект".len()));
        assert_eq!(encoding_rs::WINDOWS_1251.decode(&bytes[span.start..span.end]).0, "проект");
    }

    #[test]
    fn utf16_without_a_mark_is_seen_by_its_zeros() {
        let bytes: Vec<u8> = "Putz, Catherine".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let decoded = decode(&bytes);
        assert_eq!((decoded.charset, decoded.text.as_str()), ("UTF-16LE", "Putz, Catherine"));
        assert_eq!(decoded.text.origin().span(Span::new(6, 15)), Span::new(12, 30));
    }

    #[test]
    fn a_broken_byte_is_told_and_the_rest_is_read() {
        let mut bytes = "1. Résumé of a çedilla café naïve".as_bytes().to_vec();
        bytes.insert(3, 0xFF);
        let decoded = decode(&bytes);
        assert_eq!((decoded.charset, decoded.lost.as_slice()), ("UTF-8", [3].as_slice()));
        assert!(decoded.text.as_str().ends_with("naïve"));
        let at = decoded.text.as_str().find('R').unwrap();
        assert_eq!(decoded.text.origin().span(Span::new(at, at + 1)), Span::new(4, 5));
    }
}
