//! What must hold for every input, good or bad: no panic; parts, joined, are the note byte for byte; spans are in bounds and on character boundaries;
//! the output is as the schema says; the second run prints the same bytes.
//!
//! Held on the input of every case, on every row of `tests/grammar`, and on seeded mutations of both: bytes and words deleted, doubled, swapped, texts cut
//! anywhere. A failure names the input and the seed and leaves the mutation in `target/failed-input`.

use super::case::Case;
use super::known::tests;
use super::schema::{Form, validator, violations};
use rayon::prelude::*;
use refs::pipeline::{self, Bibliography};
use refs::reader::{Format, detect};
use refs::source::{Source, Span};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// About so many bytes of mutations are made of one input.
const BYTES: usize = 60_000;

/// An input, as a case has it.
struct Input {
    name: String,
    bytes: Vec<u8>,
    format: Format,
}

#[test]
fn whatever_comes_in_nothing_is_lost_and_nothing_breaks() {
    let inputs = inputs();
    assert!(inputs.len() > 80, "only {} inputs", inputs.len());
    let schema = validator(Form::Documents);
    let failed: Vec<String> = inputs
        .par_iter()
        .flat_map_iter(|input| {
            let times = (BYTES / input.bytes.len().max(1)).clamp(2, 40) as u64;
            let schema = &schema;
            (0..=times).filter_map(move |seed| {
                let bytes = if seed == 0 { input.bytes.clone() } else { mutated(&input.bytes, seed) };
                let broken = catch_unwind(AssertUnwindSafe(|| broken(&bytes, input.format, schema)));
                let told = broken.unwrap_or_else(|_| Some("it panics".to_owned()))?;
                let path = tests().join("../target/failed-input");
                let _ = fs::write(path, &bytes);
                Some(format!("{} with seed {seed} ({} bytes): {told}", input.name, bytes.len()))
            })
        })
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// What does not hold for an input.
fn broken(bytes: &[u8], format: Format, schema: &jsonschema::Validator) -> Option<String> {
    let read = || pipeline::parse(&Source { name: "input".to_owned(), bytes: bytes.to_vec() }, format);
    let print = |list: &[Bibliography]| {
        serde_json::to_vec(&list.iter().map(|one| one.shown(true)).collect::<Vec<_>>()).unwrap()
    };
    let bibliographies = read();
    for bibliography in &bibliographies {
        if let Some(told) = unsound(bibliography, bytes.len()) {
            return Some(told);
        }
    }
    let printed = print(&bibliographies);
    if printed != print(&read()) {
        return Some("the second run prints something else".to_owned());
    }
    let value = serde_json::from_slice(&printed).unwrap();
    let found = violations(schema, &value);
    (!found.is_empty()).then(|| found.join("; "))
}

/// What does not hold for a bibliography of a source of this length.
fn unsound(bibliography: &Bibliography, length: usize) -> Option<String> {
    let text = bibliography.text.as_str();
    let fits = |span: Span| span.start <= span.end && text.get(span.start..span.end).is_some();
    let in_source = |span: Span| span.start <= span.end && span.end <= length;
    for reference in &bibliography.references {
        if !fits(reference.span) || !in_source(bibliography.text.origin().span(reference.span)) {
            return Some(format!("the span {:?} of a reference does not fit the text", reference.span));
        }
        let mut at = reference.span.start;
        for part in &reference.parts {
            if part.span.start != at || !fits(part.span) {
                return Some(format!("a part {:?} does not begin where the one before it ends, at {at}", part.span));
            }
            at = part.span.end;
        }
        if at != reference.span.end && !reference.parts.is_empty() {
            return Some(format!("the parts end at {at}, the reference at {}", reference.span.end));
        }
    }
    let cited = bibliography.citations.iter().map(|one| one.span);
    for span in bibliography.markers.iter().map(|one| one.span).chain(cited) {
        if !fits(span) || !in_source(bibliography.text.origin().span(span)) {
            return Some(format!("the span {span:?} of a marker does not fit the text"));
        }
    }
    let told = bibliography.diagnostics.iter().filter_map(|one| one.span).find(|span| !in_source(*span));
    told.map(|span| format!("the span {span:?} of a diagnostic is out of bounds"))
}

/// The inputs of the cases and the rows of the grammar.
fn inputs() -> Vec<Input> {
    let mut out = Vec::new();
    for command in ["parse", "check-links", "export"] {
        for case in Case::all(command) {
            let Some(path) = case.input() else { continue };
            let bytes = fs::read(&path).unwrap();
            let arguments = case.arguments();
            let from =
                arguments.iter().skip_while(|word| *word != "--from").nth(1).and_then(|word| Format::from_word(word));
            let Some(format) = from.or_else(|| detect(&bytes, &path.to_string_lossy()).ok()) else { continue };
            out.push(Input { name: case.name, bytes, format });
        }
    }
    for table in fs::read_dir(tests().join("grammar/style")).into_iter().flatten().flatten() {
        let text = fs::read_to_string(table.path()).unwrap();
        for row in text.lines().filter(|row| !row.is_empty() && !row.starts_with('#')) {
            let note = row.split('\t').next().unwrap();
            out.push(Input { name: note.to_owned(), bytes: note.as_bytes().to_vec(), format: Format::Lines });
        }
    }
    out
}

/// Does to bytes what damage does: a few times, cuts, deletes, doubles, swaps.
fn mutated(bytes: &[u8], seed: u64) -> Vec<u8> {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ bytes.len() as u64);
    let mut out = bytes.to_vec();
    for _ in 0..=random.below(4) {
        if out.is_empty() {
            break;
        }
        let (start, end) =
            if random.below(3) == 0 { (random.below(out.len()), 0) } else { word(&out, random.below(out.len())) };
        let end = end.max(start + 1);
        match random.below(7) {
            0 => drop(out.drain(start..end)),
            1 => {
                let copy = out[start..end].to_vec();
                out.splice(end..end, copy);
            }
            2 => {
                let (other, last) = word(&out, random.below(out.len()));
                if end <= other {
                    let (first, second) = (out[start..end].to_vec(), out[other..last].to_vec());
                    out.splice(other..last, first);
                    out.splice(start..end, second);
                }
            }
            3 => out.truncate(start),
            4 => drop(out.drain(..start)),
            5 => out[start] = random.below(256) as u8,
            _ => {
                let signs = [
                    "\"", "(", ")", "[", "]", "{{", "}}", "<", "|", "“", "»", ".", ",", "\n", "\r", "\u{200F}",
                    "\u{A0}", "é", "年", "12", "[1]",
                ];
                out.splice(start..start, signs[random.below(signs.len())].bytes());
            }
        }
    }
    out
}

/// The word around a place, with no space.
fn word(bytes: &[u8], at: usize) -> (usize, usize) {
    let start = bytes[..at].iter().rposition(|byte| *byte == b' ').map_or(0, |space| space + 1);
    let end = bytes[at..].iter().position(|byte| *byte == b' ').map_or(bytes.len(), |space| at + space);
    (start, end.max(start + 1).min(bytes.len()))
}

/// SplitMix64: the same numbers from the same seed, on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % limit.max(1) as u64) as usize
    }
}
