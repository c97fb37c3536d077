//! The tokens of a page, each with its place in the source.
//!
//! In: decoded text. Out: calls on a [`Receiver`]: tags, text with offsets, the bodies of scripts. The tokenizer tells how far it has read, so that a
//! run of text is the source's own bytes, or stands for a character reference. Not here: how elements nest ([`super::build`]). Standard: HTML,
//! section 13.2.5.
//!
//! There is no tree builder behind it: one that follows the standard walks the open elements for every block, so that a million unclosed tags take
//! hours, and moves text that stands wrongly in a table away from where the source has it.

use super::names::{Attribute, Tag};
use crate::source::Span;
use html5gum::{Emitter, Error, State, Tokenizer};
use std::convert::Infallible;
use std::ops::Range;

/// How many attributes of one tag are read.
const MOST_ATTRIBUTES: usize = 400;

/// Takes what the tokenizer finds.
pub(crate) trait Receiver {
    /// A start tag with the attributes that are kept, and where it stands in the source.
    fn start<'a>(&mut self, tag: Tag, attributes: impl Iterator<Item = (Attribute, &'a str)>, place: Span);
    /// An end tag.
    fn end(&mut self, tag: Tag);
    /// Text, and where it stands: `copied` when it is the source's bytes, else it stands for them.
    fn text(&mut self, text: &str, at: usize, copied: bool);
    /// The body of an element that is not markup, unread.
    fn raw(&mut self, tag: Tag, start: usize, end: usize);
    /// A tag had more attributes than are read.
    fn too_many_attributes(&mut self);
}

/// Reads a page.
pub(crate) fn read<R: Receiver>(source: &str, receiver: R) -> R {
    let mut receiver = receiver;
    // what goes wrong in a page is no error here, and no token is handed out
    let _ = Tokenizer::new_with_emitter(source, Follower::new(source, &mut receiver)).finish();
    receiver
}

/// What is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Current {
    StartTag,
    EndTag,
    Other,
}

/// The value of an attribute.
#[derive(Debug, Clone)]
enum Value {
    /// A stretch of the source.
    Source(Range<usize>),
    /// A stretch of [`Follower::values`].
    Copied(Range<usize>),
}

/// Follows the tokenizer through the source.
struct Follower<'s, 'r, R> {
    source: &'s str,
    receiver: &'r mut R,
    /// How far the tokenizer has read.
    position: usize,
    /// Where the last thing that came out ends.
    at: usize,
    /// Text that is the source's, not handed on yet.
    run: Range<usize>,
    current: Current,
    /// Where the tag that is being read begins.
    opened: usize,
    name: Vec<u8>,
    /// The name of the last start tag.
    last: Vec<u8>,
    /// How many attributes the tag has.
    count: usize,
    attribute_name: Vec<u8>,
    /// The attribute whose value is being read.
    attribute: Attribute,
    /// The attributes of the tag that are kept.
    attributes: Vec<(Attribute, Value)>,
    /// Values that are not the source's bytes, one behind the other.
    values: Vec<u8>,
    /// An element whose body is skipped, and where that begins.
    raw: Option<(Tag, usize)>,
}

impl<'s, 'r, R: Receiver> Follower<'s, 'r, R> {
    fn new(source: &'s str, receiver: &'r mut R) -> Self {
        Self {
            source,
            receiver,
            position: 0,
            at: 0,
            run: 0..0,
            current: Current::Other,
            opened: 0,
            name: Vec::new(),
            last: Vec::new(),
            count: 0,
            attribute_name: Vec::new(),
            attribute: Attribute::Dropped,
            attributes: Vec::new(),
            values: Vec::new(),
            raw: None,
        }
    }

    /// Hands on the text that was gathered.
    fn flush(&mut self) {
        let run = std::mem::replace(&mut self.run, 0..0);
        if let Some(text) = self.source.get(run.clone()).filter(|text| !text.is_empty()) {
            self.receiver.text(text, run.start, true);
        }
    }

    /// A stretch of text that is the source's own bytes.
    fn copied(&mut self, start: usize, end: usize) {
        if self.run.end != start || self.run.is_empty() {
            self.flush();
            self.run = start..start;
        }
        self.run.end = end;
        self.at = end;
    }

    /// Begins the value of an attribute, which may be empty.
    fn begin_value(&mut self) {
        if self.current != Current::StartTag || self.attribute_name.is_empty() || self.count > MOST_ATTRIBUTES {
            return;
        }
        self.attribute = std::str::from_utf8(&self.attribute_name).map_or(Attribute::Dropped, Attribute::of);
        self.attribute_name.clear();
        if self.attribute != Attribute::Dropped {
            self.attributes.push((self.attribute, Value::Source(0..0)));
        }
    }

    /// Whether a slice that the tokenizer hands out is the source's own, behind which it stands now.
    fn is_own(&self, slice: &[u8], start: usize) -> bool {
        slice.as_ptr().addr() == self.source.as_ptr().addr() + start
            || self.source.as_bytes().get(start..self.position) == Some(slice)
    }

    fn begin_tag(&mut self, current: Current) {
        self.current = current;
        self.name.clear();
        self.attribute_name.clear();
        self.attribute = Attribute::Dropped;
        self.attributes.clear();
        self.values.clear();
        self.count = 0;
    }

    fn start_tag(&mut self, tag: Tag) -> Option<State> {
        self.begin_value();
        self.attribute = Attribute::Dropped;
        let (source, values) = (self.source, &self.values);
        let attributes = self.attributes.iter().map(|(name, value)| {
            let value = match value {
                Value::Source(range) => source.get(range.clone()),
                Value::Copied(range) => values.get(range.clone()).and_then(|value| std::str::from_utf8(value).ok()),
            };
            (*name, value.unwrap_or_default())
        });
        self.receiver.start(tag, attributes, Span::new(self.opened.min(self.position), self.position));
        if self.count > MOST_ATTRIBUTES {
            self.receiver.too_many_attributes();
        }
        std::mem::swap(&mut self.name, &mut self.last);
        let state = match tag {
            Tag::Script => State::ScriptData,
            Tag::Style | Tag::Iframe | Tag::Noembed | Tag::Noframes => State::RawText,
            Tag::Textarea => State::RcData,
            Tag::Title => return Some(State::RcData),
            _ => return None,
        };
        self.raw = Some((tag, self.position));
        Some(state)
    }
}

impl<R: Receiver> Emitter for Follower<'_, '_, R> {
    type Token = Infallible;

    #[inline]
    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
    }

    #[inline]
    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_error(&mut self, _: Error) {}

    fn emit_eof(&mut self) {
        self.flush();
        if let Some((tag, start)) = self.raw.take() {
            self.receiver.raw(tag, start, self.source.len());
        }
    }

    fn emit_string(&mut self, text: &[u8]) {
        if self.raw.is_some() || text.is_empty() {
            return;
        }
        let start = self.position.saturating_sub(text.len());
        let own = start >= self.at && self.is_own(text, start);
        // `&#59;` ends with what it stands for
        if own && (start == self.at || self.source.as_bytes().get(self.at) != Some(&b'&')) {
            if text == b"\0" {
                self.at = self.position;
            } else {
                self.copied(start, self.position);
            }
            return;
        }
        self.flush();
        if let Ok(text) = std::str::from_utf8(text) {
            self.receiver.text(text, self.at, false);
        }
        self.at = self.position;
    }

    fn start_open_tag(&mut self) {
        self.opened = self.position.saturating_sub(1);
    }

    fn init_start_tag(&mut self) {
        self.begin_tag(Current::StartTag);
    }

    fn init_end_tag(&mut self) {
        self.begin_tag(Current::EndTag);
    }

    fn push_tag_name(&mut self, name: &[u8]) {
        self.name.extend_from_slice(name);
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        let tag = std::str::from_utf8(&self.name).map_or(Tag::Other, Tag::of);
        self.flush();
        self.at = self.position;
        if self.current == Current::StartTag {
            return self.start_tag(tag);
        }
        if let Some((tag, start)) = self.raw.take() {
            self.receiver.raw(tag, start, self.opened.max(start));
        }
        self.receiver.end(tag);
        None
    }

    fn init_attribute(&mut self) {
        self.begin_value();
        self.attribute = Attribute::Dropped;
        self.attribute_name.clear();
        self.count += 1;
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        self.attribute_name.extend_from_slice(name);
    }

    fn init_attribute_value(&mut self) {
        self.begin_value();
    }

    fn push_attribute_value(&mut self, value: &[u8]) {
        if self.attribute == Attribute::Dropped || value.is_empty() {
            return;
        }
        let (start, end) = (self.position.saturating_sub(value.len()), self.position);
        let own = self.is_own(value, start);
        let Some((_, known)) = self.attributes.last_mut() else { return };
        match known {
            Value::Source(range) if own && (range.start == range.end || range.end == start) => {
                *range = if range.start == range.end { start..end } else { range.start..end };
            }
            Value::Source(range) => {
                let from = self.values.len();
                let before = self.source.as_bytes().get(range.clone()).unwrap_or_default();
                self.values.extend_from_slice(before);
                self.values.extend_from_slice(value);
                *known = Value::Copied(from..self.values.len());
            }
            Value::Copied(range) => {
                self.values.extend_from_slice(value);
                range.end = self.values.len();
            }
        }
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.current == Current::EndTag && !self.last.is_empty() && self.name == self.last
    }

    fn init_comment(&mut self) {
        self.current = Current::Other;
    }

    fn emit_current_comment(&mut self) {
        self.flush();
        self.at = self.position;
    }

    fn init_doctype(&mut self) {
        self.current = Current::Other;
    }

    fn emit_current_doctype(&mut self) {
        self.flush();
        self.at = self.position;
    }

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last.clear();
        self.last.extend_from_slice(name.unwrap_or_default());
    }

    fn set_self_closing(&mut self) {}
    fn set_force_quirks(&mut self) {}
    fn push_comment(&mut self, _: &[u8]) {}
    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
}
