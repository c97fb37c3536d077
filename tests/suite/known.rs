//! Known failures: cases and rows that are right and that the program does not pass yet.
//!
//! In: `tests/known-failures.txt` and what failed. Out: a list of complaints, empty when all is as it is known. A listed case that passes, or does not
//! run, is a complaint too: the list only says what is true today.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The folder of the tests.
pub(crate) fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// Whether expected files are rewritten (`REFS_BLESS=1`).
pub(crate) fn bless() -> bool {
    std::env::var_os("REFS_BLESS").is_some_and(|value| !value.is_empty() && value != "0")
}

/// What a test found: its name as the list has it, and what is wrong where it failed.
pub(crate) struct Outcome {
    pub(crate) name: String,
    pub(crate) failure: Option<String>,
}

/// Whether a case stands in the list: then what is expected is right, and not rewritten.
pub(crate) fn listed(name: &str) -> bool {
    list().lines().any(|line| line.trim_end() == name)
}

fn list() -> String {
    std::fs::read_to_string(tests().join("known-failures.txt")).unwrap_or_default()
}

/// Holds outcomes against the list; `room` is the beginning of the names that this test answers for, such as `parse/`.
pub(crate) fn settle(room: &str, outcomes: &[Outcome]) {
    let complaints = complaints(&list(), room, outcomes);
    let failed = complaints.len();
    assert!(complaints.is_empty(), "{failed} of {} in {room}:\n\n{}", outcomes.len(), complaints.join("\n"));
}

fn complaints(list: &str, room: &str, outcomes: &[Outcome]) -> Vec<String> {
    let known: BTreeSet<&str> =
        list.lines().map(str::trim_end).filter(|line| line.starts_with(room) && !line.starts_with('#')).collect();
    let mut out = Vec::new();
    if outcomes.is_empty() {
        out.push(format!("nothing ran in {room}"));
    }
    for outcome in outcomes {
        match (&outcome.failure, known.contains(outcome.name.as_str())) {
            (Some(failure), false) => out.push(format!("── {}\n{failure}", outcome.name)),
            (None, true) => out.push(format!("── {}\nis listed in known-failures.txt, and passes", outcome.name)),
            _ => {}
        }
    }
    let ran: BTreeSet<&str> = outcomes.iter().map(|outcome| outcome.name.as_str()).collect();
    out.extend(
        known.difference(&ran).map(|name| format!("── {name}\nis listed in known-failures.txt, and does not run")),
    );
    out
}

#[test]
fn a_listed_case_that_passes_or_does_not_run_is_a_complaint() {
    let outcome = |name: &str, failed: bool| Outcome { name: name.into(), failure: failed.then(|| "wrong".into()) };
    let list = "# a comment\nparse/a\nparse/b\nparse/gone\nexport/x\n";
    let found =
        complaints(list, "parse/", &[outcome("parse/a", true), outcome("parse/b", false), outcome("parse/c", true)]);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(
        found[0].contains("parse/b") && found[1].contains("parse/c") && found[2].contains("parse/gone"),
        "{found:?}"
    );
    assert_eq!(complaints("", "parse/", &[]).len(), 1, "a test that runs nothing fails");
}
