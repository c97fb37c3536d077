//! The texts of a record that a citation template says as they are printed.
//!
//! In: nothing. Out: a table of parameters and fields. Not here: what goes by other parameters, or by the kind of the work (`cs1`).

use super::slot::{Slot, Slots};
use crate::record::{Field, Record};

/// Where a record has a text.
pub(super) type Place = fn(&mut Record) -> &mut Option<Field<String>>;

/// The parameters that say a text of a record, of which the first counts; the same as a set; and where the record has it.
pub(super) struct Said {
    pub(super) slots: &'static [Slot],
    pub(super) any: Slots,
    pub(super) place: Place,
}

const fn said(slots: &'static [Slot], place: Place) -> Said {
    Said { slots, any: Slots::of(slots), place }
}

/// What is kept as it is printed: a citation has two or three of them.
pub(super) static TEXTS: [Said; 16] = [
    said(&[Slot::TransTitle, Slot::TransChapter], |record| &mut record.translated_title),
    said(&[Slot::SeriesNumber], |record| &mut record.collection_number),
    said(&[Slot::Conference], |record| &mut record.event_title),
    said(&[Slot::Publisher, Slot::Network, Slot::Station], |record| &mut record.publisher),
    said(&[Slot::PublicationPlace, Slot::Place], |record| &mut record.publisher_place),
    said(&[Slot::Edition], |record| &mut record.edition),
    said(&[Slot::Volume], |record| &mut record.volume),
    said(&[Slot::Department, Slot::Section], |record| &mut record.section),
    said(&[Slot::Type, Slot::Degree], |record| &mut record.genre),
    said(&[Slot::Format], |record| &mut record.medium),
    said(&[Slot::Scale], |record| &mut record.scale),
    said(&[Slot::Agency], |record| &mut record.agency),
    said(&[Slot::Via], |record| &mut record.via),
    said(&[Slot::Quote], |record| &mut record.quote),
    said(&[Slot::Note], |record| &mut record.note),
    said(&[Slot::Time, Slot::Minutes, Slot::Sheet, Slot::Inset], |record| &mut record.locator),
];
