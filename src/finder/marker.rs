//! Finds markers that show themselves: numbers and letters in brackets, and superscripts.
//!
//! In: the prose of a text, and the notes there are. Out: the markers in order. `[3–5]` and `[3, 4]` give one marker a number; a page behind a marker
//! (`[5]:12`) goes to its locator. `[citation needed]`, `[sic]` and `[1990]` are none.

use super::{Marker, Note};
use crate::locale::{Locale, digit, is_letter, is_letter_or_number, number};
use crate::source::Span;
use rustc_hash::FxHashSet;

/// The longest text in brackets that is looked at.
const LONGEST: usize = 60;

/// Finds the markers of a text.
pub(super) fn find(text: &str, prose: &[Span], notes: &[Note]) -> Vec<Marker> {
    let labels: FxHashSet<&str> = notes.iter().map(|note| &*note.label).collect();
    let mut out = Vec::new();
    for stretch in prose {
        brackets(text, *stretch, &labels, &mut out);
        superscripts(text, *stretch, &mut out);
    }
    out.sort_by_key(|marker| marker.span.start);
    out
}

fn brackets(text: &str, stretch: Span, labels: &FxHashSet<&str>, out: &mut Vec<Marker>) {
    let slice = stretch.slice(text);
    for open in memchr::memchr_iter(b'[', slice.as_bytes()) {
        let Some(rest) = slice.get(open + 1..) else { continue };
        let window = rest.as_bytes().get(..LONGEST).unwrap_or(rest.as_bytes());
        let Some(length) = memchr::memchr2(b']', b'[', window) else { continue };
        let Some(inner) = rest.get(..length).filter(|_| rest.as_bytes().get(length) == Some(&b']')) else { continue };
        let start = stretch.start + open;
        let end = start + length + 2;
        // letters right behind a bracket: a formula that lost its subscripts (`SiO[4]H`), or a word with a letter supplied
        let behind = text.get(end..stretch.end).and_then(|rest| rest.chars().next());
        let before = text.get(stretch.start..start).and_then(|head| head.chars().next_back());
        let formula =
            behind.is_some_and(|c| c.is_ascii_alphabetic()) && before.is_some_and(|c| c.is_ascii_alphabetic());
        if formula || Locale::get().tag(inner).is_some() {
            continue;
        }
        let first = out.len();
        one_bracket(inner, start, end, labels, out);
        if out.len() > first
            && let Some((locator, length)) = locator(text.get(end..stretch.end).unwrap_or_default())
        {
            for marker in out.iter_mut().skip(first) {
                marker.locator = Some(locator.to_owned());
                marker.span = Span::new(marker.span.start, end + length);
            }
        }
    }
}

/// What one pair of brackets says.
fn one_bracket(inner: &str, start: usize, end: usize, labels: &FxHashSet<&str>, out: &mut Vec<Marker>) {
    let trimmed = inner.trim();
    let lead = inner.len() - inner.trim_start().len();
    let at = start + 1 + lead;
    let mut push = |label: &str, group: &str, span: Span| {
        out.push(Marker { label: label.to_owned().into(), group: group.to_owned(), span, ..Marker::default() });
    };
    if let Some(value) = number(trimmed) {
        let year = (1000..=2100).contains(&value) && trimmed.len() == 4;
        if !year || labels.contains(trimmed) {
            push(trimmed, "", Span::new(start, end));
        }
        return;
    }
    if trimmed.chars().count() == 1 && trimmed.chars().all(is_letter) {
        let known = labels.contains(trimmed) || trimmed.chars().all(char::is_lowercase);
        if known {
            push(trimmed, "", Span::new(start, end));
        }
        return;
    }
    // `note 1`, `nb 3`, `注 1`, `lower-alpha 7`, `A 1`
    if let Some(last) = trimmed.rfind([' ', '\u{A0}'])
        && let (Some(group), Some(label)) = (trimmed.get(..last), trimmed.get(last..).map(str::trim))
        && number(label).is_some_and(|value| value < 1000)
        && group.chars().all(|c| is_letter(c) || c == '-' || c == '.')
        && group.chars().count() <= 16
    {
        push(label, group, Span::new(start, end));
        return;
    }
    if let Some(at) = trimmed.find(|c: char| digit(c).is_some())
        && at > 0
        && trimmed.get(..at).is_some_and(|group| group.chars().all(|c| !c.is_ascii() && is_letter(c)))
        && let (Some(group), Some(label)) = (trimmed.get(..at), trimmed.get(at..))
        && number(label).is_some()
    {
        push(label, group, Span::new(start, end));
        return;
    }
    several(trimmed, at, out);
}

/// `3, 4`, `3–5`, `1, 3–5`: one marker a number; nothing unless all of it is numbers in rising order.
fn several(inner: &str, at: usize, out: &mut Vec<Marker>) {
    let dash = |c: char| matches!(c, '-' | '–' | '—' | '‐');
    let mut found: Vec<Marker> = Vec::new();
    let mut last = 0;
    let mut offset = 0;
    for piece in inner.split([',', ';', '،', '、']) {
        let trimmed = piece.trim();
        let start = at + offset + piece.len() - piece.trim_start().len();
        offset += piece.len()
            + inner.get(offset + piece.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let span = Span::new(start, start + trimmed.len());
        let (from, to) = match trimmed.split_once(dash) {
            Some((from, to)) => (number(from.trim()), number(to.trim())),
            None => (number(trimmed), number(trimmed)),
        };
        let (Some(from), Some(to)) = (from, to) else { return };
        if from <= last || to < from || to - from > 50 || to > 999 {
            return;
        }
        last = to;
        if from == to {
            found.push(Marker { label: trimmed.to_owned().into(), span, ..Marker::default() });
        } else {
            found.extend((from..=to).map(|value| Marker {
                label: value.to_string().into(),
                span,
                ..Marker::default()
            }));
        }
    }
    if found.len() > 1 {
        out.append(&mut found);
    }
}

/// `:12`, `: 12–15` behind a marker: the place, and its length.
fn locator(text: &str) -> Option<(&str, usize)> {
    let rest = text.strip_prefix(':')?;
    let inner = rest.trim_start_matches([' ', '\u{200A}', '\u{2009}', '\u{A0}']);
    let skipped = text.len() - inner.len();
    let inner = inner.strip_prefix("p. ").or_else(|| inner.strip_prefix("pp. ")).unwrap_or(inner);
    let length = inner.find(|c: char| digit(c).is_none() && !matches!(c, '-' | '–')).unwrap_or(inner.len());
    let page = inner.get(..length)?.trim_end_matches(['-', '–']);
    let page_after = inner.get(page.len()..)?;
    // a number and a word behind a colon are a sentence: `[5]: 12 men`
    let spaced = skipped > 1 && page_after.starts_with(' ') && page_after.trim_start().starts_with(char::is_lowercase);
    (!page.is_empty() && page.len() <= 12 && !spaced).then(|| (page, text.len() - page_after.len()))
}

fn superscript(character: char) -> Option<char> {
    Some(match character {
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁰' => '0',
        '⁴'..='⁹' => char::from_u32(u32::from(character) - u32::from('⁴') + u32::from('4'))?,
        _ => return None,
    })
}

/// Where the next digit that is set high stands, from a place on.
fn next_superscript(text: &str, from: usize) -> Option<usize> {
    // what they begin with in UTF-8
    let begins = memchr::memchr2_iter(0xC2, 0xE2, text.as_bytes().get(from..)?);
    let high =
        |at: &usize| text.get(*at..).and_then(|rest| rest.chars().next()).is_some_and(|c| superscript(c).is_some());
    begins.map(|at| from + at).find(high)
}

/// `text¹²`: digits set high, unless they are the power of a unit or in a formula.
fn superscripts(text: &str, stretch: Span, out: &mut Vec<Marker>) {
    let slice = stretch.slice(text);
    let mut at = 0;
    while let Some(start) = next_superscript(slice, at) {
        let run = slice.get(start..).unwrap_or_default();
        let length = run.find(|c| superscript(c).is_none() && !matches!(c, '⁻' | '˒' | '⁺')).unwrap_or(run.len());
        let head = slice.get(..start).unwrap_or_default();
        let word = head.rsplit(|c: char| !is_letter_or_number(c) && c != 'µ').next().unwrap_or_default();
        let power = (1..=2).contains(&word.chars().count())
            || word.ends_with(|c: char| c.is_ascii_digit())
            || head.ends_with([')', '/']) && run.chars().nth(1).is_none();
        let run_text = run.get(..length).unwrap_or_default();
        if !power && !head.is_empty() && run_text.chars().all(|c| superscript(c).is_some()) {
            let label = run_text.to_owned().into();
            let span = Span::new(stretch.start + start, stretch.start + start + length);
            out.push(Marker { label, span, ..Marker::default() });
        }
        at = start + length.max(1);
    }
}
