//! Finds the next sign of wikitext, eight bytes at a time.
//!
//! In: bytes. Out: the place of the next one that may be such a sign: most of a page is words between two of them, whose letters need no look each. Not
//! here: what the signs mean.

/// The place of the next byte, from `at` on, that may end the running text of a page: `\n`, `&`, `'`, `<`, `[`, `]`, `{` or `}`.
pub(super) fn next_markup(bytes: &[u8], at: usize) -> Option<usize> {
    next(bytes, at, |word| {
        let low = word & each(0x7F);
        // without one of their bits brackets are `[` or `]`; one more, and they differ in one bit
        let brackets = ((low & each(0x5F)) + each(1)) & each(0xFD);
        let others = differ(low, b'<') & differ(low | each(1), b'\'') & differ(low, b'\n');
        !(differ(brackets, b'[' + 1) & others | word)
    })
}

/// The place of the next byte that ends the target of a link or the name of its namespace: `\n`, `:`, `<`, `[`, `]`, `{` or `|`, or looks like one.
pub(super) fn next_of_target(bytes: &[u8], at: usize) -> Option<usize> {
    next(bytes, at, |word| {
        let low = word & each(0x7F);
        (between::<0x7B, 0x7D>(low | each(0x60)) | !(differ(low, b':') & differ(low, b'\n'))) & !word
    })
}

/// The place of the next byte that is `[`, `|`, `]`, `{`, `}`, `<`, `=` or `>`, or looks like one: `;`, `\`, `^`, `~` and four controls, which without
/// two of their bits stand in the same row of four.
pub(in crate::reader) fn next_of_call(bytes: &[u8], at: usize) -> Option<usize> {
    next(bytes, at, |word| between::<0x7B, 0x7E>((word | each(0x60)) & each(0x7F)) & !word)
}

/// The place of the first byte, from `at` on, whose highest bit is set in what is made of it and the seven behind it.
#[inline]
fn next(bytes: &[u8], mut at: usize, marks: impl Fn(u64) -> u64) -> Option<usize> {
    let mut rest = bytes.get(at..)?;
    while let Some((word, behind)) = rest.split_first_chunk() {
        let marked = marks(u64::from_le_bytes(*word)) & each(0x80);
        if marked != 0 {
            return Some(at + marked.trailing_zeros() as usize / 8);
        }
        at += 8;
        rest = behind;
    }
    let mut word = [0; 8];
    word.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    let marked = marks(u64::from_le_bytes(word)) & each(0x80);
    (marked != 0).then(|| at + marked.trailing_zeros() as usize / 8)
}

/// Sets the highest bit of each byte that is not this one; of bytes without that bit.
#[inline]
const fn differ(word: u64, byte: u8) -> u64 {
    (word ^ each(byte)) + each(0x7F)
}

/// Sets the highest bit of each byte from one to another; of bytes without that bit.
#[inline]
const fn between<const FROM: u8, const TO: u8>(word: u64) -> u64 {
    (word + each(0x80 - FROM)) & !(word + each(0x7F - TO))
}

/// A word whose every byte is this one.
#[inline]
const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

#[cfg(test)]
mod tests {
    use super::*;

    type Next = fn(&[u8], usize) -> Option<usize>;

    #[test]
    fn every_sign_is_found_wherever_it_stands() {
        let kinds: [(Next, &[u8]); 3] = [
            (next_markup, b"\n&'<[]{}"),
            (next_of_target, b"\n:<[]{|\\};=\x1b\x1c\x1d"),
            (next_of_call, b"[|]{}<=>\\;^~\x1b\x1c\x1d\x1e"),
        ];
        for (next, signs) in kinds {
            for byte in 0..=u8::MAX {
                for place in 0..20 {
                    let mut text = "aé\u{7f}中 zZ0÷yñ§ñ$!".as_bytes().to_vec();
                    text[place] = byte;
                    for from in 0..=place {
                        assert_eq!(next(&text, from), signs.contains(&byte).then_some(place), "{byte} {place}");
                    }
                }
            }
            assert_eq!((next(b"", 0), next(b"a", 1), next(b"a", 2)), (None, None, None));
        }
    }
}
