//! Hayagriva YAML, the bibliography of Typst.
//!
//! In: a record. Out: one mapping under its key. Standard: hayagriva's docs/file-format.md. One value that hayagriva cannot read loses it the whole
//! file: addresses, languages and dates are written only where they are certain to be read, and else said in `note`.

mod kind;
mod person;
mod scalar;

use super::aside::{ABSTRACT, SHORT_CONTAINER, SHORT_TITLE, asides};
use super::link::addresses;
use super::moment::{human, is_undated, moment};
use super::printed::{Printed as _, joined};
use super::remark::{self, Ink, Remarks, Rest};
use super::sheet::Sheet;
use super::tongue::tongue;
use super::{Options, leftovers};
use crate::record::{Address, Date, Field, Identifier, Record, Role, WebLink};
use kind::types;
use person::persons;
use scalar::{formattable, quoted, quoted_if_number, string, text, titled};

/// Roles that hayagriva lists beside authors and editors.
const AFFILIATED: &[(Role, &str)] = &[
    (Role::Translator, "translator"),
    (Role::Compiler, "compiler"),
    (Role::Organizer, "organizer"),
    (Role::Composer, "composer"),
    (Role::Director, "director"),
    (Role::Producer, "producer"),
    (Role::ExecutiveProducer, "executive-producer"),
    (Role::ScriptWriter, "writer"),
    (Role::Illustrator, "illustrator"),
    (Role::Narrator, "narrator"),
    (Role::Performer, "cast-member"),
    (Role::Contributor, "collaborator"),
];

/// How long a key of a mapping may be that stands before its colon (YAML 1.2, section 7.4.2: 1,024 characters).
const LONGEST_KEY: usize = 1000;

/// Writes one entry.
#[allow(
    clippy::too_many_lines,
    reason = "a record is taken apart and written field by field, in the order of the output"
)]
pub(super) fn entry(record: &Record, options: Options, sheet: &mut Sheet) {
    let Record {
        id,
        kind,
        names,
        issued,
        year_suffix,
        original_date,
        event_date,
        title,
        translated_title,
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
        via,
        agency,
        quote,
        note,
        // messages of the citation software, and what check-links found, are about the citation and not about the work
        maintenance: _,
        bibtex,
        link,
        custom,
        other,
    } = record;
    let WebLink { url: _, accessed, snapshots: _, url_status, claims } = web;
    let addresses = addresses(web, link.as_deref(), options);
    let container = container_title.printed();
    let (own, parent) = types(*kind, container.is_some());
    let mut said = Rest::default();
    let by = |role: Role| {
        names.iter().find(|(of, _)| *of == role).map(|(_, list)| list).filter(|list| !list.names.is_empty())
    };

    // a number alone would be read as one
    if id.len() > LONGEST_KEY {
        sheet.raw("? ");
        quoted_if_number(sheet, id);
        sheet.raw("\n");
    } else {
        quoted_if_number(sheet, id);
    }
    sheet.raw(":\n  type: ");
    sheet.raw(own);
    sheet.raw("\n");
    let aside = |name: &str| asides(other).find(|(aside, _)| aside.name() == name).map(|(_, text)| text);
    let [short, short_container] = [aside(SHORT_TITLE), aside(SHORT_CONTAINER)];
    let title = title.printed().or(translated_title.printed());
    if let Some(title) = title {
        titled(sheet, "  ", title, short);
    }
    persons(sheet, "  author: ", by(Role::Author));
    persons(sheet, "  editor: ", by(Role::Editor));
    if AFFILIATED.iter().any(|(role, _)| by(*role).is_some()) {
        sheet.raw("  affiliated:\n");
        for (role, word) in AFFILIATED {
            if let Some(list) = by(*role) {
                sheet.raw("    - role: ");
                sheet.raw(word);
                sheet.raw("\n");
                persons(sheet, "      names: ", Some(list));
            }
        }
    }
    said.issued = date(sheet, "  date: ", issued.as_ref());
    let tag = language.as_ref().and_then(|language| {
        language.as_typed().map(crate::record::Language::as_str).or(tongue(language).map(|t| t.tag))
    });
    match tag.filter(|tag| plain_tag(tag)) {
        Some(tag) => {
            sheet.raw("  language: ");
            quoted_if_number(sheet, tag);
            sheet.raw("\n");
        }
        None => said.in_language = language.printed(),
    }
    string(sheet, "  edition: ", edition.printed());
    text(sheet, "  genre: ", genre.printed());
    house(sheet, publisher.printed(), publisher_place.printed());
    string(sheet, "  volume: ", volume.printed());
    let mut numbers = [issue.printed(), number.printed(), collection_number.printed()];
    let in_series = collection_title.is_some() && numbers.iter().flatten().count() == 1 && collection_number.is_some();
    if !in_series && let Some(first) = numbers.iter_mut().find(|number| number.is_some()) {
        string(sheet, "  issue: ", first.take());
    }
    [said.issue, said.number, said.series_number] = numbers;
    said.series = collection_title.printed();
    pages(sheet, page.printed(), &mut said);
    url(sheet, addresses.main, accessed.as_ref());
    serial_numbers(sheet, identifiers);
    text(sheet, "  abstract: ", aside(ABSTRACT));
    text(sheet, "  archive: ", addresses.archive_name.filter(|_| addresses.archived));
    text(sheet, "  archive-location: ", addresses.archive);

    said.original_date = original_date.as_ref();
    said.event = event_title.printed();
    said.event_date = event_date.as_ref();
    said.medium = medium.printed();
    said.section = section.printed();
    said.locator = locator.printed();
    said.scale = scale.printed();
    said.agency = agency.printed();
    said.via = via.printed();
    said.quote = quote.printed();
    said.note = note.printed();
    said.others = Some(other);
    let translated = translated_title.printed().filter(|translated| title.is_some_and(|title| title != *translated));
    write_note(sheet, |sheet| {
        let mut remarks = Remarks { sheet, ink: Ink::Plain, before: "", between: ". ", any: false, capital: false };
        remarks.say("", translated.map(|text| format!("[{text}]")).as_deref());
        said.write(&mut remarks);
        let held =
            |role: Role| matches!(role, Role::Author | Role::Editor) || AFFILIATED.iter().any(|(of, _)| *of == role);
        remark::people(&mut remarks, names, held);
        remark::et_al(&mut remarks, names, held);
        let address = readable(addresses.main).is_some();
        if !address {
            remarks.say("Address: ", addresses.main);
        }
        remark::web(&mut remarks, &addresses, true, ": ");
        remark::more_snapshots(&mut remarks, web, ": ");
        let held = |date: &&Field<Date>| address && moment(date).is_some_and(|(_, whole)| whole);
        if let Some(accessed) = accessed.as_ref().filter(|date| !is_undated(date) && !held(date)) {
            remarks.say("Retrieved ", Some(&human(accessed)));
        }
        remark::claims(&mut remarks, claims, url_status.as_deref());
    });
    if let Some(container) = container {
        sheet.raw("  parent:\n    type: ");
        sheet.raw(parent);
        sheet.raw("\n");
        titled(sheet, "    ", container, short_container);
    }
    for (one, _) in asides(other) {
        let held = match one.name() {
            ABSTRACT => true,
            SHORT_TITLE => title.is_some(),
            SHORT_CONTAINER => container.is_some(),
            _ => false,
        };
        if !held {
            sheet.lost(id, one.name(), "it has no place for it");
        }
    }
    for field in bibtex.keys() {
        sheet.lost(id, field, "it is a field of the .bib file that it came from");
    }
    leftovers(sheet, id, year_suffix.as_deref(), custom, other);
}

/// The note: written to the end of the sheet, taken back, and quoted.
fn write_note(sheet: &mut Sheet, write: impl FnOnce(&mut Sheet)) {
    let start = sheet.out.len();
    write(sheet);
    let note = sheet.out.split_off(start);
    text(sheet, "  note: ", Some(note.as_str()).filter(|note| !note.is_empty()));
}

/// A date; gives it back where year, month and day do not say all of it.
fn date<'r>(sheet: &mut Sheet, label: &str, date: Option<&'r Field<Date>>) -> Option<&'r Field<Date>> {
    let date = date.filter(|date| !is_undated(date))?;
    let Some((when, whole)) = moment(date) else { return Some(date) };
    sheet.raw(label);
    when.write_iso(&mut sheet.out);
    sheet.raw("\n");
    if whole { None } else { Some(date) }
}

fn house(sheet: &mut Sheet, publisher: Option<&str>, place: Option<&str>) {
    match (publisher, place) {
        (Some(publisher), Some(place)) => {
            sheet.raw("  publisher:\n    name: ");
            formattable(sheet, publisher);
            sheet.raw("\n    location: ");
            formattable(sheet, place);
            sheet.raw("\n");
        }
        (publisher, place) => {
            text(sheet, "  publisher: ", publisher);
            text(sheet, "  location: ", place);
        }
    }
}

/// Pages as a range that hayagriva reads; others are said.
fn pages<'r>(sheet: &mut Sheet, page: Option<&'r str>, said: &mut Rest<'r>) {
    let Some(page) = page else { return };
    let plain = page.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '–' | ',' | ' ' | '.'));
    if plain && page.len() < 60 {
        sheet.raw("  page-range: ");
        quoted(sheet, &page.replace('–', "-"));
        sheet.raw("\n");
    } else {
        said.page = Some(page);
    }
}

/// How many bytes of an address Typst makes a link of.
const LONGEST_ADDRESS: usize = 8000;

/// An address that hayagriva reads: one that has its scheme.
fn readable(address: Option<&str>) -> Option<&str> {
    address.filter(|text| text.parse::<Address>().is_ok() && url_like(text))
}

fn url_like(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| url.has_host() && url.as_str().len() <= LONGEST_ADDRESS)
}

fn url(sheet: &mut Sheet, main: Option<&str>, accessed: Option<&Field<Date>>) {
    let Some(main) = readable(main) else { return };
    if let Some((when, _)) = accessed.and_then(moment) {
        sheet.raw("  url:\n    value: ");
        quoted(sheet, main);
        sheet.raw("\n    date: ");
        when.write_iso(&mut sheet.out);
    } else {
        sheet.raw("  url: ");
        quoted(sheet, main);
    }
    sheet.raw("\n");
}

/// Identifiers: all schemes have a place under `serial-number`.
fn serial_numbers(sheet: &mut Sheet, identifiers: &[Identifier]) {
    let mut any = false;
    for (at, identifier) in identifiers.iter().enumerate() {
        let scheme = identifier.scheme;
        let again = identifiers.iter().take(at).any(|one| one.scheme == scheme);
        let Some(value) = joined(identifiers, scheme).filter(|_| !again) else { continue };
        sheet.raw(if any { "    " } else { "  serial-number:\n    " });
        any = true;
        sheet.raw(&scheme.key().to_ascii_lowercase());
        sheet.raw(": ");
        quoted(sheet, &value);
        sheet.raw("\n");
    }
}

/// Language, script, region: what hayagriva's reader of languages certainly takes.
fn plain_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let letters = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic())
    };
    let Some(first) = parts.next() else { return false };
    letters(first, 2..=3)
        && parts.all(|part| {
            letters(part, 4..=4) || letters(part, 2..=2) || part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit())
        })
}
