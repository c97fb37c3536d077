//! Words in lower case, as the tables hold them.

/// The longest word that is made small without an allocation, in bytes.
const SHORT: usize = 64;

/// Asks with the bytes of a word in lower case: nearly all words are short and ASCII.
#[inline]
pub(super) fn lowered<R>(word: &str, ask: impl FnOnce(&[u8]) -> R) -> R {
    let bytes = word.as_bytes();
    let (mut capitals, mut others) = (false, false);
    for byte in bytes {
        capitals |= byte.is_ascii_uppercase();
        others |= !byte.is_ascii();
    }
    if others {
        return ask(word.to_lowercase().as_bytes());
    }
    if !capitals {
        return ask(bytes);
    }
    let mut small = [0_u8; SHORT];
    match small.get_mut(..bytes.len()) {
        Some(small) => {
            small.copy_from_slice(bytes);
            small.make_ascii_lowercase();
            ask(small)
        }
        None => ask(bytes.to_ascii_lowercase().as_slice()),
    }
}
