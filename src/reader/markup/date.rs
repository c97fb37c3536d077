//! Dates in parameters: `2006-06-24`, `24 June 2006`, `June 24, 2006`, `May–June 2006`, `Winter 2006–07`, `2014年7月14日`, `c. 1990`, `n.d.`.
//!
//! In: the plain value of a parameter, which is a date and nothing else. Out: a [`Date`]; `None` for what is more or less than a date, which is then kept as
//! printed. Not here: dates inside of running text (the grammar's). The words of dates are the locales', of all languages at once.

use super::plain::trim;
use crate::locale::{DateWord, Locale};
use crate::record::{CalendarDate, Date, Endpoint, Precision, Qualifier, Season};

/// What a word says in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// A month, 1 to 12.
    Month(u8),
    /// A season or a quarter.
    Season(Season),
    /// "about"
    Circa,
    /// "no date"
    Undated,
    /// "to"
    Until,
    /// A word that says nothing that the numbers do not.
    Filler,
}

/// One piece of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    /// A number, how many digits it has, and the sign that stands right behind it (`.`, `/`, `-`, or another).
    Number(i32, usize, char),
    Word(Word),
    Dash,
}

/// Reads a date.
pub(super) fn date(text: &str) -> Option<Date> {
    let text = trim(text).trim_end_matches(['.', ',', ';']);
    if text.is_empty() || text.len() > 80 {
        return None;
    }
    if let Some(date) = day_or_year(text) {
        return Some(Date::On(date));
    }
    if let Some(pieces) = in_words(text) {
        return pieces.calendar().map(Date::On);
    }
    let iso = text.len() == 10 || text.len() == 7 || text.len() == 4;
    if iso
        && text.is_ascii()
        && let Ok(date) = text.parse::<Date>()
    {
        return Some(date);
    }
    let mut tokens = tokens(text)?;
    if tokens.contains(&Token::Word(Word::Undated)) {
        return Some(Date::Undated);
    }
    let circa = tokens.contains(&Token::Word(Word::Circa));
    tokens.retain(|token| !matches!(token, Token::Word(Word::Circa | Word::Filler)));
    let qualifier = if circa { Qualifier::Approximate } else { Qualifier::Certain };
    let mut parts = tokens.split(|token| matches!(token, Token::Dash | Token::Word(Word::Until)));
    match (parts.next(), parts.next(), parts.next()) {
        (Some(one), None, _) => Some(Date::On(Pieces::of(one)?.calendar()?.qualified(qualifier))),
        (Some(from), Some(to), None) => {
            let mut from = Pieces::of(from)?;
            let mut to = match (to, from.month, from.day) {
                // the month stands before both days: `May 1–3, 2006`
                ([Token::Number(day, 1..=2, _), Token::Number(year, 4, _)], Some(_), Some(_)) => {
                    Pieces { year: Some(*year), day: u8::try_from(*day).ok(), ..Pieces::default() }
                }
                (to, ..) => Pieces::of(to)?,
            };
            from.complete(&mut to)?;
            Some(Date::Interval(
                Endpoint::On(from.calendar()?.qualified(qualifier)),
                Endpoint::On(to.calendar()?.qualified(qualifier)),
            ))
        }
        _ => None,
    }
}

/// `2006-06-24` or `2006`, as more than half of all dates are written.
fn day_or_year(text: &str) -> Option<CalendarDate> {
    let small = |digits: &[u8]| u8::try_from(number(digits)?).ok();
    let (year, rest) = text.as_bytes().split_first_chunk::<4>()?;
    let precision = match *rest {
        [] => Precision::Year,
        [b'-', m1, m2, b'-', d1, d2] => Precision::Day(small(&[m1, m2])?, small(&[d1, d2])?),
        _ => return None,
    };
    CalendarDate::new(CalendarDate::common_era(number(year)?.into()), precision).ok()
}

/// `24 June 2006`, `June 24, 2006` or `June 2006`, as nearly all others are written; `None` for any other form.
fn in_words(text: &str) -> Option<Pieces> {
    let (head, year) = text.split_at_checked(text.len().checked_sub(4)?)?;
    let (year, head) = (number(year.as_bytes())?, head.strip_suffix(' ')?);
    let (name, day) = match head.bytes().position(|byte| byte == b' ') {
        None => (head, None),
        Some(space) => {
            let (first, second) = (head.get(..space)?, head.get(space + 1..)?);
            let is_day = first.as_bytes().first()?.is_ascii_digit();
            let (name, day) = if is_day { (second, first) } else { (first, second) };
            let day = if is_day { day } else { day.strip_suffix(',').unwrap_or(day) };
            (name, Some(u8::try_from(number(day.as_bytes())?).ok().filter(|_| day.len() < 3)?))
        }
    };
    if name.len() < 2 || !name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let Word::Month(month) = Locale::get().calendar.word(name).and_then(meaning)? else { return None };
    Some(Pieces { year: Some(year.into()), month: Some(month), day, ..Pieces::default() })
}

/// A number of one to four digits of ASCII.
fn number(digits: &[u8]) -> Option<u16> {
    if !(1..=4).contains(&digits.len()) {
        return None;
    }
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| u16::from(byte - b'0'));
    digits.iter().try_fold(0, |number, byte| Some(number * 10 + digit(byte)?))
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    // what most dates have
    let mut out = Vec::with_capacity(8);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some((number, behind)) = plain_number(rest) {
            out.push(number);
            rest = behind;
        } else if let Some(digit) = first.to_digit(10).or_else(|| other_digit(first)) {
            let (mut value, mut count) = (i32::try_from(digit).ok()?, 1);
            let mut chars = rest.chars();
            chars.next();
            while let Some(digit) = chars.clone().next().and_then(|c| c.to_digit(10).or_else(|| other_digit(c))) {
                chars.next();
                value = value.checked_mul(10)?.checked_add(i32::try_from(digit).ok()?)?;
                count += 1;
            }
            rest = chars.as_str();
            out.push(Token::Number(value, count, rest.chars().next().unwrap_or(' ')));
            // what is glued to a short number makes it an ordinal: `1st`, `1er`, `4º`
            let glued = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            let tail = rest.get(..glued).unwrap_or_default();
            if count <= 2
                && tail.chars().count() <= 3
                && tail.chars().all(|c| c.is_ascii() || matches!(c, 'º' | 'ª' | 'è'))
            {
                rest = rest.get(glued..).unwrap_or_default();
            }
        } else if first.is_alphabetic() || is_mark(first) {
            // nearly all are words of ASCII, and the locales know them in any case
            let ascii = rest.bytes().take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'\'').count();
            let of_word = |c: char| c.is_alphabetic() || is_mark(c) || matches!(c, '\'' | '’' | '\u{200C}');
            let more = rest.get(ascii..)?;
            let end = ascii + more.find(|c: char| !of_word(c)).unwrap_or(more.len());
            let name = rest.get(..end)?;
            rest = rest.get(end..)?;
            if end == ascii
                && name.len() > 1
                && let Some(found) = Locale::get().calendar.word(name)
            {
                out.push(Token::Word(meaning(found)?));
                continue;
            }
            let name = name.to_lowercase();
            // `n.d.` is one word
            if name == "n"
                && let Some(behind) = rest.strip_prefix(".d").or_else(|| rest.strip_prefix(". d"))
            {
                out.push(Token::Word(Word::Undated));
                rest = behind.strip_prefix('.').unwrap_or(behind);
                continue;
            }
            out.push(Token::Word(word(&name)?));
        } else {
            match first {
                '–' | '—' | '−' => out.push(Token::Dash),
                '-' if !matches!(out.last(), Some(Token::Number(_, _, '-'))) || rest.starts_with("- ") => {
                    out.push(Token::Dash);
                }
                ' ' | ',' | '.' | '/' | '-' | '\u{A0}' | '\u{202F}' | '\u{2009}' | '，' | '、' | '،' | '\u{200E}'
                | '\u{200F}' => {}
                _ => return None,
            }
            rest = rest.get(first.len_utf8()..)?;
        }
    }
    Some(out)
}

/// A number of ASCII that nothing is glued to, as nearly all are.
fn plain_number(text: &str) -> Option<(Token, &str)> {
    let bytes = text.as_bytes();
    let count = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let sign = bytes.get(count).copied().unwrap_or(b' ');
    if !(1..=4).contains(&count) || !sign.is_ascii() || sign.is_ascii_alphabetic() {
        return None;
    }
    let (digits, behind) = text.split_at_checked(count)?;
    Some((Token::Number(digits.parse().ok()?, count, char::from(sign)), behind))
}

/// What a word says: one of the locales', or in scripts without spaces the words that it is made of.
fn word(name: &str) -> Option<Word> {
    let calendar = &Locale::get().calendar;
    if let Some(found) = calendar.word(name) {
        return meaning(found);
    }
    let (mut rest, mut last) = (name, None);
    while !rest.is_empty() {
        let (found, behind) = calendar.glued(rest)?;
        rest = behind;
        last = meaning(found);
    }
    last
}

fn meaning(word: DateWord) -> Option<Word> {
    Some(match word {
        DateWord::Month(month) | DateWord::Holiday(month) => Word::Month(month),
        DateWord::Season(season) => Word::Season(season),
        DateWord::Circa => Word::Circa,
        DateWord::Undated => Word::Undated,
        DateWord::Until => Word::Until,
        DateWord::PersianMonth(_) | DateWord::BeforeChrist => return None,
        _ => Word::Filler,
    })
}

fn is_mark(character: char) -> bool {
    matches!(character, '\u{0300}'..='\u{036F}' | '\u{0900}'..='\u{0DFF}' | '\u{0E00}'..='\u{109F}')
}

fn other_digit(character: char) -> Option<u32> {
    let code = u32::from(character);
    [0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10]
        .into_iter()
        .find_map(|zero| code.checked_sub(zero).filter(|digit| *digit < 10))
}

/// Day, month or season, and year, as far as they are said.
#[derive(Debug, Clone, Copy, Default)]
struct Pieces {
    year: Option<i32>,
    /// Whether the year was written with two digits, as the end of a range of years.
    short: bool,
    month: Option<u8>,
    season: Option<Season>,
    day: Option<u8>,
}

impl Pieces {
    fn of(tokens: &[Token]) -> Option<Self> {
        let mut out = Self::default();
        let (mut numbers, mut count) = ([(0, 0, ' '); 3], 0);
        for token in tokens {
            match token {
                Token::Word(Word::Month(month)) if out.month.is_none() => out.month = Some(*month),
                Token::Word(Word::Season(season)) if out.season.is_none() => out.season = Some(*season),
                Token::Number(value, digits, behind) => {
                    *numbers.get_mut(count)? = (*value, *digits, *behind);
                    count += 1;
                }
                _ => return None,
            }
        }
        let small = |value: i32| u8::try_from(value).ok();
        match (out.month.is_some() || out.season.is_some(), numbers.get(..count)?) {
            (true, []) => {}
            (_, [(year, 3..=4, _)]) => out.year = Some(*year),
            (_, [(number, 1..=2, _)]) => {
                out.day = small(*number);
                out.short = true;
            }
            (true, [(day, 1..=2, _), (year, 3..=4, _)] | [(year, 3..=4, _), (day, 1..=2, _)]) => {
                (out.day, out.year) = (small(*day), Some(*year));
            }
            // numbers only: year first, or day first where it is written with dots or words, or where the other way round makes no date
            (false, [(year, 4, _), (month, 1..=2, _)] | [(month, 1..=2, _), (year, 4, _)]) => {
                (out.year, out.month) = (Some(*year), small(*month));
            }
            (false, [(year, 4, _), (month, 1..=2, _), (day, 1..=2, _)]) => {
                (out.year, out.month, out.day) = (Some(*year), small(*month), small(*day));
            }
            (false, [(day, 1..=2, sign), (month, 1..=2, _), (year, 4, _)]) => {
                let (day, month) = match (*sign, *day > 12, *month > 12) {
                    ('/' | '-', false, true) => (month, day),
                    ('/' | '-', false, false) if day != month => return None,
                    _ => (day, month),
                };
                (out.year, out.month, out.day) = (Some(*year), small(*month), small(*day));
            }
            _ => return None,
        }
        Some(out)
    }

    /// Gives each end of a range what only the other says: `1–3 May 2006`, `May 1–3, 2006`, `2006–08`.
    fn complete(&mut self, to: &mut Self) -> Option<()> {
        let bare_number = to.short && to.month.is_none() && to.season.is_none() && to.year.is_none();
        if bare_number && self.year.is_some() && self.day.is_none() {
            let year = self.year?;
            let last = i32::from(to.day.take()?);
            to.year = Some(year - year.rem_euclid(100) + last);
            to.season = self.season;
        }
        if self.year.is_none() {
            self.year = to.year;
        }
        if self.month.is_none() && self.season.is_none() && self.day.is_some() {
            self.month = to.month;
        }
        if to.month.is_none() && to.season.is_none() && to.day.is_some() {
            to.month = self.month;
        }
        if to.year.is_none() {
            to.year = self.year;
        }
        Some(())
    }

    fn calendar(self) -> Option<CalendarDate> {
        let precision = match (self.season, self.month, self.day) {
            (Some(season), None, None) => Precision::Season(season),
            (None, Some(month), Some(day)) => Precision::Day(month, day),
            (None, Some(month), None) => Precision::Month(month),
            (None, None, None) => Precision::Year,
            _ => return None,
        };
        CalendarDate::new(CalendarDate::common_era(self.year?), precision).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_of_the_buddhist_calendar_are_told_by_their_size() {
        let is = |text: &str, edtf: &str| {
            assert_eq!(date(text).map(|date| date.to_string()).as_deref(), Some(edtf), "{text}");
        };
        is("3 พฤษภาคม 2553", "2010-05-03");
        is("2553", "2010");
        is("2553-05-03", "2010-05-03");
        is("3 May 2010", "2010-05-03");
    }

    #[test]
    fn the_forms_of_cs1_are_dates() {
        for (text, want) in [
            ("2006-06-24", "2006-06-24"),
            ("24 June 2006", "2006-06-24"),
            ("June 24, 2006", "2006-06-24"),
            ("4th of March, 2003", "2003-03-04"),
            ("June 2006", "2006-06"),
            ("Summer 2006", "2006-22"),
            ("Winter 2006–07", "2006-24/2007-24"),
            ("2006", "2006"),
            ("2006–2008", "2006/2008"),
            ("2006–08", "2006/2008"),
            ("May–June 2006", "2006-05/2006-06"),
            ("1–3 May 2006", "2006-05-01/2006-05-03"),
            ("May 1–3, 2006", "2006-05-01/2006-05-03"),
            ("29 May – 2 June 2006", "2006-05-29/2006-06-02"),
            ("December 30, 2005 – January 2, 2006", "2005-12-30/2006-01-02"),
            ("c. 1990", "1990~"),
            ("24.6.2006", "2006-06-24"),
            ("6/24/2006", "2006-06-24"),
            ("2014年7月14日", "2014-07-14"),
            ("۲۰۱۴-۰۷-۱۴", "2014-07-14"),
        ] {
            assert_eq!(date(text).map(|date| date.to_string()).as_deref(), Some(want), "{text}");
        }
        assert_eq!(date("n.d."), Some(Date::Undated));
    }

    #[test]
    fn what_is_more_or_less_than_a_date_stays_text() {
        for text in [
            "",
            "31 June 2006",
            "Originally published 1974",
            "4/5/2006",
            "June",
            "24 June",
            "forthcoming",
            "1990, 1991",
            "2006-13-01",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
