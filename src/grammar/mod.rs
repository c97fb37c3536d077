//! Note text to readings and records.
//!
//! In: the text of a note. Out: a [`Reading`], lossless, and the record that it says. Total: text is never wrong, only unread.
//!
//! ```text
//! text ─ clean ─ lexical ─┬─ style: walk over elements, arrange the rest ─► Reading ─ assemble, repair ─► Record
//!                         └─ the next style, …: the best score wins
//! ```

/// Whether a character is one of some signs, as a pattern: an array of them is a loop that ends anywhere.
macro_rules! sign {
    ($signs:pat) => {
        |character: char| matches!(character, $signs)
    };
}

mod assemble;
mod border;
mod clean;
mod confidence;
mod date;
mod dates;
mod element;
mod house;
mod identifier;
mod judged;
mod known;
mod label;
mod lexical;
mod marks;
mod message;
mod name;
mod pages;
mod repair;
mod score;
mod scratch;
mod shared;
mod sourced;
mod style;
mod walk;
mod words;

pub use label::{Label, NamePart, Part, Reading};

use crate::diagnostic::Diagnostic;
use crate::locale::DateOrder;
use crate::record::Record;
use crate::source::Span;
use clean::Clean;
use lexical::Lexed;
use scratch::Scratch;
use style::Proposal;

/// A score with which a reading ends the search for a better one.
const GOOD: f32 = 0.9;

/// What is known of a note before it is read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context {
    /// How an all-number date is meant.
    pub order: DateOrder,
    /// The languages of the document, as bits of [`crate::locale::Phrase::languages`]; 0 where it is not known.
    pub languages: u128,
}

/// What a note says.
#[derive(Debug, Clone)]
pub struct Read {
    /// The parts of the note, as spans of it.
    pub reading: Reading,
    /// The record.
    pub record: Box<Record>,
}

/// Reads one reference; `place` maps a span of the note to one of the source, for the fields and diagnostics.
pub fn read(note: &str, context: Context, place: &dyn Fn(Span) -> Span, diagnostics: &mut Vec<Diagnostic>) -> Read {
    scratch::with(|scratch| read_with(scratch, note, context, place, diagnostics))
}

/// Takes back the parts of a note that nobody asks for, to read another with.
pub(crate) fn give_back(parts: Vec<Part>) {
    if parts.capacity() > 0 {
        scratch::with(|scratch| scratch.parts.give(parts));
    }
}

fn read_with(
    scratch: &mut Scratch,
    note: &str,
    context: Context,
    place: &dyn Fn(Span) -> Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> Read {
    let clean = Clean::new(note);
    let lexed = Lexed::new(&clean.text, scratch);
    let mut best = best_reading(&lexed, context);
    element::thesis::granted(&mut best.parts, &clean.text);
    let record = assemble::assemble(&clean.text, &best, &|span| place(clean.back(span)), diagnostics);
    best.score = confidence::confidence(&lexed, &best);
    restore(&mut best.parts, &clean, note.len());
    Read { reading: best, record }
}

fn best_reading(lexed: &Lexed<'_>, context: Context) -> Reading {
    let mut best: Option<Reading> = None;
    let mut waiting = None;
    for style in style::STYLES {
        let titled = |best: &&Reading| best.parts.iter().any(|part| part.label == Label::Title);
        let beaten = style
            .beaten
            .is_some_and(|beaten| best.as_ref().filter(titled).is_some_and(|best| beaten(best.score, lexed, context)));
        let reading = match if beaten { None } else { (style.read)(lexed, context) } {
            Some(Proposal::Begun(begun)) => {
                debug_assert!(begun.most < GOOD, "a good reading is worth finishing");
                waiting = Some(begun);
                continue;
            }
            Some(Proposal::Read(reading)) => Some(reading),
            None => None,
        };
        if let Some(begun) = waiting.take()
            && reading.as_ref().is_none_or(|reading| reading.score <= begun.most)
        {
            keep(&mut best, begun.finish(), lexed);
        }
        let Some(reading) = reading else { continue };
        debug_assert_eq!(reading.style, style.name, "a style gives its own name");
        let good = reading.score >= GOOD;
        keep(&mut best, reading, lexed);
        if good {
            break;
        }
    }
    best.unwrap_or_else(|| Reading {
        style: "bare",
        parts: vec![Part { label: Label::Unknown, span: Span::new(0, lexed.text.len()), date: None }],
        score: 0.01,
    })
}

/// Keeps the better of two readings; of two that are as good, the first.
fn keep(best: &mut Option<Reading>, reading: Reading, lexed: &Lexed<'_>) {
    let worse =
        if best.as_ref().is_none_or(|best| reading.score > best.score) { best.replace(reading) } else { Some(reading) };
    if let Some(worse) = worse {
        lexed.scratch.parts.give(worse.parts);
    }
}

/// Makes parts of the clean text parts of the note, without gaps: what cleaning dropped belongs to the part before it.
fn restore(parts: &mut [Part], clean: &Clean<'_>, length: usize) {
    let mut start = 0;
    let mut parts = parts.iter_mut().peekable();
    while let Some(part) = parts.next() {
        let end = parts.peek().map_or(length, |next| clean.offset(next.span.start));
        part.span = Span::new(start, end);
        start = end.max(start);
    }
}
