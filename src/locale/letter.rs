//! Letters and digits of all scripts, told quickly.
//!
//! Standard: Unicode, properties Alphabetic and Numeric, as `char::is_alphabetic` and `char::is_numeric` tell them. Those look for a character among the
//! ranges of all scripts, a thousand steps for some; here `build.rs` has asked them once, for every character of the plane that nearly all text is in.

use super::lanes::{Sixteen, any, beyond, letters, same, within};
use super::run::{each_sixteen, first_marked, run_of_letters};

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

/// Whether a text has more words than so many, as `str::split_whitespace` tells them.
#[must_use]
pub fn more_words(text: &str, most: usize) -> bool {
    // a word has a letter at least, and between two words stands a space
    if text.len() <= 2 * most {
        return false;
    }
    let (mut words, mut spaces, mut others) = (0, 0, Sixteen::default());
    // a space in place of what stands before the text
    let mut before = 1;
    each_sixteen(text.as_bytes(), |sixteen, length| {
        let white = same(sixteen, b' ') | within(sixteen, b'\t', b'\r');
        // those beyond ASCII begin with these bytes
        let wide = same(sixteen, 0xC2) | within(sixteen, 0xE1, 0xE3);
        spaces += (white | wide).to_bitmask().count_ones();
        others |= beyond(sixteen);
        let white = white.to_bitmask();
        words += ((white << 1 | before) & !white & !(u32::MAX << length)).count_ones();
        before = white >> 15;
    });
    let over = |count: u32| usize::try_from(count).is_ok_and(|count| count > most);
    if !any(others) {
        return over(words);
    }
    over(spaces + 1) && text.split_whitespace().nth(most).is_some()
}

/// The words of a text: runs of letters of ASCII and of what else `belongs` to them.
pub(super) fn runs(text: &str, belongs: impl Fn(char) -> bool) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = loop {
            at += first_marked(bytes.get(at..)?, |sixteen| letters(sixteen) | beyond(sixteen));
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
            at += run_of_letters(bytes.get(at..)?);
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
