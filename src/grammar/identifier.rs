//! Reads identifiers and addresses.
//!
//! In: text that starts at a label (`doi:`, `ISBN`) or an address. Out: where the identifier stands. Whether it is a good one is asked when the record is
//! made. The labels are rows of `refs/identifiers.tsv`.
//!
//! ```text
//! identifier = label ( ":" / SP ) value
//! address    = ( scheme "://" / "www." ) 1*( any but space )
//! ```

use crate::locale::{digit, is_letter, is_letter_or_number};
use crate::record::Scheme;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// A label and what may stand behind it.
#[derive(Debug, Clone, Copy)]
struct Row {
    label: &'static str,
    scheme: Scheme,
    joint: Joint,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    Either,
    Colon,
    Space,
    None,
}

/// Whether a label of Latin letters may begin with two bytes, whatever their case: most words are told apart from all labels by them.
fn may_begin(first: u8, second: u8) -> bool {
    static PAIRS: OnceLock<[u32; 256]> = OnceLock::new();
    let bit = |byte: u8| 1_u32 << (byte & 31);
    let pairs = PAIRS.get_or_init(|| {
        let mut pairs = [0; 256];
        for label in rows().values().flatten().map(|row| row.label.as_bytes()) {
            if let Some((first, rest)) = label.split_first()
                && let Some(seconds) = pairs.get_mut(usize::from(first.to_ascii_lowercase()))
            {
                *seconds |= rest.first().map_or(u32::MAX, |second| bit(*second));
            }
        }
        pairs
    });
    pairs.get(usize::from(first.to_ascii_lowercase())).is_some_and(|seconds| seconds & bit(second) != 0)
}

fn rows() -> &'static FxHashMap<char, Vec<Row>> {
    static TABLE: OnceLock<FxHashMap<char, Vec<Row>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut out: FxHashMap<char, Vec<Row>> = FxHashMap::default();
        for line in include_str!("../../refs/identifiers.tsv").lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let (Some(label), Some(key), Some(joint)) = (columns.next(), columns.next(), columns.next()) else {
                continue;
            };
            let (Some(first), Some(scheme)) = (label.chars().next(), Scheme::from_key(key)) else { continue };
            let joint = match joint {
                "colon" => Joint::Colon,
                "space" => Joint::Space,
                "none" => Joint::None,
                _ => Joint::Either,
            };
            let rows = out.entry(first.to_ascii_lowercase()).or_default();
            rows.push(Row { label, scheme, joint });
            rows.sort_by_key(|row| std::cmp::Reverse(row.label.len()));
        }
        out
    })
}

/// Reads an identifier; gives its scheme, its value and the rest.
///
/// # Errors
///
/// Fails when the text does not begin with a label that a value follows.
#[inline]
pub(crate) fn identifier(input: &str) -> Option<(Scheme, &str, &str)> {
    match *input.as_bytes() {
        // no label begins with a digit, and nearly all else that is asked for is a word
        [first, second, ..] if !first.is_ascii_digit() && may_begin(first, second) => labelled(input),
        _ => None,
    }
}

fn labelled(input: &str) -> Option<(Scheme, &str, &str)> {
    let first = input.chars().next()?.to_ascii_lowercase();
    let rows = rows().get(&first)?;
    for row in rows {
        let Some(head) = input.get(..row.label.len()).filter(|head| head.eq_ignore_ascii_case(row.label)) else {
            continue;
        };
        let rest = input.get(head.len()..)?;
        let behind = rest.trim_start_matches(' ');
        let value = match (row.joint, behind.strip_prefix(sign!(':' | '：' | '='))) {
            (Joint::None, _) => rest,
            (Joint::Either | Joint::Colon, Some(value)) => value.trim_start(),
            (Joint::Either | Joint::Space, None) if behind.len() < rest.len() => behind,
            // `PMC2677584`
            (Joint::Either, None) if row.scheme == Scheme::Pmcid && rest.starts_with(|c: char| c.is_ascii_digit()) => {
                rest
            }
            _ => continue,
        };
        let length = length(row.scheme, value);
        if length > 0 {
            let (value, rest) = value.split_at_checked(length)?;
            return Some((row.scheme, value, rest));
        }
    }
    None
}

/// How long an identifier of a scheme is.
fn length(scheme: Scheme, text: &str) -> usize {
    let run = |good: fn(char) -> bool| text.find(|c: char| !good(c)).unwrap_or(text.len());
    let length = match scheme {
        Scheme::Isbn | Scheme::Ismn | Scheme::Sbn | Scheme::Issn | Scheme::Eissn => {
            let mut end = run(|c| {
                digit(c).is_some() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | ' ' | 'X' | 'x')
            });
            // spaces between groups belong to the number, a space and another number do not
            let slice = text.get(..end).unwrap_or_default();
            let most = if matches!(scheme, Scheme::Issn | Scheme::Eissn) { 8 } else { 13 };
            let digits =
                slice.char_indices().filter(|&(_, c)| digit(c).is_some() || matches!(c, 'X' | 'x')).nth(most - 1);
            if let Some((at, last)) = digits {
                end = at + last.len_utf8();
            }
            let kept = text.get(..end).unwrap_or_default().trim_end_matches(sign!(' ' | '-' | '–'));
            if kept.chars().any(|c| digit(c).is_some()) { kept.len() } else { 0 }
        }
        Scheme::Pmid | Scheme::S2cid | Scheme::Ssrn | Scheme::Mr | Scheme::Osti | Scheme::Rfc => {
            run(|c| c.is_ascii_digit())
        }
        Scheme::Oclc => run(|c| c.is_ascii_alphanumeric()),
        Scheme::Pmcid => {
            let bare = text.strip_prefix("PMC").map_or(0, |_| 3);
            let digits = text.get(bare..).map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
            if digits > 0 { bare + digits } else { 0 }
        }
        Scheme::Doi => doi_length(text),
        _ => text.find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ')' | ']')).unwrap_or(text.len()),
    };
    let kept = text.get(..length).unwrap_or_default().trim_end_matches(sign!('.' | ',' | ';' | ':'));
    if scheme == Scheme::Bibcode {
        // a bibcode has 19 characters, stops among them
        let full = text.get(..19).filter(|code| {
            !code.contains(' ') && text.get(19..).is_none_or(|rest| !rest.starts_with(is_letter_or_number))
        });
        return full.map_or(kept.len(), str::len);
    }
    if matches!(
        scheme,
        Scheme::Oclc
            | Scheme::Lccn
            | Scheme::Jstor
            | Scheme::Asin
            | Scheme::ArxivId
            | Scheme::OpenLibrary
            | Scheme::Handle
            | Scheme::Zbl
    ) && !kept.bytes().any(|b| b.is_ascii_digit())
    {
        return 0;
    }
    kept.len()
}

/// A DOI ends at a space, or at a bracket that it did not open, or at a stop that ends the sentence.
fn doi_length(text: &str) -> usize {
    if !text.starts_with("10.") {
        return 0;
    }
    let mut depth = 0_i32;
    let mut end = 0;
    for (at, character) in text.char_indices() {
        match character {
            '(' | '[' | '<' => depth += 1,
            ')' | ']' | '>' => depth -= 1,
            _ => {}
        }
        if character.is_whitespace() || depth < 0 || matches!(character, '。' | '，' | '；' | '、' | '）' | '{' | '"')
        {
            break;
        }
        if character == ':'
            && let Some(start) = glued_page(text, at)
        {
            end = start;
            break;
        }
        end = at + character.len_utf8();
    }
    text.get(..end).unwrap_or_default().trim_end_matches(sign!('.' | ',' | ';' | ':' | '\'')).len()
}

/// `10.1038/35001012Template:Inconsistent citations`: where the name of a page begins that a broken template left behind a DOI: a word with a capital,
/// glued between the number and a colon with another capital behind it.
fn glued_page(text: &str, colon: usize) -> Option<usize> {
    let head = text.get(..colon)?;
    let word = head.rsplit(|c: char| !is_letter(c)).next()?;
    let begins = word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase);
    let capital = text.get(colon + 1..)?.starts_with(char::is_uppercase);
    (begins && capital && word.chars().count() >= 5).then_some(colon - word.len())
}

/// Reads an address; gives its length. A stop, comma or bracket at its end belongs to the sentence, unless the address opened the bracket.
#[inline]
pub(crate) fn address(input: &str) -> Option<usize> {
    let may = matches!(input.as_bytes().first()?, b'h' | b'H' | b'f' | b'F' | b'w' | b'W' | b'/');
    if may { written_out(input) } else { None }
}

fn written_out(input: &str) -> Option<usize> {
    let rest =
        ["https://", "http://", "ftp://", "www.", "//web.archive.org/", "//archive."].iter().find_map(|head| {
            input
                .get(..head.len())
                .filter(|start| start.eq_ignore_ascii_case(head))
                .and_then(|_| input.get(head.len()..))
        })?;
    if !rest.starts_with(|c: char| is_letter_or_number(c) || c == '[') {
        return None;
    }
    let mut depth = 0_i32;
    let mut end = input.len() - rest.len();
    for (at, character) in rest.char_indices() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        if character.is_whitespace()
            || depth < 0
            || matches!(
                character,
                '<' | '>'
                    | '"'
                    | '“'
                    | '”'
                    | '«'
                    | '»'
                    | '。'
                    | '，'
                    | '、'
                    | '；'
                    | '）'
                    | '」'
                    | '|'
                    | '{'
                    | '}'
                    | '^'
                    | '`'
            )
        {
            break;
        }
        end = input.len() - rest.len() + at + character.len_utf8();
    }
    let address = input.get(..end)?.trim_end_matches(sign!('.' | ',' | ';' | ':' | '\'' | '!' | '?' | '…'));
    // `www.example.org` alone is the name of a site; with a path, or a scheme, it is an address
    if address.starts_with(sign!('w' | 'W')) && !address.contains('/') {
        return None;
    }
    (address.len() > 8).then_some(address.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_end_where_the_sentence_goes_on() {
        for (text, scheme, value) in [
            ("doi:10.1016/S0140-6736(05)67889-3. PMID", Scheme::Doi, "10.1016/S0140-6736(05)67889-3"),
            ("ISBN 978-0-8108-3550-4. p. 3", Scheme::Isbn, "978-0-8108-3550-4"),
            ("ISBN 0 306 40615 2, 3", Scheme::Isbn, "0 306 40615 2"),
            ("Bibcode:2000JGR...10514297S.", Scheme::Bibcode, "2000JGR...10514297S"),
            ("Bibcode:2013mBio....410.13S.", Scheme::Bibcode, "2013mBio....410.13S"),
            ("PMC 2677584.", Scheme::Pmcid, "2677584"),
            ("https://doi.org/10.1000/182.", Scheme::Doi, "10.1000/182"),
            ("ISSN 1234-5679 x", Scheme::Issn, "1234-5679"),
        ] {
            assert_eq!(identifier(text).map(|(scheme, value, _)| (scheme, value)), Some((scheme, value)), "{text}");
        }
        assert_eq!(identifier("Doing good"), None);
        assert_eq!(address("http://a.org/x_(y). Next"), Some("http://a.org/x_(y)".len()));
    }
}
