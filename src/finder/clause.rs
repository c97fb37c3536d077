//! Cuts running text into clauses, and tells what each has that references have.
//!
//! In: a stretch of text. Out: its clauses: between them lie all borders at which a reference may begin or end. Which of them are such is not here
//! ([`super::run_on`]), nor how its words are gone over ([`super::walk`]). The words are those of the locales; nothing is looked at more than a few times, so the way is linear.

use super::border::{Border, IDENTIFIERS};
use super::head::{self, Head};
use super::mask::{Mask, MaskKind};
use super::walk::Walk;
use crate::locale::{Locale, Phrase, Role, digit, is_letter};
use crate::source::Span;

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

/// Finds the clauses of a stretch of text, whose quotations, brackets and borders are known.
pub(super) fn find_clauses(text: &str, stretch: Span, masks: &[Mask], borders: &[Border], out: &mut Vec<Clause>) {
    out.clear();
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

/// Whether a sign may begin at a place, at a glance: at most none does. Behind a number, as dates end with, nearly any word may be one.
#[inline]
pub(super) fn may_be_sign(rest: &str, dated: bool) -> bool {
    dated
        || matches!(rest.as_bytes(), [b'h', b't', ..] | [b'w', b'w', ..])
        || may_be_label(rest.as_bytes())
        || Locale::get().phrases.may_begin(rest, SIGNS)
}

/// Notes what begins at a place where something may.
#[inline(never)]
pub(super) fn signs_at(slice: &str, place: usize, dated: bool, signs: &mut Signs) {
    let locale = Locale::get();
    let (head, rest) = slice.split_at_checked(place).unwrap_or_default();
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
    if dated && head.chars().rev().take(14).any(|c| digit(c).is_some()) {
        for phrase in locale.phrases.behind(rest) {
            match phrase.role {
                Role::Accessed => signs.accessed = true,
                Role::Archived => signs.archived = true,
                _ => {}
            }
        }
    }
}

/// Whether the place in a periodical begins with a number: `12 (3): 1–4`.
pub(super) fn is_place(rest: &str) -> bool {
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() - number.len() >= 4 {
        return false;
    }
    let issue = number.strip_prefix(" (").or_else(|| number.strip_prefix('(')).and_then(|inner| {
        let (close, _) = inner.char_indices().take(20).find(|(_, c)| *c == ')')?;
        Some((inner.get(..close)?, inner.get(close + 1..)?))
    });
    let pages = issue.filter(|(inner, _)| inner.len() < 20).map_or(number, |(_, tail)| tail);
    issue.is_some_and(|(inner, tail)| inner.len() < 12 && tail.starts_with([':', '.']))
        || pages.strip_prefix(':').is_some_and(|tail| tail.trim_start().starts_with(|c: char| c.is_ascii_digit()))
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
