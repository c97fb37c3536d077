//! Phrases of all languages, with the date or value that they introduce: "Retrieved 5 May 2012", "vol. 3", "via".
//!
//! In: a walk and an offset where a clause may begin. Out: labels, and where the phrase ends. Not here: words before names ([`super::people`]).

use crate::grammar::identifier::identifier;
use crate::grammar::label::Label;
use crate::grammar::lexical::{MarkKind, word_count};
use crate::grammar::name;
use crate::grammar::pages::{pages, roman};
use crate::grammar::walk::{Separator, Walk};
use crate::locale::{Phrase, Role, Slot, digit, is_letter, is_letter_or_number, spaceless};
use crate::record::Date;
use crate::source::Span;

/// The most characters of a source's name: none is longer.
const LONGEST_NAME: usize = 128;

impl Walk<'_, '_> {
    /// A phrase of any language, with the date or value that it introduces.
    pub(super) fn phrase(&mut self, at: usize) -> Option<usize> {
        let locale = self.locale;
        let rest = self.rest(at);
        for phrase in locale.phrases.at(rest) {
            if !self.may_hold(&phrase) {
                continue;
            }
            let number = matches!(phrase.role, Role::Page | Role::Pages | Role::Volume | Role::Issue);
            let behind = at + phrase.before.len();
            if !number && !phrase.holds_in(self.languages) && !self.known_site(&phrase, behind) {
                continue;
            }
            let length = self.parts.len();
            if let Some(end) = self.one_phrase(&phrase, at, behind) {
                return Some(end);
            }
            self.parts.back_to(length);
        }
        None
    }

    /// Whether the words behind a site may stand in the note. `– X vasıtasıyla`: a dash begins dozens, of which they stand nowhere.
    pub(super) fn may_hold(&self, phrase: &Phrase) -> bool {
        let site = matches!(phrase.role, Role::Via | Role::OnSite);
        !site || phrase.after.as_bytes().first().is_none_or(|first| self.lexed.has_byte(*first))
    }

    /// `su Corriere della Sera`: a word of two letters before a known source introduces it in any language.
    fn known_site(&self, phrase: &Phrase, behind: usize) -> bool {
        phrase.role == Role::OnSite && self.separator == Separator::Comma && self.known_source(behind)
    }

    /// Whether a known source stands here and ends at the next comma or stop.
    pub(super) fn known_source(&self, at: usize) -> bool {
        let rest = self.rest(at).trim_start();
        let mut near = rest.char_indices().take(LONGEST_NAME);
        let end = near.find(|(_, c)| matches!(c, ',' | '(' | '[' | ';')).map_or(rest.len(), |(at, _)| at);
        let name = rest.get(..end).unwrap_or_default().trim_end_matches(sign!(' ' | '.'));
        name.len() > 3 && self.lexed.source(name).is_some()
    }

    fn one_phrase(&mut self, phrase: &Phrase, at: usize, behind: usize) -> Option<usize> {
        // behind a comma or a dash within an unquoted title, only the words that end every citation
        let ends =
            matches!(phrase.role, Role::Accessed | Role::Archived | Role::ArchivedUndated | Role::Via | Role::OnSite);
        // `Suomen joet, s. 65–72. Helsinki`: no title has pages
        let ends = ends
            || matches!(phrase.role, Role::Page | Role::Pages)
                && self.rest(behind).trim_start().starts_with(|c: char| digit(c).is_some());
        if self.in_title
            && !ends
            && matches!(self.behind, Some(MarkKind::Comma | MarkKind::Dash))
            && self.separator == Separator::Stop
            && phrase.before != "//"
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
            // `wyd. 2`, `ed. 3`
            (Role::Edition, Slot::Value) if phrase.before.contains(is_letter) => {
                self.phrase_value(phrase, at, behind, Label::Edition, short_number)
            }
            (Role::Time, Slot::Value) => self.phrase_value(phrase, at, behind, Label::Locator, clock),
            (Role::Via | Role::OnSite, Slot::Value) => self.site(phrase, at, behind),
            (role, Slot::Value) => self.phrase_names(role, at, behind),
            (Role::Online, _)
                if (self.elements > 0 || !self.free.is_empty() || self.behind_title.is_some())
                    && (self.address_follows(behind)
                        || self.ends_clause(behind)
                            && phrase.before != "from"
                            && !self
                                .rest(behind)
                                .strip_prefix('.')
                                .is_some_and(|rest| rest.starts_with(is_letter_or_number))) =>
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

    /// Whether an address is what comes next: `Available at https://…`.
    fn address_follows(&self, at: usize) -> bool {
        let next = self.space_after(at);
        let mark = self.lexed.marks.get(self.lexed.mark_at(next));
        mark.is_some_and(|mark| mark.at == next && mark.kind == MarkKind::Address)
    }

    /// A phrase with the name of a site: `via JSTOR`, `su La Stampa`.
    fn site(&mut self, phrase: &Phrase, at: usize, behind: usize) -> Option<usize> {
        // `Sur Mars, récit de voyage`: the word for a site is a small one
        let small = phrase.before.starts_with(char::is_lowercase) && !self.rest(at).starts_with(char::is_lowercase);
        if phrase.role == Role::OnSite
            && (small || (self.elements == 0 && self.free.is_empty() && self.behind_title.is_none()))
        {
            return None;
        }
        let dash = !phrase.before.contains(is_letter) && phrase.after.is_empty();
        // what the words behind the site begin with stands nowhere, which is sooner told than where the clause ends
        let stands = |first: &u8| memchr::memchr(*first, self.rest(behind).as_bytes()).is_some();
        if dash || !phrase.after.as_bytes().first().is_none_or(stands) {
            return None;
        }
        let mut end = self.clause_end(behind);
        // `su La Stampa, 23 gennaio 1998`: a site ends at its comma
        if phrase.role == Role::OnSite {
            let comma = self.lexed.top(behind, end).find(|mark| matches!(mark.kind, MarkKind::Comma | MarkKind::Open));
            end = comma.map_or(end, |mark| mark.at);
        }
        let mut value = self.text.get(behind..end)?.trim();
        if !phrase.after.is_empty() {
            value = value.strip_suffix(phrase.after)?.trim();
        }
        if value.is_empty() || value.chars().count() > 80 {
            return None;
        }
        let end = behind + self.text.get(behind..end).and_then(|slice| slice.find(value)).unwrap_or(0) + value.len();
        self.label(Label::Keyword, at, behind);
        let label = if phrase.role == Role::Via { Label::Via } else { Label::ContainerTitle };
        self.label(label, behind, end);
        Some(end)
    }

    /// A phrase with a date in it.
    fn phrase_date(&mut self, phrase: &Phrase, at: usize, behind: usize, label: Label) -> Option<usize> {
        let rest = self.rest(behind);
        let start = behind + rest.len() - rest.trim_start_matches(sign!(' ' | ':' | ',' | '：')).len();
        let (length, date) = self
            .date_or_impossible(self.rest(start))
            .or_else(|impossible| impossible.map(|end| (end, Date::Undated)).ok_or(()))
            .ok()?;
        let mut end = start + length;
        if phrase.after.is_empty() {
            self.parts.date(label, Span::new(start, end), date);
        } else {
            let tail = self.rest(end);
            let skipped = tail.trim_start_matches(sign!(' ' | '.' | ','));
            let after = end + tail.len() - skipped.len();
            if !skipped.starts_with(phrase.after) {
                return None;
            }
            self.label(Label::Keyword, after, after + phrase.after.len());
            self.parts.date(label, Span::new(start, end), date);
            end = after + phrase.after.len();
        }
        self.label(Label::Keyword, at, behind);
        // Italian templates print a stop before the access date, and commas before it
        let stopped = self.separator == Separator::Comma && phrase.languages & self.locale.commas != 0;
        if label == Label::Accessed && !stopped {
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
            if tail.starts_with(sign!('.' | ',' | ';' | ')' | ']')) {
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
        let start = behind + rest.len() - rest.trim_start_matches(sign!(' ' | ':' | '.')).len();
        let mut length = length(self.rest(start));
        // `p. back cover`, `pp. IIA, 581–738`: behind the word of a page whatever fills its clause
        if length == 0
            && label == Label::Page
            && phrase.after.is_empty()
            && self.separator == Separator::Stop
            && !self.in_title
        {
            length = self.worded_page(phrase, start);
        }
        // `第71巻第2号`: a word glued behind the value ends it
        if phrase.after.starts_with(spaceless)
            && let Some(at) = self.rest(start).find(phrase.after)
            && at <= 24
            && self
                .rest(start)
                .get(..at)
                .is_some_and(|value| !value.contains(spaceless) && short_number(value) == value.len())
        {
            length = at;
        }
        // the abbreviation of one letter is too little to go by, unless digits follow
        if phrase.before.chars().filter(|c| is_letter(*c)).count() == 1
            && !self.rest(start).starts_with(|c: char| digit(c).is_some())
            && !(label == Label::Page && phrase.before.ends_with('.') && length > 1 && self.ends_clause(start + length))
        {
            return None;
        }
        // `Vol. 18: Svedberg to Two-hybrid`, `Vol. II, Part 2. Carnivora`: CS1 prints the name of a volume behind its number
        if length > 0 && label == Label::Volume && self.separator == Separator::Stop && !self.in_title {
            length = self.named_volume(start, length);
        }
        if length == 0 && label == Label::Volume {
            length = self.clause_end(start) - start;
            let value = self.text.get(start..start + length)?;
            if word_count(value) > 3 || value.starts_with(char::is_lowercase) {
                return None;
            }
        }
        let end = start + length;
        if length == 0 {
            return None;
        }
        let tail = self.rest(end);
        // `Part 2 (N): Recovery`, `Chapter 2: The Commitment to Space`: the name of a part, no number of one
        if label == Label::Section && self.titled_part(end) {
            return None;
        }
        if phrase.after.is_empty() {
            if label != Label::Page
                && !tail
                    .trim_start()
                    .starts_with(sign!('.' | ',' | ';' | ':' | '(' | ')' | '[' | '—' | '–' | '。' | '，'))
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
        if !skipped.starts_with(phrase.after) {
            return None;
        }
        let after = end + tail.len() - skipped.len();
        self.label(Label::Keyword, at, behind);
        self.label(label, start, end);
        self.label(Label::Keyword, after, after + phrase.after.len());
        Some(after + phrase.after.len())
    }

    /// The length of a volume with the name behind its colon, as far as the clause goes.
    fn named_volume(&self, start: usize, length: usize) -> usize {
        let named = self.rest(start + length).strip_prefix(": ").is_some_and(|rest| rest.starts_with(is_letter));
        let end = self.clause_end(start);
        let open = self.lexed.top(start, end).find(|mark| mark.kind == MarkKind::Open);
        let end = open.map_or(end, |open| self.text.get(..open.at).map_or(end, |head| head.trim_end().len()));
        let value = self.text.get(start..end).unwrap_or_default();
        if named && self.rest(end).trim_start().starts_with(sign!('.' | '(')) && word_count(value) <= 14 {
            value.len()
        } else {
            length
        }
    }

    /// The length of a page that is told in words, behind `p.` and its like in small letters.
    fn worded_page(&self, phrase: &Phrase, start: usize) -> usize {
        let end = self.clause_end(start);
        let value = self.text.get(start..end).unwrap_or_default();
        let small = phrase.before.ends_with('.') && phrase.before.starts_with(char::is_lowercase);
        let printed = self.text.get(..start).is_some_and(|head| head.trim_end().ends_with(phrase.before));
        let few = word_count(value) <= 3 && value.len() <= 24 && value.starts_with(is_letter);
        if small && printed && few && identifier(value).is_none() && self.rest(end).starts_with('.') {
            value.trim_end().len()
        } else {
            0
        }
    }

    /// Whether a colon and words stand behind the number of a part, or it begins a title.
    fn titled_part(&self, end: usize) -> bool {
        let tail = self.rest(end);
        let words = tail.strip_prefix(": ").is_some_and(|rest| rest.starts_with(is_letter));
        words || (tail.starts_with(" (") && self.free.is_empty() && !self.parts.has(Label::Title))
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
        let roles = [Role::Issue, Role::Page, Role::Pages, Role::Volume, Role::Accessed, Role::Archived];
        self.locale.phrases.at_of(rest, &roles).next().is_some()
    }
}

/// The length of a volume, issue or number: one word with a digit or a roman number, or a few short ones.
fn short_number(text: &str) -> usize {
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ')' | '(' | ']' | '[' | ':' | '，' | '。' | '；'))
        .unwrap_or(text.len());
    let word = text.get(..end).unwrap_or_default().trim_end_matches('.');
    let good = word.chars().any(|c| digit(c).is_some()) || roman(word) || word.chars().count() == 1;
    if good && word.chars().count() <= 24 { word.len() } else { 0 }
}

/// The length of a time in a recording: `1:02:03`, `12`, `4`.
fn clock(text: &str) -> usize {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.')).unwrap_or(text.len());
    let time = text.get(..end).unwrap_or_default().trim_end_matches(sign!('.' | ':'));
    if time.starts_with(|c: char| c.is_ascii_digit()) { time.len() } else { 0 }
}
