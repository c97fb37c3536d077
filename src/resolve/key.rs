//! Keys: `@smith2004book`, `[@n12]`.
//!
//! In: a key as a text cites it, and the [`Works`]. Out: the works that it means: by their own keys, by the labels of their notes, or by names, year and title
//! run together.

use super::short_form::{MOST_SHARED, best, year_score};
use super::words::{run_together, sign_of};
use super::works::Works;
use crate::record::Dated;
use rustc_hash::FxHashMap;

/// The works of a document by their keys and the labels of their notes.
#[derive(Debug, Default)]
pub struct Keys {
    by_key: FxHashMap<String, Vec<usize>>,
    by_label: FxHashMap<String, Vec<usize>>,
    /// The places of names among those of the works, by the name run together.
    by_name: FxHashMap<String, Vec<usize>>,
    /// The most bytes that such a name has.
    longest: usize,
}

impl Keys {
    /// The table of works that have these keys, in their order; without case.
    #[must_use]
    pub fn new<'r>(works: &Works<'_>, keys: impl IntoIterator<Item = &'r str>) -> Self {
        let mut out = Self::default();
        for (index, (entry, key)) in
            works.entries.iter().zip(keys).enumerate().filter(|(_, (entry, _))| entry.names > 0)
        {
            out.by_key.entry(key.to_lowercase()).or_default().push(index);
            out.by_label.entry(entry.label.to_lowercase()).or_default().push(index);
        }
        for (place, known) in works.names.iter().enumerate() {
            let name = match works.word_of(known) {
                Some(name) => name.to_ascii_lowercase(),
                None => works.words_of(known).replace(' ', ""),
            };
            out.longest = out.longest.max(name.len());
            out.by_name.entry(name).or_default().push(place);
        }
        out
    }
}

/// The works that a key means: the key itself, the label of a note, or names, year and the beginning of a title run together.
#[must_use]
pub fn meant(works: &Works<'_>, keys: &Keys, key: &str) -> Vec<usize> {
    let lower = key.to_lowercase();
    if let Some(found) = keys.by_key.get(&lower).or_else(|| keys.by_label.get(&lower)) {
        return found.clone();
    }
    let (Some(start), bytes) = (lower.find(|c: char| c.is_ascii_digit()), lower.len()) else { return Vec::new() };
    let end =
        lower.get(start..).and_then(|tail| tail.find(|c: char| !c.is_ascii_digit())).map_or(bytes, |at| start + at);
    let Some(year) = lower.get(start..end).filter(|year| year.len() == 4).and_then(|year| year.parse().ok()) else {
        return Vec::new();
    };
    let name = run_together(lower.get(..start).unwrap_or_default());
    let tail = run_together(lower.get(end..).unwrap_or_default());
    let suffix = tail.chars().next().filter(|_| tail.len() == 1);
    let claimed = Dated { year: Some(year), suffix, ..Dated::default() };
    let mut scored: Vec<(i32, usize)> = Vec::new();
    for end in 1..=name.len().min(keys.longest) {
        let Some(places) = name.get(..end).and_then(|first| keys.by_name.get(first)) else { continue };
        let more = name.get(end..).unwrap_or_default();
        for known in places.iter().take(MOST_SHARED).filter_map(|place| works.names.get(*place)) {
            let fits = more.is_empty() && known.place.is_none_or(|place| place == 0);
            // `borgerjalabi2016`, `smith_etal2004`: the first name and more
            let longer = known.place == Some(0)
                && !more.is_empty()
                && (matches!(more, "etal" | "others" | "and") || others_fit(works, known.work, more));
            if !fits && !longer {
                continue;
            }
            let Some(entry) = works.entries.get(known.work) else { continue };
            let says = |word: &String| word.len() > 1 && (tail.starts_with(word.as_str()) || word.starts_with(&tail));
            if tail.len() > 1 && !works.title(entry).iter().any(says) {
                continue;
            }
            let Some(year) = year_score(works, known.work, &claimed) else { continue };
            let score = year + 4 * i32::from(known.place.is_some()) + 2 * i32::from(longer);
            scored.push((score, known.work));
        }
    }
    best(works, scored, &claimed)
}

/// Whether the rest of a key is the names behind the first: `jalabi`, `andjalabi`.
fn others_fit(works: &Works<'_>, work: usize, rest: &str) -> bool {
    let rest = rest.strip_prefix("and").unwrap_or(rest);
    works
        .ending(sign_of(rest))
        .any(|known| known.work == work && known.place == Some(1) && works.words_of(known).ends_with(rest))
}
