//! The inputs of a command: files, folders, standard input.
//!
//! In: names as typed. Out: sources in the order typed, those of a folder by name; a diagnostic for each that cannot be read. Bytes are read late, so that
//! a folder of many files is never in memory at once.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Source;
use std::fs;
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

/// The name of standard input.
pub(super) const STANDARD_INPUT: &str = "-";

/// Something to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Input {
    /// Standard input.
    Standard,
    /// A file.
    File(PathBuf),
    /// A name that nothing can be read from, and why.
    Broken(String, Diagnostic),
}

impl Input {
    /// The name that diagnostics show.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Standard => STANDARD_INPUT.to_owned(),
            Self::File(path) => path.display().to_string(),
            Self::Broken(name, _) => name.clone(),
        }
    }

    /// Reads it.
    pub(super) fn read(&self) -> Result<Source, Diagnostic> {
        let failed = |error: &std::io::Error| {
            Diagnostic::whole(Code::Unreadable, format!("cannot be read: {}", told(error)))
                .help("check the name and who may read it")
        };
        let bytes = match self {
            Self::Standard => {
                let mut bytes = Vec::new();
                std::io::stdin().lock().read_to_end(&mut bytes).map_err(|error| failed(&error))?;
                bytes
            }
            Self::File(path) => fs::read(path).map_err(|error| failed(&error))?,
            Self::Broken(_, diagnostic) => return Err(diagnostic.clone()),
        };
        Ok(Source { name: self.name(), bytes })
    }
}

/// The error in words, without the number of the system.
fn told(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}

/// Lists what there is to read: no name and a pipe on standard input means `-`.
pub(super) fn inputs(names: &[String]) -> Vec<Input> {
    if names.is_empty() {
        return if std::io::stdin().is_terminal() { Vec::new() } else { vec![Input::Standard] };
    }
    let mut out = Vec::new();
    for name in names {
        if name == STANDARD_INPUT {
            out.push(Input::Standard);
        } else if name.starts_with("http://") || name.starts_with("https://") {
            let why = Diagnostic::whole(Code::UnsupportedFormat, "this is an address; pages are read from files")
                .help(format!("save the page, or run `curl -sL {name} | refs parse -`"));
            out.push(Input::Broken(name.clone(), why));
        } else {
            let path = Path::new(name);
            if path.is_dir() { folder(path, &mut out) } else { out.push(Input::File(path.to_owned())) }
        }
    }
    out
}

/// The files of a folder and of those in it, by name; hidden ones are left out. Deep folders are walked without recursion.
fn folder(path: &Path, out: &mut Vec<Input>) {
    let mut waiting = vec![path.to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = waiting.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                let why = Diagnostic::whole(Code::Unreadable, format!("cannot be read: {}", told(&error)));
                out.push(Input::Broken(folder.display().to_string(), why));
                continue;
            }
        };
        for entry in entries.flatten() {
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && !hidden => waiting.push(entry.path()),
                Ok(kind) if !kind.is_dir() && !hidden => found.push(entry.path()),
                _ => {}
            }
        }
    }
    found.sort();
    out.extend(found.into_iter().map(Input::File));
}
