//! Letters and digits of all scripts, told quickly.
//!
//! Standard: Unicode, properties Alphabetic and Numeric, as `char::is_alphabetic` and `char::is_numeric` tell them. Those look for a character among the
//! ranges of all scripts, a thousand steps for some; here `build.rs` has asked them once, for every character of the plane that nearly all text is in.

use super::run::{
    before_first, beyond, first_marked, letters, run_of_letters, same, up_to_marked, within, within_beyond,
};

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
    let (mut words, mut spaces, mut others) = (0, 0, 0);
    // a space in place of what stands before the text
    let mut before = beyond(0x80);
    up_to_marked(text.as_bytes(), |eight, end| {
        let white = same(eight, b' ') | within(eight, b'\t', b'\r');
        words += before_first((white << 8 | before) & !white, end).count_ones() as usize;
        before = white >> 56;
        // those beyond ASCII begin with these bytes
        let wide = within_beyond(eight, 0xC2, 0xC2) | within_beyond(eight, 0xE1, 0xE3);
        spaces += (white | wide).count_ones() as usize;
        others |= beyond(eight);
        end
    });
    if others == 0 {
        return words > most;
    }
    spaces >= most && text.split_whitespace().nth(most).is_some()
}

/// The words of a text: runs of letters of ASCII and of what else `belongs` to them.
pub(super) fn runs(text: &str, belongs: impl Fn(char) -> bool) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = loop {
            at += first_marked(bytes.get(at..)?, |eight| letters(eight) | beyond(eight));
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
