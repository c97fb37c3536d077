//! Verdicts as a table for people: what is not right, then the summary.
//!
//! On a terminal: colour, and addresses cut to its width; in a pipe: neither.

use super::shown::{Row, Shown};
use crate::link::verdict::{Outcome, Verdict};
use std::io::IsTerminal;

/// The table; `direct` when it goes to standard output.
pub(super) fn write(shown: &Shown<'_>, direct: bool) -> String {
    let terminal = direct && std::io::stdout().is_terminal();
    let colour = terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let width = if terminal { terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)) } else { None };
    let mut out = String::new();
    let rows: Vec<&Row<'_>> =
        shown.rows.iter().filter(|row| shown.chosen || !matches!(row.verdict(), Some(Verdict::Ok) | None)).collect();
    let first = rows.iter().map(|row| row.word().len()).max().unwrap_or(0);
    let second = rows.iter().map(|row| row.place().chars().count()).max().unwrap_or(0).min(40);
    let mut last = None;
    for row in rows {
        // many addresses of one reference stand under its place once
        let place = row.place();
        let shown_place = if last.as_ref() == Some(&place) { String::new() } else { short(&place, 40) };
        let address =
            if row.link.printed.is_empty() { format!("({})", row.link.reference) } else { row.link.printed.clone() };
        let head = format!("{:<first$}  {shown_place:<second$}  ", row.word());
        let room = width.map_or(usize::MAX, |width| width.saturating_sub(first + second + 4).max(20));
        out.push_str(&paint(&head, row.finding.outcome(), colour));
        out.push_str(&short(&address, room));
        out.push('\n');
        let indent = " ".repeat(first + second + 4);
        let mut lines = Vec::new();
        lines.extend(row.advice().map(|(what, address)| format!("{what}: {address}")));
        let why = row.why();
        if !why.is_empty() {
            lines.push(why);
        }
        for line in lines {
            out.push_str(&indent);
            out.push_str(&short(&line, room));
            out.push('\n');
        }
        last = Some(place);
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(&shown.summary());
    out.push('\n');
    out
}

fn paint(text: &str, outcome: Option<Outcome>, colour: bool) -> String {
    if !colour {
        return text.to_owned();
    }
    let code = match outcome {
        Some(Outcome::Alive) => "32",
        Some(Outcome::Dead) => "1;31",
        Some(Outcome::CannotTell) => "33",
        None => "2",
    };
    format!("\u{1b}[{code}m{text}\u{1b}[0m")
}

/// The text, cut in its middle where it is longer; signs that steer a terminal are shown as what they are not.
fn short(text: &str, room: usize) -> String {
    let clean: Vec<char> = text.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect();
    if clean.len() <= room {
        return clean.into_iter().collect();
    }
    let head = room * 2 / 3;
    let tail = room.saturating_sub(head + 1);
    clean.iter().take(head).chain(['…'].iter()).chain(clean.iter().skip(clean.len() - tail)).collect()
}
