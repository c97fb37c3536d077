//! The labels that BibTeX's styles make, so that no label is made of more entries than it has letters for.
//!
//! In: names, keys and years, entry by entry. Out: how often the letters behind a label were used up. alpha writes `[Roe01a]` to `[Roe01z]` and natbib's
//! styles `Roe (2001a)`; for the 27th they take `{`, which LaTeX cannot read. Standard: `calc.label` and `forward.pass` of alpha.bst and plainnat.bst.
//! alpha takes the label of an entry with names from nothing but these and the year: for the 27th work of one name and year the first name is written so
//! that its label has more letters, or fewer. Limit: it cannot be where the name is in a script of which BibTeX cuts letters.

use crate::export::bib::latex;
use crate::record::{Name, NameList};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash as _, Hasher as _};
use unicode_normalization::UnicodeNormalization as _;

/// How many equal labels a style can tell apart.
const LETTERS: usize = 26;

/// How the first name of an entry is written, beside how it reads: all of this is nothing to TeX.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(in crate::export) struct Lead {
    /// So many more braces, which only natbib's labels have.
    pub(in crate::export) depth: usize,
    /// So many letters in one `{\relax …}`, which BibTeX takes for one letter; none below two.
    pub(in crate::export) letters: usize,
    /// So many times `{\relax}` before it, which BibTeX takes for a letter.
    pub(in crate::export) empty: usize,
}

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
    /// Counts an entry with these names; says how the first of them is written so that no label is used up.
    pub(super) fn names(&mut self, list: &NameList, year: Option<i32>) -> Lead {
        let names = list.names.as_slice();
        let sorting = |at: usize| names.get(at).map_or("", Name::sorting);
        let lead = self.lead(list, year).unwrap_or_default();
        let sort = ["=", "&", "+"].get(names.len().min(3).saturating_sub(1)).copied().unwrap_or_default();
        let second = if names.len() == 2 { sorting(1) } else { "" };
        let shape = if lead == Lead::default() { "" } else { self.label.as_str() };
        let label = hashed(&[sort, sorting(0), second, shape]);
        Lead { depth: self.count(label, year), ..lead }
    }

    /// The first way to write the first name of which alpha's label has a letter left.
    fn lead(&mut self, list: &NameList, year: Option<i32>) -> Option<Lead> {
        if self.takes(list, year, Lead::default()) {
            return Some(Lead::default());
        }
        let name = list.names.first()?.sorting();
        if name.chars().any(latex::stays_utf8) || name.matches(',').count() > 2 {
            return None;
        }
        let length = name.chars().take_while(|c| c.is_alphabetic()).count();
        let more = (2..=length).map(|letters| Lead { letters, ..Lead::default() });
        let fewer = (1..=2).map(|empty| Lead { empty, ..Lead::default() });
        more.chain(fewer).find(|lead| self.takes(list, year, *lead))
    }

    /// Counts an entry whose first name is written so, if alpha's label has a letter left for it.
    fn takes(&mut self, list: &NameList, year: Option<i32>, lead: Lead) -> bool {
        self.label.clear();
        alpha(&mut self.label, list, lead);
        let count = self.counts.entry((hashed(&[&self.label]), year)).or_default();
        let free = *count < LETTERS;
        *count += usize::from(free);
        free
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
fn alpha(out: &mut String, list: &NameList, lead: Lead) {
    let names = list.names.as_slice();
    let first = if names.len() > 4 { 3 } else { names.len() };
    let mut words = 0;
    for (at, name) in names.iter().take(first).enumerate() {
        let [dropping, particle, family] = parts(name);
        // what is no person's name stands in braces, and is one word
        let separate = |c: char| matches!(name, Name::Person(_)) && matches!(c, ' ' | '-');
        for word in [dropping, particle].into_iter().flat_map(|part| part.split(separate)) {
            words += usize::from(!word.is_empty());
            letters(out, word, 1);
        }
        for (nth, word) in family.split(separate).enumerate() {
            words += usize::from(!word.is_empty());
            let lead = if at == 0 && nth == 0 { lead } else { Lead::default() };
            letters(out, word, if lead.empty > 0 { 0 } else { lead.letters.max(1) });
        }
    }
    if let [only] = names
        && !list.others
        && words < 2
    {
        out.clear();
        let more = lead.letters.saturating_sub(1);
        for part in parts(only) {
            letters(out, part, (3 + more).saturating_sub(lead.empty));
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
    fn no_label_of_a_name_has_more_entries_than_letters() {
        for (family, most) in [("Roe", 3), ("Silverstein", 11)] {
            let item = serde_json::json!({"id": "a", "type": "book", "author": [{"family": family, "given": "A"}]});
            let record = crate::record::Record::from_csl(item.as_object().unwrap().clone());
            let mut labels = Labels::default();
            let leads: Vec<Lead> = (0..most * LETTERS).map(|_| labels.names(&record.names[0].1, Some(2001))).collect();
            assert!(leads.iter().all(|lead| lead.depth == 0), "{leads:?}");
            for lead in &leads {
                assert!(leads.iter().filter(|other| *other == lead).count() <= LETTERS);
            }
        }
    }

    #[test]
    fn labels_are_those_of_alpha() {
        let label = |names: serde_json::Value| {
            let item = serde_json::json!({"id": "a", "type": "book", "author": names});
            let record = crate::record::Record::from_csl(item.as_object().unwrap().clone());
            let mut out = String::new();
            alpha(&mut out, &record.names[0].1, Lead::default());
            out
        };
        assert_eq!(label(serde_json::json!([{"family": "Müller", "given": "A"}])), "mul");
        assert_eq!(label(serde_json::json!([{"family": "García Márquez", "given": "A"}])), "gm");
        assert_eq!(label(serde_json::json!([{"literal": "World Office"}])), "wor");
        assert_eq!(label(serde_json::json!([{"family": "Roe", "given": "A"}, {"family": "Li", "given": "B"}])), "rl");
    }
}
