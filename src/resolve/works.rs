//! The works of a document, by the names, years, titles and keys that citations print.
//!
//! In: references with their text and records. Out: [`Works`], a table asked by the last word of a name. Names are compared in ASCII letters, without case.

use super::printed::{PrintedYear, behind_space, first_name, head, initials, printed_years};
use super::words::{EndWords, Folded, end_words, first_together_into, folded, last_sign};
use crate::locale::{more_words, spaceless};
use crate::record::{Date, Field, Name, NameList, Record, Role};
use crate::source::Span;
use crate::source::lanes::same;
use crate::source::run::{first_marked, run_of_word};
use rustc_hash::FxBuildHasher;
use std::cell::OnceCell;
use std::hash::BuildHasher;

/// One reference, as pointers see it: `'t` is the text of the document.
#[derive(Debug, Clone, Copy)]
pub struct Work<'t, 'r> {
    /// What it says, where it was read.
    pub record: Option<&'r Record>,
    /// Its text.
    pub raw: &'t str,
    /// The label of its note.
    pub label: &'t str,
}

/// What citations may print of a work.
#[derive(Debug, Default)]
pub(super) struct Entry<'t> {
    /// How many names it has; at least one. None where the work was not read.
    pub(super) names: usize,
    /// Whether it says that there are others.
    pub(super) others: bool,
    /// The years of the record: of the work, and of the original.
    dates: [Option<PrintedYear>; 2],
    /// All years that it may be cited by, those of the record first, with a higher weight; once asked.
    years: OnceCell<Vec<PrintedYear>>,
    /// Whether it says that it has no date.
    pub(super) undated: bool,
    /// The title, as it is printed: see [`Works::title`].
    title: Span,
    /// Its words, folded, once asked.
    title_words: OnceCell<Vec<String>>,
    /// The beginning of the text.
    pub(super) raw: Folded<'t>,
    /// The label of the note, as it is printed.
    pub(super) label: &'t str,
}

impl Entry<'_> {
    /// The years that the work may be cited by.
    pub(super) fn years(&self) -> &[PrintedYear] {
        self.years.get_or_init(|| {
            let mut years: Vec<PrintedYear> = self.dates.into_iter().flatten().collect();
            if self.names > 0 {
                printed_years(self.raw.text, &mut years);
            }
            years
        })
    }
}

/// A name of a work.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) work: usize,
    /// Its place in the list of names; `None` for what stands in for a name: the newspaper.
    pub(super) place: Option<usize>,
    /// Where it comes from.
    pub(super) from: From,
    /// The sign of its last word.
    last: u64,
    /// The next name in the table whose sign may be the same.
    next: Option<u32>,
    /// The name as it is printed, among those of all works.
    printed: Span,
    /// The same, folded: of most names no citation asks.
    words: OnceCell<Box<Words>>,
}

/// The words of a name, folded, with a space between them.
#[derive(Debug, Clone)]
struct Words(String);

/// Where a name of a work comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    /// The names that the record has.
    Names,
    /// The initials of an organization: only capitals are they.
    Acronym,
    /// The newspaper, the publisher.
    Container,
    /// The title of a work without names.
    Title,
    /// What the text begins with.
    Head,
}

/// The works of a document.
#[derive(Debug, Default)]
pub struct Works<'t> {
    pub(super) entries: Vec<Entry<'t>>,
    /// All names, those of one work behind one another.
    pub(super) names: Vec<Known>,
    /// Names and titles, one behind the other.
    text: String,
    /// The initials of a name, for as long as they are read.
    letters: String,
    /// The first name for each of the beginnings that the signs of their last words may have: as many as there are names, or more.
    by_last: Vec<Option<u32>>,
    /// The works by the hash of the first words of their titles, sorted: of one, of two, …; each once asked.
    by_title: [OnceCell<Vec<(u64, u32)>>; TITLE_WORDS],
}

/// How many words of a title are looked up together.
const TITLE_WORDS: usize = 3;

/// How long names and title of a work are together, mostly, in bytes.
const TEXT: usize = 96;

/// How many names of a work are looked at for one that is there already.
const MOST_REPEATED: usize = 16;

impl<'t> Works<'t> {
    /// The table of a document's references.
    #[must_use]
    pub fn new<'r>(works: impl IntoIterator<Item = Work<'t, 'r>>) -> Self {
        let (works, mut out) = (works.into_iter(), Self::default());
        // two names a work, mostly, and seldom more than three
        let (most, _) = works.size_hint();
        out.entries.reserve(most);
        out.names.reserve(3 * most);
        out.text.reserve(TEXT * most);
        for (index, work) in works.enumerate() {
            let entry = out.entry(index, work);
            out.entries.push(entry);
        }
        out.index();
        out
    }

    /// Takes in works that were read since.
    pub fn learn<'r>(&mut self, works: impl IntoIterator<Item = (usize, Work<'t, 'r>)>) {
        for (index, work) in works {
            let entry = self.entry(index, work);
            if let Some(place) = self.entries.get_mut(index) {
                *place = entry;
            }
        }
        self.index();
        self.by_title = Default::default();
    }

    /// Makes the table of last words; names that have one in common follow each other in their order.
    fn index(&mut self) {
        self.by_last.clear();
        self.by_last.resize(self.names.len().next_power_of_two(), None);
        let many = self.by_last.len();
        for (index, known) in self.names.iter_mut().enumerate().rev() {
            if let Some(first) = self.by_last.get_mut(beginning(known.last, many)) {
                known.next = std::mem::replace(first, u32::try_from(index).ok());
            }
        }
    }

    fn know(&mut self, work: usize, place: Option<usize>, name: &str, from: From) {
        let Some(last) = last_sign(name) else { return };
        // what was said of a work just before is said again, mostly
        let before = self.names.iter().rev().take(MOST_REPEATED).take_while(|one| one.work == work);
        let says_less = |one: &&Known| one.from == from || one.from == From::Names && from == From::Head;
        let mut same = before.filter(|one| one.last == last && one.place == place && says_less(one));
        if same.any(|one| one.printed.len() == name.len() && one.printed.slice(&self.text) == name) {
            return;
        }
        let printed = self.keep(name);
        self.names.push(Known { work, place, from, last, next: None, printed, words: OnceCell::new() });
    }

    /// The words of a title, folded.
    pub(super) fn title<'e>(&self, entry: &'e Entry<'_>) -> &'e [String] {
        entry.title_words.get_or_init(|| folded(entry.title.slice(&self.text)))
    }

    /// Keeps a text.
    fn keep(&mut self, text: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(text);
        Span::new(start, self.text.len())
    }

    /// A name as it is printed.
    fn printed(&self, known: &Known) -> &str {
        known.printed.slice(&self.text)
    }

    /// A name that is one word of ASCII, as it is printed.
    pub(super) fn word_of(&self, known: &Known) -> Option<&str> {
        let name = self.printed(known);
        (run_of_word(name.as_bytes()) == name.len()).then_some(name)
    }

    /// The words of a name, folded, with a space between them.
    pub(super) fn words_of<'k>(&self, known: &'k Known) -> &'k str {
        let folded = known.words.get_or_init(|| {
            let mut words = String::new();
            first_together_into(self.printed(known), usize::MAX, &mut words);
            Box::new(Words(words))
        });
        &folded.0
    }

    /// How many words a name has, where a text ends with them.
    pub(super) fn words_at_end(&self, known: &Known, text: &mut EndWords<'_>) -> Option<usize> {
        let name = self.printed(known);
        if name.is_ascii() {
            // most that have the last word in common differ in the one before it
            return text.count(end_words(name).map(|(_, word)| word));
        }
        text.count(self.words_of(known).rsplit(' '))
    }

    /// The names that end with a word, by its sign.
    pub(super) fn ending(&self, last: u64) -> impl Iterator<Item = &Known> {
        let name = |index: Option<u32>| self.names.get(index? as usize);
        let first = self.by_last.get(beginning(last, self.by_last.len())).copied().flatten();
        std::iter::successors(name(first), move |known| name(known.next)).filter(move |known| known.last == last)
    }

    /// The works whose titles begin with these words, folded, in their order.
    pub(super) fn titled<'w>(&'w self, words: &'w [String]) -> impl Iterator<Item = usize> + 'w {
        let first = words.get(..words.len().min(TITLE_WORDS)).unwrap_or_default();
        let table = first.len().checked_sub(1).and_then(|index| self.by_title.get(index));
        let table = table.map(|table| table.get_or_init(|| self.titles_by(first.len())));
        let hash = FxBuildHasher.hash_one(first.join(" "));
        let table = table.map(Vec::as_slice).unwrap_or_default();
        let found = table.get(table.partition_point(|(one, _)| *one < hash)..).unwrap_or_default();
        let begins = |work: &usize| self.entries.get(*work).is_some_and(|entry| self.title(entry).starts_with(words));
        let found = found.iter().take_while(move |(one, _)| *one == hash);
        found.map(|(_, work)| *work as usize).filter(begins)
    }

    /// The works by so many words that their titles begin with.
    fn titles_by(&self, words: usize) -> Vec<(u64, u32)> {
        let mut table = Vec::with_capacity(self.entries.len());
        let mut first = String::new();
        for (entry, work) in self.entries.iter().zip(0..) {
            first.clear();
            if first_together_into(entry.title.slice(&self.text), words, &mut first) == words {
                table.push((FxBuildHasher.hash_one(&first), work));
            }
        }
        table.sort_unstable();
        table
    }

    fn entry(&mut self, index: usize, work: Work<'t, '_>) -> Entry<'t> {
        let (head, label) = (head(work.raw), work.label);
        let Some(record) = work.record else { return Entry { raw: Folded::new(head), label, ..Entry::default() } };
        let title = record.title.as_ref().map(|title| self.keep(title_text(title))).unwrap_or_default();
        let issued = record.issued.as_ref().and_then(Field::as_typed).copied();
        let letter = record.year_suffix.as_ref().and_then(|suffix| suffix.chars().next());
        let original = record.original_date.as_ref().and_then(Field::as_typed).copied();
        let dates = [
            issued.and_then(Date::year).map(|year| (year, letter, 2)),
            original.and_then(Date::year).map(|year| (year, None, 1)),
        ];
        let creators = record.creators();
        if let Some(list) = creators {
            self.creators(index, list);
        } else if record.names(Role::Author).is_none() {
            self.stand_ins(index, record);
        }
        let containers = [&record.container_title, &record.publisher, &record.agency];
        containers.into_iter().flatten().for_each(|one| self.know(index, None, one.as_str(), From::Container));
        self.head(index, head);
        Entry {
            names: creators.map_or(1, |list| list.names.len().max(1)),
            others: creators.is_some_and(|list| list.others),
            dates,
            undated: issued == Some(Date::Undated),
            title,
            raw: Folded::new(head),
            label,
            ..Entry::default()
        }
    }

    /// A name that the reading missed: what the text begins with.
    fn head(&mut self, index: usize, head: &str) {
        let first = first_name(head);
        let last = behind_space(first);
        if first.is_empty()
            || last.is_some() && more_words(first, 4)
            || first.starts_with(['"', '“', '«', '„', '「', '『', '《'])
        {
            return;
        }
        self.know(index, Some(0), first, From::Head);
        if let Some(last) = last {
            self.know(index, Some(0), last, From::Head);
        }
    }

    fn creators(&mut self, index: usize, list: &NameList) {
        for (place, name) in list.names.iter().enumerate() {
            match name {
                Name::Person(person) => {
                    let (family, given) = (person.family(), person.given());
                    self.know(index, Some(place), family, From::Names);
                    self.spaceless_prefixes(index, place, family);
                    let (dropping, kept) = (person.dropping_particle(), person.non_dropping_particle());
                    if !kept.is_empty() {
                        self.know(index, Some(place), &format!("{kept} {family}"), From::Names);
                    }
                    if !dropping.is_empty() {
                        self.know(index, Some(place), &format!("{dropping} {kept} {family}"), From::Names);
                    }
                    if family.chars().all(spaceless) && !given.is_empty() {
                        self.know(index, Some(place), &format!("{family}{given}"), From::Names);
                    }
                }
                Name::Organization(name) | Name::Literal(name) => {
                    let family =
                        name.get(..first_marked(name.as_bytes(), |sixteen| same(sixteen, b','))).unwrap_or(name);
                    self.know(index, Some(place), family, From::Names);
                    self.spaceless_prefixes(index, place, family);
                    self.know(index, Some(place), name.trim_start_matches("The "), From::Names);
                    if let Some(last) = behind_space(family)
                        && !more_words(name, 3)
                    {
                        self.know(index, Some(place), last, From::Names);
                    }
                    self.acronym(index, Some(place), name);
                }
            }
        }
    }

    /// `田中` for 田中太郎: nothing tells the family name from the given name, so what a name begins with may stand for it.
    fn spaceless_prefixes(&mut self, index: usize, place: usize, name: &str) {
        let characters = name.chars().count();
        if name.chars().all(spaceless) && (3..=6).contains(&characters) {
            for (at, _) in name.char_indices().skip(1).take(2) {
                self.know(index, Some(place), name.get(..at).unwrap_or_default(), From::Names);
            }
        }
    }

    /// `WHO` for the World Health Organization, and what stands in parentheses behind a name.
    fn acronym(&mut self, index: usize, place: Option<usize>, name: &str) {
        let mut letters = std::mem::take(&mut self.letters);
        letters.clear();
        let bracket = initials(name, &mut letters);
        if letters.chars().nth(1).is_some() {
            self.know(index, place, &letters, From::Acronym);
        }
        self.letters = letters;
        if let Some(inner) = bracket.and_then(|at| name.get(at + 1..)) {
            self.know(index, place, inner.trim_end_matches(')'), From::Acronym);
        }
    }

    /// What a work without authors is cited by: its title, its publisher.
    fn stand_ins(&mut self, index: usize, record: &Record) {
        if let Some(title) = &record.title {
            self.know(index, None, title_text(title), From::Title);
        }
        let containers = [&record.container_title, &record.publisher];
        containers.into_iter().flatten().for_each(|one| self.acronym(index, None, one.as_str()));
    }
}

/// Which of so many beginnings a sign has, a power of two.
fn beginning(sign: u64, many: usize) -> usize {
    #[allow(clippy::cast_possible_truncation, reason = "any of its bits will do")]
    let mixed = (sign.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize;
    mixed & many.wrapping_sub(1)
}

fn title_text(title: &Field<crate::record::Title>) -> &str {
    match &title.value {
        crate::record::Value::Typed(title) => title.as_str(),
        crate::record::Value::Literal(text) => text,
    }
}
