//! A bare address, or words that nothing structures: the whole is the title.

use super::super::Context;
use super::super::label::{Label, Reading};
use super::super::lexical::Lexed;
use super::super::score::finished;
use super::super::walk::{Separator, Walk};

/// Reads a note as an address with its access date, or as one title.
#[allow(clippy::unnecessary_wraps, reason = "the table's styles may refuse a note; this one takes what is left")]
pub(super) fn read(lexed: &Lexed<'_>, context: Context) -> Option<Reading> {
    let mut walk = Walk::new(lexed, Separator::Stop, context);
    walk.run(0);
    let first = walk.free.first().copied();
    if let Some(first) = first {
        let last = walk.free.iter().map(|free| free.end).max().unwrap_or(first.end);
        let inside = walk.parts.iter().any(|part| part.span.start >= first.start && part.span.end <= last);
        let end = if inside { first.end } else { last };
        walk.label(Label::Title, first.start, end);
    }
    Some(finished(walk, "bare"))
}
