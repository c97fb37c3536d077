//! The pass over a note that finds its marks and numbers.
//!
//! In: a clean text. Out: its structural characters in order, brackets and quotation marks paired, and where its numbers stand. What may be one is told
//! sixty-four bytes at a time; each is looked at by itself. Not here: what they mean ([`super::lexical`]).

use super::lexical::{Mark, MarkKind};
use super::scratch::Scratch;
use crate::source::run::run_of_digits;
use crate::source::{bits, first_chunk, marked};
use std::cell::Cell;

/// How many bytes are looked at together.
const CHUNK: usize = 64;

/// What a byte is by itself, whatever stands around it.
#[inline]
const fn plain(byte: u8) -> Option<MarkKind> {
    match byte {
        b'.' | b'?' | b'!' => Some(MarkKind::Stop),
        b',' => Some(MarkKind::Comma),
        b';' => Some(MarkKind::Semicolon),
        _ => None,
    }
}

/// A bracket or quotation mark that may be structural, with what it would pair with.
fn bracket(character: char) -> Option<(MarkKind, char)> {
    Some(match character {
        '(' => (MarkKind::Open, ')'),
        '[' => (MarkKind::Open, ']'),
        '{' => (MarkKind::Open, '}'),
        '（' => (MarkKind::Open, '）'),
        '［' => (MarkKind::Open, '］'),
        '【' => (MarkKind::Open, '】'),
        '〔' => (MarkKind::Open, '〕'),
        ')' | ']' | '}' | '）' | '］' | '】' | '〕' => (MarkKind::Close, character),
        '«' => (MarkKind::OpenQuote, '»'),
        '“' => (MarkKind::OpenQuote, '”'),
        '„' => (MarkKind::OpenQuote, '“'),
        '「' => (MarkKind::OpenQuote, '」'),
        '『' => (MarkKind::OpenQuote, '』'),
        '《' => (MarkKind::OpenQuote, '》'),
        '〈' => (MarkKind::OpenQuote, '〉'),
        '»' | '”' | '」' | '』' | '》' | '〉' => (MarkKind::CloseQuote, character),
        _ => return None,
    })
}

/// What is found on the way.
struct Pass<'s> {
    text: &'s str,
    marks: &'s mut Vec<Mark>,
    numbers: &'s mut Vec<(usize, usize)>,
    /// Indices of what is open, with what would close it.
    open: &'s mut Vec<(usize, char)>,
}

/// Finds the marks of a text, and where digits of ASCII stand in it; in time linear in its length.
pub(super) fn find_marks(text: &str, scratch: &mut Scratch) {
    let mut pass = Pass { text, marks: &mut scratch.marks, numbers: &mut scratch.numbers, open: &mut scratch.open };
    let bytes = text.as_bytes();
    // where is looked next: what is found may be of many bytes
    let mut next = 0;
    for start in (0..bytes.len()).step_by(CHUNK) {
        let chunk = first_chunk::<CHUNK>(bytes.get(start..).unwrap_or_default());
        let found = bits(&marked(&chunk, may_be_marked));
        while next < start + CHUNK {
            let from = next.max(start);
            let left = found >> (from - start);
            if left == 0 {
                break;
            }
            next = pass.look(from + left.trailing_zeros() as usize);
        }
    }
}

/// Whether a byte may begin a mark or a number, or is a sign of ASCII that is none.
#[inline]
fn may_be_marked(byte: u8) -> bool {
    // asked of all bytes at once: no choice is made
    let is = u8::from;
    let letter = is((byte | 0x20).wrapping_sub(b'a') < 26);
    let sign = is(byte.is_ascii()) & is(byte > b' ') & (1 ^ letter);
    let latin_or_arabic = is(byte == 0xC2) | is(byte == 0xD8) | is(byte == 0xDB);
    let wide = is(byte == 0xE0) | is(byte == 0xE2) | is(byte == 0xE3) | is(byte == 0xEF);
    sign | latin_or_arabic | wide != 0
}

impl Pass<'_> {
    /// Looks at what begins at a place; gives where is looked next.
    fn look(&mut self, at: usize) -> usize {
        let (text, bytes) = (self.text, self.text.as_bytes());
        let Some(&byte) = bytes.get(at) else { return at + 1 };
        // so are most
        if let Some(kind) = plain(byte) {
            push(self.marks, at, at + 1, kind, char::from(byte));
            return at + 1;
        }
        if byte.is_ascii_digit() {
            let end = at + bytes.get(at..).map_or(0, run_of_digits);
            self.numbers.push((at, end));
            return end;
        }
        let Some(character) = after(text, at) else { return at + 1 };
        self.sign(at, character)
    }

    /// Looks at a sign; gives where it ends.
    fn sign(&mut self, at: usize, character: char) -> usize {
        let (text, bytes) = (self.text, self.text.as_bytes());
        let end = at + character.len_utf8();
        let next = bytes.get(end).copied();
        let (marks, open) = (&mut *self.marks, &mut *self.open);
        match character {
            '。' | '．' | '।' | '۔' | '！' | '？' => push(marks, at, end, MarkKind::Stop, character),
            '،' | '、' | '，' => push(marks, at, end, MarkKind::Comma, character),
            '；' | '؛' => push(marks, at, end, MarkKind::Semicolon, character),
            ':' | '：' => {
                if next == Some(b'/')
                    && let Some(start) = scheme_before(text, at)
                {
                    push(marks, start, start, MarkKind::Address, ' ');
                }
                push(marks, at, end, MarkKind::Colon, character);
            }
            '/' if next == Some(b'/') && at > 0 && bytes.get(at - 1) == Some(&b' ') => {
                push(marks, at, end + 1, MarkKind::Dash, character);
                return end + 1;
            }
            '—' => push(marks, at, end, MarkKind::Dash, character),
            '-' | '–' | '‒' | '―' | '−' | '|' if next == Some(b' ') && at > 0 && bytes.get(at - 1) == Some(&b' ') =>
            {
                push(marks, at, end, MarkKind::Dash, character);
            }
            '"' | '″' => straight_quote(text, at, end, marks, open),
            // a low or left mark may be the closing one: „Titel“, ”titel”
            '“' | '”' if open.last().is_some_and(|&(_, closing)| closing == character) => {
                close(marks, open, at, end, MarkKind::CloseQuote, character);
            }
            '”' if before(text, at).is_none_or(|c| c.is_whitespace() || c == '(') && next != Some(b' ') => {
                open.push((marks.len(), '”'));
                push(marks, at, end, MarkKind::OpenQuote, character);
            }
            _ => match bracket(character) {
                Some((kind @ (MarkKind::Open | MarkKind::OpenQuote), closing)) => {
                    open.push((marks.len(), closing));
                    push(marks, at, end, kind, character);
                }
                Some((kind, closing)) => close(marks, open, at, end, kind, closing),
                None => {}
            },
        }
        end
    }
}

/// Where the scheme of an address begins that ends at a colon, behind white space.
fn scheme_before(text: &str, colon: usize) -> Option<usize> {
    let head = text.get(..colon)?;
    let length = ["https", "http", "ftp"].into_iter().find(|scheme| head.ends_with(scheme))?.len();
    let start = colon - length;
    (text.get(colon..)?.starts_with("://") && before(text, start).is_some_and(char::is_whitespace)).then_some(start)
}

#[inline]
fn push(marks: &mut Vec<Mark>, at: usize, end: usize, kind: MarkKind, sign: char) {
    marks.push(Mark { at, end, kind, sign, partner: None, abbreviates: Cell::new(None) });
}

fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at).and_then(|head| head.chars().next_back())
}

fn after(text: &str, end: usize) -> Option<char> {
    text.get(end..).and_then(|tail| tail.chars().next())
}

/// A straight mark opens or closes by what stands around it; one with space on both sides (or none) closes what is open, if anything is.
fn straight_quote(text: &str, at: usize, end: usize, marks: &mut Vec<Mark>, open: &mut Vec<(usize, char)>) {
    let (left, right) = (before(text, at), after(text, end));
    let free_left =
        left.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '«' | '“' | '/' | '|'));
    let free_right = right.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | ')' | ']' | '?' | '!' | '»' | '”' | '—' | '–')
    });
    let within = open.iter().rev().position(|&(_, closing)| closing == '"');
    let opened_here = marks.last().is_some_and(|mark| mark.end == at && mark.kind == MarkKind::OpenQuote);
    let opens = match (free_left || opened_here, free_right) {
        (true, false) => true,
        (false, true) => false,
        // `" word "` toggles the innermost quotation; `a"b` closes
        (true, true) => {
            open.iter().filter(|&&(_, closing)| closing == '"').count() < 2 && right.is_some_and(char::is_whitespace)
        }
        (false, false) => within.is_none(),
    };
    if opens {
        open.push((marks.len(), '"'));
        push(marks, at, end, MarkKind::OpenQuote, '"');
    } else {
        close(marks, open, at, end, MarkKind::CloseQuote, '"');
    }
}

/// Closes the innermost partner; what was opened inside it and never closed stays single. Only a few levels are looked through, so that a note of
/// nothing but brackets costs linear time.
fn close(marks: &mut Vec<Mark>, open: &mut Vec<(usize, char)>, at: usize, end: usize, kind: MarkKind, closing: char) {
    let index = marks.len();
    push(marks, at, end, kind, closing);
    let found = open.iter().rev().take(8).position(|&(_, waiting)| waiting == closing);
    let Some(back) = found else { return };
    let keep = open.len().saturating_sub(back + 1);
    if let Some(&(opener, _)) = open.get(keep) {
        if let Some(mark) = marks.get_mut(opener) {
            mark.partner = Some(index);
        }
        if let Some(mark) = marks.get_mut(index) {
            mark.partner = Some(opener);
        }
    }
    open.truncate(keep);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_where_a_walk_over_characters_finds_them() {
        let pieces = [
            ", ", "1999", " – ", "«", "»", "ab", "é", "。", "“x”", "(", ")", ". ", "中", "　", "http://a", "\"", "д",
            " // ",
        ];
        let mut text = String::new();
        for turn in 0..400 {
            text.push_str(pieces.get((turn * 7 + turn / 5) % pieces.len()).copied().unwrap_or_default());
            let (mut scratch, mut other) = (Scratch::default(), Scratch::default());
            find_marks(&text, &mut scratch);
            let Scratch { marks, numbers, open, .. } = &mut other;
            let mut pass = Pass { text: &text, marks, numbers, open };
            let mut next = 0;
            for (at, _) in text.char_indices() {
                if at >= next && text.as_bytes().get(at).is_some_and(|byte| !byte.is_ascii_alphabetic()) {
                    next = pass.look(at);
                }
            }
            let place = |mark: &Mark| (mark.at, mark.end, mark.kind, mark.partner);
            assert!(scratch.marks.iter().map(place).eq(other.marks.iter().map(place)), "{text}");
            assert_eq!(scratch.numbers, other.numbers, "{text}");
        }
    }
}
