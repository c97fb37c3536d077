//! All links of a run: each address once, each host with manners, the verdicts in the order of the links.
//!
//! In: [`Link`]s and a [`Fetch`]. Out: a [`Report`]. Hosts are worked through side by side, the largest first; a verdict that another page could change
//! (a sibling, a repaired address, many pages sent to one) waits for it.

use super::archive::{Copy, Health};
use super::fetch::{Failure, Fetch};
use super::finding::{Finding, claim, empty};
use super::host::Hosts;
use super::judge::{self, Cited};
use super::plan::{Link, Role};
use super::sibling::Beside;
use super::verdict::{Judgement, Outcome, Verdict};
use super::visit::{self, Net, Trouble, Visit};
use super::{address, memento};
use futures_util::stream::{FuturesUnordered, StreamExt};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use tokio::sync::OnceCell;
use url::Url;

/// Hosts that must stay dark, with none that answers, before the user's own network is taken to be down.
const DARK_HOSTS: usize = 12;

/// How a run goes about it.
#[derive(Debug, Clone)]
pub(crate) struct Options {
    /// Requests at a time to one host.
    pub(crate) per_host: usize,
    /// Requests at a time in all.
    pub(crate) jobs: usize,
    /// How often a passing fault is asked again.
    pub(crate) retries: u32,
    /// The base address of the archive of the Wayback Machine's kind.
    pub(crate) archive: Option<Url>,
    /// Whether it is asked for copies of the dead.
    pub(crate) copies: bool,
}

/// Who hears of findings while a run goes on.
pub(crate) struct Ears<'e> {
    /// Of each verdict as it falls.
    pub(crate) done: &'e dyn Fn(usize, &Finding),
    /// Of each verdict to be kept, once more when it changes; may add what earlier runs know.
    pub(crate) kept: &'e dyn Fn(usize, &mut Finding),
}

/// What a run found.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// One for each link, in their order; `None` for what an interruption left out.
    pub(crate) findings: Vec<Option<Finding>>,
    /// Whether nothing at all could be reached.
    pub(crate) network_down: bool,
}

/// One address and the links that cite it.
struct Job {
    url: Url,
    links: Vec<usize>,
}

/// What the parts of a run share.
pub(super) struct Run<'r> {
    pub(super) links: &'r [Link],
    pub(super) net: Net<'r>,
    pub(super) options: &'r Options,
    pub(super) findings: RefCell<Vec<Option<Finding>>>,
    siblings: RefCell<FxHashMap<String, Rc<OnceCell<Option<Beside>>>>>,
    pub(super) copies: RefCell<FxHashMap<String, Rc<OnceCell<Option<Copy>>>>>,
    pub(super) archive: Health,
    pub(super) ears: &'r Ears<'r>,
    answered: Cell<bool>,
    dark: RefCell<FxHashSet<String>>,
}

/// Checks the links that are not `known` from earlier; `stop` ends the run early.
pub(crate) async fn check(
    links: &[Link],
    known: Vec<Option<Finding>>,
    fetch: &dyn Fetch,
    options: &Options,
    ears: &Ears<'_>,
    stop: impl Future<Output = ()>,
) -> Report {
    let run = Run {
        links,
        net: Net { fetch, hosts: Hosts::new(options.per_host, options.jobs), retries: options.retries },
        options,
        findings: RefCell::new(known),
        siblings: RefCell::default(),
        copies: RefCell::default(),
        archive: Health::default(),
        ears,
        answered: Cell::new(false),
        dark: RefCell::default(),
    };
    tokio::select! {
        () = run.all() => {}
        () = stop => {}
    }
    let network_down = run.is_dark();
    Report { findings: run.findings.into_inner(), network_down }
}

/// What earlier runs know of the links, and nothing else.
pub(crate) fn offline(links: &[Link], known: Vec<Option<Finding>>) -> Report {
    let unknown = |link: &Link| {
        let judgement =
            Judgement::new(Verdict::Timeout, 0.0, vec!["never checked, and not now (--offline)".to_owned()]);
        Finding { judgement: (link.role != Role::None).then_some(judgement), ..empty() }
    };
    let findings =
        links.iter().zip(known).map(|(link, finding)| Some(finding.unwrap_or_else(|| unknown(link)))).collect();
    Report { findings, network_down: false }
}

impl Run<'_> {
    async fn all(&self) {
        let queues = self.queues();
        // one lane for each host first, then more for those with much to do; and hardly more lanes than jobs: a connection waits with each
        let mut lanes: Vec<Rc<RefCell<Vec<Job>>>> = Vec::new();
        for lane in 0..self.options.per_host.max(1) {
            lanes.extend(
                queues.iter().filter(|queue| lane == 0 || queue.borrow().len() > 12 * lane.min(2)).map(Rc::clone),
            );
        }
        drop(queues);
        lanes.reverse();
        let mut running = FuturesUnordered::new();
        loop {
            while running.len() < self.options.jobs.max(1) * 5 / 4
                && let Some(queue) = lanes.pop()
            {
                running.push(self.lane(queue));
            }
            if running.next().await.is_none() {
                break;
            }
        }
        self.sent_to_one();
        self.copies_of_the_dead().await;
    }

    /// The addresses, each once, by host; hosts with most to do first.
    fn queues(&self) -> Vec<Rc<RefCell<Vec<Job>>>> {
        let mut jobs: FxHashMap<String, Job> = FxHashMap::default();
        let mut order = Vec::new();
        for (at, link) in self.links.iter().enumerate() {
            if self.findings.borrow().get(at).is_some_and(Option::is_some) {
                (self.ears.done)(at, self.findings.borrow().get(at).and_then(Option::as_ref).unwrap_or(&empty()));
                continue;
            }
            let Some(url) = self.address_of(at, link) else { continue };
            let key = address::key(&url);
            jobs.entry(key.to_string())
                .or_insert_with(|| {
                    order.push(key.to_string());
                    Job { url: key, links: Vec::new() }
                })
                .links
                .push(at);
        }
        let mut hosts: FxHashMap<String, usize> = FxHashMap::default();
        let mut queues: Vec<Vec<Job>> = Vec::new();
        for job in order.iter().rev().filter_map(|key| jobs.remove(key)) {
            let host = host_of(&job.url);
            let at = *hosts.entry(host).or_insert_with(|| {
                queues.push(Vec::new());
                queues.len() - 1
            });
            if let Some(queue) = queues.get_mut(at) {
                queue.push(job);
            }
        }
        queues.sort_by_key(|queue| std::cmp::Reverse(queue.len()));
        queues.into_iter().map(|queue| Rc::new(RefCell::new(queue))).collect()
    }

    /// The address of a link; what has none is reported at once.
    fn address_of(&self, at: usize, link: &Link) -> Option<Url> {
        if link.role == Role::None {
            self.report(at, Finding { judgement: None, ..empty() });
            return None;
        }
        let direct = address::parse(&link.printed);
        let url =
            direct.or_else(|| address::repairs(&link.printed).into_iter().find_map(|(text, _)| address::parse(&text)));
        if url.is_none() {
            let judgement = Judgement::new(Verdict::Dead, 0.9, vec!["not an address of a page".to_owned()]);
            self.report(at, Finding { judgement: Some(judgement), ..empty() });
        }
        url
    }

    async fn lane(&self, queue: Rc<RefCell<Vec<Job>>>) {
        loop {
            let Some(job) = queue.borrow_mut().pop() else { return };
            // boxed: a lane waits far longer than it works
            Box::pin(self.examine(&job)).await;
        }
    }

    /// Visits one address and judges it for each link that cites it.
    async fn examine(&self, job: &Job) {
        if self.is_dark() {
            for at in &job.links {
                let judgement =
                    Judgement::new(Verdict::Timeout, 0.3, vec!["no host answers: the network is down".to_owned()]);
                self.report(*at, Finding { judgement: Some(judgement), address: Some(job.url.clone()), ..empty() });
            }
            return;
        }
        let titles: Vec<String> = job
            .links
            .iter()
            .filter_map(|at| self.links.get(*at))
            .flat_map(|link| link.titles.iter().cloned())
            .take(8)
            .collect();
        let visit = visit::visit(&self.net, &job.url, &titles).await;
        self.note_light(&job.url, &visit);
        for at in &job.links {
            let Some(link) = self.links.get(*at) else { continue };
            let mut cited_url = job.url.clone();
            cited_url.set_fragment(address::parse(&link.printed).as_ref().and_then(Url::fragment));
            let cited = Cited { url: &cited_url, titles: &link.titles, api: self.options.archive.as_ref() };
            let mut judgement = judge::judge(&cited, &visit, None);
            if judgement.doubtful
                && let Some(beside) = self.beside(&job.url).await
            {
                judgement = judge::judge(&cited, &visit, Some(&beside));
            }
            if judgement.verdict == Verdict::Dead && link.role != Role::Archive {
                judgement = self.mended(link, judgement).await;
            }
            if judgement.verdict == Verdict::Moved && link.role == Role::Doi {
                (judgement.verdict, judgement.moved_to) = (Verdict::Ok, None);
            }
            claim(link, &mut judgement);
            let mut finding = Finding {
                status: visit.status(),
                redirects: visit.hops.clone(),
                address: Some(job.url.clone()),
                judgement: Some(judgement),
                ..empty()
            };
            if finding.is_dead() && !link.has_copy && link.role != Role::Archive {
                finding.copy = self.copy(&job.url, link).await;
            }
            self.report(*at, finding);
        }
    }

    /// What the site does with a page of the same directory that cannot exist.
    async fn beside(&self, url: &Url) -> Option<Beside> {
        if memento::memento(url, self.options.archive.as_ref()).is_some() || address::is_home(url) {
            return None;
        }
        let cell = Rc::clone(self.siblings.borrow_mut().entry(address::directory(url)).or_default());
        cell.get_or_init(|| Beside::ask(&self.net, url)).await.clone()
    }

    /// A dead address may have been printed wrong: what was meant is asked for.
    async fn mended(&self, link: &Link, judgement: Judgement) -> Judgement {
        for (text, what) in address::repairs(&link.printed).into_iter().take(3) {
            let Some(url) = address::parse(&text) else { continue };
            let visit = visit::visit(&self.net, &address::key(&url), &link.titles).await;
            let cited = Cited { url: &url, titles: &link.titles, api: self.options.archive.as_ref() };
            let mended = judge::judge(&cited, &visit, None);
            if mended.verdict.outcome() == Outcome::Alive && visit.status() == Some(200) {
                let mut evidence = judgement.evidence.clone();
                evidence.push(what.to_owned());
                evidence.extend(mended.evidence);
                let mut out = Judgement::new(Verdict::Moved, mended.confidence.min(0.9), evidence);
                out.moved_to = Some(mended.moved_to.unwrap_or(url));
                return out;
            }
        }
        judgement
    }

    fn report(&self, at: usize, mut finding: Finding) {
        (self.ears.kept)(at, &mut finding);
        (self.ears.done)(at, &finding);
        if let Some(slot) = self.findings.borrow_mut().get_mut(at) {
            *slot = Some(finding);
        }
    }

    /// Remembers whether anything answers at all.
    fn note_light(&self, url: &Url, visit: &Visit) {
        use Failure::{NamesUnreachable, NoConnection, Silent, Unreachable};
        match &visit.found {
            Err(Trouble::Failed(NamesUnreachable | Unreachable | NoConnection | Silent) | Trouble::Closed(_)) => {
                self.dark.borrow_mut().insert(host_of(url));
            }
            _ => self.answered.set(true),
        }
    }

    fn is_dark(&self) -> bool {
        !self.answered.get() && self.dark.borrow().len() >= DARK_HOSTS
    }
}

fn host_of(url: &Url) -> String {
    format!("{}:{}", url.host_str().unwrap_or_default(), url.port_or_known_default().unwrap_or_default())
}
