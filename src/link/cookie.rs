//! The cookies of one chain of redirects.
//!
//! In: `Set-Cookie` headers. Out: the `Cookie` header for the next hop. A jar lives as long as one visit: it gets past doors that set a cookie and
//! send one back, and remembers nobody. Standard: RFC 6265, without expiry (a visit takes seconds) but for the deletion of a cookie.

use super::fetch::Response;
use url::Url;

/// More cookies than a visit can need.
const MOST: usize = 50;

/// Cookies, by host.
#[derive(Debug, Default, Clone)]
pub(crate) struct Jar(Vec<Cookie>);

#[derive(Debug, Clone, PartialEq)]
struct Cookie {
    host: String,
    /// Whether subdomains get it too.
    wide: bool,
    name: String,
    value: String,
}

impl Jar {
    /// Takes what an answer sets; whether that changed anything.
    pub(crate) fn take(&mut self, from: &Url, answer: &Response) -> bool {
        let before = self.0.clone();
        let host = from.host_str().unwrap_or_default();
        for (_, header) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let mut parts = header.split(';');
            let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else { continue };
            let (mut cookie, mut gone) = (
                Cookie {
                    host: host.to_owned(),
                    wide: false,
                    name: name.trim().to_owned(),
                    value: value.trim().to_owned(),
                },
                false,
            );
            for (key, value) in parts.filter_map(|part| part.split_once('=')) {
                let value = value.trim().trim_start_matches('.');
                if key.trim().eq_ignore_ascii_case("domain") && within(host, value) && value.contains('.') {
                    (cookie.host, cookie.wide) = (value.to_ascii_lowercase(), true);
                } else if key.trim().eq_ignore_ascii_case("max-age") {
                    gone |= value == "0" || value.starts_with('-');
                }
            }
            self.0.retain(|other| other.name != cookie.name || other.host != cookie.host);
            if !gone && self.0.len() < MOST {
                self.0.push(cookie);
            }
        }
        self.0 != before
    }

    /// The header for an address; empty when there is nothing to send.
    pub(crate) fn header(&self, to: &Url) -> String {
        let host = to.host_str().unwrap_or_default();
        let sent: Vec<String> = self
            .0
            .iter()
            .filter(|cookie| cookie.host == host || (cookie.wide && within(host, &cookie.host)))
            .map(|cookie| format!("{}={}", cookie.name, cookie.value))
            .collect();
        sent.join("; ")
    }
}

/// Whether `host` is `domain` or under it.
fn within(host: &str, domain: &str) -> bool {
    let domain = domain.to_ascii_lowercase();
    host == domain || host.strip_suffix(domain.as_str()).is_some_and(|head| head.ends_with('.'))
}
