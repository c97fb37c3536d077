//! Joins references that only point at others to the works that they mean.
//!
//! In: the references of a document. Out: pointers instead of records of their own; what was taken for a pointer and is none is read. What points at nothing
//! is told.

use super::cite::work;
use super::reading::Readings;
use super::{Keep, Pointed, Reference, read_reference};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::finder::{self, Note};
use crate::grammar::{self, Context};
use crate::record::{Aim, NameList, Pointer, Role};
use crate::resolve::ibid::{Resolved, resolve};
use crate::resolve::{Work, Works};
use crate::source::{Span, trim};

/// Makes pointers out of the references that are none themselves, and reads those that were taken for pointers and are references after all. Gives the
/// table of works, where it had to be made.
pub(super) fn point<'t>(
    document: &'t Document,
    notes: &'t [Note],
    references: &mut Vec<Reference>,
    context: Context,
    keep: Keep,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Works<'t>> {
    let text = document.text.as_str();
    let origin = document.text.origin();
    // who points is known from here on by the pointers alone
    let pointer_of = |reference: &mut Reference| match &mut reference.aim {
        Some(aim) => Some(std::mem::replace(&mut **aim, Pointer { aim: Aim::Previous, locator: None })),
        None if reference.record.is_none() && reference.saved.is_none() => finder::pointer(printed(text, reference)),
        None => None,
    };
    divide(document, references);
    let pointers: Vec<Option<Pointer>> = references.iter_mut().map(pointer_of).collect();
    if pointers.iter().all(Option::is_none) {
        return None;
    }
    let raw_of = |(one, pointer): (_, &Option<Pointer>)| pointer.as_ref().map_or("", |_| printed(text, one));
    let raw: Vec<&str> = references.iter().zip(&pointers).map(raw_of).collect();
    let known = references.iter().zip(&pointers).map(|(one, pointer)| {
        let work = work(text, notes, one);
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
            let mut read = read_reference(document, note, citation, &mut readings, diagnostics);
            reference.prefix.into_iter().for_each(|prefix| read.led_by(prefix));
            reference.suffix.into_iter().for_each(|suffix| read.followed_by(suffix));
            if keep == Keep::Records {
                grammar::give_back(std::mem::take(&mut read.parts));
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
    works.learn(read.filter(|(_, one)| one.record.is_some()).map(|(index, one)| (index, work(text, notes, one))));
    Some(works)
}

/// The text of a citation, without what is said about it.
fn printed<'t>(text: &'t str, reference: &Reference) -> &'t str {
    trim(reference.citation().slice(text))
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
            || reference.saved.is_some()
            || reference.style == "structured"
            || memchr::memchr3(b';', 0xEF, 0xD8, raw.as_bytes()).is_none()
            || !raw.contains([';', '；', '؛'])
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
            out.push(Reference { note: reference.note, span, aim, ..Reference::default() });
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
    reference.record = Some(read.record);
    reference.style = read.reading.style;
    reference.confidence = read.reading.score;
}
