//! Markdown: footnotes, lists of references that kept their links, Pandoc's citations with their bibliography.
//!
//! In: text, and the name of the file. Out: a [`Document`]. Markdown is a way to write HTML: its events are drawn as the elements that they stand for, and
//! the rest is the reader of pages: what a marker is, what a note, and what the links in it say. Places lead into the Markdown. Added here: footnotes
//! by their labels, references in a YAML block, and those of a bibliography file that the block names. Not here: lists of references that no link
//! marks, and `[@key]` (the finder).
//!
//! ```text
//! text ─ survey ─► what the links are ─ draw ─► Page ─ html ─► Document ─ bibliography ─► Document
//! ```
//!
//! Standards: `CommonMark` 0.31, GitHub's tables and footnotes, Pandoc's inline notes and metadata.

mod attributes;
mod backlink;
mod bibliography;
mod draw;
mod footnote;
mod survey;

use super::html;
use crate::document::Document;
use crate::source::Text;
use pulldown_cmark::{Options, Parser};
use survey::Survey;

/// The extensions that are read.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_YAML_STYLE_METADATA_BLOCKS);

/// Reads Markdown; a bibliography file that it names is looked for beside the file of that name.
#[must_use]
pub fn read(text: &Text, name: &str) -> Document {
    let parser = || Parser::new_ext(text.as_str(), OPTIONS);
    let survey = Survey::of(parser().into_offset_iter());
    let drawn = draw::draw(text, parser(), &survey);
    let mut diagnostics = Vec::new();
    let mut page = drawn.page;
    let listed = bibliography::read(text, name, &drawn.metadata, &mut page, &mut diagnostics);
    let mut document = html::document(text, page, diagnostics);
    footnote::label(&mut document, &drawn.definitions);
    document.notes.extend(listed);
    document
}

/// Whether an input is Markdown: signs that neither plain text nor a page has.
pub(super) fn is_markdown(sample: &[u8], name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default();
    let named = ["md", "markdown", "mdown", "mkd", "qmd", "rmd"].iter().any(|known| ending.eq_ignore_ascii_case(known));
    named || survey::signs(sample) >= 2
}
