//! Periodicals, agencies, sites and publishers: `refs/sources.tsv`.

use super::fold::{Folded, LONGEST};
use super::heads::of_eight;
use super::laid::Laid;

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

/// All sources, by their spellings and sites: a table of rows that say the kind of a source, its language, its site, its name, and its spellings as they are
/// compared.
#[derive(Debug, Default)]
pub struct Sources(pub(super) Option<&'static Laid>);

impl Sources {
    /// The source of a name as printed, with or without its article, or of a domain.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Source> {
        let table = self.0.filter(|table| name.len() <= LONGEST && may(table, name))?;
        let name = Folded::new(name);
        let name = name.as_bytes();
        let bare = name.strip_prefix(b"www").unwrap_or(name);
        let place = table.place(bare).or_else(|| table.place(bare.strip_prefix(b"the ")?))?;
        let mut columns = table.row(place);
        let kind = match columns.next()? {
            "newspaper" => SourceKind::Newspaper,
            "magazine" => SourceKind::Magazine,
            "journal" => SourceKind::Journal,
            "agency" => SourceKind::Agency,
            "broadcaster" => SourceKind::Broadcaster,
            "site" => SourceKind::Site,
            "publisher" => SourceKind::Publisher,
            _ => return None,
        };
        let (language, site, name) = (columns.next()?, columns.next()?, columns.next()?);
        Some(Source { name, kind, language, site })
    }

    /// How many spellings there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.map_or(0, Laid::len)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Whether a name, as it is compared, may begin as a text does.
#[inline]
fn may(table: &Laid, name: &str) -> bool {
    let may = |name: &str| Folded::start(name).is_none_or(|start| table.heads.may(of_eight(&start)));
    // what may be taken off a name
    let begins = |head: &[u8]| name.as_bytes().get(..3).is_some_and(|three| three.eq_ignore_ascii_case(head));
    may(name) || begins(b"www") || begins(b"the") && name.get(3..).is_some_and(may)
}
