//! Quoted titles, in single marks too: `‘Aelred of Rievaulx on Friendship’`.
//!
//! In: a walk and an offset. Out: what stands in the quotation, and where it ends. Not here: double marks in general, which the one pass over a note pairs
//! ([`crate::grammar::lexical`]); a single mark may be an apostrophe, so it closes only where a sign or a space stands beside it.

use crate::grammar::lexical::MarkKind;
use crate::grammar::walk::Walk;
use crate::locale::{Role, is_letter};

/// A quotation that begins where the title does: what stands in it, and where it ends.
pub(in crate::grammar::style) fn quotation(
    walk: &Walk<'_, '_>,
    start: usize,
    end: usize,
) -> Option<((usize, usize), usize)> {
    let rest = walk.text.get(start..end)?;
    let first = rest.chars().next()?;
    if let Some(mark) = walk
        .lexed
        .marks
        .get(walk.lexed.mark_at(start))
        .filter(|mark| mark.at == start && mark.kind == MarkKind::OpenQuote)
    {
        let close = walk.lexed.partner(mark).filter(|close| close.end <= end)?;
        return Some(((mark.end, close.at), close.end));
    }
    let closing = match first {
        '‘' => '’',
        '\'' | '`' => '\'',
        '»' => '«',
        _ => return None,
    };
    let inner = start + first.len_utf8();
    let text = walk.text.get(inner..end)?;
    let close = text.char_indices().filter(|&(_, c)| c == closing).find(|&(at, c)| {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + c.len_utf8()..).unwrap_or_default());
        before.ends_with(sign!('.' | ',' | '?' | '!'))
            || after.starts_with(sign!(',' | '.' | ';' | ')'))
            || after.strip_prefix(' ').is_some_and(|next| {
                !before.ends_with('s')
                    && (next.starts_with(|c: char| c.is_uppercase() || matches!(c, '(' | '['))
                        || walk.locale.phrases.may_begin(next, &[Role::In]))
            })
    })?;
    Some(((inner, inner + close.0), inner + close.0 + closing.len_utf8()))
}

/// Whether some single mark is no apostrophe within a word.
pub(super) fn may_be_single(text: &str) -> bool {
    memchr::memchr3_iter(b'\'', b'`', 0xE2, text.as_bytes()).any(|at| {
        let (Some(head), Some(rest)) = (text.get(..at), text.get(at..)) else { return false };
        let behind = rest.strip_prefix(sign!('‘' | '\'' | '`'));
        behind.is_some_and(|behind| !(head.ends_with(is_letter) && behind.starts_with(is_letter)))
    })
}

/// Where a title in single marks begins behind names: `Grant, Jacquelyn, ‘The Sin …’`.
pub(super) fn single(walk: &Walk<'_, '_>) -> Option<usize> {
    let head = walk.rest(0);
    memchr::memchr3(b'\'', b'`', 0xE2, head.as_bytes())?;
    let (at, _) = head.char_indices().take(400).find(|&(at, c)| {
        matches!(c, '‘' | '\'' | '`')
            && head.get(..at).is_some_and(|before| {
                before.ends_with(", ") || before.ends_with(". ") || before.ends_with(": ") || before.ends_with(") ")
            })
    })?;
    let first = walk.lexed.top(0, walk.end).find(|mark| mark.kind == MarkKind::OpenQuote);
    (first.is_none_or(|mark| mark.at > at) && at > 3 && walk.lexed.plausible(0, at) > 0.3).then_some(at)
}
