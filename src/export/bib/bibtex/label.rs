//! The labels that BibTeX's styles make, so that no label is made of more entries than it has letters for.
//!
//! In: names, keys and years, entry by entry. Out: how often the letters behind a label were used up. alpha writes `[Roe01a]` to `[Roe01z]` and natbib's
//! styles `Roe (2001a)`; for the 27th they take `{`, which LaTeX cannot read. Standard: `calc.label` and `forward.pass` of alpha.bst and plainnat.bst.
//! Limit: alpha takes the label of an entry with names from nothing but these and the year, so that 27 works of one name and year are one too many for it.

use crate::record::{Name, NameList};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash as _, Hasher as _};
use unicode_normalization::UnicodeNormalization as _;

/// How many equal labels a style can tell apart.
const LETTERS: usize = 26;

/// The labels of a bibliography so far.
#[derive(Debug, Default)]
pub(in crate::export) struct Labels {
    /// How many entries have a label, by its hash, and a year.
    counts: FxHashMap<(u64, Option<i32>), usize>,
    spare: usize,
    /// Where a label is put together.
    label: String,
}

impl Labels {
    /// Counts an entry with these names; gives how often natbib's letters behind them were used up.
    pub(super) fn names(&mut self, list: &NameList, year: Option<i32>) -> usize {
        self.label.clear();
        alpha(&mut self.label, list);
        self.count(hashed(&[&self.label]), year);
        let names = list.names.as_slice();
        let sorting = |at: usize| names.get(at).map_or("", Name::sorting);
        let sort = ["=", "&", "+"].get(names.len().min(3).saturating_sub(1)).copied().unwrap_or_default();
        let second = if names.len() == 2 { sorting(1) } else { "" };
        self.count(hashed(&[sort, sorting(0), second]), year)
    }

    /// A key of which alpha's label is not used up, for an entry without names, and how often natbib's letters behind it were: the key, or what follows
    /// one of its words, or a piece of the entry's own key or else a number before it.
    pub(super) fn key(&mut self, key: &str, id: &str, year: Option<i32>) -> (String, usize) {
        let starts = std::iter::once(0).chain(key.match_indices(' ').map(|(at, _)| at + 1));
        let own = (1..id.len()).filter_map(|at| Some(format!("{} {key}", id.get(at..at + 3)?)));
        let mut all = starts.filter_map(|at| key.get(at..).map(str::to_owned)).chain(own);
        let free = all.find(|text| {
            self.label.clear();
            letters(&mut self.label, text, 3);
            let label = hashed(&[&self.label]);
            self.count(label, year) == 0
        });
        let key = free.unwrap_or_else(|| {
            self.spare += 1;
            format!("{:03} {key}", self.spare / LETTERS)
        });
        let used = self.count(hashed(&["=", &key]), None);
        (key, used)
    }

    fn count(&mut self, label: u64, year: Option<i32>) -> usize {
        let count = self.counts.entry((label, year)).or_default();
        *count += 1;
        (*count - 1) / LETTERS
    }
}

fn hashed(parts: &[&str]) -> u64 {
    let mut hasher = FxHasher::default();
    parts.hash(&mut hasher);
    hasher.finish()
}

/// The parts of a name that alpha looks at.
fn parts(name: &Name) -> [&str; 3] {
    match name {
        Name::Person(person) => [person.dropping_particle(), person.non_dropping_particle(), person.family()],
        Name::Organization(name) | Name::Literal(name) => [name, "", ""],
    }
}

/// alpha's label of names: three letters of one, or else the first letters of up to four.
fn alpha(out: &mut String, list: &NameList) {
    let names = list.names.as_slice();
    let first = if names.len() > 4 { 3 } else { names.len() };
    for name in names.iter().take(first) {
        let words = matches!(name, Name::Person(_));
        for part in parts(name) {
            // what is no person's name stands in braces, and is one word
            part.split(|c: char| words && matches!(c, ' ' | '-')).for_each(|word| letters(out, word, 1));
        }
    }
    if let [only] = names
        && !list.others
        && out.chars().nth(1).is_none()
    {
        out.clear();
        for part in parts(only) {
            letters(out, part, 3);
        }
    }
}

/// The first letters and digits of a text, small and without accents.
fn letters(out: &mut String, text: &str, count: usize) {
    if text.is_ascii() {
        let letters = text.bytes().filter(u8::is_ascii_alphanumeric).take(count);
        out.extend(letters.map(|byte| char::from(byte.to_ascii_lowercase())));
    } else {
        out.extend(text.nfd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(count));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn no_label_of_a_key_has_more_entries_than_letters() {
        let mut labels = Labels::default();
        let mut seen: HashMap<String, usize> = HashMap::new();
        for number in 0..5000 {
            let id = if number % 2 == 0 { format!("berlin{number}") } else { "x".to_owned() };
            let (key, _) = labels.key("Berlin", &id, Some(2001));
            let mut label = String::new();
            letters(&mut label, &key, 3);
            *seen.entry(label).or_default() += 1;
        }
        assert!(seen.values().all(|count| *count <= LETTERS), "{seen:?}");
    }

    #[test]
    fn labels_are_those_of_alpha() {
        let label = |names: serde_json::Value| {
            let item = serde_json::json!({"id": "a", "type": "book", "author": names});
            let record = crate::record::Record::from_csl(item.as_object().unwrap().clone());
            let mut out = String::new();
            alpha(&mut out, &record.names[0].1);
            out
        };
        assert_eq!(label(serde_json::json!([{"family": "Müller", "given": "A"}])), "mul");
        assert_eq!(label(serde_json::json!([{"family": "García Márquez", "given": "A"}])), "gm");
        assert_eq!(label(serde_json::json!([{"literal": "World Office"}])), "wor");
        assert_eq!(label(serde_json::json!([{"family": "Roe", "given": "A"}, {"family": "Li", "given": "B"}])), "rl");
    }
}
