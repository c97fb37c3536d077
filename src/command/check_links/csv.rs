//! Verdicts as comma-separated values. Standard: RFC 4180, with LF.

use super::shown::Shown;
use crate::link::clock;

/// One row a verdict, under a head.
pub(super) fn write(shown: &Shown<'_>) -> String {
    let mut out = String::from(
        "reference,path,line,column,role,url,outcome,verdict,confidence,status,evidence,moved_to,snapshot,captured,claim,checked,since\n",
    );
    for row in &shown.rows {
        let (link, finding) = (row.link, row.finding);
        let position = |value: Option<usize>| value.map_or(String::new(), |value| value.to_string());
        let judgement = finding.judgement.as_ref();
        let fields = [
            link.reference.clone(),
            link.place.path.to_string(),
            position(link.place.position.map(|(line, _)| line)),
            position(link.place.position.map(|(_, column)| column)),
            link.role.as_str().to_owned(),
            link.printed.clone(),
            row.outcome().to_owned(),
            row.word().to_owned(),
            judgement.map_or(String::new(), |judgement| format!("{:.2}", judgement.confidence)),
            finding.status.map_or(String::new(), |status| status.to_string()),
            row.why(),
            judgement.and_then(|judgement| judgement.moved_to.as_ref()).map_or(String::new(), url::Url::to_string),
            finding.copy.as_ref().map_or(String::new(), |copy| copy.url.clone()),
            finding.copy.as_ref().and_then(|copy| copy.captured.clone()).unwrap_or_default(),
            link.claim.clone().unwrap_or_default(),
            clock::stamp(finding.checked),
            finding.since.map(clock::stamp).unwrap_or_default(),
        ];
        let fields: Vec<String> = fields.iter().map(|field| quoted(field)).collect();
        out.push_str(&fields.join(","));
        out.push('\n');
    }
    out
}

/// A field in quotes where it needs them; one that a spreadsheet would take for a formula is kept from it.
fn quoted(field: &str) -> String {
    let field = if field.starts_with(['=', '+', '-', '@', '\t']) { format!("'{field}") } else { field.to_owned() };
    if field.contains([',', '"', '\n', '\r']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_double_and_formulas_sleep() {
        assert_eq!(quoted("a,\"b\""), "\"a,\"\"b\"\"\"");
        assert_eq!(quoted("=HYPERLINK(1)"), "'=HYPERLINK(1)");
    }
}
