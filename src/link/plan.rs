//! Which addresses a record has, and what is cited by them.
//!
//! In: records. Out: [`Link`]s: the cited address, each archive address, the DOI, with the titles, the access date and the claims that a verdict is held
//! against. Not here: the network.

use super::wall;
use crate::record::{Address, Field, Record, Scheme, Title, Value};
use chrono::NaiveDate;
use std::sync::Arc;

/// What an address is to its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Role {
    /// The cited address.
    Url,
    /// A copy in an archive.
    Archive,
    /// The DOI, as an address.
    Doi,
    /// An address that stands bare in the text.
    Text,
    /// There is none.
    None,
}

impl Role {
    /// The word in the output.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Url => "url",
            Self::Archive => "archive",
            Self::Doi => "doi",
            Self::Text => "text",
            Self::None => "none",
        }
    }
}

/// Where a reference stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// The file, as the user named it.
    pub(crate) path: Arc<str>,
    /// Line and column, from 1.
    pub(crate) position: Option<(usize, usize)>,
}

/// One (reference, address).
#[derive(Debug, Clone)]
pub(crate) struct Link {
    /// The key of the reference.
    pub(crate) reference: String,
    /// Where it stands.
    pub(crate) place: Place,
    /// What the address is to it.
    pub(crate) role: Role,
    /// The address as printed; empty for [`Role::None`].
    pub(crate) printed: String,
    /// The cited titles that say something.
    pub(crate) titles: Vec<String>,
    /// When it was last seen by who cites it, or else published.
    pub(crate) seen: Option<NaiveDate>,
    /// The year of the work, for the report.
    pub(crate) year: Option<i32>,
    /// What the text claims of it, as a slug.
    pub(crate) claim: Option<String>,
    /// Whether the record names a copy in an archive.
    pub(crate) has_copy: bool,
}

/// The links of a record, the cited address first.
pub(crate) fn links(record: &Record, place: &Place, doi_base: &str) -> Vec<Link> {
    let web = &record.web;
    let date = |field: &Option<Field<crate::record::Date>>| field.as_ref().and_then(Field::as_typed).copied();
    let copies: Vec<&str> = web.snapshots.iter().filter_map(|snapshot| snapshot.url.as_ref()).map(printed).collect();
    let seen = date(&web.accessed).and_then(crate::record::Date::latest);
    let captured = web.snapshots.iter().find_map(|snapshot| date(&snapshot.captured)?.latest());
    let issued = date(&record.issued);
    let base = Link {
        reference: record.id.clone(),
        place: place.clone(),
        role: Role::None,
        printed: String::new(),
        titles: titles(record),
        seen: seen.or(captured).or_else(|| issued?.latest()),
        year: issued.and_then(crate::record::Date::year).or_else(|| date(&web.accessed)?.year()),
        claim: web.claims.first().cloned().or_else(|| web.url_status.clone().filter(|status| status != "live")),
        has_copy: !copies.is_empty(),
    };
    let with = |role, printed: &str| Link { role, printed: printed.to_owned(), ..base.clone() };
    let mut out = Vec::new();
    if let Some(url) = &web.url {
        out.push(with(Role::Url, printed(url)));
    }
    out.extend(copies.into_iter().filter(|copy| !copy.is_empty()).map(|copy| with(Role::Archive, copy)));
    for identifier in record.identifiers.iter().filter(|identifier| identifier.scheme == Scheme::Doi) {
        if let Value::Typed(doi) = &identifier.value.value {
            let address = format!("{doi_base}{}", escape_doi(doi));
            if !out.iter().any(|link: &Link| link.printed.ends_with(doi.as_str())) {
                out.push(with(Role::Doi, &address));
            }
        }
    }
    if out.is_empty() {
        out.push(base);
    }
    out
}

/// The addresses that stand bare in a text.
pub(crate) fn bare(text: &str, place: &Place) -> Vec<Link> {
    let mut out = Vec::new();
    for (at, _) in text.match_indices("http") {
        let rest = text.get(at..).unwrap_or_default();
        if !(rest.starts_with("http://") || rest.starts_with("https://")) {
            continue;
        }
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\u{201d}' | '\u{bb}'))
            .unwrap_or(rest.len());
        let address = rest.get(..end).unwrap_or_default();
        let bracket = address.matches('(').count() < address.matches(')').count();
        let address = address
            .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ']', '}', '\u{2026}'])
            .trim_end_matches(|c| bracket && c == ')');
        let address = address.trim_end_matches(['.', ',', ';']);
        out.push(Link {
            reference: String::new(),
            place: place.clone(),
            role: Role::Text,
            printed: address.to_owned(),
            titles: Vec::new(),
            seen: None,
            year: None,
            claim: None,
            has_copy: false,
        });
    }
    out
}

/// Signs that a DOI may hold and a path may not.
fn escape_doi(doi: &str) -> String {
    doi.chars()
        .map(|c| match c {
            '#' => "%23".to_owned(),
            '?' => "%3F".to_owned(),
            '%' => "%25".to_owned(),
            '<' => "%3C".to_owned(),
            '>' => "%3E".to_owned(),
            ' ' => "%20".to_owned(),
            other => other.to_string(),
        })
        .collect()
}

fn printed(field: &Field<Address>) -> &str {
    match &field.value {
        Value::Typed(address) => address.as_str(),
        Value::Literal(text) => text,
    }
}

fn titles(record: &Record) -> Vec<String> {
    let main = record.title.as_ref().map(|field| match &field.value {
        Value::Typed(title) => Title::as_str(title).to_owned(),
        Value::Literal(text) => text.clone(),
    });
    let translated = record.translated_title.as_ref().map(|field| field.as_str().to_owned());
    main.into_iter().chain(translated).filter(|title| !wall::says_nothing(title)).collect()
}
