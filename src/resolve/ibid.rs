//! Pointers, one after the other in the order of the notes: what "ibid." means depends on what was cited before it.
//!
//! In: the pointers of a document's references, and its [`Works`]. Out: for each the work that it means. Linear in the number of notes, but for works that
//! share a name.

use super::Works;
use super::short_form::{dated, titled};
use super::words::words;
use crate::record::{Aim, Pointer};
use rustc_hash::FxHashMap;
use std::cell::OnceCell;

/// What became of a pointer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolved {
    /// It is no pointer: a short reference in its own right.
    Reference,
    /// It means this work.
    To(usize),
    /// It is a pointer, and what it means is not there.
    Nothing,
}

/// Resolves the pointers of a document. `pointers[i]` belongs to the `i`th work; its text is `raw[i]`, that of others is not looked at. A work that may be
/// a pointer has no record among the works, so that it is never what another means.
#[must_use]
pub fn resolve(works: &Works<'_>, pointers: &[Option<Pointer>], raw: &[&str]) -> Vec<Resolved> {
    let mut out = Vec::with_capacity(pointers.len());
    let labelled = || {
        let entries = works.entries.iter().enumerate().rev().map(|(at, entry)| (entry.label.to_lowercase(), at));
        entries.filter(|(label, _)| !label.is_empty()).collect()
    };
    let labels: OnceCell<FxHashMap<String, usize>> = OnceCell::new();
    // a work that may be meant is none that points itself
    let full = |work: usize| {
        works.entries.get(work).is_some_and(|entry| entry.names > 0) && !matches!(pointers.get(work), Some(Some(_)))
    };
    let mut last: Option<usize> = None;
    for (index, pointer) in pointers.iter().enumerate() {
        let Some(pointer) = pointer else {
            last = works.entries.get(index).filter(|entry| entry.names > 0).map_or(last, |_| Some(index));
            out.push(Resolved::Reference);
            continue;
        };
        let text = raw.get(index).copied().unwrap_or_default();
        // of several works the one cited last before the note, or else the first behind it
        let choose = |found: Vec<usize>| {
            let mut found: Vec<usize> = found.into_iter().filter(|&work| work != index && full(work)).collect();
            found.sort_unstable();
            found.iter().rev().find(|&&work| work < index).or_else(|| found.first()).copied()
        };
        let resolved = match &pointer.aim {
            Aim::Previous | Aim::SameAuthor(_) => last.map_or(Resolved::Nothing, Resolved::To),
            Aim::Note(label) => {
                let at =
                    labels.get_or_init(labelled).get(label.to_lowercase().as_str()).copied().filter(|&at| at != index);
                let meant = at.map(|at| match out.get(at) {
                    Some(Resolved::To(work)) => *work,
                    _ => at,
                });
                meant.map_or(Resolved::Nothing, Resolved::To)
            }
            Aim::Earlier(names) => choose(titled(works, names, true))
                .or_else(|| choose(by_year_in(works, names)))
                .map_or(Resolved::Nothing, Resolved::To),
            Aim::Dated(short) => {
                let meant = dated(works, text, short);
                let close = words(text.get(short.before.start..meant.start).unwrap_or_default()).nth(3).is_none();
                choose(meant.works).filter(|_| close).map_or(Resolved::Reference, Resolved::To)
            }
            Aim::Titled(work) => {
                choose(titled(works, work, pointer.locator.is_some())).map_or(Resolved::Reference, Resolved::To)
            }
        };
        match resolved {
            Resolved::To(work) if matches!(pointer.aim, Aim::SameAuthor(_)) => {
                out.push(Resolved::To(work));
                last = Some(index);
                continue;
            }
            Resolved::To(work) => last = Some(work),
            Resolved::Reference => last = Some(index),
            Resolved::Nothing => {}
        }
        out.push(resolved);
    }
    out
}

/// `Smith 2004` before "op. cit.": names and a year.
fn by_year_in(works: &Works<'_>, text: &str) -> Vec<usize> {
    let years = text.char_indices().filter(|(_, c)| crate::locale::digit(*c).is_some()).map(|(at, _)| at);
    let Some(at) = years.take(1).next() else { return Vec::new() };
    let digits: String = text
        .get(at..)
        .unwrap_or_default()
        .chars()
        .map_while(crate::locale::digit)
        .filter_map(|value| char::from_digit(value, 10))
        .collect();
    let short = crate::record::Dated {
        before: crate::source::Span::new(0, at),
        year: digits.parse().ok(),
        ..Default::default()
    };
    dated(works, text, &short).works
}
