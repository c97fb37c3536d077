//! One visit to one address: redirects, cookies, retries.
//!
//! In: an address. Out: [`Visit`]: the chain of redirects and what stood at its end, read, or why nothing did. Not here: what it means (`judge`).
//! Standard: RFC 9110 section 15.4 (redirects; twenty hops, as browsers allow), HTML's `refresh`.

use super::cookie::Jar;
use super::fetch::{Failure, Fetch, Manner, Request, Response};
use super::host::{Closed, Hosts, Permit, retry_after};
use super::page::{Form, Page};
use std::time::Duration;
use url::Url;

/// The most redirects that browsers follow.
const MOST_HOPS: usize = 20;
/// A page that sends on later than this is read as it is, in seconds.
const LONGEST_REFRESH: u32 = 10;

/// The network and the manners of a run.
pub(crate) struct Net<'f> {
    /// The door.
    pub(crate) fetch: &'f dyn Fetch,
    /// The pace of each host.
    pub(crate) hosts: Hosts,
    /// How often a passing fault is asked again.
    pub(crate) retries: u32,
}

/// How a hop was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hop {
    /// The status; 200 for a page that sends on by itself.
    pub(crate) status: u16,
    /// Where it sent.
    pub(crate) to: Url,
}

impl Hop {
    /// Whether the server says that it is for good.
    pub(crate) const fn is_permanent(&self) -> bool {
        matches!(self.status, 301 | 308)
    }
}

/// Why there is nothing at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The network's reasons.
    Failed(Failure),
    /// The host is left alone.
    Closed(Closed),
    /// Redirects in a circle, or too many.
    Endless,
    /// A redirect to nowhere: the address as it stood.
    Nowhere(String),
}

/// What a visit found.
#[derive(Debug)]
pub(crate) struct Visit {
    /// The redirects, in order.
    pub(crate) hops: Vec<Hop>,
    /// The address at the end.
    pub(crate) end: Url,
    /// What stood there.
    pub(crate) found: Result<Found, Trouble>,
    /// As whom it was asked for in the end.
    pub(crate) manner: Manner,
}

/// What stood at the end of the redirects.
#[derive(Debug)]
pub(crate) struct Found {
    /// The answer, its body taken out.
    pub(crate) answer: Response,
    /// The page.
    pub(crate) page: Page,
    /// Its markup.
    pub(crate) html: String,
}

impl Visit {
    /// The status at the end.
    pub(crate) fn status(&self) -> Option<u16> {
        self.found.as_ref().ok().map(|found| found.answer.status)
    }
}

/// Visits an address; `titles` help to read a page whose charset is not told.
pub(crate) async fn visit(net: &Net<'_>, url: &Url, titles: &[String]) -> Visit {
    let mut tries = 0;
    let mut manner = Manner::Honest;
    let mut last = chain(net, url, titles, manner).await;
    loop {
        let next = match advice(&last) {
            Advice::AsBrowser if manner == Manner::Honest => Manner::Browser,
            Advice::Later if manner == Manner::Honest && last.status() != Some(429) && tries == 0 => Manner::Browser,
            Advice::Later if tries < net.retries => {
                tries += 1;
                manner
            }
            Advice::Done | Advice::AsBrowser | Advice::Later => return last,
        };
        manner = next;
        let again = chain(net, url, titles, manner).await;
        // a refusal to the browser's headers does not make a clear answer to ours less clear
        let worse = matches!(again.found, Err(Trouble::Closed(_))) && last.found.is_ok();
        if worse {
            return last;
        }
        last = again;
    }
}

enum Advice {
    Done,
    AsBrowser,
    Later,
}

fn advice(visit: &Visit) -> Advice {
    match &visit.found {
        Ok(found) => match found.answer.status {
            429 | 500 | 502..=504 | 520..=527 | 530 => Advice::Later,
            // a browser is asked for a password too, and what is gone is gone
            400 | 403..=406 | 408..=409 | 411..=450 | 452..=499 | 501 | 505..=999 => Advice::AsBrowser,
            _ => Advice::Done,
        },
        Err(Trouble::Failed(Failure::Silent | Failure::NoConnection | Failure::Cut | Failure::NotHttp)) => {
            Advice::AsBrowser
        }
        Err(_) => Advice::Done,
    }
}

async fn chain(net: &Net<'_>, start: &Url, titles: &[String], manner: Manner) -> Visit {
    let mut jar = Jar::default();
    let mut here = start.clone();
    let mut hops: Vec<Hop> = Vec::new();
    let mut seen: Vec<(Url, String)> = Vec::new();
    loop {
        let cookies = jar.header(&here);
        let state = (here.clone(), cookies.clone());
        if seen.contains(&state) || hops.len() > MOST_HOPS {
            return Visit { hops, end: here, found: Err(Trouble::Endless), manner };
        }
        seen.push(state);
        let mut answer = match ask(net, Request { url: here.clone(), manner, cookies }).await {
            Ok(answer) => answer,
            Err(trouble) => return Visit { hops, end: here, found: Err(trouble), manner },
        };
        jar.take(&here, &answer);
        match onward(&here, &mut answer, titles) {
            Onward::To(to) => {
                let status = answer.status;
                hops.push(Hop { status, to: to.clone() });
                here = to;
                here.set_fragment(None);
            }
            Onward::Nowhere(target) => return Visit { hops, end: here, found: Err(Trouble::Nowhere(target)), manner },
            Onward::Here(found) => return Visit { hops, end: here, found: Ok(*found), manner },
        }
    }
}

/// One request, with leave of its host.
pub(crate) async fn ask(net: &Net<'_>, request: Request) -> Result<Response, Trouble> {
    let host = format!(
        "{}:{}",
        request.url.host_str().unwrap_or_default(),
        request.url.port_or_known_default().unwrap_or_default()
    );
    let permit = net.hosts.permit(&host).await.map_err(Trouble::Closed)?;
    let answer = net.fetch.fetch(request).await;
    tell(&permit, &answer);
    answer.map_err(Trouble::Failed)
}

fn tell(permit: &Permit<'_>, answer: &Result<Response, Failure>) {
    match answer {
        Ok(answer) => {
            let after = || answer.header("retry-after").and_then(|value| retry_after(value, chrono_now()));
            match answer.status {
                429 => permit.refused(after(), true),
                503 => match after() {
                    Some(wait) => permit.refused(Some(wait), false),
                    None => permit.refused(Some(Duration::from_secs(1)), false),
                },
                500 | 502 | 504 | 520..=527 => permit.refused(Some(Duration::from_millis(700)), false),
                _ => permit.answered(),
            }
        }
        Err(Failure::Silent | Failure::NoConnection) => permit.silent(),
        Err(_) => {}
    }
}

fn chrono_now() -> chrono::NaiveDateTime {
    super::clock::now().naive_utc()
}

enum Onward {
    To(Url),
    Nowhere(String),
    Here(Box<Found>),
}

/// Where an answer sends; the page itself when it sends nowhere.
fn onward(here: &Url, answer: &mut Response, titles: &[String]) -> Onward {
    if matches!(answer.status, 301 | 302 | 303 | 307 | 308) {
        if let Some(location) = answer.header("location") {
            return target(here, location);
        }
    } else if let Some((seconds, to)) = answer.header("refresh").and_then(super::scan::refresh)
        && seconds <= LONGEST_REFRESH
    {
        return target(here, &to);
    }
    let (page, html) = Page::read(answer, titles);
    answer.body = Vec::new();
    if answer.status == 200 && page.form == Form::Html {
        let refresh = page.refresh.as_ref().filter(|(seconds, _)| *seconds <= LONGEST_REFRESH).map(|(_, to)| to);
        let to = refresh.or(page.script_target.as_ref()).and_then(|to| here.join(to).ok());
        if let Some(to) = to.filter(|to| to != here && matches!(to.scheme(), "http" | "https")) {
            return Onward::To(to);
        }
    }
    Onward::Here(Box::new(Found { answer: std::mem::take(answer), page, html }))
}

fn target(here: &Url, location: &str) -> Onward {
    match here.join(location.trim()) {
        Ok(to) if matches!(to.scheme(), "http" | "https") && to.host_str().is_some() => Onward::To(to),
        _ => Onward::Nowhere(location.chars().take(200).collect()),
    }
}
