//! Reads a CSL-JSON item.
//!
//! In: an object of any kind. Out: a record; what the model cannot hold is kept as it came. Not here: the way out ([`super::write`]).

use super::CSL_SCHEMES;
use super::write::CslDate;
use crate::record::{
    Address, CalendarDate, Date, Endpoint, Field, Identifier, Kind, Language, Name, Pages, Person, Precision,
    Qualifier, Record, Role, Scheme, Season, Snapshot, Title,
};
use serde_json::{Map, Value as Json};

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
    let precision = match (precision, season.and_then(Season::from_number)) {
        (Precision::Year, Some(season)) => Precision::Season(season),
        (precision, _) => precision,
    };
    let circa = object.get("circa").and_then(Json::as_bool).unwrap_or(false);
    let qualifier = if circa { Qualifier::Approximate } else { Qualifier::Certain };
    CalendarDate::new(year, precision).ok().map(|date| date.qualified(qualifier))
}
