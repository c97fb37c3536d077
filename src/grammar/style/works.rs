//! Lists of works as people write them: title, author, publisher, year, and the language in parentheses.
//!
//! ```text
//! work = title "," [ names "," ] publisher [ "," series ] "," year [ "(" language ")" ]
//! ```

use super::super::Context;
use super::super::label::{Label, Reading};
use super::super::lexical::{Lexed, MarkKind};
use super::super::name;
use super::super::score::finished;
use super::super::walk::{Separator, Walk};
use crate::locale::Role as Phrase;
use crate::record::{Date, Precision, Role};
use crate::source::Span;

/// Reads a note that ends with a year, or a year and a language in parentheses, and whose clauses end with commas.
pub(super) fn read(lexed: &Lexed<'_>, context: Context) -> Option<Reading> {
    // a glance at the end, before anything is read
    let end = lexed.text.trim_end_matches(sign!(' ' | '.' | ';'));
    let tagged = end.strip_suffix(')').is_some_and(|head| head.ends_with(|c: char| c.is_ascii_uppercase()));
    if !tagged && !end.get(end.len().saturating_sub(4)..).is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let third_comma = lexed.marks.iter().filter(|mark| mark.kind == MarkKind::Comma).nth(2);
    if !tagged && third_comma.is_none() {
        return None;
    }
    let mut walk = Walk::new(lexed, Separator::Comma, context);
    let text = walk.text.get(..walk.end)?.trim_end_matches(sign!(' ' | '.' | ';'));
    let (head, tagged) = language(&mut walk, text);
    // without the language it has a title, an author, a publisher and a year
    if !tagged && third_comma.is_none() {
        return None;
    }
    let pieces = clauses(&walk, head);
    let (&(year_start, year_end), pieces) = pieces.split_last()?;
    let (length, date) = walk.date(walk.text.get(year_start..year_end)?)?;
    let Date::On(year) = date else { return None };
    if length != year_end - year_start || year.precision() != Precision::Year {
        return None;
    }
    let mut pieces = pieces.to_vec();
    let series = pieces.pop_if(|&mut (start, end)| series(&walk, start, end));
    let publisher = pieces.pop()?;
    let author = pieces.last().copied().filter(|&(start, end)| pieces.len() > 1 && person(&walk, start, end, tagged));
    if author.is_some() {
        pieces.pop();
    }
    let (title_start, title_end) = (pieces.first()?.0, pieces.last()?.1);
    // without the language, only an author between title and publisher tells such a list
    if !tagged && author.is_none() || walk.text.get(title_start..title_end)?.contains(sign!('"' | '“' | '«')) {
        return None;
    }
    walk.parts.date(Label::Issued, Span::new(year_start, year_end), date);
    walk.label(Label::Title, title_start, title_end);
    walk.label(Label::Publisher, publisher.0, publisher.1);
    if let Some((start, end)) = series {
        let word = walk.text.get(start..end)?.split(' ').next().map_or(0, str::len);
        walk.label(Label::Keyword, start, start + word);
        walk.label(Label::CollectionTitle, start + word, end);
    }
    if let Some((start, end)) = author {
        walk.names(start, end, Role::Author);
    }
    let mut reading = finished(walk, "works");
    // a year with a language in capitals behind it stands in no other style
    if tagged {
        reading.score = reading.score.max(0.93);
    }
    Some(reading)
}

/// Labels `(FR)` at the end of a text; gives where what stands before it ends, and whether there was one.
fn language(walk: &mut Walk<'_, '_>, text: &str) -> (usize, bool) {
    let Some(open) = text.strip_suffix(')').and_then(|head| head.rfind('(')) else { return (text.len(), false) };
    let inner = text.get(open + 1..text.len() - 1).unwrap_or_default();
    let code = (2..=3).contains(&inner.len()) && inner.chars().all(|c| c.is_ascii_uppercase());
    if code && walk.language(inner, open + 1) {
        (text.get(..open).map_or(0, |head| head.trim_end().len()), true)
    } else {
        (text.len(), false)
    }
}

/// The clauses before `end`, cut at the commas outside brackets.
fn clauses(walk: &Walk<'_, '_>, end: usize) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut start = 0;
    let commas = walk.lexed.top(0, end).filter(|mark| mark.kind == MarkKind::Comma).map(|mark| (mark.at, mark.end));
    for (at, next) in commas.chain([(end, end)]) {
        let slice = walk.text.get(start..at).unwrap_or_default();
        let lead = slice.len() - slice.trim_start().len();
        if !slice.trim().is_empty() {
            out.push((start + lead, start + lead + slice.trim().len()));
        }
        start = next;
    }
    out
}

/// `coll. Toucan essais`
fn series(walk: &Walk<'_, '_>, start: usize, end: usize) -> bool {
    let text = walk.text.get(start..end).unwrap_or_default();
    walk.locale.phrases.at_of(text, &[Phrase::Series]).next().is_some()
}

/// Whether a clause is nothing but names; a list that names its languages is one of works, and two capital words in it are a person.
fn person(walk: &Walk<'_, '_>, start: usize, end: usize, tagged: bool) -> bool {
    let plausible = walk.lexed.plausible(start, end);
    let text = walk.text.get(start..end).unwrap_or_default();
    plausible >= if tagged { 0.55 } else { 0.85 } && !name::organization(text)
}
