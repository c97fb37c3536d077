//! Finds the next sign of a template's parameters, eight bytes at a time.
//!
//! In: bytes. Out: the place of the next one that may be such a sign: most of a call is words between two of them, whose letters need no look each. Not
//! here: what the signs mean.

/// The place of the next byte, from `at` on, that is `[`, `|`, `]`, `{`, `}`, `<` or `=`, or looks like one.
pub(super) fn next_sign(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut rest = bytes.get(at..)?;
    while let Some((word, behind)) = rest.split_first_chunk() {
        let marked = signs(u64::from_le_bytes(*word));
        if marked != 0 {
            return Some(at + marked.trailing_zeros() as usize / 8);
        }
        at += 8;
        rest = behind;
    }
    let mut word = [0; 8];
    word.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    let marked = signs(u64::from_le_bytes(word));
    (marked != 0).then(|| at + marked.trailing_zeros() as usize / 8)
}

/// Marks the signs among the bytes of a word by their highest bits. Without two of their bits the signs are three in a row; so are `;`, `\` and three
/// controls, which are marked too.
#[inline]
const fn signs(word: u64) -> u64 {
    let row = (word | each(0x60)) & each(0x7F);
    (row + each(0x80 - 0x7B)) & !(row + each(0x80 - 0x7E)) & !word & each(0x80)
}

/// A word whose every byte is this one.
#[inline]
const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_is_found_wherever_it_stands() {
        for byte in 0..=u8::MAX {
            for place in 0..20 {
                let mut text = "aé~中 zZ0÷yñ§ñ&>".as_bytes().to_vec();
                text[place] = byte;
                let marked = b"[]{}|<=;\\\x1b\x1c\x1d".contains(&byte);
                for from in 0..=place {
                    assert_eq!(next_sign(&text, from), marked.then_some(place), "{byte} {place}");
                }
            }
        }
        assert_eq!((next_sign(b"", 0), next_sign(b"a", 1), next_sign(b"a", 2)), (None, None, None));
    }
}
