//! The inputs as links.
//!
//! In: files. Out: their bibliographies, and the links of their references with the places where they stand. What cannot be read is told and passed
//! over; the rest is checked.

use super::arguments::{self, Arguments, Plan};
use crate::command::input::{Input, inputs};
use crate::diagnostic::{Severity, Shown, show};
use crate::link::plan::{self, Link, Place};
use crate::pipeline::{self, Bibliography, Keep};
use crate::reader::{Format, Refused, detect};
use crate::source::Lines;
use std::sync::Arc;

/// What was read.
pub(super) struct Cited {
    /// The documents.
    pub(super) bibliographies: Vec<Bibliography>,
    /// The links of all of them.
    pub(super) links: Vec<Link>,
    /// For each link, its document and its reference there.
    pub(super) of: Vec<(usize, usize)>,
    /// Whether an input could not be read.
    pub(super) unread: bool,
}

impl Cited {
    /// Reads the inputs; `None` when there are none.
    pub(super) fn read(arguments: &Arguments, plan: &Plan) -> Option<Self> {
        let inputs = inputs(&arguments.files);
        if inputs.is_empty() {
            return None;
        }
        let mut out = Self { bibliographies: Vec::new(), links: Vec::new(), of: Vec::new(), unread: false };
        for input in &inputs {
            match read(input, arguments.from.as_deref()) {
                Ok(bibliographies) => bibliographies.into_iter().for_each(|bibliography| out.take(bibliography, plan)),
                Err(shown) => {
                    super::say(&shown);
                    out.unread = true;
                }
            }
        }
        Some(out)
    }

    fn take(&mut self, mut bibliography: Bibliography, plan: &Plan) {
        let text = bibliography.text.as_str();
        let lines = Lines::of(text);
        let document = self.bibliographies.len();
        let path: Arc<str> = bibliography.path.as_str().into();
        self.links.reserve(bibliography.references.len());
        self.of.reserve(bibliography.references.len());
        // only the format that writes the documents needs the records again: the others let go of each when its links are taken
        let keep = plan.format == arguments::Format::Json;
        for (at, reference) in bibliography.references.iter_mut().enumerate() {
            let position = lines.position(text, reference.span.start);
            let place = Place { path: Arc::clone(&path), position: Some((position.line, position.column)) };
            let links = match &reference.record {
                Some(record) => plan::links(record, &place, &plan.doi),
                None => plan::bare(reference.span.slice(text), &place),
            };
            if !keep {
                reference.record = None;
            }
            for link in
                links.into_iter().filter(|link| link.printed.is_empty() || !plan.exclude.is_match(&link.printed))
            {
                self.links.push(link);
                self.of.push((document, at));
            }
        }
        if keep {
            self.bibliographies.push(bibliography);
        }
    }
}

fn read(input: &Input, from: Option<&str>) -> Result<Vec<Bibliography>, String> {
    let told = |name: &str, diagnostic| {
        let shown = Shown { colour: crate::command::colour(), least: Severity::Hint };
        show(name, "", |span| span, &[diagnostic], shown)
    };
    let source = input.read().map_err(|diagnostic| told(&input.name(), diagnostic))?;
    let format = match from.and_then(Format::from_word) {
        Some(format) => format,
        None => detect(&source.bytes, &source.name).map_err(|Refused(diagnostic)| told(&source.name, diagnostic))?,
    };
    Ok(pipeline::parse_keeping(&source, format, Keep::Records))
}
