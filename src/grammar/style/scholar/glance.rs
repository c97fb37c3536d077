//! Tells at a glance that a note begins with no names that are sure: most begin with a title, or with whole names.
//!
//! In: the text of a note. Out: never "no" where [`super::people`] finds names beyond doubt. Not here: where names end.

use crate::locale::{Locale, Role};
use crate::source::lanes::{Sixteen, beyond, letters, within};
use crate::source::places;

/// What a byte is to names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    /// A byte of a letter of Latin or Cyrillic script that is no ASCII.
    Wide,
    /// A space, or a sign that stands between names.
    Sign,
    /// What ends all lists of names.
    End,
    /// What takes a closer look.
    Other,
}

/// What each byte is.
const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0_u8;
    loop {
        #[allow(clippy::indexing_slicing, reason = "made at compile time, within a constant's length")]
        let class = &mut classes[byte as usize];
        *class = match byte {
            b'A'..=b'Z' | b'a'..=b'z' => Class::Letter,
            b' ' | b'.' | b',' | b';' | b'-' | b'&' | b'\'' | b'`' => Class::Sign,
            b'!'..=b'~' => Class::End,
            // U+00C0 to U+017F and U+0400 to U+047F, and what stands behind the first byte
            0xC3..=0xC5 | 0xD0 | 0xD1 | 0x80..=0xBF => Class::Wide,
            _ => Class::Other,
        };
        let Some(next) = byte.checked_add(1) else { break classes };
        byte = next;
    }
};

#[inline]
fn class(byte: u8) -> Class {
    CLASSES.get(usize::from(byte)).copied().unwrap_or(Class::Other)
}

/// Marks what is neither [`Class::Letter`] nor [`Class::Wide`].
#[inline]
fn ends_word(sixteen: Sixteen) -> Sixteen {
    let latin = within(sixteen, 0x80, 0xBF) | within(sixteen, 0xC3, 0xC5);
    beyond(!(letters(sixteen) | latin | within(sixteen, 0xD0, 0xD1)))
}

/// The most bytes of a word that is no ASCII and may be initials: four capitals.
const WIDE_INITIALS: usize = 8;

/// Whether the names that begin a text may be sure: initials stand among them, words for other authors, or a name that is written without spaces.
pub(super) fn may_be_sure(text: &str, locale: &Locale) -> bool {
    let bytes = text.as_bytes();
    let mut start = 0;
    for end in places(bytes, ends_word).chain([bytes.len()]) {
        let word = bytes.get(start..end).unwrap_or_default();
        let sign = bytes.get(end);
        if !word.is_empty() && (may_be_initials(word, sign == Some(&b'.')) || others(text, start, locale)) {
            return true;
        }
        let Some(sign) = sign else { return false };
        match class(*sign) {
            Class::Sign if !others(text, end, locale) => start = end + 1,
            Class::End => return others(text, end, locale),
            Class::Sign | Class::Letter | Class::Wide | Class::Other => return true,
        }
    }
    false
}

/// Whether words for other authors stand at a place.
#[inline]
fn others(text: &str, at: usize, locale: &Locale) -> bool {
    let first = text.as_bytes().get(at).copied().unwrap_or_default();
    locale.phrases.may_begin_with(first, &[Role::EtAl])
        && text.get(at..).is_some_and(|rest| locale.phrases.at_of(rest, &[Role::EtAl]).next().is_some())
}

/// Whether a word may be initials: it ends with a capital, or is a capital and a letter with a stop behind them (`Yu.`).
fn may_be_initials(word: &[u8], stopped: bool) -> bool {
    let [first, .., last] = word else { return word.first().is_some_and(u8::is_ascii_uppercase) };
    last.is_ascii_uppercase()
        || stopped && word.len() == 2 && first.is_ascii_uppercase()
        || !word.is_ascii() && (word.len() <= WIDE_INITIALS || holds_sign(word))
}

/// Whether `×` or `÷` stands in a word, the only ones of their bytes that are no letters.
fn holds_sign(word: &[u8]) -> bool {
    word.windows(2).any(|two| matches!(two, [0xC3, 0x97 | 0xB7]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::run::first_marked;

    #[test]
    fn words_end_where_their_classes_do() {
        for byte in 0..=u8::MAX {
            let of_word = matches!(class(byte), Class::Letter | Class::Wide);
            assert_eq!(first_marked(&[byte], ends_word) == 1, of_word, "{byte:x}");
        }
    }

    #[test]
    fn names_that_may_be_sure_are_seen() {
        for text in [
            "Watson, J. D.",
            "Watson JD",
            "Dr. Leopold Kohr",
            "Иванов А. П.",
            "周兵, 北京",
            "Marsh et al. 2007",
            "Gantz, & al. ",
            "Wang, Léa and C",
        ] {
            assert!(may_be_sure(text, Locale::get()), "{text}");
        }
        for text in
            ["Großflughafen Berlin", "Kevin, The Parade (A. B.)", "Людмила Кошманова 1999 А.", "Ann and Bob: A", ""]
        {
            assert!(!may_be_sure(text, Locale::get()), "{text}");
        }
    }
}
