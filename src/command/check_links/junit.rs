//! Verdicts as `JUnit` XML, as continuous integration shows them: the dead are failures, what cannot be told is skipped.

use super::shown::Shown;
use crate::link::verdict::Outcome;
use rustc_hash::FxHashMap;
use std::fmt::Write;

/// One test case a link, one suite a file.
pub(super) fn write(shown: &Shown<'_>) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let dead = |rows: &[&super::shown::Row<'_>]| rows.iter().filter(|row| row.finding.is_dead()).count();
    let all: Vec<_> = shown.rows.iter().collect();
    let _ = writeln!(out, "<testsuites name=\"refs check-links\" tests=\"{}\" failures=\"{}\">", all.len(), dead(&all));
    let mut files: Vec<(&str, Vec<&super::shown::Row<'_>>)> = Vec::new();
    let mut known: FxHashMap<&str, usize> = FxHashMap::default();
    for row in &shown.rows {
        let path = &*row.link.place.path;
        let at = *known.entry(path).or_insert(files.len());
        match files.get_mut(at) {
            Some((_, rows)) => rows.push(row),
            None => files.push((path, vec![row])),
        }
    }
    for (path, rows) in files {
        let unsure = rows.iter().filter(|row| row.finding.outcome() == Some(Outcome::CannotTell)).count();
        let _ = writeln!(
            out,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" skipped=\"{unsure}\">",
            escaped(path),
            rows.len(),
            dead(&rows)
        );
        for row in rows {
            let name = if row.link.printed.is_empty() { &row.link.reference } else { &row.link.printed };
            let line = row.link.place.position.map_or(String::new(), |(line, _)| format!(" line=\"{line}\""));
            let _ = write!(
                out,
                "    <testcase classname=\"{}\" name=\"{}\" file=\"{}\"{line}",
                escaped(&row.link.reference),
                escaped(name),
                escaped(path)
            );
            let why = escaped(&row.why());
            let advice = row.advice().map_or(String::new(), |(what, address)| format!("{what}: {}", escaped(address)));
            let _ = match row.finding.outcome() {
                Some(Outcome::Dead) => writeln!(
                    out,
                    ">\n      <failure type=\"{0}\" message=\"{0}: {why}\">{advice}</failure>\n    </testcase>",
                    row.word()
                ),
                Some(Outcome::CannotTell) => {
                    writeln!(out, ">\n      <skipped message=\"{}: {why}\"/>\n    </testcase>", row.word())
                }
                _ if advice.is_empty() => writeln!(out, "/>"),
                _ => writeln!(out, ">\n      <system-out>{}: {advice}</system-out>\n    </testcase>", row.word()),
            };
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

/// XML's five, and nothing that XML cannot hold.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
