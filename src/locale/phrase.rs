//! Phrases: words around a date or a value, in every language at once.
//!
//! In: the phrases of all locales, as `build.rs` has put them in order. Out: which of them begin (or end) at a place of a text, in time that does not grow
//! with the number of languages. Pages in one language keep words of another, so all are read everywhere.

use super::embedded;
use super::heads::{HeadBits, Heads, of_word};
use super::laid::Said;
use super::letter::is_letter_or_number;
use super::role::{Role, Slot};
use super::word::{first_two, last_two, spaceless, word_at};

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
    /// Whether the phrase may be read in a text whose languages are known (0 for none): a word of one or two letters (`a`, `på`, `in`) is one of its
    /// own language only.
    #[must_use]
    pub fn holds_in(&self, languages: u128) -> bool {
        self.everywhere || self.languages & (languages | 1) != 0
    }
}

/// A phrase as the table holds it: without a pointer, which would have to be put in its place whenever the program starts.
#[derive(Debug)]
pub(super) struct Row {
    role: Role,
    slot: Slot,
    everywhere: bool,
    /// Which of the sets of languages has it.
    languages: u16,
    before: Words,
    after: Words,
}

impl Row {
    /// One of the table.
    pub(super) const fn new(
        role: Role,
        slot: Slot,
        before: Words,
        after: Words,
        languages: u16,
        everywhere: bool,
    ) -> Self {
        Self { role, slot, everywhere, languages, before, after }
    }
}

/// Words of a phrase: where they begin in the text of the table, how many bytes they have, and the last of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Words(pub(super) u32, pub(super) u8, pub(super) u8);

impl Words {
    fn len(self) -> usize {
        usize::from(self.1)
    }
}

/// Some of the rows of the table: where they begin, and how many they are.
pub(super) type Rows = (u32, u16);

/// Rows by two characters, in the order of these.
pub(super) type ByPair = &'static [([char; 2], Rows)];

/// Phrases as `build.rs` has put them in order: of those of one key the longest stand first.
#[derive(Debug)]
pub(super) struct Table {
    /// All words, one behind the other.
    pub(super) text: &'static str,
    /// The sets of languages, a bit each.
    pub(super) languages: &'static [u128],
    pub(super) rows: &'static [Row],
    /// By what they begin with.
    pub(super) beginning: Begun,
    /// Those that begin with their open place, by what follows it.
    pub(super) following: Begun,
    /// The same, by their last characters, the last first.
    pub(super) ending: ByPair,
}

/// Phrases by what they, or their words behind the open place, begin with. Hundreds share their first letters, a few at most their first word.
#[derive(Debug)]
pub(super) struct Begun {
    /// The roles of those that begin with a byte, a bit each: a glance, before the word is looked at.
    pub(super) bytes: [u64; 256],
    /// What they begin with, mostly told apart.
    pub(super) heads: Heads<&'static [u64]>,
    /// The roles of those that begin with some bytes, a bit each.
    pub(super) roles: HeadBits<&'static [u64]>,
    /// By the first word.
    pub(super) words: Said<Rows>,
    /// Those that begin with a sign, or in a script without spaces: by their first two characters.
    pub(super) signs: ByPair,
}

impl Table {
    fn text(&self, words: Words) -> &'static str {
        // most phrases have words on one side only
        if words.len() == 0 {
            return "";
        }
        let start = words.0 as usize;
        self.text.get(start..start + words.len()).unwrap_or_default()
    }

    fn phrase(&self, row: &Row) -> Phrase {
        Phrase {
            role: row.role,
            slot: row.slot,
            before: self.text(row.before),
            after: self.text(row.after),
            languages: self.languages.get(usize::from(row.languages)).copied().unwrap_or(0),
            everywhere: row.everywhere,
        }
    }

    fn rows(&self, (start, count): Rows) -> &'static [Row] {
        let start = start as usize;
        self.rows.get(start..start + usize::from(count)).unwrap_or_default()
    }

    /// The rows of two characters.
    fn of_pair(&self, by: ByPair, pair: Option<[char; 2]>) -> &'static [Row] {
        let found = pair.and_then(|pair| by.binary_search_by_key(&pair, |(key, _)| *key).ok());
        found.and_then(|at| by.get(at)).map_or(&[], |(_, rows)| self.rows(*rows))
    }

    /// The phrases of some roles that begin as a text does; `part` tells which words of a phrase have to.
    #[inline]
    fn at<'t>(&'static self, begun: &Begun, text: &'t str, roles: u64, part: Part) -> Found<'t> {
        let mut found = Found {
            table: self,
            first: [].iter(),
            second: [].iter(),
            text,
            roles,
            whole: usize::MAX,
            part,
            last: (Words(0, 0, 0), true),
        };
        if begun.may(text, roles) {
            self.find(begun, &mut found);
        }
        found
    }

    /// Looks up what a text begins with.
    fn find(&self, begun: &Begun, found: &mut Found<'_>) {
        let Some(word) = word_at(found.text, begun.words.table.longest) else { return };
        if !word.is_empty() {
            found.first = begun.words.at(word).map_or(&[][..], |rows| self.rows(rows)).iter();
            found.whole = word.len();
            return;
        }
        let pair = first_two(found.text);
        let single = pair.map(|[first, _]| [first, ' ']).filter(|key| Some(*key) != pair);
        found.first = self.of_pair(begun.signs, pair).iter();
        found.second = self.of_pair(begun.signs, single).iter();
    }
}

/// The phrases of all languages.
#[derive(Debug, Clone, Copy)]
pub struct Phrases(&'static Table);

impl Default for Phrases {
    fn default() -> Self {
        Self(&embedded::PHRASES)
    }
}

/// The words of a phrase that have to stand in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Those before its open place.
    Before,
    /// Those behind it.
    After,
}

impl Begun {
    /// Whether phrases of some roles may begin as a text does.
    #[inline]
    fn may(&self, text: &str, roles: u64) -> bool {
        let Some(&first) = text.as_bytes().first() else { return false };
        let begun = self.bytes.get(usize::from(first)).copied().unwrap_or(0);
        // all of it is asked at once: which of them says no, no machine foresees
        let head = of_word(text);
        usize::from(self.heads.may(Some(head))) & usize::from(begun & self.roles.of(head) & roles != 0) != 0
    }
}

/// The phrases that stand at the beginning of a text, of those that begin with the same word or signs.
struct Found<'t> {
    table: &'static Table,
    first: std::slice::Iter<'static, Row>,
    second: std::slice::Iter<'static, Row>,
    text: &'t str,
    roles: u64,
    /// The length of a word that was found as a whole.
    whole: usize,
    part: Part,
    /// The words that were compared last, and whether they stand there: dozens of phrases begin with one dash.
    last: (Words, bool),
}

impl Iterator for Found<'_> {
    type Item = Phrase;

    #[inline]
    fn next(&mut self) -> Option<Phrase> {
        // most texts begin as no phrase does
        if self.first.as_slice().is_empty() && self.second.as_slice().is_empty() { None } else { self.found() }
    }
}

impl Found<'_> {
    /// The next phrase of those that are left.
    #[inline(never)]
    fn found(&mut self) -> Option<Phrase> {
        loop {
            let row = match self.first.next() {
                Some(row) => row,
                None => self.second.next()?,
            };
            if 1 << row.role as u32 & self.roles == 0 {
                continue;
            }
            let words = if self.part == Part::Before { row.before } else { row.after };
            if words.len() == self.whole {
                return Some(self.table.phrase(row));
            }
            // most that begin with the same word end otherwise
            if self.text.as_bytes().get(words.len().wrapping_sub(1)).is_none_or(|byte| *byte != words.2) {
                continue;
            }
            if words != self.last.0 {
                self.last = (words, begins(self.text, self.table.text(words)));
            }
            if self.last.1 {
                return Some(self.table.phrase(row));
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
    /// The phrases whose words before the open place stand at the beginning of `text`, the longest first.
    #[inline]
    pub fn at<'t>(&self, text: &'t str) -> impl Iterator<Item = Phrase> + use<'t> {
        self.0.at(&self.0.beginning, text, ALL, Part::Before)
    }

    /// The same, of some roles: a text that begins as none of theirs do costs nearly nothing.
    #[inline]
    pub fn at_of<'t>(&self, text: &'t str, roles: &[Role]) -> impl Iterator<Item = Phrase> + use<'t> {
        self.0.at(&self.0.beginning, text, bits(roles), Part::Before)
    }

    /// Whether words are, as a whole, what stands before the open place of a phrase of some roles.
    #[inline]
    #[must_use]
    pub fn are(&self, words: &str, roles: &[Role]) -> bool {
        self.at_of(words, roles).any(|phrase| phrase.before.len() == words.len())
    }

    /// Whether phrases of some roles may begin as a text does: a glance.
    #[inline]
    #[must_use]
    pub fn may_begin(&self, text: &str, roles: &[Role]) -> bool {
        self.0.beginning.may(text, bits(roles))
    }

    /// Whether phrases of some roles may begin with a byte.
    #[inline]
    #[must_use]
    pub fn may_begin_with(&self, byte: u8, roles: &[Role]) -> bool {
        self.0.beginning.bytes.get(usize::from(byte)).is_some_and(|begun| begun & bits(roles) != 0)
    }

    /// The phrases of one role that begin with words.
    pub fn of(&self, role: Role) -> impl Iterator<Item = Phrase> + use<> {
        let table = self.0;
        table.rows.iter().filter(move |row| row.role == role && row.before.len() > 0).map(|row| table.phrase(row))
    }

    /// The phrases that begin with their open place, and whose words stand at the beginning of `text`, which follows a date or value.
    #[inline]
    pub fn behind<'t>(&self, text: &'t str) -> impl Iterator<Item = Phrase> + use<'t> {
        self.0.at(&self.0.following, text, ALL, Part::After)
    }

    /// The same, of some roles.
    #[inline]
    pub fn behind_of<'t>(&self, text: &'t str, roles: &[Role]) -> impl Iterator<Item = Phrase> + use<'t> {
        self.0.at(&self.0.following, text, bits(roles), Part::After)
    }

    /// The phrases of a role that begin with their open place, and whose words end `text`.
    pub fn ending<'t>(&self, text: &'t str, role: Role) -> impl Iterator<Item = Phrase> + use<'t> {
        let table = self.0;
        let pair = last_two(text);
        let single = pair.map(|[last, _]| [last, ' ']).filter(|key| Some(*key) != pair);
        let rows = [pair, single].into_iter().flat_map(|key| table.of_pair(table.ending, key));
        rows.filter(move |row| row.role == role).map(|row| table.phrase(row)).filter(|phrase| {
            text.strip_suffix(phrase.after)
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
        assert!(phrases.are("und", &[Role::And]) && !phrases.are("und so", &[Role::And]));
        assert!(phrases.of(Role::EtAl).any(|phrase| phrase.before == "et al."));
        assert_eq!(phrases.ending("제3판", Role::Edition).next().map(|phrase| phrase.slot), Some(Slot::Value));
    }
}
