//! Entries of a bibliography: structured citations that stand outside of the notes.
//!
//! In: a page and the notes that links lead to. Out: one note more, without a label, for each block that holds a structured citation. Not here: lists
//! without structure (the finder knows them by their headings).

use super::label::{looks_like_label, without_brackets};
use super::names::{Attribute, Tag};
use super::notes::{Found, Note};
use super::page::Page;
use super::signs::Sign;

/// Adds the entries of the page to its notes, and leaves those markers out that stand in notes: they point from one work to another.
pub(super) fn add(page: &Page, found: &mut Found) {
    let count = u32::try_from(page.elements.len()).unwrap_or(u32::MAX);
    let held: Vec<(u32, u32)> = found.notes.iter().map(|note| (note.element, page.inside(note.element).end)).collect();
    let mut free: Vec<Note> = Vec::new();
    let mut notes = held.iter().peekable();
    let mut at = 0;
    while at < count {
        if let Some(&&(start, end)) = notes.peek()
            && start <= at
        {
            notes.next();
            at = at.max(end);
            continue;
        }
        if page.has(at, Sign::Coins) || is_citation(page, at) || page.has(at, Sign::Entry) {
            let element = holder(page, at);
            let known = free.last().is_some_and(|last| last.element == element);
            if !known && !page.span(element).is_empty() {
                free.push(Note { element, anchor: element, span: page.span(element), ..Note::default() });
            }
        }
        at += 1;
    }
    // the markers keep their notes by place
    let mut order: Vec<usize> = (0..found.notes.len() + free.len()).collect();
    let all: Vec<Note> = found.notes.drain(..).chain(free).collect();
    order.sort_by_key(|&at| all.get(at).map(|note| (note.element, note.anchor, at)));
    let mut places = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        if let Some(place) = places.get_mut(old) {
            *place = new;
        }
    }
    for marker in &mut found.markers {
        marker.note = marker.note.and_then(|old| places.get(old).copied());
    }
    found.notes = order.iter().filter_map(|&at| all.get(at).cloned()).collect();
}

/// Whether an element holds a citation in full: one that only points to an entry is a marker.
fn is_citation(page: &Page, at: u32) -> bool {
    let points = || {
        page.attribute(at, Attribute::DataCites).is_some()
            || page.inside(at).take(8).any(|inner| page.has(inner, Sign::Marker))
            || labels(page.text_of(at))
    };
    page.has(at, Sign::Citation) && !page.span(at).is_empty() && !points()
}

/// Whether a text is nothing but labels: `[1]`, `[1, 3–5]`.
fn labels(text: &str) -> bool {
    let (inner, _) = without_brackets(text);
    inner.len() < 60 && inner.split([',', ';', '–', '-']).all(looks_like_label)
}

/// The block that a citation stands in.
fn holder(page: &Page, at: u32) -> u32 {
    let block = |at: u32| page.tag(at).breaks() || matches!(page.tag(at), Tag::Td | Tag::Th);
    page.around(at).find(|&at| block(at) && !page.span(at).is_empty()).unwrap_or(at)
}
