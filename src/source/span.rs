//! A byte range of one text.
//!
//! In: two offsets, or a slice and the text that it is a part of. Out: [`Span`]. Not here: lines and columns, which are asked only when
//! something is shown ([`super::Lines`]).

use serde::{Deserialize, Serialize};

/// A half-open range of bytes, `start ≤ end`, both on character boundaries of the text it was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First byte, counted from 0.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// Makes a span; ends that come in the wrong order give an empty span at `start`.
    #[must_use]
    #[inline]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// Finds where `part`, a slice that a production returned, lies in `whole`; `None` when it is no slice of it.
    #[must_use]
    #[inline]
    pub fn of(part: &str, whole: &str) -> Option<Self> {
        let start = part.as_ptr().addr().checked_sub(whole.as_ptr().addr())?;
        let end = start.checked_add(part.len())?;
        // where a text begins and ends, the characters of one that it is a part of do so, too
        (end <= whole.len()).then_some(Self { start, end })
    }

    /// Length in bytes.
    #[must_use]
    #[inline]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds nothing.
    #[must_use]
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same range, `by` bytes further on: from the offsets of a note to those of its text.
    #[must_use]
    #[inline]
    pub const fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// The slice of `text`; empty where the span does not fit it.
    #[must_use]
    #[inline]
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether `other` lies within this span.
    #[must_use]
    #[inline]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}
