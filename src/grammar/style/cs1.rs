//! Citations as Wikipedia's CS1 and CS2 templates print them, and the many that people write like them.
//!
//! Standard: Module:Citation/CS1 of English Wikipedia (2012 to now), Help:Citation Style 1. CS1 ends clauses with stops, CS2 with commas.
//!
//! ```text
//! citation = [ names [ "(" date ")" ] "." ] title *( "[" translated "]" / "(" form ")" ) *( "." clause )
//! title    = quoted / italic text, of which no mark is left
//! ```

use super::super::element::read_date;
use super::super::label::{Label, Reading};
use super::super::lexical::{Lexed, Mark, MarkKind};
use super::super::name;
use super::super::score::finished;
use super::super::walk::{Separator, Walk};
use super::arrange::{arrange_behind_quoted_title, arrange_with_title};
use crate::locale::DateOrder;
use crate::record::Role;
use crate::source::Span;

/// Reads a note whose clauses end with stops.
pub(super) fn stops(lexed: &Lexed<'_>, order: DateOrder) -> Option<Reading> {
    read(lexed, order, Separator::Stop)
}

/// Reads a note whose clauses end with commas.
pub(super) fn commas(lexed: &Lexed<'_>, order: DateOrder) -> Option<Reading> {
    lexed.marks.iter().any(|mark| mark.kind == MarkKind::Comma).then(|| read(lexed, order, Separator::Comma)).flatten()
}

fn read(lexed: &Lexed<'_>, order: DateOrder, separator: Separator) -> Option<Reading> {
    let mut walk = Walk::new(lexed, separator, order);
    let style = if separator == Separator::Stop { "cs1" } else { "cs2" };
    let quote = title_quote(&mut walk);
    if let Some((open, close)) = quote {
        if open > 0 {
            front(&mut walk, 0, open);
        }
        let (inner, next) = (lexed.marks.get(lexed.mark_at(open))?.end, lexed.marks.get(lexed.mark_at(close))?.end);
        walk.label(Label::Title, inner, close);
        walk.behind_title = Some(next);
        // a bracket right behind is the translation
        let at = if walk.rest(next).starts_with(' ') { next + 1 } else { next };
        walk.behind_title = Some(at);
        walk.separated(next);
        walk.run(next);
        arrange_behind_quoted_title(&mut walk);
        return Some(finished(walk, style));
    }
    let begin = unquoted_front(&mut walk);
    if begin > 0 {
        walk.separated(begin);
    }
    walk.run(begin);
    arrange_with_title(&mut walk);
    Some(finished(walk, style))
}

/// The quotation that is the title: the first that begins a clause and ends one.
fn title_quote(walk: &mut Walk<'_, '_>) -> Option<(usize, usize)> {
    let lexed = walk.lexed;
    let mut tried = 0;
    for mark in lexed.top(0, walk.end).filter(|mark| mark.kind == MarkKind::OpenQuote) {
        tried += 1;
        if tried > 4 {
            return None;
        }
        let Some(close) = closing(walk, mark) else { continue };
        if begins_clause(walk, mark.at) && ends_title(walk, close) && close.at > mark.end {
            return Some((mark.at, close.at));
        }
    }
    None
}

/// The end of a quotation; where a mark without partner begins the note, the last one that a stop follows.
fn closing<'l>(walk: &Walk<'l, '_>, mark: &Mark) -> Option<&'l Mark> {
    if let Some(close) = walk.lexed.partner(mark).filter(|close| close.at < walk.end) {
        return Some(close);
    }
    let first = walk.lexed.mark_at(mark.end);
    let later = walk.lexed.marks.get(first..)?.iter().take(200).filter(|later| later.at < walk.end);
    later
        .filter(|later| matches!(later.kind, MarkKind::CloseQuote | MarkKind::OpenQuote))
        .find(|later| ends_title(walk, later))
}

fn begins_clause(walk: &Walk<'_, '_>, at: usize) -> bool {
    let head = walk.text.get(..at).unwrap_or_default().trim_end();
    head.is_empty()
        || head.ends_with(['.', ',', ';', ':', ')', ']', '。', '，', '、', '：', '—', '–', '،', '|', '/'])
        || head.ends_with("In")
}

fn ends_title(walk: &Walk<'_, '_>, close: &Mark) -> bool {
    let tail = walk.rest(close.end);
    let skipped = tail.trim_start();
    skipped.is_empty()
        || skipped.starts_with(['.', ',', '(', '[', '。', '，', ';', '—', '–', '،', '|', '/', '{', '（', ':'])
        || (tail.starts_with(' ')
            && walk.text.get(..close.at).is_some_and(|title| title.ends_with(['.', ',', '?', '!', '…'])))
        || tail.starts_with(' ')
            && skipped.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_alphabetic() || !c.is_lowercase())
}

/// Labels what stands before a quoted title: names and their date.
fn front(walk: &mut Walk<'_, '_>, start: usize, end: usize) {
    let Some(slice) = walk.text.get(start..end) else { return };
    let trimmed = slice.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '.' | ',' | ':' | ';' | '—' | '–' | '،' | '：' | '，' | '。')
    });
    // the stop of an initial belongs to the name
    let mut names_end = start + trimmed.len();
    if slice.get(trimmed.len()..).is_some_and(|rest| rest.starts_with('.')) && ends_with_initial(trimmed) {
        names_end += 1;
    }
    if let Some((before, _)) = dated_parenthesis(walk, start, end) {
        names_end = before;
    } else if let Some((before, span, date)) = trailing_date(walk, start, names_end) {
        walk.parts.date(Label::Issued, span, date);
        names_end = before;
    }
    if names_end > start {
        front_names(walk, start, names_end);
    }
}

/// `Smith, J. 2001, "Title"`: a date behind the names, without parentheses.
fn trailing_date(walk: &Walk<'_, '_>, start: usize, end: usize) -> Option<(usize, Span, crate::record::Date)> {
    let slice = walk.text.get(start..end)?;
    for (at, _) in slice.match_indices([' ', ',']).rev().take(6).collect::<Vec<_>>().into_iter().rev() {
        let tail = slice.get(at + 1..)?;
        if !tail.starts_with(|c: char| c.is_alphanumeric()) {
            continue;
        }
        if let Some((length, date)) = read_date(tail, walk.order)
            && length == tail.trim_end_matches(['.', ',']).len()
        {
            let before = slice.get(..at)?.trim_end_matches([',', ' ', ';']).len();
            return Some((start + before, Span::new(start + at + 1, start + at + 1 + length), date));
        }
    }
    None
}

fn ends_with_initial(text: &str) -> bool {
    let word = text.rsplit([' ', '.', '-', ',']).next().unwrap_or_default();
    word.chars().count() <= 2 && word.chars().all(char::is_uppercase) || word.eq_ignore_ascii_case("Jr") || word == "Sr"
}

/// Labels names, with "(ed.)" and its like behind them.
fn front_names(walk: &mut Walk<'_, '_>, start: usize, end: usize) {
    let limit = walk.end;
    walk.end = end;
    let found = walk.role_behind(start);
    walk.end = limit;
    match found {
        Some((names_end, next, role))
            if walk.text.get(next..end).is_some_and(|rest| rest.trim_matches(['.', ',', ')', ' ']).is_empty()) =>
        {
            walk.names(start, names_end, role)
        }
        _ => walk.names(start, end, Role::Author),
    }
}

/// The first parenthesis that holds a date: labels the date, gives where the names before it end and where the parenthesis does.
fn dated_parenthesis(walk: &mut Walk<'_, '_>, start: usize, end: usize) -> Option<(usize, usize)> {
    let lexed = walk.lexed;
    for mark in lexed.top(start, end).filter(|mark| mark.kind == MarkKind::Open).take(4) {
        let Some(close) = lexed.partner(mark).filter(|close| close.end <= end) else { continue };
        let inner = walk.text.get(mark.end..close.at).unwrap_or_default();
        let lead = inner.len() - inner.trim_start().len();
        let Some((length, date)) = read_date(inner.trim_start(), walk.order) else { continue };
        let rest = inner.get(lead + length..).unwrap_or_default();
        let suffix = rest.len() == 1 && rest.starts_with(|c: char| c.is_ascii_lowercase());
        // `(2005a)`, `(1999) [1950]`, `(2005, April)`
        if !suffix && !rest.trim_matches([',', '.', ' ', '?']).is_empty() {
            // `(Winter 2005, revised 2010)`: a date and something about it
            if !rest.starts_with([',', ';', '/']) {
                continue;
            }
        }
        let at = mark.end + lead;
        walk.parts.date(Label::Issued, Span::new(at, at + length), date);
        if suffix {
            walk.label(Label::YearSuffix, at + length, close.at);
        }
        let mut next = close.end;
        if let Some(original) = walk.text.get(next..end).map(str::trim_start).filter(|rest| rest.starts_with('[')) {
            let open = walk.text.get(..end).map_or(next, |head| head.len() - original.len());
            if let Some((length, date)) = original.get(1..).and_then(|inner| read_date(inner, walk.order))
                && original.get(1 + length..).is_some_and(|rest| rest.starts_with(']'))
            {
                walk.parts.date(Label::OriginalDate, Span::new(open + 1, open + 1 + length), date);
                next = open + length + 2;
            }
        }
        return Some((mark.at, next));
    }
    None
}

/// Labels the names before a title without quotation marks; gives where the title begins.
fn unquoted_front(walk: &mut Walk<'_, '_>) -> usize {
    // names and a date in parentheses, with a separator behind them
    let before = walk.parts.len();
    let first_open = walk.lexed.top(0, walk.end).find(|mark| mark.kind == MarkKind::Open).map(|mark| mark.at);
    if let Some(open) = first_open
        && open <= 3000
        && let Some((names_end, next)) = dated_parenthesis(walk, 0, walk.end)
    {
        let behind = walk.rest(next);
        let separated = behind.trim_start().starts_with(['.', ',', ':', ';', '。', '，', '：'])
            || behind.trim().is_empty()
            || walk.text.get(names_end..next).is_some_and(|date| date.starts_with('('));
        let plausible = names_end > 0 && {
            let (end, _) = role_stripped(walk, 0, names_end);
            name::plausible(walk.text, 0, end) > 0.25
                && walk.text.get(..end).is_some_and(|names| no_sentence(walk, names))
        };
        if separated && plausible {
            front_names(walk, 0, names_end);
            return next;
        }
    }
    walk.parts.back_to(before);
    undated_names(walk).unwrap_or(0)
}

/// A stretch of names has no stop that ends a clause.
fn no_sentence(walk: &Walk<'_, '_>, names: &str) -> bool {
    let end = names.len();
    !walk.lexed.top(0, end).any(|mark| {
        mark.kind == MarkKind::Stop
            && mark.end < end
            && walk.text.get(mark.end..).is_some_and(|rest| rest.starts_with(' '))
            && !walk.abbreviation(mark)
    })
}

/// Names without their role abbreviation.
fn role_stripped(walk: &mut Walk<'_, '_>, start: usize, end: usize) -> (usize, Option<Role>) {
    let (limit, length) = (walk.end, walk.parts.len());
    walk.end = end;
    let found = walk.role_behind(start);
    walk.end = limit;
    walk.parts.back_to(length);
    found.map_or((end, None), |(names_end, _, role)| (names_end, Some(role)))
}

/// `Batters. Title. Publisher.`, `Smith, J.; Lee, K. Title`, `Editor, A. (ed.). Title`: names without a date, where they are names beyond doubt.
fn undated_names(walk: &mut Walk<'_, '_>) -> Option<usize> {
    // names with their role behind them
    if let Some((names_end, next, role)) = walk.role_behind(0) {
        if walk.text.get(..names_end).is_some_and(|names| names.split(' ').count() <= 40 && no_sentence(walk, names))
            && walk.ends_clause(next)
        {
            walk.names(0, names_end, role);
            // `Smith, J., ed. (2001). Title`
            let after = walk.rest(next).trim_start_matches([' ', ',', '.']);
            let at = walk.end - after.len();
            if after.starts_with('(')
                && let Some((open, close)) = dated_parenthesis(walk, at, walk.end)
                && open == at
            {
                return Some(close);
            }
            return Some(next);
        }
        walk.parts.back_to(0);
    }
    let end = match walk.separator {
        Separator::Stop => initial_ends(walk).unwrap_or_else(|| walk.clause_end(0)),
        Separator::Comma => return comma_names(walk),
    };
    let clause = walk.text.get(..end)?;
    if end == 0 || walk.rest(end).trim_matches(['.', ' ']).len() < 4 || clause.split(' ').count() > 60 {
        return None;
    }
    let plausible = name::plausible(walk.text, 0, end);
    let comma = clause.contains([',', ';']);
    let sure = if comma { plausible > 0.8 } else { plausible >= 0.85 || surname_alone(walk, end) };
    let several = clause.contains(';');
    if sure && (several || !comma || clause.split(' ').count() <= 8) {
        let end = if walk.rest(end).starts_with('.') && ends_with_initial(clause) { end + 1 } else { end };
        walk.names(0, end, Role::Author);
        return Some(end);
    }
    None
}

/// `Burton, Daniel C. Libertarian anarchism`: the names end at the stop of an initial, where a title begins with a word behind it.
fn initial_ends(walk: &Walk<'_, '_>) -> Option<usize> {
    let first_border = walk.clause_end(0);
    let mut found = None;
    for mark in walk.lexed.top(0, first_border).filter(|mark| mark.kind == MarkKind::Stop).take(40) {
        let (names, rest) = (walk.text.get(..mark.at)?, walk.rest(mark.end));
        let word = rest.trim_start().split(' ').next().unwrap_or_default();
        let title = rest.starts_with(' ') && word.chars().filter(|c| c.is_alphabetic()).count() >= 3 && word.starts_with(char::is_uppercase) && !word.ends_with([',', ';', '.']);
        if title && names.contains(',') && ends_with_initial(names) && name::plausible(walk.text, 0, mark.end) > 0.9 {
            found = Some(mark.end);
            break;
        }
    }
    found
}

/// `Batters. York City: The Complete Record. p. 3`: one capital word that is no source, and behind it a title that is no publisher.
fn surname_alone(walk: &Walk<'_, '_>, end: usize) -> bool {
    let Some(word) = walk.text.get(..end) else { return false };
    let named = word.chars().all(|c| c.is_alphabetic() || c == '-' || c == '’' || c == '\'') && word.chars().filter(|c| c.is_uppercase()).count() <= 2 && word.starts_with(char::is_uppercase);
    let next = walk.rest(end).trim_start_matches(['.', ' ']);
    let at = walk.end - next.len();
    let title = walk.text.get(at..walk.clause_end(at)).unwrap_or_default();
    let words = title.split(' ').count();
    named
        && word.chars().count() <= 20
        && walk.locale.sources.get(word).is_none()
        && !walk.locale.places.contains(word)
        && !walk.locale.stop_words.contains(word)
        && (2..=20).contains(&words)
        && title.starts_with(char::is_uppercase)
        && !name::organization(title)
        && !title.split(' ').any(|word| walk.locale.publishers.contains(word))
}

/// In a note whose clauses end with commas: `Fernandes, Luis, Title`, where the first two are a name.
fn comma_names(walk: &mut Walk<'_, '_>) -> Option<usize> {
    let second = walk.comma_name(0)?;
    walk.names(0, second, Role::Author);
    Some(second)
}
