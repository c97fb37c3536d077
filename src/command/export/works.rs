//! The works that are exported: read, merged, under their keys, in the order wanted.
//!
//! In: the options. Out: records, and the exit status so far; what was merged, and what could not be read, goes to standard error.

use super::arguments::{Arguments, Sort};
use super::pinned::pin;
use super::told;
use crate::command::exit::Exit;
use crate::command::input::inputs;
use crate::command::parse::{Outcome, placeless, read, say, told_of};
use crate::diagnostic::Severity;
use crate::export::bib::edited;
use crate::pipeline::Keep;
use crate::record::{Record, assign_keys_by, separate_keys};
use crate::resolve::duplicate;
use rayon::prelude::*;

/// The works of all inputs, with their keys, in the order wanted. `edited` is the text of the file that they go into, if there is one.
pub(super) fn works(arguments: &Arguments, edited: &str) -> (Vec<Record>, Exit) {
    let (mut records, mut exit) =
        read_all(arguments, &arguments.files, arguments.from.as_deref(), arguments.cited, !arguments.quiet);
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
    if !edited.is_empty()
        && let Some(path) = &arguments.into
    {
        let name = [path.display().to_string()];
        let (published, unread) = read_all(arguments, &name, Some("bibtex"), false, false);
        exit = exit.max(unread);
        pin(&mut records, published, &edited::own_keys(edited));
    }
    if !arguments.keys_from.is_empty() {
        let (published, unread) = read_all(arguments, &arguments.keys_from, None, false, !arguments.quiet);
        exit = exit.max(unread);
        let keys = published.iter().map(|record| record.id.to_lowercase()).collect();
        pin(&mut records, published, &keys);
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
fn read_all(
    arguments: &Arguments,
    names: &[String],
    from: Option<&str>,
    cited: bool,
    aloud: bool,
) -> (Vec<Record>, Exit) {
    let mut exit = Exit::Done;
    let mut records = Vec::new();
    let inputs = inputs(names);
    for batch in inputs.chunks(64) {
        let outcomes: Vec<Outcome> = batch.par_iter().map(|input| read(input, from, Keep::Records)).collect();
        for outcome in outcomes {
            match outcome {
                Outcome::Unread(name, diagnostic) => {
                    exit = Exit::CouldNotRun;
                    say(&placeless(&name, &[diagnostic], Severity::Hint));
                }
                Outcome::Read(bibliographies, source) => {
                    for bibliography in bibliographies {
                        let warned = bibliography.diagnostics.iter().any(|one| one.severity() >= Severity::Warning);
                        if arguments.strict && warned {
                            exit = exit.max(Exit::Found);
                        }
                        if aloud {
                            say(&told_of(&bibliography, source.as_deref()));
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
