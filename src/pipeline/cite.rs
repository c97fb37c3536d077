//! Joins the finder's pointers and citations to the references that they mean.
//!
//! In: a document, its notes and references. Out: references that point at others instead of records of their own, and the citations of the running text
//! with their references. What fits nothing is told.

use super::reading::Readings;
use super::{Cited, Keep, Pointed, Reference, read_reference};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::finder::{self, Marker, Note};
use crate::grammar::{self, Context};
use crate::locale::{DateWord, Locale, is_letter};
use crate::record::{Aim, Dated, Mention, NameList, Pointer, Role};
use crate::resolve::ibid::{Resolved, resolve};
use crate::resolve::short_form::{self, Keys};
use crate::resolve::{Work, Works};
use crate::source::{Span, Text};
use rustc_hash::FxHashSet;
use std::cell::OnceCell;

fn work<'t, 'r>(text: &'t str, reference: &'r Reference) -> Work<'t, 'r> {
    Work { record: reference.record.as_deref(), raw: reference.span.slice(text), label: &reference.label }
}

/// Makes pointers out of the references that are none themselves, and reads those that were taken for pointers and are references after all. Gives the
/// table of works, where it had to be made.
pub(super) fn point<'t>(
    document: &'t Document,
    references: &mut Vec<Reference>,
    context: Context,
    keep: Keep,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Works<'t>> {
    let text = document.text.as_str();
    let origin = document.text.origin();
    let pointer_of = |reference: &Reference| match &reference.aim {
        Some(aim) => Some(Pointer::clone(aim)),
        None if reference.record.is_none() && reference.saved.is_none() => {
            finder::pointer(reference.citation().slice(text).trim())
        }
        None => None,
    };
    divide(document, references);
    let pointers: Vec<Option<Pointer>> = references.iter().map(pointer_of).collect();
    if pointers.iter().all(Option::is_none) {
        return None;
    }
    let raw: Vec<&str> = references.iter().map(|one| one.citation().slice(text).trim()).collect();
    let known = references.iter().zip(&pointers).map(|(one, pointer)| {
        let work = work(text, one);
        Work { record: work.record.filter(|_| pointer.is_none()), ..work }
    });
    let mut works = Works::new(known);
    let resolved = resolve(&works, &pointers, &raw);
    let pointing: Vec<usize> =
        pointers.iter().enumerate().filter(|(_, pointer)| pointer.is_some()).map(|(index, _)| index).collect();
    let short = pointers
        .iter()
        .zip(&resolved)
        .filter(|(pointer, resolved)| {
            matches!((pointer, resolved), (Some(Pointer { aim: Aim::Dated(_), .. }), Resolved::To(_)))
        })
        .count();
    let (told, mut pointed) = (diagnostics.len(), Vec::new());
    for (index, (pointer, resolved)) in pointers.into_iter().zip(resolved).enumerate() {
        let Some(Pointer { aim, locator }) = pointer else { continue };
        let of_author = match (&aim, resolved) {
            (Aim::SameAuthor(_), Resolved::To(work)) => references
                .get(work)
                .and_then(|work| work.record.as_ref())
                .and_then(|record| record.names(Role::Author))
                .cloned(),
            _ => None,
        };
        let Some(reference) = references.get_mut(index) else { continue };
        if reference.aim.is_some() && reference.record.is_none() && matches!(resolved, Resolved::Reference) {
            let (note, citation) = (reference.note, reference.citation());
            let mut readings = Readings::new(document, context);
            let mut read = read_reference(document, note, &reference.label, citation, &mut readings, diagnostics);
            reference.prefix.into_iter().for_each(|prefix| read.led_by(prefix));
            reference.suffix.into_iter().for_each(|suffix| read.followed_by(suffix));
            if keep == Keep::Records {
                read.parts = Vec::new();
            }
            *reference = read;
        }
        let place = origin.span(reference.span);
        let unresolved = |what: &str| {
            let printed: String = reference.span.slice(text).chars().take(60).collect();
            Diagnostic::at(
                Code::PointerUnresolved,
                place,
                format!("`{printed}` points at a reference that is not there"),
            )
            .help(what.to_owned())
        };
        match (resolved, aim) {
            (_, Aim::SameAuthor(offset)) => same_author(document, reference, offset, of_author, context, diagnostics),
            (Resolved::To(work), _) => {
                pointed.push(place);
                *reference = Reference {
                    pointer: Some(Pointed { to: Some(work), locator }),
                    record: None,
                    style: "pointer",
                    confidence: 1.0,
                    parts: Vec::new(),
                    ..std::mem::take(reference)
                };
            }
            (Resolved::Nothing, _) => {
                diagnostics.push(unresolved("look at the source: the note before it, or the work itself, is missing"));
                *reference = Reference {
                    pointer: Some(Pointed { to: None, locator }),
                    record: None,
                    style: "pointer",
                    confidence: 0.5,
                    parts: Vec::new(),
                    ..std::mem::take(reference)
                };
            }
            (Resolved::Reference, Aim::Dated(_)) if short > 0 && locator.is_some() => {
                diagnostics.push(unresolved("give the full reference once"));
            }
            (Resolved::Reference, _) => {}
        }
    }
    forget(diagnostics, told, pointed);
    let read = pointing.into_iter().filter_map(|index| Some((index, references.get(index)?)));
    works.learn(read.filter(|(_, one)| one.record.is_some()).map(|(index, one)| (index, work(text, one))));
    Some(works)
}

/// Takes back, of what was told first, what the reading said of words that are no reference.
fn forget(diagnostics: &mut Vec<Diagnostic>, told: usize, mut pointed: Vec<Span>) {
    pointed.sort_unstable_by_key(|span| (span.start, span.end));
    // for each place, how far it and those before it reach
    let mut reach = 0;
    let reaches: Vec<(usize, usize)> = pointed
        .into_iter()
        .map(|span| {
            reach = span.end.max(reach);
            (span.start, reach)
        })
        .collect();
    let within = |span: Span| {
        let before = reaches.partition_point(|(start, _)| *start <= span.start);
        before.checked_sub(1).and_then(|last| reaches.get(last)).is_some_and(|(_, reach)| span.end <= *reach)
    };
    let mut index = 0;
    diagnostics.retain(|one| {
        index += 1;
        index > told || one.code == Code::NeverCited || !one.span.is_some_and(within)
    });
}

/// `Smith 2004, p. 5; Jones 2001, p. 3`: a note of nothing but pointers is several.
fn divide(document: &Document, references: &mut Vec<Reference>) {
    let text = document.text.as_str();
    let pieces_of = |reference: &Reference| -> Vec<Span> {
        let raw = reference.span.slice(text);
        // what the three semicolons begin with in UTF-8
        if raw.len() > 600
            || memchr::memchr3(b';', 0xEF, 0xD8, raw.as_bytes()).is_none()
            || !raw.contains([';', '；', '؛'])
            || reference.saved.is_some()
            || reference.style == "structured"
        {
            return Vec::new();
        }
        let mut out = Vec::new();
        let mut at = reference.span.start;
        for piece in raw.split([';', '；', '؛']) {
            let start = at + piece.len() - piece.trim_start().len();
            out.push(Span::new(start, start + piece.trim().len()));
            at += piece.len();
            at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        }
        let points = |span: &Span| matches!(finder::pointer(span.slice(text)), Some(Pointer { aim, locator }) if locator.is_some() || !matches!(aim, Aim::Titled(_)));
        if out.len() > 1 && out.iter().all(points) { out } else { Vec::new() }
    };
    if references.iter().all(|one| pieces_of(one).is_empty()) {
        return;
    }
    let mut out = Vec::with_capacity(references.len() + 8);
    for reference in references.drain(..) {
        let pieces = pieces_of(&reference);
        if pieces.is_empty() {
            out.push(reference);
            continue;
        }
        for span in pieces {
            let aim = finder::pointer(span.slice(text)).map(Box::new);
            let (note, label) = (reference.note, reference.label.clone());
            out.push(Reference { note, label, span, aim, ..Reference::default() });
        }
    }
    *references = out;
}

/// `Idem, Title, …`: the reference behind the word, by the authors of the one before.
fn same_author(
    document: &Document,
    reference: &mut Reference,
    offset: usize,
    authors: Option<NameList>,
    context: Context,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let (text, origin) = (document.text.as_str(), document.text.origin());
    let start = reference.span.start + offset;
    let mut read = grammar::read(
        Span::new(start, reference.span.end).slice(text),
        context,
        &|part| origin.span(part.shifted(start)),
        &mut Vec::new(),
    );
    match authors {
        Some(authors) => *read.record.names_mut(Role::Author) = authors,
        None => diagnostics.push(
            Diagnostic::at(
                Code::PointerUnresolved,
                origin.span(Span::new(reference.span.start, start)),
                "no author stands before this note",
            )
            .help("look at the source: the note before it is missing"),
        ),
    }
    let head =
        grammar::Part { label: grammar::Label::Keyword, span: Span::new(reference.span.start, start), date: None };
    let parts = read.reading.parts.into_iter().map(|part| grammar::Part { span: part.span.shifted(start), ..part });
    reference.parts = [head].into_iter().chain(parts).collect();
    reference.record = Some(Box::new(read.record));
    reference.style = read.reading.style;
    reference.confidence = read.reading.score;
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
    let found = finder::citations(document, notes);
    if found.is_empty() {
        return Vec::new();
    }
    let works = works.unwrap_or_else(|| Works::new(references.iter().map(|one| work(text, one))));
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
                let keys = keys.get_or_init(|| Keys::new(&works, ids()));
                let meant = short_form::key(&works, keys, &key);
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
                let meant = short_form::dated(&works, text, &short);
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
