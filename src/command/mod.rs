//! What the user types: the commands, their options, and the exit status.

mod check_links;
mod exit;
mod export;
mod input;
mod output;
mod parse;
mod progress;
mod show;

pub use exit::Exit;

use crate::reader::Format;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{CommandFactory, Parser, Subcommand};
use std::io::{IsTerminal, Write};

/// Reads the references of any document, tells which of their links are dead, and exports bibliographies.
#[derive(Debug, Parser)]
#[command(name = "refs", version, arg_required_else_help = true, max_term_width = 110, after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Print a shell completion script
    #[arg(long, hide = true, value_name = "SHELL")]
    completions: Option<clap_complete::Shell>,
    /// Print the man page
    #[arg(long, hide = true)]
    man_page: bool,
}

const EXAMPLES: &str = "Examples:
  refs parse article.txt                        a table of the references; in a pipe, JSON
  refs check-links article.txt                  which of its links are dead, and where a copy is
  refs parse --from lines --format jsonl refs.txt
  pdftotext -layout paper.pdf - | refs parse -
  refs export --bibtex article.txt > refs.bib   a bibliography for a paper

Exit status: 0 done; 1 done, and something was found (with --strict, any warning); 2 could not run, or an input could not be read.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Read the references and markers of documents
    Parse(parse::Arguments),
    /// Write a bibliography: BibTeX, BibLaTeX, CSL-JSON, RIS, Hayagriva, Markdown, wikitext
    Export(Box<export::Arguments>),
    /// Tell which cited pages still stand, and where a copy of the others is
    CheckLinks(Box<check_links::Arguments>),
}

/// Runs the program on the arguments of the process.
#[must_use]
pub fn run() -> Exit {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // help and version are no errors: clap knows where each is to be printed
            let _ = error.print();
            return if error.use_stderr() { Exit::CouldNotRun } else { Exit::Done };
        }
    };
    if let Some(shell) = arguments.completions {
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut Arguments::command(), "refs", &mut script);
        return print(&script);
    }
    if arguments.man_page {
        let mut page = Vec::new();
        return match clap_mangen::Man::new(Arguments::command()).render(&mut page) {
            Ok(()) => print(&page),
            Err(_) => Exit::CouldNotRun,
        };
    }
    match arguments.command {
        Some(Command::Parse(arguments)) => parse::run(&arguments),
        Some(Command::Export(arguments)) => export::run(&arguments),
        Some(Command::CheckLinks(arguments)) => check_links::run(&arguments),
        None => {
            let _ = Arguments::command().print_help();
            Exit::CouldNotRun
        }
    }
}

fn print(bytes: &[u8]) -> Exit {
    if std::io::stdout().lock().write_all(bytes).is_ok() { Exit::Done } else { Exit::CouldNotRun }
}

/// The words that `--from` takes.
fn formats() -> PossibleValuesParser {
    let aliases =
        |word: &'static str| Format::ALIASES.iter().filter(move |(_, meant)| *meant == word).map(|(alias, _)| *alias);
    PossibleValuesParser::new(Format::ALL.iter().map(|(word, _)| PossibleValue::new(*word).aliases(aliases(word))))
}

/// Whether standard error is a terminal that wants colours.
fn colour() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
