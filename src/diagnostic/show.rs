//! Diagnostics for people: place, severity, code and message, the line with a mark under it, and what to do.

use super::{Diagnostic, Severity};
use crate::source::{Lines, Span};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

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
            let place = lines.position(text, span.start);
            let _ =
                writeln!(out, "{name}:{}:{}: {on}{word}[{code}]{off}: {bold}{message}{off}", place.line, place.column);
            excerpt(&mut out, lines.line(text, place.line), place.line, place.column, span.slice(text), (on, off));
        } else {
            let _ = writeln!(out, "{name}: {on}{word}[{code}]{off}: {bold}{message}{off}");
        }
        if !diagnostic.help.is_empty() {
            let _ = writeln!(out, "  help: {}", diagnostic.help);
        }
    }
    out
}

/// The line with a mark under the place; a long line is cut around it. In text from right to left columns say nothing of where a word stands on the
/// screen: there the words themselves stand behind the mark.
fn excerpt(out: &mut String, line: &str, number: usize, column: usize, marked: &str, (on, off): (&str, &str)) {
    let skipped = column.saturating_sub(1).saturating_sub(AROUND);
    let marked: String = marked.lines().next().unwrap_or_default().chars().take(AROUND).map(printable).collect();
    let length = marked.chars().count().max(1);
    let shown: String = line.chars().skip(skipped).take(2 * AROUND + length).map(printable).collect();
    if shown.trim().is_empty() {
        return;
    }
    let cut = if skipped > 0 { "…" } else { "" };
    let margin = number.to_string().len();
    if shown.contains(right_to_left) {
        let _ = writeln!(out, "  {number} | {cut}\u{2068}{shown}\u{2069}");
        let _ = writeln!(out, "  {:margin$} | {on}^{off} \u{2068}{}\u{2069}", "", marked.trim());
        return;
    }
    let before: String = line.chars().skip(skipped).take(column - 1 - skipped).map(printable).collect();
    let _ = writeln!(out, "  {number} | {cut}{shown}");
    let indent = before.width() + cut.width();
    let _ = writeln!(out, "  {:margin$} | {:indent$}{on}{}{off}", "", "", "^".repeat(marked.width().max(1)));
}

/// Control characters (a tab among them) and direction marks would move the mark; they are shown as a space.
fn printable(character: char) -> char {
    let direction =
        matches!(character, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    if character.is_control() || direction { ' ' } else { character }
}

/// Whether a character is written from right to left.
const fn right_to_left(character: char) -> bool {
    matches!(character, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, marked: &str) -> String {
        let start = text.find(marked).unwrap();
        let mut out = String::new();
        let column = text.get(..start).unwrap().chars().count() + 1;
        excerpt(&mut out, text, 3, column, marked, ("", ""));
        out
    }

    #[test]
    fn the_mark_stands_under_wide_characters_and_tabs() {
        assert_eq!(shown("1.\t河流史, 2021", "2021"), "  3 | 1. 河流史, 2021\n    |            ^^^^\n");
        assert_eq!(shown("e\u{301}a 河流", "河流"), "  3 | e\u{301}a 河流\n    |    ^^^^\n");
    }

    #[test]
    fn in_text_from_right_to_left_the_words_stand_behind_the_mark() {
        assert_eq!(shown("نهر طويل 2021", "طويل"), "  3 | \u{2068}نهر طويل 2021\u{2069}\n    | ^ \u{2068}طويل\u{2069}\n");
    }
}
