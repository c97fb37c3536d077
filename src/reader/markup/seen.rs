//! Names that were looked up already: a page has thousands, of which dozens differ.
//!
//! In: a name. Out: what was found out of it, once. Not here: what names mean (`tables`).

use crate::source::eight::{alike, hashed};

/// How many names have a place; of those that share one the last is known.
const PLACES: usize = 128;

/// What is known of names; nothing takes place before one is asked for.
#[derive(Default)]
pub(crate) struct Seen<'s, T>(Vec<(&'s str, T)>);

impl<'s, T: Copy + Default> Seen<'s, T> {
    /// What a name says; `ask` is asked where it was not seen, or another since that shares its place. No name says nothing.
    #[inline]
    pub(super) fn get(&mut self, name: &'s str, ask: impl FnOnce() -> T) -> T {
        #[allow(clippy::cast_possible_truncation, reason = "any of its bits will do")]
        let at = (hashed(name.as_bytes(), |eight| eight) >> 32) as usize % PLACES;
        if name.is_empty() {
            return T::default();
        }
        if self.0.is_empty() {
            self.0.resize(PLACES, ("", T::default()));
        }
        let Some((known, says)) = self.0.get_mut(at) else { return T::default() };
        if !alike(known.as_bytes(), name.as_bytes(), |eight| eight) {
            (*known, *says) = (name, ask());
        }
        *says
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_it_said_first() {
        let names: Vec<String> = (0..500).map(|number| format!("{number}{}", "x".repeat(number % 20))).collect();
        let mut seen = Seen::default();
        for round in 0..3 {
            for (number, name) in names.iter().enumerate() {
                assert_eq!(seen.get(name, || number), number);
                assert_eq!(seen.get(name, || round + 1000), number);
            }
        }
        assert_eq!(seen.get("", || 1), 0);
    }
}
