//! BibTeX and BibLaTeX, and what they have in common: the lines of an entry, pages, editions, houses.
//!
//! One field a line, names of fields padded to one width, so that a changed field is a changed line.

pub(in crate::export) mod biblatex;
pub(in crate::export) mod bibtex;
pub mod edited;
pub(in crate::export) mod latex;
mod names;
pub mod preamble;

use crate::export::sheet::Sheet;
use latex::Reader;
use serde_json::{Map, Value as Json};

/// The width of the longest usual names of fields: `journaltitle`, `howpublished`.
const WIDTH: usize = 12;

/// Begins a line: `  title        = `.
pub(in crate::export) fn name(sheet: &mut Sheet, field: &str) {
    sheet.raw("  ");
    sheet.raw(field);
    sheet.raw("            ".get(field.len().min(WIDTH)..).unwrap_or_default());
    sheet.raw(" = ");
}

/// A field with text in it.
pub(in crate::export) fn text(sheet: &mut Sheet, field: &str, value: Option<&str>, reader: Reader) {
    if let Some(value) = value {
        name(sheet, field);
        sheet.raw("{");
        latex::text(sheet, value, reader);
        sheet.raw("},\n");
    }
}

/// A field with text that no style may recase.
pub(in crate::export) fn kept(sheet: &mut Sheet, field: &str, value: Option<&str>, reader: Reader) {
    if let Some(value) = value {
        name(sheet, field);
        sheet.raw("{{");
        latex::text(sheet, value, reader);
        sheet.raw("}},\n");
    }
}

/// A field with an address or identifier in it, as it is.
pub(in crate::export) fn verbatim(sheet: &mut Sheet, field: &str, value: Option<&str>) {
    if let Some(value) = value {
        name(sheet, field);
        sheet.raw("{");
        latex::address(sheet, value);
        sheet.raw("},\n");
    }
}

/// A field with pages: dashes between numbers are `--`.
pub(in crate::export) fn pages(sheet: &mut Sheet, field: &str, value: Option<&str>, reader: Reader) {
    let Some(value) = value else { return };
    name(sheet, field);
    sheet.raw("{");
    dashes(sheet, value, reader);
    sheet.raw("},\n");
}

/// Pages with `--` for any dash between two of them.
pub(in crate::export) fn dashes(sheet: &mut Sheet, value: &str, reader: Reader) {
    let dash = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}');
    for (at, part) in value.split(dash).filter(|part| !part.trim().is_empty()).enumerate() {
        if at > 0 {
            sheet.raw("--");
        }
        latex::text(sheet, part.trim(), reader);
    }
}

/// Writes back what a .bib file said that CSL has no place for.
fn own_fields(sheet: &mut Sheet, start: usize, id: &str, fields: &Map<String, Json>) {
    for (field, value) in fields {
        let line = format!("\n  {field} ");
        if sheet.out.get(start..).is_some_and(|entry| entry.to_ascii_lowercase().contains(&line.to_ascii_lowercase())) {
            sheet.lost(id, field, "the entry has that field already");
            continue;
        }
        let sound = !field.is_empty()
            && field.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'+'));
        let Some(text) = value.as_str().filter(|_| sound) else {
            sheet.lost(id, field, "it is no field of a .bib file");
            continue;
        };
        name(sheet, field);
        sheet.raw("{");
        if balanced(text) {
            sheet.line(text);
        } else {
            latex::text(sheet, text, latex::Reader::Unicode);
        }
        sheet.raw("},\n");
    }
}

/// Whether LaTeX can be copied as it is: braces in pairs, and no backslash at its end.
fn balanced(text: &str) -> bool {
    let mut depth = 0_usize;
    for byte in text.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 0 => return false,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    depth == 0 && !text.ends_with('\\')
}

/// The number of an edition that is one: `2` of `2nd`.
fn edition_number(text: &str) -> Option<&str> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(digits)?;
    let ordinal = matches!(
        rest.to_ascii_lowercase().as_str(),
        "" | "." | "st" | "nd" | "rd" | "th" | "e" | "ed" | "a" | "ª" | "º" | "°"
    );
    (!number.is_empty() && number.len() < 4 && ordinal).then_some(number)
}

/// What something is sorted by, in ASCII: the first words, romanized.
fn sort_key(text: &str) -> String {
    let words = crate::record::significant_words(text).take(4).collect::<Vec<_>>();
    let mut key = words.join(" ");
    if let Some(first) = key.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    key
}
