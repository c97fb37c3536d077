//! `refs export` on the cases of `tests/export`, the facts that every format keeps, and what holds of all keys.

use super::case::{different, refs, run_all};
use super::known::{bless, tests};
use refs::record::{KeyPattern, Record, assign_keys};
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::PathBuf;

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
    assert_eq!((rows.len(), formats.len()), (23, 11));
    let mut complaints = Vec::new();
    for (column, format) in formats.iter().enumerate().skip(2) {
        let option = format!("--{format}").replace("-plain", "=plain").replace("-apa", "=apa");
        let printed = refs(&["export", &option, "three.json"], &folder, None);
        let entries = entries(&String::from_utf8(printed.stdout).unwrap(), format);
        assert_eq!(entries.len(), 3, "{format}: {entries:#?}");
        let mut kept = 0;
        for row in &rows {
            assert_eq!(row.len(), formats.len(), "{row:?}");
            let entry = &entries[row[1].parse::<usize>().unwrap() - 1];
            if entry.contains(&row[column].replace("\\n", "\n")) {
                kept += 1;
            } else {
                complaints.push(format!("{format} loses the {}: no {} in\n{entry}", row[0], row[column]));
            }
        }
        if kept < rows.len() {
            complaints.push(format!("{format} keeps {kept} of {}", rows.len()));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// The entries of a bibliography.
fn entries(text: &str, format: &str) -> Vec<String> {
    let parted = |by: &str| -> Vec<String> {
        let all = text.split(by).filter(|part| !part.trim().is_empty());
        all.map(|part| format!("{part}\n")).collect()
    };
    match format.split('-').next().unwrap() {
        "csl" => {
            let items: Vec<serde_json::Value> = serde_json::from_str(text).unwrap();
            items.iter().map(ToString::to_string).collect()
        }
        "ris" => parted("ER  - "),
        "wikitext" => parted("\n"),
        _ => parted("\n\n"),
    }
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

/// A folder of its own for a test that writes.
fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// `tests/export/into/<case>/`: `before.bib` is what someone made of a file, `records.json` goes into it, `after.bib` and `stderr.txt` is what comes of it.
#[test]
fn an_edited_file_is_renewed_in_place() {
    let mut complaints = Vec::new();
    let mut cases: Vec<_> =
        fs::read_dir(tests().join("export/into")).unwrap().map(|case| case.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= 4);
    for case in cases {
        let folder = scratch(&format!("into-{}", case.file_name().unwrap().to_string_lossy()));
        for file in ["before.bib", "records.json"] {
            fs::copy(case.join(file), folder.join(file.replace("before", "thesis"))).unwrap();
        }
        let run = || refs(&["export", "--into", "thesis.bib", "records.json"], &folder, None);
        let first = run();
        let after = fs::read(folder.join("thesis.bib")).unwrap();
        if bless() {
            fs::write(case.join("after.bib"), &after).unwrap();
            fs::write(case.join("stderr.txt"), &first.stderr).unwrap();
        }
        let read = |name: &str| fs::read_to_string(case.join(name)).unwrap();
        let name = case.display();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace('\r', "␍");
        complaints.extend(
            different(&format!("{name}/after.bib"), &text(&fs::read(case.join("after.bib")).unwrap()), &text(&after))
                .into_iter()
                .chain(different(&format!("{name}/stderr.txt"), &read("stderr.txt"), &first.stderr)),
        );
        assert_eq!(first.status, 0, "{name}: {}", first.stderr);
        let [backup, before] =
            [folder.join("thesis.bib~"), case.join("before.bib")].map(|file| fs::read(file).unwrap());
        assert!(backup == before, "{name}: the file as it was is kept");
        // the second time there is nothing to do, and nothing is done
        let then = fs::metadata(folder.join("thesis.bib")).unwrap().modified().unwrap();
        assert_eq!(run().status, 0);
        let again = fs::read(folder.join("thesis.bib")).unwrap();
        complaints.extend(different(&format!("{name}, a second run"), &text(&after), &text(&again)));
        assert_eq!(
            fs::metadata(folder.join("thesis.bib")).unwrap().modified().unwrap(),
            then,
            "{name}: it was written"
        );
        let left: Vec<_> = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert_eq!(left.len(), 3, "{name}: nothing else is left behind: {left:?}");
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn a_file_that_cannot_be_renewed_stays_as_it_is() {
    let folder = scratch("into-latin1");
    let bytes = b"@misc{a, title = {Caf\xe9}}\n";
    fs::write(folder.join("thesis.bib"), bytes).unwrap();
    fs::copy(tests().join("export/into/edited/records.json"), folder.join("records.json")).unwrap();
    let printed = refs(&["export", "--into", "thesis.bib", "records.json"], &folder, None);
    assert_eq!((printed.status, fs::read(folder.join("thesis.bib")).unwrap().as_slice()), (2, bytes.as_slice()));
    assert!(printed.stderr.contains("it is not UTF-8"), "{}", printed.stderr);
}

/// The paper of the README cites these files: they are what refs makes of its article.
#[test]
fn the_paper_cites_what_is_exported() {
    let paper = tests().join("../examples/paper");
    let folder = scratch("paper");
    fs::copy(paper.join("article.txt"), folder.join("article.txt")).unwrap();
    let exports: [&[&str]; 2] = [
        &["export", "--biblatex", "--hayagriva", "--output-dir", ".", "article.txt"],
        &["export", "--preamble", "--output", "preamble.tex", "article.txt"],
    ];
    for words in exports {
        let printed = refs(words, &folder, None);
        assert_eq!((printed.status, printed.stderr.as_str()), (0, ""));
    }
    let [tex, typ] = ["paper.tex", "paper.typ"].map(|file| fs::read_to_string(paper.join(file)).unwrap());
    for file in ["refs.bib", "refs.yml", "preamble.tex"] {
        let made = fs::read_to_string(folder.join(file)).unwrap();
        if bless() {
            fs::write(paper.join(file), &made).unwrap();
        }
        assert_eq!(different(file, &fs::read_to_string(paper.join(file)).unwrap(), &made), None);
    }
    let bib = fs::read_to_string(paper.join("refs.bib")).unwrap();
    let keys: Vec<&str> =
        bib.lines().filter_map(|line| line.strip_prefix('@')?.split_once('{')?.1.strip_suffix(',')).collect();
    assert_eq!(keys.len(), 8);
    for key in keys {
        assert!(
            tex.contains(&format!("\\autocite{{{key}}}")) && typ.contains(&format!("@{key}")),
            "{key} is not cited"
        );
    }
}

/// YAML has no key of over 1,024 characters before its colon.
#[test]
fn a_key_of_any_length_is_yaml() {
    let id = "k".repeat(5_000);
    let item = serde_json::json!([{"id": id, "type": "book", "title": "Keys"}]).to_string();
    let printed = refs(&["export", "--hayagriva", "-"], &tests(), Some(item.as_bytes()));
    assert!(String::from_utf8(printed.stdout).unwrap().starts_with(&format!("? {id}\n:\n  type: book\n")));
}

/// Typst cannot set a word of 64 KB.
#[test]
fn a_word_of_100_kb_may_be_broken() {
    let item = serde_json::json!([{"id": "a", "type": "book", "title": "ж".repeat(50_000)}]).to_string();
    let printed = refs(&["export", "--hayagriva", "-"], &tests(), Some(item.as_bytes()));
    let out = String::from_utf8(printed.stdout).unwrap();
    assert_eq!((out.matches('ж').count(), out.matches('\u{200B}').count()), (50_000, 1));
}

/// biblatex-apa takes the author for a regular expression.
#[test]
fn an_author_for_apa_is_a_regular_expression() {
    for (author, written) in [
        ("?amd of Qazwin", "{{{\\relax}?amd of Qazwin}}"),
        ("World Bank (WB", "{{{\\relax}World Bank (WB}}"),
        ("World Bank (WB)", "{{World Bank (WB)}}"),
    ] {
        let item = serde_json::json!([{"id": "a", "type": "book", "author": [{"literal": author}]}]).to_string();
        let printed = refs(&["export", "--biblatex=apa", "-"], &tests(), Some(item.as_bytes()));
        let out = String::from_utf8(printed.stdout).unwrap();
        assert!(out.contains(&format!("  author       = {written},\n")), "{out}");
    }
}

#[test]
fn a_title_of_100_kb_is_written_whole() {
    let title = "On a thing & its name, ".repeat(4_500);
    let item = serde_json::json!([{"id": "long", "type": "webpage", "title": title, "URL": "https://example.org/"}])
        .to_string();
    for format in ["bibtex", "biblatex", "csl-json", "ris", "hayagriva", "markdown", "wikitext"] {
        let printed = refs(&["export", &format!("--{format}"), "-"], &tests(), Some(item.as_bytes()));
        let out = String::from_utf8(printed.stdout).unwrap();
        assert_eq!(printed.status, 0, "{format}: {}", printed.stderr);
        assert!(out.matches("its name").count() >= 4_500, "{format}");
    }
}
