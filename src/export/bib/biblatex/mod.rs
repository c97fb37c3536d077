//! BibLaTeX, as biber reads it and the standard styles print it.
//!
//! In: a record. Out: one entry. Standard: the biblatex manual, section 2 (entry types and fields). A field that biblatex has is written as that
//! field; what the style of the entry type does not print of it is said in `addendum` too, and so is what biblatex has no field for. The profile of
//! biblatex-apa differs where that style adds brackets of its own.

mod driver;
mod field;

use super::latex::Reader;
use super::names::names;
use super::{edition_number, kept, pages, text, verbatim};
use crate::export::aside::asides;
use crate::export::link::addresses;
use crate::export::moment::{human, is_undated};
use crate::export::printed::Printed as _;
use crate::export::remark::{self, Ink, Remarks, Rest};
use crate::export::sheet::Sheet;
use crate::export::{Options, leftovers};
use crate::record::{Identifier, Kind, Record, Role, Scheme, WebLink};
use driver::driver;
use field::{date, edition_as_printed, held_identifiers, name_of_house, numbers, sorting, titles, tongues};

const READER: Reader = Reader::Unicode;

/// For which style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BiblatexProfile {
    /// The standard styles.
    #[default]
    Standard,
    /// biblatex-apa.
    Apa,
}

/// Writes one entry.
#[allow(
    clippy::too_many_lines,
    reason = "a record is taken apart and written field by field, in the order of the output"
)]
pub(in crate::export) fn entry(record: &Record, profile: BiblatexProfile, options: Options, sheet: &mut Sheet) {
    let Record {
        id,
        kind,
        names: people,
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
    let doi = record.identifier(Scheme::Doi).and_then(|doi| doi.value.printed());
    let paged = page.is_some() || volume.is_some() || issue.is_some();
    let driver = driver(*kind, container.is_some(), addresses.main.is_some() || doi.is_some(), paged);
    let prints = |field: &str| driver.prints.contains(&field);

    let start = sheet.out.len();
    sheet.raw("@");
    sheet.raw(driver.entry);
    sheet.raw("{");
    sheet.raw(id);
    sheet.raw(",\n");
    let by = |role: Role| people.iter().find(|(of, _)| *of == role).map(|(_, list)| list);
    let fields = [
        (Role::Author, "author"),
        (Role::Editor, "editor"),
        (Role::Translator, "translator"),
        (Role::ContainerAuthor, "bookauthor"),
    ];
    for (role, field) in fields {
        let from = sheet.out.len();
        names(sheet, field, by(role), READER);
        if profile == BiblatexProfile::Apa && role == Role::Author {
            shield_pattern(sheet, from);
        }
    }
    titles(sheet, title.as_ref(), translated_title.as_ref(), profile);

    // the work around it and its makers
    let published = publisher.printed();
    let mut said = Rest::default();
    if driver.container == "booktitle" {
        kept(sheet, driver.container, container, READER);
    } else {
        text(sheet, driver.container, container, READER);
    }
    if !prints(driver.container) {
        said.container = container;
    }
    if driver.entry == "article" {
        let apa = profile == BiblatexProfile::Apa;
        let subtype = match kind {
            Kind::ArticleNewspaper => Some(if apa { "nonacademic" } else { "newspaper" }),
            Kind::ArticleMagazine => Some(if apa { "nonacademic" } else { "magazine" }),
            _ => None,
        };
        text(sheet, "entrysubtype", subtype, READER);
    }
    let number_of_edition = edition.printed().and_then(edition_number);
    match number_of_edition {
        Some(number) => text(sheet, "edition", Some(number), READER),
        None => edition_as_printed(sheet, edition.printed()),
    }
    text(sheet, "location", publisher_place.printed(), READER);
    let publisher_field =
        if driver.publisher == driver.container && container.is_some() { "publisher" } else { driver.publisher };
    name_of_house(sheet, publisher_field, published);
    if !prints(publisher_field) {
        said.publisher = published;
    }
    if !prints("location") {
        said.place = publisher_place.printed();
    }
    if !prints("edition") {
        said.edition = edition.printed();
    }
    said.issued = date(sheet, "date", issued.as_ref(), options).filter(|date| !is_undated(date));
    date(sheet, "origdate", original_date.as_ref(), options);
    said.original_date = original_date.as_ref();
    text(sheet, "series", collection_title.printed(), READER);
    text(sheet, "volume", volume.printed(), READER);
    numbers(sheet, &mut said, issue.printed(), number.printed(), collection_number.printed(), prints("number"));
    if !prints("series") {
        said.series = collection_title.printed();
    }
    if !prints("volume") {
        said.volume = volume.printed();
    }
    pages(sheet, "pages", page.printed(), READER);
    if !prints("pages") {
        said.page = page.printed();
    }
    text(sheet, "type", genre.printed(), READER);
    if !prints("type") {
        said.genre = genre.printed();
    }
    if prints("howpublished") {
        text(sheet, "howpublished", medium.printed(), READER);
    } else {
        said.medium = medium.printed();
    }
    if prints("eventtitle") {
        text(sheet, "eventtitle", event_title.printed(), READER);
    } else {
        said.event = event_title.printed();
    }
    said.event_date = event_date.as_ref();
    tongues(sheet, language.as_ref());
    let eprint = held_identifiers(sheet, identifiers);
    verbatim(sheet, "url", addresses.main);
    let urldate = accessed.as_ref().filter(|_| addresses.main.is_some());
    let unsaid = date(sheet, "urldate", urldate, options);
    text(sheet, "note", note.printed(), READER);

    let held = |identifier: &Identifier| match identifier.scheme {
        Scheme::Doi => record.identifier(Scheme::Doi) == Some(identifier),
        Scheme::Isbn => prints("isbn"),
        Scheme::Issn => prints("issn"),
        scheme => eprint == Some(scheme),
    };
    said.section = section.printed();
    said.locator = locator.printed();
    said.scale = scale.printed();
    said.agency = agency.printed();
    said.via = via.printed();
    said.quote = quote.printed();
    said.others = Some(other);
    let mut remarks = Remarks {
        sheet,
        ink: Ink::Latex(READER),
        before: "  addendum     = {",
        between: ". ",
        any: false,
        capital: false,
    };
    said.write(&mut remarks);
    remark::people(&mut remarks, people, |role| fields.iter().any(|(held, _)| *held == role));
    remark::identifiers(&mut remarks, identifiers, held);
    remark::web(&mut remarks, &addresses, true, " at ");
    remark::more_snapshots(&mut remarks, web, " at ");
    if let Some(accessed) =
        accessed.as_ref().filter(|date| addresses.main.is_none() || unsaid.is_some() && !is_undated(date))
    {
        remarks.say("Retrieved ", Some(&human(accessed)));
    }
    remark::claims(&mut remarks, claims, url_status.as_deref());
    if remarks.any {
        sheet.raw("},\n");
    }
    sorting(sheet, record, container);
    for (aside, value) in asides(other) {
        text(sheet, aside.biblatex, Some(value), READER);
    }
    super::own_fields(sheet, start, id, bibtex);
    leftovers(sheet, id, year_suffix.as_deref(), custom, other);
    sheet.raw("}\n");
}

/// Keeps biblatex-apa alive: it takes the first words of an author that no brace parts (`[^{}]+`) for a regular expression to look for the publisher with,
/// and biber ends without a word where they are none, `?` or `(WB`. With `{\relax}` before them that is the expression, and it prints nothing.
fn shield_pattern(sheet: &mut Sheet, from: usize) {
    let Some((name, value)) = sheet.out.get(from..).and_then(|field| field.split_once("= {")) else { return };
    let bare = value.trim_start_matches(['{', '}']);
    let words = bare.split(['{', '}']).next().unwrap_or_default();
    if words.contains(['(', ')', '[', ']', '*', '+', '?', '\\']) && regex::Regex::new(words).is_err() {
        let braces = value.len() - value.trim_start_matches('{').len();
        let at = from + name.len() + "= {".len() + braces;
        sheet.out.insert_str(at, "{\\relax}");
    }
}
