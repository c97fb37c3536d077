//! Runs `refs` on case folders and compares what it prints, exactly.
//!
//! ```text
//! tests/<command>/…/<case>/
//!   input.*      what is read; without `arguments` the command line is `refs <command> input.*`
//!   arguments    the words behind `refs`, parted by white space; a line that begins with # is a comment
//!   stdin        goes to standard input
//!   stdout.json  standard output, compared as JSON; or stdout.<anything else>, compared byte for byte; none: nothing is printed
//!   stderr.txt   standard error; none: nothing is said
//!   status       the exit status; none: 0
//! ```
//!
//! The folder of the case is the working directory, so that file names in the output are relative. `REFS_BLESS=1 cargo test` rewrites the expected files.

use super::known::{Outcome, bless, listed, settle, tests};
use rayon::prelude::*;
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// One case: a folder.
pub(crate) struct Case {
    /// `parse/plain/double-helix`
    pub(crate) name: String,
    pub(crate) folder: PathBuf,
}

/// What a run of the program printed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Printed {
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
    pub(crate) status: i32,
}

impl Case {
    /// The cases of a command, by name.
    pub(crate) fn all(command: &str) -> Vec<Self> {
        let mut out = Vec::new();
        let mut waiting = vec![tests().join(command)];
        while let Some(folder) = waiting.pop() {
            let mut files: Vec<PathBuf> =
                fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
            files.sort();
            let is_case = files.iter().any(|path| matches!(stem(path), "input" | "arguments") && path.is_file());
            if is_case {
                let name = folder.strip_prefix(tests()).unwrap().to_string_lossy().replace('\\', "/");
                out.push(Self { name, folder });
            } else {
                waiting.extend(files.into_iter().filter(|path| path.is_dir()));
            }
        }
        out.sort_by(|a, b| a.name.cmp(&b.name));
        out
    }

    /// The file that is read, where the case has one of its own.
    pub(crate) fn input(&self) -> Option<PathBuf> {
        self.file("input")
    }

    /// The words behind `refs`.
    pub(crate) fn arguments(&self) -> Vec<String> {
        if let Ok(text) = fs::read_to_string(self.folder.join("arguments")) {
            let lines = text.lines().filter(|line| !line.starts_with('#'));
            return lines.flat_map(str::split_whitespace).map(str::to_owned).collect();
        }
        let command = self.name.split('/').next().unwrap().to_owned();
        let input = self.input().expect("a case without arguments has an input");
        let mut out = vec![command];
        if out[0] == "parse" {
            out.extend(["--format".into(), "json".into()]);
        }
        out.push(input.file_name().unwrap().to_string_lossy().into_owned());
        out
    }

    /// Runs the program as the case says.
    pub(crate) fn run(&self) -> Printed {
        let stdin = fs::read(self.folder.join("stdin")).ok();
        refs(&self.arguments(), &self.folder, stdin.as_deref())
    }

    /// Runs the case, and says what is not as expected.
    pub(crate) fn outcome(&self) -> Outcome {
        let printed = self.run();
        if bless() && !listed(&self.name) {
            self.bless(&printed);
        }
        let complaints = [self.stdout(&printed), self.stderr(&printed), self.status(&printed)];
        let complaints: Vec<String> = complaints.into_iter().flatten().collect();
        Outcome { name: self.name.clone(), failure: (!complaints.is_empty()).then(|| complaints.join("\n")) }
    }

    fn stdout(&self, printed: &Printed) -> Option<String> {
        let path = self.file("stdout");
        let expected = path.as_ref().map_or_else(Vec::new, |path| fs::read(path).unwrap());
        if path.is_some_and(|path| path.extension().is_some_and(|ending| ending == "json")) {
            let read = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).map(|value| pretty(&value));
            return match (read(&expected), read(&printed.stdout)) {
                (Ok(expected), Ok(found)) => different("stdout", &expected, &found),
                (Err(error), _) => Some(format!("stdout.json is no JSON: {error}")),
                (_, Err(error)) => Some(format!("standard output is no JSON: {error}")),
            };
        }
        different("stdout", &String::from_utf8_lossy(&expected), &String::from_utf8_lossy(&printed.stdout))
    }

    fn stderr(&self, printed: &Printed) -> Option<String> {
        different("stderr", &fs::read_to_string(self.folder.join("stderr.txt")).unwrap_or_default(), &printed.stderr)
    }

    fn status(&self, printed: &Printed) -> Option<String> {
        let expected = fs::read_to_string(self.folder.join("status")).map_or(0, |text| text.trim().parse().unwrap());
        (expected != printed.status).then(|| format!("status {}, expected {expected}", printed.status))
    }

    /// Writes what was printed as what is expected.
    fn bless(&self, printed: &Printed) {
        let json = serde_json::from_slice::<Value>(&printed.stdout).ok();
        let old = self.file("stdout");
        if printed.stdout.is_empty() {
            old.iter().for_each(|path| fs::remove_file(path).unwrap());
        } else if let Some(json) = json.filter(|_| old.as_ref().is_none_or(|path| path.ends_with("stdout.json"))) {
            let path = self.folder.join("stdout.json");
            // a file that says the same is left as it is
            if fs::read(&path).ok().and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok()) != Some(json.clone())
            {
                fs::write(path, pretty(&json)).unwrap();
            }
        } else {
            fs::write(old.unwrap_or_else(|| self.folder.join("stdout.txt")), &printed.stdout).unwrap();
        }
        let keep = |name: &str, text: Option<String>| match text {
            Some(text) => fs::write(self.folder.join(name), text).unwrap(),
            None => drop(fs::remove_file(self.folder.join(name))),
        };
        keep("stderr.txt", (!printed.stderr.is_empty()).then(|| printed.stderr.clone()));
        keep("status", (printed.status != 0).then(|| format!("{}\n", printed.status)));
    }

    /// The file of the case with this name and any ending.
    fn file(&self, name: &str) -> Option<PathBuf> {
        let mut found: Vec<PathBuf> = fs::read_dir(&self.folder)
            .unwrap()
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| stem(path) == name)
            .collect();
        found.sort();
        assert!(found.len() < 2, "{} has more than one {name}", self.name);
        found.pop()
    }
}

/// Runs every case of a command.
pub(crate) fn run_all(command: &str) {
    let outcomes: Vec<Outcome> = Case::all(command).par_iter().map(Case::outcome).collect();
    settle(&format!("{command}/"), &outcomes);
}

/// Runs `refs` in a folder.
pub(crate) fn refs<S: AsRef<std::ffi::OsStr>>(arguments: &[S], folder: &Path, stdin: Option<&[u8]>) -> Printed {
    let mut child = Command::new(env!("CARGO_BIN_EXE_refs"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .env("NO_COLOR", "1")
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let bytes = stdin.unwrap_or_default().to_vec();
    // a program that does not read its input closes the pipe: no failure
    let writer = std::thread::spawn(move || drop(pipe.write_all(&bytes)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Printed {
        stdout: output.stdout,
        stderr: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
        status: output.status.code().expect("the program was not killed"),
    }
}

/// JSON as expected files have it.
pub(crate) fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// The first lines in which two texts differ.
pub(crate) fn different(what: &str, expected: &str, found: &str) -> Option<String> {
    if expected == found {
        return None;
    }
    let (mut left, mut right) = (expected.lines(), found.lines());
    let mut out = format!("{what} differs (- expected, + found):\n");
    let mut shown = 0;
    for number in 1.. {
        let (one, other) = (left.next(), right.next());
        if (one.is_none() && other.is_none()) || shown == 6 {
            break;
        }
        if one != other {
            shown += 1;
            let (one, other) = (one.map(clipped), other.map(clipped));
            out.push_str(&format!(
                "  {number}:\n    - {}\n    + {}\n",
                one.as_deref().unwrap_or("(end)"),
                other.as_deref().unwrap_or("(end)")
            ));
        }
    }
    Some(out)
}

/// A line, if it is not too long to be read.
fn clipped(line: &str) -> String {
    let mut out: String = line.chars().take(200).collect();
    if out.len() < line.len() {
        out.push('…');
    }
    out
}

fn stem(path: &Path) -> &str {
    path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default()
}
