//! What stands in parentheses and square brackets: dates, forms, languages, editions, tags, translated titles.
//!
//! In: a walk and the offset of an opening bracket. Out: labels, and where the bracket ends; nothing where it is a part of the text around it.

use crate::grammar::house::house_at_end;
use crate::grammar::label::Label;
use crate::grammar::lexical::{split_at_pair, word_count};
use crate::grammar::name;
use crate::grammar::pages::volume;
use crate::grammar::walk::{Free, Walk};
use crate::locale::{Locale, Role, Slot, SourceKind, digit};
use crate::source::Span;

impl Walk<'_, '_> {
    /// What stands in parentheses.
    pub(super) fn parenthesis(&mut self, at: usize) -> Option<usize> {
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
            && !(inner.len() == 4 && inner.starts_with(sign!('1' | '2')));
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
        if self.ends_clause(next) && (self.published(inner, start) || self.house(inner, start, end)) {
            return Some(next);
        }
        if self.behind_title.is_some() && word_count(inner) <= 8 && self.ends_clause(next) {
            self.label(Label::Genre, start, end);
            return Some(next);
        }
        None
    }

    /// `Journal 4 (12) (Northern Arizona University)`, `Copernicus Series (Springer)`: CS1 of the years to 2014 prints the publisher so.
    fn house(&mut self, inner: &str, start: usize, end: usize) -> bool {
        let locale = self.locale;
        if self.in_title
            || self.parts.has(Label::Publisher)
            || self.free.is_empty() && !self.parts.has(Label::ContainerTitle)
        {
            return false;
        }
        let known = locale.sources.get(inner).is_some_and(|source| source.kind == SourceKind::Publisher);
        let several = || {
            inner.contains(' ')
                && !inner.contains(sign!(':' | ';'))
                && word_count(inner) <= 8
                && (name::organization(inner) || inner.split(' ').any(|word| locale.publishers.contains(word)))
        };
        let clause = self.free.last().and_then(|free| self.text.get(free.start..free.end)).unwrap_or_default();
        let named = || name::organization(clause) || clause.split(' ').any(|word| locale.publishers.contains(word));
        // behind a number or another pair of parentheses it stands, or behind the name of a series
        let before = self.text.get(..start).unwrap_or_default().trim_end_matches(sign!('(' | ' '));
        let place = before.ends_with(|c: char| c == ')' || c.is_ascii_digit());
        if !(place && (known || several()) || known && !named()) {
            return false;
        }
        if !self.parts.has(Label::Volume) {
            self.volume_behind_name();
        }
        self.label(Label::Publisher, start, end);
        true
    }

    /// `(Berlin: Springer)`: the place and publisher in parentheses.
    fn published(&mut self, inner: &str, start: usize) -> bool {
        let Some((place, house)) = split_at_pair(inner, *b": ") else { return false };
        let locale = self.locale;
        let known = place
            .split(sign!(',' | ';' | '/'))
            .any(|one| locale.places.contains(one.trim()) || locale.regions.contains(one.trim()))
            || place.split(' ').all(|one| one.starts_with(char::is_uppercase))
                && place.split(' ').any(|one| locale.places.contains(one))
            || house.split(sign!(' ' | ',')).any(|word| locale.publishers.contains(word.trim_matches('.')));
        if !known || self.parts.has(Label::Publisher) || word_count(inner) > 10 {
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
        let near =
            self.text.get(free.end..bracket).is_some_and(|gap| gap.trim_matches(sign!(' ' | '[' | '.')).is_empty());
        if !near {
            return;
        }
        let Some(at) = house_at_end(clause).filter(|at| *at > 0) else { return };
        let start = free.start + at;
        let before = self.text.get(free.start..start).unwrap_or_default().trim_end();
        // `Astronomy: the Evolving Universe 9th ed. Cambridge University Press`
        let edition = before.rmatch_indices(' ').nth(1).map(|(at, _)| free.start + at + 1);
        let edition = edition.filter(|&at| {
            let length = self.parts.len();
            let read = self.value_first(at).is_some_and(|end| end <= start);
            if !read {
                self.parts.back_to(length);
            }
            read
        });
        if let Some(last) = self.free.last_mut() {
            last.end = edition.unwrap_or(start) - 1;
        }
        self.free.push(Free { start, ..free });
    }

    /// One thing that fills its parentheses.
    fn in_parentheses(&mut self, inner: &str, start: usize, end: usize) -> bool {
        let locale = self.locale;
        let head = inner.split(sign!(';' | ',' | ' ' | '/')).next().unwrap_or_default();
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
        if let Some((length, date)) = self.date(inner).filter(|(length, _)| {
            *length == inner.len()
                || inner
                    .get(*length..)
                    .is_some_and(|rest| rest.len() == 1 && rest.starts_with(|c: char| c.is_ascii_lowercase()))
        }) && !self.parts.has(Label::Issued)
            // `The Great Famine (1315–1317) and the Black Death`
            && !(self.in_title && self.goes_on_small(end + 1) && !self.ends_clause(end + 1))
        {
            let offset = self.text.get(start..end).map_or(0, |slice| slice.len() - slice.trim_start().len());
            self.parts.date(Label::Issued, Span::new(start + offset, start + offset + length), date);
            self.label(Label::YearSuffix, start + offset + length, end);
            return true;
        }
        if let Some(phrase) = locale.phrases.ending(inner, Role::Edition).next() {
            let value = inner.len() - phrase.after.len();
            self.label(Label::Edition, start, start + value);
            self.label(Label::Keyword, start + value, end);
            return true;
        }
        for phrase in locale.phrases.at_of(inner, &[Role::AccessNote, Role::DoiInactive, Role::Edition]) {
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
        if self.genre(inner, start, end) {
            return true;
        }
        // `(недоступная ссылка — история)`
        let tag = inner.split(sign!(';' | '—' | '–')).next().unwrap_or_default().trim();
        if locale.tag(tag).is_some() {
            self.label(Label::Claim, start, start + tag.len());
            self.label(Label::Annotation, start + tag.len(), end);
            return true;
        }
        false
    }

    /// `in French`, `französisch`, `in English and German`: a language or several.
    pub(crate) fn language(&mut self, inner: &str, start: usize) -> bool {
        // nearly all that stands in brackets is a year or a number
        if inner.as_bytes().first().is_none_or(u8::is_ascii_digit) {
            return false;
        }
        let locale = self.locale;
        let offset = self.text.get(start..).and_then(|slice| place(slice, inner)).unwrap_or(0);
        let mut from = 0;
        if let Some(phrase) = locale.phrases.at_of(inner, &[Role::Language]).find(|phrase| phrase.after.is_empty()) {
            from = phrase.before.len();
        }
        let mut value = inner.get(from..).unwrap_or_default();
        if value.trim().is_empty() {
            (from, value) = (0, inner);
        }
        if from == 0
            && let Some(phrase) = locale.phrases.ending(inner, Role::Language).next()
        {
            value = inner.get(..inner.len() - phrase.after.len()).unwrap_or(inner).trim_end();
        }
        if value.is_empty() || value.len() > 80 || (from == 0 && value.len() < 2) {
            return false;
        }
        let names = value.split(sign!(',' | ';' | '/' | '、' | '،')).flat_map(|piece| between_joints(piece, locale));
        let mut at = from;
        let mut found = Vec::new();
        for name in names {
            // `Moldavium (Ml)`: codes are written small or in capitals
            let mixed = name.len() <= 3 && name.starts_with(char::is_uppercase) && name.chars().any(char::is_lowercase);
            if mixed && from == 0 && locale.language(name).is_some_and(|code| code.eq_ignore_ascii_case(name.trim())) {
                return false;
            }
            let position = inner.get(at..).and_then(|rest| place(rest, name)).map_or(at, |found| at + found);
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
    pub(super) fn bracket(&mut self, at: usize) -> Option<usize> {
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
        // `[Accessed 4 May 2011]`, `[cited 2011 May 4]`: read again from the bracket on, as a clause of its own
        let dated = [Role::Accessed, Role::Archived, Role::Updated];
        if self.locale.phrases.at_of(inner, &dated).next().is_some() {
            let before = self.parts.len();
            let read = self.phrase(self.space_after(start));
            self.parts.back_to(before);
            if read.is_some() {
                return Some(start);
            }
        }
        // right behind a title that nothing marks; `[Part 1]`, `[3 volumes]` are no translation
        let behind_first = self.in_title
            && self.free.len() == 1
            && word_count(inner) > 1
            && !(word_count(inner) <= 3 && inner.chars().any(|c| digit(c).is_some()));
        if behind_first || self.behind_title == Some(at) || (self.behind_title.is_some() && word_count(inner) > 3) {
            if self.in_brackets(inner, start, end) {
                return Some(next);
            }
            self.label(Label::TranslatedTitle, start, end);
            return Some(next);
        }
        self.in_brackets(inner, start, end).then_some(next)
    }

    fn in_brackets(&mut self, inner: &str, start: usize, end: usize) -> bool {
        // `(lire en ligne [[PDF]])`
        let bare = inner.trim_matches(sign!('[' | ']'));
        if self.locale.media.contains(bare) || self.locale.phrases.are(inner, &[Role::Online]) {
            let nested = inner.find(bare).unwrap_or(0);
            self.label(Label::Medium, start + nested, end - nested);
            return true;
        }
        if let Some((length, date)) = self.date(inner).filter(|(length, _)| *length == inner.len()) {
            let label = if self.parts.has(Label::Issued) { Label::OriginalDate } else { Label::Issued };
            self.parts.date(label, Span::new(start, start + length), date);
            return true;
        }
        if self.language(inner, start) {
            return true;
        }
        if self.genre(inner, start, end) {
            return true;
        }
        let said = [Role::NoPlace, Role::NoPublisher, Role::AccessNote];
        let Some(phrase) = self.locale.phrases.at_of(inner, &said).next() else { return false };
        self.label(Label::Annotation, start, end);
        if phrase.role == Role::NoPlace {
            self.publisher_before(start);
        }
        true
    }

    /// What the work calls itself: `(Map)`, `(PhD thesis, University of York)`.
    fn genre(&mut self, inner: &str, start: usize, end: usize) -> bool {
        if self.locale.genre(inner).is_some() {
            self.label(Label::Genre, start, end);
            return true;
        }
        self.thesis_in_brackets(inner, start)
    }
}

/// Where a text first stands in another, which mostly begins with it.
fn place(text: &str, sought: &str) -> Option<usize> {
    if text.starts_with(sought) { Some(0) } else { text.find(sought) }
}

/// What stands between the words for "and" in a text, of any language.
fn between_joints<'t>(text: &'t str, locale: &Locale) -> impl Iterator<Item = &'t str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let joint = text.match_indices(' ').find_map(|(at, _)| {
            let (word, behind) = text.get(at + 1..)?.split_once(' ')?;
            locale.phrases.are(word, &[Role::And]).then_some((at, behind))
        });
        rest = joint.map(|(_, behind)| behind);
        joint.map_or(Some(text), |(at, _)| text.get(..at))
    })
}
