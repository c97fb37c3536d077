//! Names and the date behind them, as scholarly styles print them: initials tell where names end.
//!
//! In: a walk. Out: where the names end, the date, and where the title begins; nothing is labelled. Not here: what the parts of a name are.
//!
//! ```text
//! front = names [ sign ] [ "(" ] date [ ")" ] [ sign ]
//! ```

use super::glance;
use super::people::{People, people};
use crate::grammar::lexical::{MarkKind, split_at_pair, word_count};
use crate::grammar::style::publisher::is_region;
use crate::grammar::walk::Walk;
use crate::grammar::words::last_word;
use crate::record::{Date, Role};
use crate::source::Span;

/// How far behind the names that initials tell a date is looked for, in bytes.
const FARTHEST: usize = 400;

/// What stands before the title.
#[derive(Debug, Clone, Copy)]
pub(in crate::grammar::style) struct Front {
    /// The names: their end, whether they are sure, and whether a comma stands behind them.
    pub(in crate::grammar::style) names: Option<(usize, bool, bool)>,
    pub(in crate::grammar::style) date: Option<(Span, Date)>,
    /// What the names did.
    pub(in crate::grammar::style) role: Role,
    /// Where the title begins.
    pub(in crate::grammar::style) title: usize,
}

impl Front {
    /// The same names, with the date and title that stand behind an offset, if no date was found yet.
    pub(super) fn behind(self, walk: &Walk<'_, '_>, at: usize) -> Self {
        let (date, title) = if self.date.is_some() { (self.date, self.title.max(at)) } else { date_behind(walk, at) };
        Self { date, title, ..self }
    }
}

/// The names and the date behind them, as initials tell them.
pub(in crate::grammar::style) fn front(walk: &Walk<'_, '_>) -> Front {
    let text = walk.rest(0);
    // `New York, N.Y: Howell Book House`: a place and its state
    let placed = split_at_pair(text, *b", ").is_some_and(|(place, behind)| {
        walk.locale.places.contains(place)
            && is_region(walk, behind.split(sign!(':' | ',' | ' ')).next().unwrap_or_default())
    });
    if placed {
        return Front { names: None, date: None, role: Role::Author, title: 0 };
    }
    let names = initialled(walk).filter(|&(end, sure, _)| sure || walk.lexed.plausible(0, end) > 0.75);
    let Some(names) = names else { return Front { names: None, date: None, role: Role::Author, title: 0 } };
    let (date, title) = date_behind(walk, names.0);
    Front { names: Some(names), date, role: Role::Author, title }
}

/// Whether names that are sure may begin a note.
pub(super) fn may_be_sure(walk: &Walk<'_, '_>) -> bool {
    let text = walk.rest(0);
    glance::may_be_sure(text, walk.locale) || team(text).is_some()
}

/// The names that initials, or words for a team, tell: their end, whether they are sure, and whether a comma stands behind them.
pub(super) fn initialled(walk: &Walk<'_, '_>) -> Option<(usize, bool, bool)> {
    *walk.lexed.initialled.get_or_init(|| {
        let found = people(walk.rest(0), walk.locale, walk.lexed.scratch.tokens.lend()).or_else(|| collaboration(walk));
        found.map(|people| (people.end, people.sure, people.comma))
    })
}

/// Words for those who sign as one; those of other organizations may be periodicals, too (`National Geographic News`).
const TEAMS: [&str; 8] =
    ["collaboration", "collaborations", "consortium", "group", "team", "investigators", "committee", "commission"];

/// `ATLAS Collaboration, Measurement of …`, `STAR Collaboration, J. Adams et al., …`: a team before a comma, alone or with names behind it.
fn collaboration(walk: &Walk<'_, '_>) -> Option<People> {
    let text = walk.rest(0);
    let (team, behind) = team(text)?;
    let rest = behind.trim_start();
    let from = text.len() - rest.len();
    match people(rest, walk.locale, walk.lexed.scratch.tokens.lend()).filter(|people| people.sure) {
        Some(people) => Some(People { end: from + people.end, ..people }),
        None => Some(People { end: team.len(), sure: true, comma: true }),
    }
}

/// A team before the first comma of a text, and what stands behind it.
fn team(text: &str) -> Option<(&str, &str)> {
    let comma = memchr::memchr(b',', text.as_bytes().get(..text.len().min(64))?)?;
    let team = text.get(..comma)?.trim_end();
    let last = last_word(team);
    let named = TEAMS.iter().any(|team| last.eq_ignore_ascii_case(team))
        && !team.contains(sign!('.' | '"' | '“' | '(' | ':'))
        && (2..=5).contains(&word_count(team));
    named.then_some((team, text.get(comma + 1..)?))
}

/// A date right behind names, with or without parentheses; gives where the title begins.
fn date_behind(walk: &Walk<'_, '_>, at: usize) -> (Option<(Span, Date)>, usize) {
    let rest = walk.rest(at);
    let kept = rest.trim_start_matches(sign!(' ' | ',' | '.' | ';' | ':' | '(' | '['));
    let start = at + rest.len() - kept.len();
    let plain = at + rest.len() - rest.trim_start_matches(sign!(' ' | ',' | '.' | ';' | ':')).len();
    let opened = rest.get(..rest.len() - kept.len()).is_some_and(|signs| signs.contains(sign!('(' | '[')));
    // `2001 An Engraved Bone`: without parentheses a year is enough
    let year_only = kept.get(..4).is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()))
        && !kept.get(4..5).is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit() || c == '-'));
    let read = if year_only && !opened { kept.get(..4) } else { Some(kept) };
    let Some((length, date)) = read.and_then(|text| walk.date(text)) else { return (None, plain) };
    let year = date.year().is_some_and(|year| (1450..2100).contains(&year)) || matches!(date, Date::Undated);
    let tail = kept.get(length..).unwrap_or_default();
    let tail = tail.strip_prefix(|c: char| c.is_ascii_lowercase()).unwrap_or(tail);
    let closed = if opened {
        tail.trim_start().starts_with(sign!(')' | ']' | ',' | ';'))
    } else {
        tail.is_empty() || tail.starts_with(sign!('.' | ',' | ':' | ' ' | ';' | ')'))
    };
    let words = kept.get(..length).is_some_and(|text| text.chars().filter(char::is_ascii_digit).count() >= 4)
        || matches!(date, Date::Undated);
    if !(year && closed && words) {
        return (None, plain);
    }
    let behind =
        if opened { tail.find(sign!(')' | ']')).and_then(|close| tail.get(close + 1..)).unwrap_or(tail) } else { tail };
    let title = behind.trim_start_matches(sign!(' ' | '.' | ',' | ':' | ')' | ';'));
    (Some((Span::new(start, start + length), date)), walk.end - title.len())
}

/// Names that no initials tell, with a date in parentheses or between stops behind them: organizations, names of other scripts.
pub(in crate::grammar::style) fn dated_front(walk: &Walk<'_, '_>, front: &Front, limit: usize) -> Option<Front> {
    let from = front.names.map_or(0, |names| names.0);
    let least = if front.names.is_some_and(|names| names.1) { 0.6 } else { 0.25 };
    let window = walk.text.get(from..limit.min(from + FARTHEST)).or_else(|| walk.text.get(from..limit))?;
    let digits = window
        .char_indices()
        .filter(|(at, c)| {
            c.is_ascii_digit() && window.get(..*at).is_none_or(|head| head.ends_with(sign!('(' | ' ' | '[')))
        })
        .take(3);
    for (at, _) in digits {
        let signs = window.get(..at)?.trim_end_matches(sign!(' ' | '(' | '[' | ',' | '.')).len();
        let end = from + signs;
        let (date, title) = date_behind(walk, end);
        let opened = window.get(signs..at).is_some_and(|signs| signs.contains(sign!('(' | '[' | '.' | ',')));
        if date.is_some_and(|(span, _)| span.start == from + at)
            && opened
            && title + 8 < limit
            && end > 0
            && !sentence(walk, end)
            && walk.lexed.plausible(0, end) > if capital(window.get(..signs)?) { 0.25 } else { least }
        {
            // `Leovy, Conway B. 2003.`: the stop of an initial is the name's
            let last = window.get(..signs)?.rsplit(sign!(' ' | '.' | '-')).next()?;
            let initial = last.chars().count() == 1 && window.get(signs..)?.starts_with('.');
            let end = end + usize::from(initial);
            return Some(Front { names: Some((end, false, false)), date, role: Role::Author, title });
        }
    }
    None
}

/// Whether no word of a stretch begins with a small letter.
fn capital(text: &str) -> bool {
    !text.split(sign!(' ' | ',')).any(|word| word.starts_with(char::is_lowercase))
}

/// Whether a sentence ends before an offset, or a quotation begins: no names stand there.
pub(in crate::grammar::style) fn sentence(walk: &Walk<'_, '_>, end: usize) -> bool {
    walk.lexed.top(0, end).any(|mark| match mark.kind {
        MarkKind::Stop => mark.end < end && walk.rest(mark.end).starts_with(' ') && !walk.abbreviation(mark),
        MarkKind::OpenQuote | MarkKind::Colon => true,
        _ => false,
    })
}

/// Editors: `Kłosowska, Anna, ed. Violence`, `J. Smith (Ed.), Title`.
pub(in crate::grammar::style) fn editors(walk: &mut Walk<'_, '_>, front: Front, names_end: usize) -> Front {
    match walk.role_behind(0) {
        Some((end, next, role)) if end.abs_diff(names_end) <= 2 => {
            let rest = walk.rest(next);
            let title = rest.trim_start_matches(sign!(' ' | ',' | '.' | ':' | ')'));
            let title = walk.end - title.len();
            Front { role, ..front.behind(walk, title) }
        }
        _ => front,
    }
}
