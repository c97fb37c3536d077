//! Joins the citations of the running text to the references that they mean.
//!
//! In: a document, its notes and references. Out: the citations with their references. What fits nothing is told. Not here: notes that point at others
//! ([`super::point`]).

use super::{Cited, Reference};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::finder::{self, Marker, Note};
use crate::locale::{DateWord, Locale, is_letter};
use crate::record::{Dated, Mention};
use crate::resolve::key::{self, Keys};
use crate::resolve::{Work, Works, short_form};
use crate::source::{Span, Text};
use rustc_hash::FxHashSet;
use std::cell::OnceCell;

/// A reference as citations see it.
pub(super) fn work<'t, 'r>(text: &'t str, notes: &'t [Note], reference: &'r Reference) -> Work<'t, 'r> {
    let label = notes.get(reference.note).map_or("", |note| &note.label);
    Work { record: reference.record.as_deref(), raw: reference.span.slice(text), label }
}

/// The citations of the running text, with the references that they mean.
pub(super) fn cite(
    document: &Document,
    notes: &[Note],
    references: &[Reference],
    works: Option<Works<'_>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Cited> {
    let text = document.text.as_str();
    let table = works.map_or_else(OnceCell::new, OnceCell::from);
    let works = || table.get_or_init(|| Works::new(references.iter().map(|one| work(text, notes, one))));
    let found = finder::citations(document, notes, &|short| short_form::may_mean(works(), text, short));
    if found.is_empty() {
        return Vec::new();
    }
    let works = works();
    let keys = OnceCell::new();
    let ids = || references.iter().map(|one| one.record.as_ref().map_or("", |record| record.id.as_str()));
    let keyed: Vec<Span> =
        found.iter().filter(|one| matches!(one.mention, Mention::Key(_))).map(|one| one.span).collect();
    let mut out: Vec<Cited> = Vec::new();
    let mut strays: Vec<(Cited, bool)> = Vec::new();
    let mut dated = 0;
    // the works of the citation before, for years that share its names
    let mut names_start = None;
    for citation in found {
        let (span, locator) = (citation.span, citation.locator);
        match citation.mention {
            Mention::Key(key) => {
                let keys = keys.get_or_init(|| Keys::new(works, ids()));
                let meant = key::meant(works, keys, &key);
                let narrative = span.slice(text).starts_with('@') && !in_bracket(text, span.start);
                let cited = Cited { label: key, span, locator, references: meant };
                if cited.references.is_empty() { strays.push((cited, !narrative)) } else { out.push(cited) }
            }
            Mention::Dated(short) => {
                // the year in `[@smith:2004]` is part of a key
                if keyed
                    .get(keyed.partition_point(|key| key.end <= short.year_span.start))
                    .is_some_and(|key| key.start < short.year_span.end)
                {
                    continue;
                }
                let meant = short_form::dated(works, text, &short);
                if meant.works.is_empty() {
                    names_start = None;
                    strays.extend(stray(text, &short, span, locator.as_ref()));
                    continue;
                }
                if short.shared && names_start.is_none() {
                    continue;
                }
                names_start = Some(meant.start);
                let start = if short.shared { short.year_span.start } else { meant.start };
                dated += 1;
                out.push(Cited {
                    label: label(text, start, &short),
                    span: Span::new(start, span.end),
                    locator,
                    references: meant.works,
                });
            }
        }
    }
    let mut told: FxHashSet<String> = FxHashSet::default();
    for (cited, certain) in strays {
        if !(certain || dated > 2) {
            continue;
        }
        if told.insert(cited.label.clone()) && !references.is_empty() {
            let place = document.text.origin().span(cited.span);
            diagnostics.push(
                Diagnostic::at(
                    Code::NoteMissing,
                    place,
                    format!("citation `{}` names a work that is not in the list", cited.label),
                )
                .help("add the work to the list, or correct the citation"),
            );
        }
        out.push(cited);
    }
    if references.is_empty()
        && let Some(first) = out.first()
    {
        let place = document.text.origin().span(first.span);
        diagnostics.push(
            Diagnostic::at(
                Code::ListMissing,
                place,
                format!("found {} citations, and no list of works for them", out.len()),
            )
            .help("name the file that holds the works, too"),
        );
    }
    out.sort_by_key(|cited| cited.span.start);
    out
}

/// Takes back the markers that are the place in the work of a citation by key: `[3]` in `\autocite[3]{putz2015}` and in `@putz2015 [3]`.
pub(super) fn without_places(
    text: &Text,
    citations: &[Cited],
    markers: &mut Vec<Marker>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if citations.is_empty() {
        return;
    }
    let body = text.as_str();
    let ends: FxHashSet<usize> = citations.iter().filter(|one| one.locator.is_some()).map(|one| one.span.end).collect();
    let starts: FxHashSet<usize> = citations.iter().map(|one| one.span.start).collect();
    let mut gone: FxHashSet<(usize, usize)> = FxHashSet::default();
    markers.retain(|marker| {
        let command = body.get(marker.span.end..).is_some_and(|rest| rest.starts_with('{'))
            && starts.contains(&(marker.span.end + 1));
        let head = body.get(..marker.span.start).unwrap_or_default();
        let behind = ends.contains(&head.len()) || (head.ends_with(' ') && ends.contains(&(head.len() - 1)));
        if command || behind {
            let place = text.origin().span(marker.span);
            gone.insert((place.start, place.end));
        }
        !(command || behind)
    });
    if !gone.is_empty() {
        let of = |span: Span| gone.contains(&(span.start, span.end));
        diagnostics.retain(|one| one.code != Code::NoteMissing || !one.span.is_some_and(of));
    }
}

/// Leaves those citations out whose names are a marker already that leads to its note: a link on them says more. The place in the work goes to the marker.
pub(super) fn marked_once(citations: &mut Vec<Cited>, markers: &mut [Marker]) {
    citations.retain(|cited| {
        let next = markers.partition_point(|marker| marker.span.end <= cited.span.start);
        let Some(marker) = markers.get_mut(next).filter(|marker| marker.note.is_some()) else { return true };
        let same = marker.span.start < cited.span.end && marker.label.contains(|c: char| is_letter(c));
        if same && marker.locator.is_none() {
            marker.locator.clone_from(&cited.locator);
            marker.span = Span::new(marker.span.start, marker.span.end.max(cited.span.end));
        }
        !same
    });
}

/// Whether a bracket is open before a place.
fn in_bracket(text: &str, place: usize) -> bool {
    let head = text.get(..place).unwrap_or_default();
    head.char_indices().rev().take(400).find(|(_, c)| matches!(c, '[' | ']' | '\n')).is_some_and(|(_, c)| c == '[')
}

/// What is printed, without the place in the work.
fn label(text: &str, start: usize, short: &Dated) -> String {
    let printed = Span::new(start, short.year_span.end).slice(text);
    let mut out: String = printed.split_whitespace().collect::<Vec<_>>().join(" ");
    if short.narrative && !short.shared {
        out.push(if out.contains('（') {
            '）'
        } else if out.contains('[') {
            ']'
        } else {
            ')'
        });
    }
    out
}

/// A citation in brackets of a work that is not in the list: names alone before the year.
fn stray(text: &str, short: &Dated, span: Span, locator: Option<&String>) -> Option<(Cited, bool)> {
    if !short.enclosed || short.shared {
        return None;
    }
    let before = short.before.slice(text);
    let names = before.trim();
    let start = short.before.start + before.len() - before.trim_start().len();
    let words: Vec<&str> = names.split([' ', ',', '&', '.']).filter(|word| !word.is_empty()).collect();
    let plain = names.chars().all(|c| is_letter(c) || matches!(c, ' ' | ',' | '&' | '.' | '\'' | '’' | '-'));
    let date = words.iter().any(|word| {
        Locale::get().calendar.word(word).is_some_and(|word| !matches!(word, DateWord::Joiner | DateWord::Until))
    });
    let named = names.starts_with(char::is_uppercase) && (1..=6).contains(&words.len()) && plain && !date;
    let joined = names.contains('&') || names.contains(" al") || locator.is_some() || short.suffix.is_some();
    let cited = || Cited {
        label: label(text, start, short),
        span: Span::new(start, span.end),
        locator: locator.cloned(),
        references: Vec::new(),
    };
    (named && joined).then(|| (cited(), false))
}
