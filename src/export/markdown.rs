//! Markdown footnotes, as Wikipedia prints citations (CS1), with pandoc's attributes for language and direction.
//!
//! In: a record. Out: `[^key]: Family, Given (date). ["Title"](url). …`. A title of another script carries its language and direction, so that a
//! right-to-left one does not change places with its neighbours.

use super::link::addresses;
use super::moment::{human, is_undated};
use super::printed::Printed as _;
use super::remark::{self, natural};
use super::script::right_to_left;
use super::sheet::Sheet;
use super::tongue::tongue;
use super::{Options, leftovers};
use crate::record::{Kind, Name, NameList, Record, Role, Scheme, WebLink};

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
    for (key, value) in other {
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
    for field in bibtex.keys() {
        sheet.lost(id, field, "it is a field of the .bib file that it came from");
    }
    leftovers(sheet, id, year_suffix.as_deref(), custom, other);
}

/// Sentences of one line.
struct Line<'s> {
    sheet: &'s mut Sheet,
    any: bool,
}

impl Line<'_> {
    /// Ends the sentence before.
    fn begin(&mut self) {
        if self.any {
            let stopped = self.sheet.out.ends_with(['.', '?', '!']);
            self.sheet.raw(if stopped { " " } else { ". " });
        }
        self.any = true;
    }

    fn sentence(&mut self, text: &str) {
        self.begin();
        escaped(self.sheet, text);
    }

    fn parts(&mut self, before: &str, text: Option<&str>, after: &str) {
        if let Some(text) = text {
            self.begin();
            self.sheet.raw(before);
            escaped(self.sheet, text);
            self.sheet.raw(after);
        }
    }

    /// Something in brackets that belongs to what stands before it.
    fn aside(&mut self, text: &str) {
        if self.any {
            self.sheet.raw(" ");
        }
        self.any = true;
        self.sheet.raw("(");
        escaped(self.sheet, text);
        self.sheet.raw(")");
    }

    fn people(&mut self, names: &[(Role, NameList)], held: impl Fn(Role) -> bool) {
        let mut plain = Sheet::new("markdown", 0);
        let mut remarks = remark::Remarks {
            sheet: &mut plain,
            ink: remark::Ink::Plain,
            before: "",
            between: "\n",
            any: false,
            capital: true,
        };
        remark::people(&mut remarks, names, held);
        for sentence in plain.out.lines() {
            self.sentence(sentence);
        }
    }
}

/// `Sallon, Hélène; Vitkine, Benoît; et al.`
fn inverted(list: &NameList) -> String {
    let mut out = String::new();
    for (at, name) in list.names.iter().enumerate() {
        if at > 0 {
            out.push_str("; ");
        }
        match name {
            Name::Person(person) => {
                for particle in [person.non_dropping_particle(), person.family()] {
                    if !particle.is_empty() {
                        if !out.is_empty() && !out.ends_with([' ', '\'', '’']) {
                            out.push(' ');
                        }
                        out.push_str(particle);
                    }
                }
                for part in [person.given(), person.dropping_particle(), person.suffix()]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                {
                    out.push_str(if part == person.given() || part == person.suffix() { ", " } else { " " });
                    out.push_str(part.trim_matches([',', ' ']));
                }
            }
            Name::Organization(_) | Name::Literal(_) => natural(&mut out, name),
        }
    }
    if list.others {
        out.push_str(if list.names.is_empty() { "et al." } else { "; et al." });
    }
    out
}

/// The title, in quotation marks or italics, linked where there is an address.
fn titled(sheet: &mut Sheet, title: &str, whole: bool, url: Option<&str>, tag: Option<&str>) {
    let rtl = right_to_left(title);
    let foreign = tag.is_some_and(|tag| !tag.starts_with("en")) || rtl;
    let (open, close) = if whole { ("*", "*") } else { ("\"", "\"") };
    if url.is_some() {
        sheet.raw("[");
    }
    // within the quotation marks, so that they keep the direction of the line
    let inner = foreign && !whole;
    if !inner && foreign {
        sheet.raw("[");
    }
    sheet.raw(open);
    if inner {
        sheet.raw("[");
    }
    escaped(sheet, title);
    if inner {
        sheet.raw("]");
        attributes(sheet, tag, rtl);
    }
    sheet.raw(close);
    if !inner && foreign {
        sheet.raw("]");
        attributes(sheet, tag, rtl);
    }
    if let Some(url) = url {
        sheet.raw("](");
        target(sheet, url);
        sheet.raw(")");
    }
}

fn attributes(sheet: &mut Sheet, tag: Option<&str>, rtl: bool) {
    if tag.is_none() && !rtl {
        return;
    }
    sheet.raw("{");
    if let Some(tag) = tag {
        sheet.raw("lang=");
        sheet.line(tag);
    }
    if rtl {
        sheet.raw(if tag.is_some() { " dir=rtl" } else { "dir=rtl" });
    }
    sheet.raw("}");
}

fn linked(sheet: &mut Sheet, text: &str, url: &str) {
    sheet.raw("[");
    escaped(sheet, text);
    sheet.raw("](");
    target(sheet, url);
    sheet.raw(")");
}

/// The target of a link: what would end it is percent-encoded.
fn target(sheet: &mut Sheet, url: &str) {
    for character in url.chars() {
        match character {
            '(' => sheet.raw("%28"),
            ')' => sheet.raw("%29"),
            '<' => sheet.raw("%3C"),
            '>' => sheet.raw("%3E"),
            '"' => sheet.raw("%22"),
            '\\' => sheet.raw("%5C"),
            _ if character.is_whitespace() => sheet.raw("%20"),
            _ if character.is_control() => sheet.damage(),
            _ => sheet.out.push(character),
        }
    }
}

fn serial_number(sheet: &mut Sheet, scheme: Scheme, value: &str) {
    let joined: String = value.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    let url = match scheme {
        Scheme::Doi => Some(format!("https://doi.org/{value}")),
        Scheme::Isbn => Some(format!("urn:isbn:{joined}")),
        Scheme::Issn => Some(format!("urn:issn:{value}")),
        Scheme::Pmid => Some(format!("https://pubmed.ncbi.nlm.nih.gov/{value}/")),
        Scheme::ArxivId => Some(format!("https://arxiv.org/abs/{value}")),
        _ => None,
    };
    sheet.raw(match scheme {
        Scheme::Doi => "doi",
        _ => scheme.key(),
    });
    sheet.raw(if scheme == Scheme::Doi { ":" } else { " " });
    match url {
        Some(url) => linked(sheet, value, &url),
        None => escaped(sheet, value),
    }
}

/// Text with Markdown's own characters escaped.
fn escaped(sheet: &mut Sheet, text: &str) {
    let start = sheet.out.len();
    sheet.line(text);
    let special = |c: char| {
        matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '^' | '$' | '@' | '|' | '{' | '}' | '#' | '&'
        )
    };
    if sheet.out.get(start..).is_some_and(|written| written.contains(special)) {
        let written = sheet.out.split_off(start);
        for character in written.chars() {
            // `&` matters only where it begins an entity, `#` and `@` only at the beginning of a word; a backslash is never wrong
            if special(character) && character != '&' || character == '&' && written.contains(';') {
                sheet.out.push('\\');
            }
            sheet.out.push(character);
        }
    }
}
