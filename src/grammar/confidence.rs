//! How sure a record is: the share of its fields that are right.
//!
//! In: the parts of the reading that won. Out: a number between 0 and 1 that means what it says: of the fields of all references that say 0.9, nine in
//! ten are right. The score ([`super::score`]) ranks the readings of one note; it cannot tell notes from one another.
//!
//! Facts that can be seen in a reading are weighed: a logistic regression, fitted to labelled references of 34 languages and four collections of styles
//! (Wikipedia's counting most), then made a little more careful. `tests/suite/calibration.rs` prints what came of it, for any labelled file.

use super::label::{Label, NamePart, Reading};
use super::lexical::{Lexed, has_pair, word_count};
use super::name::has_number;
use super::words::before_space;
use crate::record::{Role, Scheme};
use crate::source::lanes::{same, within};
use crate::source::run::{each_sixteen, first_marked};

/// What speaks for a reading where nothing is seen.
const BIAS: f32 = 2.4;

/// How much the doubt of the score weighs.
const DOUBT: f32 = -2.16;

/// How sure a reading is.
pub(super) fn confidence(lexed: &Lexed<'_>, reading: &Reading) -> f32 {
    let facts = Facts::of(lexed, reading);
    // a product, and no choice: what holds of a note is as hard to foresee as its words
    let held = |(weight, holds): (f32, bool)| weight * f32::from(u8::from(holds));
    let weighed: f32 = weighed(&facts, lexed.joints(facts.title)).into_iter().map(held).sum();
    let doubt = (1.0 - reading.score.min(0.985)).powi(2);
    let share = 1.0 / (1.0 + (-(BIAS + weighed + DOUBT * doubt)).exp());
    // two digits are printed: never more than is meant
    ((share * 100.0).floor() / 100.0).clamp(0.01, 0.99)
}

/// What is weighed: how much, and whether it holds.
fn weighed(facts: &Facts<'_>, joints: Joints) -> [(f32, bool); 35] {
    [
        // what names its own place: phrases, known names, numbers with their words
        (1.0, facts.has(Label::Accessed) || facts.has(Label::ArchiveDate)),
        (0.73, facts.known),
        (0.62, facts.has(Label::Genre)),
        (0.58, facts.identified),
        (0.52, facts.has(Label::PublisherPlace)),
        (0.45, facts.has(Label::Page)),
        (0.46, facts.quoted && facts.dated_front()),
        (0.44, facts.has(Label::Volume) && facts.has(Label::Page)),
        (0.91, !facts.author),
        // what was guessed
        (-1.69, !facts.author && !facts.title.is_empty() && !facts.quoted),
        (-0.70, !facts.quoted && !facts.dated_front() && !facts.web()),
        (-0.63, facts.literal),
        (-0.29, facts.organization),
        (-0.26, facts.initials),
        (-0.43, !facts.has(Label::Issued)),
        (-1.06, facts.containers == 0),
        (-0.37, facts.has(Label::Publisher)),
        (-0.47, facts.has(Label::CollectionTitle)),
        (-0.54, facts.has(Label::Volume)),
        (-0.27, facts.has(Label::Url)),
        (-0.31, facts.free >= 4),
        // what holds more than it should
        (-0.42, facts.words <= 2),
        (0.33, facts.words >= 28),
        (-0.52, joints.stop),
        (-0.85, !facts.quoted && joints.comma),
        (-0.48, !facts.quoted && year(facts.title)),
        (-0.20, !facts.quoted && joints.bracket),
        (-0.77, facts.listed),
        (-1.06, facts.numbered),
        (-0.30, facts.stopped),
        (-0.76, facts.has(Label::Annotation)),
        (-0.53, facts.has(Label::Quote)),
        (-0.17, facts.has(Label::Unknown)),
        // styles that are easily mistaken for one another
        (-0.38, facts.style == "cs2"),
        (-0.42, facts.style == "works"),
    ]
}

/// What stands between the words of a title.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Joints {
    /// `. `
    pub(super) stop: bool,
    /// `, `
    pub(super) comma: bool,
    /// `: `
    pub(super) colon: bool,
    /// ` (`
    bracket: bool,
}

impl Joints {
    pub(super) fn of(title: &str) -> Self {
        let (mut stop, mut comma, mut colon, mut bracket) = (0, 0, 0, 0);
        // of what stands before, the marks of the last byte
        let mut last = (0, 0, 0, 0);
        each_sixteen(title.as_bytes(), |sixteen, _| {
            let are = |byte| same(sixteen, byte).to_bitmask();
            let (stops, commas, colons, spaces) = (are(b'.'), are(b','), are(b':'), are(b' '));
            stop |= (stops << 1 | last.0) & spaces;
            comma |= (commas << 1 | last.1) & spaces;
            colon |= (colons << 1 | last.2) & spaces;
            bracket |= (spaces << 1 | last.3) & are(b'(');
            last = (stops >> 15, commas >> 15, colons >> 15, spaces >> 15);
        });
        Self { stop: stop != 0, comma: comma != 0, colon: colon != 0, bracket: bracket != 0 }
    }
}

/// What can be seen in a reading.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
struct Facts<'r> {
    style: &'static str,
    /// The labels of what is no name, and no word or sign between, as [`Label::bit`] has them.
    labels: u64,
    title: &'r str,
    /// How many words the title has.
    words: usize,
    /// Whether quotation marks stand around the title.
    quoted: bool,
    /// Whether a date in parentheses stands between names and title.
    dated: bool,
    author: bool,
    literal: bool,
    organization: bool,
    /// Whether all given names are initials.
    initials: bool,
    identified: bool,
    /// Whether a container or publisher is one that is known.
    known: bool,
    /// How many containers and publishers there are.
    containers: usize,
    /// Whether a container or publisher has a comma in it.
    listed: bool,
    /// Whether a container has a number in it.
    numbered: bool,
    /// Whether a stop ends a word of a container.
    stopped: bool,
    /// How many stretches no word or form explained.
    free: usize,
}

impl<'r> Facts<'r> {
    fn of(lexed: &Lexed<'r>, reading: &Reading) -> Self {
        let text = lexed.text;
        let before = |at: usize| before_space(text.get(..at).unwrap_or_default()).chars().next_back();
        let short = |given: &str| super::name::initials(given) && !given.chars().any(char::is_lowercase);
        let mut facts = Self { style: reading.style, ..Self::default() };
        let (mut title, mut issued, mut given) = (None, None, None);
        for part in &reading.parts {
            facts.labels |= part.label.bit();
            let slice = || part.span.slice(text);
            match part.label {
                Label::Name(Role::Author, name) => {
                    facts.author = true;
                    match name {
                        NamePart::Literal => facts.literal = true,
                        NamePart::Organization => facts.organization = true,
                        NamePart::Given => given = Some(given.unwrap_or(true) && short(slice())),
                        _ => {}
                    }
                }
                Label::Identifier(scheme) => {
                    facts.identified |= matches!(
                        scheme,
                        Scheme::Doi | Scheme::Isbn | Scheme::Pmid | Scheme::Pmcid | Scheme::Issn | Scheme::Bibcode
                    );
                }
                Label::ContainerTitle | Label::Publisher => {
                    let slice = slice();
                    facts.containers += 1;
                    facts.known = facts.known || lexed.source(slice).is_some();
                    facts.listed |= has_pair(slice, *b", ");
                    if part.label == Label::ContainerTitle {
                        facts.numbered |= has_number(slice);
                        facts.stopped |= has_pair(slice, *b". ");
                    }
                }
                Label::CollectionTitle | Label::Annotation | Label::Agency => facts.free += 1,
                Label::Title if title.is_none() => title = Some(part.span),
                Label::Issued if issued.is_none() => issued = Some(part.span),
                _ => {}
            }
        }
        facts.free += facts.containers;
        facts.initials = given == Some(true);
        if let Some(title) = title {
            facts.title = title.slice(text);
            facts.words = word_count(facts.title);
            facts.quoted = before(title.start)
                .is_some_and(|c| matches!(c, '"' | '“' | '«' | '„' | '「' | '『' | '《' | '‘' | '\''));
            facts.dated = issued
                .is_some_and(|issued| issued.start < title.start && matches!(before(issued.start), Some('(' | '（')));
        }
        facts
    }

    fn has(&self, label: Label) -> bool {
        self.labels & label.bit() != 0
    }

    fn web(&self) -> bool {
        self.has(Label::Accessed) || self.has(Label::ArchiveDate)
    }

    fn dated_front(&self) -> bool {
        self.author && self.dated
    }
}

/// Whether four digits stand in a row.
fn year(text: &str) -> bool {
    // most texts have no digit, which is told many bytes at a time
    let held = first_marked(text.as_bytes(), |sixteen| within(sixteen, b'0', b'9')) < text.len();
    let mut row = 0;
    held && text.bytes().any(|byte| {
        row = if byte.is_ascii_digit() { row + 1 } else { 0 };
        row == 4
    })
}
