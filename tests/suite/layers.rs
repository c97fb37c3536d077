//! The rooms of `src` and who may know whom.
//!
//! In: the sources of the crate. Out: a failure for every path (`use crate::…`, `crate::…`, `super::…`, `refs::…`) that leads from a room into one that it
//! must not know. Tests inside the rooms are held to the same. Doc comments may name any room.

use super::known::tests;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const DATA: &[&str] = &["source", "diagnostic", "record", "document", "locale"];
const NO_DOCUMENT: &[&str] = &["source", "diagnostic", "record", "locale"];
const STAGES: &[&str] = &["reader", "finder", "grammar", "resolve", "link", "export", "import"];

/// A room and the rooms that it may use; itself is always among them.
const ROOMS: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("diagnostic", &["source"]),
    ("json", &["source"]),
    ("record", &["source", "diagnostic", "json"]),
    ("document", &["source", "diagnostic", "record"]),
    ("locale", &["source", "record"]),
    ("reader", DATA),
    ("finder", DATA),
    ("grammar", DATA),
    ("resolve", DATA),
    ("import", DATA),
    ("link", NO_DOCUMENT),
    ("export", NO_DOCUMENT),
];

/// The rooms that join the others.
const JOINTS: &[&str] = &["pipeline", "command", "main"];

#[test]
fn no_room_knows_more_than_it_may() {
    let root = tests().join("../src");
    let mut complaints = Vec::new();
    let mut rooms = BTreeSet::new();
    for path in sources(&root) {
        let module = module_of(path.strip_prefix(&root).unwrap());
        rooms.extend(module.first().cloned());
        complaints.extend(check(&module, &fs::read_to_string(&path).unwrap()));
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    for room in
        ["source", "diagnostic", "record", "document", "locale", "reader", "finder", "grammar", "pipeline", "command"]
    {
        assert!(rooms.contains(room), "the room {room} was not read");
    }
}

/// What a file of a module does that it may not.
fn check(module: &[String], text: &str) -> Vec<String> {
    let Some(room) = module.first() else { return Vec::new() };
    if JOINTS.contains(&room.as_str()) {
        return Vec::new();
    }
    let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| name == room) else {
        return vec![format!("{room} is a room without a row in ROOMS")];
    };
    let forbidden =
        rooms_named(module, text).into_iter().filter(|named| named != room && !allowed.contains(&named.as_str()));
    forbidden.map(|named| format!("{} uses {named}", module.join("::"))).collect()
}

/// Every Rust file below a folder.
fn sources(root: &Path) -> Vec<PathBuf> {
    let (mut out, mut waiting) = (Vec::new(), vec![root.to_owned()]);
    while let Some(folder) = waiting.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                out.push(path);
            }
        }
    }
    out.sort();
    out
}

/// `grammar/style/mod.rs` is the module `grammar::style`; `lib.rs` is the crate itself.
fn module_of(path: &Path) -> Vec<String> {
    let mut out: Vec<String> =
        path.with_extension("").components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    if out.last().is_some_and(|last| last == "mod" || last == "lib") {
        out.pop();
    }
    out
}

/// The rooms that a file names in paths.
fn rooms_named(module: &[String], text: &str) -> BTreeSet<String> {
    let tokens = tokens(text);
    let mut out = BTreeSet::new();
    // modules inside the file: how deep in braces each was opened
    let (mut depth, mut inner) = (0_usize, Vec::new());
    let at = |index: usize| tokens.get(index).map_or("", String::as_str);
    let mut index = 0;
    while index < tokens.len() {
        match at(index) {
            "{" => depth += 1,
            "}" => {
                depth = depth.saturating_sub(1);
                if inner.last() == Some(&depth) {
                    inner.pop();
                }
            }
            "mod" if at(index + 2) == "{" => inner.push(depth),
            "crate" | "refs" if at(index + 1) == "::" => heads(&tokens, index + 2, &mut out),
            "super" if at(index + 1) == "::" => {
                let mut ups = 1;
                while at(index + 2) == "super" && at(index + 3) == "::" {
                    ups += 1;
                    index += 2;
                }
                if ups >= module.len() + inner.len() {
                    heads(&tokens, index + 2, &mut out);
                }
            }
            _ => {}
        }
        index += 1;
    }
    let known = |name: &String| ROOMS.iter().any(|(room, _)| room == name) || JOINTS.contains(&name.as_str());
    out.retain(known);
    out
}

/// The first names of a path: one, or those of a group in braces.
fn heads(tokens: &[String], from: usize, out: &mut BTreeSet<String>) {
    if tokens.get(from).map(String::as_str) != Some("{") {
        out.extend(tokens.get(from).cloned());
        return;
    }
    let mut depth = 0;
    let mut head = true;
    for token in &tokens[from..] {
        match token.as_str() {
            "{" => depth += 1,
            "}" if depth == 1 => return,
            "}" => depth -= 1,
            "," if depth == 1 => head = true,
            name if depth == 1 && head => {
                out.insert(name.to_owned());
                head = false;
            }
            _ => {}
        }
    }
}

/// Names, `::` and single signs; comments, strings and characters are left out.
fn tokens(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let at = |index: usize| chars.get(index).copied().unwrap_or('\0');
    let (mut out, mut index) = (Vec::new(), 0);
    while index < chars.len() {
        match (at(index), at(index + 1)) {
            ('/', '/') => {
                while index < chars.len() && at(index) != '\n' {
                    index += 1
                }
            }
            ('/', '*') => {
                index += 2;
                while index < chars.len() && !(at(index) == '*' && at(index + 1) == '/') {
                    index += 1
                }
                index += 2;
            }
            ('r', '"' | '#') if raw_string(&chars, index).is_some() => index = raw_string(&chars, index).unwrap(),
            ('"', _) => {
                index += 1;
                while index < chars.len() && at(index) != '"' {
                    index += if at(index) == '\\' { 2 } else { 1 }
                }
                index += 1;
            }
            // a character, not a lifetime
            ('\'', '\\') => {
                index += 3;
                while index < chars.len() && at(index) != '\'' {
                    index += 1
                }
                index += 1;
            }
            ('\'', _) if at(index + 2) == '\'' => index += 3,
            (':', ':') => {
                out.push("::".to_owned());
                index += 2;
            }
            (c, _) if c.is_alphanumeric() || c == '_' => {
                let start = index;
                while at(index).is_alphanumeric() || at(index) == '_' {
                    index += 1
                }
                out.push(chars[start..index].iter().collect());
            }
            (c, _) => {
                if !c.is_whitespace() {
                    out.push(c.to_string())
                }
                index += 1;
            }
        }
    }
    out
}

/// Where a raw string ends that begins here.
fn raw_string(chars: &[char], start: usize) -> Option<usize> {
    let hashes = chars[start + 1..].iter().take_while(|c| **c == '#').count();
    (chars.get(start + 1 + hashes) == Some(&'"')).then_some(())?;
    let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let body = start + 2 + hashes;
    chars[body..].windows(end.len()).position(|window| window == end).map(|at| body + at + end.len())
}

#[cfg(test)]
mod the_checker_itself {
    use super::*;

    fn found(module: &[&str], text: &str) -> Vec<String> {
        check(&module.iter().map(|&part| part.to_owned()).collect::<Vec<_>>(), text)
    }

    #[test]
    fn a_stage_that_uses_a_stage_is_found() {
        for text in [
            "use crate::grammar::read;",
            "use crate::{source::Span, grammar::{read, Read}};",
            "pub(crate) use crate :: grammar;",
            "fn f() { let x = crate::grammar::read(1); }",
            "use super::super::grammar;",
            "mod tests { use super::super::super::grammar::read; }",
            "macro_rules! m { () => { $crate::grammar::read() } }",
        ] {
            assert_eq!(found(&["finder", "list"], text), ["finder::list uses grammar"], "{text}");
        }
        for one in STAGES {
            for other in STAGES.iter().filter(|other| *other != one) {
                assert_eq!(found(&[one], &format!("use crate::{other};")).len(), 1, "{one} uses {other}");
            }
        }
    }

    #[test]
    fn data_rooms_look_only_down_and_exports_know_no_document() {
        assert_eq!(found(&["source"], "use crate::diagnostic::Code;"), ["source uses diagnostic"]);
        assert_eq!(found(&["diagnostic"], "use crate::record::Record;"), ["diagnostic uses record"]);
        assert_eq!(found(&["record", "csl"], "use crate::document::Document;"), ["record::csl uses document"]);
        assert_eq!(found(&["document"], "use crate::locale::Locale;"), ["document uses locale"]);
        assert_eq!(found(&["locale"], "use crate::document::Document;"), ["locale uses document"]);
        assert_eq!(found(&["export", "bibtex"], "use crate::document::Block;"), ["export::bibtex uses document"]);
        assert_eq!(found(&["link"], "use crate::document::Block;"), ["link uses document"]);
        assert_eq!(found(&["grammar"], "use crate::pipeline::parse;"), ["grammar uses pipeline"]);
        assert_eq!(found(&["attic"], ""), ["attic is a room without a row in ROOMS"]);
    }

    #[test]
    fn what_is_allowed_is_not_found() {
        for text in [
            "use crate::source::Span; use crate::{record::Record, document::{Block, Document}};",
            "use super::list; mod tests { use super::*; use super::super::marker; }",
            "/// See [`crate::grammar::read`].\n// use crate::grammar;\n/* crate::grammar */ fn f<'a>(x: &'a str) -> char { '\"' }",
            "const S: &str = \"crate::grammar\"; const R: &str = r#\"crate::grammar \" \"#;",
            "use nom::error::grammar;",
        ] {
            assert_eq!(found(&["finder", "list"], text), Vec::<String>::new(), "{text}");
        }
        assert!(found(&["command", "parse"], "use crate::grammar; use crate::reader;").is_empty());
    }
}
