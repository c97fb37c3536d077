//! What a document's references are, and their JSON.
//!
//! Standard: DESIGN.md, section 5; `refs/schema.json` holds it.

use crate::diagnostic::Diagnostic;
use crate::document::Saved;
use crate::finder::{Marker, Note};
use crate::grammar::{Label, Part};
use crate::json::Put;
use crate::reader::Format;
use crate::record::{Pointer, Record};
use crate::source::{Span, Text};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer};
use serde_json::{Map, Value as Json};
use std::borrow::Cow;

/// All that was read out of one document.
#[derive(Debug, Clone)]
pub struct Bibliography {
    /// The name of the input.
    pub path: String,
    /// The format that it was read in.
    pub format: Format,
    /// The language of the text, BCP 47, where it is known.
    pub language: Option<String>,
    /// The text; spans of references, notes and markers are offsets of it.
    pub text: Text,
    /// The references, in the order of the text.
    pub references: Vec<Reference>,
    /// The notes that they stand in.
    pub notes: Vec<Note>,
    /// The markers.
    pub markers: Vec<Marker>,
    /// The citations in running text that name their works themselves.
    pub citations: Vec<Cited>,
    /// What is wrong; spans are bytes of the source.
    pub diagnostics: Vec<Diagnostic>,
    /// What a saved file says of the document, as it came.
    pub saved: Option<Box<Saved>>,
}

/// A citation by names and year, or by key.
#[derive(Debug, Clone, Default)]
pub struct Cited {
    /// As printed, without the place in the work: `Smith 2004a`, `Putz (2015)`, `putz2015`.
    pub label: String,
    /// Where it stands in the text, with the place.
    pub span: Span,
    /// The place in the work.
    pub locator: Option<String>,
    /// The references that it means; several where it fits them alike, none where they are not there.
    pub references: Vec<usize>,
}

/// What a note points at that says no more than "the work above".
#[derive(Debug, Clone, Default)]
pub struct Pointed {
    /// The reference that it means; `None` where that is not there.
    pub to: Option<usize>,
    /// The place in the work.
    pub locator: Option<String>,
}

/// One reference: text as printed, and the record that it says.
#[derive(Debug, Clone, Default)]
pub struct Reference {
    /// Which note it stands in.
    pub note: usize,
    /// Where it stands in the text.
    pub span: Span,
    /// What the note says before the citation, up to it: "see also"; CSL's `prefix`.
    pub prefix: Option<Span>,
    /// What the note says behind the citation, from it on: CSL's `suffix`.
    pub suffix: Option<Span>,
    /// What it says; `None` for a note that is only prose, or only points at another reference.
    pub record: Option<Box<Record>>,
    /// What it points at, where it is "ibid." or a short form.
    pub pointer: Option<Pointed>,
    /// What it points at if some reference fits: until that is known, it is not read.
    pub(super) aim: Option<Box<Pointer>>,
    /// The style that explains it.
    pub style: &'static str,
    /// How well, 0 to 1.
    pub confidence: f32,
    /// Its parts, as spans of the text.
    pub parts: Vec<Part>,
    /// The keys of a saved entry, as they came.
    pub saved: Option<Box<Map<String, Json>>>,
}

impl Reference {
    /// Where the citation itself stands, without what is said about it.
    #[must_use]
    pub fn citation(&self) -> Span {
        let start = self.prefix.map_or(self.span.start, |prefix| prefix.end);
        Span::new(start, self.suffix.map_or(self.span.end, |suffix| suffix.start).max(start))
    }

    /// Takes what is said before the citation into the reference; its parts are still all of it.
    pub(super) fn led_by(&mut self, prefix: Span) {
        let prefix = Span::new(prefix.start, self.span.start);
        if !self.parts.is_empty() {
            self.parts.insert(0, Part { label: Label::Annotation, span: prefix, date: None });
        }
        self.span.start = prefix.start;
        self.prefix = Some(prefix);
    }

    /// Takes what is said behind the citation into the reference.
    pub(super) fn followed_by(&mut self, suffix: Span) {
        let suffix = Span::new(self.span.end, suffix.end);
        if !self.parts.is_empty() {
            self.parts.push(Part { label: Label::Annotation, span: suffix, date: None });
        }
        self.span.end = suffix.end;
        self.suffix = Some(suffix);
    }

    /// Its citation key; empty where there is no record.
    #[must_use]
    pub fn id(&self) -> &str {
        self.record.as_ref().map_or("", |record| &record.id)
    }
}

/// A bibliography, with or without the parts of its references, as JSON.
#[derive(Debug)]
pub struct Shown<'b> {
    /// What is shown.
    pub bibliography: &'b Bibliography,
    /// Whether the parts are shown.
    pub parts: bool,
}

impl Bibliography {
    /// The label of the note that a reference stands in; empty for none.
    #[must_use]
    pub fn label(&self, reference: &Reference) -> &str {
        self.notes.get(reference.note).map_or("", |note| &note.label)
    }

    /// The bibliography as JSON.
    #[must_use]
    pub const fn shown(&self, parts: bool) -> Shown<'_> {
        Shown { bibliography: self, parts }
    }

    /// One reference as an object of its own, with its document: a line of JSON lines.
    #[must_use]
    pub fn line<'b>(&'b self, reference: &'b Reference, parts: bool) -> impl Serialize + use<'b> {
        let span = self.text.origin().span(reference.span);
        Entry { bibliography: self, reference, span, parts, document: true }
    }
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bibliography = self.bibliography;
        let mut out = serializer.serialize_struct("Bibliography", 4)?;
        out.serialize_field("document", &About(bibliography))?;
        out.serialize_field("references", &Entries(self))?;
        out.serialize_field("markers", &Markers(bibliography))?;
        out.serialize_field("diagnostics", &bibliography.diagnostics)?;
        out.end()
    }
}

struct About<'b>(&'b Bibliography);

impl Serialize for About<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(saved) = &self.0.saved {
            return saved.about.serialize(serializer);
        }
        let mut out = serializer.serialize_map(None)?;
        out.put("path", &self.0.path)?;
        out.put("format", self.0.format.as_str())?;
        if let Some(language) = &self.0.language {
            out.put("language", language)?;
        }
        out.end()
    }
}

struct Entries<'b>(&'b Shown<'b>);

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Shown { bibliography, parts } = self.0;
        let mut out = serializer.serialize_seq(Some(bibliography.references.len()))?;
        let mut places = bibliography.text.origin().in_order();
        for reference in &bibliography.references {
            let span = places.span(reference.span);
            out.serialize_element(&Entry { bibliography, reference, span, parts: *parts, document: false })?;
        }
        out.end()
    }
}

struct Entry<'b> {
    bibliography: &'b Bibliography,
    reference: &'b Reference,
    /// Where it stands in the source.
    span: Span,
    parts: bool,
    document: bool,
}

impl Serialize for Entry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { bibliography, reference, span, parts, document } = self;
        let text = &bibliography.text;
        let mut out = serializer.serialize_map(None)?;
        if *document {
            out.put("document", &About(bibliography))?;
        }
        match (&reference.saved, &reference.record) {
            (Some(saved), _) if saved.contains_key("id") => out.put("id", &saved.get("id"))?,
            (_, Some(record)) => out.put("id", &record.id)?,
            _ => {}
        }
        let label = bibliography.label(reference);
        if !label.is_empty() {
            out.put("label", label)?;
        }
        out.put("span", span)?;
        out.put("raw", reference.span.slice(text.as_str()))?;
        out.put("item", &reference.record)?;
        if let Some(pointer) = &reference.pointer {
            let to = pointer.to.and_then(|at| bibliography.references.get(at)).map(Reference::id);
            out.put("pointer", &OnePointer { to, locator: pointer.locator.as_deref() })?;
        }
        if let Some(saved) = &reference.saved {
            for (key, value) in saved.iter().filter(|(key, _)| key.as_str() != "id") {
                out.serialize_entry(key, value)?;
            }
            return out.end();
        }
        for (key, span) in [("prefix", reference.prefix), ("suffix", reference.suffix)] {
            if let Some(span) = span {
                let around = |c: char| {
                    c.is_whitespace() || matches!(c, ';' | '；' | '؛' | '*' | '•' | '‣' | '▪' | '■' | '●' | '◦')
                };
                out.put(key, span.slice(text.as_str()).trim_matches(around))?;
            }
        }
        if !reference.style.is_empty() {
            out.put("style", reference.style)?;
            out.put("confidence", &((f64::from(reference.confidence) * 100.0).round() / 100.0))?;
        }
        if *parts {
            out.put("parts", &Parts(bibliography, &reference.parts))?;
        }
        out.end()
    }
}

struct Parts<'b>(&'b Bibliography, &'b [Part]);

impl Serialize for Parts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_seq(Some(self.1.len()))?;
        for part in self.1 {
            out.serialize_element(&OnePart {
                label: &part.label.as_str(),
                span: self.0.text.origin().span(part.span),
            })?;
        }
        out.end()
    }
}

#[derive(serde::Serialize)]
struct OnePart<'b> {
    label: &'b str,
    span: Span,
}

#[derive(serde::Serialize)]
struct OnePointer<'b> {
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'b str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locator: Option<&'b str>,
}

struct Markers<'b>(&'b Bibliography);

impl Serialize for Markers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bibliography = self.0;
        if let Some(saved) = &bibliography.saved {
            return saved.markers.serialize(serializer);
        }
        let id = |at: usize| bibliography.references.get(at).map(Reference::id).filter(|id| !id.is_empty());
        // the references of each note, in the order of the text; a pointer stands for the work that it means
        let mut told: Vec<(usize, &str)> = Vec::with_capacity(bibliography.references.len());
        for (at, reference) in bibliography.references.iter().enumerate() {
            let meant = reference
                .pointer
                .as_ref()
                .filter(|_| reference.record.is_none())
                .map_or(Some(at), |pointer| pointer.to);
            told.extend(meant.and_then(id).map(|id| (reference.note, id)));
        }
        told.sort_by_key(|(note, _)| *note);
        // how many stand before those of each note
        let mut before = vec![0; bibliography.notes.len() + 1];
        for (note, _) in &told {
            if let Some(count) = before.get_mut(note.saturating_add(1)) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for count in &mut before {
            sum += *count;
            *count = sum;
        }
        let ids: Vec<&str> = told.into_iter().map(|(_, id)| id).collect();
        let of_note = |note: usize| ids.get(*before.get(note)?..*before.get(note + 1)?);
        let mut places = bibliography.text.origin().in_order();
        let mut all: Vec<(usize, OneMarker<'_>)> =
            Vec::with_capacity(bibliography.markers.len() + bibliography.citations.len());
        for marker in &bibliography.markers {
            let references = marker.note.and_then(of_note).unwrap_or_default().into();
            let group = (!marker.group.is_empty()).then_some(marker.group.as_str());
            all.push((
                marker.span.start,
                OneMarker {
                    label: &marker.label,
                    group,
                    span: places.span(marker.span),
                    locator: marker.locator.as_deref(),
                    references,
                },
            ));
        }
        for cited in &bibliography.citations {
            let references = cited.references.iter().copied().filter_map(id).collect();
            all.push((
                cited.span.start,
                OneMarker {
                    label: &cited.label,
                    group: None,
                    span: places.span(cited.span),
                    locator: cited.locator.as_deref(),
                    references,
                },
            ));
        }
        if !bibliography.citations.is_empty() {
            all.sort_by_key(|(start, _)| *start);
        }
        serializer.collect_seq(all.iter().map(|(_, marker)| marker))
    }
}

#[derive(serde::Serialize)]
struct OneMarker<'b> {
    label: &'b str,
    group: Option<&'b str>,
    span: Span,
    #[serde(skip_serializing_if = "Option::is_none")]
    locator: Option<&'b str>,
    references: Cow<'b, [&'b str]>,
}
