//! An entry of a .bib file as a record.
//!
//! In: an entry with its inherited fields. Out: a [`Record`]; fields that CSL has no place for stand under `bibtex` as they are written, to be written back.
//! Standard: biblatex manual, section 2 (types and fields); pandoc's mapping to CSL, where the two differ in words only.

use super::latex::{text, verbatim};
use super::names::names;
use super::syntax::Entry;
use crate::diagnostic::Code;
use crate::record::{
    Address, Date, Endpoint, Field, Identifier, Kind, Language, Name, NameList, Pages, Record, Role, Scheme, Snapshot,
    Title,
};
use serde_json::Value as Json;

/// Reads an entry; what is wrong in it goes to `problems`.
pub(super) fn record(entry: &Entry, problems: &mut Vec<(Code, String)>) -> Record {
    let mut record = Record { id: entry.key.clone(), kind: kind(entry), ..Record::default() };
    let value = |name: &str| {
        entry.fields.iter().rev().find(|(one, _)| one == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    };
    dates(&mut record, &value);
    record.title = Title::new(joined(&text(value("title")), &text(value("subtitle")))).map(Field::from);
    for (name, raw) in &entry.fields {
        if !raw.trim().is_empty() && !field(&mut record, entry, name, raw, problems) {
            record.bibtex.insert(name.clone(), Json::String(raw.clone()));
        }
    }
    let thesis = match entry.kind.as_str() {
        "mastersthesis" => "Master's thesis",
        "phdthesis" => "PhD thesis",
        _ => "",
    };
    if record.genre.is_none() && !thesis.is_empty() {
        record.genre = Some(thesis.to_owned().into());
    }
    record
}

fn joined(title: &str, subtitle: &str) -> String {
    match (title.is_empty(), subtitle.is_empty()) {
        (false, false) => format!("{title}: {subtitle}"),
        (true, _) => subtitle.to_owned(),
        (false, true) => title.to_owned(),
    }
}

/// The item type of an entry type.
fn kind(entry: &Entry) -> Kind {
    let has = |name: &str| entry.fields.iter().any(|(one, value)| one == name && !value.is_empty());
    let said =
        entry.fields.iter().find(|(one, _)| one == "entrysubtype").map(|(_, value)| value.as_str()).unwrap_or_default();
    match entry.kind.as_str() {
        "article" | "suppperiodical" => match said {
            "newspaper" => Kind::ArticleNewspaper,
            "magazine" => Kind::ArticleMagazine,
            _ => Kind::ArticleJournal,
        },
        "book" | "mvbook" | "collection" | "mvcollection" | "proceedings" | "mvproceedings" | "reference"
        | "mvreference" | "manual" => Kind::Book,
        "bookinbook" | "inbook" | "incollection" | "suppbook" | "suppcollection" => Kind::Chapter,
        "inproceedings" | "conference" => Kind::PaperConference,
        "inreference" => Kind::EntryEncyclopedia,
        "thesis" | "phdthesis" | "mastersthesis" => Kind::Thesis,
        "report" | "techreport" => Kind::Report,
        "unpublished" => Kind::Manuscript,
        "online" | "electronic" | "www" | "webpage" => Kind::Webpage,
        "dataset" => Kind::Dataset,
        "software" => Kind::Software,
        "patent" => Kind::Patent,
        "periodical" => Kind::Periodical,
        "movie" | "video" => Kind::MotionPicture,
        "audio" | "music" => Kind::Song,
        "image" | "artwork" => Kind::Graphic,
        "letter" => Kind::PersonalCommunication,
        "legislation" | "legal" => Kind::Legislation,
        "jurisdiction" => Kind::LegalCase,
        "standard" => Kind::Standard,
        "performance" => Kind::Performance,
        "review" => Kind::Review,
        "booklet" => Kind::Pamphlet,
        "map" => Kind::Map,
        "misc" if has("url") || has("howpublished") && entry.fields.iter().any(|(_, value)| value.contains("://")) => {
            Kind::Webpage
        }
        _ => Kind::Document,
    }
}

fn dates<'e>(record: &mut Record, value: &dyn Fn(&str) -> &'e str) {
    record.issued = date(value("date")).or_else(|| {
        let (year, month, day) = (text(value("year")), text(value("month")), text(value("day")));
        if year.is_empty() {
            return None;
        }
        let month = month_number(&month).map_or(month, |month| format!("{month:02}"));
        let day = day.parse::<u8>().map_or(String::new(), |day| format!("-{day:02}"));
        let form = if month.is_empty() { year.clone() } else { format!("{year}-{month}{day}") };
        let literal = if month.is_empty() { year.clone() } else { format!("{month} {year}") };
        Some(date(&form).filter(|date| date.as_typed().is_some()).unwrap_or_else(|| {
            date(&year).filter(|_| month.is_empty()).unwrap_or_else(|| Field::literal(literal, None))
        }))
    });
    record.web.accessed = date(value("urldate"));
    record.event_date = date(value("eventdate"));
    record.original_date = date(value("origdate"));
}

fn month_number(month: &str) -> Option<u8> {
    if let Ok(number) = month.parse::<u8>() {
        return (1..=12).contains(&number).then_some(number);
    }
    let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let lower = month.to_lowercase();
    let bare = lower.trim_end_matches('.');
    let english = names
        .iter()
        .zip(1..)
        .find(|(name, _)| bare.starts_with(**name) && bare.chars().all(char::is_alphabetic))
        .map(|(_, number)| number);
    english.or_else(|| match crate::locale::Locale::get().calendar.word(bare)? {
        crate::locale::DateWord::Month(number) => Some(number),
        _ => None,
    })
}

/// A date in EDTF, or as it stands.
fn date(raw: &str) -> Option<Field<Date>> {
    let text = text(raw).replace('–', "/");
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    if text.eq_ignore_ascii_case("n.d.") {
        return Some(Date::Undated.into());
    }
    let read = text.parse::<Date>().ok().or_else(|| text.split_once('T').and_then(|(day, _)| day.parse().ok()));
    let read = read.filter(|date| !matches!(date, Date::Interval(Endpoint::Unknown, _)));
    Some(read.map_or_else(|| Field::literal(text, None), Field::from))
}

/// Puts a field where it belongs; `false` for one that has no place.
#[allow(clippy::too_many_lines, reason = "one table of fields, which is easier to check in one piece")]
fn field(record: &mut Record, entry: &Entry, name: &str, raw: &str, problems: &mut Vec<(Code, String)>) -> bool {
    let journal =
        matches!(record.kind, Kind::ArticleJournal | Kind::ArticleMagazine | Kind::ArticleNewspaper | Kind::Periodical);
    let slot = match name {
        // read already, together
        "title" | "subtitle" | "date" | "year" | "month" | "day" | "urldate" | "eventdate" | "origdate" => return true,
        "author" | "editor" | "translator" | "editora" | "editorb" | "bookauthor" | "commentator" | "annotator"
        | "introduction" | "foreword" | "afterword" | "holder" | "director" | "narrator" => {
            return people(record, entry, name, raw);
        }
        "editortype" | "editoratype" | "entrysubtype" | "archiveprefix" | "eprinttype" | "primaryclass"
        | "eprintclass" => {
            return !matches!(name, "primaryclass" | "eprintclass") || record.identifier(Scheme::ArxivId).is_some();
        }
        "url" => {
            address(record, &verbatim(raw), problems);
            return true;
        }
        "archiveurl" | "archive-url" => {
            let url = verbatim(raw);
            record.web.snapshots.push(Snapshot {
                url: Some(url.parse::<Address>().map_or_else(|_| Field::literal(url.clone(), None), Field::from)),
                captured: None,
                archive: None,
            });
            return true;
        }
        "doi" | "isbn" | "issn" | "pmid" | "pmcid" | "pmc" | "oclc" | "lccn" | "hdl" | "arxiv" | "bibcode" | "zbl"
        | "mrnumber" | "jstor" => return identifier(record, name, raw, problems),
        "eprint" => return eprint(record, entry, raw, problems),
        "pages" => {
            record.page = Pages::new(text(raw)).map(Field::from);
            return true;
        }
        "language" | "langid" => {
            if record.language.is_none() || name == "language" {
                let said = text(raw);
                let known = crate::locale::Locale::get().language(&said).and_then(|code| code.parse::<Language>().ok());
                record.language = Some(
                    said.parse::<Language>()
                        .ok()
                        .filter(|_| said.len() == 2 || said.contains('-'))
                        .or(known)
                        .map_or_else(|| Field::literal(said, None), Field::from),
                );
            }
            return true;
        }
        "shorttitle" | "abstract" | "keywords" | "version" | "venue" | "pagetotal" | "chapter" | "library"
        | "volumes" => {
            let key = match name {
                "shorttitle" => "title-short",
                "keywords" => "keyword",
                "venue" => "event-place",
                "pagetotal" => "number-of-pages",
                "chapter" => "chapter-number",
                "library" => "source",
                "volumes" => "number-of-volumes",
                other => other,
            };
            record.other.entry(key.to_owned()).or_insert_with(|| Json::String(text(raw)));
            return true;
        }
        "howpublished" => {
            let said = verbatim(raw);
            if said.contains("://") && record.web.url.is_none() && !said.contains(' ') {
                address(record, &said, problems);
                return true;
            }
            &mut record.medium
        }
        "journal" | "journaltitle" | "booktitle" | "maintitle" => &mut record.container_title,
        "series" => &mut record.collection_title,
        "volume" => &mut record.volume,
        "issue" => &mut record.issue,
        "number" if journal => &mut record.issue,
        "number" if matches!(record.kind, Kind::Book | Kind::Chapter | Kind::PaperConference) => {
            &mut record.collection_number
        }
        "number" => &mut record.number,
        "edition" => &mut record.edition,
        "publisher" | "institution" | "school" | "organization" => &mut record.publisher,
        "address" | "location" => &mut record.publisher_place,
        "type" => &mut record.genre,
        "eventtitle" => &mut record.event_title,
        "note" | "addendum" => &mut record.note,
        _ => return false,
    };
    if slot.is_some() {
        // a second field for the same place
        return false;
    }
    let said = text(raw);
    *slot = Some(said.into()).filter(|field: &Field<String>| !field.as_str().is_empty());
    let subtitle = match name {
        "journal" | "journaltitle" => "journalsubtitle",
        "booktitle" => "booksubtitle",
        _ => return true,
    };
    if let (Some(field), Some((_, sub))) =
        (record.container_title.as_mut(), entry.fields.iter().find(|(one, _)| one == subtitle))
    {
        *field = joined(field.as_str(), &text(sub)).into();
    }
    true
}

fn people(record: &mut Record, entry: &Entry, name: &str, raw: &str) -> bool {
    let said = |key: &str| {
        entry.fields.iter().find(|(one, _)| one == key).map(|(_, value)| value.as_str()).unwrap_or_default()
    };
    let by_type = |kind: &str| match kind {
        "compiler" => Role::Compiler,
        "translator" => Role::Translator,
        "director" => Role::Director,
        "illustrator" => Role::Illustrator,
        _ => Role::Editor,
    };
    let role = match name {
        "author" => Role::Author,
        "editor" => by_type(said("editortype")),
        "editora" => by_type(said("editoratype")),
        "translator" => Role::Translator,
        "bookauthor" => Role::ContainerAuthor,
        "director" => Role::Director,
        "narrator" => Role::Narrator,
        _ => return false,
    };
    let NameList { names, others } = names(raw);
    let list = record.names_mut(role);
    list.names.extend(names.into_iter().filter(|name| !matches!(name, Name::Literal(text) if text.is_empty())));
    list.others |= others;
    true
}

fn address(record: &mut Record, url: &str, problems: &mut Vec<(Code, String)>) {
    if url.is_empty() {
        return;
    }
    record.web.url = Some(url.parse::<Address>().map_or_else(
        |_| {
            problems.push((Code::BadAddress, format!("found `{url}`, which is no address")));
            Field::literal(url, None)
        },
        Field::from,
    ));
}

fn identifier(record: &mut Record, name: &str, raw: &str, problems: &mut Vec<(Code, String)>) -> bool {
    let scheme = match name {
        "pmc" => Some(Scheme::Pmcid),
        "mrnumber" => Some(Scheme::Mr),
        name => Scheme::from_key(name),
    };
    let Some(scheme) = scheme else { return false };
    let said = verbatim(raw);
    let mut said = said.as_str();
    for prefix in ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:", "DOI:"] {
        said = said.strip_prefix(prefix).unwrap_or(said).trim();
    }
    let several: Vec<&str> = said.split([' ', ',', ';']).filter(|one| !one.is_empty()).collect();
    let all = several.len() > 1 && several.iter().all(|one| scheme.canonical(one).is_ok());
    for one in if all { several } else { vec![said] } {
        let value = match scheme.canonical(one) {
            Ok(canonical) => canonical.into(),
            Err(error) => {
                problems.push((Code::BadIdentifier, format!("found {} `{one}`, which {error}", scheme.key())));
                Field::literal(one, None)
            }
        };
        record.identifiers.push(Identifier { scheme, value });
    }
    true
}

/// `eprint` with `eprinttype` or `archiveprefix`; without them an arXiv number is known by its form.
fn eprint(record: &mut Record, entry: &Entry, raw: &str, problems: &mut Vec<(Code, String)>) -> bool {
    let kind = entry
        .fields
        .iter()
        .find(|(name, _)| name == "eprinttype" || name == "archiveprefix")
        .map(|(_, value)| value.to_lowercase())
        .unwrap_or_default();
    match kind.as_str() {
        "arxiv" => identifier(record, "arxiv", raw, problems),
        "pubmed" => identifier(record, "pmid", raw, problems),
        "jstor" | "hdl" => identifier(record, &kind, raw, problems),
        "" if Scheme::ArxivId.canonical(&verbatim(raw)).is_ok() => identifier(record, "arxiv", raw, problems),
        _ => false,
    }
}
