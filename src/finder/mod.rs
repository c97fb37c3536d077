//! Document to notes and markers, paired.
//!
//! In: a [`Document`]. Out: [`Found`]: the notes with the spans of their bodies, the markers with the notes that they point to, and what is wrong with
//! either. What the format marks is taken as it is; the rest is found in the lines. Not here: what a note says.

mod author_year;
mod backlink;
mod bare;
mod border;
mod bundle;
mod clause;
mod glance;
mod head;
mod inline;
mod key_citation;
mod list;
mod marker;
mod mask;
mod opening;
mod pair;
mod place;
mod run_on;
mod scratch;
mod short_note;
mod sign;
mod turn;
mod walk;
mod wrap;

pub use bundle::{Border, Piece, PieceKind, cites, pieces};
pub use short_note::pointer;

use crate::diagnostic::Diagnostic;
use crate::document::{Block, BlockKind, Document, Label, MarkedMarker, MarkedNote};
use crate::record::{Citation, Dated};
use crate::source::Span;
use rustc_hash::FxHashSet;

/// The body of a footnote, or an entry of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Note {
    /// The printed label, local digits and all; empty where there is none.
    pub label: Label,
    /// The group; empty for the main list.
    pub group: String,
    /// The body in the text, without label and back-links.
    pub span: Span,
    /// Which of the document's marked notes it is.
    pub marked: Option<usize>,
    /// Whether it is known to be one reference: a line of a file that has one a line, a piece of a list run together.
    pub alone: bool,
}

/// The sign of a note in the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marker {
    /// The label as printed.
    pub label: Label,
    /// The group, where there is one.
    pub group: String,
    /// Where it stands in the text.
    pub span: Span,
    /// A place inside the work: `12` in `[5]:12`.
    pub locator: Option<String>,
    /// Which note it points to.
    pub note: Option<usize>,
}

/// What was found in a document.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The notes, in the order of the text.
    pub notes: Vec<Note>,
    /// The markers, in the order of the text.
    pub markers: Vec<Marker>,
    /// What is wrong with them; spans are offsets of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Finds the notes and markers of a document; the labels and markers that its format marks are moved out of it.
#[must_use]
pub fn find(document: &mut Document) -> Found {
    let mut found = Found::default();
    if !document.notes.is_empty() || !document.markers.is_empty() {
        marked(document, &mut found);
        beside(document, &mut found);
        return pair::pair(found);
    }
    let text = document.text.as_str();
    if document.blocks.iter().any(|block| block.kind == BlockKind::Reference) {
        for block in document.blocks.iter().filter(|block| block.kind == BlockKind::Reference) {
            found.notes.extend(list::entry(text, block.span).map(|note| Note { alone: true, ..note }));
        }
        return found;
    }
    let lists = list::find(text, &document.blocks, &mut found.diagnostics);
    found.notes = lists.notes;
    let prose = run_together(text, lists.prose, &mut found.notes);
    let inline = inline::find(text, &prose);
    if !inline.is_empty() {
        found.notes.extend(inline.into_iter().map(|span| Note { span, alone: true, ..Note::default() }));
        found.notes.sort_by_key(|note| note.span.start);
    }
    found.markers = marker::find(text, &prose, &found.notes);
    // a few numbers in brackets are no system of markers when many more stand bare
    let numbered =
        found.markers.iter().filter(|marker| marker.label.chars().any(|c| crate::locale::digit(c).is_some()));
    let numbered = numbered.count();
    if numbered < 10 {
        let bare = bare::find(text, &prose, &found.notes);
        if numbered == 0 || bare.len() > 3 * numbered {
            found.markers.extend(bare);
            found.markers.sort_by_key(|marker| marker.span.start);
        }
    }
    pair::pair(found)
}

/// Cuts the references out of lines into which lists were run together; gives the prose that is left.
fn run_together(text: &str, lines: Vec<Span>, notes: &mut Vec<Note>) -> Vec<Span> {
    let mut prose = Vec::with_capacity(lines.len());
    let before = notes.len();
    for line in lines {
        if !run_on::is_run_on(text, line) {
            prose.push(line);
            continue;
        }
        let pieces = scratch::with(|scratch| run_on::cut(text, line, run_on::Setting::Text, scratch).to_vec());
        if !run_on::plausible(&pieces) {
            prose.push(line);
            continue;
        }
        for piece in pieces {
            if piece.reference {
                notes.push(Note { span: piece.span, alone: true, ..Note::default() });
            } else {
                prose.push(piece.span);
            }
        }
    }
    if notes.len() > before {
        notes.sort_by_key(|note| note.span.start);
    }
    prose
}

/// Takes over what the format marks.
fn marked(document: &mut Document, found: &mut Found) {
    let note = |(index, note): (usize, &mut MarkedNote)| Note {
        label: std::mem::take(&mut note.label),
        group: std::mem::take(&mut note.group),
        span: note.span,
        marked: Some(index),
        alone: false,
    };
    found.notes = document.notes.iter_mut().enumerate().map(note).collect();
    let marker = |MarkedMarker { label, group, span, note, locator }| Marker { label, group, span, locator, note };
    found.markers = std::mem::take(&mut document.markers).into_iter().map(marker).collect();
}

/// Finds what stands beside the notes that the format marks: lists under the headings of lists, and markers where it marks none.
fn beside(document: &Document, found: &mut Found) {
    let text = document.text.as_str();
    let mut marked: Vec<Span> = found.notes.iter().map(|note| note.span).collect();
    marked.sort_by_key(|span| span.start);
    // blocks stand in the order of the text, mostly
    let (mut next, mut last) = (0, 0);
    let mut free = |block: &&Block| {
        next = if block.span.start < last { 0 } else { next };
        last = block.span.start;
        let ends = |note: &&Span| note.end <= block.span.start;
        next += marked.get(next..).unwrap_or_default().iter().take_while(ends).count();
        block.kind == BlockKind::Heading || marked.get(next).is_none_or(|note| note.start >= block.span.end)
    };
    let blocks: Vec<Block> = document.blocks.iter().filter(|block| free(block)).copied().collect();
    if blocks.is_empty() {
        return;
    }
    let lists = list::find_headed(text, &blocks, &mut found.diagnostics);
    let mut added: Vec<Note> = lists.notes;
    if !added.is_empty() {
        let labels: FxHashSet<&str> = found.notes.iter().map(|note| &*note.label).collect();
        for note in added.iter_mut().filter(|note| labels.contains(&*note.label)) {
            // a second list counts from one again: its numbers are no labels that a marker means
            note.label = "".into();
        }
        merge(found, added);
    }
    if found.markers.is_empty() {
        found.markers = marker::find(text, &lists.prose, &found.notes);
    }
}

/// Puts more notes among those found, in the order of the text; markers keep theirs.
fn merge(found: &mut Found, added: Vec<Note>) {
    let known = found.notes.len();
    let mut all: Vec<(usize, Note)> = found.notes.drain(..).chain(added).enumerate().collect();
    // the marked ones keep their order among themselves: what stands elsewhere in the source comes last
    all.sort_by_key(|(_, note)| note.span.start);
    let mut places = vec![0; known];
    for (new, (old, _)) in all.iter().enumerate() {
        if let Some(place) = places.get_mut(*old) {
            *place = new;
        }
    }
    for marker in &mut found.markers {
        marker.note = marker.note.and_then(|old| places.get(old).copied());
    }
    found.notes = all.into_iter().map(|(_, note)| note).collect();
}

/// Finds the citations by name and year, or by key, in what is neither note nor heading. Whether the words before a year are names, the references tell:
/// of a year in the sentence they are asked at once whether one may be `named` there.
#[must_use]
pub fn citations(document: &Document, notes: &[Note], named: &dyn Fn(&Dated) -> bool) -> Vec<Citation> {
    let text = document.text.as_str();
    // one reference a line, and nothing else
    if document.blocks.iter().any(|block| block.kind == BlockKind::Reference) {
        return Vec::new();
    }
    let prose = prose(document, notes);
    let whole = [Span::new(0, text.len())];
    let mut out = key_citation::find(text, if document.blocks.is_empty() { &[] } else { &whole });
    if !notes.is_empty() {
        out.extend(author_year::find(text, &prose, named));
    }
    out
}

/// The stretches of a text that are neither note nor heading.
fn prose(document: &Document, notes: &[Note]) -> Vec<Span> {
    let mut spans: Vec<Span> = notes.iter().map(|note| note.span).collect();
    spans.sort_by_key(|span| span.start);
    let mut spans = spans.into_iter().peekable();
    let mut out: Vec<Span> = Vec::new();
    for block in document.blocks.iter().filter(|block| block.kind != BlockKind::Reference) {
        let mut at = block.span.start;
        while let Some(note) = spans.peek().copied() {
            if note.end <= at {
                spans.next();
                continue;
            }
            if note.start >= block.span.end {
                break;
            }
            if note.start > at {
                out.push(Span::new(at, note.start));
            }
            at = note.end.min(block.span.end);
            if note.end > block.span.end {
                break;
            }
            spans.next();
        }
        if at >= block.span.end || block.kind == BlockKind::Heading {
            continue;
        }
        match out.last_mut() {
            // the next line of a paragraph
            Some(last) if block.kind == BlockKind::Text && last.end + 1 == at && at == block.span.start => {
                *last = Span::new(last.start, block.span.end);
            }
            _ => out.push(Span::new(at, block.span.end)),
        }
    }
    out
}
