//! The words that all files of `refs/locales` make together, as constants: asked by `build.rs`.
//!
//! In: the files, one after the other; of words that are alike the first counts. Out: sets, and what the others say.

use super::layout::{begins, laid_out, said};
use super::{heads, sorted, word};
use std::collections::HashMap;
use toml::{Table, Value};

/// Sets of words that all files of the locales make together: section, key, and the constant.
const JOINT_SETS: [(&str, &str, &str); 8] = [
    ("words", "abbreviations", "ABBREVIATIONS"),
    ("words", "medium", "MEDIA"),
    ("words", "stop-words", "STOP_WORDS"),
    ("list", "fillers", "FILLERS"),
    ("list", "ibid", "IBID"),
    ("list", "signals", "SIGNALS"),
    ("list", "note-words", "NOTE_WORDS"),
    ("list", "official-site", "OFFICIAL_SITES"),
];

/// Keys of `[dates]` and what their words say; a word that says more than that it joins is taken at that.
const DATE_WORDS: [(&str, &str); 14] = [
    ("spring", "DateWord::Season(Season::Spring)"),
    ("summer", "DateWord::Season(Season::Summer)"),
    ("autumn", "DateWord::Season(Season::Autumn)"),
    ("winter", "DateWord::Season(Season::Winter)"),
    ("weekdays", "DateWord::Weekday"),
    ("year-words", "DateWord::Year"),
    ("month-words", "DateWord::MonthNumber"),
    ("day-words", "DateWord::Day"),
    ("circa", "DateWord::Circa"),
    ("undated", UNDATED),
    ("until", "DateWord::Until"),
    ("before-christ", "DateWord::BeforeChrist"),
    ("ordinals", ORDINAL),
    ("joiners", JOINER),
];

const UNDATED: &str = "DateWord::Undated";
const ORDINAL: &str = "DateWord::Ordinal";
const JOINER: &str = "DateWord::Joiner";

/// Words, of which the first that are alike count.
#[derive(Default)]
struct Saying {
    words: Vec<(String, String)>,
    known: HashMap<String, usize>,
}

impl Saying {
    /// Adds a word, and gives what it says.
    fn add(&mut self, word: &str, says: &str) -> Option<&mut String> {
        let at = *self.known.entry(word.to_owned()).or_insert_with(|| {
            self.words.push((word.to_owned(), says.to_owned()));
            self.words.len() - 1
        });
        self.words.get_mut(at).map(|(_, says)| says)
    }

    /// A line for each word, with what it says.
    fn lines(&self) -> Vec<String> {
        self.words.iter().map(|(word, says)| format!("{word}\t{says}")).collect()
    }
}

/// The words of all locales that are looked up as words, in lower case.
#[derive(Default)]
pub(super) struct Words {
    sets: [Vec<String>; JOINT_SETS.len()],
    headings: Saying,
    genres: Saying,
    tags: Saying,
    /// The words, without their stops, of which the names of theses are made.
    theses: Vec<String>,
    dates: Saying,
    /// Endings that make a number an ordinal: the same letters may be a word where they stand alone.
    ordinals: Vec<String>,
    /// Words beside numbers in scripts without spaces, where a word has no end of its own: `年`, `월`.
    glued: Saying,
    /// All words of dates, and those for "no date".
    dated: Vec<String>,
    undated: Vec<String>,
}

impl Words {
    /// Takes the words out of a file.
    pub(super) fn add(&mut self, file: &mut Table) {
        let (mut words, mut list) = (table(file, "words"), table(file, "list"));
        if let Some(stop_words) = words.get("stop-words") {
            let lower = lower(Some(stop_words)).into_iter().map(Value::String).collect();
            file.insert("stop-words".to_owned(), Value::Array(lower));
        }
        for ((section, key, _), set) in JOINT_SETS.iter().zip(&mut self.sets) {
            let taken = if *section == "words" { words.remove(*key) } else { list.remove(*key) };
            set.extend(lower(taken.as_ref()).iter().map(|word| word.trim_end_matches('.').trim().to_owned()));
        }
        assert!(words.is_empty(), "no such words: {words:?}");
        for (key, says) in
            [("headings", "Notes"), ("bibliography-headings", "Bibliography"), ("other-headings", "Other")]
        {
            for heading in lower(list.remove(key).as_ref()) {
                self.headings.add(&heading, &format!("Heading::{says}"));
            }
        }
        file.insert("list".to_owned(), Value::Table(list));
        for (key, saying) in [("genres", &mut self.genres), ("tags", &mut self.tags)] {
            for (key, names) in sorted(&table(file, key)) {
                for name in lower(Some(names)) {
                    saying.add(&name, &key.to_lowercase());
                    if key == "thesis" {
                        self.theses.extend(name.split(' ').map(|word| word.trim_matches('.').to_owned()));
                    }
                    // `Master’s thesis`
                    saying.add(&name.replace('\'', "’"), &key.to_lowercase());
                }
            }
        }
        self.add_dates(&mut table(file, "dates"));
    }

    fn add_dates(&mut self, dates: &mut Table) {
        for (key, says) in
            [("months", "Month"), ("persian-months", "PersianMonth"), ("quarters", "Season(Season::Quarter")]
        {
            for (number, names) in (1..).zip(array(dates.remove(key).as_ref())) {
                let end = if key == "quarters" { "))" } else { ")" };
                for name in lower(Some(&names)) {
                    self.add_date(&name, &format!("DateWord::{says}({number}{end}"));
                }
            }
        }
        for (key, says) in DATE_WORDS {
            for name in lower(dates.remove(key).as_ref()) {
                self.add_date(&name, says);
            }
        }
        for (name, month) in sorted(&table(dates, "holidays")) {
            let number = month.as_integer();
            assert!(number.is_some(), "no number of a month: {name} = {month:?}");
            let month = number.unwrap_or_default();
            self.add_date(&name.to_lowercase(), &format!("DateWord::Holiday({month})"));
        }
        // years of the Buddhist calendar are told by their size
        dates.remove("year-offset");
        assert!(dates.is_empty(), "no such words of dates: {dates:?}");
    }

    fn add_date(&mut self, name: &str, says: &str) {
        let mut name = name.trim().trim_end_matches('.');
        // `2-a`, `5-го`: the hyphen is a token of its own
        if says == ORDINAL {
            name = name.trim_start_matches('-');
            self.ordinals.push(name.to_owned());
        }
        if name.is_empty() {
            return;
        }
        self.dated.push(name.to_owned());
        if says == UNDATED {
            self.undated.push(name.to_owned());
        }
        // `มกราคม`, `ม.ค`, `พ. ศ`: a stop or a space inside the word ends it as little as a letter would
        let inside = |c: char| word::spaceless(c) || matches!(c, '.' | ' ');
        if name.starts_with(word::spaceless) && name.chars().all(inside) {
            self.glued.add(name, says);
            return;
        }
        if let Some(known) = self.dates.add(name, says)
            && (known == JOINER || known == ORDINAL)
        {
            says.clone_into(known);
        }
    }

    pub(super) fn constants(mut self) -> String {
        let files = "locales";
        let mut out = String::new();
        for ((_, _, name), set) in JOINT_SETS.iter().zip(&self.sets) {
            out += &laid_out(files, name, set, 0..1, heads::of_text);
            if matches!(*name, "IBID" | "SIGNALS") {
                let words = set.iter().map(String::as_str).filter(|word| !word.is_empty());
                out += &begins(&format!("{name}_BEGINS"), words);
            }
        }
        out += &said("HEADINGS", "Heading", &self.headings.words);
        out += &begins("HEADINGS_BEGIN", self.headings.words.iter().map(|(heading, _)| heading.as_str()));
        out += &laid_out(files, "GENRES", &self.genres.lines(), 0..1, heads::of_text);
        out += &laid_out(files, "THESES", &self.theses, 0..1, heads::of_text);
        out += &laid_out(files, "TAGS", &self.tags.lines(), 0..1, heads::of_text);
        out += &said("DATES", "DateWord", &self.dates.words);
        out += &begins("DATES_BEGIN", self.dated.iter().map(String::as_str));
        out += &begins("UNDATED_BEGIN", self.undated.iter().map(String::as_str));
        out += &laid_out(files, "ORDINALS", &self.ordinals, 0..1, heads::of_text);
        self.glued.words.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        let glued: Vec<String> = self.glued.words.iter().map(|(name, says)| format!("({name:?}, {says})")).collect();
        let glued = glued.join(", ");
        out + &format!(
            "/// Words that are glued to numbers.\npub(super) static GLUED: &[(&str, DateWord)] = &[{glued}];\n"
        )
    }
}

/// Takes a table out of another; an empty one where there is none.
fn table(from: &mut Table, key: &str) -> Table {
    let taken = from.remove(key);
    assert!(taken.as_ref().is_none_or(Value::is_table), "no table: {key} = {taken:?}");
    taken.and_then(|taken| taken.try_into().ok()).unwrap_or_default()
}

/// What is in a list; nothing where there is none.
fn array(list: Option<&Value>) -> Vec<Value> {
    assert!(list.is_none_or(Value::is_array), "no list: {list:?}");
    list.and_then(Value::as_array).cloned().unwrap_or_default()
}

/// The words of a list in lower case.
fn lower(list: Option<&Value>) -> Vec<String> {
    let word = |word: &Value| {
        assert!(word.is_str(), "no word: {word:?}");
        word.as_str().map(str::to_lowercase)
    };
    array(list).iter().filter_map(word).collect()
}
