//! Finds markers that are bare numbers in running text.
//!
//! In: prose from which brackets and superscripts were lost: `है। 11  15 मार्च, 2011` (11 is a marker, 15 is a day). Out: the markers. They are decided over
//! the whole document, never one by one: labels rise in the order of first use, so the numbers that rise and stand where markers stand are looked for
//! as one chain, the best of all by dynamic programming. Linear in the number of candidates.

use super::place::first_digit;
use super::{Marker, Note};
use crate::locale::{DateWord, Locale, digit, is_letter, is_letter_or_number, number, spaceless};
use crate::source::Span;

/// The most labels that a document may leave out between two first uses.
const GAP: u32 = 4;

/// What a number right before another adds to its weight.
const FOLLOWS: f32 = 0.8;

/// A number that may be a marker.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    value: u32,
    span: Span,
    /// How much its surroundings look like those of a marker.
    weight: f32,
    /// Whether another candidate stands right before it.
    follows: bool,
}

impl Candidate {
    /// Its weight without what the number before it adds: numbers in a row are cells of a table as often as markers.
    fn alone(&self) -> f32 {
        self.weight - if self.follows { FOLLOWS } else { 0.0 }
    }
}

/// Finds the bare markers of a text.
pub(super) fn find(text: &str, prose: &[Span], notes: &[Note]) -> Vec<Marker> {
    let mut candidates = Vec::new();
    for stretch in prose {
        numbers(text, *stretch, &mut candidates);
    }
    let most = u32::try_from(candidates.len()).unwrap_or(u32::MAX).saturating_mul(2).saturating_add(10);
    // a handful of labels is no list of notes: any numbered list may have them
    let labelled = notes.iter().filter_map(|note| number(&note.label)).max().filter(|highest| *highest >= 5);
    let most = labelled.map_or(most, |label| label.min(most));
    candidates.retain(|candidate| candidate.value <= most && candidate.value > 0);
    let chain = best_chain(&candidates);
    // a chain of less than three, or one that its surroundings do not bear out, is chance
    let weight: f32 = chain.iter().filter_map(|&index| candidates.get(index)).map(|candidate| candidate.weight).sum();
    #[allow(clippy::cast_precision_loss, reason = "a few thousand at the most")]
    if chain.len() < 3 || weight < 0.8 * chain.len() as f32 {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut first_uses = chain.into_iter().peekable();
    let mut highest = 0;
    let mut last_taken: Option<Span> = None;
    for (index, candidate) in candidates.iter().enumerate() {
        let adjacent = candidate.follows
            && last_taken.is_some_and(|last| {
                last.end <= candidate.span.start
                    && text.get(last.end..candidate.span.start).is_some_and(|between| between.trim().is_empty())
            });
        let first_use = first_uses.peek() == Some(&index);
        if first_use {
            first_uses.next();
            highest = highest.max(candidate.value);
        } else if candidate.value > highest || (candidate.alone() < 1.0 && !adjacent) {
            continue;
        }
        last_taken = Some(candidate.span);
        out.push(Marker {
            label: candidate.span.slice(text).to_owned().into(),
            span: candidate.span,
            ..Marker::default()
        });
    }
    out
}

/// Every whole number of at most three digits with space around it.
fn numbers(text: &str, stretch: Span, out: &mut Vec<Candidate>) {
    let slice = stretch.slice(text);
    let mut previous_end = usize::MAX;
    let mut at = 0;
    while let Some(found) = slice.get(at..).and_then(first_digit) {
        let start = at + found;
        let rest = slice.get(start..).unwrap_or_default();
        let length = rest.find(|c: char| digit(c).is_none()).unwrap_or(rest.len());
        let end = start + length;
        at = end;
        let (head, tail) = (slice.get(..start).unwrap_or_default(), slice.get(end..).unwrap_or_default());
        let spaced = head.ends_with([' ', '\u{A0}']) && (tail.is_empty() || tail.starts_with([' ', '\u{A0}']));
        let Some(value) = rest.get(..length).and_then(number).filter(|value| *value < 1000 && spaced) else { continue };
        let follows = previous_end != usize::MAX
            && slice.get(previous_end..start).is_some_and(|between| between.trim().is_empty());
        let weight = weight(head, tail, follows);
        out.push(Candidate { value, span: Span::new(stretch.start + start, stretch.start + end), weight, follows });
        previous_end = end;
    }
}

/// How much the surroundings of a number look like those of a marker.
fn weight(head: &str, tail: &str, follows: bool) -> f32 {
    let calendar = &Locale::get().calendar;
    let before = head.trim_end();
    let after = tail.trim_start();
    let mut weight: f32 = 0.5;
    let last = before.chars().next_back();
    if last.is_some_and(|c| matches!(c, '.' | '!' | '?' | '。' | '।' | '۔' | '"' | '”' | '»' | '’' | ')')) {
        weight += 1.5;
    } else if last.is_some_and(|c| matches!(c, ',' | ';' | ':' | '،' | '、' | '，')) {
        weight += 1.2;
    }
    if follows {
        weight += FOLLOWS;
    }
    // a marker that was taken out of its place leaves a space before the stop: `d'azote 12 .`, `している 2 。`
    let stopped = tail.len() > after.len()
        && after.starts_with(['.', ',', ';', ')', '。', '，', '、', '；', '）', '।', '،', '۔']);
    if stopped {
        weight += 1.2;
    }
    if last.is_some_and(spaceless) {
        weight += 0.6;
    }
    if after.is_empty() || tail.len() - after.len() > 1 {
        weight += 1.0;
    }
    let next = after.chars().next();
    let sentence = last.is_none_or(|c| !is_letter_or_number(c));
    if next.is_some_and(char::is_uppercase) {
        weight += if sentence { 0.5 } else { 0.2 };
    } else if !stopped
        && next.is_some_and(|c| matches!(c, ',' | '.' | '%' | '°' | '×' | '+' | '–' | '-' | '=' | '/' | '€' | '$'))
    {
        weight -= 1.5;
    }
    // a day before its month, unless the space between is wider than one
    let word = |text: &str| -> String {
        text.chars()
            .take_while(|c| is_letter(*c) || !c.is_ascii() && !c.is_whitespace() && !c.is_ascii_punctuation())
            .collect()
    };
    let month = |word: &str| {
        matches!(
            calendar.word(word.trim_end_matches(['.', ',', '،'])),
            Some(
                DateWord::Month(_) | DateWord::PersianMonth(_) | DateWord::MonthNumber | DateWord::Day | DateWord::Year
            )
        )
    };
    if month(&word(after)) && tail.len() - after.len() == 1 {
        weight -= 2.5;
    }
    let previous = before.rsplit(' ').next().unwrap_or_default();
    if month(previous) && after.starts_with([','])
        || month(previous) && after.chars().next().is_some_and(|c| c.is_ascii_digit())
    {
        weight -= 2.0;
    } else if month(previous) {
        weight -= 0.8;
    }
    // a number that a small word follows, with no stop before: `2 moons`
    if next.is_some_and(char::is_lowercase) && last.is_some_and(is_letter_or_number) && tail.len() - after.len() == 1 {
        weight -= 0.3;
    }
    weight
}

/// The chain of first uses: values rise, with small gaps, and the sum of the weights is the greatest.
fn best_chain(candidates: &[Candidate]) -> Vec<usize> {
    // for each value, the best chain that ends there: its sum, and the candidate it ends with
    let highest = candidates.iter().map(|candidate| candidate.value).max().unwrap_or(0) as usize;
    let mut best: Vec<Option<(f32, usize)>> = vec![None; highest + 1];
    let mut before: Vec<Option<usize>> = vec![None; candidates.len()];
    for (index, candidate) in candidates.iter().enumerate() {
        let value = candidate.value as usize;
        // a document may begin with any small number
        #[allow(clippy::cast_precision_loss, reason = "small numbers")]
        let mut found = (candidate.weight - 0.8 * (value as f32 - 1.0), None);
        for gap in 1..=GAP as usize {
            let Some((sum, last)) = value.checked_sub(gap).and_then(|from| best.get(from).copied().flatten()) else {
                continue;
            };
            #[allow(clippy::cast_precision_loss, reason = "small numbers")]
            let sum = sum + candidate.weight - 0.9 * (gap as f32 - 1.0);
            if sum > found.0 {
                found = (sum, Some(last));
            }
        }
        if let Some(slot) = best.get_mut(value)
            && slot.is_none_or(|(sum, _)| found.0 > sum)
        {
            *slot = Some((found.0, index));
            if let Some(link) = before.get_mut(index) {
                *link = found.1;
            }
        }
    }
    let end = best.iter().flatten().max_by(|one, two| one.0.total_cmp(&two.0));
    let mut chain = Vec::new();
    let mut next = end.map(|&(_, index)| index);
    while let Some(index) = next {
        chain.push(index);
        next = before.get(index).copied().flatten();
    }
    chain.reverse();
    chain
}
