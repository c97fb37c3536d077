//! Answers about the stretches of a note that do not depend on the style, kept for the next style that asks.
//!
//! In: a place. Out: what was told of it. Not here: what is told. Every style asks for the same places again and again, so a place has one slot that it may be
//! found in: a search through all answers ends anywhere, which no machine foresees.

use std::cell::{Cell, RefCell};

/// How many slots there are: most notes ask for fewer places.
const SLOTS: usize = 64;

/// Where a stretch of a note begins and ends.
pub(super) type Place = (usize, usize);

/// What was told of some places of a note, of as many as `MOST`.
#[derive(Debug)]
pub(super) struct Known<T, const MOST: usize> {
    /// The answer to the place of a slot, counted from one.
    slots: [Cell<u8>; SLOTS],
    answers: RefCell<Vec<(Place, T)>>,
}

impl<T, const MOST: usize> Default for Known<T, MOST> {
    fn default() -> Self {
        Self { slots: [const { Cell::new(0) }; SLOTS], answers: RefCell::default() }
    }
}

impl<T: Copy, const MOST: usize> Known<T, MOST> {
    /// Forgets all answers, those about another text.
    pub(super) fn clear(&mut self) {
        self.slots = [const { Cell::new(0) }; SLOTS];
        self.answers.get_mut().clear();
    }

    /// What was told of a place.
    #[inline]
    pub(super) fn get(&self, place: Place) -> Option<T> {
        let index = usize::from(self.slot(place)?.get()).checked_sub(1)?;
        self.answers.borrow().get(index).filter(|(known, _)| *known == place).map(|(_, answer)| *answer)
    }

    /// Keeps what is told of a place, where there is still room; whether there was.
    pub(super) fn keep(&self, place: Place, answer: T) -> bool {
        let mut answers = self.answers.borrow_mut();
        if answers.len() >= MOST {
            return false;
        }
        answers.push((place, answer));
        if let (Some(slot), Ok(count)) = (self.slot(place), u8::try_from(answers.len())) {
            slot.set(count);
        }
        true
    }

    /// What was told of a place, or is told now.
    #[inline]
    pub(super) fn of(&self, place: Place, tell: impl FnOnce() -> T) -> T {
        self.get(place).unwrap_or_else(|| {
            let answer = tell();
            self.keep(place, answer);
            answer
        })
    }

    #[inline]
    fn slot(&self, (start, end): Place) -> Option<&Cell<u8>> {
        self.slots.get(start.wrapping_add(end.wrapping_mul(5)) % SLOTS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_has_its_own_answer() {
        let mut known = Known::<usize, 32>::default();
        for _ in 0..2 {
            for start in 0..20 {
                for end in start..20 {
                    assert_eq!(known.of((start, end), || 100 * start + end), 100 * start + end);
                }
            }
        }
        assert!(!known.keep((30, 40), 0), "there is no room left");
        known.clear();
        assert_eq!(known.get((0, 1)), None);
        assert!(known.keep((30, 40), 0));
    }
}
