//! A record as a CSL-JSON item, both ways.
//!
//! Standard: CSL 1.0.2, `csl-data.json`; what it has no variable for stands under `custom`. There are no nulls. Reading an item and writing it gives
//! the same item: what the model has no place for is kept as it came, save that what the schema does not allow is written under `custom`.

use super::variable::allowed;
use super::{
    Address, CalendarDate, Date, Endpoint, Field, Identifier, Kind, Language, Name, NameList, Pages, Person, Precision,
    Qualifier, Record, Role, Scheme, Snapshot, Title, Value, WebLink,
};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::{Map, Value as Json, json};

/// Identifiers that are variables of CSL; the others go under `custom`.
const CSL_SCHEMES: [Scheme; 5] = [Scheme::Doi, Scheme::Isbn, Scheme::Issn, Scheme::Pmid, Scheme::Pmcid];

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
        out.serialize_entry("id", id)?;
        out.serialize_entry("type", kind.as_str())?;
        for (role, list) in names {
            if !list.names.is_empty() {
                out.serialize_entry(role.as_str(), &Names(list))?;
            }
        }
        for (key, date) in [
            ("issued", issued),
            ("original-date", original_date),
            ("event-date", event_date),
            ("accessed", &web.accessed),
        ] {
            if let Some(date) = date
                && says_csl(date)
            {
                out.serialize_entry(key, &CslDate(date))?;
            }
        }
        if let Some(title) = title {
            out.serialize_entry("title", text(title, Title::as_str))?;
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
                out.serialize_entry(key, field.as_str())?;
            }
        }
        if let Some(page) = page {
            out.serialize_entry("page", text(page, Pages::as_str))?;
        }
        if let Some(language) = language {
            out.serialize_entry("language", text(language, Language::as_str))?;
        }
        if let Some(url) = &web.url {
            out.serialize_entry("URL", text(url, Address::as_str))?;
        }
        if let Some(snapshot) = web.snapshots.first() {
            if let Some(archive) = &snapshot.archive {
                out.serialize_entry("archive", archive)?;
            }
            if let Some(url) = &snapshot.url {
                out.serialize_entry("archive_location", text(url, Address::as_str))?;
            }
        }
        for scheme in CSL_SCHEMES {
            write_identifier(&mut out, identifiers, scheme)?;
        }
        for (key, value) in other.iter().filter(|(key, value)| allowed(key, value)) {
            out.serialize_entry(key, value)?;
        }
        out.serialize_entry("custom", &Custom(self))?;
        out.end()
    }
}

/// One identifier as a string; several of a scheme are joined by a space, as CSL has it for ISBN.
fn write_identifier<M: SerializeMap>(out: &mut M, identifiers: &[Identifier], scheme: Scheme) -> Result<(), M::Error> {
    let mut of_scheme = identifiers.iter().filter(|one| one.scheme == scheme);
    let Some(first) = of_scheme.next() else { return Ok(()) };
    let Some(second) = of_scheme.next() else { return out.serialize_entry(scheme.key(), first.value.as_str()) };
    let mut joined = format!("{} {}", first.value.as_str(), second.value.as_str());
    for more in of_scheme {
        joined.push(' ');
        joined.push_str(more.value.as_str());
    }
    out.serialize_entry(scheme.key(), &joined)
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
                out.serialize_entry(key, field.as_str())?;
            }
        }
        if let Some(suffix) = &record.year_suffix {
            out.serialize_entry("year-suffix", suffix)?;
        }
        write_web(&mut out, &record.web)?;
        if !record.maintenance.is_empty() {
            out.serialize_entry("maintenance", &record.maintenance)?;
        }
        let mut edtf = Map::new();
        for (key, date) in [
            ("issued", &record.issued),
            ("original-date", &record.original_date),
            ("event-date", &record.event_date),
            ("accessed", &record.web.accessed),
        ] {
            if let Some(date) = date.as_ref().and_then(Field::as_typed)
                && needs_edtf(*date)
            {
                edtf.insert(key.to_owned(), Json::String(date.to_string()));
            }
        }
        if !edtf.is_empty() {
            out.serialize_entry("edtf", &edtf)?;
        }
        let others: Vec<&str> =
            record.names.iter().filter(|(_, list)| list.others).map(|(role, _)| role.as_str()).collect();
        if !others.is_empty() {
            out.serialize_entry("et-al", &others)?;
        }
        if record.issued.as_ref().and_then(Field::as_typed) == Some(&Date::Undated) {
            out.serialize_entry("undated", &true)?;
        }
        for scheme in Scheme::ALL.iter().filter(|scheme| !CSL_SCHEMES.contains(scheme)) {
            write_identifier(&mut out, &record.identifiers, *scheme)?;
        }
        if !record.bibtex.is_empty() {
            out.serialize_entry("bibtex", &record.bibtex)?;
        }
        if let Some(link) = &record.link {
            out.serialize_entry("link", link)?;
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
            out.serialize_entry("archive-url", text(url, Address::as_str))?;
        }
        if let Some(date) = &snapshot.captured {
            out.serialize_entry("archive-date", &edtf_or_literal(date))?;
        }
    }
    if web.snapshots.len() > 1 {
        let more: Vec<Json> = web.snapshots.iter().skip(1).map(snapshot_json).collect();
        out.serialize_entry("more-snapshots", &more)?;
    }
    if let Some(status) = &web.url_status {
        out.serialize_entry("url-status", status)?;
    }
    if !web.claims.is_empty() {
        out.serialize_entry("claims", &web.claims)?;
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
        out.insert("date".to_owned(), json!(edtf_or_literal(date)));
    }
    Json::Object(out)
}

fn edtf_or_literal(date: &Field<Date>) -> String {
    match &date.value {
        Value::Typed(date) => date.to_string(),
        Value::Literal(text) => text.clone(),
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
            Name::Organization(name) | Name::Literal(name) => out.serialize_entry("literal", name)?,
            Name::Person(person) => {
                for (key, part) in [
                    ("family", person.family()),
                    ("given", person.given()),
                    ("dropping-particle", person.dropping_particle()),
                    ("non-dropping-particle", person.non_dropping_particle()),
                    ("suffix", person.suffix()),
                ] {
                    if !part.is_empty() {
                        out.serialize_entry(key, part)?;
                    }
                }
            }
        }
        out.end()
    }
}

/// A date as CSL's date variable: `date-parts`, `season`, `circa`, or `literal` for what was printed.
struct CslDate<'r>(&'r Field<Date>);

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
            Value::Literal(text) => out.serialize_entry("literal", text)?,
            Value::Typed(Date::Undated) => {}
            Value::Typed(Date::On(date)) => {
                if let Some(parts) = date.parts() {
                    out.serialize_entry("date-parts", &[Parts(parts)])?;
                }
                if let Precision::Season(season) = date.precision()
                    && season.number() < 25
                {
                    out.serialize_entry("season", &(season.number() - 20))?;
                }
                if matches!(date.qualifier(), Qualifier::Approximate | Qualifier::Both) {
                    out.serialize_entry("circa", &true)?;
                }
            }
            Value::Typed(Date::Interval(from, to)) => {
                let parts = |end: &Endpoint| match end {
                    Endpoint::On(date) => date.parts().map(Parts),
                    Endpoint::Open | Endpoint::Unknown => None,
                };
                let ends: Vec<Parts> = [parts(from), parts(to)].into_iter().flatten().collect();
                out.serialize_entry("date-parts", &ends)?;
            }
        }
        out.end()
    }
}

impl Record {
    /// Reads a CSL-JSON item. What the model cannot hold is kept under [`Record::other`] and [`Record::custom`].
    #[must_use]
    pub fn from_csl(mut item: Map<String, Json>) -> Self {
        let mut record = Self::default();
        let mut custom = match item.shift_remove("custom") {
            Some(Json::Object(custom)) => custom,
            Some(value) => {
                record.other.insert("custom".to_owned(), value);
                Map::new()
            }
            None => Map::new(),
        };
        let mut edtf = take_object(&mut custom, "edtf");
        if let Some(id) = item.shift_remove("id") {
            record.id = match id {
                Json::String(id) => id,
                other => other.to_string(),
            };
        }
        if let Some(word) = item.shift_remove("type") {
            if let Some(kind) = word.as_str().and_then(Kind::from_csl) {
                record.kind = kind;
            } else {
                // a type that CSL does not know is kept beside one that says nothing
                record.kind = Kind::Document;
                custom.insert("unknown-type".to_owned(), word);
            }
        }
        for (key, value) in std::mem::take(&mut item) {
            record.take_variable(key, value, &mut edtf);
        }
        record.take_custom(custom, &mut edtf);
        if !edtf.is_empty() {
            record.custom.insert("edtf".to_owned(), Json::Object(edtf));
        }
        record
    }

    /// Puts one variable of an item where it belongs; what has no place, or would not come back the same, is kept as it is.
    fn take_variable(&mut self, key: String, value: Json, edtf: &mut Map<String, Json>) {
        if let Some(role) = Role::from_csl(&key) {
            match names_of(&value) {
                Some(names) => self.names_mut(role).names = names,
                None => {
                    self.other.insert(key, value);
                }
            }
            return;
        }
        if matches!(key.as_str(), "issued" | "original-date" | "event-date" | "accessed") {
            match date_of(&value, edtf.get(&key).and_then(Json::as_str)) {
                Some((date, used)) => {
                    if used {
                        edtf.shift_remove(&key);
                    }
                    *self.date_slot(&key) = Some(date);
                }
                None => {
                    self.other.insert(key, value);
                }
            }
            return;
        }
        let Json::String(text) = value else {
            self.other.insert(key, value);
            return;
        };
        match key.as_str() {
            "title" if Title::new(text.as_str()).is_some() => self.title = Title::new(text).map(Field::from),
            "page" if Pages::new(text.as_str()).is_some() => self.page = Pages::new(text).map(Field::from),
            "language" => {
                self.language = Some(match text.parse::<Language>() {
                    Ok(tag) if tag.as_str() == text => tag.into(),
                    _ => Field::literal(text, None),
                });
            }
            "URL" => self.web.url = Some(address_of(text)),
            "archive" => self.first_snapshot().archive = Some(text),
            "archive_location" => self.first_snapshot().url = Some(address_of(text)),
            _ => self.take_text(key, text),
        }
    }

    fn take_text(&mut self, key: String, text: String) {
        if let Some(scheme) = CSL_SCHEMES.into_iter().find(|scheme| scheme.key() == key) {
            let value = match scheme.canonical(&text) {
                Ok(canonical) if canonical == text => Field::typed(canonical, None),
                _ => Field::literal(text, None),
            };
            self.identifiers.push(Identifier { scheme, value });
            return;
        }
        let slot = match key.as_str() {
            "container-title" => &mut self.container_title,
            "collection-title" => &mut self.collection_title,
            "collection-number" => &mut self.collection_number,
            "publisher" => &mut self.publisher,
            "publisher-place" => &mut self.publisher_place,
            "edition" => &mut self.edition,
            "volume" => &mut self.volume,
            "issue" => &mut self.issue,
            "number" => &mut self.number,
            "locator" => &mut self.locator,
            "section" => &mut self.section,
            "genre" => &mut self.genre,
            "medium" => &mut self.medium,
            "scale" => &mut self.scale,
            "event-title" => &mut self.event_title,
            "note" => &mut self.note,
            _ => {
                self.other.insert(key, Json::String(text));
                return;
            }
        };
        *slot = Some(text.into());
    }

    fn take_custom(&mut self, custom: Map<String, Json>, edtf: &mut Map<String, Json>) {
        for (key, value) in custom {
            match (key.as_str(), value) {
                ("translated-title", Json::String(text)) => self.translated_title = Some(text.into()),
                ("via", Json::String(text)) => self.via = Some(text.into()),
                ("agency", Json::String(text)) => self.agency = Some(text.into()),
                ("quote", Json::String(text)) => self.quote = Some(text.into()),
                ("year-suffix", Json::String(text)) => self.year_suffix = Some(text),
                ("url-status", Json::String(text)) => self.web.url_status = Some(text),
                ("archive-url", Json::String(text)) => self.first_snapshot().url = Some(address_of(text)),
                ("archive-date", Json::String(text)) => self.first_snapshot().captured = Some(edtf_field(text)),
                ("more-snapshots", Json::Array(more)) => {
                    self.first_snapshot();
                    self.web.snapshots.extend(more.iter().filter_map(Json::as_object).map(snapshot_of));
                }
                ("claims", Json::Array(list)) => self.web.claims = strings(list),
                ("maintenance", Json::Array(list)) => self.maintenance = strings(list),
                ("et-al", Json::Array(list)) => {
                    for role in list.iter().filter_map(Json::as_str).filter_map(Role::from_csl) {
                        self.names_mut(role).others = true;
                    }
                }
                ("undated", Json::Bool(true)) if self.issued.is_none() => self.issued = Some(Date::Undated.into()),
                ("bibtex", Json::Object(fields)) => self.bibtex = fields.into(),
                ("link", value) => self.link = Some(Box::new(value)),
                (_, value) => match (Scheme::ALL.iter().find(|scheme| scheme.key() == key), value) {
                    (Some(&scheme), Json::String(text)) if !CSL_SCHEMES.contains(&scheme) => {
                        let value = match scheme.canonical(&text) {
                            Ok(canonical) if canonical == text => Field::typed(canonical, None),
                            _ => Field::literal(text, None),
                        };
                        self.identifiers.push(Identifier { scheme, value });
                    }
                    (_, value) => {
                        self.custom.insert(key, value);
                    }
                },
            }
        }
        // dates that only EDTF can say have no variable of their own
        for key in ["issued", "original-date", "event-date", "accessed"] {
            let date = edtf.get(key).and_then(Json::as_str).and_then(|text| text.parse::<Date>().ok());
            if let Some(date) = date
                && self.date_slot(key).is_none()
            {
                *self.date_slot(key) = Some(date.into());
                edtf.shift_remove(key);
            }
        }
    }

    fn date_slot(&mut self, key: &str) -> &mut Option<Field<Date>> {
        match key {
            "original-date" => &mut self.original_date,
            "event-date" => &mut self.event_date,
            "accessed" => &mut self.web.accessed,
            _ => &mut self.issued,
        }
    }

    fn first_snapshot(&mut self) -> &mut Snapshot {
        if self.web.snapshots.is_empty() {
            self.web.snapshots.push(Snapshot::default());
        }
        #[allow(clippy::indexing_slicing, reason = "there is one, as of the line above")]
        &mut self.web.snapshots[0]
    }
}

fn take_object(map: &mut Map<String, Json>, key: &str) -> Map<String, Json> {
    match map.shift_remove(key) {
        Some(Json::Object(object)) => object,
        Some(value) => {
            map.insert(key.to_owned(), value);
            Map::new()
        }
        None => Map::new(),
    }
}

fn strings(list: Vec<Json>) -> Vec<String> {
    list.into_iter().map(|value| if let Json::String(text) = value { text } else { value.to_string() }).collect()
}

fn address_of(text: String) -> Field<Address> {
    text.parse::<Address>().map_or_else(|_| Field::literal(text, None), Field::from)
}

fn edtf_field(text: String) -> Field<Date> {
    text.parse::<Date>()
        .ok()
        .filter(|date| date.to_string() == text)
        .map_or_else(|| Field::literal(text, None), Field::from)
}

fn snapshot_of(item: &Map<String, Json>) -> Snapshot {
    let string = |key: &str| item.get(key).and_then(Json::as_str).map(str::to_owned);
    Snapshot {
        url: string("url").map(address_of),
        captured: string("date").map(edtf_field),
        archive: string("archive"),
    }
}

/// Names, where every one of them is a person or a literal that comes back the same.
fn names_of(value: &Json) -> Option<Vec<Name>> {
    value
        .as_array()?
        .iter()
        .map(|name| {
            let name = name.as_object()?;
            let part = |key: &str| name.get(key).and_then(Json::as_str).unwrap_or_default();
            let known = ["family", "given", "dropping-particle", "non-dropping-particle", "suffix"];
            let read = if let (1, Some(literal)) = (name.len(), name.get("literal").and_then(Json::as_str)) {
                Name::Literal(literal.to_owned())
            } else if name.keys().all(|key| known.contains(&key.as_str())) {
                let person = Person::new(part("family"), part("given"))?
                    .with_particles(part("dropping-particle"), part("non-dropping-particle"))
                    .with_suffix(part("suffix"));
                let back = [
                    person.family(),
                    person.given(),
                    person.dropping_particle(),
                    person.non_dropping_particle(),
                    person.suffix(),
                ];
                if known
                    .iter()
                    .zip(back)
                    .any(|(key, back)| part(key) != back || (name.contains_key(*key) && back.is_empty()))
                {
                    return None;
                }
                Name::Person(person)
            } else {
                return None;
            };
            Some(read)
        })
        .collect()
}

/// A date variable that comes back the same, and whether the EDTF beside it was used.
fn date_of(value: &Json, edtf: Option<&str>) -> Option<(Field<Date>, bool)> {
    let object = value.as_object()?;
    let read = if let (1, Some(literal)) = (object.len(), object.get("literal").and_then(Json::as_str)) {
        (Field::literal(literal, None), false)
    } else if let Some(date) = edtf.and_then(|text| text.parse::<Date>().ok()) {
        (Field::from(date), true)
    } else {
        let mut dates = object.get("date-parts")?.as_array()?.iter().map(|parts| calendar_date(parts, object));
        let date = match (dates.next(), dates.next(), dates.next()) {
            (Some(first), None, None) => Date::On(first?),
            (Some(first), Some(last), None) => Date::Interval(Endpoint::On(first?), Endpoint::On(last?)),
            _ => return None,
        };
        (Field::from(date), false)
    };
    // what would be written otherwise than it came is kept as it is; a range may have come as its beginning, with EDTF beside it
    let says = |date: &Field<Date>| serde_json::to_value(CslDate(date)).is_ok_and(|back| back == *value);
    let beginning = match read.0.as_typed() {
        Some(Date::Interval(Endpoint::On(from), Endpoint::On(_))) => Some(Field::from(Date::On(*from))),
        _ => None,
    };
    (says(&read.0) || beginning.is_some_and(|from| says(&from))).then_some(read)
}

fn calendar_date(parts: &Json, object: &Map<String, Json>) -> Option<CalendarDate> {
    let parts = parts.as_array()?;
    let number = |at: usize| parts.get(at).map(|part| part.as_i64().and_then(|number| i32::try_from(number).ok()));
    let small = |at: usize| number(at).map(|part| part.and_then(|number| u8::try_from(number).ok()));
    let year = number(0)??;
    let precision = match (small(1), small(2), parts.len()) {
        (None, _, 1) => Precision::Year,
        (Some(Some(month)), None, 2) => Precision::Month(month),
        (Some(Some(month)), Some(Some(day)), 3) => Precision::Day(month, day),
        _ => return None,
    };
    let season = object.get("season").and_then(Json::as_u64).and_then(|number| u8::try_from(number + 20).ok());
    let precision = match (precision, season.and_then(super::Season::from_number)) {
        (Precision::Year, Some(season)) => Precision::Season(season),
        (precision, _) => precision,
    };
    let circa = object.get("circa").and_then(Json::as_bool).unwrap_or(false);
    let qualifier = if circa { Qualifier::Approximate } else { Qualifier::Certain };
    CalendarDate::new(year, precision).ok().map(|date| date.qualified(qualifier))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_comes_back_as_it_went_in() {
        let items = json!([
            {"id": "a", "type": "article-journal", "author": [{"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}, {"literal": "UN"}],
             "issued": {"date-parts": [[2001, 5], [2001, 6]]}, "title": "T", "page": "12–5", "DOI": "10.1000/182", "PMID": "123",
             "custom": {"OCLC": "27", "et-al": ["author"], "edtf": {"accessed": "199X"}, "archive-date": "2001-02-03", "mine": [1, null]}},
            {"id": "b", "type": "book", "issued": {"raw": "spring"}, "ISBN": "12", "author": [{"family": "X", "parse-names": true}], "custom": {"undated": true}},
            {"id": "c", "type": "webpage", "issued": {"date-parts": [["2001"]]}, "title-short": "s", "issue": 4, "title": "", "custom": {}},
            {"id": "d", "type": "song", "issued": {"date-parts": [[1999]], "season": 2, "circa": true}, "custom": {"edtf": {"issued": "1999-22~"}}},
        ]);
        for item in items.as_array().unwrap() {
            let record = Record::from_csl(item.as_object().unwrap().clone());
            assert_eq!(serde_json::to_value(&record).unwrap(), *item);
        }
    }
}
