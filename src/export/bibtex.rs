//! Classic BibTeX, for plain, abbrv, alpha and natbib's styles.
//!
//! In: a record. Out: one entry. BibTeX has no field for most of what a web page is cited by: it goes to `note`, which every style prints.
//! The profile for plain puts the address there too; natbib's styles print `url`, `doi`, `isbn` and `issn` themselves.

use super::bib::{kept, name, names, names_in, pages, text, verbatim};
use super::latex::Reader;
use super::link::addresses;
use super::moment::{Moment, digits, human, is_undated, moment, month_macro};
use super::printed::Printed;
use super::remark::{self, Ink, Remarks, Rest};
use super::sheet::Sheet;
use super::tongue::tongue;
use super::{Options, leftovers};
use crate::record::{Identifier, Kind, Record, Role, Scheme, WebLink};

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

/// An entry type and which fields its style prints.
struct Style {
    entry: &'static str,
    /// The field of the work that holds it.
    container: &'static str,
    /// The field of who published it.
    publisher: &'static str,
    prints: &'static [&'static str],
}

const ARTICLE: Style = Style {
    entry: "article",
    container: "journal",
    publisher: "publisher",
    prints: &["journal", "volume", "number", "pages"],
};
const BOOK: Style = Style {
    entry: "book",
    container: "booktitle",
    publisher: "publisher",
    prints: &["publisher", "address", "edition", "volume", "series", "number"],
};
const CHAPTER: Style = Style {
    entry: "incollection",
    container: "booktitle",
    publisher: "publisher",
    prints: &["booktitle", "publisher", "address", "edition", "volume", "series", "number", "pages"],
};
const PAPER: Style = Style {
    entry: "inproceedings",
    container: "booktitle",
    publisher: "publisher",
    prints: &["booktitle", "publisher", "address", "volume", "series", "number", "pages"],
};
const REPORT: Style = Style {
    entry: "techreport",
    container: "booktitle",
    publisher: "institution",
    prints: &["institution", "address", "type", "number"],
};
const THESIS: Style =
    Style { entry: "phdthesis", container: "booktitle", publisher: "school", prints: &["school", "address", "type"] };
const MISC: Style =
    Style { entry: "misc", container: "howpublished", publisher: "howpublished", prints: &["howpublished"] };

/// The entry type of a record: one whose style would miss nothing that it wants.
fn style(kind: Kind, record: &Record, dated: bool) -> Style {
    let some = |role: Role| record.names(role).is_some_and(|list| !list.names.is_empty());
    let contained = record.container_title.printed().is_some();
    let published = record.publisher.printed().is_some();
    let titled = record.title.printed().is_some() || record.translated_title.printed().is_some();
    match kind {
        Kind::ArticleJournal
        | Kind::ArticleMagazine
        | Kind::ArticleNewspaper
        | Kind::Article
        | Kind::Review
        | Kind::ReviewBook
            if contained && dated && titled && some(Role::Author) =>
        {
            ARTICLE
        }
        Kind::Webpage | Kind::Post | Kind::Document
            if contained
                && dated
                && titled
                && some(Role::Author)
                && (record.page.is_some() || record.volume.is_some() || record.issue.is_some()) =>
        {
            ARTICLE
        }
        Kind::PaperConference if contained && dated && titled && some(Role::Author) => PAPER,
        Kind::Book
        | Kind::Classic
        | Kind::Collection
        | Kind::Chapter
        | Kind::Entry
        | Kind::EntryDictionary
        | Kind::EntryEncyclopedia
            if contained =>
        {
            if published && dated && titled && some(Role::Author) {
                CHAPTER
            } else {
                MISC
            }
        }
        Kind::Book | Kind::Classic | Kind::Collection
            if published && dated && titled && (some(Role::Author) || some(Role::Editor)) =>
        {
            BOOK
        }
        Kind::Report if published && dated && titled && some(Role::Author) && !contained => REPORT,
        Kind::Thesis if published && dated && titled && some(Role::Author) && !contained => THESIS,
        _ => MISC,
    }
}

/// Writes one entry.
#[allow(
    clippy::too_many_lines,
    reason = "a record is taken apart and written field by field, in the order of the output"
)]
pub(super) fn entry(record: &Record, profile: BibtexProfile, options: Options, sheet: &mut Sheet) {
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
    let depth = match author.map(|list| list.names.as_slice()) {
        Some([only]) => sheet.label(only.sorting(), 3, year).max(sheet.label(only.sorting(), 80, year)),
        Some([first, second]) => sheet.label(&format!("{}&{}", first.sorting(), second.sorting()), 80, year),
        Some([first, ..]) => sheet.label(&format!("{}+", first.sorting()), 80, year),
        _ => 0,
    };
    names_in(sheet, "author", author, READER, depth);
    // a book has an author or an editor, as BibTeX sees it; an article has no editor
    let edited = matches!(style.entry, "incollection" | "inproceedings") || style.entry == "book" && author.is_none();
    names(sheet, "editor", by(Role::Editor).filter(|_| edited), READER);
    let container = container_title.printed();
    if author.is_none() && !(edited && by(Role::Editor).is_some()) {
        let label = by(Role::Editor).and_then(|list| list.names.first()).map(crate::record::Name::sorting);
        let label = label.or(container).or(title.printed()).or(publisher.printed()).unwrap_or(id);
        let key = Some(super::sort_key(label)).filter(|key| !key.is_empty()).unwrap_or_else(|| id.clone());
        // where alpha has no letter left for the first word, a further one
        // alpha labels by three letters and the year: a further word where its letters run out; natbib's styles by the whole key: more braces
        let starts = std::iter::once(0).chain(key.match_indices(' ').map(|(at, _)| at + 1));
        let free = starts.filter_map(|at| key.get(at..)).find(|rest| sheet.label(rest, 3, year) == 0);
        let key = free.unwrap_or(&key);
        let depth = sheet.label(key, 80, None);
        name(sheet, "key");
        sheet.raw("{");
        (0..depth).for_each(|_| sheet.raw("{"));
        super::latex::text(sheet, key, READER);
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
    match edition.printed().and_then(super::biblatex::edition_number) {
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
    let first =
        |scheme: Scheme| identifiers.iter().find(|one| one.scheme == scheme).and_then(|one| one.value.printed());
    text(sheet, "isbn", first(Scheme::Isbn), READER);
    text(sheet, "issn", first(Scheme::Issn), READER);
    verbatim(sheet, "doi", first(Scheme::Doi));
    verbatim(sheet, "url", addresses.main);
    urldate(sheet, accessed.as_ref().and_then(moment).map(|(when, _)| when));

    let tongue =
        language.as_ref().map(|language| tongue(language).map_or(language.printed(), |tongue| Some(tongue.english)));
    said.in_language = tongue.flatten();
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
    let held = |identifier: &Identifier| {
        let held = matches!(identifier.scheme, Scheme::Isbn | Scheme::Issn | Scheme::Doi) && !plain;
        held && identifiers.iter().find(|one| one.scheme == identifier.scheme) == Some(identifier)
    };
    let mut remarks = Remarks {
        sheet,
        ink: Ink::Latex(READER),
        before: "  note         = {",
        between: ". ",
        any: false,
        capital: true,
    };
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
        let name = super::tongue::tongue(language).and_then(|tongue| tongue.babel);
        text(sheet, "language", name.or(language.printed()), READER);
    }
    super::own_fields(sheet, id, bibtex);
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

fn urldate(sheet: &mut Sheet, when: Option<Moment>) {
    if let Some(when) = when {
        name(sheet, "urldate");
        sheet.raw("{");
        when.write_iso(&mut sheet.out);
        sheet.raw("},\n");
    }
}
