//! What an item of CSL-JSON says in a spelling of its own: numbers as text, empty parts of names, raw dates.
//!
//! In: a record whose `other` holds names or dates that did not come back as they went in. Out: the same record with them read leniently, so that every
//! format has them. The record itself keeps what it was given: CSL-JSON is written as it came.

use crate::record::{CalendarDate, Date, Endpoint, Field, Name, Person, Precision, Record, Role};
use serde_json::{Map, Value as Json};

/// The record with its other names and dates read; `None` where there are none.
pub(super) fn settled(record: &Record) -> Option<Record> {
    let reads = |key: &String| {
        Role::from_csl(key).is_some() || matches!(key.as_str(), "issued" | "accessed" | "original-date" | "event-date")
    };
    if !record.other.keys().any(reads) {
        return None;
    }
    let mut out = record.clone();
    for (key, value) in &record.other {
        if let Some(role) = Role::from_csl(key) {
            let names: Vec<Name> =
                value.as_array().into_iter().flatten().filter_map(Json::as_object).filter_map(name).collect();
            if !names.is_empty() {
                out.names_mut(role).names = names;
                out.other.shift_remove(key);
            }
        } else if let Some(date) = value.as_object().and_then(date) {
            let slot = match key.as_str() {
                "issued" => &mut out.issued,
                "accessed" => &mut out.web.accessed,
                "original-date" => &mut out.original_date,
                "event-date" => &mut out.event_date,
                _ => continue,
            };
            *slot = Some(date);
            out.other.shift_remove(key);
        }
    }
    Some(out)
}

fn name(name: &Map<String, Json>) -> Option<Name> {
    let part = |key: &str| name.get(key).and_then(Json::as_str).map(str::trim).unwrap_or_default();
    if !part("literal").is_empty() {
        return Some(Name::Literal(part("literal").to_owned()));
    }
    let (family, given) = if part("family").is_empty() { (part("given"), "") } else { (part("family"), part("given")) };
    let person = Person::new(family, given)?;
    Some(Name::Person(
        person.with_particles(part("dropping-particle"), part("non-dropping-particle")).with_suffix(part("suffix")),
    ))
}

fn date(date: &Map<String, Json>) -> Option<Field<Date>> {
    let number = |part: &Json| part.as_i64().or_else(|| part.as_str()?.trim().parse().ok());
    let calendar = |parts: &Json| {
        let mut parts = parts.as_array()?.iter().map(number);
        let year = i32::try_from(parts.next()??).ok()?;
        let mut small = || parts.next().flatten().and_then(|part| u8::try_from(part).ok());
        let (month, day) = (small(), small());
        let precision = match (month, day) {
            (Some(month), Some(day)) => Precision::Day(month, day),
            (Some(month), None) => Precision::Month(month),
            _ => Precision::Year,
        };
        CalendarDate::new(year, precision).ok()
    };
    let mut dates = date.get("date-parts").and_then(Json::as_array).into_iter().flatten().map(calendar);
    if let Some(from) = dates.next().flatten() {
        let to = dates.next().flatten();
        let date = to.map_or(Date::On(from), |to| Date::Interval(Endpoint::On(from), Endpoint::On(to)));
        return Some(Field::from(date));
    }
    let text = ["raw", "literal"]
        .iter()
        .find_map(|key| date.get(*key)?.as_str())
        .map(str::trim)
        .filter(|text| !text.is_empty())?;
    Some(text.parse::<Date>().map_or_else(|_| Field::literal(text, None), Field::from))
}
