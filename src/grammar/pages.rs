//! Reads pages, volumes and issues.
//!
//! ```text
//! pages  = page [ dash page ] *( ( "," / ";" / "&" ) page [ dash page ] )
//! page   = [ letter ] 1*digit [ letter ] / roman
//! volume = number [ "(" issue ")" ] [ ":" pages ]
//! ```

use crate::locale::{digit, is_letter, is_letter_or_number};
use crate::source::Span;
use crate::source::run::{run_of_digits, run_of_letters};
use nom::branch::alt;
use nom::bytes::complete::take_while1;
use nom::character::complete::{one_of, space0};
use nom::combinator::{opt, verify};
use nom::error::{Error, ErrorKind};
use nom::sequence::{delimited, preceded};
use nom::{IResult, Parser};

fn dash(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '~' | '〜' | '～')
}

/// Whether a text begins with a word that is neither page nor volume: five letters and more, or fewer and nothing glued to them, and no roman number.
pub(crate) fn begins_with_word(text: &str) -> bool {
    let bytes = text.as_bytes();
    let letters = run_of_letters(bytes.get(..12).unwrap_or(bytes));
    // what a number may go on with
    let glued = |byte: &u8| {
        !byte.is_ascii() || byte.is_ascii_digit() || matches!(byte, b'-' | b'~' | b'/' | b'&' | b'.' | b'_')
    };
    if letters == 0 || letters < 5 && bytes.get(letters).is_some_and(glued) {
        return false;
    }
    let first = |letter: u8| matches!(letter.to_ascii_lowercase(), b'i' | b'v' | b'x' | b'l' | b'c' | b'd' | b'm');
    !bytes.first().is_some_and(|letter| first(*letter)) || !text.get(..letters).is_some_and(roman)
}

/// The length of digits of ASCII behind which a space or a sign stands that goes on with no number.
fn plain(text: &str) -> Option<usize> {
    let length = run_of_digits(text.as_bytes());
    let ends = |next: &u8| matches!(next, b' ' | b',' | b';' | b':' | b'(' | b')' | b'[' | b']');
    (length > 0 && text.as_bytes().get(length).is_none_or(ends)).then_some(length)
}

/// The length of one page at the beginning of `text`: `12`, `e1005`, `A3`, `12a`, `xiv`, `S12`.
fn page(text: &str) -> usize {
    if let Some(length) = plain(text) {
        return length;
    }
    if begins_with_word(text) {
        return 0;
    }
    let mut letters = 0;
    let mut digits = 0;
    let mut end = 0;
    for (at, character) in text.char_indices() {
        if digit(character).is_some() {
            digits += 1;
        } else if character.is_ascii_alphabetic()
            || (character == '.'
                && digits > 0
                && text.get(at + 1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())))
            || character == '_'
        {
            letters += 1;
        } else {
            break;
        }
        end = at + character.len_utf8();
    }
    let word = text.get(..end).unwrap_or_default();
    if digits > 0 && letters <= 4 || (digits == 0 && roman(word)) { end } else { 0 }
}

/// Whether a page of a list begins here: a digit, a capital, or one small letter before a digit (`e14`).
fn numbered(text: &str) -> bool {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) if digit(first).is_some() || first.is_ascii_uppercase() => true,
        Some(first) => first.is_ascii_lowercase() && characters.next().is_some_and(|c| digit(c).is_some()),
        None => false,
    }
}

/// Whether a word is a roman number as pages and volumes print them.
pub(crate) fn roman(word: &str) -> bool {
    let upper = word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M'));
    let lower = word.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l' | 'c' | 'd' | 'm'));
    !word.is_empty()
        && word.len() <= 10
        && (upper || lower)
        && !matches!(
            word,
            "mix"
                | "mild"
                | "civil"
                | "livid"
                | "vivid"
                | "did"
                | "dim"
                | "mid"
                | "mil"
                | "dill"
                | "mill"
                | "CD"
                | "DC"
                | "MD"
                | "MC"
                | "CC"
        )
}

/// The most pages and ranges of a list: what turns out to be none is looked through again behind each of its commas.
const MOST_PAGES: usize = 200;

/// The length of pages at the beginning of `text`; 0 where there are none.
pub(crate) fn pages(text: &str) -> usize {
    let mut end = page(text);
    if end == 0 {
        return 0;
    }
    for _ in 0..MOST_PAGES {
        let rest = text.get(end..).unwrap_or_default();
        let skipped = rest.trim_start_matches(' ');
        let Some(joint) = skipped.chars().next() else { return end };
        let range = dash(joint);
        if !range && !matches!(joint, ',' | ';' | '&' | '/' | '、' | '+' | '،') {
            return end;
        }
        let after = skipped.get(joint.len_utf8()..).unwrap_or_default();
        let next = after.trim_start_matches(' ');
        let length = page(next);
        // a list of pages goes on with a number, not with `, 2010` of a date that follows (a year that no range explains)
        let short = |text: &str| text.find(|c: char| digit(c).is_none()).unwrap_or(text.len()) < 4;
        let dashed = next.get(length..).is_some_and(|tail| tail.trim_start().starts_with(dash));
        let year = !range && length == 4 && next.starts_with(sign!('1' | '2')) && (end <= 4 || short(text) && !dashed);
        let month = next
            .get(length..)
            .is_some_and(|tail| tail.starts_with(' ') && tail.trim_start().starts_with(char::is_uppercase) && !range);
        // `vii, viii, 64`: small roman numbers go on with their like
        let romans = roman(text.get(..end).unwrap_or_default().rsplit(sign!(' ' | ',')).next().unwrap_or_default())
            && next.get(..length).is_some_and(|word| word.starts_with(char::is_lowercase) && roman(word));
        if length == 0 || year || month || (!range && !numbered(next) && !romans) {
            return end;
        }
        end = text.len() - next.len() + length;
    }
    end
}

/// What stands at a volume: offsets into the text it was read from.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Volume {
    /// The volume number.
    pub(crate) number: (usize, usize),
    /// The issue in parentheses.
    pub(crate) issue: Option<(usize, usize)>,
    /// The pages behind the colon.
    pub(crate) pages: Option<(usize, usize)>,
    /// Where it all ends.
    pub(crate) end: usize,
}

/// A production that takes as much of its input as a measure says; a length of 0 refuses.
fn measured<'t>(length: fn(&str) -> usize) -> impl Fn(&'t str) -> IResult<&'t str, &'t str> {
    move |input| {
        let refused = || nom::Err::Error(Error::new(input, ErrorKind::Verify));
        let end = Some(length(input)).filter(|end| *end > 0).ok_or_else(refused)?;
        input.split_at_checked(end).map(|(taken, rest)| (rest, taken)).ok_or_else(refused)
    }
}

/// `(3)`, `(Special Issue 11)`: what stands in the parentheses.
fn issue(input: &str) -> IResult<&str, &str> {
    let inner = verify(take_while1(|c| !matches!(c, ')' | '）')), |issue: &str| {
        issue.chars().count() <= 60 && !issue.contains('(')
    });
    delimited((space0, one_of("(（")), inner, one_of(")）")).parse(input)
}

/// `: 1–4`, `: 11Q05.2`: pages, or the number of an article.
fn behind_colon(input: &str) -> IResult<&str, &str> {
    preceded((space0, one_of(":："), space0), alt((measured(pages), measured(article)))).parse(input)
}

/// The length of an article's number of any form: up to the next stop, with a digit in it.
fn article(text: &str) -> usize {
    let end = text.find(sign!('.' | ',' | ';')).filter(|&at| at <= 24).unwrap_or(0);
    if text.get(..end).is_some_and(|number| number.chars().any(|c| c.is_ascii_digit())) { end } else { 0 }
}

/// Reads `12 (3): 1–4`, `364 (1522): 1351–7`, `IX (1): 760`, `4 (4)`, `94: 2–15`, `12`.
pub(crate) fn volume(text: &str) -> Option<Volume> {
    if begins_with_word(text) {
        return None;
    }
    let (rest, (number, issue, pages)) = (opt(measured(number)), opt(issue), opt(behind_colon)).parse(text).ok()?;
    if number.is_none() && issue.is_none() {
        return None;
    }
    let place = |slice: Option<&str>| slice.and_then(|slice| Span::of(slice, text)).map(|span| (span.start, span.end));
    Some(Volume {
        number: place(number).unwrap_or_default(),
        issue: place(issue),
        pages: place(pages),
        end: text.len() - rest.len(),
    })
}

/// The length of a volume number: `12`, `12–13`, `IX`, `A12`, `12A`, `S1`, `57/58`.
pub(crate) fn number(text: &str) -> usize {
    if let Some(length) = plain(text).filter(|length| *length <= 16) {
        return length;
    }
    if begins_with_word(text) {
        return 0;
    }
    let end =
        text.find(|c: char| !(is_letter_or_number(c) || dash(c) || matches!(c, '/' | '&' | '.'))).unwrap_or(text.len());
    let word = text.get(..end).unwrap_or_default().trim_end_matches('.');
    let digits = word.chars().filter(|&c| digit(c).is_some()).count();
    let letters = word.chars().filter(|&c| is_letter(c)).count();
    let good = (digits > 0 && letters <= 3 && word.len() <= 16 && !word.contains(".."))
        || (digits == 0 && word.split(dash).all(roman));
    if good { word.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_end_where_something_else_begins() {
        for (text, read) in [
            ("12–15. ISBN", "12–15"),
            ("1351–7, e14.", "1351–7, e14"),
            ("xii–xv.", "xii–xv"),
            ("29", "29"),
            ("12, 2010", "12"),
            ("mixed", ""),
            ("A1, A4", "A1, A4"),
        ] {
            assert_eq!(text.get(..pages(text)).unwrap(), read, "{text}");
        }
    }

    #[test]
    fn volumes_with_issues_and_pages() {
        let shown = |text: &'static str| {
            let read = volume(text).unwrap();
            let get = |span: Option<(usize, usize)>| span.map_or("", |(start, end)| text.get(start..end).unwrap());
            (get(Some(read.number)), get(read.issue), get(read.pages), text.get(read.end..).unwrap())
        };
        assert_eq!(shown("364 (1522): 1351–7. doi"), ("364", "1522", "1351–7", ". doi"));
        assert_eq!(shown("IX (1): 760, January"), ("IX", "1", "760", ", January"));
        assert_eq!(shown("(Special Issue 11): 66–68."), ("", "Special Issue 11", "66–68", "."));
        assert_eq!(shown("105 (C6): 14297–14323."), ("105", "C6", "14297–14323", "."));
        assert_eq!(shown("2. doi"), ("2", "", "", ". doi"));
    }
}
