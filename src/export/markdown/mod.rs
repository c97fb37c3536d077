//! Markdown footnotes, as Wikipedia prints citations (CS1), with pandoc's attributes for language and direction.
//!
//! In: a record. Out: `[^key]: Family, Given (date). ["Title"](url). …`. A title of another script carries its language and direction, so that a
//! right-to-left one does not change places with its neighbours.

mod line;
mod span;

use super::aside::{asides, is_aside};
use super::link::addresses;
use super::moment::{human, is_undated};
use super::printed::Printed as _;
use super::script::right_to_left;
use super::sheet::Sheet;
use super::tongue::tongue;
use super::{Options, leftovers};
use crate::record::{Kind, Record, Role, WebLink};
use line::{Line, inverted};
use span::{attributes, escaped, linked, serial_number, titled};

/// Writes one footnote.
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
    let by =
        |role: Role| names.iter().find(|(of, _)| *of == role).map(|(_, list)| list).filter(|list| !list.is_empty());
    let tag = language.as_ref().and_then(|language| {
        language.as_typed().map(crate::record::Language::as_str).or(tongue(language).map(|t| t.tag))
    });
    let spoken = language
        .as_ref()
        .and_then(|language| tongue(language).map_or(language.printed(), |tongue| Some(tongue.english)));
    let container = container_title.printed();
    let when = issued.as_ref().filter(|date| !is_undated(date)).map(human);

    sheet.raw("[^");
    sheet.raw(id);
    sheet.raw("]: ");
    let mut line = Line { sheet, any: false };
    let authors = by(Role::Author);
    let lead = authors.or(by(Role::Editor));
    if let Some(list) = lead {
        let mut text = inverted(list);
        if authors.is_none() {
            text.push_str(if list.names.len() == 1 { ", ed." } else { ", eds." });
        }
        let dated = when.as_deref().map(|when| format!(" ({when})")).unwrap_or_default();
        line.sentence(&format!("{text}{dated}"));
    }
    if let Some(title) = title.printed().or(translated_title.printed()) {
        let whole = matches!(
            kind,
            Kind::Book | Kind::Collection | Kind::Thesis | Kind::Report | Kind::MotionPicture | Kind::Periodical
        ) && container.is_none();
        line.begin();
        titled(line.sheet, title, whole, addresses.main, tag);
        if let Some(translated) = translated_title.printed().filter(|translated| *translated != title) {
            line.sheet.raw(" \\[");
            escaped(line.sheet, translated);
            line.sheet.raw("\\]");
        }
        if let Some(medium) = medium.printed() {
            line.sheet.raw(" (");
            escaped(line.sheet, medium);
            line.sheet.raw(")");
        }
    } else if let Some(url) = addresses.main {
        line.begin();
        linked(line.sheet, url, url);
    }
    if let Some(edition) = edition.printed() {
        let worded = edition.to_lowercase().contains("ed");
        line.aside(&if worded { edition.to_owned() } else { format!("{edition} ed.") });
    }
    if let Some(container) = container {
        line.begin();
        let rtl = right_to_left(container);
        line.sheet.raw(if rtl { "[" } else { "*" });
        escaped(line.sheet, container);
        line.sheet.raw(if rtl { "]" } else { "*" });
        attributes(line.sheet, tag.filter(|_| rtl), rtl);
    }
    if let Some(spoken) = spoken.filter(|name| *name != "English") {
        line.aside(&format!("in {spoken}"));
    }
    line.parts("", genre.printed(), "");
    match (collection_title.printed(), collection_number.printed()) {
        (Some(series), Some(number)) => line.sentence(&format!("{series} {number}")),
        (series, number) => {
            line.parts("", series, "");
            line.parts("No. ", number, " in the series");
        }
    }
    line.parts("Vol. ", volume.printed(), "");
    line.parts("No. ", issue.printed(), "");
    line.parts("No. ", number.printed(), "");
    match (publisher_place.printed(), publisher.printed()) {
        (Some(place), Some(publisher)) => line.sentence(&format!("{place}: {publisher}")),
        (place, publisher) => line.parts("", place.or(publisher), ""),
    }
    if lead.is_none() {
        line.parts("", when.as_deref(), "");
    }
    line.parts("First published ", original_date.as_ref().filter(|date| !is_undated(date)).map(human).as_deref(), "");
    line.parts("Presented at ", event_title.printed(), "");
    line.parts("Event: ", event_date.as_ref().filter(|date| !is_undated(date)).map(human).as_deref(), "");
    line.parts("Section: ", section.printed(), "");
    if let Some(page) = page.printed() {
        line.parts(if page.contains(['-', '–', ',']) { "pp. " } else { "p. " }, Some(page), "");
    }
    line.parts("At: ", locator.printed(), "");
    line.parts("Scale: ", scale.printed(), "");
    line.parts("", agency.printed(), "");
    line.people(names, |role| role == Role::Author || role == Role::Editor && authors.is_none());
    for identifier in identifiers {
        if let Some(value) = identifier.value.printed() {
            line.begin();
            serial_number(line.sheet, identifier.scheme, value);
        }
    }
    line.parts("", quote.printed().map(|quote| format!("\"{}\"", quote.trim_matches(['"', '“', '”']))).as_deref(), "");
    line.parts("", note.printed(), "");
    for (key, value) in other.iter().filter(|(key, _)| !is_aside(key)) {
        if let Some(text) = value.as_str().filter(|text| !text.trim().is_empty()) {
            line.parts(&format!("{}: ", key.replace('-', " ")), Some(text), "");
        }
    }
    if addresses.archived {
        line.begin();
        match addresses.archive {
            Some(url) => linked(line.sheet, "Archived", url),
            None => line.sheet.raw("Archived"),
        }
        line.sheet.raw(" from the original");
        if let Some(url) = addresses.cited {
            line.sheet.raw(" (");
            linked(line.sheet, url, url);
            line.sheet.raw(")");
        }
        if let Some(date) = addresses.captured.filter(|date| !is_undated(date)) {
            line.sheet.raw(" on ");
            escaped(line.sheet, &human(date));
        }
        if let (None, Some(name)) = (addresses.archive, addresses.archive_name) {
            line.aside(name);
        }
    } else if let Some(url) = addresses.cited {
        line.begin();
        linked(line.sheet, "Original address", url);
    }
    for snapshot in web.snapshots.iter().skip(1) {
        if let Some(url) = snapshot.url.printed() {
            line.begin();
            linked(line.sheet, "Also archived", url);
        }
    }
    line.parts("Retrieved ", accessed.as_ref().filter(|date| !is_undated(date)).map(human).as_deref(), "");
    line.parts("Via ", via.printed(), "");
    let any = line.any;
    if any && !sheet.out.ends_with(['.', '?', '!']) {
        sheet.raw(".");
    }
    for claim in claims {
        sheet.raw(" \\[");
        escaped(sheet, &claim.replace('-', " "));
        sheet.raw("\\]");
    }
    if let Some(status) = url_status.as_deref().filter(|status| *status != "live") {
        sheet.raw(" \\[link status: ");
        escaped(sheet, status);
        sheet.raw("\\]");
    }
    sheet.raw("\n");
    for (aside, _) in asides(other) {
        sheet.lost(id, aside.name(), "nobody prints it in a footnote");
    }
    for field in bibtex.keys() {
        sheet.lost(id, field, "it is a field of the .bib file that it came from");
    }
    leftovers(sheet, id, year_suffix.as_deref(), custom, other);
}
