//! The table of styles. Adding one is a file and a row.

mod arrange;
mod bare;
mod clause;
mod colon;
mod comma_names;
mod cs1;
mod front;
mod publisher;
mod scholar;
mod serial;
mod unstopped;
mod works;

pub(super) use cs1::Begun;
pub(super) use scholar::Token;

use super::Context;
use super::label::Reading;
use super::lexical::Lexed;

/// A way of writing references.
pub(super) struct Style {
    /// The word that the JSON prints.
    pub(super) name: &'static str,
    /// Whether nothing that it reads can score more than a reading with a title does, where that is ever so.
    pub(super) beaten: Option<fn(f32, &Lexed<'_>, Context) -> bool>,
    /// Reads a note, if it can be of this style at all. The score of the reading is set by the table.
    pub(super) read: for<'l, 's> fn(&'l Lexed<'s>, Context) -> Option<Proposal<'l, 's>>,
}

/// What a style makes of a note.
pub(super) enum Proposal<'l, 's> {
    /// A reading.
    Read(Reading),
    /// One that is not worth finishing where the next style's scores more than it can.
    Begun(Box<Begun<'l, 's>>),
}

/// The styles, the most common first: a reading that explains nearly all ends the search.
pub(super) const STYLES: &[Style] = &[
    // strict in what it takes, and what it takes others would take otherwise
    Style { name: "works", beaten: None, read: |lexed, context| works::read(lexed, context).map(Proposal::Read) },
    Style { name: "serial", beaten: None, read: |lexed, context| serial::read(lexed, context).map(Proposal::Read) },
    Style { name: "scholar", beaten: None, read: |lexed, context| scholar::read(lexed, context).map(Proposal::Read) },
    Style { name: "cs1", beaten: None, read: cs1::stops },
    Style { name: "cs2", beaten: Some(cs1::commas_beaten), read: cs1::commas },
    Style { name: "colon", beaten: None, read: |lexed, context| colon::read(lexed, context).map(Proposal::Read) },
    Style {
        name: "bare",
        beaten: Some(|score, _, _| score >= 0.5),
        read: |lexed, context| bare::read(lexed, context).map(Proposal::Read),
    },
];
