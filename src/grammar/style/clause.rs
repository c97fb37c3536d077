//! The clauses of a note that no word or form explains, made ready to be arranged.
//!
//! In: a walk whose free stretches are collected. Out: the clauses that say what the work is; what stands behind them is labelled as a remark. A clause that
//! a separator cut by mistake is joined again, one that holds two is cut.

use super::super::label::Label;
use super::super::lexical::word_count;
use super::super::scratch::Lent;
use super::super::walk::{Free, Separator, Walk};
use super::super::words::{before_space, first_space, last_word};
use super::publisher::{is_publisher, is_region, place_and_publisher};
use crate::locale::Role;
use crate::source::{Span, trim};

/// The clauses to arrange; what stands behind the access date is a quotation or a remark, and is labelled as such.
pub(super) fn take_clauses<'s>(walk: &mut Walk<'_, 's>) -> Lent<'s, Free> {
    let mut kept = std::mem::take(&mut walk.free);
    // behind the access date, and behind identifiers, CS1 prints nothing more of the work
    let titled = walk.parts.has(Label::Title);
    let ends = |label: Label| label == Label::Accessed || titled && matches!(label, Label::Identifier(_));
    let accessed = walk.parts.iter().filter(|part| ends(part.label)).map(|part| part.span.end).min();
    kept.retain(|clause| clause.end > clause.start);
    let mut behind = walk.lexed.scratch.clauses.lend();
    if let Some(at) = accessed {
        let cut = kept.partition_point(|clause| clause.start < at);
        behind.extend(kept.drain(cut..));
    }
    years_cut(walk, &mut kept);
    let kept = mended(walk, kept);
    if let (Some(first), Some(last)) = (behind.first(), behind.last()) {
        let words = walk.text.get(first.start..last.end).map_or(0, word_count);
        let label = if words > 3 { Label::Quote } else { Label::Annotation };
        if kept.is_empty() && !walk.parts.has(Label::Title) {
            return behind;
        }
        let elements_between = walk.parts.iter().any(|part| part.span.start > first.start && part.span.end < last.end);
        if elements_between {
            for clause in behind.iter() {
                walk.label(label, clause.start, clause.end);
            }
        } else {
            walk.label(label, first.start, last.end);
        }
    }
    kept
}

pub(super) fn clause_text<'s>(walk: &Walk<'_, 's>, clause: &Free) -> &'s str {
    trim(walk.text.get(clause.start..clause.end).unwrap_or_default())
}

/// `Suhrkamp, Frankfurt am Main 1970`, `Columbia University Press 1978`: a year glued behind a place or publisher is when the work appeared, where nothing
/// else says it.
fn years_cut(walk: &mut Walk<'_, '_>, clauses: &mut [Free]) {
    let titled = usize::from(!walk.parts.has(Label::Title));
    for clause in clauses.iter_mut().skip(titled) {
        if walk.parts.has(Label::Issued) {
            break;
        }
        let text = clause_text(walk, clause);
        if text.len().checked_sub(5).and_then(|space| text.as_bytes().get(space)) != Some(&b' ') {
            continue;
        }
        let Some((head, year)) = text.rsplit_once(' ').filter(|(_, year)| year.len() == 4) else { continue };
        let Some((4, date)) = walk.date(year) else { continue };
        let place = head.rsplit(", ").next().unwrap_or_default();
        let placed = walk.locale.places.contains(place) || is_region(walk, place);
        let house = walk.locale.publishers.contains(last_word(head));
        if !(placed || house) {
            continue;
        }
        let end = clause.start + head.len();
        walk.parts.date(Label::Issued, Span::new(end + 1, end + 5), date);
        clause.end = end;
    }
}

/// Clauses as they are meant: a list within one name, a form of company, and a region behind its place belong to the clause before them; a place behind
/// the stop of an abbreviation begins one of its own.
fn mended<'s>(walk: &Walk<'_, 's>, clauses: Lent<'s, Free>) -> Lent<'s, Free> {
    if walk.separator == Separator::Stop {
        return clauses;
    }
    let mut out = walk.lexed.scratch.clauses.lend();
    // from the last to the first: a place may have two regions behind it
    for clause in clauses.iter().rev() {
        let joins = out.last().is_some_and(|next| {
            next.elements == clause.elements
                && !next.within
                && walk.text.get(clause.end..next.start).is_some_and(|gap| before_space(gap) == ",")
                && belongs(walk, clause, next)
        });
        match out.last_mut() {
            Some(next) if joins => *next = Free { start: clause.start, within: clause.within, ..*next },
            _ => out.push(*clause),
        }
    }
    out.reverse();
    out
}

/// Whether a clause is a part of the name that the one before it begins.
fn belongs(walk: &Walk<'_, '_>, before: &Free, clause: &Free) -> bool {
    let (head, text) = (clause_text(walk, before), clause_text(walk, clause));
    // `Charles E. Tuttle Co., Inc`, `Dent & Sons, Ltd`
    if walk.locale.company_forms.contains(text.trim_end_matches('.')) {
        return true;
    }
    // `Budapest, Hungary: Central European University Press`, `Cambridge, MA`, `New York, NY, USA: ACM`
    if walk.locale.places.contains(head) || is_region(walk, head) {
        let place =
            place_and_publisher(walk, clause).and_then(|(end, _)| walk.text.get(clause.start..end)).unwrap_or(text);
        return place.split(", ").all(|one| is_region(walk, one));
    }
    // `Ancient, Medieval, and Modern`: no clause begins with "and"
    if joined(walk, text).is_some_and(|(before, _)| before.is_empty()) {
        return true;
    }
    // `Surgery, Gynecology & Obstetrics`, `Farrar, Straus and Giroux`
    let one = |text: &str| !text.is_empty() && !text.contains(' ');
    one(head)
        && walk.lexed.source(text).is_none()
        && !is_publisher(walk, clause)
        && joined(walk, text).is_some_and(|(before, after)| {
            one(before.trim_end())
                && after.split(sign!(' ' | ':')).next().is_some_and(|word| word.starts_with(char::is_uppercase))
        })
}

/// What stands before and behind the first "and" of a text.
fn joined<'s>(walk: &Walk<'_, 's>, text: &'s str) -> Option<(&'s str, &'s str)> {
    let mut tail = text;
    for _ in 0..3 {
        let found = walk.locale.phrases.at_of(tail, &[Role::And]).filter(|phrase| phrase.holds_in(walk.languages));
        let behind = found.into_iter().find_map(|phrase| tail.get(phrase.before.len()..)?.strip_prefix(' '));
        if let Some(behind) = behind {
            return Some((text.get(..text.len() - tail.len())?, behind));
        }
        tail = tail.get(first_space(tail)? + 1..)?;
    }
    None
}
