//! Words in lower case, as the tables hold them.

use std::borrow::Cow;

/// The longest word that is made small without an allocation, in bytes.
const SHORT: usize = 64;

/// The bytes of a word of a table in lower case: most stand there so.
pub(super) fn small(word: &'static str) -> Cow<'static, [u8]> {
    let is_small = word.chars().all(|c| {
        if c.is_ascii() {
            return !c.is_ascii_uppercase();
        }
        let mut lower = c.to_lowercase();
        lower.next() == Some(c) && lower.next().is_none()
    });
    if is_small { Cow::Borrowed(word.as_bytes()) } else { Cow::Owned(word.to_lowercase().into_bytes()) }
}

/// Asks with the bytes of a word in lower case: nearly all words are short and ASCII.
#[inline]
pub(super) fn lowered<R>(word: &str, ask: impl FnOnce(&[u8]) -> R) -> R {
    let bytes = word.as_bytes();
    let (mut capitals, mut others) = (false, false);
    for byte in bytes {
        capitals |= byte.is_ascii_uppercase();
        others |= !byte.is_ascii();
    }
    let mut small = [0_u8; SHORT];
    if others {
        return match lowered_into(word, &mut small) {
            Some(small) => ask(small),
            None => ask(word.to_lowercase().as_bytes()),
        };
    }
    if !capitals {
        return ask(bytes);
    }
    match small.get_mut(..bytes.len()) {
        Some(small) => {
            small.copy_from_slice(bytes);
            small.make_ascii_lowercase();
            ask(small)
        }
        None => ask(bytes.to_ascii_lowercase().as_slice()),
    }
}

/// A word in lower case, where there is place for it, and no sigma: the small one depends on what stands around it.
fn lowered_into<'b>(word: &str, place: &'b mut [u8; SHORT]) -> Option<&'b [u8]> {
    let mut length = 0;
    for character in word.chars() {
        if character == 'Σ' {
            return None;
        }
        for lower in character.to_lowercase() {
            let end = length + lower.len_utf8();
            lower.encode_utf8(place.get_mut(length..end)?);
            length = end;
        }
    }
    place.get(..length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_made_small_as_unicode_has_it() {
        for word in ["Straße", "ÉCOLE", "ΟΔΟΣ", "İstanbul", "Москва", "北京", "ǅ", "school", "School", "भारत"] {
            assert_eq!(&*small(word), word.to_lowercase().as_bytes(), "{word}");
            assert!(lowered(word, |bytes| bytes == word.to_lowercase().as_bytes()), "{word}");
        }
    }
}
