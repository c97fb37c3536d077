//! Markers that lead straight to what they cite: `[1]` with the address of the source, and no list of notes.
//!
//! In: a page whose markers lead to no note. Out: a marker for each such link, and a note for each address, whose text is the address. Not here: words
//! that link to a source (they are links, not citations), and markers that lead to notes ([`super::notes`]).

use super::label::{is_number, without_brackets};
use super::names::{Attribute, Tag};
use super::notes::{is_high, outer_brackets};
use super::page::Page;
use super::target::Targets;
use crate::document::{Link, MarkedCitation, MarkedMarker, MarkedNote};
use crate::reader::anchors;
use crate::record::Record;
use crate::source::Span;
use rustc_hash::FxHashMap;

/// A marker: where it stands, its label, and the address that it leads to.
#[derive(Debug)]
pub(super) struct Straight {
    span: Span,
    label: String,
    target: String,
}

/// The markers of a page that lead out of it; none where more numbers in brackets lead nowhere, which mean the notes of a list.
pub(super) fn find(targets: &Targets<'_>) -> Vec<Straight> {
    let found = labels(targets);
    if found.is_empty() || bracketed_numbers(&targets.page().text) > 2 * found.len() { Vec::new() } else { found }
}

/// How many numbers a text has in brackets.
fn bracketed_numbers(text: &str) -> usize {
    let number = |at: usize| {
        let rest = text.as_bytes().get(at + 1..).unwrap_or_default();
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        (1..=3).contains(&digits) && rest.get(digits) == Some(&b']')
    };
    memchr::memchr_iter(b'[', text.as_bytes()).filter(|at| number(*at)).count()
}

fn labels(targets: &Targets<'_>) -> Vec<Straight> {
    let page = targets.page();
    let links = (0..u32::try_from(page.elements.len()).unwrap_or(u32::MAX)).filter(|&at| page.tag(at) == Tag::A);
    links
        .filter_map(|at| {
            let (label, bracketed) = without_brackets(page.text_of(at));
            if !is_number(label) {
                return None;
            }
            let outer = outer_brackets(page, at);
            if !(bracketed || outer.is_some() || is_high(page, at)) {
                return None;
            }
            let target = targets.outside(page.attribute(at, Attribute::Href)?)?;
            let span = outer.unwrap_or_else(|| page.span(at));
            target.contains("://").then(|| Straight { span, label: label.to_owned(), target })
        })
        .collect()
}

/// Adds the markers, and the notes that they stand for behind the visible text.
pub(super) fn add(found: Vec<Straight>, page: &mut Page, notes: &mut Vec<MarkedNote>, markers: &mut Vec<MarkedMarker>) {
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    for Straight { span, label, target } in found {
        let note = *known.entry(target).or_insert_with_key(|target| {
            let place = page.source(span);
            let text = page.append(target, place, false);
            let mut record = Record::default();
            let link = Link { span: text, target: target.clone() };
            anchors::addresses(&mut record, &[&link], &|_| place);
            anchors::identified(&mut record, target);
            let citation = MarkedCitation {
                span: text,
                record: Some(Box::new(record)),
                complete: true,
                ..MarkedCitation::default()
            };
            notes.push(MarkedNote {
                label: label.clone().into(),
                citations: vec![citation],
                span: text,
                ..MarkedNote::default()
            });
            notes.len() - 1
        });
        markers.push(MarkedMarker { label: label.into(), span, note: Some(note), ..MarkedMarker::default() });
    }
}
