//! What a citation template prints, as text.
//!
//! In: a record that was read from a call. Out: one line in the order of CS1 (CS1.md, section 1): names, date, title, work, publisher, numbers,
//! identifiers, archive, access. Limits: English words, and numbers in dates; it stands for the reference where only its structure is known.

use crate::record::{
    CalendarDate, Date, Field, Kind, Name, NameList, Precision, Qualifier, Record, Role, Scheme, Title, Value,
};
use std::fmt::Write as _;

/// Writes the line behind what a text has.
pub(crate) fn print(record: &Record, out: &mut String) {
    let start = out.len();
    let authors = record.names(Role::Author).filter(|list| !list.is_empty());
    let editors = record.names(Role::Editor).filter(|list| !list.is_empty());
    let issued = |out: &mut String, issued: &Field<Date>| {
        date(issued, out);
        out.push_str(record.year_suffix.as_deref().unwrap_or_default());
    };
    let head = authors.or(editors);
    if let Some(list) = head {
        people(list, out);
        if authors.is_none() {
            out.push_str(if list.names.len() > 1 { ", eds." } else { ", ed." });
        }
        if let Some(date) = &record.issued {
            out.push_str(" (");
            issued(out, date);
            out.push(')');
        }
        stop(out);
    }
    let part = record.container_title.is_some() || matches!(record.kind, Kind::Webpage | Kind::ArticleNewspaper);
    if let Some(title) = &record.title {
        let title = title.value_text();
        if part {
            put(out, &["\"", title, "\""]);
        } else {
            out.push_str(title);
        }
        if let Some(medium) = &record.medium {
            put(out, &[" (", medium.as_str(), ")"]);
        }
        stop(out);
    }
    if authors.is_some()
        && let Some(editors) = editors
        && record.kind == Kind::Chapter
    {
        out.push_str("In ");
        people(editors, out);
        out.push_str(" (ed.). ");
    }
    for field in [&record.container_title, &record.collection_title].into_iter().flatten() {
        out.push_str(field.as_str());
        stop(out);
    }
    if let Some(edition) = &record.edition {
        put(out, &["(", edition.as_str(), " ed.). "]);
    }
    numbers(record, out);
    match (&record.publisher_place, &record.publisher) {
        (Some(place), Some(publisher)) => {
            put(out, &[place.as_str(), ": ", publisher.as_str()]);
            stop(out);
        }
        (Some(one), None) | (None, Some(one)) => {
            out.push_str(one.as_str());
            stop(out);
        }
        (None, None) => {}
    }
    if head.is_none()
        && let Some(date) = &record.issued
    {
        issued(out, date);
        stop(out);
    }
    identifiers(record, out);
    web(record, out);
    let line = out.get(start..).map_or(0, |line| line.trim_end().len());
    out.truncate(start + line);
}

fn numbers(record: &Record, out: &mut String) {
    let start = out.len();
    if let Some(volume) = &record.volume {
        out.push_str(volume.as_str());
    }
    if let Some(issue) = &record.issue {
        let space = if out.len() > start { " " } else { "" };
        put(out, &[space, "(", issue.as_str(), ")"]);
    }
    if let Some(page) = &record.page {
        let page = match &page.value {
            Value::Typed(pages) => pages.as_str(),
            Value::Literal(text) => text,
        };
        let label = if page.contains(['-', '–', ',']) { "pp. " } else { "p. " };
        let label = if out.len() > start { ": " } else { label };
        put(out, &[label, page]);
    }
    if out.len() > start {
        stop(out);
    }
}

fn identifiers(record: &Record, out: &mut String) {
    for one in &record.identifiers {
        let (label, value) = (one.scheme.key(), one.value.as_str());
        match one.scheme {
            Scheme::Doi => put(out, &["doi:", value, ". "]),
            Scheme::ArxivId | Scheme::Bibcode | Scheme::Handle => put(out, &[label, ":", value, ". "]),
            Scheme::Pmcid => put(out, &["PMC ", value.trim_start_matches("PMC"), ". "]),
            _ => put(out, &[label, " ", value, ". "]),
        }
    }
}

fn web(record: &Record, out: &mut String) {
    let captured = record.web.snapshots.first().and_then(|snapshot| snapshot.captured.as_ref());
    for (label, day) in [("Archived from the original on ", captured), ("Retrieved ", record.web.accessed.as_ref())] {
        if let Some(day) = day {
            out.push_str(label);
            date(day, out);
            out.push_str(". ");
        }
    }
    if let Some(via) = &record.via {
        put(out, &["– via ", via.as_str(), ". "]);
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

/// Writes pieces one behind the other.
fn put(out: &mut String, pieces: &[&str]) {
    for piece in pieces {
        out.push_str(piece);
    }
}

fn people(list: &NameList, out: &mut String) {
    let start = out.len();
    for (number, name) in list.names.iter().enumerate() {
        if number > 0 {
            out.push_str("; ");
        }
        match name {
            Name::Person(person) if person.given().is_empty() => out.push_str(person.family()),
            Name::Person(person) => put(out, &[person.family(), ", ", person.given()]),
            Name::Organization(name) | Name::Literal(name) => out.push_str(name),
        }
    }
    if list.others {
        out.push_str(if out.len() == start { "et al." } else { "; et al." });
    }
}

fn date(date: &Field<Date>, out: &mut String) {
    match &date.value {
        Value::Typed(Date::Undated) => out.push_str("n.d."),
        Value::Typed(Date::On(date)) if day(*date, out) => {}
        Value::Typed(date) => {
            let _ = write!(out, "{date}");
        }
        Value::Literal(text) => out.push_str(text),
    }
}

/// Writes a day, a month or a year as EDTF has it; `false` for another date. Nearly all dates are one, and `write!` would cost more than all else that is
/// printed.
fn day(date: CalendarDate, out: &mut String) -> bool {
    let (month, day, length) = match (date.precision(), date.qualifier()) {
        (Precision::Day(month, day), Qualifier::Certain) => (month, day, 10),
        (Precision::Month(month), Qualifier::Certain) => (month, 0, 7),
        (Precision::Year, Qualifier::Certain) => (0, 0, 4),
        _ => return false,
    };
    let year = date.year();
    let (Ok(century), Ok(year)) = (u8::try_from(year / 100), u8::try_from(year % 100)) else { return false };
    if !(10..100).contains(&century) {
        return false;
    }
    let two = |number: u8| [b'0' + number / 10 % 10, b'0' + number % 10];
    let ([month_ten, month_one], day) = (two(month), two(day));
    let text = [two(century), two(year), [b'-', month_ten], [month_one, b'-'], day];
    let text = text.as_flattened();
    out.push_str(text.get(..length).and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default());
    true
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
