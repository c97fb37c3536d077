//! `COinS`: citations as OpenURL context objects in the title of an empty element.
//!
//! In: the value of `title`, entities decoded. Out: a [`Record`]. Formats: journal, book, dissertation and patent in key/encoded values, and Dublin
//! Core. What `COinS` cannot say (access dates, snapshots, editors, translators) is read elsewhere. Only pages carry it, hence its place here.
//! Standard: ANSI/NISO Z39.88-2004, matrices `info:ofi/fmt:kev:mtx:*`; `COinS` 1.0.

use super::target::percent_decoded;
use crate::reader::anchors::push_identifier;
use crate::reader::resolver::{identifier, of_address};
use crate::record::{
    Address, CalendarDate, Date, Endpoint, Field, Identifier, Kind, Language, Name, Pages, Person, Precision, Record,
    Role, Scheme, Season, Title,
};
use std::borrow::Cow;

/// The values of one context object, by key, in their order.
struct Values<'t>(Vec<(Cow<'t, str>, Cow<'t, str>)>);

impl Values<'_> {
    fn all<'v>(&'v self, key: &'v str) -> impl Iterator<Item = &'v str> {
        self.0.iter().filter(move |(name, _)| name == key).map(|(_, value)| value.as_ref())
    }

    fn one<'v>(&'v self, key: &'v str) -> Option<&'v str> {
        self.all(key).next()
    }

    fn text(&self, key: &str) -> Option<Field<String>> {
        self.one(key).map(|value| value.to_owned().into())
    }
}

/// Reads a context object; `None` when it names no work.
pub(super) fn record(title: &str) -> Option<Record> {
    let values = Values(
        title
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(key, value)| (unescaped(key), tidy(unescaped(value))))
            // what software broke is read from the text
            .filter(|(_, value)| !value.is_empty() && !value.contains('\u{FFFD}'))
            .collect(),
    );
    let format = values.one("rft_val_fmt").unwrap_or_default().rsplit(':').next().unwrap_or_default().to_owned();
    let mut record = if format == "dc" { dublin_core(&values) } else { key_values(&values, &format) };
    for id in values.all("rft_id").chain(values.all("rft.identifier")) {
        take_id(&mut record, id);
    }
    for (key, scheme) in [
        ("rft.isbn", Scheme::Isbn),
        ("rft.issn", Scheme::Issn),
        ("rft.eissn", Scheme::Eissn),
        ("rft.jstor", Scheme::Jstor),
        ("rft.oclcnum", Scheme::Oclc),
        ("rft.doi", Scheme::Doi),
    ] {
        for value in values.all(key) {
            let found =
                identifier(scheme, value).unwrap_or_else(|| Identifier { scheme, value: Field::literal(value, None) });
            push_identifier(&mut record, found);
        }
    }
    record.language = values
        .one("rft.language")
        .map(|value| value.parse::<Language>().map_or_else(|_| Field::literal(value, None), Field::from));
    (record.title.is_some()
        || record.container_title.is_some()
        || record.web.url.is_some()
        || !record.identifiers.is_empty())
    .then_some(record)
}

/// A key or value with its escapes decoded; what is not UTF-8 comes from software that wrote Windows-1252.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| matches!(byte, b'+' | b'%')) {
        return Cow::Borrowed(text);
    }
    let decoded = String::from_utf8(percent_decoded(text, b' '));
    Cow::Owned(decoded.unwrap_or_else(|error| encoding_rs::WINDOWS_1252.decode(error.as_bytes()).0.into_owned()))
}

/// A value without the white space and markup that software leaves in it.
fn tidy(value: Cow<'_, str>) -> Cow<'_, str> {
    if is_tidy(&value) {
        return value;
    }
    let mut out = String::with_capacity(value.len());
    for word in value.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    if out.contains('&') {
        out = references(&out);
    }
    // marks of wikitext that the software did not take out: `''italics''`, `[http://… text]`
    if out.contains("''") {
        out = out.replace("'''", "").replace("''", "");
    }
    if let Some(linked) =
        out.strip_prefix("[http").and_then(|rest| rest.strip_suffix(']')).and_then(|rest| rest.split_once(' '))
    {
        out = linked.1.trim().to_owned();
    }
    Cow::Owned(out)
}

/// Whether a value is as it should be: words with a single space between them, and nothing that may be markup.
fn is_tidy(value: &str) -> bool {
    let mut before = b' ';
    let plain = value.bytes().all(|byte| {
        let good = byte.is_ascii_graphic() && !matches!(byte, b'&' | b'\'' | b'[') || byte == b' ' && before != b' ';
        before = byte;
        good
    });
    plain && before != b' '
}

/// Decodes what was escaped twice: `&#124;`, `&amp;`.
fn references(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let found = after
            .split_once(';')
            .filter(|(name, _)| name.len() < 8)
            .and_then(|(name, tail)| Some((character(name)?, tail)));
        let (meant, tail) = found.unwrap_or(('&', after));
        out.push(meant);
        rest = tail;
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{A0}'),
        "ndash" => Some('–'),
        "mdash" => Some('—'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

/// The journal, book, dissertation and patent formats.
fn key_values(values: &Values<'_>, format: &str) -> Record {
    let genre = values.one("rft.genre").unwrap_or_default();
    let article = values.text("rft.atitle");
    let whole = values
        .text("rft.btitle")
        .or_else(|| values.text("rft.jtitle"))
        .or_else(|| values.text("rft.title"))
        .or_else(|| values.text("rft.stitle"));
    let (title, container) = match (article, whole) {
        (Some(article), whole) => (Some(article), whole),
        (None, whole) if format == "journal" && genre != "journal" && values.one("rft.btitle").is_none() => {
            (None, whole)
        }
        (None, whole) => (whole, None),
    };
    let mut record = Record {
        kind: kind(format, genre, container.is_some()),
        title: title.and_then(|title| Title::new(title.as_str())).map(Field::from),
        container_title: container,
        publisher: values.text("rft.pub").or_else(|| values.text("rft.inst")).or_else(|| values.text("rft.publisher")),
        publisher_place: values.text("rft.place"),
        edition: values.text("rft.edition"),
        volume: values.text("rft.volume"),
        issue: values.text("rft.issue"),
        collection_title: values.text("rft.series"),
        genre: values.text("rft.degree"),
        ..Record::default()
    };
    record.page = pages(values);
    record.issued = issued(values);
    authors(values, &mut record);
    record
}

/// The Dublin Core format.
fn dublin_core(values: &Values<'_>) -> Record {
    let mut record = Record {
        title: values.one("rft.title").and_then(Title::new).map(Field::from),
        publisher: values.text("rft.publisher"),
        container_title: values.text("rft.source"),
        issued: issued(values),
        ..Record::default()
    };
    if let Some(word) = values.one("rft.type") {
        record.kind = match word.to_ascii_lowercase().as_str() {
            "journalarticle" => Kind::ArticleJournal,
            "newspaperarticle" => Kind::ArticleNewspaper,
            "magazinearticle" => Kind::ArticleMagazine,
            "book" | "text" => Kind::Book,
            "booksection" => Kind::Chapter,
            "thesis" => Kind::Thesis,
            "blogpost" => Kind::PostWeblog,
            "report" => Kind::Report,
            _ => Kind::Webpage,
        };
    }
    for (key, role) in [("rft.creator", Role::Author), ("rft.contributor", Role::Contributor)] {
        for value in values.all(key) {
            add_name(&mut record, role, value);
        }
    }
    record
}

fn kind(format: &str, genre: &str, contained: bool) -> Kind {
    match (format, genre) {
        (_, "bookitem") => Kind::Chapter,
        (_, "proceeding") if contained => Kind::PaperConference,
        (_, "conference" | "proceeding") => Kind::Book,
        (_, "report") => Kind::Report,
        (_, "preprint") => Kind::Article,
        ("dissertation", _) => Kind::Thesis,
        ("patent", _) => Kind::Patent,
        ("book", "book") => {
            if contained {
                Kind::Chapter
            } else {
                Kind::Book
            }
        }
        ("journal", "article") => Kind::ArticleJournal,
        _ => Kind::Webpage,
    }
}

fn pages(values: &Values<'_>) -> Option<Field<Pages>> {
    let spread = match (values.one("rft.spage"), values.one("rft.epage")) {
        (Some(first), Some(last)) if first != last => Some(format!("{first}-{last}")),
        (first, _) => first.map(str::to_owned),
    };
    values.one("rft.pages").map(str::to_owned).or(spread).and_then(Pages::new).map(Field::from)
}

/// The date: `rft.date` in ISO 8601, with the season or quarter beside it, or as words in `rft.chron`.
fn issued(values: &Values<'_>) -> Option<Field<Date>> {
    let text = values.one("rft.date").or_else(|| values.one("rft.issued"));
    let Some(text) = text else { return values.one("rft.chron").map(|text| Field::literal(text, None)) };
    let season = match (values.one("rft.ssn"), values.one("rft.quarter")) {
        (Some("winter"), _) => Some(Season::Winter),
        (Some("spring"), _) => Some(Season::Spring),
        (Some("summer"), _) => Some(Season::Summer),
        (Some("fall" | "autumn"), _) => Some(Season::Autumn),
        (_, Some(quarter)) => quarter.parse().ok().map(Season::Quarter),
        _ => None,
    };
    let date = iso(text);
    let date = match (date, season) {
        (Some(Date::On(date)), Some(season)) if date.precision() == Precision::Year => {
            CalendarDate::new(date.year(), Precision::Season(season)).ok().map(Date::On)
        }
        (date, _) => date,
    };
    Some(date.map_or_else(|| Field::literal(text, None), Field::from))
}

/// A date of ISO 8601, also with a time behind it, or a range of years.
pub(super) fn iso(text: &str) -> Option<Date> {
    let day = text.split(['T', ' ']).next().unwrap_or(text);
    let parts = day.matches('-').count();
    // `2004-05` is a month; `2004-2005` and `2004/2005` are ranges
    if let Some((from, to)) = day
        .split_once(['/', '–'])
        .or_else(|| day.split_once('-').filter(|(from, to)| parts == 1 && from.len() == 4 && to.len() == 4))
    {
        let end = |text: &str| text.parse::<CalendarDate>().ok().map(Endpoint::On);
        return Some(Date::Interval(end(from)?, end(to)?));
    }
    if day.ends_with(|c: char| !c.is_ascii_digit()) || day != text && !text.contains('T') {
        return None;
    }
    day.parse().ok()
}

/// The authors: the first by its parts, the others by their whole names; a corporate author besides.
fn authors(values: &Values<'_>, record: &mut Record) {
    let first = values.one("rft.aulast").and_then(|family| {
        let given = values.one("rft.aufirst").map(str::to_owned).or_else(|| {
            let initials = [values.one("rft.auinit"), values.one("rft.auinit1"), values.one("rft.auinitm")];
            initials.into_iter().flatten().next().map(str::to_owned)
        });
        let person = Person::new(family, given.as_deref().unwrap_or_default())?;
        Some(person.with_suffix(values.one("rft.ausuffix").unwrap_or_default()))
    });
    let whole = values.one("rft.aulast").map(|family| {
        words(&format!(
            "{family} {} {}",
            values.one("rft.aufirst").unwrap_or_default(),
            values.one("rft.ausuffix").unwrap_or_default()
        ))
    });
    if let Some(person) = first {
        // a family name alone is a name that nobody took apart
        match person.given() {
            "" => add_names(record, Role::Author, values.one("rft.aulast").unwrap_or_default()),
            _ => record.names_mut(Role::Author).names.push(Name::Person(person)),
        }
    }
    for value in values.all("rft.au") {
        // some software says the first author twice
        if whole.as_ref() != Some(&words(value)) {
            add_names(record, Role::Author, value);
        }
    }
    for value in values.all("rft.aucorp") {
        record.names_mut(Role::Author).names.push(Name::Organization(value.to_owned()));
    }
    for value in values.all("rft.inventor") {
        add_name(record, Role::Author, value);
    }
}

/// The words of a name in alphabetical order.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = name
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.sort_unstable();
    words
}

/// Adds a name, or the names of a list in the manner of medicine: `Roe JA, Poe EA`.
fn add_names(record: &mut Record, role: Role, text: &str) {
    let initials = |word: &str| (1..=3).contains(&word.chars().count()) && word.chars().all(char::is_uppercase);
    let short =
        |name: &str| name.rsplit_once(' ').is_some_and(|(family, given)| initials(given) && !family.contains('.'));
    if text.contains(';') {
        return text.split(';').for_each(|name| add_names(record, role, name));
    }
    if !text.contains(", ") || !text.split(", ").all(|name| short(name) || name.starts_with("et al")) {
        return add_name(record, role, text);
    }
    for name in text.split(", ") {
        match name.rsplit_once(' ').filter(|_| short(name)).and_then(|(family, given)| Person::new(family, given)) {
            Some(person) => record.names_mut(role).names.push(Name::Person(person)),
            None => add_name(record, role, name),
        }
    }
}

/// Adds a name: `Family, Given`, or as it stands; "et al." is no name.
pub(super) fn add_name(record: &mut Record, role: Role, text: &str) {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ';' | ','));
    let list = record.names_mut(role);
    if matches!(text.trim_end_matches('.').to_ascii_lowercase().as_str(), "et al" | "others" | "and others") {
        list.others = true;
        return;
    }
    let name = match text.split_once(", ").or_else(|| text.split_once('،')) {
        Some((family, given)) if !given.contains([',', '&']) && !given.contains(" and ") => {
            Person::new(family, given).map(Name::Person)
        }
        Some((family, rest)) => {
            Some(suffixed(family, rest).map_or_else(|| Name::Literal(text.to_owned()), Name::Person))
        }
        None => (!text.is_empty()).then(|| Name::Literal(text.to_owned())),
    };
    list.names.extend(name);
}

/// `Family, Given, Jr.`; what has another word in the third place is several names, which nothing here takes apart.
fn suffixed(family: &str, rest: &str) -> Option<Person> {
    let (given, suffix) = rest.split_once(", ")?;
    let known = ["jr", "sr", "ii", "iii", "iv", "v"]
        .contains(&suffix.trim().trim_end_matches('.').to_ascii_lowercase().as_str());
    if known { Person::new(family, given).map(|person| person.with_suffix(suffix)) } else { None }
}

/// Takes an `rft_id`: an identifier, or the address of the work.
fn take_id(record: &mut Record, id: &str) {
    if let Some((scheme, value)) = id.strip_prefix("info:").and_then(|rest| rest.split_once('/')) {
        let scheme = match scheme {
            "pmc" => Some(Scheme::Pmcid),
            "oclcnum" => Some(Scheme::Oclc),
            "lccn" => Some(Scheme::Lccn),
            other => Scheme::from_key(other),
        };
        let found = scheme.and_then(|scheme| {
            identifier(scheme, value).or_else(|| Some(Identifier { scheme, value: Field::literal(value, None) }))
        });
        if let Some(found) = found {
            push_identifier(record, found);
        }
        return;
    }
    if let Some(isbn) = id.get(..9).filter(|head| head.eq_ignore_ascii_case("urn:isbn:")).and_then(|_| id.get(9..)) {
        if let Some(found) = identifier(Scheme::Isbn, isbn) {
            push_identifier(record, found);
        }
        return;
    }
    // software adds the addresses of identifiers, mostly without a scheme; the work's own address comes last
    if let Some(found) = of_address(id) {
        push_identifier(record, found);
    } else if id.contains("//") {
        let id = if id.starts_with("//") { format!("https:{id}") } else { id.to_owned() };
        let address = id.parse::<Address>().map_or_else(|_| Field::literal(id, None), Field::from);
        record.web.url = Some(address);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journal_article_is_read() {
        let record = record(
            "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Ajournal&rft.genre=article&rft.atitle=On+Dust&rft.jtitle=Icarus\
             &rft.aulast=Roe&rft.aufirst=Jane&rft.au=Roe%2C+Jane&rft.au=Poe%2C+Edgar&rft.date=2003-08-28&rft.volume=424&rft.pages=1-9\
             &rft_id=info%3Adoi%2F10.1000%2F182&rft_id=http%3A%2F%2Fexample.org%2Fdust",
        )
        .unwrap();
        assert_eq!(record.kind, Kind::ArticleJournal);
        assert_eq!(record.names(Role::Author).unwrap().names.len(), 2);
        assert_eq!(record.issued.unwrap().as_typed().unwrap().to_string(), "2003-08-28");
        assert_eq!(record.web.url.unwrap().as_typed().unwrap().as_str(), "http://example.org/dust");
        assert_eq!(record.identifiers.len(), 1);
    }

    #[test]
    fn dublin_core_is_read() {
        let record = record("rft_val_fmt=info:ofi/fmt:kev:mtx:dc&rft.title=Mars&rft.creator=Rudolf+Idler&rft.identifier=http://a.example/x&rft.language=de").unwrap();
        assert_eq!(record.title.unwrap().as_typed().unwrap().as_str(), "Mars");
        assert!(record.web.url.is_some() && record.language.is_some());
    }

    #[test]
    fn no_day_is_made_up() {
        assert_eq!(iso("2004-05").unwrap().to_string(), "2004-05");
        assert_eq!(iso("2004-2005").unwrap().to_string(), "2004/2005");
        assert!(iso("May 2004").is_none() && iso("2004-13").is_none());
    }
}
