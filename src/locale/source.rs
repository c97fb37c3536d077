//! Periodicals, agencies, sites and publishers: `refs/sources.tsv`.

use super::file::{List, pieces};
use super::fold::{Folded, LONGEST};
use super::heads::{Heads, of_eight};
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
#[derive(Debug)]
pub struct Sources {
    by_spelling: FxHashMap<&'static [u8], Source>,
    heads: Heads,
}

impl Default for Sources {
    fn default() -> Self {
        Self { by_spelling: FxHashMap::default(), heads: Heads::of_bits(17) }
    }
}

impl Sources {
    /// The table of rows that say the kind of a source, its language, its site, its name, and its spellings as they are compared.
    pub(super) fn of(rows: List) -> Self {
        let mut out = Self::default();
        // a spelling for the name, and two for those that have more and for the sites
        out.by_spelling.reserve(3 * rows.len());
        for row in rows.iter() {
            let mut columns = pieces(row, b'\t');
            let (Some(kind), Some(language), Some(site), Some(name)) =
                (columns.next(), columns.next(), columns.next(), columns.next())
            else {
                continue;
            };
            let kind = match kind {
                "newspaper" => SourceKind::Newspaper,
                "magazine" => SourceKind::Magazine,
                "journal" => SourceKind::Journal,
                "agency" => SourceKind::Agency,
                "broadcaster" => SourceKind::Broadcaster,
                "site" => SourceKind::Site,
                "publisher" => SourceKind::Publisher,
                _ => continue,
            };
            for spelling in columns {
                out.heads.add(of_eight(spelling.as_bytes()));
                out.by_spelling.entry(spelling.as_bytes()).or_insert(Source { name, kind, language, site });
            }
        }
        out
    }

    /// The source of a name as printed, with or without its article, or of a domain.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Source> {
        if name.len() > LONGEST || !self.may(name) {
            return None;
        }
        let name = Folded::new(name);
        let name = name.as_bytes();
        let bare = name.strip_prefix(b"www").unwrap_or(name);
        self.by_spelling.get(bare).or_else(|| self.by_spelling.get(bare.strip_prefix(b"the ")?)).copied()
    }

    /// Whether a name, as it is compared, may begin as a text does.
    #[inline]
    fn may(&self, name: &str) -> bool {
        let may = |name: &str| Folded::start(name).is_none_or(|start| self.heads.may(of_eight(&start)));
        // what may be taken off a name
        let begins = |head: &[u8]| name.as_bytes().get(..3).is_some_and(|three| three.eq_ignore_ascii_case(head));
        may(name) || begins(b"www") || begins(b"the") && name.get(3..).is_some_and(may)
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
