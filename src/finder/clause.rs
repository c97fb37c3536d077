//! Cuts running text into clauses, and tells what each has that references have.
//!
//! In: a stretch of text. Out: its clauses: between them lie all borders at which a reference may begin or end. Which of them are such is not here
//! ([`super::run_on`]). The words are those of the locales; nothing is looked at more than a few times, so the way is linear.

use super::border::{Border, IDENTIFIERS};
use super::head::{self, Head};
use super::mask::{Mask, MaskKind};
use crate::locale::{Locale, Phrase, Role, digit, is_letter, is_letter_or_number, spaceless};
use crate::source::Span;
use crate::source::run::run_of_letters;

/// How far behind the beginning of an identifier's label its value may begin, in characters.
const LONGEST_LABEL: usize = 64;

/// What a clause has that references have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "they are signs, each there or not")]
pub(super) struct Signs {
    pub(super) year: bool,
    pub(super) place: bool,
    pub(super) identifier: bool,
    pub(super) archived: bool,
    pub(super) accessed: bool,
    pub(super) quote: bool,
    pub(super) address: bool,
    /// It is an entry of a list of works: `Title, Author, Publisher, 2014 (FR)`.
    pub(super) work: bool,
}

/// A clause.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clause {
    /// Its text with the stop at its end.
    pub(super) span: Span,
    /// How it begins.
    pub(super) head: Head,
    /// What stands in it.
    pub(super) signs: Signs,
    /// Words that begin with a small letter.
    pub(super) small: usize,
    /// All words.
    pub(super) words: usize,
    /// Whether it follows a border that is only possible, not likely: going on over it costs nothing.
    pub(super) soft: bool,
}

/// The clauses of a stretch of text, whose quotations, brackets and borders are known.
pub(super) fn clauses(text: &str, stretch: Span, masks: &[Mask], borders: &[Border]) -> Vec<Clause> {
    let mut out: Vec<Clause> = Vec::with_capacity(borders.len());
    let mut mask_at = 0;
    for (index, border) in borders.iter().enumerate() {
        let end = borders.get(index + 1).map_or(stretch.end, |next| next.at);
        while masks.get(mask_at).is_some_and(|mask| mask.span.end <= border.at) {
            mask_at += 1;
        }
        let inside = masks.get(mask_at..).unwrap_or_default();
        if let Some((heading, length)) = border.heading {
            let cut = border.at + length;
            out.push(Clause {
                soft: border.soft,
                head: Head::Heading(heading),
                ..plain(text, Span::new(border.at, cut))
            });
            let rest = Span::new(cut, end);
            if !rest.slice(text).trim().is_empty() {
                out.push(Clause { soft: border.soft, ..clause(text, rest, inside) });
            }
            continue;
        }
        if let Some(body) = border.backlink {
            out.push(Clause {
                head: Head::Backlink,
                soft: false,
                ..clause(text, Span::new(body.min(end), end), inside)
            });
            continue;
        }
        out.push(Clause { soft: border.soft, ..clause(text, Span::new(border.at, end), inside) });
    }
    out.retain(|clause| !clause.span.is_empty() || clause.head == Head::Backlink);
    out
}

fn plain(text: &str, span: Span) -> Clause {
    Clause {
        span: super::list::trimmed(text, span),
        head: Head::Plain,
        signs: Signs::default(),
        small: 0,
        words: 1,
        soft: false,
    }
}

fn clause(text: &str, span: Span, masks: &[Mask]) -> Clause {
    let mut out = plain(text, span);
    let span = out.span;
    let inside = masks.iter().take_while(|mask| mask.span.start < span.end);
    let quotes = inside.clone().filter(|mask| mask.kind == MaskKind::Quote && mask.span.end <= span.end);
    let slice = span.slice(text);
    let mut walk = Walk::new(slice);
    for quote in quotes {
        out.signs.quote |= quote.span.end - quote.span.start > 8;
        walk.open_to(quote.span.start.saturating_sub(span.start), &mut out.signs);
        walk.quoted_to(quote.span.end.saturating_sub(span.start));
    }
    walk.open_to(slice.len(), &mut out.signs);
    (out.words, out.small) = (walk.words, walk.small);
    let tagged = inside.last();
    let tagged = tagged.is_some_and(|mask| mask.span.end == span.end && head::is_tag(mask.span.slice(text)));
    out.signs.work = tagged && out.signs.year && slice.matches(", ").count() >= 2;
    out.head = head::of(text, span, masks, out.signs);
    out
}

/// A walk over a clause: its words are counted, and its signs are noted where no quotation stands.
struct Walk<'t> {
    slice: &'t str,
    at: usize,
    /// The character before.
    before: char,
    /// The last one that is no space.
    solid: char,
    /// How many digits stand right before, outside of quotations.
    digits: usize,
    words: usize,
    small: usize,
}

impl<'t> Walk<'t> {
    const fn new(slice: &'t str) -> Self {
        Self { slice, at: 0, before: ' ', solid: ' ', digits: 0, words: 0, small: 0 }
    }

    /// Walks to a place, and notes the signs on the way.
    fn open_to(&mut self, end: usize, signs: &mut Signs) {
        let bytes = self.slice.as_bytes();
        while self.at < end
            && let Some(&byte) = bytes.get(self.at)
        {
            if byte == b' ' {
                (self.at, self.before, self.digits) = (self.at + 1, ' ', 0);
                continue;
            }
            let here = self.at;
            let before = Before { place: here, last: self.before, solid: self.solid };
            let Some((character, begins)) = self.step(byte) else { break };
            let notes = if byte.is_ascii_alphabetic() {
                self.digits = 0;
                begins && may_be_sign(self.slice.get(here..).unwrap_or_default(), before)
            } else {
                self.digits = if digit(character).is_some() { self.digits + 1 } else { 0 };
                let rest = self.slice.get(here..).unwrap_or_default();
                signs.year |= self.digits == 4 && year(rest_from(self.slice, here, 4), rest);
                begins || before.last.is_whitespace() && !character.is_whitespace() || spaceless(character)
            };
            if notes {
                signs_at(self.slice, before, signs);
            }
        }
    }

    /// Walks over a quotation to its end.
    fn quoted_to(&mut self, end: usize) {
        let bytes = self.slice.as_bytes();
        while self.at < end
            && let Some(&byte) = bytes.get(self.at)
        {
            if self.step(byte).is_none() {
                break;
            }
        }
    }

    /// Goes over a character, or the letters of a word; gives the character, and whether a word begins with it, which is counted.
    #[inline]
    fn step(&mut self, byte: u8) -> Option<(char, bool)> {
        let character = if byte.is_ascii() {
            self.at += 1;
            char::from(byte)
        } else {
            let character = self.slice.get(self.at..)?.chars().next()?;
            self.at += character.len_utf8();
            character
        };
        let begins = is_letter_or_number(character) && !is_letter_or_number(self.before);
        if begins {
            self.words += 1;
            self.small += usize::from(character.is_lowercase());
        }
        if byte.is_ascii_alphabetic() {
            // nothing begins inside a word, and a space behind it is gone over with it
            self.at += run_of_letters(self.slice.as_bytes().get(self.at..)?);
            let spaced = self.slice.as_bytes().get(self.at) == Some(&b' ');
            self.at += usize::from(spaced);
            (self.before, self.solid) = (if spaced { ' ' } else { character }, character);
        } else {
            self.before = character;
            if !character.is_whitespace() {
                self.solid = character;
            }
        }
        Some((character, begins))
    }
}

/// The text that ends with the character at an offset and has as many digits.
fn rest_from(slice: &str, offset: usize, digits: usize) -> &str {
    let head = slice.get(..offset).unwrap_or_default();
    let start = head.char_indices().rev().take(digits - 1).last().map_or(offset, |(at, _)| at);
    slice.get(start..).unwrap_or_default()
}

/// Whether four digits are a year of any time that is cited; `rest` begins with the last of them.
fn year(from: &str, rest: &str) -> bool {
    let mut characters = rest.chars();
    characters.next();
    let value = from.chars().take(4).try_fold(0, |value, c| digit(c).map(|one| value * 10 + one));
    characters.next().is_none_or(|c| digit(c).is_none())
        && value.is_some_and(|value| (1400..=2100).contains(&value) || (3300..=3500).contains(&value))
}

/// The phrases that are signs of references.
const SIGNS: &[Role] = &[Role::Accessed, Role::Archived, Role::Page, Role::Pages, Role::Volume, Role::Issue];

/// What the labels of identifiers begin with: by the first byte the second ones, a bit each.
const LABELS: [u128; 128] = {
    let mut known = [0; 128];
    let mut labels = IDENTIFIERS;
    while let [label, rest @ ..] = labels {
        if let [first, second, ..] = label.as_bytes() {
            #[allow(clippy::indexing_slicing, reason = "made at compile time, of ASCII")]
            let seconds: &mut u128 = &mut known[*first as usize];
            *seconds |= 1 << *second;
        }
        labels = rest;
    }
    known
};

/// Whether the label of an identifier may begin a text: a glance at two bytes.
fn may_be_label(text: &[u8]) -> bool {
    match text {
        [first, second, ..] if second.is_ascii() => {
            LABELS.get(usize::from(*first)).is_some_and(|seconds| seconds >> *second & 1 == 1)
        }
        _ => false,
    }
}

/// A place with what stands before it: the character right before, and the last one that is no space.
#[derive(Clone, Copy)]
struct Before {
    place: usize,
    last: char,
    solid: char,
}

impl Before {
    /// Whether a date may end there.
    fn dated(self) -> bool {
        digit(self.last).is_some() || spaceless(self.last) || digit(self.solid).is_some()
    }
}

/// Whether a sign may begin with a word, at a glance: with most none does.
#[inline]
fn may_be_sign(rest: &str, before: Before) -> bool {
    matches!(rest.as_bytes(), [b'h' | b'w', ..])
        || may_be_label(rest.as_bytes())
        || before.dated()
        || Locale::get().phrases.may_begin(rest, SIGNS)
}

/// Notes what begins at a place.
#[inline(never)]
fn signs_at(slice: &str, before: Before, signs: &mut Signs) {
    let locale = Locale::get();
    let (head, rest) = slice.split_at_checked(before.place).unwrap_or_default();
    let first = rest.as_bytes().first().copied().unwrap_or_default();
    if first == b'h' && rest.starts_with("http") && rest.get(..10).is_some_and(|start| start.contains("://"))
        || first == b'w' && rest.starts_with("www.")
    {
        signs.address = true;
        return;
    }
    if may_be_label(rest.as_bytes()) && IDENTIFIERS.iter().any(|label| rest.starts_with(label)) {
        let labelling = |c: &char| is_letter(*c) || matches!(c, ':' | ' ' | '\u{A0}' | '-' | '2');
        signs.identifier |=
            rest.chars().take(LONGEST_LABEL).find(|c| !labelling(c)).is_some_and(|c| digit(c).is_some())
                || rest.starts_with("Bibcode")
                || rest.starts_with("arXiv");
        return;
    }
    for phrase in locale.phrases.at_of(rest, SIGNS) {
        match phrase.role {
            Role::Accessed if around_date(&phrase, rest) => signs.accessed = true,
            Role::Archived if around_date(&phrase, rest) => signs.archived = true,
            Role::Page | Role::Pages | Role::Volume | Role::Issue
                if rest
                    .get(phrase.before.len()..)
                    .is_some_and(|tail| tail.trim_start().starts_with(|c: char| digit(c).is_some())) =>
            {
                signs.place = true;
            }
            _ => {}
        }
    }
    if before.dated() && head.chars().rev().take(14).any(|c| digit(c).is_some()) {
        for phrase in locale.phrases.behind(rest) {
            match phrase.role {
                Role::Accessed => signs.accessed = true,
                Role::Archived => signs.archived = true,
                _ => {}
            }
        }
    }
    // `12 (3): 1–4`
    if first.is_ascii_digit() && digit(before.last).is_none() {
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let issue = number.strip_prefix(" (").or_else(|| number.strip_prefix('(')).and_then(|inner| {
            let (close, _) = inner.char_indices().take(20).find(|(_, c)| *c == ')')?;
            Some((inner.get(..close)?, inner.get(close + 1..)?))
        });
        let pages = issue.filter(|(inner, _)| inner.len() < 20).map_or(number, |(_, tail)| tail);
        signs.place |= issue.is_some_and(|(inner, tail)| {
            inner.len() < 12 && tail.starts_with([':', '.']) && rest.len() - number.len() < 4
        }) || pages.strip_prefix(':').is_some_and(|tail| {
            tail.trim_start().starts_with(|c: char| c.is_ascii_digit()) && rest.len() - number.len() < 4
        });
    }
}

/// Whether a date follows the words of a phrase, and behind it the words that end the phrase.
pub(super) fn around_date(phrase: &Phrase, rest: &str) -> bool {
    let Some(tail) = rest.get(phrase.before.len()..) else { return false };
    let end = tail.char_indices().nth(40).map_or(tail.len(), |(end, _)| end);
    let window = tail.get(..end).unwrap_or_default();
    let date = window
        .get(..if phrase.after.is_empty() { window.len() } else { window.find(phrase.after).unwrap_or(0) })
        .unwrap_or_default();
    let worded = phrase.before.chars().any(is_letter) || phrase.after.chars().any(is_letter);
    date.chars().take(28).any(|c| digit(c).is_some())
        && (worded || date.chars().filter(|c| digit(*c).is_some()).count() >= 5)
}
