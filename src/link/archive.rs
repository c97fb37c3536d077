//! The good copy of a page that was nearest to the day on which it was read.
//!
//! In: an address, its titles, a day. Out: [`Copy`], a memento that was looked at: not a "not found" page, not sent home, with the cited title if any of
//! the nearest has it. Not here: copies that the record names itself (they are links like others). Standards: the Wayback Machine's CDX and
//! Availability interfaces; RFC 7089.

use super::fetch::{Manner, Request};
use super::judge::{self, Cited};
use super::memento;
use super::verdict::{Outcome, Verdict};
use super::visit::{self, Net};
use chrono::NaiveDate;
use serde_json::Value;
use std::cell::Cell;
use url::Url;

/// The copies that are looked at for one page.
const MOST_LOOKED_AT: usize = 4;
/// Look-ups in a row that may go unanswered before the archive is left alone: four hundred dead pages must not wait for one that is down.
const MOST_UNANSWERED: u32 = 3;

/// How the archive does in this run.
#[derive(Debug, Default)]
pub(super) struct Health(Cell<u32>);

impl Health {
    fn is_down(&self) -> bool {
        self.0.get() >= MOST_UNANSWERED
    }

    fn tell(&self, answered: bool) {
        self.0.set(if answered { 0 } else { self.0.get().saturating_add(1) });
    }
}

/// A copy that can stand in for a dead page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Copy {
    /// Its address.
    pub(crate) url: String,
    /// When it was made, RFC 3339.
    pub(crate) captured: Option<String>,
    /// How well its title is the cited one.
    pub(crate) title: Option<f32>,
}

/// Finds the copy of `page` nearest to `day`, or to today.
pub(super) async fn nearest(
    net: &Net<'_>,
    health: &Health,
    api: &Url,
    page: &Url,
    titles: &[String],
    day: Option<NaiveDate>,
) -> Option<Copy> {
    let day = day.unwrap_or_else(|| super::clock::now().date_naive());
    let stamp = day.format("%Y%m%d120000").to_string();
    if health.is_down() {
        return None;
    }
    let mut stamps = match listed(net, api, page, &stamp).await {
        Some(stamps) => stamps,
        None if health.is_down() => return None,
        None => {
            let answer = available(net, api, page, &stamp).await;
            health.tell(answer.is_some());
            answer.flatten().into_iter().collect()
        }
    };
    if !stamps.is_empty() {
        health.tell(true);
    }
    stamps.dedup();
    let mut second: Option<Copy> = None;
    for stamp in stamps.iter().take(MOST_LOOKED_AT) {
        let Some((copy, fits)) = look(net, api, page, titles, stamp).await else { continue };
        if fits {
            return Some(copy);
        }
        second = second.or(Some(copy));
    }
    second
}

/// The timestamps of good copies, nearest first; `None` when the interface does not answer.
async fn listed(net: &Net<'_>, api: &Url, page: &Url, stamp: &str) -> Option<Vec<String>> {
    let mut url = api.join("/cdx/search/cdx").ok()?;
    url.query_pairs_mut()
        .append_pair("url", page.as_str())
        .append_pair("closest", stamp)
        .append_pair("sort", "closest")
        .append_pair("filter", "statuscode:200")
        .append_pair("output", "json")
        .append_pair("fl", "timestamp,statuscode")
        .append_pair("limit", "8");
    let rows = json(net, url).await?;
    let stamps = rows.as_array()?.iter().skip(1).filter_map(|row| row.get(0)?.as_str().map(str::to_owned));
    Some(stamps.filter(|stamp| stamp.bytes().all(|byte| byte.is_ascii_digit())).collect())
}

/// The one timestamp that the simpler interface tells; `None` when that does not answer either.
async fn available(net: &Net<'_>, api: &Url, page: &Url, stamp: &str) -> Option<Option<String>> {
    let mut url = api.join("/wayback/available").ok()?;
    url.query_pairs_mut().append_pair("url", page.as_str()).append_pair("timestamp", stamp);
    let answer = json(net, url).await?;
    let closest = answer.get("archived_snapshots").and_then(|all| all.get("closest"));
    let good = closest.filter(|closest| closest.get("status").and_then(Value::as_str) == Some("200"));
    Some(good.and_then(|closest| closest.get("timestamp")?.as_str().map(str::to_owned)))
}

async fn json(net: &Net<'_>, url: Url) -> Option<Value> {
    for _ in 0..=net.retries.min(1) {
        let answer =
            visit::ask(net, Request { url: url.clone(), manner: Manner::Honest, cookies: String::new() }).await.ok()?;
        match answer.status {
            200 => return serde_json::from_slice(&answer.body).ok(),
            429 | 500..=599 => {}
            _ => return None,
        }
    }
    None
}

/// Looks at one copy: whether it can be shown, and whether it is the cited page.
async fn look(net: &Net<'_>, api: &Url, page: &Url, titles: &[String], stamp: &str) -> Option<(Copy, bool)> {
    // `id_` asks for the page as it came, without the archive's bar
    let bare = api.join(&format!("/web/{stamp}id_/{page}")).ok()?;
    let visit = visit::visit(net, &bare, titles).await;
    let cited = Cited { url: &bare, titles, api: Some(api) };
    let judgement = judge::judge(&cited, &visit, None);
    let shown = judgement.verdict.outcome() == Outcome::Alive;
    if !shown && judgement.verdict != Verdict::Drift {
        return None;
    }
    let title = visit.found.as_ref().ok().and_then(|found| super::title_match::best(titles, found.page.titles()));
    // an inexact timestamp is sent to the copy's own
    let stamp = memento::memento(&visit.end, Some(api))
        .and_then(|memento| memento.captured)
        .map_or_else(|| stamp.to_owned(), |moment| moment.format("%Y%m%d%H%M%S").to_string());
    let captured = memento::moment(&stamp).map(|moment| moment.format("%Y-%m-%dT%H:%M:%SZ").to_string());
    let url = format!("{}/web/{stamp}/{page}", api.as_str().trim_end_matches('/'));
    Some((Copy { url, captured, title }, shown))
}
