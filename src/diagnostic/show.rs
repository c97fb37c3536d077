//! Diagnostics for people: place, severity, code and message, the line with a mark under it, and what to do.

use super::{Diagnostic, Severity};
use crate::source::{Lines, Position, Span};
use std::fmt::Write as _;

/// How much of a long line is shown around its mark, in characters on each side.
const AROUND: usize = 48;

/// How diagnostics are shown.
#[derive(Debug, Clone, Copy)]
pub struct Shown {
    /// With ANSI colours.
    pub colour: bool,
    /// The least severity shown.
    pub least: Severity,
}

/// Writes diagnostics of one input; `text` and `to_text` (a source offset as an offset of `text`) place the marks.
#[must_use]
pub fn show(
    name: &str,
    text: &str,
    to_text: impl Fn(Span) -> Span,
    diagnostics: &[Diagnostic],
    shown: Shown,
) -> String {
    let mut out = String::new();
    let mut lines = None;
    // the last place: diagnostics come in the order of the text, and a line may have a million of them
    let mut last = (0, Position { line: 0, column: 0 });
    for diagnostic in diagnostics.iter().filter(|one| one.severity() >= shown.least) {
        let (on, bold, off) = match (shown.colour, diagnostic.severity()) {
            (false, _) => ("", "", ""),
            (true, Severity::Hint) => ("\x1b[36m", "\x1b[1m", "\x1b[0m"),
            (true, Severity::Warning) => ("\x1b[33m", "\x1b[1m", "\x1b[0m"),
            (true, Severity::Error) => ("\x1b[31m", "\x1b[1m", "\x1b[0m"),
        };
        let word = diagnostic.severity().as_str();
        let code = diagnostic.code.as_str();
        let message = &diagnostic.message;
        if let Some(span) = diagnostic.span.map(&to_text) {
            let lines = lines.get_or_insert_with(|| Lines::of(text));
            let place = lines.position_behind(text, span.start, last);
            last = (span.start, place);
            let _ =
                writeln!(out, "{name}:{}:{}: {on}{word}[{code}]{off}: {bold}{message}{off}", place.line, place.column);
            let start = lines.start(place.line);
            let (before, after) =
                (Span::new(start, span.start).slice(text), text.get(span.start..).unwrap_or_default());
            excerpt(&mut out, before, after, place.line, span.slice(text), (on, off));
        } else {
            let _ = writeln!(out, "{name}: {on}{word}[{code}]{off}: {bold}{message}{off}");
        }
        if !diagnostic.help.is_empty() {
            let _ = writeln!(out, "  help: {}", diagnostic.help);
        }
    }
    out
}

/// The line with a mark under the place, between what stands before and after it; a long line is cut around it.
fn excerpt(out: &mut String, before: &str, after: &str, number: usize, marked: &str, (on, off): (&str, &str)) {
    let length = marked.lines().next().unwrap_or_default().chars().take(AROUND).count().max(1);
    let cut = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let near = before.get(cut..).unwrap_or_default();
    let rest = after.chars().take_while(|c| !matches!(c, '\n' | '\r')).take(AROUND + length);
    let shown: String = near.chars().chain(rest).map(printable).collect();
    if shown.trim().is_empty() {
        return;
    }
    let margin = number.to_string().len();
    let indent: String = near.chars().map(|c| if wide(c) { '\u{3000}' } else { ' ' }).collect();
    let (dots, space) = if cut > 0 { ("…", " ") } else { ("", "") };
    let _ = writeln!(out, "  {number} | {dots}{shown}");
    let _ = writeln!(out, "  {:margin$} | {space}{indent}{on}{}{off}", "", "^".repeat(length));
}

/// Control characters and direction marks would move the mark; they are shown as a space.
fn printable(character: char) -> char {
    if character.is_control()
        || matches!(character, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    {
        ' '
    } else {
        character
    }
}

/// Whether a terminal draws the character in two columns: the East Asian blocks.
fn wide(character: char) -> bool {
    matches!(character, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}')
}
