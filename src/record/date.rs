//! Dates that never say more than the source.
//!
//! Standard: EDTF (ISO 8601-2:2019), level 1, with decades and centuries as `199X` and `19XX`. A day without a month cannot be written; a day is in
//! the calendar; "n.d." is [`Date::Undated`], not absence. There is no order on partial dates, only the first and last day that they may mean.

use chrono::NaiveDate;
use std::fmt;
use std::str::FromStr;

/// A date or an interval of dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Date {
    /// One date.
    On(CalendarDate),
    /// From one to another.
    Interval(Endpoint, Endpoint),
    /// The source says that there is no date ("n.d.").
    Undated,
}

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Endpoint {
    /// A date.
    On(CalendarDate),
    /// Not ended, or not begun: `..`.
    Open,
    /// Not known: nothing on that side of the slash.
    Unknown,
}

/// How exact a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Precision {
    /// `19XX`: the hundred years of the year.
    Century,
    /// `199X`: the ten years of the year.
    Decade,
    /// A year.
    Year,
    /// A part of a year.
    Season(Season),
    /// A month, 1 to 12.
    Month(u8),
    /// A month and a day of it, both from 1.
    Day(u8, u8),
}

/// Seasons and quarters, with their EDTF numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Season {
    /// 21
    Spring,
    /// 22
    Summer,
    /// 23
    Autumn,
    /// 24
    Winter,
    /// 33 to 36 (level 2, as citations of journals need them): the quarter, 1 to 4.
    Quarter(u8),
}

/// How sure the source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Qualifier {
    /// Nothing is said against it.
    #[default]
    Certain,
    /// `?`
    Uncertain,
    /// `~`, "circa"
    Approximate,
    /// `%`
    Both,
}

/// A date in the proleptic Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CalendarDate {
    year: i32,
    precision: Precision,
    qualifier: Qualifier,
}

/// The text names no date of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImpossibleDate;

impl fmt::Display for ImpossibleDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("not a date of the calendar")
    }
}

impl std::error::Error for ImpossibleDate {}

impl Season {
    /// The number that EDTF writes in the place of the month.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Spring => 21,
            Self::Summer => 22,
            Self::Autumn => 23,
            Self::Winter => 24,
            Self::Quarter(quarter) => 32 + quarter,
        }
    }

    /// The season of an EDTF number.
    #[must_use]
    pub const fn from_number(number: u8) -> Option<Self> {
        match number {
            21 => Some(Self::Spring),
            22 => Some(Self::Summer),
            23 => Some(Self::Autumn),
            24 => Some(Self::Winter),
            33..=36 => Some(Self::Quarter(number - 32)),
            _ => None,
        }
    }
}

impl CalendarDate {
    /// A year; astronomical, so that 0 is 1 BC.
    #[must_use]
    pub const fn year_only(year: i32) -> Self {
        Self { year, precision: Precision::Year, qualifier: Qualifier::Certain }
    }

    /// A printed year as one of the common era: the Buddhist calendar of Thai pages is 543 years ahead, and no work is of its years 2400 to 2699 otherwise.
    #[must_use]
    pub const fn common_era(year: i32) -> i32 {
        if year >= 2400 && year < 2700 { year - 543 } else { year }
    }

    /// A date of any precision.
    ///
    /// # Errors
    ///
    /// [`ImpossibleDate`] when the month is not 1 to 12 or the day is not in that month of that year.
    pub fn new(year: i32, precision: Precision) -> Result<Self, ImpossibleDate> {
        let possible = match precision {
            Precision::Month(month) => (1..=12).contains(&month),
            Precision::Day(month, day) => NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day)).is_some(),
            Precision::Season(Season::Quarter(quarter)) => (1..=4).contains(&quarter),
            _ => true,
        };
        if possible && (-9999..=9999).contains(&year) {
            Ok(Self { year, precision, qualifier: Qualifier::Certain })
        } else {
            Err(ImpossibleDate)
        }
    }

    /// The same, qualified.
    #[must_use]
    pub const fn qualified(mut self, qualifier: Qualifier) -> Self {
        self.qualifier = qualifier;
        self
    }

    /// The year; the first of them for a decade or a century.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.year
    }

    /// How exact it is.
    #[must_use]
    pub const fn precision(self) -> Precision {
        self.precision
    }

    /// How sure the source is.
    #[must_use]
    pub const fn qualifier(self) -> Qualifier {
        self.qualifier
    }

    /// The first day that it may mean.
    #[must_use]
    pub fn earliest(self) -> Option<NaiveDate> {
        let (month, day) = match self.precision {
            Precision::Century | Precision::Decade | Precision::Year => (1, 1),
            Precision::Season(Season::Spring) => (3, 1),
            Precision::Season(Season::Summer) => (6, 1),
            Precision::Season(Season::Autumn) => (9, 1),
            Precision::Season(Season::Winter) => (12, 1),
            Precision::Season(Season::Quarter(quarter)) => (3 * quarter.saturating_sub(1) + 1, 1),
            Precision::Month(month) => (month, 1),
            Precision::Day(month, day) => (month, day),
        };
        NaiveDate::from_ymd_opt(self.year, u32::from(month), u32::from(day))
    }

    /// The last day that it may mean.
    #[must_use]
    pub fn latest(self) -> Option<NaiveDate> {
        let end_of = |year: i32, month: u8| {
            let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
            NaiveDate::from_ymd_opt(year, u32::from(month), 1)?.pred_opt()
        };
        match self.precision {
            Precision::Century => end_of(self.year + 99, 12),
            Precision::Decade => end_of(self.year + 9, 12),
            Precision::Year => end_of(self.year, 12),
            Precision::Season(Season::Spring) => end_of(self.year, 5),
            Precision::Season(Season::Summer) => end_of(self.year, 8),
            Precision::Season(Season::Autumn) => end_of(self.year, 11),
            Precision::Season(Season::Winter) => end_of(self.year + 1, 2),
            Precision::Season(Season::Quarter(quarter)) => end_of(self.year, 3 * quarter),
            Precision::Month(month) => end_of(self.year, month),
            Precision::Day(..) => self.earliest(),
        }
    }

    /// What CSL's `date-parts` can say of it: year, month, day. A decade or a century has none.
    #[must_use]
    pub fn parts(self) -> Option<[Option<i32>; 3]> {
        Some(match self.precision {
            Precision::Century | Precision::Decade => return None,
            Precision::Year | Precision::Season(_) => [Some(self.year), None, None],
            Precision::Month(month) => [Some(self.year), Some(month.into()), None],
            Precision::Day(month, day) => [Some(self.year), Some(month.into()), Some(day.into())],
        })
    }
}

impl Date {
    /// The day on which it begins at the earliest.
    #[must_use]
    pub fn earliest(self) -> Option<NaiveDate> {
        match self {
            Self::On(date) | Self::Interval(Endpoint::On(date), _) => date.earliest(),
            Self::Interval(..) | Self::Undated => None,
        }
    }

    /// The day on which it ends at the latest.
    #[must_use]
    pub fn latest(self) -> Option<NaiveDate> {
        match self {
            Self::On(date) | Self::Interval(_, Endpoint::On(date)) => date.latest(),
            Self::Interval(..) | Self::Undated => None,
        }
    }

    /// The year in which it begins, or else ends.
    #[must_use]
    pub const fn year(self) -> Option<i32> {
        match self {
            Self::On(date) | Self::Interval(Endpoint::On(date), _) | Self::Interval(_, Endpoint::On(date)) => {
                Some(date.year())
            }
            Self::Interval(..) | Self::Undated => None,
        }
    }

    /// A date of the calendar, where it is one day.
    #[must_use]
    pub fn as_day(self) -> Option<NaiveDate> {
        match self {
            Self::On(date) if matches!(date.precision, Precision::Day(..)) => date.earliest(),
            _ => None,
        }
    }
}

impl fmt::Display for CalendarDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.year;
        if year < 0 {
            out.write_str("-")?;
        }
        // four digits of a year, two of a month and a day: the machinery of `write!` would cost more than all else that is printed
        let absolute = year.unsigned_abs();
        if absolute > 9999 {
            write!(out, "{}", absolute / 10_000)?;
        }
        let digits = [digit(absolute / 1000), digit(absolute / 100), digit(absolute / 10), digit(absolute)];
        let (kept, rest) = match self.precision {
            Precision::Century => (2, "XX"),
            Precision::Decade => (3, "X"),
            _ => (4, ""),
        };
        write_ascii(out, digits.get(..kept).unwrap_or_default())?;
        let two = |number: u8| [b'-', digit(u32::from(number) / 10), digit(number.into())];
        match self.precision {
            Precision::Century | Precision::Decade | Precision::Year => out.write_str(rest)?,
            Precision::Season(season) => write_ascii(out, &two(season.number()))?,
            Precision::Month(month) => write_ascii(out, &two(month))?,
            Precision::Day(month, day) => {
                write_ascii(out, &two(month))?;
                write_ascii(out, &two(day))?;
            }
        }
        out.write_str(match self.qualifier {
            Qualifier::Certain => "",
            Qualifier::Uncertain => "?",
            Qualifier::Approximate => "~",
            Qualifier::Both => "%",
        })
    }
}

/// The last digit of a number.
fn digit(number: u32) -> u8 {
    b'0' + u8::try_from(number % 10).unwrap_or_default()
}

fn write_ascii(out: &mut fmt::Formatter<'_>, digits: &[u8]) -> fmt::Result {
    std::str::from_utf8(digits).map_or(Err(fmt::Error), |digits| out.write_str(digits))
}

impl fmt::Display for Endpoint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(date) => date.fmt(out),
            Self::Open => out.write_str(".."),
            Self::Unknown => Ok(()),
        }
    }
}

/// EDTF; nothing for [`Date::Undated`].
impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(date) => date.fmt(out),
            Self::Interval(from, to) => write!(out, "{from}/{to}"),
            Self::Undated => Ok(()),
        }
    }
}

impl FromStr for CalendarDate {
    type Err = ImpossibleDate;

    fn from_str(text: &str) -> Result<Self, ImpossibleDate> {
        let (text, qualifier) = match text.as_bytes().last() {
            Some(b'?') => (text.strip_suffix('?'), Qualifier::Uncertain),
            Some(b'~') => (text.strip_suffix('~'), Qualifier::Approximate),
            Some(b'%') => (text.strip_suffix('%'), Qualifier::Both),
            _ => (Some(text), Qualifier::Certain),
        };
        let text = text.ok_or(ImpossibleDate)?;
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let sign = |year: i32| if negative { -year } else { year };
        let mut parts = text.splitn(3, '-');
        let year = parts.next().ok_or(ImpossibleDate)?;
        let rest = (parts.next(), parts.next());
        let number = |part: &str| -> Result<u8, ImpossibleDate> {
            if part.len() == 2 { part.parse().map_err(|_| ImpossibleDate) } else { Err(ImpossibleDate) }
        };
        let digits = |text: &str| -> Result<i32, ImpossibleDate> {
            if text.bytes().all(|b| b.is_ascii_digit()) {
                text.parse().map_err(|_| ImpossibleDate)
            } else {
                Err(ImpossibleDate)
            }
        };
        if year.len() != 4 {
            return Err(ImpossibleDate);
        }
        let decade = year.strip_suffix('X');
        let date = match (decade.and_then(|decade| decade.strip_suffix('X')), decade, rest) {
            (Some(century), _, (None, _)) => Self::new(sign(digits(century)? * 100), Precision::Century),
            (None, Some(decade), (None, _)) => Self::new(sign(digits(decade)? * 10), Precision::Decade),
            (None, None, (None, _)) => Self::new(sign(digits(year)?), Precision::Year),
            (None, None, (Some(month), None)) => {
                let month = number(month)?;
                let precision = Season::from_number(month).map_or(Precision::Month(month), Precision::Season);
                Self::new(sign(digits(year)?), precision)
            }
            (None, None, (Some(month), Some(day))) => {
                Self::new(sign(digits(year)?), Precision::Day(number(month)?, number(day)?))
            }
            _ => Err(ImpossibleDate),
        };
        Ok(date?.qualified(qualifier))
    }
}

impl FromStr for Date {
    type Err = ImpossibleDate;

    /// Reads EDTF.
    fn from_str(text: &str) -> Result<Self, ImpossibleDate> {
        let end = |text: &str| match text {
            ".." => Ok(Endpoint::Open),
            "" => Ok(Endpoint::Unknown),
            date => date.parse().map(Endpoint::On),
        };
        match text.split_once('/') {
            Some((from, to)) if !(from.is_empty() && to.is_empty()) => Ok(Self::Interval(end(from)?, end(to)?)),
            Some(_) => Err(ImpossibleDate),
            None => text.parse().map(Self::On),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edtf_is_read_and_written_back() {
        for text in [
            "1985",
            "1985-04",
            "1985-04-12",
            "199X",
            "19XX",
            "2001-21",
            "2001-34",
            "1984?",
            "2004-06~",
            "2004-06-11%",
            "1964/2008",
            "2004-02/..",
            "/2008",
            "-0044-03-15",
        ] {
            let date: Date = text.parse().unwrap();
            assert_eq!(date.to_string(), text);
        }
    }

    #[test]
    fn no_day_is_invented_and_none_is_impossible() {
        for text in ["2021-02-29", "2021-13", "2021-00", "2021-4-1", "85", "/", "2021-06-31", "20X1", ""] {
            assert_eq!(text.parse::<Date>(), Err(ImpossibleDate), "{text}");
        }
        let month: Date = "2021-02".parse().unwrap();
        assert_eq!(month.latest(), NaiveDate::from_ymd_opt(2021, 2, 28));
        assert_eq!(month.as_day(), None);
    }
}
