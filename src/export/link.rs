//! Which address of a work an export writes as its own.
//!
//! In: the web side of a record and what check-links found (`custom.link`: one object, or a list with one for each address). Out: the main address,
//! and the cited one where another took its place. Not here: checking.

use super::printed::Printed as _;
use super::{Options, UrlPolicy};
use crate::record::{Date, Field, WebLink};
use serde_json::Value as Json;

/// The addresses of a record as an export writes them.
#[derive(Debug, Default)]
pub(super) struct Addresses<'r> {
    /// The main address.
    pub(super) main: Option<&'r str>,
    /// The cited address, where another is the main one.
    pub(super) cited: Option<&'r str>,
    /// The archive's address of a copy, unless it is the main one.
    pub(super) archive: Option<&'r str>,
    /// When the copy was made; in a record.
    pub(super) captured: Option<&'r Field<Date>>,
    /// When the copy was made, as check-links says it (RFC 3339).
    pub(super) found: Option<&'r str>,
    /// The archive's name.
    pub(super) archive_name: Option<&'r str>,
    /// Whether there is a copy at all.
    pub(super) archived: bool,
}

/// The addresses of a record, by the policy.
pub(super) fn addresses<'r>(web: &'r WebLink, link: Option<&'r Json>, options: Options) -> Addresses<'r> {
    let cited = web.url.printed();
    let mut out = Addresses { main: cited, ..Addresses::default() };
    if let Some(snapshot) = web.snapshots.first() {
        out.archived = true;
        out.archive = snapshot.url.printed();
        out.captured = snapshot.captured.as_ref();
        out.archive_name = snapshot.archive.as_deref();
    }
    let found = link.and_then(|link| of_url(link, cited));
    let text = |key: &str| found?.get(key)?.as_str();
    let snapshot = found
        .and_then(|found| found.get("snapshot"))
        .filter(|snapshot| snapshot.get("url").is_some_and(Json::is_string));
    let dead = text("outcome") == Some("dead");
    match options.url_policy {
        UrlPolicy::Original => return out,
        UrlPolicy::Auto if dead => {}
        UrlPolicy::Auto => {
            if let Some(moved) = text("moved_to").filter(|_| text("verdict") == Some("moved")) {
                out.main = Some(moved);
                out.cited = cited;
            }
            return out;
        }
        UrlPolicy::Archive => {}
    }
    if let Some(snapshot) = snapshot
        && (out.archive.is_none() || dead)
    {
        let text = |key: &str| snapshot.get(key).and_then(Json::as_str);
        out.archived = true;
        out.archive = text("url");
        out.captured = None;
        out.found = text("captured");
    }
    if let Some(archive) = out.archive.take() {
        out.main = Some(archive);
        out.cited = cited.filter(|cited| *cited != archive);
    }
    out
}

/// What was found for the cited address.
fn of_url<'r>(link: &'r Json, cited: Option<&str>) -> Option<&'r Json> {
    let says =
        |one: &&Json, key: &str, wanted: &str| one.get(key).and_then(Json::as_str).is_none_or(|text| text == wanted);
    let fits = |one: &&Json| says(one, "role", "url") && cited.is_none_or(|cited| says(one, "url", cited));
    match link {
        Json::Array(list) => list.iter().find(fits),
        Json::Object(_) => Some(link).filter(fits),
        _ => None,
    }
}
