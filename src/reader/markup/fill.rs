//! The parameters of a call by what they mean.
//!
//! In: a call and the tables. Out: one value for each meaning (the last that is not empty, as MediaWiki has it), the people in the order of their
//! numbers, and what no row of the tables knows. Not here: what the values say.

use super::call::{Call, Parameter};
use super::plain::trim;
use super::slot::{Slot, Slots};
use super::tables::{Tables, Tongue};
use crate::record::Role;

/// One person: the role, the number in the names of the parameters, and their values.
#[derive(Debug, Clone, Copy)]
pub(super) struct Somebody<'s> {
    pub(super) part: Part,
    number: u16,
    pub(super) last: &'s str,
    pub(super) first: &'s str,
}

/// The roles that have a pair of parameters for each person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Author,
    Editor,
    Translator,
    Interviewer,
    Contributor,
}

impl Part {
    /// Whose name a parameter has, and whether it is the family name.
    const fn of(slot: Slot) -> Option<(Self, bool)> {
        Some(match slot {
            Slot::Last => (Self::Author, true),
            Slot::First => (Self::Author, false),
            Slot::EditorLast => (Self::Editor, true),
            Slot::EditorFirst => (Self::Editor, false),
            Slot::TranslatorLast => (Self::Translator, true),
            Slot::TranslatorFirst => (Self::Translator, false),
            Slot::InterviewerLast => (Self::Interviewer, true),
            Slot::InterviewerFirst => (Self::Interviewer, false),
            Slot::ContributorLast => (Self::Contributor, true),
            Slot::ContributorFirst => (Self::Contributor, false),
            _ => return None,
        })
    }

    /// CSL's word for it.
    pub(super) const fn role(self) -> Role {
        match self {
            Self::Author => Role::Author,
            Self::Editor => Role::Editor,
            Self::Translator => Role::Translator,
            Self::Interviewer => Role::Interviewer,
            Self::Contributor => Role::Contributor,
        }
    }
}

/// What is sorted of one call after another.
#[derive(Debug, Default)]
pub(crate) struct Room<'s> {
    people: Vec<Somebody<'s>>,
    /// Parameters that say something, and nobody knows what.
    unknown: Vec<(&'s str, &'s str)>,
}

/// The values of a call.
pub(super) struct Values<'c, 's> {
    parameters: &'c [Parameter<'s>],
    /// By meaning, the place of its parameter, counted from 1; 0 for none.
    places: [u32; Slot::COUNT],
    /// Which meanings have one.
    present: Slots,
    room: &'c Room<'s>,
}

impl<'c, 's> Values<'c, 's> {
    /// Sorts the parameters of a call.
    pub(super) fn of(call: Call<'c, 's>, tables: &'static Tables, tongue: Tongue, room: &'c mut Room<'s>) -> Self {
        room.people.clear();
        room.unknown.clear();
        let (mut places, mut present) = ([0; Slot::COUNT], Slots::default());
        for (place, one) in (1..).zip(call.parameters) {
            let value = trim(one.value);
            if one.key.is_empty() || value.is_empty() {
                continue;
            }
            let meaning = one.meaning.or_else(|| tables.meaning(one.key));
            let Some((slot, number)) = meaning.and_then(|meaning| meaning.of(tongue)) else {
                room.unknown.push((one.key, value));
                continue;
            };
            if let Some((part, is_last)) = Part::of(slot) {
                let somebody = room.person(part, number);
                *(if is_last { &mut somebody.last } else { &mut somebody.first }) = value;
                continue;
            }
            if let Some(known) = places.get_mut(slot as usize) {
                *known = place;
            }
            present = present.and(slot);
        }
        if room.people.len() > 1 {
            room.people.sort_by_key(|one| (one.part, one.number));
        }
        Self { parameters: call.parameters, places, present, room }
    }

    /// Whether a meaning has a value: most have none.
    #[inline]
    pub(super) fn has(&self, slot: Slot) -> bool {
        self.place(slot) != 0
    }

    /// Whether any of several meanings has one.
    #[inline]
    pub(super) const fn has_any(&self, slots: Slots) -> bool {
        self.present.meets(slots)
    }

    #[inline]
    fn place(&self, slot: Slot) -> u32 {
        self.places.get(slot as usize).copied().unwrap_or_default()
    }

    /// The value of one meaning; empty for none.
    #[inline]
    pub(super) fn raw(&self, slot: Slot) -> &'s str {
        match self.place(slot) {
            0 => "",
            place => self.value(place),
        }
    }

    fn value(&self, place: u32) -> &'s str {
        let one = usize::try_from(place - 1).ok().and_then(|at| self.parameters.get(at));
        trim(one.map(|one| one.value).unwrap_or_default())
    }

    /// The first of several meanings that has a value.
    #[inline(never)]
    pub(super) fn first(&self, slots: &[Slot]) -> &'s str {
        slots.iter().find(|slot| self.has(**slot)).map(|slot| self.raw(*slot)).unwrap_or_default()
    }

    /// The people of each role, in the order of their numbers.
    pub(super) fn people(&self) -> impl Iterator<Item = &'c [Somebody<'s>]> {
        self.room.people.chunk_by(|one, next| one.part == next.part)
    }

    /// Parameters that say something, and nobody knows what.
    pub(super) fn unknown(&self) -> &'c [(&'s str, &'s str)] {
        &self.room.unknown
    }
}

impl<'s> Room<'s> {
    /// The person of a role and a number: one that is there, or a new one.
    fn person(&mut self, part: Part, number: u16) -> &mut Somebody<'s> {
        let is_same = |one: &Somebody<'_>| one.part == part && one.number == number;
        // one who has two names has them behind one another, mostly
        let at = self.people.iter().rposition(is_same).unwrap_or_else(|| {
            self.people.push(Somebody { part, number, last: "", first: "" });
            self.people.len() - 1
        });
        #[allow(clippy::indexing_slicing, reason = "an index that was just found or made")]
        &mut self.people[at]
    }
}
