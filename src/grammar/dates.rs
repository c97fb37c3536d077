//! The dates of a note: every style asks for the same ones, at the same places.
//!
//! In: a stretch. Out: the date that it begins with, read once. Not here: what a date is ([`super::date`]).

use super::date::{date_or_impossible, may_begin};
use crate::locale::DateOrder;
use crate::record::Date;
use crate::source::Span;
use std::cell::RefCell;

/// How many answers are kept.
const MOST: usize = 32;

/// The length of a date and what it says; where there is none, the length of one that is not in the calendar.
pub(super) type Dated = Result<(usize, Date), Option<usize>>;

/// What is known of the dates of a note, all of which are read in one order.
#[derive(Debug, Default)]
pub(super) struct Dates(RefCell<Vec<(Span, Dated)>>);

impl Dates {
    /// What a stretch of a text begins with.
    pub(super) fn read(&self, text: &str, stretch: &str, order: DateOrder) -> Dated {
        // a sign begins none
        if stretch.bytes().next().is_none_or(|first| first.is_ascii() && !first.is_ascii_alphanumeric()) {
            return Err(None);
        }
        let place = Span::of(stretch, text);
        if let Some((_, known)) = self.0.borrow().iter().find(|(known, _)| Some(*known) == place) {
            return *known;
        }
        if !may_begin(stretch) {
            return Err(None);
        }
        let read = date_or_impossible(stretch, order);
        let mut known = self.0.borrow_mut();
        if let Some(place) = place.filter(|_| known.len() < MOST) {
            known.push((place, read));
        }
        read
    }
}
