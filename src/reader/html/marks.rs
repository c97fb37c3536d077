//! Marks that stand high and are no links.
//!
//! In: a page whose markers no link shows. Out: markers for its superscripts, where these are numbers that rise in order of their first use, as the marks
//! of notes do and powers and formulas do not; and the notes that begin with such a mark. Not here: numbers in brackets (the finder), and which notes the
//! markers mean (they are paired by label).

use super::label::without_brackets;
use super::names::{Attribute, Tag};
use super::notes::{Found, Marker, Note, share};
use super::page::Page;
use super::signs::Sign;
use crate::locale::number;
use crate::source::Span;

/// So many marks are a system; fewer may be anything.
const FEWEST: usize = 2;

/// The marks of a page, and the notes that begin with one.
pub(super) fn unlinked(page: &Page) -> Found {
    let mut found = Found::default();
    let mut highest = 0;
    for (element, at) in page.elements.iter().zip(0_u32..) {
        let high = element.tag == Tag::Sup || element.signs.has(Sign::Superscript);
        if !high || element.hides || page.inside(at).any(|inner| leads(page, inner)) {
            continue;
        }
        let span = page.span(at);
        let (inner, bracketed) = without_brackets(span.slice(&page.text));
        if !bracketed && is_power(page, span) {
            continue;
        }
        let Some(labels) = labels(inner) else { continue };
        if let [(label, value)] = labels.as_slice()
            && *value <= highest
            && let Some(note) = headed(page, at, label)
        {
            found.notes.push(note);
            continue;
        }
        for (label, value) in labels {
            // a mark that was not used before is the next one
            if value > highest + 1 {
                return Found::default();
            }
            highest = highest.max(value);
            found.markers.push(Marker { span, label: label.to_owned(), named: true, target: at, ..Marker::default() });
        }
    }
    if found.markers.len() < FEWEST {
        return Found::default();
    }
    found.notes.sort_by_key(|note| (note.element, note.anchor));
    share(page, &mut found.notes);
    found
}

/// Whether an element is a link that leads somewhere.
fn leads(page: &Page, at: u32) -> bool {
    let nowhere = |href: &str| href.is_empty() || href.starts_with('#') || href.starts_with("javascript:");
    page.tag(at) == Tag::A && page.attribute(at, Attribute::Href).is_some_and(|href| !nowhere(href))
}

/// The note that a mark stands at the head of.
fn headed(page: &Page, at: u32, label: &str) -> Option<Note> {
    let span = page.span(at);
    let next = page.blocks.partition_point(|block| block.span.end <= span.start);
    let block = page.blocks.get(next).filter(|block| block.span.start == span.start && block.span.end > span.end)?;
    let element = page.around(at).find(|&around| page.tag(around).breaks() || page.tag(around) == Tag::Td)?;
    // what stands around many blocks is no note
    let whole = page.span(element);
    let span = if whole.start <= block.span.start && whole.end >= block.span.end { whole } else { block.span };
    Some(Note { element, anchor: at, span, label: label.to_owned(), ..Note::default() })
}

/// `1`, `1,3`: numbers only.
fn labels(text: &str) -> Option<Vec<(&str, u32)>> {
    let each = text.split([',', ';', ' ']).map(str::trim).filter(|one| !one.is_empty());
    let all: Option<Vec<(&str, u32)>> =
        each.map(|one| number(one).filter(|value| *value < 1000).map(|value| (one, value))).collect();
    all.filter(|all| !all.is_empty())
}

/// Whether a superscript is the power of a number or a unit: `10<sup>6</sup>`, `km<sup>2</sup>`.
fn is_power(page: &Page, span: Span) -> bool {
    let head = page.text.get(..span.start).unwrap_or_default();
    let word = head.rsplit(|c: char| !c.is_alphanumeric() && c != 'µ').next().unwrap_or_default();
    let ends = head.chars().next_back();
    (1..=2).contains(&word.chars().count()) || ends.is_some_and(|c| c.is_ascii_digit() || c == '/')
}
