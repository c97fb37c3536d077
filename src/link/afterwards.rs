//! What only all verdicts together can tell, and the copies of the dead.
//!
//! In: the findings of a run. Out: the same, mended: pages that are sent to one address are gone; a dead page has the copy that its record names, if
//! that is good, or else the nearest good one.

use super::archive::{self, Copy};
use super::check::Run;
use super::finding::Finding;
use super::plan::{Link, Role};
use super::verdict::{Outcome, Verdict};
use super::{address, memento};
use futures_util::stream::{FuturesUnordered, StreamExt};
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;
use url::Url;

impl Run<'_> {
    pub(super) async fn copy(&self, url: &Url, link: &Link) -> Option<Copy> {
        let api = self.options.archive.as_ref().filter(|_| self.options.copies)?;
        if memento::memento(url, Some(api)).is_some() {
            return None;
        }
        let key = format!("{url} {:?} {:?}", link.seen, link.titles.first());
        let cell = Rc::clone(self.copies.borrow_mut().entry(key).or_default());
        cell.get_or_init(|| archive::nearest(&self.net, &self.archive, api, url, &link.titles, link.seen)).await.clone()
    }

    /// Pages without a title to compare, of which several are sent to one address of their own site: they are gone.
    pub(super) fn sent_to_one(&self) {
        let mut ends: FxHashMap<String, FxHashSet<String>> = FxHashMap::default();
        let mut findings = self.findings.borrow_mut();
        let lumped = |finding: &Finding, link: &Link| -> Option<(String, String)> {
            let from = finding.address.as_ref()?;
            let end = &finding.redirects.last()?.to;
            let judgement = finding.judgement.as_ref()?;
            let untitled = link.titles.is_empty() && matches!(judgement.verdict, Verdict::Ok | Verdict::Moved);
            let own = from.host_str().map(|host| host.trim_start_matches("www."))
                == end.host_str().map(|host| host.trim_start_matches("www."));
            (untitled && own && !address::same_place(from, end))
                .then(|| (end.to_string(), from.path().trim_end_matches('/').to_ascii_lowercase()))
        };
        for (finding, link) in findings.iter().zip(self.links) {
            if let Some((end, from)) = finding.as_ref().and_then(|finding| lumped(finding, link)) {
                ends.entry(end).or_default().insert(from);
            }
        }
        for (at, (finding, link)) in findings.iter_mut().zip(self.links).enumerate() {
            let Some(finding) = finding else { continue };
            let Some(count) = lumped(finding, link)
                .and_then(|(end, _)| ends.get(&end))
                .map(FxHashSet::len)
                .filter(|count| *count >= 3)
            else {
                continue;
            };
            if let Some(judgement) = &mut finding.judgement {
                judgement.verdict = Verdict::RedirectedHome;
                judgement.confidence = 0.85;
                judgement.moved_to = None;
                judgement.evidence.push(format!("{count} cited pages are sent there"));
                (self.ears.kept)(at, finding);
            }
        }
    }

    /// A dead page whose record names a copy: that one if it is good, or else another.
    pub(super) async fn copies_of_the_dead(&self) {
        let mut wanted = Vec::new();
        {
            let mut findings = self.findings.borrow_mut();
            let mut good: FxHashMap<(&str, &str), Copy> = FxHashMap::default();
            for (finding, link) in findings.iter().zip(self.links) {
                let Some(finding) = finding
                    .as_ref()
                    .filter(|finding| link.role == Role::Archive && finding.outcome() == Some(Outcome::Alive))
                else {
                    continue;
                };
                let captured = finding
                    .address
                    .as_ref()
                    .and_then(|url| memento::memento(url, self.options.archive.as_ref())?.captured);
                let captured = captured.map(|moment| moment.format("%Y-%m-%dT%H:%M:%SZ").to_string());
                let copy = Copy { url: link.printed.clone(), captured, title: None };
                good.entry((&link.reference, &link.place.path)).or_insert(copy);
            }
            for (at, (finding, link)) in findings.iter_mut().zip(self.links).enumerate() {
                let Some(finding) = finding
                    .as_mut()
                    .filter(|finding| finding.is_dead() && finding.copy.is_none() && link.role != Role::Archive)
                else {
                    continue;
                };
                finding.copy = good.get(&(link.reference.as_str(), &*link.place.path)).cloned();
                if finding.copy.is_some() {
                    (self.ears.kept)(at, finding);
                }
                if finding.copy.is_none() && link.has_copy {
                    wanted.extend(finding.address.clone().map(|url| (at, url)));
                }
            }
        }
        let mut running: FuturesUnordered<_> = wanted
            .into_iter()
            .filter_map(|(at, url)| self.links.get(at).map(|link| (at, url, link)))
            .map(|(at, url, link)| async move { (at, self.copy(&url, link).await) })
            .collect();
        while let Some((at, copy)) = running.next().await {
            if let Some(Some(finding)) = self.findings.borrow_mut().get_mut(at).filter(|_| copy.is_some()) {
                finding.copy = copy;
                (self.ears.kept)(at, finding);
            }
        }
    }
}
