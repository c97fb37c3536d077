//! CSL-JSON 1.0.2.
//!
//! In: records. Out: an array that validates against `csl-data.json`. A record is a CSL item already; what the schema does not allow goes under
//! `custom`, so that nothing is lost.

use super::link::addresses;
use super::{Exported, Options, UrlPolicy};
use crate::record::{Address, Date, Endpoint, Field, Record};
use serde_json::{Map, Value as Json};

/// Variables of CSL 1.0.2 that the model has no field for: those whose value is a text, and those that are a number or text.
const TEXTS: &[&str] = &[
    "citation-key",
    "journalAbbreviation",
    "shortTitle",
    "abstract",
    "annote",
    "archive",
    "archive_collection",
    "archive_location",
    "archive-place",
    "authority",
    "call-number",
    "citation-label",
    "collection-title",
    "container-title",
    "container-title-short",
    "dimensions",
    "division",
    "DOI",
    "event",
    "event-title",
    "event-place",
    "genre",
    "ISBN",
    "ISSN",
    "jurisdiction",
    "keyword",
    "medium",
    "note",
    "original-publisher",
    "original-publisher-place",
    "original-title",
    "part-title",
    "PMCID",
    "PMID",
    "publisher",
    "publisher-place",
    "references",
    "reviewed-genre",
    "reviewed-title",
    "scale",
    "section",
    "source",
    "status",
    "title",
    "title-short",
    "URL",
    "version",
    "volume-title",
    "volume-title-short",
    "year-suffix",
    "language",
];
const NUMBERS: &[&str] = &[
    "chapter-number",
    "citation-number",
    "collection-number",
    "edition",
    "first-reference-note-number",
    "issue",
    "locator",
    "number",
    "number-of-pages",
    "number-of-volumes",
    "page",
    "page-first",
    "part",
    "printing",
    "supplement",
    "volume",
];
const DATES: &[&str] = &["accessed", "available-date", "event-date", "issued", "original-date", "submitted"];

/// Writes the items.
pub(super) fn export(records: &[Record], options: Options) -> Exported {
    let mut out = Exported { text: String::from("[\n"), diagnostics: Vec::new() };
    for (at, record) in records.iter().enumerate() {
        if at > 0 {
            out.text.push_str(",\n");
        }
        let changed = item(record, options);
        let record = changed.as_ref().unwrap_or(record);
        // a record is always JSON; were it not, the array would still be one
        let json = if !options.edtf && dates(record).any(|(_, date)| within_a_year(date)) {
            serde_json::to_string_pretty(&without_ranges(record))
        } else {
            serde_json::to_string_pretty(record)
        };
        let json = json.unwrap_or_else(|_| "{}".to_owned());
        for (at, line) in json.lines().enumerate() {
            if at > 0 {
                out.text.push('\n');
            }
            out.text.push_str("  ");
            out.text.push_str(line);
        }
    }
    out.text.push_str(if records.is_empty() { "]\n" } else { "\n]\n" });
    out
}

/// The dates of a record, under their variables.
fn dates(record: &Record) -> impl Iterator<Item = (&'static str, &Field<Date>)> {
    let all = [
        ("issued", record.issued.as_ref()),
        ("accessed", record.web.accessed.as_ref()),
        ("original-date", record.original_date.as_ref()),
        ("event-date", record.event_date.as_ref()),
    ];
    all.into_iter().filter_map(|(key, date)| Some((key, date?)))
}

/// Whether a date is a range within one year. CSL allows it, but citeproc-py 0.11 loses the whole bibliography over one.
fn within_a_year(date: &Field<Date>) -> bool {
    matches!(date.as_typed(), Some(Date::Interval(Endpoint::On(from), Endpoint::On(to))) if from.year() == to.year())
}

/// The item with ranges within one year as their beginning, and whole under `custom.edtf`.
fn without_ranges(record: &Record) -> Json {
    let mut item = serde_json::to_value(record).unwrap_or_default();
    for (key, date) in dates(record).filter(|(_, date)| within_a_year(date)) {
        if let Some(parts) = item.pointer_mut(&format!("/{key}/date-parts")).and_then(Json::as_array_mut) {
            parts.truncate(1);
        }
        if let (Some(custom), Some(date)) = (item.get_mut("custom").and_then(Json::as_object_mut), date.as_typed()) {
            let edtf = custom.entry("edtf").or_insert_with(|| Json::Object(Map::new()));
            if let Some(edtf) = edtf.as_object_mut() {
                edtf.insert(key.to_owned(), Json::String(date.to_string()));
            }
        }
    }
    item
}

/// The record as the schema and the policy want it; `None` where it is so already.
fn item(record: &Record, options: Options) -> Option<Record> {
    let bad: Vec<&String> =
        record.other.iter().filter(|(key, value)| !allowed(key, value)).map(|(key, _)| key).collect();
    let addresses = match options.url_policy {
        UrlPolicy::Original => None,
        _ => {
            Some(addresses(&record.web, record.link.as_deref(), options)).filter(|addresses| addresses.cited.is_some())
        }
    };
    if bad.is_empty() && addresses.is_none() {
        return None;
    }
    let mut changed = record.clone();
    for key in bad {
        if let Some(value) = changed.other.shift_remove(key) {
            changed.custom.insert(key.clone(), value);
        }
    }
    if let Some(addresses) = addresses {
        let address = |text: &str| text.parse::<Address>().map_or_else(|_| Field::literal(text, None), Field::from);
        changed.web.url = addresses.main.map(address);
        if let Some(cited) = addresses.cited {
            changed.custom.insert("original-url".to_owned(), Json::String(cited.to_owned()));
        }
    }
    Some(changed)
}

/// Whether the schema allows a variable with that value.
fn allowed(key: &str, value: &Json) -> bool {
    if TEXTS.contains(&key) {
        value.is_string()
    } else if NUMBERS.contains(&key) {
        value.is_string() || value.is_number()
    } else if key == "categories" {
        value.as_array().is_some_and(|list| list.iter().all(Json::is_string))
    } else if DATES.contains(&key) {
        value.as_object().is_some_and(date)
    } else if crate::record::Role::from_csl(key).is_some() {
        value.as_array().is_some_and(|list| list.iter().all(|name| name.as_object().is_some_and(self::name)))
    } else {
        false
    }
}

fn scalar(value: &Json) -> bool {
    value.is_string() || value.is_number() || value.is_boolean()
}

fn name(name: &Map<String, Json>) -> bool {
    name.iter().all(|(key, value)| match key.as_str() {
        "family" | "given" | "dropping-particle" | "non-dropping-particle" | "suffix" | "literal" => value.is_string(),
        "comma-suffix" | "static-ordering" | "parse-names" => scalar(value),
        _ => false,
    })
}

fn date(date: &Map<String, Json>) -> bool {
    let part = |part: &Json| part.is_string() || part.is_number();
    let parts =
        |parts: &Json| parts.as_array().is_some_and(|parts| (1..=3).contains(&parts.len()) && parts.iter().all(part));
    date.iter().all(|(key, value)| match key.as_str() {
        "date-parts" => value.as_array().is_some_and(|dates| (1..=2).contains(&dates.len()) && dates.iter().all(parts)),
        "season" => part(value),
        "circa" => scalar(value),
        "literal" | "raw" => value.is_string(),
        _ => false,
    })
}
