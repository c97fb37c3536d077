//! A page as a flat list of elements over its visible text.
//!
//! In: built by [`super::build`]. Out: elements in document order, each with the stretch of the visible text that it covers and the range of its
//! descendants, so that a walk is a loop and nothing recurses. Not here: what elements mean.

use super::names::{Attribute, Tag};
use super::signs::{Sign, Signs};
use crate::document::Block;
use crate::source::{Origin, Span};

/// An element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element {
    /// What it is.
    pub(super) tag: Tag,
    /// What its class and role say.
    pub(super) signs: Signs,
    /// Whether its text is not shown.
    pub(super) hides: bool,
    /// The element around it; the root's is itself.
    pub(super) parent: u32,
    /// The index behind its last descendant.
    pub(super) end: u32,
    /// The visible text that it covers, outer white space included.
    pub(super) text: (u32, u32),
    /// Its attributes in [`Page::attributes`].
    pub(super) attributes: (u32, u16),
    /// Where its start tag stands in the decoded source.
    pub(super) source: (u32, u32),
}

/// An attribute that is kept, and its value in [`Page::values`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Kept {
    /// Which.
    pub(super) name: Attribute,
    /// Its value.
    pub(super) value: (u32, u32),
}

/// A page.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// The visible text.
    pub(super) text: String,
    /// From the visible text to the bytes of the source.
    pub(super) origin: Origin,
    /// The blocks of the text.
    pub(super) blocks: Vec<Block>,
    /// The elements in document order.
    pub(super) elements: Vec<Element>,
    /// All attributes that are kept.
    pub(super) attributes: Vec<Kept>,
    /// The values of all attributes, one behind the other.
    pub(super) values: String,
    /// Text that is not shown but means something: an element, and what it holds (messages of citation software).
    pub(super) asides: Vec<(u32, String)>,
    /// The bodies of `<script type="application/ld+json">`, as spans of the decoded source.
    pub(super) linked_data: Vec<Span>,
    /// The page's title.
    pub(super) title: String,
    /// Bytes of scripts, and of text that is only shown without scripts.
    pub(super) script: usize,
    /// Whether elements were nested deeper than is followed.
    pub(super) too_deep: bool,
    /// Whether a tag had more attributes than are read.
    pub(super) too_many_attributes: bool,
}

impl Page {
    /// Adds text that is not shown behind what is; it stands for a stretch of the source (bytes), of which it is a copy or not.
    pub(crate) fn append(&mut self, text: &str, source: Span, copied: bool) -> Span {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let span = Span::new(self.text.len(), self.text.len() + text.len());
        if copied {
            self.origin.copied(span.start, source.start);
        } else {
            self.origin.replaced(span.start, source.start);
        }
        self.text.push_str(text);
        self.origin.replaced(span.end, source.end);
        span
    }

    /// An element by its index.
    pub(super) fn element(&self, index: u32) -> Option<&Element> {
        self.elements.get(index as usize)
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, index: u32, name: Attribute) -> Option<&str> {
        let (start, count) = self.element(index)?.attributes;
        let kept = self.attributes.get(start as usize..start as usize + usize::from(count))?;
        let (from, to) = kept.iter().find(|kept| kept.name == name)?.value;
        self.values.get(from as usize..to as usize)
    }

    /// The stretch of text that an element covers, without outer white space.
    pub(super) fn span(&self, index: u32) -> Span {
        let Some(element) = self.element(index) else { return Span::default() };
        let span = self.trimmed(Span::new(element.text.0 as usize, element.text.1 as usize));
        if !span.is_empty() {
            return span;
        }
        // an empty element stands before the text that follows, not before the gap
        let rest = self.text.get(span.start..).unwrap_or_default();
        let at = span.start + rest.bytes().take_while(|byte| matches!(byte, b' ' | b'\n')).count();
        Span::new(at, at)
    }

    /// A span without the white space at its ends.
    pub(super) fn trimmed(&self, span: Span) -> Span {
        let text = span.slice(&self.text);
        let start = span.start + (text.len() - text.trim_start().len());
        let end = span.end - (text.len() - text.trim_end().len());
        Span::new(start, end.max(start))
    }

    /// The text of an element, without outer white space.
    pub(super) fn text_of(&self, index: u32) -> &str {
        self.span(index).slice(&self.text)
    }

    /// The descendants of an element, in document order.
    pub(super) fn inside(&self, index: u32) -> std::ops::Range<u32> {
        index + 1..self.element(index).map_or(index + 1, |element| element.end.max(index + 1))
    }

    /// An element and those around it, from the inside out, without the root's endless self.
    pub(super) fn around(&self, index: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(Some(index), |&at| {
            self.element(at).map(|element| element.parent).filter(|&parent| parent < at)
        })
    }

    /// The tag of an element.
    pub(super) fn tag(&self, index: u32) -> Tag {
        self.element(index).map_or(Tag::Other, |element| element.tag)
    }

    /// Whether the element carries a sign.
    pub(super) fn has(&self, index: u32, sign: Sign) -> bool {
        self.element(index).is_some_and(|element| element.signs.has(sign))
    }

    /// Whether one element is within another, or is it.
    pub(super) fn within(&self, inner: u32, outer: u32) -> bool {
        inner == outer || self.inside(outer).contains(&inner)
    }

    /// Where a span of the text stands in the source: bytes.
    pub(super) fn source(&self, span: Span) -> Span {
        self.origin.span(span)
    }
}
