//! The neutral document: what a reader makes of bytes, and a finder reads. A data room; it knows no format.
//!
//! A document is its visible text, cut into blocks (lines of a text file, paragraphs and list items of a page), with the notes and markers that
//! the format itself marks as such. What a format does not mark, the finder finds in the text.

mod label;

pub use label::Label;
pub(crate) use label::numbered;

use crate::diagnostic::Diagnostic;
use crate::record::Record;
use crate::source::{Span, Text};
use serde_json::{Map, Value as Json};

/// A document: text, its blocks in order, and what its format says outright.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The visible text; spans in a document are offsets of it, and go through its [`crate::source::Origin`] before they are shown.
    pub text: Text,
    /// The blocks in the order of the text, without overlap.
    pub blocks: Vec<Block>,
    /// Notes that the format marks (a list of references, `<ref>`, `[^1]:`).
    pub notes: Vec<MarkedNote>,
    /// Markers that the format marks (`<sup>` with a link, `<ref name=…/>`, `[^1]`).
    pub markers: Vec<MarkedMarker>,
    /// The links that lead out of the document and stand in no marked note, in the order of the text.
    pub links: Vec<Link>,
    /// BCP 47, where the document says it.
    pub language: Option<String>,
    /// What the reader found wrong; spans are bytes of the source already.
    pub diagnostics: Vec<Diagnostic>,
    /// Where the input is our own JSON: what is written back as it came.
    pub saved: Option<Box<Saved>>,
}

/// What our own JSON says of a document beside its references.
#[derive(Debug, Clone, Default)]
pub struct Saved {
    /// Its `document` object.
    pub about: Map<String, Json>,
    /// Its `markers`: a citation by name and year may mean several references, which no note says.
    pub markers: Vec<Json>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text, or a line of it.
    Text,
    /// A heading that the format marks as one.
    Heading,
    /// An item of a list that the format marks as one.
    Item,
    /// One reference and nothing else (`--from lines`).
    Reference,
}

/// A stretch of the text that belongs together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in the text, without its line end.
    pub span: Span,
    /// The number that a list prints before it, where the text does not have it.
    pub number: Option<u32>,
}

impl Block {
    /// A block without a number.
    #[must_use]
    pub const fn new(kind: BlockKind, span: Span) -> Self {
        Self { kind, span, number: None }
    }
}

/// A note that the format marks.
#[derive(Debug, Clone, Default)]
pub struct MarkedNote {
    /// The label that the document prints; empty where it prints none.
    pub label: Label,
    /// The group of the note (`note`, `lower-alpha`); empty for the main list.
    pub group: String,
    /// The citations in it; a note that is only prose has one without a record.
    pub citations: Vec<MarkedCitation>,
    /// Where the body stands in the text.
    pub span: Span,
}

/// A citation in a marked note.
#[derive(Debug, Clone, Default)]
pub struct MarkedCitation {
    /// Its text, as a reader would see it.
    pub span: Span,
    /// What the structure of the source says of it (a template, `COinS`, an entry); the grammar reads the rest out of the text.
    pub record: Option<Box<Record>>,
    /// Whether the text is a form of the record (it then holds nothing that the record does not), so that the grammar need not read it.
    pub complete: bool,
    /// Whether the structure frames all of the text, so that it is one citation and nothing is said around it.
    pub framed: bool,
    /// Where the input is our own JSON: the keys of the entry that say how it was read (`id`, `style`, `confidence`, `parts`), to be written back as
    /// they came.
    pub saved: Option<Box<Map<String, Json>>>,
}

impl MarkedCitation {
    /// Moves it some bytes further on.
    pub(crate) const fn shift(&mut self, by: usize) {
        self.span = self.span.shifted(by);
    }
}

/// A link in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The linked text.
    pub span: Span,
    /// The target as written, made absolute where the document says how.
    pub target: String,
}

impl Document {
    /// The links that stand in a stretch of the text and in no marked note.
    #[must_use]
    pub fn links_in(&self, stretch: Span) -> &[Link] {
        let from = self.links.partition_point(|link| link.span.start < stretch.start);
        let rest = self.links.get(from..).unwrap_or_default();
        let count = rest.iter().take_while(|link| link.span.end <= stretch.end).count();
        rest.get(..count).unwrap_or_default()
    }
}

/// A marker that the format marks.
#[derive(Debug, Clone, Default)]
pub struct MarkedMarker {
    /// The label that the document prints.
    pub label: Label,
    /// Its group, as for notes.
    pub group: String,
    /// Where it stands in the text.
    pub span: Span,
    /// Which of [`Document::notes`] it points to, where the format says so.
    pub note: Option<usize>,
    /// A place inside the work (`12` in `[5]:12`).
    pub locator: Option<String>,
}
