//! Elements: what words or form give away, wherever it stands. Dates, pages, volumes, identifiers, addresses, and the phrases of all languages.
//!
//! In: a walk and an offset where a clause may begin. Out: labels, and where the element ends; nothing where there is none.

mod bracket;
pub(crate) mod locator;
mod people;
mod phrase;
pub(crate) mod thesis;
mod volume;

use super::date::may_begin;
use super::dates::Dated;
use super::identifier::{address, identifier};
use super::label::Label;
use super::lexical::MarkKind;
use super::pages::{begins_with_word, number, pages, volume};
use super::walk::{Separator, Walk};
use super::words::behind_space;
use crate::locale::{Role, Slot, digit, is_letter, is_letter_or_number, spaceless};
use crate::record::{Date, Scheme};
use crate::source::Span;
use crate::source::lanes::{same, within};
use crate::source::run::first_marked;

/// The kinds of elements, as bits: a phrase of some language.
const PHRASE: u8 = 1;

/// An address or an identifier.
const NAMED: u8 = 2;

/// A date.
const DATE: u8 = 4;

/// Pages or a volume.
const NUMBER: u8 = 8;

/// A value with its word behind it, and nothing else.
const VALUE: u8 = 16;

/// What calls the work a thesis.
const THESIS: u8 = 32;

/// What has its word behind its value.
const COUNTED: &[Role] = &[Role::Page, Role::Pages, Role::Time, Role::Edition, Role::Volume, Role::Issue];

/// Whether a sign ends a clause, or begins what is none of it.
const fn ends_clause(sign: char) -> bool {
    matches!(
        sign,
        '.' | ','
            | ';'
            | ':'
            | ')'
            | ']'
            | '('
            | '['
            | '{'
            | '。'
            | '，'
            | '）'
            | '—'
            | '–'
            | '|'
            | '"'
            | '、'
            | '،'
            | '؛'
    )
}

/// A value and its word behind it.
#[derive(Debug, Clone, Copy)]
struct Counted {
    /// What the word says that the value is.
    label: Label,
    value_end: usize,
    /// Where the word begins.
    word: usize,
    /// Where it ends.
    end: usize,
}

impl Walk<'_, '_> {
    /// Reads an element at `at`.
    pub(crate) fn element(&mut self, at: usize) -> Option<usize> {
        let first = self.rest(at).chars().next()?;
        let next = match first {
            '(' | '（' => self.parenthesis(at),
            '[' | '［' | '【' => self.phrase(at).or_else(|| self.bracket(at)),
            _ => self.unbracketed(at),
        }?;
        self.elements += 1;
        self.behind_title = None;
        Some(next)
    }

    /// An element that stands in no bracket.
    fn unbracketed(&mut self, at: usize) -> Option<usize> {
        let begins = self.lexed.scratch.begins.of((at, self.end), || self.begins(at));
        let may = |kind: u8| begins & kind != 0;
        // so it is with most words behind a mark
        if begins == 0 {
            return None;
        }
        // behind a colon only pages are read: a subtitle may begin with any word
        if self.behind == Some(MarkKind::Colon) {
            return if may(NUMBER) { self.pages_behind_colon(at) } else { None };
        }
        let thesis = if may(THESIS) { self.thesis(at) } else { None };
        let phrase = thesis.or_else(|| if may(PHRASE) { self.phrase(at) } else { None });
        let named = phrase.or_else(|| if may(NAMED) { self.address(at).or_else(|| self.identifier(at)) } else { None });
        named.or_else(|| {
            // `in.gr. 15 Μαΐου 2012`: behind the stop of an abbreviation a whole day is still a date
            if self.weakly && !(may(DATE) && self.sure_date(at)) {
                return if may(NUMBER) { self.volume_with_pages(at) } else { None };
            }
            self.dated(at).or_else(|| if may(NUMBER) { self.volume(at).or_else(|| self.article(at)) } else { None })
        })
    }

    /// Which kinds of elements may begin behind a mark, whatever was read before, and whatever the style.
    fn begins(&self, at: usize) -> u8 {
        let rest = self.rest(at);
        // the first that is found is mostly all that there is: what is told behind it is asked when it turns out to be none
        if self.locale.phrases.at(rest).any(|phrase| self.may_hold(&phrase)) {
            // `Ph.D. thesis` begins as a word for pages does
            PHRASE | NAMED | DATE | NUMBER | self.may_be_thesis(at)
        } else if address(rest).is_some() || identifier(rest).is_some() {
            NAMED | DATE | NUMBER
        } else if may_begin(rest) {
            DATE | NUMBER
        } else if !begins_with_word(rest) && (pages(rest) > 0 || number(rest) > 0) {
            NUMBER
        } else if self.counted(at, 0).is_some() {
            VALUE
        } else {
            self.may_be_thesis(at)
        }
    }

    /// The date that a text of the note begins with, and its length.
    pub(crate) fn date(&self, text: &str) -> Option<(usize, Date)> {
        self.date_or_impossible(text).ok()
    }

    /// The same; where there is none, the length of one that is not in the calendar.
    fn date_or_impossible(&self, text: &str) -> Dated {
        self.lexed.scratch.dates.read(self.text, text, self.order)
    }

    /// Whether a date stands here and nothing else in its clause, and it can be nothing else: a day, or behind the title a month or year that a stop
    /// ends (`ROKO Design Group, Inc. 1994. Retrieved …`).
    fn sure_date(&self, at: usize) -> bool {
        self.date(self.rest(at)).is_some_and(|(length, date)| {
            let end = at + length;
            let year = |date: Date| date.year().is_some_and(|year| (1450..2100).contains(&year));
            self.ends_clause(end)
                && (date.as_day().is_some()
                    || (!self.in_title
                        && self.separator == Separator::Stop
                        && self.rest(end).starts_with('.')
                        && year(date)))
        })
    }

    pub(super) fn address(&mut self, at: usize) -> Option<usize> {
        if self.rest(at).starts_with("http")
            && let Some((Scheme::Doi, value, rest)) = identifier(self.rest(at))
        {
            let end = self.end - rest.len();
            self.label(Label::Keyword, at, end - value.len());
            self.label(Label::Identifier(Scheme::Doi), end - value.len(), end);
            return Some(end);
        }
        let end = at + address(self.rest(at))?;
        self.label(Label::Url, at, end);
        Some(end)
    }

    pub(super) fn identifier(&mut self, at: usize) -> Option<usize> {
        let (scheme, value, rest) = identifier(self.rest(at))?;
        let end = self.end - rest.len();
        let start = end - value.len();
        self.label(Label::Keyword, at, start);
        self.label(Label::Identifier(scheme), start, end);
        // arXiv's class: `arXiv:1702.16287 [cs.CL]`; more numbers of a kind: `ISBN 1, 2`
        if scheme == Scheme::ArxivId
            && let Some(class) = rest
                .trim_start()
                .strip_prefix('[')
                .and_then(|class| class.find(']').map(|at| self.end - class.len() + at + 1))
        {
            self.label(Label::Annotation, end, class);
            return Some(class);
        }
        Some(end)
    }

    /// A date that fills its clause: when the work was published; or one that a phrase follows.
    fn dated(&mut self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        let first = rest.chars().next()?;
        if digit(first).is_none() && !is_letter(first) {
            return None;
        }
        let (length, date) = match self.date_or_impossible(rest) {
            Ok(read) => read,
            Err(impossible) => {
                return self.value_first(at).or_else(|| self.impossible_date(at, impossible?));
            }
        };
        let end = at + length;
        let tail = self.rest(end);
        let skipped = behind_space(tail);
        let locale = self.locale;
        let said = locale.phrases.behind_of(skipped, &[Role::Accessed, Role::Archived]);
        for phrase in said.filter(|phrase| phrase.slot == Slot::Date) {
            let label = match phrase.role {
                Role::Accessed => Label::Accessed,
                Role::Archived => Label::ArchiveDate,
                _ => continue,
            };
            let after = end + tail.len() - skipped.len();
            self.parts.date(label, Span::new(at, end), date);
            self.label(Label::Keyword, after, after + phrase.after.len());
            return Some(after + phrase.after.len());
        }
        // `1973、246–257頁` is a year and pages, no list of pages
        if !skipped.starts_with('、')
            && let Some(end) = self.value_first(at)
        {
            return Some(end);
        }
        // `2010.census.gov`
        if skipped.strip_prefix('.').is_some_and(|behind| behind.starts_with(is_letter_or_number))
            && self.address_like(at)
        {
            return None;
        }
        if !skipped.is_empty() && !skipped.starts_with(|c| ends_clause(c) || c == '/') {
            return None;
        }
        // within a title that nothing marks, a comma and a year are part of it; a whole day is when it appeared
        let part = matches!(self.behind, Some(MarkKind::Comma | MarkKind::Dash));
        if self.in_title && part && self.separator != Separator::Comma && date.as_day().is_none() {
            return None;
        }
        // `Fifty Years of Mission Planning, 1950–2000`
        if matches!(self.behind, Some(MarkKind::Comma))
            && self.separator == Separator::Stop
            && matches!(date, Date::Interval(..))
            && date.as_day().is_none()
            && rest.get(..length).is_some_and(|text| !text.contains(is_letter))
        {
            return None;
        }
        // a comma and a year stand in titles, too: behind a date that is known they are no other one
        if matches!(self.behind, Some(MarkKind::Comma | MarkKind::Dash))
            && self.separator == Separator::Stop
            && self.parts.has(Label::Issued)
        {
            return None;
        }
        // a year that is a journal's volume, with an issue or pages behind it
        // `中华书局. 1979: 353–360`: a year and a page, where no other year is
        if matches!(date, Date::On(_))
            && length == 4
            && !self.parts.has(Label::Issued)
            && let Some(behind) = skipped.strip_prefix(sign!(':' | '：'))
            && let at_page = self.end - behind.trim_start().len()
            && let pages = pages(self.rest(at_page))
            && pages > 0
            && self.ends_clause(at_page + pages)
            && (!self.in_title || self.behind == Some(MarkKind::Stop))
        {
            self.parts.date(Label::Issued, Span::new(at, end), date);
            self.label(Label::Page, at_page, at_page + pages);
            return Some(at_page + pages);
        }
        // `1804–1811: 39–159`: years that number the volumes
        if matches!(date, Date::Interval(..)) && skipped.starts_with(':') && !self.free.is_empty() {
            return None;
        }
        if matches!(date, Date::On(_))
            && length == 4
            && (skipped.starts_with(':')
                || (skipped.starts_with('(') && volume(rest).is_some_and(|volume| volume.pages.is_some())))
            && !self.free.is_empty()
        {
            return None;
        }
        let label = if self.parts.has(Label::Issued) { Label::Annotation } else { Label::Issued };
        self.parts.date(label, Span::new(at, end), date);
        Some(end)
    }

    /// Whether the word that begins here is the name of a site.
    fn address_like(&self, at: usize) -> bool {
        let word = self.rest(at).split(sign!(' ' | ',' | '/')).next().unwrap_or_default().trim_end_matches('.');
        word.rsplit('.')
            .next()
            .is_some_and(|end| end.chars().count() >= 2 && end.chars().all(|c| c.is_ascii_lowercase()))
    }

    /// A day, month and year that are no date of the calendar: kept as printed.
    fn impossible_date(&mut self, at: usize, length: usize) -> Option<usize> {
        let end = at + length;
        if !self.ends_clause(end) || self.parts.has(Label::Issued) {
            return None;
        }
        self.label(Label::Issued, at, end);
        Some(end)
    }

    /// A value with its word behind it: `224 pages`, `5 minutes in`, `2nd ed.`
    pub(super) fn value_first(&mut self, at: usize) -> Option<usize> {
        let Counted { label, value_end, word, end } = self.counted(at, pages(self.rest(at)))?;
        self.label(label, at, value_end);
        self.label(Label::Keyword, word, end);
        Some(end)
    }

    /// Where a value stands that has its word behind it, of which some bytes are pages.
    fn counted(&self, at: usize, number: usize) -> Option<Counted> {
        let rest = self.rest(at);
        let first = rest.chars().next()?;
        if digit(first).is_none() && !first.is_ascii_alphabetic() {
            return None;
        }
        let ends = |sixteen| {
            let brackets = within(sixteen, b'(', b')') | same(sixteen, b']');
            same(sixteen, b' ') | same(sixteen, b',') | same(sixteen, b';') | brackets
        };
        let length = first_marked(rest.as_bytes(), ends);
        // `30쪽`, `5권`: the word is glued to its number
        let wide = rest.as_bytes().get(number).is_some_and(|byte| !byte.is_ascii());
        let glued = wide && rest.get(number..).is_some_and(|tail| tail.starts_with(spaceless));
        let value_end = if glued { number } else { number.max(length) };
        let value = rest.get(..value_end)?;
        let tail = rest.get(value_end..)?;
        let skipped = behind_space(tail);
        let after = at + value_end + tail.len() - skipped.len();
        let locale = self.locale;
        for phrase in locale.phrases.behind_of(skipped, COUNTED).filter(|phrase| phrase.slot == Slot::Value) {
            let label = match phrase.role {
                Role::Page | Role::Pages => Label::Page,
                Role::Time => Label::Locator,
                Role::Edition => Label::Edition,
                Role::Volume => Label::Volume,
                Role::Issue => Label::Issue,
                _ => continue,
            };
            let end = after + phrase.after.len();
            // a stop before the word ends a clause: `2000. p. 3`
            let number = number == value_end || label == Label::Locator;
            // `1938, 2e éd.`: a year, and then the edition
            if label == Label::Edition && value.contains(sign!(',' | ';')) {
                continue;
            }
            // `Publications, Inc. p. A1`: a word of one letter counts nothing but numbers
            if label == Label::Edition
                && phrase.after.chars().filter(|c| is_letter(*c)).count() == 1
                && !value.starts_with(|c: char| digit(c).is_some())
            {
                continue;
            }
            if (label != Label::Edition && !number)
                || (label == Label::Edition && value.ends_with(','))
                || !(self.ends_clause(end) || label == Label::Edition && self.sentence_behind(end))
            {
                continue;
            }
            return Some(Counted { label, value_end: at + value_end, word: after, end });
        }
        None
    }

    /// Whether the abbreviation that ends at `end` ends its clause too: `1. vyd. Praha`.
    fn sentence_behind(&self, end: usize) -> bool {
        self.text.get(..end).is_some_and(|head| head.ends_with('.'))
            && self.rest(end).strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase))
    }

    /// Whether nothing but punctuation stands between `at` and the end of the clause.
    pub(crate) fn ends_clause(&self, at: usize) -> bool {
        let tail = self.rest(at).trim_start_matches(' ');
        tail.is_empty() || tail.starts_with(ends_clause)
    }

    pub(super) fn space_after(&self, at: usize) -> usize {
        let rest = self.rest(at);
        at + rest.len() - behind_space(rest).len()
    }
}
