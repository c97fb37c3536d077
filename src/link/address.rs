//! Addresses compared, cut and mended.
//!
//! In: an address as printed, or two of them. Out: whether one is the home or a section of the other, a page beside it that cannot exist, and what it
//! was before it was printed wrong. Standard: the URL standard (WHATWG); RFC 3986 section 6 for what makes no difference.

use super::wall;
use url::Url;

/// A printed address as a URL; one without a scheme is taken for http, as a browser would.
pub(crate) fn parse(printed: &str) -> Option<Url> {
    let text = printed.trim();
    let text = if let Some(rest) = text.strip_prefix("//") {
        format!("http://{rest}")
    } else if text.contains("://") {
        text.to_owned()
    } else {
        format!("http://{text}")
    };
    let url = Url::parse(&text).ok()?;
    let host = url.host_str()?;
    let named = host.contains('.') || host.contains(':') || host == "localhost";
    (matches!(url.scheme(), "http" | "https") && named && !host.contains("..")).then_some(url)
}

/// The address under which a page is fetched: without its fragment.
pub(crate) fn key(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_fragment(None);
    url
}

/// Whether an address is that of a home page.
pub(crate) fn is_home(url: &Url) -> bool {
    // `/?p=123` is an article, `/?en` is not
    let plain = |query: &str| query.len() < 12 && !query.bytes().any(|byte| byte.is_ascii_digit());
    wall::is_home_path(url.path()) && url.query().is_none_or(|query| is_tracking(query) || plain(query))
}

/// Whether two addresses end in the same words: a page that was moved keeps them.
pub(crate) fn same_name(one: &Url, other: &Url) -> bool {
    let name = |url: &Url| {
        let last = url.path().trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
        let bare = last.split_once('.').map_or(last.as_str(), |(bare, _)| bare).to_owned();
        (bare.len() >= 8 && bare.contains(['-', '_'])).then_some(bare)
    };
    name(one).is_some_and(|found| name(other) == Some(found))
}

fn is_tracking(query: &str) -> bool {
    query.split('&').all(|pair| {
        ["utm_", "fbclid", "gclid", "ref", "lang", "hl", "from", "redirect", "s", "src"]
            .iter()
            .any(|key| pair.starts_with(key))
    })
}

/// Whether two addresses are one but for what makes no difference: scheme, `www.`, a last slash, case of the host, tracking parameters.
pub(crate) fn same_place(one: &Url, other: &Url) -> bool {
    let plain = |url: &Url| {
        let host = url.host_str().unwrap_or_default().trim_start_matches("www.").trim_start_matches("m.").to_owned();
        let query: Vec<String> = url
            .query()
            .unwrap_or_default()
            .split('&')
            .filter(|pair| !pair.is_empty() && !is_tracking(pair))
            .map(str::to_owned)
            .collect();
        (host, url.path().trim_end_matches('/').to_owned(), query)
    };
    plain(one) == plain(other)
}

/// Whether `end` is a section above `cited`: a shorter path that it begins with, and whose last segment is no article of its own.
pub(crate) fn is_section_of(end: &Url, cited: &Url) -> bool {
    let segments = |url: &Url| -> Vec<String> {
        url.path().split('/').filter(|segment| !segment.is_empty()).map(str::to_ascii_lowercase).collect()
    };
    let (end_segments, cited_segments) = (segments(end), segments(cited));
    if end_segments.len() >= cited_segments.len() || end.query().is_some_and(|query| !is_tracking(query)) {
        return false;
    }
    let below = cited_segments.starts_with(&end_segments);
    // another host, or another tree, but a single plain word: `/news`
    let plain = end_segments.len() == 1 && cited_segments.len() >= 3;
    let Some(last) = end_segments.last() else { return true };
    let article = names_an_article(last);
    let removed: Vec<&String> = cited_segments.iter().skip(end_segments.len()).collect();
    let only_index = removed.len() == 1 && removed.iter().all(|segment| wall::is_home_path(segment));
    (below || plain) && !article && !only_index
}

/// Whether the last segment of an address is the name of one article, and not of a section.
pub(crate) fn is_an_article(url: &Url) -> bool {
    url.path().trim_end_matches('/').rsplit('/').next().is_some_and(names_an_article)
}

fn names_an_article(segment: &str) -> bool {
    let digits = segment.bytes().filter(u8::is_ascii_digit).count();
    digits >= 5
        || (digits > 0 && !segment.bytes().all(|byte| byte.is_ascii_digit()))
        || segment.matches(['-', '_']).count() >= 3
}

/// The directory that a sibling is asked for in: host and path without the last segment.
pub(crate) fn directory(url: &Url) -> String {
    let path = url.path().trim_end_matches('/');
    let head = path.rsplit_once('/').map_or("", |(head, _)| head);
    let by_query = url.query().is_some_and(|query| !is_tracking(query));
    let scheme = url.scheme();
    let host = url.host_str().unwrap_or_default();
    let port = url.port().map_or(String::new(), |port| format!(":{port}"));
    if by_query { format!("{scheme}://{host}{port}{path}?") } else { format!("{scheme}://{host}{port}{head}/") }
}

/// An address beside this one that cannot exist, in the same form: the last segment, or the last value of the query, is replaced.
pub(crate) fn sibling(url: &Url) -> Option<Url> {
    let mut out = key(url);
    let token = token(url.as_str());
    if let Some(query) = url.query().filter(|query| !is_tracking(query)) {
        let (head, last) = query.rsplit_once('&').map_or(("", query), |(head, last)| (head, last));
        let (name, value) = last.split_once('=')?;
        let value = if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
            "98765432109876"
        } else {
            token.as_str()
        };
        let glue = if head.is_empty() { "" } else { "&" };
        out.set_query(Some(&format!("{head}{glue}{name}={value}")));
        return Some(out);
    }
    let path = url.path();
    let slash = if path.ends_with('/') { "/" } else { "" };
    let (head, last) = path.trim_end_matches('/').rsplit_once('/')?;
    let ending = last
        .rsplit_once('.')
        .map(|(_, ending)| ending)
        .filter(|ending| (2..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let ending = ending.map_or(String::new(), |ending| format!(".{ending}"));
    out.set_path(&format!("{head}/{token}{ending}{slash}"));
    out.set_query(None);
    Some(out)
}

/// A word that no page is called: letters out of the address, the same on every run.
fn token(text: &str) -> String {
    let mut state = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |state, byte| (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let letters: Vec<char> = "bcdfghjklmnpqrstvwxz".chars().collect();
    (0..14)
        .filter_map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            letters.get(usize::try_from((state >> 33) % 20).unwrap_or(0)).copied()
        })
        .collect()
}

/// A part of an address without percent signs, read as UTF-8.
pub(crate) fn decoded(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let pair = if byte == b'%' { bytes.clone().next().zip(bytes.clone().nth(1)) } else { None };
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        match pair.and_then(|(high, low)| Some(digit(high)? << 4 | digit(low)?)) {
            Some(decoded) => {
                out.push(decoded);
                bytes.nth(1);
            }
            None => out.push(byte),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// What a printed address may have been before it was printed wrong, with what was mended; the likeliest first.
pub(crate) fn repairs(printed: &str) -> Vec<(String, &'static str)> {
    let printed = printed.trim();
    let mut out: Vec<(String, &'static str)> = Vec::new();
    let mut add = |text: String, what| {
        if text != printed && !out.iter().any(|(known, _)| *known == text) {
            out.push((text, what));
        }
    };
    let bare = printed
        .replace("&amp;amp;", "&")
        .replace("&amp;", "&")
        .replace("&#38;", "&")
        .replace("%26amp%3B", "&")
        .replace("%26amp;", "&");
    add(bare.clone(), "`&amp;` read as `&`");
    let cut = bare.trim_end_matches([
        '.', ',', ';', ':', '!', '\'', '"', '>', '»', '”', '’', '…', '、', '。', '，', '；', ']', '}', '|', '\\', '*',
        '_', '।', '،',
    ]);
    add(cut.to_owned(), "the last sign belongs to the sentence");
    let opened = cut.matches('(').count();
    if cut.ends_with(')') && cut.matches(')').count() > opened {
        add(
            cut.trim_end_matches(')').trim_end_matches(['.', ',', ';']).to_owned(),
            "the last bracket belongs to the sentence",
        );
    }
    if let Some((_, rest)) = cut.split_once("http").filter(|(head, _)| head.is_empty())
        && let Some(at) = rest.find("http://").or_else(|| rest.find("https://"))
        && at < 6
        && let Some(inner) = rest.get(at..)
    {
        add(inner.to_owned(), "the scheme stood twice");
    }
    for (wrong, right) in [
        ("http:/", "http://"),
        ("https:/", "https://"),
        ("http;//", "http://"),
        ("https;//", "https://"),
        ("htp://", "http://"),
        ("ttp://", "http://"),
        ("hhttp", "http"),
        ("http//", "http://"),
        ("https//", "https://"),
    ] {
        if let Some(rest) = cut.strip_prefix(wrong).filter(|rest| !rest.starts_with('/')) {
            add(format!("{right}{rest}"), "the scheme was misspelt");
        }
    }
    if cut.contains(char::is_whitespace) {
        add(cut.split_whitespace().collect(), "a space inside was taken out");
    }
    if cut.contains(['\u{ad}', '\u{200b}', '\u{200c}', '\u{feff}', '\u{2060}']) {
        add(
            cut.replace(['\u{ad}', '\u{200b}', '\u{200c}', '\u{feff}', '\u{2060}'], ""),
            "an invisible sign was taken out",
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        text.parse().unwrap()
    }

    #[test]
    fn a_section_is_above_and_an_article_is_not() {
        let cited = url("http://paper.example/world/2016/04/05/a-long-slug.html");
        for (end, section) in [
            ("/world", true),
            ("/world/2016/", true),
            ("/news", true),
            ("/world/2016/04/05/a-long-slug", false),
            ("/world-asia-123456", false),
            ("/a-new-long-slug-here", false),
            ("/?p=123456789012", false),
        ] {
            assert_eq!(
                is_section_of(&url(&format!("http://paper.example{end}")), &cited),
                section || end == "/",
                "{end}"
            );
        }
        assert!(!is_section_of(&url("http://a.example/docs/"), &url("http://a.example/docs/index.html")));
    }

    #[test]
    fn a_sibling_has_the_form_of_the_page() {
        let beside = sibling(&url("http://a.example/2012/05/story.html?utm_source=x")).unwrap();
        assert!(
            beside.path().starts_with("/2012/05/")
                && beside.path().rsplit('.').next() == Some("html")
                && beside.query().is_none()
        );
        assert!(
            sibling(&url("http://a.example/view.php?lang=en&id=42"))
                .unwrap()
                .query()
                .unwrap()
                .starts_with("lang=en&id=9")
        );
        assert_eq!(directory(&url("http://a.example/2012/05/story.html")), "http://a.example/2012/05/");
    }

    #[test]
    fn what_printing_did_is_undone() {
        let first = |text| repairs(text).into_iter().next().map(|(text, _)| text);
        assert_eq!(first("http://a.example/?a=1&amp;b=2").as_deref(), Some("http://a.example/?a=1&b=2"));
        assert_eq!(first("http://a.example/77.").as_deref(), Some("http://a.example/77"));
        assert_eq!(first("http://a.example/77).").as_deref(), Some("http://a.example/77)"));
        assert!(repairs("http://a.example/77).").iter().any(|(text, _)| text == "http://a.example/77"));
        assert_eq!(first("http:/a.example/x").as_deref(), Some("http://a.example/x"));
        assert_eq!(first("http://http://a.example/x").as_deref(), Some("http://a.example/x"));
        assert_eq!(first("http://a.example/x_(y)"), None);
    }
}
