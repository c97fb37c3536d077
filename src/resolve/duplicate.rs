//! One work that many notes cite is one entry.
//!
//! In: the records of a bibliography, in order. Out: one record for each work, where it was cited first and under that id, with what only the later
//! citations say of it; for each merge a diagnostic. Two chapters of one book are two works; a title that says nothing makes nobody the same.
//! Linear time.

use super::fusion::fuse;
use super::identity::{Identity, Reason, agree, identity};
use crate::diagnostic::{Code, Diagnostic};
use crate::record::Record;
use rustc_hash::FxHashMap;

/// How many works that share a key are compared: a key that more share (a home page) tells nothing.
const CANDIDATES: usize = 8;

/// The works of a bibliography.
#[derive(Debug, Clone, Default)]
pub struct Works {
    /// One record for each work, in order of first citation.
    pub records: Vec<Record>,
    /// For each record that came in, which of [`Works::records`] it is now.
    pub of: Vec<usize>,
    /// What was merged, and what was left out by it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Merges the records of the same work.
#[must_use]
pub fn merge(records: Vec<Record>) -> Works {
    let mut works = Works::default();
    let mut identities: Vec<Identity> = Vec::with_capacity(records.len());
    let mut by_key: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for record in records {
        let own = identity(&record);
        let same = own.keys.iter().find_map(|(reason, key)| {
            let candidates = by_key.get(key)?;
            let fits = |at: &&usize| match (identities.get(**at), works.records.get(**at)) {
                (Some(other), Some(work)) => agree(*reason, (other, work), (&own, &record)),
                _ => false,
            };
            candidates.iter().find(fits).map(|at| (*at, *reason))
        });
        let at = same.map_or(works.records.len(), |(at, _)| at);
        for (_, key) in &own.keys {
            let list = by_key.entry(key.clone()).or_default();
            if list.len() < CANDIDATES && !list.contains(&at) {
                list.push(at);
            }
        }
        works.of.push(at);
        if let (Some((_, reason)), Some(work)) = (same, works.records.get_mut(at)) {
            let id = record.id.clone();
            let differ = fuse(work, record);
            works.diagnostics.push(merged(&work.id, &id, reason, &differ));
            if let Some(identity) = identities.get_mut(at) {
                *identity = self::identity(work);
            }
        } else {
            works.records.push(record);
            identities.push(own);
        }
    }
    works
}

fn merged(first: &str, second: &str, reason: Reason, differ: &[&str]) -> Diagnostic {
    let mut message =
        format!("`{second}` cites the same work as `{first}` ({}) and is exported as that entry", reason.as_str());
    if !differ.is_empty() {
        let fields: Vec<String> = differ.iter().map(|field| format!("`{field}`")).collect();
        message.push_str("; what it says otherwise is left out: ");
        message.push_str(&fields.join(", "));
    }
    Diagnostic::whole(Code::Merged, message).help("cite the first id; `--no-merge` keeps both")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn works(items: &serde_json::Value) -> Works {
        merge(
            items.as_array().unwrap().iter().map(|item| Record::from_csl(item.as_object().unwrap().clone())).collect(),
        )
    }

    #[test]
    fn one_work_is_one_entry() {
        let out = works(&json!([
            {"id": "a", "type": "article-journal", "title": "On Days", "DOI": "10.1000/182"},
            {"id": "b", "type": "webpage", "title": "Weather of today", "URL": "http://www.example.org/a/?utm_source=x"},
            {"id": "c", "type": "article-journal", "title": "On days: a study", "DOI": "10.1000/182", "volume": "3"},
            {"id": "d", "type": "webpage", "title": "Weather of today", "URL": "https://web.archive.org/web/20200101000000/https://example.org/a#top"},
            {"id": "e", "type": "book", "title": "A Book", "ISBN": "0-306-40615-2", "page": "5"},
            {"id": "f", "type": "book", "title": "A Book", "ISBN": "978-0-306-40615-7", "page": "7"},
            {"id": "g", "type": "article-newspaper", "title": "Why it rained", "author": [{"family": "Roe"}], "issued": {"date-parts": [[2001, 2, 3]]}},
            {"id": "h", "type": "webpage", "title": "Why it rained!", "author": [{"family": "Roe"}], "issued": {"date-parts": [[2001, 2, 3]]}, "container-title": "The Paper"},
        ]));
        assert_eq!(out.of, [0, 1, 0, 1, 2, 2, 3, 3], "{:?}", out.diagnostics);
        assert_eq!(out.records[0].volume.as_ref().unwrap().as_str(), "3");
        assert_eq!(out.records[2].page.as_ref().unwrap().as_typed().unwrap().as_str(), "5, 7");
        assert_eq!(out.diagnostics.len(), 4);
    }

    #[test]
    fn other_works_stay_apart() {
        let out = works(&json!([
            {"id": "a", "type": "chapter", "title": "Introduction", "container-title": "A Book", "ISBN": "0-306-40615-2", "DOI": "10.1000/book"},
            {"id": "b", "type": "chapter", "title": "Conclusion", "container-title": "A Book", "ISBN": "0-306-40615-2", "DOI": "10.1000/book"},
            {"id": "c", "type": "webpage", "title": "???", "URL": "https://example.org/"},
            {"id": "d", "type": "webpage", "title": "!!!", "URL": "https://example.org/"},
            {"id": "e", "type": "webpage", "title": "…", "issued": {"date-parts": [[2001]]}, "container-title": "X"},
            {"id": "f", "type": "webpage", "title": "—", "issued": {"date-parts": [[2001]]}, "container-title": "X"},
            {"id": "g", "type": "article-newspaper", "title": "The weather today", "issued": {"date-parts": [[2001]]}, "container-title": "X"},
            {"id": "h", "type": "article-newspaper", "title": "The weather today", "issued": {"date-parts": [[2001]]}, "container-title": "Y"},
            {"id": "i", "type": "webpage", "title": "Population of Xanadu", "URL": "https://example.org/p", "issued": {"date-parts": [[2001]]}},
            {"id": "j", "type": "webpage", "title": "Population of Xanadu", "URL": "https://example.org/p", "issued": {"date-parts": [[2002]]}},
            {"id": "k", "type": "book", "title": "Collected Works", "volume": "1", "ISBN": "0-306-40615-2"},
            {"id": "l", "type": "book", "title": "Collected Works", "volume": "2", "ISBN": "0-306-40615-2"},
        ]));
        assert_eq!(out.records.len(), 12, "{:?}", out.diagnostics);
    }
}
