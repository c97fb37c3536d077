//! Phrases as the files of `refs/locales` write them, put in the order in which a run looks them up: asked by `build.rs`, and by tests.
//!
//! In: the texts of `[phrases]`. Out: the phrases by what they begin and end with; each stands there with its first letter in either case.

use super::letter::is_letter;
use super::role::{Role, Slot};
use super::word::{first_two, last_two, spaceless, word_at};
use std::collections::BTreeMap;

/// The role of a key of `[phrases]`.
pub(super) fn role_of(key: &str) -> Option<Role> {
    Some(match key {
        "accessed" => Role::Accessed,
        "archived" => Role::Archived,
        "archived-undated" => Role::ArchivedUndated,
        "language" => Role::Language,
        "page" => Role::Page,
        "pages" => Role::Pages,
        "volume" => Role::Volume,
        "issue" => Role::Issue,
        "number" => Role::Number,
        "section" => Role::Section,
        "time" => Role::Time,
        "season" => Role::Season,
        "edition" => Role::Edition,
        "editor-after" => Role::EditorAfter,
        "editor-before" => Role::EditorBefore,
        "translator-before" => Role::TranslatorBefore,
        "translator-after" => Role::TranslatorAfter,
        "illustrator-before" => Role::IllustratorBefore,
        "interviewer-before" => Role::InterviewerBefore,
        "director-before" => Role::DirectorBefore,
        "director-after" => Role::DirectorAfter,
        "producer-after" => Role::ProducerAfter,
        "contributor-before" => Role::ContributorBefore,
        "in" => Role::In,
        "and" => Role::And,
        "et-al" => Role::EtAl,
        "via" => Role::Via,
        "on-site" => Role::OnSite,
        "series" => Role::Series,
        "written-at" => Role::WrittenAt,
        "published" => Role::Published,
        "updated" => Role::Updated,
        "doi-inactive" => Role::DoiInactive,
        "access-note" => Role::AccessNote,
        "no-place" => Role::NoPlace,
        "no-publisher" => Role::NoPublisher,
        "online" => Role::Online,
        _ => return None,
    })
}

/// A phrase, see `Phrase`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wording {
    pub(super) role: Role,
    pub(super) slot: Slot,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) languages: u128,
    pub(super) everywhere: bool,
}

impl Wording {
    /// Reads a phrase as a locale file writes it: `D` is a date, `$` a value, as words of their own or glued to words of another script.
    pub(super) fn read(role: Role, text: &str, languages: u128) -> Option<Self> {
        let open = |text: &str, mark: char| {
            text.match_indices(mark).map(|(at, _)| at).find(|&at| {
                let alone = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric());
                alone(text.get(..at).and_then(|before| before.chars().next_back()))
                    && alone(text.get(at + 1..).and_then(|after| after.chars().next()))
            })
        };
        // the brackets around `(in $)` are read by whoever reads brackets
        let text = if role == Role::Language { text.trim_matches(['(', ')', '（', '）', '[', ']']) } else { text };
        let (slot, at) = match (open(text, 'D'), open(text, '$')) {
            (Some(at), _) => (Slot::Date, Some(at)),
            (None, Some(at)) => (Slot::Value, Some(at)),
            (None, None) => (Slot::None, None),
        };
        let (before, after) = match at {
            Some(at) => (text.get(..at)?.trim(), text.get(at + 1..)?.trim()),
            None => (text.trim(), ""),
        };
        let letters = before.chars().filter(|c| is_letter(*c)).count();
        (!before.is_empty() || !after.is_empty()).then(|| Self {
            role,
            slot,
            before: before.into(),
            after: after.into(),
            languages,
            everywhere: letters == 0 || letters > 2 || before.chars().any(spaceless),
        })
    }

    /// The words that it is found by when it begins a text, or stands behind its open place.
    pub(super) fn words(&self) -> &str {
        if self.before.is_empty() { &self.after } else { &self.before }
    }

    /// The same with the first letter in the other case, where that is another.
    fn in_other_case(&self) -> Option<Self> {
        let other = other_case(self.words())?;
        Some(if self.before.is_empty() {
            Self { after: other, ..self.clone() }
        } else {
            Self { before: other, ..self.clone() }
        })
    }
}

/// Phrases by what they begin with.
#[derive(Debug, Default)]
pub(super) struct Begun {
    pub(super) words: BTreeMap<String, Vec<Wording>>,
    pub(super) signs: BTreeMap<[char; 2], Vec<Wording>>,
}

impl Begun {
    fn add(&mut self, wording: Wording) {
        match word_at(wording.words(), usize::MAX) {
            Some("") | None => {
                if let Some(first) = first_two(wording.words()) {
                    insert(self.signs.entry(first).or_default(), wording);
                }
            }
            Some(word) => insert(self.words.entry(word.to_owned()).or_default(), wording),
        }
    }
}

/// All phrases.
#[derive(Debug, Default)]
pub(super) struct Wordings {
    pub(super) beginning: Begun,
    pub(super) following: Begun,
    pub(super) ending: BTreeMap<[char; 2], Vec<Wording>>,
}

impl Wordings {
    /// Adds a phrase as it stands, and with its first letter in the other case.
    pub(super) fn add(&mut self, wording: Wording) {
        let other = wording.in_other_case();
        for wording in [Some(wording), other].into_iter().flatten() {
            if !wording.before.is_empty() {
                self.beginning.add(wording);
                continue;
            }
            if let Some(last) = last_two(&wording.after) {
                insert(self.ending.entry(last).or_default(), wording.clone());
            }
            self.following.add(wording);
        }
    }
}

/// Adds a phrase to a list in which the longest stand first, and of those that are as long the one that was added first.
fn insert(list: &mut Vec<Wording>, wording: Wording) {
    let length = |wording: &Wording| (wording.before.len(), wording.after.len());
    let own = length(&wording);
    let end = list.partition_point(|one| length(one) >= own);
    let same = |one: &&mut Wording| {
        one.role == wording.role
            && one.slot == wording.slot
            && one.before == wording.before
            && one.after == wording.after
    };
    match list.iter_mut().take(end).rev().take_while(|one| length(one) == own).find(same) {
        Some(known) => known.languages |= wording.languages,
        None => list.insert(end, wording),
    }
}

/// The text with its first letter in the other case, where that is another.
fn other_case(text: &str) -> Option<String> {
    // a single letter in the other case is an initial, or an article
    text.chars().filter(|c| is_letter(*c)).nth(1)?;
    let mut characters = text.chars();
    let first = characters.next()?;
    let mut other = String::with_capacity(text.len() + 4);
    if first.is_uppercase() {
        other.extend(first.to_lowercase());
    } else {
        other.extend(first.to_uppercase());
    }
    if other.chars().eq([first]) {
        return None;
    }
    other.push_str(characters.as_str());
    Some(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_stand_by_what_they_begin_with_the_longest_first() {
        let mut wordings = Wordings::default();
        for (text, languages) in [("Archived D", 1), ("Archived from D", 1), ("D閲覧", 1), ("archived D", 2)] {
            wordings.add(Wording::read(role_of("archived").unwrap(), text, languages).unwrap());
        }
        let found = |word: &str| {
            let list = wordings.beginning.words.get(word).into_iter().flatten();
            list.map(|one| (one.before.as_str(), one.languages)).collect::<Vec<_>>()
        };
        assert_eq!(found("archived"), [("archived from", 1), ("archived", 3)]);
        assert_eq!(found("Archived"), [("Archived from", 1), ("Archived", 3)]);
        assert!(wordings.following.signs.contains_key(&['閲', '覧']) && wordings.ending.contains_key(&['覧', '閲']));
    }

    #[test]
    fn what_a_phrase_leaves_open_stands_alone() {
        let slot = |text| Wording::read(Role::Accessed, text, 1).map(|wording| wording.slot);
        assert_eq!(
            [slot("cit. D"), slot("Dostupné v $"), slot("online")],
            [Some(Slot::Date), Some(Slot::Value), Some(Slot::None)]
        );
    }
}
