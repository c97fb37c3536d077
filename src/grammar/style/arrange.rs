//! Says what the free clauses of a note are: title, container, series, publisher, place.
//!
//! In: a walk whose elements are labelled and whose free clauses are collected. Out: labels for those. The cut of an unquoted title from what follows it
//! is decided by what follows: which split leaves a publisher that looks like one.

use super::super::label::Label;
use super::super::lexical::{Mark, MarkKind, word_count};
use super::super::name;
use super::super::walk::{Free, Separator, Walk};
use super::clause::{clause_text, take_clauses};
use super::front::ends_with_initial;
use super::publisher::{
    arrange_publisher, dated_behind, is_domain, is_place, is_publisher, known_place, labels_place, place_and_publisher,
    place_behind_comma, publisher_score,
};
use crate::locale::Role as Phrase;
use crate::record::Role;
use crate::source::run::holds;
use crate::source::trim;
use std::cell::LazyCell;

/// The most clauses that are looked at when a title is cut from what follows.
const MOST: usize = 12;

/// Arranges the clauses behind a quoted title.
pub(super) fn arrange_behind_quoted_title(walk: &mut Walk<'_, '_>) {
    let clauses = take_clauses(walk);
    if let [only] = clauses.as_slice()
        && !only.within
        && only.elements == 0
        && container_in_quotes(walk, only)
    {
        return;
    }
    arrange_rest(walk, &clauses, true);
}

/// Arranges clauses of which the first is the title.
pub(super) fn arrange_with_title(walk: &mut Walk<'_, '_>) {
    let clauses = take_clauses(walk);
    let Some(first) = clauses.first().copied() else { return };
    // a chapter: what "In" introduces is the container
    if let Some(at) = clauses.iter().position(|clause| clause.within)
        && at > 0
    {
        let last = clauses.get(at - 1).copied().unwrap_or(first);
        walk.label(Label::Title, first.start, last.end);
        arrange_rest(walk, clauses.get(at..).unwrap_or_default(), false);
        return;
    }
    // a journal: what its volume follows is the container
    if let Some(at) = clauses.iter().position(|clause| clause.volume)
        && at > 0
        && clauses.get(at).is_some_and(|clause| place_and_publisher(walk, clause).is_none())
    {
        let mut title_end = at;
        // abbreviated journals are cut at their stops: they begin at the first of their short words
        while title_end > 1 && is_abbreviated(walk, clauses.get(title_end - 1), clauses.get(title_end)) {
            title_end -= 1;
        }
        let last = clauses.get(title_end - 1).copied().unwrap_or(first);
        walk.label(Label::Title, first.start, last.end);
        if let (Some(begin), Some(end)) = (clauses.get(title_end), clauses.get(at)) {
            walk.label(Label::ContainerTitle, begin.start, end.end);
        }
        arrange_publisher(walk, clauses.get(at + 1..).unwrap_or_default());
        return;
    }
    let same = |clause: &&Free| clause.elements == first.elements;
    let run = clauses.iter().take_while(same).count().min(MOST);
    if clauses.len() == 1
        && let Some(comma) = source_behind_comma(walk, &first)
    {
        walk.label(Label::Title, first.start, comma);
        let rest = Free { start: comma + 2, ..first };
        arrange_rest(walk, &[rest], false);
        return;
    }
    if run == 1
        && let Some(border) = hidden_border(walk, &first)
    {
        walk.label(Label::Title, first.start, border);
        let rest = Free { start: border + 1, ..first };
        let mut behind = walk.lexed.scratch.clauses.lend();
        behind.push(rest);
        behind.extend(clauses.iter().skip(1).copied());
        arrange_rest(walk, &behind, false);
        return;
    }
    if let (true, Some(rest)) = (is_recording(walk), clauses.get(1..).filter(|rest| rest.len() >= 2)) {
        walk.label(Label::Title, first.start, first.end);
        arrange_recording(walk, rest);
        return;
    }
    let cut = best_cut(walk, &clauses, run);
    let last = clauses.get(cut.saturating_sub(1)).copied().unwrap_or(first);
    walk.label(Label::Title, first.start, last.end);
    arrange_rest(walk, clauses.get(cut..).unwrap_or_default(), false);
}

/// `J. Autism Dev. Disord`: short words with stops, as journals are abbreviated.
fn is_abbreviated(walk: &Walk<'_, '_>, before: Option<&Free>, after: Option<&Free>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    let text = walk.text.get(before.start..before.end).unwrap_or_default();
    let joined = walk.text.get(before.end..after.start).is_some_and(|between| between.starts_with('.'));
    joined && word_count(text) <= 3 && text.split(' ').next_back().is_some_and(|word| word.chars().count() <= 6)
}

/// Whether the note calls the work a recording: `(Media notes)`, `(CD booklet)`.
fn is_recording(walk: &Walk<'_, '_>) -> bool {
    walk.parts
        .iter()
        .any(|part| part.label == Label::Genre && walk.locale.genre(part.span.slice(walk.text)) == Some("audio"))
}

/// `Artist. Label. CAT-1`, as CS1 prints behind the title of a recording.
fn arrange_recording(walk: &mut Walk<'_, '_>, clauses: &[Free]) {
    let mut clauses = clauses.iter();
    if let Some(artist) = clauses.next() {
        walk.lexed.names(artist.start, artist.end, Role::Performer, &mut walk.parts);
    }
    if let Some(label) = clauses.next() {
        labels_place(walk, label, Label::Publisher);
    }
    for number in clauses {
        walk.label(Label::Number, number.start, number.end);
    }
}

/// Where a title ends with an abbreviation and a publisher follows: `A History of Macedonia: 336–167 B.C. Clarendon Press`.
fn hidden_border(walk: &Walk<'_, '_>, clause: &Free) -> Option<usize> {
    // the last three, from the last on
    let mut last = [None; 3];
    for stop in walk.lexed.top(clause.start, clause.end).filter(|mark| mark.kind == MarkKind::Stop) {
        last.rotate_right(1);
        *last.first_mut()? = Some(stop);
    }
    let spaced = |mark: &&Mark| walk.text.get(mark.end..).is_some_and(|rest| rest.starts_with(' '));
    last.into_iter()
        .flatten()
        .filter(spaced)
        .map(|mark| (mark.end, Free { start: mark.end + 1, ..*clause }))
        .find(|(end, rest)| {
            let title = walk.text.get(clause.start..*end).map_or(0, word_count);
            // `Stephen C. Kleene: Introduction`: an initial ends no title
            let initial = walk
                .text
                .get(clause.start..*end)
                .is_some_and(|title| word_count(title) <= 3 && ends_with_initial(title.trim_end_matches('.')));
            title >= 2
                && rest.start < rest.end
                && (!initial || known_place(walk, walk.text.get(rest.start..rest.end).unwrap_or_default()))
                && (place_and_publisher(walk, rest).is_some() || publisher_score(walk, Some(rest)) >= 0.8)
        })
        .map(|(end, _)| end)
}

/// `APS X-rays reveal secrets of Mars' core, Argonne National Laboratory (26 September 2003)`: the last comma of the only clause, if a source stands
/// between it and the date.
fn source_behind_comma(walk: &Walk<'_, '_>, clause: &Free) -> Option<usize> {
    if !dated_behind(walk, clause) {
        return None;
    }
    let comma = walk.lexed.top(clause.start, clause.end).filter(|mark| mark.kind == MarkKind::Comma).last()?.at;
    let title = walk.text.get(clause.start..comma)?;
    let source = walk.text.get(comma + 1..clause.end)?.strip_prefix(' ')?;
    let capital = |word: &str| word.starts_with(|c: char| !c.is_lowercase()) || word.len() <= 3;
    let known = walk.lexed.source(source).is_some()
        || name::organization(source)
        || is_domain(source)
        || (word_count(source) <= 4
            && source.split(' ').all(capital)
            && !walk.parts.iter().any(|part| matches!(part.label, Label::Name(..))));
    (known && word_count(title) >= 3).then_some(comma)
}

/// How many clauses the title takes: the split that leaves the most plausible rest.
fn best_cut(walk: &Walk<'_, '_>, clauses: &[Free], run: usize) -> usize {
    let mut best = (f32::MIN, 1);
    let later = clauses.len() > run;
    // of what is left the last says most
    let last = LazyCell::new(|| publisher_score(walk, run.checked_sub(1).and_then(|last| clauses.get(last))));
    for cut in 1..=run.max(1) {
        let rest = clauses.get(cut..run).unwrap_or_default();
        let mut score = match rest.len() {
            0 => 0.0,
            // the publisher comes later: what is left here is a series, which is rarer than a title with a stop in it
            1..=3 if later => 0.3 * *last - 0.1,
            1 => *last,
            2 => 0.6 * *last + 0.2,
            3 => 0.5 * *last,
            _ => -1.0,
        };
        // a title that goes on over a border costs more than one that ends there
        #[allow(clippy::cast_precision_loss, reason = "a dozen at the most")]
        {
            score -= 0.35 * (cut - 1) as f32;
        }
        let title_end = clauses.get(cut - 1).copied();
        let title = title_end.and_then(|end| walk.text.get(clauses.first()?.start..end.end)).unwrap_or_default();
        // one word, and a sentence behind it: `Kluge. Etymologisches Wörterbuch. Berlin: de Gruyter`
        let short = title.len() < 20 && title.chars().count() < 5;
        if short || (run >= 3 && !holds(title.as_bytes(), b' ')) {
            score -= 0.3;
        }
        if score > best.0 {
            best = (score, cut);
        }
    }
    best.1
}

/// The container in quotation marks of its own behind a quoted title: nothing else is there.
fn container_in_quotes(walk: &mut Walk<'_, '_>, clause: &Free) -> bool {
    let mark = walk.lexed.top(clause.start, clause.end).next();
    let Some(mark) = mark.filter(|mark| mark.kind == MarkKind::OpenQuote && mark.at == clause.start) else {
        return false;
    };
    let Some(close) = walk.lexed.partner(mark) else { return false };
    walk.label(Label::ContainerTitle, mark.end, close.at);
    true
}

/// Arranges what follows the title: container, series, publisher.
fn arrange_rest(walk: &mut Walk<'_, '_>, clauses: &[Free], quoted: bool) {
    let Some(first) = clauses.first().copied() else { return };
    // everything up to a volume is the journal, unless it is plainly two things
    if let Some(at) =
        clauses.iter().position(|clause| clause.volume && (quoted || place_and_publisher(walk, clause).is_none()))
    {
        let words = |clause: &Free| walk.text.get(clause.start..clause.end).map_or(0, word_count);
        let series = at == 1 && clauses.get(1).is_some_and(|clause| begins_series(walk, clause));
        // `Wizard. Wizard Entertainment (17)`, `Critical Inquiry. Chicago: The University of Chicago Press. 26`
        let published = at == 1
            && clauses.get(1).is_some_and(|second| {
                let (one, two) = (clause_text(walk, &first), clause_text(walk, second));
                place_and_publisher(walk, second).is_some_and(|_| known_place(walk, two))
                    || is_place(walk, two)
                    || two.starts_with(one)
                    || name::organization(two)
                    || (is_publisher(walk, second) && walk.lexed.source(one).is_some())
            });
        // `Am. J. Respir. Crit. Care Med. 171`
        let short = |clause: &Free| clause_text(walk, clause).split(' ').all(|word| word.chars().count() <= 7);
        let abbreviated = at >= 2 && !published && clauses.iter().take(at + 1).all(short);
        let apart = at > 0
            && !abbreviated
            && (!series || published)
            && (walk.separator == Separator::Comma
                || words(&first) >= 3
                || published
                || clauses.get(at).is_some_and(|clause| clause.elements > first.elements));
        if apart {
            walk.label(Label::ContainerTitle, first.start, first.end);
            // CS1 prints the publisher of a journal before its volume
            arrange_publisher(walk, clauses.get(1..=at).unwrap_or_default());
        } else if let Some(last) = clauses.get(at) {
            walk.label(Label::ContainerTitle, first.start, last.end);
        }
        arrange_publisher(walk, clauses.get(at + 1..).unwrap_or_default());
        return;
    }
    match clauses {
        [] => {}
        [only] => one_clause(walk, only, quoted),
        [container, rest @ ..] => {
            let place = place_and_publisher(walk, container).filter(|_| {
                !quoted || walk.text.get(container.start..container.end).is_some_and(|text| known_place(walk, text))
            });
            if place.is_some() && !container.within {
                arrange_publisher(walk, clauses);
                return;
            }
            // `I fiumi d'Italia, Bologna, Il Mulino, 1954`
            let name = walk.text.get(container.start..container.end).unwrap_or_default();
            let name = trim(name);
            if !quoted
                && walk.separator == Separator::Comma
                && !container.within
                && walk.locale.places.contains(name)
                && walk.lexed.source(name).is_none()
            {
                arrange_publisher(walk, clauses);
                return;
            }
            let publisher_first = !quoted
                && !container.within
                && rest.len() == 1
                && is_publisher(walk, container)
                && rest
                    .first()
                    .is_some_and(|clause| !is_publisher(walk, clause) && place_and_publisher(walk, clause).is_none());
            if publisher_first {
                labels_place(walk, container, Label::Publisher);
                arrange_publisher(walk, rest);
                return;
            }
            walk.label(Label::ContainerTitle, container.start, container.end);
            // from the place on, clauses are publishers
            if let Some(at) = rest.iter().position(|clause| {
                place_and_publisher(walk, clause).is_some()
                    || (walk.separator == Separator::Comma && is_place(walk, clause_text(walk, clause)))
            }) {
                for clause in rest.get(..at).unwrap_or_default() {
                    walk.label(Label::CollectionTitle, clause.start, clause.end);
                }
                arrange_publisher(walk, rest.get(at..).unwrap_or_default());
                return;
            }
            let (middle, last) = rest.split_at(rest.len().saturating_sub(1));
            for clause in middle {
                walk.label(Label::CollectionTitle, clause.start, clause.end);
            }
            arrange_publisher(walk, last);
        }
    }
}

/// `Series A`, `Supplement`: a part of a journal's name.
fn begins_series(walk: &Walk<'_, '_>, clause: &Free) -> bool {
    let text = walk.text.get(clause.start..clause.end).unwrap_or_default();
    walk.locale.phrases.at_of(text, &[Phrase::Series, Phrase::Season, Phrase::Section]).next().is_some()
}

/// A single clause behind the title: its container, where flattened text cannot tell; a publisher where it says so.
fn one_clause(walk: &mut Walk<'_, '_>, clause: &Free, quoted: bool) {
    if clause.within {
        walk.label(Label::ContainerTitle, clause.start, clause.end);
        return;
    }
    let text = walk.text.get(clause.start..clause.end).unwrap_or_default();
    let place = place_and_publisher(walk, clause);
    let house =
        place.is_some_and(|(_, begin)| walk.text.get(begin..clause.end).is_some_and(super::super::name::organization));
    if place.is_some() && (!quoted || house || known_place(walk, text)) {
        labels_place(walk, clause, Label::Publisher);
        return;
    }
    if is_place(walk, text) && walk.lexed.source(text).is_none() {
        walk.label(Label::PublisherPlace, clause.start, clause.end);
        return;
    }
    // `Het Spectrum, Utrecht`: behind a title that nothing marks the place may stand last
    if let Some(comma) = place_behind_comma(walk, clause).filter(|_| !quoted) {
        walk.label(Label::Publisher, clause.start, comma);
        walk.label(Label::PublisherPlace, comma + 1, clause.end);
        return;
    }
    // an edition is one of a book, and behind it stands who published it
    let published = is_publisher(walk, clause) || walk.parts.has(Label::Edition) && walk.lexed.source(text).is_none();
    let label = if !quoted && published { Label::Publisher } else { Label::ContainerTitle };
    walk.label(label, clause.start, clause.end);
}
