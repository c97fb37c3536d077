//! What tells that two records are one work, and what tells that they are not.
//!
//! In: a record. Out: its identities (a DOI, an ISBN with the title, an address, a title with its date), each as one string that another record of
//! the same work has too; and whether two records contradict each other. A title that says nothing is no identity.

use crate::locale::{Locale, is_letter_or_number};
use crate::record::{Address, Date, Field, Kind, Pages, Record, Scheme, Title, Value};
use std::fmt::Write as _;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// How short a title may be to stand for a work together with its date.
const SHORTEST_TITLE: usize = 8;

/// Why two records are taken for one work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    Doi,
    Isbn,
    Address,
    TitleAndDate,
}

impl Reason {
    /// As a message says it.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Doi => "the same DOI",
            Self::Isbn => "the same ISBN and title",
            Self::Address => "the same address",
            Self::TitleAndDate => "the same title and date",
        }
    }
}

/// A record as it is compared.
pub(super) struct Identity {
    /// The title in one spelling: letters and digits of any script, lower case; empty where it says nothing.
    pub(super) title: String,
    /// The first name in one spelling.
    creator: String,
    /// The work that holds it, in one spelling.
    container: String,
    /// Strings that another record of the same work has too.
    pub(super) keys: Vec<(Reason, String)>,
    /// The date as EDTF.
    issued: Option<Date>,
    address: Option<String>,
}

/// How a record is compared.
pub(super) fn identity(record: &Record) -> Identity {
    let title = spelling(record.title.as_ref().map(|title| printed(title, Title::as_str)).unwrap_or_default());
    let creator =
        record.creators().and_then(|list| list.names.first()).map(|name| spelling(name.sorting())).unwrap_or_default();
    let container = spelling(record.container_title.as_ref().map(Field::as_str).unwrap_or_default());
    let issued = record.issued.as_ref().and_then(Field::as_typed).copied().filter(|date| *date != Date::Undated);
    let address = record.web.url.as_ref().and_then(|url| address(printed(url, Address::as_str)));
    let mut keys = Vec::new();
    for doi in record.identifiers.iter().filter(|one| one.scheme == Scheme::Doi) {
        keys.push((Reason::Doi, format!("d{}", doi.value.as_str().trim().to_lowercase())));
    }
    if !title.is_empty() {
        for isbn in record.identifiers.iter().filter(|one| one.scheme == Scheme::Isbn) {
            let digits: String = isbn.value.as_str().chars().filter(char::is_ascii_alphanumeric).collect();
            // ISBN-10 and -13 share the nine digits before the check digit
            if let Some(core) = digits
                .get(digits.len().saturating_sub(10)..digits.len().saturating_sub(1))
                .filter(|core| core.len() == 9)
            {
                keys.push((Reason::Isbn, format!("i{core} {title}")));
            }
        }
    }
    if let Some(address) = &address {
        keys.push((Reason::Address, format!("u{address}")));
    }
    if let Some(date) =
        issued.filter(|_| title.chars().count() >= SHORTEST_TITLE && (!creator.is_empty() || !container.is_empty()))
    {
        keys.push((Reason::TitleAndDate, format!("t{date} {title}")));
    }
    Identity { title, creator, container, keys, issued, address }
}

/// Whether two records that share a key are one work all the same.
pub(super) fn agree(reason: Reason, (a, one): (&Identity, &Record), (b, other): (&Identity, &Record)) -> bool {
    let differ = |a: &str, b: &str| !a.is_empty() && !b.is_empty() && a != b;
    let texts = |a: &Option<Field<String>>, b: &Option<Field<String>>| match (a, b) {
        (Some(a), Some(b)) => spelling(a.as_str()) != spelling(b.as_str()),
        _ => false,
    };
    let doi = |record: &Record| record.identifier(Scheme::Doi).map(|doi| doi.value.as_str().to_lowercase());
    if doi(one).zip(doi(other)).is_some_and(|(a, b)| a != b) || texts(&one.volume, &other.volume) {
        return false;
    }
    let titles = alike(&a.title, &b.title);
    let within = |record: &Record| {
        matches!(record.kind, Kind::Chapter | Kind::Entry | Kind::EntryDictionary | Kind::EntryEncyclopedia)
            || record.container_title.is_some() && matches!(record.kind, Kind::Book | Kind::PaperConference)
    };
    let chapters = within(one) || within(other);
    let dates = a.issued.zip(b.issued).is_some_and(|(a, b)| apart(a, b));
    match reason {
        // a book's DOI or ISBN stands in the citations of all its chapters
        Reason::Doi => {
            titles || !chapters && (a.title.is_empty() || b.title.is_empty() || !differ(&a.creator, &b.creator))
        }
        Reason::Isbn => titles && !texts(&one.edition, &other.edition),
        Reason::Address => {
            (titles || a.title.is_empty() && b.title.is_empty())
                && !dates
                && !(chapters && differ(&a.container, &b.container))
        }
        Reason::TitleAndDate => {
            let hosts = a.address.as_ref().zip(b.address.as_ref()).is_some_and(|(a, b)| a != b && host(a) == host(b));
            titles
                && !hosts
                && !differ(&a.creator, &b.creator)
                && !differ(&a.container, &b.container)
                && !texts(&one.issue, &other.issue)
                && !texts(&one.edition, &other.edition)
                && !texts(&one.number, &other.number)
                && !pages_differ(one, other)
                && (!a.creator.is_empty() && a.creator == b.creator
                    || !a.container.is_empty() && a.container == b.container)
        }
    }
}

/// Whether two spellings of titles are of one title: equal, or one goes on where the other stops.
fn alike(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    !short.is_empty()
        && (short == long
            || short.chars().count() >= SHORTEST_TITLE
                && long.starts_with(short)
                && long.get(short.len()..).is_some_and(|rest| rest.starts_with(' ')))
}

/// Whether two dates cannot both be right: neither lies within the other.
fn apart(a: Date, b: Date) -> bool {
    match (a.earliest(), a.latest(), b.earliest(), b.latest()) {
        (Some(from), Some(to), Some(begin), Some(end)) => to < begin || end < from,
        _ => false,
    }
}

/// Whether the pages of two articles begin elsewhere; of a book, another page is the same book.
fn pages_differ(one: &Record, other: &Record) -> bool {
    let first = |record: &Record| {
        let pages = record.page.as_ref().filter(|_| record.kind != Kind::Book)?;
        pages.as_typed().map(Pages::ranges)?.into_iter().next().map(|range| range.first)
    };
    first(one).zip(first(other)).is_some_and(|(a, b)| a != b)
}

/// Letters and digits in lower case without accents, words parted by one space.
pub(super) fn spelling(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.nfkd() {
        if is_letter_or_number(character) {
            out.extend(character.to_lowercase());
        } else if !is_combining_mark(character)
            && !matches!(character, '\'' | '’' | '\u{200B}'..='\u{200F}')
            && !out.ends_with(' ')
            && !out.is_empty()
        {
            out.push(' ');
        } else if is_combining_mark(character) && !character.is_ascii() && ('\u{900}'..='\u{109F}').contains(&character)
        {
            // vowel signs of the scripts of India are letters, not accents
            out.push(character);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// An address in one spelling: the original of an archive's copy, without scheme, `www.`, fragment, default page, campaign parameters. `None` for a
/// bare host, which many works share.
fn address(text: &str) -> Option<String> {
    let memento = Locale::get().archives.memento(text);
    let original = memento.map(|memento| memento.original).filter(|original| !original.is_empty()).unwrap_or(text);
    let url = original.parse::<Address>().ok()?.url()?;
    let host = url.host_str()?.to_lowercase();
    let mut out = host.strip_prefix("www.").unwrap_or(&host).to_owned();
    let path = url.path().trim_end_matches('/');
    let path =
        ["/index.html", "/index.htm", "/index.php"].iter().find_map(|page| path.strip_suffix(page)).unwrap_or(path);
    out.push_str(path);
    let mut query: Vec<String> = url
        .query_pairs()
        .filter(|(key, _)| !key.starts_with("utm_") && !matches!(key.as_ref(), "fbclid" | "gclid"))
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    query.sort_unstable();
    if path.is_empty() && query.is_empty() {
        return None;
    }
    for pair in query {
        let _ = write!(out, "?{pair}");
    }
    // a page within a document of one address may be a work of its own
    if let Some(fragment) = url.fragment().filter(|fragment| fragment.starts_with(['!', '/'])) {
        let _ = write!(out, "#{fragment}");
    }
    Some(out)
}

fn host(address: &str) -> &str {
    address.split(['/', '?', '#']).next().unwrap_or(address)
}

fn printed<T>(field: &Field<T>, typed: fn(&T) -> &str) -> &str {
    match &field.value {
        Value::Typed(value) => typed(value),
        Value::Literal(text) => text,
    }
}
