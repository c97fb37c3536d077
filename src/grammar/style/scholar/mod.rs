//! Books, chapters and papers as scholarly styles print them: names that initials tell, a title, and behind it an imprint, or what other styles have too.
//!
//! Standard: BibTeX plain, Chicago, MLA, Harvard, Springer, Vancouver. Not here: articles of periodicals ([`super::serial`]), and how clauses are told apart
//! ([`super::arrange`]).
//!
//! ```text
//! citation = front ( title imprint [ "," pages ] / title *( sign clause ) )
//! ```

pub(super) mod front;
mod glance;
mod imprint;
mod people;
pub(super) mod quotation;
mod token;

pub(in crate::grammar) use token::Token;

use super::super::Context;
use super::super::label::{Label, Reading};
use super::super::lexical::{Lexed, MarkKind};
use super::super::pages::pages;
use super::super::score::finished;
use super::super::walk::{Separator, Walk};
use super::arrange::{arrange_behind_quoted_title, arrange_with_title};
use super::cs1::title_quote;
use super::front::{before_quotation, language_prefix};
use super::unstopped::unstopped;
use crate::locale::{Locale, digit, is_letter};
use front::{Front, dated_front, editors, front, initialled, may_be_sure};
use imprint::{Imprint, imprint};

/// No reference is longer, in bytes: what is tried at every mark stays short.
const LONGEST: usize = 3_000;

/// Reads a note that begins with names beyond doubt, or has an imprint.
pub(super) fn read(lexed: &Lexed<'_>, context: Context) -> Option<Reading> {
    // a glance: names begin with a letter, and templates of Wikipedia print the date in parentheses behind them
    if lexed.text.len() > LONGEST
        || !lexed.text.starts_with(|c: char| is_letter(c) || matches!(c, '\'' | '’'))
        || dated_first(lexed)
    {
        return None;
    }
    if !people::may_begin(lexed.text, Locale::get()) && !may_hold_imprint(lexed) {
        return None;
    }
    let mut walk = Walk::new(lexed, Separator::Stop, context);
    if language_prefix(&mut walk) > 0 || templated(&walk) {
        return None;
    }
    // names that are not sure tell nothing by themselves
    let sure = may_be_sure(&walk) && initialled(&walk).is_some_and(|names| names.1);
    if !sure && !holds_imprint(&walk) && !quotation::may_be_single(walk.rest(0)) {
        return None;
    }
    let front = front(&walk);
    let found = imprint_behind(&walk, front.title);
    if let Some(imprint) = found {
        return with_imprint(walk, &front, &imprint);
    }
    if let Some(reading) = single_quoted(&walk, context, &front) {
        return Some(reading);
    }
    let (names_end, _, comma) = front.names.filter(|names| names.1)?;
    // `А. П. Чехов, Мария Громова Остров в тумане`: names with no stop behind them are read elsewhere
    if comma && unstopped(&walk) {
        return None;
    }
    let front = editors(&mut walk, front, names_end);
    // `Diehl, Sarah; Moltz, James Clay (2008). Title`: a date in parentheses further on, with names before it
    if front.date.is_none() && dated_front(&walk, &front, walk.end).is_some() {
        return None;
    }
    // `Smith, J. (2001). Title`: a date in parentheses tells where names end
    let opened =
        front.date.is_some_and(|(span, _)| walk.text.get(..span.start).is_some_and(|head| head.ends_with('(')));
    if opened {
        return None;
    }
    // `J. Laskar, Observatoire de Paris, « Petite notice »`: more than names stands before the title
    if title_quote(&walk).is_some_and(|quote| quote.0 > front.title) {
        return None;
    }
    let stops = clauses(lexed, context, Separator::Stop, &front);
    let commas = if comma { clauses(lexed, context, Separator::Comma, &front) } else { None };
    let reading = [stops, commas].into_iter().flatten().max_by(|a, b| a.score.total_cmp(&b.score))?;
    Some(reading)
}

/// Whether a bracket ends with a year, and has more before it: `(Berlin: Springer, 1999)`.
fn may_hold_imprint(lexed: &Lexed<'_>) -> bool {
    let brackets = lexed.marks.iter().filter(|mark| mark.kind == MarkKind::Open).take(6);
    brackets.filter_map(|mark| Some((mark.end, lexed.partner(mark)?.at))).any(|(open, close)| {
        let bare = lexed.text.get(open..close).unwrap_or_default().trim_end_matches(sign!('.' | ',' | ' '));
        bare.len() > 6 && bare.bytes().rev().take(4).all(|byte| byte.is_ascii_digit())
    })
}

/// Whether the first parenthesis holds a date, and a stop or a comma stands behind it.
fn dated_first(lexed: &Lexed<'_>) -> bool {
    let Some(open) = lexed.marks.iter().find(|mark| mark.kind == MarkKind::Open) else { return false };
    let Some(close) = lexed.partner(open) else { return false };
    lexed.text.get(close.end..).is_some_and(|tail| tail.starts_with(sign!('.' | ',')))
        && lexed.text.get(open.end..close.at).is_some_and(|inner| {
            let year = inner.bytes().rev().take_while(u8::is_ascii_digit).count();
            let printed = || {
                inner.starts_with(|c| digit(c).is_some())
                    && inner.get(..4).is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()))
            };
            (year == 4 && !inner.contains(sign!(':' | ',')) || printed()) && inner.len() <= 24
        })
}

/// Whether a quotation stands behind a date in parentheses and a stop, and before a stop, as templates of Wikipedia print titles.
fn templated(walk: &Walk<'_, '_>) -> bool {
    walk.lexed.has(MarkKind::OpenQuote)
        && walk.lexed.top(0, walk.end).filter(|mark| mark.kind == MarkKind::OpenQuote).take(3).any(|open| {
            let before = walk.text.get(..open.at).unwrap_or_default().trim_end();
            let behind = walk.lexed.partner(open).map_or("", |close| walk.rest(close.end)).trim_start();
            before.ends_with(sign!(')' | '.' | ','))
                && before.trim_end_matches(sign!('.' | ',')).ends_with(')')
                && behind.starts_with(sign!('.' | ',' | '[' | '('))
        })
}

/// The names and the date before the title, labelled.
fn label_front(walk: &mut Walk<'_, '_>, front: &Front) {
    if let Some((end, ..)) = front.names {
        walk.names(0, end, front.role);
    }
    if let Some((span, date)) = front.date {
        walk.parts.date(Label::Issued, span, date);
    }
}

/// Reads the clauses behind a front.
fn clauses(lexed: &Lexed<'_>, context: Context, separator: Separator, front: &Front) -> Option<Reading> {
    let mut walk = Walk::new(lexed, separator, context);
    label_front(&mut walk, front);
    if walk.rest(front.title).trim().is_empty() {
        return None;
    }
    if let Some((open, close)) = title_quote(&walk).filter(|quote| quote.0 == front.title) {
        let (inner, next) = (lexed.marks.get(lexed.mark_at(open))?.end, lexed.marks.get(lexed.mark_at(close))?.end);
        let title = walk.text.get(inner..close)?.trim_end_matches(sign!(',' | '.' | ' '));
        walk.label(Label::Title, inner, inner + title.len());
        walk.separated(next);
        walk.behind_title = Some(next);
        walk.run(next);
        arrange_behind_quoted_title(&mut walk);
    } else {
        walk.run(front.title);
        arrange_with_title(&mut walk);
    }
    Some(proceedings(finished(walk, "scholar"), lexed.text))
}

/// `Proceedings of the National ACM Conference` is no publisher, where nothing else is the container.
fn proceedings(mut reading: Reading, text: &str) -> Reading {
    let locale = Locale::get();
    if !reading.parts.iter().any(|part| part.label == Label::ContainerTitle)
        && let Some(part) = reading.parts.iter_mut().find(|part| {
            part.label == Label::Publisher
                && part
                    .span
                    .slice(text)
                    .split(sign!(' ' | '.'))
                    .next()
                    .is_some_and(|word| word.len() > 3 && locale.of_periodical(word))
        })
    {
        part.label = Label::ContainerTitle;
    }
    reading
}

/// A title in single quotation marks, which the pass over the note takes for apostrophes.
fn single_quoted(walk: &Walk<'_, '_>, context: Context, front: &Front) -> Option<Reading> {
    let lexed = walk.lexed;
    let text = lexed.text;
    let begins =
        front.names.is_some() && text.get(front.title..).is_some_and(|rest| rest.starts_with(sign!('‘' | '\'' | '`')));
    let at = if begins { front.title } else { quotation::single(walk)? };
    let read = |separator: Separator| {
        let mut walk = Walk::new(lexed, separator, context);
        let (inner, next) = quotation::quotation(&walk, at, walk.end)?;
        if at == front.title {
            label_front(&mut walk, front);
        } else {
            before_quotation(&mut walk, 0, at);
        }
        let title = walk.text.get(inner.0..inner.1)?.trim_end_matches(sign!(',' | '.' | ' '));
        walk.label(Label::Title, inner.0, inner.0 + title.len());
        walk.behind_title = Some(next);
        walk.run(next);
        arrange_behind_quoted_title(&mut walk);
        Some(proceedings(finished(walk, "scholar"), lexed.text))
    };
    [read(Separator::Comma), read(Separator::Stop)].into_iter().flatten().max_by(|a, b| a.score.total_cmp(&b.score))
}

/// Whether there is an imprint anywhere.
fn holds_imprint(walk: &Walk<'_, '_>) -> bool {
    walk.lexed.marks.iter().any(|mark| mark.kind == MarkKind::Open && imprint(walk, mark).is_some())
}

/// The first imprint behind an offset.
fn imprint_behind(walk: &Walk<'_, '_>, from: usize) -> Option<Imprint> {
    walk.lexed
        .top(from, walk.end)
        .filter(|mark| mark.kind == MarkKind::Open && mark.at > from)
        .take(6)
        .find_map(|mark| imprint(walk, mark))
}

/// Title, imprint, pages: all else stands behind them.
fn with_imprint(mut walk: Walk<'_, '_>, front: &Front, imprint: &Imprint) -> Option<Reading> {
    let mut begin = front.title;
    let mut front = *front;
    if front.names.is_none() {
        // `The Complete Dog Book. Howell Book House (New York, 1985)`: with no names, what a stop parts is left to other styles
        if front::sentence(&walk, imprint.start) {
            return None;
        }
        // `Vidysagar, Nonlinear Systems Analysis (Prentice-Hall, …)`: names up to the first comma that are names beyond doubt
        if let Some(end) =
            walk.lexed.top(0, imprint.start).find(|mark| mark.kind == MarkKind::Comma).map(|mark| mark.at)
            && walk.lexed.plausible(0, end) >= 0.6
            && walk.text.get(..end).is_some_and(|name| name.contains(' '))
        {
            front.names = Some((end, false, true));
            begin = end + 1;
        }
    }
    label_front(&mut walk, &front);
    let title = walk.text.get(begin..imprint.start)?;
    let start = imprint.start - title.trim_start_matches(sign!(' ' | ',' | '.' | ':')).len();
    let title = walk.text.get(start..imprint.start)?.trim_end_matches(sign!(' ' | ',' | '.'));
    if title.chars().filter(|c| is_letter(*c)).count() < 3 {
        return None;
    }
    arrange_title(&mut walk, start, start + title.len());
    for &(label, span) in &imprint.parts {
        walk.label(label, span.start, span.end);
    }
    if front.date.is_none() {
        walk.parts.date(Label::Issued, imprint.date.0, imprint.date.1);
    }
    // `), 12–15.`
    let rest = walk.rest(imprint.end);
    let number = rest.trim_start_matches(sign!(',' | ' ' | ':' | ';'));
    let at = walk.end - number.len();
    let length = pages(number);
    let next = if length > 0 && number.starts_with(|c| digit(c).is_some()) && walk.ends_clause(at + length) {
        walk.label(Label::Page, at, at + length);
        at + length
    } else {
        imprint.end
    };
    walk.run(next);
    for free in std::mem::take(&mut walk.free).iter() {
        walk.label(Label::Annotation, free.start, free.end);
    }
    walk.behind_commas = 0;
    let mut reading = finished(walk, "scholar");
    reading.score = reading.score.max(0.91);
    Some(reading)
}

/// What stands between the names and the imprint: a title, or a quoted one and its container.
fn arrange_title(walk: &mut Walk<'_, '_>, start: usize, end: usize) {
    let limit = walk.end;
    walk.end_at(end);
    let quote = title_quote(walk).filter(|quote| quote.0 == start);
    if let Some((open, close)) = quote
        && let (Some(inner), Some(next)) =
            (walk.lexed.marks.get(walk.lexed.mark_at(open)), walk.lexed.marks.get(walk.lexed.mark_at(close)))
    {
        let (inner, next) = (inner.end, next.end);
        let title = walk.text.get(inner..close).unwrap_or_default().trim_end_matches(sign!(',' | '.' | ' '));
        walk.label(Label::Title, inner, inner + title.len());
        walk.behind_title = Some(next);
        walk.run(next);
        arrange_behind_quoted_title(walk);
    } else {
        walk.label(Label::Title, start, end);
    }
    walk.end_at(limit);
}
