//! The words of dates, in every language at once.

use super::embedded;
use crate::record::Season;

/// What a word says in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateWord {
    /// A month of the Gregorian calendar, 1 to 12.
    Month(u8),
    /// A month of the Solar Hijri calendar, 1 to 12.
    PersianMonth(u8),
    /// A season or quarter.
    Season(Season),
    /// A feast that names its month.
    Holiday(u8),
    /// A day of the week, which says nothing that the date does not.
    Weekday,
    /// A word between day, month and year.
    Joiner,
    /// A word beside a year.
    Year,
    /// A word beside the number of a month.
    MonthNumber,
    /// A word beside the number of a day.
    Day,
    /// What makes a number an ordinal, glued to it.
    Ordinal,
    /// "about"
    Circa,
    /// "no date"
    Undated,
    /// "to", between two dates.
    Until,
    /// The year counts backwards.
    BeforeChrist,
}

/// The words of dates: those of all files, as `build.rs` lays them out.
#[derive(Debug, Default)]
pub struct Calendar(());

impl Calendar {
    /// Whether a word of dates may begin a text: what a walk through a text asks first.
    #[must_use]
    pub fn may_begin(&self, text: &str) -> bool {
        embedded::DATES_BEGIN.may(text)
    }

    /// The same, of the words for "no date".
    #[must_use]
    pub fn undated_may_begin(&self, text: &str) -> bool {
        embedded::UNDATED_BEGIN.may(text)
    }

    /// What a word (letters only, any case, without a full stop) says in a date.
    #[must_use]
    pub fn word(&self, word: &str) -> Option<DateWord> {
        embedded::DATES.get(word)
    }

    /// Whether letters, glued to a number, make it an ordinal: `th`, `er`, `-a`.
    #[must_use]
    pub fn ordinal(&self, letters: &str) -> bool {
        letters.len() <= 24 && embedded::ORDINALS.find(letters).is_some()
    }

    /// The word that stands at the beginning of `text` in a script without spaces, and the rest.
    #[must_use]
    pub fn glued<'t>(&self, text: &'t str) -> Option<(DateWord, &'t str)> {
        // a character of such a script has three bytes or more
        let head = text.as_bytes().first_chunk::<3>()?;
        let alike = embedded::GLUED.iter().filter(|(name, _)| name.as_bytes().first_chunk() == Some(head));
        alike.into_iter().find_map(|(name, word)| text.strip_prefix(*name).map(|rest| (*word, rest)))
    }
}
