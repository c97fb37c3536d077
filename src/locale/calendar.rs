//! The words of dates, in every language at once.

use super::file::{Dates, List};
use super::lower::Small;
use super::word_set::Begins;
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

/// The words of dates.
#[derive(Debug, Default)]
pub struct Calendar {
    words: Small<DateWord>,
    /// Endings that make a number an ordinal: the same letters may be a word where they stand alone.
    ordinals: Small<()>,
    /// Words beside numbers in scripts without spaces, where a word has no end of its own: `年`, `월`.
    glued: Vec<(&'static str, DateWord)>,
    /// What the words begin with.
    begins: Begins,
    /// What those for "no date" begin with.
    undated: Begins,
}

impl Calendar {
    pub(super) fn add(&mut self, dates: &Dates) {
        for (list, word) in [
            (dates.months, DateWord::Month as fn(u8) -> DateWord),
            (dates.persian_months, DateWord::PersianMonth as fn(u8) -> DateWord),
            (dates.quarters, |quarter| DateWord::Season(Season::Quarter(quarter))),
        ] {
            for (number, names) in (1..).zip(list) {
                self.all(*names, word(number));
            }
        }
        for (names, word) in [
            (dates.spring, DateWord::Season(Season::Spring)),
            (dates.summer, DateWord::Season(Season::Summer)),
            (dates.autumn, DateWord::Season(Season::Autumn)),
            (dates.winter, DateWord::Season(Season::Winter)),
            (dates.weekdays, DateWord::Weekday),
            (dates.year_words, DateWord::Year),
            (dates.month_words, DateWord::MonthNumber),
            (dates.day_words, DateWord::Day),
            (dates.circa, DateWord::Circa),
            (dates.undated, DateWord::Undated),
            (dates.until, DateWord::Until),
            (dates.before_christ, DateWord::BeforeChrist),
            // a word that says more than that it joins is taken at that
            (dates.ordinals, DateWord::Ordinal),
            (dates.joiners, DateWord::Joiner),
        ] {
            self.all(names, word);
        }
        for &(name, month) in dates.holidays {
            self.one(name, DateWord::Holiday(month));
        }
    }

    fn all(&mut self, names: List, word: DateWord) {
        for name in names.iter() {
            self.one(name, word);
        }
    }

    fn one(&mut self, name: &'static str, word: DateWord) {
        let mut name = name.trim().trim_end_matches('.');
        // `2-a`, `5-го`: the hyphen is a token of its own
        if word == DateWord::Ordinal {
            name = name.trim_start_matches('-');
        }
        if name.is_empty() {
            return;
        }
        self.begins.add(name);
        if word == DateWord::Undated {
            self.undated.add(name);
        }
        if word == DateWord::Ordinal {
            self.ordinals.entry(name).or_default();
        }
        // `มกราคม`, `ม.ค`, `พ. ศ`: a stop or a space inside the word ends it as little as a letter would
        if name.starts_with(super::word::spaceless)
            && name.chars().all(|c| super::word::spaceless(c) || matches!(c, '.' | ' '))
        {
            if !self.glued.iter().any(|(one, _)| *one == name) {
                self.glued.push((name, word));
            }
            return;
        }
        let known = self.words.entry(name).or_insert(word);
        if matches!(known, DateWord::Joiner | DateWord::Ordinal) {
            *known = word;
        }
    }

    /// Puts the words in order when all are there.
    pub(super) fn finish(&mut self) {
        self.glued.sort_by_key(|(one, _)| std::cmp::Reverse(one.len()));
    }

    /// Whether a word of dates may begin a text: what a walk through a text asks first.
    #[must_use]
    pub fn may_begin(&self, text: &str) -> bool {
        self.begins.may(text)
    }

    /// The same, of the words for "no date".
    #[must_use]
    pub fn undated_may_begin(&self, text: &str) -> bool {
        self.undated.may(text)
    }

    /// What a word (letters only, any case, without a full stop) says in a date.
    #[must_use]
    pub fn word(&self, word: &str) -> Option<DateWord> {
        self.words.get(word).copied()
    }

    /// Whether letters, glued to a number, make it an ordinal: `th`, `er`, `-a`.
    #[must_use]
    pub fn ordinal(&self, letters: &str) -> bool {
        letters.len() <= 24 && self.ordinals.get(letters).is_some()
    }

    /// The word that stands at the beginning of `text` in a script without spaces, and the rest.
    #[must_use]
    pub fn glued<'t>(&self, text: &'t str) -> Option<(DateWord, &'t str)> {
        // a character of such a script has three bytes or more
        let head = text.as_bytes().first_chunk::<3>()?;
        let alike = self.glued.iter().filter(|(name, _)| name.as_bytes().first_chunk() == Some(head));
        alike.into_iter().find_map(|(name, word)| text.strip_prefix(*name).map(|rest| (*word, rest)))
    }
}
