//! Elements: what words or form give away, wherever it stands. Dates, pages, volumes, identifiers, addresses, and the phrases of all languages.
//!
//! In: a walk and an offset where a clause may begin. Out: labels, and where the element ends; nothing where there is none.

use super::date::{date, days, impossible};
use super::identifier::{address, identifier};
use super::label::Label;
use super::lexical::MarkKind;
use super::name;
use super::pages::{pages, volume};
use super::walk::{Separator, Walk};
use crate::locale::{DateOrder, Phrase, Role, Slot, digit, spaceless};
use crate::record::{Date, Role as NameRole, Scheme};
use crate::source::Span;

/// Reads a date of any form at the beginning of `text`; gives its length.
pub(crate) fn read_date(text: &str, order: DateOrder) -> Option<(usize, Date)> {
    days(text).or_else(|| date(text, order).ok().map(|(rest, date)| (text.len() - rest.len(), date)))
}

impl Walk<'_, '_> {
    /// Reads an element at `at`.
    pub(crate) fn element(&mut self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        let first = rest.chars().next()?;
        let next = match first {
            '(' | '（' => self.parenthesis(at),
            '[' | '［' | '【' => self.phrase(at).or_else(|| self.bracket(at)),
            // behind a colon only pages are read: a subtitle may begin with any word
            _ if self.behind == Some(MarkKind::Colon) => self.pages_behind_colon(at),
            _ => self.phrase(at).or_else(|| self.address(at)).or_else(|| self.identifier(at)).or_else(|| {
                // `in.gr. 15 Μαΐου 2012`: behind the stop of an abbreviation a whole day is still a date
                if self.weakly && !self.whole_day(at) {
                    self.volume_with_pages(at)
                } else {
                    self.dated(at).or_else(|| self.volume(at)).or_else(|| self.article(at))
                }
            }),
        }?;
        self.elements += 1;
        self.behind_title = None;
        Some(next)
    }

    /// Whether a day of the calendar stands here and nothing else in its clause.
    fn whole_day(&self, at: usize) -> bool {
        read_date(self.rest(at), self.order)
            .is_some_and(|(length, date)| date.as_day().is_some() && self.ends_clause(at + length))
    }

    /// `J. Geophys. Res. 115: E00-E10`: behind the stop of an abbreviation a number with pages behind it is still a volume.
    fn volume_with_pages(&mut self, at: usize) -> Option<usize> {
        let paged = volume(self.rest(at)).is_some_and(|read| read.pages.is_some() && read.number.1 > 0);
        if paged { self.volume(at) } else { None }
    }

    /// `Journal of Things: 12–15.`
    fn pages_behind_colon(&mut self, at: usize) -> Option<usize> {
        let length = pages(self.rest(at));
        let page = self.rest(at).get(..length)?;
        let range = page.contains(['-', '–', '—', ',']) || length <= 4;
        if length == 0
            || !range
            || !(page.starts_with(|c: char| digit(c).is_some())
                || page.starts_with(['S', 'E', 'e', 'L', 'A']) && page.len() > 3)
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
    fn volume_behind_name(&mut self) {
        let Some(free) = self.free.last_mut() else { return };
        let name = self.text.get(free.start..free.end).unwrap_or_default().trim_end();
        let word = name.rsplit(' ').next().unwrap_or_default();
        if word.len() <= 5
            && word.len() < name.len()
            && (word.chars().all(|c| digit(c).is_some()) || super::pages::roman(word))
        {
            let end = free.start + name.len();
            let from = end - word.len();
            self.parts.label(self.text, Label::Volume, from, end);
            free.end = from;
            free.volume = true;
        }
    }

    /// A phrase of any language, with the date or value that it introduces.
    fn phrase(&mut self, at: usize) -> Option<usize> {
        let locale = self.locale;
        let rest = self.rest(at);
        for phrase in locale.phrases.at(rest) {
            let number = matches!(phrase.role, Role::Page | Role::Pages | Role::Volume | Role::Issue);
            if !number && !phrase.holds_in(self.languages) {
                continue;
            }
            let behind = at + phrase.before.len();
            let length = self.parts.len();
            if let Some(end) = self.one_phrase(phrase, at, behind) {
                return Some(end);
            }
            self.parts.back_to(length);
        }
        None
    }

    fn one_phrase(&mut self, phrase: &Phrase, at: usize, behind: usize) -> Option<usize> {
        // behind a comma or a dash within an unquoted title, only the words that end every citation
        let ends =
            matches!(phrase.role, Role::Accessed | Role::Archived | Role::ArchivedUndated | Role::Via | Role::OnSite);
        if self.in_title
            && !ends
            && matches!(self.behind, Some(MarkKind::Comma | MarkKind::Dash))
            && self.separator == Separator::Stop
            && &*phrase.before != "//"
        {
            return None;
        }
        match (phrase.role, phrase.slot) {
            (Role::Accessed, Slot::Date) => self.phrase_date(phrase, at, behind, Label::Accessed),
            (Role::Archived, Slot::Date) => self.phrase_date(phrase, at, behind, Label::ArchiveDate),
            (Role::Published | Role::Updated, Slot::Date) => {
                let label = if phrase.role == Role::Published && !self.parts.has(Label::Issued) {
                    Label::Issued
                } else {
                    Label::Annotation
                };
                self.phrase_date(phrase, at, behind, label)
            }
            (Role::ArchivedUndated, _) => {
                let end = self.archive_name(behind).or_else(|| self.ends_clause(behind).then_some(behind))?;
                self.label(Label::Keyword, at, behind);
                Some(end)
            }
            (Role::Page | Role::Pages, Slot::Value) => self.phrase_value(phrase, at, behind, Label::Page, pages),
            (Role::Volume, Slot::Value) => self.phrase_value(phrase, at, behind, Label::Volume, short_number),
            // CS1's `number` is its `issue`: the number of an episode or report
            (Role::Issue | Role::Number, Slot::Value) => {
                self.phrase_value(phrase, at, behind, Label::Issue, short_number)
            }
            (Role::Season, Slot::Value) => self.phrase_value(phrase, at, behind, Label::Number, short_number),
            (Role::Section, Slot::Value) => {
                let end = self.phrase_value(phrase, at, behind, Label::Section, short_number)?;
                Some(self.part_of_journal(at, end).unwrap_or(end))
            }
            (Role::Time, Slot::Value) => self.phrase_value(phrase, at, behind, Label::Locator, clock),
            (Role::Via | Role::OnSite, Slot::Value) => {
                if phrase.role == Role::OnSite
                    && self.elements == 0
                    && self.free.is_empty()
                    && self.behind_title.is_none()
                {
                    return None;
                }
                let mut end = self.clause_end(behind);
                // `su La Stampa, 23 gennaio 1998`: a site ends at its comma
                if phrase.role == Role::OnSite {
                    let comma =
                        self.lexed.top(behind, end).find(|mark| matches!(mark.kind, MarkKind::Comma | MarkKind::Open));
                    end = comma.map_or(end, |mark| mark.at);
                }
                let mut value = self.text.get(behind..end)?.trim();
                if !phrase.after.is_empty() {
                    value = value.strip_suffix(&*phrase.after)?.trim();
                }
                let dash = !phrase.before.contains(char::is_alphabetic) && phrase.after.is_empty();
                if value.is_empty() || value.chars().count() > 80 || dash {
                    return None;
                }
                let end =
                    behind + self.text.get(behind..end).and_then(|slice| slice.find(value)).unwrap_or(0) + value.len();
                self.label(Label::Keyword, at, behind);
                let label = if phrase.role == Role::Via { Label::Via } else { Label::ContainerTitle };
                self.label(label, behind, end);
                Some(end)
            }
            (role, Slot::Value) => self.phrase_names(role, at, behind),
            (Role::Online, _)
                if (self.elements > 0 || !self.free.is_empty() || self.behind_title.is_some())
                    && self.ends_clause(behind)
                    && !self
                        .rest(behind)
                        .strip_prefix('.')
                        .is_some_and(|rest| rest.starts_with(char::is_alphanumeric)) =>
            {
                self.label(Label::Keyword, at, behind);
                Some(behind)
            }
            (Role::In, _) => self.within(at, behind),
            (Role::AccessNote, _) => {
                if !self.ends_clause(behind) {
                    return None;
                }
                self.label(Label::Annotation, at, behind);
                Some(behind)
            }
            (Role::NoPlace | Role::NoPublisher, _) if self.ends_clause(behind) && self.elements > 0 => {
                self.label(Label::Keyword, at, behind);
                Some(behind)
            }
            _ => None,
        }
    }

    /// A phrase with a date in it.
    fn phrase_date(&mut self, phrase: &Phrase, at: usize, behind: usize, label: Label) -> Option<usize> {
        let rest = self.rest(behind);
        let start = behind + rest.len() - rest.trim_start_matches([' ', ':', ',', '：']).len();
        let (length, date) = read_date(self.rest(start), self.order)
            .or_else(|| impossible(self.rest(start), self.order).map(|end| (end, Date::Undated)))?;
        let mut end = start + length;
        if phrase.after.is_empty() {
            self.parts.date(label, Span::new(start, end), date);
        } else {
            let tail = self.rest(end);
            let skipped = tail.trim_start_matches([' ', '.', ',']);
            let after = end + tail.len() - skipped.len();
            if !skipped.starts_with(&*phrase.after) {
                return None;
            }
            self.label(Label::Keyword, after, after + phrase.after.len());
            self.parts.date(label, Span::new(start, end), date);
            end = after + phrase.after.len();
        }
        self.label(Label::Keyword, at, behind);
        if label == Label::Accessed {
            let before = self.text.get(..at).map_or(0, |head| head.trim_end().len());
            self.separated(before.saturating_sub(1));
        }
        if label == Label::ArchiveDate
            && let Some(archive) = self.archive_name(end)
        {
            end = archive;
        }
        Some(end)
    }

    /// The name of an archive within the next three words: `at the Wayback Machine`.
    fn archive_name(&mut self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        let starts = std::iter::once(0).chain(rest.match_indices(' ').map(|(space, _)| space + 1)).take(4);
        for start in starts {
            let Some(tail) = rest.get(start..) else { break };
            if let Some((_, length)) = self.locale.archives.name_at(tail)
                && name::at_boundary(rest, start + length)
            {
                self.label(Label::Keyword, at, at + start);
                self.label(Label::Archive, at + start, at + start + length);
                return Some(at + start + length);
            }
            if tail.starts_with(['.', ',', ';', ')', ']']) {
                break;
            }
        }
        None
    }

    /// A phrase with a value whose form `length` knows.
    fn phrase_value(
        &mut self,
        phrase: &Phrase,
        at: usize,
        behind: usize,
        label: Label,
        length: fn(&str) -> usize,
    ) -> Option<usize> {
        let rest = self.rest(behind);
        let start = behind + rest.len() - rest.trim_start_matches([' ', ':', '.']).len();
        let mut length = length(self.rest(start));
        // `第71巻第2号`: a word glued behind the value ends it
        if phrase.after.starts_with(spaceless)
            && let Some(at) = self.rest(start).find(&*phrase.after)
            && at <= 24
            && self
                .rest(start)
                .get(..at)
                .is_some_and(|value| !value.contains(spaceless) && short_number(value) == value.len())
        {
            length = at;
        }
        // the abbreviation of one letter is too little to go by, unless digits follow
        if phrase.before.chars().filter(|c| c.is_alphabetic()).count() == 1
            && !self.rest(start).starts_with(|c: char| digit(c).is_some())
            && !(label == Label::Page && phrase.before.ends_with('.') && length > 1 && self.ends_clause(start + length))
        {
            return None;
        }
        if length == 0 && label == Label::Volume {
            length = self.clause_end(start) - start;
            let value = self.text.get(start..start + length)?;
            if value.split(' ').count() > 3 || value.starts_with(char::is_lowercase) {
                return None;
            }
        }
        let end = start + length;
        if length == 0 {
            return None;
        }
        let tail = self.rest(end);
        if phrase.after.is_empty() {
            if label != Label::Page
                && !tail.trim_start().starts_with(['.', ',', ';', ':', '(', ')', '[', '—', '–', '。', '，'])
                && !tail.trim().is_empty()
                && !self.before_phrase(end)
            {
                return None;
            }
            self.label(Label::Keyword, at, behind);
            self.label(label, start, end);
            return Some(end);
        }
        let skipped = tail.trim_start();
        if !skipped.starts_with(&*phrase.after) {
            return None;
        }
        let after = end + tail.len() - skipped.len();
        self.label(Label::Keyword, at, behind);
        self.label(label, start, end);
        self.label(Label::Keyword, after, after + phrase.after.len());
        Some(after + phrase.after.len())
    }

    /// `Sitzungsberichte. part 1: 688–696`: a part with pages behind a colon is a journal's volume.
    fn part_of_journal(&mut self, at: usize, end: usize) -> Option<usize> {
        let behind = self.rest(end).strip_prefix(':')?;
        let start = self.end - behind.trim_start().len();
        let length = pages(self.rest(start));
        if length == 0 || !self.ends_clause(start + length) || self.free.is_empty() {
            return None;
        }
        self.parts.back_to(self.parts.len().saturating_sub(2));
        self.label(Label::Volume, at, end);
        self.label(Label::Page, start, start + length);
        if let Some(free) = self.free.last_mut() {
            free.volume = true;
        }
        Some(start + length)
    }

    /// Whether another phrase follows, as in `vol. 3 no. 4`.
    fn before_phrase(&self, at: usize) -> bool {
        let rest = self.rest(at).trim_start();
        self.locale.phrases.at(rest).any(|phrase| {
            matches!(
                phrase.role,
                Role::Issue | Role::Page | Role::Pages | Role::Volume | Role::Accessed | Role::Archived
            )
        })
    }

    /// "Translated by", "Edited by" and their like, before names.
    fn phrase_names(&mut self, role: Role, at: usize, behind: usize) -> Option<usize> {
        let role = match role {
            Role::EditorBefore => NameRole::Editor,
            Role::TranslatorBefore => NameRole::Translator,
            Role::IllustratorBefore => NameRole::Illustrator,
            Role::InterviewerBefore => NameRole::Interviewer,
            Role::DirectorBefore => NameRole::Director,
            Role::ContributorBefore => NameRole::Contributor,
            _ => return None,
        };
        if !self.rest(behind).starts_with(' ') {
            return None;
        }
        let end = self.clause_end(behind);
        let words = self.text.get(behind..end)?.split(' ').count();
        if words > 12 || name::plausible(self.text, behind, end) < 0.35 {
            return None;
        }
        self.label(Label::Keyword, at, behind);
        name::names(self.text, behind, end, role, &mut self.parts);
        Some(end)
    }

    /// "In", before the editors and the title of the book that holds a chapter.
    fn within(&mut self, at: usize, behind: usize) -> Option<usize> {
        let rest = self.rest(behind);
        let rest = rest.strip_prefix(':').unwrap_or(rest);
        let small_in = self.rest(at).starts_with(char::is_lowercase);
        if !rest.starts_with(' ') || !(self.elements > 0 || !self.free.is_empty() || self.behind_title.is_some()) {
            return None;
        }
        let start = self.end - rest.trim_start().len();
        let capital = rest.trim_start().chars().next().is_some_and(|c| !c.is_lowercase());
        if !capital || (small_in && self.separator == Separator::Stop && self.behind_title.is_none()) {
            return None;
        }
        self.label(Label::Keyword, at, start);
        self.within = true;
        // the editors, where their abbreviation stands behind them
        if let Some((names_end, next)) = self.editors(start) {
            name::names(self.text, start, names_end, NameRole::Editor, &mut self.parts);
            return Some(next);
        }
        // or where they are names beyond doubt and a title follows
        let end = if self.separator == Separator::Comma {
            self.comma_name(start).unwrap_or(self.end)
        } else {
            self.clause_end(start)
        };
        if end < self.end
            && self.text.get(start..end).is_some_and(|names| names.contains(',') && names.split(' ').count() <= 12)
            && name::plausible(self.text, start, end) > 0.8
        {
            let more = self.rest(end).trim_start_matches(['.', ' ', ',']);
            if more.chars().next().is_some_and(char::is_uppercase) && more.len() > 8 {
                name::names(self.text, start, end, NameRole::Editor, &mut self.parts);
                return Some(end);
            }
        }
        Some(start)
    }

    /// Where `Family, Given` ends in a note whose clauses end with commas: at the second comma, if these can be nothing but a name.
    pub(crate) fn comma_name(&self, start: usize) -> Option<usize> {
        let mut commas =
            self.lexed.top(start, self.end).filter(|mark| mark.kind == MarkKind::Comma).map(|mark| mark.at);
        let (first, second) = (commas.next()?, commas.next()?);
        let family = self.text.get(start..first)?.trim();
        let given = self.text.get(first + 1..second)?.trim();
        let known = |word: &str| self.locale.given_names.contains(word.trim_end_matches('.')) || name::initials(word);
        let is_name = family.split(' ').count() <= 2
            && !name::organization(family)
            && !name::organization(given)
            && (name::initials(given) || given.split([' ', '-']).all(known));
        is_name.then_some(second)
    }

    /// Names from `start` with "(ed.)" or ", eds." behind them: where the names end, and where the abbreviation does.
    pub(crate) fn editors(&mut self, start: usize) -> Option<(usize, usize)> {
        let (names_end, next, role) = self.role_behind(start)?;
        (role == NameRole::Editor).then_some((names_end, next))
    }

    /// Names from `start` with their role behind them, in parentheses or after a comma.
    pub(crate) fn role_behind(&mut self, start: usize) -> Option<(usize, usize, NameRole)> {
        let limit = (start + 400).min(self.end);
        for mark in self.lexed.top(start, limit) {
            let (word_at, closed) = match mark.kind {
                MarkKind::Open => (mark.end, true),
                MarkKind::Comma => (mark.end, false),
                MarkKind::OpenQuote => return None,
                _ => continue,
            };
            let rest = self.rest(word_at);
            let word_at = word_at + rest.len() - rest.trim_start().len();
            let rest = self.rest(word_at);
            let locale = self.locale;
            for phrase in locale.phrases.at(rest) {
                let role = match phrase.role {
                    Role::EditorAfter => NameRole::Editor,
                    Role::TranslatorAfter => NameRole::Translator,
                    Role::DirectorAfter => NameRole::Director,
                    Role::ProducerAfter => NameRole::Producer,
                    _ => continue,
                };
                let end = word_at + phrase.before.len();
                let tail = self.rest(end);
                // `Hagen, Ed (2015)`: a given name
                let given = !closed
                    && self.rest(word_at).get(..phrase.before.len()).is_some_and(|word| word == "Ed")
                    && !tail.starts_with('.')
                    && self.text.get(start..mark.at).is_some_and(|name| !name.contains([' ', ',']));
                if given {
                    continue;
                }
                let good = if closed {
                    tail.trim_start_matches('.').starts_with([')', ']', '）'])
                } else {
                    tail.is_empty() || tail.starts_with([',', '.', ' ', ';', ')'])
                };
                if good && name::plausible(self.text, start, mark.at) > 0.25 {
                    let next = if closed {
                        self.text.get(end..).and_then(|tail| tail.find([')', ']', '）'])).map_or(end, |at| end + at + 1)
                    } else {
                        end
                    };
                    self.label(Label::Keyword, word_at, end);
                    return Some((mark.at, next, role));
                }
            }
        }
        None
    }

    fn address(&mut self, at: usize) -> Option<usize> {
        if let Some((Scheme::Doi, value, rest)) =
            identifier(self.rest(at)).filter(|_| self.rest(at).starts_with("http"))
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

    fn identifier(&mut self, at: usize) -> Option<usize> {
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
        if digit(first).is_none() && !first.is_alphabetic() {
            return None;
        }
        let Some((length, date)) = read_date(rest, self.order) else {
            return self.value_first(at).or_else(|| self.impossible_date(at));
        };
        let end = at + length;
        let tail = self.rest(end);
        let skipped = tail.trim_start();
        let locale = self.locale;
        for phrase in locale.phrases.behind(skipped).filter(|phrase| phrase.slot == Slot::Date) {
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
        if !skipped.is_empty()
            && !skipped.starts_with([
                '.', ',', ';', ':', ')', '(', '[', ']', '。', '，', '）', '{', '—', '–', '"', '|', '/', '、', '،', '؛',
            ])
        {
            return None;
        }
        // within a title that nothing marks, a comma and a year are part of it; a whole day is when it appeared
        let part = matches!(self.behind, Some(MarkKind::Comma | MarkKind::Dash));
        if self.in_title && part && self.separator != Separator::Comma && date.as_day().is_none() {
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
            && let Some(behind) = skipped.strip_prefix([':', '：'])
            && let at_page = self.end - behind.trim_start().len()
            && let pages = pages(self.rest(at_page))
            && pages > 0
            && self.ends_clause(at_page + pages)
            && !self.in_title
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

    /// A day, month and year that are no date of the calendar: kept as printed.
    fn impossible_date(&mut self, at: usize) -> Option<usize> {
        let end = at + impossible(self.rest(at), self.order)?;
        if !self.ends_clause(end) || self.parts.has(Label::Issued) {
            return None;
        }
        self.label(Label::Issued, at, end);
        Some(end)
    }

    /// A value with its word behind it: `224 pages`, `5 minutes in`, `2nd ed.`
    fn value_first(&mut self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        if !rest.starts_with(|c: char| digit(c).is_some() || c.is_ascii_alphabetic()) {
            return None;
        }
        let length = rest.find([' ', ',', ';', ')', ']', '(']).unwrap_or(rest.len());
        // `30쪽`, `5권`: the word is glued to its number
        let number = pages(rest);
        let glued = rest.get(number..).is_some_and(|tail| tail.starts_with(spaceless));
        let value_end = if glued { number } else { number.max(length) };
        let value = rest.get(..value_end)?;
        let tail = rest.get(value_end..)?;
        let skipped = tail.trim_start();
        let after = at + value_end + tail.len() - skipped.len();
        let locale = self.locale;
        for phrase in locale.phrases.behind(skipped).filter(|phrase| phrase.slot == Slot::Value) {
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
            if (label != Label::Edition && !number)
                || (label == Label::Edition && value.ends_with(','))
                || !(self.ends_clause(end) || label == Label::Edition && self.sentence_behind(end))
            {
                continue;
            }
            self.label(label, at, at + value_end);
            self.label(Label::Keyword, after, end);
            return Some(end);
        }
        None
    }

    /// Whether the abbreviation that ends at `end` ends its clause too: `1. vyd. Praha`.
    fn sentence_behind(&self, end: usize) -> bool {
        self.text.get(..end).is_some_and(|head| head.ends_with('.'))
            && self.rest(end).strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase))
    }

    /// `12 (3): 1–4` behind the name of a journal.
    fn volume(&mut self, at: usize) -> Option<usize> {
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
            || tail.starts_with(['.', ',', ';', '[', '{', '。', '，', ')', '|'])
            || (read.pages.is_some() && tail.starts_with('('));
        let plain = read.issue.is_none() && read.pages.is_none();
        // `The New World, 1939–1946 (PDF)`: years of a title
        let medium = read.issue.is_some_and(|(start, end)| {
            rest.get(start..end)
                .is_some_and(|issue| self.locale.media.contains(issue) || self.locale.genre(issue).is_some())
        });
        if medium {
            return None;
        }
        // letters alone need more than a stop behind them to be a volume
        if !closes
            || (plain && (!digits || number.len() > 4 || first.is_alphabetic()))
            || (read.pages.is_none() && !digits)
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
    fn article(&mut self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        let length = pages(rest);
        let printed = rest.get(..length)?;
        let digits = printed.chars().filter(|c| digit(*c).is_some()).count();
        let fits = self.separator == Separator::Comma
            && printed.starts_with(|c: char| c.is_ascii_alphabetic())
            && digits >= 2
            && self.parts.has(Label::Volume)
            && !self.parts.has(Label::Page)
            && self.ends_clause(at + length);
        if !fits {
            return None;
        }
        self.label(Label::Page, at, at + length);
        Some(at + length)
    }

    fn issue_and_pages(&mut self, at: usize, issue: Option<(usize, usize)>, pages: Option<(usize, usize)>) {
        if let Some((start, end)) = issue {
            // a date in the place of the issue: `Nature 12 (May 2001): 3`
            let inner = self.text.get(at + start..at + end).unwrap_or_default();
            match read_date(inner, self.order).filter(|(length, _)| *length == inner.len()) {
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

    /// Whether nothing but punctuation stands between `at` and the end of the clause.
    pub(crate) fn ends_clause(&self, at: usize) -> bool {
        let tail = self.rest(at).trim_start_matches(' ');
        tail.is_empty()
            || tail.starts_with([
                '.', ',', ';', ':', ')', ']', '(', '[', '{', '。', '，', '）', '—', '–', '|', '"', '、', '،', '؛',
            ])
    }

    /// What stands in parentheses.
    fn parenthesis(&mut self, at: usize) -> Option<usize> {
        let mark = self.lexed.marks.get(self.lexed.mark_at(at)).filter(|mark| mark.at == at)?;
        let close = self.lexed.partner(mark)?;
        let (start, end, next) = (mark.end, close.at, close.end);
        if next > self.end {
            return None;
        }
        let inner = self.text.get(start..end)?.trim();
        if inner.is_empty() {
            return Some(next);
        }
        if self.in_parentheses(inner, start, end) {
            return Some(next);
        }
        // a journal's issue without a volume: `(Special Issue 11): 66–68`
        let behind = self.rest(next);
        if behind.trim_start().starts_with(':')
            && !self.free.is_empty()
            && let Some(read) = volume(self.rest(at)).filter(|read| read.pages.is_some())
        {
            self.issue_and_pages(at, read.issue, read.pages);
            if let Some(free) = self.free.last_mut() {
                free.volume = true;
            }
            self.volume_behind_name();
            return Some(at + read.end);
        }
        // the number of an issue alone: `Wizard (121). October 2001`
        let number = inner.len() <= 4
            && inner.chars().all(|c| digit(c).is_some())
            && !(inner.len() == 4 && inner.starts_with(['1', '2']));
        if number && !self.free.is_empty() && self.ends_clause(next) && !self.parts.has(Label::Issue) {
            // `Icarus 52 (3)`
            if !self.in_title && !self.parts.has(Label::Volume) {
                self.volume_behind_name();
            }
            self.label(Label::Issue, start, end);
            if let Some(free) = self.free.last_mut() {
                free.volume = true;
            }
            return Some(next);
        }
        // `Journal of Things 111 (E06001). Bibcode`: an issue behind a volume without a stop
        let issue = inner.len() <= 10 && !inner.contains(' ') && inner.chars().any(|c| digit(c).is_some());
        if issue && !self.in_title && self.ends_clause(next) && !self.parts.has(Label::Volume) {
            self.volume_behind_name();
            if self.parts.has(Label::Volume) {
                self.label(Label::Issue, start, end);
                return Some(next);
            }
        }
        // elements inside: `(ISBN …, read online)`, `(consulté le D)`
        let before = self.parts.len();
        let inside = self.space_after(start);
        if self.phrase(inside).or_else(|| self.identifier(inside)).or_else(|| self.address(inside)).is_some() {
            // read again from the bracket on, as clauses of their own
            self.parts.back_to(before);
            return Some(start);
        }
        if self.ends_clause(next) && self.published(inner, start) {
            return Some(next);
        }
        if self.behind_title.is_some() && inner.split(' ').count() <= 8 && self.ends_clause(next) {
            self.label(Label::Genre, start, end);
            return Some(next);
        }
        None
    }

    /// `(Berlin: Springer)`: the place and publisher in parentheses.
    fn published(&mut self, inner: &str, start: usize) -> bool {
        let Some((place, house)) = inner.split_once(": ") else { return false };
        let locale = self.locale;
        let known = place.split([',', ';', '/', ' ']).any(|one| locale.places.contains(one.trim()))
            || house.split([' ', ',']).any(|word| locale.publishers.contains(word.trim_matches('.')));
        if !known || self.parts.has(Label::Publisher) || inner.split(' ').count() > 10 {
            return false;
        }
        let at = start + self.text.get(start..).and_then(|rest| rest.find(inner)).unwrap_or(0);
        self.label(Label::PublisherPlace, at, at + place.len());
        self.label(Label::Publisher, at + inner.len() - house.len(), at + inner.len());
        true
    }

    /// `Earth: evolution of a habitable world Cambridge University Press [S.l.]`: where the place is said to be missing, the publisher ends the clause
    /// before it, without a stop.
    fn publisher_before(&mut self, bracket: usize) {
        let Some(free) = self.free.last().copied() else { return };
        let clause = self.text.get(free.start..free.end).unwrap_or_default();
        let near = self.text.get(free.end..bracket).is_some_and(|gap| gap.trim_matches([' ', '[', '.']).is_empty());
        if !near {
            return;
        }
        let Some(at) = super::name::house_at_end(clause).filter(|at| *at > 0) else { return };
        let start = free.start + at;
        if let Some(last) = self.free.last_mut() {
            last.end = start - 1;
        }
        self.free.push(super::walk::Free { start, ..free });
    }

    fn space_after(&self, at: usize) -> usize {
        let rest = self.rest(at);
        at + rest.len() - rest.trim_start().len()
    }

    /// One thing that fills its parentheses.
    fn in_parentheses(&mut self, inner: &str, start: usize, end: usize) -> bool {
        let locale = self.locale;
        let head = inner.split([';', ',', ' ', '/']).next().unwrap_or_default();
        if locale.media.contains(inner)
            || (locale.media.contains(head)
                && locale.genre(inner).is_none()
                && inner.len() < 40
                && head.chars().all(|c| c.is_uppercase() || c.is_numeric()))
        {
            self.label(Label::Medium, start, if locale.media.contains(inner) { end } else { start + head.len() });
            return true;
        }
        if self.language(inner, start) {
            return true;
        }
        if let Some((length, date)) = read_date(inner, self.order).filter(|(length, _)| {
            *length == inner.len()
                || inner
                    .get(*length..)
                    .is_some_and(|rest| rest.len() == 1 && rest.starts_with(|c: char| c.is_ascii_lowercase()))
        }) && !self.parts.has(Label::Issued)
        {
            let offset = self.text.get(start..end).map_or(0, |slice| slice.len() - slice.trim_start().len());
            self.parts.date(Label::Issued, Span::new(start + offset, start + offset + length), date);
            self.label(Label::YearSuffix, start + offset + length, end);
            return true;
        }
        for phrase in locale.phrases.ending(inner) {
            if phrase.role == Role::Edition {
                let value = inner.len() - phrase.after.len();
                self.label(Label::Edition, start, start + value);
                self.label(Label::Keyword, start + value, end);
                return true;
            }
        }
        for phrase in locale.phrases.at(inner) {
            let whole = phrase.before.len() == inner.trim_end_matches('.').len() || phrase.before.len() == inner.len();
            match phrase.role {
                Role::AccessNote if whole => {
                    self.label(Label::Annotation, start, end);
                    return true;
                }
                Role::DoiInactive => {
                    self.label(Label::Annotation, start, end);
                    return true;
                }
                Role::Edition if phrase.slot == Slot::Value => {
                    self.label(Label::Keyword, start, start + phrase.before.len());
                    self.label(Label::Edition, start + phrase.before.len(), end);
                    return true;
                }
                _ => {}
            }
        }
        if locale.genre(inner).is_some() {
            self.label(Label::Genre, start, end);
            return true;
        }
        // `(недоступная ссылка — история)`
        let tag = inner.split([';', '—', '–']).next().unwrap_or_default().trim();
        if locale.tag(tag).is_some() {
            self.label(Label::Claim, start, start + tag.len());
            self.label(Label::Annotation, start + tag.len(), end);
            return true;
        }
        false
    }

    /// `in French`, `französisch`, `in English and German`: a language or several.
    pub(crate) fn language(&mut self, inner: &str, start: usize) -> bool {
        let locale = self.locale;
        let offset = self.text.get(start..).and_then(|slice| slice.find(inner)).unwrap_or(0);
        let mut from = 0;
        for phrase in locale.phrases.at(inner) {
            if phrase.role == Role::Language && phrase.after.is_empty() {
                from = phrase.before.len();
                break;
            }
        }
        let mut value = inner.get(from..).unwrap_or_default();
        if value.trim().is_empty() {
            (from, value) = (0, inner);
        }
        if from == 0
            && let Some(phrase) = locale.phrases.ending(inner).find(|phrase| phrase.role == Role::Language)
        {
            value = inner.get(..inner.len() - phrase.after.len()).unwrap_or(inner).trim_end();
        }
        if value.is_empty() || value.len() > 80 || (from == 0 && value.len() < 2) {
            return false;
        }
        let names = value
            .split([',', ';', '/', '、', '،'])
            .flat_map(|piece| piece.split(" and "))
            .flat_map(|piece| piece.split(" & "));
        let mut at = from;
        let mut found = Vec::new();
        for name in names {
            let position = inner.get(at..).and_then(|rest| rest.find(name)).map_or(at, |found| at + found);
            if name.trim().is_empty() || locale.language(name).is_none() {
                return false;
            }
            found.push((position, position + name.len()));
            at = position + name.len();
        }
        self.label(Label::Keyword, start + offset, start + offset + from);
        let mut last = from;
        for (name_start, name_end) in found {
            if last > from {
                self.label(Label::Keyword, start + offset + last, start + offset + name_start);
            }
            self.label(Label::Language, start + offset + name_start, start + offset + name_end);
            last = name_end;
        }
        true
    }

    /// What stands in square brackets: a tag, the translated title, the original year, a form.
    fn bracket(&mut self, at: usize) -> Option<usize> {
        let mark = self.lexed.marks.get(self.lexed.mark_at(at)).filter(|mark| mark.at == at)?;
        let close = self.lexed.partner(mark)?;
        let (start, end, next) = (mark.end, close.at, close.end);
        if next > self.end {
            return None;
        }
        let inner = self.text.get(start..end)?.trim();
        let undated = inner.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
        if self.locale.tag(inner).is_some() || self.locale.tag(undated).is_some() {
            self.label(Label::Claim, start, end);
            return Some(next);
        }
        // right behind a title that nothing marks
        let behind_first = self.in_title && self.free.len() == 1 && inner.split(' ').count() > 1;
        if behind_first
            || self.behind_title == Some(at)
            || (self.behind_title.is_some() && inner.split(' ').count() > 3)
        {
            if self.in_brackets(inner, start, end) {
                return Some(next);
            }
            self.label(Label::TranslatedTitle, start, end);
            return Some(next);
        }
        self.in_brackets(inner, start, end).then_some(next)
    }

    fn in_brackets(&mut self, inner: &str, start: usize, end: usize) -> bool {
        if self.locale.media.contains(inner) || matches!(inner, "online" | "Online" | "en ligne") {
            self.label(Label::Medium, start, end);
            return true;
        }
        if let Some((length, date)) = read_date(inner, self.order).filter(|(length, _)| *length == inner.len()) {
            let label = if self.parts.has(Label::Issued) { Label::OriginalDate } else { Label::Issued };
            self.parts.date(label, Span::new(start, start + length), date);
            return true;
        }
        if self.language(inner, start) {
            return true;
        }
        if self.locale.genre(inner).is_some() {
            self.label(Label::Genre, start, end);
            return true;
        }
        for phrase in self.locale.phrases.at(inner) {
            if matches!(phrase.role, Role::NoPlace | Role::NoPublisher | Role::AccessNote) {
                self.label(Label::Annotation, start, end);
                if phrase.role == Role::NoPlace {
                    self.publisher_before(start);
                }
                return true;
            }
        }
        false
    }
}

/// The length of a volume, issue or number: one word with a digit or a roman number, or a few short ones.
fn short_number(text: &str) -> usize {
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ')' | '(' | ']' | '[' | ':' | '，' | '。' | '；'))
        .unwrap_or(text.len());
    let word = text.get(..end).unwrap_or_default().trim_end_matches('.');
    let good = word.chars().any(|c| digit(c).is_some()) || super::pages::roman(word) || word.chars().count() == 1;
    if good && word.chars().count() <= 24 { word.len() } else { 0 }
}

/// The length of a time in a recording: `1:02:03`, `12`, `4`.
fn clock(text: &str) -> usize {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.')).unwrap_or(text.len());
    let time = text.get(..end).unwrap_or_default().trim_end_matches(['.', ':']);
    if time.starts_with(|c: char| c.is_ascii_digit()) { time.len() } else { 0 }
}
