//! The files of `refs/locales`, held against en.toml and against the productions that read by them.
//!
//! In: every file. Out: failures, by file. Every language has every word that a style needs, or says in `none` that it has none; every month, in every
//! form, is read by the date production and prints back as the month that it is; digits are ten in a row, and dates in them are read.

use super::known::tests;
use refs::pipeline;
use refs::reader::Format;
use refs::source::Source;
use std::collections::BTreeSet;
use std::fs;
use toml::{Table, Value};

/// Keys of a language's own, which English has no word for.
const MORE: &[&str] = &[
    "dates.persian-months",
    "dates.month-words",
    "dates.day-words",
    "dates.year-offset",
    "dates.year-words",
    "phrases.online",
];

/// Words that are one month in one language and another in the next: the first file that has them wins, whatever the page.
const AMBIGUOUS: &[(&str, &str)] = &[
    ("hr", "listopad"),
    ("hr", "listopada"),
    ("hr", "lis"),
    ("hr", "srp"),
    ("hr", "lip"),
    ("pl", "lip"),
    ("pl", "lis"),
    ("pl", "listopad"),
    ("pl", "listopada"),
    ("hr", "listopadu"),
];

/// The languages of ../shared/data/cs1_strings.json and CS1.md, section 5, and those whose pages the program was made for.
const WANTED: &[&str] = &[
    "ar", "bn", "ca", "cs", "da", "de", "el", "en", "eo", "es", "fa", "fi", "fr", "he", "hi", "id", "it", "ja", "kk",
    "ko", "nl", "no", "pl", "pt", "ro", "ru", "sv", "ta", "th", "tr", "uk", "vi", "yue", "zh",
];

fn files() -> Vec<(String, Table)> {
    let mut out = Vec::new();
    for entry in fs::read_dir(tests().join("../refs/locales")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let text = fs::read_to_string(&path).unwrap();
            let table: Table = text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let code = table["code"].as_str().unwrap().to_owned();
            assert_eq!(path.file_stem().unwrap().to_str(), Some(code.as_str()), "a file is called by its code");
            out.push((code, table));
        }
    }
    out.sort_by(|a, b| a.0.cmp(&b.0));
    out
}

/// The keys of the sections of a file that say something, as `section.key`.
fn keys(table: &Table) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for (section, keys) in table.iter().filter_map(|(section, value)| Some((section, value.as_table()?))) {
        for (key, value) in keys {
            let empty = match value {
                Value::Array(list) => list.is_empty(),
                Value::Table(table) => table.is_empty(),
                Value::String(text) => text.is_empty(),
                _ => false,
            };
            assert!(!empty, "{section}.{key} is empty: name it in `none` instead");
            out.insert(format!("{section}.{key}"));
        }
    }
    out
}

fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().flat_map(strings).collect(),
        Value::String(text) => vec![text.clone()],
        _ => Vec::new(),
    }
}

#[test]
fn every_language_has_every_word_or_says_that_it_has_none() {
    let files = files();
    let english = keys(&files.iter().find(|(code, _)| code == "en").unwrap().1);
    let mut complaints = Vec::new();
    for (code, table) in &files {
        let have = keys(table);
        let none: BTreeSet<String> = table.get("none").map(strings).unwrap_or_default().into_iter().collect();
        let wanted = |key: &&String| !have.contains(*key) && !none.contains(*key);
        complaints.extend(english.iter().filter(wanted).map(|key| format!("{code}: nothing for {key}")));
        complaints.extend(none.intersection(&have).map(|key| format!("{code}: has {key}, and says that it has none")));
        let known = |key: &&String| !english.contains(*key) && !MORE.contains(&key.as_str());
        complaints.extend(have.union(&none).filter(known).map(|key| format!("{code}: {key} is no key of en.toml")));
    }
    for code in WANTED {
        if !files.iter().any(|(file, _)| file == code) {
            complaints.push(format!("no file for {code}"));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn the_words_that_every_note_and_list_needs_are_never_none() {
    const NEEDED: &[&str] = &[
        "dates.months",
        "phrases.accessed",
        "phrases.archived",
        "phrases.page",
        "phrases.pages",
        "phrases.et-al",
        "list.headings",
        "list.backlinks",
        "tags.dead-link",
    ];
    for (code, table) in files() {
        let have = keys(&table);
        for key in NEEDED {
            assert!(have.contains(*key), "{code}: nothing for {key}");
        }
    }
}

#[test]
fn a_phrase_has_one_place_for_what_it_introduces() {
    let open = |text: &str, mark: char| {
        let characters: Vec<char> = text.chars().collect();
        let alone = |at: Option<&char>| at.is_none_or(|c| !c.is_ascii_alphanumeric());
        (0..characters.len())
            .filter(|&at| {
                characters[at] == mark
                    && alone(at.checked_sub(1).and_then(|before| characters.get(before)))
                    && alone(characters.get(at + 1))
            })
            .count()
    };
    let mut complaints = Vec::new();
    for (code, table) in files() {
        for (key, phrases) in table["phrases"].as_table().unwrap() {
            let dated = matches!(key.as_str(), "accessed" | "archived" | "updated");
            let valued = matches!(
                key.as_str(),
                "language" | "page" | "pages" | "volume" | "issue" | "number" | "edition" | "via" | "on-site"
            ) || key.ends_with("-before");
            for phrase in strings(phrases) {
                let (dates, values) = (open(&phrase, 'D'), open(&phrase, '$'));
                if (dated && dates != 1) || (valued && values != 1) || dates + values > 1 {
                    complaints.push(format!("{code}: {key}: {phrase}"));
                }
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// What `refs` reads as the date of a work in notes that have the date in parentheses behind a name, one a line.
fn issued(dates: &[String]) -> Vec<Option<String>> {
    let lines: Vec<String> =
        dates.iter().map(|date| format!("Smith, John ({date}). \"A Title of Something\". The Times.\n")).collect();
    let source = Source { name: "dates".to_owned(), bytes: lines.concat().into_bytes() };
    let bibliography = pipeline::parse(&source, Format::Lines).remove(0);
    let starts: Vec<usize> = lines.iter().scan(0, |at, line| Some(std::mem::replace(at, *at + line.len()))).collect();
    let mut out = vec![None; dates.len()];
    for reference in &bibliography.references {
        let line = starts.partition_point(|&start| start <= reference.span.start) - 1;
        let date = reference.record.as_ref().and_then(|record| record.issued.as_ref()?.as_typed());
        out[line] = out[line].take().or(date.map(ToString::to_string));
    }
    out
}

#[test]
fn every_month_is_read_and_prints_back() {
    let mut complaints = Vec::new();
    for (code, table) in files() {
        let dates = table["dates"].as_table().unwrap();
        let months = dates["months"].as_array().unwrap();
        assert_eq!(months.len(), 12, "{code}");
        let (mut asked, mut wanted) = (Vec::new(), Vec::new());
        for (number, names) in (1..).zip(months) {
            for name in strings(names) {
                if AMBIGUOUS.contains(&(code.as_str(), name.to_lowercase().as_str())) {
                    continue;
                }
                for date in [format!("5 {name} 2006"), format!("5. {name}. 2006"), format!("{name} 5, 2006")] {
                    asked.push(date);
                    wanted.push(format!("2006-{number:02}-05"));
                }
                asked.push(format!("{name} 2006"));
                wanted.push(format!("2006-{number:02}"));
            }
        }
        for ((date, wanted), found) in asked.iter().zip(&wanted).zip(issued(&asked)) {
            if found.as_deref() != Some(wanted.as_str()) {
                complaints.push(format!("{code}: {date} is {wanted}, read {}", found.unwrap_or_default()));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn local_digits_are_read_as_numbers() {
    let mut languages = 0;
    for (code, table) in files() {
        let digits: Vec<char> = table["digits"].as_str().unwrap().chars().collect();
        if digits.is_empty() {
            continue;
        }
        languages += 1;
        assert_eq!(digits.len(), 10, "{code}");
        for (value, &digit) in (0..).zip(&digits) {
            assert_eq!(refs::locale::digit(digit), Some(value), "{code}");
        }
        let month = strings(&table["dates"]["months"][1])[0].clone();
        let local = |number: u32| -> String {
            number.to_string().chars().map(|c| digits[c.to_digit(10).unwrap() as usize]).collect()
        };
        let asked = [
            format!("{} {month} {}", local(17), local(2009)),
            format!("{}-{}{}-{}", local(2009), local(0), local(2), local(17)),
        ];
        assert_eq!(issued(&asked), [Some("2009-02-17".to_owned()), Some("2009-02-17".to_owned())], "{code}");
    }
    assert!(languages >= 10, "{languages} languages have digits of their own");
}

#[test]
fn years_of_other_calendars_are_years_of_ours() {
    let asked: Vec<String> =
        ["5 มกราคม 2549", "5 ม.ค. พ.ศ. 2549", "۱۵ دی ۱۳۸۴", "15 دی 1384 خورشیدی", "1 فروردین 1400"]
            .map(str::to_owned)
            .to_vec();
    let wanted =
        ["2006-01-05", "2006-01-05", "2006-01-05", "2006-01-05", "2021-03-21"].map(|date| Some(date.to_owned()));
    assert_eq!(issued(&asked), wanted);
}

#[test]
fn the_order_of_a_language_is_one_that_is_known() {
    for (code, table) in files() {
        let order = table["date-order"].as_str().unwrap();
        assert!(matches!(order, "dmy" | "mdy" | "ymd"), "{code}: {order}");
        let languages: Vec<String> = strings(&table["dates"]["months"]);
        assert!(languages.iter().all(|month| month.trim() == month && !month.is_empty()), "{code}");
    }
}
