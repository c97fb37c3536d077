//! A page that does not have the cited title: what its own words, and the pages beside it, say of it.
//!
//! In: a [`Case`] whose title did not settle it. Out: parked, usurped, "not found", another page; or there after all, where nothing speaks against it.

use super::address;
use super::fetch::Ending;
use super::judge::Case;
use super::kinship;
use super::page::Form;
use super::title_match::OTHER;
use super::verdict::{Judgement, Verdict};
use super::wall::{self, Kind, Signs};

impl Case<'_> {
    /// What the page says of itself, where it has not the cited title.
    pub(super) fn by_words(&self, signs: &Signs) -> Option<Judgement> {
        // with another title than the cited one a hint is enough; without a title to compare, it must be most of what is said
        let share = if self.other() { 0.34 } else { 0.6 };
        let text =
            |kind| signs.in_text(kind).filter(|_| self.other() || self.page.text.len() < 1500 && !self.page.long);
        let say = |sign: &wall::Sign| format!("`{}`", page_words(&sign.words));
        if let Some(sign) =
            signs.in_title(Kind::Geo, share).or_else(|| signs.in_text(Kind::Geo).filter(|_| self.short()))
        {
            return Some(self.verdict(Verdict::Blocked, 0.85, say(sign)));
        }
        if let Some(sign) = signs.in_title(Kind::Consent, 0.6).filter(|_| self.short()) {
            return Some(self.verdict(Verdict::Blocked, 0.8, say(sign)));
        }
        let parked = signs.in_title(Kind::Parked, share).or_else(|| text(Kind::Parked).filter(|_| self.short()));
        if let Some(sign) =
            parked.or_else(|| signs.in_html(Kind::Parked).filter(|_| self.short() && self.page.text.len() < 1200))
        {
            return Some(self.verdict(Verdict::Parked, 0.93, say(sign)));
        }
        if let Some(sign) = signs.in_title(Kind::Server, 0.6).or_else(|| text(Kind::Server).filter(|_| self.short())) {
            return Some(self.verdict(Verdict::ServerError, 0.8, say(sign)));
        }
        if let Some(sign) = signs.in_title(Kind::Gone, 0.6).or_else(|| text(Kind::Gone).filter(|_| self.short())) {
            return Some(self.verdict(Verdict::SoftNotFound, 0.9, say(sign)));
        }
        if let Some(sign) = signs.in_title(Kind::NotFound, share) {
            return Some(self.verdict(Verdict::SoftNotFound, 0.95, say(sign)));
        }
        if let Some(judgement) = self.usurped(signs) {
            return Some(judgement);
        }
        if let Some(sign) = signs.in_title(Kind::Login, 0.6).filter(|_| self.page.password || self.short()) {
            return Some(self.verdict(Verdict::Paywall, 0.7, say(sign)));
        }
        text(Kind::NotFound).map(|sign| self.verdict(Verdict::SoftNotFound, 0.85, say(sign)))
    }

    /// Words of the trades that take over dead domains, in a page that does not have the cited title.
    fn usurped(&self, signs: &Signs) -> Option<Judgement> {
        if self.score.is_some_and(|score| score >= OTHER) {
            return None;
        }
        let cited: Vec<String> = self.cited.titles.iter().map(|title| super::fold::fold(title)).collect();
        let address = self.from.as_str().to_ascii_lowercase();
        let new: Vec<&str> = signs
            .trade_in_title
            .unless(|word| cited.iter().any(|title| title.contains(word)) || address.contains(word));
        let enough = match (self.other(), new.len(), signs.trade_in_text) {
            (true, 2.., _) | (true, 1, 3..) => true,
            // without a title to compare, or with one in another script: the page talks of nothing else
            (false, 2.., 3..) | (false, 1, 5..) => self.is_full_of(signs.trade_in_text),
            _ => false,
        };
        enough.then(|| {
            let words: Vec<&str> = new.into_iter().take(4).collect();
            self.verdict(Verdict::Usurped, 0.9, format!("`{}`", words.join("`, `")))
        })
    }

    /// Whether so many words are a good part of the text: news about a trade names it once in a while, who is in the trade in every line.
    fn is_full_of(&self, count: usize) -> bool {
        let letters: usize = self.page.text.chars().map(|c| if super::fold::is_unspaced(c) { 3 } else { 1 }).sum();
        count * 120 >= letters
    }

    /// The last resort: the title alone, and a page that cannot exist.
    pub(super) fn by_comparison(&self, signs: &Signs) -> Judgement {
        if self.found.answer.ending == Ending::Slow && !self.page.titles().any(|title| title.len() > 3) {
            return self.verdict(Verdict::Timeout, 0.7, "the page comes too slowly");
        }
        if self.page.form != Form::Html {
            return self.alive(0.75, "");
        }
        if self.page.is_shell() {
            return self.alive(0.4, "a page that only scripts fill");
        }
        let home = address::is_home(&self.from);
        if let Some(beside) = self.beside.filter(|_| !home) {
            if beside.is_like(self.page, &self.visit.end) {
                if let Some(sign) = signs.in_text(Kind::Consent).filter(|_| self.page.text.len() < 400) {
                    return self.verdict(
                        Verdict::Blocked,
                        0.6,
                        format!("`{}` before every page", page_words(&sign.words)),
                    );
                }
                return self.verdict(Verdict::SoftNotFound, 0.95, format!("{} gives the same page", beside.asked()));
            }
            if !self.visit.hops.is_empty() && beside.ends_at(&self.visit.end) {
                return self.verdict(Verdict::RedirectedHome, 0.93, format!("{} is sent there too", beside.asked()));
            }
        }
        if self.other() {
            return self.another(signs, home);
        }
        let judgement = match self.score {
            Some(_) => self.there(signs),
            None if self.cited.titles.is_empty() => self.there(signs),
            None => self.alive(0.6, "no title to compare in the same script"),
        };
        if home || self.archived || self.score.is_some() { judgement } else { judgement.doubtful() }
    }

    /// The title is another one.
    fn another(&self, signs: &Signs, home: bool) -> Judgement {
        if home {
            return self.alive(0.5, "a home page under another title");
        }
        if self.page.not_free
            || (self.page.password && self.short())
            || signs.in_text(Kind::Paywall).is_some() && self.short()
        {
            return self.verdict(Verdict::Paywall, 0.5, "locked, under another title");
        }
        if !self.visit.hops.is_empty() && address::same_name(&self.from, &self.end) {
            return self.alive(0.5, "moved under the same name, with another title");
        }
        if (self.visit.hops.is_empty() || address::same_place(&self.from, &self.end))
            && let Some(why) = kinship::kin(self.cited.titles, &self.from, self.page)
        {
            return self.alive(0.5, why);
        }
        // a translation is no other title, as long as the site knows its addresses from made-up ones
        if (self.beside.is_some() || self.archived) && kinship::in_another_language(self.cited.titles, self.page) {
            return self.alive(0.4, "the page is in another language than the cited title");
        }
        if self.found.answer.ending != Ending::Whole && self.page.title.is_empty() {
            return self.verdict(Verdict::Malformed, 0.5, "only a part of the page came");
        }
        let shown: String = self.page.shown_title().chars().take(80).collect();
        let mut judgement = self.verdict(Verdict::Drift, 0.8, format!("another page: `{}`", shown.trim()));
        if let Some(beside) = self.beside
            && matches!(beside.status, 404 | 410)
        {
            judgement.evidence.push(format!("{} gives {}", beside.asked(), beside.status));
        }
        if self.archived { judgement } else { judgement.doubtful() }
    }
}

fn page_words(words: &str) -> String {
    words.chars().take(80).collect()
}
