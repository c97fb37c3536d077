//! What was found of one link.
//!
//! In: nothing. Out: [`Finding`]: the verdict with what it rests on, and what earlier runs add. Not here: how it is found (`check`).

use super::archive::Copy;
use super::clock;
use super::plan::{Link, Role};
use super::verdict::{Judgement, Outcome};
use super::visit::Hop;
use chrono::{DateTime, Utc};
use url::Url;

/// What was found of one link.
#[derive(Debug, Clone)]
pub(crate) struct Finding {
    /// The verdict; `None` for a record without an address.
    pub(crate) judgement: Option<Judgement>,
    /// The address as it was asked for.
    pub(crate) address: Option<Url>,
    /// The status at the end.
    pub(crate) status: Option<u16>,
    /// The redirects.
    pub(crate) redirects: Vec<Hop>,
    /// The copy to use instead.
    pub(crate) copy: Option<Copy>,
    /// When it was asked for.
    pub(crate) checked: DateTime<Utc>,
    /// Since when it is as it is, as far as earlier runs know.
    pub(crate) since: Option<DateTime<Utc>>,
    /// What earlier runs add: `came back`, so many failures.
    pub(crate) history: Option<String>,
}

impl Finding {
    /// What follows.
    pub(crate) fn outcome(&self) -> Option<Outcome> {
        self.judgement.as_ref().map(|judgement| judgement.verdict.outcome())
    }

    /// Whether it is an alarm.
    pub(crate) fn is_dead(&self) -> bool {
        self.outcome() == Some(Outcome::Dead)
    }
}

/// A finding that says nothing yet.
pub(crate) fn empty() -> Finding {
    Finding {
        judgement: None,
        address: None,
        status: None,
        redirects: Vec::new(),
        copy: None,
        checked: clock::now(),
        since: None,
        history: None,
    }
}

/// Holds the verdict against what the text claims.
pub(crate) fn claim(link: &Link, judgement: &mut Judgement) {
    let Some(claim) = link.claim.as_deref().filter(|_| link.role == Role::Url) else { return };
    let dead = claim.contains("dead") || matches!(claim, "usurped" | "unfit" | "deviated");
    match (dead, judgement.verdict.outcome()) {
        (true, Outcome::Alive) => judgement.evidence.push(format!("the text says `{claim}`, and the page is there")),
        (true, Outcome::Dead) => judgement.evidence.push(format!("the text says `{claim}`, and so it is")),
        _ => {}
    }
}
