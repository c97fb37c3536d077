//! Pages: the notes, markers and citations of any HTML, with the places that they stand at.
//!
//! In: bytes. Out: a [`Document`]: the visible text in blocks; the notes that links mark as such, each cut into its citations, with what their
//! structure says (`COinS`, template parameters, microdata, links, `<cite>`); the markers, paired with their notes. Structure first: what it does
//! not say, the grammar reads out of the text. Not here: notes that no link leads to and citations in running prose (the finder), fields of the
//! text (the grammar).
//!
//! ```text
//! bytes ─ charset ─► text ─ tokens ─► build ─► Page ─ notes ─► body ─ citation ─► fields ─► Document
//! ```

mod blank;
mod body;
mod build;
mod charset;
mod citation;
mod coins;
mod elsewhere;
mod entries;
mod fields;

mod label;
mod linked;
mod metadata;
mod microdata;
mod names;
mod notes;
mod page;
mod resolver;
mod said;
mod signs;
mod target;
mod tokens;

use crate::document::{Document, MarkedCitation, MarkedMarker, MarkedNote};
use crate::source::Text;
use names::{Attribute, Tag};
use notes::Found;
use page::Page;
use target::Targets;

/// Reads a page.
#[must_use]
pub fn read(bytes: Vec<u8>) -> Document {
    let mut diagnostics = Vec::new();
    let decoded = charset::read(bytes, &mut diagnostics);
    let mut page = build::build(&decoded.text);
    let targets = Targets::of(&page);
    let mut found = notes::find(&targets);
    entries::add(&page, &mut found);
    let wiki = is_wiki(&page);
    let mut notes: Vec<MarkedNote> = found.notes.iter().map(|note| marked(&targets, note, wiki)).collect();
    let markers = markers(found);
    blank::diagnose(&page, !notes.is_empty(), &mut diagnostics);
    elsewhere::add(&decoded.text, &mut page, &mut notes, &mut diagnostics);
    let language = language(&page);
    Document {
        notes,
        markers,
        language,
        blocks: page.blocks,
        text: Text::new(page.text, page.origin),
        diagnostics,
        ..Document::default()
    }
}

/// Whether an input is a page: it begins as one, or it is full of tags; the name decides where there are few.
pub(super) fn looks_like(sample: &[u8], name: &str) -> bool {
    let wide: Vec<u8>;
    let sample = if sample.starts_with(b"\xFF\xFE") || sample.starts_with(b"\xFE\xFF") {
        wide = sample.iter().copied().filter(|byte| *byte != 0).collect();
        &wide
    } else {
        sample
    };
    let start = memchr::memchr(b'<', sample).unwrap_or(sample.len());
    let head: Vec<u8> = sample.iter().skip(start).take(2048).map(u8::to_ascii_lowercase).collect();
    let begins = |word: &[u8]| head.starts_with(word);
    let blank = sample
        .get(..start)
        .is_some_and(|before| before.iter().all(|byte| byte.is_ascii_whitespace() || *byte >= 0x80) && start < 16);
    let has = |word: &[u8]| memchr::memmem::find(&head, word).is_some();
    if blank
        && (begins(b"<!doctype html")
            || begins(b"<html")
            || begins(b"<head")
            || begins(b"<body")
            || (begins(b"<?xml") && has(b"<html"))
            || (begins(b"<!--") && has(b"<html")))
    {
        return true;
    }
    let named = name
        .rsplit('.')
        .next()
        .is_some_and(|ending| ["html", "htm", "xhtml", "mhtml"].iter().any(|known| ending.eq_ignore_ascii_case(known)));
    let tags =
        |words: &[&[u8]]| words.iter().map(|word| memchr::memmem::find_iter(sample, word).count()).sum::<usize>();
    let blocks = tags(&[b"</p>", b"</div>", b"</li>", b"</td>", b"</h2>", b"</a>"]);
    // wikitext and Markdown hold tags too, but few that end a block
    let begun = blank
        && [&b"<p"[..], b"<div", b"<article", b"<section", b"<ol", b"<ul", b"<table", b"<h1", b"<h2", b"<main"]
            .iter()
            .any(|word| begins(word));
    (named && blocks > 0) || (begun && blocks > 1) || blocks * 200 > sample.len()
}

fn marked(targets: &Targets<'_>, note: &notes::Note, wiki: bool) -> MarkedNote {
    let page = targets.page();
    let body = body::body(targets, note);
    let citations = citation::pieces(page, note.element, body)
        .into_iter()
        .map(|piece| {
            let said = fields::read(targets, &piece, wiki);
            MarkedCitation { span: piece.span, record: said.record, links: said.links, ..MarkedCitation::default() }
        })
        .collect();
    MarkedNote { label: note.label.clone(), group: note.group.clone(), citations, span: body }
}

fn markers(found: Found) -> Vec<MarkedMarker> {
    let made = |marker: notes::Marker| MarkedMarker {
        label: marker.label,
        group: marker.group,
        span: marker.span,
        note: marker.note,
        locator: marker.locator,
    };
    found.markers.into_iter().map(made).collect()
}

/// Whether `MediaWiki` made the page: its links say which of them lead out.
fn is_wiki(page: &Page) -> bool {
    page.elements.iter().zip(0_u32..).any(|(element, at)| match element.tag {
        Tag::Meta => page.attribute(at, Attribute::Content).is_some_and(|content| content.starts_with("MediaWiki")),
        Tag::Link => page.attribute(at, Attribute::Rel).is_some_and(|rel| rel.starts_with("mw:")),
        Tag::Html => {
            page.attribute(at, Attribute::About).is_some_and(|about| about.contains("Special:Redirect/revision"))
        }
        Tag::A => {
            page.attribute(at, Attribute::Rel).is_some_and(|rel| rel.starts_with("mw:"))
                || page.attribute(at, Attribute::Class).is_some_and(|class| class.starts_with("external "))
        }
        _ => false,
    })
}

/// The language that the page says it is in.
fn language(page: &Page) -> Option<String> {
    let root =
        page.elements.iter().zip(0_u32..).take(40).filter(|(element, _)| matches!(element.tag, Tag::Html | Tag::Body));
    let found =
        root.map(|(_, at)| page.attribute(at, Attribute::Lang).or_else(|| page.attribute(at, Attribute::XmlLang)));
    found.flatten().find(|tag| !tag.trim().is_empty()).map(|tag| tag.trim().to_owned())
}
