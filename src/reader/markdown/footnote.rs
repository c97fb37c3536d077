//! The labels of footnotes, and footnotes that are not there.
//!
//! In: a document drawn from Markdown, and the places of its definitions. Out: the same, in which every definition goes by its label, whether a marker
//! leads to it or not, and every `[^label]` without a definition is a marker without a note.

use crate::document::{Document, MarkedMarker};
use crate::source::Span;

/// The longest label.
const LONGEST: usize = 60;

/// Labels the notes of definitions (label and place in the Markdown), and marks what points at none.
pub(super) fn label(document: &mut Document, definitions: &[(String, Span)]) {
    let origin = document.text.origin();
    for note in &mut document.notes {
        let place = origin.offset(note.span.start);
        let next = definitions.partition_point(|(_, span)| span.start <= place);
        let definition = next.checked_sub(1).and_then(|at| definitions.get(at));
        if let Some((label, span)) = definition
            && place < span.end
            && note.label.is_empty()
        {
            note.label = label.clone().into();
        }
    }
    let text = document.text.as_str();
    let mut lost: Vec<MarkedMarker> = Vec::new();
    for at in memchr::memmem::find_iter(text.as_bytes(), b"[^") {
        let Some(rest) = text.get(at + 2..) else { continue };
        let Some(label) = rest.find([']', '[', '\n']).and_then(|end| rest.get(..end)) else { continue };
        let closed = rest.as_bytes().get(label.len()) == Some(&b']');
        if closed && !label.is_empty() && label.len() <= LONGEST && !label.contains(char::is_whitespace) {
            let span = Span::new(at, at + label.len() + 3);
            lost.push(MarkedMarker { label: label.to_owned().into(), span, ..MarkedMarker::default() });
        }
    }
    if !lost.is_empty() {
        document.markers.append(&mut lost);
        document.markers.sort_by_key(|marker| marker.span.start);
    }
}
