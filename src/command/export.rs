//! `refs export`: bibliographies out of documents, saved references and other bibliographies.
//!
//! Inputs are read by the same pipeline as for `refs parse`. Then: one entry for each work, keys, what is wanted of them in which order, and a text for
//! each format. Data goes to standard output, a file or a folder; what was merged or lost goes to standard error.

use super::exit::Exit;
use super::input::inputs;
use super::output::Output;
use super::parse::{Outcome, read, say, tell};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::export::{
    BiblatexProfile, BibtexProfile, Exported, FORMATS, Format, Options, UrlPolicy, bib::edited, bib::preamble, explain,
    export,
};
use crate::record::{KeyPattern, Record, assign_keys_by, separate_keys};
use crate::resolve::duplicate;
use clap::ValueEnum;
use rayon::prelude::*;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Writes bibliographies.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(super) struct Arguments {
    /// Files, folders, or - for standard input
    files: Vec<String>,
    /// Classic BibTeX, for natbib's styles or for plain, abbrv and alpha
    #[arg(long, value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "natbib", value_name = "PROFILE", help_heading = "Formats")]
    bibtex: Option<Bibtex>,
    /// BibLaTeX, for its standard styles or for biblatex-apa
    #[arg(long, value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "standard", value_name = "PROFILE", help_heading = "Formats")]
    biblatex: Option<Biblatex>,
    /// CSL-JSON, for Zotero, pandoc and citeproc
    #[arg(long, help_heading = "Formats")]
    csl_json: bool,
    /// RIS, for EndNote and Mendeley
    #[arg(long, help_heading = "Formats")]
    ris: bool,
    /// Hayagriva YAML, for Typst
    #[arg(long, help_heading = "Formats")]
    hayagriva: bool,
    /// Markdown footnotes
    #[arg(long, help_heading = "Formats")]
    markdown: bool,
    /// Citation templates of Wikipedia
    #[arg(long, help_heading = "Formats")]
    wikitext: bool,
    /// Write to a file, whole or not at all; its ending says the format where no option does
    #[arg(long, short, value_name = "FILE", conflicts_with_all = ["output_dir", "into"])]
    output: Option<PathBuf>,
    /// Write each format to a file of a folder: refs.bib, refs.json, …
    #[arg(long, value_name = "DIR", conflicts_with = "into")]
    output_dir: Option<PathBuf>,
    /// Renew a .bib file in place: your own fields, comments, order and formatting stay, and so does what you changed
    #[arg(long, value_name = "BIB")]
    into: Option<PathBuf>,
    /// The format of the input; without it, the content decides
    #[arg(long, value_name = "FORMAT", value_parser = clap::builder::PossibleValuesParser::new(crate::reader::Format::ALL.iter().map(|(word, _)| *word)))]
    from: Option<String>,
    /// Which address is written as the main one
    #[arg(long, value_enum, default_value_t = Policy::Original, value_name = "POLICY")]
    url_policy: Policy,
    /// The order of the entries; without it, that of the documents
    #[arg(long, value_enum, value_name = "BY")]
    sort: Option<Sort>,
    /// Only the entries with these keys, parted by commas
    #[arg(long, value_name = "KEY", value_delimiter = ',')]
    only: Vec<String>,
    /// Only what a marker in the text points to
    #[arg(long)]
    cited: bool,
    /// How keys are made: [author], [authors], [year], [title], [container], [type], each with :N, and letters or digits
    #[arg(long, value_name = "PATTERN")]
    keys: Option<KeyPattern>,
    /// Keep the keys that these works have in another bibliography
    #[arg(long, value_name = "FILE")]
    keys_from: Vec<String>,
    /// Write an entry for each citation, even where several cite one work
    #[arg(long)]
    no_merge: bool,
    /// BibLaTeX dates in full EDTF: 199X, 2001-21, 2001/2003
    #[arg(long)]
    edtf: bool,
    /// Print the LaTeX preamble that the scripts of the bibliography need
    #[arg(long)]
    preamble: bool,
    /// Print what each format keeps and loses of each field
    #[arg(long)]
    explain: bool,
    /// Exit with status 1 if there is any warning
    #[arg(long)]
    strict: bool,
    /// Print no hints and warnings
    #[arg(long, short)]
    quiet: bool,
}

const EXAMPLES: &str = "Examples:
  refs export --bibtex article.txt > refs.bib
  refs export -o refs.yml article.html                      for Typst
  refs export --biblatex --csl-json --output-dir out/ *.txt
  refs export --biblatex --into thesis.bib article.txt      renews what refs wrote and you did not touch
  refs export --bibtex --keys '[authors:2][year:2]' --keys-from published.bib article.txt";

/// Classic BibTeX's profiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Bibtex {
    /// natbib's styles, which print addresses and identifiers
    Natbib,
    /// plain, abbrv, alpha, unsrt, which do not
    Plain,
}

/// BibLaTeX's profiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Biblatex {
    /// The standard styles
    Standard,
    /// biblatex-apa
    Apa,
}

/// Which address is the main one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Policy {
    /// The cited one
    Original,
    /// The archive's, where there is one
    Archive,
    /// The archive's where check-links found the cited one dead, the new one where it moved for good
    Auto,
}

/// The order of the entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Sort {
    /// By key
    Key,
    /// By the first author or editor, then date
    Author,
    /// By date
    Date,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Exit {
    if arguments.explain {
        return written(Output::open(arguments.output.as_deref()), explain::table().as_bytes());
    }
    let formats = match formats(arguments) {
        Ok(formats) => formats,
        Err(message) => {
            say(&message);
            return Exit::CouldNotRun;
        }
    };
    if inputs(&arguments.files).is_empty() {
        say("refs export: name a file, a folder, or - for standard input; `refs export --help` tells more\n");
        return Exit::CouldNotRun;
    }
    let (records, mut exit) = records(arguments);
    if arguments.preamble {
        return exit.max(written(Output::open(arguments.output.as_deref()), preamble::preamble(&records).as_bytes()));
    }
    let policy = match arguments.url_policy {
        Policy::Original => UrlPolicy::Original,
        Policy::Archive => UrlPolicy::Archive,
        Policy::Auto => UrlPolicy::Auto,
    };
    let options = Options { url_policy: policy, edtf: arguments.edtf };
    for format in &formats {
        let target = target(arguments, *format, &formats);
        if let Some(folder) = &arguments.output_dir
            && let Err(error) = std::fs::create_dir_all(folder)
        {
            say(&format!("refs: cannot make {}: {error}\n", folder.display()));
            return Exit::CouldNotRun;
        }
        let done = match &arguments.into {
            Some(path) => renewed(path, &records, *format, options),
            None => Ok(export(&records, *format, options)),
        };
        match done {
            Ok(done) => {
                exit = exit.max(told(arguments, &done.diagnostics));
                exit = exit.max(written(Output::open(target.as_deref()), done.text.as_bytes()));
            }
            Err(error) => {
                say(&format!("refs: cannot renew {}: {error}\n", target.unwrap_or_default().display()));
                return Exit::CouldNotRun;
            }
        }
    }
    exit
}

/// The formats that are wanted: by option, or else by the ending of the output.
fn formats(arguments: &Arguments) -> Result<Vec<Format>, String> {
    let bibtex = arguments.bibtex.map(|profile| match profile {
        Bibtex::Natbib => Format::Bibtex(BibtexProfile::Natbib),
        Bibtex::Plain => Format::Bibtex(BibtexProfile::Plain),
    });
    let biblatex = arguments.biblatex.map(|profile| match profile {
        Biblatex::Standard => Format::Biblatex(BiblatexProfile::Standard),
        Biblatex::Apa => Format::Biblatex(BiblatexProfile::Apa),
    });
    let plain = [
        (arguments.csl_json, Format::CslJson),
        (arguments.ris, Format::Ris),
        (arguments.hayagriva, Format::Hayagriva),
        (arguments.markdown, Format::Markdown),
        (arguments.wikitext, Format::Wikitext),
    ];
    let mut formats: Vec<Format> = bibtex
        .into_iter()
        .chain(biblatex)
        .chain(plain.into_iter().filter(|(wanted, _)| *wanted).map(|(_, format)| format))
        .collect();
    if let Some(path) = &arguments.into {
        if formats.is_empty() {
            formats.push(edited::dialect(&std::fs::read_to_string(path).unwrap_or_default()));
        }
        let bib = matches!(formats.as_slice(), [Format::Bibtex(_) | Format::Biblatex(_)]);
        return if bib {
            Ok(formats)
        } else {
            Err("refs export: `--into` renews a .bib file: say `--bibtex` or `--biblatex`\n".to_owned())
        };
    }
    if formats.is_empty() {
        let ending = arguments.output.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
        match ending.map(Format::from_ending) {
            Some(Some(format)) => formats.push(format),
            _ if arguments.preamble => formats.push(Format::Biblatex(BiblatexProfile::Standard)),
            Some(None) => return Err(listed("the ending of the output is that of no format")),
            None => return Err(listed("say which format")),
        }
    }
    if formats.len() > 1 && arguments.output_dir.is_none() {
        return Err("refs export: these are several formats: name a folder for them with `--output-dir`\n".to_owned());
    }
    Ok(formats)
}

/// The formats, as a help.
fn listed(why: &str) -> String {
    let mut out = format!("refs export: {why}:\n");
    for row in FORMATS {
        let _ = writeln!(out, "  --{:<10} {} (.{})", row.name, row.about, row.ending);
    }
    out
}

/// Where a format is written.
fn target(arguments: &Arguments, format: Format, formats: &[Format]) -> Option<PathBuf> {
    if let Some(path) = &arguments.into {
        return Some(path.clone());
    }
    let Some(folder) = &arguments.output_dir else { return arguments.output.clone() };
    let row = FORMATS.iter().find(|row| row.name == format.name())?;
    let shared = formats.iter().filter(|other| matches!(other, Format::Bibtex(_) | Format::Biblatex(_))).count() > 1
        && row.ending == "bib";
    let name = if shared { format!("refs.{}.bib", row.name) } else { format!("refs.{}", row.ending) };
    Some(folder.join(name))
}

/// The works of all inputs, with their keys, in the order wanted.
fn records(arguments: &Arguments) -> (Vec<Record>, Exit) {
    let (mut records, mut exit) = read_all(arguments, &arguments.files, arguments.cited);
    let mut diagnostics = Vec::new();
    if let Some(pattern) = &arguments.keys {
        assign_keys_by(pattern, &mut records);
    }
    if !arguments.no_merge {
        let works = duplicate::merge(records);
        records = works.records;
        diagnostics = works.diagnostics;
    }
    separate_keys(&mut records);
    if !arguments.keys_from.is_empty() {
        let (published, unread) = read_all(arguments, &arguments.keys_from, false);
        exit = exit.max(unread);
        pin(&mut records, published);
    }
    exit = exit.max(told(arguments, &diagnostics));
    if !arguments.only.is_empty() {
        for key in arguments.only.iter().filter(|key| !records.iter().any(|record| record.id.eq_ignore_ascii_case(key)))
        {
            say(&format!("refs: found no entry with the key `{key}`\n"));
            exit = Exit::CouldNotRun;
        }
        records.retain(|record| arguments.only.iter().any(|key| record.id.eq_ignore_ascii_case(key)));
    }
    match arguments.sort {
        Some(Sort::Key) => records.sort_by(|a, b| a.id.cmp(&b.id)),
        Some(Sort::Author) => records.sort_by_cached_key(|record| (by_author(record), by_date(record))),
        Some(Sort::Date) => records.sort_by_cached_key(by_date),
        None => {}
    }
    (records, exit)
}

/// Reads inputs; says on standard error what cannot be read and, of what can, what is wrong.
fn read_all(arguments: &Arguments, names: &[String], cited: bool) -> (Vec<Record>, Exit) {
    let mut exit = Exit::Done;
    let mut records = Vec::new();
    let inputs = inputs(names);
    for batch in inputs.chunks(64) {
        let outcomes: Vec<Outcome> = batch.par_iter().map(|input| read(input, arguments.from.as_deref())).collect();
        for outcome in outcomes {
            match outcome {
                Outcome::Unread(name, diagnostic) => {
                    exit = Exit::CouldNotRun;
                    tell(&name, None, &[diagnostic], Severity::Hint);
                }
                Outcome::Read(bibliographies) => {
                    for bibliography in bibliographies {
                        let warned = bibliography.diagnostics.iter().any(|one| one.severity() >= Severity::Warning);
                        if arguments.strict && warned {
                            exit = exit.max(Exit::Found);
                        }
                        if !arguments.quiet {
                            tell(&bibliography.path, Some(&bibliography), &bibliography.diagnostics, Severity::Warning);
                        }
                        let mut pointed = vec![!cited; bibliography.notes.len().max(1)];
                        for note in bibliography.markers.iter().filter_map(|marker| marker.note) {
                            if let Some(pointed) = pointed.get_mut(note) {
                                *pointed = true;
                            }
                        }
                        let wanted = |note: usize| pointed.get(note).copied().unwrap_or(!cited);
                        let kept = bibliography.references.into_iter().filter(|reference| wanted(reference.note));
                        records.extend(
                            kept.filter_map(|reference| reference.record).map(|record| *record).filter(says_something),
                        );
                    }
                }
            }
        }
    }
    (records, exit)
}

/// Whether there is anything to print of a record: a note that is only prose gives none.
fn says_something(record: &Record) -> bool {
    let Record { title, names, container_title, web, identifiers, translated_title, publisher, note, .. } = record;
    title.is_some()
        || translated_title.is_some()
        || names.iter().any(|(_, list)| !list.names.is_empty())
        || container_title.is_some()
        || web.url.is_some()
        || !identifiers.is_empty()
        || publisher.is_some()
        || note.is_some()
}

/// Gives works the keys that they have in another bibliography.
fn pin(records: &mut [Record], published: Vec<Record>) {
    let keys: Vec<String> = published.iter().map(|record| record.id.clone()).collect();
    let mut both = published;
    both.extend(records.iter().cloned());
    let of = duplicate::merge(both).of;
    let (old, new) = of.split_at_checked(keys.len()).unwrap_or((&of, &[]));
    let mut key_of = std::collections::HashMap::new();
    for (work, key) in old.iter().zip(&keys).filter(|(_, key)| !key.is_empty()) {
        key_of.entry(*work).or_insert(key);
    }
    let mut pinned = vec![false; records.len()];
    for ((record, work), pinned) in records.iter_mut().zip(new).zip(&mut pinned) {
        if let Some(key) = key_of.get(work) {
            record.id.clone_from(key);
            *pinned = true;
        }
    }
    // a key that is pinned is nobody else's: the others that have it take a suffix
    let taken: std::collections::HashSet<String> = records
        .iter()
        .zip(&pinned)
        .filter(|(_, pinned)| **pinned)
        .map(|(record, _)| record.id.to_lowercase())
        .collect();
    let mut others: Vec<&mut Record> = records
        .iter_mut()
        .zip(&pinned)
        .filter(|(record, pinned)| !**pinned && taken.contains(&record.id.to_lowercase()))
        .map(|(record, _)| record)
        .collect();
    crate::record::suffix_keys(&mut others);
}

fn by_author(record: &Record) -> String {
    let name = record.creators().and_then(|list| list.names.first()).map(crate::record::Name::sorting);
    let name =
        name.or_else(|| record.title.as_ref().and_then(|title| title.as_typed()).map(crate::record::Title::as_str));
    any_ascii::any_ascii(name.unwrap_or_default()).to_lowercase()
}

/// Undated works stand last.
fn by_date(record: &Record) -> (bool, Option<chrono::NaiveDate>) {
    let day = record.issued.as_ref().and_then(|date| date.as_typed()).and_then(|date| date.earliest());
    (day.is_none(), day)
}

/// An edited .bib with what is new; where that changes it, the file as it was is kept beside it under its name with `~`.
fn renewed(path: &Path, records: &[Record], format: Format, options: Options) -> std::io::Result<Exported> {
    let old = match std::fs::read_to_string(path) {
        Ok(old) => old,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error),
    };
    let renewed = edited::renew(&old, records, format, options);
    if !old.is_empty() && renewed.text != old {
        let mut name = path.as_os_str().to_owned();
        name.push("~");
        let mut backup = Output::open(Some(Path::new(&name)))?;
        backup.write_all(old.as_bytes())?;
        backup.close()?;
    }
    Ok(renewed)
}

/// Shows diagnostics of the export: warnings, and hints of what was merged; says whether there is a warning where that counts.
fn told(arguments: &Arguments, diagnostics: &[Diagnostic]) -> Exit {
    if !arguments.quiet {
        let shown: Vec<Diagnostic> = diagnostics
            .iter()
            .filter(|one| one.severity() >= Severity::Warning || matches!(one.code, Code::Merged | Code::KeptEdit))
            .cloned()
            .collect();
        tell("export", None, &shown, Severity::Hint);
    }
    let warned = diagnostics.iter().any(|one| one.severity() >= Severity::Warning);
    if arguments.strict && warned { Exit::Found } else { Exit::Done }
}

fn written(output: std::io::Result<Output>, bytes: &[u8]) -> Exit {
    let done = output.and_then(|mut output| output.write_all(bytes).and_then(|()| output.close()));
    match done {
        Ok(()) => Exit::Done,
        // the reader of a pipe has seen enough
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Exit::Done,
        Err(error) => {
            say(&format!("refs: cannot write: {error}\n"));
            Exit::CouldNotRun
        }
    }
}
