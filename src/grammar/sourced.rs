//! The stretches of a note that were looked up among the known sources: what arranges its clauses asks for the same ones again and again.
//!
//! In: a stretch. Out: what kind of source it names, looked up once. Not here: the sources ([`crate::locale`]).

use crate::locale::{Locale, SourceKind};
use crate::source::Span;
use std::cell::RefCell;

/// How many answers are kept.
const MOST: usize = 24;

/// What is known of a note's sources.
#[derive(Debug, Default)]
pub(super) struct Sourced(RefCell<Vec<(Span, Option<SourceKind>)>>);

impl Sourced {
    /// What kind of source a stretch of a text names.
    pub(super) fn kind(&self, text: &str, stretch: &str) -> Option<SourceKind> {
        let place = Span::of(stretch, text);
        if let Some((_, known)) = self.0.borrow().iter().find(|(known, _)| Some(*known) == place) {
            return *known;
        }
        let kind = Locale::get().sources.get(stretch).map(|source| source.kind);
        let mut known = self.0.borrow_mut();
        if let Some(place) = place.filter(|_| known.len() < MOST) {
            known.push((place, kind));
        }
        kind
    }
}
