//! The text of a note without what only damages it.
//!
//! In: the body of a note. Out: the same text where no-break and other wide spaces are spaces, runs of space and line ends are one space, and direction
//! marks, soft hyphens and zero-width spaces are gone; with the map back. Joiners (U+200C, U+200D) stay: Persian and Hindi words need them.
//! Mostly nothing is to be done, and the text is borrowed as it is.

use crate::source::lanes::{Sixteen, same, within};
use crate::source::run::first_marked;
use crate::source::{Origin, Span};
use std::borrow::Cow;

/// A clean text and the way back to the note.
#[derive(Debug)]
pub(crate) struct Clean<'s> {
    /// The text that the styles read.
    pub(crate) text: Cow<'s, str>,
    origin: Origin,
}

/// What becomes of a character.
enum Fate {
    Kept,
    Space,
    Gone,
}

fn fate(character: char) -> Fate {
    match character {
        '\u{00AD}'
        | '\u{200B}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}'
        | '\u{FEFF}' => Fate::Gone,
        c if c.is_whitespace() => Fate::Space,
        _ => Fate::Kept,
    }
}

/// Whether there is nothing to do: no two spaces in a row, no space that is none, no character to drop.
fn is_clean(text: &str) -> bool {
    let bytes = text.as_bytes();
    // without branches, many bytes at a time: nearly all notes are told clean by this alone
    let next = bytes.get(1..).unwrap_or_default();
    let space = |byte: u8| u8::from(byte == b' ');
    let spaces = bytes.iter().zip(next).fold(0, |two, (&one, &next)| two | space(one) & space(next)) != 0;
    // what is below a space, or above ASCII
    let other = |byte: u8| u8::from(byte.cast_signed() < 0x20);
    let others = bytes.iter().fold(0, |others, &byte| others | other(byte)) != 0;
    !spaces && (!others || nothing_to_drop(text))
}

/// Whether no character of a text is a space that is none, or one to drop.
fn nothing_to_drop(text: &str) -> bool {
    // the first bytes of spaces and marks are those of letters, too
    let kept =
        |at: usize| text.get(at..).and_then(|rest| rest.chars().next()).is_none_or(|c| matches!(fate(c), Fate::Kept));
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        at += bytes.get(at..).map_or(0, |rest| first_marked(rest, wide));
        if at >= bytes.len() || !kept(at) {
            return at >= bytes.len();
        }
        at += 1;
    }
}

/// Marks the bytes that may begin a character that is a space, or that may go.
#[inline]
fn wide(sixteen: Sixteen) -> Sixteen {
    let (controls, latin) = (within(sixteen, 0x09, 0x0D), within(sixteen, 0xC2, 0xC2));
    controls | latin | within(sixteen, 0xE1, 0xE3) | within(sixteen, 0xEF, 0xEF)
}

impl<'s> Clean<'s> {
    /// Cleans a note.
    pub(crate) fn new(note: &'s str) -> Self {
        if is_clean(note) {
            return Self { text: Cow::Borrowed(note), origin: Origin::identity() };
        }
        let (mut out, mut origin) = (String::with_capacity(note.len()), Origin::default());
        // where what is kept as it is begins
        let mut kept = 0;
        let bytes = note.as_bytes();
        let mut next = 0;
        // most are neither spaces nor signs that may go
        while let Some(rest) = bytes.get(next..).filter(|rest| !rest.is_empty()) {
            let at = next + first_marked(rest, |sixteen| same(sixteen, b' ') | wide(sixteen));
            next = at + 1;
            // and most spaces stand alone
            if bytes.get(at) == Some(&b' ') && kept < at && bytes.get(next).is_some_and(u8::is_ascii_graphic) {
                continue;
            }
            let Some(character) = note.get(at..).and_then(|rest| rest.chars().next()) else { continue };
            let fate = fate(character);
            if matches!(fate, Fate::Kept) {
                continue;
            }
            copy(note, kept, at, &mut out, &mut origin);
            kept = at + character.len_utf8();
            if matches!(fate, Fate::Space) && out.as_bytes().last() != Some(&b' ') {
                origin.replaced(out.len(), at);
                out.push(' ');
            }
        }
        copy(note, kept, note.len(), &mut out, &mut origin);
        origin.replaced(out.len(), note.len());
        Self { text: Cow::Owned(out), origin }
    }

    /// A place of the clean text, as a place of the note.
    pub(crate) fn back(&self, span: Span) -> Span {
        self.origin.span(span)
    }

    /// An offset of the clean text, as one of the note.
    pub(crate) fn offset(&self, offset: usize) -> usize {
        self.origin.offset(offset)
    }
}

/// Copies a stretch of the note as it is.
fn copy(note: &str, start: usize, end: usize, out: &mut String, origin: &mut Origin) {
    if let Some(kept) = note.get(start..end).filter(|kept| !kept.is_empty()) {
        origin.copied(out.len(), start);
        out.push_str(kept);
    }
}
