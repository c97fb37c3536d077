//! From an offset in a derived text back to the offset in the source.
//!
//! In: pieces, as a text is built out of a source (bytes decoded, entities resolved, line ends made `\n`, wrapped lines joined). Out: a map that
//! every span goes through before it is shown. Offsets within a piece that was copied go one to one; a piece that was replaced maps to its
//! beginning and its end only.

use super::Span;

/// One piece of a derived text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    /// Where the piece begins in the derived text.
    derived: usize,
    /// Where it begins in the source, and in the lowest bit whether byte `n` of the piece is byte `n` of the source's piece: a text has tens of thousands.
    from: usize,
}

impl Piece {
    #[inline]
    const fn new(derived: usize, source: usize, copied: bool) -> Self {
        Self { derived, from: source << 1 | copied as usize }
    }

    /// Where it begins in the source.
    #[inline]
    const fn source(self) -> usize {
        self.from >> 1
    }

    /// How far the source is ahead of the derived text, doubled, and whether it is a copy: a copy that runs on has the same.
    #[inline]
    const fn way(self) -> usize {
        self.from.wrapping_sub(self.derived << 1)
    }

    /// Whether it is a copy, byte for byte.
    #[inline]
    const fn is_copied(self) -> bool {
        self.from & 1 == 1
    }

    /// The source offset of an offset within the piece.
    #[inline]
    const fn at(self, derived: usize) -> usize {
        if self.is_copied() { self.source() + (derived - self.derived) } else { self.source() }
    }
}

/// Maps offsets of a derived text to offsets of its source, in time logarithmic in the number of pieces.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    pieces: Vec<Piece>,
}

impl Origin {
    /// A map that has room for some pieces.
    #[must_use]
    pub fn with_capacity(pieces: usize) -> Self {
        Self { pieces: Vec::with_capacity(pieces) }
    }

    /// The map of a text that is its source, byte for byte.
    #[must_use]
    pub const fn identity() -> Self {
        Self { pieces: Vec::new() }
    }

    /// Whether every offset maps to itself.
    #[must_use]
    #[inline]
    pub const fn is_identity(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Notes that from `derived` on, the text is a copy of the source from `source` on.
    #[inline]
    pub fn copied(&mut self, derived: usize, source: usize) {
        let piece = Piece::new(derived, source, true);
        if self.pieces.last().is_none_or(|last| last.way() != piece.way()) {
            self.push(piece);
        }
    }

    /// Notes that from `derived` on, the text stands for something else that begins at `source`.
    #[inline]
    pub fn replaced(&mut self, derived: usize, source: usize) {
        self.push(Piece::new(derived, source, false));
    }

    /// The source offset of the end of a derived text of this length; `None` where nothing was noted yet.
    #[inline]
    pub(crate) fn end(&self, length: usize) -> Option<usize> {
        self.pieces.last().map(|last| last.at(length))
    }

    /// Notes what the map of another text says, which is put behind this one of this length; its source is this one's through `place`.
    pub(crate) fn append(&mut self, other: &Self, length: usize, place: impl Fn(usize) -> usize) {
        let shifted = |piece: &Piece| Piece::new(piece.derived + length, place(piece.source()), piece.is_copied());
        let mut pieces = other.pieces.iter().map(shifted);
        if let Some(first) = pieces.next() {
            self.push(first);
        }
        self.pieces.extend(pieces);
    }

    /// The map through this one and then through another; of the text that this one leads from.
    pub(crate) fn through(self, text: &str, source: &Self) -> Self {
        if source.is_identity() {
            return self;
        }
        let mut out = Self::with_capacity(self.pieces.len());
        for (number, piece) in self.pieces.iter().enumerate() {
            if !piece.is_copied() {
                out.replaced(piece.derived, source.offset(piece.source()));
                continue;
            }
            let end = self.pieces.get(number + 1).map_or(text.len(), |next| next.derived);
            let stretch = text.get(piece.derived..end).unwrap_or_default();
            for (offset, character) in stretch.char_indices() {
                let from = source.offset(piece.source() + offset);
                let to = source.offset(piece.source() + offset + character.len_utf8());
                if to == from + character.len_utf8() {
                    out.copied(piece.derived + offset, from);
                } else {
                    out.replaced(piece.derived + offset, from);
                }
            }
        }
        out
    }

    /// Makes room for more pieces.
    pub(crate) fn reserve(&mut self, pieces: usize) {
        self.pieces.reserve(pieces);
    }

    #[inline]
    fn push(&mut self, piece: Piece) {
        match self.pieces.last_mut() {
            // a piece that turned out empty gives way
            Some(last) if last.derived == piece.derived => *last = piece,
            _ => self.pieces.push(piece),
        }
    }

    /// The source offset of an offset of the derived text.
    #[must_use]
    #[inline]
    pub fn offset(&self, derived: usize) -> usize {
        offset(&self.pieces, derived)
    }

    /// The span of the derived text that a span of the source became; the way back, in the same time.
    #[must_use]
    pub fn derived(&self, source: Span) -> Span {
        let back = |offset: usize| {
            let next = self.pieces.partition_point(|piece| piece.source() <= offset);
            let Some(piece) = next.checked_sub(1).and_then(|at| self.pieces.get(at)) else { return offset };
            let end = self.pieces.get(next).map_or(usize::MAX, |piece| piece.derived);
            if piece.is_copied() { (piece.derived + offset - piece.source()).min(end) } else { piece.derived }
        };
        Span::new(back(source.start), back(source.end))
    }

    /// The source span of a span of the derived text: from the beginning of its first character to the end of its last.
    #[must_use]
    #[inline]
    pub fn span(&self, derived: Span) -> Span {
        if self.is_identity() { derived } else { span(&self.pieces, derived, behind(&self.pieces, derived.start)) }
    }

    /// The map for spans that are asked mostly in the order of the text: each is looked for where the last was found.
    pub(crate) fn in_order(&self) -> InOrder<'_> {
        InOrder { pieces: &self.pieces, last: 0 }
    }

    /// The part of the map that a stretch of the derived text needs, for many spans in it.
    #[must_use]
    pub fn within(&self, stretch: Span) -> Within<'_> {
        let from = self.pieces.partition_point(|piece| piece.derived <= stretch.start).saturating_sub(1);
        let rest = self.pieces.get(from..).unwrap_or_default();
        // the piece behind the stretch tells where the last one ends
        let to = rest.partition_point(|piece| piece.derived < stretch.end) + 1;
        Within { pieces: rest.get(..to).unwrap_or(rest) }
    }
}

/// See [`Origin::in_order`].
#[derive(Debug)]
pub(crate) struct InOrder<'o> {
    pieces: &'o [Piece],
    /// The piece that the last span began in.
    last: usize,
}

impl InOrder<'_> {
    /// As [`Origin::span`].
    pub(crate) fn span(&mut self, derived: Span) -> Span {
        let ahead = |piece: &Piece| piece.derived <= derived.start;
        // one that begins before the last is looked for from the beginning
        let from = if self.pieces.get(self.last).is_some_and(ahead) { self.last } else { 0 };
        let behind = from + near(self.pieces.get(from..).unwrap_or_default(), ahead);
        self.last = behind.saturating_sub(1);
        span(self.pieces, derived, behind)
    }
}

/// See [`Origin::within`].
#[derive(Debug, Clone, Copy)]
pub struct Within<'o> {
    pieces: &'o [Piece],
}

impl Within<'_> {
    /// As [`Origin::span`], for spans of the stretch.
    #[must_use]
    pub fn span(&self, derived: Span) -> Span {
        span(self.pieces, derived, behind(self.pieces, derived.start))
    }
}

/// How many pieces begin at an offset or before it.
fn behind(pieces: &[Piece], derived: usize) -> usize {
    pieces.partition_point(|piece| piece.derived <= derived)
}

/// How many pieces stand before one, which is one of the next, mostly.
fn near(pieces: &[Piece], before: impl Fn(&Piece) -> bool) -> usize {
    // the next ones are counted without a choice
    let next: Option<&[Piece; 8]> = pieces.first_chunk();
    let count = next.map_or(8, |next| next.iter().fold(0, |count, piece| count + usize::from(before(piece))));
    if count < 8 {
        return count;
    }
    let mut reach = 1;
    while pieces.get(reach - 1).is_some_and(&before) {
        reach *= 2;
    }
    pieces.get(..reach).unwrap_or(pieces).partition_point(before)
}

fn offset(pieces: &[Piece], derived: usize) -> usize {
    behind(pieces, derived).checked_sub(1).and_then(|at| pieces.get(at)).map_or(derived, |piece| piece.at(derived))
}

/// The source span of a span, of which it is known how many pieces begin at its start or before.
fn span(pieces: &[Piece], derived: Span, behind: usize) -> Span {
    if pieces.is_empty() {
        return derived;
    }
    let start =
        behind.checked_sub(1).and_then(|at| pieces.get(at)).map_or(derived.start, |piece| piece.at(derived.start));
    if derived.is_empty() {
        return Span::new(start, start);
    }
    // the end belongs to the piece of the last byte: what was dropped between two pieces is not part of the span
    let next = behind + near(pieces.get(behind..).unwrap_or_default(), |piece| piece.derived < derived.end);
    let before = next.checked_sub(1).and_then(|at| pieces.get(at));
    let last = before.map_or(derived.end - 1, |piece| piece.at(derived.end - 1));
    let inside = before.is_none_or(|piece| piece.is_copied());
    let end = if inside { last + 1 } else { pieces.get(next).map_or(last, |piece| piece.source()) };
    Span::new(start, end.max(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_go_back_through_what_was_replaced() {
        // source: a&amp;b\r\nc   derived: a&b\nc
        let mut origin = Origin::default();
        origin.copied(0, 0);
        origin.replaced(1, 1);
        origin.copied(2, 6);
        origin.replaced(3, 7);
        origin.copied(4, 9);
        assert_eq!(origin.span(Span::new(0, 1)), Span::new(0, 1));
        assert_eq!(origin.span(Span::new(1, 2)), Span::new(1, 6));
        assert_eq!(origin.span(Span::new(2, 3)), Span::new(6, 7));
        assert_eq!(origin.span(Span::new(2, 5)), Span::new(6, 10));
        for (from, to) in (0..5).flat_map(|from| (from..=5).map(move |to| (from, to))) {
            let stretch = origin.within(Span::new(from, to));
            for (start, end) in (from..=to).flat_map(|start| (start..=to).map(move |end| (start, end))) {
                assert_eq!(stretch.span(Span::new(start, end)), origin.span(Span::new(start, end)), "{start} to {end}");
            }
            let mut places = origin.in_order();
            for span in [Span::new(from, to), Span::new(to, 5), Span::new(from, 5), Span::new(0, from)] {
                assert_eq!(places.span(span), origin.span(span), "{from} to {to}");
            }
        }
    }
}
