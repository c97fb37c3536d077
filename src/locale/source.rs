//! Periodicals, agencies, sites and publishers: `refs/sources.tsv`.

use super::letter::is_letter_or_number;
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
    by_spelling: FxHashMap<Box<[u8]>, Source>,
}

/// A name longer than this, in bytes, is no source's.
const LONGEST: usize = 120;

/// Names as they are compared: without case, and without what stands around words. On the stack, since nearly every clause is asked for.
struct Folded {
    bytes: [u8; 2 * LONGEST],
    length: usize,
}

impl Folded {
    fn new(name: &str) -> Self {
        let mut out = Self { bytes: [0; 2 * LONGEST], length: 0 };
        let mut spaced = true;
        for character in name.chars() {
            if character.is_ascii_alphanumeric() {
                out.push(character.to_ascii_lowercase());
                spaced = false;
            } else if !character.is_ascii() && is_letter_or_number(character) {
                character.to_lowercase().for_each(|lower| out.push(lower));
                spaced = false;
            } else if !spaced && (character.is_whitespace() || character == '-' || character == '&') {
                out.push(' ');
                spaced = true;
            }
        }
        if spaced && out.length > 0 {
            out.length -= 1;
        }
        out
    }

    #[inline]
    fn push(&mut self, character: char) {
        if character.is_ascii() {
            if let Some(place) = self.bytes.get_mut(self.length) {
                *place = u8::try_from(character).unwrap_or_default();
                self.length += 1;
            }
            return;
        }
        let end = self.length + character.len_utf8();
        if let Some(place) = self.bytes.get_mut(self.length..end) {
            character.encode_utf8(place);
            self.length = end;
        }
    }

    fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

impl Sources {
    pub(super) fn read(table: &'static str) -> Self {
        let mut out = Self::default();
        // a line, its site, and a spelling more
        out.by_spelling.reserve(3 * memchr::memchr_iter(b'\n', table.as_bytes()).count());
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let (Some(name), Some(kind), Some(language), Some(site)) =
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
            let site = if site == "-" { "" } else { site };
            let source = Source { name, kind, language, site };
            let spellings = columns.next().unwrap_or("-").split(" | ").filter(|spelling| *spelling != "-");
            for spelling in [name].into_iter().chain(spellings) {
                out.by_spelling.entry(Folded::new(spelling).as_bytes().into()).or_insert(source);
            }
            if !site.is_empty() {
                out.by_spelling.entry(Folded::new(site).as_bytes().into()).or_insert(source);
            }
        }
        out
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
