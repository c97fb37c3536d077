//! The one pass over a note that all styles share.
//!
//! In: the clean text of a note. Out: [`Lexed`], the text with its structural characters in order, brackets and quotation marks paired. Words are
//! not tokens: a style looks at the text between two marks. Not here: what anything means.

use super::dates::Dates;
use super::judged::Judged;
use super::known::Known;
use super::label::Parts;
use super::name;
use super::shared::Shared;
use super::sourced::Sourced;
use crate::locale::SourceKind;
use crate::record::Role;
use crate::source::run::{beyond, count_marked, first_marked, letters, run_of_digits, same, within_beyond};
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
    pub(crate) marks: Vec<Mark>,
    /// Where digits of ASCII stand, in order: the first of each run of them, and one past the last.
    pub(super) numbers: Vec<(usize, usize)>,
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
    /// Where the names end that initials tell at its beginning, whether they are sure, and whether a comma stands behind them, once asked.
    pub(super) initialled: OnceCell<Option<(usize, bool, bool)>>,
    /// Names with a date or a role behind them, and names that end with "et al.", before the title.
    pub(super) fronts: [Shared; 2],
    /// What stands before a quotation that is the title.
    pub(super) before_quotation: Shared,
    /// Which bytes stand in it, a bit each, once asked.
    bytes: OnceCell<[u64; 4]>,
    /// What elements may begin where.
    pub(super) begins: Known<u8, 128>,
    /// The dates that were read.
    pub(super) dates: Dates,
    /// The stretches that were looked up as sources.
    sourced: Sourced,
    /// The stretches that were looked at as names.
    judged: Judged,
}

/// How many numbers there is place for at first: most notes have fewer.
const FEW: usize = 12;

/// What a byte is by itself, whatever stands around it.
#[inline]
const fn plain(byte: u8) -> Option<MarkKind> {
    match byte {
        b'.' | b'?' | b'!' => Some(MarkKind::Stop),
        b',' => Some(MarkKind::Comma),
        b';' => Some(MarkKind::Semicolon),
        _ => None,
    }
}

/// A bracket or quotation mark that may be structural, with what it would pair with.
fn bracket(character: char) -> Option<(MarkKind, char)> {
    Some(match character {
        '(' => (MarkKind::Open, ')'),
        '[' => (MarkKind::Open, ']'),
        '{' => (MarkKind::Open, '}'),
        '（' => (MarkKind::Open, '）'),
        '［' => (MarkKind::Open, '］'),
        '【' => (MarkKind::Open, '】'),
        '〔' => (MarkKind::Open, '〕'),
        ')' | ']' | '}' | '）' | '］' | '】' | '〕' => (MarkKind::Close, character),
        '«' => (MarkKind::OpenQuote, '»'),
        '“' => (MarkKind::OpenQuote, '”'),
        '„' => (MarkKind::OpenQuote, '“'),
        '「' => (MarkKind::OpenQuote, '」'),
        '『' => (MarkKind::OpenQuote, '』'),
        '《' => (MarkKind::OpenQuote, '》'),
        '〈' => (MarkKind::OpenQuote, '〉'),
        '»' | '”' | '」' | '』' | '》' | '〉' => (MarkKind::CloseQuote, character),
        _ => return None,
    })
}

impl<'s> Lexed<'s> {
    /// Reads the structure of a note, in time linear in its length.
    pub(crate) fn new(text: &'s str) -> Self {
        let mut marks: Vec<Mark> = Vec::with_capacity(text.len() / 8 + 4);
        let mut numbers = Vec::new();
        // indices of what is open, with what would close it
        let mut open: Vec<(usize, char)> = Vec::new();
        let bytes = text.as_bytes();
        let mut at = 0;
        loop {
            at += bytes.get(at..).map_or(0, |rest| first_marked(rest, may_be_looked_at));
            let Some(&byte) = bytes.get(at) else { break };
            // so are most
            if let Some(kind) = plain(byte) {
                push(&mut marks, at, at + 1, kind, char::from(byte));
                at += 1;
                continue;
            }
            if byte.is_ascii_digit() {
                let digits = bytes.get(at..).map_or(0, run_of_digits);
                if numbers.is_empty() {
                    numbers.reserve(FEW);
                }
                numbers.push((at, at + digits));
                at += digits;
                continue;
            }
            let character = if byte.is_ascii() {
                char::from(byte)
            } else {
                let found = if looked_at(byte) { text.get(at..).and_then(|rest| rest.chars().next()) } else { None };
                let Some(found) = found else {
                    at += 1;
                    continue;
                };
                found
            };
            let end = at + character.len_utf8();
            let next = bytes.get(end).copied();
            match character {
                '。' | '．' | '।' | '۔' | '！' | '？' => {
                    push(&mut marks, at, end, MarkKind::Stop, character);
                }
                '،' | '、' | '，' => push(&mut marks, at, end, MarkKind::Comma, character),
                '；' | '؛' => push(&mut marks, at, end, MarkKind::Semicolon, character),
                ':' | '：' => {
                    if next == Some(b'/')
                        && let Some(start) = scheme_before(text, at)
                    {
                        push(&mut marks, start, start, MarkKind::Address, ' ');
                    }
                    push(&mut marks, at, end, MarkKind::Colon, character);
                }
                '/' if next == Some(b'/') && at > 0 && bytes.get(at - 1) == Some(&b' ') => {
                    push(&mut marks, at, end + 1, MarkKind::Dash, character);
                    at = end + 1;
                    continue;
                }
                '—' => push(&mut marks, at, end, MarkKind::Dash, character),
                '-' | '–' | '‒' | '―' | '−' | '|'
                    if next == Some(b' ') && at > 0 && bytes.get(at - 1) == Some(&b' ') =>
                {
                    push(&mut marks, at, end, MarkKind::Dash, character);
                }
                '"' | '″' => straight_quote(text, at, end, &mut marks, &mut open),
                // a low or left mark may be the closing one: „Titel“, ”titel”
                '“' | '”' if open.last().is_some_and(|&(_, closing)| closing == character) => {
                    close(&mut marks, &mut open, at, end, MarkKind::CloseQuote, character);
                }
                '”' if before(text, at).is_none_or(|c| c.is_whitespace() || c == '(') && next != Some(b' ') => {
                    open.push((marks.len(), '”'));
                    push(&mut marks, at, end, MarkKind::OpenQuote, character);
                }
                _ => match bracket(character) {
                    Some((kind @ (MarkKind::Open | MarkKind::OpenQuote), closing)) => {
                        open.push((marks.len(), closing));
                        push(&mut marks, at, end, kind, character);
                    }
                    Some((kind, closing)) => close(&mut marks, &mut open, at, end, kind, closing),
                    None => {}
                },
            }
            at = end;
        }
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
            initialled: OnceCell::new(),
            fronts: Default::default(),
            before_quotation: Shared::default(),
            bytes: OnceCell::new(),
            begins: Known::default(),
            dates: Dates::default(),
            sourced: Sourced::default(),
            judged: Judged::default(),
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
        self.sourced.kind(self.text, stretch)
    }

    /// How plausible it is that a stretch is names.
    pub(crate) fn plausible(&self, start: usize, end: usize) -> f32 {
        self.judged.plausible(self.text, start, end)
    }

    /// Whether a stretch is names beyond doubt: at least as plausible as a given name with a family name behind it.
    pub(super) fn named(&self, start: usize, end: usize) -> bool {
        let text = self.text.get(start..end).unwrap_or_default();
        !name::is_no_person(text) && self.plausible(start, end) >= name::PERSON
    }

    /// Labels the names of a stretch; gives how plausible they are.
    pub(crate) fn names(&self, start: usize, end: usize, role: Role, parts: &mut Parts) -> f32 {
        self.judged.names(self.text, (start, end), role, parts)
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
        Top { marks: &self.marks, next: self.mark_at(start), end }
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
    crate::source::run::has_pair(text.as_bytes(), |eight| same(eight, first), |eight| same(eight, second))
}

/// What stands before and behind the first place where two characters of ASCII stand in a row.
pub(crate) fn split_at_pair(text: &str, pair: [u8; 2]) -> Option<(&str, &str)> {
    let at = pairs(text, pair).next()?;
    Some((text.get(..at)?, text.get(at + 2..)?))
}

/// How many words single spaces part.
pub(crate) fn word_count(text: &str) -> usize {
    count_marked(text.as_bytes(), |eight| same(eight, b' ')) + 1
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

/// What stands between bytes of ASCII, which are marked among eight ([`first_marked`]).
#[inline]
pub(super) fn split_at_bytes<'t>(text: &'t str, ends: impl Fn(u64) -> u64 + 't) -> impl Iterator<Item = &'t str> + 't {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let (word, behind) = text.split_at_checked(first_marked(text.as_bytes(), &ends))?;
        rest = behind.get(1..);
        Some(word)
    })
}

/// Marks the bytes that the pass may look at: of ASCII all but letters and spaces, of others the first bytes of marks, and some like them.
#[inline]
fn may_be_looked_at(eight: u64) -> u64 {
    let passed_over = letters(eight) | same(eight, b' ') | beyond(eight);
    beyond(!passed_over) | within_beyond(eight, 0xC2, 0xC2) | within_beyond(eight, 0xD8, 0xEF)
}

/// Whether the pass looks at a byte that is none of ASCII: the first one of a mark.
#[inline]
const fn looked_at(byte: u8) -> bool {
    matches!(byte, 0xC2 | 0xD8 | 0xDB | 0xE0 | 0xE2 | 0xE3 | 0xEF)
}

/// Where the scheme of an address begins that ends at a colon, behind white space.
fn scheme_before(text: &str, colon: usize) -> Option<usize> {
    let head = text.get(..colon)?;
    let length = ["https", "http", "ftp"].into_iter().find(|scheme| head.ends_with(scheme))?.len();
    let start = colon - length;
    (text.get(colon..)?.starts_with("://") && before(text, start).is_some_and(char::is_whitespace)).then_some(start)
}

#[inline]
fn push(marks: &mut Vec<Mark>, at: usize, end: usize, kind: MarkKind, sign: char) {
    marks.push(Mark { at, end, kind, sign, partner: None, abbreviates: Cell::new(None) });
}

fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at).and_then(|head| head.chars().next_back())
}

fn after(text: &str, end: usize) -> Option<char> {
    text.get(end..).and_then(|tail| tail.chars().next())
}

/// A straight mark opens or closes by what stands around it; one with space on both sides (or none) closes what is open, if anything is.
fn straight_quote(text: &str, at: usize, end: usize, marks: &mut Vec<Mark>, open: &mut Vec<(usize, char)>) {
    let (left, right) = (before(text, at), after(text, end));
    let free_left =
        left.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '«' | '“' | '/' | '|'));
    let free_right = right.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | ')' | ']' | '?' | '!' | '»' | '”' | '—' | '–')
    });
    let within = open.iter().rev().position(|&(_, closing)| closing == '"');
    let opened_here = marks.last().is_some_and(|mark| mark.end == at && mark.kind == MarkKind::OpenQuote);
    let opens = match (free_left || opened_here, free_right) {
        (true, false) => true,
        (false, true) => false,
        // `" word "` toggles the innermost quotation; `a"b` closes
        (true, true) => {
            open.iter().filter(|&&(_, closing)| closing == '"').count() < 2 && right.is_some_and(char::is_whitespace)
        }
        (false, false) => within.is_none(),
    };
    if opens {
        open.push((marks.len(), '"'));
        push(marks, at, end, MarkKind::OpenQuote, '"');
    } else {
        close(marks, open, at, end, MarkKind::CloseQuote, '"');
    }
}

/// Closes the innermost partner; what was opened inside it and never closed stays single. Only a few levels are looked through, so that a note of
/// nothing but brackets costs linear time.
fn close(marks: &mut Vec<Mark>, open: &mut Vec<(usize, char)>, at: usize, end: usize, kind: MarkKind, closing: char) {
    let index = marks.len();
    push(marks, at, end, kind, closing);
    let found = open.iter().rev().take(8).position(|&(_, waiting)| waiting == closing);
    let Some(back) = found else { return };
    let keep = open.len().saturating_sub(back + 1);
    if let Some(&(opener, _)) = open.get(keep) {
        if let Some(mark) = marks.get_mut(opener) {
            mark.partner = Some(index);
        }
        if let Some(mark) = marks.get_mut(index) {
            mark.partner = Some(opener);
        }
    }
    open.truncate(keep);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<&str> {
        let lexed = Lexed::new(text);
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
        let lexed = Lexed::new("a) (b [c) d]");
        let partners: Vec<bool> = lexed.marks.iter().map(|mark| mark.partner.is_some()).collect();
        assert_eq!(partners, [false, true, false, true, false]);
    }
}
