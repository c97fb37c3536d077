//! Citations that a page carries as template calls: Parsoid's `data-mw`.
//!
//! In: a citation's elements. Out: the record of the call that made it. The call has all parameters as the editor wrote them, so that it says more than
//! `COinS` and the text. Not here: what a parameter means ([`crate::reader::markup`], which wikitext shares). Standard: `MediaWiki` DOM, "Transclusions".

use super::citation::Piece;
use super::names::Attribute;
use super::page::Page;
use crate::reader::markup::call::{Call, Parameter};
use crate::reader::markup::cs1;
use crate::reader::markup::tables::{Role, SeenNames, Tables};
use crate::record::Record;
use serde_json::Value as Json;

/// How far before a citation its call may stand: on the style sheet that the template brings.
const BEFORE: u32 = 6;

/// The record of the call that made a citation.
pub(super) fn record(page: &Page, piece: &Piece) -> Option<Record> {
    let first = piece.frame.unwrap_or(piece.elements.0);
    let about = page.attribute(first, Attribute::About);
    let of_frame = |at: u32| at >= first || (about.is_some() && page.attribute(at, Attribute::About) == about);
    let calls = (first.saturating_sub(BEFORE)..piece.elements.1).filter(|&at| of_frame(at));
    let mut records: Vec<Record> =
        calls.filter_map(|at| page.attribute(at, Attribute::DataMw)).flat_map(records).collect();
    if records.len() < 2 {
        return records.pop();
    }
    let text = letters(piece.span.slice(&page.text));
    let named = |record: &Record| {
        record
            .title
            .as_ref()
            .and_then(|title| title.as_typed())
            .is_some_and(|title| text.contains(&letters(title.as_str())))
    };
    records.into_iter().find(named)
}

/// The records of the citation templates in one `data-mw`.
fn records(data: &str) -> Vec<Record> {
    if !data.contains("\"template\"") {
        return Vec::new();
    }
    let Ok(data) = serde_json::from_str::<Json>(data) else { return Vec::new() };
    let parts = data.get("parts").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    parts.iter().filter_map(|part| one(part.get("template")?)).collect()
}

fn one(template: &Json) -> Option<Record> {
    let name = template.get("target")?.get("wt")?.as_str()?.trim();
    let params = template.get("params")?.as_object()?;
    let mut parameters: Vec<Parameter<'_>> =
        params.iter().filter_map(|(key, value)| Some(Parameter::new(key, value.get("wt")?.as_str()?.trim()))).collect();
    let tables = Tables::shared();
    let mut seen = SeenNames::default();
    tables.vote(name, &mut seen);
    tables.vote_parameters(&mut parameters, &mut seen);
    let tongue = seen.votes.winner();
    let Some(Role::Cite(class)) = tables.template(name, tongue) else { return None };
    let read =
        cs1::read(Call { name, parameters: &parameters }, class, tables, tongue, &mut cs1::Room::default(), &|_| None);
    (read.record.title.is_some() || read.record.web.url.is_some()).then_some(*read.record)
}

/// The letters and digits of a text, in lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_read_in_the_language_of_its_names() {
        let found = records(
            r#"{"parts":["see ",{"template":{"target":{"wt":"Lien web\n"},"params":{"titre":{"wt":"Sur les loups"},"url":{"wt":"http://example.fr/loups"},
               "consulté le":{"wt":"3 avril 2010"}},"i":0}},{"template":{"target":{"wt":"dead link"},"params":{},"i":1}}]}"#,
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].title.as_ref().unwrap().as_typed().unwrap().as_str(), "Sur les loups");
        assert!(found[0].web.url.is_some());
    }
}
