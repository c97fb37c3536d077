//! Periodicals, agencies, sites and publishers: `refs/sources.tsv`.

use super::file::{List, pieces};
use super::fold::{Folded, LONGEST};
use super::heads::{Heads, of_text};
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
    by_spelling: FxHashMap<&'static [u8], Source>,
    heads: Heads,
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
                out.heads.add(of_text(spelling.as_bytes()));
                out.by_spelling.entry(spelling.as_bytes()).or_insert(Source { name, kind, language, site });
            }
        }
        out
    }

    /// The source of a name as printed, with or without its article, or of a domain.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Source> {
        if name.len() > LONGEST || !self.heads.may(head(name.as_bytes())) {
            return None;
        }
        let name = Folded::new(name);
        let name = name.as_bytes();
        let bare = name.strip_prefix(b"www").unwrap_or(name);
        self.by_spelling.get(bare).or_else(|| self.by_spelling.get(bare.strip_prefix(b"the ")?)).copied()
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

/// The beginning of a name, where its folded form begins with the same four letters, digits and spaces; `None` as well where something may be taken off it.
fn head(name: &[u8]) -> Option<u32> {
    let kept = |two: &[u8]| matches!(two, [byte, next] if byte.is_ascii_alphanumeric() || *byte == b' ' && next.is_ascii_alphanumeric());
    let plain = name.first()?.is_ascii_alphanumeric() && name.get(..5)?.windows(2).all(kept);
    let article =
        name.get(..3).is_some_and(|head| head.eq_ignore_ascii_case(b"www") || head.eq_ignore_ascii_case(b"the"));
    if plain && !article { of_text(name) } else { None }
}
