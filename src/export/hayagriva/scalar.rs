//! Text in YAML as hayagriva reads it: quoted, with its markup escaped.
//!
//! In: text. Out: a scalar, or a line with one, that cannot be taken for a number, a mapping or markup. Standard: YAML 1.2, section 7.3.1.

use crate::export::sheet::Sheet;

/// How many bytes a word may have: Typst 0.13 ends over one of 65,536.
const LONGEST_WORD: usize = 50_000;

/// A double-quoted scalar.
pub(super) fn quoted(sheet: &mut Sheet, text: &str) {
    sheet.raw("\"");
    let start = sheet.out.len();
    if text.len() > LONGEST_WORD {
        sheet.line(&broken(text));
    } else {
        sheet.line(text);
    }
    if sheet.out.get(start..).is_some_and(|written| written.contains(['"', '\\'])) {
        let written = sheet.out.split_off(start);
        for character in written.chars() {
            if matches!(character, '"' | '\\') {
                sheet.out.push('\\');
            }
            sheet.out.push(character);
        }
    }
    sheet.raw("\"");
}

/// A text whose longest words may be broken: a space of no width stands in them.
fn broken(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut word = 0;
    for character in text.chars() {
        word = if character.is_whitespace() { 0 } else { word + character.len_utf8() };
        if word > LONGEST_WORD {
            out.push('\u{200B}');
            word = 0;
        }
        out.push(character);
    }
    out
}

/// Keys and tags are words; quotes where YAML would take them for something else.
pub(super) fn quoted_if_number(sheet: &mut Sheet, word: &str) {
    let reserved = matches!(word, "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n");
    let simple = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if reserved || !simple || !word.starts_with(|c: char| c.is_ascii_alphabetic()) {
        quoted(sheet, word);
    } else {
        sheet.raw(word);
    }
}

/// A line with a text.
pub(super) fn text(sheet: &mut Sheet, label: &str, value: Option<&str>) {
    let Some(value) = value else { return };
    sheet.raw(label);
    formattable(sheet, value);
    sheet.raw("\n");
}

/// A text that is a number where it can be read as one, and never a mapping.
pub(super) fn string(sheet: &mut Sheet, label: &str, value: Option<&str>) {
    if let Some(value) = value {
        sheet.raw(label);
        quoted(sheet, value);
        sheet.raw("\n");
    }
}

/// A text of which hayagriva takes braces and `$` for markup.
pub(super) fn formattable(sheet: &mut Sheet, value: &str) {
    if value.contains(MARKUP) {
        let mut text = String::with_capacity(value.len() + 8);
        for character in value.chars() {
            if MARKUP.contains(&character) {
                text.push('\\');
            }
            text.push(character);
        }
        quoted(sheet, &text);
    } else {
        quoted(sheet, value);
    }
}

/// Characters that mean something in a text: hayagriva 0.10 reads them so even where it says `verbatim`.
pub(super) const MARKUP: [char; 4] = ['{', '}', '$', '\\'];

/// A title, which no style may recase, and how it is cited for short.
pub(super) fn titled(sheet: &mut Sheet, indent: &str, title: &str, short: Option<&str>) {
    sheet.raw(indent);
    sheet.raw("title:");
    let marked = title.contains(MARKUP);
    if marked && short.is_none() {
        sheet.raw(" ");
        formattable(sheet, title);
        sheet.raw("\n");
        return;
    }
    let mut line = |key: &str, value: Option<&str>| {
        sheet.raw("\n");
        sheet.raw(indent);
        sheet.raw(key);
        if let Some(value) = value {
            formattable(sheet, value);
        }
    };
    line("  value: ", Some(title));
    if !marked {
        line("  verbatim: true", None);
    }
    if short.is_some() {
        line("  short: ", short);
    }
    sheet.raw("\n");
}
