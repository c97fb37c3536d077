//! Temporary.
pub(super) struct Memento<'a> { pub(super) archive: &'static str, pub(super) original: &'a str }
pub(super) fn memento(url: &str) -> Option<Memento<'_>> {
    for host in ["web.archive.org/", "webcitation.org/", "archive.is/", "archive.today/", "archive.org/web/", "webarchive", "wayback", "archive.ph/", "wikiwix.com"] {
        if url.contains(host) { 
            let original = url.find("/http").and_then(|at| url.get(at+1..)).unwrap_or_default();
            return Some(Memento { archive: "Wayback Machine", original }); }
    }
    None
}
