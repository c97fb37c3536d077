//! The works of a document, by the names, years, titles and keys that citations print.
//!
//! In: references with their text and records. Out: [`Works`], a table asked by the last word of a name. Names are compared in ASCII letters, without case.

use super::words::{Folded, first_folded, folded, last_sign, together_into};
use crate::locale::{digit, is_letter, is_letter_or_number, more_words, spaceless};
use crate::record::{Date, Field, Name, NameList, Record, Role};
use crate::source::{Span, trim};
use rustc_hash::{FxBuildHasher, FxHashMap};
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
    pub label: &'r str,
}

/// A year that a work may be cited by, the letter behind it, and its weight.
pub(super) type PrintedYear = (i32, Option<char>, i32);

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
    /// The label of the note, lower case: see [`Works::label`].
    label: Span,
}

impl Entry<'_> {
    /// The years that the work may be cited by.
    pub(super) fn years(&self) -> &[PrintedYear] {
        self.years.get_or_init(|| {
            let mut years: Vec<PrintedYear> = self.dates.into_iter().flatten().collect();
            if self.names > 0 {
                printed_years(&self.raw.text, &mut years);
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
    words: OnceCell<Words>,
}

/// The words of a name, folded, with a space between them.
#[derive(Debug, Clone)]
struct Words {
    text: String,
    count: usize,
}

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
    /// Names, titles and labels, one behind the other.
    text: String,
    /// The initials of a name, for as long as they are read.
    letters: String,
    /// The first name for each of the beginnings that the signs of their last words may have: as many as there are names, or more.
    by_last: Vec<Option<u32>>,
    /// The works by the hash of the first words of their titles: of one, of two, …; each once asked.
    by_title: [OnceCell<FxHashMap<u64, Vec<u32>>>; TITLE_WORDS],
}

/// How many words of a title are looked up together.
const TITLE_WORDS: usize = 3;

/// How much of its text a work may be known by, in characters.
const HEAD: usize = 400;

/// How long names, title and label of a work are together, mostly, in bytes.
const TEXT: usize = 96;

/// The bytes of ASCII that no name goes on behind.
static ENDS_NAME: [bool; 128] = {
    let mut table = [false; 128];
    let mut rest: &[u8] = b",.([:;";
    while let [sign, behind @ ..] = rest {
        #[allow(clippy::indexing_slicing, reason = "made at compile time, of ASCII")]
        let ends = &mut table[*sign as usize];
        *ends = true;
        rest = behind;
    }
    table
};

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

    fn folded<'k>(&self, known: &'k Known) -> &'k Words {
        known.words.get_or_init(|| {
            let mut text = String::new();
            let count = together_into(known.printed.slice(&self.text), &mut text);
            Words { text, count }
        })
    }

    /// The words of a title, folded.
    pub(super) fn title<'e>(&self, entry: &'e Entry<'_>) -> &'e [String] {
        entry.title_words.get_or_init(|| folded(entry.title.slice(&self.text)))
    }

    /// The label of a work's note, in lower case.
    pub(super) fn label(&self, entry: &Entry<'_>) -> &str {
        entry.label.slice(&self.text)
    }

    /// Keeps a text.
    fn keep(&mut self, text: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(text);
        Span::new(start, self.text.len())
    }

    /// The words of a name, folded, with a space between them.
    pub(super) fn words_of<'k>(&self, known: &'k Known) -> &'k str {
        &self.folded(known).text
    }

    /// How many words a name has.
    pub(super) fn count_of(&self, known: &Known) -> usize {
        self.folded(known).count
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
        let found = table.and_then(|table| table.get(&FxBuildHasher.hash_one(first)));
        let found = found.map(Vec::as_slice).unwrap_or_default();
        let begins = |work: &usize| self.entries.get(*work).is_some_and(|entry| self.title(entry).starts_with(words));
        found.iter().map(|&work| work as usize).filter(begins)
    }

    /// The works by so many words that their titles begin with.
    fn titles_by(&self, words: usize) -> FxHashMap<u64, Vec<u32>> {
        let mut table: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for (entry, work) in self.entries.iter().zip(0..) {
            let first = first_folded(entry.title.slice(&self.text), words);
            if first.len() == words {
                table.entry(FxBuildHasher.hash_one(first.as_slice())).or_default().push(work);
            }
        }
        table
    }

    fn entry(&mut self, index: usize, work: Work<'t, '_>) -> Entry<'t> {
        let head = head(work.raw);
        let mut entry = Entry { names: 1, raw: Folded::new(head), label: self.lowered(work.label), ..Entry::default() };
        let Some(record) = work.record else { return Entry { names: 0, ..entry } };
        entry.title = record.title.as_ref().map(|title| self.keep(title_text(title))).unwrap_or_default();
        let [of_work, of_original] = &mut entry.dates;
        if let Some(date) = record.issued.as_ref().and_then(Field::as_typed) {
            let letter = record.year_suffix.as_ref().and_then(|suffix| suffix.chars().next());
            entry.undated = *date == Date::Undated;
            *of_work = date.year().map(|year| (year, letter, 2));
        }
        if let Some(date) = record.original_date.as_ref().and_then(Field::as_typed) {
            *of_original = date.year().map(|year| (year, None, 1));
        }
        if let Some(list) = record.creators() {
            entry.names = list.names.len().max(1);
            entry.others = list.others;
            self.creators(index, list);
        } else if record.names(Role::Author).is_none() {
            self.stand_ins(index, record);
        }
        for container in [&record.container_title, &record.publisher, &record.agency].into_iter().flatten() {
            self.know(index, None, container.as_str(), From::Container);
        }
        // a name that the reading missed: what the text begins with
        let ends = |byte: &u8| ENDS_NAME.get(usize::from(*byte)).copied().unwrap_or(true);
        let plain = head.as_bytes().iter().position(ends).unwrap_or(head.len());
        let rest = head.get(plain..).unwrap_or_default();
        let more = rest.find([',', '.', '(', '[', '，', '（', '、', '،', ':', ';']).unwrap_or(rest.len());
        let first = trim(head.get(..plain + more).unwrap_or_default());
        if !first.is_empty() && !more_words(first, 4) && !first.starts_with(['"', '“', '«', '„', '「', '『', '《'])
        {
            self.know(index, Some(0), first, From::Head);
            if let Some((_, last)) = first.rsplit_once(' ') {
                self.know(index, Some(0), last, From::Head);
            }
        }
        entry
    }

    /// Keeps a label in lower case: most are numbers, or none.
    fn lowered(&mut self, label: &str) -> Span {
        if label.as_bytes().iter().all(u8::is_ascii_digit) {
            self.keep(label)
        } else {
            self.keep(&label.to_lowercase())
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
                    let family = name.split(',').next().unwrap_or(name);
                    self.know(index, Some(place), family, From::Names);
                    self.spaceless_prefixes(index, place, family);
                    self.know(index, Some(place), name.trim_start_matches("The "), From::Names);
                    if !more_words(name, 3)
                        && let Some((_, last)) = family.rsplit_once(' ')
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
        if name.is_ascii() {
            let mut begins = true;
            for byte in name.as_bytes() {
                if begins && byte.is_ascii_uppercase() {
                    letters.push(char::from(*byte));
                }
                begins = byte.is_ascii_whitespace();
            }
        } else {
            letters.extend(name.split_whitespace().filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()));
        }
        if letters.chars().nth(1).is_some() {
            self.know(index, place, &letters, From::Acronym);
        }
        self.letters = letters;
        if let Some(inner) = memchr::memchr(b'(', name.as_bytes()).and_then(|at| name.get(at + 1..)) {
            self.know(index, place, inner.trim_end_matches(')'), From::Acronym);
        }
    }

    /// What a work without authors is cited by: its title, its publisher.
    fn stand_ins(&mut self, index: usize, record: &Record) {
        if let Some(title) = &record.title {
            self.know(index, None, title_text(title), From::Title);
        }
        for container in [&record.container_title, &record.publisher].into_iter().flatten() {
            self.acronym(index, None, container.as_str());
        }
    }
}

/// Which of so many beginnings a sign has, a power of two.
fn beginning(sign: u64, many: usize) -> usize {
    #[allow(clippy::cast_possible_truncation, reason = "any of its bits will do")]
    let mixed = (sign.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize;
    mixed & many.wrapping_sub(1)
}

/// The beginning of a text, by which a work may be known.
fn head(text: &str) -> &str {
    let bytes = text.as_bytes();
    let end = match bytes.get(..HEAD) {
        // so many bytes hold no more characters
        None => text.len(),
        Some(head) if head.is_ascii() => HEAD,
        Some(_) => text.char_indices().nth(HEAD).map_or(text.len(), |(end, _)| end),
    };
    text.get(..end).unwrap_or(text)
}

fn title_text(title: &Field<crate::record::Title>) -> &str {
    match &title.value {
        crate::record::Value::Typed(title) => title.as_str(),
        crate::record::Value::Literal(text) => text,
    }
}

/// The years that a text prints, with their letters.
fn printed_years(text: &str, out: &mut Vec<PrintedYear>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    let next = |at: usize| bytes.get(at..)?.iter().position(|byte| byte.is_ascii_digit() || !byte.is_ascii());
    while let Some(skipped) = next(at) {
        let (head, rest) = text.split_at_checked(at + skipped).unwrap_or((text, ""));
        let length = rest.find(|c| digit(c).is_none()).unwrap_or(rest.len());
        let (digits, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
        at = head.len() + length.max(rest.chars().next().map_or(1, char::len_utf8));
        // a number that a word goes on with is no year
        if digits.chars().take(5).count() != 4 || out.len() >= 8 || head.ends_with(|c| is_letter(c) && !spaceless(c)) {
            continue;
        }
        let value = digits.chars().filter_map(digit).fold(0, |value, digit| value * 10 + digit);
        let Some(year) = i32::try_from(value).ok().filter(|year| (1000..=2100).contains(year)) else { continue };
        let mut characters = behind.chars();
        let letter = characters.next().filter(|c| is_letter(*c) && !spaceless(*c));
        let letter = letter.filter(|_| characters.next().is_none_or(|c| !is_letter_or_number(c)));
        match out.iter_mut().find(|(known, ..)| *known == year) {
            Some(known) => known.1 = known.1.or(letter),
            None => out.push((year, letter, 1)),
        }
    }
}
