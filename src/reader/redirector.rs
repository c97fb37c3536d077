//! Addresses that only pass on to another.
//!
//! In: the target of a link. Out: where it leads in the end, as far as the address itself says. The redirectors are rows of `refs/redirectors.tsv`. Not
//! here: redirects that only a server knows (`link` follows those). Standard: the query of a form, URL (WHATWG), section 5.

use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::LazyLock;
use url::Url;

/// The rows: host ⇥ path ⇥ parameter.
const ROWS: &str = include_str!("../../refs/redirectors.tsv");

/// How many redirectors may stand in one another: a library's around a search engine's.
const MOST: usize = 4;

/// The rows of each host, by its path.
static BY_HOST: LazyLock<FxHashMap<&'static str, Vec<(&'static str, &'static str)>>> = LazyLock::new(|| {
    let mut rows: FxHashMap<&'static str, Vec<(&'static str, &'static str)>> = FxHashMap::default();
    for row in ROWS.lines().filter(|row| !row.starts_with('#')) {
        let mut cells = row.split('\t');
        let (Some(host), Some(path), Some(parameter)) = (cells.next(), cells.next(), cells.next()) else { continue };
        rows.entry(host).or_default().push((path, parameter));
    }
    rows
});

/// The address that another passes on to; itself where it is no redirector.
pub(super) fn followed(address: &str) -> Cow<'_, str> {
    let mut last = Cow::Borrowed(address);
    for _ in 0..MOST {
        // an address inside of another has its own scheme, and stands in the query
        let query = last.find('?').and_then(|at| last.get(at..));
        if !query.is_some_and(|query| query.contains("http") || query.contains("HTTP")) {
            break;
        }
        let Some(next) = next(&last) else { break };
        last = Cow::Owned(next);
    }
    last
}

fn next(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let host = url.host_str()?;
    let above = host.match_indices('.').filter_map(|(at, _)| host.get(at..)).map(|rest| format!("*{rest}"));
    let hosts = std::iter::once(host.to_owned()).chain(above).chain(["*".to_owned()]);
    hosts.filter_map(|host| BY_HOST.get(host.as_str())).flatten().find_map(|(path, parameter)| {
        if url.path() != *path {
            return None;
        }
        let (_, value) = url.query_pairs().find(|(name, _)| name == parameter)?;
        let web = value.starts_with("http://") || value.starts_with("https://");
        web.then(|| value.into_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_on_is_passed_by() {
        for (address, led) in [
            ("https://www.google.com/url?q=https://example.org/a%3Fb%3D1&sa=D&ust=1", "https://example.org/a?b=1"),
            ("https://www.google.co.uk/url?sa=t&q=http://example.org/", "http://example.org/"),
            (
                "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fa&data=05",
                "https://example.org/a",
            ),
            (
                "https://ezproxy.example.edu/login?url=https://www.google.com/url?q=https://example.org/",
                "https://example.org/",
            ),
            ("https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2F&h=AT0", "https://example.org/"),
        ] {
            assert_eq!(followed(address), led);
        }
        for address in [
            "https://web.archive.org/web/2010/http://example.org/",
            "https://example.org/url?u=https://example.com/",
            "https://www.google.com/search?q=https://example.org/",
            "https://example.org/login?url=/home",
        ] {
            assert_eq!(followed(address), address);
        }
    }
}
