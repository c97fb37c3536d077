//! Finds citations by names and year in running text.
//!
//! In: a text and the stretches of it that are prose. Out: every year that may end such a citation (`(Borger & Jalabi 2016, p. 3)`, `Putz (2015)`,
//! `(Smith 2004a; Jones et al. 2001, 2003)`), with the text that its names end. Not here: whether those words are names, and whose: that is known only
//! when the references are read.
//!
//! ```text
//! citation  = "(" item *( ";" item ) ")" / names "(" years [ locator ] ")" / names [ "," ] years
//! item      = [ words ] names [ "," ] years [ locator ]
//! years     = year *( "," year / "," letter )
//! ```

use super::place::{Year, locator, undated, year};
use crate::locale::{digit, is_letter_or_number};
use crate::record::{Citation, Dated, Mention};
use crate::source::Span;

/// How far before a year its names may begin, in bytes.
const WINDOW: usize = 240;

/// The longest pair of brackets that is looked into, in bytes.
const LONGEST: usize = 600;

/// Finds the citations of a text.
pub(super) fn find(text: &str, prose: &[Span]) -> Vec<Citation> {
    let mut out = Vec::new();
    for stretch in prose {
        in_stretch(text, *stretch, &mut out);
    }
    out
}

fn in_stretch(text: &str, stretch: Span, out: &mut Vec<Citation>) {
    let slice = stretch.slice(text);
    let mut scan = Scan { text, stretch, open: None, item: stretch.start, last: None };
    let bytes = slice.as_bytes();
    let mut at = 0;
    loop {
        // most of a text is letters in the sentence, where nothing begins; in brackets a word may
        let rest = bytes.get(at..).unwrap_or_default();
        let skipped = match scan.open {
            None => next(rest),
            Some(_) => rest.iter().position(|&byte| begins(byte) || byte.is_ascii_lowercase() || !byte.is_ascii()),
        };
        let Some(skipped) = skipped else { break };
        at += skipped;
        let Some(character) = slice.get(at..).and_then(|rest| rest.chars().next()) else {
            at += 1;
            continue;
        };
        let numeric = digit(character).is_some();
        let bracket = matches!(character, '(' | '[' | '（' | '［' | ')' | ']' | '）' | '］' | ';' | '；' | '؛');
        if !numeric && !bracket && (scan.open.is_none() || !character.is_lowercase()) {
            at += character.len_utf8();
            continue;
        }
        let before = slice.get(..at).and_then(|head| head.chars().next_back()).unwrap_or(' ');
        // a letter inside a word begins nothing
        let inside = character.is_ascii_alphabetic() && before.is_ascii_alphanumeric();
        let mut read = character.len_utf8();
        if !inside {
            let place = stretch.start + at;
            let starts = !is_letter_or_number(before) && !matches!(before, '-' | '/' | '.' | '–' | '_' | '@' | '#');
            let rest = slice.get(at..).unwrap_or_default();
            let found = match character {
                '(' | '[' | '（' | '［' => {
                    scan.open = Some((place, place + character.len_utf8()));
                    scan.item = place + character.len_utf8();
                    None
                }
                ')' | ']' | '）' | '］' => {
                    scan.open = None;
                    scan.item = place + character.len_utf8();
                    None
                }
                ';' | '；' | '؛' => {
                    scan.item = place + character.len_utf8();
                    None
                }
                _ if numeric && (starts || crate::locale::spaceless(before)) => year(rest),
                _ if scan.open.is_some() && starts => undated(rest),
                _ => None,
            };
            if let Some(year) = found {
                read = read.max(scan.take(place, year, out));
            }
        }
        at += read;
        if character.is_ascii_lowercase() {
            // nothing begins inside a word
            let rest = bytes.get(at..).unwrap_or_default().iter();
            at += rest.take_while(|byte| byte.is_ascii_lowercase()).count();
        }
    }
}

/// Whether a character that begins with this byte in UTF-8 may begin a year, or a bracket or item: an ASCII sign, or one of U+0600 to U+1FFF (digits, `؛`)
/// and from U+F000 on (wide digits and brackets).
#[allow(clippy::needless_bitwise_bool, reason = "without branches many bytes are looked at together")]
const fn begins(byte: u8) -> bool {
    (byte.wrapping_sub(b'0') < 10)
        | (byte & !1 == b'(')
        | (byte == b'[')
        | (byte == b']')
        | (byte == b';')
        | (byte.wrapping_sub(0xD8) < 10)
        | (byte >= 0xEF)
}

/// The first byte that something may begin with.
fn next(bytes: &[u8]) -> Option<usize> {
    const STEP: usize = 32;
    let idle = |chunk: &&[u8]| !chunk.iter().fold(false, |any, byte| any | begins(*byte));
    let from = STEP * bytes.chunks_exact(STEP).take_while(idle).count();
    bytes.get(from..)?.iter().position(|byte| begins(*byte)).map(|at| from + at)
}

/// The state of a walk over a stretch.
struct Scan<'t> {
    text: &'t str,
    stretch: Span,
    /// The bracket that is open, and what follows it.
    open: Option<(usize, usize)>,
    /// Where the present item begins.
    item: usize,
    /// The citation before, and where it ends.
    last: Option<(Dated, usize)>,
}

impl Scan<'_> {
    /// Takes a year, and the letters behind it; gives the bytes that were read.
    fn take(&mut self, place: usize, year: Year, out: &mut Vec<Citation>) -> usize {
        let end = place + year.length;
        let open = self.open.filter(|(_, inner)| place - inner <= LONGEST);
        let mut dated =
            Dated { year: year.value, suffix: year.suffix, year_span: Span::new(place, end), ..Dated::default() };
        let between = |from: usize| self.text.get(from..place).unwrap_or_default();
        let shares = |text: &str| {
            text.chars().all(|c| c.is_whitespace() || matches!(c, ',' | '&' | '،' | '，' | '、'))
                || matches!(text.trim_matches([' ', ',']), "and" | "und" | "et" | "y" | "e" | "и")
        };
        match self.last {
            Some((last, last_end))
                if last_end >= self.item && (last.enclosed || last.narrative) && shares(between(last_end)) =>
            {
                dated = Dated {
                    before: last.before,
                    enclosed: last.enclosed,
                    narrative: last.narrative,
                    shared: true,
                    ..dated
                };
            }
            _ => match open {
                Some((bracket, inner)) if between(inner).trim().is_empty() => {
                    dated.narrative = true;
                    dated.before = Span::new(self.window(bracket, self.stretch.start), bracket);
                }
                Some(_) => {
                    dated.enclosed = true;
                    dated.before = Span::new(self.window(place, self.item), place);
                }
                None => dated.before = Span::new(self.window(place, self.item), place),
            },
        }
        let close = open.and_then(|_| self.close(end));
        let (extra, mut read) = self.letters(dated, end);
        let behind_years = extra.last().map_or(end, |last| last.year_span.end);
        let (place_in_work, span_end) = self.locator(behind_years, close, dated);
        read += year.length;
        self.last = Some((dated, behind_years));
        let all = [dated].into_iter().chain(extra);
        let count = all.clone().count();
        for (index, dated) in all.enumerate() {
            let is_last = index + 1 == count;
            out.push(Citation {
                mention: Mention::Dated(dated),
                span: Span::new(dated.year_span.start, if is_last { span_end } else { dated.year_span.end }),
                locator: place_in_work.clone().filter(|_| is_last),
            });
        }
        read
    }

    /// The beginning of the window before a place.
    fn window(&self, place: usize, least: usize) -> usize {
        let from = place.saturating_sub(WINDOW).max(least);
        (from..=place).find(|&at| self.text.is_char_boundary(at)).unwrap_or(place)
    }

    /// Where the item in brackets ends: at a `;` or the closing bracket.
    fn close(&self, from: usize) -> Option<usize> {
        let rest = self.text.get(from..self.stretch.end)?;
        rest.char_indices()
            .take(120)
            .find(|(_, c)| matches!(c, ';' | '；' | '؛' | ')' | ']' | '）' | '］' | '(' | '['))
            .map(|(at, _)| from + at)
    }

    /// `, b` behind `2004a`: the same names and year with another letter.
    fn letters(&self, first: Dated, mut end: usize) -> (Vec<Dated>, usize) {
        let (mut out, start) = (Vec::new(), end);
        let Some(mut letter) = first.suffix else { return (out, 0) };
        loop {
            let rest = self.text.get(end..self.stretch.end).unwrap_or_default();
            let inner = rest.trim_start_matches([',', ' ', '&']);
            let mut characters = inner.chars();
            let (next, after) = (characters.next(), characters.next());
            let follows = next.filter(|&c| {
                u32::from(c) == u32::from(letter) + 1
                    && after.is_none_or(|c| !is_letter_or_number(c) && c != '.')
                    && rest.len() > inner.len()
            });
            let Some(next) = follows else { return (out, end - start) };
            let place = end + rest.len() - inner.len();
            end = place + next.len_utf8();
            letter = next;
            out.push(Dated { suffix: Some(next), year_span: Span::new(place, end), shared: true, ..first });
        }
    }

    /// The place in the work behind the years, and where the citation ends.
    fn locator(&self, from: usize, close: Option<usize>, dated: Dated) -> (Option<String>, usize) {
        if let Some(close) = close {
            let inside = self.text.get(from..close).unwrap_or_default();
            let found = locator(inside);
            let end = if found.is_some() { from + inside.trim_end().len() } else { from };
            let bracket =
                dated.narrative && self.text.get(close..).is_some_and(|rest| rest.starts_with([')', ']', '）']));
            let closed = bracket && (found.is_some() || inside.trim().is_empty());
            let width = self.text.get(close..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            return (found, if closed { close + width } else { end });
        }
        // without brackets: a word for pages and a number
        let rest = self.text.get(from..self.stretch.end).unwrap_or_default();
        let limit = rest.char_indices().nth(24).map_or(rest.len(), |(at, _)| at);
        let Some(tail) = rest.get(..limit).and_then(|tail| tail.strip_prefix(", ").or_else(|| tail.strip_prefix(": ")))
        else {
            return (None, from);
        };
        let number = tail.find(|c: char| digit(c).is_some()).unwrap_or(tail.len());
        let length = tail
            .get(number..)
            .and_then(|digits| digits.find(|c: char| digit(c).is_none() && !matches!(c, '-' | '–')))
            .map_or(tail.len(), |at| number + at);
        let piece = tail.get(..length).unwrap_or_default().trim_end_matches(['-', '–']);
        let found = locator(piece).filter(|_| number > 0);
        let end = if found.is_some() { from + 2 + piece.len() } else { from };
        (found, end)
    }
}
