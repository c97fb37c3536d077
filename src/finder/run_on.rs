//! Cuts a list that was run together on one line, without numbers, after prose and other lists, into its references.
//!
//! In: a stretch of text. Out: its pieces, references and what is none. Each clause may be prose, begin a reference, or go on in one; what a reference
//! says comes in an order (names, title, source, place in it, identifiers, archive, access), so the whole is read by the sequence of states that
//! explains it best (dynamic programming over the borders of clauses, linear), not by the first match. What a reference says is not here.

use super::border::find_borders;
use super::clause::{Clause, Signs, find_clauses};
use super::head::Head;
use super::mask::find_masks;
use super::scratch::Scratch;
use crate::locale::Heading;
use crate::source::Span;

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where it stands.
    pub(super) span: Span,
    /// Whether it is a reference.
    pub(super) reference: bool,
}

/// How far a reference has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Prose,
    Names,
    Title,
    Source,
    Sources,
    Many,
    Place,
    Identifier,
    Access,
    Message,
}

const STATES: [State; 10] = [
    State::Prose,
    State::Names,
    State::Title,
    State::Source,
    State::Sources,
    State::Many,
    State::Place,
    State::Identifier,
    State::Access,
    State::Message,
];

/// The last step of a way to a state: where it comes from, and whether a reference begins there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    from: u8,
    begins: bool,
}

/// The last steps to all states.
pub(super) type Steps = [Step; STATES.len()];

/// A way to a state, and its score.
#[derive(Debug, Clone, Copy)]
struct Way {
    score: f32,
    step: Step,
}

const NO_WAY: Way = Way { score: f32::NEG_INFINITY, step: Step { from: 0, begins: false } };

/// What a stretch is known to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    /// Any text, which may hold no reference at all.
    Text,
    /// The body of a note: it begins with a reference, or is prose.
    Note,
}

/// A line shorter than this, in bytes, is no list run together.
pub(super) const SHORTEST_RUN_ON: usize = 300;

/// Whether a line is worth cutting: long, with several signs of references in it.
pub(super) fn is_run_on(text: &str, line: Span) -> bool {
    if line.len() < SHORTEST_RUN_ON {
        return false;
    }
    let slice = line.slice(text);
    let brackets = memchr::memchr_iter(b'(', slice.as_bytes()).count();
    brackets >= 3 || brackets + slice.matches(['“', '«', '"', '「', '^', '↑']).count() / 2 >= 3
}

/// Cuts a stretch of text.
pub(super) fn cut<'s>(text: &str, stretch: Span, setting: Setting, scratch: &'s mut Scratch) -> &'s [Piece] {
    find_masks(text, stretch, &mut scratch.masks);
    find_borders(text, stretch, &scratch.masks.pairs, &mut scratch.borders);
    cut_at(text, stretch, setting, scratch)
}

/// The same, where its quotations, brackets and borders are known.
pub(super) fn cut_at<'s>(text: &str, stretch: Span, setting: Setting, scratch: &'s mut Scratch) -> &'s [Piece] {
    let Scratch { masks, borders, clauses, steps, path, pieces } = scratch;
    find_clauses(text, stretch, &masks.pairs, borders, clauses);
    let mut state = find_ways(clauses, setting, steps);
    path.clear();
    for row in steps.iter().rev() {
        let Some(step) = row.get(state) else { break };
        path.push((state, step.begins));
        state = usize::from(step.from);
    }
    pieces.clear();
    let mut open = false;
    for (clause, &(state, begins)) in clauses.iter().zip(path.iter().rev()) {
        let reference = state != 0;
        match pieces.last_mut() {
            Some(last) if !begins && last.reference == reference && (!reference || open) => {
                last.span = Span::new(last.span.start, clause.span.end);
            }
            _ => pieces.push(Piece { span: clause.span, reference }),
        }
        open = reference;
    }
    pieces.retain(|piece| !piece.span.is_empty());
    pieces
}

/// The state in which the best way ends.
fn best_end(row: &[Way; STATES.len()]) -> usize {
    let ended = |index: usize| {
        row.get(index).map_or(f32::NEG_INFINITY, |way| way.score)
            + if index == 0 { 0.0 } else { end(STATES.get(index).copied().unwrap_or(State::Prose)) }
    };
    (0..STATES.len()).max_by(|&one, &two| ended(one).total_cmp(&ended(two))).unwrap_or(0)
}

/// Finds the best way to each state behind each clause, of each its last step; gives the state in which the best of all ends.
fn find_ways(clauses: &[Clause], setting: Setting, steps: &mut Vec<Steps>) -> usize {
    steps.clear();
    let mut before = [NO_WAY; STATES.len()];
    if let Some(prose) = before.first_mut() {
        prose.score = 0.0;
    }
    let mut listed = setting == Setting::Note;
    for (index, clause) in clauses.iter().enumerate() {
        let next = clauses.get(index + 1);
        let mut row = [NO_WAY; STATES.len()];
        let bare = !listed && clause.head == Head::Plain && clause.signs == Signs::default();
        let start = start(clause, next) + signs(clause) - if bare { 0.8 } else { 0.0 };
        let started = after(State::Names, clause, true);
        // a few words before a quoted title may be names of any kind: `By Clair MacDougall and James Harding Giahyue. "Liberia police …"`
        let named = started == State::Title
            && clause.words <= 12
            && next.is_some_and(|next| next.head == Head::Quote)
            && matches!(clause.head, Head::Plain | Head::Colon | Head::Undated | Head::Dated);
        for (from, (way, state)) in (0..).zip(before.iter().zip(STATES)) {
            if way.score == f32::NEG_INFINITY {
                continue;
            }
            let prose = state == State::Prose;
            // to prose
            let leave = if prose { 0.0 } else { end(state) - if listed { 1.0 } else { 0.6 } };
            improve(
                &mut row,
                State::Prose,
                Way {
                    score: way.score + leave + prose_score(clause)
                        - if listed && !matches!(clause.head, Head::Heading(_)) { 0.4 } else { 0.0 },
                    step: Step { from, begins: false },
                },
            );
            // a reference begins
            let enter = if prose { if listed { -0.8 } else { -2.8 } } else { end(state) };
            let step = Step { from, begins: true };
            improve(&mut row, started, Way { score: way.score + enter + start, step });
            if named {
                improve(&mut row, State::Names, Way { score: way.score + enter + start - 1.0, step });
            }
            if !prose {
                let score = way.score + going_on(state, clause, next) + signs(clause);
                improve(&mut row, after(state, clause, false), Way { score, step: Step { from, begins: false } });
            }
        }
        if let Head::Heading(heading) = clause.head {
            listed = heading != Heading::Other;
        }
        steps.push(row.map(|way| way.step));
        before = row;
    }
    best_end(&before)
}

fn improve(row: &mut [Way; STATES.len()], state: State, way: Way) {
    if let Some(slot) = row.get_mut(state as usize)
        && way.score > slot.score
    {
        *slot = way;
    }
}

/// What it costs to end a reference in a state.
fn end(state: State) -> f32 {
    match state {
        State::Names => -5.0,
        State::Title => -1.5,
        State::Source => -1.4,
        State::Sources | State::Many => -1.7,
        State::Place => -0.3,
        _ => 0.0,
    }
}

/// How much the signs of a clause say that it is part of a reference.
fn signs(clause: &Clause) -> f32 {
    let signs = &clause.signs;
    let mut score = 0.0;
    for (there, worth) in [
        (signs.accessed, 2.0),
        (signs.archived, 1.5),
        (signs.identifier, 2.0),
        (signs.place, 1.0),
        (signs.year, 0.5),
        (signs.address, 0.8),
        (signs.work, 4.0),
    ] {
        // which of them are there, no machine foresees
        score += worth * f32::from(u8::from(there));
    }
    score
}

/// How well a clause reads as prose, or as any other text that is no reference.
fn prose_score(clause: &Clause) -> f32 {
    let head = match clause.head {
        Head::Names => -2.5,
        Head::Backlink => -6.0,
        Head::Message => -4.0,
        Head::Heading(_) => 1.5,
        Head::Debris => 1.0,
        Head::Quote | Head::Tag => -0.5,
        _ => 0.0,
    };
    let sentence = if clause.small >= 8 && clause.small * 2 > clause.words { 1.0 } else { 0.0 };
    head + sentence - 0.6 * signs(clause)
}

/// How well a reference begins with a clause.
fn start(clause: &Clause, next: Option<&Clause>) -> f32 {
    let quoted = next.is_some_and(|next| next.head == Head::Quote);
    let tailed = next.is_some_and(|next| next.head == Head::Tail);
    let soft = if clause.soft { -0.8 } else { 0.0 };
    let own = match clause.head {
        Head::Backlink => 8.0,
        Head::Names => 3.0,
        Head::Dated if quoted => 2.5,
        Head::Dated if tailed => -2.0,
        Head::Dated => 1.0,
        Head::Tag => 1.5,
        Head::Quote => 1.8,
        Head::Undated if quoted => 2.0,
        Head::Undated => 0.5,
        Head::Colon => -0.2,
        Head::Plain if quoted && clause.words <= 8 => 0.0,
        Head::Plain if clause.signs.work => 1.0,
        Head::Plain if clause.signs.quote => -0.3,
        Head::Plain => -1.2 - if clause.words > 40 { 1.5 } else { 0.0 },
        Head::Tail => -5.0,
        Head::Debris => -6.0,
        Head::Message => -9.0,
        Head::Heading(_) => -7.0,
    };
    let sentence =
        if clause.small >= 14 && !clause.signs.quote && clause.small * 3 > clause.words * 2 { -2.0 } else { 0.0 };
    own + soft + sentence
}

/// How well a reference goes on with a clause.
fn going_on(state: State, clause: &Clause, next: Option<&Clause>) -> f32 {
    let words = match clause.words {
        0..=12 => 0.0,
        13..=24 => -0.5,
        _ => -1.5,
    };
    let plain = match state {
        State::Names => 1.0,
        State::Title => 0.0,
        State::Source => -0.3 + words,
        State::Sources => -1.2 + words,
        State::Many => -2.2 + words,
        State::Place => -1.0 + words,
        State::Identifier => -3.0 + words,
        State::Access => -3.5 + words,
        State::Message => -6.0,
        State::Prose => f32::NEG_INFINITY,
    };
    // over a border that is only possible a clause just goes on
    if clause.soft && matches!(clause.head, Head::Plain | Head::Colon | Head::Tail | Head::Undated) {
        return match state {
            State::Access | State::Message if clause.signs.quote => -3.0,
            State::Access | State::Message => -1.5,
            State::Identifier if clause.head == Head::Colon || clause.signs.quote => -1.5,
            _ => 0.0,
        };
    }
    let tailed = next.is_some_and(|next| next.head == Head::Tail);
    match clause.head {
        Head::Plain if clause.signs.work => -4.0,
        Head::Backlink => -9.0,
        Head::Names => {
            if state == State::Names {
                -3.0
            } else {
                -4.5
            }
        }
        Head::Dated if tailed => plain,
        Head::Dated => plain - 2.0,
        Head::Tag => -3.0,
        Head::Quote => match state {
            State::Names => 2.5,
            State::Title | State::Source => -3.0,
            State::Sources | State::Many => -3.5,
            _ => -4.5,
        },
        Head::Tail => {
            let again = match state {
                State::Access if clause.signs.accessed && !clause.signs.archived => -1.5,
                State::Access if clause.signs.identifier || clause.signs.place => -1.0,
                State::Names => -1.0,
                _ => 0.5,
            };
            again + 0.5
        }
        Head::Message => 3.0,
        Head::Heading(_) => -2.5,
        Head::Debris => plain - 2.5,
        Head::Undated if state == State::Names => 0.5,
        Head::Undated => plain - 0.7,
        Head::Plain | Head::Colon => plain,
    }
}

/// The state behind a clause.
fn after(state: State, clause: &Clause, begins: bool) -> State {
    let signs = &clause.signs;
    if clause.head == Head::Message {
        return State::Message;
    }
    if signs.accessed || signs.archived {
        return State::Access;
    }
    if signs.identifier || signs.work {
        return State::Identifier;
    }
    if matches!(state, State::Access | State::Identifier) && !begins {
        return state;
    }
    if begins {
        return match clause.head {
            Head::Names | Head::Dated if ends_with_date(clause) => State::Names,
            Head::Undated if clause.words <= 10 && !signs.quote && !signs.year => State::Names,
            _ if signs.place => State::Place,
            _ if signs.year && clause.head != Head::Names => State::Source,
            _ => State::Title,
        };
    }
    if signs.place {
        return State::Place;
    }
    if clause.soft && clause.head == Head::Plain {
        return state;
    }
    match state {
        // an editor before the title
        State::Names if clause.head == Head::Undated && clause.words <= 8 => State::Names,
        State::Names => State::Title,
        State::Title => State::Source,
        State::Source => State::Sources,
        other => {
            if matches!(other, State::Sources) {
                State::Many
            } else {
                other
            }
        }
    }
}

/// Whether nothing stands behind the date of the names.
fn ends_with_date(clause: &Clause) -> bool {
    !clause.signs.quote
}

/// Whether what was cut holds references at all: a text with one or two is prose that quotes.
pub(super) fn plausible(pieces: &[Piece]) -> bool {
    pieces.iter().filter(|piece| piece.reference).count() >= 3
}
