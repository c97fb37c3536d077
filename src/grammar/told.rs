//! Answers about the places of a note that do not depend on the style, kept for the next style that asks.

use std::cell::RefCell;

/// How many answers are kept.
const MOST: usize = 64;

/// What was told of some places: where they are, where the text ends that was looked at, and what was told, in bits.
#[derive(Debug, Default)]
pub(super) struct Told(RefCell<Vec<(usize, usize, u8)>>);

impl Told {
    /// What was told of a place, or is told now.
    pub(super) fn told(&self, at: usize, end: usize, tell: impl FnOnce() -> u8) -> u8 {
        if let Some(known) = self.0.borrow().iter().find(|known| (known.0, known.1) == (at, end)) {
            return known.2;
        }
        let told = tell();
        let mut known = self.0.borrow_mut();
        if known.capacity() == 0 {
            known.reserve(MOST / 4);
        }
        if known.len() < MOST {
            known.push((at, end, told));
        }
        told
    }
}
