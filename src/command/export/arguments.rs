//! The options of `refs export`.

use crate::record::KeyPattern;
use clap::ValueEnum;
use std::path::PathBuf;

/// Writes bibliographies.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(in crate::command) struct Arguments {
    /// Files, folders, or - for standard input
    pub(super) files: Vec<String>,
    /// Classic BibTeX, for natbib's styles or for plain, abbrv and alpha
    #[arg(long, value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "natbib", value_name = "PROFILE", help_heading = "Formats")]
    pub(super) bibtex: Option<Bibtex>,
    /// BibLaTeX, for its standard styles or for biblatex-apa
    #[arg(long, value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "standard", value_name = "PROFILE", help_heading = "Formats")]
    pub(super) biblatex: Option<Biblatex>,
    /// CSL-JSON, for Zotero, pandoc and citeproc
    #[arg(long, help_heading = "Formats")]
    pub(super) csl_json: bool,
    /// RIS, for EndNote and Mendeley
    #[arg(long, help_heading = "Formats")]
    pub(super) ris: bool,
    /// Hayagriva YAML, for Typst
    #[arg(long, help_heading = "Formats")]
    pub(super) hayagriva: bool,
    /// Markdown footnotes
    #[arg(long, help_heading = "Formats")]
    pub(super) markdown: bool,
    /// Citation templates of Wikipedia
    #[arg(long, help_heading = "Formats")]
    pub(super) wikitext: bool,
    /// Write to a file, whole or not at all; its ending says the format where no option does
    #[arg(long, short, value_name = "FILE", conflicts_with_all = ["output_dir", "into"])]
    pub(super) output: Option<PathBuf>,
    /// Write each format to a file of a folder: refs.bib, refs.json, …
    #[arg(long, value_name = "DIR", conflicts_with = "into")]
    pub(super) output_dir: Option<PathBuf>,
    /// Renew a .bib file in place: your own fields, comments, order and formatting stay, and so does what you changed
    #[arg(long, value_name = "BIB")]
    pub(super) into: Option<PathBuf>,
    /// The format of the input; without it, the content decides
    #[arg(long, value_name = "FORMAT", value_parser = crate::command::formats())]
    pub(super) from: Option<String>,
    /// Which address is written as the main one
    #[arg(long, value_enum, default_value_t = Policy::Original, value_name = "POLICY")]
    pub(super) url_policy: Policy,
    /// The order of the entries; without it, that of the documents
    #[arg(long, value_enum, value_name = "BY")]
    pub(super) sort: Option<Sort>,
    /// Only the entries with these keys, parted by commas
    #[arg(long, value_name = "KEY", value_delimiter = ',')]
    pub(super) only: Vec<String>,
    /// Only what a marker in the text points to
    #[arg(long)]
    pub(super) cited: bool,
    /// How keys are made: [author], [authors], [year], [title], [container], [type], each with :N, and letters or digits
    #[arg(long, value_name = "PATTERN")]
    pub(super) keys: Option<KeyPattern>,
    /// Keep the keys that these works have in another bibliography
    #[arg(long, value_name = "FILE")]
    pub(super) keys_from: Vec<String>,
    /// Write an entry for each citation, even where several cite one work
    #[arg(long)]
    pub(super) no_merge: bool,
    /// Dates in full: in BibLaTeX as EDTF (199X, 2001-21, 2001/2003), in CSL-JSON ranges within one year too
    #[arg(long)]
    pub(super) edtf: bool,
    /// Print the LaTeX preamble that the scripts of the bibliography need
    #[arg(long)]
    pub(super) preamble: bool,
    /// Print what each format keeps and loses of each field
    #[arg(long)]
    pub(super) explain: bool,
    /// Exit with status 1 if there is any warning
    #[arg(long)]
    pub(super) strict: bool,
    /// Print no hints and warnings
    #[arg(long, short)]
    pub(super) quiet: bool,
}

const EXAMPLES: &str = "Examples:
  refs export --bibtex article.txt > refs.bib
  refs export -o refs.yml article.html                      for Typst
  refs export --biblatex --csl-json --output-dir out/ *.txt
  refs export --biblatex --into thesis.bib article.txt      renews what refs wrote and you did not touch
  refs export --bibtex --keys '[authors:2][year:2]' --keys-from published.bib article.txt";

/// Classic BibTeX's profiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Bibtex {
    /// natbib's styles, which print addresses and identifiers
    Natbib,
    /// plain, abbrv, alpha, unsrt, which do not
    Plain,
}

/// BibLaTeX's profiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Biblatex {
    /// The standard styles
    Standard,
    /// biblatex-apa
    Apa,
}

/// Which address is the main one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Policy {
    /// The cited one
    Original,
    /// The archive's, where there is one
    Archive,
    /// The archive's where check-links found the cited one dead, the new one where it moved for good
    Auto,
}

/// The order of the entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Sort {
    /// By key
    Key,
    /// By the first author or editor, then date
    Author,
    /// By date
    Date,
}
