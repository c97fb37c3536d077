//! Finds lists of notes in lines: numbered (with numbers missing, and empty bodies), or one a line without numbers.
//!
//! In: the lines of a text. Out: the notes, and the stretches of text that are no list. Back-links before a body (`^ a b c`, `↑ 1 2`, `^ Jump up to: a b`)
//! are left out of it. A numbered list is one of notes when it has back-links, stands under a heading that says so, or reads like references.

use super::Note;
use super::backlink::without_backlinks;
use super::run_on::SHORTEST_RUN_ON;
use super::sign::has_identifier;
use super::wrap;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Block, BlockKind, Label};
use crate::locale::{Heading, Locale, digit, number};
use crate::source::Span;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// Notes, and the text between them.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pub(super) notes: Vec<Note>,
    pub(super) prose: Vec<Span>,
}

/// A line longer than this, in bytes, is no heading.
const LONGEST_HEADING: usize = 120;

/// A line that begins like an entry of a numbered list.
#[derive(Debug, Clone, Copy)]
struct Entry {
    line: usize,
    number: u32,
    label: Span,
    body: Span,
    backlinks: bool,
    /// How many columns it is indented.
    indent: usize,
}

/// Finds the lists among the lines of a text.
pub(super) fn find(text: &str, blocks: &[Block], diagnostics: &mut Vec<Diagnostic>) -> Lists {
    find_lists(text, blocks, false, diagnostics)
}

/// Finds those lists only that stand under a heading of notes or works, or lead back.
pub(super) fn find_headed(text: &str, blocks: &[Block], diagnostics: &mut Vec<Diagnostic>) -> Lists {
    find_lists(text, blocks, true, diagnostics)
}

fn find_lists(text: &str, blocks: &[Block], headed: bool, diagnostics: &mut Vec<Diagnostic>) -> Lists {
    let lines: Vec<Span> = blocks.iter().map(|block| block.span).collect();
    let headings: Vec<Option<Heading>> = blocks
        .iter()
        .map(|block| {
            let line = block.span.slice(text);
            may_be_heading(line)
                .then(|| Locale::get().heading(line))
                .flatten()
                .or((block.kind == BlockKind::Heading).then_some(Heading::Other))
        })
        .collect();
    let mut taken = vec![false; lines.len()];
    let mut out = Lists::default();
    // under which heading each line stands
    let above: Vec<Option<Heading>> =
        headings.iter().scan(None, |above, heading| Some(std::mem::replace(above, heading.or(*above)))).collect();
    for run in numbered_runs(text, &lines, &headings) {
        if !is_notes(text, &run, &above, headed) {
            continue;
        }
        take_run(text, &lines, &run, &headings, &mut taken, &mut out.notes, diagnostics);
    }
    unnumbered(text, &lines, &headings, headed, &mut taken, &mut out.notes);
    out.notes.sort_by_key(|note| note.span.start);
    count(&mut out.notes, blocks);
    for (index, line) in lines.iter().enumerate() {
        if taken.get(index) == Some(&false) && headings.get(index).is_some_and(Option::is_none) {
            out.prose.push(*line);
        }
    }
    out
}

/// Whether a line may be a heading, at a glance at its first word.
fn may_be_heading(line: &str) -> bool {
    line.len() <= LONGEST_HEADING
        && Locale::get().heading_may_begin(line.trim_start().trim_start_matches(['=', '#', '*', ':', ' ']))
}

/// Labels the entries whose number a list prints, but its text does not hold; a second list that counts from one again is none of notes.
fn count(notes: &mut [Note], blocks: &[Block]) {
    let mut used: FxHashSet<Label> =
        notes.iter().filter(|note| !note.label.is_empty()).map(|note| note.label.clone()).collect();
    for note in notes.iter_mut().filter(|note| note.label.is_empty()) {
        let next = blocks.partition_point(|block| block.span.start <= note.span.start);
        let Some(number) = next.checked_sub(1).and_then(|at| blocks.get(at)).and_then(|block| block.number) else {
            continue;
        };
        let label = Label::from(number.to_string());
        if used.insert(label.clone()) {
            note.label = label;
        }
    }
}

/// Groups entries into lists: numbers rise, no heading stands between, and lines between are indented (wrapped) or blank.
fn numbered_runs(text: &str, lines: &[Span], headings: &[Option<Heading>]) -> Vec<Vec<Entry>> {
    let mut runs: Vec<Vec<Entry>> = Vec::new();
    let mut open = false;
    for (index, line) in lines.iter().enumerate() {
        if headings.get(index).is_some_and(Option::is_some) {
            open = false;
            continue;
        }
        // most lines begin with a letter
        if begins_plainly(line.slice(text)) {
            open = false;
            continue;
        }
        let Some(entry) = numbered(text, *line, index) else {
            // a wrapped line goes on where the body stands; anything else ends the list
            let indented = line.slice(text).starts_with([' ', '\t', '\u{A0}']) || line.slice(text).trim().is_empty();
            open &= indented;
            continue;
        };
        let follows = |last: &Entry| {
            entry.number > last.number && entry.number - last.number <= 40 && entry.indent.abs_diff(last.indent) <= 4
        };
        match runs.last_mut() {
            Some(run) if open && run.last().is_some_and(follows) => run.push(entry),
            _ => runs.push(vec![entry]),
        }
        open = true;
    }
    runs
}

/// Whether a line is neither indented nor begins with a label, at a glance at its first byte.
fn begins_plainly(line: &str) -> bool {
    let label = |byte: &u8| byte.is_ascii_digit() || *byte == b'[' || *byte <= b' ' || !byte.is_ascii();
    line.as_bytes().first().is_some_and(|first| !label(first))
}

/// Reads the beginning of a line as the label of an entry: `12.`, `12)`, `[12]`, `12 ^`, `^ 12.`, in digits of any script.
fn numbered(text: &str, line: Span, index: usize) -> Option<Entry> {
    let slice = line.slice(text);
    let trimmed = slice.trim_start();
    if !trimmed.starts_with(|c: char| c == '[' || digit(c).is_some()) {
        return None;
    }
    let indent = slice.chars().take_while(|c| c.is_whitespace()).count();
    let start = line.start + slice.len() - trimmed.len();
    let (bracket, inner) = match trimmed.strip_prefix('[') {
        Some(inner) => (true, inner),
        None => (false, trimmed),
    };
    let length = inner.find(|c: char| digit(c).is_none()).unwrap_or(inner.len());
    let (label, rest) = inner.split_at_checked(length)?;
    let number = number(label).filter(|number| *number < 10_000)?;
    let label_start = start + usize::from(bracket);
    let after = if bracket {
        rest.strip_prefix(']')?
    } else if let Some(after) = rest.strip_prefix(['.', ')', '．', '、', '。', '）']) {
        // `3.5 million`, `24.06.2006`
        if after.starts_with(|c: char| digit(c).is_some()) {
            return None;
        }
        after
    } else if rest.trim_start().starts_with(['^', '↑', '↩']) && rest.starts_with([' ', '\u{A0}', '\t', '^', '↑'])
    {
        rest
    } else {
        return None;
    };
    let body_start = line.end - after.len();
    let (body, backlinks) = without_backlinks(text, Span::new(body_start, line.end));
    Some(Entry { line: index, number, label: Span::new(label_start, label_start + length), body, backlinks, indent })
}

/// The body of a line that is one reference: without label and back-links.
pub(super) fn entry(text: &str, line: Span) -> Option<Note> {
    if line.slice(text).trim().is_empty() {
        return None;
    }
    let with_label = numbered(text, line, 0).filter(|entry| !entry.body.is_empty());
    let (label, body) = match with_label {
        Some(entry) => (entry.label.slice(text).to_owned(), entry.body),
        None => (String::new(), without_backlinks(text, line).0),
    };
    Some(Note { label: label.into(), span: trimmed(text, body), ..Note::default() })
}

pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let slice = span.slice(text);
    let start = span.start + slice.len() - slice.trim_start().len();
    Span::new(start, start + slice.trim().len())
}

/// Whether a numbered list is one of notes.
fn is_notes(text: &str, run: &[Entry], above: &[Option<Heading>], headed: bool) -> bool {
    let backlinks = run.iter().filter(|entry| entry.backlinks).count();
    if backlinks * 2 > run.len() || (backlinks > 0 && run.len() > 1) {
        return true;
    }
    let above = run.first().and_then(|first| above.get(first.line).copied().flatten());
    let like = run.iter().filter(|entry| reference_like(entry.body.slice(text))).count();
    match above {
        Some(Heading::Notes) => true,
        Some(Heading::Bibliography) => like * 3 >= run.len(),
        _ => !headed && run.len() > 1 && like * 2 >= run.len(),
    }
}

/// Whether a line has what references have and prose mostly has not: a year in parentheses, an access phrase, an identifier, an address, a quoted title.
pub(super) fn reference_like(line: &str) -> bool {
    let year = || {
        memchr::memchr2_iter(b'1', b'2', line.as_bytes()).any(|at| {
            let before = line.get(..at).and_then(|head| head.chars().next_back());
            let four = line.get(at..at + 4).is_some_and(|year| {
                year.bytes().all(|b| b.is_ascii_digit()) && (year.starts_with('1') || year.starts_with("20"))
            });
            four && before.is_none_or(|c| !c.is_ascii_digit())
                && line.get(at + 4..).is_some_and(|tail| !tail.starts_with(|c: char| c.is_ascii_digit()))
        })
    };
    let quoted = line.trim_start().starts_with(['"', '“', '«', '„', '「', '『', '《', '”']);
    quoted || (line.chars().nth(15).is_some() && year()) || has_identifier(line)
}

/// Takes a run as notes, wrapped lines with them.
fn take_run(
    text: &str,
    lines: &[Span],
    run: &[Entry],
    headings: &[Option<Heading>],
    taken: &mut [bool],
    notes: &mut Vec<Note>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (position, entry) in run.iter().enumerate() {
        let next = run.get(position + 1).map_or(lines.len(), |next| next.line);
        let mut body = entry.body;
        mark(taken, entry.line);
        for index in entry.line + 1..next {
            let Some(line) = lines.get(index) else { break };
            let slice = line.slice(text);
            // behind the last entry only indented lines belong to it
            let wrapped = slice.starts_with([' ', '\t']) && (position + 1 < run.len() || deeper(slice, entry));
            if headings.get(index).is_some_and(Option::is_some) || !wrapped || slice.trim().is_empty() {
                break;
            }
            mark(taken, index);
            body = Span::new(body.start.min(line.end), line.start + slice.trim_end().len());
        }
        let body = trimmed(text, body);
        if body.is_empty() {
            diagnostics.push(
                Diagnostic::at(Code::EmptyNote, entry.label, format!("note {} is empty", entry.label.slice(text)))
                    .help("fill it, or remove its marker; the page shows an error in its place"),
            );
            continue;
        }
        notes.push(Note { label: entry.label.slice(text).to_owned().into(), span: body, ..Note::default() });
    }
    let missing: Vec<(u32, u32, Span)> = run
        .windows(2)
        .filter_map(|pair| match pair {
            [before, after] if after.number > before.number + 1 => {
                Some((before.number + 1, after.number - 1, after.label))
            }
            _ => None,
        })
        .collect();
    for (from, to, place) in missing {
        let what = if from == to {
            format!("number {from} is missing")
        } else {
            format!("numbers {from} to {to} are missing")
        };
        diagnostics.push(
            Diagnostic::at(Code::NumberMissing, place, format!("{what} in the list of notes"))
                .help("look at the source: a note may have been lost when the text was taken"),
        );
    }
}

fn deeper(line: &str, entry: &Entry) -> bool {
    line.chars().take_while(|c| c.is_whitespace()).count() > entry.indent
}

fn mark(taken: &mut [bool], index: usize) {
    if let Some(slot) = taken.get_mut(index) {
        *slot = true;
    }
}

/// Lists without numbers: the lines under a heading of notes or works, and runs of lines that read like references.
fn unnumbered(
    text: &str,
    lines: &[Span],
    headings: &[Option<Heading>],
    headed: bool,
    taken: &mut [bool],
    notes: &mut Vec<Note>,
) {
    let mut section: Option<Heading> = None;
    let mut index = 0;
    while index < lines.len() {
        if let Some(heading) = headings.get(index).copied().flatten() {
            section = Some(heading);
            index += 1;
            continue;
        }
        let end = (index..lines.len())
            .find(|&at| headings.get(at).is_some_and(Option::is_some) || taken.get(at) == Some(&true))
            .unwrap_or(lines.len());
        if end == index {
            index += 1;
            continue;
        }
        if section == Some(Heading::Notes) || section == Some(Heading::Bibliography) {
            take_section(text, lines, index, end, section == Some(Heading::Notes), taken, notes);
        } else if section.is_none() && !headed {
            take_tail(text, lines, index, end, taken, notes);
        }
        index = end;
    }
}

/// Every line under a heading that reads like a reference; the list ends at the first two lines in a row that do not.
fn take_section(
    text: &str,
    lines: &[Span],
    from: usize,
    to: usize,
    all: bool,
    taken: &mut [bool],
    notes: &mut Vec<Note>,
) {
    let entries = wrap::entries(text, lines, from, to);
    let whole = |range: &Range<usize>| {
        let (first, last) = (lines.get(range.start), lines.get(range.end.saturating_sub(1)));
        first.zip(last).map_or_else(|| Span::new(0, 0), |(first, last)| Span::new(first.start, last.end))
    };
    let reads_like_one = |range: &Range<usize>| {
        let span = whole(range);
        let slice = span.slice(text);
        (bulleted(slice) && !marked_prose(slice))
            || (reference_like(slice) && !prose_like(slice))
            || without_backlinks(text, span).1
    };
    let likes: Vec<bool> = entries.iter().map(reads_like_one).collect();
    if !likes.contains(&true) {
        return;
    }
    let like = |index: usize| likes.get(index) == Some(&true);
    for (index, range) in entries.iter().enumerate() {
        // an entry without signs is one of the list when its neighbours are
        let beside = all && (like(index + 1) || (index > 0 && like(index.saturating_sub(1))));
        if !like(index) && !beside {
            continue;
        }
        if let Some(note) = unnumbered_entry(text, whole(range)) {
            range.clone().for_each(|line| mark(taken, line));
            notes.push(note);
        }
    }
}

/// The most characters of a marker with the spaces in its brackets.
const LONGEST_MARKER: usize = 12;

/// Whether a line cites others: markers stand behind its words.
fn marked_prose(line: &str) -> bool {
    line.match_indices('[').any(|(at, _)| {
        let Some(rest) = line.get(at + 1..).filter(|_| at > 20) else { return false };
        let end = rest.char_indices().take(LONGEST_MARKER).find(|(_, c)| *c == ']').map_or(0, |(end, _)| end);
        let inner = rest.get(..end).unwrap_or_default().trim();
        inner.chars().count() <= 3 && number(inner).is_some()
    })
}

/// Whether a line is prose rather than a reference: sentences of small words, or markers in it.
fn prose_like(line: &str) -> bool {
    sentences(line) && !strongly_reference(line)
}

/// Whether a line has what sentences have and references mostly have not: markers in it, or small words for the most part.
fn sentences(line: &str) -> bool {
    let mostly_small = || {
        let (mut words, mut small) = (0, 0);
        for word in line.split_whitespace() {
            words += 1;
            small += usize::from(word.starts_with(char::is_lowercase));
        }
        words > 14 && small * 5 > words * 3
    };
    marked_prose(line) || mostly_small()
}

pub(super) fn bulleted(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(['•', '*', '‣', '◦', '·']) || line.starts_with("- ") || line.starts_with("– ")
}

fn unnumbered_entry(text: &str, line: Span) -> Option<Note> {
    let slice = line.slice(text);
    let bare = slice.trim_start().trim_start_matches(['•', '*', '‣', '◦', '·', '-', '–', ' ', '\t']);
    let bare = if bulleted(slice) { bare } else { slice.trim_start() };
    entry(text, Span::new(line.end - bare.len(), line.end)).filter(|note| !note.span.is_empty())
}

/// Without a heading: a run of at least two lines in a row of which nearly all read like references, and none like a paragraph; or the only line there is.
fn take_tail(text: &str, lines: &[Span], from: usize, to: usize, taken: &mut [bool], notes: &mut Vec<Note>) {
    let strong: Vec<bool> = lines
        .get(from..to)
        .unwrap_or_default()
        .iter()
        .map(|line| strongly_reference(line.slice(text)) || without_backlinks(text, *line).1)
        .collect();
    // a single reference that somebody pastes; what is longer may be a list run together
    let alone = from == 0
        && to == lines.len()
        && lines.iter().filter(|line| !line.slice(text).trim().is_empty()).nth(1).is_none()
        && lines.iter().all(|line| line.len() < SHORTEST_RUN_ON);
    let strong = |index: usize| strong.get(index - from).copied().unwrap_or(false);
    let mut start = from;
    while start < to {
        if !strong(start) {
            start += 1;
            continue;
        }
        let end = (start..to).find(|&index| !strong(index) && !strong(index + 1)).unwrap_or(to);
        let count = (start..end).filter(|&index| strong(index)).count();
        if (count >= 2 || alone) && count * 4 >= (end - start) * 3 {
            for index in start..end {
                if let Some(note) = lines.get(index).and_then(|line| unnumbered_entry(text, *line)) {
                    mark(taken, index);
                    notes.push(note);
                }
            }
        }
        start = end.max(start + 1);
    }
}

/// A line that is nothing but a reference: it begins with a quoted title or a name, and dates or identifiers stand in it; it is no paragraph.
fn strongly_reference(line: &str) -> bool {
    let trimmed = line.trim();
    let locale = Locale::get();
    if trimmed.chars().count() > 700 || trimmed.chars().count() < 15 || marked_prose(trimmed) {
        return false;
    }
    let quoted = trimmed.starts_with(['"', '“', '«', '„', '「', '『', '《', '”']) && !sentences(trimmed);
    let phrase = trimmed.match_indices(". ").chain(trimmed.match_indices(", ")).any(|(at, _)| {
        trimmed.get(at + 2..).is_some_and(|rest| {
            let said = &[crate::locale::Role::Accessed, crate::locale::Role::Archived];
            locale.phrases.at_of(rest, said).any(|phrase| super::clause::around_date(&phrase, rest))
        })
    });
    let identifier = ["ISBN", "doi:", "ISSN ", "PMID ", "OCLC "].iter().any(|label| trimmed.contains(label));
    let dated = trimmed.find(" (").is_some_and(|at| {
        at < 200
            && trimmed.get(at + 2..).and_then(|rest| rest.split_once(')')).is_some_and(|(inner, rest)| {
                rest.starts_with(['.', ','])
                    && inner.len() < 40
                    && inner.chars().filter(char::is_ascii_digit).count() >= 4
            })
    });
    phrase
        || identifier
        || (dated && !sentences(trimmed))
        || (quoted && reference_like(trimmed.trim_start_matches(['"', '“', '«', '„'])))
}
