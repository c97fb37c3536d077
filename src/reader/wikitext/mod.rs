//! Wikitext: the source of a page of MediaWiki.
//!
//! In: the text. Out: a [`Document`] with every footnote and citation of the page. `<ref>` in all its forms and the templates that make footnotes become
//! notes and markers with the numbers that MediaWiki prints; citation templates become records; templates outside of footnotes are notes
//! without a label. The document's text is what a reader sees, as far as it matters: the text of a template that no table knows is left out, a
//! footnote's text stands behind the page. One pass finds what is nested in what, another reads; both take linear time.
//! Standard: MediaWiki's preprocessor, its extension Cite, Module:Citation/CS1.

mod attributes;
mod footnotes;
mod frame;
mod outline;
mod templates;
mod walk;
mod writer;

use super::markup::call::Call;
use super::markup::tables::{Role, Votes};
use crate::document::{Document, MarkedCitation, MarkedMarker, MarkedNote};
use crate::source::{Span, Text};
use frame::{Frame, Mark};
use walk::Walk;

/// Reads a page.
#[must_use]
pub fn read(text: &Text) -> Document {
    let mut walk = Walk::new(text);
    walk.tongue = tongue(&walk);
    walk.page();
    finish(walk)
}

/// The language of the wiki, by the names of its templates and parameters.
fn tongue(walk: &Walk<'_>) -> u8 {
    let (mut votes, mut budget) = (Votes::default(), 2_000_000_usize);
    for whole in walk.outline.templates().filter_map(|range| walk.source.get(range)) {
        let name = whole.get(2..).unwrap_or_default();
        let name = name.get(..name.find(['|', '}', '{']).unwrap_or(name.len())).unwrap_or_default();
        if name.len() > 100 {
            continue;
        }
        match walk.tables.template(name, 0) {
            Some(Role::Cite(_)) if budget > whole.len() => {
                budget -= whole.len();
                let call = Call::read(whole);
                walk.tables.vote(
                    name,
                    call.parameters.iter().map(|one| one.key).filter(|key| !key.is_empty()),
                    &mut votes,
                );
            }
            Some(_) => walk.tables.vote(name, std::iter::empty(), &mut votes),
            None => {}
        }
    }
    votes.winner()
}

/// Puts the footnotes behind the page, and everything where the document has it.
fn finish(walk: Walk<'_>) -> Document {
    let Walk { text, frame, mut printed, notes, blocks, diagnostics, tables, tongue, .. } = walk;
    let mut out = Document { blocks, diagnostics, ..Document::default() };
    let mut page = frame;
    let mut place: Vec<Option<usize>> = vec![None; notes.all.len()];
    // notes without a body are no notes: their markers point nowhere
    let mut order = 0;
    for (note, _) in printed.iter().filter(|(_, frames)| !frames.is_empty()) {
        if let Some(place) = place.get_mut(*note) {
            *place = Some(order);
            order += 1;
        }
    }
    let loose = page.compose_loose();
    markers(&mut out, &page.marks, 0, &place, &notes);
    page.out.put("\n", Span::default());
    for (note, frames) in &mut printed {
        if frames.is_empty() {
            continue;
        }
        let Some(footnote) = notes.all.get(*note) else { continue };
        let start = page.out.len();
        let mut citations = Vec::new();
        for frame in frames.iter_mut() {
            let by = page.out.len();
            citations.extend(frame.compose().into_iter().map(|one| shifted(one, by)));
            page.out.append(&frame.out);
            markers(&mut out, &frame.marks, by, &place, &notes);
            page.out.put(" ", Span::default());
        }
        let span = match (citations.first(), citations.last()) {
            (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
            _ => Span::new(start, start),
        };
        let label = footnote.number.map(|number| number.to_string()).unwrap_or_default();
        out.notes.push(MarkedNote { label, group: footnote.group.clone(), citations, span });
        page.out.put("\n", Span::default());
    }
    out.notes.extend(loose);
    out.text = page.out.finish(text);
    out.language = (tongue != 0).then(|| tables.code(tongue).to_owned());
    out
}

fn shifted(mut one: MarkedCitation, by: usize) -> MarkedCitation {
    one.span = one.span.shifted(by);
    for link in &mut one.links {
        link.span = link.span.shifted(by);
    }
    one
}

fn markers(out: &mut Document, marks: &[Mark], by: usize, place: &[Option<usize>], notes: &footnotes::Footnotes) {
    for mark in marks {
        let group = notes.all.get(mark.note).map(|note| note.group.clone()).unwrap_or_default();
        let note = place.get(mark.note).copied().flatten();
        out.markers.push(MarkedMarker {
            label: mark.number.to_string(),
            group,
            span: mark.span.shifted(by),
            note,
            locator: mark.locator.clone(),
        });
    }
}

impl Frame {
    /// The citations of a page that stand in no footnote: each is a note without a label.
    fn compose_loose(&mut self) -> Vec<MarkedNote> {
        let citations = std::mem::take(&mut self.citations);
        let note = |(span, record)| {
            let citation = MarkedCitation { span, record: Some(record), complete: true, ..MarkedCitation::default() };
            MarkedNote { citations: vec![citation], span, ..MarkedNote::default() }
        };
        citations.into_iter().map(note).collect()
    }
}
