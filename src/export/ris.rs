//! RIS, as EndNote, Mendeley and Zotero read it.
//!
//! In: a record. Out: one record of RIS: one tag a line, never wrapped, `TY` first and `ER` last, UTF-8 without a byte order mark. Standard: the RIS
//! specification of 2011 (Research Information Systems). Facts without a tag are lines of `N1`.

use super::aside::asides;
use super::link::addresses;
use super::moment::{digits, is_undated, moment};
use super::printed::{Printed as _, joined};
use super::remark::{self, Ink, Remarks, Rest};
use super::sheet::Sheet;
use super::tongue::tongue;
use super::{Options, leftovers};
use crate::record::{Date, Field, Identifier, Kind, Name, NameList, Record, Role, Scheme, WebLink};

/// The type of reference.
const fn kind_word(kind: Kind, contained: bool) -> &'static str {
    match kind {
        Kind::ArticleJournal | Kind::Review | Kind::ReviewBook => "JOUR",
        Kind::ArticleMagazine => "MGZN",
        Kind::ArticleNewspaper => "NEWS",
        Kind::Bill => "BILL",
        Kind::Book | Kind::Chapter if contained => "CHAP",
        Kind::Book | Kind::Chapter | Kind::Collection => "BOOK",
        Kind::Broadcast | Kind::MotionPicture => "VIDEO",
        Kind::Classic => "CLSWK",
        Kind::Dataset => "DATA",
        Kind::EntryDictionary => "DICT",
        Kind::Entry | Kind::EntryEncyclopedia => "ENCYC",
        Kind::Figure => "FIGURE",
        Kind::Graphic => "ART",
        Kind::Hearing => "HEAR",
        Kind::PersonalCommunication => "PCOMM",
        Kind::LegalCase => "CASE",
        Kind::Legislation | Kind::Regulation | Kind::Treaty => "STAT",
        Kind::Manuscript => "MANSCPT",
        Kind::Map => "MAP",
        Kind::MusicalScore => "MUSIC",
        Kind::Pamphlet => "PAMP",
        Kind::PaperConference => "CPAPER",
        Kind::Patent => "PAT",
        Kind::Periodical => "JFULL",
        Kind::PostWeblog => "BLOG",
        Kind::Report => "RPRT",
        Kind::Song => "SOUND",
        Kind::Speech | Kind::Event => "CONF",
        Kind::Standard => "STAND",
        Kind::Thesis => "THES",
        Kind::Software => "COMP",
        Kind::Webpage | Kind::Post => "ELEC",
        Kind::Article | Kind::Document | Kind::Interview | Kind::Performance => "GEN",
    }
}

/// Writes one record.
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
    let mut said = Rest::default();

    tag(sheet, "TY", Some(kind_word(*kind, container.is_some())));
    tag(sheet, "ID", Some(id));
    for (role, word) in PEOPLE {
        for (_, list) in names.iter().filter(|(of, _)| of == role) {
            people(sheet, word, list);
        }
    }
    tag(sheet, "TI", title.printed());
    tag(sheet, "TT", translated_title.printed());
    tag(sheet, "T2", container);
    tag(sheet, "T3", collection_title.printed());
    said.issued = date(sheet, issued.as_ref());
    said.original_date = original_date.as_ref();
    tag(sheet, "ET", edition.printed());
    tag(sheet, "CY", publisher_place.printed());
    // a site without a publisher of its own is what readers know a page by
    tag(sheet, "PB", publisher.printed().or(container.filter(|_| *kind == Kind::Webpage)));
    tag(sheet, "VL", volume.printed());
    let mut numbers = [issue.printed(), number.printed(), collection_number.printed()];
    if let Some(first) = numbers.iter_mut().find(|number| number.is_some()) {
        tag(sheet, "IS", first.take());
    }
    [said.issue, said.number, said.series_number] = numbers;
    pages(sheet, page.printed());
    tag(sheet, "SE", section.printed());
    tag(sheet, "M3", genre.printed());
    let serial = serial_numbers(sheet, identifiers);
    if let Some((when, _)) = accessed.as_ref().and_then(moment) {
        sheet.raw("Y2  - ");
        slashed(sheet, when);
        sheet.raw("\n");
    }
    tag(
        sheet,
        "LA",
        language.as_ref().and_then(|language| {
            language
                .as_typed()
                .map(crate::record::Language::as_str)
                .or(tongue(language).map(|t| t.tag))
                .or(language.printed())
        }),
    );
    tag(sheet, "DP", via.printed());
    for (aside, text) in asides(other) {
        // one tag a keyword
        let parts = if aside.ris == "KW" { [',', ';'].as_slice() } else { &[] };
        for part in text.split(parts).map(str::trim).filter(|part| !part.is_empty()) {
            tag(sheet, aside.ris, Some(part));
        }
    }
    if let Some(main) = addresses.main {
        sheet.raw("UR  - ");
        address(sheet, main);
        sheet.raw("\n");
    }

    said.event = event_title.printed();
    said.event_date = event_date.as_ref();
    said.medium = medium.printed();
    said.locator = locator.printed();
    said.scale = scale.printed();
    said.agency = agency.printed();
    said.quote = quote.printed();
    said.note = note.printed();
    said.others = Some(other);
    let mut remarks =
        Remarks { sheet, ink: Ink::Plain, before: "N1  - ", between: "\nN1  - ", any: false, capital: false };
    said.write(&mut remarks);
    let tagged = |role: Role| PEOPLE.iter().any(|(of, _)| *of == role);
    remark::people(&mut remarks, names, tagged);
    remark::et_al(&mut remarks, names, tagged);
    remark::identifiers(&mut remarks, identifiers, |one| {
        Some(one.scheme) == serial
            || matches!(one.scheme, Scheme::Doi | Scheme::Pmid) && record.identifier(one.scheme) == Some(one)
    });
    remark::web(&mut remarks, &addresses, true, ": ");
    remark::more_snapshots(&mut remarks, web, ": ");
    if let Some(accessed) =
        accessed.as_ref().filter(|date| moment(date).is_none_or(|(_, whole)| !whole) && !is_undated(date))
    {
        remarks.say("Retrieved ", Some(&super::moment::human(accessed)));
    }
    remark::claims(&mut remarks, claims, url_status.as_deref());
    if remarks.any {
        sheet.raw("\n");
    }
    sheet.raw("ER  - \n");
    for field in bibtex.keys() {
        sheet.lost(id, field, "it is a field of the .bib file that it came from");
    }
    leftovers(sheet, id, year_suffix.as_deref(), custom, other);
}

/// Roles with a tag of their own.
const PEOPLE: &[(Role, &str)] =
    &[(Role::Author, "AU"), (Role::Editor, "A2"), (Role::CollectionEditor, "A3"), (Role::Translator, "A4")];

fn tag(sheet: &mut Sheet, tag: &str, value: Option<&str>) {
    if let Some(value) = value {
        sheet.raw(tag);
        sheet.raw("  - ");
        sheet.line(value);
        sheet.raw("\n");
    }
}

/// `AU  - Gogh, Vincent van`: one line a name, `Last, First, Suffix`.
fn people(sheet: &mut Sheet, word: &str, list: &NameList) {
    for name in &list.names {
        let text = match name {
            Name::Organization(name) | Name::Literal(name) => name.trim().to_owned(),
            Name::Person(person) => {
                let mut text = String::new();
                for particle in [person.dropping_particle(), person.non_dropping_particle()] {
                    if !particle.is_empty() {
                        text.push_str(particle);
                        if !particle.ends_with(['\'', '’']) {
                            text.push(' ');
                        }
                    }
                }
                text.push_str(person.family());
                for part in [person.given(), person.suffix().trim_matches([',', ' '])] {
                    if !part.is_empty() {
                        text.push_str(", ");
                        text.push_str(part);
                    }
                }
                text
            }
        };
        tag(sheet, word, Some(&text));
    }
}

/// `PY` and `DA`; gives the date back where they do not say all of it.
fn date<'r>(sheet: &mut Sheet, date: Option<&'r Field<Date>>) -> Option<&'r Field<Date>> {
    let date = date.filter(|date| !is_undated(date))?;
    let Some((when, whole)) = moment(date) else { return Some(date) };
    sheet.raw("PY  - ");
    digits(&mut sheet.out, when.year.unsigned_abs(), 4);
    sheet.raw("\nDA  - ");
    slashed(sheet, when);
    sheet.raw("\n");
    if whole { None } else { Some(date) }
}

/// `2017/03/19/`, `2017/03//`, `2017///`.
fn slashed(sheet: &mut Sheet, when: super::moment::Moment) {
    digits(&mut sheet.out, when.year.unsigned_abs(), 4);
    for part in [when.month, when.day.filter(|_| when.month.is_some())] {
        sheet.raw("/");
        if let Some(part) = part {
            digits(&mut sheet.out, part.into(), 2);
        }
    }
    sheet.raw("/");
}

/// `SP` and `EP` for one range, `SP` for anything else.
fn pages(sheet: &mut Sheet, page: Option<&str>) {
    let Some(page) = page else { return };
    let mut ends = page.split(['-', '–', '—', '‐', '‑', '−']).map(str::trim).filter(|end| !end.is_empty());
    match (ends.next(), ends.next(), ends.next()) {
        (Some(first), Some(last), None)
            if !page.contains([',', ';', ' ']) || !first.contains([',', ' ']) && !last.contains([',', ' ']) =>
        {
            tag(sheet, "SP", Some(first));
            tag(sheet, "EP", Some(last));
        }
        _ => tag(sheet, "SP", Some(page)),
    }
}

/// `SN` (of a book its ISBN, else ISSN), `DO`, `AN` for PubMed; gives back the scheme that took `SN`.
fn serial_numbers(sheet: &mut Sheet, identifiers: &[Identifier]) -> Option<Scheme> {
    let first = |scheme: Scheme| identifiers.iter().find(|one| one.scheme == scheme);
    let serial = [Scheme::Isbn, Scheme::Issn].into_iter().find(|scheme| first(*scheme).is_some());
    tag(sheet, "SN", serial.and_then(|scheme| joined(identifiers, scheme)).as_deref());
    for (scheme, word) in [(Scheme::Doi, "DO"), (Scheme::Pmid, "AN")] {
        tag(sheet, word, first(scheme).and_then(|one| one.value.printed()));
    }
    serial
}

/// An address on one line; `;` would part two of them.
fn address(sheet: &mut Sheet, url: &str) {
    let mut rest = url;
    while let Some((head, tail)) = rest.split_once(|c: char| c == ';' || c.is_whitespace()) {
        let parted = rest.get(head.len()..).is_some_and(|text| text.starts_with(';'));
        sheet.line(head);
        sheet.raw(if parted { "%3B" } else { "%20" });
        rest = tail;
    }
    sheet.line(rest);
}
