//! Works out at build time what every run would work out again: the words of `refs/locales`, so that adding a language is adding one file there, and what
//! Unicode says of letters.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};
use toml::{Table, Value};

fn main() -> io::Result<()> {
    let variable = |name: &str| env::var(name).map_err(io::Error::other);
    let folder = Path::new(&variable("CARGO_MANIFEST_DIR")?).join("refs/locales");
    println!("cargo::rerun-if-changed={}", folder.display());
    println!("cargo::rerun-if-changed=build.rs");
    let out = variable("OUT_DIR")?;
    fs::write(Path::new(&out).join("locales.rs"), locales(&folder)?)?;
    fs::write(Path::new(&out).join("letters.rs"), letters().map_err(io::Error::other)?)
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
    for path in files {
        let wrong = |error| io::Error::other(format!("{}: {error}", path.display()));
        let table: Table = fs::read_to_string(&path)?.parse().map_err(wrong)?;
        out += &section("File", &table);
        out += ",\n";
    }
    out += "];\n";
    Ok(out)
}

/// A table whose keys are the fields of a type.
fn section(name: &str, table: &Table) -> String {
    let fields = table.iter().map(|(key, value)| format!("{}: {}, ", key.replace('-', "_"), constant(key, value)));
    format!("{name} {{ {}..{name}::NONE }}", fields.collect::<String>())
}

fn constant(key: &str, value: &Value) -> String {
    match (key, value) {
        ("dates", Value::Table(table)) => section("Dates", table),
        ("words", Value::Table(table)) => section("Words", table),
        ("list", Value::Table(table)) => section("Lists", table),
        // words by a key that is a word, too
        (_, Value::Table(table)) => {
            let mut rows: Vec<_> = table.iter().collect();
            rows.sort_by_key(|(key, _)| *key);
            let rows = rows.iter().map(|(key, value)| format!("({key:?}, {}), ", constant("", value)));
            format!("&[{}]", rows.collect::<String>())
        }
        (_, Value::Array(list)) => {
            format!("&[{}]", list.iter().map(|one| constant("", one) + ", ").collect::<String>())
        }
        (_, Value::String(text)) => format!("{text:?}"),
        (_, Value::Integer(number)) => number.to_string(),
        // no field takes it
        (_, other) => format!("{other:?}"),
    }
}

/// Which characters of the Basic Multilingual Plane are letters, and which letters or numbers: a bit each, by pages of 256.
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
        writeln!(out, "    Page {{ letters: {letters:?}, letters_or_numbers: {letters_or_numbers:?} }},")?;
    }
    out += "];\n";
    Ok(out)
}
