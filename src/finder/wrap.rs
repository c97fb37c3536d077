//! Which lines of a list without numbers are one entry that was wrapped.
//!
//! In: the lines of a section. Out: its entries, as ranges of lines. Three layouts are wrapped ones: entries whose further lines are indented (a hanging
//! indent), bulleted entries with lines between the bullets, and paragraphs between blank lines that fill a narrow column. In any other each line is an
//! entry. Not here: whether an entry is a reference.

use super::list::bulleted;
use crate::source::Span;
use std::ops::Range;

/// The widest column that text is wrapped to, in characters.
const WIDEST: usize = 110;

/// How the lines of a section make entries.
enum Layout {
    /// An entry a line.
    Lines,
    /// An entry begins at the least indent.
    Hanging(usize),
    /// An entry begins with a bullet.
    Bullets,
    /// An entry is a paragraph.
    Paragraphs,
}

/// The entries of the lines from one to another.
pub(super) fn entries(text: &str, lines: &[Span], from: usize, to: usize) -> Vec<Range<usize>> {
    let lines = lines.get(from..to).unwrap_or_default();
    let layout = layout(&paragraphs(text, lines));
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    let mut above = usize::MAX - 1;
    for (at, span) in lines.iter().enumerate() {
        let line = span.slice(text);
        // empty lines are no lines of the document: between two of its lines lies their end, or more
        open &= span.start <= above + 1;
        above = span.end;
        if line.trim().is_empty() {
            open = false;
            continue;
        }
        let begins = match layout {
            Layout::Lines => true,
            Layout::Hanging(least) => indent(line) <= least || bulleted(line),
            Layout::Bullets => bulleted(line),
            Layout::Paragraphs => false,
        };
        match out.last_mut() {
            Some(last) if open && !begins => last.end = from + at + 1,
            _ => out.push(from + at..from + at + 1),
        }
        open = true;
    }
    out
}

/// The lines of each paragraph.
fn paragraphs<'t>(text: &'t str, lines: &[Span]) -> Vec<Vec<&'t str>> {
    let mut out: Vec<Vec<&str>> = Vec::new();
    let mut above = usize::MAX;
    for span in lines {
        let line = span.slice(text);
        if line.trim().is_empty() {
            continue;
        }
        match out.last_mut() {
            Some(last) if span.start == above.saturating_add(1) => last.push(line),
            _ => out.push(vec![line]),
        }
        above = span.end;
    }
    out
}

/// The layout of a section: what fits all of its lines.
fn layout(paragraphs: &[Vec<&str>]) -> Layout {
    let full: Vec<&str> = paragraphs.iter().flatten().copied().collect();
    if full.len() < 4 {
        return Layout::Lines;
    }
    // an address is not broken, and may be wider than the column
    let mut widths: Vec<usize> = full.iter().map(|line| line.trim_end().chars().count()).collect();
    widths.sort_unstable();
    let width = widths.get(widths.len() - 1 - widths.len() / 20).copied().unwrap_or(0);
    if width > WIDEST {
        return Layout::Lines;
    }
    let bullets = full.iter().filter(|line| bulleted(line)).count();
    if bullets >= 2 && full.first().is_some_and(|first| bulleted(first)) {
        return Layout::Bullets;
    }
    let least = full.iter().map(|line| indent(line)).min().unwrap_or(0);
    let hanging = full.iter().filter(|line| indent(line) > least).count();
    let goes_on = |pair: &[&str]| {
        let [before, line] = pair else { return true };
        // what is indented goes on a line that filled its column
        indent(line) <= least || fills(before, width)
    };
    if hanging * 5 >= full.len()
        && hanging < full.len()
        && full.first().is_some_and(|first| indent(first) == least)
        && full.windows(2).all(goes_on)
    {
        return Layout::Hanging(least);
    }
    let wrapped = paragraphs.iter().filter(|lines| lines.len() > 1).count();
    let broken = || paragraphs.iter().flat_map(|lines| lines.iter().take(lines.len().saturating_sub(1)));
    let filled = broken().filter(|line| fills(line, width)).count();
    if paragraphs.len() >= 2 && wrapped * 3 >= paragraphs.len() && filled * 10 >= broken().count() * 9 {
        Layout::Paragraphs
    } else {
        Layout::Lines
    }
}

/// Whether a line may have been broken because no further word fitted: few words are longer than a quarter of the column.
fn fills(line: &str, width: usize) -> bool {
    line.trim_end().chars().count() * 4 >= width * 3
}

fn indent(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).count()
}
