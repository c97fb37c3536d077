//! Addresses that are identifiers.
//!
//! In: the target of a link. Out: scheme and identifier, where the address is one of a resolver. The resolvers are rows of `refs/resolvers.tsv`. Not
//! here: which identifiers are valid ([`crate::record::Scheme::canonical`]).

use super::html::decoded;
use crate::record::{Field, Identifier, Scheme};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The rows: scheme ⇥ host ⇥ what stands before the identifier ⇥ what ends it.
const ROWS: &str = include_str!("../../refs/resolvers.tsv");

struct Row {
    scheme: Scheme,
    before: &'static str,
    ends: &'static str,
}

static BY_HOST: LazyLock<FxHashMap<&'static str, Vec<Row>>> = LazyLock::new(|| {
    let mut rows: FxHashMap<&'static str, Vec<Row>> = FxHashMap::default();
    for line in ROWS.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&'static str> = line.split('\t').collect();
        let [scheme, host, before, ends] = cells.as_slice() else { continue };
        let Some(scheme) = Scheme::from_key(scheme) else { continue };
        rows.entry(host).or_default().push(Row { scheme, before, ends });
    }
    rows
});

/// The identifier that an address is.
pub(crate) fn of_address(address: &str) -> Option<Identifier> {
    let rest = address.split_once("//").map_or(address, |(_, rest)| rest);
    let (host, path) = rest.split_at(rest.find('/')?);
    let of_host = BY_HOST.get(host).or_else(|| BY_HOST.get(host.to_ascii_lowercase().as_str()));
    of_host.into_iter().flatten().find_map(|row| fits(row, path)).or_else(|| anywhere(path))
}

/// The identifier of a link inside a wiki: `Special:BookSources/0-19-850763-1`, by any name of that page in any language.
pub(crate) fn of_wiki_link(href: &str) -> Option<Identifier> {
    let last = href.rsplit('/').next()?;
    let colon = decoded(href.strip_suffix(last)?).contains(':');
    (colon && last.len() >= 9).then(|| identifier(Scheme::Isbn, last)).flatten()
}

fn anywhere(path: &str) -> Option<Identifier> {
    // ISBN in a path is looked for only where the words say so
    BY_HOST.get("*").into_iter().flatten().find_map(|row| {
        let before = row.before.strip_prefix('*')?;
        let at = path.find(before)?;
        fits_here(row, path.get(at + before.len()..)?)
    })
}

fn fits(row: &Row, path: &str) -> Option<Identifier> {
    fits_here(row, path.strip_prefix(row.before)?)
}

fn fits_here(row: &Row, rest: &str) -> Option<Identifier> {
    let end = rest.find(|c| row.ends.contains(c)).unwrap_or(rest.len());
    identifier(row.scheme, rest.get(..end)?)
}

/// An identifier, where the text is one; the check digit is the business of who reads the record.
pub(crate) fn identifier(scheme: Scheme, text: &str) -> Option<Identifier> {
    let text = decoded(text);
    let text = text.trim();
    match scheme.canonical(text) {
        Ok(canonical) => Some(Identifier { scheme, value: Field::typed(canonical, None) }),
        Err(crate::record::BadIdentifier::CheckDigit) => Some(Identifier { scheme, value: Field::literal(text, None) }),
        Err(crate::record::BadIdentifier::Form) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolvers_are_known_by_their_rows() {
        for (address, scheme, id) in [
            ("//dx.doi.org/10.1038%2Fnews050221-15", Scheme::Doi, "10.1038/news050221-15"),
            ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC3494089", Scheme::Pmcid, "PMC3494089"),
            ("https://pubmed.ncbi.nlm.nih.gov/24453982/", Scheme::Pmid, "24453982"),
            ("http://worldcat.org/issn/0028-0836&lang=fr", Scheme::Issn, "0028-0836"),
            ("https://en.wikipedia.org/wiki/Special:BookSources/0-306-40615-2", Scheme::Isbn, "0-306-40615-2"),
        ] {
            let found = of_address(address).unwrap();
            assert_eq!((found.scheme, found.value.as_str()), (scheme, id), "{address}");
        }
        assert!(of_address("https://example.org/books/12").is_none());
        assert!(of_wiki_link("./خاص:مصادر_كتاب/0-306-40615-2").is_some());
    }
}
