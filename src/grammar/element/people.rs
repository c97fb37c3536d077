//! Names behind or before the word for what they did: "In Smith, J. (ed.)", "translated by".
//!
//! In: a walk and an offset. Out: labels, and where the names end. Not here: the authors before a title ([`crate::grammar::style`]).

use crate::grammar::label::Label;
use crate::grammar::lexical::{MarkKind, word_count};
use crate::grammar::name;
use crate::grammar::walk::{Separator, Walk};
use crate::grammar::words::behind_space;
use crate::locale::{Role, is_letter};
use crate::record::Role as NameRole;

/// What names have done, behind them.
const BEHIND_NAMES: &[Role] = &[Role::EditorAfter, Role::TranslatorAfter, Role::DirectorAfter, Role::ProducerAfter];

impl Walk<'_, '_> {
    /// "Translated by", "Edited by" and their like, before names.
    pub(super) fn phrase_names(&mut self, role: Role, at: usize, behind: usize) -> Option<usize> {
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
        let clause_end = self.clause_end(behind);
        let quotation = self.quotation_behind_names(behind, clause_end);
        let end = quotation.map_or(clause_end, |(open, _)| open);
        let words = word_count(self.text.get(behind..end)?);
        if words > 12 || self.lexed.plausible(behind, end) < 0.35 {
            return None;
        }
        self.label(Label::Keyword, at, behind);
        self.lexed.names(behind, end, role, &mut self.parts);
        let Some((open, close)) = quotation else { return Some(end) };
        self.label(Label::Annotation, open, close);
        Some(close)
    }

    /// Where a quotation begins and ends that is what the people before it wrote (`with an afterword by Ann Roe “On Rain”`), and no nickname among their names
    /// (`Bo “Red” Li`).
    fn quotation_behind_names(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        let open = self.lexed.top(start, end).find(|mark| mark.kind == MarkKind::OpenQuote)?;
        let close = self.lexed.partner(open).filter(|close| close.end <= end);
        let nickname = close.is_some_and(|close| {
            self.text.get(close.end..end).is_some_and(|rest| rest.trim_start().starts_with(is_letter))
                && self.text.get(open.end..close.at).is_some_and(|words| word_count(words) <= 2)
        });
        (!nickname).then_some((open.at, close.map_or(end, |close| close.end)))
    }

    /// "In", before the editors and the title of the book that holds a chapter.
    pub(super) fn within(&mut self, at: usize, behind: usize) -> Option<usize> {
        let rest = self.rest(behind);
        let rest = rest.strip_prefix(':').unwrap_or(rest);
        let small_in = self.rest(at).starts_with(char::is_lowercase);
        if !rest.starts_with(' ') || !(self.elements > 0 || !self.free.is_empty() || self.behind_title.is_some()) {
            return None;
        }
        let start = self.end - rest.trim_start().len();
        let capital = rest.trim_start().chars().next().is_some_and(|c| !c.is_lowercase());
        // `in la Repubblica`
        let capital = capital || self.separator == Separator::Comma && self.known_source(start);
        if !capital || (small_in && self.separator == Separator::Stop && self.behind_title.is_none()) {
            return None;
        }
        self.label(Label::Keyword, at, start);
        self.within = true;
        // the editors, where their abbreviation stands behind them
        if let Some((names_end, next)) = self.editors(start) {
            self.lexed.names(start, names_end, NameRole::Editor, &mut self.parts);
            return Some(next);
        }
        // or where they are names beyond doubt and a title follows
        let end = if self.separator == Separator::Comma {
            self.comma_name(start).unwrap_or(self.end)
        } else {
            self.clause_end(start)
        };
        if end < self.end
            && self.text.get(start..end).is_some_and(|names| names.contains(',') && word_count(names) <= 12)
            && self.lexed.plausible(start, end) > 0.8
        {
            let more = self.rest(end).trim_start_matches(sign!('.' | ' ' | ','));
            if more.chars().next().is_some_and(char::is_uppercase) && more.len() > 8 {
                self.lexed.names(start, end, NameRole::Editor, &mut self.parts);
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
        let is_name = word_count(family) <= 2
            && !name::organization(family)
            && !name::organization(given)
            && (name::initials(given) || given.split(sign!(' ' | '-')).all(known));
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
            let rest = behind_space(self.rest(word_at));
            let word_at = self.end - rest.len();
            let locale = self.locale;
            // most begin as none of these words does
            if !rest.as_bytes().first().is_some_and(|first| locale.phrases.may_begin_with(*first, BEHIND_NAMES)) {
                continue;
            }
            for phrase in locale.phrases.at_of(rest, BEHIND_NAMES) {
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
                    && self.rest(word_at).get(..phrase.before.len()).is_some_and(|word| {
                        word.starts_with(char::is_uppercase) && self.locale.given_names.contains(word)
                    })
                    && !tail.starts_with('.')
                    && self.text.get(start..mark.at).is_some_and(|name| !name.contains(sign!(' ' | ',')));
                if given {
                    continue;
                }
                let good = if closed {
                    tail.trim_start_matches('.').starts_with(sign!(')' | ']' | '）'))
                } else {
                    tail.is_empty() || tail.starts_with(sign!(',' | '.' | ' ' | ';' | ')'))
                };
                if good && self.lexed.plausible(start, mark.at) > 0.25 {
                    let next = if closed {
                        self.text
                            .get(end..)
                            .and_then(|tail| tail.find(sign!(')' | ']' | '）')))
                            .map_or(end, |at| end + at + 1)
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
}
