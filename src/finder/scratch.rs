//! What texts are cut with: lists that are made once for a thread, and cleared for its next text.
//!
//! In: nothing. Out: [`Scratch`]. Not here: what stands in its lists.

use super::border::Border;
use super::clause::Clause;
use super::mask::Masks;
use super::run_on::{Piece, Steps};
use std::cell::Cell;

thread_local! {
    /// That of a thread, while it cuts nothing.
    static KEPT: Cell<Option<Box<Scratch>>> = const { Cell::new(None) };
}

/// How many clauses a text may have whose lists are kept: what a line of megabytes took would be held as long as its thread lives.
const MOST_KEPT: usize = 4096;

/// The lists that a text is cut with.
#[derive(Default)]
pub(super) struct Scratch {
    /// Its quotations and brackets.
    pub(super) masks: Masks,
    pub(super) borders: Vec<Border>,
    pub(super) clauses: Vec<Clause>,
    /// How the states behind each clause are come to.
    pub(super) steps: Vec<Steps>,
    /// The state behind each clause, the last one first, and whether a reference begins with it.
    pub(super) path: Vec<(usize, bool)>,
    pub(super) pieces: Vec<Piece>,
}

/// Cuts with the scratch of this thread.
pub(super) fn with<R>(cut: impl FnOnce(&mut Scratch) -> R) -> R {
    let mut scratch = KEPT.take().unwrap_or_default();
    let out = cut(&mut scratch);
    if scratch.clauses.capacity().max(scratch.masks.pairs.capacity()).max(scratch.borders.capacity()) <= MOST_KEPT {
        KEPT.set(Some(scratch));
    }
    out
}
