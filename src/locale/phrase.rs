//! Phrases: words around a date or a value, in every language at once.
//!
//! In: the phrases of all locales. Out: a table that tells, in time that does not grow with the number of languages, which phrase begins (or ends) at
//! a place of a text. Pages in one language keep words of another, so all are read everywhere.

use super::heads::{HeadBits, Heads, of_word};
use super::letter::{is_letter, is_letter_or_number};
use super::role::Role;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// What a phrase leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// A date.
    Date,
    /// Any value.
    Value,
    /// Nothing.
    None,
}

/// Words before and after what the phrase leaves open; either may be empty, not both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// What it says.
    pub role: Role,
    /// What it leaves open.
    pub slot: Slot,
    /// The words before the open place.
    pub before: Cow<'static, str>,
    /// The words after it.
    pub after: Cow<'static, str>,
    /// The languages that have it, a bit each, in the order of the files; English is the first.
    pub languages: u128,
    /// Whether it is read whatever the language.
    everywhere: bool,
}

impl Phrase {
    /// Whether the phrase may be read in a text whose languages are known (0 for none): a word of one or two letters (`a`, `på`, `in`) is one of its
    /// own language only.
    #[must_use]
    pub fn holds_in(&self, languages: u128) -> bool {
        self.everywhere || self.languages & (languages | 1) != 0
    }

    /// Reads a phrase as a locale file writes it: `D` is a date, `$` a value, as words of their own or glued to words of another script.
    pub(super) fn read(role: Role, text: &'static str, languages: u128) -> Option<Self> {
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
}

/// Phrases by their beginning, the longest first.
#[derive(Debug, Default)]
pub struct Phrases {
    beginning: Beginnings,
    /// Phrases that begin with their open place, by what follows it.
    following: Beginnings,
    /// The same, by the last characters of the phrase.
    ending: FxHashMap<[char; 2], Vec<Phrase>>,
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
    words: FxHashMap<Cow<'static, str>, Vec<Phrase>>,
    /// Those that begin with a sign, or in a script without spaces: by their first two characters.
    signs: FxHashMap<[char; 2], Vec<Phrase>>,
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
type Words = fn(&Phrase) -> &Cow<'static, str>;

impl Beginnings {
    /// Adds a phrase by the words of it that `key` tells.
    fn add(&mut self, phrase: Phrase, key: Words) {
        let text = key(&phrase);
        let role = 1 << phrase.role as u32;
        self.heads.add(Some(of_word(text)));
        self.roles.add(of_word(text), role);
        if let Some(roles) = text.bytes().next().and_then(|first| self.bytes.get_mut(usize::from(first))) {
            *roles |= role;
        }
        match word_at(text, usize::MAX) {
            Some("") | None => {
                if let Some(first) = first_two(text) {
                    insert(self.signs.entry(first).or_default(), phrase);
                }
            }
            Some(word) => {
                self.longest = self.longest.max(word.len());
                if let Some(list) = self.words.get_mut(word) {
                    insert(list, phrase);
                } else {
                    let word = match text {
                        Cow::Borrowed(text) => text.get(..word.len()).unwrap_or_default().into(),
                        Cow::Owned(_) => word.to_owned().into(),
                    };
                    self.words.insert(word, vec![phrase]);
                }
            }
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
        let list = |list: Option<&'t Vec<Phrase>>| list.map(Vec::as_slice).unwrap_or_default().iter();
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
        self.words.values().chain(self.signs.values()).flatten()
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
                let words: &'t str = (self.words)(phrase);
                if words.len() == self.whole {
                    return Some(phrase);
                }
                if words != self.last.0 {
                    // most that begin with the same word end otherwise
                    let ends = self.text.as_bytes().get(words.len().wrapping_sub(1)) == words.as_bytes().last();
                    self.last = (words, ends && begins(self.text, words));
                }
                if self.last.1 {
                    return Some(phrase);
                }
            }
        }
    }
}

/// The letters and digits that a text begins with, in a script with spaces; nothing where they are more than `most` bytes.
pub(super) fn word_at(text: &str, most: usize) -> Option<&str> {
    let bytes = text.as_bytes();
    let near = bytes.get(..most.saturating_add(1)).unwrap_or(bytes);
    let mut end = near.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(near.len());
    if bytes.get(end).is_some_and(|byte| !byte.is_ascii()) {
        let rest = text.get(end..)?;
        // the dot above that a capital İ leaves behind when it is made small
        let goes_on = |c: char| (is_letter_or_number(c) || c == '\u{307}') && !spaceless(c);
        end += rest.char_indices().find(|&(at, c)| end + at > most || !goes_on(c)).map_or(rest.len(), |(at, _)| at);
    }
    if end > most { None } else { text.get(..end) }
}

fn first_two(text: &str) -> Option<[char; 2]> {
    let mut characters = text.chars();
    Some([characters.next()?, characters.next().unwrap_or(' ')])
}

fn last_two(text: &str) -> Option<[char; 2]> {
    let mut characters = text.chars().rev();
    Some([characters.next()?, characters.next().unwrap_or(' ')])
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

/// Scripts that put no space between words: Han, kana, Thai, Lao, Khmer, Burmese; Hangul particles are glued to words and dates too.
#[inline]
#[must_use]
pub fn spaceless(character: char) -> bool {
    // most text is below all of them
    character >= '\u{0E00}'
        && matches!(character, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// A bit for each role.
#[inline]
fn bits(roles: &[Role]) -> u64 {
    roles.iter().fold(0, |bits, role| bits | 1 << *role as u32)
}

/// All roles.
const ALL: u64 = u64::MAX;

impl Phrases {
    /// Adds a phrase as it stands, and with its first letter in the other case.
    pub(super) fn add(&mut self, phrase: Phrase) {
        let other = other_case(if phrase.before.is_empty() { &phrase.after } else { &phrase.before }).map(|other| {
            let mut phrase = phrase.clone();
            *(if phrase.before.is_empty() { &mut phrase.after } else { &mut phrase.before }) = other.into();
            phrase
        });
        [Some(phrase), other].into_iter().flatten().for_each(|phrase| self.add_cased(phrase));
    }

    fn add_cased(&mut self, phrase: Phrase) {
        if phrase.before.is_empty() {
            if let Some(last) = last_two(&phrase.after) {
                insert(self.ending.entry(last).or_default(), phrase.clone());
            }
            self.following.add(phrase, |phrase| &phrase.after);
        } else {
            self.beginning.add(phrase, |phrase| &phrase.before);
        }
    }

    /// The phrases whose words before the open place stand at the beginning of `text`, the longest first.
    #[inline]
    pub fn at<'t>(&'t self, text: &'t str) -> impl Iterator<Item = &'t Phrase> + 't {
        self.beginning.at(text, ALL, |phrase| &phrase.before)
    }

    /// The same, of some roles: a text that begins as none of theirs do costs nearly nothing.
    #[inline]
    pub fn at_of<'t>(&'t self, text: &'t str, roles: &[Role]) -> impl Iterator<Item = &'t Phrase> + use<'t> {
        self.beginning.at(text, bits(roles), |phrase| &phrase.before)
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
        self.following.at(text, ALL, |phrase| &phrase.after)
    }

    /// The same, of some roles.
    #[inline]
    pub fn behind_of<'t>(&'t self, text: &'t str, roles: &[Role]) -> impl Iterator<Item = &'t Phrase> + use<'t> {
        self.following.at(text, bits(roles), |phrase| &phrase.after)
    }

    /// The phrases of a role that begin with their open place, and whose words end `text`.
    pub fn ending<'t>(&'t self, text: &'t str, role: Role) -> impl Iterator<Item = &'t Phrase> + 't {
        let pair = last_two(text);
        let single = pair.map(|[last, _]| [last, ' ']).filter(|key| Some(*key) != pair);
        [pair, single].into_iter().flatten().filter_map(|key| self.ending.get(&key)).flatten().filter(move |phrase| {
            phrase.role == role
                && text
                    .strip_suffix(&*phrase.after)
                    .is_some_and(|rest| boundary(rest.chars().next_back(), phrase.after.chars().next()))
        })
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

/// Adds a phrase to a list in which the longest stand first, and of those that are as long the one that was added first.
fn insert(list: &mut Vec<Phrase>, phrase: Phrase) {
    let length = |phrase: &Phrase| (phrase.before.len(), phrase.after.len());
    let own = length(&phrase);
    let end = list.partition_point(|one| length(one) >= own);
    let same = |one: &&mut Phrase| {
        one.role == phrase.role && one.slot == phrase.slot && one.before == phrase.before && one.after == phrase.after
    };
    match list.iter_mut().take(end).rev().take_while(|one| length(one) == own).find(same) {
        Some(known) => known.languages |= phrase.languages,
        None => list.insert(end, phrase),
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
    fn the_longest_phrase_at_a_place_comes_first() {
        let mut phrases = Phrases::default();
        for text in ["Archived D", "Archived from the original on D", "D閲覧", "Retrieved D"] {
            phrases.add(Phrase::read(Role::Archived, text, 1).unwrap());
        }
        let found: Vec<&str> =
            phrases.at("archived from the original on 2 May").map(|phrase| &*phrase.before).collect();
        assert_eq!(found, ["archived from the original on", "archived"]);
        assert_eq!(phrases.at("Archivedly").count(), 0);
        assert_eq!(phrases.behind("閲覧。").count(), 1);
        phrases.add(Phrase::read(Role::Edition, "$판", 1).unwrap());
        assert_eq!(phrases.ending("제3판", Role::Edition).count(), 1);
        assert_eq!(Phrase::read(Role::Accessed, "cit. D", 1).map(|phrase| phrase.slot), Some(Slot::Date));
        assert_eq!(Phrase::read(Role::Accessed, "Dostupné v $", 1).map(|phrase| phrase.slot), Some(Slot::Value));
    }
}
