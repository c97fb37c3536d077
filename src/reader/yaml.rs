//! YAML as a tree with places.
//!
//! In: a text. Out: a [`Node`], or what is wrong and where. Not here: what the keys mean; aliases, which no bibliography uses, are null. Standard: YAML 1.2,
//! core schema; depth and size are bounded.

use crate::source::Span;
use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Value};

/// The deepest nesting that is followed.
const DEEPEST: usize = 64;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// Text; whether it was plain, without quotes.
    Scalar(String, bool),
    /// A list.
    List(Vec<Node>),
    /// Keys and values, in order.
    Map(Vec<(String, Node)>),
}

impl Node {
    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        match &self.kind {
            Kind::Map(pairs) => pairs.iter().find(|(name, _)| name == key).map(|(_, node)| node),
            _ => None,
        }
    }

    /// The values: those of a list, or this one alone.
    pub(super) fn each(&self) -> &[Self] {
        match &self.kind {
            Kind::List(nodes) => nodes,
            _ => std::slice::from_ref(self),
        }
    }

    /// The text.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar(text, _) => Some(text),
            _ => None,
        }
    }

    /// The value as JSON.
    pub(super) fn json(&self) -> Value {
        match &self.kind {
            Kind::Scalar(text, true) => match text.as_str() {
                "" | "~" | "null" => Value::Null,
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                plain => plain.parse::<i64>().map_or_else(|_| Value::String(text.clone()), Value::from),
            },
            Kind::Scalar(text, false) => Value::String(text.clone()),
            Kind::List(nodes) => Value::Array(nodes.iter().map(Self::json).collect()),
            Kind::Map(pairs) => {
                Value::Object(pairs.iter().map(|(key, node)| (key.clone(), node.json())).collect::<Map<_, _>>())
            }
        }
    }
}

/// A collection that is open.
enum Open {
    List(Vec<Node>, usize),
    Map(Vec<(String, Node)>, Option<String>, usize),
}

/// Reads a text.
///
/// # Errors
///
/// The message and the place of the first thing that is wrong; nothing is given then.
pub(super) fn read(text: &str) -> Result<Option<Node>, (String, usize)> {
    let lines: Vec<usize> =
        std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect();
    let place = |marker: &saphyr_parser::Marker| {
        let start = lines.get(marker.line().saturating_sub(1)).copied().unwrap_or(text.len());
        let line = text.get(start..).unwrap_or_default();
        start + line.char_indices().nth(marker.col()).map_or(line.len(), |(at, _)| at)
    };
    let mut open: Vec<Open> = Vec::new();
    let mut last = 0;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| (error.info().to_owned(), place(error.marker())))?;
        let (start, end) = (place(&span.start), place(&span.end));
        let done = match event {
            Event::Scalar(value, style, _, _) => {
                last = end;
                let kind = Kind::Scalar(value.into_owned(), style == ScalarStyle::Plain);
                Node { kind, span: Span::new(start, end) }
            }
            Event::Alias(_) => Node { kind: Kind::Scalar(String::new(), true), span: Span::new(start, end) },
            Event::SequenceStart(..) | Event::MappingStart(..) if open.len() >= DEEPEST => {
                return Err((format!("values are nested deeper than {DEEPEST}"), start));
            }
            Event::SequenceStart(..) => {
                open.push(Open::List(Vec::new(), start));
                continue;
            }
            Event::MappingStart(..) => {
                open.push(Open::Map(Vec::new(), None, start));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(Open::List(nodes, start)) => Node { kind: Kind::List(nodes), span: Span::new(start, last) },
                Some(Open::Map(pairs, _, start)) => Node { kind: Kind::Map(pairs), span: Span::new(start, last) },
                None => continue,
            },
            _ => continue,
        };
        match open.last_mut() {
            None => return Ok(Some(done)),
            Some(Open::List(nodes, _)) => nodes.push(done),
            Some(Open::Map(pairs, key, _)) => match key.take() {
                None => *key = Some(done.text().unwrap_or_default().to_owned()),
                Some(name) => pairs.push((name, done)),
            },
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_know_their_places() {
        let text = "---\ntitle: Über\nreferences:\n- id: a\n  issued: 2001\n- id: b\n  title: \"2001\"\n---\n";
        let node = read(text).unwrap().unwrap();
        let items = node.get("references").unwrap().each();
        assert_eq!(items[0].span.slice(text), "id: a\n  issued: 2001");
        assert_eq!(items[1].json(), serde_json::json!({"id": "b", "title": "2001"}));
        assert_eq!(items[0].get("issued").unwrap().json(), serde_json::json!(2001));
    }

    #[test]
    fn what_is_broken_is_told_and_depth_does_no_harm() {
        assert!(read("a: [1, 2\nb: 3").is_err());
        assert!(read(&"[".repeat(100_000)).is_err());
        assert_eq!(read(""), Ok(None));
    }
}
