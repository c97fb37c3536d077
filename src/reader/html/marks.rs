//! Marks that stand high and are no links.
//!
//! In: a page whose markers no link shows. Out: markers for its superscripts, where these are numbers that rise in order of their first use, as the marks
//! of notes do and powers and formulas do not. Not here: numbers in brackets (the finder), and which notes they mean (they are paired by label).

use super::label::without_brackets;
use super::names::Tag;
use super::notes::Marker;
use super::page::Page;
use super::signs::Sign;
use crate::locale::number;
use crate::source::Span;

/// So many marks are a system; fewer may be anything.
const FEWEST: usize = 2;

/// The marks of a page.
pub(super) fn unlinked(page: &Page) -> Vec<Marker> {
    let mut out = Vec::new();
    let mut highest = 0;
    for (element, at) in page.elements.iter().zip(0_u32..) {
        let high = element.tag == Tag::Sup || element.signs.has(Sign::Superscript);
        if !high || element.hides || page.inside(at).any(|inner| page.tag(inner) == Tag::A) {
            continue;
        }
        let span = page.span(at);
        let (inner, bracketed) = without_brackets(span.slice(&page.text));
        if !bracketed && is_power(page, span) {
            continue;
        }
        let Some(labels) = labels(inner) else { continue };
        for (label, value) in labels {
            // a mark that was not used before is the next one
            if value > highest + 1 {
                return Vec::new();
            }
            highest = highest.max(value);
            out.push(Marker { span, label: label.to_owned(), named: true, target: at, ..Marker::default() });
        }
    }
    if out.len() < FEWEST { Vec::new() } else { out }
}

/// `1`, `1,3`: numbers only.
fn labels(text: &str) -> Option<Vec<(&str, u32)>> {
    let each = text.split([',', ';', ' ']).map(str::trim).filter(|one| !one.is_empty());
    let all: Option<Vec<(&str, u32)>> =
        each.map(|one| number(one).filter(|value| *value < 1000).map(|value| (one, value))).collect();
    all.filter(|all| !all.is_empty())
}

/// Whether a superscript is the power of a number or a unit: `10<sup>6</sup>`, `km<sup>2</sup>`.
fn is_power(page: &Page, span: Span) -> bool {
    let head = page.text.get(..span.start).unwrap_or_default();
    let word = head.rsplit(|c: char| !c.is_alphanumeric() && c != 'µ').next().unwrap_or_default();
    let ends = head.chars().next_back();
    (1..=2).contains(&word.chars().count()) || ends.is_some_and(|c| c.is_ascii_digit() || c == '/')
}
