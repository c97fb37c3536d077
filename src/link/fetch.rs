//! The one door to the network.
//!
//! In: a [`Request`], one hop. Out: a [`Response`] with a bounded body, or the [`Failure`] that kept it away. Not here: redirects, cookies and retries
//! (`visit`), the pace of a host (`host`). Behind it stands `http`; tests may put something else there.

use std::future::Future;
use std::pin::Pin;
use url::Url;

/// What a page may weigh, decoded.
pub(crate) const LARGEST_BODY: usize = 512 * 1024;

/// A future in a box, on the thread that made it.
pub(crate) type Pending<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Whatever can answer a request.
pub(crate) trait Fetch {
    /// One request, one answer; redirects are answers too.
    fn fetch(&self, request: Request) -> Pending<'_, Result<Response, Failure>>;
}

/// As whom a page is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Manner {
    /// As what it is: refs.
    Honest,
    /// With the headers of a browser, once, where the honest way was refused.
    Browser,
}

/// One request.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// The address, without its fragment.
    pub(crate) url: Url,
    /// As whom.
    pub(crate) manner: Manner,
    /// The cookies of the chain for this host, as one header; empty for none.
    pub(crate) cookies: String,
}

/// What came back.
#[derive(Debug, Clone, Default)]
pub(crate) struct Response {
    /// The status code.
    pub(crate) status: u16,
    /// The headers, names in lower case, bytes that are not UTF-8 read as Latin-1.
    pub(crate) headers: Vec<(String, String)>,
    /// At most [`LARGEST_BODY`] bytes, decoded.
    pub(crate) body: Vec<u8>,
    /// How the body ended.
    pub(crate) ending: Ending,
}

/// How a body ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Ending {
    /// It is whole.
    #[default]
    Whole,
    /// It is larger than what is read of it.
    Bounded,
    /// It came too slowly.
    Slow,
    /// The connection broke, or what came could not be decoded.
    Broken,
}

impl Response {
    /// The first header of a name (in lower case).
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The name does not exist (NXDOMAIN).
    NoSuchHost,
    /// The name servers fail (SERVFAIL); the name may well exist.
    NameServersFail,
    /// No name server could be asked: the user's own network.
    NamesUnreachable,
    /// Nobody listens there.
    Refused,
    /// No way to the host.
    Unreachable,
    /// Nobody took the call.
    NoConnection,
    /// Connected, and then silence.
    Silent,
    /// The connection was cut before an answer.
    Cut,
    /// No secure connection; the reason.
    Tls(String),
    /// What came back is no HTTP.
    NotHttp,
    /// A loopback, private or link-local address, which a document must not make the user's machine call.
    Private,
    /// No http and no https, or no address at all.
    NotAnAddress(String),
}
