//! The parameters of a call by what they mean.
//!
//! In: a call and the tables. Out: one value for each meaning (the last that is not empty, as MediaWiki has it), the people in the order of their
//! numbers, and what no row of the tables knows. Not here: what the values say.

use super::call::{Call, Parameter};
use super::plain::trim;
use super::slot::{Slot, Slots};
use super::tables::{Tables, Tongue};

/// One person: the number in the names of the parameters, and their values.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Somebody<'s> {
    number: u16,
    pub(super) last: &'s str,
    pub(super) first: &'s str,
}

/// The roles that have a pair of parameters for each person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Author,
    Editor,
    Translator,
    Interviewer,
    Contributor,
}

/// The values of a call.
pub(super) struct Values<'s> {
    parameters: &'s [Parameter<'s>],
    /// By meaning, the place of its parameter, counted from 1; 0 for none.
    places: [u32; Slot::COUNT],
    /// Which meanings have one.
    present: Slots,
    people: [Vec<Somebody<'s>>; 5],
    /// Parameters that say something, and nobody knows what.
    pub(super) unknown: Vec<(&'s str, &'s str)>,
}

impl<'s> Values<'s> {
    /// Sorts the parameters of a call.
    pub(super) fn of(call: &'s Call<'s>, tables: &'static Tables, tongue: Tongue) -> Self {
        let mut out = Self {
            parameters: &call.parameters,
            places: [0; Slot::COUNT],
            present: Slots::default(),
            people: std::array::from_fn(|_| Vec::new()),
            unknown: Vec::new(),
        };
        for (place, one) in (1..).zip(&call.parameters) {
            let value = trim(one.value);
            if one.key.is_empty() || value.is_empty() {
                continue;
            }
            let meaning = one.meaning.or_else(|| tables.meaning(one.key));
            let Some((slot, number)) = meaning.and_then(|meaning| meaning.of(tongue)) else {
                out.unknown.push((one.key, value));
                continue;
            };
            match slot {
                Slot::Last => out.person(Part::Author, number).last = value,
                Slot::First => out.person(Part::Author, number).first = value,
                Slot::EditorLast => out.person(Part::Editor, number).last = value,
                Slot::EditorFirst => out.person(Part::Editor, number).first = value,
                Slot::TranslatorLast => out.person(Part::Translator, number).last = value,
                Slot::TranslatorFirst => out.person(Part::Translator, number).first = value,
                Slot::InterviewerLast => out.person(Part::Interviewer, number).last = value,
                Slot::InterviewerFirst => out.person(Part::Interviewer, number).first = value,
                Slot::ContributorLast => out.person(Part::Contributor, number).last = value,
                Slot::ContributorFirst => out.person(Part::Contributor, number).first = value,
                slot => {
                    if let Some(known) = out.places.get_mut(slot as usize) {
                        *known = place;
                    }
                    out.present = out.present.and(slot);
                }
            }
        }
        for people in out.people.iter_mut().filter(|people| people.len() > 1) {
            people.sort_by_key(|one| one.number);
        }
        out
    }

    fn person(&mut self, part: Part, number: u16) -> &mut Somebody<'s> {
        #[allow(clippy::indexing_slicing, reason = "as many lists as parts, and an index that was just found or made")]
        let people = &mut self.people[part as usize];
        let at = people.iter().position(|one| one.number == number).unwrap_or_else(|| {
            people.push(Somebody { number, ..Somebody::default() });
            people.len() - 1
        });
        #[allow(clippy::indexing_slicing, reason = "an index that was just found or made")]
        &mut people[at]
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
    #[inline]
    pub(super) fn first(&self, slots: &[Slot]) -> &'s str {
        slots.iter().find(|slot| self.has(**slot)).map(|slot| self.raw(*slot)).unwrap_or_default()
    }

    /// The people of one role, in the order of their numbers.
    pub(super) fn people(&self, part: Part) -> &[Somebody<'s>] {
        self.people.get(part as usize).map(Vec::as_slice).unwrap_or_default()
    }
}
