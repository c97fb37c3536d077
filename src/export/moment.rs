//! Dates as exports write them.
//!
//! In: a date of a record, typed or as printed. Out: what a format with year, month and day can say of it, and the whole of it for people. A year is
//! never made up: a literal gives one only where it holds exactly one year.

use crate::record::{CalendarDate, Date, Endpoint, Field, Precision, Qualifier, Season, Value};
use std::fmt::Write as _;

/// Year, month and day, as far as known; the year is at least 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) year: i32,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What year, month and day can say of the date (of an interval its beginning), and whether that is all of it.
pub(super) fn moment(date: &Field<Date>) -> Option<(Moment, bool)> {
    match &date.value {
        Value::Literal(text) => year_in(text).map(|year| (Moment { year, month: None, day: None }, false)),
        Value::Typed(Date::On(date)) => of_calendar(*date),
        Value::Typed(Date::Interval(from, to)) => {
            let end =
                [from, to].into_iter().find_map(|end| if let Endpoint::On(date) = end { Some(*date) } else { None })?;
            of_calendar(end).map(|(moment, _)| (moment, false))
        }
        Value::Typed(Date::Undated) => None,
    }
}

/// Whether the source says that there is no date.
pub(super) fn is_undated(date: &Field<Date>) -> bool {
    matches!(date.value, Value::Typed(Date::Undated))
}

fn of_calendar(date: CalendarDate) -> Option<(Moment, bool)> {
    let [year, month, day] = date.parts()?;
    let year = year.filter(|year| *year > 0)?;
    let small = |part: Option<i32>| part.and_then(|part| u8::try_from(part).ok());
    let exact = !matches!(date.precision(), Precision::Season(_)) && date.qualifier() == Qualifier::Certain;
    Some((Moment { year, month: small(month), day: small(day) }, exact))
}

/// The year of a text that holds exactly one run of four digits, with nothing but text around it.
fn year_in(text: &str) -> Option<i32> {
    let mut runs = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|run| run.len() == 4 && run.bytes().all(|b| b.is_ascii_digit()));
    let year = runs.next()?.parse().ok().filter(|year| *year > 0);
    if runs.next().is_some() { None } else { year }
}

impl Moment {
    /// `2017-03-19`, `2017-03`, `2017`, with a separator of choice.
    pub(super) fn write_iso(self, out: &mut String) {
        digits(out, self.year.unsigned_abs(), 4);
        if let Some(month) = self.month {
            out.push('-');
            digits(out, month.into(), 2);
            if let Some(day) = self.day {
                out.push('-');
                digits(out, day.into(), 2);
            }
        }
    }

    /// `19 March 2017`, `March 2017`, `2017`.
    pub(super) fn write_human(self, out: &mut String) {
        if let Some(month) = self.month {
            if let Some(day) = self.day {
                digits(out, day.into(), 1);
                out.push(' ');
            }
            out.push_str(month_name(month));
            out.push(' ');
        }
        digits(out, self.year.unsigned_abs(), 1);
    }
}

/// Writes a number with leading zeros.
pub(super) fn digits(out: &mut String, number: u32, width: usize) {
    let mut text = [b'0'; 10];
    let (mut number, mut length) = (number, 0);
    for slot in text.iter_mut().rev() {
        if number == 0 && length >= width {
            break;
        }
        *slot = b'0' + u8::try_from(number % 10).unwrap_or_default();
        number /= 10;
        length += 1;
    }
    out.extend(text.iter().skip(10 - length).map(|digit| char::from(*digit)));
}

fn month_name(month: u8) -> &'static str {
    usize::from(month).checked_sub(1).and_then(|at| MONTHS.get(at)).copied().unwrap_or_default()
}

/// The three letters that BibTeX knows a month by.
pub(super) fn month_macro(month: u8) -> &'static str {
    const MACROS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    usize::from(month).checked_sub(1).and_then(|at| MACROS.get(at)).copied().unwrap_or_default()
}

/// The whole date for people: `19 March 2017`, `Spring 2009`, `c. 1990`, `1990s`, `May 2001 – June 2001`, or as printed.
pub(super) fn human(date: &Field<Date>) -> String {
    let mut out = String::new();
    match &date.value {
        Value::Literal(text) => out.push_str(text.trim()),
        Value::Typed(Date::Undated) => out.push_str("n.d."),
        Value::Typed(Date::On(date)) => calendar(&mut out, *date),
        Value::Typed(Date::Interval(from, to)) => {
            end(&mut out, *from);
            out.push_str(" – ");
            end(&mut out, *to);
        }
    }
    out
}

fn end(out: &mut String, end: Endpoint) {
    match end {
        Endpoint::On(date) => calendar(out, date),
        Endpoint::Open => out.push_str("open"),
        Endpoint::Unknown => out.push('?'),
    }
}

fn calendar(out: &mut String, date: CalendarDate) {
    if matches!(date.qualifier(), Qualifier::Approximate | Qualifier::Both) {
        out.push_str("c. ");
    }
    let bc = date.year() < 1;
    let year = if bc { 1 - date.year() } else { date.year() };
    match date.precision() {
        Precision::Century => {
            let _ = write!(out, "{}–{}", year, year + 99);
        }
        Precision::Decade => {
            let _ = write!(out, "{year}s");
        }
        Precision::Season(season) => {
            match season {
                Season::Spring => out.push_str("Spring"),
                Season::Summer => out.push_str("Summer"),
                Season::Autumn => out.push_str("Autumn"),
                Season::Winter => out.push_str("Winter"),
                Season::Quarter(quarter) => {
                    let _ = write!(out, "Q{quarter}");
                }
            }
            let _ = write!(out, " {year}");
        }
        Precision::Year => Moment { year, month: None, day: None }.write_human(out),
        Precision::Month(month) => Moment { year, month: Some(month), day: None }.write_human(out),
        Precision::Day(month, day) => Moment { year, month: Some(month), day: Some(day) }.write_human(out),
    }
    if bc {
        out.push_str(" BC");
    }
    if matches!(date.qualifier(), Qualifier::Uncertain | Qualifier::Both) {
        out.push_str(" (?)");
    }
}
