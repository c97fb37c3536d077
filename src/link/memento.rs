//! Copies of pages in archives, told by their addresses.
//!
//! In: an address. Out: [`Memento`]: of which page, when. The shapes are rows of
//! `refs/archives.tsv`. Standard: RFC 7089.

use crate::locale::Locale;
use chrono::NaiveDateTime;
use url::Url;

/// An archive's copy of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Memento {
    /// The page that was copied, where the address tells.
    pub(crate) original: Option<Url>,
    /// When, where the address tells.
    pub(crate) captured: Option<NaiveDateTime>,
}

/// The copy that an address is of; `api` is the base address of one more archive of the Wayback Machine's kind.
pub(crate) fn memento(url: &Url, api: Option<&Url>) -> Option<Memento> {
    if let Some(api) = api
        && api.host() == url.host()
        && api.port_or_known_default() == url.port_or_known_default()
    {
        let rest = url.as_str().split_once("/web/")?.1;
        let (stamp, rest) = rest.split_once('/')?;
        let digits: String = stamp.chars().take_while(char::is_ascii_digit).collect();
        return (digits.len() >= 4).then(|| Memento { original: page(rest), captured: moment(&digits) });
    }
    let found = Locale::get().archives.memento(url.as_str())?;
    let digits: String = found.timestamp.chars().filter(char::is_ascii_digit).collect();
    Some(Memento { original: page(found.original), captured: moment(&digits) })
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
    if digits.len() < 4 {
        return None;
    }
    let filled: String = digits.chars().chain("00000101000000".chars().skip(digits.len())).take(14).collect();
    NaiveDateTime::parse_from_str(&filled, "%Y%m%d%H%M%S").ok()
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
        assert!(of("https://web.archive.org/").is_none());
        assert!(of("https://paper.example/web/20150405102030/http://a.example/").is_none());
        let api: Url = "http://127.0.0.9:8080/".parse().unwrap();
        assert!(memento(&"http://127.0.0.9:8080/web/2015/http://a.example/".parse().unwrap(), Some(&api)).is_some());
    }
}
