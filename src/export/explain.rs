//! What each format keeps and loses of each field, as found by writing a record that has it.
//!
//! In: nothing. Out: a table for people. It is made by exporting one record for each field and looking for its value in the output, so that it cannot
//! say other than what the exports do.

use super::{FORMATS, Format, Options, export};
use crate::record::Record;
use serde_json::{Map, Value as Json, json};
use std::fmt::Write as _;

/// Fields with a value that is looked for; the second is what to look for where the output spells it otherwise.
fn probes() -> Vec<(&'static str, Json, &'static [&'static str])> {
    vec![
        ("author", json!([{"family": "Zqname", "given": "A"}]), &["Zqname"]),
        ("editor", json!([{"family": "Zqname", "given": "A"}]), &["Zqname"]),
        ("translator", json!([{"family": "Zqname", "given": "A"}]), &["Zqname"]),
        ("interviewer", json!([{"family": "Zqname", "given": "A"}]), &["Zqname"]),
        ("title", json!("Zqtext"), &["Zqtext"]),
        ("custom.translated-title", json!("Zqtext"), &["Zqtext"]),
        ("container-title", json!("Zqtext"), &["Zqtext"]),
        ("collection-title", json!("Zqtext"), &["Zqtext"]),
        ("collection-number", json!("Zqtext"), &["Zqtext"]),
        ("issued", json!({"date-parts": [[1873, 4, 5]]}), &["1873"]),
        ("original-date", json!({"date-parts": [[1873]]}), &["1873"]),
        ("event-date", json!({"date-parts": [[1873]]}), &["1873"]),
        ("accessed", json!({"date-parts": [[1873, 4, 5]]}), &["1873"]),
        ("publisher", json!("Zqtext"), &["Zqtext"]),
        ("publisher-place", json!("Zqtext"), &["Zqtext"]),
        ("edition", json!("Zqtext"), &["Zqtext"]),
        ("volume", json!("Zqtext"), &["Zqtext"]),
        ("issue", json!("Zqtext"), &["Zqtext"]),
        ("number", json!("Zqtext"), &["Zqtext"]),
        ("page", json!("987"), &["987"]),
        ("locator", json!("Zqtext"), &["Zqtext"]),
        ("section", json!("Zqtext"), &["Zqtext"]),
        ("genre", json!("Zqtext"), &["Zqtext"]),
        ("medium", json!("Zqtext"), &["Zqtext"]),
        ("scale", json!("Zqtext"), &["Zqtext"]),
        ("event-title", json!("Zqtext"), &["Zqtext"]),
        ("language", json!("fr"), &["french", "French", "fr\n", "fr |", "\"fr\"", "lang=fr", "=fr"]),
        ("URL", json!("https://zqhost.example/a"), &["zqhost"]),
        ("archive_location", json!("https://zqhost.example/a"), &["zqhost"]),
        ("custom.archive-date", json!("1873-04-05"), &["1873"]),
        ("custom.url-status", json!("usurped"), &["usurped"]),
        ("custom.claims", json!(["zqclaim"]), &["qclaim"]),
        ("DOI", json!("10.1000/zqid"), &["zqid"]),
        ("ISBN", json!("0-306-40615-2"), &["40615"]),
        ("ISSN", json!("0317-8471"), &["0317-8471"]),
        ("PMID", json!("98765"), &["98765"]),
        ("custom.OCLC", json!("98765"), &["98765"]),
        ("custom.via", json!("Zqtext"), &["Zqtext"]),
        ("custom.agency", json!("Zqtext"), &["Zqtext"]),
        ("custom.quote", json!("Zqtext"), &["Zqtext"]),
        ("note", json!("Zqtext"), &["Zqtext"]),
        ("abstract", json!("Zqtext"), &["Zqtext"]),
        ("custom.year-suffix", json!("zqsuffix"), &["zqsuffix"]),
        ("custom.bibtex", json!({"keywords": "Zqtext"}), &["Zqtext"]),
    ]
}

/// The table.
#[must_use]
pub fn table() -> String {
    let mut rows =
        vec![std::iter::once("field").chain(FORMATS.iter().map(|row| row.name)).map(str::to_owned).collect::<Vec<_>>()];
    for (field, value, wanted) in probes() {
        let mut row = vec![field.to_owned()];
        for format in FORMATS {
            row.push(place(field, &value, wanted, format.format));
        }
        rows.push(row);
    }
    let widths: Vec<usize> = (0..=FORMATS.len())
        .map(|at| rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max().unwrap_or_default())
        .collect();
    let mut out = String::from(
        "Where each format keeps each field, for an article in a journal; `-` is lost, with a `field-lost` diagnostic.\n\n",
    );
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            let _ = write!(line, "{cell:<width$}  ");
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out.push_str("\n`id`, `type` and `maintenance` (messages about the citation, not the work) are not in the table; nor is `custom.link`, which `--url-policy` reads.\n");
    out
}

/// Where a format puts a field.
fn place(field: &str, value: &Json, wanted: &[&str], format: Format) -> String {
    let mut item = json!({"id": "key", "type": "article-journal", "title": "Title", "container-title": "Journal", "author": [{"family": "Roe", "given": "B"}],
        "issued": {"date-parts": [[2001]]}, "custom": {}});
    if let Some(map) = item.as_object_mut() {
        if field.contains("archive-date") || field == "accessed" {
            map.insert("URL".to_owned(), json!("https://example.org/"));
        }
        match field.strip_prefix("custom.") {
            Some(key) => {
                if let Some(custom) = map.get_mut("custom").and_then(Json::as_object_mut) {
                    custom.insert(key.to_owned(), value.clone());
                }
            }
            None => {
                map.insert(field.to_owned(), value.clone());
            }
        }
    }
    let item: Map<String, Json> = item.as_object().cloned().unwrap_or_default();
    let text = export(&[Record::from_csl(item)], format, Options::default()).text;
    let mut places: Vec<String> = Vec::new();
    let mut above = String::new();
    for line in text.lines() {
        let label = label(line, format);
        // a mapping or list in YAML and JSON is known by what stands over it
        let open = !line.trim_end().ends_with([',', '"', '}', ']']) && line.trim_end().ends_with([':', '{', '[']);
        if open
            && !line.trim_start().starts_with(['{', '['])
            && !matches!(label.as_str(), "value" | "title" | "date-parts" | "custom" | "key")
        {
            above.clone_from(&label);
        }
        if wanted.iter().any(|wanted| format!("{line}\n").contains(wanted)) {
            let place = if matches!(label.as_str(), "value" | "name" | "family" | "") && !above.is_empty() {
                above.clone()
            } else {
                label
            };
            if !places.contains(&place) {
                places.push(place);
            }
        }
    }
    if places.is_empty() { "-".to_owned() } else { places.join(", ") }
}

/// What a line of a format is called.
fn label(line: &str, format: Format) -> String {
    let line = line.trim_start();
    match format {
        Format::Bibtex(_) | Format::Biblatex(_) => line.split([' ', '=']).next().unwrap_or_default().to_owned(),
        Format::Ris => line.get(..2).unwrap_or_default().to_owned(),
        Format::Hayagriva => line.trim_start_matches("- ").split(':').next().unwrap_or_default().to_owned(),
        Format::CslJson => line.split('"').nth(1).unwrap_or_default().to_owned(),
        Format::Markdown | Format::Wikitext => "yes".to_owned(),
    }
}
