//! Which variables the schema of CSL-JSON knows, and what their values may be.
//!
//! In: a variable that the model has no field for, and its value. Out: whether it may stand in an item; else it stands under `custom`. Standard:
//! `csl-data.json` of CSL 1.0.2.

use super::Role;
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

/// Whether the schema allows a variable with that value.
pub(super) fn allowed(key: &str, value: &Json) -> bool {
    if TEXTS.contains(&key) {
        value.is_string()
    } else if NUMBERS.contains(&key) {
        value.is_string() || value.is_number()
    } else if key == "categories" {
        value.as_array().is_some_and(|list| list.iter().all(Json::is_string))
    } else if DATES.contains(&key) {
        value.as_object().is_some_and(date)
    } else if Role::from_csl(key).is_some() {
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
