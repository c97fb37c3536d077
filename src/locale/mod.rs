//! The files of `refs/`: words by language, and tables that a librarian can edit. A data room.
//!
//! Pages in one language keep words of another, so the words of all languages are looked up at once; [`Locale::get`] has the one table of a run.

mod archive;
mod calendar;
mod digit;
mod file;
mod fold;
mod heads;
mod laid;
mod letter;
mod lower;
mod phrase;
mod role;
mod source;
mod word;
mod word_set;
#[cfg(test)]
mod wording;

pub use archive::{Archives, Memento};
pub use calendar::{Calendar, DateWord};
pub use digit::{digit, number};
pub use letter::{is_letter, is_letter_or_number, more_words};
pub use phrase::{Phrase, Phrases, boundary};
pub use role::{Role, Slot};
pub use source::{Source, SourceKind, Sources};
pub use word::spaceless;
pub use word_set::WordSet;

use crate::source::{eight, lanes, run};
use file::File;
use letter::runs;
use lower::Small;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::OnceLock;

#[allow(clippy::all, clippy::pedantic, reason = "written by `build.rs`")]
mod embedded {
    use super::Heading;
    use super::calendar::DateWord;
    use super::file::{File, List, Lists};
    use super::heads::{HeadBits, Heads, Pairs};
    use super::laid::{Laid, Said};
    use super::phrase::{Begun, Row, Table, Words};
    use super::role::{Role, Slot};
    use super::word_set::Begins;
    use crate::record::Season;

    include!(concat!(env!("OUT_DIR"), "/locales.rs"));
}

/// How an all-number date is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateOrder {
    /// 03.04.2010 is the third of April.
    #[default]
    DayFirst,
    /// 03/04/2010 is the fourth of March.
    MonthFirst,
    /// 2010.04.03
    YearFirst,
}

/// What a heading begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    /// A list of notes.
    Notes,
    /// A bibliography, a list of works, further reading.
    Bibliography,
    /// Something that is neither.
    Other,
}

/// The words and tables of all languages.
#[derive(Debug, Default)]
pub struct Locale {
    /// Words around dates and values.
    pub phrases: Phrases,
    /// Words of dates.
    pub calendar: Calendar,
    /// Periodicals, agencies, sites, publishers.
    pub sources: Sources,
    /// Web archives.
    pub archives: Archives,
    /// Abbreviations whose full stop ends no sentence, without it.
    pub abbreviations: WordSet,
    /// File types that stand in parentheses behind a title.
    pub media: WordSet,
    /// Words that mark a name as an organization's.
    pub organizations: WordSet,
    /// Words that mark a name as a publisher's.
    pub publishers: WordSet,
    /// Places of publication.
    pub places: WordSet,
    /// Family names that stand before given names without a space.
    pub surnames: WordSet,
    /// Forms of companies behind their names: "Inc", "Ltd".
    pub company_forms: WordSet,
    /// Countries, states and provinces, as they stand behind a place.
    pub regions: WordSet,
    /// Given names.
    pub given_names: WordSet,
    /// Name particles in lower case.
    pub particles: WordSet,
    /// Words of which the names of theses are made: "doctoral", "thesis".
    pub theses: WordSet,
    /// Words for meetings at which papers are read.
    pub meetings: WordSet,
    /// Words with which the names of volumes of papers begin, without their stops.
    pub proceedings: WordSet,
    /// Words of which the names of periodicals are made.
    pub periodicals: WordSet,
    /// Abbreviations of such words, without their full stops.
    pub periodical_abbreviations: WordSet,
    /// Articles, prepositions and conjunctions.
    pub stop_words: WordSet,
    /// Titles that software puts where it found none.
    pub fillers: WordSet,
    /// "ibid." and its like.
    pub ibid: WordSet,
    /// Words before a pointer: "see", "cf.".
    pub signals: WordSet,
    /// Words for a footnote before its number: "n.", "note".
    pub note_words: WordSet,
    /// Link texts that stand behind a list: "Official website".
    pub official_sites: WordSet,
    /// Signs and words before a note that lead back to the text, by their first character, the longest first.
    backlinks: FxHashMap<char, Vec<&'static str>>,
    /// Messages of the software that makes the list.
    pub list_errors: Vec<&'static str>,
    backlink_labels: Vec<char>,
    date_orders: FxHashMap<&'static str, DateOrder>,
    /// The languages, as bits, whose citations end their clauses with commas.
    pub commas: u128,
    /// The languages whose citations print a colon behind the names and a stop behind the title.
    pub colons: u128,
    /// The languages whose citations print no stop behind the names, and dashes between the clauses.
    pub dashes: u128,
    /// The bit of a language in [`Phrase::languages`].
    bits: FxHashMap<&'static str, u128>,
    /// The languages of a stop word.
    common: Small<Vec<u8>>,
    /// The languages whose stop words are known, by the numbers in `common`.
    spoken: Vec<&'static str>,
}

impl Locale {
    /// The table of this run.
    #[must_use]
    pub fn get() -> &'static Self {
        static TABLE: OnceLock<Locale> = OnceLock::new();
        TABLE.get_or_init(Self::load)
    }

    /// Whether the names of periodicals are made of a word, written out or abbreviated.
    #[must_use]
    pub fn of_periodical(&self, word: &str) -> bool {
        self.periodicals.contains(word) || self.periodical_abbreviations.contains(word)
    }

    fn load() -> Self {
        let mut out = Self {
            sources: Sources(Some(&embedded::SOURCES)),
            archives: Archives::read(include_str!("../../refs/archives.tsv")),
            organizations: WordSet::of(&embedded::ORGANIZATIONS),
            publishers: WordSet::of(&embedded::PUBLISHERS),
            places: WordSet::of(&embedded::PLACES),
            surnames: WordSet::of(&embedded::SURNAMES),
            company_forms: WordSet::of(&embedded::COMPANY_FORMS),
            regions: WordSet::of(&embedded::REGIONS),
            given_names: WordSet::of(&embedded::GIVEN_NAMES),
            particles: WordSet::of(&embedded::PARTICLES),
            theses: WordSet::of(&embedded::THESES),
            meetings: WordSet::of(&embedded::MEETINGS),
            proceedings: WordSet::of(&embedded::PROCEEDINGS),
            periodicals: WordSet::of(&embedded::PERIODICALS),
            periodical_abbreviations: WordSet::of(&embedded::PERIODICAL_ABBREVIATIONS),
            abbreviations: WordSet::of(&embedded::ABBREVIATIONS),
            media: WordSet::of(&embedded::MEDIA),
            stop_words: WordSet::of(&embedded::STOP_WORDS),
            fillers: WordSet::of(&embedded::FILLERS),
            ibid: WordSet::beginning(&embedded::IBID, &embedded::IBID_BEGINS),
            signals: WordSet::beginning(&embedded::SIGNALS, &embedded::SIGNALS_BEGINS),
            note_words: WordSet::of(&embedded::NOTE_WORDS),
            official_sites: WordSet::of(&embedded::OFFICIAL_SITES),
            ..Self::default()
        };
        for (file, bit) in embedded::FILES.iter().zip((0..128_u32).map(|shift| 1 << shift)) {
            out.add(file, bit);
        }
        for signs in out.backlinks.values_mut() {
            signs.sort_by_key(|one| std::cmp::Reverse(one.len()));
            signs.dedup();
        }
        out
    }

    fn add(&mut self, file: &'static File, bit: u128) {
        self.bits.insert(file.code, bit);
        match file.separator {
            "comma" => self.commas |= bit,
            "colon" => self.colons |= bit,
            "dash" => self.dashes |= bit,
            _ => {}
        }
        for sign in file.list.backlinks.iter() {
            let Some(first) = sign.chars().next() else { continue };
            self.backlinks.entry(first).or_default().push(sign);
        }
        self.list_errors.extend(file.list.errors.iter());
        self.backlink_labels.extend(file.list.backlink_labels.chars());
        let order = match file.date_order {
            "mdy" => DateOrder::MonthFirst,
            "ymd" => DateOrder::YearFirst,
            _ => DateOrder::DayFirst,
        };
        self.date_orders.insert(file.code, order);
        if let Some(code) = language_code(file.code)
            && !file.stop_words.is_empty()
            && let Ok(number) = u8::try_from(self.spoken.len())
        {
            self.spoken.push(code);
            for word in file.stop_words.iter() {
                self.common.get_or_insert(word, Vec::new).push(number);
            }
        }
    }

    /// The language of a text, by its commonest words; nothing where too few of them are known, or two languages come out alike.
    #[must_use]
    pub fn language_of(&self, text: &str) -> Option<&'static str> {
        let mut votes = vec![0_f32; self.spoken.len()];
        let mut words = 0_u32;
        for word in runs(text, |c| is_letter(c) || ('\u{0900}'..='\u{0DFF}').contains(&c)) {
            words += 1;
            // where one language leads by far, the rest of the text says nothing new
            if words.is_multiple_of(WORDS_BETWEEN) && leads(&votes, words) {
                break;
            }
            let Some(languages) = self.common.get(word) else { continue };
            #[allow(clippy::cast_precision_loss, reason = "a few dozen at the most")]
            let share = 1.0 / languages.len() as f32;
            for &language in languages {
                if let Some(vote) = votes.get_mut(usize::from(language)) {
                    *vote += share;
                }
            }
        }
        let best = self.spoken.iter().zip(&votes).max_by(|one, two| one.1.total_cmp(two.1).then(two.0.cmp(one.0)))?;
        (*best.1 >= 3.0 && are_frequent(*best.1, words)).then_some(*best.0)
    }

    /// How many words of a text are among the commonest of a language, and how many among those of the other that has most; `None` for a language
    /// whose common words are not known.
    #[must_use]
    pub fn common_words(&self, text: &str, language: &str) -> Option<(usize, usize)> {
        let language = self.spoken.iter().position(|known| *known == language)?;
        let language = u8::try_from(language).ok()?;
        let (mut own, mut others) = (0, FxHashMap::<u8, usize>::default());
        for word in runs(text, is_letter) {
            let Some(languages) = self.common.get(word) else { continue };
            own += usize::from(languages.contains(&language));
            for &other in languages.iter().filter(|other| **other != language) {
                *others.entry(other).or_default() += 1;
            }
        }
        Some((own, others.into_values().max().unwrap_or(0)))
    }

    /// The sign or words that stand at the beginning of a text and lead back to where a note is cited; a word only as a whole word.
    #[must_use]
    pub fn backlink_at(&self, text: &str) -> Option<&str> {
        let signs = self.backlinks.get(&text.chars().next()?)?;
        let whole = |rest: &str, sign: &str| boundary(sign.chars().next_back(), rest.chars().next());
        signs.iter().copied().find(|sign| text.strip_prefix(sign).is_some_and(|rest| whole(rest, sign)))
    }

    /// What a work calls itself, as one of the words of `[genres]` in en.toml.
    #[must_use]
    pub fn genre(&self, text: &str) -> Option<&'static str> {
        let key = embedded::GENRES.said_of(text)?;
        GENRES.iter().find(|genre| **genre == key).copied()
    }

    /// The slug of a tag that stands in brackets behind a citation.
    #[must_use]
    pub fn tag(&self, text: &str) -> Option<&str> {
        let unseen = |c: char| matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}');
        let text = if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.replace(unseen, "")) };
        embedded::TAGS.said_of(text.trim())
    }

    /// Whether the words of a heading may begin a text: what a walk through a text asks first.
    #[must_use]
    pub fn heading_may_begin(&self, text: &str) -> bool {
        embedded::HEADINGS_BEGIN.may(text)
    }

    /// What a line begins, when it is a heading.
    #[must_use]
    pub fn heading(&self, line: &str) -> Option<Heading> {
        if line.len() > 120 {
            return None;
        }
        let bare = line.trim().trim_matches(['=', '#', '*', ':', ' ']);
        // a link to edit the section: `[edit]`, `[编辑]`, `[edit | edit source]`
        let bare = bare.split_once('[').filter(|(head, _)| !head.is_empty()).map_or(bare, |(head, _)| head.trim());
        embedded::HEADINGS.get(bare)
    }

    /// The code of a language by one of its names in any language.
    #[must_use]
    pub fn language(&self, name: &str) -> Option<&'static str> {
        if name.len() >= 60 {
            return None;
        }
        language_code(name.trim().trim_end_matches('.'))
    }

    /// Whether a letter counts back-links in some language: `a` in `^ a b c`.
    #[must_use]
    pub fn is_backlink_label(&self, character: char) -> bool {
        self.backlink_labels.contains(&character)
    }

    /// The bit of a language in [`Phrase::languages`]; 0 for one that has no file.
    #[must_use]
    pub fn bit(&self, language: &str) -> u128 {
        self.bits.get(language).copied().unwrap_or(0)
    }

    /// How an all-number date of a language is meant.
    #[must_use]
    pub fn date_order(&self, language: &str) -> DateOrder {
        self.date_orders.get(language).copied().unwrap_or_default()
    }
}

/// The code of a language by one of its names, of any case.
fn language_code(name: &str) -> Option<&'static str> {
    embedded::LANGUAGES.said_of(name)
}

/// How many words of a text are counted before it is asked whether they tell its language.
const WORDS_BETWEEN: u32 = 16;

/// Whether one language has so many votes, and so many more than the next, that the text of so many words is surely its own.
fn leads(votes: &[f32], words: u32) -> bool {
    let best = votes.iter().copied().fold(0.0, f32::max);
    best >= 40.0 && are_frequent(best, words) && votes.iter().filter(|vote| 4.0 * **vote > best).count() == 1
}

/// Whether a language has a vote for so few of the words that they are its own.
fn are_frequent(votes: f32, words: u32) -> bool {
    #[allow(clippy::cast_precision_loss, reason = "a sample")]
    let words = words as f32;
    votes * 30.0 > words
}

/// The words that `[genres]` of the locales use as keys.
const GENRES: &[&str] = &[
    "press release",
    "thesis",
    "report",
    "map",
    "interview",
    "podcast",
    "broadcast",
    "video",
    "audio",
    "mailing list",
    "speech",
    "patent",
    "preprint",
    "sign",
    "tweet",
    "blog",
    "software",
    "dataset",
    "video game",
    "letter",
];
