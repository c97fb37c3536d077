//! Which pieces of a note are citations of their own, and what is said about them.
//!
//! In: a note, and the pieces that the finder proposes. Out: a [`Division`]: a piece that does not read as a citation is joined to its neighbour again, so
//! that a note is divided only where each part of it stands on its own. The words of "see also" are not here ([`crate::finder::pieces`]).

use super::plain::is_one;
use super::reading::Readings;
use crate::finder::{self, Border, Piece, PieceKind};
use crate::grammar::Label;
use crate::locale::{Locale, digit, is_letter};
use crate::record::{Aim, Pointer, Record, Title};
use crate::source::Span;

/// The pieces of a note with more of them than this are taken as the finder proposes them: it is a list whose lines were run together.
const MOST_PIECES: usize = 256;

/// The least score of a reading that stands on its own.
const STANDS: f32 = 0.7;

/// The least score of a reading that makes a citation of what looks like prose.
const SURE: f32 = 0.9;

/// The fewest words of a citation that points at nothing else.
const FEWEST: usize = 4;

/// The fewest words of a note that is prose.
const PROSE: usize = 8;

/// The fewest words of a sentence that is said about a citation without a word like "see".
pub(super) const SENTENCE: usize = 5;

/// What a note holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Division {
    /// One citation.
    Whole,
    /// Nothing that is cited.
    Prose,
    /// Citations with what is said about them.
    Several(Vec<Share>),
}

/// A citation of a note, and what is said about it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Share {
    /// What is said before it: CSL's `prefix`.
    pub(super) prefix: Option<Span>,
    /// The citation.
    pub(super) citation: Span,
    /// What is said behind it: CSL's `suffix`.
    pub(super) suffix: Option<Span>,
}

/// What a piece turned out to be.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    /// It stands on its own.
    Citation(Stand),
    /// It reads as no citation.
    Fragment,
    Comment,
    /// Only who reads it knows, and nobody has asked yet: beside a fragment it does not matter.
    Unread(Unread),
}

/// What a piece that is not read yet may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unread {
    /// It points at nothing, and may read as a citation.
    Citation,
    /// It looks like prose, and may surely read as a citation.
    Prose,
    /// It is made of several, and may point, too.
    Joined,
}

/// How a piece stands on its own.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Stand {
    score: f32,
    /// Whether it begins with names and has a date.
    named: bool,
    /// Whether names end it, as they end `In Engquist, B.`
    ends_with_name: bool,
}

impl Stand {
    /// That of words that only point at another reference.
    const POINTS: Self = Self { score: 1.0, named: true, ends_with_name: false };
}

/// A piece, or several that are one after all.
#[derive(Debug, Clone, Copy)]
struct Joined {
    kind: Kind,
    piece: Piece,
}

impl Joined {
    fn new(piece: Piece, readings: &mut Readings<'_>) -> Self {
        let words = readings.text(piece.span);
        if piece.kind == PieceKind::Lead {
            return Self { kind: Kind::Comment, piece };
        }
        let pointer = if words.len() > super::LONGEST_NOTE { None } else { finder::pointer(words) };
        let kind = match piece.kind {
            _ if piece.border == Border::Stop && points(words, pointer.as_ref(), false) => Kind::Fragment,
            // what begins small goes on with what stands before it: `; retrieved 5 May 2012`
            _ if piece.border != Border::Mark && begins_small(words) => Kind::Fragment,
            _ if points(words, pointer.as_ref(), true) => Kind::Citation(Stand::POINTS),
            PieceKind::Citation | PieceKind::Lead | PieceKind::Alone => Kind::Unread(Unread::Citation),
            PieceKind::Prose if piece.border != Border::Semicolon && is_sentence(words) => {
                surely_reads(piece.span, readings).map_or(Kind::Comment, Kind::Citation)
            }
            PieceKind::Prose => Kind::Unread(Unread::Prose),
        };
        Self { kind, piece }
    }

    /// A piece as the finder sees it, unread.
    const fn proposed(piece: Piece) -> Self {
        let kind = match piece.kind {
            PieceKind::Citation | PieceKind::Alone => {
                Kind::Citation(Stand { score: 1.0, named: true, ends_with_name: false })
            }
            PieceKind::Lead | PieceKind::Prose => Kind::Comment,
        };
        Self { kind, piece }
    }

    /// What it is, for who has to know.
    fn kind(&mut self, readings: &mut Readings<'_>) -> Kind {
        if let Kind::Unread(unread) = self.kind {
            let stand = match unread {
                Unread::Citation => reads(self.piece.span, readings),
                Unread::Prose => surely_reads(self.piece.span, readings),
                Unread::Joined => stands(self.piece.span, readings),
            };
            self.kind = stand.map_or(Kind::Fragment, Kind::Citation);
        }
        self.kind
    }

    /// How it stands on its own; nothing for what does not.
    fn stand(&mut self, readings: &mut Readings<'_>) -> Option<Stand> {
        if let Kind::Citation(stand) = self.kind(readings) { Some(stand) } else { None }
    }

    /// Whether it is a fragment more often than what stands behind it, or at least the shorter to read.
    fn is_fragment_sooner(&self, next: &Self) -> bool {
        let prose = |one: &Self| one.kind == Kind::Unread(Unread::Prose);
        prose(self) || !prose(next) && self.piece.span.len() < next.piece.span.len()
    }

    /// The two as one, where one of them does not stand alone, or one reading explains both as well.
    fn with(&mut self, next: &mut Self, readings: &mut Readings<'_>) -> Option<Self> {
        if next.piece.border == Border::Mark || self.kind == Kind::Comment || next.kind == Kind::Comment {
            return None;
        }
        let span = Span::new(self.piece.span.start, next.piece.span.end);
        let piece = Piece { span, ..self.piece };
        let unread = Some(Self { kind: Kind::Unread(Unread::Joined), piece });
        // what a fragment stands beside need not be read
        if self.kind == Kind::Fragment || next.kind == Kind::Fragment {
            return unread;
        }
        let (one, two) = if self.is_fragment_sooner(next) {
            let one = self.stand(readings);
            (one, one.and_then(|_| next.stand(readings)))
        } else {
            let two = next.stand(readings);
            (two.and_then(|_| self.stand(readings)), two)
        };
        let (Some(one), Some(two)) = (one, two) else { return unread };
        if one.named && two.named && !one.ends_with_name {
            return None;
        }
        let both = stands(span, readings).filter(|both| both.score >= one.score.min(two.score))?;
        Some(Self { kind: Kind::Citation(both), piece })
    }
}

/// Divides a note; what was read on the way is kept.
pub(super) fn divide(note: Span, readings: &mut Readings<'_>) -> Division {
    if is_one(readings.whole(), note) {
        return Division::Whole;
    }
    let pieces = finder::pieces(readings.whole(), note);
    if pieces.len() > MOST_PIECES {
        let mut joined: Vec<Joined> = pieces.into_iter().map(Joined::proposed).collect();
        return shares(&mut joined, readings).map_or(Division::Whole, Division::Several);
    }
    if pieces.iter().all(|piece| piece.kind != PieceKind::Citation) {
        let alone = pieces.iter().any(|piece| piece.kind == PieceKind::Alone);
        return without_citation(note, alone, readings);
    }
    if pieces.len() == 1 {
        return Division::Whole;
    }
    let mut joined: Vec<Joined> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let mut next = Joined::new(piece, readings);
        match joined.last_mut().and_then(|last| Some((last.with(&mut next, readings)?, last))) {
            Some((both, last)) => *last = both,
            None => joined.push(next),
        }
    }
    // what is one after all is whole, however it reads
    if joined.len() == 1 {
        return Division::Whole;
    }
    shares(&mut joined, readings).map_or(Division::Whole, Division::Several)
}

/// Which citation of a note a structure describes: the one that holds its title, else the first.
pub(super) fn owner(text: &str, shares: &[Share], structured: Option<&Record>) -> usize {
    let title = structured.and_then(|record| record.title.as_ref()?.as_typed()).map(Title::as_str);
    let holds = |title: &str| shares.iter().position(|share| share.citation.slice(text).contains(title));
    title.and_then(holds).unwrap_or(0)
}

/// Citations with their comments; nothing where the note is one citation after all.
fn shares(pieces: &mut [Joined], readings: &mut Readings<'_>) -> Option<Vec<Share>> {
    let text = readings.whole();
    let mut out: Vec<Share> = Vec::new();
    let mut prefix: Option<Span> = None;
    let extended = |before: Option<Span>, span: Span| Some(before.map_or(span, |one| Span::new(one.start, span.end)));
    let mut pieces = pieces.iter_mut().peekable();
    while let Some(joined) = pieces.next() {
        let (kind, piece) = (joined.kind(readings), joined.piece);
        let words = piece.span.slice(text);
        match (kind, out.last_mut()) {
            // a title that looks like a sentence belongs to what follows it, unless that begins as a reference does
            (Kind::Comment, None) if piece.kind == PieceKind::Prose && !words.ends_with([':', '：']) => {
                let begins = pieces.peek_mut().is_none_or(|next| match next.kind(readings) {
                    Kind::Citation(stand) => {
                        let words = next.piece.span.slice(text);
                        stand.named || words.starts_with(['"', '“', '«', '„', '「', '『', '《'])
                    }
                    Kind::Comment => true,
                    Kind::Fragment | Kind::Unread(_) => false,
                });
                if !begins {
                    return None;
                }
                prefix = extended(prefix, piece.span);
            }
            (Kind::Citation(_), _) => {
                out.push(Share { prefix: prefix.take(), citation: piece.span, suffix: None });
            }
            // a sentence behind a citation is said of it
            (Kind::Comment, Some(last))
                if piece.kind == PieceKind::Prose && prefix.is_none() && !words.ends_with([':', '：']) =>
            {
                last.suffix = extended(last.suffix, piece.span);
            }
            (Kind::Comment, _) => prefix = extended(prefix, piece.span),
            // "see also" and words that are no citation
            (Kind::Fragment, _) if prefix.is_some() || piece.border == Border::Mark => {
                prefix = extended(prefix, piece.span);
            }
            (Kind::Fragment | Kind::Unread(_), _) => return None,
        }
    }
    if let (Some(rest), Some(last)) = (prefix, out.last_mut()) {
        last.suffix = extended(last.suffix, rest);
    }
    let said = out.iter().any(|one| one.prefix.is_some() || one.suffix.is_some());
    (out.len() > 1 || said).then_some(out)
}

/// How well words read as a citation of their own, if they say what it is called and where or when it came out, or what it points at.
fn stands(span: Span, readings: &mut Readings<'_>) -> Option<Stand> {
    points_alone(readings.text(span)).or_else(|| reads(span, readings))
}

/// The same of words that point at another reference.
fn points_alone(words: &str) -> Option<Stand> {
    let points = words.len() <= super::LONGEST_NOTE && points(words, finder::pointer(words).as_ref(), true);
    points.then_some(Stand::POINTS)
}

/// Whether a number stands in words. Words without one say neither when nor where something came out: what looks like prose need not be read then.
fn numbered(words: &str) -> bool {
    words.as_bytes().iter().any(u8::is_ascii_digit) || !words.is_ascii() && words.chars().any(|c| digit(c).is_some())
}

/// How well words that look like prose read as a citation nevertheless.
fn surely_reads(span: Span, readings: &mut Readings<'_>) -> Option<Stand> {
    let stand = if numbered(readings.text(span)) { reads(span, readings) } else { None };
    stand.filter(|stand| stand.score >= SURE)
}

/// Whether words are enough for a citation that points at no other.
fn is_long(words: &str) -> bool {
    words.split_whitespace().filter(|word| word.contains(is_letter)).nth(FEWEST - 1).is_some()
        || !words.is_ascii() && words.chars().any(crate::locale::spaceless)
        || words.contains("://")
}

/// How well words that point at no other reference read as a citation of their own.
fn reads(span: Span, readings: &mut Readings<'_>) -> Option<Stand> {
    let words = readings.text(span);
    if words.len() > super::LONGEST_NOTE || !is_long(words) {
        return None;
    }
    readings.ask(span, |read| {
        let reading = &read.reading;
        let has = |wanted: fn(Label) -> bool| reading.parts.iter().any(|part| wanted(part.label));
        let titled = has(|label| label == Label::Title);
        let dated = has(|label| label == Label::Issued);
        let placed = dated
            || has(|label| {
                matches!(label, Label::Accessed | Label::Identifier(_) | Label::Volume | Label::Page | Label::Url)
            });
        let named = |label| matches!(label, Label::Name(..));
        let sourced = has(|label| {
            matches!(
                label,
                Label::Name(..) | Label::ContainerTitle | Label::Publisher | Label::Identifier(_) | Label::Url
            )
        });
        let mut ends = reading.parts.iter().rev().filter(|part| part.label != Label::Delimiter);
        let stand = Stand {
            score: reading.score,
            named: dated && reading.parts.first().is_some_and(|part| named(part.label)),
            ends_with_name: ends.next().is_some_and(|part| named(part.label)),
        };
        (reading.score >= STANDS && titled && placed && sourced).then_some(stand)
    })
}

/// Whether words only point at another reference; without a place in it they may be the beginning of one: `Boitani, L., 1983.`
fn points(words: &str, pointer: Option<&Pointer>, placed: bool) -> bool {
    let Some(Pointer { aim, locator }) = pointer else { return false };
    if words.starts_with(char::is_lowercase) && matches!(aim, Aim::Dated(_)) {
        return false;
    }
    if placed {
        locator.is_some() || !matches!(aim, Aim::Titled(_))
    } else {
        locator.is_none() && matches!(aim, Aim::Dated(_))
    }
}

/// A note that begins as no reference does: prose, or a short form with a sentence behind it. Whether one that is a clause `alone` does, is asked only
/// when it looks like either.
fn without_citation(note: Span, alone: bool, readings: &mut Readings<'_>) -> Division {
    let raw = readings.text(note);
    let whole = readings.whole();
    let cites = || alone && finder::cites(whole, note);
    for stop in pairs(raw, *b". ").take(4) {
        let (head, tail) = raw.split_at_checked(stop + 2).unwrap_or_default();
        let short = head.trim_end();
        let pointer = if is_sentence(tail) { finder::pointer(short) } else { None };
        if points(short, pointer.as_ref(), true) && !points(short, pointer.as_ref(), false) {
            if cites() {
                return Division::Whole;
            }
            let cut = note.start + short.len();
            let suffix = Span::new(note.start + head.len(), note.end);
            return Division::Several(vec![Share {
                prefix: None,
                citation: Span::new(note.start, cut),
                suffix: Some(suffix),
            }]);
        }
    }
    let prose = raw.starts_with(is_letter)
        && raw.ends_with(['.', '!', '?', '…'])
        && !ends_with_year(raw)
        && !raw.contains("://")
        && raw.split_whitespace().nth(PROSE - 1).is_some()
        && is_sentence(raw);
    if !prose || cites() {
        return Division::Whole;
    }
    let stands = if numbered(raw) { stands(note, readings) } else { points_alone(raw) };
    if stands.is_none() { Division::Prose } else { Division::Whole }
}

/// Whether words begin with a small letter, and not with a particle or an address.
fn begins_small(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    first.starts_with(char::is_lowercase)
        && !first.contains("://")
        && !first.starts_with("www.")
        && !Locale::get().particles.contains(first)
        && !first.chars().skip(1).any(char::is_uppercase)
}

/// Whether the last word of a note holds a year, as the dates do that end references.
fn ends_with_year(raw: &str) -> bool {
    let mut last = raw.rsplit(char::is_whitespace).take(2);
    last.any(|word| word.chars().filter(|c| digit(*c).is_some()).count() >= 4)
}

/// Where two bytes of ASCII stand together.
fn pairs(text: &str, [first, second]: [u8; 2]) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(first, bytes).filter(move |at| bytes.get(at + 1) == Some(&second))
}

/// Whether words are a sentence, not a title or names: most of them are small. A message of the software that made the list is none.
fn is_sentence(words: &str) -> bool {
    if pairs(words, *b"{{").next().is_some() {
        return false;
    }
    let first = pairs(words, *b". ").next().and_then(|end| words.get(..end)).unwrap_or(words);
    let all = first.split_whitespace().filter(|word| word.starts_with(is_letter));
    let (count, small) =
        all.fold((0, 0), |(count, small), word| (count + 1, small + usize::from(word.starts_with(char::is_lowercase))));
    count >= SENTENCE && small * 2 > count
}
