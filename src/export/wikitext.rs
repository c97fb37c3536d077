//! Citation templates of Wikipedia: `<ref name="key">{{cite news |…}}</ref>`.
//!
//! In: a record. Out: one line with one reference. Standard: Help:Citation Style 1. What no parameter holds stands behind the template, as editors do.

use super::aside::asides;
use super::link::addresses;
use super::moment::{human, is_undated};
use super::printed::Printed as _;
use super::remark::{self, Ink, Remarks, Rest};
use super::script::is_damage;
use super::sheet::Sheet;
use super::tongue::tongue;
use super::{Options, leftovers};
use crate::record::{Identifier, Kind, Name, NameList, Record, Role, Scheme, WebLink};

/// The template, the parameter of the work that holds it, and whether the template takes the title for a chapter of that work.
const fn template(kind: Kind, contained: bool, linked: bool) -> (&'static str, &'static str) {
    match kind {
        Kind::ArticleJournal | Kind::Review | Kind::ReviewBook => ("cite journal", "journal"),
        Kind::ArticleMagazine => ("cite magazine", "magazine"),
        Kind::ArticleNewspaper => ("cite news", "newspaper"),
        Kind::Book | Kind::Chapter | Kind::Classic | Kind::Collection | Kind::Pamphlet if contained => {
            ("cite book", "title")
        }
        Kind::Book | Kind::Chapter | Kind::Classic | Kind::Collection | Kind::Pamphlet => ("cite book", "work"),
        Kind::Entry | Kind::EntryDictionary | Kind::EntryEncyclopedia if contained => {
            ("cite encyclopedia", "encyclopedia")
        }
        Kind::PaperConference => ("cite conference", "book-title"),
        Kind::Report | Kind::Standard => ("cite report", "work"),
        Kind::Thesis => ("cite thesis", "work"),
        Kind::Map => ("cite map", "work"),
        Kind::Interview => ("cite interview", "work"),
        Kind::Speech => ("cite speech", "work"),
        Kind::Broadcast | Kind::MotionPicture | Kind::Song => ("cite AV media", "work"),
        _ if linked => ("cite web", "website"),
        _ => ("citation", "work"),
    }
}

/// Schemes with a parameter of their own.
const SCHEMES: &[(Scheme, &str)] = &[
    (Scheme::Doi, "doi"),
    (Scheme::Isbn, "isbn"),
    (Scheme::Issn, "issn"),
    (Scheme::Eissn, "eissn"),
    (Scheme::Pmid, "pmid"),
    (Scheme::Pmcid, "pmc"),
    (Scheme::ArxivId, "arxiv"),
    (Scheme::Bibcode, "bibcode"),
    (Scheme::Oclc, "oclc"),
    (Scheme::Jstor, "jstor"),
    (Scheme::Lccn, "lccn"),
    (Scheme::Mr, "mr"),
    (Scheme::Zbl, "zbl"),
    (Scheme::Handle, "hdl"),
    (Scheme::S2cid, "s2cid"),
    (Scheme::Citeseerx, "citeseerx"),
    (Scheme::Ssrn, "ssrn"),
    (Scheme::Osti, "osti"),
    (Scheme::Rfc, "rfc"),
    (Scheme::Asin, "asin"),
    (Scheme::OpenLibrary, "ol"),
    (Scheme::Jfm, "jfm"),
    (Scheme::Biorxiv, "biorxiv"),
    (Scheme::Medrxiv, "medrxiv"),
];

/// Writes one reference.
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
        maintenance: _,
        bibtex,
        link,
        custom,
        other,
    } = record;
    let WebLink { url: _, accessed, snapshots: _, url_status, claims } = web;
    // a template has both addresses and says which to show
    let addresses = addresses(web, link.as_deref(), Options { url_policy: super::UrlPolicy::Original, ..options });
    let moved = super::link::addresses(web, link.as_deref(), options);
    let container = container_title.printed();
    let (template, work) = template(*kind, container.is_some(), addresses.main.is_some());

    sheet.raw("<ref name=\"");
    sheet.raw(id);
    sheet.raw("\">{{");
    sheet.raw(template);
    for (role, word) in [
        (Role::Author, ""),
        (Role::Editor, "editor"),
        (Role::Translator, "translator"),
        (Role::Interviewer, "interviewer"),
    ] {
        if let Some((_, list)) = names.iter().find(|(of, _)| *of == role) {
            people(sheet, word, list);
        }
    }
    let day = |date: &Option<_>| date.as_ref().filter(|date| !is_undated(date)).map(human);
    match issued {
        Some(date) if is_undated(date) => parameter(sheet, "date", Some("n.d.")),
        _ => parameter(sheet, "date", day(issued).as_deref()),
    }
    parameter(sheet, "orig-date", day(original_date).as_deref());
    let (own, translated) = if work == "title" { ("chapter", "trans-chapter") } else { ("title", "trans-title") };
    parameter(sheet, own, title.printed());
    parameter(sheet, translated, translated_title.printed());
    parameter(sheet, work, container);
    parameter(sheet, "department", section.printed());
    parameter(sheet, "type", genre.printed());
    parameter(sheet, "series", collection_title.printed());
    parameter(sheet, "edition", edition.printed());
    parameter(sheet, "volume", volume.printed());
    let mut numbers = [issue.printed(), number.printed(), collection_number.printed()];
    if let Some(first) = numbers.iter_mut().find(|number| number.is_some()) {
        parameter(
            sheet,
            if matches!(*kind, Kind::ArticleJournal | Kind::ArticleMagazine) { "issue" } else { "number" },
            first.take(),
        );
    }
    parameter(sheet, "publisher", publisher.printed());
    parameter(sheet, "location", publisher_place.printed());
    if let Some(page) = page.printed() {
        parameter(sheet, if page.contains(['-', '–', ',']) { "pages" } else { "page" }, Some(page));
    }
    parameter(sheet, "at", locator.printed().filter(|_| page.is_none()));
    parameter(sheet, "scale", scale.printed().filter(|_| *kind == Kind::Map));
    parameter(sheet, "conference", event_title.printed());
    let tag = language.as_ref().and_then(|language| {
        language.as_typed().map(crate::record::Language::as_str).or(tongue(language).map(|t| t.tag))
    });
    parameter(sheet, "language", tag.or(language.printed()));
    parameter(sheet, "agency", agency.printed());
    for (at, identifier) in identifiers.iter().enumerate() {
        if let Some((_, word)) = SCHEMES.iter().find(|(scheme, _)| *scheme == identifier.scheme)
            && !identifiers.iter().take(at).any(|one| one.scheme == identifier.scheme)
        {
            parameter(sheet, word, identifier.value.printed());
        }
    }
    address(sheet, "url", moved.main.filter(|_| !moved.archived || moved.cited.is_none()).or(addresses.main));
    parameter(sheet, "format", medium.printed());
    let dead = moved.cited.is_some() && moved.archived;
    let archive = addresses.archive.or(moved.main.filter(|_| dead));
    address(sheet, "archive-url", archive);
    let captured = day(&addresses.captured.cloned()).or(moved.found.and_then(|time| time.get(..10)).map(str::to_owned));
    parameter(sheet, "archive-date", captured.as_deref().filter(|_| archive.is_some()));
    let status = if dead { Some("dead") } else { url_status.as_deref() };
    parameter(sheet, "url-status", status.filter(|_| archive.is_some() || addresses.main.is_some()));
    parameter(sheet, "access-date", day(accessed).as_deref());
    parameter(sheet, "via", via.printed());
    parameter(sheet, "quote", quote.printed());
    sheet.raw("}}");

    let mut said =
        Rest { note: note.printed(), event_date: event_date.as_ref(), others: Some(other), ..Rest::default() };
    [said.issue, said.number, said.series_number] = numbers;
    said.locator = locator.printed().filter(|_| page.is_some());
    said.scale = scale.printed().filter(|_| *kind != Kind::Map);
    let start = sheet.out.len();
    let mut remarks = Remarks { sheet, ink: Ink::Plain, before: "", between: ". ", any: false, capital: true };
    said.write(&mut remarks);
    remark::people(&mut remarks, names, |role| {
        matches!(role, Role::Author | Role::Editor | Role::Translator | Role::Interviewer)
    });
    remark::identifiers(&mut remarks, identifiers, |one: &Identifier| {
        SCHEMES.iter().any(|(scheme, _)| *scheme == one.scheme)
            && identifiers.iter().find(|first| first.scheme == one.scheme) == Some(one)
    });
    if addresses.archived && addresses.archive.is_none() {
        remark::web(&mut remarks, &addresses, false, ": ");
    }
    remark::more_snapshots(&mut remarks, web, ": ");
    if remarks.any {
        let written = sheet.out.split_off(start);
        sheet.raw(" ");
        escaped(sheet, &written);
        sheet.raw(".");
    }
    for claim in claims {
        match claim.as_str() {
            "permanent-dead-link" => sheet.raw(" {{dead link|fix-attempted=yes}}"),
            "dead-link" => sheet.raw(" {{dead link}}"),
            other => {
                sheet.raw(" [");
                escaped(sheet, &other.replace('-', " "));
                sheet.raw("]");
            }
        }
    }
    sheet.raw("</ref>\n");
    for (aside, _) in asides(other) {
        sheet.lost(id, aside.name(), "nobody prints it in a footnote");
    }
    for field in bibtex.keys() {
        sheet.lost(id, field, "it is a field of the .bib file that it came from");
    }
    leftovers(sheet, id, year_suffix.as_deref(), custom, other);
}

/// `|last1=… |first1=…`, `|author2=…`, `|display-authors=etal`.
fn people(sheet: &mut Sheet, word: &str, list: &NameList) {
    let several = list.names.len() > 1;
    for (at, name) in list.names.iter().enumerate() {
        let number = if several { (at + 1).to_string() } else { String::new() };
        let named = |part: &str| match (word.is_empty(), part) {
            (true, "") => format!("author{number}"),
            (true, part) => format!("{part}{number}"),
            (false, "") => format!("{word}{number}"),
            (false, part) => format!("{word}{number}-{part}"),
        };
        match name {
            // double brackets: a name that is no person's
            Name::Organization(whole) => parameter(sheet, &named(""), Some(&format!("(({}))", whole.trim()))),
            Name::Literal(whole) => parameter(sheet, &named(""), Some(whole.trim())),
            Name::Person(person) if person.given().is_empty() && person.suffix().is_empty() => {
                parameter(sheet, &named("last"), Some(&family(person)));
            }
            Name::Person(person) => {
                parameter(sheet, &named("last"), Some(&family(person)));
                let suffix = person.suffix().trim_matches([',', ' ']);
                let given =
                    if suffix.is_empty() { person.given().to_owned() } else { format!("{}, {suffix}", person.given()) };
                parameter(sheet, &named("first"), Some(given.trim_matches([',', ' '])));
            }
        }
    }
    if list.others {
        let role = if word.is_empty() { "authors".to_owned() } else { format!("{word}s") };
        parameter(sheet, &format!("display-{role}"), Some("etal"));
    }
}

fn family(person: &crate::record::Person) -> String {
    let mut out = String::new();
    for part in [person.dropping_particle(), person.non_dropping_particle(), person.family()]
        .into_iter()
        .filter(|part| !part.is_empty())
    {
        if !out.is_empty() && !out.ends_with(['\'', '’']) {
            out.push(' ');
        }
        out.push_str(part);
    }
    out
}

fn parameter(sheet: &mut Sheet, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        sheet.raw(" |");
        sheet.raw(name);
        sheet.raw("=");
        escaped(sheet, value);
    }
}

/// An address in a template: what ends a parameter or a link is percent-encoded.
fn address(sheet: &mut Sheet, name: &str, url: Option<&str>) {
    let Some(url) = url else { return };
    sheet.raw(" |");
    sheet.raw(name);
    sheet.raw("=");
    for character in url.chars() {
        match character {
            '|' => sheet.raw("%7C"),
            '[' => sheet.raw("%5B"),
            ']' => sheet.raw("%5D"),
            '{' => sheet.raw("%7B"),
            '}' => sheet.raw("%7D"),
            '<' => sheet.raw("%3C"),
            '>' => sheet.raw("%3E"),
            '"' => sheet.raw("%22"),
            _ if character.is_whitespace() => sheet.raw("%20"),
            _ if is_damage(character) => sheet.damage(),
            _ => sheet.out.push(character),
        }
    }
}

/// Text with what MediaWiki would take for markup written otherwise.
fn escaped(sheet: &mut Sheet, text: &str) {
    let start = sheet.out.len();
    sheet.line(text);
    let markup = |c: char| matches!(c, '|' | '{' | '}' | '<' | '[' | ']' | '\'' | '~' | '&');
    if !sheet.out.get(start..).is_some_and(|written| written.contains(markup)) {
        return;
    }
    let written = sheet.out.split_off(start);
    let mut before = ' ';
    let mut rest = written.chars().peekable();
    while let Some(character) = rest.next() {
        let doubled = before == character || rest.peek() == Some(&character);
        match character {
            '|' => sheet.raw("{{!}}"),
            '{' if doubled => sheet.raw("&#123;"),
            '}' if doubled => sheet.raw("&#125;"),
            '[' if doubled => sheet.raw("&#91;"),
            ']' if doubled => sheet.raw("&#93;"),
            '\'' if doubled => sheet.raw("&#39;"),
            '~' if doubled => sheet.raw("&#126;"),
            '<' => sheet.raw("&lt;"),
            '&' if rest.peek().is_some_and(|next| next.is_ascii_alphabetic() || *next == '#') => sheet.raw("&amp;"),
            _ => sheet.out.push(character),
        }
        before = character;
    }
}
