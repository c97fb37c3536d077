//! Builds the flat tree of a page and its visible text.
//!
//! In: tags and text with their offsets ([`super::tokens`]). Out: a [`Page`]. Elements end where HTML lets their end tags be left out; what is
//! misnested closes as a browser would close it, but text stays in the order of the source. White space is collapsed as on the screen; a block
//! begins a line. Not shown: scripts, styles, what is hidden, and the furniture of a site. Time is linear: a walk up the open elements is bounded.
//!
//! Standard: HTML, section 13.2.6, reduced to nesting.

use super::label::{is_number, without_brackets};
use super::names::{Attribute, Nesting, Tag};
use super::page::{Element, Kept, Page};
use super::signs::{Place, Sign, Signs, signs};
use super::tokens::{self, Receiver};
use crate::document::{Block, BlockKind};
use crate::source::{Span, Text};

/// How deep elements are followed, as in browsers; what is deeper counts as standing at that depth.
const DEEPEST: usize = 512;
/// How far up an end tag or an implied end looks.
const REACH: usize = 128;

/// Builds the page of a decoded source.
pub(super) fn build(source: &Text) -> Page {
    tokens::read(source.as_str(), Builder::new(source)).finish()
}

/// White space that waits for text behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    /// A space, where it is the source's own, and where it stands.
    Space,
    /// The end of a line.
    Line,
}

/// Makes a page out of what comes in.
pub(crate) struct Builder<'s> {
    source: &'s Text,
    plain: bool,
    page: Page,
    /// The open elements, from the outside in.
    open: Vec<u32>,
    /// How many of each are open.
    counts: [u32; Tag::COUNT],
    /// How many open elements hide their text.
    hidden: u32,
    /// The open element whose text goes aside.
    aside: Option<u32>,
    gap: (Gap, usize),
    block: Option<usize>,
    /// Where the label starts that is the term of a list, until the text comes that it labels.
    term: Option<usize>,
    /// The open numbered lists, and the number of the next item of each.
    lists: Vec<(u32, u32)>,
    /// The number of the item whose first block is to come.
    number: Option<u32>,
    /// Whether the page title is being read, or the text that stands for scripts.
    apart: Option<Tag>,
}

impl<'s> Builder<'s> {
    /// Begins the page of a decoded source.
    pub(crate) fn new(source: &'s Text) -> Self {
        Self {
            source,
            plain: source.origin().is_identity(),
            page: Page::default(),
            open: Vec::new(),
            counts: [0; Tag::COUNT],
            hidden: 0,
            aside: None,
            gap: (Gap::None, 0),
            block: None,
            term: None,
            lists: Vec::new(),
            number: None,
            apart: None,
        }
    }

    /// The page.
    pub(crate) fn finish(mut self) -> Page {
        self.close_to(0);
        self.end_term();
        self.end_block();
        let end = self.source.as_str().len();
        self.page.origin.replaced(self.page.text.len(), self.source.origin().offset(end));
        self.page
    }

    fn length(&self) -> u32 {
        u32::try_from(self.page.text.len()).unwrap_or(u32::MAX)
    }

    fn count(&mut self, tag: Tag, open: bool) {
        if let Some(count) = self.counts.get_mut(tag as usize) {
            *count = if open { *count + 1 } else { count.saturating_sub(1) };
        }
    }

    fn is_open(&self, tag: Tag) -> bool {
        self.counts.get(tag as usize).is_some_and(|count| *count > 0)
    }

    fn tag_at(&self, depth: usize) -> Tag {
        self.open.get(depth).map_or(Tag::Other, |&index| self.page.tag(index))
    }

    /// Ends open elements down to a depth.
    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            let Some(index) = self.open.pop() else { return };
            self.close(index);
        }
    }

    fn close(&mut self, index: u32) {
        let tag = self.page.tag(index);
        if matches!(tag, Tag::Dd | Tag::Dl) {
            self.end_term();
        }
        // what a block is, the elements tell that are still open
        if tag == Tag::Dt && self.block.is_some_and(|start| self.is_label(start)) {
            self.term = self.block.take();
            self.wait(Gap::Space, 0);
        } else if tag.breaks() {
            self.end_block();
        } else if matches!(tag, Tag::Td | Tag::Th) {
            self.wait(Gap::Space, 0);
        }
        let end = u32::try_from(self.page.elements.len()).unwrap_or(u32::MAX);
        let length = self.length();
        let Some(element) = self.page.elements.get_mut(index as usize) else { return };
        element.end = end;
        element.text.1 = length;
        let hides = element.hides;
        self.count(tag, false);
        self.hidden = self.hidden.saturating_sub(u32::from(hides));
        if self.aside == Some(index) {
            self.aside = None;
        }
        if self.lists.last().is_some_and(|(list, _)| *list == index) {
            self.lists.pop();
        }
        if self.apart == Some(tag) {
            self.apart = None;
        }
    }

    /// Notes white space; the end of a line counts for more than a space.
    fn wait(&mut self, gap: Gap, at: usize) {
        if gap > self.gap.0 {
            self.gap = (gap, at);
        }
    }

    fn end_block(&mut self) {
        if let Some(start) = self.block.take() {
            let inside = |tags: &[Tag]| tags.iter().any(|tag| self.is_open(*tag));
            let kind = if inside(&[Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6]) {
                BlockKind::Heading
            } else if inside(&[Tag::Li, Tag::Dd, Tag::Dt]) {
                BlockKind::Item
            } else {
                BlockKind::Text
            };
            let number = if kind == BlockKind::Item { self.number.take() } else { None };
            self.page.blocks.push(Block { number, ..Block::new(kind, Span::new(start, self.page.text.len())) });
        } else if self.term.is_some() {
            return;
        }
        self.wait(Gap::Line, 0);
    }

    /// Whether the text from a place on is a label in brackets, or a number: `[3]`, `[Knu84]`, `3.`
    fn is_label(&self, start: usize) -> bool {
        let (label, bracketed) = without_brackets(self.page.text.get(start..).unwrap_or_default());
        let short = bracketed && label.len() < 24 && !label.contains(char::is_whitespace);
        short || is_number(label.trim_end_matches(['.', ':', ')']))
    }

    /// Makes a label that labels nothing a block of its own.
    fn end_term(&mut self) {
        if let Some(start) = self.term.take() {
            self.block = Some(start);
            self.end_block();
        }
    }

    /// Ends the nearest open element of one of the tags, where none of the fences is nearer.
    fn imply(&mut self, tags: &[Tag], fences: &[Tag]) {
        if !tags.iter().any(|tag| self.is_open(*tag)) {
            return;
        }
        let lowest = self.open.len().saturating_sub(REACH);
        for depth in (lowest..self.open.len()).rev() {
            let tag = self.tag_at(depth);
            if tags.contains(&tag) {
                self.close_to(depth);
                return;
            }
            if fences.contains(&tag) || (tag.is_scope() && !matches!(tag, Tag::Td | Tag::Th | Tag::Caption)) {
                return;
            }
        }
    }

    /// Counts an item of a numbered list.
    fn item(&mut self, index: u32, parent: u32) {
        let value = self.page.attribute(index, Attribute::Value).and_then(|value| value.trim().parse().ok());
        self.number = self.lists.last_mut().filter(|(list, _)| *list == parent).map(|(_, next)| {
            let number = value.unwrap_or(*next);
            *next = number.saturating_add(1);
            number
        });
    }

    /// Keeps attributes; gives their place.
    fn keep<'a>(&mut self, attributes: impl Iterator<Item = (Attribute, &'a str)>) -> (u32, u16) {
        let start = self.page.attributes.len();
        for (name, value) in attributes {
            let from = u32::try_from(self.page.values.len()).unwrap_or(u32::MAX);
            self.page.values.push_str(value);
            let to = u32::try_from(self.page.values.len()).unwrap_or(u32::MAX);
            self.page.attributes.push(Kept { name, value: (from, to) });
        }
        let count = u16::try_from(self.page.attributes.len() - start).unwrap_or(u16::MAX);
        (u32::try_from(start).unwrap_or(u32::MAX), count)
    }

    /// Writes the white space that waits.
    fn fill_gap(&mut self, at: usize) {
        let (gap, from) = std::mem::replace(&mut self.gap, (Gap::None, 0));
        if gap == Gap::None || self.page.text.is_empty() {
            return;
        }
        let from = if from == 0 { at } else { from };
        self.page.origin.replaced(self.page.text.len(), self.source.origin().offset(from));
        self.page.text.push(if gap == Gap::Line { '\n' } else { ' ' });
    }

    /// Writes visible text that stands for one stretch of the source.
    fn write(&mut self, text: &str, at: usize, copied: bool) {
        self.fill_gap(at);
        if self.block.is_none() {
            self.block = Some(self.term.take().unwrap_or(self.page.text.len()));
        }
        if !copied {
            self.page.origin.replaced(self.page.text.len(), self.source.origin().offset(at));
            self.page.text.push_str(text);
        } else if self.plain {
            self.page.origin.copied(self.page.text.len(), at);
            self.page.text.push_str(text);
        } else {
            let (out, origin) = (&mut self.page.text, &mut self.page.origin);
            self.source.copy_to(Span::new(at, at + text.len()), out, origin);
        }
    }
}

/// What the attributes of an element say of it.
fn read_signs(page: &Page, tag: Tag, (start, count): (u32, u16)) -> (Signs, bool) {
    let (mut found, mut hidden) = (Signs::default(), false);
    let kept = page.attributes.get(start as usize..start as usize + usize::from(count)).unwrap_or_default();
    for Kept { name, value: (from, to) } in kept {
        let value = page.values.get(*from as usize..*to as usize).unwrap_or_default();
        match name {
            Attribute::Class => found.add(signs(Place::Class, value)),
            Attribute::Role
            | Attribute::EpubType
            | Attribute::Rel
            | Attribute::Rev
            | Attribute::Itemprop
            | Attribute::Property => found.add(signs(Place::Role, value)),
            Attribute::Id => found.add(signs(Place::Id, value)),
            Attribute::Hidden => hidden |= value != "until-found",
            Attribute::Style => {
                hidden |= styled(value, "display", "none");
                if styled(value, "vertical-align", "super") {
                    found.add(signs(Place::Class, "superscript"));
                }
            }
            _ => {}
        }
    }
    // what is folded away is there to be unfolded
    let folded = found.has(Sign::Folded)
        || matches!(tag, Tag::Section | Tag::Details | Tag::Body | Tag::Html | Tag::Ol | Tag::Li);
    (found, hidden && !folded)
}

/// Whether a style attribute sets a property to a value.
fn styled(style: &str, property: &str, value: &str) -> bool {
    style.split(';').filter_map(|one| one.split_once(':')).any(|(name, set)| {
        name.trim().eq_ignore_ascii_case(property)
            && set.trim().get(..value.len()).is_some_and(|set| set.eq_ignore_ascii_case(value))
    })
}

impl Receiver for Builder<'_> {
    fn start<'a>(&mut self, tag: Tag, attributes: impl Iterator<Item = (Attribute, &'a str)>, place: Span) {
        if matches!(tag, Tag::Html | Tag::Body | Tag::Head) && self.is_open(tag) {
            return;
        }
        if tag.ends_paragraph() {
            self.imply(&[Tag::P], &[Tag::Td, Tag::Th, Tag::Caption]);
        }
        if let Some((ended, fences)) = tag.ends() {
            self.imply(ended, fences);
        }
        if tag == Tag::Body {
            self.imply(&[Tag::Head], &[]);
        }
        let void = tag.nesting() == Nesting::Void;
        if self.open.len() >= DEEPEST && !void {
            self.page.too_deep = true;
            self.close_to(DEEPEST - 1);
        }
        if tag == Tag::Dt {
            self.end_term();
        }
        if tag.breaks() {
            self.end_block();
        }
        let attributes = self.keep(attributes);
        let (signs, hidden) = read_signs(&self.page, tag, attributes);
        let hides = hidden
            || (signs.has(Sign::Furniture) && !matches!(tag, Tag::Body | Tag::Html))
            || matches!(tag, Tag::Nav | Tag::Template | Tag::Svg | Tag::Annotation | Tag::Noscript | Tag::Rp);
        let index = u32::try_from(self.page.elements.len()).unwrap_or(u32::MAX);
        let parent = self.open.last().copied().unwrap_or(index);
        let at = self.length();
        let source = (u32::try_from(place.start).unwrap_or(u32::MAX), u32::try_from(place.end).unwrap_or(u32::MAX));
        self.page.elements.push(Element {
            tag,
            signs,
            hides: hides && !void,
            parent,
            end: index + 1,
            text: (at, at),
            attributes,
            source,
        });
        match tag {
            Tag::Ol => {
                let first = self.page.attribute(index, Attribute::Start).and_then(|start| start.trim().parse().ok());
                self.lists.push((index, first.unwrap_or(1)));
            }
            Tag::Li => self.item(index, parent),
            Tag::Br => self.wait(Gap::Line, place.start),
            Tag::Title if self.hidden == 0 && self.page.title.is_empty() => self.apart = Some(tag),
            Tag::Noscript => self.apart = Some(tag),
            _ => {}
        }
        if void {
            return;
        }
        self.open.push(index);
        self.count(tag, true);
        self.hidden += u32::from(hides);
        if signs.has(Sign::Maintenance) && self.aside.is_none() {
            self.aside = Some(index);
            self.page.asides.push((index, String::new()));
        }
    }

    fn end(&mut self, tag: Tag) {
        if tag == Tag::Br {
            self.wait(Gap::Line, 0);
        }
        // a page goes on behind `</body>`
        if !self.is_open(tag) || matches!(tag, Tag::Body | Tag::Html) {
            return;
        }
        let tabular = tag.nesting() == Nesting::Table;
        let lowest = self.open.len().saturating_sub(if tabular { DEEPEST } else { REACH });
        let mut blocks = false;
        for depth in (lowest..self.open.len()).rev() {
            let at = self.tag_at(depth);
            if at == tag {
                if blocks && tag.nesting() == Nesting::Formatting {
                    // the blocks inside stay open
                    let index = self.open.remove(depth);
                    self.close(index);
                } else {
                    self.close_to(depth);
                }
                return;
            }
            blocks |= matches!(at.nesting(), Nesting::Block | Nesting::Table);
            let fenced = at.is_scope() && !(tabular && at != Tag::Table);
            if fenced || (blocks && tag.nesting() == Nesting::Inline) {
                return;
            }
        }
    }

    fn text(&mut self, text: &str, at: usize, copied: bool) {
        if let Some(tag) = self.apart {
            match tag {
                Tag::Title => self.page.title.push_str(text),
                _ => self.page.script += text.len(),
            }
            return;
        }
        if self.aside.is_some() {
            if let Some((_, aside)) = self.page.asides.last_mut() {
                aside.push_str(text);
            }
            return;
        }
        if self.hidden > 0 || self.is_open(Tag::Head) {
            return;
        }
        if self.is_open(Tag::Pre) {
            for (row, line) in text.split('\n').enumerate() {
                if row > 0 {
                    self.wait(Gap::Line, 0);
                }
                if !line.is_empty() {
                    let offset = line.as_ptr().addr() - text.as_ptr().addr();
                    self.write(line, if copied { at + offset } else { at }, copied);
                }
            }
            return;
        }
        let bytes = text.as_bytes();
        let space = |at: usize| bytes.get(at).is_some_and(|byte| matches!(byte, b' ' | b'\n' | b'\t' | b'\x0C'));
        let mut from = 0;
        while from < bytes.len() {
            if space(from) {
                self.wait(Gap::Space, if copied { at + from } else { at });
                from += 1;
                continue;
            }
            // a single space between words is copied with them
            let mut end = from;
            while end < bytes.len()
                && !(space(end) && (bytes.get(end) != Some(&b' ') || space(end + 1) || end + 1 == bytes.len()))
            {
                end += 1;
            }
            self.write(text.get(from..end).unwrap_or_default(), if copied { at + from } else { at }, copied);
            from = end;
        }
    }

    fn raw(&mut self, tag: Tag, start: usize, end: usize) {
        if tag != Tag::Script {
            return;
        }
        let index = u32::try_from(self.page.elements.len().saturating_sub(1)).unwrap_or(u32::MAX);
        if self
            .page
            .attribute(index, Attribute::Type)
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"))
        {
            self.page.linked_data.push(Span::new(start, end));
        } else {
            self.page.script += end - start;
        }
    }

    fn too_many_attributes(&mut self) {
        self.page.too_many_attributes = true;
    }
}
