//! Ties markers to their notes.
//!
//! In: notes and markers. Out: each marker with its note, or a diagnostic: pairing is total. Every note knows whether a marker points to it.

use super::{Found, Marker, Note};
use crate::diagnostic::{Code, Diagnostic};
use crate::locale::digit;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

/// The notes of a document by label and group.
#[derive(Debug, Default)]
struct Paired<'n> {
    by_label: FxHashMap<(Cow<'n, str>, &'n str), usize>,
}

/// A label in ASCII digits: `१२` and `¹²` are 12.
fn plain(label: &str) -> Cow<'_, str> {
    if label.is_ascii() {
        return label.into();
    }
    label
        .chars()
        .map(|c| {
            let superscript = match c {
                '¹' => Some(1),
                '²' => Some(2),
                '³' => Some(3),
                '⁰' => Some(0),
                '⁴'..='⁹' => Some(u32::from(c) - u32::from('⁴') + 4),
                _ => digit(c),
            };
            superscript.and_then(|value| char::from_digit(value, 10)).unwrap_or(c)
        })
        .collect()
}

impl<'n> Paired<'n> {
    fn new(notes: &'n [Note]) -> (Self, Vec<usize>) {
        let mut out = Self::default();
        out.by_label.reserve(notes.len());
        let mut twice = Vec::new();
        for (index, note) in notes.iter().enumerate().filter(|(_, note)| !note.label.is_empty()) {
            match out.by_label.entry((plain(&note.label), note.group.as_str())) {
                std::collections::hash_map::Entry::Vacant(slot) => _ = slot.insert(index),
                std::collections::hash_map::Entry::Occupied(_) => twice.push(index),
            }
        }
        (out, twice)
    }

    fn note(&self, marker: &'n Marker) -> Option<usize> {
        let label = plain(&marker.label);
        self.by_label.get(&(label.clone(), marker.group.as_str())).or_else(|| self.by_label.get(&(label, ""))).copied()
    }
}

/// Pairs what was found.
pub(super) fn pair(mut found: Found) -> Found {
    let mut cited = vec![false; found.notes.len()];
    let (paired, twice) = Paired::new(&found.notes);
    let targets: Vec<Option<usize>> =
        found.markers.iter().map(|marker| marker.note.or_else(|| paired.note(marker))).collect();
    for index in twice {
        let Some(note) = found.notes.get(index) else { continue };
        found.diagnostics.push(
            Diagnostic::at(
                Code::LabelTwice,
                note.span,
                format!("label {} stands before more than one note", note.label),
            )
            .help("markers are tied to the first of them"),
        );
    }
    if found.notes.is_empty() && !found.markers.is_empty() {
        let first = found.markers.first().map(|marker| marker.span).unwrap_or_default();
        found.diagnostics.push(
            Diagnostic::at(
                Code::ListMissing,
                first,
                format!("found {} markers, and no list of notes for them", found.markers.len()),
            )
            .help("the list was lost when the text was taken; read the page itself"),
        );
        return found;
    }
    let mut told: FxHashSet<(&str, &str)> = FxHashSet::default();
    for (marker, target) in found.markers.iter().zip(&targets) {
        match target {
            Some(note) => {
                if let Some(slot) = cited.get_mut(*note) {
                    *slot = true;
                }
            }
            None if told.insert((&*marker.label, marker.group.as_str())) => {
                found.diagnostics.push(
                    Diagnostic::at(
                        Code::NoteMissing,
                        marker.span,
                        format!("marker {} points to a note that is not there", marker.label),
                    )
                    .help("look at the source: the note is missing or empty"),
                );
            }
            None => {}
        }
    }
    if !found.markers.is_empty() {
        for (note, _) in found.notes.iter().zip(&cited).filter(|(note, cited)| !**cited && !note.label.is_empty()) {
            found.diagnostics.push(Diagnostic::at(
                Code::NeverCited,
                note.span,
                format!("no marker points to note {}", note.label),
            ));
        }
    }
    for (marker, target) in found.markers.iter_mut().zip(targets) {
        marker.note = target;
    }
    found
}
