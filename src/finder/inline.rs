//! Finds references that stand in running text: a quoted title, its source and its date.
//!
//! In: stretches of prose. Out: the references in them, without the brackets around. Only what has all three is taken, so that a quotation is none.
//! Not here: references that a list holds, and citations that only name their works ([`super::author_year`]).
//!
//! ```text
//! inline = [ names "," ] quoted-title "," source "," date
//! ```

use super::head::namelike;
use super::mask::{Mask, MaskKind, masks};
use crate::locale::{DateWord, Locale, digit, is_letter_or_number};
use crate::source::Span;

/// The longest name of a source, in bytes.
const LONGEST_SOURCE: usize = 80;

/// The longest names before a title, in bytes.
const LONGEST_NAMES: usize = 80;

/// The shortest title, in characters, with its marks.
const SHORTEST_TITLE: usize = 8;

/// The references in stretches of prose.
pub(super) fn find(text: &str, prose: &[Span]) -> Vec<Span> {
    let mut out = Vec::new();
    for stretch in prose {
        for quote in quotes(text, *stretch) {
            if let Some(span) = reference(text, *stretch, quote) {
                out.push(span);
            }
        }
    }
    out
}

/// The quotations of a stretch, those in brackets too.
fn quotes(text: &str, stretch: Span) -> Vec<Mask> {
    let mut out = Vec::new();
    for mask in masks(text, stretch) {
        match mask.kind {
            MaskKind::Quote => out.push(mask),
            MaskKind::Bracket => {
                // a wide bracket takes three bytes
                let bracket = mask.span.slice(text).chars().next().map_or(0, char::len_utf8);
                let start = mask.span.start + bracket;
                let inner = Span::new(start, mask.span.end.saturating_sub(bracket).max(start));
                out.extend(masks(text, inner).into_iter().filter(|mask| mask.kind == MaskKind::Quote));
            }
        }
    }
    out
}

/// The reference that a quotation is the title of.
fn reference(text: &str, stretch: Span, quote: Mask) -> Option<Span> {
    let title = quote.span.slice(text);
    if title.chars().count() < SHORTEST_TITLE || !title.contains(' ') {
        return None;
    }
    let rest = text.get(quote.span.end..stretch.end)?;
    let inside = title.trim_end_matches(|c: char| !is_letter_or_number(c) && c != ',').ends_with(',');
    let behind = match rest.strip_prefix([',', '،', '，']) {
        Some(behind) => behind,
        None if inside => rest,
        None => return None,
    };
    let source = behind.trim_start();
    let window = (0..=source.len().min(LONGEST_SOURCE)).rev().find(|end| source.is_char_boundary(*end))?;
    let comma = source.get(..window)?.find([',', '،', '，'])?;
    let name = source.get(..comma)?;
    if !is_source(name) {
        return None;
    }
    let after = source.get(comma..)?;
    let date = after.trim_start_matches([',', '،', '，', ' ', '\u{A0}']);
    let length = date_length(date)?;
    let end = stretch.end - date.len() + length;
    Some(Span::new(names_before(text, stretch, quote.span.start), end))
}

/// Whether a clause may be the name of a source: one that is known, or words with capitals.
fn is_source(name: &str) -> bool {
    let bare = name.trim().trim_matches(['_', '*']);
    Locale::get().sources.get(bare).is_some()
        || (bare.starts_with(char::is_uppercase) && bare.split_whitespace().count() <= 7 && namelike(bare))
}

/// The length of the date that a text begins with, if it has a year.
fn date_length(text: &str) -> Option<usize> {
    let locale = Locale::get();
    let mut end = 0;
    let mut at = 0;
    let mut year = false;
    for word in text.split_inclusive([' ', '\u{A0}']).take(6) {
        let bare = word.trim_end().trim_end_matches(['.', ',', ';', ')', ']', ':', '）', '］', '。', '，']);
        let digits = bare.chars().filter(|c| digit(*c).is_some()).count();
        let number = digits > 0 && bare.chars().all(|c| digit(c).is_some() || matches!(c, '-' | '.' | '/' | '–'));
        let glued = digits > 0 && bare.chars().any(|c| matches!(c, '年' | '月' | '日' | '년' | '월' | '일'));
        let said = locale.calendar.word(bare.trim_end_matches('.'));
        let (named, joins) = (said.is_some(), matches!(said, Some(DateWord::Joiner)));
        if !(number || glued || named) {
            break;
        }
        at += bare.len();
        if number || glued || !joins {
            end = at;
        }
        year |= digits >= 4;
        let closed = word.trim_end().trim_end_matches(['.', ',']).len() > bare.len();
        at += word.len() - bare.len();
        if year && (closed || digits >= 4) {
            break;
        }
    }
    year.then_some(end)
}

/// Where the names begin that stand before a title with a comma: `Anna Lindqvist, "…"`.
fn names_before(text: &str, stretch: Span, title: usize) -> usize {
    let head = text.get(stretch.start..title).unwrap_or_default();
    let Some(names) = head.trim_end().strip_suffix([',', '،', '，', ':']) else { return title };
    let window = (names.len().saturating_sub(LONGEST_NAMES)..=names.len())
        .find(|start| names.is_char_boundary(*start))
        .unwrap_or(names.len());
    let tail = names.get(window..).unwrap_or_default();
    let start = tail.rfind(['(', ';', '[', '—']).map_or(0, |at| at + 1);
    let start = tail.rmatch_indices(". ").map(|(at, stop)| at + stop.len()).find(|at| *at > 3).unwrap_or(0).max(start);
    let clause = tail.get(start..).unwrap_or_default();
    let names = clause.trim_start();
    let words = names.split_whitespace().count();
    if (2..=8).contains(&words) && namelike(names) {
        stretch.start + window + start + clause.len() - names.len()
    } else {
        title
    }
}
