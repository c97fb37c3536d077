//! Walks over a page: writes what a reader sees, marks footnotes, reads citations.
//!
//! In: the source and its outline. Out: the frames and footnotes of the page. What stands in templates that no table knows is not written, but the footnotes
//! and citations in it are read. Not here: which slices are markup (`markup::inline`).

use super::attributes::{Attributes, normal};
use super::footnotes::{Body, Footnotes};
use super::frame::{Frame, Mark};
use super::known::{Known, name_of_call};
use super::lists::Printed;
use super::outline::Outline;
use super::writer::Writer;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Block, BlockKind};
use crate::reader::markup::call::{Call, Parameter};
use crate::reader::markup::cs1;
use crate::reader::markup::inline::{self, Sink};
use crate::reader::markup::plain::{plain, trim};
use crate::reader::markup::tables::{Role, Tables, Tongue, pick};
use crate::source::{Origin, Span};
use std::borrow::Cow;

/// How deep templates that show their parameters, and footnotes, may nest.
const DEPTH: usize = 32;

/// The state of a walk.
pub(super) struct Walk<'s> {
    pub(super) source: &'s str,
    /// The map from the source to the bytes of the input.
    pub(super) origin: &'s Origin,
    outline: &'s Outline,
    pub(super) tables: &'static Tables,
    pub(super) tongue: Tongue,
    /// Templates that were looked up already.
    known: &'s Known<'s>,
    /// The one that will be met next, mostly.
    next_known: usize,
    /// The footnote that will be met next, mostly.
    next_tag: usize,
    pub(super) frame: Frame<'s>,
    pub(super) notes: Footnotes<'s>,
    /// What lists print, one footnote behind the other, and the markers in it.
    pub(super) lists: Frame<'s>,
    pub(super) list_marks: Vec<Mark>,
    /// The footnotes in the order in which lists print them.
    pub(super) printed: Vec<Printed>,
    pub(super) blocks: Vec<Block>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Where the templates end that nothing is written of.
    mutes: Vec<usize>,
    /// The group of the list of footnotes that is being read, for `<references>` and `{{reflist}}`.
    pub(super) list: Option<String>,
    /// Whether a footnote is read, and how deep in footnotes.
    pub(super) depth: usize,
    /// How deep templates nest whose parameters are read.
    nesting: usize,
    pub(super) block: (BlockKind, usize),
    /// Whether a tag `</references>` is known not to follow.
    no_list_end: bool,
    /// The end of the item that was looked for last.
    item: usize,
    /// Room for the parameters of a template.
    room: Vec<Parameter<'s>>,
    /// Room for what is sorted of the parameters of a citation.
    pub(super) sorted: cs1::Room<'s>,
}

impl<'s> Walk<'s> {
    pub(super) fn new(source: &'s str, origin: &'s Origin, outline: &'s Outline, known: &'s Known<'s>) -> Self {
        // tags make nearly all markers and footnotes
        let most = outline.tags.len();
        Self {
            source,
            origin,
            outline,
            tables: Tables::shared(),
            tongue: known.tongue,
            known,
            next_known: 0,
            next_tag: 0,
            frame: Frame { marks: Vec::with_capacity(most), ..Frame::default() },
            notes: Footnotes::with_capacity(most),
            lists: Frame { out: Writer::behind(), ..Frame::default() },
            list_marks: Vec::new(),
            printed: Vec::with_capacity(most),
            // a page seldom has more lines that show something
            blocks: Vec::with_capacity(source.len() / 128),
            diagnostics: Vec::new(),
            mutes: Vec::new(),
            list: None,
            depth: 0,
            nesting: 0,
            block: (BlockKind::Text, 0),
            no_list_end: false,
            item: 0,
            // what nearly no template has more of
            room: Vec::with_capacity(32),
            sorted: cs1::Room::default(),
        }
    }

    /// Walks over the page, and prints the lists of footnotes that the page does not print itself.
    pub(super) fn page(&mut self) {
        self.frame.out.reserve(self.source.len());
        self.lists.out.reserve(self.source.len() / 4);
        let skipped = self.line_start(self.source);
        inline::scan(self.source.get(skipped..).unwrap_or_default(), self);
        self.end_block(self.frame.out.len());
        self.mutes.clear();
        self.list = None;
        while let Some(group) = self.notes.pending() {
            self.print(&group);
        }
    }

    /// Where a slice of the source begins.
    pub(super) fn offset(&self, slice: &str) -> usize {
        slice.as_ptr().addr().saturating_sub(self.source.as_ptr().addr())
    }

    /// Where the item ends that an unclosed template stands in: at an empty line, or a line that begins an item, a heading, a table's row.
    pub(super) fn item_end(&mut self, from: usize) -> usize {
        if self.item >= from {
            return self.item;
        }
        let bytes = self.source.as_bytes();
        let ends = memchr::memchr_iter(b'\n', bytes.get(from..).unwrap_or_default()).map(|at| from + at);
        let end = ends.into_iter().find(|at| {
            matches!(bytes.get(at + 1), None | Some(b'\n' | b'*' | b'#' | b':' | b'=' | b'{' | b'<' | b'['))
        });
        self.item = end.unwrap_or(self.source.len());
        self.item
    }

    /// A stretch of the source in the bytes of the input.
    pub(super) fn place(&self, start: usize, end: usize) -> Span {
        self.origin.span(Span::new(start, end))
    }

    pub(super) fn tell(&mut self, code: Code, start: usize, end: usize, message: impl Into<String>) {
        let place = self.place(start, end);
        self.diagnostics.push(Diagnostic::at(code, place, message));
    }

    fn muted(&self) -> bool {
        !self.mutes.is_empty() || (self.list.is_some() && self.depth == 0)
    }

    /// Reads a slice of the source as a footnote's text.
    pub(super) fn body(&mut self, slice: &'s str) -> Frame<'s> {
        let mut frame = Frame::default();
        frame.out.reserve(slice.len());
        std::mem::swap(&mut self.frame, &mut frame);
        self.read_body(slice);
        std::mem::replace(&mut self.frame, frame)
    }

    /// Reads a slice of the source as a footnote's text, behind what the frame holds.
    pub(super) fn read_body(&mut self, slice: &'s str) {
        let (mutes, list) = (std::mem::take(&mut self.mutes), self.list.take());
        self.depth += 1;
        inline::scan(slice, self);
        self.depth -= 1;
        (self.mutes, self.list) = (mutes, list);
    }

    /// Reads a slice of the source without writing it.
    pub(super) fn silently(&mut self, slice: &'s str) {
        let mutes = self.mutes.len();
        self.mutes.push(usize::MAX);
        inline::scan(slice, self);
        self.mutes.truncate(mutes);
    }

    /// Writes a marker.
    pub(super) fn mark(&mut self, note: usize, start: usize, end: usize) {
        let number = self.notes.mark(note);
        let from = self.frame.out.len();
        if self.depth == 0 {
            let group = self.notes.group_of(note);
            self.frame.out.put_by(Span::new(start, end), |text| {
                text.push('[');
                if !group.is_empty() {
                    text.push_str(group);
                    text.push(' ');
                }
                push_number(number, text);
                text.push(']');
            });
        }
        let span = Span::new(from, self.frame.out.len());
        self.frame.marks.push(Mark { note, number, span, locator: None });
    }

    /// A footnote with a body, or a use of one, from a tag or a template.
    #[allow(clippy::needless_pass_by_value, reason = "a new footnote keeps the name")]
    pub(super) fn note(
        &mut self,
        group: &str,
        name: Cow<'s, str>,
        body: Option<Body<'s>>,
        (start, end): (usize, usize),
    ) {
        let note = match &self.list {
            Some(list) if group.is_empty() => self.notes.named(list, name.clone()),
            _ => self.notes.named(group, name.clone()),
        };
        if let Some(body) = body {
            let source = self.source;
            let said = |body: &Body<'_>| {
                if let Body::Source(range) = body { source.get(range.clone()).map(str::trim) } else { None }
            };
            let (mut twice, mut same) = (false, false);
            if let Some(footnote) = self.notes.all.get_mut(note) {
                twice = !footnote.bodies.is_empty();
                same = twice && footnote.bodies.iter().any(|one| said(one) == said(&body));
                if !same {
                    footnote.bodies.push(body);
                }
            }
            if twice && !same {
                self.tell(
                    Code::LabelTwice,
                    start,
                    end,
                    format!("found another text for the footnote `{name}`; both are read"),
                );
            }
        }
        if self.list.is_none() {
            self.mark(note, start, end);
        }
    }

    /// A `<ref>` tag.
    fn reference(&mut self, number: usize) -> usize {
        let Some(tag) = self.outline.tags.get(number).cloned() else { return 0 };
        let attributes = Attributes::read(self.source.get(tag.attributes.clone()).unwrap_or_default());
        let empty = trim(self.source.get(tag.body.clone()).unwrap_or_default()).is_empty();
        if !tag.closed {
            self.tell(
                Code::Unbalanced,
                tag.start,
                tag.body.start,
                "found a `<ref>` that is not closed; it is read to the end of its line",
            );
        }
        if empty && attributes.name.is_empty() {
            self.tell(Code::EmptyNote, tag.start, tag.end, "found a footnote without a text or a name");
        }
        if attributes.follow.is_empty() {
            let body = (!empty).then(|| Body::Source(tag.body.clone()));
            self.note(&attributes.group, attributes.name, body, (tag.start, tag.end));
        } else {
            let note = self.notes.named(&attributes.group, attributes.follow);
            if let Some(note) = self.notes.all.get_mut(note) {
                note.bodies.push(Body::Source(tag.body.clone()));
            }
        }
        tag.end - tag.start
    }

    /// A `<references>` tag, or its end.
    fn references(&mut self, rest: &'s str) -> usize {
        let Some(end) = rest.find('>') else { return 0 };
        let tag = rest.get(..=end).unwrap_or_default();
        if tag.starts_with("</") {
            if let Some(group) = self.list.take() {
                self.print(&group);
            }
            return tag.len();
        }
        let group = Attributes::read(tag.trim_end_matches(['>', '/'])).group.into_owned();
        let behind = rest.get(end + 1..).unwrap_or_default();
        let opens = !tag.ends_with("/>") && !self.no_list_end && {
            let found = memchr::memmem::find(behind.as_bytes(), b"</references").is_some();
            self.no_list_end = !found;
            found
        };
        if opens {
            self.list = Some(group);
        } else {
            self.print(&group);
        }
        tag.len()
    }
}

impl<'s> Sink<'s> for Walk<'s> {
    fn text(&mut self, piece: &'s str) {
        if !self.muted() {
            let offset = self.offset(piece);
            self.frame.out.copy(piece, offset);
        }
    }

    fn put(&mut self, text: &str, from: &'s str) {
        if !self.muted() {
            let start = self.offset(from);
            self.frame.out.put(text, Span::new(start, start + from.len()));
        }
    }

    fn template(&mut self, rest: &'s str) -> usize {
        let start = self.offset(rest);
        let known = self.known.find(start, &mut self.next_known);
        let braces = known.as_ref().map(|known| known.braces).or_else(|| self.outline.braces(start));
        let Some(braces) = braces else { return 0 };
        let whole = self.source.get(start..braces.end).unwrap_or_default();
        if whole.starts_with("{{{") && self.outline.braces(start + 1).is_none() {
            // a parameter of a template's own page
            return whole.len();
        }
        let named = known.as_ref().map(|known| (known.name, known.tagged));
        let (name, tagged) = named.unwrap_or_else(|| name_of_call(whole));
        let length = name.len() + 2;
        let comment = if tagged { name.find("<!--") } else { None };
        let name = comment.and_then(|comment| name.get(..comment)).unwrap_or(name);
        let role = match &known {
            Some(known) if comment.is_none() => known.roles.and_then(|roles| pick(roles, self.tongue)),
            _ => self.tables.template(name, self.tongue),
        };
        let role = role.or_else(|| trim(name).eq_ignore_ascii_case("#tag:ref").then_some(Role::Tag));
        if !braces.closed {
            return self.unclosed(role, start, braces.end, name);
        }
        let Some(role) = role else {
            self.mutes.push(braces.end);
            return length;
        };
        if self.nesting >= DEPTH {
            // one level more for each would overflow the stack: what is deeper is not written, and read without a level of its own
            if !matches!(role, Role::Cite(_)) {
                self.mutes.push(braces.end);
                return length;
            }
        }
        let mutes = self.mutes.len();
        let mut room = std::mem::take(&mut self.room);
        let call = known.and_then(|known| self.known.call(&known)).unwrap_or_else(|| Call::read(whole, &mut room));
        self.nesting += 1;
        self.act(call, role, whole);
        self.nesting -= 1;
        self.room = room;
        self.mutes.truncate(mutes);
        whole.len()
    }

    fn close(&mut self, rest: &'s str) -> usize {
        let end = self.offset(rest) + 2;
        if self.mutes.last() == Some(&end) {
            self.mutes.pop();
            return 2;
        }
        if self.mutes.last() == Some(&(end + 1)) && rest.starts_with("}}}") {
            self.mutes.pop();
            return 3;
        }
        0
    }

    fn footnote(&mut self, rest: &'s str) -> usize {
        let name = rest.as_bytes().get(1..).unwrap_or_default();
        let name = name.strip_prefix(b"/").unwrap_or(name);
        if name.get(..10).is_some_and(|name| name.eq_ignore_ascii_case(b"references")) {
            return self.references(rest);
        }
        let start = self.offset(rest);
        let Some(tag) = self.outline.tag_at(start, self.next_tag) else { return 0 };
        self.next_tag = tag + 1;
        self.reference(tag)
    }

    fn link(&mut self, target: &'s str) {
        if self.depth > 0 {
            let target = if target.contains('&') { target.replace("&amp;", "&").into() } else { target.into() };
            self.frame.link = Some((target, self.frame.out.len()));
        }
    }

    fn link_end(&mut self) {
        self.frame.link_end();
    }

    fn keeps_line_ends(&self) -> bool {
        self.depth == 0
    }

    fn line(&mut self, newline: &'s str, rest: &'s str) -> usize {
        if self.depth > 0 {
            if !self.muted() {
                self.put(" ", newline);
                return rest.bytes().take_while(|b| matches!(b, b'*' | b'#' | b':' | b' ')).count();
            }
            return 0;
        }
        if self.muted() {
            return 0;
        }
        self.end_block(self.frame.out.len() - newline.len());
        self.line_start(rest)
    }
}

/// The name that a footnote goes by, as people write it in a template.
pub(super) fn name_of(value: &str) -> Cow<'_, str> {
    match plain(value) {
        Cow::Borrowed(value) => normal(value),
        Cow::Owned(value) => normal(&value).into_owned().into(),
    }
}

/// Writes a number.
fn push_number(number: usize, text: &mut String) {
    if number > 9 {
        push_number(number / 10, text);
    }
    text.push(char::from(b'0' + u8::try_from(number % 10).unwrap_or_default()));
}
