//! Divides the body of a note that holds several citations, or citations and comments.
//!
//! In: the body of a note. Out: its [`Piece`]s: citations, and what is said about them. Bullets, counted brackets, semicolons and words like "see also"
//! cut first; where only stops stand between two references, the cut of run-together lists decides ([`super::run_on`]). These are proposals: whether a
//! piece reads as a citation is known only when it is read, and who reads joins those again that do not.
//!
//! ```text
//! note     = [ comment ] citation *( border [ comment ] citation ) [ comment ]
//! border   = bullet / "(b)" / "2)" / ";" / stop
//! comment  = [ words ] signals [ ":" ] / words ":" / sentences
//! ```

use super::border::find_borders;
use super::mask::{Mask, MaskKind, find_masks};
use super::place::first_digit;
use super::run_on::{self, Setting};
use super::scratch::{self, Scratch};
use super::turn::{Turns, from_place};
use crate::locale::{Locale, Role, is_letter, is_letter_or_number};
use crate::source::Span;

/// A piece of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the text, without the marks and spaces around it.
    pub span: Span,
    /// What it may be.
    pub kind: PieceKind,
    /// What stands before it.
    pub border: Border,
}

/// What a piece of a note may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceKind {
    /// It begins or goes on as references do.
    Citation,
    /// Words that lead to what follows them: "see also".
    Lead,
    /// It reads as prose.
    Prose,
    /// It is one clause, and all of the note: a citation or prose, as [`cites`] tells.
    Alone,
}

/// What stands before a piece of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Border {
    /// A stop, or the beginning of the note.
    Stop,
    /// A semicolon, which may stand within a reference too.
    Semicolon,
    /// A bullet, a counter or a lead.
    Mark,
}

/// The most words that "see also" and its like take.
const MOST_WORDS: usize = 6;

/// The longest lead before a list of citations, in bytes.
const LONGEST_LEAD: usize = 120;

/// The longest sentence that leads to a citation, in bytes.
const LONGEST_SENTENCE: usize = 1000;

/// A border, and the words that belong to it.
#[derive(Debug, Clone, Copy)]
struct Cut {
    /// Where the piece before it ends.
    before: usize,
    /// Where the next piece begins.
    after: usize,
    /// What is said of the next piece.
    comment: Option<Span>,
    /// What it is made of.
    border: Border,
}

/// The pieces of a note's body; one for a note that is whole.
#[must_use]
pub fn pieces(text: &str, body: Span) -> Vec<Piece> {
    scratch::with(|scratch| pieces_with(scratch, text, body))
}

fn pieces_with(scratch: &mut Scratch, text: &str, body: Span) -> Vec<Piece> {
    find_masks(text, body, &mut scratch.masks);
    let cuts = cuts(text, body, &scratch.masks.pairs);
    let mut out = Vec::new();
    if cuts.is_empty() {
        find_borders(text, body, &scratch.masks.pairs, &mut scratch.borders);
        match scratch.borders.as_slice() {
            [border] if border.is_plain() => out.extend(piece(text, body, PieceKind::Alone, Border::Stop)),
            _ => stretch(run_on::cut_at(text, body, Setting::Note, scratch), text, Border::Stop, &mut out),
        }
        return out;
    }
    let (mut start, mut border) = (body.start, Border::Stop);
    let mut between = |start: usize, end: usize, border: Border, out: &mut Vec<Piece>| {
        stretch(run_on::cut(text, Span::new(start, end), Setting::Note, scratch), text, border, out);
    };
    for cut in cuts {
        between(start, cut.before.max(start), border, &mut out);
        out.extend(cut.comment.and_then(|span| piece(text, span, PieceKind::Lead, Border::Mark)));
        (start, border) = (cut.after.max(start), cut.border);
    }
    between(start, body.end, border, &mut out);
    out
}

/// Whether a citation stands in a note that is one clause.
#[must_use]
pub fn cites(text: &str, body: Span) -> bool {
    scratch::with(|scratch| run_on::cut(text, body, Setting::Note, scratch).iter().any(|piece| piece.reference))
}

/// Adds the pieces of what stands between two marks.
fn stretch(cut: &[run_on::Piece], text: &str, border: Border, out: &mut Vec<Piece>) {
    let mut border = border;
    for one in cut {
        let kind = if one.reference { PieceKind::Citation } else { PieceKind::Prose };
        let Some(next) = piece(text, one.span, kind, border) else { continue };
        border = Border::Stop;
        match out.last_mut().filter(|last| last.kind == PieceKind::Prose) {
            Some(last) if next.kind == PieceKind::Prose && next.border == Border::Stop => {
                last.span = Span::new(last.span.start, next.span.end);
            }
            _ => out.push(next),
        }
    }
}

/// A piece without the spaces and marks around it; nothing where nothing else is there.
fn piece(text: &str, span: Span, kind: PieceKind, border: Border) -> Option<Piece> {
    let slice = span.slice(text);
    let inner = slice.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | '.' | '；' | '؛'));
    let start = span.start + slice.len() - inner.len();
    let inner = inner.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ';' | '；' | '؛'));
    (!inner.is_empty()).then(|| Piece { span: Span::new(start, start + inner.len()), kind, border })
}

/// The borders that the note's own marks and words make.
fn cuts(text: &str, body: Span, masks: &[Mask]) -> Vec<Cut> {
    let counted = counters(text, body, masks);
    let (mut counted, mut masks) = (counted.as_slice(), masks);
    let mut out: Vec<Cut> = Vec::new();
    let slice = body.slice(text);
    let mut clause = body.start;
    let mut turns = Turns::new(slice);
    while let Some((offset, behind_space, character)) = turns.next() {
        let at = body.start + offset;
        counted = from_place(counted, at, |(start, _)| *start);
        if let Some(&(start, end)) = counted.first().filter(|(start, _)| *start == at) {
            out.push(cut(text, clause, start, end, body));
            clause = end;
            turns.skip_to(end - body.start);
            continue;
        }
        masks = from_place(masks, at, |mask| mask.span.start);
        if let Some(mask) = masks.first().filter(|mask| mask.span.start == at) {
            // a message of the software that made the list has semicolons of its own
            if mask.span.slice(text).starts_with("{{") {
                break;
            }
            turns.skip_to(mask.span.end - body.start);
            continue;
        }
        let after = at + character.len_utf8();
        let rest = || text.get(after..body.end).unwrap_or_default();
        let spaced = || rest().starts_with(char::is_whitespace);
        match character {
            '*' | '•' | '‣' | '▪' | '■' | '●' | '◦' if behind_space && (spaced() || opens(rest())) => {
                out.push(cut(text, clause, at, after, body));
                clause = after;
            }
            ';' | '；' | '؛' if spaced() => {
                let rest = rest();
                let (end, comment) = joining(rest).map_or((after, None), |length| {
                    let start = after + rest.len() - rest.trim_start().len();
                    (start + length, Some(Span::new(start, start + length)))
                });
                out.push(Cut { before: at, after: end, comment, border: Border::Semicolon });
                clause = end;
                turns.skip_to(end - body.start);
            }
            '.' | '?' | '!' | '。' | ')' | ']' if character == '。' || spaced() => clause = after,
            _ if behind_space && is_letter_or_number(character) => {
                let rest = text.get(at..body.end).unwrap_or_default();
                if let Some(length) = signals(rest)
                    && let Some(lead) = lead(text, clause, at)
                {
                    let end = at + length;
                    let comment = Some(Span::new(lead, end));
                    match out.last_mut().filter(|last| {
                        last.comment.is_none() && text.get(last.after..lead).is_some_and(|gap| gap.trim().is_empty())
                    }) {
                        Some(last) => (last.comment, last.after, last.border) = (comment, end, Border::Mark),
                        None => out.push(Cut { before: lead, after: end, comment, border: Border::Mark }),
                    }
                    clause = end;
                    turns.skip_to(end - body.start);
                }
            }
            _ => {}
        }
    }
    out
}

/// The cut at a bullet; the words before the first one are said of what follows.
fn cut(text: &str, clause: usize, at: usize, after: usize, body: Span) -> Cut {
    let lead = text.get(clause..at).unwrap_or_default();
    let leads = clause == body.start && lead.trim_end().ends_with([':', '：']) && lead.len() <= LONGEST_LEAD;
    let comment = leads.then(|| Span::new(clause, at));
    Cut { before: if leads { clause } else { at }, after, comment, border: Border::Mark }
}

/// `(a) … (b) …`, `1) … 2) …`: where counted pieces begin and their counters end, if they count from the first on.
fn counters(text: &str, body: Span, masks: &[Mask]) -> Vec<(usize, usize)> {
    let slice = body.slice(text);
    let first = |open: &str| {
        ["a", "1", "i"].into_iter().find(|one| {
            slice.strip_prefix(open).and_then(|rest| rest.strip_prefix(one)).is_some_and(|rest| rest.starts_with(") "))
        })
    };
    let mut out = Vec::new();
    if let Some(first) = first("(") {
        for mask in masks.iter().filter(|mask| mask.kind == MaskKind::Bracket) {
            let inner = mask.span.slice(text).trim_matches(['(', ')']);
            if nth(first, out.len()).is_some_and(|label| label == inner) {
                out.push((mask.span.start, mask.span.end));
            }
        }
    } else if let Some(first) = first("") {
        let mut at = body.start;
        while let Some(label) = nth(first, out.len()) {
            let needle = format!("{label}) ");
            let rest = text.get(at..body.end).unwrap_or_default();
            let found = rest.match_indices(needle.as_str()).map(|(found, _)| at + found);
            let mut fit =
                found.filter(|&found| found == body.start || text.get(..found).is_some_and(|head| head.ends_with(' ')));
            let Some(start) = fit.next() else { break };
            at = start + needle.len();
            out.push((start, at));
        }
    }
    if out.len() < 2 { Vec::new() } else { out }
}

/// The label of the item at an index, of the kind that the first one is.
fn nth(first: &str, index: usize) -> Option<String> {
    match first {
        "1" => Some((index + 1).to_string()),
        "i" => ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"].get(index).map(|&label| label.to_owned()),
        _ => u8::try_from(index).ok().filter(|index| *index < 26).map(|index| char::from(b'a' + index).to_string()),
    }
}

/// The length of words like "see also", "cf.", "and see", with the colon behind them, if a citation may follow.
fn signals(rest: &str) -> Option<usize> {
    let locale = Locale::get();
    // most words are none
    if !locale.signals.may_begin(rest) && !locale.phrases.may_begin(rest, &[Role::And]) {
        return None;
    }
    let mut at = 0;
    let mut words = 0;
    let mut sure = false;
    let mut ended = false;
    while words < MOST_WORDS && !ended {
        let tail = rest.get(at..)?;
        let Some((length, joins)) = signal(locale, tail) else { break };
        words += 1;
        ended = tail.get(..length).is_some_and(|word| word.ends_with([':', '：']));
        sure |= !joins || ended && words > 1;
        let behind = tail.get(length..)?;
        at += length + behind.len() - behind.trim_start_matches([' ', '\u{A0}', ',']).len();
    }
    let tail = rest.get(at..)?;
    (sure && (ended || opens(tail))).then(|| rest.get(..at).unwrap_or_default().trim_end().len())
}

/// The length of "and" where a citation may follow it.
fn joining(rest: &str) -> Option<usize> {
    let rest = rest.trim_start();
    let word = rest.split([' ', '\u{A0}']).next()?;
    let joins = Locale::get().phrases.are(word, &[Role::And]);
    (joins && opens(rest.get(word.len()..)?.trim_start())).then_some(word.len())
}

/// Whether a citation may begin a text.
fn opens(text: &str) -> bool {
    text.chars().next().is_some_and(|next| {
        next.is_uppercase()
            || (is_letter(next) && !next.is_lowercase())
            || matches!(next, '"' | '“' | '«' | '„' | '「' | '『' | '《' | '\'' | '‘')
    })
}

/// The length of one signal at the beginning of a text, and whether it only joins.
fn signal(locale: &Locale, rest: &str) -> Option<(usize, bool)> {
    let mut end = 0;
    let mut best = None;
    let most = if locale.signals.may_begin(rest) { 4 } else { 0 };
    for word in rest.split_inclusive([' ', '\u{A0}']).take(most) {
        let length = end + word.trim_end().len();
        end += word.len();
        let phrase = rest.get(..length)?;
        let bare = phrase.trim_end_matches([',', '.', ':', '：', ';']);
        // one letter is more often `v.` of a volume or `s.` of a page; "in" is where a chapter stands
        if bare.chars().nth(1).is_some() && locale.signals.contains(bare) {
            let within =
                locale.phrases.at_of(rest, &[Role::In]).any(|phrase| phrase.before.trim_end().len() >= bare.len());
            best = Some((length, within));
        }
    }
    let joins = || {
        let word = rest.split([' ', '\u{A0}']).next().unwrap_or_default();
        locale.phrases.are(word, &[Role::And]).then_some((word.len(), true))
    };
    best.or_else(joins)
}

/// Where the words before a signal begin, if the signal belongs to a sentence about the citation: `For the older view see`.
fn lead(text: &str, clause: usize, at: usize) -> Option<usize> {
    // a sentence longer than this leads to nothing; and what is looked at again for each signal stays short
    if at.checked_sub(clause)? > LONGEST_SENTENCE {
        return None;
    }
    let words = text.get(clause..at)?;
    let start = clause + words.len() - words.trim_start().len();
    let words = words.trim();
    if words.trim_end_matches(',').is_empty() {
        return Some(start);
    }
    if words.ends_with(',') {
        return Some(at);
    }
    if first_digit(words).is_some() {
        return None;
    }
    let (mut count, mut small) = (0, 0);
    for word in words.split_whitespace().take(21) {
        count += 1;
        small += usize::from(word.starts_with(char::is_lowercase));
    }
    (count <= 20 && small >= 2 && small * 3 >= count * 2).then_some(start)
}
