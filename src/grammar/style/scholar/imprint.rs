//! `(New York: Atheneum, 1968)`, `(AMS, New York, 1999)`: place, publisher and year in parentheses behind a title.
//!
//! In: a walk and an opening parenthesis. Out: what stands in it. Not here: the title before it, and the pages behind it.
//!
//! ```text
//! imprint = "(" ( [ edition "," ] ( place ":" publisher / publisher "," place / publisher ) / thesis [ "," university ] ) "," year ")"
//! ```

use crate::grammar::element::thesis::is_thesis;
use crate::grammar::label::Label;
use crate::grammar::lexical::{Mark, word_count};
use crate::grammar::style::publisher::is_place;
use crate::grammar::walk::Walk;
use crate::locale::is_letter;
use crate::record::Date;
use crate::source::Span;

/// What stands in the parentheses.
#[derive(Debug, Clone)]
pub(super) struct Imprint {
    /// Where the parenthesis begins.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    pub(super) parts: Vec<(Label, Span)>,
    pub(super) date: (Span, Date),
}

/// Reads an imprint at an opening parenthesis.
pub(super) fn imprint(walk: &Walk<'_, '_>, open: &Mark) -> Option<Imprint> {
    let close = walk.lexed.partner(open).filter(|close| close.end <= walk.end)?;
    let inner = walk.text.get(open.end..close.at)?.trim_end();
    if inner.len() > 160 || inner.len() < 6 {
        return None;
    }
    let bare = inner.trim_end_matches(sign!('.' | ',' | ' '));
    let gap = bare.rfind(sign!(',' | ' ' | ';' | ':'))?;
    let year = bare.get(gap + 1..)?;
    let (length, date) = walk.date(year)?;
    if length != year.len() || !date.year().is_some_and(|year| (1450..2100).contains(&year)) || year.len() < 4 {
        return None;
    }
    let head = bare.get(..gap)?.trim_end_matches(sign!(',' | ' ' | ';'));
    // a month before the year: a day, and no imprint
    if head.is_empty()
        || head.ends_with(|c: char| c.is_numeric())
        || walk.locale.calendar.word(head.rsplit(' ').next()?.trim_matches('.')).is_some()
    {
        return None;
    }
    let at = |slice: &str| Span::of(slice, walk.text);
    let mut parts = Vec::new();
    let (genre, granted) = head.split_once(',').unwrap_or((head, ""));
    if is_thesis(genre) {
        parts.push((Label::Genre, at(genre)?));
        if !granted.trim().is_empty() {
            parts.push((Label::Publisher, at(granted.trim())?));
        }
        return Some(Imprint { start: open.at, end: close.end, parts, date: (at(year)?, date) });
    }
    let capital = |text: &str| text.trim_start().chars().next().is_some_and(|c| !c.is_lowercase() && is_letter(c));
    if !capital(head) || word_count(head) > 14 {
        return None;
    }
    if let Some((place, house)) = head.split_once(':') {
        // several: `New York: Knopf; London: Cape`
        if !capital(house) || word_count(place) > 6 {
            return None;
        }
        parts.push((Label::PublisherPlace, at(place.trim())?));
        parts.push((Label::Publisher, at(house.trim())?));
    } else if let Some((first, rest)) = head.split_once(", ") {
        if !capital(rest) {
            return None;
        }
        if is_place(walk, first) && !is_place(walk, rest) && !is_place(walk, head) {
            parts.push((Label::PublisherPlace, at(first)?));
            parts.push((Label::Publisher, at(rest)?));
        } else if is_place(walk, head) {
            parts.push((Label::PublisherPlace, at(head)?));
        } else {
            parts.push((Label::Publisher, at(first)?));
            parts.push((Label::PublisherPlace, at(rest)?));
        }
    } else {
        let place = is_place(walk, head);
        let comma = bare.get(gap..).is_some_and(|sign| sign.starts_with(',')) || bare.get(..gap)?.ends_with(',');
        // `(Winter 2001)`, `(Paris 1954)`: one word and a year say little
        if !(place || comma || word_count(head) > 1) {
            return None;
        }
        parts.push((if place { Label::PublisherPlace } else { Label::Publisher }, at(head)?));
    }
    Some(Imprint { start: open.at, end: close.end, parts, date: (at(year)?, date) })
}
