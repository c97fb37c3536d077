//! Periodicals, agencies, sites and publishers: `refs/sources.tsv`.

use super::fold::{Folded, LONGEST};
use rustc_hash::FxHashMap;

/// What a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// Appears daily or weekly, with news.
    Newspaper,
    /// Appears less often, for everybody.
    Magazine,
    /// Appears for scholars.
    Journal,
    /// Sells news to the others.
    Agency,
    /// Radio and television.
    Broadcaster,
    /// A site.
    Site,
    /// Publishes books.
    Publisher,
}

/// A source.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    /// Its name, in its own script.
    pub name: &'static str,
    /// What it is.
    pub kind: SourceKind,
    /// BCP 47.
    pub language: &'static str,
    /// Its domain, without `www.`; empty where it is not known.
    pub site: &'static str,
}

/// All sources, by their spellings and sites.
#[derive(Debug, Default)]
pub struct Sources {
    by_spelling: FxHashMap<&'static [u8], &'static Source>,
}

impl Sources {
    /// The table of spellings in `folded` form, each with the number of its source.
    pub(super) fn of(sources: &'static [Source], spellings: &[(&'static str, u16)]) -> Self {
        let spelling =
            |&(spelling, number): &(&'static str, u16)| Some((spelling.as_bytes(), sources.get(usize::from(number))?));
        Self { by_spelling: spellings.iter().filter_map(spelling).collect() }
    }

    /// The source of a name as printed, with or without its article, or of a domain.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Source> {
        if name.len() > LONGEST {
            return None;
        }
        let name = Folded::new(name);
        let name = name.as_bytes();
        let bare = name.strip_prefix(b"www").unwrap_or(name);
        self.by_spelling.get(bare).or_else(|| self.by_spelling.get(bare.strip_prefix(b"the ")?)).map(|source| **source)
    }

    /// How many spellings there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_spelling.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_spelling.is_empty()
    }
}
