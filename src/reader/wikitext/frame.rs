//! What is written at a time: the page, or one footnote.
//!
//! In: text, citations, links and markers as they are read. Out: a [`Frame`]; and for a footnote its citations, whose stretches together are its
//! whole text. Not here: numbers.

use super::writer::Writer;
use crate::document::MarkedCitation;
use crate::locale::Locale;
use crate::reader::markup::plain::trim;
use crate::record::{Address, Record, Snapshot};
use crate::source::Span;
use std::borrow::Cow;

/// A marker on the way.
#[derive(Debug)]
pub(super) struct Mark {
    pub(super) note: usize,
    pub(super) number: usize,
    pub(super) span: Span,
    pub(super) locator: Option<String>,
}

/// A link on the way: its text, and its target.
#[derive(Debug)]
pub(super) struct Link<'s> {
    pub(super) span: Span,
    pub(super) target: Cow<'s, str>,
}

/// The page, or one footnote.
#[derive(Debug, Default)]
pub(super) struct Frame<'s> {
    pub(super) out: Writer,
    /// Where it begins in what is written: behind other footnotes.
    pub(super) start: usize,
    pub(super) citations: Vec<(Span, Box<Record>)>,
    pub(super) links: Vec<Link<'s>>,
    pub(super) marks: Vec<Mark>,
    /// A link whose end is still to come, and where its text begins.
    pub(super) link: Option<(Cow<'s, str>, usize)>,
}

impl Frame<'_> {
    /// The citation that what comes now is about: the last, when nothing but signs stands behind it.
    pub(super) fn last(&mut self) -> Option<&mut Record> {
        let text = self.out.as_str();
        let (span, record) = self.citations.last_mut()?;
        let behind = text.get(span.end..).unwrap_or_default();
        (!behind.contains(char::is_alphanumeric)).then_some(record)
    }

    /// Ends a link.
    pub(super) fn link_end(&mut self) {
        if let Some((target, start)) = self.link.take() {
            self.links.push(Link { span: Span::new(start, self.out.len()), target });
        }
    }

    /// The citations of a footnote. A template's text goes with the words around it; words that are a citation of their own become one.
    pub(super) fn compose(&mut self) -> Vec<MarkedCitation> {
        // most are what one template prints, and nothing else
        let all = Span::new(self.start, self.out.len());
        if self.links.is_empty()
            && self.citations.len() == 1
            && let Some((_, record)) = self.citations.pop_if(|(span, _)| *span == all)
        {
            return vec![MarkedCitation {
                span: trimmed(self.out.as_str(), all),
                record: Some(record),
                complete: true,
                ..MarkedCitation::default()
            }];
        }
        self.bare_links();
        let text = self.out.as_str();
        let whole = trimmed(text, Span::new(self.start, text.len()));
        let mut out: Vec<MarkedCitation> = Vec::new();
        let mut start = whole.start;
        out.reserve_exact(self.citations.len().max(1));
        for (span, record) in self.citations.drain(..) {
            let before = trimmed(text, Span::new(start, span.start.max(start)));
            if is_citation(before.slice(text)) {
                out.push(MarkedCitation { span: before, ..MarkedCitation::default() });
                start = span.start;
            }
            out.push(MarkedCitation {
                span: Span::new(start, span.end),
                record: Some(record),
                complete: true,
                ..MarkedCitation::default()
            });
            start = span.end;
        }
        let behind = trimmed(text, Span::new(start, whole.end));
        match out.last_mut() {
            Some(last) if !is_citation(behind.slice(text)) => {
                last.span = Span::new(last.span.start, whole.end.max(last.span.end));
            }
            _ if whole.is_empty() => {}
            Some(_) => out.push(MarkedCitation { span: behind, ..MarkedCitation::default() }),
            None => out.push(MarkedCitation { span: whole, ..MarkedCitation::default() }),
        }
        let mut before: Option<Span> = None;
        for one in &mut out {
            one.span = trimmed(text, one.span);
            if one.record.is_none() {
                // each link is of the first citation that holds it
                let inside = |link: &&Link<'_>| {
                    one.span.contains(link.span) && before.is_none_or(|before| !before.contains(link.span))
                };
                one.record = linked(self.links.iter().filter(inside));
            }
            before = Some(one.span);
        }
        self.links.clear();
        out
    }

    /// Addresses that stand in the text as they are.
    fn bare_links(&mut self) {
        let text = self.out.as_str();
        // what one citation prints, and nothing around it
        if let [(span, _)] = self.citations.as_slice()
            && span.contains(Span::new(self.start, text.len()))
        {
            self.links.sort_by_key(|link| link.span.start);
            return;
        }
        let mut at = self.start;
        let colons = memchr::memchr_iter(b':', text.as_bytes().get(at..).unwrap_or_default());
        for colon in colons.map(|colon| self.start + colon) {
            if colon < at || !text.get(colon..).is_some_and(|rest| rest.starts_with("://")) {
                continue;
            }
            at = colon + 3;
            let head = text.get(..colon).unwrap_or_default();
            let scheme = head.len() - head.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
            if !matches!(text.get(scheme..colon), Some("http" | "https" | "ftp"))
                || self.links.iter().any(|link| link.span.start <= scheme && scheme < link.span.end)
            {
                continue;
            }
            if self.citations.iter().any(|(span, _)| span.start <= scheme && scheme < span.end) {
                continue;
            }
            let rest = text.get(scheme..).unwrap_or_default();
            let end = rest
                .find(|c: char| {
                    c.is_whitespace() || matches!(c, '<' | '>' | '"' | '[' | ']' | '{' | '}' | '|' | '「' | '」' | '。')
                })
                .unwrap_or(rest.len());
            let address = rest.get(..end).unwrap_or_default();
            let closers: &[char] = if address.contains('(') {
                &[',', ';', '.', ':', '!', '?']
            } else {
                &[',', ';', '.', ':', '!', '?', ')']
            };
            let address = address.trim_end_matches(closers);
            let span = Span::new(scheme, scheme + address.len());
            self.links.push(Link { span, target: address.to_owned().into() });
            at = (scheme + address.len()).max(at);
        }
        self.links.sort_by_key(|link| link.span.start);
    }
}

/// What the links of a citation in words say: the address of the work, and snapshots.
fn linked<'l>(links: impl Iterator<Item = &'l Link<'l>>) -> Option<Box<Record>> {
    // most have none
    let mut record: Option<Box<Record>> = None;
    for link in links {
        let Ok(address) = link.target.parse::<Address>() else { continue };
        let record = record.get_or_insert_default();
        if let Some(memento) = Locale::get().archives.memento(&link.target) {
            let archive = Some(memento.archive.to_owned());
            record.web.snapshots.push(Snapshot { url: Some(address.into()), captured: None, archive });
        } else if record.web.url.is_none() {
            record.web.url = Some(address.into());
        }
    }
    record
}

/// A stretch without the spaces around it.
fn trimmed(text: &str, span: Span) -> Span {
    let slice = span.slice(text);
    let body = trim(slice);
    // nothing but spaces ends where they do
    let start = if body.is_empty() { slice.len() } else { body.as_ptr().addr() - slice.as_ptr().addr() };
    Span::new(span.start + start, span.start + start + body.len())
}

/// Words beside a template that are a citation of their own: long enough, with a year or an address.
fn is_citation(text: &str) -> bool {
    let year = || {
        text.as_bytes()
            .windows(4)
            .any(|four| four.iter().all(u8::is_ascii_digit) && matches!(four.first(), Some(b'1' | b'2')))
    };
    text.len() > 30 && (text.contains("://") || (text.contains([',', '.', ':']) && year()))
}
