//! Verdicts kept from run to run.
//!
//! In: links and findings. Out: the finding of an earlier run that is young enough, and what all runs together say: dead since, came back, so many
//! failures. Each verdict is a row of its own, written when it falls, in `SQLite` with a write-ahead log: two runs at once wait for each other, and a run
//! that is killed has lost nothing that it had found.

use super::archive::Copy;
use super::finding::Finding;
use super::plan::Link;
use super::verdict::{Judgement, Outcome, Verdict};
use super::visit::Hop;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;
use url::Url;

/// What cannot be told is asked again after this time, however long verdicts are kept.
const UNSURE_FOR: Duration = Duration::from_secs(3600);
/// The visits that are looked back at.
const LOOK_BACK: u32 = 200;

const SCHEMA: &str = "CREATE TABLE IF NOT EXISTS visit (
    url TEXT NOT NULL, about TEXT NOT NULL, checked INTEGER NOT NULL, verdict TEXT NOT NULL, finding TEXT NOT NULL,
    PRIMARY KEY (url, about, checked)) WITHOUT ROWID";

/// The file of kept verdicts.
pub(crate) struct History {
    file: Connection,
}

impl History {
    /// Opens the file, and makes it and its folder where they are not there.
    ///
    /// # Errors
    ///
    /// Why it cannot be used, as a sentence for the user.
    pub(crate) fn open(path: &Path) -> Result<Self, String> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|_| format!("cannot make {}", folder.display()))?;
        }
        let told = |error: rusqlite::Error| format!("{}: {error}", path.display());
        let file = Connection::open(path).map_err(told)?;
        file.busy_timeout(Duration::from_secs(10)).map_err(told)?;
        // the answer to this pragma is a row, and a busy file may keep its mode: the default is safe too
        let _ = file.pragma_update(None, "journal_mode", "WAL");
        file.pragma_update(None, "synchronous", "NORMAL").map_err(told)?;
        file.execute_batch(SCHEMA).map_err(told)?;
        Ok(Self { file })
    }

    /// The finding of an earlier run: of any age when `any`, or not older than `max_age`.
    pub(crate) fn known(&self, link: &Link, max_age: Duration, any: bool) -> Option<Finding> {
        if link.printed.is_empty() {
            return None;
        }
        let mut select = self
            .file
            .prepare_cached(
                "SELECT checked, finding FROM visit WHERE url = ?1 AND about = ?2 ORDER BY checked DESC LIMIT 1",
            )
            .ok()?;
        let (checked, text): (i64, String) =
            select.query_row(params![link.printed, about(link)], |row| Ok((row.get(0)?, row.get(1)?))).ok()?;
        let mut finding = read(&text, DateTime::from_timestamp(checked, 0)?)?;
        let unsure = finding.outcome() == Some(Outcome::CannotTell);
        let limit = if unsure { max_age.min(UNSURE_FOR) } else { max_age };
        let age = (super::clock::now() - finding.checked).to_std().unwrap_or_default();
        if !any && age >= limit {
            return None;
        }
        self.look_back(link, &mut finding);
        Some(finding)
    }

    /// Writes a finding down, and tells it what earlier runs know. A file that cannot be written keeps nobody from their verdicts.
    pub(crate) fn keep(&self, link: &Link, finding: &mut Finding) {
        let Some(judgement) = finding.judgement.as_ref().filter(|_| !link.printed.is_empty()) else { return };
        let written = self
            .file
            .prepare_cached(
                "INSERT OR REPLACE INTO visit (url, about, checked, verdict, finding) VALUES (?1, ?2, ?3, ?4, ?5)",
            )
            .and_then(|mut insert| {
                insert.execute(params![
                    link.printed,
                    about(link),
                    finding.checked.timestamp(),
                    judgement.verdict.as_str(),
                    write(finding, judgement)
                ])
            });
        if written.is_ok() {
            self.look_back(link, finding);
        }
    }

    fn look_back(&self, link: &Link, finding: &mut Finding) {
        let visits = self.visits(link, finding.checked).unwrap_or_default();
        let Some(outcome) = finding.outcome() else { return };
        let now = finding.checked;
        if outcome == Outcome::CannotTell {
            let failures: Vec<_> = visits.iter().take_while(|(_, outcome)| *outcome == Outcome::CannotTell).collect();
            if let Some((first, _)) = failures.last() {
                finding.since = Some(*first);
                finding.history =
                    Some(format!("{} failures over {} days", failures.len() + 1, (now - *first).num_days()));
            }
            return;
        }
        // failures say nothing for or against
        let told: Vec<_> = visits.iter().filter(|(_, outcome)| *outcome != Outcome::CannotTell).collect();
        let same = told.iter().take_while(|(_, other)| *other == outcome).count();
        let first = same.checked_sub(1).and_then(|at| told.get(at)).map_or(now, |(first, _)| *first);
        finding.since = Some(first);
        finding.history = match (outcome, told.get(same)) {
            (Outcome::Alive, Some(_)) if same == 0 => Some("came back".to_owned()),
            (Outcome::Dead, _) if same > 0 => Some(format!("dead since {}", first.format("%Y-%m-%d"))),
            _ => None,
        };
    }

    /// Earlier visits, the latest first.
    fn visits(&self, link: &Link, before: DateTime<Utc>) -> Option<Vec<(DateTime<Utc>, Outcome)>> {
        let mut select = self.file.prepare_cached("SELECT checked, verdict FROM visit WHERE url = ?1 AND about = ?2 AND checked < ?3 ORDER BY checked DESC LIMIT ?4").ok()?;
        let rows = select
            .query_map(params![link.printed, about(link), before.timestamp(), LOOK_BACK], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
            })
            .ok()?;
        Some(
            rows.flatten()
                .filter_map(|(checked, word)| {
                    Some((DateTime::from_timestamp(checked, 0)?, Verdict::from_word(&word)?.outcome()))
                })
                .collect(),
        )
    }
}

/// What a verdict is held against, in one word: another title is another question.
fn about(link: &Link) -> String {
    let text = link.titles.iter().map(String::as_str).chain([link.role.as_str()]);
    let hash = text
        .flat_map(|part| part.bytes().chain([0]))
        .fold(0xcbf2_9ce4_8422_2325_u64, |state, byte| (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

fn write(finding: &Finding, judgement: &Judgement) -> String {
    let hops: Vec<Value> = finding.redirects.iter().map(|hop| json!([hop.status, hop.to.as_str()])).collect();
    json!({
        "verdict": judgement.verdict.as_str(), "confidence": judgement.confidence, "evidence": judgement.evidence,
        "moved_to": judgement.moved_to.as_ref().map(Url::as_str), "address": finding.address.as_ref().map(Url::as_str),
        "status": finding.status, "redirects": hops,
        "copy": finding.copy.as_ref().map(|copy| json!({"url": copy.url, "captured": copy.captured, "title": copy.title})),
    })
    .to_string()
}

fn read(text: &str, checked: DateTime<Utc>) -> Option<Finding> {
    let value: Value = serde_json::from_str(text).ok()?;
    let of = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let url = |key: &str| of(&value, key).and_then(|text| Url::parse(&text).ok());
    // scores have two digits that count
    #[allow(clippy::cast_possible_truncation, reason = "0 to 1")]
    let score = |value: Option<&Value>| value.and_then(Value::as_f64).map(|score| score as f32);
    let evidence =
        value.get("evidence")?.as_array()?.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect();
    let mut judgement =
        Judgement::new(Verdict::from_word(value.get("verdict")?.as_str()?)?, score(value.get("confidence"))?, evidence);
    judgement.moved_to = url("moved_to");
    let hop = |hop: &Value| {
        Some(Hop { status: u16::try_from(hop.get(0)?.as_u64()?).ok()?, to: Url::parse(hop.get(1)?.as_str()?).ok()? })
    };
    let copy = value.get("copy").filter(|copy| copy.is_object());
    Some(Finding {
        judgement: Some(judgement),
        address: url("address"),
        status: value.get("status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok()),
        redirects: value.get("redirects")?.as_array()?.iter().filter_map(hop).collect(),
        copy: copy.and_then(|copy| {
            Some(Copy { url: of(copy, "url")?, captured: of(copy, "captured"), title: score(copy.get("title")) })
        }),
        checked,
        since: None,
        history: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::finding::empty;
    use crate::link::plan::{Place, Role};

    fn link() -> Link {
        Link {
            reference: "a".to_owned(),
            place: Place::default(),
            role: Role::Url,
            printed: "http://a.example/1".to_owned(),
            titles: vec!["A Title".to_owned()],
            seen: None,
            year: None,
            claim: None,
            has_copy: false,
        }
    }

    fn finding(verdict: Verdict, days_ago: i64) -> Finding {
        let checked = crate::link::clock::now() - chrono::TimeDelta::days(days_ago);
        Finding {
            judgement: Some(Judgement::new(verdict, 0.9, vec!["status 404".to_owned()])),
            status: Some(404),
            checked,
            ..empty()
        }
    }

    #[test]
    fn runs_add_up_and_failures_are_no_deaths() {
        let folder = tempfile::tempdir().unwrap();
        let history = History::open(&folder.path().join("deep/er/links.sqlite")).unwrap();
        let week = Duration::from_secs(7 * 86_400);
        assert!(history.known(&link(), week, true).is_none());
        for (verdict, days) in [(Verdict::Ok, 90), (Verdict::Dead, 60), (Verdict::Timeout, 50), (Verdict::Dead, 40)] {
            history.keep(&link(), &mut finding(verdict, days));
        }
        let mut now = finding(Verdict::Dead, 1);
        history.keep(&link(), &mut now);
        assert_eq!((crate::link::clock::now() - now.since.unwrap()).num_days(), 60);
        let kept = history.known(&link(), week, false).unwrap();
        assert_eq!(kept.judgement, now.judgement);
        assert!(history.known(&link(), Duration::from_secs(3600), false).is_none());
        let mut back = finding(Verdict::Ok, 0);
        history.keep(&link(), &mut back);
        assert_eq!(back.history.as_deref(), Some("came back"));
        let other = Link { titles: vec!["Another".to_owned()], ..link() };
        assert!(history.known(&other, week, true).is_none(), "another title is another question");
    }
}
