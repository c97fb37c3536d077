//! CSL-JSON 1.0.2.
//!
//! In: records. Out: an array that validates against `csl-data.json`. A record is a CSL item already; here are the addresses of the policy, and dates
//! and names that not every processor takes.
//!
//! citeproc-py 0.11 loses the whole bibliography over a name of a role that came with CSL 1.0.2, `director` or `contributor`. Such names stand in `note`
//! as Zotero writes what it has no field for, `director: Roe || Jane`: citeproc-js and pandoc read them from there as if they stood in their own place,
//! and so does refs.

use super::link::addresses;
use super::{Exported, Options, UrlPolicy};
use crate::record::{Address, Date, Endpoint, Field, Name, Record, Role};
use serde_json::{Map, Value as Json};

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

/// Whether every processor knows the role.
const fn known(role: Role) -> bool {
    matches!(
        role,
        Role::Author
            | Role::CollectionEditor
            | Role::Composer
            | Role::ContainerAuthor
            | Role::Editor
            | Role::EditorialDirector
            | Role::Illustrator
            | Role::Interviewer
            | Role::OriginalAuthor
            | Role::Recipient
            | Role::Translator
    )
}

/// The record as the policy wants it, with names where every processor takes them; `None` where it is so already.
fn item(record: &Record, options: Options) -> Option<Record> {
    let addresses = match options.url_policy {
        UrlPolicy::Original => None,
        _ => {
            Some(addresses(&record.web, record.link.as_deref(), options)).filter(|addresses| addresses.cited.is_some())
        }
    };
    let noted = record.names.iter().any(|(role, _)| !known(*role));
    if addresses.is_none() && !noted {
        return None;
    }
    let mut changed = record.clone();
    if let Some(addresses) = addresses {
        let address = |text: &str| text.parse::<Address>().map_or_else(|_| Field::literal(text, None), Field::from);
        changed.web.url = addresses.main.map(address);
        if let Some(cited) = addresses.cited {
            changed.custom.insert("original-url".to_owned(), Json::String(cited.to_owned()));
        }
    }
    if noted {
        changed.names.retain(|(role, _)| known(*role));
        let names = record.names.iter().filter(|(role, _)| !known(*role));
        let mut lines: Vec<String> =
            names.flat_map(|(role, list)| list.names.iter().map(|name| line(*role, name))).collect();
        lines.extend(record.note.as_ref().map(|note| note.as_str().to_owned()));
        changed.note = Some(Field::from(lines.join("\n")));
    }
    Some(changed)
}

/// `director: Roe || Jane`.
fn line(role: Role, name: &Name) -> String {
    let flat = |parts: &[&str]| {
        let words = parts.iter().flat_map(|part| part.split_whitespace());
        words.collect::<Vec<_>>().join(" ").replace("||", "|")
    };
    match name {
        Name::Person(person) if !person.given().is_empty() => {
            let family = flat(&[person.non_dropping_particle(), person.family()]);
            let given = flat(&[person.given(), person.dropping_particle()]);
            let comma = if person.suffix().is_empty() { "" } else { ", " };
            format!(
                "{}: {family} || {given}{comma}{}",
                role.as_str(),
                flat(&[person.suffix().trim_matches([',', ' '])])
            )
        }
        name => format!("{}: {}", role.as_str(), flat(&[name.sorting()])),
    }
}
