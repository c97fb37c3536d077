//! Notes that stand beside their marks: sidenotes, and notes that open where the reader points.
//!
//! In: a page, and what its links say of notes. Out: the same, and a note for each element that is one by its class and follows its mark in the text; a
//! mark without text is counted, as style sheets count it. Not here: notes that a link leads to ([`super::notes`]).

use super::label::{looks_like_label, without_brackets};
use super::names::{Attribute, Tag};
use super::notes::{Found, Marker, Note};
use super::page::Page;
use super::signs::Sign;
use crate::source::Span;

/// How many elements before a note its mark may stand: the mark, what is in it, the box that folds the note away.
const BEFORE: u32 = 8;
/// So many letters are a note.
const FEWEST: usize = 4;

/// Adds the notes that stand beside their marks.
pub(super) fn add(page: &Page, found: &mut Found) {
    let mut held: Vec<(u32, u32)> =
        found.notes.iter().map(|note| (note.element, page.inside(note.element).end)).collect();
    held.sort_unstable();
    let free = |at: u32, end: u32| {
        let next = held.partition_point(|&(start, _)| start < end);
        next.checked_sub(1).and_then(|last| held.get(last)).is_none_or(|&(_, until)| until <= at)
    };
    let count = u32::try_from(page.elements.len()).unwrap_or(u32::MAX);
    let (mut at, mut counted, known) = (0, 0_u32, found.notes.len());
    while at < count {
        let end = page.inside(at).end;
        if !(page.has(at, Sign::Note) || page.has(at, Sign::Body)) || !free(at, end) {
            at += 1;
            continue;
        }
        let inner = page.inside(at).take(12).find(|&inner| page.has(inner, Sign::Body));
        let element = inner.unwrap_or(at);
        let span = page.span(element);
        let mark = mark(page, element, span);
        let aside = matches!(page.tag(element), Tag::Span | Tag::Small | Tag::Aside);
        let wordy = span.slice(&page.text).chars().filter(|c| c.is_alphanumeric()).nth(FEWEST - 1).is_some();
        if !wordy || (mark.is_none() && !aside) {
            at += 1;
            continue;
        }
        let note = found.notes.len();
        let mut label = String::new();
        if let Some((place, printed)) = mark {
            label = printed;
            if label.is_empty() {
                counted += 1;
                label = counted.to_string();
            }
            found.markers.push(Marker {
                span: place,
                label: label.clone(),
                named: true,
                target: element,
                note: Some(note),
                ..Marker::default()
            });
        }
        found.notes.push(Note { element, anchor: element, span, label, group: String::new() });
        at = end.max(at + 1);
    }
    if found.notes.len() > known {
        found.markers.sort_by_key(|marker| marker.span.start);
    }
}

/// The mark right before a note, and its label; an empty one for a mark that a style sheet counts.
fn mark(page: &Page, note: u32, span: Span) -> Option<(Span, String)> {
    (note.saturating_sub(BEFORE)..note).rev().find_map(|at| {
        let own = page.span(at);
        let near = own.end <= span.start
            && Span::new(own.end, span.start).slice(&page.text).trim().is_empty()
            && matches!(page.tag(at), Tag::A | Tag::Sup | Tag::Label | Tag::Button | Tag::Span);
        if !near {
            return None;
        }
        let label = without_brackets(own.slice(&page.text)).0;
        if !own.is_empty() && looks_like_label(label) {
            return Some((own, label.to_owned()));
        }
        let counts = page.attribute(at, Attribute::Class).is_some_and(|class| class.contains("number"));
        (own.is_empty() && counts).then_some((own, String::new()))
    })
}
