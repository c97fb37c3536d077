//! The labels that BibTeX's styles make, so that no label is made of more entries than it has letters for.
//!
//! In: names, keys and years, entry by entry. Out: how often the letters behind a label were used up. alpha writes `[Roe01a]` to `[Roe01z]` and natbib's
//! styles `Roe (2001a)`; for the 27th they take `{`, which LaTeX cannot read. Standard: `calc.label` and `forward.pass` of alpha.bst and plainnat.bst.
//! Limit: alpha takes the label of an entry with names from nothing but these and the year, so that 27 works of one name and year are one too many for it.

use crate::record::{Name, NameList};
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization as _;

/// How many equal labels a style can tell apart.
const LETTERS: usize = 26;

/// The labels of a bibliography so far.
#[derive(Debug, Default)]
pub(in crate::export) struct Labels {
    counts: FxHashMap<(String, Option<i32>), usize>,
    spare: usize,
}

impl Labels {
    /// Counts an entry with these names; gives how often natbib's letters behind them were used up.
    pub(super) fn names(&mut self, list: &NameList, year: Option<i32>) -> usize {
        self.count(alpha(list), year);
        let natbib = match list.names.as_slice() {
            [only] => format!("={}", only.sorting()),
            [first, second] => format!("={}&{}", first.sorting(), second.sorting()),
            [first, ..] => format!("={}+", first.sorting()),
            [] => return 0,
        };
        self.count(natbib, year)
    }

    /// A key of which alpha's label is not used up, for an entry without names, and how often natbib's letters behind it were: the key, or what follows
    /// one of its words, or a piece of the entry's own key or else a number before it.
    pub(super) fn key(&mut self, key: &str, id: &str, year: Option<i32>) -> (String, usize) {
        let starts = std::iter::once(0).chain(key.match_indices(' ').map(|(at, _)| at + 1));
        let own = (1..id.len()).filter_map(|at| Some(format!("{} {key}", id.get(at..at + 3)?)));
        let mut all = starts.filter_map(|at| key.get(at..).map(str::to_owned)).chain(own);
        let free = all.find(|text| self.count(first_letters(text, 3), year) == 0);
        let key = free.unwrap_or_else(|| {
            self.spare += 1;
            format!("{:03} {key}", self.spare / LETTERS)
        });
        let used = self.count(format!("={key}"), None);
        (key, used)
    }

    fn count(&mut self, label: String, year: Option<i32>) -> usize {
        let count = self.counts.entry((label, year)).or_default();
        *count += 1;
        (*count - 1) / LETTERS
    }
}

/// alpha's label of names: three letters of one, or else the first letters of up to four.
fn alpha(list: &NameList) -> String {
    let last = |name: &Name| match name {
        Name::Person(person) => {
            format!("{} {} {}", person.dropping_particle(), person.non_dropping_particle(), person.family())
        }
        Name::Organization(name) | Name::Literal(name) => name.replace(char::is_whitespace, ""),
    };
    let initials = |name: &Name| last(name).split([' ', '-']).map(|word| first_letters(word, 1)).collect::<String>();
    match list.names.as_slice() {
        [only] if !list.others => {
            let all = initials(only);
            if all.chars().count() > 1 { all } else { first_letters(&last(only), 3) }
        }
        names if names.len() > 4 => names.iter().take(3).map(initials).collect(),
        names => names.iter().map(initials).collect(),
    }
}

/// The first letters and digits of a text, small and without accents.
fn first_letters(text: &str, count: usize) -> String {
    text.nfd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(count).collect()
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
            *seen.entry(first_letters(&key, 3)).or_default() += 1;
        }
        assert!(seen.values().all(|count| *count <= LETTERS), "{seen:?}");
    }

    #[test]
    fn labels_are_those_of_alpha() {
        let label = |names: serde_json::Value| {
            let item = serde_json::json!({"id": "a", "type": "book", "author": names});
            alpha(&crate::record::Record::from_csl(item.as_object().unwrap().clone()).names[0].1)
        };
        assert_eq!(label(serde_json::json!([{"family": "Müller", "given": "A"}])), "mul");
        assert_eq!(label(serde_json::json!([{"family": "García Márquez", "given": "A"}])), "gm");
        assert_eq!(label(serde_json::json!([{"literal": "World Office"}])), "wor");
        assert_eq!(label(serde_json::json!([{"family": "Roe", "given": "A"}, {"family": "Li", "given": "B"}])), "rl");
    }
}
