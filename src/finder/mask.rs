//! Finds the stretches of a text that no border lies in: what stands in quotation marks or brackets.
//!
//! In: a stretch of text. Out: its outermost pairs, in order. A mark that nothing closes within a title's length is none. One pass, linear.

use crate::locale::is_letter_or_number;
use crate::source::Span;
use crate::source::lanes::{Sixteen, same, small, within};
use crate::source::run::first_marked;

/// The longest quotation or bracket, in bytes.
const LONGEST: usize = 900;

/// What stands around a masked stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MaskKind {
    /// Quotation marks of any script.
    Quote,
    /// Round, square or curly brackets.
    Bracket,
}

/// A stretch with what stands around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mask {
    pub(super) kind: MaskKind,
    pub(super) span: Span,
}

/// What closes a mark, if it can open.
fn closers(open: char) -> &'static [char] {
    match open {
        '(' => &[')'],
        '[' => &[']'],
        '{' => &['}'],
        '（' => &['）'],
        '［' => &['］'],
        '【' => &['】'],
        '„' => &['“', '”'],
        '«' => &['»'],
        '»' => &['«'],
        '「' => &['」'],
        '『' => &['』'],
        '《' => &['》'],
        '〈' => &['〉'],
        '“' | '”' => &['”'],
        '"' => &['"'],
        _ => &[],
    }
}

/// Whether a character opens or closes.
fn is_mark(character: char) -> bool {
    !closers(character).is_empty()
        || matches!(character, ')' | ']' | '}' | '）' | '］' | '】' | '“' | '」' | '』' | '》' | '〉')
}

/// Marks the bytes that a mark begins with: of those that are no ASCII the first ones of U+0080 to U+00BF, U+2000 to U+3FFF, and from U+F000 on.
#[inline]
fn begin_marks(sixteen: Sixteen) -> Sixteen {
    let brackets = within(sixteen, b'(', b')') | same(small(sixteen), b'{') | same(small(sixteen), b'}');
    let others = within(sixteen, 0xC2, 0xC2) | within(sixteen, 0xE2, 0xE3) | within(sixteen, 0xEF, 0xEF);
    same(sixteen, b'"') | brackets | others
}

/// The outermost pairs of a stretch, and the marks that are open while they are looked for.
#[derive(Debug, Default)]
pub(super) struct Masks {
    pub(super) pairs: Vec<Mask>,
    open: Vec<(char, usize)>,
}

/// The outermost pairs of a stretch.
pub(super) fn masks(text: &str, stretch: Span) -> Vec<Mask> {
    let mut found = Masks::default();
    find_masks(text, stretch, &mut found);
    found.pairs
}

/// The same, in lists that may be used again.
pub(super) fn find_masks(text: &str, stretch: Span, found: &mut Masks) {
    let slice = stretch.slice(text);
    let bytes = slice.as_bytes();
    let Masks { pairs: out, open } = found;
    out.clear();
    open.clear();
    let mut next = 0;
    while let Some(rest) = bytes.get(next..) {
        let at = next + first_marked(rest, begin_marks);
        let (head, rest) = slice.split_at_checked(at).unwrap_or_default();
        let mut characters = rest.chars();
        let Some(character) = characters.next() else { break };
        next = at + character.len_utf8();
        if !is_mark(character) {
            continue;
        }
        let (here, after) = (head.chars().next_back().unwrap_or(' '), characters.next().unwrap_or(' '));
        while open.first().is_some_and(|&(_, start)| at - start > LONGEST) {
            open.remove(0);
        }
        let closes = open.iter().rposition(|&(mark, _)| closers(mark).contains(&character));
        let same = matches!(character, '"' | '”' | '»' | '«' | '“');
        let can_close = !same
            || matches!(character, '»' | '«')
            || (!is_letter_or_number(after) && !here.is_whitespace())
            || !here.is_whitespace() && character != '"';
        if let Some(position) = closes.filter(|_| can_close)
            && !(character == '"' && opens_straight(here, after) && here != '"')
        {
            let start = open.get(position).map_or(at, |&(_, start)| start);
            let kind = if matches!(character, ')' | ']' | '}' | '）' | '］' | '】') {
                MaskKind::Bracket
            } else {
                MaskKind::Quote
            };
            open.truncate(position);
            let span = Span::new(stretch.start + start, stretch.start + at + character.len_utf8());
            while out.last().is_some_and(|last| last.span.start >= span.start) {
                out.pop();
            }
            out.push(Mask { kind, span });
            continue;
        }
        let opens = match character {
            '"' | '”' => opens_straight(here, after),
            '»' => opens_straight(here, after) && !after.is_whitespace(),
            other => !closers(other).is_empty(),
        };
        if opens && open.len() < 16 {
            open.push((character, at));
        }
    }
}

/// Whether a mark that looks the same on both sides opens: space before it, a letter behind it.
fn opens_straight(before: char, after: char) -> bool {
    (before.is_whitespace() || matches!(before, '(' | '[' | '"' | '.' | ',' | '—' | '–'))
        && !after.is_whitespace()
        && !matches!(after, '.' | ',' | ';' | ')')
}
