//! What a confidence is worth: tenths of it against the share of fields that are right.
//!
//! In: labelled references, one JSON object a line: `{"raw": "…", "gold": {CSL item}}`, of `tests/calibration/` (written for it, in 34 languages), or of the
//! file that `REFS_GOLD` names. Out: a table; a failure where references of the project's own that say 0.95 and more have less than 98 % of their fields
//! right. A field counts where the truth has it.
//!
//! ```text
//! REFS_GOLD=gold.jsonl cargo test --test suite calibration -- --nocapture
//! ```

#![allow(clippy::print_stdout, reason = "the table is what the test is run for")]

use super::known::tests;
use refs::pipeline;
use refs::reader::Format;
use refs::source::Source;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Fields right and fields in the truth, and how many references.
#[derive(Debug, Default, Clone, Copy)]
struct Share {
    right: usize,
    fields: usize,
    references: usize,
}

impl Share {
    fn add(&mut self, right: usize, fields: usize) {
        self.right += right;
        self.fields += fields;
        self.references += 1;
    }

    fn percent(self) -> f64 {
        100.0 * self.right as f64 / self.fields.max(1) as f64
    }
}

#[test]
fn what_is_surely_read_is_right() {
    let own = files(&tests().join("calibration"));
    assert!(!own.is_empty());
    let (tenths, sure) = calibration(&own);
    show("tests/calibration", &tenths, sure);
    assert!(sure.references >= 100, "{} references are sure", sure.references);
    assert!(sure.percent() >= 98.0, "of {} fields that are sure {:.2} % are right", sure.fields, sure.percent());
    // doubt is worth as much: what says less than one half is wrong more often than what says more
    let (low, high) = (Share::sum(&tenths[..5]), Share::sum(&tenths[5..]));
    assert!(low.references == 0 || low.percent() < high.percent());
}

#[test]
fn a_labelled_file_is_measured_where_one_is_named() {
    let Ok(path) = std::env::var("REFS_GOLD") else { return };
    let (tenths, sure) = calibration(&[PathBuf::from(&path)]);
    show(&path, &tenths, sure);
    assert!(tenths.iter().any(|share| share.references > 0), "{path} has no labelled references");
}

impl Share {
    fn sum(shares: &[Self]) -> Self {
        shares.iter().fold(Self::default(), |sum, one| Self {
            right: sum.right + one.right,
            fields: sum.fields + one.fields,
            references: sum.references + one.references,
        })
    }
}

fn show(name: &str, tenths: &[Share], sure: Share) {
    println!("{name}\nconfidence  references  fields  right");
    for (tenth, share) in tenths.iter().enumerate().filter(|(_, share)| share.references > 0) {
        println!(
            "0.{tenth}–{:.1}  {:12}  {:6}  {:5.1} %",
            (tenth as f64 + 1.0) / 10.0,
            share.references,
            share.fields,
            share.percent()
        );
    }
    println!("0.95 –    {:12}  {:6}  {:5.1} %", sure.references, sure.fields, sure.percent());
}

/// The shares by tenths of confidence, and that of 0.95 and more.
fn calibration(paths: &[PathBuf]) -> ([Share; 10], Share) {
    let mut rows: Vec<(String, Value)> = Vec::new();
    for path in paths {
        for line in fs::read_to_string(path).unwrap().lines().filter(|line| !line.trim().is_empty()) {
            let row: Value = serde_json::from_str(line).unwrap();
            let raw = row["raw"].as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
            if !raw.is_empty() && row["gold"].is_object() {
                rows.push((raw + "\n", row["gold"].clone()));
            }
        }
    }
    let bytes = rows.iter().map(|(raw, _)| raw.as_str()).collect::<String>().into_bytes();
    let bibliographies = pipeline::parse(&Source { name: "gold".to_owned(), bytes }, Format::Lines);
    let shown = serde_json::to_value(bibliographies[0].shown(false)).unwrap();
    let starts: Vec<usize> = rows.iter().scan(0, |at, row| Some(std::mem::replace(at, *at + row.0.len()))).collect();
    let (mut tenths, mut sure) = ([Share::default(); 10], Share::default());
    let mut seen = BTreeSet::new();
    for reference in shown["references"].as_array().unwrap() {
        let row = starts.partition_point(|&start| start as u64 <= reference["span"]["start"].as_u64().unwrap()) - 1;
        if reference["item"].is_null() || !seen.insert(row) {
            continue;
        }
        let (raw, gold) = &rows[row];
        let (right, fields) = compare(raw, gold, &reference["item"]);
        if fields == 0 {
            continue;
        }
        let confidence = reference["confidence"].as_f64().unwrap();
        tenths[((confidence * 10.0 + 1e-6) as usize).min(9)].add(right, fields);
        if confidence >= 0.95 {
            sure.add(right, fields);
        }
    }
    (tenths, sure)
}

/// How many fields of the truth are right, and how many it has.
fn compare(raw: &str, gold: &Value, item: &Value) -> (usize, usize) {
    let custom = |key: &str| if item[key].is_null() { &item["custom"][key] } else { &item[key] };
    let printed = letters(raw);
    let (mut right, mut fields) = (0, 0);
    let mut count = |good: bool| {
        fields += 1;
        right += usize::from(good);
    };
    for key in ["title", "volume", "issue", "page", "publisher-place", "edition", "DOI", "ISBN"] {
        let Some(wanted) = text(&gold[key]).map(|text| letters(&text)) else { continue };
        if key == "title" && !printed.contains(&wanted) {
            continue;
        }
        count(text(custom(key)).is_some_and(|found| letters(&found) == wanted));
    }
    // flattened text cannot tell the work from its publisher
    let sources: Vec<String> = ["container-title", "publisher"]
        .iter()
        .filter_map(|key| Some(letters(&text(&gold[*key])?)))
        .filter(|source| printed.contains(source))
        .collect();
    if !sources.is_empty() {
        let found = ["container-title", "publisher"].map(|key| text(&item[key]).map(|text| letters(&text)));
        count(found.iter().flatten().any(|source| sources.contains(source)));
    }
    for key in ["issued", "accessed", "archive-date"] {
        let Some(wanted) = date(&gold[key]) else { continue };
        let found = date(custom(key));
        count(found.is_some_and(|found| found == wanted || (wanted.len() == 4 && found.starts_with(&wanted))));
    }
    let wanted = names(&gold["author"]);
    if !wanted.is_empty() {
        count(names(&item["author"]) == wanted);
    }
    (right, fields)
}

/// The letters and digits of a text, in lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(list) => text(list.first()?),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A date as EDTF, of CSL's parts or as it stands.
fn date(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(list) => date(list.first()?),
        Value::Object(_) => {
            let parts = value["date-parts"].as_array()?;
            let one = |part: &Value| -> Vec<String> {
                let number = |part: &Value| part.as_i64().or_else(|| part.as_str()?.parse().ok()).unwrap_or_default();
                let parts = part.as_array().map_or(&[][..], Vec::as_slice).iter().map(number);
                parts
                    .enumerate()
                    .map(|(at, part)| if at == 0 { format!("{part:04}") } else { format!("{part:02}") })
                    .collect()
            };
            Some(parts.iter().map(|part| one(part).join("-")).collect::<Vec<_>>().join("/"))
        }
        _ => None,
    }
}

/// The names, each as the set of its words, whatever their order.
fn names(value: &Value) -> Vec<BTreeSet<String>> {
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let name = |name: &Value| match name {
        Value::String(text) => words(text),
        _ => ["non-dropping-particle", "dropping-particle", "family", "given", "suffix", "literal"]
            .iter()
            .filter_map(|key| name[*key].as_str())
            .flat_map(words)
            .collect(),
    };
    value.as_array().map_or(&[][..], Vec::as_slice).iter().map(name).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    out.retain(|path| path.extension().is_some_and(|ending| ending == "jsonl"));
    out.sort();
    out
}
