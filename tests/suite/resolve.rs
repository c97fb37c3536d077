//! Rows of `tests/resolve`: citations and pointers, and the references that they mean. The form of the files is told in their heads.

use refs::pipeline::{self, Bibliography};
use refs::reader::Format;
use refs::source::Source;
use std::path::Path;

/// Rows that are right and that the program does not pass yet; one that passes may not stand here.
const KNOWN: &[&str] = &[];

/// What is read, what is expected, what was found.
type Row = (String, String, String);

fn read(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/resolve").join(name)).unwrap()
}

fn parse(text: &str) -> Bibliography {
    let source = Source { name: "row".to_owned(), bytes: text.as_bytes().to_vec() };
    pipeline::parse(&source, Format::Plain).remove(0)
}

/// Holds rows against what they expect.
fn settle(rows: &[Row], share: f64) {
    let failed: Vec<&Row> = rows.iter().filter(|(_, expected, found)| expected != found).collect();
    let known = |row: &str| KNOWN.contains(&row);
    let new: Vec<String> = failed
        .iter()
        .filter(|(row, ..)| !known(row))
        .map(|(row, expected, found)| format!("{row}\n  - {expected}\n  + {found}"))
        .collect();
    let passing: Vec<&String> =
        rows.iter().filter(|(row, expected, found)| known(row) && expected == found).map(|(row, ..)| row).collect();
    let passed = rows.len() - failed.len();
    assert!(new.is_empty(), "{} of {} rows:\n{}", new.len(), rows.len(), new.join("\n"));
    assert!(passing.is_empty(), "known failures that pass: {passing:?}");
    assert!(passed as f64 >= share * rows.len() as f64, "only {passed} of {}", rows.len());
}

fn citations(name: &str) -> Vec<Row> {
    let text = read(name);
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    let (list, cases): (Vec<&str>, Vec<&str>) =
        lines.into_iter().partition(|line| line.starts_with(|c: char| c.is_ascii_digit()));
    let list: String = list.iter().map(|line| line.replacen('\t', ". ", 1) + "\n").collect();
    let mut out = Vec::new();
    for case in cases {
        let (prose, expected) = case.split_once('\t').unwrap_or((case, ""));
        let read = parse(&format!("{prose}\n\nReferences\n\n{list}"));
        let place = |locator: &Option<String>| locator.as_ref().map_or(String::new(), |place| format!("@{place}"));
        let found: Vec<String> = read
            .citations
            .iter()
            .map(|cited| {
                let numbers: Vec<&str> = cited.references.iter().map(|&at| read.label(&read.references[at])).collect();
                format!("{}={}{}", cited.label, numbers.join("+"), place(&cited.locator))
            })
            .collect();
        out.push((prose.to_owned(), expected.to_owned(), found.join(" | ")));
    }
    out
}

#[test]
fn citations_by_names_and_year_or_key_mean_the_right_references() {
    let rows: Vec<Row> = citations("author-year.tsv").into_iter().chain(citations("keys.tsv")).collect();
    assert!(rows.iter().map(|(_, expected, _)| expected.matches('=').count()).sum::<usize>() >= 60);
    settle(&rows, 0.95);
}

#[test]
fn short_notes_mean_the_right_references() {
    let mut rows = Vec::new();
    for document in read("short-notes.tsv").split("\n\n") {
        let notes: Vec<(&str, &str)> =
            document.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).collect();
        let list: String = (1..).zip(&notes).map(|(number, (note, _))| format!("{number}. {note}\n")).collect();
        let read = parse(&format!("Notes\n\n{list}"));
        for (number, (note, expected)) in (1..).zip(notes) {
            let of_note = read.references.iter().filter(|reference| read.label(reference) == number.to_string());
            let found: Vec<String> = of_note
                .map(|reference| match &reference.pointer {
                    None if reference.record.is_some() => "–".to_owned(),
                    None => "nothing".to_owned(),
                    Some(pointer) => {
                        let to = pointer.to.map_or("?", |at| read.label(&read.references[at]));
                        format!("{to}{}", pointer.locator.as_ref().map_or(String::new(), |place| format!("@{place}")))
                    }
                })
                .collect();
            rows.push((note.to_owned(), expected.to_owned(), found.join(" ")));
        }
    }
    let pointers: Vec<Row> = rows.iter().filter(|(_, expected, _)| expected != "–").cloned().collect();
    assert!(pointers.len() >= 40, "only {} pointers", pointers.len());
    settle(&rows, 0.9);
}
