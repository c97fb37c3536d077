//! BibLaTeX, as biber reads it and the standard styles print it.
//!
//! In: a record. Out: one entry. Standard: the biblatex manual, section 2 (entry types and fields). A field that biblatex has is written as that
//! field; what the style of the entry type does not print of it is said in `addendum` too, and so is what biblatex has no field for. The profile of
//! biblatex-apa differs where that style adds brackets of its own.

use super::bib::{kept, name, names, pages, text, verbatim};
use super::latex::Reader;
use super::link::addresses;
use super::moment::{is_undated, moment};
use super::printed::Printed as _;
use super::remark::{self, Ink, Remarks, Rest};
use super::sheet::Sheet;
use super::tongue::tongue;
use super::{Options, leftovers};
use crate::record::{Field, Identifier, Kind, Record, Role, Scheme, Title, WebLink};

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

/// What the style of an entry type prints.
struct Driver {
    /// The entry type.
    entry: &'static str,
    /// The field of the work that holds it.
    container: &'static str,
    /// The field of who published it.
    publisher: &'static str,
    /// The fields that the style prints, of those that not every style does.
    prints: &'static [&'static str],
}

const ARTICLE: Driver = Driver {
    entry: "article",
    container: "journaltitle",
    publisher: "publisher",
    prints: &["journaltitle", "volume", "number", "series", "pages", "issn"],
};
const BOOK: Driver = Driver {
    entry: "book",
    container: "booktitle",
    publisher: "publisher",
    prints: &["publisher", "location", "edition", "volume", "series", "number", "pages", "isbn", "chapter"],
};
const CHAPTER: Driver = Driver {
    entry: "incollection",
    container: "booktitle",
    publisher: "publisher",
    prints: &[
        "booktitle",
        "publisher",
        "location",
        "edition",
        "volume",
        "series",
        "number",
        "pages",
        "isbn",
        "chapter",
    ],
};
const ENTRY: Driver = Driver { entry: "inreference", ..CHAPTER };
const PAPER: Driver = Driver {
    entry: "inproceedings",
    container: "booktitle",
    publisher: "publisher",
    prints: &[
        "booktitle",
        "publisher",
        "location",
        "volume",
        "series",
        "number",
        "pages",
        "isbn",
        "eventtitle",
        "chapter",
    ],
};
const ONLINE: Driver =
    Driver { entry: "online", container: "organization", publisher: "organization", prints: &["organization"] };
const MISC: Driver = Driver {
    entry: "misc",
    container: "organization",
    publisher: "organization",
    prints: &["organization", "location", "type", "howpublished"],
};
const REPORT: Driver = Driver {
    entry: "report",
    container: "booktitle",
    publisher: "institution",
    prints: &["institution", "location", "type", "number", "pages", "chapter"],
};
const THESIS: Driver = Driver {
    entry: "thesis",
    container: "booktitle",
    publisher: "institution",
    prints: &["institution", "location", "type", "pages", "isbn", "chapter"],
};
const PATENT: Driver =
    Driver { entry: "patent", container: "booktitle", publisher: "publisher", prints: &["location", "type", "number"] };
const DATASET: Driver = Driver {
    entry: "dataset",
    container: "booktitle",
    publisher: "publisher",
    prints: &["publisher", "location", "edition", "type", "series", "number"],
};

/// The entry type of a record: by its kind, and by what there is to print.
fn driver(kind: Kind, contained: bool, linked: bool, paged: bool) -> Driver {
    let on_its_own = || if linked { ONLINE } else { MISC };
    let misc = |entry| Driver { entry, ..MISC };
    match kind {
        Kind::ArticleJournal
        | Kind::ArticleMagazine
        | Kind::ArticleNewspaper
        | Kind::Article
        | Kind::Review
        | Kind::ReviewBook
            if contained =>
        {
            ARTICLE
        }
        // what has a volume or pages in something is an article, whatever the source calls it
        Kind::Webpage | Kind::Post | Kind::Document if contained && paged => ARTICLE,
        Kind::Book | Kind::Classic | Kind::Chapter if contained => CHAPTER,
        Kind::Book | Kind::Classic => BOOK,
        Kind::Collection => Driver { entry: "collection", ..BOOK },
        Kind::Entry | Kind::EntryDictionary | Kind::EntryEncyclopedia if contained => ENTRY,
        Kind::PaperConference if contained => PAPER,
        Kind::Report => REPORT,
        Kind::Thesis => THESIS,
        Kind::Patent => PATENT,
        Kind::Dataset => DATASET,
        Kind::Software => misc("software"),
        Kind::MotionPicture => misc("movie"),
        Kind::Broadcast => misc("video"),
        Kind::Song => misc("audio"),
        Kind::MusicalScore => misc("music"),
        Kind::Performance => misc("performance"),
        Kind::Graphic => misc("artwork"),
        Kind::Figure => misc("image"),
        Kind::LegalCase => misc("jurisdiction"),
        Kind::Legislation | Kind::Bill | Kind::Regulation => misc("legislation"),
        Kind::Hearing | Kind::Treaty => misc("legal"),
        Kind::Standard => misc("standard"),
        Kind::PersonalCommunication => misc("letter"),
        Kind::Pamphlet if !linked => misc("booklet"),
        _ => on_its_own(),
    }
}

/// Writes one entry.
#[allow(
    clippy::too_many_lines,
    reason = "a record is taken apart and written field by field, in the order of the output"
)]
pub(super) fn entry(record: &Record, profile: BiblatexProfile, options: Options, sheet: &mut Sheet) {
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
        names(sheet, field, by(role), READER);
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
        Scheme::Doi => true,
        Scheme::Isbn | Scheme::Issn => {
            let field = if identifier.scheme == Scheme::Isbn { "isbn" } else { "issn" };
            prints(field) && identifiers.iter().find(|one| one.scheme == identifier.scheme) == Some(identifier)
        }
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
        remarks.say("Retrieved ", Some(&super::moment::human(accessed)));
    }
    remark::claims(&mut remarks, claims, url_status.as_deref());
    if remarks.any {
        sheet.raw("},\n");
    }
    sorting(sheet, record, container);
    super::own_fields(sheet, id, bibtex);
    leftovers(sheet, id, year_suffix.as_deref(), custom, other);
    sheet.raw("}\n");
}

/// Title and subtitle, and the translated title in brackets (biblatex-apa adds its own).
fn titles(
    sheet: &mut Sheet,
    title: Option<&Field<Title>>,
    translated: Option<&Field<String>>,
    profile: BiblatexProfile,
) {
    let whole = title.and_then(super::printed::Printed::printed);
    let split = title.and_then(Field::as_typed).map(Title::split);
    let translated = translated.and_then(super::printed::Printed::printed);
    match (whole, split, translated) {
        // what was trimmed at the joint would not come back
        (Some(whole), Some((main, Some(sub))), _) if main.len() + 2 + sub.len() == whole.len() => {
            kept(sheet, "title", Some(main), READER);
            kept(sheet, "subtitle", Some(sub), READER);
        }
        (Some(whole), _, _) => kept(sheet, "title", Some(whole), READER),
        (None, _, Some(_)) => {}
        (None, _, None) => return,
    }
    if let Some(translated) = translated {
        if whole.is_none() {
            kept(sheet, "title", Some(translated), READER);
            return;
        }
        name(sheet, "titleaddon");
        let (open, close) = if profile == BiblatexProfile::Apa { ("{", "},\n") } else { ("{[", "]},\n") };
        sheet.raw(open);
        super::latex::text(sheet, translated, READER);
        sheet.raw(close);
    }
}

/// The number of an edition that is one: `2` of `2nd`.
pub(super) fn edition_number(text: &str) -> Option<&str> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(digits)?;
    let ordinal = matches!(
        rest.to_ascii_lowercase().as_str(),
        "" | "." | "st" | "nd" | "rd" | "th" | "e" | "ed" | "a" | "ª" | "º" | "°"
    );
    (!number.is_empty() && number.len() < 4 && ordinal).then_some(number)
}

/// An edition that is words: biblatex prints them as they are, without `ed.`.
fn edition_as_printed(sheet: &mut Sheet, edition: Option<&str>) {
    let Some(edition) = edition else { return };
    let says_so = ["ed", "éd", "aufl", "изд", "wyd", "vyd", "uppl", "版"]
        .iter()
        .any(|word| edition.to_lowercase().contains(word));
    if says_so {
        text(sheet, "edition", Some(edition), READER);
    } else {
        text(sheet, "edition", Some(&format!("{edition} ed.")), READER);
    }
}

/// A list of literals: what stands between braces is one of them, even with `and` in it.
fn name_of_house(sheet: &mut Sheet, field: &str, value: Option<&str>) {
    if value.is_some_and(|value| value.split_whitespace().any(|word| word.eq_ignore_ascii_case("and"))) {
        kept(sheet, field, value, READER);
    } else {
        text(sheet, field, value, READER);
    }
}

/// A date; gives it back where the field does not say all of it.
fn date<'r>(
    sheet: &mut Sheet,
    field: &str,
    date: Option<&'r Field<crate::record::Date>>,
    options: Options,
) -> Option<&'r Field<crate::record::Date>> {
    let date = date?;
    if options.edtf
        && let Some(typed) = date.as_typed().filter(|_| !is_undated(date))
    {
        text(sheet, field, Some(&typed.to_string()), READER);
        return None;
    }
    let Some((moment, whole)) = moment(date) else { return Some(date) };
    name(sheet, field);
    sheet.raw("{");
    moment.write_iso(&mut sheet.out);
    sheet.raw("},\n");
    if whole { None } else { Some(date) }
}

/// `number` is the issue of a journal, the number of a report, the number in a series: the first that there is.
fn numbers<'r>(
    sheet: &mut Sheet,
    said: &mut Rest<'r>,
    issue: Option<&'r str>,
    number: Option<&'r str>,
    in_series: Option<&'r str>,
    printed: bool,
) {
    text(sheet, "number", issue.or(number).or(in_series), READER);
    match (issue, number) {
        (Some(_), _) => {
            said.number = number;
            said.series_number = in_series;
        }
        (None, Some(_)) => said.series_number = in_series,
        (None, None) => {}
    }
    if !printed {
        said.issue = issue;
        said.number = number;
        said.series_number = in_series;
    }
}

/// `language` as biblatex knows it or else as a name, and `langid` for babel.
fn tongues(sheet: &mut Sheet, language: Option<&Field<crate::record::Language>>) {
    let Some(language) = language else { return };
    match tongue(language) {
        Some(tongue) => {
            let known = tongue.babel.filter(|_| tongue.in_biblatex);
            text(sheet, "language", known.or(Some(tongue.english)), READER);
            text(sheet, "langid", tongue.babel, READER);
        }
        None => name_of_house(sheet, "language", super::printed::Printed::printed(language)),
    }
}

/// Identifiers with fields of their own; gives back the scheme that took `eprint`.
fn held_identifiers(sheet: &mut Sheet, identifiers: &[Identifier]) -> Option<Scheme> {
    let first =
        |scheme: Scheme| identifiers.iter().find(|one| one.scheme == scheme).and_then(|one| one.value.printed());
    text(sheet, "isbn", first(Scheme::Isbn), READER);
    text(sheet, "issn", first(Scheme::Issn), READER);
    verbatim(sheet, "doi", first(Scheme::Doi));
    let repositories =
        [(Scheme::ArxivId, "arxiv"), (Scheme::Pmid, "pubmed"), (Scheme::Jstor, "jstor"), (Scheme::Handle, "hdl")];
    let (scheme, word) = repositories.into_iter().find(|(scheme, _)| first(*scheme).is_some())?;
    verbatim(sheet, "eprint", first(scheme));
    text(sheet, "eprinttype", Some(word), READER);
    // the number of several in one scheme is one too many
    identifiers.iter().filter(|one| one.scheme == scheme).nth(1).is_none().then_some(scheme)
}

/// What an entry without names is sorted and cited by, where that is not in Latin letters.
fn sorting(sheet: &mut Sheet, record: &Record, container: Option<&str>) {
    let named = [Role::Author, Role::Editor, Role::Translator]
        .iter()
        .any(|role| record.names(*role).is_some_and(|list| !list.names.is_empty()));
    let Some(label) = container.or(record.title.printed()).filter(|_| !named) else { return };
    if label
        .chars()
        .any(|c| c.is_alphabetic() && !c.is_ascii() && any_ascii::any_ascii_char(c).len() != 1 && c > '\u{24F}')
        || !label.is_ascii() && super::script::right_to_left(label)
    {
        text(sheet, "sortkey", Some(&super::sort_key(label)), READER);
        if container.is_some() {
            text(sheet, "label", Some(label), READER);
        }
    }
}
