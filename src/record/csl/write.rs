//! Writes a record as a CSL-JSON item.
//!
//! Out: an object whose keys stand in one order. Not here: the way back ([`super::read`]).

use super::super::variable::allowed;
use super::CSL_SCHEMES;
use crate::json::Put;
use crate::record::{
    Address, CalendarDate, Date, Endpoint, Field, Identifier, Language, Name, NameList, Pages, Precision, Qualifier,
    Record, Scheme, Snapshot, Title, Value, WebLink,
};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::{Map, Value as Json, json};

impl Serialize for Record {
    #[allow(clippy::too_many_lines, reason = "one line a field, and no field may be forgotten")]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self {
            id,
            kind,
            names,
            issued,
            year_suffix: _,
            original_date,
            event_date,
            title,
            translated_title: _,
            container_title,
            collection_title,
            collection_number,
            publisher,
            publisher_place,
            edition,
            volume,
            issue,
            number,
            page,
            locator,
            section,
            genre,
            medium,
            scale,
            event_title,
            language,
            web,
            identifiers,
            via: _,
            agency: _,
            quote: _,
            note,
            maintenance: _,
            bibtex: _,
            link: _,
            custom: _,
            other,
        } = self;
        let mut out = serializer.serialize_map(None)?;
        out.put("id", id)?;
        out.put("type", kind.as_str())?;
        for (role, list) in names {
            if !list.names.is_empty() {
                out.put(role.as_str(), &Names(list))?;
            }
        }
        for (key, date) in dates([issued, original_date, event_date, &web.accessed]).filter(|(_, date)| says_csl(date))
        {
            out.put(key, &CslDate(date))?;
        }
        if let Some(title) = title {
            out.put("title", text(title, Title::as_str))?;
        }
        for (key, field) in [
            ("container-title", container_title),
            ("collection-title", collection_title),
            ("collection-number", collection_number),
            ("publisher", publisher),
            ("publisher-place", publisher_place),
            ("edition", edition),
            ("volume", volume),
            ("issue", issue),
            ("number", number),
            ("locator", locator),
            ("section", section),
            ("genre", genre),
            ("medium", medium),
            ("scale", scale),
            ("event-title", event_title),
            ("note", note),
        ] {
            if let Some(field) = field {
                out.put(key, field.as_str())?;
            }
        }
        if let Some(page) = page {
            out.put("page", text(page, Pages::as_str))?;
        }
        if let Some(language) = language {
            out.put("language", text(language, Language::as_str))?;
        }
        if let Some(url) = &web.url {
            out.put("URL", text(url, Address::as_str))?;
        }
        if let Some(snapshot) = web.snapshots.first() {
            if let Some(archive) = &snapshot.archive {
                out.put("archive", archive)?;
            }
            if let Some(url) = &snapshot.url {
                out.put("archive_location", text(url, Address::as_str))?;
            }
        }
        if !identifiers.is_empty() {
            for scheme in CSL_SCHEMES {
                write_identifier(&mut out, identifiers, scheme)?;
            }
        }
        for (key, value) in other.iter().filter(|(key, value)| allowed(key, value)) {
            out.serialize_entry(key, value)?;
        }
        out.put("custom", &Custom(self))?;
        out.end()
    }
}

/// One identifier as a string; several of a scheme are joined by a space, as CSL has it for ISBN.
fn write_identifier<M: SerializeMap>(out: &mut M, identifiers: &[Identifier], scheme: Scheme) -> Result<(), M::Error> {
    let mut of_scheme = identifiers.iter().filter(|one| one.scheme == scheme);
    let Some(first) = of_scheme.next() else { return Ok(()) };
    let Some(second) = of_scheme.next() else { return out.put(scheme.key(), first.value.as_str()) };
    let mut joined = format!("{} {}", first.value.as_str(), second.value.as_str());
    for more in of_scheme {
        joined.push(' ');
        joined.push_str(more.value.as_str());
    }
    out.put(scheme.key(), &joined)
}

/// What stands under `custom`.
struct Custom<'r>(&'r Record);

impl Serialize for Custom<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let record = self.0;
        let mut out = serializer.serialize_map(None)?;
        for (key, field) in [
            ("translated-title", &record.translated_title),
            ("via", &record.via),
            ("agency", &record.agency),
            ("quote", &record.quote),
        ] {
            if let Some(field) = field {
                out.put(key, field.as_str())?;
            }
        }
        if let Some(suffix) = &record.year_suffix {
            out.put("year-suffix", suffix)?;
        }
        write_web(&mut out, &record.web)?;
        if !record.maintenance.is_empty() {
            out.put("maintenance", &record.maintenance)?;
        }
        let dated = [&record.issued, &record.original_date, &record.event_date, &record.web.accessed];
        if lossy(dated).next().is_some() {
            out.put("edtf", &Edtf(dated))?;
        }
        let others: Vec<&str> =
            record.names.iter().filter(|(_, list)| list.others).map(|(role, _)| role.as_str()).collect();
        if !others.is_empty() {
            out.put("et-al", &others)?;
        }
        if record.issued.as_ref().and_then(Field::as_typed) == Some(&Date::Undated) {
            out.put("undated", &true)?;
        }
        if record.identifiers.iter().any(|one| !CSL_SCHEMES.contains(&one.scheme)) {
            for scheme in Scheme::ALL.iter().filter(|scheme| !CSL_SCHEMES.contains(scheme)) {
                write_identifier(&mut out, &record.identifiers, *scheme)?;
            }
        }
        if !record.bibtex.is_empty() {
            out.put("bibtex", &record.bibtex)?;
        }
        if let Some(link) = &record.link {
            out.put("link", link)?;
        }
        for (key, value) in &record.custom {
            out.serialize_entry(key, value)?;
        }
        for (key, value) in record.other.iter().filter(|(key, value)| !allowed(key, value)) {
            if !record.custom.contains_key(key) {
                out.serialize_entry(key, value)?;
            }
        }
        out.end()
    }
}

fn write_web<M: SerializeMap>(out: &mut M, web: &WebLink) -> Result<(), M::Error> {
    if let Some(snapshot) = web.snapshots.first() {
        if let Some(url) = &snapshot.url {
            out.put("archive-url", text(url, Address::as_str))?;
        }
        if let Some(date) = &snapshot.captured {
            out.put("archive-date", &EdtfOrLiteral(date))?;
        }
    }
    if web.snapshots.len() > 1 {
        let more: Vec<Json> = web.snapshots.iter().skip(1).map(snapshot_json).collect();
        out.put("more-snapshots", &more)?;
    }
    if let Some(status) = &web.url_status {
        out.put("url-status", status)?;
    }
    if !web.claims.is_empty() {
        out.put("claims", &web.claims)?;
    }
    Ok(())
}

fn snapshot_json(snapshot: &Snapshot) -> Json {
    let mut out = Map::new();
    if let Some(archive) = &snapshot.archive {
        out.insert("archive".to_owned(), json!(archive));
    }
    if let Some(url) = &snapshot.url {
        out.insert("url".to_owned(), json!(text(url, Address::as_str)));
    }
    if let Some(date) = &snapshot.captured {
        out.insert("date".to_owned(), json!(EdtfOrLiteral(date)));
    }
    Json::Object(out)
}

/// The dates of a record that are there, with their keys.
fn dates(
    [issued, original, event, accessed]: [&Option<Field<Date>>; 4],
) -> impl Iterator<Item = (&'static str, &Field<Date>)> {
    let all = [("issued", issued), ("original-date", original), ("event-date", event), ("accessed", accessed)];
    all.into_iter().filter_map(|(key, date)| Some((key, date.as_ref()?)))
}

/// Those beside which EDTF stands.
fn lossy(of_record: [&Option<Field<Date>>; 4]) -> impl Iterator<Item = (&'static str, Date)> {
    dates(of_record).filter_map(|(key, date)| Some((key, *date.as_typed()?))).filter(|(_, date)| needs_edtf(*date))
}

/// The dates of a record as EDTF, where CSL's date variables say less.
struct Edtf<'r>([&'r Option<Field<Date>>; 4]);

impl Serialize for Edtf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_map(None)?;
        for (key, date) in lossy(self.0) {
            out.put(key, &Printed(date))?;
        }
        out.end()
    }
}

/// A date as EDTF.
struct Printed(Date);

impl Serialize for Printed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// A date as EDTF, or as it was printed.
struct EdtfOrLiteral<'r>(&'r Field<Date>);

impl Serialize for EdtfOrLiteral<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0.value {
            Value::Typed(date) => Printed(*date).serialize(serializer),
            Value::Literal(text) => serializer.serialize_str(text),
        }
    }
}

fn text<T>(field: &Field<T>, typed: fn(&T) -> &str) -> &str {
    match &field.value {
        Value::Typed(value) => typed(value),
        Value::Literal(text) => text,
    }
}

/// Names as CSL's name variables.
struct Names<'r>(&'r NameList);

impl Serialize for Names<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_seq(Some(self.0.names.len()))?;
        for name in &self.0.names {
            out.serialize_element(&OneName(name))?;
        }
        out.end()
    }
}

struct OneName<'r>(&'r Name);

impl Serialize for OneName<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_map(None)?;
        match self.0 {
            Name::Organization(name) | Name::Literal(name) => out.put("literal", name)?,
            Name::Person(person) => {
                for (key, part) in [
                    ("family", person.family()),
                    ("given", person.given()),
                    ("dropping-particle", person.dropping_particle()),
                    ("non-dropping-particle", person.non_dropping_particle()),
                    ("suffix", person.suffix()),
                ] {
                    if !part.is_empty() {
                        out.put(key, part)?;
                    }
                }
            }
        }
        out.end()
    }
}

/// A date as CSL's date variable: `date-parts`, `season`, `circa`, or `literal` for what was printed.
pub(super) struct CslDate<'r>(pub(super) &'r Field<Date>);

/// Whether CSL's date variable can say anything of it.
fn says_csl(date: &Field<Date>) -> bool {
    match &date.value {
        Value::Literal(_) => true,
        Value::Typed(Date::Undated) => false,
        Value::Typed(Date::On(date)) => date.parts().is_some(),
        Value::Typed(Date::Interval(from, to)) => {
            matches!(from, Endpoint::On(date) if date.parts().is_some())
                && !matches!(to, Endpoint::On(date) if date.parts().is_none())
        }
    }
}

/// Whether CSL's date variable says less than the date: then EDTF stands beside it.
fn needs_edtf(date: Date) -> bool {
    let lossy = |date: CalendarDate| {
        matches!(date.precision(), Precision::Century | Precision::Decade | Precision::Season(_))
            || !matches!(date.qualifier(), Qualifier::Certain)
    };
    match date {
        Date::Undated => false,
        Date::On(date) => lossy(date),
        Date::Interval(from, to) => [from, to].iter().any(|end| !matches!(end, Endpoint::On(date) if !lossy(*date))),
    }
}

/// The integers of one date, as CSL's `date-parts` lists them.
struct Parts([Option<i32>; 3]);

impl Serialize for Parts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_seq(None)?;
        for part in self.0.iter().flatten() {
            out.serialize_element(part)?;
        }
        out.end()
    }
}

impl Serialize for CslDate<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_map(None)?;
        match &self.0.value {
            Value::Literal(text) => out.put("literal", text)?,
            Value::Typed(Date::Undated) => {}
            Value::Typed(Date::On(date)) => {
                if let Some(parts) = date.parts() {
                    out.put("date-parts", &[Parts(parts)])?;
                }
                if let Precision::Season(season) = date.precision()
                    && season.number() < 25
                {
                    out.put("season", &(season.number() - 20))?;
                }
                if matches!(date.qualifier(), Qualifier::Approximate | Qualifier::Both) {
                    out.put("circa", &true)?;
                }
            }
            Value::Typed(Date::Interval(from, to)) => {
                let parts = |end: &Endpoint| match end {
                    Endpoint::On(date) => date.parts().map(Parts),
                    Endpoint::Open | Endpoint::Unknown => None,
                };
                let ends: Vec<Parts> = [parts(from), parts(to)].into_iter().flatten().collect();
                out.put("date-parts", &ends)?;
            }
        }
        out.end()
    }
}
