//! Messages of citation software behind a citation.
//!
//! In: a lexed note. Out: where the citation itself ends; the messages are labelled. They are hidden on the page and stand in its text all the same:
//! `2019-10-25.{{cite web}}: CS1 maint: numeric names: authors list (link)`. CS1.md section 3 gives their shapes; none of them is in a language.
//!
//! ```text
//! messages = [ "{{" template "}}:" ] message *( ";" message )
//! message  = [ "CS1 maint:" ] text "(link)" / text "(help)"
//! ```

use super::label::{Label, Parts};
use super::lexical::{Lexed, Mark, MarkKind};
use crate::locale::is_letter_or_number;

/// Labels messages at the end of a note; gives where the citation before them ends.
pub(crate) fn strip(lexed: &Lexed<'_>, parts: &mut Parts<'_>) -> usize {
    let text = lexed.text;
    let Some(start) = *lexed.messages.get_or_init(|| begin(lexed)) else { return text.len() };
    let mut at = start;
    for piece in text.get(start..).unwrap_or_default().split_inclusive("; ") {
        label(text, at, at + piece.len(), parts);
        at += piece.len();
    }
    start
}

/// Where messages begin.
fn begin(lexed: &Lexed<'_>) -> Option<usize> {
    let text = lexed.text;
    // the template's name in braces, with a colon behind it
    let brace_or_pipe = memchr::memchr2(b'{', b'|', text.as_bytes());
    if brace_or_pipe.is_some() {
        for mark in lexed.top(0, text.len()).filter(|mark| mark.kind == MarkKind::Open) {
            let named = text.get(mark.at..).is_some_and(|rest| rest.starts_with("{{"));
            if named
                && lexed.partner(mark).is_some_and(|end| text.get(end.end..).is_some_and(|rest| rest.starts_with(':')))
            {
                return Some(mark.at);
            }
        }
    }
    let names = |mark: &Mark| mark.kind == MarkKind::Colon && names_message(text, mark.at);
    if lexed.has(MarkKind::Colon) && lexed.marks.iter().any(names) {
        let named = text.find("CS1 ").filter(|&at| {
            text.get(at..).is_some_and(|rest| rest.starts_with("CS1 maint:") || rest.starts_with("CS1 errors:"))
        });
        if named.is_some() {
            return named;
        }
    }
    // a message names its parameter behind a pipe
    memchr::memchr(b'|', text.as_bytes().get(brace_or_pipe?..)?)?;
    // a parameter with its pipe, and where to get help
    let help = text
        .find("= (help)")
        .or_else(|| text.find(" ignored (help)"))
        .or_else(|| if text.ends_with("(help)") || text.ends_with("(help).") { text.rfind("(help)") } else { None })?;
    let pipe = text.get(..help)?.find('|').filter(|&at| {
        text.get(at + 1..).is_some_and(|rest| {
            rest.chars().take_while(|c| is_letter_or_number(*c) || *c == '-' || *c == '_').count() > 0
        })
    })?;
    let head = text.get(..pipe)?;
    let from = head.rfind(". ").map_or(0, |at| at + 2);
    let bracket = head.rfind("] ").map_or(0, |at| at + 2);
    Some(from.max(bracket))
}

/// Whether the words before a colon say that a message follows.
fn names_message(text: &str, colon: usize) -> bool {
    let may =
        colon.checked_sub(1).and_then(|at| text.as_bytes().get(at)).is_some_and(|last| matches!(last, b't' | b's'));
    may && text.get(..colon).is_some_and(|head| head.ends_with("CS1 maint") || head.ends_with("CS1 errors"))
}

/// Labels one message: the words that say what is wrong, and around them what only introduces it.
fn label(text: &str, start: usize, end: usize, parts: &mut Parts<'_>) {
    let Some(piece) = text.get(start..end) else { return };
    let from = piece.find("CS1 maint:").map(|at| at + "CS1 maint:".len());
    let from = from.or_else(|| piece.find("}}:").map(|at| at + 3)).unwrap_or(0);
    let body = piece.get(from..).unwrap_or_default();
    let to =
        body.find("(link)").or_else(|| body.find("(help)")).unwrap_or(body.trim_end_matches(sign!(';' | ' ')).len());
    parts.label(text, Label::Keyword, start, start + from);
    parts.label(text, Label::Maintenance, start + from, start + from + to);
    parts.label(text, Label::Keyword, start + from + to, end);
}
