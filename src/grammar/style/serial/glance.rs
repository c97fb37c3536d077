//! A glance at a note: whether a locator can stand in it at all. Most notes have none, and pay for no more than this.
//!
//! In: a text. Out: yes or no. Not here: what a locator is ([`crate::grammar::element::locator`]).

use crate::grammar::lexical::{Lexed, Mark, MarkKind};
use crate::source::lanes::{same, within};
use crate::source::run::{first_marked, run_of_digits};

/// Whether some number has behind it what stands behind the numbers of locators: `27(3)`, `27: 379`, `1948;27`, `27, 379`, `(1999) 123`, `27, no. 3`,
/// `186 531`. A day before its year (`29, 2015`), the groups of a date and those of a DOI are none.
pub(super) fn may_hold_locator(lexed: &Lexed<'_>) -> bool {
    let behind = |end: usize| lexed.text.as_bytes().get(end..).unwrap_or_default();
    lexed.numbers.iter().any(|&(start, end)| locates(behind(end), end - start) && !is_enclosed(lexed, end))
}

/// `(Rogers 1987:2)`: whether a number, and the colon or semicolon behind it, stand in one bracket or quotation: no locator ends there, and none holds more
/// of a bracket than a number or a date.
fn is_enclosed(lexed: &Lexed<'_>, end: usize) -> bool {
    if !matches!(lexed.text.as_bytes().get(end), Some(b':' | b';')) {
        return false;
    }
    let before = lexed.marks.get(..lexed.mark_at(end)).unwrap_or_default();
    let opens = |mark: &&Mark| matches!(mark.kind, MarkKind::Open | MarkKind::OpenQuote);
    before.iter().filter(opens).any(|open| lexed.partner(open).is_some_and(|close| close.at > end))
}

fn spaces(bytes: &[u8]) -> usize {
    // a clean text has no two in a row
    usize::from(bytes.first() == Some(&b' '))
}

/// Whether what stands behind a number of some digits makes it one of a locator.
fn locates(tail: &[u8], length: usize) -> bool {
    let gap = spaces(tail);
    let next = tail.get(gap..).unwrap_or_default();
    let Some(sign) = next.first() else { return false };
    let rest = next.get(1..).unwrap_or_default();
    let space = spaces(rest);
    let rest = rest.get(space..).unwrap_or_default();
    let number = run_of_digits(rest);
    match sign {
        b'(' => number > 0 || gap == 0 && rest.first().is_some_and(u8::is_ascii_alphabetic),
        // `0:45` is a time
        b':' if length <= 2 && number == 2 && space == 0 => matches!(rest.get(2), Some(b'-' | 0xE2)),
        b':' | b';' => number > 0 || article(rest),
        // `29, 2015` is a day and its year, `1977, p. 40` a book and its page
        b',' => {
            let year = number == 4 && (rest.starts_with(b"19") || rest.starts_with(b"20"));
            number > 0 && !(length <= 2 && year) || article(rest) || worded(rest, length == 4)
        }
        b')' => {
            let rest = rest.get(usize::from(matches!(rest.first(), Some(b':' | b',')))..).unwrap_or_default();
            let rest = rest.get(spaces(rest)..).unwrap_or_default();
            rest.first().is_some_and(u8::is_ascii_digit) || article(rest) || worded(rest, false)
        }
        b'0'..=b'9' => gap == 1 && run_of_digits(next) >= 2,
        b'.' => space > 0 && worded(rest, true),
        // `（`, `：`, `；`, `，`
        0xEF => ["（", "：", "；", "，"].iter().any(|sign| next.starts_with(sign.as_bytes())),
        _ => false,
    }
}

/// How many bytes a word before a number has less than, where it tells that it is one of a locator.
const LONGEST_WORD: usize = 8;

/// `H1127`, `e1005`: the number of an article.
fn article(rest: &[u8]) -> bool {
    rest.first().is_some_and(u8::is_ascii_alphabetic) && rest.get(1).is_some_and(u8::is_ascii_digit)
}

/// `no. 3`, `pp. 12`, `S. 3`, `Heft 4`, `№ 3`: a short word, and a number behind it; `year` where a year stands before it, and a word for pages says nothing.
fn worded(rest: &[u8], year: bool) -> bool {
    let ends = |sixteen| {
        let signs = same(sixteen, b' ') | same(sixteen, b'.') | same(sixteen, b',') | same(sixteen, b')');
        signs | within(sixteen, b'0', b'9')
    };
    let word = first_marked(rest.get(..LONGEST_WORD).unwrap_or(rest), ends);
    let behind = rest.get(word..).unwrap_or_default();
    let behind = behind.get(usize::from(behind.first() == Some(&b'.'))..).unwrap_or_default();
    let behind = behind.get(spaces(behind)..).unwrap_or_default();
    (1..LONGEST_WORD).contains(&word)
        && behind.first().is_some_and(u8::is_ascii_digit)
        && !rest.starts_with(b"IS")
        && !(year && matches!(rest.first(), Some(b'p' | b'P' | b's' | b'S')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::scratch::Scratch;

    #[test]
    fn numbers_of_locators_are_seen() {
        for text in [
            "Nature, 171(4356):737–738, 1953",
            "171, 737 (1953)",
            "1948;27(3)",
            "(1999) 123",
            "vol. 27, no. 3",
            "28，217",
        ] {
            assert!(may_hold_locator(&Lexed::new(text, &mut Scratch::default())), "{text}");
        }
        for text in [
            "May 29, 2015. Retrieved 2020-10-06",
            "(2015). Title. 1999. p. 12. ISBN 978-0-8061-2836-4",
            "Event occurs at 0:45",
            "doi:10.1016/j.epsl",
        ] {
            assert!(!may_hold_locator(&Lexed::new(text, &mut Scratch::default())), "{text}");
        }
    }
}
