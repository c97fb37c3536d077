//! Runs the commands of README.md and compares what it shows.
//!
//! A command stands behind `$ ` in a `console` block; what follows it up to the next command or the end of the block is its output, standard output and
//! standard error together. JSON is compared by value, so that it may be shown line by line; a line `…` stands for any number of lines.

use super::case::different;
use super::known::tests;
use std::path::Path;
use std::process::Command;

#[test]
fn the_readme_shows_what_the_commands_print() {
    let readme = std::fs::read_to_string(tests().join("../README.md")).unwrap();
    let examples = examples(&readme);
    assert!(examples.len() >= 3, "only {} commands in the README", examples.len());
    for (command, shown) in examples {
        let found = run(&command);
        if let Some(complaint) = compare(&shown, &found) {
            panic!("$ {command}\n{complaint}\nit prints:\n{found}");
        }
    }
}

/// The commands and what the README shows of their output.
fn examples(readme: &str) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        match line {
            "```console" => inside = true,
            "```" => inside = false,
            _ if !inside => {}
            _ => match (line.strip_prefix("$ "), out.last_mut()) {
                (Some(command), _) => out.push((command.to_owned(), String::new())),
                (None, Some((_, shown))) => {
                    shown.push_str(line);
                    shown.push('\n');
                }
                (None, None) => panic!("output without a command: {line}"),
            },
        }
    }
    out
}

/// Runs a command line in the folder of the project, with the `refs` that was just built.
fn run(command: &str) -> String {
    let folder = Path::new(env!("CARGO_BIN_EXE_refs")).parent().unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    let output = Command::new("sh")
        .args(["-c", &format!("{{ {command}\n}} 2>&1")])
        .current_dir(tests().join(".."))
        .env("PATH", path)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn compare(shown: &str, found: &str) -> Option<String> {
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
    if let (Some(shown), Some(found)) = (json(shown), json(found)) {
        return different("the output", &format!("{shown:#}"), &format!("{found:#}"));
    }
    if matches(&shown.lines().collect::<Vec<_>>(), &found.lines().collect::<Vec<_>>()) {
        return None;
    }
    different("the output", shown, found).or(Some("the output differs".to_owned()))
}

fn matches(shown: &[&str], found: &[&str]) -> bool {
    match (shown, found) {
        ([], []) => true,
        (["…", rest @ ..], _) => (0..=found.len()).any(|skipped| matches(rest, &found[skipped..])),
        ([one, shown @ ..], [other, found @ ..]) => one.trim_end() == other.trim_end() && matches(shown, found),
        _ => false,
    }
}
