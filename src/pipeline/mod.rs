//! The stages, called in order: a source in, its bibliography out.
//!
//! ```text
//! Source ─ reader ─► Document ─ finder ─► Notes + Markers ─ grammar ─► Records, with keys
//! ```

mod balance;
mod bibliography;
mod bundle;
mod cite;
mod disagree;
mod language;
mod plain;
mod point;
mod reading;
mod snapshot;

pub use bibliography::{Bibliography, Cited, Pointed, Reference};

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, MarkedCitation};
use crate::finder::{self, Found, Note};
use crate::grammar::{self, Context};
use crate::locale::{Locale, is_letter};
use crate::reader::{self, Format};
use crate::record::{Language, Record, assign_keys};
use crate::source::{Source, Span, trim};
use bundle::{Division, Share};
use rayon::prelude::*;
use reading::Readings;

/// A note longer than this is not read as a reference: it is a text.
const LONGEST_NOTE: usize = 100_000;

/// A line longer than this was hardly meant as one.
const LONGEST_LINE: usize = 1_000_000;

/// Notes that one task reads; a document with fewer is read by one thread.
const CHUNK: usize = 64;

/// What is kept of a reading beside its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Nothing: the parts of a reference weigh as much as its record.
    Records,
    /// The labelled parts of each reference, too.
    Parts,
}

/// Reads one input, whose format is known: its documents, each with references, markers and diagnostics.
#[must_use]
pub fn parse(source: &Source, format: Format) -> Vec<Bibliography> {
    parse_keeping(source, format, Keep::Parts)
}

/// The same, keeping no more than is asked for.
#[must_use]
pub fn parse_keeping(source: &Source, format: Format, keep: Keep) -> Vec<Bibliography> {
    let name = &source.name;
    let empty = source.bytes.iter().all(u8::is_ascii_whitespace);
    let documents = reader::read(source, format);
    documents
        .into_iter()
        .map(|document| {
            let mut bibliography = one_document(document, name, format, keep);
            if empty {
                bibliography.diagnostics.push(
                    Diagnostic::whole(Code::EmptyInput, "there is nothing in it").help("name a file that holds text"),
                );
            }
            bibliography
        })
        .collect()
}

fn one_document(mut document: Document, name: &str, format: Format, keep: Keep) -> Bibliography {
    let mut diagnostics = std::mem::take(&mut document.diagnostics);
    let Found { notes, mut markers, diagnostics: found } = finder::find(&mut document);
    let origin = document.text.origin();
    let fresh = document.saved.is_none();
    // a saved document brings its own
    let found = if fresh { found } else { Vec::new() };
    diagnostics.extend(found.into_iter().map(|one| Diagnostic { span: one.span.map(|span| origin.span(span)), ..one }));
    // what a page says of its language may be anything
    let stated = document.language.take().filter(|tag| tag.parse::<Language>().is_ok());
    let language = stated.or_else(|| language::of(document.text.as_str()).map(str::to_owned));
    let context = language.as_deref().map_or_else(Context::default, |language| Context {
        order: Locale::get().date_order(language),
        languages: Locale::get().bit(language),
    });
    let cited = take_citations(&notes, &mut document);
    let (mut references, mut told) = read_all_notes(&document, &notes, cited, context, keep);
    diagnostics.append(&mut told);
    if format == Format::Plain {
        diagnostics.extend(long_lines(&document));
    }
    let works =
        if fresh { point::point(&document, &notes, &mut references, context, keep, &mut diagnostics) } else { None };
    name_records(&mut references);
    let mut citations =
        if fresh { cite::cite(&document, &notes, &references, works, &mut diagnostics) } else { Vec::new() };
    cite::marked_once(&mut citations, &mut markers);
    if fresh {
        cite::without_places(&document.text, &citations, &mut markers, &mut diagnostics);
    }
    let saved = document.saved.take();
    let empty = fresh && references.is_empty() && document.text.as_str().chars().any(is_letter);
    if empty {
        diagnostics.push(
            Diagnostic::whole(Code::NoReferences, "found no references")
                .help("if every line is one, say `--from lines`"),
        );
    }
    diagnostics.sort_by_key(|diagnostic| diagnostic.span.map_or(0, |span| span.start + 1));
    Bibliography {
        path: name.to_owned(),
        format,
        language,
        text: document.text,
        references,
        notes,
        markers,
        citations,
        diagnostics,
        saved,
    }
}

/// Lines that were hardly meant as one: where the line ends are lost, so is much of what tells a note from prose.
fn long_lines(document: &Document) -> impl Iterator<Item = Diagnostic> {
    document.blocks.iter().filter(|block| block.span.len() > LONGEST_LINE).map(|block| {
        let span = document.text.origin().span(block.span);
        let message = format!("this line has {} bytes, more than any paragraph", block.span.len());
        Diagnostic::at(Code::LineTooLong, span, message)
            .help("put each paragraph and each reference on a line of its own")
    })
}

/// Reads all notes, those of a long document by several threads.
fn read_all_notes(
    document: &Document,
    notes: &[Note],
    mut cited: Vec<Vec<MarkedCitation>>,
    context: Context,
    keep: Keep,
) -> (Vec<Reference>, Vec<Diagnostic>) {
    // where there is one thread it would only be handed the work of another that waits for it
    if notes.len() <= CHUNK || rayon::current_num_threads() == 1 {
        return read_notes(document, notes, &mut cited, 0, context, keep);
    }
    let chunks: Vec<(Vec<Reference>, Vec<Diagnostic>)> = notes
        .par_chunks(CHUNK)
        .zip(cited.par_chunks_mut(CHUNK))
        .enumerate()
        .map(|(index, (chunk, cited))| read_notes(document, chunk, cited, index * CHUNK, context, keep))
        .collect();
    let (mut references, mut diagnostics) = (Vec::with_capacity(notes.len()), Vec::new());
    for (mut read, mut told) in chunks {
        references.append(&mut read);
        diagnostics.append(&mut told);
    }
    (references, diagnostics)
}

/// Moves the citations that the format marks out of the document, those of each note: twenty thousand records are held once.
fn take_citations(notes: &[Note], document: &mut Document) -> Vec<Vec<MarkedCitation>> {
    let mut marked = std::mem::take(&mut document.notes);
    let of_note = |note: &Note| {
        let marked = note.marked.and_then(|at| marked.get_mut(at));
        marked.map(|marked| std::mem::take(&mut marked.citations)).unwrap_or_default()
    };
    notes.iter().map(of_note).collect()
}

/// Reads a run of notes with the citations that are marked in them, of which the first is the document's `offset`th.
fn read_notes(
    document: &Document,
    notes: &[Note],
    cited: &mut [Vec<MarkedCitation>],
    offset: usize,
    context: Context,
    keep: Keep,
) -> (Vec<Reference>, Vec<Diagnostic>) {
    // a note whose citations are marked is as many references, any other is one, mostly
    let count = cited.iter().map(|cited| cited.len().max(1)).sum();
    let mut references: Vec<Reference> = Vec::with_capacity(count);
    let mut diagnostics = Vec::new();
    for ((index, note), cited) in (offset..).zip(notes).zip(cited) {
        let mut readings = Readings::new(document, context);
        let before = references.len();
        if cited.is_empty() {
            read_note(document, note, index, &mut readings, &mut references, &mut diagnostics);
        }
        for citation in cited.drain(..) {
            read_marked(document, index, citation, &mut readings, &mut references, &mut diagnostics);
        }
        for reference in references.iter_mut().skip(before) {
            if keep == Keep::Records {
                grammar::give_back(std::mem::take(&mut reference.parts));
            } else {
                // the list may have been a longer note's
                reference.parts.shrink_to_fit();
            }
        }
    }
    (references, diagnostics)
}

/// Reads a note whose citations nothing marks.
fn read_note(
    document: &Document,
    note: &Note,
    index: usize,
    readings: &mut Readings<'_>,
    references: &mut Vec<Reference>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let division = if note.alone { Division::Whole } else { bundle::divide(note.span, readings) };
    match division {
        Division::Prose if document.links_in(note.span).is_empty() => {
            references.push(Reference { note: index, span: note.span, ..Reference::default() });
        }
        Division::Whole | Division::Prose => {
            let whole = Share { citation: note.span, ..Share::default() };
            references.push(read_share(document, index, whole, None, readings, diagnostics));
        }
        Division::Several(shares) => {
            for share in shares {
                references.push(read_share(document, index, share, None, readings, diagnostics));
            }
        }
    }
}

/// Reads a citation of a note, with what is said about it; `structured` where the source says more of it than its text.
fn read_share(
    document: &Document,
    note: usize,
    share: Share,
    structured: Option<&Record>,
    readings: &mut Readings<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Reference {
    // what the source itself gives a title points at no other work
    let words = trim(share.citation.slice(document.text.as_str()));
    let titled = structured.is_some_and(|record| record.title.is_some());
    let aim = if titled { None } else { finder::pointer(words).map(Box::new) };
    let linked = linked(document, share.citation);
    let span = share.citation;
    let mut read = if aim.is_some() && linked.is_none() && structured.is_none() {
        // most short forms are no references of their own
        Reference { note, span, ..Reference::default() }
    } else {
        read_reference(document, note, span, readings, diagnostics)
    };
    read.aim = aim;
    if let Some(linked) = linked {
        join(document, &mut read, Box::new(linked), diagnostics);
    }
    if let Some(prefix) = share.prefix {
        read.led_by(prefix);
    }
    if let Some(suffix) = share.suffix {
        read.followed_by(suffix);
    }
    read
}

/// Reads the text of a citation in a note.
fn read_reference(
    document: &Document,
    note: usize,
    span: Span,
    readings: &mut Readings<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Reference {
    let origin = document.text.origin();
    let raw = span.slice(document.text.as_str());
    let mut reference = Reference { note, span, ..Reference::default() };
    if raw.len() > LONGEST_NOTE {
        diagnostics.push(
            Diagnostic::at(
                Code::NoteTooLong,
                origin.span(span),
                format!("this note has {} bytes, more than any reference; it is kept as text", raw.len()),
            )
            .help("if it is a list of references run together, put each on a line of its own"),
        );
        return reference;
    }
    if let Some(lone) = balance::lone(raw) {
        let message = format!("found `{}` without its partner", lone.slice(raw));
        diagnostics.push(
            Diagnostic::at(Code::Unbalanced, origin.span(lone.shifted(span.start)), message)
                .help("add the other one, if the reference is read wrongly"),
        );
    }
    let read = readings.take(span, diagnostics);
    reference.style = read.reading.style;
    reference.confidence = read.reading.score;
    reference.parts = read
        .reading
        .parts
        .into_iter()
        .map(|part| grammar::Part { span: part.span.shifted(span.start), ..part })
        .collect();
    reference.record = Some(read.record);
    reference
}

/// Reads a citation that the format marks: what its structure says, and what only its text does.
fn read_marked(
    document: &Document,
    note: usize,
    citation: MarkedCitation,
    readings: &mut Readings<'_>,
    references: &mut Vec<Reference>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let MarkedCitation { span, record, complete, framed, saved } = citation;
    let unread = || Reference { note, span, ..Reference::default() };
    if complete {
        references.push(Reference {
            note,
            span,
            style: "structured",
            confidence: 1.0,
            record,
            saved,
            ..Reference::default()
        });
        return;
    }
    let text = document.text.as_str();
    let division = if framed { Division::Whole } else { bundle::divide(span, readings) };
    let shares = match division {
        Division::Prose if record.is_none() => {
            references.push(unread());
            return;
        }
        Division::Several(shares) => shares,
        Division::Whole | Division::Prose => Vec::new(),
    };
    let whole = [Share { citation: span, ..Share::default() }];
    let shares = if shares.is_empty() { &whole[..] } else { &shares };
    let owner = bundle::owner(text, shares, record.as_deref());
    let mut record = record;
    for (at, share) in shares.iter().enumerate() {
        let structured = if at == owner { record.take() } else { None };
        let mut reference = read_share(document, note, *share, structured.as_deref(), readings, diagnostics);
        if let Some(structured) = structured {
            join(document, &mut reference, structured, diagnostics);
        }
        references.push(reference);
    }
}

/// What the links in a stretch of the text say.
fn linked(document: &Document, stretch: Span) -> Option<Record> {
    let links = document.links_in(stretch);
    if links.is_empty() { None } else { reader::anchors::record(&document.text, stretch, links) }
}

/// Completes what structure says by what was read out of the text.
fn join(document: &Document, reference: &mut Reference, structured: Box<Record>, diagnostics: &mut Vec<Diagnostic>) {
    let read = reference.record.take().unwrap_or_default();
    let (raw, place) = (reference.span.slice(document.text.as_str()), document.text.origin().span(reference.span));
    disagree::told(&structured, &read, raw, place, diagnostics);
    let mut record = Record::joined(structured, read);
    snapshot::complete(&mut record);
    reference.record = Some(record);
}

/// Gives every record that has none its citation key.
fn name_records(references: &mut [Reference]) {
    assign_keys(
        references
            .iter_mut()
            .filter_map(|reference| reference.record.as_deref_mut())
            .filter(|record| record.id.is_empty()),
    );
}
