//! The links of a page that stand in no note that it marks.
//!
//! In: a page, and its notes. Out: the visible links that lead out of it, for what the finder finds in the text. Not here: the links of marked notes
//! ([`super::fields`]).

use super::fields::leads_out;
use super::names::{Attribute, Tag};
use super::notes::Found;
use super::services::Services;
use super::signs::Sign;
use super::target::Targets;
use crate::document::Link;
use crate::reader::resolver::of_address;
use crate::source::Span;

/// The links outside of notes.
pub(super) fn free(targets: &Targets<'_>, services: &Services, found: &Found, wiki: bool) -> Vec<Link> {
    let page = targets.page();
    let count = u32::try_from(page.elements.len()).unwrap_or(u32::MAX);
    let mut notes = found.notes.iter().map(|note| (note.element, page.inside(note.element).end)).peekable();
    let mut out = Vec::new();
    let (mut at, mut until) = (0, 0);
    while at < count {
        while let Some(&(start, end)) = notes.peek()
            && start <= at
        {
            until = until.max(end);
            notes.next();
        }
        let link =
            at >= until && page.tag(at) == Tag::A && !page.has(at, Sign::BackLink) && (!wiki || leads_out(page, at));
        if link && let Some(target) = page.attribute(at, Attribute::Href).and_then(|href| targets.outside(href)) {
            let span = page.span(at);
            if services.hold(span.start) {
                // an identifier of the work before it
                let end = services.behind(page, span.start).filter(|_| of_address(&target).is_some());
                out.extend(end.map(|end| Link { span: Span::new(end, end), target }));
            } else if !span.is_empty() {
                out.push(Link { span, target });
            }
        }
        at += 1;
    }
    out
}
