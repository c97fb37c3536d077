//! Looks for a bracket or quotation mark without its partner.
//!
//! In: the text of a note. Out: the place of the first that stands alone. Marks that mean something else are left alone: inches (`12"`), the bracket behind
//! a number or letter (`1)`, `a)`). One walk over the bytes, no recursion. Not here: what a note says; that is read with or without the partner.

use crate::source::Span;

/// How deep brackets may stand in each other: what is deeper than in any note is taken for brackets that nobody closed.
const DEEPEST: u32 = u128::BITS;

/// The first bracket or straight quotation mark that has no partner.
pub(super) fn lone(text: &str) -> Option<Span> {
    let bytes = text.as_bytes();
    // a bit for each bracket that is open, the innermost lowest, set for square ones; and where the outermost stands
    let (mut open, mut depth, mut outermost) = (0_u128, 0, 0);
    let mut quote = None;
    let mut next = 0;
    while let Some(skipped) = bytes.get(next..).and_then(|rest| rest.iter().position(|byte| is_mark(*byte))) {
        let at = next + skipped;
        next = at + 1;
        let one = |at| Some(Span::new(at, at + 1));
        match bytes.get(at)? {
            b'"' if quote.is_none() && at > 0 && bytes.get(at - 1).is_some_and(u8::is_ascii_digit) => {}
            b'"' => quote = if quote.is_some() { None } else { Some(at) },
            closing @ (b')' | b']') => {
                if depth > 0 && open & 1 == u128::from(*closing == b']') {
                    (open, depth) = (open >> 1, depth - 1);
                } else if !numbers(bytes.get(..at)?) {
                    return one(at);
                }
            }
            opening => {
                outermost = if depth == 0 { at } else { outermost };
                (open, depth) = (open << 1 | u128::from(*opening == b'['), depth + 1);
                if depth > DEEPEST {
                    return one(outermost);
                }
            }
        }
    }
    let first = (depth > 0).then_some(outermost).into_iter().chain(quote).min()?;
    Some(Span::new(first, first + 1))
}

/// The marks that have partners.
static MARKS: [bool; 256] = {
    let mut marks = [false; 256];
    let mut rest: &[u8] = b"()[]\"";
    while let [mark, behind @ ..] = rest {
        #[allow(clippy::indexing_slicing, reason = "made at compile time, of ASCII")]
        let known = &mut marks[*mark as usize];
        *known = true;
        rest = behind;
    }
    marks
};

fn is_mark(byte: u8) -> bool {
    MARKS.get(usize::from(byte)) == Some(&true)
}

/// Whether what stands before a bracket is a number or letter of a list: `1`, `a`.
fn numbers(before: &[u8]) -> bool {
    let word = before.iter().rev().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    (1..=2).contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_alone_is_found() {
        for (text, expected) in [
            ("Roe (2001). \"Days\" [Tage].", None),
            ("Roe (2001. \"Days\".", Some(4)),
            ("Roe. \"Days. Press.", Some(5)),
            ("Roe. Days\". Press.", Some(9)),
            ("Roe 2001). Days.", Some(8)),
            ("A 12\" record", None),
            ("first a) one, 2) two", None),
            ("(aaa [bbb) c]", Some(9)),
            ("(a [b (c) d] e", Some(0)),
            ("(a) [b (c [d]", Some(4)),
            (&"a (".repeat(500), Some(2)),
        ] {
            assert_eq!(lone(text).map(|span| span.start), expected, "{text}");
        }
    }
}
