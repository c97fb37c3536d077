//! `refs export`: bibliographies out of documents, saved references and other bibliographies.
//!
//! Inputs are read by the same pipeline as for `refs parse`. Then: one entry for each work, keys, what is wanted of them in which order, and a text for
//! each format. Data goes to standard output, a file or a folder; what was merged or lost goes to standard error.

mod arguments;
mod pinned;
mod target;
mod works;

pub(super) use arguments::Arguments;

use super::exit::Exit;
use super::input::inputs;
use super::output::Output;
use super::parse::{placeless, say};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::export::bib::{edited, preamble};
use crate::export::{Exported, Options, UrlPolicy, explain, export};
use arguments::Policy;
use std::io::Write as _;
use std::path::Path;
use target::{formats, target};
use works::works;

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
    let old = match arguments.into.as_deref().map(existing).transpose() {
        Ok(old) => old.unwrap_or_default(),
        Err(message) => {
            say(&message);
            return Exit::CouldNotRun;
        }
    };
    let (records, mut exit) = works(arguments, &old);
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
            Some(_) => edited::renew(&old, &records, *format, options),
            None => export(&records, *format, options),
        };
        exit = exit.max(told(arguments, &done.diagnostics));
        exit = exit.max(match &arguments.into {
            Some(path) => renewed(path, &old, &done),
            None => written(Output::open(target.as_deref()), done.text.as_bytes()),
        });
    }
    exit
}

/// The text of a .bib file that is to be renewed; empty where there is no file.
fn existing(path: &Path) -> Result<String, String> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(String::new()),
        Err(error) => return Err(format!("refs: cannot renew {}: {error}\n", path.display())),
    };
    String::from_utf8(bytes).map_err(|_| {
        format!("refs: cannot renew {}: it is not UTF-8; convert it first, as with `iconv -t UTF-8`\n", path.display())
    })
}

/// Writes an edited .bib where it changed; the file as it was is kept beside it under its name with `~`.
fn renewed(path: &Path, old: &str, done: &Exported) -> Exit {
    if done.text == old {
        return Exit::Done;
    }
    if !old.is_empty() {
        let mut backup = path.as_os_str().to_owned();
        backup.push("~");
        let kept = written(Output::open(Some(Path::new(&backup))), old.as_bytes());
        if kept != Exit::Done {
            return kept;
        }
    }
    written(Output::open(Some(path)), done.text.as_bytes())
}

/// Shows diagnostics of the export: warnings, and hints of what was merged; says whether there is a warning where that counts.
fn told(arguments: &Arguments, diagnostics: &[Diagnostic]) -> Exit {
    if !arguments.quiet {
        let shown: Vec<Diagnostic> = diagnostics
            .iter()
            .filter(|one| one.severity() >= Severity::Warning || matches!(one.code, Code::Merged | Code::KeptEdit))
            .cloned()
            .collect();
        say(&placeless("export", &shown, Severity::Hint));
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
