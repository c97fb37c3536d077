//! The table of a document's references, one a line, fitted to a terminal.
//!
//! In: a bibliography, a width in columns. Out: lines. Columns that do not fit fall away, the least telling first: source, key, author; the number takes the
//! colour of the reading's confidence. Not here: the diagnostics with their lines, which go to standard error.

use super::cell::{cut, fitted, width};
use super::row::Row;
use crate::diagnostic::Severity;
use crate::pipeline::Bibliography;
use std::fmt::Write as _;

/// How a table is shown.
#[derive(Debug, Clone, Copy)]
pub(in crate::command) struct Look {
    /// Columns of the terminal.
    pub(in crate::command) columns: usize,
    /// With ANSI colours.
    pub(in crate::command) colour: bool,
}

/// Space between two columns.
const GAP: usize = 2;

/// The least room that a title needs.
const TITLE: usize = 20;

/// Columns: head, the most room that each takes, the terminal that it needs.
const COLUMNS: [(&str, usize, usize); 7] = [
    ("no.", 8, 0),
    ("key", 22, 90),
    ("author", 20, 60),
    ("title", usize::MAX, 0),
    ("source", 22, 76),
    ("date", 10, 46),
    ("what is wrong", 24, 40),
];

/// Writes the table of one document.
pub(in crate::command) fn table(bibliography: &Bibliography, look: Look) -> String {
    let rows: Vec<(Row, [String; 7])> =
        Row::all(bibliography).into_iter().map(|row| (cells(&row), row)).map(|(cells, row)| (row, cells)).collect();
    let widths = widths(&rows, look.columns);
    let mut out = String::new();
    let (dim, bold, off) = if look.colour { ("\x1b[2m", "\x1b[1m", "\x1b[0m") } else { ("", "", "") };
    let language = bibliography.language.as_ref().map_or(String::new(), |language| format!(" · {language}"));
    let _ = writeln!(
        out,
        "{bold}{}{off}{dim} · {}{language}{off}",
        cut(&bibliography.path, look.columns.max(24) - 20),
        bibliography.format.as_str()
    );
    if !rows.is_empty() {
        let heads = COLUMNS.map(|(head, ..)| head.to_owned());
        let _ = writeln!(out, "{dim}{}{off}", line(&heads, widths, |_, cell| cell).trim_end());
    }
    for (row, cells) in &rows {
        let paint = |column: usize, cell: String| match column {
            _ if !look.colour => cell,
            0 => format!("{}{cell}\x1b[0m", confidence(row)),
            6 if !row.wrong.is_empty() => format!("\x1b[33m{cell}\x1b[0m"),
            1 | 4 => format!("\x1b[2m{cell}\x1b[0m"),
            _ => cell,
        };
        let _ = writeln!(out, "{}", line(cells, widths, paint).trim_end());
    }
    let _ = writeln!(out, "{dim}{}{off}", summary(bibliography));
    out
}

fn cells(row: &Row) -> [String; 7] {
    let title = if row.key.is_empty() && !row.page.is_empty() {
        format!("{}, p. {}", row.title, row.page)
    } else {
        row.title.clone()
    };
    [
        row.label.clone(),
        row.key.clone(),
        row.short_authors(),
        title,
        row.source().to_owned(),
        row.date.clone(),
        row.wrong.join(", "),
    ]
}

/// The colour of a confidence.
fn confidence(row: &Row) -> &'static str {
    match row.confidence {
        high if high >= 0.8 => "\x1b[32m",
        middle if middle >= 0.5 => "\x1b[33m",
        _ => "\x1b[31m",
    }
}

/// The room of each column: what its cells need, within its bounds; the title has the rest.
fn widths(rows: &[(Row, [String; 7])], columns: usize) -> [usize; 7] {
    let mut out = [0_usize; 7];
    for (index, (slot, (head, most, needed))) in out.iter_mut().zip(COLUMNS).enumerate() {
        let widest = rows.iter().filter_map(|(_, cells)| cells.get(index)).map(|cell| width(cell)).max().unwrap_or(0);
        // a column of nothing needs no room, nor does one for which the terminal is too narrow
        *slot = if widest == 0 || columns < needed { 0 } else { widest.max(width(head)).min(most) };
    }
    let title = 3;
    for give in [4, 1, 6, 2, 5] {
        let others: usize = out
            .iter()
            .enumerate()
            .filter(|(index, room)| *index != title && **room > 0)
            .map(|(_, room)| room + GAP)
            .sum();
        let over = (others + TITLE).saturating_sub(columns);
        if over == 0 {
            break;
        }
        if let Some(room) = out.get_mut(give) {
            // half a column says more than none, a letter of it nothing
            *room = if *room > over + 8 { *room - over } else { 0 };
        }
    }
    let others: usize =
        out.iter().enumerate().filter(|(index, room)| *index != title && **room > 0).map(|(_, room)| room + GAP).sum();
    if let Some(room) = out.get_mut(title) {
        *room = (*room).min(columns.saturating_sub(others)).max(8);
    }
    out
}

fn line(cells: &[String; 7], widths: [usize; 7], paint: impl Fn(usize, String) -> String) -> String {
    let mut out = String::new();
    let last = widths.iter().rposition(|room| *room > 0).unwrap_or(0);
    for (column, (cell, room)) in cells.iter().zip(widths).enumerate().filter(|(_, (_, room))| *room > 0) {
        if column == last {
            out.push_str(&paint(column, cut(cell, room)));
        } else {
            out.push_str(&paint(column, fitted(cell, room)));
            out.extend(std::iter::repeat_n(' ', GAP));
        }
    }
    out
}

/// `33 references, 41 markers, 5 warnings`
fn summary(bibliography: &Bibliography) -> String {
    let count = |number: usize, one: &str| if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") };
    let warnings = bibliography.diagnostics.iter().filter(|one| one.severity() >= Severity::Warning).count();
    let markers = bibliography.markers.len() + bibliography.citations.len();
    format!(
        "{}, {}, {}",
        count(bibliography.references.len(), "reference"),
        count(markers, "marker"),
        count(warnings, "warning")
    )
}
