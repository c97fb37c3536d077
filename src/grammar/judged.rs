//! The stretches of a note that were looked at as names, and what came of it: every style asks for the same ones.
//!
//! In: a stretch. Out: how plausible it is that it is names, and their labels, read once. Not here: what names are ([`super::name`]).

use super::known::{Known, Place};
use super::label::{Label, Part, Parts};
use super::name::{self, Cuts};
use crate::record::Role;
use std::cell::RefCell;

/// What is known of a note's names.
#[derive(Debug, Default)]
pub(super) struct Judged {
    /// How plausible stretches are, without the space around them, and where their labels stand among those of all.
    stretches: Known<(f32, Place), 48>,
    /// The labels of all of them, as of authors.
    parts: RefCell<Parts<'static>>,
    cuts: RefCell<Cuts>,
}

impl Judged {
    /// Forgets them.
    pub(super) fn clear(&mut self) {
        self.stretches.clear();
        self.parts.get_mut().back_to(0);
    }

    /// How plausible it is that a stretch is names.
    pub(super) fn plausible(&self, text: &str, start: usize, end: usize) -> f32 {
        self.look(text, start, end, |plausible, _| plausible)
    }

    /// Labels the names of a stretch; gives how plausible they are.
    pub(super) fn names(&self, text: &str, (start, end): (usize, usize), role: Role, parts: &mut Parts<'_>) -> f32 {
        self.look(text, start, end, |plausible, known| {
            for part in known {
                let label = match part.label {
                    Label::Name(_, name) => Label::Name(role, name),
                    other => other,
                };
                parts.add(Part { label, ..*part });
            }
            plausible
        })
    }

    fn look<R>(&self, text: &str, start: usize, end: usize, told: impl FnOnce(f32, &[Part]) -> R) -> R {
        let Some(place) = name::trimmed(text, (start, end)) else { return told(0.0, &[]) };
        let mut parts = self.parts.borrow_mut();
        if let Some((plausible, (from, to))) = self.stretches.get(place) {
            return told(plausible, parts.range(&(from..to)));
        }
        let from = parts.len();
        let plausible = name::names(text, place, Role::Author, &mut self.cuts.borrow_mut(), &mut parts);
        let range = from..parts.len();
        let out = told(plausible, parts.range(&range));
        if !self.stretches.keep(place, (plausible, (from, range.end))) {
            parts.back_to(from);
        }
        out
    }
}
