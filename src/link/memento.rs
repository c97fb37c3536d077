//! Copies of pages in archives, told by their addresses.
//!
//! In: an address. Out: [`Memento`]: which archive, of which page, when. The shapes are rows of `refs/archives.tsv`. Standard: RFC 7089.

use chrono::NaiveDateTime;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;
use url::Url;

/// An archive's copy of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Memento {
    /// The archive's name.
    pub(crate) archive: String,
    /// The page that was copied, where the address tells.
    pub(crate) original: Option<Url>,
    /// When, where the address tells.
    pub(crate) captured: Option<NaiveDateTime>,
}

/// A row: the name and the shape of a path.
struct Shape {
    archive: String,
    pattern: Vec<Piece>,
}

enum Piece {
    Literal(String),
    Timestamp,
    Flags,
    Original,
    Opaque,
}

/// The copy that an address is of; `api` is the base address of one more archive of the Wayback Machine's kind.
pub(crate) fn memento(url: &Url, api: Option<&Url>) -> Option<Memento> {
    let host = url.host_str()?.to_ascii_lowercase();
    let path = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    if let Some(api) = api
        && api.host() == url.host()
        && api.port_or_known_default() == url.port_or_known_default()
    {
        let wayback = [Piece::Literal("/web/".to_owned()), Piece::Timestamp, Piece::Flags, Piece::Literal("/".to_owned()), Piece::Original];
        return fit(&wayback, &path, "Wayback Machine");
    }
    shapes().get(&host)?.iter().find_map(|shape| fit(&shape.pattern, &path, &shape.archive))
}

fn fit(pattern: &[Piece], path: &str, archive: &str) -> Option<Memento> {
    let mut rest = path;
    let (mut original, mut captured) = (None, None);
    for piece in pattern {
        match piece {
            Piece::Literal(text) => rest = rest.strip_prefix(text.as_str())?,
            Piece::Timestamp => {
                let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-')).unwrap_or(rest.len());
                let (stamp, tail) = rest.split_at_checked(end)?;
                let digits: String = stamp.chars().filter(char::is_ascii_digit).collect();
                if !(4..=17).contains(&digits.len()) {
                    return None;
                }
                (captured, rest) = (moment(&digits), tail);
            }
            Piece::Flags => rest = rest.trim_start_matches(|c: char| c.is_ascii_lowercase() || matches!(c, '_' | '*')),
            Piece::Original => {
                original = Some(page(rest)?);
                rest = "";
            }
            Piece::Opaque => {
                let end = rest.find('/').unwrap_or(rest.len());
                let (id, tail) = rest.split_at_checked(end)?;
                if id.is_empty() {
                    return None;
                }
                rest = tail;
            }
        }
    }
    rest.is_empty().then(|| Memento { archive: archive.to_owned(), original, captured })
}

/// The copied page's address: as it stands, with one slash lost, or without its scheme.
fn page(text: &str) -> Option<Url> {
    let decoded;
    let text = if text.get(..12.min(text.len())).is_some_and(|head| head.to_ascii_lowercase().contains("%3a")) {
        decoded = text.replace("%3A", ":").replace("%3a", ":").replace("%2F", "/").replace("%2f", "/");
        decoded.as_str()
    } else {
        text
    };
    for scheme in ["http", "https"] {
        if let Some(rest) = text.strip_prefix(scheme).and_then(|rest| rest.strip_prefix(':')) {
            return Url::parse(&format!("{scheme}://{}", rest.trim_start_matches('/'))).ok();
        }
    }
    let host = text.split('/').next().unwrap_or_default();
    (host.contains('.') && !host.contains(' ')).then(|| Url::parse(&format!("http://{text}")).ok()).flatten()
}

/// The moment of 4 to 14 digits.
pub(crate) fn moment(digits: &str) -> Option<NaiveDateTime> {
    let filled: String = digits.chars().chain("00000101000000".chars().skip(digits.len())).take(14).collect();
    NaiveDateTime::parse_from_str(&filled, "%Y%m%d%H%M%S").ok()
}

fn shapes() -> &'static FxHashMap<String, Vec<Shape>> {
    static SHAPES: OnceLock<FxHashMap<String, Vec<Shape>>> = OnceLock::new();
    SHAPES.get_or_init(|| {
        let mut out: FxHashMap<String, Vec<Shape>> = FxHashMap::default();
        for line in include_str!("../../refs/archives.tsv").lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let (Some(name), Some(host), Some(pattern)) = (columns.next(), columns.next(), columns.next()) else { continue };
            let host = host.split(':').next().unwrap_or(host);
            out.entry(host.to_owned()).or_default().push(Shape { archive: name.to_owned(), pattern: pieces(pattern) });
        }
        out
    })
}

fn pieces(pattern: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut rest = pattern;
    while !rest.is_empty() {
        let (literal, tail) = rest.split_once('{').unwrap_or((rest, ""));
        if !literal.is_empty() {
            out.push(Piece::Literal(literal.to_owned()));
        }
        if tail.is_empty() {
            break;
        }
        let (name, after) = tail.split_once('}').unwrap_or((tail, ""));
        out.push(match name {
            "timestamp" => Piece::Timestamp,
            "flags" => Piece::Flags,
            "url" => Piece::Original,
            _ => Piece::Opaque,
        });
        rest = after;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_tells_its_page_and_its_moment() {
        let of = |text: &str| memento(&text.parse().unwrap(), None);
        let copy = of("https://web.archive.org/web/20150405102030id_/http:/paper.example/a?b=1").unwrap();
        assert_eq!(copy.original.unwrap().as_str(), "http://paper.example/a?b=1");
        assert_eq!(copy.captured, moment("20150405102030"));
        assert_eq!(copy.archive, "Wayback Machine");
        assert!(of("https://web.archive.org/").is_none());
        assert!(of("https://paper.example/web/20150405102030/http://a.example/").is_none());
        let api: Url = "http://127.0.0.9:8080/".parse().unwrap();
        assert!(memento(&"http://127.0.0.9:8080/web/2015/http://a.example/".parse().unwrap(), Some(&api)).is_some());
    }
}
