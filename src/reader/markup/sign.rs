//! Finds the next sign of wikitext, eight bytes at a time.
//!
//! In: bytes. Out: the place of the next one that may be markup: most of a page is words between two signs, whose letters need no look each. Not here:
//! what the signs mean.

/// Every byte of a word is this one.
const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// Marks, by their highest bits, the bytes of a word that are `[`, `|`, `]`, `{`, `}`, `<` or `=`. Without two of their bits they are three in a row; so are
/// `;`, `\` and three controls, which are marked too.
const fn brackets(word: u64) -> u64 {
    let row = (word | each(0x60)) & each(0x7F);
    (row + each(0x80 - 0x7B)) & !(row + each(0x80 - 0x7E)) & !word & each(0x80)
}

/// Marks controls, `&` and `'`; the lowest mark is right.
const fn others(word: u64) -> u64 {
    let pair = (word | each(1)) ^ each(b'\'');
    ((word.wrapping_sub(each(0x10)) & !word) | (pair.wrapping_sub(each(1)) & !pair)) & each(0x80)
}

/// The place of the next byte, from `at` on, that is a sign of a template's parameters, or looks like one.
pub(super) fn next_bracket(bytes: &[u8], at: usize) -> Option<usize> {
    next(bytes, at, brackets)
}

/// The place of the next byte, from `at` on, that is a sign of running wikitext, or looks like one.
pub(super) fn next_sign(bytes: &[u8], at: usize) -> Option<usize> {
    next(bytes, at, |word| brackets(word) | others(word))
}

fn next(bytes: &[u8], mut at: usize, marks: impl Fn(u64) -> u64) -> Option<usize> {
    let mut rest = bytes.get(at..)?;
    while let Some((word, behind)) = rest.split_first_chunk() {
        let marked = marks(u64::from_le_bytes(*word));
        if marked != 0 {
            return Some(at + marked.trailing_zeros() as usize / 8);
        }
        at += 8;
        rest = behind;
    }
    // zeros behind the end would be controls, and so a sign
    let mut word = [b' '; 8];
    word.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    let marked = marks(u64::from_le_bytes(word));
    (marked != 0).then(|| at + marked.trailing_zeros() as usize / 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_is_found_wherever_it_stands() {
        let is_bracket = |byte: u8| b"[]{}|<=".contains(&byte);
        let is_sign = |byte: u8| is_bracket(byte) || b"\n\t'&".contains(&byte);
        for byte in 0..=u8::MAX {
            for place in 0..20 {
                let mut text = "aé~中 zZ0÷yñ§ñ".as_bytes().to_vec();
                if let Some(one) = text.get_mut(place) {
                    *one = byte;
                    for from in 0..=place {
                        let found = [next_bracket(&text, from), next_sign(&text, from)];
                        assert!(found.iter().all(|found| found.is_none_or(|found| found == place)), "{byte} {place}");
                        assert!(!is_bracket(byte) || found[0] == Some(place), "{byte} {place}");
                        assert!(!is_sign(byte) || found[1] == Some(place), "{byte} {place}");
                    }
                }
            }
        }
        assert_eq!(next_bracket(b"a;b\\c", 0), Some(1));
        assert_eq!((next_bracket(b"", 0), next_sign(b"a", 1), next_sign(b"a", 2)), (None, None, None));
    }
}
