//! Phrases: words around a date or a value, in every language at once.
//!
//! In: the phrases of all locales, as `build.rs` has put them in order. Out: a table that tells, in time that does not grow with the number of languages,
//! which phrase begins (or ends) at a place of a text. Pages in one language keep words of another, so all are read everywhere.

use super::heads::{HeadBits, Heads, of_word};
use super::letter::is_letter_or_number;
use super::role::{Role, Slot};
use super::word::{first_two, last_two, spaceless, word_at};
use rustc_hash::FxHashMap;

/// Words before and after what the phrase leaves open; either may be empty, not both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase {
    /// What it says.
    pub role: Role,
    /// What it leaves open.
    pub slot: Slot,
    /// The words before the open place.
    pub before: &'static str,
    /// The words after it.
    pub after: &'static str,
    /// The languages that have it, a bit each, in the order of the files; English is the first.
    pub languages: u128,
    /// Whether it is read whatever the language.
    everywhere: bool,
}

impl Phrase {
    /// One of the table.
    pub(super) const fn new(
        role: Role,
        slot: Slot,
        before: &'static str,
        after: &'static str,
        languages: u128,
        everywhere: bool,
    ) -> Self {
        Self { role, slot, before, after, languages, everywhere }
    }

    /// Whether the phrase may be read in a text whose languages are known (0 for none): a word of one or two letters (`a`, `på`, `in`) is one of its
    /// own language only.
    #[must_use]
    pub fn holds_in(&self, languages: u128) -> bool {
        self.everywhere || self.languages & (languages | 1) != 0
    }
}

/// Phrases by a key.
type By<K> = &'static [(K, &'static [Phrase])];

/// Phrases as `build.rs` has put them in order: of those of one key the longest stand first.
#[derive(Debug)]
pub(super) struct Table {
    /// By what they begin with.
    pub(super) beginning: Begun,
    /// Those that begin with their open place, by what follows it.
    pub(super) following: Begun,
    /// The same, by their last characters, the last first.
    pub(super) ending: By<[char; 2]>,
}

/// Phrases by what they, or their words behind the open place, begin with.
#[derive(Debug)]
pub(super) struct Begun {
    /// By the first word.
    pub(super) words: By<&'static str>,
    /// Those that begin with a sign, or in a script without spaces: by their first two characters.
    pub(super) signs: By<[char; 2]>,
}

/// The phrases of all languages.
#[derive(Debug, Default)]
pub struct Phrases {
    beginning: Beginnings,
    /// Phrases that begin with their open place, by what follows it.
    following: Beginnings,
    /// The same, by the last characters of the phrase.
    ending: FxHashMap<[char; 2], &'static [Phrase]>,
}

/// Phrases by what they begin with. Hundreds share their first letters, a few at most their first word.
#[derive(Debug)]
struct Beginnings {
    /// The roles of those that begin with a byte, a bit each: a glance, before the word is looked at.
    bytes: [u64; 256],
    /// What they begin with, mostly told apart.
    heads: Heads,
    /// The roles of those that begin with some bytes, a bit each.
    roles: HeadBits,
    /// By the first word.
    words: FxHashMap<&'static str, &'static [Phrase]>,
    /// Those that begin with a sign, or in a script without spaces: by their first two characters.
    signs: FxHashMap<[char; 2], &'static [Phrase]>,
    /// The most bytes that a first word has.
    longest: usize,
}

impl Default for Beginnings {
    fn default() -> Self {
        let (words, signs) = (FxHashMap::default(), FxHashMap::default());
        Self { bytes: [0; 256], heads: Heads::of_bits(16), roles: HeadBits::default(), words, signs, longest: 0 }
    }
}

/// The words of a phrase that have to stand in a text.
type Words = fn(&Phrase) -> &'static str;

impl Beginnings {
    /// Those of a table, by the words of them that `key` tells.
    fn of_table(table: &Begun, key: Words) -> Self {
        let mut out = Self {
            words: table.words.iter().copied().collect(),
            signs: table.signs.iter().copied().collect(),
            longest: table.words.iter().map(|(word, _)| word.len()).max().unwrap_or(0),
            ..Self::default()
        };
        for (word, phrases) in table.words {
            // all that begin with the same word begin with the same bytes
            out.glance(word, phrases.iter().fold(0, |roles, phrase| roles | 1 << phrase.role as u32));
        }
        for phrase in table.signs.iter().flat_map(|(_, phrases)| *phrases) {
            out.glance(key(phrase), 1 << phrase.role as u32);
        }
        out
    }

    /// Notes the roles of phrases that begin as a text does.
    fn glance(&mut self, text: &str, roles: u64) {
        let head = of_word(text);
        self.heads.add(Some(head));
        self.roles.add(head, roles);
        if let Some(known) = text.bytes().next().and_then(|first| self.bytes.get_mut(usize::from(first))) {
            *known |= roles;
        }
    }

    /// Whether phrases of some roles may begin as a text does.
    #[inline]
    fn may(&self, text: &str, roles: u64) -> bool {
        let Some(&first) = text.as_bytes().first() else { return false };
        if self.bytes.get(usize::from(first)).is_none_or(|begun| begun & roles == 0) {
            return false;
        }
        let head = of_word(text);
        self.heads.may(Some(head)) && self.roles.of(head) & roles != 0
    }

    /// The phrases of some roles that begin as a text does; `words` tells which words of a phrase have to.
    #[inline]
    fn at<'t>(&'t self, text: &'t str, roles: u64, words: Words) -> Found<'t> {
        if self.may(text, roles) { self.found(text, roles, words) } else { Found::none(words) }
    }

    fn found<'t>(&'t self, text: &'t str, roles: u64, words: Words) -> Found<'t> {
        let list = |list: Option<&&'static [Phrase]>| list.copied().unwrap_or_default().iter();
        let Some(word) = word_at(text, self.longest) else { return Found::none(words) };
        if !word.is_empty() {
            let first = list(self.words.get(word));
            return Found { first, second: [].iter(), text, roles, whole: word.len(), words, last: ("", true) };
        }
        let pair = first_two(text);
        let single = pair.map(|[first, _]| [first, ' ']).filter(|key| Some(*key) != pair);
        let by = |key: Option<[char; 2]>| list(key.and_then(|key| self.signs.get(&key)));
        Found { first: by(pair), second: by(single), text, roles, whole: usize::MAX, words, last: ("", true) }
    }

    fn all(&self) -> impl Iterator<Item = &Phrase> {
        self.words.values().chain(self.signs.values()).copied().flatten()
    }
}

/// The phrases that stand at the beginning of a text, of those that begin with the same word or signs.
struct Found<'t> {
    first: std::slice::Iter<'t, Phrase>,
    second: std::slice::Iter<'t, Phrase>,
    text: &'t str,
    roles: u64,
    /// The length of a word that was found as a whole.
    whole: usize,
    words: Words,
    /// The words that were compared last, and whether they stand there: dozens of phrases begin with one dash.
    last: (&'t str, bool),
}

impl Found<'_> {
    #[inline]
    fn none(words: Words) -> Self {
        Self { first: [].iter(), second: [].iter(), text: "", roles: 0, whole: usize::MAX, words, last: ("", true) }
    }
}

impl<'t> Iterator for Found<'t> {
    type Item = &'t Phrase;

    #[inline]
    fn next(&mut self) -> Option<&'t Phrase> {
        loop {
            let phrase = match self.first.next() {
                Some(phrase) => phrase,
                None => self.second.next()?,
            };
            if 1 << phrase.role as u32 & self.roles != 0 {
                let words = (self.words)(phrase);
                if words.len() == self.whole {
                    return Some(phrase);
                }
                // most that begin with the same word end otherwise
                if self.text.as_bytes().get(words.len().wrapping_sub(1)) != words.as_bytes().last() {
                    continue;
                }
                if words != self.last.0 {
                    self.last = (words, begins(self.text, words));
                }
                if self.last.1 {
                    return Some(phrase);
                }
            }
        }
    }
}

/// Whether a word may end between the two characters: everywhere in scripts without spaces between words.
#[inline]
#[must_use]
pub fn boundary(before: Option<char>, after: Option<char>) -> bool {
    match (before, after) {
        (Some(before), Some(after)) => {
            !(is_letter_or_number(before) && is_letter_or_number(after)) || spaceless(before) || spaceless(after)
        }
        _ => true,
    }
}

/// A bit for each role.
#[inline]
fn bits(roles: &[Role]) -> u64 {
    roles.iter().fold(0, |bits, role| bits | 1 << *role as u32)
}

/// All roles.
const ALL: u64 = u64::MAX;

impl Phrases {
    /// Those of a table.
    pub(super) fn of_table(table: &Table) -> Self {
        Self {
            beginning: Beginnings::of_table(&table.beginning, |phrase| phrase.before),
            following: Beginnings::of_table(&table.following, |phrase| phrase.after),
            ending: table.ending.iter().copied().collect(),
        }
    }

    /// The phrases whose words before the open place stand at the beginning of `text`, the longest first.
    #[inline]
    pub fn at<'t>(&'t self, text: &'t str) -> impl Iterator<Item = &'t Phrase> + 't {
        self.beginning.at(text, ALL, |phrase| phrase.before)
    }

    /// The same, of some roles: a text that begins as none of theirs do costs nearly nothing.
    #[inline]
    pub fn at_of<'t>(&'t self, text: &'t str, roles: &[Role]) -> impl Iterator<Item = &'t Phrase> + use<'t> {
        self.beginning.at(text, bits(roles), |phrase| phrase.before)
    }

    /// Whether phrases of some roles may begin as a text does: a glance.
    #[inline]
    #[must_use]
    pub fn may_begin(&self, text: &str, roles: &[Role]) -> bool {
        self.beginning.may(text, bits(roles))
    }

    /// Whether phrases of some roles may begin with a byte.
    #[inline]
    #[must_use]
    pub fn may_begin_with(&self, byte: u8, roles: &[Role]) -> bool {
        self.beginning.bytes.get(usize::from(byte)).is_some_and(|begun| begun & bits(roles) != 0)
    }

    /// The phrases of one role that begin with words.
    pub fn of(&self, role: Role) -> impl Iterator<Item = &Phrase> {
        self.beginning.all().filter(move |phrase| phrase.role == role)
    }

    /// The phrases that begin with their open place, and whose words stand at the beginning of `text`, which follows a date or value.
    #[inline]
    pub fn behind<'t>(&'t self, text: &'t str) -> impl Iterator<Item = &'t Phrase> + 't {
        self.following.at(text, ALL, |phrase| phrase.after)
    }

    /// The same, of some roles.
    #[inline]
    pub fn behind_of<'t>(&'t self, text: &'t str, roles: &[Role]) -> impl Iterator<Item = &'t Phrase> + use<'t> {
        self.following.at(text, bits(roles), |phrase| phrase.after)
    }

    /// The phrases of a role that begin with their open place, and whose words end `text`.
    pub fn ending<'t>(&'t self, text: &'t str, role: Role) -> impl Iterator<Item = &'t Phrase> + 't {
        let pair = last_two(text);
        let single = pair.map(|[last, _]| [last, ' ']).filter(|key| Some(*key) != pair);
        [pair, single].into_iter().flatten().filter_map(|key| self.ending.get(&key).copied()).flatten().filter(
            move |phrase| {
                phrase.role == role
                    && text
                        .strip_suffix(phrase.after)
                        .is_some_and(|rest| boundary(rest.chars().next_back(), phrase.after.chars().next()))
            },
        )
    }
}

fn begins(text: &str, words: &str) -> bool {
    let hangul = |c: char| ('\u{AC00}'..='\u{D7A3}').contains(&c);
    text.strip_prefix(words).is_some_and(|rest| {
        // a word of one syllable, such as `외`, begins many others
        let syllable = words.chars().all(hangul) && words.chars().nth(1).is_none() && rest.starts_with(hangul);
        boundary(words.chars().next_back(), rest.chars().next()) && !syllable
    })
}

#[cfg(test)]
mod tests {
    use super::super::Locale;
    use super::*;

    #[test]
    fn the_longest_phrase_at_a_place_comes_first() {
        let phrases = &Locale::get().phrases;
        let found: Vec<&str> =
            phrases.at_of("archived from the original on 2 May", &[Role::Archived]).map(|one| one.before).collect();
        let place = |words| found.iter().position(|one| *one == words);
        assert!(place("archived from the original on") < place("archived") && place("archived").is_some(), "{found:?}");
        assert_eq!(phrases.at("Archivedly").count(), 0);
        assert!(phrases.behind("閲覧。").any(|phrase| phrase.role == Role::Accessed));
        assert_eq!(phrases.ending("제3판", Role::Edition).next().map(|phrase| phrase.slot), Some(Slot::Value));
    }
}
