//! Reads the signs before a note that lead back to the text: `^ a b c`, `↑ 1 2`, `^ Jump up to: a b`.
//!
//! In: a line. Out: its body without them. The words and letters are those of `refs/locales/`. Not here: what the body says.

use crate::locale::{Locale, Role, digit, is_letter_or_number, number};
use crate::source::Span;

/// Steps over signs and words that lead back to the text, and the letters or numbers that count them.
pub(super) fn without_backlinks(text: &str, span: Span) -> (Span, bool) {
    let locale = Locale::get();
    let mut rest = span.slice(text);
    let mut found = false;
    // how much is left where nothing counts: all signs before it lead there, too
    let mut uncounted = None;
    loop {
        let trimmed = rest
            .trim_start_matches(|c: char| c.is_whitespace() || c == '\u{200E}' || c == '\u{200F}' || c == '\u{FE0E}');
        let sign = locale.backlink_at(trimmed);
        if let Some(after) = sign.and_then(|sign| trimmed.strip_prefix(sign)) {
            found = true;
            rest = after;
            if uncounted.is_none_or(|left| after.len() <= left) {
                (rest, uncounted) = counters(after);
            }
            continue;
        }
        if !found && let Some(after) = counted_from_zero(trimmed).or_else(|| counted_from_one(trimmed)) {
            found = true;
            rest = after;
            continue;
        }
        rest = trimmed;
        break;
    }
    (trimmed_end(text, Span::new(span.end - rest.len(), span.end)), found)
}

fn trimmed_end(text: &str, span: Span) -> Span {
    let slice = span.slice(text);
    Span::new(span.start, span.start + slice.trim_end().len())
}

/// Steps over `a b c`, `1 2`, `अ आ` behind a back-link sign: single letters in the order of the alphabet of some language, or numbers from one. Gives
/// what is left; and, where nothing was counted, how much is left behind all signs.
fn counters(text: &str) -> (&str, Option<usize>) {
    let bare = text.trim_start();
    if let Some(after) = counted_from_zero(bare).or_else(|| counted_from_one(bare)) {
        return (after, None);
    }
    let locale = Locale::get();
    let mut rest = text;
    let mut expected = 'a';
    let mut any = false;
    loop {
        let trimmed = rest.trim_start_matches([' ', '\u{A0}', ',', '^', '↑']);
        let letters =
            trimmed.find(|c: char| c.is_whitespace() || matches!(c, ',' | '^' | '"' | '“')).unwrap_or(trimmed.len());
        let end = (rest, Some(trimmed.len()).filter(|_| !any));
        let Some(word) = trimmed.get(..letters) else { return end };
        let mut characters = word.chars();
        let (Some(first), second) = (characters.next(), characters.next()) else { return end };
        let count = word.chars().count();
        let latin = first == expected && second.is_none();
        let doubled = count == 2 && any && word.chars().all(|c| c.is_ascii_lowercase());
        let local = count <= 2
            && !first.is_ascii()
            && locale.is_backlink_label(first)
            && word.chars().all(|c| locale.is_backlink_label(c) || !is_letter_or_number(c));
        // the words between two letters of a list: `a et b`, `a y b`
        let joint =
            any && joins(word) && trimmed.get(letters..).is_some_and(|tail| tail.trim_start().starts_with(expected));
        if !(latin || doubled || local || joint) {
            return end;
        }
        // a letter alone before the body must stand apart from it: `a b Smith`, not `A brief history`
        if latin
            && trimmed
                .get(letters..)
                .is_some_and(|tail| !tail.is_empty() && !tail.starts_with([' ', '\u{A0}', ',', '^', '\t', '\n']))
        {
            return end;
        }
        any = true;
        if latin {
            expected = char::from_u32(u32::from(expected) + 1).unwrap_or('a');
        }
        rest = trimmed.get(letters..).unwrap_or_default();
    }
}

/// Whether a word is "and" in some language.
fn joins(word: &str) -> bool {
    Locale::get().phrases.are(word, &[Role::And])
}

/// Steps over `12,0 12,1`, `۱۲٫۰ ۱۲٫۱`: the number of the note and a count from zero, at least twice.
fn counted_from_zero(text: &str) -> Option<&str> {
    let number_at = |text: &str| -> Option<(u32, usize)> {
        let length = text.find(|c: char| digit(c).is_none()).unwrap_or(text.len());
        Some((number(text.get(..length)?)?, length))
    };
    let (mut rest, mut note, mut expected) = (text, None, 0);
    loop {
        let trimmed = rest.trim_start_matches([' ', '\u{A0}']);
        let next = number_at(trimmed).and_then(|(first, length)| {
            let behind = trimmed.get(length..)?;
            let joint = behind.chars().next().filter(|c| matches!(c, ',' | '.' | '٫' | '،' | '٬'))?;
            let count = behind.get(joint.len_utf8()..)?;
            let (second, length) = number_at(count)?;
            let after = count.get(length..)?;
            (second == expected
                && note.is_none_or(|note| note == first)
                && !after.starts_with(|c: char| is_letter_or_number(c) || matches!(c, '.' | ',')))
            .then_some((first, after))
        });
        let Some((first, after)) = next else { break };
        note = Some(first);
        expected += 1;
        rest = after;
    }
    (expected >= 2).then_some(rest)
}

/// Steps over `1 2 3`: at least two numbers that count from one.
fn counted_from_one(text: &str) -> Option<&str> {
    let mut rest = text;
    let mut expected = 1;
    loop {
        let trimmed = rest.trim_start_matches([' ', '\u{A0}', ',']);
        let length = trimmed.find(|c: char| digit(c).is_none()).unwrap_or(trimmed.len());
        let (word, after) = trimmed.split_at_checked(length)?;
        let spaced = after.is_empty() || after.starts_with([' ', '\u{A0}', ',']);
        if number(word) == Some(expected) && spaced {
            expected += 1;
            rest = after;
        } else {
            return (expected > 2).then_some(rest);
        }
    }
}
