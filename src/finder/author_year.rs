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

use super::opening::{Places, SEEN, WIDTH};
use super::place::{Year, locator, undated, year};
use crate::locale::{Locale, Role, digit, is_letter, is_letter_or_number, spaceless};
use crate::record::{Citation, Dated, Mention};
use crate::source::{Span, below};

/// How far before a year its names may begin, in bytes.
const WINDOW: usize = 240;

/// The longest pair of brackets that is looked into, in bytes.
const LONGEST: usize = 600;

/// Finds the citations of a text; `named` tells of a year in the sentence whether a name may stand before it, as before few of them.
pub(super) fn find(text: &str, prose: &[Span], named: &dyn Fn(&Dated) -> bool) -> Vec<Citation> {
    let mut out = Vec::new();
    for stretch in prose {
        in_stretch(text, *stretch, named, &mut out);
    }
    out
}

fn in_stretch(text: &str, stretch: Span, named: &dyn Fn(&Dated) -> bool, out: &mut Vec<Citation>) {
    let mut scan =
        Scan { text, stretch, slice: stretch.slice(text), open: None, item: stretch.start, last: None, named };
    let mut at = stretch.start;
    while at < stretch.end {
        let Some(places) = Places::of(text, at, stretch, scan.open.is_some()) else {
            at += WIDTH;
            continue;
        };
        let base = at;
        at += SEEN;
        let mut rest = u64::MAX;
        loop {
            let open = scan.open.is_some();
            let places = rest & if open { places.bracket } else { places.sentence };
            if places == 0 {
                break;
            }
            let place = base + places.trailing_zeros() as usize;
            let end = place + scan.step(place, out).max(1);
            rest = !below(end - base);
            at = at.max(end);
            // what stands in a bracket that is no ASCII was not looked for
            if !open && scan.open.is_some() && !text.as_bytes().get(place).is_some_and(u8::is_ascii) {
                at = end;
                break;
            }
        }
    }
}

/// The state of a walk over a stretch.
struct Scan<'t> {
    text: &'t str,
    stretch: Span,
    /// What the stretch is.
    slice: &'t str,
    /// The bracket that is open, and what follows it.
    open: Option<(usize, usize)>,
    /// Where the present item begins.
    item: usize,
    /// The citation before, and where it ends.
    last: Option<(Dated, usize)>,
    named: &'t dyn Fn(&Dated) -> bool,
}

/// Whether a year or "n.d." may begin behind a character.
fn starts(before: char) -> bool {
    !is_letter_or_number(before) && !matches!(before, '-' | '/' | '.' | '–' | '_' | '@' | '#')
}

/// Whether a letter or digit stands before a place.
fn behind_letter(slice: &str, at: usize) -> bool {
    slice.get(..at).is_some_and(|head| head.ends_with(is_letter_or_number))
}

/// The year at a place, if one may begin there.
fn year_at(slice: &str, at: usize) -> Option<Year> {
    let (head, rest) = slice.split_at_checked(at)?;
    let before = head.chars().next_back().unwrap_or(' ');
    (starts(before) || spaceless(before)).then(|| year(rest)).flatten()
}

/// The word for "no date" at a place, if one may begin there.
fn undated_at(slice: &str, at: usize) -> Option<Year> {
    let (head, rest) = slice.split_at_checked(at)?;
    starts(head.chars().next_back().unwrap_or(' ')).then(|| undated(rest)).flatten()
}

impl Scan<'_> {
    /// Takes what may begin at a place; gives the bytes that were read.
    fn step(&mut self, place: usize, out: &mut Vec<Citation>) -> usize {
        let at = place - self.stretch.start;
        let found = match self.text.as_bytes().get(place) {
            Some(mark @ (b'(' | b'[' | b')' | b']')) => return self.mark(place, char::from(*mark)),
            Some(b'1' | b'2') => year_at(self.slice, at),
            Some(b'a'..=b'z') => undated_at(self.slice, at),
            _ => return self.character(at, out),
        };
        found.map_or(1, |year| self.take(place, year, out))
    }

    /// Notes a bracket or the end of an item; gives its width.
    fn mark(&mut self, place: usize, character: char) -> usize {
        let inner = place + character.len_utf8();
        match character {
            '(' | '[' | '（' | '［' => self.open = Some((place, inner)),
            ')' | ']' | '）' | '］' => self.open = None,
            _ => {}
        }
        self.item = inner;
        inner - place
    }

    /// Takes a character beyond ASCII: a bracket, a digit, a small letter in brackets. Gives the bytes that were read.
    fn character(&mut self, at: usize, out: &mut Vec<Citation>) -> usize {
        let slice = self.slice;
        let Some(character) = slice.get(at..).and_then(|rest| rest.chars().next()) else { return 1 };
        let place = self.stretch.start + at;
        let width = character.len_utf8();
        let found = match character {
            '（' | '［' | '）' | '］' | '；' | '؛' => return self.mark(place, character),
            // nothing begins at the letters of a sentence, and nothing inside a word
            _ if is_letter(character) && (self.open.is_none() || behind_letter(slice, at)) => {
                let rest = slice.get(at + width..).unwrap_or_default();
                let letters = rest.chars().take_while(|c| !c.is_ascii() && is_letter(*c));
                return width + letters.map(char::len_utf8).sum::<usize>();
            }
            _ if digit(character).is_some() => year_at(slice, at),
            _ if self.open.is_some() && character.is_lowercase() => undated_at(slice, at),
            _ => None,
        };
        found.map_or(width, |year| self.take(place, year, out).max(width))
    }

    /// Takes a year, and the letters behind it; gives the bytes that were read.
    fn take(&mut self, place: usize, year: Year, out: &mut Vec<Citation>) -> usize {
        let end = place + year.length;
        let open = self.open.filter(|(_, inner)| place - inner <= LONGEST);
        let mut dated =
            Dated { year: year.value, suffix: year.suffix, year_span: Span::new(place, end), ..Dated::default() };
        let between = |from: usize| self.text.get(from..place).unwrap_or_default();
        let shares = |text: &str| {
            text.chars().all(|c| c.is_whitespace() || matches!(c, ',' | '&' | '،' | '，' | '、'))
                || Locale::get().phrases.are(text.trim_matches([' ', ',']), &[Role::And])
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
                    dated.before = Span::new(self.window(place, self.item_before(place)), place);
                }
                None => {
                    // most years stand in sentences, behind no name: what ends an item there is looked for behind one only
                    dated.before = Span::new(self.window(place, self.item), place);
                    if !(self.named)(&dated) {
                        return year.length;
                    }
                    dated.before = Span::new(self.window(place, self.item_before(place)), place);
                    if !(self.named)(&dated) {
                        return year.length;
                    }
                }
            },
        }
        let close = open.and_then(|_| self.close(end));
        let extra = self.letters(dated, end);
        let behind_years = extra.last().map_or(end, |last| last.year_span.end);
        let (place_in_work, span_end) = self.locator(behind_years, close, dated);
        self.last = Some((dated, behind_years));
        let citation = |dated: Dated, end, locator| Citation {
            mention: Mention::Dated(dated),
            span: Span::new(dated.year_span.start, end),
            locator,
        };
        let mut before = dated;
        for dated in extra {
            out.push(citation(before, before.year_span.end, None));
            before = dated;
        }
        out.push(citation(before, span_end, place_in_work));
        behind_years - place
    }

    /// Where the item begins that a place is in, as far as its window reaches: what ends an item was passed over.
    fn item_before(&self, place: usize) -> usize {
        let from = place.saturating_sub(WINDOW).max(self.item);
        let window = self.text.as_bytes().get(from..place).unwrap_or_default();
        memchr::memrchr3(b')', b']', b';', window).map_or(self.item, |at| from + at + 1)
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
    fn letters(&self, first: Dated, mut end: usize) -> Vec<Dated> {
        let mut out = Vec::new();
        let Some(mut letter) = first.suffix else { return out };
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
            let Some(next) = follows else { return out };
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
        if !matches!(rest.as_bytes(), [b',' | b':', b' ', ..]) {
            return (None, from);
        }
        let limit = rest.char_indices().nth(24).map_or(rest.len(), |(at, _)| at);
        let tail = rest.get(2..limit).unwrap_or_default();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_found_wherever_they_stand() {
        let found = |text: &str| {
            let all = find(text, &[Span::new(0, text.len())], &|_| true);
            all.iter().map(|one| one.span.slice(text).to_owned()).collect::<Vec<_>>()
        };
        for before in 0..140 {
            let text = format!("{}, (Smith 2004a; Jones 1999), (none) Putz (n.d.) and 2012 (3 x)", "é".repeat(before));
            assert_eq!(found(&text), ["2004a", "1999", "n.d.)", "2012"], "{text}");
            let text = format!("{} 12345 x2001 1.2001 199 （Smith 1998） (2nd", "a".repeat(before));
            assert_eq!(found(&text), ["1998"], "{text}");
            let text = format!("{} （Smith n.d.; Jones 1999) 2001 (the n.d. of) it", "a".repeat(before));
            assert_eq!(found(&text), ["n.d.", "1999", "2001"], "{text}");
        }
    }
}
