//! The one pass over a note that all styles share.
//!
//! In: the clean text of a note. Out: [`Lexed`], the text with its structural characters in order, brackets and quotation marks paired. Words are
//! not tokens: a style looks at the text between two marks. Not here: what anything means.

use super::confidence::Joints;
use super::known::Place;
use super::label::Parts;
use super::marks::find_marks;
use super::name;
use super::scratch::Scratch;
use super::shared::Shared;
use crate::locale::SourceKind;
use crate::record::Role;
use crate::source::Span;
use crate::source::lanes::{Sixteen, same};
use crate::source::places;
use crate::source::run::count_marked;
use std::cell::{Cell, OnceCell};

/// What a structural character is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MarkKind {
    /// A full stop, or one of its kin (`。`, `।`, `．`), or `?` and `!`.
    Stop,
    /// A comma (`,`, `،`, `、`, `，`).
    Comma,
    /// A semicolon.
    Semicolon,
    /// A colon.
    Colon,
    /// A dash with space around it, or an em dash, or `//`.
    Dash,
    /// An opening bracket; its partner closes it.
    Open,
    /// A closing bracket.
    Close,
    /// An opening quotation mark.
    OpenQuote,
    /// A closing quotation mark.
    CloseQuote,
    /// Where an address begins; of no length.
    Address,
}

impl MarkKind {
    /// The kind as a bit.
    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// A structural character.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    /// Its first byte.
    pub(crate) at: usize,
    /// One past its last byte.
    pub(crate) end: usize,
    /// What it is.
    pub(crate) kind: MarkKind,
    /// Its character, of two the first; a space where an address begins.
    pub(super) sign: char,
    /// The index of its partner, where it has one.
    pub(crate) partner: Option<usize>,
    /// Whether it belongs to the word before it, once asked, as every style does.
    pub(super) abbreviates: Cell<Option<bool>>,
}

/// A note and its structure.
#[derive(Debug)]
pub(crate) struct Lexed<'s> {
    /// The clean text.
    pub(crate) text: &'s str,
    /// Its structural characters, in order.
    pub(crate) marks: &'s [Mark],
    /// Where digits of ASCII stand, in order: the first of each run of them, and one past the last.
    pub(super) numbers: &'s [(usize, usize)],
    /// The kinds of them, as bits.
    kinds: u16,
    /// The languages that its own words give away, once asked.
    pub(crate) said: OnceCell<u128>,
    /// Where messages of software begin, once asked.
    pub(crate) messages: OnceCell<Option<usize>>,
    /// Whether a stop that ends a sentence stands before the end of the citation, once asked.
    pub(super) sentence_within: OnceCell<bool>,
    /// Whether it looks like one whose names have no stop behind them, once asked.
    pub(super) unstopped: OnceCell<bool>,
    /// Where the first sentence ends that begins at a place, and ends before another, once asked.
    pub(super) sentence: Cell<Option<((usize, usize), usize)>>,
    /// The title that was looked at last, and what stands between its words.
    joints: Cell<Option<(Place, Joints)>>,
    /// Where the names end that initials tell at its beginning, whether they are sure, and whether a comma stands behind them, once asked.
    pub(super) initialled: OnceCell<Option<(usize, bool, bool)>>,
    /// Names with a date or a role behind them, and names that end with "et al.", before the title.
    pub(super) fronts: [Shared; 2],
    /// What stands before a quotation that is the title.
    pub(super) before_quotation: Shared,
    /// Which bytes stand in it, a bit each, once asked.
    bytes: OnceCell<[u64; 4]>,
    /// What is known of its stretches, and what it is read with.
    pub(super) scratch: &'s Scratch,
}

impl<'s> Lexed<'s> {
    /// Reads the structure of a note, in time linear in its length.
    pub(crate) fn new(text: &'s str, scratch: &'s mut Scratch) -> Self {
        scratch.clear();
        find_marks(text, scratch);
        let scratch = &*scratch;
        let (marks, numbers) = (scratch.marks.as_slice(), scratch.numbers.as_slice());
        let kinds = marks.iter().fold(0, |kinds, mark| kinds | mark.kind.bit());
        Self {
            text,
            marks,
            kinds,
            numbers,
            said: OnceCell::new(),
            messages: OnceCell::new(),
            sentence_within: OnceCell::new(),
            unstopped: OnceCell::new(),
            sentence: Cell::new(None),
            joints: Cell::new(None),
            initialled: OnceCell::new(),
            fronts: Default::default(),
            before_quotation: Shared::default(),
            bytes: OnceCell::new(),
            scratch,
        }
    }

    /// Whether a mark is of a kind.
    #[inline]
    pub(super) const fn has(&self, kind: MarkKind) -> bool {
        self.kinds & kind.bit() != 0
    }

    /// Whether a byte stands in the text.
    pub(super) fn has_byte(&self, byte: u8) -> bool {
        let bytes = self.bytes.get_or_init(|| bytes_of(self.text));
        bytes.get(usize::from(byte / 64)).is_some_and(|bits| bits >> (byte % 64) & 1 == 1)
    }

    /// What kind of source a stretch of the text names.
    pub(super) fn source(&self, stretch: &str) -> Option<SourceKind> {
        self.scratch.sourced.kind(self.text, stretch)
    }

    /// What stands between the words of a title: most readings of a note give it the same.
    pub(super) fn joints(&self, title: &str) -> Joints {
        let place = Span::of(title, self.text).map(|span| (span.start, span.end));
        if let Some((_, joints)) = self.joints.get().filter(|(known, _)| Some(*known) == place) {
            return joints;
        }
        let joints = Joints::of(title);
        self.joints.set(place.map(|place| (place, joints)));
        joints
    }

    /// How plausible it is that a stretch is names.
    pub(crate) fn plausible(&self, start: usize, end: usize) -> f32 {
        self.scratch.judged.plausible(self.text, start, end)
    }

    /// Whether a stretch is names beyond doubt: at least as plausible as a given name with a family name behind it.
    pub(super) fn named(&self, start: usize, end: usize) -> bool {
        let text = self.text.get(start..end).unwrap_or_default();
        !name::is_no_person(text) && self.plausible(start, end) >= name::PERSON
    }

    /// Labels the names of a stretch; gives how plausible they are.
    pub(crate) fn names(&self, start: usize, end: usize, role: Role, parts: &mut Parts<'_>) -> f32 {
        self.scratch.judged.names(self.text, (start, end), role, parts)
    }

    /// The index of the first mark at or after an offset.
    #[inline]
    pub(crate) fn mark_at(&self, offset: usize) -> usize {
        // most look from the beginning on
        if offset == 0 {
            return 0;
        }
        self.marks.partition_point(|mark| mark.at < offset)
    }

    /// The marks of a range that stand in no bracket and no quotation; a bracket that opens is one of them, what it holds and its end are not.
    #[inline]
    pub(crate) fn top(&self, start: usize, end: usize) -> Top<'_> {
        Top { marks: self.marks, next: self.mark_at(start), end }
    }

    /// The mark that closes what `mark` opens.
    pub(crate) fn partner(&self, mark: &Mark) -> Option<&Mark> {
        mark.partner.and_then(|partner| self.marks.get(partner))
    }
}

/// See [`Lexed::top`].
pub(crate) struct Top<'l> {
    marks: &'l [Mark],
    next: usize,
    end: usize,
}

impl<'l> Iterator for Top<'l> {
    type Item = &'l Mark;

    #[inline]
    fn next(&mut self) -> Option<&'l Mark> {
        let mark = self.marks.get(self.next).filter(|mark| mark.at < self.end)?;
        self.next = match mark.partner {
            Some(partner) if partner > self.next => partner + 1,
            _ => self.next + 1,
        };
        Some(mark)
    }
}

/// The places of two characters of ASCII that stand in a row, of which one is no space.
pub(crate) fn pairs(text: &str, [first, second]: [u8; 2]) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    // spaces are many
    let (rare, back) = if first == b' ' { (second, 1) } else { (first, 0) };
    memchr::memchr_iter(rare, bytes)
        .filter_map(move |at| at.checked_sub(back))
        .filter(move |&at| bytes.get(at..at + 2).is_some_and(|two| *two == [first, second]))
}

/// Whether two characters of ASCII stand in a row.
pub(crate) fn has_pair(text: &str, [first, second]: [u8; 2]) -> bool {
    crate::source::run::has_pair(text.as_bytes(), |sixteen| same(sixteen, first), |sixteen| same(sixteen, second))
}

/// What stands before and behind the first place where two characters of ASCII stand in a row.
pub(crate) fn split_at_pair(text: &str, pair: [u8; 2]) -> Option<(&str, &str)> {
    let at = pairs(text, pair).next()?;
    Some((text.get(..at)?, text.get(at + 2..)?))
}

/// How many words single spaces part.
pub(crate) fn word_count(text: &str) -> usize {
    count_marked(text.as_bytes(), |sixteen| same(sixteen, b' ')) + 1
}

/// The bytes that stand in a text, a bit each.
fn bytes_of(text: &str) -> [u64; 4] {
    let mut bytes = [0; 4];
    for byte in text.bytes() {
        if let Some(bits) = bytes.get_mut(usize::from(byte / 64)) {
            *bits |= 1 << (byte % 64);
        }
    }
    bytes
}

/// A word without the stops around it.
#[inline]
pub(super) fn without_stops(word: &str) -> &str {
    // most have none
    let stop = |byte: Option<&u8>| byte == Some(&b'.');
    if stop(word.as_bytes().first()) || stop(word.as_bytes().last()) { word.trim_matches('.') } else { word }
}

/// What stands between bytes of ASCII, which are marked ([`places`]).
#[inline]
pub(super) fn split_at_bytes<'t>(
    text: &'t str,
    ends: impl Fn(Sixteen) -> Sixteen + 't,
) -> impl Iterator<Item = &'t str> + 't {
    let mut ends = places(text.as_bytes(), ends);
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let end = ends.next();
        next = end.map(|end| end + 1);
        text.get(start..end.unwrap_or(text.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<&str> {
        let mut scratch = Scratch::default();
        let lexed = Lexed::new(text, &mut scratch);
        let pairs = lexed.top(0, text.len()).filter(|mark| mark.kind == MarkKind::OpenQuote);
        pairs.filter_map(|mark| lexed.partner(mark).map(|end| text.get(mark.end..end.at).unwrap())).collect()
    }

    #[test]
    fn quotations_within_quotations_pair() {
        assert_eq!(quoted("\"Press centre \"Today\"\". 11 May"), ["Press centre \"Today\""]);
        assert_eq!(quoted("\"\"Hounds of the Lord\": a history\". Site"), ["\"Hounds of the Lord\": a history"]);
        assert_eq!(quoted("\"A \" b \" – c\". Next"), ["A \" b \" – c"]);
        assert_eq!(quoted("„Titel“ und «titre» ”titel”"), ["Titel", "titre", "titel"]);
    }

    #[test]
    fn brackets_without_partners_stay_single() {
        let mut scratch = Scratch::default();
        let lexed = Lexed::new("a) (b [c) d]", &mut scratch);
        let partners: Vec<bool> = lexed.marks.iter().map(|mark| mark.partner.is_some()).collect();
        assert_eq!(partners, [false, true, false, true, false]);
    }
}
