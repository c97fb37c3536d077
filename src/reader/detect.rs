//! What format an input is in.
//!
//! In: its bytes and its name. Out: a [`Format`], or why it cannot be read and what to do. Content decides; the name only breaks ties.

use super::Format;
use crate::diagnostic::{Code, Diagnostic};

/// How much of an input is looked at.
const SAMPLE: usize = 64 * 1024;

/// Why an input is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused(pub Diagnostic);

/// Kinds of file that are no text, by their first bytes; what they are, and what to do.
const MAGIC: &[(&[u8], &str, &str)] = &[
    (b"%PDF-", "a PDF", "turn it into text first: `pdftotext -layout file.pdf - | refs parse -`"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office file", "save it as text or HTML, and read that"),
    (b"\x1F\x8B", "compressed with gzip", "uncompress it first: `gunzip -c file.gz | refs parse -`"),
    (b"BZh", "compressed with bzip2", "uncompress it first: `bunzip2 -c file.bz2 | refs parse -`"),
    (b"\xFD7zXZ\x00", "compressed with xz", "uncompress it first: `xz -dc file.xz | refs parse -`"),
    (b"\x28\xB5\x2F\xFD", "compressed with zstd", "uncompress it first: `zstd -dc file.zst | refs parse -`"),
    (b"\x89PNG", "a picture", "refs reads text; recognise its characters first"),
    (b"\xFF\xD8\xFF", "a picture", "refs reads text; recognise its characters first"),
    (b"GIF8", "a picture", "refs reads text; recognise its characters first"),
    (b"{\\rtf", "a rich text file", "save it as text or HTML, and read that"),
    (b"SQLite format 3\x00", "a database", "export its records as CSL-JSON, and read that"),
    (b"\x7FELF", "a program", "name a text file"),
];

/// Archives of the ZIP kind, by a name that stands in their first entries.
const ZIPPED: &[(&[u8], &str, &str)] = &[
    (b"word/", "a Word document (DOCX)", "save it as HTML or text, or run `pandoc file.docx -t html | refs parse -`"),
    (
        b"mimetypeapplication/vnd.oasis",
        "an OpenDocument text (ODT)",
        "save it as HTML or text, or run `pandoc file.odt -t html | refs parse -`",
    ),
    (b"mimetypeapplication/epub", "an EPUB", "unpack it and read the XHTML files in it"),
    (b"xl/", "a spreadsheet", "save it as CSV with one reference a line, and read that with `--from lines`"),
    (b"ppt/", "a presentation", "save it as text, and read that"),
];

/// Finds the format of an input.
///
/// # Errors
///
/// [`Refused`] for what is no text, or no text that refs can read yet.
pub fn detect(bytes: &[u8], name: &str) -> Result<Format, Refused> {
    refused(bytes)?;
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let head = sample.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(sample).trim_ascii_start();
    // two braces, or one and a bar, begin a template or a table
    let is_json = match head {
        [b'{', b'{' | b'|', ..] => false,
        [b'{', ..] => true,
        [b'[', rest @ ..] => matches!(rest.trim_ascii_start().first(), Some(b'{' | b']')),
        _ => false,
    };
    if is_json {
        let has = |key: &[u8]| memchr::memmem::find(sample, key).is_some();
        if has(b"\"references\"") && has(b"\"document\"") || (has(b"\"raw\"") && has(b"\"item\"")) {
            return Ok(Format::Refs);
        }
        if has(b"\"type\"") || has(b"\"title\"") || head == b"[]" {
            return Ok(Format::CslJson);
        }
    }
    if super::html::is_document(sample) {
        return Ok(Format::Html);
    }
    if is_bibtex(sample) {
        return Ok(Format::Bibtex);
    }
    if is_wikitext(sample, name) {
        return Ok(Format::Wikitext);
    }
    if super::markdown::is_markdown(sample, name) {
        return Ok(Format::Markdown);
    }
    if super::html::is_fragment(sample, name) {
        return Ok(Format::Html);
    }
    Ok(Format::Plain)
}

/// A .bib file: a line that begins an entry, and one that begins a field.
fn is_bibtex(sample: &[u8]) -> bool {
    let entry = memchr::memchr_iter(b'@', sample).any(|at| {
        let (before, rest) = sample.split_at_checked(at).unwrap_or_default();
        let rest = rest.get(1..).unwrap_or_default();
        let word = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let inside = || rest.iter().skip(word).find(|byte| **byte == b'\n' || !byte.is_ascii_whitespace());
        word > 2
            && before.iter().rev().take_while(|byte| **byte != b'\n').all(u8::is_ascii_whitespace)
            && matches!(inside(), Some(b'{' | b'('))
    });
    entry && memchr::memchr(b'=', sample).is_some() && memchr::memchr(b'}', sample).is_some()
}

/// The source of a wiki page: footnotes in tags that HTML does not have, citation templates, or many links and templates.
fn is_wikitext(sample: &[u8], name: &str) -> bool {
    // where the first sign begins, if any does: most text has none of some kind
    let from = |byte| memchr::memchr(byte, sample).and_then(|at| sample.get(at..)).unwrap_or_default();
    let (tags, braces) = (from(b'<'), from(b'{'));
    let tag = |sign: &[u8]| memchr::memmem::find(tags, sign).is_some();
    let brace = |sign: &[u8]| memchr::memmem::find(braces, sign).is_some();
    let opens = |at: usize| tags.get(at + 4..).is_some_and(|rest| rest.starts_with(b">") || rest.starts_with(b" name"));
    let footnotes = memchr::memmem::find_iter(tags, b"<ref").any(opens) && (tag(b"</ref>") || tag(b"/>"));
    let links = memchr::memmem::find_iter(sample, b"[[").take(6).count();
    let named = std::path::Path::new(name).extension().is_some_and(|ending| {
        ["wikitext", "wiki", "mediawiki", "mw"].iter().any(|one| ending.eq_ignore_ascii_case(one))
    });
    let page = || tag(b"<html") || tag(b"<!DOCTYPE") || tag(b"<!doctype");
    if footnotes && links > 5 {
        // a page about wikis may show its source; a wiki page may hold a few tags of HTML, and then has footnotes too
        return named || !page();
    }
    if !named && (page() || tag(b"<HTML") || tag(b"<body") || tag(b"<div ")) {
        return false;
    }
    let templates = memchr::memmem::find_iter(braces, b"{{").take(6).count();
    let cites = || {
        tag(b"<references")
            || [&b"{{cite "[..], b"{{Cite ", b"{{citation", b"{{Citation", b"{{sfn|", b"{{reflist", b"{{Reflist"]
                .iter()
                .any(|sign| brace(sign))
    };
    footnotes
        || (links > 5 && templates > 1)
        || (named && links + templates > 0)
        || (templates > 0 && cites() && calls_template(braces))
}

/// Whether a template is called, with a parameter: a message of one (`{{cite web}}: CS1 maint: …`) stands in the text of pages.
fn calls_template(bytes: &[u8]) -> bool {
    memchr::memmem::find_iter(bytes, b"{{").take(500).any(|at| {
        let rest = bytes.get(at..).unwrap_or_default();
        memchr::memmem::find(rest, b"}}").and_then(|end| rest.get(..end)).is_some_and(|call| {
            call.contains(&b'|') || call.starts_with(b"{{reflist") || call.starts_with(b"{{Reflist")
        })
    })
}

/// Refuses what is no text.
fn refused(bytes: &[u8]) -> Result<(), Refused> {
    let refuse = |code, what: &str, help: &str| {
        Err(Refused(Diagnostic::whole(code, format!("this is {what}, which cannot be read yet")).help(help)))
    };
    for (magic, what, help) in MAGIC {
        if bytes.starts_with(magic) {
            return refuse(Code::UnsupportedFormat, what, help);
        }
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
        for (sign, what, help) in ZIPPED {
            if memchr::memmem::find(sample, sign).is_some() {
                return refuse(Code::UnsupportedFormat, what, help);
            }
        }
        return refuse(Code::UnsupportedFormat, "a ZIP archive", "unpack it and name the files in it");
    }
    let sample = bytes.get(..8192).unwrap_or(bytes);
    // what no text has, counted in short runs without a branch, many bytes at a time
    #[allow(clippy::needless_bitwise_bool, reason = "a branch would keep the compiler from asking many bytes at once")]
    let odd = |byte: u8| (byte < 0x20) & (byte.wrapping_sub(0x09) > 4) & (byte != 0x1B) | (byte == 0x7F);
    let runs = sample.chunks(128).map(|run| usize::from(run.iter().map(|byte| u8::from(odd(*byte))).sum::<u8>()));
    let odd = runs.sum::<usize>();
    let zeros = memchr::memchr_iter(0, sample).count();
    let wide = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || (zeros > 0 && utf16(sample));
    if !wide && (odd * 20 > sample.len() || zeros > 0 && odd * 100 > sample.len()) && sample.len() > 16 {
        return Err(Refused(
            Diagnostic::whole(Code::BinaryData, "this is no text: it holds control characters")
                .help("name a text file"),
        ));
    }
    Ok(())
}

/// Text in UTF-16 without a mark: a zero in every other byte, at even or at odd places only.
fn utf16(sample: &[u8]) -> bool {
    let pairs = sample.len() / 2;
    let even = sample.iter().step_by(2).filter(|byte| **byte == 0).count();
    let odd = sample.iter().skip(1).step_by(2).filter(|byte| **byte == 0).count();
    pairs > 2 && (even * 3 > pairs && odd * 20 < pairs || odd * 3 > pairs && even * 20 < pairs)
}
