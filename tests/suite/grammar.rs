//! Rows of `tests/grammar`: a reference and its labelled parts.
//!
//! ```text
//! text ⇥ label=slice ⇥ label=slice …
//! ```
//!
//! The parts stand in the order of the text; delimiters and keywords are left out, as in `refs parse --from lines --parts`. A line that begins with # is a
//! comment. In the list of known failures a row is called by its file and its text.

use super::known::{Outcome, bless, listed, settle, tests};
use refs::grammar::Label;
use refs::pipeline;
use refs::reader::Format;
use refs::source::Source;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_row_is_read_as_it_says() {
    let mut outcomes = Vec::new();
    for path in tables(&tests().join("grammar")) {
        let name = path.strip_prefix(tests()).unwrap().to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&path).unwrap();
        let rows: Vec<&str> = text.lines().collect();
        let mut blessed = Vec::new();
        for row in rows {
            blessed.push(row.to_owned());
            if row.is_empty() || row.starts_with('#') {
                continue;
            }
            let (note, expected) = row.split_once('\t').unwrap_or((row, ""));
            let found = parts(note).join("\t");
            let failure = (found != expected).then(|| differing(expected, &found));
            let name = format!("{name}: {note}");
            if bless() && failure.is_some() && !listed(&name) {
                *blessed.last_mut().unwrap() = format!("{note}\t{found}");
            }
            outcomes.push(Outcome { name, failure });
        }
        if bless() {
            fs::write(&path, blessed.join("\n") + "\n").unwrap();
        }
    }
    settle("grammar/", &outcomes);
}

/// The parts of a reference that say something.
fn parts(note: &str) -> Vec<String> {
    let source = Source { name: "row".to_owned(), bytes: note.as_bytes().to_vec() };
    let mut out = Vec::new();
    for bibliography in pipeline::parse(&source, Format::Lines) {
        for part in bibliography.references.iter().flat_map(|reference| &reference.parts) {
            if !matches!(part.label, Label::Delimiter | Label::Keyword) {
                out.push(format!("{}={}", part.label.as_str(), part.span.slice(bibliography.text.as_str())));
            }
        }
    }
    out
}

/// What one list has and the other has not.
fn differing(expected: &str, found: &str) -> String {
    let (expected, found): (Vec<&str>, Vec<&str>) = (expected.split('\t').collect(), found.split('\t').collect());
    let missing = expected.iter().filter(|part| !found.contains(part)).map(|part| format!("    - {part}"));
    let invented = found.iter().filter(|part| !expected.contains(part)).map(|part| format!("    + {part}"));
    missing.chain(invented).collect::<Vec<_>>().join("\n")
}

fn tables(root: &Path) -> Vec<PathBuf> {
    let (mut out, mut waiting) = (Vec::new(), vec![root.to_owned()]);
    while let Some(folder) = waiting.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|ending| ending == "tsv") {
                out.push(path);
            }
        }
    }
    out.sort();
    out
}
