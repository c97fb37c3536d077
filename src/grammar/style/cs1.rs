//! Citations as Wikipedia's CS1 and CS2 templates print them, and the many that people write like them.
//!
//! Standard: Module:Citation/CS1 of English Wikipedia (2012 to now), Help:Citation Style 1. CS1 ends clauses with stops, CS2 with commas.
//!
//! ```text
//! citation = [ names [ "(" date ")" ] "." ] title *( "[" translated "]" / "(" form ")" ) *( "." clause )
//! title    = quoted / italic text, of which no mark is left
//! ```

use super::super::Context;
use super::super::label::{Label, Reading};
use super::super::lexical::{Lexed, Mark, MarkKind};
use super::super::score::{MOST, SENTENCE_WITHIN, bound, finished, sentence_within};
use super::super::walk::{Separator, Walk};
use super::super::words::{before_space, begins_with, behind_space};
use super::Proposal;
use super::arrange::{arrange_behind_quoted_title, arrange_with_title};
use super::front::{before_quotation, before_title, language_prefix};
use crate::locale::Role as Phrase;
use crate::source::before_signs;

/// Reads a note whose clauses end with stops; as far as it takes to see that they end with commas.
pub(super) fn stops<'l, 's>(lexed: &'l Lexed<'s>, context: Context) -> Option<Proposal<'l, 's>> {
    let mut begun = begin(lexed, context, Separator::Stop)?;
    while begun.step() {
        if let Some(most) = bound(&begun.walk) {
            begun.most = most;
            return Some(Proposal::Begun(Box::new(begun)));
        }
    }
    Some(Proposal::Read(begun.finish()))
}

/// Reads a note whose clauses end with commas.
pub(super) fn commas<'l, 's>(lexed: &'l Lexed<'s>, context: Context) -> Option<Proposal<'l, 's>> {
    if !lexed.has(MarkKind::Comma) {
        return None;
    }
    Some(Proposal::Read(begin(lexed, context, Separator::Comma)?.finish()))
}

/// Whether a note whose clauses are said to end with commas scores less: a sentence ends within it.
pub(super) fn commas_beaten(score: f32, lexed: &Lexed<'_>, context: Context) -> bool {
    score >= MOST * SENTENCE_WITHIN && sentence_within(&Walk::new(lexed, Separator::Comma, context))
}

/// A reading whose front is read.
#[derive(Debug)]
pub(in super::super) struct Begun<'l, 's> {
    walk: Walk<'l, 's>,
    /// Where reading goes on.
    at: usize,
    /// Whether the title was told by its quotation marks.
    quoted: bool,
    /// The most that it can score.
    pub(in super::super) most: f32,
}

impl Begun<'_, '_> {
    /// Reads on by one element or free stretch; whether there was one.
    fn step(&mut self) -> bool {
        let next = self.walk.step(self.at);
        self.at = next.unwrap_or(self.at);
        next.is_some()
    }

    /// Reads what is left.
    pub(in super::super) fn finish(mut self) -> Reading {
        while self.step() {}
        if self.quoted {
            arrange_behind_quoted_title(&mut self.walk);
        } else {
            arrange_with_title(&mut self.walk);
        }
        let style = if self.walk.separator == Separator::Stop { "cs1" } else { "cs2" };
        finished(self.walk, style)
    }
}

fn begin<'l, 's>(lexed: &'l Lexed<'s>, context: Context, separator: Separator) -> Option<Begun<'l, 's>> {
    let mut walk = Walk::new(lexed, separator, context);
    let begin = language_prefix(&mut walk);
    if let Some((open, close)) = title_quote(&walk) {
        if open > begin {
            lexed.before_quotation.read(&mut walk, begin, |walk| {
                before_quotation(walk, begin, open);
                Some(open)
            });
        }
        let (inner, next) = (lexed.marks.get(lexed.mark_at(open))?.end, lexed.marks.get(lexed.mark_at(close))?.end);
        // `“Ice jams,”`: the comma is the sentence's
        let title = before_signs(walk.text.get(inner..close).unwrap_or_default(), |c| matches!(c, ',' | '，' | ' '));
        walk.label(Label::Title, inner, inner + title.len());
        // a bracket right behind is the translation
        walk.behind_title = Some(if begins_with(walk.rest(next), b' ') { next + 1 } else { next });
        walk.separated(next);
        return Some(Begun { walk, at: next, quoted: true, most: MOST });
    }
    let title = before_title(&mut walk, begin);
    if title > begin {
        walk.separated(title);
    }
    Some(Begun { walk, at: title, quoted: false, most: MOST })
}

/// The quotation that is the title: the first that begins a clause and ends one.
pub(super) fn title_quote(walk: &Walk<'_, '_>) -> Option<(usize, usize)> {
    if !walk.lexed.has(MarkKind::OpenQuote) {
        return None;
    }
    for mark in walk.lexed.top(0, walk.end).filter(|mark| mark.kind == MarkKind::OpenQuote).take(4) {
        let Some(close) = closing(walk, mark) else { continue };
        if (begins_clause(walk, mark.at) || behind_names(walk, mark))
            && ends_title(walk, close)
            && !periodical(walk, mark.at)
            && close.at > mark.end
            && !series_before(walk, mark.at)
            && !source_before(walk, mark.at)
        {
            return Some((mark.at, close.at));
        }
    }
    None
}

/// The end of a quotation; where a mark without partner begins the note, the last one that a stop follows.
fn closing<'l>(walk: &Walk<'l, '_>, mark: &Mark) -> Option<&'l Mark> {
    if let Some(close) = walk.lexed.partner(mark).filter(|close| close.at < walk.end) {
        return Some(close);
    }
    let first = walk.lexed.mark_at(mark.end);
    let later = walk.lexed.marks.get(first..)?.iter().take(200).filter(|later| later.at < walk.end);
    later
        .filter(|later| matches!(later.kind, MarkKind::CloseQuote | MarkKind::OpenQuote))
        .find(|later| ends_title(walk, later))
}

fn begins_clause(walk: &Walk<'_, '_>, at: usize) -> bool {
    let head = before_space(walk.text.get(..at).unwrap_or_default());
    // `LCROSS Mission: "Yes, We Found Water!"`: a colon behind what is no name stands within a title
    if let Some(before) = head.strip_suffix(sign!(':' | '：')) {
        let from = before.rfind(". ").or_else(|| before.rfind("). ")).map_or(0, |at| at + 2);
        let clause = before.get(from..).unwrap_or_default();
        return !clause.contains(' ')
            || from == 0
            || walk.lexed.plausible(from, before.len()) > 0.5
            || super::super::name::organization(clause);
    }
    head.is_empty()
        || head.ends_with(sign!(
            '.' | ',' | ';' | ':' | ')' | ']' | '。' | '，' | '、' | '：' | '—' | '–' | '،' | '|' | '/'
        ))
        || head.ends_with("In")
}

/// `田中太郎「…」`, `Hall, A.『…』`: wide quotation marks need nothing between themselves and the names.
fn behind_names(walk: &Walk<'_, '_>, open: &Mark) -> bool {
    matches!(open.sign, '「' | '『' | '《') && walk.lexed.plausible(0, open.at) > 0.3
}

/// `Jan Kowalski, Tytuł, „Dziennik”`: a low quotation mark behind a comma and something that is no name opens the name of a periodical.
fn periodical(walk: &Walk<'_, '_>, open: usize) -> bool {
    if !walk.rest(open).starts_with('„') {
        return false;
    }
    let Some(head) = walk.text.get(..open).and_then(|head| before_space(head).strip_suffix(',')) else { return false };
    let last = head.rfind(", ").map_or(0, |at| at + 2);
    walk.lexed.plausible(last, head.len()) < 0.55
}

fn ends_title(walk: &Walk<'_, '_>, close: &Mark) -> bool {
    let tail = walk.rest(close.end);
    let skipped = behind_space(tail);
    skipped.is_empty()
        || matches!(close.sign, '」' | '』' | '》')
        || skipped.starts_with(sign!(
            '.' | ',' | '(' | '[' | '。' | '，' | ';' | '—' | '–' | '،' | '|' | '/' | '{' | '（' | ':'
        ))
        || (begins_with(tail, b' ')
            && walk.text.get(..close.at).is_some_and(|title| title.ends_with(sign!('.' | ',' | '?' | '!' | '…'))))
        || (begins_with(tail, b' ') && skipped.chars().next().is_some_and(|c| !c.is_lowercase()))
}

/// `Тайны планеты // «Популярная механика»`, `М.: «Знание»`: behind two slashes stands the journal, behind a place and its colon the publisher.
fn source_before(walk: &Walk<'_, '_>, at: usize) -> bool {
    let head = before_space(walk.text.get(..at).unwrap_or_default());
    if head.ends_with("//") {
        return true;
    }
    let Some(place) = head.strip_suffix(':') else { return false };
    let place = place.rsplit(sign!('—' | '–' | ',' | ';')).next().unwrap_or_default().trim();
    walk.locale.places.contains(place) || walk.locale.places.contains(place.trim_end_matches('.'))
}

/// `coll. « Guides »`: a quotation that a word for a series introduces.
fn series_before(walk: &Walk<'_, '_>, at: usize) -> bool {
    let head = before_space(walk.text.get(..at).unwrap_or_default());
    let word = head.rsplit(sign!(' ' | ',')).next().unwrap_or_default();
    !word.is_empty() && walk.locale.phrases.are(word, &[Phrase::Series])
}
