//! The stretches of a note that were looked up among the known sources: what arranges its clauses asks for the same ones again and again.
//!
//! In: a stretch. Out: what kind of source it names, looked up once. Not here: the sources ([`crate::locale`]).

use super::known::Known;
use crate::locale::{Locale, SourceKind};
use crate::source::Span;

/// What is known of a note's sources.
#[derive(Debug, Default)]
pub(super) struct Sourced(Known<Option<SourceKind>, 24>);

impl Sourced {
    /// Forgets them.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// What kind of source a stretch of a text names.
    pub(super) fn kind(&self, text: &str, stretch: &str) -> Option<SourceKind> {
        let look = || Locale::get().sources.get(stretch).map(|source| source.kind);
        match Span::of(stretch, text) {
            Some(place) => self.0.of((place.start, place.end), look),
            None => look(),
        }
    }
}
