//! Where a work is on the web, and where it was kept.
//!
//! Standard: RFC 7089 for mementos (snapshots). An archive's address is never the address of the work.

use super::host::usual_host;
use super::{Date, Field};

/// An address as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(String);

/// The text is no address that can be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadAddress;

impl Address {
    /// As printed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host that it leads to, in lower case, as [`url::Url`] has it.
    #[must_use]
    pub fn host(&self) -> Option<String> {
        match usual_host(&self.0) {
            Some(host) => Some(host.to_ascii_lowercase()),
            None => self.url()?.host_str().map(str::to_owned),
        }
    }

    /// The address as a URL; one without a scheme is taken for https.
    #[must_use]
    pub fn url(&self) -> Option<url::Url> {
        url::Url::parse(&with_scheme(&self.0)).ok()
    }
}

impl std::str::FromStr for Address {
    type Err = BadAddress;

    fn from_str(text: &str) -> Result<Self, BadAddress> {
        if usual_host(text).is_some() {
            return Ok(Self(text.to_owned()));
        }
        let url = url::Url::parse(&with_scheme(text)).map_err(|_| BadAddress)?;
        let fetched = matches!(url.scheme(), "http" | "https" | "ftp") && url.host().is_some();
        if fetched { Ok(Self(text.to_owned())) } else { Err(BadAddress) }
    }
}

fn with_scheme(text: &str) -> std::borrow::Cow<'_, str> {
    if let Some(rest) = text.strip_prefix("//") {
        format!("https://{rest}").into()
    } else if text.contains("://") {
        text.into()
    } else {
        format!("https://{text}").into()
    }
}

/// A copy of a page in an archive: a memento.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snapshot {
    /// The archive's address of the copy; a flattened text has none.
    pub url: Option<Field<Address>>,
    /// When the copy was made.
    pub captured: Option<Field<Date>>,
    /// The archive's name, as printed or as its address tells.
    pub archive: Option<String>,
}

/// The web side of a record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WebLink {
    /// The address of the work, as printed.
    pub url: Option<Field<Address>>,
    /// When it was last seen by who cites it.
    pub accessed: Option<Field<Date>>,
    /// The copies that the citation names, in its order.
    pub snapshots: Vec<Snapshot>,
    /// `live`, `dead`, `usurped`, …: what a template or a page's structure says.
    pub url_status: Option<String>,
    /// What the text says of the link (`permanent-dead-link`), as slugs of the printed tags.
    pub claims: Vec<String>,
}

impl WebLink {
    /// Takes over what another says and this does not.
    pub fn complete(&mut self, other: Self) {
        let Self { url, accessed, snapshots, url_status, claims } = other;
        self.url = self.url.take().or(url);
        self.accessed = self.accessed.take().or(accessed);
        self.url_status = self.url_status.take().or(url_status);
        if self.claims.is_empty() {
            self.claims = claims;
        }
        for (index, snapshot) in snapshots.into_iter().enumerate() {
            match self.snapshots.get_mut(index) {
                Some(own) => {
                    own.url = own.url.take().or(snapshot.url);
                    own.captured = own.captured.take().or(snapshot.captured);
                    own.archive = own.archive.take().or(snapshot.archive);
                }
                None => self.snapshots.push(snapshot),
            }
        }
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_looks_usual_is_one() {
        for (text, usual) in [
            ("http://example.org", true),
            ("https://www.Example.co.uk/a?b=c d#e", true),
            ("https://a-b.example/", true),
            ("http://1.2.3.4/", false),
            ("http://0x7f.1/", false),
            ("https://xn--bcher-kva.example/", false),
            ("https://exa mple.org/", false),
            ("https://user@example.org/", false),
            ("https://example.org:99999/", false),
            ("https://", false),
            ("https://.org", false),
            ("ftp://example.org/", false),
            ("example.org", false),
        ] {
            let host = usual_host(text).map(str::to_ascii_lowercase);
            assert_eq!(host.is_some(), usual, "{text}");
            let url = url::Url::parse(text);
            assert!(!usual || url.is_ok_and(|url| url.host_str() == host.as_deref()), "{text}");
        }
    }
}
