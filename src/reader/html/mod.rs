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

mod beside;
mod blank;
mod body;
mod build;
mod called;
mod charset;
mod citation;
mod coins;
mod elsewhere;
mod entries;
mod fields;

mod label;
mod linked;
mod links;
mod marks;
mod metadata;
mod microdata;
mod names;
mod notes;
mod page;
mod said;
mod services;
mod signs;
mod straight;
mod target;
mod tokens;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, MarkedCitation, MarkedMarker, MarkedNote};
use crate::source::Text;
pub(super) use build::Builder;
pub(super) use label::{is_arrow, looks_like_label, without_brackets};
pub(super) use names::{Attribute, Tag};
pub(super) use target::decoded;
pub(super) use tokens::{Receiver, read as tokens};

use notes::Found;
pub(super) use page::Page;
use services::Services;
use target::Targets;

/// Reads a page.
#[must_use]
pub fn read(bytes: &[u8]) -> Document {
    let mut diagnostics = Vec::new();
    let decoded = charset::read(bytes, &mut diagnostics);
    let page = build::build(&decoded.text);
    document(&decoded.text, page, diagnostics)
}

/// What a page says, whatever it was made of.
pub(super) fn document(source: &Text, mut page: Page, mut diagnostics: Vec<Diagnostic>) -> Document {
    let targets = Targets::of(&page);
    let mut found = notes::find(&targets);
    beside::add(&page, &mut found);
    entries::add(&page, &mut found);
    if found.markers.is_empty() {
        let unlinked = marks::unlinked(&page);
        found.markers = unlinked.markers;
        if found.notes.is_empty() {
            found.notes = unlinked.notes;
        }
    }
    let none = found.markers.is_empty() && found.notes.is_empty();
    let straight = if none { straight::find(&targets) } else { Vec::new() };
    let wiki = is_wiki(&page);
    let services = Services::of(&page);
    let mut notes: Vec<MarkedNote> = found.notes.iter().map(|note| marked(&targets, &services, note, wiki)).collect();
    let links = links::free(&targets, &services, &found, wiki);
    let mut markers = markers(found);
    blank::diagnose(&page, !notes.is_empty(), &mut diagnostics);
    let mut blocks = std::mem::take(&mut page.blocks);
    services.cut(&page, &mut blocks);
    elsewhere::add(source, &mut page, &mut notes, &mut diagnostics);
    straight::add(straight, &mut page, &mut notes, &mut markers);
    let language = language(&page);
    Document {
        notes,
        markers,
        links,
        language,
        blocks,
        text: Text::new(page.text, page.origin),
        diagnostics,
        ..Document::default()
    }
}

/// Whether an input begins as a page does.
pub(super) fn is_document(sample: &[u8]) -> bool {
    let wide: Vec<u8>;
    let sample = if sample.starts_with(b"\xFF\xFE") || sample.starts_with(b"\xFE\xFF") {
        wide = sample.iter().copied().filter(|byte| *byte != 0).collect();
        &wide
    } else {
        sample
    };
    let Some(head) = head(sample) else { return false };
    let begins = |words: &[&[u8]]| words.iter().any(|word| head.starts_with(word));
    let has = |word: &[u8]| memchr::memmem::find(&head, word).is_some();
    begins(&[b"<!doctype html", b"<html", b"<head", b"<body"]) || (begins(&[b"<?xml", b"<!--"]) && has(b"<html"))
}

/// Whether an input is part of a page: it is full of tags; the name decides where there are few.
pub(super) fn is_fragment(sample: &[u8], name: &str) -> bool {
    let count = |word: &[u8]| memchr::memmem::find_iter(sample, word).count();
    let blocks: usize =
        [&b"</p>"[..], b"</div>", b"</li>", b"</td>", b"</h2>", b"</a>"].iter().map(|word| count(word)).sum();
    let ending = name.rsplit('.').next().unwrap_or_default();
    let named = ["html", "htm", "xhtml"].iter().any(|known| ending.eq_ignore_ascii_case(known));
    let first: [&[u8]; 10] =
        [b"<p", b"<div", b"<article", b"<section", b"<ol", b"<ul", b"<table", b"<h1", b"<h2", b"<main"];
    let begun = head(sample).is_some_and(|head| first.iter().any(|word| head.starts_with(word)));
    // Markdown holds tags too, but few that end a block
    (named && blocks > 0) || (begun && blocks > 1) || blocks * 200 > sample.len()
}

/// The beginning of an input in lower case, where its first tag is the first that stands in it.
fn head(sample: &[u8]) -> Option<Vec<u8>> {
    let start = memchr::memchr(b'<', sample)?;
    let blank = start < 16 && sample.get(..start)?.iter().all(|byte| byte.is_ascii_whitespace() || *byte >= 0x80);
    blank.then(|| sample.iter().skip(start).take(2048).map(u8::to_ascii_lowercase).collect())
}

fn marked(targets: &Targets<'_>, services: &Services, note: &notes::Note, wiki: bool) -> MarkedNote {
    let page = targets.page();
    let body = services.without(page, body::body(targets, note));
    let citations = citation::pieces(page, note.element, body)
        .into_iter()
        .map(|piece| MarkedCitation {
            span: piece.span,
            record: fields::read(targets, services, &piece, wiki),
            framed: piece.whole,
            ..MarkedCitation::default()
        })
        .collect();
    MarkedNote { label: note.label.clone().into(), group: note.group.clone(), citations, span: body }
}

fn markers(found: Found) -> Vec<MarkedMarker> {
    let made = |marker: notes::Marker| MarkedMarker {
        label: marker.label.into(),
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
