//! Verdicts as JSON: lines of their own, or in the items of the documents.
//!
//! An object says what an address is to a reference, what was found, why, and what to use instead; an address that several references cite is in
//! each of them.

use super::cited::Cited;
use super::shown::Shown;
use crate::json::Room;
use crate::link::check::Report;
use crate::link::clock;
use crate::link::finding::Finding;
use crate::link::plan::Link;
use serde_json::{Map, Value, json};
use std::io::Write;

/// One object a line.
pub(super) fn lines(shown: &Shown<'_>, output: &mut impl Write) -> std::io::Result<()> {
    let (mut room, mut pass) = (Room::default(), |bytes: &[u8]| output.write_all(bytes));
    for row in &shown.rows {
        room.write(&object(row.link, row.finding), &mut pass)?;
        room.put(b"\n", &mut pass)?;
    }
    room.pass_on(&mut pass)
}

/// The documents, the verdicts of each record as a list under `custom.link`.
pub(super) fn documents(cited: &mut Cited, report: &Report, output: &mut impl Write) -> std::io::Result<()> {
    let mut lists: Vec<((usize, usize), Vec<Value>)> = Vec::new();
    for ((link, finding), of) in cited.links.iter().zip(&report.findings).zip(&cited.of) {
        let Some(finding) = finding else { continue };
        match lists.last_mut() {
            Some((last, list)) if last == of => list.push(object(link, finding)),
            _ => lists.push((*of, vec![object(link, finding)])),
        }
    }
    for ((document, reference), list) in lists {
        let record = cited
            .bibliographies
            .get_mut(document)
            .and_then(|one| one.references.get_mut(reference))
            .and_then(|one| one.record.as_mut());
        if let Some(record) = record {
            record.link = Some(Box::new(Value::Array(list)));
        }
    }
    let (mut room, mut pass) = (Room::default(), |bytes: &[u8]| output.write_all(bytes));
    room.put(b"[", &mut pass)?;
    for (at, bibliography) in cited.bibliographies.iter().enumerate() {
        room.put(if at == 0 { b"\n" } else { b",\n" }, &mut pass)?;
        room.write(&bibliography.shown(false), &mut pass)?;
    }
    room.put(b"\n]\n", &mut pass)?;
    room.pass_on(&mut pass)
}

/// The object of one (reference, address).
pub(super) fn object(link: &Link, finding: &Finding) -> Value {
    let mut out = Map::new();
    let mut put = |key: &str, value: Value| {
        out.insert(key.to_owned(), value);
    };
    put("reference", json!(link.reference));
    put("path", json!(&*link.place.path));
    if let Some((line, column)) = link.place.position {
        put("line", json!(line));
        put("column", json!(column));
    }
    put("role", json!(link.role.as_str()));
    put("url", if link.printed.is_empty() { Value::Null } else { json!(link.printed) });
    let Some(judgement) = &finding.judgement else {
        put("outcome", json!("no-link"));
        put("verdict", json!("no-link"));
        return Value::Object(out);
    };
    put("outcome", json!(judgement.verdict.outcome().as_str()));
    put("verdict", json!(judgement.verdict.as_str()));
    put("confidence", json!((f64::from(judgement.confidence) * 100.0).round() / 100.0));
    put("evidence", json!(judgement.evidence));
    put("status", json!(finding.status));
    let redirects: Vec<Value> =
        finding.redirects.iter().map(|hop| json!({"status": hop.status, "to": hop.to.as_str()})).collect();
    put("redirects", json!(redirects));
    put("moved_to", json!(judgement.moved_to.as_ref().map(url::Url::as_str)));
    put("snapshot", finding.copy.as_ref().map_or(Value::Null, |copy| {
        json!({"url": copy.url, "captured": copy.captured, "title": copy.title.map(|title| (f64::from(title) * 100.0).round() / 100.0)})
    }));
    put("claim", json!(link.claim));
    put("checked", json!(clock::stamp(finding.checked)));
    put("since", json!(finding.since.map(clock::stamp)));
    if let Some(history) = &finding.history {
        put("history", json!(history));
    }
    Value::Object(out)
}
