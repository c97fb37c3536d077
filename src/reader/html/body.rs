//! The body of a note, without what leads back from it and the label before it.
//!
//! In: a note and its element. Out: the stretch of text that says something. Not here: what it says ([`super::citation`]).

use super::label::{arrow, blank, is_arrow, is_number, looks_like_label, without_brackets};
use super::names::{Attribute, Tag};
use super::notes::Note;
use super::signs::Sign;
use super::target::Targets;
use crate::source::Span;

/// The body of a note.
pub(super) fn body(targets: &Targets<'_>, note: &Note) -> Span {
    let page = targets.page();
    let marked = page
        .inside(note.element)
        .take(40)
        .find(|&at| page.has(at, Sign::Body) && page.span(at).start >= note.span.start);
    let mut span = note.span;
    if let Some(marked) = marked {
        let inner = page.span(marked);
        // what stands behind the marked body is kept: it is text of the note too
        span = Span::new(inner.start.min(span.end), span.end.max(inner.end));
    }
    span = page.trimmed(behind(targets, note, span));
    page.trimmed(before(targets, note, span))
}

/// Whether an element only leads back, or only says the label.
fn debris(targets: &Targets<'_>, note: &Note, at: u32) -> bool {
    let page = targets.page();
    let text = page.text_of(at);
    if page.has(at, Sign::BackLink) {
        return true;
    }
    if page.has(at, Sign::Label) || matches!(page.tag(at), Tag::Dt) {
        return looks_like_label(without_brackets(text).0);
    }
    match page.tag(at) {
        Tag::A => {
            let back = page
                .attribute(at, Attribute::Href)
                .and_then(|href| targets.inside(href))
                .is_some_and(|to| !page.within(to, note.element));
            let own = page.attribute(at, Attribute::Href).is_none_or(|href| href.starts_with('#'));
            (back || own)
                && (text.is_empty() || is_arrow(text) || looks_like_label(without_brackets(text).0) || is_worded(text))
        }
        Tag::Sup | Tag::Span | Tag::B | Tag::Strong | Tag::Em | Tag::I | Tag::Td | Tag::Th | Tag::Small => {
            let label = without_brackets(text).0;
            is_arrow(text) || (looks_like_label(label) && (label == note.label || page.tag(at) == Tag::Sup))
        }
        _ => false,
    }
}

/// Whether a link inside the page is a word or two that leads back: `back`, `Jump up`.
fn is_worded(text: &str) -> bool {
    text.chars().any(arrow)
        || text.trim_matches(blank).eq_ignore_ascii_case("back")
        || text.trim_matches(blank).eq_ignore_ascii_case("return")
}

/// Takes away what stands before the body.
fn behind(targets: &Targets<'_>, note: &Note, span: Span) -> Span {
    let page = targets.page();
    let mut start = span.start;
    for at in page.inside(note.element).take(400) {
        let own = page.span(at);
        if own.end <= start || own.is_empty() {
            continue;
        }
        let text = Span::new(start, own.start.max(start)).slice(&page.text);
        if own.start < start
            || !text.chars().all(|c| blank(c) || arrow(c) || matches!(c, ',' | '.' | ':' | ')' | ']' | '(' | '['))
        {
            break;
        }
        // a note that is nothing but a link says that link
        if debris(targets, note, at) && (own.end < span.end || page.has(at, Sign::BackLink)) {
            start = own.end;
        } else if page.tag(at) == Tag::A {
            break;
        }
    }
    let rest = Span::new(start, span.end.max(start)).slice(&page.text);
    let clean = rest.trim_start_matches(|c: char| blank(c) || arrow(c));
    let mut at = span.end.max(start) - clean.len();
    if start > span.start {
        at += clean.len() - clean.trim_start_matches(|c: char| blank(c) || matches!(c, '.' | ':' | ')' | ']')).len();
    } else if let Some(rest) = unlabelled(clean, &note.label) {
        at += clean.len() - rest.len();
    }
    Span::new(at, span.end.max(at))
}

/// A text without the label that it begins with: `1. `, `[1] `, `* `.
fn unlabelled<'t>(text: &'t str, label: &str) -> Option<&'t str> {
    if label.is_empty() {
        return None;
    }
    let inner = text.trim_start_matches(['[', '(']);
    let rest = inner.strip_prefix(label)?;
    let clean = rest.trim_start_matches(['.', ')', ']', ':']);
    let ended = clean.len() < rest.len() || (!is_number(label) && label.chars().all(|c| !c.is_alphanumeric()));
    (ended && (clean.starts_with(blank) || clean.is_empty() || !is_number(label)))
        .then(|| clean.trim_start_matches(blank))
}

/// Takes away what stands behind the body.
fn before(targets: &Targets<'_>, note: &Note, span: Span) -> Span {
    let page = targets.page();
    let mut end = span.end;
    let inside: Vec<u32> = page.inside(note.element).rev().take(60).collect();
    for at in inside {
        let own = page.span(at);
        if own.is_empty() || own.start >= end {
            continue;
        }
        let after = Span::new(own.end.min(end), end).slice(&page.text);
        if own.start <= span.start || !after.chars().all(|c| blank(c) || matches!(c, ']' | ')' | '.')) {
            continue;
        }
        if debris(targets, note, at)
            && page.tag(at) != Tag::Sup
            && (page.tag(at) == Tag::A || page.has(at, Sign::BackLink))
        {
            end = own.start;
        }
    }
    let text = Span::new(span.start, end).slice(&page.text);
    let clean = text.trim_end_matches(|c: char| blank(c) || matches!(c, '[' | '(') || arrow(c));
    // a bracket belongs to the text where no back-link was taken out of it
    let clean = if end == span.end { text.trim_end_matches(|c: char| blank(c) || arrow(c)) } else { clean };
    Span::new(span.start, span.start + clean.len())
}
