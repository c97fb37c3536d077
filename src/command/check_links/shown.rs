//! What a report shows: links with their findings, and the counts.

use super::arguments::{Plan, Wanted};
use crate::link::finding::Finding;
use crate::link::plan::{Link, Role};
use crate::link::verdict::{Outcome, Verdict};
use std::fmt::Write;

/// A link with what was found of it.
#[derive(Clone, Copy)]
pub(super) struct Row<'r> {
    pub(super) link: &'r Link,
    pub(super) finding: &'r Finding,
}

/// The rows that were asked for, and the counts of all.
pub(super) struct Shown<'r> {
    pub(super) rows: Vec<Row<'r>>,
    /// Verdicts and how many, in their order.
    pub(super) counts: Vec<(Verdict, usize)>,
    /// Records without an address.
    pub(super) without: usize,
    /// Dead addresses for which a copy is known.
    pub(super) saved: usize,
    /// Whether `--only` chose the rows.
    pub(super) chosen: bool,
}

impl<'r> Shown<'r> {
    /// Chooses and counts.
    pub(super) fn of(links: &'r [Link], findings: &'r [Option<Finding>], plan: &Plan) -> Self {
        let all: Vec<Row<'r>> = links
            .iter()
            .zip(findings)
            .filter_map(|(link, finding)| finding.as_ref().map(|finding| Row { link, finding }))
            .collect();
        let count = |verdict| all.iter().filter(|row| row.verdict() == Some(verdict)).count();
        let counts =
            Verdict::ALL.iter().map(|verdict| (*verdict, count(*verdict))).filter(|(_, count)| *count > 0).collect();
        let without = all.iter().filter(|row| row.link.role == Role::None).count();
        let saved = all.iter().filter(|row| row.finding.is_dead() && row.finding.copy.is_some()).count();
        let rows = all
            .iter()
            .copied()
            .filter(|row| plan.only.is_empty() || plan.only.iter().any(|wanted| row.is(*wanted)))
            .collect();
        Self { rows, counts, without, saved, chosen: !plan.only.is_empty() }
    }

    /// How many of an outcome.
    pub(super) fn count(&self, outcome: Outcome) -> usize {
        self.counts.iter().filter(|(verdict, _)| verdict.outcome() == outcome).map(|(_, count)| count).sum()
    }

    /// `412 links: 380 alive, 12 dead (9 with a copy), 20 cannot be told; 4 records without a link`
    pub(super) fn summary(&self) -> String {
        let total: usize = self.counts.iter().map(|(_, count)| count).sum();
        let links = if total == 1 { "link" } else { "links" };
        let saved = if self.saved > 0 { format!(" ({} with a copy)", self.saved) } else { String::new() };
        let mut out = format!(
            "{total} {links}: {} alive, {} dead{saved}, {} cannot be told",
            self.count(Outcome::Alive),
            self.count(Outcome::Dead),
            self.count(Outcome::CannotTell)
        );
        if self.without > 0 {
            let records = if self.without == 1 { "record" } else { "records" };
            let _ = write!(out, "; {} {records} without a link", self.without);
        }
        out
    }
}

impl Row<'_> {
    /// The verdict; none for a record without an address.
    pub(super) fn verdict(&self) -> Option<Verdict> {
        self.finding.judgement.as_ref().map(|judgement| judgement.verdict)
    }

    /// The word of the verdict.
    pub(super) fn word(&self) -> &'static str {
        self.verdict().map_or("no-link", Verdict::as_str)
    }

    /// The word of the outcome.
    pub(super) fn outcome(&self) -> &'static str {
        self.finding.outcome().map_or("no-link", Outcome::as_str)
    }

    fn is(&self, wanted: Wanted) -> bool {
        match wanted {
            Wanted::Outcome(outcome) => self.finding.outcome() == Some(outcome),
            Wanted::Verdict(verdict) => self.verdict() == Some(verdict),
            Wanted::NoLink => self.verdict().is_none(),
        }
    }

    /// The evidence in one line.
    pub(super) fn why(&self) -> String {
        let mut parts = self.finding.judgement.as_ref().map_or_else(Vec::new, |judgement| judgement.evidence.clone());
        parts.extend(self.finding.history.clone());
        parts.join(", ")
    }

    /// What to do: the address to write, or the copy to name.
    pub(super) fn advice(&self) -> Option<(&'static str, &str)> {
        if let Some(moved) = self.finding.judgement.as_ref().and_then(|judgement| judgement.moved_to.as_ref()) {
            return Some(("write", moved.as_str()));
        }
        self.finding.copy.as_ref().map(|copy| ("copy", copy.url.as_str()))
    }

    /// `path:line:column`
    pub(super) fn place(&self) -> String {
        match self.link.place.position {
            Some((line, column)) => format!("{}:{line}:{column}", self.link.place.path),
            None => self.link.place.path.to_string(),
        }
    }
}
