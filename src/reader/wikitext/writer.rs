//! Builds the visible text of a page, and the map back to its source.
//!
//! In: slices of the source, copied or replaced, in any order. Out: a [`Text`]. A writer is the page, or one footnote that is put behind it later.

use crate::source::{Origin, Span, Text};

/// One stretch of written text.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    written: usize,
    source: usize,
    copied: bool,
}

/// Text on the way.
#[derive(Debug, Clone, Default)]
pub(super) struct Writer {
    text: String,
    stretches: Vec<Stretch>,
}

impl Writer {
    /// Makes room for what a stretch of the source shows: as much as it is long, mostly less.
    pub(super) fn reserve(&mut self, length: usize) {
        self.text.reserve(length);
        self.stretches.reserve(8);
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
    pub(super) fn copy(&mut self, piece: &str, source: usize) {
        if piece.is_empty() {
            return;
        }
        let written = self.text.len();
        let follows = self
            .stretches
            .last()
            .is_some_and(|last| last.copied && source >= last.source && source - last.source == written - last.written);
        if !follows {
            self.stretches.push(Stretch { written, source, copied: true });
        }
        self.text.push_str(piece);
    }

    /// Writes something in the place of a stretch of the source.
    pub(super) fn put(&mut self, piece: &str, source: Span) {
        if !piece.is_empty() {
            self.put_by(source, |text| text.push_str(piece));
        }
    }

    /// The same, for what is made where it is written.
    pub(super) fn put_by(&mut self, source: Span, write: impl FnOnce(&mut String)) {
        self.stretches.push(Stretch { written: self.text.len(), source: source.start, copied: false });
        write(&mut self.text);
        // what follows begins anew; where nothing does, this is the end of the stretch
        self.stretches.push(Stretch { written: self.text.len(), source: source.end, copied: false });
    }

    /// Writes something that stands for nothing in the source, behind what was written last.
    pub(super) fn gap(&mut self, piece: &str) {
        let at = self
            .stretches
            .last()
            .map_or(0, |last| last.source + if last.copied { self.text.len() - last.written } else { 0 });
        self.put(piece, Span::new(at, at));
    }

    /// Puts another writer's text behind this one's; gives where it begins.
    pub(super) fn append(&mut self, other: &Self) -> usize {
        let start = self.text.len();
        self.stretches.extend(other.stretches.iter().map(|one| Stretch { written: one.written + start, ..*one }));
        self.text.push_str(&other.text);
        start
    }

    /// The text, with its map to what `source` was made of.
    pub(super) fn finish(self, source: &Text) -> Text {
        let mut origin = Origin::with_capacity(self.stretches.len());
        let map = source.origin();
        for (number, one) in self.stretches.iter().enumerate() {
            let end = || self.stretches.get(number + 1).map_or(self.text.len(), |next| next.written);
            if !one.copied {
                origin.replaced(one.written, map.offset(one.source));
            } else if map.is_identity() {
                origin.copied(one.written, one.source);
            } else if let Some(piece) = self.text.get(one.written..end()) {
                for (offset, character) in piece.char_indices() {
                    let (from, to) =
                        (map.offset(one.source + offset), map.offset(one.source + offset + character.len_utf8()));
                    if to == from + character.len_utf8() {
                        origin.copied(one.written + offset, from);
                    } else {
                        origin.replaced(one.written + offset, from);
                    }
                }
            }
        }
        Text::new(self.text, origin)
    }
}
