//! Verdicts as a Markdown report: a summary, then what is not right, by outcome.

use super::shown::{Row, Shown};
use crate::link::verdict::{Outcome, Verdict};
use std::fmt::Write;

/// The report.
pub(super) fn write(shown: &Shown<'_>) -> String {
    let mut out = format!("# Links\n\n{}.\n", shown.summary());
    let quiet = |row: &&Row<'_>| shown.chosen || row.verdict() != Some(Verdict::Ok);
    for (outcome, head) in [
        (Some(Outcome::Dead), "Dead"),
        (Some(Outcome::CannotTell), "Cannot be told"),
        (Some(Outcome::Alive), "Alive, with a remark"),
        (None, "Without a link"),
    ] {
        let rows: Vec<&Row<'_>> =
            shown.rows.iter().filter(|row| row.finding.outcome() == outcome).filter(quiet).collect();
        if rows.is_empty() {
            continue;
        }
        let _ = write!(
            out,
            "\n## {head}\n\n| reference | verdict | address | instead | why |\n| --- | --- | --- | --- | --- |\n"
        );
        for row in rows {
            let instead = row.advice().map_or(String::new(), |(what, address)| format!("{what} {}", linked(address)));
            let address = if row.link.printed.is_empty() { String::new() } else { linked(&row.link.printed) };
            let _ = writeln!(
                out,
                "| {} ({}) | {} | {address} | {instead} | {} |",
                cell(&row.link.reference),
                cell(&row.place()),
                row.word(),
                cell(&row.why())
            );
        }
    }
    out
}

fn linked(address: &str) -> String {
    let safe = address.starts_with("http") && !address.contains([' ', '<', '>', '|']);
    if safe { format!("<{address}>") } else { cell(address) }
}

/// Text that is no markup in a table.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '|' | '<' | '*' | '_' | '[' | ']' | '`' | '\\' => {
                out.push('\\');
                out.push(character);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
