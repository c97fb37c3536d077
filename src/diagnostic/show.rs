//! Diagnostics for people: place, severity, code and message, the line with a mark under it, and what to do.

use super::{Diagnostic, Severity};
use crate::source::{Lines, Position, Span};
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

/// The line with a mark under the place, between what stands before and after it; a long line is cut around it. In text from right to left columns say
/// nothing of where a word stands on the screen: there the words themselves stand behind the mark.
fn excerpt(out: &mut String, before: &str, after: &str, number: usize, marked: &str, (on, off): (&str, &str)) {
    let marked: String = marked.lines().next().unwrap_or_default().chars().take(AROUND).map(printable).collect();
    let cut = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let near: String = before.get(cut..).unwrap_or_default().chars().map(printable).collect();
    let length = marked.chars().count().max(1);
    let rest = after.chars().take_while(|c| !matches!(c, '\n' | '\r')).take(AROUND + length).map(printable);
    let shown: String = near.chars().chain(rest).collect();
    if shown.trim().is_empty() {
        return;
    }
    let margin = number.to_string().len();
    let dots = if cut > 0 { "…" } else { "" };
    if shown.contains(right_to_left) {
        let _ = writeln!(out, "  {number} | {dots}\u{2068}{shown}\u{2069}");
        let _ = writeln!(out, "  {:margin$} | {on}^{off} \u{2068}{}\u{2069}", "", marked.trim());
        return;
    }
    let indent = near.width() + dots.width();
    let _ = writeln!(out, "  {number} | {dots}{shown}");
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
        let (before, after) = text.split_at(start);
        excerpt(&mut out, before, after, 3, marked, ("", ""));
        out
    }

    #[test]
    fn the_mark_stands_under_wide_characters_and_tabs() {
        assert_eq!(shown("1.\t河流史, 2021", "2021"), "  3 | 1. 河流史, 2021\n    |            ^^^^\n");
        assert_eq!(shown("e\u{301}a 河流", "河流"), "  3 | e\u{301}a 河流\n    |    ^^^^\n");
    }

    #[test]
    fn in_text_from_right_to_left_the_words_stand_behind_the_mark() {
        assert_eq!(
            shown("نهر طويل 2021", "طويل"),
            "  3 | \u{2068}نهر طويل 2021\u{2069}\n    | ^ \u{2068}طويل\u{2069}\n"
        );
    }
}
