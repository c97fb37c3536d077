//! Bytes to [`crate::document::Document`], one file for one format. A stage room.
//!
//! In: a [`crate::source::Source`]. Out: one document (our own JSON may hold several). The format is detected from content; the name only breaks ties.

pub(crate) mod anchors;
mod detect;
mod json;
pub(crate) mod markup;
mod plain;
mod redirector;
mod resolver;
mod urls;
mod yaml;

pub mod bibtex;
pub mod csl_json;
pub mod html;
pub mod markdown;
pub mod refs_json;
pub mod wikitext;

pub use detect::{Refused, detect};

use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::source::{Origin, Source, Span, Text, as_it_stands, decode};

/// A format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Text with lines.
    Plain,
    /// One reference a line, nothing else.
    Lines,
    /// The source of a page of MediaWiki.
    Wikitext,
    /// BibTeX and BibLaTeX.
    Bibtex,
    /// A page.
    Html,
    /// Markdown.
    Markdown,
    /// CSL-JSON.
    CslJson,
    /// Our own JSON.
    Refs,
    /// One address a line.
    Urls,
}

impl Format {
    /// Every format, with the word that `--from` takes.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("plain", Self::Plain),
        ("lines", Self::Lines),
        ("html", Self::Html),
        ("wikitext", Self::Wikitext),
        ("markdown", Self::Markdown),
        ("bibtex", Self::Bibtex),
        ("csl-json", Self::CslJson),
        ("refs", Self::Refs),
        ("urls", Self::Urls),
    ];

    /// Other words that people try, and what they mean.
    pub const ALIASES: &'static [(&'static str, &'static str)] = &[
        ("text", "plain"),
        ("txt", "plain"),
        ("htm", "html"),
        ("mediawiki", "wikitext"),
        ("wiki", "wikitext"),
        ("md", "markdown"),
        ("bib", "bibtex"),
        ("biblatex", "bibtex"),
        ("csl", "csl-json"),
    ];

    /// The word that `--from` takes and the JSON prints.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, format)| *format == self).map_or("plain", |(word, _)| word)
    }

    /// The format of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let word = Self::ALIASES.iter().find(|(alias, _)| *alias == word).map_or(word, |(_, meant)| meant);
        Self::ALL.iter().find(|(one, _)| *one == word).map(|(_, format)| *format)
    }
}

/// Reads an input in a format; never fails, what is wrong stands in the documents.
#[must_use]
pub fn read(source: &Source, format: Format) -> Vec<Document> {
    // a page says its charset itself
    if format == Format::Html {
        return vec![html::read(&source.bytes)];
    }
    // a page of a wiki is written anew: its source need not be copied before
    if format == Format::Wikitext
        && let Some(text) = as_it_stands(&source.bytes)
    {
        return vec![wikitext::read_from(text, &Origin::identity())];
    }
    let decoded = decode(&source.bytes);
    let mut diagnostics = Vec::new();
    for &at in &decoded.lost {
        diagnostics.push(
            Diagnostic::at(
                Code::LostBytes,
                Span::new(at, at + 1),
                format!("found bytes that mean nothing in {}", decoded.charset),
            )
            .help("save the file as UTF-8; the bytes stand as U+FFFD"),
        );
    }
    if decoded.guessed {
        diagnostics.push(
            Diagnostic::whole(
                Code::GuessedCharset,
                format!("the charset is not declared; read as {}", decoded.charset),
            )
            .help("save the file as UTF-8 if that is wrong"),
        );
    }
    let mut documents = by_format(decoded.text, format, &source.name);
    if let Some(first) = documents.first_mut() {
        diagnostics.append(&mut first.diagnostics);
        first.diagnostics = diagnostics;
    }
    documents
}

fn by_format(text: Text, format: Format, name: &str) -> Vec<Document> {
    match format {
        Format::Plain => vec![plain::read(text)],
        Format::Html => Vec::new(),
        Format::Lines => vec![plain::read_lines(text)],
        Format::Wikitext => vec![wikitext::read(&text)],
        Format::Markdown => vec![markdown::read(&text, name)],
        Format::Bibtex => vec![bibtex::read(text)],
        Format::CslJson => vec![csl_json::read(text)],
        Format::Refs => refs_json::read(&text),
        Format::Urls => vec![urls::read(text)],
    }
}
