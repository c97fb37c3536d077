//! What stands before a title, read once for all styles that read it alike.
//!
//! In: where it begins, and how it is read. Out: its labels, and where it ends. Not here: what stands there ([`super::style`]).

use super::walk::Walk;
use std::cell::OnceCell;
use std::ops::Range;

/// What was read.
#[derive(Debug)]
struct Front {
    begin: usize,
    /// Where it ends; nothing where nothing stands there.
    end: Option<usize>,
    names: Option<f32>,
    /// Where its labels stand among those of all fronts of the note.
    parts: Range<usize>,
}

/// A reading that does not depend on what separates the clauses of a style.
#[derive(Debug, Default)]
pub(super) struct Shared(OnceCell<Front>);

impl Shared {
    /// Reads what begins at a place, or repeats what was read there; gives where it ends.
    pub(super) fn read(
        &self,
        walk: &mut Walk<'_, '_>,
        begin: usize,
        read: impl FnOnce(&mut Walk<'_, '_>) -> Option<usize>,
    ) -> Option<usize> {
        if let Some(known) = self.0.get().filter(|known| known.begin == begin) {
            let parts = walk.lexed.scratch.fronts.borrow();
            parts.get(known.parts.clone()).unwrap_or_default().iter().for_each(|part| walk.parts.add(*part));
            walk.names = known.names.or(walk.names);
            return known.end;
        }
        let before = walk.parts.len();
        let end = read(walk);
        let mut fronts = walk.lexed.scratch.fronts.borrow_mut();
        let from = fronts.len();
        fronts.extend_from_slice(walk.parts.range(&(before..walk.parts.len())));
        let parts = from..fronts.len();
        if self.0.set(Front { begin, end, names: walk.names, parts }).is_err() {
            // what begins elsewhere is none of the note's fronts
            fronts.truncate(from);
        }
        end
    }
}
