//! Builds the visible text of a page, and the map back to its source.
//!
//! In: slices of the source, copied or replaced, in any order. Out: a [`Text`]. A writer is the page, or the footnotes that are put behind it later.

use crate::source::{Origin, Span, Text};

/// Text on the way.
#[derive(Debug, Clone, Default)]
pub(super) struct Writer {
    text: String,
    origin: Origin,
    /// Where what stands for nothing is taken to stand, before anything is written.
    before: usize,
}

/// The end of the text that a writer's is put behind later, wherever that will be: a place that no source has.
const END: usize = usize::MAX / 2;

impl Writer {
    /// A writer whose text is put behind another's.
    pub(super) fn behind() -> Self {
        Self { before: END, ..Self::default() }
    }

    /// Makes room for what a page or footnote shows: as much as it is long, mostly less, in a few pieces.
    pub(super) fn reserve(&mut self, length: usize) {
        self.text.reserve(length);
        self.origin.reserve(8 + length / 32);
    }

    /// How much was written.
    pub(super) const fn len(&self) -> usize {
        self.text.len()
    }

    /// What was written.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Writes a slice of the source as it stands.
    #[inline]
    pub(super) fn copy(&mut self, piece: &str, source: usize) {
        if !piece.is_empty() {
            self.origin.copied(self.text.len(), source);
            self.text.push_str(piece);
        }
    }

    /// Writes something in the place of a stretch of the source.
    pub(super) fn put(&mut self, piece: &str, source: Span) {
        self.put_by(source, |text| text.push_str(piece));
    }

    /// The same, for what is made where it is written; gives whether it is anything.
    pub(super) fn put_by(&mut self, source: Span, write: impl FnOnce(&mut String)) -> bool {
        let start = self.text.len();
        write(&mut self.text);
        if self.text.len() > start {
            self.origin.replaced(start, source.start);
            // what follows begins anew; where nothing does, this is the end of the stretch
            self.origin.replaced(self.text.len(), source.end);
        }
        self.text.len() > start
    }

    /// Writes something that stands for nothing in the source, behind what was written last.
    pub(super) fn gap(&mut self, piece: &str) {
        let at = self.origin.end(self.text.len()).unwrap_or(self.before);
        self.put(piece, Span::new(at, at));
    }

    /// Puts another writer's text behind this one's; gives where it begins.
    pub(super) fn append(&mut self, other: &Self) -> usize {
        let start = self.text.len();
        let end = self.origin.end(start).unwrap_or(self.before);
        self.origin.append(&other.origin, start, |source| if source == END { end } else { source });
        self.text.push_str(&other.text);
        start
    }

    /// The text, with its map to what the source was made of.
    pub(super) fn finish(self, source: &Origin) -> Text {
        let origin = self.origin.through(&self.text, source);
        Text::of_lines(self.text, origin)
    }
}
