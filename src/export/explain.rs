//! What each format keeps and loses of each field, as found by writing a record that has it.
//!
//! In: nothing. Out: a table for people. It is made by exporting one record for each field and looking for its value in the output, so that it cannot
//! say other than what the exports do.

use super::{Exported, FORMATS, Format, Options, export};
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
        ("annote", json!("Zqtext"), &["Zqtext"]),
        ("keyword", json!("Zqtext"), &["Zqtext"]),
        ("title-short", json!("Zqtext"), &["Zqtext"]),
        ("container-title-short", json!("Zqtext"), &["Zqtext"]),
        ("number-of-pages", json!("98765"), &["98765"]),
        ("version", json!("Zqtext"), &["Zqtext"]),
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
            row.push(place(&written(field, &value, format.format).text, wanted, format.format));
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

/// An article with the field, as the format writes it.
fn written(field: &str, value: &Json, format: Format) -> Exported {
    let mut item = json!({"id": "key", "type": "article-journal", "title": "Title", "container-title": "Journal", "author": [{"family": "Roe", "given": "B"}],
        "issued": {"date-parts": [[2001]]}, "custom": {}});
    if let Some(map) = item.as_object_mut() {
        if matches!(field, "custom.archive-date" | "custom.url-status" | "accessed") {
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
    export(&[Record::from_csl(item)], format, Options::default())
}

/// Where a format puts a field; `-` where nowhere.
fn place(text: &str, wanted: &[&str], format: Format) -> String {
    let mut places: Vec<String> = Vec::new();
    // the mappings and lists that a line stands in, in JSON and YAML: how far each is indented, and its key
    let mut above: Vec<(usize, &str)> = Vec::new();
    for line in text.lines() {
        let indent = line.len() - line.trim_start_matches([' ', '-']).len();
        let label = label(line, format);
        above.retain(|(outer, _)| *outer < indent);
        if wanted.iter().any(|wanted| format!("{line}\n").contains(wanted)) {
            let keys = above.iter().map(|(_, key)| *key).chain([label]);
            // the key of the entry is no field of it, and `value` and `name` are those of what they stand in
            let keys: Vec<&str> =
                keys.filter(|key| !matches!(*key, "" | "key" | "value" | "name" | "family" | "date-parts")).collect();
            let place = keys.join(".");
            if !places.contains(&place) {
                places.push(place);
            }
        }
        if matches!(format, Format::CslJson | Format::Hayagriva) {
            above.push((indent, label));
        }
    }
    if places.is_empty() { "-".to_owned() } else { places.join(", ") }
}

/// What a line of a format is called; nothing where it has no name of its own.
fn label(line: &str, format: Format) -> &str {
    let line = line.trim_start();
    match format {
        Format::Bibtex(_) | Format::Biblatex(_) => line.split([' ', '=']).next().unwrap_or_default(),
        Format::Ris => line.get(..2).unwrap_or_default(),
        Format::Hayagriva => line.trim_start_matches("- ").split_once(':').map_or("", |(key, _)| key),
        Format::CslJson => line.strip_prefix('"').and_then(|rest| rest.split_once("\":")).map_or("", |(key, _)| key),
        Format::Markdown | Format::Wikitext => "yes",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn what_is_not_written_is_reported_and_what_is_written_is_not() {
        for (field, value, wanted) in probes() {
            for row in FORMATS {
                let written = written(field, &value, row.format);
                let lost = written.diagnostics.iter().any(|one| one.code == Code::FieldLost);
                let place = place(&written.text, wanted, row.format);
                assert_eq!(place == "-", lost, "{field} in {}: {place}\n{}", row.name, written.text);
            }
        }
    }

    #[test]
    fn a_place_within_another_is_named_with_it() {
        let table = table();
        let cells = |field: &str| -> Vec<String> {
            let row = table.lines().find(|line| line.starts_with(&format!("{field} "))).unwrap();
            row.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).map(str::to_owned).collect()
        };
        assert_eq!(cells("accessed")[1..], ["urldate", "urldate, note", "accessed", "Y2", "url.date", "yes", "yes"]);
        assert_eq!(cells("title")[1..], ["title", "title", "title", "TI", "title", "yes", "yes"]);
        assert_eq!(cells("custom.claims")[3], "custom.claims");
        assert_eq!(cells("translator")[5], "affiliated.names");
    }
}
