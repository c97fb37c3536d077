//! Records → bibliographies: BibTeX, BibLaTeX, CSL-JSON, RIS, Hayagriva, Markdown, wikitext.
//!
//! In: records that have their keys, in the order wanted. Out: one text, and a diagnostic for each fact that the format cannot hold. One bad record is
//! reported and the rest is exported. Not here: reading inputs, merging the same work (`resolve`), files (`command`).
//!
//! Every format takes a [`Record`] apart without `..`, so that a new field stops the build until someone decides. What a format has no field for is
//! said in its note, in words; only what nobody would print is lost, with a diagnostic.

mod aside;
pub mod bib;
mod csl_json;
pub mod explain;
mod hayagriva;
mod link;
mod markdown;
mod moment;
mod printed;
mod remark;
mod ris;
mod script;
mod settle;
mod sheet;
mod tongue;
mod wikitext;

pub use bib::biblatex::BiblatexProfile;
pub use bib::bibtex::BibtexProfile;

use crate::diagnostic::Diagnostic;
use crate::record::Record;
use serde_json::{Map, Value as Json};
use sheet::Sheet;

/// A format that refs writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Classic BibTeX.
    Bibtex(BibtexProfile),
    /// BibLaTeX.
    Biblatex(BiblatexProfile),
    /// CSL-JSON 1.0.2.
    CslJson,
    /// RIS.
    Ris,
    /// Hayagriva YAML, for Typst.
    Hayagriva,
    /// Markdown footnotes.
    Markdown,
    /// Citation templates of Wikipedia.
    Wikitext,
}

/// One row of the table of formats.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// The word of its option, without `--`.
    pub name: &'static str,
    /// The ending of its files; of two formats with one ending the first is meant.
    pub ending: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// The format.
    pub format: Format,
}

/// The table of formats.
pub const FORMATS: &[Row] = &[
    Row {
        name: "biblatex",
        ending: "bib",
        about: "BibLaTeX, for biber",
        format: Format::Biblatex(BiblatexProfile::Standard),
    },
    Row { name: "bibtex", ending: "bib", about: "classic BibTeX", format: Format::Bibtex(BibtexProfile::Natbib) },
    Row {
        name: "csl-json",
        ending: "json",
        about: "CSL-JSON, for Zotero, pandoc and citeproc",
        format: Format::CslJson,
    },
    Row { name: "ris", ending: "ris", about: "RIS, for EndNote and Mendeley", format: Format::Ris },
    Row { name: "hayagriva", ending: "yml", about: "Hayagriva YAML, for Typst", format: Format::Hayagriva },
    Row { name: "markdown", ending: "md", about: "Markdown footnotes", format: Format::Markdown },
    Row { name: "wikitext", ending: "wiki", about: "citation templates of Wikipedia", format: Format::Wikitext },
];

impl Format {
    /// Its word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bibtex(_) => "bibtex",
            Self::Biblatex(_) => "biblatex",
            Self::CslJson => "csl-json",
            Self::Ris => "ris",
            Self::Hayagriva => "hayagriva",
            Self::Markdown => "markdown",
            Self::Wikitext => "wikitext",
        }
    }

    /// The format of a file by its ending; `yaml` and `markdown` too.
    #[must_use]
    pub fn from_ending(ending: &str) -> Option<Self> {
        let ending = match ending.to_ascii_lowercase().as_str() {
            "yaml" => "yml".to_owned(),
            "markdown" => "md".to_owned(),
            "wikitext" => "wiki".to_owned(),
            other => other.to_owned(),
        };
        FORMATS.iter().find(|row| row.ending == ending).map(|row| row.format)
    }
}

/// Which address is the main one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UrlPolicy {
    /// The cited one.
    #[default]
    Original,
    /// That of the copy in an archive, where there is one.
    Archive,
    /// The archive's where check-links found the cited one dead, the new one where it moved for good, else the cited one.
    Auto,
}

/// How to export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Which address is the main one.
    pub url_policy: UrlPolicy,
    /// Whether BibLaTeX dates may be EDTF (`199X`, `2001-21`, intervals) beyond year, month and day, and CSL-JSON has ranges within one year.
    pub edtf: bool,
}

/// What an export gives.
#[derive(Debug, Clone, Default)]
pub struct Exported {
    /// The bibliography.
    pub text: String,
    /// What was lost or changed, entry by entry.
    pub diagnostics: Vec<Diagnostic>,
}

/// Writes records in a format.
#[must_use]
pub fn export(records: &[Record], format: Format, options: Options) -> Exported {
    if format == Format::CslJson {
        return csl_json::export(records, options);
    }
    let mut sheet = Sheet::new(format.name(), records.len());
    for (at, record) in records.iter().enumerate() {
        let blank_line = at > 0 && !matches!(format, Format::Wikitext);
        if blank_line {
            sheet.raw("\n");
        }
        let settled = settle::settled(record);
        let record = settled.as_ref().unwrap_or(record);
        match format {
            Format::Bibtex(profile) => bib::bibtex::entry(record, profile, options, &mut sheet),
            Format::Biblatex(profile) => bib::biblatex::entry(record, profile, options, &mut sheet),
            Format::Ris => ris::entry(record, options, &mut sheet),
            Format::Hayagriva => hayagriva::entry(record, options, &mut sheet),
            Format::Markdown => markdown::entry(record, options, &mut sheet),
            Format::Wikitext => wikitext::entry(record, options, &mut sheet),
            Format::CslJson => {}
        }
        sheet.end_entry(&record.id);
    }
    if format == Format::Hayagriva && records.is_empty() {
        sheet.raw("{}\n");
    }
    Exported { text: sheet.out, diagnostics: sheet.diagnostics }
}

/// Reports what no format but CSL-JSON has a place for.
fn leftovers(
    sheet: &mut Sheet,
    id: &str,
    year_suffix: Option<&str>,
    custom: &Map<String, Json>,
    other: &Map<String, Json>,
) {
    if year_suffix.is_some() {
        sheet.lost(id, "year-suffix", "a style makes its own");
    }
    for key in custom.keys() {
        sheet.lost(id, &format!("custom.{key}"), "it has no place for it");
    }
    for (key, _) in other.iter().filter(|(_, value)| !remark::can_say(value)) {
        sheet.lost(id, key, "its value is none that the format knows");
    }
}
