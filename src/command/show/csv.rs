//! References as rows for a spreadsheet.
//!
//! Standard: RFC 4180 (commas, CR LF, quotation marks doubled), UTF-8 without a mark. A field that a spreadsheet would take for a formula (`=`, `+`, `-`,
//! `@`, a tab or a line end at its beginning) gets an apostrophe before it: the text of a reference is a stranger's.

use super::row::Row;
use crate::pipeline::Bibliography;

/// The first row.
pub(in crate::command) const HEAD: &str =
    "document,number,key,type,authors,title,container,publisher,date,pages,url,doi,confidence,problems,text\r\n";

/// The rows of one document.
pub(in crate::command) fn csv(bibliography: &Bibliography) -> String {
    let mut out = String::new();
    for row in Row::all(bibliography) {
        let others = if row.others { "; et al." } else { "" };
        let fields = [
            bibliography.path.clone(),
            row.label,
            row.key,
            row.kind.to_owned(),
            row.authors.join("; ") + others,
            row.title,
            row.container,
            row.publisher,
            row.date,
            row.page,
            row.url,
            row.doi,
            format!("{:.2}", row.confidence),
            row.wrong.join(" "),
            row.raw,
        ];
        out.push_str(&fields.map(|text| field(&text)).join(","));
        out.push_str("\r\n");
    }
    out
}

fn field(text: &str) -> String {
    let formula = text
        .trim_start_matches([' ', '\u{FEFF}'])
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r', ';', '\'']) || text.starts_with(' ') || text.ends_with(' ') {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::field;

    #[test]
    fn a_formula_is_text_and_quotation_marks_are_doubled() {
        assert_eq!(field("=1+1"), "\"'=1+1\"");
        assert_eq!(field(" @SUM(A1)"), "\"' @SUM(A1)\"");
        assert_eq!(field("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(field("12–5"), "12–5");
    }
}
