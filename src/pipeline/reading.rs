//! The readings of the stretches of a note, each read once: whether a stretch stands on its own is asked before it is known what the note holds.

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::grammar::{self, Context, Read};
use crate::source::Span;

/// What was read of a note.
pub(super) struct Readings<'d> {
    document: &'d Document,
    context: Context,
    known: Vec<Known>,
}

/// A stretch, what it says, and what is to be told about it.
struct Known {
    span: Span,
    read: Read,
    told: Vec<Diagnostic>,
}

impl<'d> Readings<'d> {
    pub(super) const fn new(document: &'d Document, context: Context) -> Self {
        Self { document, context, known: Vec::new() }
    }

    /// The whole text of the document.
    pub(super) fn whole(&self) -> &'d str {
        self.document.text.as_str()
    }

    /// The text of a stretch.
    pub(super) fn text(&self, span: Span) -> &'d str {
        span.slice(self.whole())
    }

    /// Asks what a stretch says; it is read when it is first asked for.
    pub(super) fn ask<R>(&mut self, span: Span, ask: impl FnOnce(&Read) -> R) -> R {
        if let Some(known) = self.known.iter().find(|known| known.span == span) {
            return ask(&known.read);
        }
        let known = self.read(span);
        let answer = ask(&known.read);
        self.known.push(known);
        answer
    }

    /// What a stretch says, for good; what there is to tell is told.
    pub(super) fn take(&mut self, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Read {
        let at = self.known.iter().position(|known| known.span == span);
        let Known { read, told, .. } = match at {
            Some(at) => self.known.swap_remove(at),
            None => self.read(span),
        };
        diagnostics.extend(told);
        read
    }

    fn read(&self, span: Span) -> Known {
        let near = self.document.text.origin().within(span);
        let mut told = Vec::new();
        let place = |part: Span| near.span(part.shifted(span.start));
        let read = grammar::read(self.text(span), self.context, &place, &mut told);
        Known { span, read, told }
    }
}
