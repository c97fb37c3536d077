//! Letters and digits of all scripts, told quickly.
//!
//! Standard: Unicode, properties Alphabetic and Numeric, as `char::is_alphabetic` and `char::is_numeric` tell them. Those look for a character among the
//! ranges of all scripts, a thousand steps for some; here a page of 256 characters is looked up when the first of them is asked for, and kept.

use std::sync::OnceLock;

/// The characters of a page that have a property, a bit each.
type Bits = [u64; 4];

/// What is known of 256 characters that follow each other.
#[derive(Debug, Default)]
struct Page {
    letters: Bits,
    letters_or_numbers: Bits,
}

/// The pages of the Basic Multilingual Plane; nearly nothing that is read stands elsewhere.
static PAGES: [OnceLock<Page>; 256] = [const { OnceLock::new() }; 256];

impl Page {
    /// Looks up all characters of a page.
    fn read(page: u32) -> Self {
        let mut out = Self::default();
        for (at, character) in
            (0..).zip(page << 8..(page + 1) << 8).filter_map(|(at, c)| Some((at, char::from_u32(c)?)))
        {
            set(&mut out.letters, at, character.is_alphabetic());
            set(&mut out.letters_or_numbers, at, character.is_alphanumeric());
        }
        out
    }

    /// The page of a character; `None` beyond the plane.
    #[inline]
    fn of(character: char) -> Option<&'static Self> {
        let page = u32::from(character) >> 8;
        PAGES.get(page as usize).map(|known| known.get_or_init(|| Self::read(page)))
    }
}

fn set(bits: &mut Bits, at: usize, holds: bool) {
    if let Some(word) = bits.get_mut(at / 64) {
        *word |= u64::from(holds) << (at % 64);
    }
}

#[inline]
fn holds(bits: &Bits, character: char) -> bool {
    let at = u32::from(character) as usize % 256;
    bits.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
}

/// Han and Hangul, which would be a hundred pages.
#[inline]
const fn is_east_asian(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
}

/// Whether a character is a letter: what `char::is_alphabetic` says.
#[inline]
#[must_use]
pub fn is_letter(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphabetic();
    }
    if is_east_asian(character) {
        return true;
    }
    Page::of(character).map_or_else(|| character.is_alphabetic(), |page| holds(&page.letters, character))
}

/// Whether a character is a letter or a number: what `char::is_alphanumeric` says.
#[inline]
#[must_use]
pub fn is_letter_or_number(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric();
    }
    if is_east_asian(character) {
        return true;
    }
    Page::of(character).map_or_else(|| character.is_alphanumeric(), |page| holds(&page.letters_or_numbers, character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_numbers_are_those_of_unicode() {
        for character in '\0'..=char::MAX {
            assert_eq!(is_letter(character), character.is_alphabetic(), "{character:?}");
            assert_eq!(is_letter_or_number(character), character.is_alphanumeric(), "{character:?}");
        }
    }
}
