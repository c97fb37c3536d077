//! The table of styles. Adding one is a file and a row.

mod arrange;
mod bare;
mod colon;
mod cs1;
mod front;
mod works;

use super::Context;
use super::label::Reading;
use super::lexical::Lexed;

/// A way of writing references.
pub(super) struct Style {
    /// The word that the JSON prints.
    pub(super) name: &'static str,
    /// The most that a reading with a title scores.
    pub(super) most: f32,
    /// Reads a note, if it can be of this style at all. The score of the reading is set by the table.
    pub(super) read: fn(&Lexed<'_>, Context) -> Option<Reading>,
}

/// The styles, the most common first: a reading that explains nearly all ends the search.
pub(super) const STYLES: &[Style] = &[
    // strict in what it takes, and what it takes others would take otherwise
    Style { name: "works", most: 1.0, read: works::read },
    Style { name: "cs1", most: 1.0, read: cs1::stops },
    Style { name: "cs2", most: 1.0, read: cs1::commas },
    Style { name: "colon", most: 1.0, read: colon::read },
    Style { name: "bare", most: 0.5, read: bare::read },
];
