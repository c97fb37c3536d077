//! Cuts a JSON text into objects, so that a broken one costs only itself.
//!
//! In: a text that holds one object, an array of objects, or one object a line. Out: each object with the place where it stands. Not here: what the
//! objects mean. Standard: RFC 8259.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Span, Text};
use serde_json::{Map, Value};

/// After so many broken objects a text is no JSON, and the search for the next object, which starts anew behind each of them, ends.
const MOST_BROKEN: usize = 100;

/// One object and the place where it stands in the text.
pub(super) struct Object {
    pub(super) fields: Map<String, Value>,
    pub(super) span: Span,
}

/// Reads the objects of a text, at the top or in an array at the top; what cannot be read is told, and the search goes on behind it.
/// One at a time: a file of many is never held as objects and as records both.
pub(super) fn objects<'t>(
    text: &'t Text,
    diagnostics: &'t mut Vec<Diagnostic>,
) -> impl Iterator<Item = Object> + use<'t> {
    let source = text.as_str();
    let (mut at, mut broken) = (0, 0);
    std::iter::from_fn(move || {
        loop {
            if broken >= MOST_BROKEN {
                return None;
            }
            let start = next_value(source, at)?;
            let rest = source.get(start..).unwrap_or_default();
            let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
            match stream.next() {
                Some(Ok(Value::Object(fields))) => {
                    at = start + stream.byte_offset();
                    return Some(Object { fields, span: Span::new(start, at) });
                }
                Some(Ok(_)) => {
                    at = start + stream.byte_offset().max(1);
                    let span = text.origin().span(Span::new(start, at));
                    diagnostics.push(Diagnostic::at(
                        Code::BrokenEntry,
                        span,
                        "found a value that is no object among the records",
                    ));
                }
                Some(Err(error)) => {
                    let place = start + offset(rest, error.line(), error.column());
                    let span = text.origin().span(Span::new(start, place.max(start + 1).min(source.len())));
                    let what = error.to_string();
                    let what = what.split(" at line ").next().unwrap_or_default();
                    let message = format!("this object is broken at its end: {what}; it is left out");
                    diagnostics.push(
                        Diagnostic::at(Code::BrokenEntry, span, message)
                            .help("correct the file where the mark ends, and read it again"),
                    );
                    broken += 1;
                    let behind = if error.is_eof() { 0 } else { place.saturating_sub(1) };
                    at = next_object(source, behind.max(start + 1))?;
                }
                None => return None,
            }
        }
    })
}

/// Where the next value begins, behind spaces, commas and the brackets of the outer array.
fn next_value(source: &str, from: usize) -> Option<usize> {
    let rest = source.get(from..)?;
    rest.find(|c: char| !(c.is_whitespace() || matches!(c, ',' | '[' | ']' | '\u{FEFF}'))).map(|skipped| from + skipped)
}

/// Where the next object begins that follows a comma, a bracket or another object.
fn next_object(source: &str, from: usize) -> Option<usize> {
    let bytes = source.as_bytes();
    memchr::memchr_iter(b'{', bytes.get(from..)?).map(|at| from + at).find(|&at| {
        let before = bytes.get(..at).unwrap_or_default().trim_ascii_end();
        matches!(before.last(), Some(b',' | b'[' | b'}') | None)
    })
}

/// The offset of a line and column as `serde_json` counts them: lines from 1, columns in bytes.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start = match line.checked_sub(2) {
        Some(skipped) => memchr::memchr_iter(b'\n', text.as_bytes()).nth(skipped).map_or(text.len(), |end| end + 1),
        None => 0,
    };
    let at = (start + column).min(text.len());
    (at..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}
