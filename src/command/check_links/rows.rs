//! Verdicts as JSON objects.

use crate::link::check::Finding;
use crate::link::clock;
use crate::link::plan::Link;
use serde_json::{Map, Value, json};

/// One object a line.
pub(crate) fn jsonl(links: &[Link], findings: &[Option<Finding>]) -> String {
    let mut out = String::new();
    for (link, finding) in links.iter().zip(findings) {
        if let Some(finding) = finding {
            out.push_str(&object(link, finding).to_string());
            out.push('\n');
        }
    }
    out
}

/// The object of LINKS: what an address is to a reference, what was found, why.
pub(crate) fn object(link: &Link, finding: &Finding) -> Value {
    let mut out = Map::new();
    let mut put = |key: &str, value: Value| {
        out.insert(key.to_owned(), value);
    };
    put("reference", json!(link.reference));
    put("path", json!(link.place.path));
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
    let redirects: Vec<Value> = finding.redirects.iter().map(|hop| json!({"status": hop.status, "to": hop.to.as_str()})).collect();
    put("redirects", json!(redirects));
    put("moved_to", json!(judgement.moved_to.as_ref().map(url::Url::as_str)));
    put("snapshot", finding.copy.as_ref().map_or(Value::Null, |copy| {
        json!({"url": copy.url, "captured": copy.captured, "title": copy.title.map(|title| (f64::from(title) * 100.0).round() / 100.0)})
    }));
    put("claim", json!(link.claim));
    put("checked", json!(clock::stamp(finding.checked)));
    put("since", json!(finding.since.map(clock::stamp)));
    Value::Object(out)
}
