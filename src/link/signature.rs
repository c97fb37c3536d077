//! The signatures of `refs/walls.tsv`, ready to be looked for.
//!
//! In: the rows of the file. Out: [`Table`]: automata over markup and folded text, headers, paths. Not here: what is found (`wall`).

use super::fold::fold;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::OnceLock;

/// What a signature stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// A wall for robots.
    Wall,
    /// A puzzle that robots fail at.
    Captcha,
    /// A consent or age page.
    Consent,
    /// Not for this country.
    Geo,
    /// A login page.
    Login,
    /// For subscribers.
    Paywall,
    /// Not found.
    NotFound,
    /// A suspended account, a server's default page.
    Gone,
    /// A page of search results.
    Search,
    /// A page of links to articles.
    Listing,
    /// A server that fails.
    Server,
    /// A domain for sale.
    Parked,
    /// A trade that takes over dead domains.
    Usurped,
    /// A cited title that says nothing.
    Untitled,
    /// A home page.
    Home,
}

impl Kind {
    fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "wall" => Self::Wall,
            "captcha" => Self::Captcha,
            "consent" => Self::Consent,
            "geo" => Self::Geo,
            "login" => Self::Login,
            "paywall" => Self::Paywall,
            "not-found" => Self::NotFound,
            "gone" => Self::Gone,
            "search" => Self::Search,
            "listing" => Self::Listing,
            "server" => Self::Server,
            "parked" => Self::Parked,
            "usurped" => Self::Usurped,
            "untitled" => Self::Untitled,
            "home" => Self::Home,
            _ => return None,
        })
    }
}

/// Where a phrase counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Title,
    Text,
    Word,
    /// One half of a pair, of the language with this number.
    Thing(u16),
    Absence(u16),
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    pub(super) place: Place,
    /// Whether the word may go on.
    pub(super) stem: bool,
}

/// The table, ready to be asked.
pub(super) struct Table {
    pub(super) headers: Vec<(Kind, String, String)>,
    pub(super) html: AhoCorasick,
    pub(super) html_kinds: Vec<Kind>,
    pub(super) phrases: AhoCorasick,
    pub(super) entries: Vec<Vec<Entry>>,
    pub(super) paths: FxHashMap<String, Vec<Kind>>,
    pub(super) untitled: FxHashSet<String>,
}

/// The table of `refs/walls.tsv`, read once.
pub(super) fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| read(include_str!("../../refs/walls.tsv")))
}

fn read(text: &str) -> Table {
    let (mut headers, mut html, mut html_kinds) = (Vec::new(), Vec::new(), Vec::new());
    let mut phrases: FxHashMap<String, Vec<Entry>> = FxHashMap::default();
    let mut paths: FxHashMap<String, Vec<Kind>> = FxHashMap::default();
    let mut untitled = FxHashSet::default();
    let mut languages = 0_u16;
    let mut phrase = |text: &str, kind, place| {
        let text = text.trim();
        let (text, stem) = text.strip_suffix('*').map_or((text, false), |text| (text, true));
        let folded = fold(text);
        if !folded.is_empty() {
            phrases.entry(folded).or_default().push(Entry { kind, place, stem });
        }
    };
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let (Some(kind), Some(place), Some(_), Some(signatures)) =
            (columns.next(), columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        let Some(kind) = Kind::from_word(kind) else { continue };
        let each = signatures.split('|').map(str::trim).filter(|one| !one.is_empty());
        match (place, kind) {
            ("header", _) => headers.extend(each.filter_map(|one| {
                let (name, value) = one.split_once(':')?;
                Some((kind, name.trim().to_ascii_lowercase(), value.trim().to_ascii_lowercase()))
            })),
            ("html", _) => {
                for one in each {
                    html.push(one.to_owned());
                    html_kinds.push(kind);
                }
            }
            ("path", _) => each.for_each(|one| paths.entry(one.to_ascii_lowercase()).or_default().push(kind)),
            ("title", Kind::Untitled) => untitled.extend(each.map(fold)),
            ("title", _) => each.for_each(|one| phrase(one, kind, Place::Title)),
            ("text", _) => each.for_each(|one| phrase(one, kind, Place::Text)),
            ("word", _) => each.for_each(|one| phrase(one, kind, Place::Word)),
            ("pair", _) => {
                let Some((things, absences)) = signatures.split_once(" + ") else { continue };
                things.split('|').for_each(|one| phrase(one, kind, Place::Thing(languages)));
                absences.split('|').for_each(|one| phrase(one, kind, Place::Absence(languages)));
                languages += 1;
            }
            _ => {}
        }
    }
    let (patterns, entries): (Vec<String>, Vec<Vec<Entry>>) = phrases.into_iter().unzip();
    Table {
        headers,
        html: automaton(&html, true, AhoCorasickKind::DFA),
        html_kinds,
        phrases: automaton(&patterns, false, AhoCorasickKind::ContiguousNFA),
        entries,
        paths,
        untitled,
    }
}

fn automaton(patterns: &[String], any_case: bool, kind: AhoCorasickKind) -> AhoCorasick {
    AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .kind(Some(kind))
        .ascii_case_insensitive(any_case)
        .build(patterns)
        .unwrap_or_else(|_| empty())
}

/// An automaton that finds nothing: the table is far from the size at which one cannot be built.
fn empty() -> AhoCorasick {
    #[allow(clippy::expect_used, reason = "no pattern at all can always be built")]
    AhoCorasick::new::<[&str; 0], &str>([]).expect("an automaton without patterns")
}
