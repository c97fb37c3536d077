//! References that a page holds outside of its visible text: in JSON-LD and in metadata.
//!
//! In: a page, its notes, and the source. Out: the same notes, which now know what is said of them elsewhere, and a note without a label for each
//! reference that the text does not show. The text of such a note is what stands in the source, at the end of the document's text.

use super::linked::{self, Cited};
use super::metadata;
use super::page::Page;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{MarkedCitation, MarkedNote};
use crate::source::{Span, Text};

/// How many notes before and behind the expected one are compared: lists say their references in the order of the page.
const NEAR: usize = 4;

/// Adds what is said elsewhere.
pub(super) fn add(source: &Text, page: &mut Page, notes: &mut Vec<MarkedNote>, diagnostics: &mut Vec<Diagnostic>) {
    let mut all: Vec<(Cited, Span)> = Vec::new();
    for &block in &page.linked_data {
        match linked::citations(block.slice(source.as_str())) {
            Ok(found) => all.extend(found.into_iter().map(|cited| (cited, block))),
            Err(error) => {
                let message = format!("this block of JSON-LD is broken: {error}");
                diagnostics.push(Diagnostic::at(Code::BrokenEntry, source.origin().span(block), message));
            }
        }
    }
    all.extend(metadata::references(page));
    if all.is_empty() {
        return;
    }
    let texts: Vec<String> = notes.iter().map(|note| letters(note.span.slice(&page.text))).collect();
    let mut expected = 0;
    for (cited, block) in all {
        let title = cited
            .record
            .as_ref()
            .and_then(|record| record.title.as_ref())
            .and_then(|title| title.as_typed())
            .map(|title| letters(title.as_str()));
        let key = title.filter(|title| title.len() > 4).unwrap_or_else(|| letters(&cited.text));
        let near = expected.min(texts.len()).saturating_sub(NEAR)..texts.len().min(expected + NEAR + 1);
        if let Some(at) =
            near.into_iter().find(|&at| texts.get(at).is_some_and(|text| !key.is_empty() && text.contains(&key)))
        {
            expected = at + 1;
            if let Some(citation) = notes.get_mut(at).and_then(|note| note.citations.first_mut())
                && citation.record.as_ref().is_none_or(|record| record.title.is_none())
            {
                citation.record = cited.record;
            }
            continue;
        }
        expected += 1;
        notes.push(note(source, page, cited, block));
    }
}

/// The letters and digits of a text, in lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A note whose text stands behind the visible text.
fn note(source: &Text, page: &mut Page, cited: Cited, block: Span) -> MarkedNote {
    let span = page.append(&cited.text, source.origin().span(block), false);
    let complete = cited.record.is_some();
    let citation = MarkedCitation { span, record: cited.record, complete, ..MarkedCitation::default() };
    MarkedNote { citations: vec![citation], span, ..MarkedNote::default() }
}
