//! Is what was found the cited page?
//!
//! In: what is cited, what the visit found, and, where that is in doubt, another page of the same directory that cannot exist. Out: a [`Judgement`]. The
//! order: walls, the status, the title, the words of the page, the shape of the addresses. Cannot tell is never dead, and where two readings are
//! possible the page is taken to be there.

use super::address;
use super::fetch::{Ending, Manner};
use super::memento::{Memento, memento};
use super::page::{Form, Page};
use super::sibling::Beside;
use super::title_match::{self, OTHER, SAME};
use super::trouble;
use super::verdict::{Judgement, Verdict};
use super::visit::{Found, Visit};
use super::wall::{self, Kind, Signs};
use url::Url;

/// Text of this length, folded, is a whole page; what is shorter is a notice.
const SHORT: usize = 3000;

/// What is cited.
pub(crate) struct Cited<'c> {
    /// The address, with its fragment.
    pub(crate) url: &'c Url,
    /// The titles that the record gives it, those that say something.
    pub(crate) titles: &'c [String],
    /// Where the archives' interface is, for copies there.
    pub(crate) api: Option<&'c Url>,
}

/// Judges a visit.
pub(crate) fn judge(cited: &Cited<'_>, visit: &Visit, beside: Option<&Beside>) -> Judgement {
    let mut judgement = match &visit.found {
        Err(trouble) => trouble::troubled(trouble),
        Ok(found) => Case::new(cited, visit, found, beside).judge(),
    };
    if visit.manner == Manner::Browser && visit.found.is_ok() {
        judgement.evidence.push("asked again as a browser".to_owned());
    }
    judgement
}

/// Everything that a decision looks at.
pub(super) struct Case<'c> {
    pub(super) cited: &'c Cited<'c>,
    pub(super) visit: &'c Visit,
    pub(super) found: &'c Found,
    pub(super) page: &'c Page,
    pub(super) beside: Option<&'c Beside>,
    /// The cited page and the page at the end, out of their archive's addresses.
    pub(super) from: Url,
    pub(super) end: Url,
    pub(super) archived: bool,
    signs: Signs,
    pub(super) score: Option<f32>,
    evidence: Vec<String>,
}

impl<'c> Case<'c> {
    fn new(cited: &'c Cited<'c>, visit: &'c Visit, found: &'c Found, beside: Option<&'c Beside>) -> Self {
        let inner = |url: &Url| -> Option<Memento> { memento(url, cited.api) };
        let archive = inner(cited.url);
        let original = |memento: Option<Memento>, url: &Url| {
            memento.and_then(|memento| memento.original).unwrap_or_else(|| address::key(url))
        };
        let (from, end) = (original(archive.clone(), cited.url), original(inner(&visit.end), &visit.end));
        let page = &found.page;
        let mut signs = Signs::of(page, &found.html, &found.answer.headers);
        let mut score = title_match::best(cited.titles, page.titles());
        // "Account suspended" is no part of "The account suspended by the court": a notice is the cited page only when it is cited to the letter
        let notice = [Kind::Wall, Kind::Gone, Kind::NotFound, Kind::Parked, Kind::Server]
            .into_iter()
            .any(|kind| signs.in_title(kind, 0.8).is_some());
        if notice {
            score = score.map(|score| if score < 0.95 { score.min(0.3) } else { score });
        }
        let short = page.text.len() < SHORT && !page.long;
        let other = score.is_some_and(|score| score < OTHER);
        if short || other || !signs.trade_in_title.is_empty() || signs.in_html(Kind::Paywall).is_some() {
            signs.read_text(page);
        }
        let status = found.answer.status;
        let mut evidence = vec![format!("status {status}")];
        if let Some(score) = score {
            evidence.push(format!("title {score:.2}"));
        }
        Self { cited, visit, found, page, beside, from, end, archived: archive.is_some(), signs, score, evidence }
    }

    pub(super) fn verdict(&self, verdict: Verdict, confidence: f32, why: impl Into<String>) -> Judgement {
        let mut evidence = self.evidence.clone();
        let why = why.into();
        if !why.is_empty() {
            evidence.push(why);
        }
        Judgement::new(verdict, confidence, evidence)
    }

    fn matched(&self) -> bool {
        self.score.is_some_and(|score| score >= SAME)
    }

    pub(super) fn other(&self) -> bool {
        self.score.is_some_and(|score| score < OTHER) && self.page.form == Form::Html
    }

    pub(super) fn short(&self) -> bool {
        self.page.text.len() < SHORT && !self.page.long
    }

    fn judge(&self) -> Judgement {
        let status = self.found.answer.status;
        let signs = &self.signs;
        if let Some(wall) = self.wall(signs) {
            return wall;
        }
        if status != 200 && status != 203 && status != 206 && status != 202 && status != 300 {
            return self.by_status(status, signs);
        }
        if self.page.is_blank() {
            return self.blank();
        }
        if self.matched() {
            return self.there(signs);
        }
        if let Some(judgement) = self.by_place() {
            return judgement;
        }
        if let Some(judgement) = self.by_words(signs) {
            return judgement;
        }
        self.by_comparison(signs)
    }

    /// A wall for robots: by header, by title, by what the markup or a short text says.
    fn wall(&self, signs: &Signs) -> Option<Judgement> {
        let status = self.found.answer.status;
        let failed = status >= 400;
        if self.matched() && !failed {
            return None;
        }
        let header = signs.headers.iter().find(|sign| sign.kind == Kind::Wall);
        // a header alone says who guards the door, not that it is shut
        if let Some(sign) = header
            .filter(|sign| failed && status != 404 && status != 410 && status < 500 || sign.words.contains("mitigated"))
        {
            return Some(self.verdict(Verdict::Blocked, 0.95, format!("a wall: {}", sign.words)));
        }
        let shut = self.short() && (failed || self.page.text.len() < 1500);
        let by_title = signs
            .in_title(Kind::Wall, 0.7)
            .filter(|_| self.short() && status != 429 && !(failed && is_only_status(&self.page.title)));
        let by_markup = signs
            .in_html(Kind::Wall)
            .filter(|_| shut && (status != 404 && status != 410 || self.page.text.len() < 400));
        let by_text = signs.in_text(Kind::Wall).filter(|_| shut && status != 404 && status != 410);
        // a puzzle stands in the forms of many pages: it is a wall where there is hardly anything else, and nothing says that the page is gone
        let told = |kind| signs.in_title(kind, 0.5).is_some() || signs.in_text(kind).is_some();
        let bare = self.page.text.len() < 300 && ![Kind::NotFound, Kind::Parked, Kind::Gone].into_iter().any(told);
        let by_puzzle = signs.in_html(Kind::Captcha).filter(|_| bare);
        let sign = by_title.or(by_markup).or(by_text).or(by_puzzle)?;
        if status == 404
            || status == 410
            || (500..600).contains(&status) && header.is_none() && by_markup.is_none() && by_text.is_none()
        {
            return None;
        }
        Some(self.verdict(Verdict::Blocked, 0.9, format!("a wall: `{}`", sign.words)))
    }

    fn by_status(&self, status: u16, signs: &Signs) -> Judgement {
        match status {
            404 | 410 => {
                let whole = self.page.text.len() > 1500 || self.page.long;
                if self.score.is_some_and(|score| score >= 0.85)
                    && whole
                    && status == 404
                    && signs.in_title(Kind::NotFound, 0.5).is_none()
                {
                    return self.verdict(Verdict::Ok, 0.6, "the cited page, sent with status 404");
                }
                let by_words = signs.in_title(Kind::NotFound, 0.5).is_some();
                self.verdict(Verdict::Dead, if by_words || status == 410 { 0.99 } else { 0.97 }, "")
            }
            401 | 402 | 407 => self.verdict(Verdict::Paywall, 0.8, "asks for a login or a payment"),
            429 => self.verdict(Verdict::RateLimited, 0.95, ""),
            451 => self.verdict(Verdict::Blocked, 0.9, "unavailable for legal reasons here"),
            400..=499 | 999 => {
                if let Some(sign) =
                    signs.in_text(Kind::Parked).or_else(|| signs.in_html(Kind::Parked)).filter(|_| self.short())
                {
                    return self.verdict(Verdict::Parked, 0.85, format!("`{}`", sign.words));
                }
                self.verdict(Verdict::Blocked, 0.7, "refused, to a browser too")
            }
            500..=599 => self.verdict(Verdict::ServerError, 0.9, ""),
            300..=399 => self.verdict(Verdict::Malformed, 0.7, "a redirect without an address"),
            _ => self.verdict(Verdict::Malformed, 0.7, "no status that means anything here"),
        }
    }

    fn blank(&self) -> Judgement {
        if self.found.answer.ending == Ending::Slow {
            return self.verdict(Verdict::Timeout, 0.8, "the page comes too slowly");
        }
        if self.page.scripts {
            return self.verdict(Verdict::Ok, 0.4, "a page that only scripts fill");
        }
        self.verdict(
            Verdict::Malformed,
            0.6,
            if self.found.answer.ending == Ending::Broken { "the page cannot be decoded" } else { "an empty page" },
        )
    }

    /// The cited page is there.
    pub(super) fn there(&self, signs: &Signs) -> Judgement {
        let confidence = self.score.map_or(0.7, |score| 0.7 + 0.3 * score.min(1.0));
        let locked = self.page.not_free
            || (signs.in_text(Kind::Paywall).is_some() && (self.short() || signs.in_html(Kind::Paywall).is_some()));
        if locked {
            let why = signs
                .in_text(Kind::Paywall)
                .map_or_else(|| "not free, as it says itself".to_owned(), |sign| format!("`{}`", sign.words));
            return self.verdict(Verdict::Paywall, 0.85, why);
        }
        let mut judgement = self.alive(confidence, "");
        if judgement.verdict == Verdict::Ok && self.fragment_is_missing() {
            judgement = self.verdict(
                Verdict::FragmentMissing,
                0.7,
                format!("no place `#{}` in the page", self.cited.url.fragment().unwrap_or_default()),
            );
        }
        judgement
    }

    /// Alive: moved, where every redirect is for good and leads elsewhere.
    pub(super) fn alive(&self, confidence: f32, why: &str) -> Judgement {
        let hops = &self.visit.hops;
        let moved = !hops.is_empty()
            && hops.iter().all(super::visit::Hop::is_permanent)
            && !self.archived
            && self.visit.end != address::key(self.cited.url);
        if moved {
            let mut judgement = self.verdict(Verdict::Moved, confidence, why);
            judgement.evidence.push(if hops.len() == 1 {
                "redirected for good".to_owned()
            } else {
                format!("redirected for good, {} times", hops.len())
            });
            let mut to = self.visit.end.clone();
            if to.fragment().is_none() {
                to.set_fragment(self.cited.url.fragment());
            }
            judgement.moved_to = Some(to);
            return judgement;
        }
        self.verdict(Verdict::Ok, confidence, why)
    }

    fn fragment_is_missing(&self) -> bool {
        let Some(fragment) = self.cited.url.fragment().filter(|fragment| !fragment.is_empty()) else { return false };
        let read = self.page.form == Form::Html && self.page.whole && !self.page.is_shell();
        // text directives, script addresses, places in films and PDFs are no anchors
        let anchor = !fragment.contains([':', '!', '/', '=', '&', '?']) && !fragment.eq_ignore_ascii_case("top");
        let decoded = address::decoded(fragment);
        read && anchor && !self.page.anchors.contains(fragment) && !self.page.anchors.contains(&decoded)
    }

    /// Sent somewhere else: a login, a consent page, a home page, an error page.
    fn by_place(&self) -> Option<Judgement> {
        if self.visit.hops.is_empty() || address::same_place(&self.end, &self.from) {
            return None;
        }
        let before = wall::path_kinds(&self.from);
        let kinds: Vec<Kind> = wall::path_kinds(&self.end).into_iter().filter(|kind| !before.contains(kind)).collect();
        let has = |kind| kinds.contains(&kind);
        if has(Kind::Login) && !self.other_host_home() {
            return Some(self.verdict(Verdict::Paywall, 0.7, "sent to a login page"));
        }
        if has(Kind::Consent) {
            return Some(self.verdict(Verdict::Blocked, 0.8, "sent to a consent page"));
        }
        if has(Kind::NotFound) {
            return Some(self.verdict(Verdict::SoftNotFound, 0.93, format!("sent to {}", self.end.path())));
        }
        if has(Kind::Search) {
            return Some(self.verdict(Verdict::SoftNotFound, 0.85, "sent to a search page"));
        }
        if has(Kind::Listing) && self.score.is_some() && !address::is_an_article(&self.end) {
            return Some(self.verdict(Verdict::RedirectedHome, 0.85, format!("sent to the list {}", self.end.path())));
        }
        if address::is_home(&self.end) && !address::is_home(&self.from) {
            return Some(self.verdict(Verdict::RedirectedHome, 0.93, "sent to the home page"));
        }
        if address::is_section_of(&self.end, &self.from) {
            if self.other() {
                return Some(self.verdict(
                    Verdict::RedirectedHome,
                    0.9,
                    format!("sent to the section {}", self.end.path()),
                ));
            }
            if let Some(beside) = self.beside.filter(|beside| beside.ends_at(&self.visit.end)) {
                return Some(self.verdict(
                    Verdict::RedirectedHome,
                    0.9,
                    format!("{} is sent to {} too", beside.asked(), self.end.path()),
                ));
            }
            if self.score.is_none() {
                return Some(self.alive(0.55, "sent to a shorter path").doubtful());
            }
        }
        None
    }

    fn other_host_home(&self) -> bool {
        address::is_home(&self.end)
    }
}

/// `403 Forbidden`: a title that only repeats the status says nothing more.
fn is_only_status(title: &str) -> bool {
    title.trim_start().starts_with(|c: char| c.is_ascii_digit())
}
