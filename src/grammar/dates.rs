//! The dates of a note: every style asks for the same ones, at the same places.
//!
//! In: a stretch. Out: the date that it begins with, read once. Not here: what a date is ([`super::date`]).

use super::date::{date_or_impossible, may_begin};
use super::known::Known;
use crate::locale::DateOrder;
use crate::record::Date;
use crate::source::Span;

/// The length of a date and what it says; where there is none, the length of one that is not in the calendar.
pub(super) type Dated = Result<(usize, Date), Option<usize>>;

/// What is known of the dates of a note, all of which are read in one order.
#[derive(Debug, Default)]
pub(super) struct Dates(Known<Dated, 32>);

impl Dates {
    /// Forgets them.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// What a stretch of a text begins with.
    pub(super) fn read(&self, text: &str, stretch: &str, order: DateOrder) -> Dated {
        // a sign begins none
        if stretch.bytes().next().is_none_or(|first| first.is_ascii() && !first.is_ascii_alphanumeric()) {
            return Err(None);
        }
        let place = Span::of(stretch, text).map(|span| (span.start, span.end));
        if let Some(known) = place.and_then(|place| self.0.get(place)) {
            return known;
        }
        if !may_begin(stretch) {
            return Err(None);
        }
        let read = date_or_impossible(stretch, order);
        if let Some(place) = place {
            self.0.keep(place, read);
        }
        read
    }
}
