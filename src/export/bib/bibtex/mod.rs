//! Classic BibTeX, for plain, abbrv, alpha and natbib's styles.
//!
//! In: a record. Out: one entry. BibTeX has no field for most of what a web page is cited by: it goes to `note`, which every style prints.
//! The profile for plain puts the address there too; natbib's styles print `url`, `doi`, `isbn` and `issn` themselves.

mod brief;
pub(in crate::export) mod label;
mod style;

use super::latex::Reader;
use super::names::names_in;
use super::{edition_number, kept, name, pages, text, verbatim};
use crate::export::aside::asides;
use crate::export::link::addresses;
use crate::export::moment::{Moment, digits, human, is_undated, moment, month_macro};
use crate::export::printed::{Printed as _, joined};
use crate::export::remark::{self, Ink, Remarks, Rest};
use crate::export::sheet::Sheet;
use crate::export::tongue::tongue;
use crate::export::{Options, leftovers};
use crate::record::{Identifier, Record, Role, Scheme, WebLink};
use style::style;

const READER: Reader = Reader::Bytes;

/// For which styles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BibtexProfile {
    /// plainnat, abbrvnat, unsrtnat: they print addresses and identifiers.
    #[default]
    Natbib,
    /// plain, abbrv, alpha, unsrt: they do not.
    Plain,
}

/// Writes one entry.
#[allow(
    clippy::too_many_lines,
    reason = "a record is taken apart and written field by field, in the order of the output"
)]
pub(in crate::export) fn entry(record: &Record, profile: BibtexProfile, options: Options, sheet: &mut Sheet) {
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
    let when = issued.as_ref().and_then(moment);
    let style = style(*kind, record, when.is_some());
    let prints = |field: &str| style.prints.contains(&field);
    let plain = profile == BibtexProfile::Plain;

    let start = sheet.out.len();
    sheet.raw("@");
    sheet.raw(style.entry);
    sheet.raw("{");
    sheet.raw(id);
    sheet.raw(",\n");
    let by = |role: Role| {
        people.iter().find(|(of, _)| *of == role).map(|(_, list)| list).filter(|list| !list.names.is_empty())
    };
    let author = by(Role::Author);
    let year = when.map(|(when, _)| when.year);
    let brief_author = author.and_then(brief::brief);
    let label = brief_author.as_ref().map(|(list, _)| list).or(author);
    let lead = label.map(|list| sheet.labels.names(list, year)).unwrap_or_default();
    names_in(sheet, "author", label, READER, lead);
    // a book has an author or an editor, as BibTeX sees it; an article has no editor
    let edited = matches!(style.entry, "incollection" | "inproceedings") || style.entry == "book" && author.is_none();
    let editor = by(Role::Editor).filter(|_| edited);
    let brief_editor = editor.filter(|_| author.is_none()).and_then(brief::brief);
    let label = brief_editor.as_ref().map(|(list, _)| list).or(editor);
    let lead = label.filter(|_| author.is_none()).map(|list| sheet.labels.names(list, year)).unwrap_or_default();
    names_in(sheet, "editor", label, READER, lead);
    let whole_names = brief_author.or(brief_editor).map_or_else(Vec::new, |(_, whole)| whole);
    if !whole_names.is_empty() {
        sheet.shortened(id);
    }
    let container = container_title.printed();
    if author.is_none() && !(edited && by(Role::Editor).is_some()) {
        let label = by(Role::Editor).and_then(|list| list.names.first()).map(crate::record::Name::sorting);
        let label = label.or(container).or(title.printed()).or(publisher.printed()).unwrap_or(id);
        let key = Some(super::sort_key(label)).filter(|key| !key.is_empty()).unwrap_or_else(|| id.clone());
        let (key, depth) = sheet.labels.key(&key, id, year);
        name(sheet, "key");
        sheet.raw("{");
        (0..depth).for_each(|_| sheet.raw("{"));
        super::latex::text(sheet, &key, READER);
        (0..=depth).for_each(|_| sheet.raw("}"));
        sheet.raw(",\n");
    }
    titles(sheet, title.printed(), translated_title.printed());

    let mut said = Rest::default();
    let published = publisher.printed();
    if style.entry == "misc" {
        howpublished(sheet, container.or(published), addresses.main.filter(|_| plain));
        said.publisher = published.filter(|_| container.is_some());
    } else {
        let keep = style.container == "booktitle";
        (if keep { kept } else { text })(sheet, style.container, container, READER);
        if !prints(style.container) {
            said.container = container;
        }
        text(sheet, style.publisher, published, READER);
        if !prints(style.publisher) {
            said.publisher = published;
        }
    }
    text(sheet, "address", publisher_place.printed(), READER);
    if !prints("address") {
        said.place = publisher_place.printed();
    }
    match edition.printed().and_then(edition_number) {
        Some(_) => text(sheet, "edition", edition.printed(), READER),
        None => kept(sheet, "edition", edition.printed(), READER),
    }
    if !prints("edition") {
        said.edition = edition.printed();
    }
    if let Some((when, whole)) = when {
        year_month_day(sheet, when);
        if !whole {
            said.issued = issued.as_ref();
        }
    } else {
        said.issued = issued.as_ref().filter(|date| !is_undated(date));
    }
    text(sheet, "volume", volume.printed(), READER);
    text(sheet, "series", collection_title.printed(), READER);
    // book styles want a series with the number, and not a volume beside it
    let alone = matches!(style.entry, "book" | "incollection" | "inproceedings")
        && (volume.is_some() || collection_title.is_none());
    let mut numbers = [issue.printed(), number.printed(), collection_number.printed()];
    if prints("number")
        && !alone
        && let Some(first) = numbers.iter_mut().find(|number| number.is_some())
    {
        text(sheet, "number", first.take(), READER);
    }
    [said.issue, said.number, said.series_number] = numbers;
    if !prints("volume") {
        said.volume = volume.printed();
    }
    if !prints("series") {
        said.series = collection_title.printed();
    }
    pages(sheet, "pages", page.printed(), READER);
    if !prints("pages") {
        said.page = page.printed();
    }
    if prints("type") {
        text(sheet, "type", genre.printed(), READER);
    } else {
        said.genre = genre.printed();
    }
    text(sheet, "isbn", joined(identifiers, Scheme::Isbn).as_deref(), READER);
    text(sheet, "issn", joined(identifiers, Scheme::Issn).as_deref(), READER);
    let doi = record.identifier(Scheme::Doi);
    verbatim(sheet, "doi", doi.and_then(|doi| doi.value.printed()));
    web_address(sheet, addresses.main);
    urldate(sheet, accessed.as_ref().and_then(moment).map(|(when, _)| when));

    let spoken =
        language.as_ref().map(|language| tongue(language).map_or(language.printed(), |tongue| Some(tongue.english)));
    said.in_language = spoken.flatten();
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
    // natbib's styles print these
    let held = |identifier: &Identifier| match identifier.scheme {
        Scheme::Isbn | Scheme::Issn => !plain,
        Scheme::Doi => !plain && doi == Some(identifier),
        _ => false,
    };
    let mut remarks = Remarks {
        sheet,
        ink: Ink::Latex(READER),
        before: "  note         = {",
        between: ". ",
        any: false,
        capital: true,
    };
    for whole in &whole_names {
        remarks.say("By ", Some(whole));
    }
    said.write(&mut remarks);
    remark::people(&mut remarks, people, |role| role == Role::Author || role == Role::Editor && edited);
    remark::identifiers(&mut remarks, identifiers, held);
    if plain && style.entry != "misc" {
        remarks.say_url("", addresses.main);
    }
    remark::web(&mut remarks, &addresses, false, ": ");
    remark::more_snapshots(&mut remarks, web, ": ");
    if let Some(accessed) = accessed.as_ref().filter(|date| !is_undated(date)) {
        remarks.say("Retrieved ", Some(&human(accessed)));
    }
    remark::claims(&mut remarks, claims, url_status.as_deref());
    if remarks.any {
        sheet.raw("},\n");
    }
    if let Some(language) = language {
        let name = tongue(language).and_then(|tongue| tongue.babel);
        text(sheet, "language", name.or(language.printed()), READER);
    }
    for (aside, value) in asides(other) {
        text(sheet, aside.bibtex, Some(value), READER);
    }
    super::own_fields(sheet, start, id, bibtex);
    leftovers(sheet, id, year_suffix.as_deref(), custom, other);
    sheet.raw("}\n");
}

/// The title, with the translated one in brackets inside the braces.
fn titles(sheet: &mut Sheet, title: Option<&str>, translated: Option<&str>) {
    match (title, translated) {
        (Some(title), Some(translated)) => {
            name(sheet, "title");
            sheet.raw("{{");
            super::latex::text(sheet, title, READER);
            sheet.raw(" [");
            super::latex::text(sheet, translated, READER);
            sheet.raw("]}},\n");
        }
        (title, translated) => kept(sheet, "title", title.or(translated), READER),
    }
}

/// The site or house, and for plain the address.
fn howpublished(sheet: &mut Sheet, house: Option<&str>, url: Option<&str>) {
    match (house, url) {
        (None, None) => {}
        (house, None) => kept(sheet, "howpublished", house, READER),
        (house, Some(url)) => {
            name(sheet, "howpublished");
            sheet.raw("{");
            if let Some(house) = house {
                sheet.raw("{");
                super::latex::text(sheet, house, READER);
                sheet.raw("}. ");
            }
            super::latex::url(sheet, url, READER);
            sheet.raw("},\n");
        }
    }
}

/// Numbers without braces, and BibTeX's own words for months.
fn year_month_day(sheet: &mut Sheet, when: Moment) {
    name(sheet, "year");
    digits(&mut sheet.out, when.year.unsigned_abs(), 1);
    sheet.raw(",\n");
    if let Some(month) = when.month {
        name(sheet, "month");
        sheet.raw(month_macro(month));
        sheet.raw(",\n");
        if let Some(day) = when.day {
            name(sheet, "day");
            digits(&mut sheet.out, day.into(), 1);
            sheet.raw(",\n");
        }
    }
}

fn web_address(sheet: &mut Sheet, url: Option<&str>) {
    if let Some(url) = url {
        name(sheet, "url");
        sheet.raw("{");
        super::latex::ascii_address(sheet, url);
        sheet.raw("},\n");
    }
}

fn urldate(sheet: &mut Sheet, when: Option<Moment>) {
    if let Some(when) = when {
        name(sheet, "urldate");
        sheet.raw("{");
        when.write_iso(&mut sheet.out);
        sheet.raw("},\n");
    }
}
