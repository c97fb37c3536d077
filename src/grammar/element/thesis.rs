//! Theses, which say what they are in a clause of their own or in brackets, often with the university behind it.
//!
//! ```text
//! PhD thesis, University of York          (Doctoral dissertation, University of York)
//! Unpublished doctoral thesis             [Tesis de grado, Universidad de Lima]
//! ```
//!
//! In: a place where a clause may begin, or what stands in brackets. Out: labels for the genre, and in brackets for who granted it; a clause of its own is
//! arranged with the others.

use super::super::label::{Label, Part};
use super::super::name;
use super::super::walk::Walk;
use super::super::words::{before_space, words};
use super::THESIS;
use crate::locale::{Locale, is_letter};
use crate::source::{Span, before_signs};

/// How many words name the genre at most: `Yayınlanmamış Yüksek Lisans Tezi`.
const WORDS: usize = 6;

/// How many of them may stand before what the locales know: `Unpublished`, `M.S.`.
const BEFORE: usize = 2;

/// A shorter word is a degree behind a name, or a state behind a place: `MA`, `PhD`.
const LETTERS: usize = 4;

/// How many bytes are looked at.
const MOST: usize = 160;

/// A word without what ends the name behind its last word.
fn kept(word: &str) -> &str {
    before_signs(word, |c| matches!(c, ',' | ';' | ':' | '(' | ')' | '[' | ']'))
}

/// Whether words call the work a thesis.
pub(crate) fn is_thesis(words: &str) -> bool {
    let tails = std::iter::successors(Some(words), |tail| tail.split_once(' ').map(|(_, tail)| tail));
    tails.take(BEFORE + 1).any(|tail| {
        let known = |text: &str| {
            text.chars().filter(|c| is_letter(*c)).count() >= LETTERS && Locale::get().genre(text) == Some("thesis")
        };
        known(tail) || tail.strip_suffix('.').is_some_and(known)
    })
}

/// Whether the first words of a text have one of such a name among them: a glance, for nearly none has.
fn may_begin(text: &str) -> bool {
    let theses = &Locale::get().theses;
    for word in words(text).take(WORDS) {
        let kept = kept(word);
        if kept.len() >= LETTERS && theses.contains(before_signs(kept, |c| c == '.')) {
            return true;
        }
        // what stands behind a sign is none of the name
        if kept.len() < word.len() {
            break;
        }
    }
    false
}

/// How many bytes of a text call the work a thesis: to the end of a clause, or before an organization.
fn length(text: &str) -> Option<usize> {
    // what is told does not grow with the text
    let few = || (0..4).find_map(|less| text.get(..MOST - less));
    let text = if text.len() <= MOST { text } else { few().unwrap_or(text) };
    if !text.starts_with(is_letter) || !may_begin(text) {
        return None;
    }
    let mut end = 0;
    let mut found = None;
    for word in text.split_inclusive(' ').take(WORDS) {
        let bare = before_space(word);
        let kept = kept(bare);
        let (here, stopped) = (end + kept.len(), kept.len() < bare.len());
        end += word.len();
        let rest = text.get(end..).unwrap_or_default();
        let closes = || {
            let organization = rest.split(sign!(',' | '.' | '(')).next().unwrap_or_default();
            let first = organization.split(' ').next().unwrap_or_default();
            stopped
                || kept.ends_with('.')
                || rest.is_empty()
                || rest.starts_with(sign!('(' | '[' | '–' | '—' | '-'))
                || name::organization(organization) && !Locale::get().of_periodical(first)
        };
        if kept.len() >= LETTERS && text.get(..here).is_some_and(is_thesis) && closes() {
            let unstopped = kept.ends_with('.') && text.get(..here - 1).is_some_and(is_thesis);
            found = Some(here - usize::from(unstopped));
        }
        if stopped {
            break;
        }
    }
    found
}

/// Who grants a thesis is its publisher, and nothing contains it.
pub(crate) fn granted(parts: &mut [Part], text: &str) {
    let thesis = |part: &Part| part.label == Label::Genre && is_thesis(part.span.slice(text));
    if !parts.iter().any(thesis) || parts.iter().any(|part| part.label == Label::Publisher) {
        return;
    }
    let holds = |part: &&mut Part| part.label == Label::ContainerTitle && !is_thesis(part.span.slice(text));
    parts.iter_mut().filter(holds).for_each(|part| part.label = Label::Publisher);
}

impl Walk<'_, '_> {
    /// The kind of an element that calls the work a thesis, where a clause may begin here that does; else none.
    pub(super) fn may_be_thesis(&self, at: usize) -> u8 {
        if length(self.rest(at)).is_some() { THESIS } else { 0 }
    }

    /// Labels such a clause; gives where it ends.
    pub(super) fn thesis(&mut self, at: usize) -> Option<usize> {
        // the first clause is the title
        if self.free.is_empty() && !self.parts.has(Label::Title) {
            return None;
        }
        let end = at + length(self.rest(at))?;
        self.label(Label::Genre, at, end);
        Some(end)
    }

    /// Labels the genre, and the university and the date behind it, that stand in brackets from `start` on.
    pub(super) fn thesis_in_brackets(&mut self, inner: &str, start: usize) -> bool {
        let (genre, granted) = inner.split_once(sign!(',' | ';')).unwrap_or((inner, ""));
        if !is_thesis(genre) {
            return false;
        }
        self.label(Label::Genre, start, start + genre.len());
        let behind = start + inner.len() - granted.len();
        let (mut university, last) = granted.rsplit_once(',').unwrap_or(("", granted));
        let printed = last.trim();
        match self.date(printed).filter(|(length, _)| *length == printed.len()) {
            Some((length, date)) if !self.parts.has(Label::Issued) => {
                let from = behind + granted.len() - last.trim_start().len();
                self.parts.date(Label::Issued, Span::new(from, from + length), date);
            }
            _ => university = granted,
        }
        let name = university.trim();
        if !name.is_empty() && !self.parts.has(Label::Publisher) {
            let from = behind + university.len() - university.trim_start().len();
            self.label(Label::Publisher, from, from + name.len());
        }
        true
    }
}
