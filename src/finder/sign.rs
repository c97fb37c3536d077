//! Tells lines in which the label of an identifier or an address stands, as references have them and prose mostly has not.
//!
//! In: a line. Out: whether one stands in it. One look at its bytes for all of them, sixty-four at a time: the labels are capitals that stand together, but for
//! two; a search for each of them would go through the line again. Not here: identifiers themselves.

use crate::source::{bits, chunk_at, marked};

/// How many bytes are looked at together.
const WIDTH: usize = 64;

/// Whether an address or the label of an identifier stands in a line.
pub(super) fn has_identifier(line: &str) -> bool {
    let bytes = line.as_bytes();
    let (mut capital, mut small) = (0, 0);
    for base in (0..bytes.len()).step_by(WIDTH) {
        let chunk = chunk_at::<WIDTH>(bytes, base);
        let capitals = bits(&marked(&chunk, |byte| byte.is_ascii_uppercase()));
        let ws = bits(&marked(&chunk, |byte| byte == b'w'));
        let others = bits(&marked(&chunk, is_sign));
        // the second of two capitals and of two `w`, a colon, the capital in `arXiv`
        let mut places = capitals & (capitals << 1 | capital) | ws & (ws << 1 | small) | others;
        (capital, small) = (capitals >> (WIDTH - 1), ws >> (WIDTH - 1));
        while places != 0 {
            let at = base + places.trailing_zeros() as usize;
            let (before, behind) = bytes.split_at_checked(at).unwrap_or((bytes, &[]));
            if is_identifier(before, behind) {
                return true;
            }
            places &= places - 1;
        }
    }
    false
}

/// Whether a byte is one that an address or label is known by.
#[allow(clippy::needless_bitwise_bool, reason = "without branches many bytes are looked at together")]
const fn is_sign(byte: u8) -> bool {
    (byte == b':') | (byte == b'X')
}

/// Whether an identifier or address stands where a sign of it does: its second letter, mostly.
const fn is_identifier(before: &[u8], behind: &[u8]) -> bool {
    matches!(
        (before, behind),
        ([.., b'I'], [b'S', b'B' | b'S', b'N', ..])
            | ([.., b'P'], [b'M', b'I', b'D', ..])
            | ([.., b'O'], [b'C', b'L', b'C', ..])
            | ([.., b'D'], [b'O', b'I', ..])
            | ([.., b'w'], [b'w', b'w', b'.', ..])
            | ([.., b'a', b'r'], [b'X', b'i', b'v', ..])
            | ([.., b'd', b'o', b'i'], [b':', ..])
            | (_, [b':', b'/', b'/', ..])
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_look_finds_what_a_search_for_each_does() {
        let all = ["://", "www.", "ISBN", "doi:", "ISSN", "PMID", "OCLC", "arXiv", "DOI"];
        let plain = |line: &str| all.iter().any(|one| line.contains(one));
        for word in all.into_iter().chain(["", "IS", "wwww", "X", "doi", ":/", "IISBN", "ISB N", "PMI", "arxiv", "DO"])
        {
            for before in 0..70 {
                let line = format!("{}{word}{} w. I: O", "a".repeat(before), "b ".repeat(before % 7));
                assert_eq!(has_identifier(&line), plain(&line), "{line}");
                let line = format!("{}{word}", "I".repeat(before));
                assert_eq!(has_identifier(&line), plain(&line), "{line}");
            }
        }
    }
}
