//! Volumes, issues and pages behind the name of a journal: `12 (3): 1–4`.
//!
//! In: a walk and an offset. Out: labels, and where they end. Their grammar is in [`crate::grammar::pages`].

use crate::grammar::identifier::identifier;
use crate::grammar::label::Label;
use crate::grammar::pages::{pages, roman, volume};
use crate::grammar::walk::{Separator, Walk};
use crate::locale::{digit, is_letter};
use crate::source::Span;

impl Walk<'_, '_> {
    /// `J. Geophys. Res. 115: E00-E10`: behind the stop of an abbreviation a number with pages behind it is still a volume.
    pub(super) fn volume_with_pages(&mut self, at: usize) -> Option<usize> {
        let paged = volume(self.rest(at)).is_some_and(|read| read.pages.is_some() && read.number.1 > 0);
        if paged { self.volume(at) } else { None }
    }

    /// `Journal of Things: 12–15.`
    pub(super) fn pages_behind_colon(&mut self, at: usize) -> Option<usize> {
        let length = pages(self.rest(at));
        let page = self.rest(at).get(..length)?;
        let range = page.contains(sign!('-' | '–' | '—' | ',')) || length <= 4;
        if length == 0
            || !range
            || !(page.starts_with(|c: char| digit(c).is_some())
                || page.starts_with(sign!('S' | 'E' | 'e' | 'L' | 'A')) && page.len() > 3)
            || !self.ends_clause(at + length)
            || self.free.len() + usize::from(self.parts.has(Label::Title)) < 2
        {
            return None;
        }
        self.label(Label::Page, at, at + length);
        self.volume_behind_name();
        Some(at + length)
    }

    /// `Antiviral Research 105: 17–21`, `Icarus 192 (2): 404`: the volume stands behind the name without a stop.
    pub(super) fn volume_behind_name(&mut self) {
        let Some(free) = self.free.last_mut() else { return };
        let name = self.text.get(free.start..free.end).unwrap_or_default().trim_end();
        let word = name.rsplit(' ').next().unwrap_or_default();
        if word.len() <= 5 && word.len() < name.len() && (word.chars().all(|c| digit(c).is_some()) || roman(word)) {
            let end = free.start + name.len();
            let from = end - word.len();
            self.parts.label(self.text, Label::Volume, from, end);
            free.end = from;
            free.volume = true;
        }
    }

    /// `12 (3): 1–4` behind the name of a journal.
    pub(super) fn volume(&mut self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        let first = rest.chars().next()?;
        if !(digit(first).is_some() || (first.is_ascii_uppercase() && rest.len() > 1))
            || (self.free.is_empty() && !self.parts.has(Label::ContainerTitle))
        {
            return None;
        }
        let read = volume(rest)?;
        let (start, end) = read.number;
        if end == 0 {
            return None;
        }
        let number = rest.get(start..end)?;
        let digits = number.chars().any(|c| digit(c).is_some());
        let tail = rest.get(read.end..)?.trim_start();
        let closes = tail.is_empty()
            || tail.starts_with(sign!('.' | ',' | ';' | '[' | '{' | '。' | '，' | ')' | '|'))
            || (read.pages.is_some() && tail.starts_with('('));
        let plain = read.issue.is_none() && read.pages.is_none();
        // `The New World, 1939–1946 (PDF)`: years of a title
        let medium = read.issue.is_some_and(|(start, end)| {
            rest.get(start..end)
                .is_some_and(|issue| self.locale.media.contains(issue) || self.locale.genre(issue).is_some())
        });
        // `1945 (ISBN 978-8-3117-8661-5)`
        let identified = read
            .issue
            .is_some_and(|(start, end)| rest.get(start..end).is_some_and(|issue| identifier(issue).is_some()));
        if medium || identified {
            return None;
        }
        // letters alone need more than a stop behind them to be a volume
        if !closes || (plain && (!digits || number.len() > 4 || is_letter(first))) || (read.pages.is_none() && !digits)
        {
            return None;
        }
        // behind a place and publisher a number alone is that of a report
        let behind_publisher = self.free.len() + usize::from(self.parts.has(Label::Title)) > 1
            && self
                .free
                .last()
                .is_some_and(|free| self.text.get(free.start..free.end).is_some_and(|text| text.contains(": ")));
        if plain && behind_publisher && self.parts.has(Label::Genre) {
            self.label(Label::Issue, at + start, at + end);
            return Some(at + read.end);
        }
        if let Some(free) = self.free.last_mut() {
            free.volume = true;
        }
        self.label(Label::Volume, at + start, at + end);
        self.issue_and_pages(at, read.issue, read.pages);
        Some(at + read.end)
    }

    /// `vol. 109, 10 août 2004, E08002`: where a volume is and no page, letters and digits that fill a clause are the page.
    pub(super) fn article(&mut self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        if self.separator != Separator::Comma
            || !rest.starts_with(|c: char| c.is_ascii_alphabetic())
            || !self.parts.has(Label::Volume)
            || self.parts.has(Label::Page)
        {
            return None;
        }
        let length = pages(rest);
        let digits = rest.get(..length)?.chars().filter(|c| digit(*c).is_some()).count();
        let fits = digits >= 2 && self.ends_clause(at + length);
        if !fits {
            return None;
        }
        self.label(Label::Page, at, at + length);
        Some(at + length)
    }

    pub(super) fn issue_and_pages(&mut self, at: usize, issue: Option<(usize, usize)>, pages: Option<(usize, usize)>) {
        if let Some((start, end)) = issue {
            // a date in the place of the issue: `Nature 12 (May 2001): 3`
            let inner = self.text.get(at + start..at + end).unwrap_or_default();
            match self.date(inner).filter(|(length, _)| *length == inner.len()) {
                Some((length, date))
                    if !self.parts.has(Label::Issued)
                        && (inner.len() != 4 || date.year().is_some_and(|year| (1500..2100).contains(&year))) =>
                {
                    self.parts.date(Label::Issued, Span::new(at + start, at + start + length), date);
                }
                _ => self.label(Label::Issue, at + start, at + end),
            }
        }
        if let Some((start, end)) = pages {
            self.label(Label::Page, at + start, at + end);
        }
    }
}
