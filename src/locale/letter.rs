//! Letters and digits of all scripts, told quickly.
//!
//! Standard: Unicode, properties Alphabetic and Numeric, as `char::is_alphabetic` and `char::is_numeric` tell them. Those look for a character among the
//! ranges of all scripts, a thousand steps for some; here `build.rs` has asked them once, for every character of the plane that nearly all text is in.

/// The characters of a page that have a property, a bit each.
type Bits = [u64; 4];

/// What is known of 256 characters that follow each other.
struct Page {
    letters: Bits,
    letters_or_numbers: Bits,
    /// Those with another in lower case.
    capitals: Bits,
}

#[allow(clippy::pedantic, reason = "written by `build.rs`")]
mod embedded {
    use super::Page;

    include!(concat!(env!("OUT_DIR"), "/letters.rs"));
}

/// The page of a character; `None` beyond the Basic Multilingual Plane.
#[inline]
fn page_of(character: char) -> Option<&'static Page> {
    embedded::PAGES.get((u32::from(character) >> 8) as usize)
}

#[inline]
fn holds(bits: &Bits, character: char) -> bool {
    let at = u32::from(character) as usize % 256;
    bits.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
}

/// Whether a character is a letter: what `char::is_alphabetic` says.
#[inline]
#[must_use]
pub fn is_letter(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphabetic();
    }
    page_of(character).map_or_else(|| character.is_alphabetic(), |page| holds(&page.letters, character))
}

/// Whether a character is a letter or a number: what `char::is_alphanumeric` says.
#[inline]
#[must_use]
pub fn is_letter_or_number(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric();
    }
    page_of(character).map_or_else(|| character.is_alphanumeric(), |page| holds(&page.letters_or_numbers, character))
}

/// Whether a character is another in lower case.
#[inline]
pub(super) fn is_capital(character: char) -> bool {
    page_of(character).is_none_or(|page| holds(&page.capitals, character))
}

/// How many bytes are counted together, in one byte.
const COUNTED: usize = 128;

/// Whether a text has more words than so many, as `str::split_whitespace` tells them.
#[must_use]
#[allow(clippy::needless_bitwise_bool, reason = "without branches many bytes are looked at together")]
pub fn more_words(text: &str, most: usize) -> bool {
    // a word has a letter at least, and between two words stands a space: so few of them are told at once; the bytes beyond ASCII are those that spaces begin
    // with
    if text.len() <= 2 * most {
        return false;
    }
    let space = |byte: u8| (byte <= b' ') | (byte == 0xC2) | (byte.wrapping_sub(0xE1) < 3);
    let spaces = |bytes: &[u8]| bytes.iter().fold(0_u8, |spaces, byte| spaces + u8::from(space(*byte)));
    if text.as_bytes().chunks(COUNTED).map(|bytes| usize::from(spaces(bytes))).sum::<usize>() < most {
        return false;
    }
    if !text.is_ascii() {
        return text.split_whitespace().nth(most).is_some();
    }
    let (mut words, mut inside) = (0, false);
    for &byte in text.as_bytes() {
        let letter = !(byte == b' ' || byte.wrapping_sub(b'\t') < 5);
        words += usize::from(letter && !inside);
        inside = letter;
        if words > most {
            return true;
        }
    }
    false
}

/// The words of a text: runs of letters of ASCII and of what else `belongs` to them.
pub(super) fn runs(text: &str, belongs: impl Fn(char) -> bool) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let may_begin = |byte: &u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = loop {
            at += bytes.get(at..)?.iter().position(may_begin)?;
            if bytes.get(at)?.is_ascii() {
                break at;
            }
            let character = text.get(at..)?.chars().next()?;
            if belongs(character) {
                break at;
            }
            at += character.len_utf8();
        };
        loop {
            at += bytes.get(at..)?.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            if bytes.get(at).is_none_or(u8::is_ascii) {
                break;
            }
            let others = text.get(at..)?.chars().take_while(|c| !c.is_ascii() && belongs(*c));
            let length: usize = others.map(char::len_utf8).sum();
            if length == 0 {
                break;
            }
            at += length;
        }
        text.get(start..at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_what_stands_between_other_characters() {
        assert_eq!(runs("  L'été 2005, наука—Ж.", is_letter).collect::<Vec<_>>(), ["L", "été", "наука", "Ж"]);
        assert_eq!(runs("", is_letter).count() + runs(" 1 —", is_letter).count(), 0);
    }

    #[test]
    fn words_are_counted_as_far_as_asked() {
        for text in ["", " ", "a", " a\tb ", "ä b\u{A0}c", "a b c d"] {
            for most in 0..4 {
                assert_eq!(more_words(text, most), text.split_whitespace().count() > most, "{text}");
            }
        }
    }

    #[test]
    fn letters_and_numbers_are_those_of_unicode() {
        for character in '\0'..=char::MAX {
            assert_eq!(is_letter(character), character.is_alphabetic(), "{character:?}");
            assert_eq!(is_letter_or_number(character), character.is_alphanumeric(), "{character:?}");
            assert!(is_capital(character) || character.to_lowercase().eq([character]), "{character:?}");
        }
    }
}
