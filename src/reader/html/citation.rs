//! Cuts the body of a note into its citations.
//!
//! In: the element of a note and its body. Out: one [`Piece`] for each work cited, with the element that frames it and its `COinS`. A note without
//! structure is one piece: where its text names several works, the grammar cuts it. Not here: what a citation says ([`super::fields`]).

use super::names::{Attribute, Tag};
use super::page::Page;
use super::signs::Sign;
use crate::source::Span;

/// How much text before a framed citation still belongs to it: the mark of a language, a word.
const LEAD: usize = 48;

/// One citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Piece {
    /// Its text.
    pub(super) span: Span,
    /// The element that frames it.
    pub(super) frame: Option<u32>,
    /// The element that carries its `COinS`.
    pub(super) coins: Option<u32>,
    /// The elements that may say something of it: a range of indices.
    pub(super) elements: (u32, u32),
    /// Whether frame or `COinS` leave no words of the text outside.
    pub(super) whole: bool,
}

/// The citations in a stretch of the text of an element.
pub(super) fn pieces(page: &Page, element: u32, body: Span) -> Vec<Piece> {
    let inside = page.inside(element);
    let (mut frames, mut until): (Vec<Piece>, u32) = (Vec::new(), 0);
    for at in std::iter::once(element).chain(inside.clone()) {
        let span = page.span(at);
        if page.element(at).is_none_or(|element| element.text.0 as usize > body.end) || span.end < body.start {
            continue;
        }
        if page.has(at, Sign::Coins) {
            attach(page, &mut frames, (element, at), body);
        } else if at >= until
            && (at != element || page.attribute(at, Attribute::Itemprop).is_some())
            && page.has(at, Sign::Citation)
            && !span.is_empty()
        {
            until = page.element(at).map_or(at + 1, |frame| frame.end);
            frames.push(Piece { span, frame: Some(at), elements: (at, until), ..Piece::default() });
        }
    }
    if frames.is_empty() {
        return items(page, element, body);
    }
    spread(page, &mut frames, body, inside.end);
    frames
}

/// Gives `COinS` of a note to the citation that it stands in or right behind; else it is one of its own.
fn attach(page: &Page, frames: &mut Vec<Piece>, (note, coins): (u32, u32), body: Span) {
    let at = page.element(coins).map_or(0, |element| element.text.0 as usize).max(body.start);
    if let Some(last) = frames.last_mut()
        && last.coins.is_none()
        && (last.elements.0..last.elements.1).contains(&coins)
    {
        last.coins = Some(coins);
        return;
    }
    if let Some(last) = frames.last_mut()
        && last.coins.is_none()
        && Span::new(last.span.end.min(at), at).slice(&page.text).trim().len() < 4
    {
        last.coins = Some(coins);
        last.elements.1 = coins + 1;
        return;
    }
    let start = frames.last().map_or(body.start, |last| last.span.end).min(at);
    let from = frames.last().map_or(note, |last| last.elements.1);
    frames.push(Piece {
        span: Span::new(start, at),
        coins: Some(coins),
        elements: (from, coins + 1),
        ..Piece::default()
    });
}

/// Gives the text between the citations to the one before it, and what stands close before the first to that.
fn spread(page: &Page, frames: &mut [Piece], body: Span, end: u32) {
    let starts: Vec<(usize, u32)> = frames.iter().map(|piece| (piece.span.start, piece.elements.0)).collect();
    for (at, piece) in frames.iter_mut().enumerate() {
        if at == 0 {
            let lead = Span::new(body.start.min(piece.span.start), piece.span.start).slice(&page.text);
            if lead.len() <= LEAD && !lead.contains(['.', ';']) {
                piece.span = Span::new(body.start.min(piece.span.start), piece.span.end);
            }
        }
        let (next, element) = starts.get(at + 1).copied().unwrap_or((body.end, end));
        let behind = Span::new(piece.span.end.min(next), next).slice(&page.text);
        piece.whole = !behind.contains(char::is_alphanumeric) && (piece.frame.is_some() || piece.coins.is_some());
        piece.span = page.trimmed(Span::new(piece.span.start, next.max(piece.span.start)));
        piece.elements.1 = piece.elements.1.max(element);
    }
}

/// The items of a list inside of the note, or else the whole body.
fn items(page: &Page, element: u32, body: Span) -> Vec<Piece> {
    let inside = page.inside(element);
    let whole = Piece { span: body, elements: (inside.start, inside.end), ..Piece::default() };
    let mut out: Vec<Piece> = Vec::new();
    let mut until = 0;
    for at in inside {
        let span = page.span(at);
        if at < until || page.tag(at) != Tag::Li || span.start < body.start || span.end > body.end || span.is_empty() {
            continue;
        }
        until = page.element(at).map_or(at + 1, |item| item.end);
        out.push(Piece { span, elements: (at, until), ..Piece::default() });
    }
    let before = out.first().map_or(0, |first| Span::new(body.start, first.span.start).slice(&page.text).trim().len());
    if out.len() < 2 || before > LEAD { vec![whole] } else { out }
}
