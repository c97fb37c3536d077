//! Spans of Markdown: escaped text, links, attributes, titles, identifiers.
//!
//! In: text and addresses. Out: the same with nothing in it that Markdown would take for markup. Standard: pandoc's Markdown.

use crate::export::script::{is_damage, right_to_left};
use crate::export::sheet::Sheet;
use crate::record::Scheme;

/// The title, in quotation marks or italics, linked where there is an address.
pub(super) fn titled(sheet: &mut Sheet, title: &str, whole: bool, url: Option<&str>, tag: Option<&str>) {
    let rtl = right_to_left(title);
    let foreign = tag.is_some_and(|tag| !tag.starts_with("en")) || rtl;
    let (open, close) = if whole { ("*", "*") } else { ("\"", "\"") };
    if url.is_some() {
        sheet.raw("[");
    }
    // within the quotation marks, so that they keep the direction of the line
    let inner = foreign && !whole;
    if !inner && foreign {
        sheet.raw("[");
    }
    sheet.raw(open);
    if inner {
        sheet.raw("[");
    }
    escaped(sheet, title);
    if inner {
        sheet.raw("]");
        attributes(sheet, tag, rtl);
    }
    sheet.raw(close);
    if !inner && foreign {
        sheet.raw("]");
        attributes(sheet, tag, rtl);
    }
    if let Some(url) = url {
        sheet.raw("](");
        target(sheet, url);
        sheet.raw(")");
    }
}

pub(super) fn attributes(sheet: &mut Sheet, tag: Option<&str>, rtl: bool) {
    if tag.is_none() && !rtl {
        return;
    }
    sheet.raw("{");
    if let Some(tag) = tag {
        sheet.raw("lang=");
        sheet.line(tag);
    }
    if rtl {
        sheet.raw(if tag.is_some() { " dir=rtl" } else { "dir=rtl" });
    }
    sheet.raw("}");
}

pub(super) fn linked(sheet: &mut Sheet, text: &str, url: &str) {
    sheet.raw("[");
    escaped(sheet, text);
    sheet.raw("](");
    target(sheet, url);
    sheet.raw(")");
}

/// The target of a link: what would end it is percent-encoded.
pub(super) fn target(sheet: &mut Sheet, url: &str) {
    for character in url.chars() {
        match character {
            '(' => sheet.raw("%28"),
            ')' => sheet.raw("%29"),
            '<' => sheet.raw("%3C"),
            '>' => sheet.raw("%3E"),
            '"' => sheet.raw("%22"),
            '\\' => sheet.raw("%5C"),
            _ if character.is_whitespace() => sheet.raw("%20"),
            _ if is_damage(character) => sheet.damage(),
            _ => sheet.out.push(character),
        }
    }
}

pub(super) fn serial_number(sheet: &mut Sheet, scheme: Scheme, value: &str) {
    let joined: String = value.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    let url = match scheme {
        Scheme::Doi => Some(format!("https://doi.org/{value}")),
        Scheme::Isbn => Some(format!("urn:isbn:{joined}")),
        Scheme::Issn => Some(format!("urn:issn:{value}")),
        Scheme::Pmid => Some(format!("https://pubmed.ncbi.nlm.nih.gov/{value}/")),
        Scheme::ArxivId => Some(format!("https://arxiv.org/abs/{value}")),
        _ => None,
    };
    sheet.raw(match scheme {
        Scheme::Doi => "doi",
        _ => scheme.key(),
    });
    sheet.raw(if scheme == Scheme::Doi { ":" } else { " " });
    match url {
        Some(url) => linked(sheet, value, &url),
        None => escaped(sheet, value),
    }
}

/// Text with Markdown's own characters escaped.
pub(super) fn escaped(sheet: &mut Sheet, text: &str) {
    let start = sheet.out.len();
    sheet.line(text);
    let special = |c: char| {
        matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '^' | '$' | '@' | '|' | '{' | '}' | '#' | '&'
        )
    };
    if sheet.out.get(start..).is_some_and(|written| written.contains(special)) {
        let written = sheet.out.split_off(start);
        for character in written.chars() {
            // `&` matters only where it begins an entity, `#` and `@` only at the beginning of a word; a backslash is never wrong
            if special(character) && character != '&' || character == '&' && written.contains(';') {
                sheet.out.push('\\');
            }
            sheet.out.push(character);
        }
    }
}
