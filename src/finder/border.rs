//! Finds the places of running text where a clause may begin.
//!
//! In: a stretch of text, and its quotations and brackets. Out: its [`Border`]s, in order: behind stops, before headings and signs that lead back,
//! behind dates and identifiers that no stop ends. Not here: what a clause has ([`super::clause`]).

use super::head;
use super::mask::{Mask, MaskKind};
use super::turn::{Turns, from_place};
use crate::locale::{DateWord, Heading, Locale, Role, digit, is_letter, is_letter_or_number, spaceless};
use crate::source::Span;
use crate::source::lanes::{beyond, same, within};
use crate::source::run::first_marked;

/// Labels of identifiers as they are printed; they are the same in every language.
pub(super) const IDENTIFIERS: &[&str] = &[
    "ISBN",
    "ISSN",
    "doi:",
    "DOI",
    "PMID",
    "PMC",
    "OCLC",
    "Bibcode",
    "arXiv",
    "JSTOR",
    "S2CID",
    "LCCN",
    "hdl:",
    "ASIN",
    "CiteSeerX",
    "OSTI",
    "SSRN",
    "bioRxiv",
];

/// A border: where the next clause begins, and whether it is only possible.
#[derive(Debug, Clone, Copy)]
pub(super) struct Border {
    pub(super) at: usize,
    pub(super) soft: bool,
    pub(super) heading: Option<(Heading, usize)>,
    pub(super) backlink: Option<usize>,
}

impl Border {
    fn hard(at: usize) -> Self {
        Self { at, soft: false, heading: None, backlink: None }
    }

    fn soft(at: usize) -> Self {
        Self { soft: true, ..Self::hard(at) }
    }

    /// Whether nothing but a clause begins there.
    pub(super) fn is_plain(&self) -> bool {
        self.heading.is_none() && self.backlink.is_none()
    }
}

/// Finds where clauses begin.
pub(super) fn find_borders(text: &str, stretch: Span, masks: &[Mask], out: &mut Vec<Border>) {
    let trailing_tags = head::tags_trail(text, masks);
    out.clear();
    out.push(Border::hard(stretch.start));
    let mut coming = masks;
    let slice = stretch.slice(text);
    let mut turns = Turns::new(slice);
    while let Some((offset, space_before, character)) = turns.next() {
        let at = stretch.start + offset;
        coming = from_place(coming, at, |mask| mask.span.start);
        if let Some(mask) = coming.first().filter(|mask| mask.span.start == at) {
            mask_borders(text, stretch, *mask, trailing_tags, out);
            turns.skip_to(mask.span.end - stretch.start);
            continue;
        }
        let (head, rest) = slice.split_at_checked(offset).unwrap_or_default();
        if space_before {
            let letter = is_letter_or_number(character);
            if !letter && let Some(body) = backlink(text, Span::new(at, stretch.end)) {
                out.push(Border { backlink: Some(body), ..Border::hard(at) });
                turns.skip_to(body - stretch.start);
                continue;
            }
            if letter
                && !character.is_lowercase()
                && is_letter(character)
                && let Some((heading, length)) = heading(rest)
            {
                push(out, Border { heading: Some((heading, length)), ..Border::soft(at) });
                turns.skip_to(offset + length);
                continue;
            }
            if let Some(length) = accessed_without_stop(rest).or_else(|| value_without_stop(head, rest)) {
                push(out, Border::soft(at + length));
            }
            if letter {
                continue;
            }
        }
        let after = at + character.len_utf8();
        match character {
            '。' | '．' | '।' | '۔' => push(out, Border::hard(after + space(text, after, stretch.end))),
            '.' | '?' | '!' | '…' | '؟' | ']'
                if text.get(after..stretch.end).is_some_and(|tail| tail.starts_with(char::is_whitespace)) =>
            {
                let next = after + space(text, after, stretch.end);
                if let Some(border) = stop(head, character, text.get(next..stretch.end).unwrap_or_default()) {
                    push(out, Border { at: next, ..border });
                }
            }
            _ => {}
        }
    }
    if trailing_tags {
        out.extend(first_work(text, stretch, masks).map(Border::hard));
    }
    let names = head::starts(text, stretch, masks);
    let mut inside = names.iter().peekable();
    // an initial in the names is no border
    out.retain(|border| {
        while inside.next_if(|names| names.end < border.at).is_some() {}
        !inside.peek().is_some_and(|names| {
            names.start < border.at && border.at < names.end && border.soft && border.heading.is_none()
        })
    });
    out.extend(names.iter().map(|names| Border::soft(names.start)));
    out.sort_by_key(|border| (border.at, border.soft, border.heading.is_none()));
    out.dedup_by(|later, first| {
        let same = later.at == first.at;
        if same && first.heading.is_none() {
            first.heading = later.heading;
        }
        // the stop before a sign that leads back is a border at the same place
        if same && first.backlink.is_none() {
            first.backlink = later.backlink;
        }
        same
    });
}

/// Where the first entry of a list of works begins when no stop stands before it: its title, up to the comma, is named elsewhere in the text.
fn first_work(text: &str, stretch: Span, masks: &[Mask]) -> Option<usize> {
    let tag = masks.iter().find(|mask| head::is_tag(mask.span.slice(text)))?;
    let head = text.get(stretch.start..tag.span.start)?;
    let from = head.rfind(". ").map_or(0, |at| at + 2);
    let entry = head.get(from..)?;
    let title = entry.split(", ").next().filter(|title| title.len() < 200)?;
    let whole = stretch.slice(text).to_lowercase();
    let mut before = ' ';
    for (at, word) in title.split(' ').scan(0, |at, word| {
        let here = *at;
        *at += word.len() + 1;
        Some((here, word))
    }) {
        let begins = word.starts_with(char::is_uppercase) && before.is_lowercase();
        let named = || {
            title
                .get(at..)
                .filter(|rest| rest.contains(' '))
                .is_some_and(|rest| whole.matches(&rest.to_lowercase()).count() > 1)
        };
        if begins && named() {
            return Some(stretch.start + from + at);
        }
        before = word.chars().next().unwrap_or(' ');
    }
    None
}

/// `retrieved 6 July 2014 Ebola Virus Disease …`: where the next clause begins behind an access date that no stop ends.
fn accessed_without_stop(rest: &str) -> Option<usize> {
    let locale = Locale::get();
    if !locale.phrases.may_begin(rest, &[Role::Accessed]) {
        return None;
    }
    let phrase = locale
        .phrases
        .at_of(rest, &[Role::Accessed])
        .find(|phrase| phrase.after.is_empty() && phrase.before.chars().any(is_letter))?;
    let mut at = phrase.before.len();
    let mut dated = false;
    for word in rest.get(at..)?.split_inclusive(' ') {
        let bare = word.trim_matches([' ', ',']);
        let date = bare.chars().any(|c| digit(c).is_some())
            || bare.is_empty()
            || locale.calendar.word(bare.trim_end_matches('.')).is_some();
        if !date {
            let opens = word.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“' | '«'));
            return (dated && opens).then_some(at);
        }
        if word.trim_end().ends_with(['.', ',', ';', ')', ']']) && dated {
            return None;
        }
        dated |= bare.chars().filter(|c| digit(*c).is_some()).count() >= 4;
        at += word.len();
        if at > 80 {
            return None;
        }
    }
    None
}

/// `ISBN 3-86025-127-9 Rolf Sauermost: …`, `31 juillet 2008 Le Monde`: where the next clause begins behind an identifier or a date that no stop ends.
fn value_without_stop(head: &str, rest: &str) -> Option<usize> {
    // a word without digits is no value, and most are of ASCII
    let ends = |sixteen| same(sixteen, b' ') | within(sixteen, b'0', b'9') | beyond(sixteen);
    if rest.as_bytes().get(first_marked(rest.as_bytes(), ends)).is_none_or(|byte| *byte == b' ') {
        return None;
    }
    let word = rest.split(char::is_whitespace).next()?;
    let behind = rest.get(word.len()..)?;
    let next = behind.trim_start();
    let opens = next.starts_with(|c: char| c.is_uppercase());
    if !opens
        || behind.len() == next.len()
        || !word.ends_with(|c: char| is_letter_or_number(c))
        || !word.chars().any(|c| digit(c).is_some())
    {
        return None;
    }
    let before = head.trim_end().rsplit(char::is_whitespace).next()?;
    let labelled = IDENTIFIERS.iter().any(|label| {
        before.trim_end_matches(':') == label.trim_end_matches(':')
            || (word.starts_with(label) && word.len() > label.len() + 3)
    });
    let dated = word.chars().count() == 4
        && word.chars().all(|c| digit(c).is_some())
        && matches!(Locale::get().calendar.word(before.trim_end_matches('.')), Some(DateWord::Month(_)));
    (labelled || dated).then_some(rest.len() - next.len())
}

fn push(out: &mut Vec<Border>, border: Border) {
    out.push(border);
}

fn space(text: &str, from: usize, to: usize) -> usize {
    text.get(from..to).map_or(0, |tail| tail.len() - tail.trim_start().len())
}

/// Whether a stop ends a clause: not behind an initial or abbreviation, and not before a small letter.
fn stop(head: &str, mark: char, next: &str) -> Option<Border> {
    let first = next.chars().next()?;
    if matches!(first, '(' | '[' | ',' | ';' | ':' | '{' | '）') || first.is_lowercase() {
        return None;
    }
    if mark == ']' {
        return None;
    }
    if mark != '.' {
        return Some(Border::hard(0));
    }
    let word = head
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '«' | '-' | '–' | '\'' | '’'))
        .next()
        .unwrap_or_default();
    let letters = word.chars().filter(|c| is_letter(*c)).count();
    let locale = Locale::get();
    let count = word.chars().count();
    if letters == 1 && count == 1 && word.chars().all(|c| c.is_uppercase() && !spaceless(c)) {
        return None;
    }
    // `29. November`
    if letters == 0 && count <= 2 && count > 0 {
        let month: String = next.chars().take_while(|c| is_letter(*c)).collect();
        return (!matches!(locale.calendar.word(&month), Some(DateWord::Month(_)))).then(|| Border::hard(0));
    }
    let dotted =
        word.contains('.') && word.split('.').all(|piece| piece.chars().count() <= 2 && piece.chars().all(is_letter));
    if dotted || (letters > 0 && word.len() <= 24 && locale.abbreviations.contains(word)) {
        // a small abbreviation behind a comma introduces what follows it: `, coll. Toucan essais`, `, vol. III`
        let introduces = word.starts_with(char::is_lowercase)
            && head.get(..head.len() - word.len()).is_some_and(|before| before.trim_end().ends_with([',', '،', '，']));
        if introduces {
            return None;
        }
        return Some(Border::soft(0));
    }
    Some(Border::hard(0))
}

/// Borders that brackets and quotation marks make.
fn mask_borders(text: &str, stretch: Span, mask: Mask, trailing_tags: bool, out: &mut Vec<Border>) {
    let head = text.get(stretch.start..mask.span.start).unwrap_or_default();
    let after = mask.span.end + space(text, mask.span.end, stretch.end);
    let tail = text.get(after..stretch.end).unwrap_or_default();
    let spaced = after > mask.span.end;
    let next = tail.chars().next();
    let opens = next.is_some_and(|c| {
        c.is_uppercase()
            || matches!(c, '"' | '“' | '«' | '„' | '「' | '『')
            || spaceless(c)
            || (is_letter(c) && !c.is_lowercase())
    });
    let inner = mask.span.slice(text);
    let bare = inner.trim_matches(['(', ')', '[', ']', '（', '）']);
    if mask.kind == MaskKind::Quote {
        let bare = head.trim_end();
        // `(en)`, `(fra)`
        let tagged = [4, 5].iter().any(|length| {
            let tail = bare.len().checked_sub(*length).and_then(|at| bare.get(at..));
            tail.is_some_and(|tail| tail.starts_with('(') && head::is_tag(tail))
        });
        let last = bare.chars().next_back().is_some_and(|c| is_letter_or_number(c) || matches!(c, ')' | ']'));
        if !tagged && last && bare.len() < head.len() && inner.chars().count() > 24 {
            push(out, Border::soft(mask.span.start));
        }
        // a title that keeps its mark inside: `"Title?" Work`
        return;
    }
    if head::is_tag(inner) {
        if trailing_tags {
            if spaced {
                push(out, Border::hard(after));
            }
        } else if head.ends_with(char::is_whitespace) {
            push(out, Border::soft(mask.span.start));
        }
        return;
    }
    if matches!(bare, "link" | "help") && spaced {
        push(out, Border::hard(after));
        return;
    }
    let locale = Locale::get();
    let ends = locale.language(bare).is_some() && bare.chars().count() > 3
        || locale.phrases.at_of(bare, &[Role::Accessed, Role::Archived, Role::Online]).next().is_some();
    if ends && spaced && opens {
        push(out, Border::soft(after));
    }
}

/// A sign alone that leads back to the text: where the body behind it begins.
fn backlink(text: &str, span: Span) -> Option<usize> {
    let rest = span.slice(text);
    let sign = Locale::get().backlink_at(rest).filter(|sign| sign.starts_with(|c: char| !is_letter_or_number(c)))?;
    let tail = rest.get(sign.len()..)?;
    if !(tail.starts_with(char::is_whitespace)) {
        return None;
    }
    let window = (0..=span.len().min(400)).rev().find(|&length| text.is_char_boundary(span.start + length))?;
    let (body, found) = super::backlink::without_backlinks(text, Span::new(span.start, span.start + window));
    found.then_some(body.start)
}

/// A heading that stands in running text without a line of its own: its kind and length.
fn heading(rest: &str) -> Option<(Heading, usize)> {
    let locale = Locale::get();
    if !locale.heading_may_begin(rest) {
        return None;
    }
    let mut best = None;
    let mut words = 0;
    let window = rest.char_indices().nth(48).map_or(rest, |(end, _)| rest.get(..end).unwrap_or_default());
    for (at, character) in window.char_indices().chain([(window.len(), ' ')]) {
        if character.is_whitespace() {
            words += 1;
            if let Some(heading) = window.get(..at).and_then(|words| locale.heading(words)) {
                let next = rest.get(at..).map(str::trim_start).and_then(|tail| tail.chars().next());
                if next.is_none_or(|c| !c.is_lowercase() && !matches!(c, '(' | ',' | '.' | '–' | '-' | '&' | '—')) {
                    best = Some((heading, at));
                }
            }
            if words == 5 {
                break;
            }
        } else if !(is_letter(character) || matches!(character, '\'' | '’' | ',' | '-') || !character.is_ascii()) {
            break;
        }
    }
    best
}
