//! Reads dates in any language.
//!
//! In: text that starts at a date. Out: a [`Date`] that says no more than the text, and the rest. Not here: what the date is of.
//! Standards: CS1's date formats (Help:Citation Style 1, "Dates"), ISO 8601 calendar dates, EDTF for what comes out.
//!
//! ```text
//! date   = [ circa ] [ weekday [ "," ] ] ( single [ dash single ] ) / undated
//! single = iso / numeric / day month year / month day "," year / month year / year month day / season year / year
//! ```

use crate::locale::{DateOrder, DateWord, Locale, boundary, digit, is_letter, is_letter_or_number, spaceless};
use crate::record::{CalendarDate, Date, Endpoint, Precision, Qualifier, Season};
use crate::source::run::run_of_digits;

/// A token of a date and where it ends.
#[derive(Debug, Clone, Copy)]
struct Token {
    kind: Kind,
    /// One past its last byte.
    end: usize,
    /// Whether space stands before it.
    spaced: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Number { value: u32, digits: u8 },
    Word(DateWord),
    Dash { wide: bool },
    Slash,
    Dot,
    Comma,
}

/// The most tokens that a date has: `from Thursday, 29th of May, 2006 – 2nd of June, 2006`.
const MOST: usize = 18;

/// The parts that one date of a range says.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Said {
    year: Option<i32>,
    month: Option<u8>,
    day: Option<u8>,
    season: Option<Season>,
    persian: bool,
    decade: bool,
}

/// Reads a date of any form at the beginning of a text; `order` says how an all-number date is meant. Gives its length; nothing where the text does not begin
/// with a date, or where the date is not in the calendar.
pub(crate) fn date(input: &str, order: DateOrder) -> Option<(usize, Date)> {
    if may_begin(input) { of_tokens(input, &tokens(input), order) } else { None }
}

/// Reads a date where one may begin; where there is none, gives the length of one that is none of the calendar: a day, a month and a year that do not fit each
/// other.
///
/// # Errors
///
/// That length, if there is such a date.
pub(crate) fn date_or_impossible(input: &str, order: DateOrder) -> Result<(usize, Date), Option<usize>> {
    let tokens = tokens(input);
    of_tokens(input, &tokens, order).ok_or_else(|| {
        let (next, said) = single(&tokens, 0, order, input)?;
        let end = tokens.get(next.checked_sub(1)?)?.end;
        (said.day.is_some() && said.year.is_some() && calendar_date(said).is_none()).then_some(end)
    })
}

fn of_tokens(input: &str, tokens: &[Token], order: DateOrder) -> Option<(usize, Date)> {
    let number = matches!(tokens.first(), Some(Token { kind: Kind::Number { .. }, .. }));
    // no word for "no date" begins with a number
    let first = if number { days(input, tokens) } else { undated(input).map(|end| (end, Date::Undated)) };
    first.or_else(|| read(input, tokens, order))
}

fn read(input: &str, tokens: &[Token], order: DateOrder) -> Option<(usize, Date)> {
    let mut at = 0;
    let mut qualifier = Qualifier::Certain;
    if let Some(Token { kind: Kind::Word(DateWord::Circa), .. }) = tokens.first() {
        qualifier = Qualifier::Approximate;
        at = skip(tokens, 1, |kind| kind == Kind::Dot);
    }
    if let Some(Token { kind: Kind::Word(DateWord::Weekday), .. }) = tokens.get(at) {
        at = skip(tokens, at + 1, |kind| matches!(kind, Kind::Comma | Kind::Dot));
    }
    let (next, from) = single(tokens, at, order, input)?;
    if let Some((end, date)) = range(tokens, next, from, order, input, qualifier) {
        return Some((end, date));
    }
    let date = calendar_date(from)?.qualified(qualifier);
    let end = tokens.get(next.checked_sub(1)?)?.end;
    ends_well(input, end).then_some((end, Date::On(date)))
}

/// Whether a date may begin here, by its first character or word: most clauses begin with neither.
pub(crate) fn may_begin(input: &str) -> bool {
    input
        .chars()
        .next()
        .is_some_and(|first| digit(first).is_some() || is_letter(first) && Locale::get().calendar.may_begin(input))
}

/// A date ends where a word may end; a year may carry a letter (`2005a`).
fn ends_well(input: &str, end: usize) -> bool {
    let tail = input.get(end..).unwrap_or_default();
    let mut characters = tail.chars();
    let (before, after) = (input.get(..end).and_then(|head| head.chars().next_back()), characters.next());
    boundary(before, after)
        || (after.is_some_and(|c| c.is_ascii_lowercase())
            && before.is_some_and(|c| c.is_ascii_digit())
            && !characters.next().is_some_and(is_letter_or_number))
}

/// The longest word for "no date", in bytes.
const LONGEST_UNDATED: usize = 24;

/// "n.d." and its like: the length of the word, when it stands here.
fn undated(input: &str) -> Option<usize> {
    let ends = |c: char| c.is_whitespace() || matches!(c, ')' | ']' | ',' | ';' | '）');
    let end = input.char_indices().take(LONGEST_UNDATED + 1).find(|(_, c)| ends(*c)).map_or(input.len(), |(at, _)| at);
    let word = input.get(..end.min(LONGEST_UNDATED))?;
    if !word.contains('.') && input.get(..1) != Some("s") {
        return None;
    }
    let bare = word.trim_end_matches('.');
    match Locale::get().calendar.word(bare) {
        Some(DateWord::Undated) => Some(if bare.len() < word.len() { bare.len() + 1 } else { bare.len() }),
        _ => None,
    }
}

/// The tokens of a date, on the stack: nearly every number is asked whether it is one.
struct Tokens {
    places: [Token; MOST],
    count: usize,
}

impl Tokens {
    fn push(&mut self, token: Token) {
        if let Some(place) = self.places.get_mut(self.count) {
            *place = token;
            self.count += 1;
        }
    }
}

impl std::ops::Deref for Tokens {
    type Target = [Token];

    fn deref(&self) -> &[Token] {
        self.places.get(..self.count).unwrap_or_default()
    }
}

fn tokens(input: &str) -> Tokens {
    let calendar = &Locale::get().calendar;
    let mut out = Tokens { places: [Token { kind: Kind::Dot, end: 0, spaced: false }; MOST], count: 0 };
    let mut at = 0;
    let mut spaced = false;
    while out.count < MOST {
        let Some(rest) = input.get(at..) else { break };
        let Some(character) = rest.chars().next() else { break };
        let length = character.len_utf8();
        let (kind, length) = if character == ' ' {
            if spaced {
                break;
            }
            spaced = true;
            at += 1;
            continue;
        } else if digit(character).is_some() {
            match number(rest) {
                Some((number, length)) => (number, length),
                None => break,
            }
        } else if spaceless(character) {
            match calendar.glued(rest) {
                Some((word, after)) => (Kind::Word(word), rest.len() - after.len()),
                None => match word(rest) {
                    Some((found, length)) => (Kind::Word(found), length),
                    None => break,
                },
            }
        } else if let Some(length) = ending(rest, spaced, &out) {
            (Kind::Word(DateWord::Ordinal), length)
        } else if is_letter(character) {
            match word(rest) {
                Some((word, length)) => (Kind::Word(word), length),
                None => break,
            }
        } else {
            let kind = match character {
                '-' | '‐' | '\u{2011}' => Kind::Dash { wide: false },
                '–' | '—' | '−' | '〜' | '～' => Kind::Dash { wide: true },
                '/' => Kind::Slash,
                '.' => Kind::Dot,
                ',' | '،' | '，' => Kind::Comma,
                'º' | 'ª' | '°' if matches!(out.last(), Some(Token { kind: Kind::Number { .. }, .. })) => {
                    Kind::Word(DateWord::Ordinal)
                }
                _ => break,
            };
            (kind, length)
        };
        at += length;
        out.push(Token { kind, end: at, spaced });
        spaced = false;
    }
    out
}

/// The number of four digits and fewer that a text begins with, and its length.
fn number(text: &str) -> Option<(Kind, usize)> {
    let bytes = text.as_bytes();
    let ascii = run_of_digits(bytes);
    if ascii > 0 && bytes.get(ascii).is_none_or(u8::is_ascii) {
        let few = bytes.get(..ascii).filter(|few| few.len() <= 4)?;
        let value = few.iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0'));
        return Some((Kind::Number { value, digits: u8::try_from(ascii).unwrap_or(9) }, ascii));
    }
    let length = letters(text, |c| digit(c).is_some());
    let text = text.get(..length)?;
    let digits = text.chars().count();
    let value = crate::locale::number(text).filter(|_| digits <= 4)?;
    Some((Kind::Number { value, digits: u8::try_from(digits).unwrap_or(9) }, length))
}

/// The length of an ending that makes the number before it an ordinal: `1er`, `2-a`.
fn ending(rest: &str, spaced: bool, before: &[Token]) -> Option<usize> {
    let small = |token: &Token| matches!(token.kind, Kind::Number { digits: 1..=2, .. });
    let behind_number = match before {
        [.., number, Token { kind: Kind::Dash { wide: false }, spaced: false, .. }] | [.., number] => small(number),
        [] => false,
    };
    if spaced || !behind_number {
        return None;
    }
    let length = letters(rest, of_word);
    (length > 0 && Locale::get().calendar.ordinal(rest.get(..length)?)).then_some(length)
}

/// The word at the beginning of `text` (or the two words, as some months are), and its length.
fn word(text: &str) -> Option<(DateWord, usize)> {
    let calendar = &Locale::get().calendar;
    let length = letters(text, of_word);
    // most words behind a date are none of one; a digit behind the letters hides the word
    let hidden = || text.get(length..).is_some_and(|rest| rest.starts_with(is_letter_or_number));
    if length == 0 || length > 60 || !hidden() && !calendar.may_begin(text) {
        return None;
    }
    let one = text.get(..length)?;
    let alone = calendar.word(one);
    // `tháng` is a word, and so is `tháng Giêng`
    let begins_more = matches!(alone, None | Some(DateWord::MonthNumber | DateWord::Day | DateWord::Joiner));
    if let Some(word) = alone.filter(|_| !begins_more) {
        return Some((word, length));
    }
    // abbreviations with stops inside: พ.ศ., a.C.
    let stopped = text.find(|c: char| c.is_whitespace() || c.is_ascii_digit()).unwrap_or(text.len());
    if alone.is_none()
        && let Some(word) = text
            .get(..stopped)
            .filter(|word| word.len() < 30 && word.contains('.'))
            .and_then(|word| calendar.word(word.trim_end_matches('.')))
    {
        return Some((word, stopped));
    }
    // two words, or three: `хоёрдугаар сар`, `арван нэгдүгээр сар`; or a hyphen between them: `ב-פברואר`
    let mut end = length;
    let mut found = alone.map(|word| (word, length));
    for _ in 0..2 {
        let Some(rest) = text.get(end..) else { break };
        let Some(joint) = rest.chars().next().filter(|c| matches!(c, ' ' | '-' | '־')) else { break };
        let next = rest.get(joint.len_utf8()..).map_or(0, |rest| letters(rest, of_word));
        if next == 0 {
            break;
        }
        end += joint.len_utf8() + next;
        if let Some(word) = text.get(..end).and_then(|words| calendar.word(words)) {
            found = Some((word, end));
        }
    }
    found
}

/// How long the run of characters is that a text begins with.
fn letters(text: &str, of_run: impl Fn(char) -> bool) -> usize {
    text.find(|character| !of_run(character)).unwrap_or(text.len())
}

/// Letters, and the signs of all scripts that belong to words (General Category M, joiners): everything that is no space, digit or punctuation.
fn of_word(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphabetic() || character == '\'';
    }
    let punctuation = matches!(character, '\u{80}'..='\u{BF}' | '\u{2000}'..='\u{200B}' | '\u{200E}'..='\u{2018}' | '\u{201A}'..='\u{2BFF}' | '\u{3000}'..='\u{303F}'
        | '\u{FF00}'..='\u{FF20}' | '\u{5BE}' | '\u{60C}' | '\u{61B}' | '\u{61F}' | '\u{6D4}' | '\u{964}' | '\u{965}');
    !punctuation && !character.is_whitespace() && digit(character).is_none() && !spaceless(character)
}

fn skip(tokens: &[Token], mut at: usize, what: impl Fn(Kind) -> bool) -> usize {
    while tokens.get(at).is_some_and(|token| what(token.kind)) {
        at += 1;
    }
    at
}

fn kind(tokens: &[Token], at: usize) -> Option<Kind> {
    tokens.get(at).map(|token| token.kind)
}

fn is_joint(kind: Kind) -> bool {
    matches!(kind, Kind::Word(DateWord::Joiner | DateWord::Ordinal) | Kind::Dot)
}

/// A number of four digits that can be a year.
fn year_at(tokens: &[Token], at: usize) -> Option<i32> {
    match kind(tokens, at)? {
        Kind::Number { value, digits: 4 } if (1000..2700).contains(&value) => {
            i32::try_from(value).ok().map(CalendarDate::common_era)
        }
        _ => None,
    }
}

fn small_at(tokens: &[Token], at: usize, most: u32) -> Option<u8> {
    match kind(tokens, at)? {
        Kind::Number { value, digits: 1..=2 } if (1..=most).contains(&value) => u8::try_from(value).ok(),
        _ => None,
    }
}

/// Steps over the words that may stand beside a year: `г.` (the stop is left: it may end the sentence), `. gada`, `-ci il`.
fn after_year(tokens: &[Token], at: usize) -> usize {
    let year = |at: usize| kind(tokens, at) == Some(Kind::Word(DateWord::Year));
    match kind(tokens, at) {
        Some(Kind::Word(DateWord::Year)) => at + 1,
        Some(Kind::Dot | Kind::Dash { wide: false }) if year(at + 1) => at + 2,
        _ => at,
    }
}

/// Steps over an ordinal ending and its hyphen: `6-р`.
fn ordinal(tokens: &[Token], at: usize) -> usize {
    let ending = |at: usize| kind(tokens, at) == Some(Kind::Word(DateWord::Ordinal));
    match kind(tokens, at) {
        Some(Kind::Word(DateWord::Ordinal)) => at + 1,
        Some(Kind::Dash { wide: false }) if ending(at + 1) => at + 2,
        _ => at,
    }
}

/// Steps over what makes the number of a day an ordinal: `1er`, `2-a`, `5.`; and over words between day and month.
fn after_day(tokens: &[Token], at: usize) -> usize {
    skip(tokens, ordinal(tokens, at), |kind| is_joint(kind) || kind == Kind::Word(DateWord::Day))
}

fn single(tokens: &[Token], at: usize, order: DateOrder, input: &str) -> Option<(usize, Said)> {
    match kind(tokens, at)? {
        Kind::Number { digits: 4, .. } => year_first(tokens, at, input),
        Kind::Number { .. } => numeric(tokens, at, order).or_else(|| day_first(tokens, at)),
        Kind::Word(DateWord::Month(_) | DateWord::PersianMonth(_)) => month_first(tokens, at),
        Kind::Word(DateWord::Season(season)) => {
            // `Spring–Summer 1985` begins in spring
            let at = match (kind(tokens, at + 1), kind(tokens, at + 2)) {
                (Some(Kind::Dash { .. } | Kind::Slash), Some(Kind::Word(DateWord::Season(_)))) => at + 2,
                _ => at,
            };
            let next = skip(tokens, at + 1, |kind| is_joint(kind) || kind == Kind::Comma);
            let year = year_at(tokens, next)?;
            Some((next + 1, Said { year: Some(year), season: Some(season), ..Said::default() }))
        }
        Kind::Word(DateWord::Holiday(month)) => {
            let next = skip(tokens, at + 1, |kind| kind == Kind::Comma);
            Some((next + 1, Said { year: Some(year_at(tokens, next)?), month: Some(month), ..Said::default() }))
        }
        // ngày 5 tháng 6 năm 2006
        Kind::Word(DateWord::Day | DateWord::MonthNumber) => spelled_out(tokens, at),
        Kind::Word(DateWord::Year) => {
            let next = skip(tokens, at + 1, |kind| kind == Kind::Dot);
            matches!(kind(tokens, next)?, Kind::Number { digits: 4, .. })
                .then(|| year_first(tokens, next, input))
                .flatten()
        }
        // `la 5-a de majo 2006`, `el 5 de mayo de 2006`: an article before a whole day
        Kind::Word(DateWord::Joiner) => {
            day_first(tokens, at + 1).filter(|(_, said)| said.year.is_some() && said.day.is_some())
        }
        _ => None,
    }
}

/// `ngày 5 tháng 6 năm 2006`, `tháng 6 năm 2006`, `tháng 6, 2006`
fn spelled_out(tokens: &[Token], at: usize) -> Option<(usize, Said)> {
    let mut said = Said::default();
    let mut next = at;
    if kind(tokens, next) == Some(Kind::Word(DateWord::Day)) {
        said.day = Some(small_at(tokens, next + 1, 31)?);
        next += 2;
    }
    if kind(tokens, next) == Some(Kind::Word(DateWord::MonthNumber)) {
        next = skip(tokens, next + 1, |kind| kind == Kind::Dot);
        said.month = Some(match kind(tokens, next)? {
            Kind::Word(DateWord::Month(month)) => month,
            _ => small_at(tokens, next, 12)?,
        });
        next += 1;
    } else {
        let Kind::Word(DateWord::Month(month)) = kind(tokens, next)? else { return None };
        said.month = Some(month);
        next += 1;
    }
    next = skip(tokens, next, |kind| {
        matches!(
            kind,
            Kind::Comma | Kind::Dot | Kind::Slash | Kind::Dash { .. } | Kind::Word(DateWord::Year | DateWord::Joiner)
        )
    });
    said.year = Some(year_at(tokens, next)?);
    Some((next + 1, said))
}

/// A year, and what may follow it: `2006-06-24`, `2006/6/24`, `2006年6月24日`, `2006, May 29`, `2006 May`.
fn year_first(tokens: &[Token], at: usize, input: &str) -> Option<(usize, Said)> {
    let year = year_at(tokens, at).or_else(|| match kind(tokens, at)? {
        Kind::Number { value, .. } => i32::try_from(value).ok().filter(|year| *year > 0),
        _ => None,
    })?;
    let mut said = Said { year: Some(year), ..Said::default() };
    let glued = |at: usize| tokens.get(at).is_some_and(|token| !token.spaced);
    // 1990s
    if let Some(Token { end, .. }) = tokens.get(at)
        && year % 10 == 0
        && input.get(*end..).is_some_and(|rest| {
            rest.starts_with('s') && !rest.get(1..).is_some_and(|rest| rest.starts_with(is_letter_or_number))
        })
    {
        return None;
    }
    for separator in [Kind::Dash { wide: false }, Kind::Slash, Kind::Dot] {
        if kind(tokens, at + 1) == Some(separator) && glued(at + 1) && glued(at + 2) {
            let Some(month) = small_at(tokens, at + 2, 12) else { continue };
            if kind(tokens, at + 3) == Some(separator)
                && glued(at + 3)
                && glued(at + 4)
                && let Some(day) = small_at(tokens, at + 4, 31)
            {
                said.month = Some(month);
                said.day = Some(day);
                return Some((at + 5, said));
            }
            let two = matches!(kind(tokens, at + 2), Some(Kind::Number { digits: 2, .. }));
            if separator == (Kind::Dash { wide: false }) && two {
                said.month = Some(month);
                return Some((at + 3, said));
            }
        }
    }
    let after = after_year(tokens, at + 1);
    let worded = after > at + 1;
    // 2006年6月24日, 2006년 6월 24일, 2006 оны 6-р сарын 24
    if worded && let Some(month) = small_at(tokens, after, 12) {
        let next = ordinal(tokens, after + 1);
        if kind(tokens, next) == Some(Kind::Word(DateWord::MonthNumber)) {
            said.month = Some(month);
            if let Some(day) = small_at(tokens, next + 1, 31) {
                let end = ordinal(tokens, next + 2);
                let end = if kind(tokens, end) == Some(Kind::Word(DateWord::Day)) { end + 1 } else { end };
                said.day = Some(day);
                return Some((end, said));
            }
            return Some((next + 1, said));
        }
    }
    // `2005 ж. 25 ақпан`: the stop of the year word
    let after_stop = if worded && kind(tokens, after) == Some(Kind::Dot) { after + 1 } else { after };
    let next = skip(tokens, after_stop, |kind| matches!(kind, Kind::Comma | Kind::Word(DateWord::Joiner)));
    if worded
        && let Some((end, more)) = day_first(tokens, next)
        && more.year.is_none()
        && more.month.is_some()
    {
        return Some((end, Said { year: Some(year), ..more }));
    }
    if next > after || tokens.get(next).is_some_and(|token| token.spaced) {
        match kind(tokens, next) {
            Some(Kind::Word(DateWord::Month(month))) => {
                let mut end = next + 1;
                // a month and a day behind the year; a year behind them means that the first was none of this date
                let day = skip(tokens, end, |kind| matches!(kind, Kind::Dot | Kind::Comma));
                said.month = Some(month);
                if let Some(number) = small_at(tokens, day, 31)
                    && tokens.get(day).is_some_and(|token| token.spaced)
                {
                    let then = skip(tokens, day + 1, is_joint);
                    if year_at(tokens, skip(tokens, then, |kind| kind == Kind::Comma)).is_some() {
                        return Some((at + 1, Said { year: Some(year), ..Said::default() }));
                    }
                    said.day = Some(number);
                    end = ordinal(tokens, day + 1);
                } else if year_at(tokens, day).is_some() {
                    return Some((at + 1, Said { year: Some(year), ..Said::default() }));
                }
                return Some((end, said));
            }
            Some(Kind::Word(DateWord::Season(season))) if next == after => {
                said.season = Some(season);
                return Some((next + 1, said));
            }
            // 2006, 29 May (and no year behind it)
            Some(Kind::Number { digits: 1..=2, .. }) if next > after => {
                if let Some((end, more)) = day_first(tokens, next)
                    && more.year.is_none()
                    && more.month.is_some()
                {
                    return Some((end, Said { year: Some(year), ..more }));
                }
            }
            _ => {}
        }
    }
    Some((after, said))
}

/// `24.06.2006`, `24/6/2006`, `24-06-2006`: by the order of the language, unless only one order fits.
fn numeric(tokens: &[Token], at: usize, order: DateOrder) -> Option<(usize, Said)> {
    let separator =
        kind(tokens, at + 1).filter(|kind| matches!(kind, Kind::Dot | Kind::Slash | Kind::Dash { wide: false }))?;
    if kind(tokens, at + 3) != Some(separator) {
        return None;
    }
    let (first, second) = (small_at(tokens, at, 31)?, small_at(tokens, at + 2, 31)?);
    let year = year_at(tokens, at + 4)?;
    let month_first = order == DateOrder::MonthFirst && separator == Kind::Slash;
    let (day, month) = match (first > 12, second > 12) {
        (true, false) => (first, second),
        (false, true) => (second, first),
        _ if month_first => (second, first),
        _ => (first, second),
    };
    Some((at + 5, Said { year: Some(year), month: Some(month), day: Some(day), ..Said::default() }))
}

/// `24 June 2006`, `24. Juni 2006`, `24 de junio de 2006`, `1er mai`; the year may be missing.
fn day_first(tokens: &[Token], at: usize) -> Option<(usize, Said)> {
    let day = small_at(tokens, at, 31)?;
    let mut next = after_day(tokens, at + 1);
    // uz: 2-may 2019
    if kind(tokens, next) == Some(Kind::Dash { wide: false }) && tokens.get(next).is_some_and(|token| !token.spaced) {
        next += 1;
    }
    // vi: 5 tháng 6 năm 2006
    if kind(tokens, next) == Some(Kind::Word(DateWord::MonthNumber)) {
        let (end, said) = spelled_out(tokens, next)?;
        return Some((end, Said { day: Some(day), ..said }));
    }
    let (month, persian) = match kind(tokens, next)? {
        Kind::Word(DateWord::Month(month)) => (month, false),
        Kind::Word(DateWord::PersianMonth(month)) => (month, true),
        _ => return None,
    };
    let said = Said { month: Some(month), day: Some(day), persian, ..Said::default() };
    Some(with_year(tokens, other_name(tokens, next + 1, month), said))
}

/// `June 24, 2006`, `June 2006`; the year may be missing.
fn month_first(tokens: &[Token], at: usize) -> Option<(usize, Said)> {
    let (month, persian) = match kind(tokens, at)? {
        Kind::Word(DateWord::Month(month)) => (month, false),
        Kind::Word(DateWord::PersianMonth(month)) => (month, true),
        _ => return None,
    };
    let mut said = Said { month: Some(month), persian, ..Said::default() };
    let behind = other_name(tokens, at + 1, month);
    let next = skip(tokens, behind, |kind| kind == Kind::Dot || kind == Kind::Word(DateWord::Joiner));
    if let Some(day) = small_at(tokens, next, 31) {
        said.day = Some(day);
        let after = ordinal(tokens, next + 1);
        return Some(with_year(tokens, after, said));
    }
    Some(with_year(tokens, behind, said))
}

/// Steps over a second name of the same month: `كانون الثاني/يناير`.
fn other_name(tokens: &[Token], at: usize, month: u8) -> usize {
    if kind(tokens, at) == Some(Kind::Slash) && kind(tokens, at + 1) == Some(Kind::Word(DateWord::Month(month))) {
        at + 2
    } else {
        at
    }
}

/// Adds the year that follows, if one does.
fn with_year(tokens: &[Token], at: usize, said: Said) -> (usize, Said) {
    let next = skip(tokens, at, |kind| is_joint(kind) || matches!(kind, Kind::Comma | Kind::Word(DateWord::Year)));
    let far = tokens.get(next).is_some_and(|token| token.spaced) || next > at;
    let year = if said.persian {
        match kind(tokens, next) {
            Some(Kind::Number { value, digits: 4 }) => i32::try_from(value).ok(),
            _ => None,
        }
    } else {
        year_at(tokens, next)
    };
    match year.filter(|_| far) {
        Some(year) => (after_year(tokens, next + 1), Said { year: Some(year), ..said }),
        None => (at, said),
    }
}

/// What follows a dash: another date, whose missing parts are those of the first, or the other way round.
fn range(
    tokens: &[Token],
    at: usize,
    from: Said,
    order: DateOrder,
    input: &str,
    qualifier: Qualifier,
) -> Option<(usize, Date)> {
    let dash = tokens.get(at)?;
    let (dash_spaced, slash) = match dash.kind {
        Kind::Dash { .. } => (dash.spaced, false),
        Kind::Slash => (dash.spaced, true),
        Kind::Word(DateWord::Until) => (true, false),
        _ => return None,
    };
    let next = at + 1;
    let two_digits = match kind(tokens, next) {
        Some(Kind::Number { value, digits: 2 }) => i32::try_from(value).ok(),
        _ => None,
    };
    let only_year = from.year.is_some() && from.month.is_none();
    // 2006–08, Winter 2006/07
    if only_year
        && let (Some(year), Some(short)) = (from.year, two_digits)
        && short > year % 100
        && !matches!(kind(tokens, next + 1), Some(Kind::Dash { .. } | Kind::Word(DateWord::Month(_))))
    {
        let to = Said { year: Some(year / 100 * 100 + short), season: from.season, ..Said::default() };
        return interval(tokens, next + 1, from, to, input, qualifier);
    }
    if slash && !only_year && from.season.is_none() && from.month.is_none() {
        return None;
    }
    let _ = dash_spaced;
    let (end, to) = match (single(tokens, next, order, input), from) {
        // 10–13 July 2017 is read by `days`, below
        (Some((end, to)), _) => (end, to),
        (None, Said { month: Some(month), day: Some(_), year: None, .. }) => {
            // July 10–13, 2017
            let day = small_at(tokens, next, 31)?;
            let (end, said) =
                with_year(tokens, next + 1, Said { month: Some(month), day: Some(day), ..Said::default() });
            (end, said)
        }
        _ => return None,
    };
    to.year?;
    let from = Said {
        year: from.year.or(to.year),
        month: from.month.or(if from.day.is_some() { to.month } else { None }),
        ..from
    };
    if from.month.is_none() && to.month.is_some() && from.season.is_none() && from.day.is_none() && to.day.is_some() {
        return None;
    }
    interval(tokens, end, from, to, input, qualifier)
}

fn interval(
    tokens: &[Token],
    next: usize,
    from: Said,
    to: Said,
    input: &str,
    qualifier: Qualifier,
) -> Option<(usize, Date)> {
    let (first, last) = (calendar_date(from)?, calendar_date(to)?);
    if first.earliest() > last.latest() {
        return None;
    }
    let end = tokens.get(next.checked_sub(1)?)?.end;
    let date = Date::Interval(Endpoint::On(first.qualified(qualifier)), Endpoint::On(last.qualified(qualifier)));
    ends_well(input, end).then_some((end, date))
}

/// `10–13 July 2017`: two days of one month. Tried before anything else that begins with a number.
fn days(input: &str, tokens: &[Token]) -> Option<(usize, Date)> {
    let from = small_at(tokens, 0, 31)?;
    let dash = skip(tokens, 1, |kind| matches!(kind, Kind::Dot));
    if !matches!(kind(tokens, dash)?, Kind::Dash { .. } | Kind::Slash) {
        return None;
    }
    let (next, to) = day_first(tokens, dash + 1)?;
    interval(tokens, next, Said { day: Some(from), ..to }, to, input, Qualifier::Certain).filter(|_| to.year.is_some())
}

fn calendar_date(said: Said) -> Option<CalendarDate> {
    let year = said.year?;
    if said.persian {
        return solar_hijri(year, said.month?, said.day?);
    }
    let precision = match (said.decade, said.season, said.month, said.day) {
        (true, ..) => Precision::Decade,
        (_, Some(season), ..) => Precision::Season(season),
        (_, None, None, None) => Precision::Year,
        (_, None, Some(month), None) => Precision::Month(month),
        (_, None, Some(month), Some(day)) => Precision::Day(month, day),
        (_, None, None, Some(_)) => return None,
    };
    CalendarDate::new(year, precision).ok()
}

/// A day of the Solar Hijri calendar as one of the Gregorian: the year begins at the March equinox, six months have 31 days. The rule of 33-year
/// cycles, which holds for 1799 to 2256.
fn solar_hijri(year: i32, month: u8, day: u8) -> Option<CalendarDate> {
    use chrono::{Datelike, Duration, NaiveDate};
    if !(1178..=1633).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let leaps = |year: i32| (8 * year + 29).div_euclid(33);
    // 1 Farvardin 1400 was 21 March 2021
    let epoch = NaiveDate::from_ymd_opt(2021, 3, 21)?;
    let years = i64::from(365 * (year - 1400)) + i64::from(leaps(year - 1) - leaps(1399));
    let months = if month <= 7 { 31 * (i64::from(month) - 1) } else { 186 + 30 * (i64::from(month) - 7) };
    let date = epoch.checked_add_signed(Duration::days(years + months + i64::from(day) - 1))?;
    CalendarDate::new(date.year(), Precision::Day(u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        date(text, DateOrder::DayFirst)
            .map_or_else(|| "–".to_owned(), |(end, date)| format!("{date} {:?}", text.get(end..).unwrap()))
    }

    #[test]
    fn dates_in_english() {
        for (text, date) in [
            ("2006-06-24.", "2006-06-24 \".\""),
            ("24 June 2006)", "2006-06-24 \")\""),
            ("June 24, 2006. Next", "2006-06-24 \". Next\""),
            ("June 2006", "2006-06 \"\""),
            ("Summer 2006", "2006-22 \"\""),
            ("Winter 2006–07", "2006-24/2007-24 \"\""),
            ("First Quarter 2006", "2006-33 \"\""),
            ("2006–08,", "2006/2008 \",\""),
            ("2006–2008", "2006/2008 \"\""),
            ("May–June 2006", "2006-05/2006-06 \"\""),
            ("1–3 May 2006", "2006-05-01/2006-05-03 \"\""),
            ("May 1–3, 2006", "2006-05-01/2006-05-03 \"\""),
            ("29 May – 2 June 2006", "2006-05-29/2006-06-02 \"\""),
            ("May 29 – June 2, 2006", "2006-05-29/2006-06-02 \"\""),
            ("c. 1990", "1990~ \"\""),
            ("n.d.).", " \").\""),
            ("2015, May 29).", "2015-05-29 \").\""),
            ("Sept. 5, 2010", "2010-09-05 \"\""),
            ("Monday, 29 May 2015", "2015-05-29 \"\""),
            ("2005a", "2005 \"a\""),
            ("2001: A Space", "2001 \": A Space\""),
            ("31 June 2006", "–"),
            ("2-a de majo 2006", "2006-05-02 \"\""),
            ("la 2-an de majo 2006.", "2006-05-02 \".\""),
            ("2006 ж. 2 мамыр)", "2006-05-02 \")\""),
            ("2 พฤษภาคม พ.ศ. 2549", "2006-05-02 \"\""),
            ("2 พ.ค. 2549", "2006-05-02 \"\""),
            ("2006 оны 5-р сарын 2.", "2006-05-02 \".\""),
            ("арван нэгдүгээр сар 2006", "2006-11 \"\""),
            ("Marching 2006", "–"),
            ("2012x14", "–"),
        ] {
            assert_eq!(read(text), date, "{text}");
        }
    }
}
