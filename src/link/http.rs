//! reqwest as a [`Fetch`]: the only file that opens connections for pages.
//!
//! In: a [`Request`]. Out: a [`Response`] of at most 512 KB, or a [`Failure`] told by the kinds of the errors, never by their messages. Connection,
//! headers and body have limits of their own. Standards: RFC 9110 (HTTP), RFC 1952 and 1950 (content codings, undone in `body`).

use super::body;
use super::dns::{NameFailure, Resolver};
use super::fetch::{Ending, Failure, Fetch, LARGEST_BODY, Manner, Pending, Request, Response};
use super::{guard, tls};
use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue};
use std::error::Error as _;
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, timeout, timeout_at};

/// As what refs asks. Servers turn away names with "link", "check" or "bot" in them.
const HONEST: &str = concat!("Mozilla/5.0 refs/", env!("CARGO_PKG_VERSION"), " (reads cited sources)");
/// As what a browser asks.
const BROWSER: &str =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36";
const ACCEPT: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf;q=0.9,*/*;q=0.8";

/// What a user can set about connections.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// How long an answer may be awaited; connections get half of it, bodies as long again.
    pub(crate) timeout: Duration,
    /// The connections kept open to one host.
    pub(crate) per_host: usize,
    /// Instead of our own name.
    pub(crate) user_agent: Option<String>,
    /// Sent with every request.
    pub(crate) headers: Vec<(String, String)>,
    /// The user's proxy.
    pub(crate) proxy: Option<String>,
    /// More certificate authorities, PEM.
    pub(crate) authorities: Vec<Vec<u8>>,
    /// Whether certificates go unchecked.
    pub(crate) insecure: bool,
    /// Whether loopback, private and link-local addresses may be called.
    pub(crate) allow_private: bool,
}

/// The network.
pub(crate) struct Http {
    client: reqwest::Client,
    settings: Settings,
    extra: HeaderMap,
}

impl Http {
    /// A client for the settings.
    ///
    /// # Errors
    ///
    /// What is wrong with a setting, as a sentence for the user.
    pub(crate) fn new(settings: Settings) -> Result<Self, String> {
        let tls = tls::config(&settings.authorities, settings.insecure)?;
        let proxy_host =
            settings.proxy.as_ref().and_then(|proxy| url::Url::parse(proxy).ok()?.host_str().map(str::to_owned));
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .connect_timeout(settings.timeout / 2)
            .pool_max_idle_per_host(settings.per_host)
            // a host that is done with keeps its connections, and they their buffers, no longer than a pause between requests lasts
            .pool_idle_timeout(Duration::from_secs(2))
            .http1_max_headers(512)
            .http1_ignore_invalid_headers_in_responses(true)
            .http1_allow_spaces_after_header_name_in_responses(true)
            .http1_allow_obsolete_multiline_headers_in_responses(true)
            .dns_resolver(Arc::new(Resolver { allow_private: settings.allow_private, proxy: proxy_host }));
        if let Some(proxy) = &settings.proxy {
            let proxy = reqwest::Proxy::all(proxy).map_err(|_| format!("`{proxy}` is not the address of a proxy"))?;
            builder = builder.proxy(proxy);
        }
        let client = builder.build().map_err(|error| error.to_string())?;
        let mut extra = HeaderMap::new();
        for (name, value) in &settings.headers {
            let bad = || format!("`{name}: {value}` is not a header");
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| bad())?;
            extra.append(name, HeaderValue::from_str(value).map_err(|_| bad())?);
        }
        Ok(Self { client, settings, extra })
    }

    fn headers(&self, request: &Request) -> HeaderMap {
        let mut headers = HeaderMap::with_capacity(12);
        let agent = match request.manner {
            Manner::Honest => self.settings.user_agent.as_deref().unwrap_or(HONEST),
            Manner::Browser => BROWSER,
        };
        if let Ok(agent) = HeaderValue::from_str(agent) {
            headers.insert(header::USER_AGENT, agent);
        }
        headers.insert(header::ACCEPT, HeaderValue::from_static(ACCEPT));
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip, deflate"));
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static("en;q=0.9,*;q=0.5"));
        if request.manner == Manner::Browser {
            headers.insert(header::UPGRADE_INSECURE_REQUESTS, HeaderValue::from_static("1"));
            for (name, value) in [
                ("sec-fetch-dest", "document"),
                ("sec-fetch-mode", "navigate"),
                ("sec-fetch-site", "none"),
                ("sec-fetch-user", "?1"),
            ] {
                headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
            }
        }
        if let Ok(cookies) = HeaderValue::from_str(&request.cookies)
            && !request.cookies.is_empty()
        {
            headers.insert(header::COOKIE, cookies);
        }
        for (name, value) in &self.extra {
            headers.insert(name.clone(), value.clone());
        }
        headers
    }

    async fn answer(&self, request: Request) -> Result<Response, Failure> {
        if !matches!(request.url.scheme(), "http" | "https") {
            return Err(Failure::NotAnAddress(request.url.scheme().to_owned()));
        }
        if !self.settings.allow_private && !guard::may_be_public(&request.url) {
            return Err(Failure::Private);
        }
        let secure = request.url.scheme() == "https";
        let headers = self.headers(&request);
        let sent = self.client.get(request.url).headers(headers).send();
        let mut answer = match timeout(self.settings.timeout, sent).await {
            Err(_) => return Err(Failure::Silent),
            Ok(Err(error)) => return Err(failure(&error, secure)),
            Ok(Ok(answer)) => answer,
        };
        let mut out =
            Response { status: answer.status().as_u16(), headers: texts(answer.headers()), ..Response::default() };
        out.ending = read(&mut answer, &mut out.body, self.settings.timeout).await;
        if let Some(coding) = out.header("content-encoding").map(str::to_ascii_lowercase) {
            let (decoded, ending) = body::decode(&out.body, &coding, out.ending);
            (out.body, out.ending) = (decoded, ending);
        }
        Ok(out)
    }
}

impl Fetch for Http {
    fn fetch(&self, request: Request) -> Pending<'_, Result<Response, Failure>> {
        Box::pin(self.answer(request))
    }
}

/// Reads a body until it is whole, too large, or too slow: it has a time of its own, less of it once there is a title.
async fn read(answer: &mut reqwest::Response, body: &mut Vec<u8>, patience: Duration) -> Ending {
    let begun = Instant::now();
    loop {
        let enough = body.len() > 1024 && has_title(body);
        let until = begun + if enough { patience / 3 } else { patience };
        match timeout_at(until, answer.chunk()).await {
            Err(_) => return Ending::Slow,
            Ok(Err(_)) => return Ending::Broken,
            Ok(Ok(None)) => return Ending::Whole,
            Ok(Ok(Some(chunk))) => {
                let room = LARGEST_BODY.saturating_sub(body.len());
                body.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
                if chunk.len() >= room {
                    return Ending::Bounded;
                }
            }
        }
    }
}

fn has_title(body: &[u8]) -> bool {
    let head = body.get(..8192).unwrap_or(body);
    memchr::memmem::find(head, b"</title>").is_some()
}

/// Headers as text; a value that is not UTF-8 is read as UTF-8 would not have it: byte by byte, as Latin-1.
fn texts(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| match std::str::from_utf8(value.as_bytes()) {
        Ok(text) => text.to_owned(),
        Err(_) => value.as_bytes().iter().copied().map(char::from).collect(),
    };
    headers
        .iter()
        .filter(|(_, value)| value.len() < 16 * 1024)
        .map(|(name, value)| (name.as_str().to_owned(), text(value)))
        .collect()
}

/// The cause of an error, by the kinds of the errors in its chain.
fn failure(error: &reqwest::Error, secure: bool) -> Failure {
    let mut next: Option<&(dyn std::error::Error + 'static)> = error.source();
    let mut found = None;
    while let Some(cause) = next {
        if let Some(known) = cause_of(cause) {
            found = Some(known);
        }
        next = cause.source();
    }
    match found {
        Some(Failure::Cut | Failure::NotHttp) if secure && error.is_connect() => {
            Failure::Tls("the handshake was cut".to_owned())
        }
        Some(found) => found,
        None if error.is_timeout() && error.is_connect() => Failure::NoConnection,
        None if error.is_timeout() => Failure::Silent,
        None if error.is_connect() => Failure::Unreachable,
        None => Failure::NotHttp,
    }
}

fn cause_of(cause: &(dyn std::error::Error + 'static)) -> Option<Failure> {
    if let Some(name) = cause.downcast_ref::<NameFailure>() {
        return Some(match name {
            NameFailure::NoSuchHost => Failure::NoSuchHost,
            NameFailure::ServersFail => Failure::NameServersFail,
            NameFailure::Unreachable => Failure::NamesUnreachable,
            NameFailure::Private => Failure::Private,
        });
    }
    if let Some(tls) = cause.downcast_ref::<rustls::Error>() {
        return Some(Failure::Tls(tls::reason(tls)));
    }
    if let Some(http) = cause.downcast_ref::<hyper::Error>() {
        return if http.is_incomplete_message() {
            Some(Failure::Cut)
        } else if http.is_parse() {
            Some(Failure::NotHttp)
        } else {
            None
        };
    }
    let io = cause.downcast_ref::<io::Error>()?;
    if let Some(inner) = io.get_ref()
        && let Some(known) = cause_of(inner)
    {
        return Some(known);
    }
    Some(match io.kind() {
        io::ErrorKind::ConnectionRefused => Failure::Refused,
        io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::BrokenPipe
        | io::ErrorKind::UnexpectedEof => Failure::Cut,
        io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable | io::ErrorKind::NetworkDown => {
            Failure::Unreachable
        }
        io::ErrorKind::TimedOut => Failure::NoConnection,
        _ => return None,
    })
}
