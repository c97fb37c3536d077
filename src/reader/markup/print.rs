//! What a citation template prints, as text.
//!
//! In: a record that was read from a call. Out: one line in the order of CS1 (CS1.md, section 1): names, date, title, work, publisher, numbers,
//! identifiers, archive, access. Limits: English words, and numbers in dates; it stands for the reference where only its structure is known.

use crate::record::{Date, Field, Kind, Name, NameList, Record, Role, Scheme, Title, Value};
use std::fmt::Write as _;

/// The line.
pub(crate) fn print(record: &Record) -> String {
    let mut out = String::with_capacity(160);
    let authors = record.names(Role::Author).filter(|list| !list.is_empty());
    let editors = record.names(Role::Editor).filter(|list| !list.is_empty());
    let date = record.issued.as_ref().map(|date| printed(date) + record.year_suffix.as_deref().unwrap_or_default());
    let head = authors.or(editors);
    if let Some(list) = head {
        out.push_str(&people(list));
        if authors.is_none() {
            out.push_str(if list.names.len() > 1 { ", eds." } else { ", ed." });
        }
        if let Some(date) = &date {
            let _ = write!(out, " ({date})");
        }
        stop(&mut out);
    }
    let part = record.container_title.is_some() || matches!(record.kind, Kind::Webpage | Kind::ArticleNewspaper);
    if let Some(title) = &record.title {
        let title = title.value_text();
        if part {
            let _ = write!(out, "\"{title}\"");
        } else {
            out.push_str(title);
        }
        if let Some(medium) = &record.medium {
            let _ = write!(out, " ({})", medium.as_str());
        }
        stop(&mut out);
    }
    if authors.is_some()
        && let Some(editors) = editors
        && record.kind == Kind::Chapter
    {
        let _ = write!(out, "In {} (ed.). ", people(editors));
    }
    for field in [&record.container_title, &record.collection_title].into_iter().flatten() {
        out.push_str(field.as_str());
        stop(&mut out);
    }
    if let Some(edition) = &record.edition {
        let _ = write!(out, "({} ed.). ", edition.as_str());
    }
    numbers(record, &mut out);
    match (&record.publisher_place, &record.publisher) {
        (Some(place), Some(publisher)) => {
            let _ = write!(out, "{}: {}", place.as_str(), publisher.as_str());
            stop(&mut out);
        }
        (Some(one), None) | (None, Some(one)) => {
            out.push_str(one.as_str());
            stop(&mut out);
        }
        (None, None) => {}
    }
    if head.is_none()
        && let Some(date) = &date
    {
        out.push_str(date);
        stop(&mut out);
    }
    identifiers(record, &mut out);
    web(record, &mut out);
    out.truncate(out.trim_end().len());
    out
}

fn numbers(record: &Record, out: &mut String) {
    let start = out.len();
    if let Some(volume) = &record.volume {
        out.push_str(volume.as_str());
    }
    if let Some(issue) = &record.issue {
        let space = if out.len() > start { " " } else { "" };
        let _ = write!(out, "{space}({})", issue.as_str());
    }
    if let Some(page) = &record.page {
        let page = match &page.value {
            Value::Typed(pages) => pages.as_str(),
            Value::Literal(text) => text,
        };
        let label = if page.contains(['-', '–', ',']) { "pp. " } else { "p. " };
        let _ = write!(out, "{}{page}", if out.len() > start { ": " } else { label });
    }
    if out.len() > start {
        stop(out);
    }
}

fn identifiers(record: &Record, out: &mut String) {
    for one in &record.identifiers {
        let (label, value) = (one.scheme.key(), one.value.as_str());
        match one.scheme {
            Scheme::Doi => {
                let _ = write!(out, "doi:{value}. ");
            }
            Scheme::ArxivId | Scheme::Bibcode | Scheme::Handle => {
                let _ = write!(out, "{label}:{value}. ");
            }
            Scheme::Pmcid => {
                let _ = write!(out, "PMC {}. ", value.trim_start_matches("PMC"));
            }
            _ => {
                let _ = write!(out, "{label} {value}. ");
            }
        }
    }
}

fn web(record: &Record, out: &mut String) {
    if let Some(date) = record.web.snapshots.first().and_then(|snapshot| snapshot.captured.as_ref()) {
        let _ = write!(out, "Archived from the original on {}. ", printed(date));
    }
    if let Some(date) = &record.web.accessed {
        let _ = write!(out, "Retrieved {}. ", printed(date));
    }
    if let Some(via) = &record.via {
        let _ = write!(out, "– via {}. ", via.as_str());
    }
    if let Some(quote) = &record.quote {
        out.push_str(quote.as_str());
        stop(out);
    }
}

/// Ends a sentence, unless it has an end.
fn stop(out: &mut String) {
    out.push_str(if out.ends_with(['.', '?', '!', '。', '…']) { " " } else { ". " });
}

fn people(list: &NameList) -> String {
    let mut out = String::new();
    for (number, name) in list.names.iter().enumerate() {
        if number > 0 {
            out.push_str("; ");
        }
        match name {
            Name::Person(person) if person.given().is_empty() => out.push_str(person.family()),
            Name::Person(person) => {
                let _ = write!(out, "{}, {}", person.family(), person.given());
            }
            Name::Organization(name) | Name::Literal(name) => out.push_str(name),
        }
    }
    if list.others {
        out.push_str(if out.is_empty() { "et al." } else { "; et al." });
    }
    out
}

fn printed(date: &Field<Date>) -> String {
    match &date.value {
        Value::Typed(Date::Undated) => "n.d.".to_owned(),
        Value::Typed(date) => date.to_string(),
        Value::Literal(text) => text.clone(),
    }
}

/// The text of a title, typed or not.
trait ValueText {
    fn value_text(&self) -> &str;
}

impl ValueText for Field<Title> {
    fn value_text(&self) -> &str {
        match &self.value {
            Value::Typed(title) => title.as_str(),
            Value::Literal(text) => text,
        }
    }
}
