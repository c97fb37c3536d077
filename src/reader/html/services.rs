//! Links behind a reference that say where the work can be looked up: `[CrossRef] [Google Scholar]`, `PubMed Abstract | Full Text`.
//!
//! In: a page. Out: the stretches of its text that are nothing but such links, where they end a block. They are no part of the reference; the identifiers
//! that they lead to are the work's all the same. The words are rows of `refs/services.tsv`. Not here: links that are the work's own ([`super::fields`]).

use super::label::blank;
use super::names::Tag;
use super::page::Page;
use crate::document::Block;
use crate::source::Span;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The rows: word ⇥ strong or weak.
const ROWS: &str = include_str!("../../../refs/services.tsv");

/// The longest word, in bytes; most links are longer than it.
const LONGEST: usize = 48;

/// The words, and whether each is a service by itself.
static WORDS: LazyLock<FxHashMap<&'static str, bool>> = LazyLock::new(|| {
    let rows = ROWS.lines().filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once('\t'));
    rows.map(|(word, strength)| (word, strength == "strong")).collect()
});

/// The stretches of services of a page, in the order of its text.
#[derive(Debug, Default)]
pub(super) struct Services(Vec<Span>);

impl Services {
    /// Finds the services of a page.
    pub(super) fn of(page: &Page) -> Self {
        let mut runs: Vec<(Span, bool)> = Vec::new();
        for at in 0..u32::try_from(page.elements.len()).unwrap_or(u32::MAX) {
            if page.tag(at) != Tag::A
                || page.element(at).is_none_or(|link| link.text.1 as usize - link.text.0 as usize > 2 * LONGEST)
            {
                continue;
            }
            let Some(strong) = strength(page.text_of(at)) else { continue };
            let span = page.span(at);
            match runs.last_mut() {
                Some((run, sure))
                    if run.end <= span.start
                        && Span::new(run.end, span.start).slice(&page.text).chars().all(between) =>
                {
                    *run = Span::new(run.start, span.end);
                    *sure |= strong;
                }
                _ => runs.push((span, strong)),
            }
        }
        runs.retain(|(run, sure)| *sure && ends_line(page, *run));
        Self(runs.into_iter().map(|(run, _)| opened(page, run)).collect())
    }

    /// The stretch that a place lies in.
    fn around(&self, place: usize) -> Option<Span> {
        let next = self.0.partition_point(|run| run.end < place);
        self.0.get(next).copied().filter(|run| run.start <= place)
    }

    /// A stretch of the text without the services that end it; as it is where nothing else is in it.
    pub(super) fn without(&self, page: &Page, span: Span) -> Span {
        match self.around(span.end) {
            Some(run) if run.start > span.start => page.trimmed(Span::new(span.start, run.start)),
            _ => span,
        }
    }

    /// Whether a link at a place is one of a service.
    pub(super) fn hold(&self, place: usize) -> bool {
        self.around(place).is_some()
    }

    /// Where the text ends that the services at a place stand behind.
    pub(super) fn behind(&self, page: &Page, place: usize) -> Option<usize> {
        let run = self.around(place)?;
        Some(page.text.get(..run.start)?.trim_end_matches(blank).len())
    }

    /// The blocks without services.
    pub(super) fn cut(&self, page: &Page, blocks: &mut Vec<Block>) {
        if self.0.is_empty() {
            return;
        }
        blocks.retain_mut(|block| {
            let alone = self.around(block.span.end).is_some_and(|run| run.start <= block.span.start);
            block.span = self.without(page, block.span);
            !alone
        });
    }
}

/// Whether a word is one of a service, and by itself.
fn strength(text: &str) -> Option<bool> {
    let bare = text.trim_matches(|c: char| between(c) || matches!(c, '↗' | '→' | '»' | '›'));
    if bare.is_empty() || bare.len() > LONGEST {
        return None;
    }
    let lower: Vec<String> = bare.split_whitespace().map(str::to_lowercase).collect();
    WORDS.get(lower.join(" ").as_str()).copied()
}

/// What stands between services and around them.
fn between(character: char) -> bool {
    blank(character) || matches!(character, '[' | ']' | '(' | ')' | '|' | '·' | '•' | ',' | ';' | '/' | '.' | '–' | '-')
}

/// Whether nothing follows on the line of a run.
fn ends_line(page: &Page, run: Span) -> bool {
    let rest = page.text.get(run.end..).unwrap_or_default();
    rest.chars().take_while(|c| *c != '\n').all(between)
}

/// A run with the separators right before it and behind it.
fn opened(page: &Page, run: Span) -> Span {
    let before = page.text.get(..run.start).unwrap_or_default();
    // a full stop, and what closes a bracket, end the reference
    let separator = |c: char| blank(c) || matches!(c, '[' | '(' | '|' | '·' | '•' | ',' | ';' | '/' | '–' | '-');
    let start = before.trim_end_matches(|c: char| separator(c) && c != '\n').len();
    let rest = page.text.get(run.end..).unwrap_or_default();
    let length = rest.find('\n').unwrap_or(rest.len());
    Span::new(start, run.end + length)
}
