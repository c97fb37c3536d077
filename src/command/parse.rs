//! `refs parse`: the references and markers of documents.

use super::exit::Exit;
use super::input::{Input, inputs};
use super::output::{Gather, Output, Spare, Waiting};
use super::progress::Progress;
use super::show::csv;
use super::show::table::{Look, table};
use crate::diagnostic::{Code, Diagnostic, Severity, Shown, show};
use crate::json::Room;
use crate::pipeline::{self, Bibliography, Keep};
use crate::reader::{Format, Refused, detect};
use crate::source::Span;
use clap::ValueEnum;
use rayon::prelude::*;
use serde::Serialize;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;

/// How many documents each thread reads before what was written of them goes out, so that a folder of many is never in memory whole.
const BATCH: usize = 16;

/// Reads documents and prints their references, markers and what is wrong with them.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Files, folders, or - for standard input
    files: Vec<String>,
    /// The format of the input; without it, the content decides
    #[arg(long, value_name = "FORMAT", value_parser = super::formats())]
    from: Option<String>,
    /// The format of the output; without it, a table on a terminal, and JSON in a pipe or a file
    #[arg(long, short, value_enum)]
    format: Option<Shape>,
    /// Print the labelled parts of each reference, too
    #[arg(long)]
    parts: bool,
    /// Exit with status 1 if there is any warning
    #[arg(long)]
    strict: bool,
    /// Write to a file, whole or not at all
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Print no hints and warnings
    #[arg(long, short)]
    quiet: bool,
}

const EXAMPLES: &str = "Examples:
  refs parse article.txt                            a table; in a pipe, JSON: references, markers, diagnostics
  refs parse articles/ --format jsonl -o refs.jsonl one reference a line, from every file of a folder
  refs parse --from lines list.txt --format csl-json
  refs parse article.txt --format csv > refs.csv    rows for a spreadsheet
  xclip -o | refs parse -";

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// An array with one object for each document
    Json,
    /// One reference a line, with its document
    Jsonl,
    /// The items alone
    CslJson,
    /// A table for people
    Table,
    /// Rows for a spreadsheet
    Csv,
}

impl Shape {
    /// What stands between two documents, or two items.
    const fn between(self) -> &'static [u8] {
        match self {
            Self::Json | Self::CslJson => b",",
            Self::Table => b"\n",
            Self::Jsonl | Self::Csv => b"",
        }
    }
}

impl Arguments {
    /// The format that was asked for, or that fits where the output goes.
    fn shape(&self) -> Shape {
        let seen = self.output.is_none() && std::io::stdout().is_terminal();
        self.format.unwrap_or(if seen { Shape::Table } else { Shape::Json })
    }
}

/// What became of one input.
pub(super) enum Outcome {
    /// What was read, and the input as it came, where something is to be shown in it that its text has elsewhere.
    Read(Vec<Bibliography>, Option<String>),
    Unread(String, Diagnostic),
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Exit {
    let inputs = inputs(&arguments.files);
    if inputs.is_empty() {
        say("refs parse: name a file, a folder, or - for standard input; `refs parse --help` tells more\n");
        return Exit::CouldNotRun;
    }
    let mut output = match Output::open(arguments.output.as_deref()) {
        Ok(output) => output,
        Err(error) => {
            say(&format!(
                "refs: cannot write to {}: {error}\n",
                arguments.output.as_deref().unwrap_or_else(|| "-".as_ref()).display()
            ));
            return Exit::CouldNotRun;
        }
    };
    match write_all(&inputs, arguments, &mut output).and_then(|exit| output.close().map(|()| exit)) {
        Ok(exit) => exit,
        // the reader of a pipe has seen enough
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Exit::Done,
        Err(error) => {
            say(&format!("refs: cannot write: {error}\n"));
            Exit::CouldNotRun
        }
    }
}

fn write_all(inputs: &[Input], arguments: &Arguments, output: &mut Output) -> std::io::Result<Exit> {
    let shape = arguments.shape();
    let array = matches!(shape, Shape::Json | Shape::CslJson);
    if array {
        output.write_all(b"[")?;
    } else if shape == Shape::Csv {
        output.write_all(csv::HEAD.as_bytes())?;
    }
    // people read it on a terminal, programs anywhere else
    let pretty = matches!(output, Output::Standard(_)) && std::io::stdout().is_terminal();
    let progress = Progress::new(inputs.len(), arguments.quiet);
    let (mut exit, mut empty) = (Exit::Done, true);
    if let [input] = inputs {
        // one input may be as long as there is memory: what is written of it goes out at once
        (exit, empty) = answer(input, arguments, pretty, Gather::new(&mut Room::default(), output), &mut say)?;
        progress.step();
    } else {
        let spare = Spare::default();
        for batch in inputs.chunks(BATCH * rayon::current_num_threads()) {
            let answers = batch.par_iter().map_init(Room::default, |room, input| {
                let (mut written, mut told) = (Waiting::new(&spare), String::new());
                let gather = Gather::new(room, &mut written);
                let answer = answer(input, arguments, pretty, gather, &mut |words| told.push_str(words));
                progress.step();
                answer.map(|answer| (answer, written, told))
            });
            for ((found, nothing), written, told) in answers.collect::<std::io::Result<Vec<_>>>()? {
                exit = exit.max(found);
                say(&told);
                if !nothing && !std::mem::take(&mut empty) {
                    output.write_all(shape.between())?;
                }
                written.write_to(output)?;
            }
        }
    }
    progress.done();
    if array {
        output.write_all(if empty { b"]\n" } else { b"\n]\n" })?;
    }
    Ok(exit)
}

/// Reads one input, tells what is wrong with it, and writes what was asked for of it; gives whether that was no document or item at all.
fn answer(
    input: &Input,
    arguments: &Arguments,
    pretty: bool,
    mut output: Gather<'_>,
    tell: &mut dyn FnMut(&str),
) -> std::io::Result<(Exit, bool)> {
    let keep = if arguments.parts { Keep::Parts } else { Keep::Records };
    let (bibliographies, source) = match read(input, arguments.from.as_deref(), keep) {
        Outcome::Unread(name, diagnostic) => {
            tell(&placeless(&name, &[diagnostic], Severity::Hint));
            return Ok((Exit::CouldNotRun, true));
        }
        Outcome::Read(bibliographies, source) => (bibliographies, source),
    };
    let (mut exit, mut first) = (Exit::Done, true);
    for bibliography in &bibliographies {
        let warned = bibliography.diagnostics.iter().any(|one| one.severity() >= Severity::Warning);
        if arguments.strict && warned {
            exit = Exit::Found;
        }
        if !arguments.quiet {
            tell(&told_of(bibliography, source.as_deref()));
        }
        write_one(bibliography, arguments, pretty, &mut output, &mut first)?;
    }
    output.flush()?;
    Ok((exit, first))
}

/// Reads one input by the pipeline.
pub(super) fn read(input: &Input, from: Option<&str>, keep: Keep) -> Outcome {
    let source = match input.read() {
        Ok(source) => source,
        Err(diagnostic) => return Outcome::Unread(input.name(), diagnostic),
    };
    let format = match from.and_then(Format::from_word) {
        Some(format) => format,
        None => match detect(&source.bytes, &source.name) {
            Ok(format) => format,
            Err(Refused(diagnostic)) => return Outcome::Unread(source.name, diagnostic),
        },
    };
    let read = pipeline::parse_keeping(&source, format, keep);
    let elsewhere = |one: &Bibliography| !one.text.origin().is_identity() && !one.diagnostics.is_empty();
    let came = if read.iter().any(elsewhere) { String::from_utf8(source.bytes).ok() } else { None };
    Outcome::Read(read, came)
}

/// Writes what was asked for of a document; `first` of its input. An element of an array begins on a line of its own.
fn write_one(
    bibliography: &Bibliography,
    arguments: &Arguments,
    pretty: bool,
    output: &mut Gather<'_>,
    first: &mut bool,
) -> std::io::Result<()> {
    let shape = arguments.shape();
    let mut separate = |output: &mut Gather<'_>| {
        if !std::mem::take(first) {
            output.write_all(shape.between())?;
        }
        Ok::<(), std::io::Error>(())
    };
    match shape {
        Shape::Json => {
            separate(output)?;
            output.write_all(b"\n")?;
            write_json(output, &bibliography.shown(arguments.parts), pretty)?;
        }
        Shape::CslJson => {
            for record in bibliography.references.iter().filter_map(|reference| reference.record.as_ref()) {
                separate(output)?;
                output.write_all(b"\n")?;
                write_json(output, record, pretty)?;
            }
        }
        Shape::Table => {
            separate(output)?;
            output.write_all(table(bibliography, look()).as_bytes())?;
        }
        Shape::Csv => output.write_all(csv::csv(bibliography).as_bytes())?,
        Shape::Jsonl => {
            for reference in &bibliography.references {
                write_json(output, &bibliography.line(reference, arguments.parts), false)?;
                output.write_all(b"\n")?;
            }
        }
    }
    Ok(())
}

fn write_json<T: Serialize>(out: &mut Gather<'_>, value: &T, pretty: bool) -> std::io::Result<()> {
    if pretty {
        serde_json::to_writer_pretty(out, value)?;
        Ok(())
    } else {
        out.json(value)
    }
}

/// The width of the terminal, or of the variable `COLUMNS`, and whether it wants colours.
fn look() -> Look {
    let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = terminal_size::terminal_size_of(std::io::stdout())
        .map(|(terminal_size::Width(columns), _)| usize::from(columns));
    let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    Look { columns: terminal.or(asked).unwrap_or(100).clamp(20, 1000), colour }
}

/// What is wrong with an input, at its places in the file; where that is no UTF-8, in the text that it was decoded to.
pub(super) fn told_of(bibliography: &Bibliography, source: Option<&str>) -> String {
    let Bibliography { path, text, diagnostics, .. } = bibliography;
    match source {
        Some(source) => {
            // a byte-order mark is no column
            let text = source.trim_start_matches('\u{FEFF}');
            let mark = source.len() - text.len();
            let place = |span: Span| Span::new(span.start.saturating_sub(mark), span.end.saturating_sub(mark));
            told_in(path, text, place, diagnostics, Severity::Warning)
        }
        None => told_in(path, text.as_str(), |span| text.origin().derived(span), diagnostics, Severity::Warning),
    }
}

/// What is wrong that has no place in a text.
pub(super) fn placeless(name: &str, diagnostics: &[Diagnostic], least: Severity) -> String {
    told_in(name, "", |span| span, diagnostics, least)
}

fn told_in(
    name: &str,
    text: &str,
    place: impl Fn(Span) -> Span,
    diagnostics: &[Diagnostic],
    least: Severity,
) -> String {
    let shown = Shown { colour: super::colour(), least };
    // bytes that were lost are many; the first of them says it
    let mut seen_lost = false;
    let kept: Vec<Diagnostic> = diagnostics
        .iter()
        .filter(|one| one.code != Code::LostBytes || !std::mem::replace(&mut seen_lost, true))
        .cloned()
        .collect();
    show(name, text, place, &kept, shown)
}

/// Prints to standard error.
pub(super) fn say(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
