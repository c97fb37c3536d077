//! `refs export` on the cases of `tests/export`, the facts that every format keeps, and what holds of all keys.

use super::case::run_all;
use super::known::tests;
use refs::record::{KeyPattern, Record, assign_keys};
use std::collections::{HashMap, HashSet};
use std::fs;

#[test]
fn every_case_prints_what_it_should() {
    run_all("export");
}

#[test]
fn no_format_loses_a_fact() {
    let folder = tests().join("export/facts");
    let table = fs::read_to_string(folder.join("facts.tsv")).unwrap();
    let mut rows = table.lines().filter(|row| !row.starts_with('#')).map(|row| row.split('\t').collect::<Vec<_>>());
    let formats = rows.next().unwrap();
    let rows: Vec<Vec<&str>> = rows.collect();
    assert_eq!(rows.len(), 23);
    let mut complaints = Vec::new();
    for (column, format) in formats.iter().enumerate().skip(1) {
        let output = fs::read_dir(folder.join(format))
            .unwrap()
            .flatten()
            .find(|file| file.file_name().to_string_lossy().starts_with("stdout"));
        let output = fs::read_to_string(output.unwrap().path()).unwrap();
        for row in &rows {
            if !output.contains(&row[column].replace("\\n", "\n")) {
                complaints.push(format!("{format} loses the {}: no {}", row[0], row[column]));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// Records out of few names, years and words, so that many base keys collide.
fn records(seed: u64, count: usize) -> Vec<Record> {
    let mut state = seed;
    let mut next = |most: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % most
    };
    let words = ["Rain", "The Rain", "Дождь", "雨の日", "H2O2", "L'eau", "", "مطر"];
    let names = ["Roe", "Ёлкин", "O'Brien", "Gómez", ""];
    let record = |_| {
        let (name, word, year, page) = (names[next(5) as usize], words[next(8) as usize], 2000 + next(3), next(4));
        let item = serde_json::json!({"type": "book", "author": [{"family": name}], "title": word, "issued": {"date-parts": [[year]]}, "page": page.to_string()});
        Record::from_csl(item.as_object().unwrap().clone())
    };
    (0..count).map(record).collect()
}

#[test]
fn keys_are_unique_and_stable() {
    let pattern = KeyPattern::default();
    for seed in 0..40 {
        let mut all = records(seed, 60);
        let bases: Vec<String> = all.iter().map(|record| pattern.base_key(record)).collect();
        assign_keys(&mut all);
        let unique: HashSet<&str> = all.iter().map(|record| record.id.as_str()).collect();
        assert_eq!(unique.len(), all.len());
        assert!(
            all.iter().all(|record| !record.id.is_empty()
                && record.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
        );
        // without the last record, only those with its base key may be called otherwise
        let mut fewer = records(seed, 59);
        assign_keys(&mut fewer);
        for ((before, after), base) in fewer.iter().zip(&all).zip(&bases) {
            assert!(before.id == after.id || base == &bases[59], "{} became {}", before.id, after.id);
        }
        // the order of different records means nothing
        let mut turned = records(seed, 60);
        turned.reverse();
        assign_keys(&mut turned);
        let names = |records: &[Record]| {
            let mut names: HashMap<String, Vec<String>> = HashMap::new();
            for record in records {
                let content = serde_json::to_string(&Record { id: String::new(), ..record.clone() }).unwrap();
                names.entry(content).or_default().push(record.id.clone());
            }
            names.values_mut().for_each(|ids| ids.sort());
            names
        };
        assert_eq!(names(&all), names(&turned));
    }
}
