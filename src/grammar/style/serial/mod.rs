//! Articles of periodicals as scholarly styles print them: names, title, periodical, and a locator, in the punctuation of any of them.
//!
//! Standard: BibTeX plain, Nature, APA, Vancouver (NLM), MDPI, ACS, IEEE, Chicago, MLA, Harvard, Elsevier, the American Institute of Physics. What they share is
//! that the locator is digits and its words, that the periodical stands before it, and that initials tell where names end; so they are read from there.
//!
//! ```text
//! citation = [ names ] [ date ] [ title ] periodical locator *( element )
//! ```
//!
//! Not here: what a locator is ([`crate::grammar::element::locator`]), and citations as Wikipedia's templates print them, which other styles read better.

mod glance;
mod periodical;

use super::super::Context;
use super::super::element::locator::Locator;
use super::super::identifier::{address, identifier};
use super::super::label::{Label, Part, Reading};
use super::super::lexical::{Lexed, Mark, MarkKind};
use super::super::score::finished;
use super::super::walk::{Separator, Walk};
use super::super::words::before_space;
use super::front::{before_quotation, language_prefix};
use super::publisher::is_place;
use super::scholar::front::{Front, dated_front, editors, front, sentence};
use super::scholar::quotation::quotation;
use crate::locale::{Role as Phrase, digit, is_letter, is_letter_or_number, spaceless};
use crate::source::behind_signs;
use crate::source::lanes::{beyond, same};
use crate::source::run::behind_marked;

/// No reference to an article is longer, in bytes: what is tried at every number stays short.
const LONGEST: usize = 3_000;

/// Reads a note that has a locator behind the name of a periodical.
pub(super) fn read(lexed: &Lexed<'_>, context: Context) -> Option<Reading> {
    if lexed.text.len() > LONGEST || !glance::may_hold_locator(lexed) {
        return None;
    }
    let mut walk = Walk::new(lexed, Separator::Stop, context);
    // `(en) A. Hall, « Notes »`
    if language_prefix(&mut walk) > 0 || template_front(&walk) {
        return None;
    }
    let mut front = front(&walk);
    if let Some((end, true, _)) = front.names
        && front.date.is_none()
    {
        let parts = walk.parts.len();
        front = editors(&mut walk, front, end);
        walk.parts.back_to(parts);
    }
    let mut locator = best_locator(&walk, front.title, front.date.is_some())?;
    if front.date.is_none()
        && let Some(dated) = dated_front(&walk, &front, locator.start)
    {
        front = dated;
        locator = walk.locator(locator.start, true).unwrap_or(locator);
    }
    if templated(&walk, &locator) || !is_complete(&front, &locator) {
        return None;
    }
    let (title, periodical, score) = titled(&walk, &front, &locator)?;
    // `Auflage: 1 (2004)`: one word and a colon are no periodical, where nothing else says so
    let colon = walk.text.get(..locator.start).is_some_and(|head| head.trim_end().ends_with(':'));
    let name = walk.text.get(periodical.0..periodical.1)?;
    if colon && !name.contains(' ') && !walk.locale.of_periodical(name) && walk.lexed.source(name).is_none() {
        return None;
    }
    let known = front.date.is_some() || locator.says(Label::Issued);
    if !accepted(&front, &locator, title.is_some(), score) {
        return None;
    }
    let apart = title.is_some_and(|title| title.0 > front.title + 8) && front.date.is_none();
    match (front.names.filter(|_| !apart), title) {
        (Some((end, ..)), _) => walk.names(0, end, front.role),
        // what stands before a quotation is names
        (None, Some((start, _))) => {
            let open = walk.text.get(..start).map_or(0, |head| {
                head.trim_end_matches(sign!('"' | '“' | '„' | '«' | '»' | '‘' | '\'' | '`' | ' ')).len()
            });
            if open > 0 {
                before_quotation(&mut walk, 0, open);
            }
        }
        _ => {}
    }
    if let Some((span, date)) = front.date {
        walk.parts.date(Label::Issued, span, date);
    }
    if let Some((start, end)) = title {
        let end = kind_cut(&mut walk, start, end);
        walk.label(Label::Title, start, end);
        label_in(&mut walk, end, periodical.0);
    }
    let periodical = (periodical.0, place_cut(&mut walk, periodical.0, periodical.1));
    walk.label(Label::ContainerTitle, periodical.0, periodical.1);
    for &Part { label, span, date } in locator.parts.iter() {
        match date {
            Some(date) => walk.parts.date(label, span, date),
            None => walk.label(label, span.start, span.end),
        }
    }
    walk.run(locator.end);
    let free = std::mem::take(&mut walk.free);
    // more words behind the locator than before it: this is no article of a periodical
    if free.iter().map(|free| free.end - free.start).sum::<usize>() > locator.start {
        return None;
    }
    for free in free.iter() {
        walk.label(Label::Annotation, free.start, free.end);
    }
    walk.behind_commas = 0;
    let mut reading = finished(walk, "serial");
    let sure = score + 0.2 * f32::from(u8::from(known));
    reading.score = if sure > 0.5 { reading.score.max(0.92) } else { reading.score.min(0.89) };
    Some(reading)
}

/// Whether a locator says enough for an article of a periodical.
fn is_complete(front: &Front, locator: &Locator<'_>) -> bool {
    let (volume, pages, date) = (locator.says(Label::Volume), locator.says(Label::Page), locator.says(Label::Issued));
    let dated = date || front.date.is_some();
    pages && (volume || date)
        || volume && date && locator.evidence >= 3
        || volume && dated && locator.says(Label::Issue)
}

/// Whether what was read, with a complete locator, may be an article of a periodical at all.
fn accepted(front: &Front, locator: &Locator<'_>, titled: bool, score: f32) -> bool {
    let (volume, pages, date) = (locator.says(Label::Volume), locator.says(Label::Page), locator.says(Label::Issued));
    // `Bulletin 04 (2010)`: a volume and its year are less than a locator
    let enough = pages || volume && locator.says(Label::Issue) || front.names.is_some() || score > 0.9;
    enough
        && score > 0.1
        && (titled || front.names.is_some() || volume && pages && date || locator.evidence >= 3 && score > 0.9)
}

/// Whether a template of Wikipedia's printed the note: its quoted title ends with a sign outside the quotation marks, and a date stands in parentheses before
/// it, or the locator is a clause of its own.
fn templated(walk: &Walk<'_, '_>, locator: &Locator<'_>) -> bool {
    let mut quotations = walk.lexed.top(0, locator.start).filter(|mark| mark.kind == MarkKind::OpenQuote).take(4);
    quotations.any(|open| template_quoted(walk, locator, open))
}

/// Whether the first quotation stands behind a date in parentheses and a stop, and before a stop: templates print so, whatever the locator.
fn template_front(walk: &Walk<'_, '_>) -> bool {
    let Some(open) = walk.lexed.marks.iter().find(|mark| mark.kind == MarkKind::OpenQuote) else { return false };
    let before = walk.text.get(..open.at).unwrap_or_default().trim_end();
    let dated = before.ends_with(").") || before.ends_with("),") || before.ends_with(").,");
    dated && walk.lexed.partner(open).is_some_and(|close| walk.rest(close.end).trim_start().starts_with('.'))
}

fn template_quoted(walk: &Walk<'_, '_>, locator: &Locator<'_>, open: &Mark) -> bool {
    let Some(close) = walk.lexed.partner(open) else { return false };
    let tail = walk.rest(close.end).trim_start();
    let before = walk.text.get(..open.at).unwrap_or_default().trim_end();
    let dated = before.ends_with(").") || before.ends_with("),") || before.ends_with(").,");
    let apart =
        walk.text.get(..locator.start).is_some_and(|head| head.trim_end().ends_with(sign!('.' | ',' | ']' | ')')));
    let inside = walk.text.get(..close.at).is_some_and(|title| title.ends_with(sign!('.' | ',')));
    tail.starts_with('.') && dated
        || !inside
            && (tail.starts_with(sign!('.' | ',')) && (dated || apart) || tail.starts_with(sign!('[' | '(')) && dated)
}

/// The locator with the most evidence, the last of several.
fn best_locator<'s>(walk: &Walk<'_, 's>, from: usize, dated: bool) -> Option<Locator<'s>> {
    let mut best: Option<Locator<'s>> = None;
    let mut at = from;
    let mut floor = from;
    for &(first, number_end) in walk.lexed.numbers {
        let digit = first.max(at);
        if number_end <= at {
            continue;
        }
        if digit >= walk.end {
            break;
        }
        // the word of the number, and those before it
        let mut starts = [digit; 4];
        let mut from = digit;
        for slot in &mut starts {
            *slot = word_start(walk.text, from);
            from = walk.text.get(..*slot).map_or(0, |head| before_space(head).len());
        }
        let [word, before, ..] = starts;
        let names = |at: usize| {
            let text = behind_signs(walk.rest(at), sign!('(' | '[' | '<'));
            identifier(text).is_some()
                || address(text).is_some()
                || ["doi", "10.", "arXiv"].iter().any(|sign| text.starts_with(sign))
        };
        // behind the first identifier or address no locator stands
        if names(word) || names(before) {
            break;
        }
        // `November 11, 1955`: nothing begins within a date
        let dated_from = starts.iter().rev().copied().find(|&start| {
            start < digit
                && walk.rest(start).starts_with(is_letter)
                && walk.date(walk.rest(start)).is_some_and(|(length, _)| start + length > digit)
        });
        let latest = dated_from.unwrap_or(digit);
        // a letter glued to the first number belongs to the name or the number: both are tried
        let series = (digit == word + 1).then_some(digit);
        let tries = starts
            .iter()
            .rev()
            .take(3)
            .chain(&series)
            .chain(starts.first())
            .chain((digit > word + 1).then_some(&digit))
            .filter(|&&start| start >= floor && start > 0 && start <= latest);
        let found = tries
            .filter_map(|&start| begins(walk, start).then(|| walk.locator(start, dated)).flatten())
            .find(|locator| locator.end > digit && closes(walk, locator));
        let Some(locator) = found else { continue };
        at = locator.end.max(digit + 1);
        floor = at;
        if best.as_ref().is_none_or(|best| locator.evidence >= best.evidence) && locator.evidence >= 2 {
            best = Some(locator);
        }
    }
    best
}

/// Whether a locator ends where a clause does, or before an identifier, and is no part of what stands in parentheses.
fn closes(walk: &Walk<'_, '_>, locator: &Locator<'_>) -> bool {
    let tail = walk.rest(locator.end).trim_start();
    let word = tail.starts_with(is_letter_or_number)
        && identifier(tail).is_none()
        && address(tail).is_none()
        && !tail.starts_with("arXiv")
        && walk.locale.phrases.at_of(tail, &[Phrase::Accessed, Phrase::Archived]).next().is_none();
    let within = walk.lexed.marks.iter().take_while(|mark| mark.at < locator.start).any(|mark| {
        matches!(mark.kind, MarkKind::Open | MarkKind::OpenQuote)
            && walk.lexed.partner(mark).is_some_and(|close| close.at >= locator.end)
    });
    !word && !within
}

/// Where the word begins in which an offset lies.
fn word_start(text: &str, at: usize) -> usize {
    let Some(head) = text.get(..at) else { return 0 };
    let ends = |sixteen| {
        same(sixteen, b' ') | same(sixteen, b',') | same(sixteen, b';') | same(sixteen, b'"') | beyond(sixteen)
    };
    let start = head.len() - behind_marked(head.as_bytes(), ends);
    match start.checked_sub(1).and_then(|sign| head.as_bytes().get(sign)) {
        Some(sign) if !sign.is_ascii() => {
            let ends = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '”' | '"' | '»');
            head.char_indices().rev().find(|&(_, c)| ends(c)).map_or(0, |(at, c)| at + c.len_utf8())
        }
        _ => start,
    }
}

/// Whether a locator may begin at an offset: behind a word, a bracket or a sign, not within a word or number.
fn begins(walk: &Walk<'_, '_>, at: usize) -> bool {
    let head = walk.text.get(..at).unwrap_or_default();
    let before = head.chars().next_back();
    let first = walk.rest(at).chars().next();
    // behind a word for a volume or a month stands a number: `Vol. XLVIII`, `Jul. 1948`
    if first.is_some_and(is_letter) && !first.is_some_and(spaceless) {
        let behind = walk
            .rest(at)
            .trim_start_matches(is_letter)
            .trim_start_matches(sign!('.' | ' ' | ':' | '°' | '-' | '–' | '/' | '\u{a0}'));
        let roman = walk.rest(at).starts_with(sign!('I' | 'V' | 'X' | 'L' | 'C'));
        if !behind.starts_with(|c: char| digit(c).is_some() || matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | '(')) && !roman
        {
            return false;
        }
    }
    // `Phys. Lett. B407`, `Accel. Beams20`: the letter of a series, or a word, to which the volume is glued
    if before.is_some_and(|c| c.is_ascii_alphabetic()) && first.is_some_and(|c| c.is_ascii_digit()) {
        let word = head.rsplit(sign!(' ' | '.')).next().unwrap_or_default();
        let series = matches!(word, "A" | "B" | "C" | "D" | "E" | "F" | "G") && head.len() > 8;
        return series || word.chars().count() > 3 && word.chars().skip(1).all(char::is_lowercase);
    }
    !first.is_none_or(char::is_whitespace)
        && before.is_none_or(|before| {
            let glued = before.is_ascii_alphabetic() && first.is_some_and(is_letter_or_number);
            !(glued || before.is_ascii_digit() || matches!(before, '-' | '–' | '/'))
        })
}

type Stretch = (usize, usize);

/// The title and the periodical between the front and the locator.
fn titled(walk: &Walk<'_, '_>, front: &Front, locator: &Locator<'_>) -> Option<(Option<Stretch>, Stretch, f32)> {
    let head = walk.text.get(..locator.start)?;
    let mut end = head.trim_end_matches(sign!(' ' | ',' | ';' | ':' | '，' | '；' | '：' | '\u{a0}')).len();
    // the stop of an abbreviation belongs to the periodical, one that a space and a date follow does not
    if let Some(bare) = head.get(..end)?.strip_suffix('.')
        && !bare.rsplit(' ').next().is_some_and(|word| {
            walk.locale.periodical_abbreviations.contains(word.trim_matches('.')) || word.contains('.')
        })
    {
        end -= 1;
    }
    if front.title >= end || remark(walk, front.title, end) {
        return None;
    }
    let open = quotation_behind_names(walk, front, end).unwrap_or(front.title);
    if let Some((inner, next)) = quotation(walk, open, end) {
        let rest = walk.text.get(next..end)?;
        let name = rest.trim_start_matches(sign!(' ' | ',' | '.' | ':' | ';'));
        let start = end - name.len();
        let start = in_stripped(walk, start, end);
        let name = walk.text.get(start..end)?;
        let title = walk.text.get(inner.0..inner.1)?.trim_end_matches(sign!(',' | ' ' | '.' | ';'));
        if name.is_empty() || title.is_empty() {
            return None;
        }
        return Some((
            Some((inner.0, inner.0 + title.len())),
            (start, end),
            0.4 + periodical::periodical_score(walk.locale, name, true).min(1.0),
        ));
    }
    // what is quoted is the title, and what it is not read as is no title
    if walk.lexed.top(front.title, end).any(|mark| {
        mark.kind == MarkKind::OpenQuote
            && walk.text.get(..mark.at).is_some_and(|head| head.trim_end().ends_with(sign!(',' | '.' | ':' | ')')))
    }) {
        return None;
    }
    let cut = periodical::cut(walk, front.title, end, front.names.map(|names| names.2))?;
    let start = in_stripped(walk, cut.periodical.0, cut.periodical.1);
    Some((cut.title, (start, cut.periodical.1), cut.score))
}

/// `手写识别[J]`: labels the kind of the work, as GB/T 7714 prints it behind the title; gives where the title ends.
fn kind_cut(walk: &mut Walk<'_, '_>, start: usize, end: usize) -> usize {
    let text = walk.text.get(start..end).unwrap_or_default().trim_end();
    let Some((title, kind)) = text.strip_suffix(']').and_then(|text| text.rsplit_once('[')) else { return end };
    if kind.len() > 4 || !kind.chars().all(|c| c.is_ascii_uppercase() || c == '/') || title.is_empty() {
        return end;
    }
    walk.label(Label::Keyword, start + title.len() + 1, start + title.len() + 1 + kind.len());
    start + title.len()
}

/// `Proc. Int. Conf. Acoustics, Munich, Germany`: labels the place behind a conference; gives where the name before it ends.
fn place_cut(walk: &mut Walk<'_, '_>, start: usize, end: usize) -> usize {
    let text = walk.text.get(start..end).unwrap_or_default();
    let commas: Vec<usize> = text.rmatch_indices(',').map(|(at, _)| at).take(3).collect();
    for &at in commas.iter().rev() {
        let place = text.get(at + 1..).unwrap_or_default().trim();
        if at > 8 && is_place(walk, place) {
            walk.label(Label::PublisherPlace, start + at + 1, end);
            return start + at;
        }
    }
    end
}

/// Where a quotation begins behind names that no initials tell.
fn quotation_behind_names(walk: &Walk<'_, '_>, front: &Front, end: usize) -> Option<usize> {
    let open = walk.lexed.top(front.title, end).find(|mark| mark.kind == MarkKind::OpenQuote)?.at;
    let sure = front.names.is_some_and(|names| names.1) || front.date.is_some();
    let behind = walk.text.get(..open).is_some_and(|head| head.trim_end().ends_with(sign!(',' | '.' | ':' | ')')));
    (!sure && open > front.title && behind && !sentence(walk, open) && walk.lexed.plausible(0, open) > 0.25)
        .then_some(open)
}

/// Whether a form of the work or a remark of software stands in brackets in a stretch: `(PDF)`, `[online]`, `(29340)`.
fn remark(walk: &Walk<'_, '_>, start: usize, end: usize) -> bool {
    walk.lexed.top(start, end).filter(|mark| mark.kind == MarkKind::Open).any(|mark| {
        let inner = walk.lexed.partner(mark).and_then(|close| Some((walk.text.get(mark.end..close.at)?, close.end)));
        inner.is_none_or(|(inner, close)| {
            walk.locale.media.contains(inner)
                || walk.locale.genre(inner).is_some()
                || inner.starts_with("cit. ")
                || inner.starts_with("S.l.")
                || walk.locale.phrases.are(inner, &[Phrase::Online])
                || close == end && inner.bytes().all(|byte| byte.is_ascii_digit())
        })
    })
}

/// Labels "In" between a title and its container.
fn label_in(walk: &mut Walk<'_, '_>, start: usize, end: usize) {
    let gap = walk.text.get(start..end).unwrap_or_default();
    let word = gap.trim_matches(|c: char| !is_letter(c));
    if let Some(at) = gap.find(word).filter(|_| walk.locale.phrases.are(word, &[Phrase::In])) {
        walk.label(Label::Keyword, start + at, start + at + word.len());
    }
}

/// Behind "In" of a container.
fn in_stripped(walk: &Walk<'_, '_>, start: usize, end: usize) -> usize {
    let text = walk.text.get(start..end).unwrap_or_default();
    let behind = walk.locale.phrases.at_of(text, &[Phrase::In]).find_map(|phrase| {
        let behind = text.get(phrase.before.len()..)?;
        // with a colon a short word is one of any language: `Em: `
        let colon = phrase.before.ends_with(':') || behind.starts_with(':');
        if colon || phrase.holds_in(walk.languages) { behind.trim_start_matches(':').strip_prefix(' ') } else { None }
    });
    behind.map_or(start, |behind| end - behind.len())
}
