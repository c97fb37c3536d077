//! Works out at build time what every run would work out again: the words and tables of `refs/`, in lower case where they are compared so, and what Unicode
//! says of letters. Adding a language is adding one file to `refs/locales`.

use joint::Words;
use layout::{begins, laid_out};
use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};
use toml::{Table, Value};
use wording::{Wording, Wordings, role_of};

#[allow(dead_code, reason = "asked for in the library")]
#[path = "src/source/eight.rs"]
mod eight;
#[path = "src/locale/fold.rs"]
mod fold;
#[allow(dead_code, reason = "asked for in the library")]
#[path = "src/locale/heads.rs"]
mod heads;
#[path = "src/locale/joint.rs"]
mod joint;
#[allow(dead_code, reason = "asked for in the library")]
#[path = "src/locale/laid.rs"]
mod laid;
#[allow(dead_code, reason = "asked for in the library")]
#[path = "src/source/lanes.rs"]
mod lanes;
#[path = "src/locale/layout.rs"]
mod layout;
#[path = "src/locale/phrase_table.rs"]
mod phrase_table;
#[allow(unreachable_pub, reason = "public in the library")]
#[path = "src/locale/role.rs"]
mod role;
#[allow(dead_code, unreachable_pub, reason = "asked for in the library")]
#[path = "src/source/run.rs"]
mod run;
#[allow(unreachable_pub, reason = "public in the library")]
#[path = "src/locale/word.rs"]
mod word;
#[path = "src/locale/wording.rs"]
mod wording;

/// What they ask of letters.
mod letter {
    pub(super) fn is_letter(character: char) -> bool {
        character.is_alphabetic()
    }

    pub(super) fn is_letter_or_number(character: char) -> bool {
        character.is_alphanumeric()
    }
}

/// Tables of words whose first column is all that is asked of them.
const SETS: [&str; 12] = [
    "organizations.tsv",
    "publishers.tsv",
    "places.txt",
    "surnames.txt",
    "company-forms.txt",
    "meetings.tsv",
    "proceedings.tsv",
    "regions.txt",
    "given-names.txt",
    "particles.tsv",
    "periodicals.tsv",
    "periodical-abbreviations.tsv",
];

/// Lists of the locales that are compared as they stand.
const CASED: [&str; 4] = ["backlinks", "backlink-labels", "errors", "links-intro"];

fn main() -> io::Result<()> {
    let variable = |name: &str| env::var(name).map_err(io::Error::other);
    let refs = Path::new(&variable("CARGO_MANIFEST_DIR")?).join("refs");
    let out = variable("OUT_DIR")?;
    for watched in ["refs", "build.rs"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    for shared in ["fold", "heads", "joint", "laid", "layout", "phrase_table", "role", "word", "wording"] {
        println!("cargo::rerun-if-changed=src/locale/{shared}.rs");
    }
    let read = |name: &str| fs::read_to_string(refs.join(name));
    let mut tables = locales(&refs.join("locales"))?;
    for name in SETS {
        let constant = name.split('.').next().unwrap_or_default().replace('-', "_").to_uppercase();
        let table = read(name)?;
        let words = rows(&table).map(|row| row.split('\t').next().unwrap_or_default().trim().to_lowercase());
        tables += &laid_out(name, &constant, &words.collect::<Vec<_>>(), 0..1, heads::of_text);
    }
    tables += &archives(&read("archives.tsv")?);
    tables += &languages(&read("languages.tsv")?);
    tables += &sources(&read("sources.tsv")?);
    fs::write(Path::new(&out).join("locales.rs"), tables)?;
    fs::write(Path::new(&out).join("letters.rs"), letters().map_err(io::Error::other)?)
}

fn rows(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

/// Words as a constant of the type for lists, one a line.
fn list(words: impl Iterator<Item = String>) -> String {
    let lines: Vec<String> = words.inspect(|word| assert!(!word.contains('\n'), "{word:?} has two lines")).collect();
    format!("List({:?})", lines.join("\n"))
}

/// The files of a folder as constants of the types in `src/locale/file.rs`, which refuse what is misspelt.
fn locales(folder: &Path) -> io::Result<String> {
    let mut files: Vec<_> =
        fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?.into_iter().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    // English first: its words win where two languages have the same
    files.sort_by_key(|path| (path.file_stem().is_none_or(|stem| stem != "en"), path.clone()));
    let mut out =
        String::from("/// The files of refs/locales, English first.\npub(super) static FILES: &[File] = &[\n");
    let (mut phrases, mut words) = (Wordings::default(), Words::default());
    for (path, bit) in files.into_iter().zip((0..128_u32).map(|shift| 1 << shift)) {
        let wrong = |error| io::Error::other(format!("{}: {error}", path.display()));
        let mut table: Table = fs::read_to_string(&path)?.parse().map_err(wrong)?;
        if let Some(Value::Table(texts)) = table.remove("phrases") {
            add_phrases(&texts, bit, &mut phrases);
        }
        words.add(&mut table);
        out += &section("File", &table, false);
        out += ",\n";
    }
    out += "];\n";
    Ok(out + &phrase_table::constant(&phrases) + &words.constants())
}

/// Adds the phrases of a file, whose language is a bit.
fn add_phrases(texts: &Table, bit: u128, phrases: &mut Wordings) {
    for (key, texts) in sorted(texts) {
        let role = role_of(key);
        assert!(role.is_some() && texts.is_array(), "no such phrases: {key} = {texts:?}");
        let Some(role) = role else { continue };
        let texts = texts.as_array().into_iter().flatten().filter_map(Value::as_str);
        texts.filter_map(|text| Wording::read(role, text, bit)).for_each(|wording| phrases.add(wording));
    }
}

/// A table whose keys are the fields of a type; `lower` where its words are compared without case.
fn section(name: &str, table: &Table, lower: bool) -> String {
    let field =
        |(key, value): (&String, &Value)| format!("{}: {}, ", key.replace('-', "_"), constant(key, value, lower));
    format!("{name} {{ {}..{name}::NONE }}", table.iter().map(field).collect::<String>())
}

fn constant(key: &str, value: &Value, lower: bool) -> String {
    let cased = |text: &str| if lower && !CASED.contains(&key) { text.to_lowercase() } else { text.to_owned() };
    match (key, value) {
        ("list", Value::Table(table)) => section("Lists", table, true),
        (_, Value::Array(words)) if words.iter().all(Value::is_str) => {
            list(words.iter().filter_map(Value::as_str).map(cased))
        }
        (_, Value::String(text)) => format!("{:?}", cased(text)),
        // no field takes it
        (_, other) => format!("{other:?}"),
    }
}

/// The rows of a table in the order of their keys.
fn sorted(table: &Table) -> Vec<(&String, &Value)> {
    let mut rows: Vec<_> = table.iter().collect();
    rows.sort_by_key(|(key, _)| *key);
    rows
}

/// What the names of archives begin with.
fn archives(table: &str) -> String {
    let spellings: Vec<String> = rows(table)
        .flat_map(|row| {
            let columns: Vec<&str> = row.split('\t').collect();
            let more = columns.get(3).copied().unwrap_or("-").split(" | ").filter(|spelling| *spelling != "-");
            let names = columns.first().copied().into_iter().chain(more);
            names.map(|name| name.trim().to_lowercase()).collect::<Vec<_>>()
        })
        .filter(|name| !name.is_empty())
        .collect();
    begins("ARCHIVES_BEGIN", spellings.iter().map(String::as_str))
}

/// Every name of a language with its code; of two that are alike the first.
fn languages(table: &str) -> String {
    let mut known = HashSet::new();
    let mut out = Vec::new();
    for row in rows(table) {
        let mut columns = row.split('\t');
        let Some(code) = columns.next().filter(|code| *code != "code") else { continue };
        let names = columns.flat_map(|column| column.split(" | ")).filter(|name| *name != "-" && !name.is_empty());
        let names = names.map(|name| name.trim().trim_end_matches('.').to_lowercase());
        let new = [code.to_lowercase()].into_iter().chain(names).filter(|name| known.insert(name.clone()));
        out.extend(new.map(|name| format!("{name}\t{code}")));
    }
    laid_out("languages.tsv", "LANGUAGES", &out, 0..1, heads::of_text)
}

/// The rows of the sources: kind, language, site, name, and the spellings and the site as they are compared; of two that are alike the first.
fn sources(table: &str) -> String {
    let mut known = HashSet::new();
    let mut out = Vec::new();
    for row in rows(table) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [name, kind, language, site, more @ ..] = columns.as_slice() else { continue };
        let site = if *site == "-" { "" } else { site };
        let more = more.first().copied().unwrap_or("-").split(" | ").filter(|spelling| *spelling != "-");
        let spellings = [*name].into_iter().chain(more).chain((!site.is_empty()).then_some(site));
        let folded = spellings.map(|one| String::from_utf8_lossy(fold::Folded::new(one).as_bytes()).into_owned());
        let new: Vec<String> = folded.filter(|one| known.insert(one.clone())).collect();
        out.push([&[*kind, language, site, name].map(str::to_owned)[..], &new].concat().join("\t"));
    }
    laid_out("sources.tsv", "SOURCES", &out, 4..usize::MAX, heads::of_eight)
}

/// Which characters of the Basic Multilingual Plane are letters, which letters or numbers, and which have another in lower case: a bit each, by pages of
/// 256.
fn letters() -> Result<String, std::fmt::Error> {
    let mut out =
        String::from("/// What is known of the characters of each page.\npub(super) static PAGES: [Page; 256] = [\n");
    for page in 0..256_u32 {
        let bits = |holds: fn(char) -> bool| {
            (0..4_u32).map(move |word| {
                let start = page * 256 + word * 64;
                let of = |at: u32| char::from_u32(start + at).is_some_and(holds);
                (0..64).filter(|&at| of(at)).fold(0_u64, |bits, at| bits | 1 << at)
            })
        };
        let letters: Vec<u64> = bits(char::is_alphabetic).collect();
        let letters_or_numbers: Vec<u64> = bits(char::is_alphanumeric).collect();
        let capitals: Vec<u64> = bits(|c| c.to_lowercase().ne([c])).collect();
        writeln!(
            out,
            "    Page {{ letters: {letters:?}, letters_or_numbers: {letters_or_numbers:?}, capitals: {capitals:?} }},"
        )?;
    }
    out += "];\n";
    Ok(out)
}
