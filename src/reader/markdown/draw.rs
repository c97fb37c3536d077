//! Draws Markdown as the elements of a page.
//!
//! In: the events of a text, and what its [`Survey`] says. Out: a [`Page`], the definitions of footnotes with their places, and the blocks of metadata. A
//! numbered item keeps its number in the text, as printed, unless its list is known to be one of notes; HTML inside Markdown is drawn as HTML; pictures
//! are not drawn. Pandoc's notes inside a line (`^[…]`) and numbers that a link definition explains (`[1]: address "title"`) are footnotes too. Not
//! here: what any of it means ([`crate::reader::html`]).

use super::attributes::attributes;
use super::survey::Survey;
use crate::reader::html::{Attribute, Builder, Page, Receiver, Tag, tokens};
use crate::source::{Span, Text};
use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Parser, Tag as Mark, TagEnd};
use std::ops::Range;

/// A page, and what stands outside of it.
pub(super) struct Drawn {
    pub(super) page: Page,
    /// Footnotes: the label, and where the definition stands, in the order of the text.
    pub(super) definitions: Vec<(String, Span)>,
    /// Blocks of YAML, in the order of the text.
    pub(super) metadata: Vec<Span>,
}

/// Draws a text.
pub(super) fn draw(text: &Text, parser: Parser<'_>, survey: &Survey) -> Drawn {
    let mut events = parser.into_offset_iter();
    let mut drawing = Drawing {
        source: text.as_str(),
        builder: Builder::new(text),
        survey,
        drawn: (Vec::new(), Vec::new()),
        lists: Vec::new(),
        prefix: None,
        pictures: 0,
        metadata: false,
        explained: Vec::new(),
        marking: false,
        inline: Inline::default(),
        leading: false,
        back: false,
        dropped: attributes(text.as_str()),
    };
    for (event, range) in events.by_ref() {
        drawing.step(event, range);
    }
    let explained = std::mem::take(&mut drawing.explained);
    for label in explained {
        if let Some(definition) = events.reference_definitions().get(&label) {
            let title = definition.title.as_deref().unwrap_or_default();
            drawing.explain(&label, &definition.dest, title, &definition.span);
        }
    }
    let (mut definitions, metadata) = drawing.drawn;
    definitions.sort_by_key(|(_, span)| span.start);
    Drawn { page: drawing.builder.finish(), definitions, metadata }
}

/// A note inside a line that is open.
#[derive(Default)]
struct Inline {
    /// How many there were.
    count: usize,
    /// How many brackets are open in the one being read; 0 for none.
    depth: usize,
    /// Where a text ended with the sign that begins one.
    caret: Option<usize>,
}

#[allow(clippy::struct_excessive_bools, reason = "they say where in the document the drawing stands, each by itself")]
struct Drawing<'s> {
    source: &'s str,
    builder: Builder<'s>,
    survey: &'s Survey,
    drawn: (Vec<(String, Span)>, Vec<Span>),
    /// The number of the next item of each open list; `None` for one without numbers. Whether its numbers are left out.
    lists: Vec<(Option<u64>, bool)>,
    /// The number that stands before the text to come.
    prefix: Option<(String, usize)>,
    /// How many pictures are open.
    pictures: usize,
    metadata: bool,
    /// The labels of link definitions that are notes, in the order of their first use.
    explained: Vec<String>,
    /// Whether the open link is such a label.
    marking: bool,
    inline: Inline,
    /// Whether nothing of the open note was drawn yet but what leads back.
    leading: bool,
    /// Whether the open link leads back.
    back: bool,
    /// The stretches of the source that are markup no event tells of.
    dropped: Vec<Span>,
}

/// Passes on what comes out of a stretch of the source, with the places in the whole.
struct Shifted<'b, 's> {
    builder: &'b mut Builder<'s>,
    by: usize,
}

impl Receiver for Shifted<'_, '_> {
    fn start<'a>(&mut self, tag: Tag, attributes: impl Iterator<Item = (Attribute, &'a str)>, place: Span) {
        self.builder.start(tag, attributes, place.shifted(self.by));
    }
    fn end(&mut self, tag: Tag) {
        self.builder.end(tag);
    }
    fn text(&mut self, text: &str, at: usize, copied: bool) {
        self.builder.text(text, at + self.by, copied);
    }
    fn raw(&mut self, tag: Tag, start: usize, end: usize) {
        self.builder.raw(tag, start + self.by, end + self.by);
    }
    fn too_many_attributes(&mut self) {
        self.builder.too_many_attributes();
    }
}

impl Drawing<'_> {
    fn step(&mut self, event: Event<'_>, range: Range<usize>) {
        let place = Span::new(range.start, range.end);
        match event {
            Event::Start(mark) => self.start(mark, place),
            Event::End(mark) => self.end(mark, place),
            Event::Text(_) if self.metadata || self.pictures > 0 => {}
            Event::Text(text) => self.words(&text, place),
            Event::Code(code) => {
                self.number();
                self.open(Tag::Code, place);
                self.copy(&code, place);
                self.builder.end(Tag::Code);
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                self.number();
                self.markup(place);
            }
            Event::FootnoteReference(label) => self.reference(&label, place),
            Event::SoftBreak if lists(self.source, place.end) => {
                self.builder.end(Tag::P);
                self.open(Tag::P, place);
            }
            Event::SoftBreak => self.builder.text("\n", place.start, true),
            Event::HardBreak => self.open(Tag::Br, place),
            Event::Rule => self.open(Tag::Hr, place),
            Event::InlineMath(math) | Event::DisplayMath(math) => self.copy(&math, place),
            Event::TaskListMarker(_) => {}
        }
    }

    fn open(&mut self, tag: Tag, place: Span) {
        self.builder.start(tag, std::iter::empty(), place);
    }

    /// Draws HTML that stands in the Markdown.
    fn markup(&mut self, place: Span) {
        tokens(place.slice(self.source), Shifted { builder: &mut self.builder, by: place.start });
    }

    /// Draws text; it is the source's, or it stands for it.
    fn copy(&mut self, text: &str, place: Span) {
        let slice = place.slice(self.source);
        if slice == text {
            self.dashed(text, place.start);
        } else if let Some(at) = slice.find(text) {
            self.builder.text(text, place.start + at, true);
        } else {
            self.builder.text(text, place.start, false);
        }
    }

    /// Draws the source's own text; two hyphens between digits are the dash of a range, as processors print it.
    fn dashed(&mut self, text: &str, start: usize) {
        let digit = |at: Option<usize>| at.and_then(|at| text.as_bytes().get(at)).is_some_and(u8::is_ascii_digit);
        let mut from = 0;
        for at in memchr::memmem::find_iter(text.as_bytes(), b"--") {
            if at >= from && digit(at.checked_sub(1)) && digit(Some(at + 2)) {
                self.builder.text(text.get(from..at).unwrap_or_default(), start + from, true);
                self.builder.text("–", start + at, false);
                from = at + 2;
            }
        }
        self.builder.text(text.get(from..).unwrap_or_default(), start + from, true);
    }

    /// Draws the number of the item whose text begins.
    fn number(&mut self) {
        if let Some((number, at)) = self.prefix.take() {
            let copied = self.source.get(at..).is_some_and(|rest| rest.starts_with(&number));
            self.builder.text(&number, at, copied);
            self.builder.text(". ", at + number.len(), false);
        }
    }

    fn start(&mut self, mark: Mark<'_>, place: Span) {
        let tag = match mark {
            Mark::Paragraph => Tag::P,
            Mark::Heading { level, .. } => heading(level),
            Mark::BlockQuote(_) => Tag::Blockquote,
            Mark::CodeBlock(_) => Tag::Pre,
            Mark::List(first) => return self.list(first, place),
            Mark::Item => return self.item(place),
            Mark::FootnoteDefinition(label) => {
                self.drawn.0.push((label.to_string(), place));
                let id = format!("fn:{label}");
                let attributes = [(Attribute::Id, id.as_str()), (Attribute::Class, "csl-entry")];
                return self.builder.start(Tag::Div, attributes.into_iter(), place);
            }
            Mark::Table(_) => Tag::Table,
            Mark::TableHead | Mark::TableRow => Tag::Tr,
            Mark::TableCell => Tag::Td,
            Mark::Emphasis => Tag::Em,
            Mark::Strong => Tag::Strong,
            Mark::Strikethrough => Tag::S,
            Mark::Superscript => Tag::Sup,
            Mark::Subscript => Tag::Sub,
            Mark::Link { link_type, dest_url, title: _, id } => return self.link(link_type, &dest_url, &id, place),
            Mark::Image { .. } => {
                self.pictures += 1;
                return;
            }
            Mark::MetadataBlock(_) => {
                self.metadata = true;
                self.drawn.1.push(place);
                return;
            }
            Mark::DefinitionList => Tag::Dl,
            Mark::DefinitionListTitle => Tag::Dt,
            Mark::DefinitionListDefinition => Tag::Dd,
            Mark::HtmlBlock => return,
        };
        if !tag.breaks() && tag != Tag::Td {
            self.number();
        }
        self.open(tag, place);
    }

    fn end(&mut self, mark: TagEnd, place: Span) {
        let tag = match mark {
            TagEnd::Paragraph => Tag::P,
            TagEnd::Heading(level) => heading(level),
            TagEnd::BlockQuote(_) => Tag::Blockquote,
            TagEnd::CodeBlock => Tag::Pre,
            TagEnd::List(ordered) => {
                self.lists.pop();
                if ordered { Tag::Ol } else { Tag::Ul }
            }
            TagEnd::Item => {
                self.prefix = None;
                self.leading = false;
                Tag::Li
            }
            TagEnd::FootnoteDefinition => Tag::Div,
            TagEnd::Table => Tag::Table,
            TagEnd::TableHead | TagEnd::TableRow => Tag::Tr,
            TagEnd::TableCell => Tag::Td,
            TagEnd::Emphasis => Tag::Em,
            TagEnd::Strong => Tag::Strong,
            TagEnd::Strikethrough => Tag::S,
            TagEnd::Superscript => Tag::Sup,
            TagEnd::Subscript => Tag::Sub,
            TagEnd::Link => {
                self.builder.end(Tag::A);
                self.back = false;
                if std::mem::take(&mut self.marking) {
                    self.builder.text("]", place.end.saturating_sub(1), true);
                    self.builder.end(Tag::Sup);
                }
                return;
            }
            TagEnd::Image => {
                self.pictures = self.pictures.saturating_sub(1);
                return;
            }
            TagEnd::MetadataBlock(_) => {
                self.metadata = false;
                return;
            }
            TagEnd::DefinitionList => Tag::Dl,
            TagEnd::DefinitionListTitle => Tag::Dt,
            TagEnd::DefinitionListDefinition => Tag::Dd,
            TagEnd::HtmlBlock => return,
        };
        if tag.breaks() && self.inline.depth > 0 {
            // its bracket was never closed
            self.inline.depth = 0;
            self.builder.end(Tag::Span);
        }
        self.builder.end(tag);
    }

    fn list(&mut self, first: Option<u64>, place: Span) {
        let notes = self.survey.is_notes(place.start);
        self.lists.push((first, notes));
        let tag = if first.is_some() { Tag::Ol } else { Tag::Ul };
        let class = notes.then_some((Attribute::Class, "references"));
        self.builder.start(tag, class.into_iter(), place);
    }

    fn item(&mut self, place: Span) {
        let mut value = String::new();
        self.prefix = None;
        self.leading = self.lists.last().is_some_and(|(_, notes)| *notes);
        if let Some((Some(next), notes)) = self.lists.last_mut() {
            // numbers that rise are meant, with their gaps; `1.` before every item is none
            let digits: String = place.slice(self.source).chars().take_while(char::is_ascii_digit).collect();
            let printed: u64 = digits.parse().unwrap_or(0);
            *next = printed.max(*next);
            value = next.to_string();
            *next += 1;
            if !*notes {
                self.prefix = Some((value.clone(), place.start));
            }
        }
        let anchors = self.survey.anchors(place.start);
        let value = (!value.is_empty()).then_some((Attribute::Value, value.as_str()));
        let id = anchors.first().map(|anchor| (Attribute::Id, anchor.as_str()));
        self.builder.start(Tag::Li, value.into_iter().chain(id), place);
        for anchor in anchors.iter().skip(1) {
            self.builder.start(Tag::A, std::iter::once((Attribute::Id, anchor.as_str())), place);
            self.builder.end(Tag::A);
        }
    }

    fn link(&mut self, kind: LinkType, target: &str, id: &CowStr<'_>, place: Span) {
        self.number();
        let numbered = matches!(kind, LinkType::Shortcut | LinkType::Collapsed)
            && id.len() < 5
            && id.bytes().all(|byte| byte.is_ascii_digit());
        if numbered {
            if !self.explained.iter().any(|label| **label == **id) {
                self.explained.push(id.to_string());
            }
            self.marking = true;
            self.open(Tag::Sup, place);
            self.builder.text("[", place.start, true);
            let anchor = format!("#explained:{id}");
            let attributes = [(Attribute::Href, anchor.as_str()), (Attribute::Class, "footnote-ref")];
            return self.builder.start(Tag::A, attributes.into_iter(), place);
        }
        self.back = self.survey.leads_back(place.start);
        self.leading &= self.back;
        let inside = target.contains('#') && !target.contains("://");
        if self.survey.leads_back(place.start) {
            let attributes = [(Attribute::Href, target), (Attribute::Class, "mw-cite-backlink")];
            self.builder.start(Tag::A, attributes.into_iter(), place);
        } else if target.contains("action=edit") {
            self.builder.start(Tag::A, std::iter::once((Attribute::Class, "mw-editsection")), place);
        } else if matches!(kind, LinkType::Email) || (self.survey.is_inner(target) && !inside) {
            self.open(Tag::A, place);
        } else {
            self.builder.start(Tag::A, std::iter::once((Attribute::Href, target)), place);
        }
    }

    /// Draws the marker of a footnote.
    fn reference(&mut self, label: &str, place: Span) {
        self.number();
        self.open(Tag::Sup, place);
        let id = format!("#fn:{label}");
        let attributes = [(Attribute::Href, id.as_str()), (Attribute::Role, "doc-noteref")];
        self.builder.start(Tag::A, attributes.into_iter(), place);
        self.builder.text("[", place.start, true);
        self.copy(label, place);
        self.builder.text("]", place.end.saturating_sub(1), true);
        self.builder.end(Tag::A);
        self.builder.end(Tag::Sup);
    }

    /// Draws the words of a line, without the markup in them.
    fn words(&mut self, text: &str, place: Span) {
        let plain = place.slice(self.source) == text;
        let from = self.dropped.partition_point(|span| span.end <= place.start);
        if !plain || self.dropped.get(from).is_none_or(|span| span.start >= place.end) {
            return self.line(text, place);
        }
        let mut at = place.start;
        let inside: Vec<Span> =
            self.dropped.iter().skip(from).take_while(|span| span.start < place.end).copied().collect();
        for span in inside.into_iter().chain([Span::new(place.end, place.end)]) {
            let piece = Span::new(at, span.start.max(at));
            if !piece.is_empty() {
                self.line(piece.slice(self.source), piece);
            }
            at = span.end.min(place.end).max(at);
        }
    }

    /// Draws the words of a line, in which notes may begin and end.
    fn line(&mut self, text: &str, place: Span) {
        if self.leading {
            // marks of emphasis around what leads back, where Markdown did not see them as such
            let bare = text.trim_start_matches(['*', '_']);
            self.leading = self.back || !bare.contains(char::is_alphanumeric);
            if bare.len() < text.len() {
                let skipped = text.len() - bare.len();
                return self.line(bare, Span::new(place.start + skipped, place.end));
            }
        }
        self.number();
        let begins = self.inline.caret.take().is_some_and(|at| at == place.start) && text.starts_with('[');
        let plain = place.slice(self.source) == text;
        if !begins && self.inline.depth == 0 && !text.contains('^') || !plain {
            return self.copy(text, place);
        }
        let (mut from, mut before) = (0, if begins { '^' } else { ' ' });
        for (at, character) in text.char_indices() {
            match character {
                '[' if self.inline.depth == 0 && before == '^' => {
                    let head = text.get(from..at).unwrap_or_default();
                    self.builder.text(head.strip_suffix('^').unwrap_or(head), place.start + from, true);
                    self.begin_note(Span::new((place.start + at).saturating_sub(1), place.start + at + 1));
                    from = at + 1;
                }
                '[' if self.inline.depth > 0 => self.inline.depth += 1,
                ']' if self.inline.depth > 0 => {
                    self.inline.depth -= 1;
                    if self.inline.depth == 0 {
                        self.builder.text(text.get(from..at).unwrap_or_default(), place.start + from, true);
                        self.builder.end(Tag::Span);
                        from = at + 1;
                    }
                }
                _ => {}
            }
            before = character;
        }
        let mut rest = text.get(from..).unwrap_or_default();
        if let Some(head) = rest.strip_suffix('^')
            && self.source.get(place.end..).is_some_and(|rest| rest.starts_with('['))
        {
            self.inline.caret = Some(place.end);
            rest = head;
        }
        self.builder.text(rest, place.start + from, true);
    }

    /// Draws the marker and the beginning of a note inside a line.
    fn begin_note(&mut self, place: Span) {
        self.inline.count += 1;
        self.inline.depth = 1;
        let (label, id) = (self.inline.count.to_string(), format!("inline:{}", self.inline.count));
        let group = self.survey.footnotes.then_some((Attribute::DataMwGroup, "inline"));
        let target = format!("#{id}");
        let attributes = [(Attribute::Href, target.as_str()), (Attribute::Role, "doc-noteref")];
        self.open(Tag::Sup, place);
        self.builder.start(Tag::A, attributes.into_iter().chain(group), place);
        self.builder.text(&format!("[{label}]"), place.start, false);
        self.builder.end(Tag::A);
        self.builder.end(Tag::Sup);
        let attributes = [(Attribute::Id, id.as_str()), (Attribute::Class, "csl-entry")];
        self.builder.start(Tag::Span, attributes.into_iter(), place);
    }

    /// Draws the note that a link definition is: its title, or its address, with the link.
    fn explain(&mut self, label: &str, target: &str, title: &str, range: &Range<usize>) {
        let place = Span::new(range.start, range.end);
        let id = format!("explained:{label}");
        let attributes = [(Attribute::Id, id.as_str()), (Attribute::Class, "csl-entry")];
        self.drawn.0.push((label.to_owned(), place));
        self.builder.start(Tag::Div, attributes.into_iter(), place);
        self.builder.start(Tag::A, std::iter::once((Attribute::Href, target)), place);
        self.copy(if title.is_empty() { target } else { title }, place);
        self.builder.end(Tag::A);
        self.builder.end(Tag::Div);
    }
}

fn heading(level: HeadingLevel) -> Tag {
    match level {
        HeadingLevel::H1 => Tag::H1,
        HeadingLevel::H2 => Tag::H2,
        HeadingLevel::H3 => Tag::H3,
        HeadingLevel::H4 => Tag::H4,
        HeadingLevel::H5 => Tag::H5,
        HeadingLevel::H6 => Tag::H6,
    }
}

/// Whether a line that goes on with a paragraph is one of a list whose labels Markdown does not know: `[2] https://…` below or above `[1]` or `[3]`.
fn lists(source: &str, start: usize) -> bool {
    let label = |line: &str| -> Option<u32> {
        let inner = line.strip_prefix('[').or_else(|| line.strip_prefix("\\["))?;
        let (number, rest) = inner.split_once(']')?;
        let space = rest.starts_with(|c: char| c.is_whitespace());
        number.trim_end_matches('\\').parse().ok().filter(|_| space)
    };
    let (above, below) = source.split_at_checked(start).unwrap_or((source, ""));
    let Some(number) = label(below) else { return false };
    let before = above.trim_end_matches('\n').rsplit('\n').next().and_then(|line| label(line.trim_start()));
    let after = below.split('\n').nth(1).and_then(|line| label(line.trim_start()));
    before.is_some_and(|before| before + 1 == number) || after.is_some_and(|after| number + 1 == after)
}
