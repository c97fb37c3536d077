//! Prints the lists of footnotes.
//!
//! In: the footnotes of a group, in order. Out: their texts, one behind the other, with the citations and markers in them; the document has them behind
//! the page. Not here: numbers.

use super::footnotes::Body;
use super::frame::{Frame, Mark};
use super::walk::Walk;
use crate::document::MarkedCitation;
use std::ops::Range;

/// A footnote that a list has printed. Places are those in what the lists print.
pub(super) struct Printed {
    pub(super) note: usize,
    pub(super) start: usize,
    pub(super) citations: Vec<MarkedCitation>,
}

impl<'s> Walk<'s> {
    /// Prints the list of a group: reads the footnotes in it.
    pub(super) fn print(&mut self, group: &str) {
        if self.depth > 0 {
            return;
        }
        std::mem::swap(&mut self.frame, &mut self.lists);
        while let Some(note) = self.notes.next(group) {
            let bodies = self.notes.all.get_mut(note).map(|note| std::mem::take(&mut note.bodies)).unwrap_or_default();
            // notes without a body are no notes: their markers point nowhere
            if bodies.is_empty() {
                continue;
            }
            let start = self.frame.out.len();
            let mut citations = Vec::new();
            for (number, body) in bodies.into_iter().enumerate() {
                if number > 0 {
                    self.frame.out.gap(" ");
                }
                let read = match body {
                    Body::Source(range) => self.print_source(range),
                    Body::Written(frame) => self.print_written(*frame),
                };
                if citations.is_empty() {
                    citations = read;
                } else {
                    citations.extend(read);
                }
            }
            self.frame.out.gap(" \n");
            self.printed.push(Printed { note, start, citations });
        }
        std::mem::swap(&mut self.frame, &mut self.lists);
    }

    /// Prints a footnote's text where the list is, which is what is written at the time.
    fn print_source(&mut self, range: Range<usize>) -> Vec<MarkedCitation> {
        self.frame.start = self.frame.out.len();
        self.read_body(self.source.get(range).unwrap_or_default());
        let citations = self.frame.compose();
        self.list_marks.append(&mut self.frame.marks);
        self.frame.link = None;
        citations
    }

    /// Prints what was read already.
    fn print_written(&mut self, mut frame: Frame<'s>) -> Vec<MarkedCitation> {
        let mut citations = frame.compose();
        let by = self.frame.out.append(&frame.out);
        for one in &mut citations {
            one.shift(by);
        }
        self.list_marks.extend(frame.marks.into_iter().map(|mark| Mark { span: mark.span.shifted(by), ..mark }));
        citations
    }
}
