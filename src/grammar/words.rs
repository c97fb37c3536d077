//! The words of a text, and what stands around it, told by bytes.
//!
//! In: a clean text, of which single spaces part the words. Out: slices and places. The searches of the standard library are made for long texts, and take
//! longer to begin than most of these take to end.

use crate::source::lanes::same;
use crate::source::run::{behind_marked, first_marked};

/// The words of a text; between two spaces, and at an end with one, an empty one.
#[inline]
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    super::lexical::split_at_bytes(text, |sixteen| same(sixteen, b' '))
}

/// What stands before the first space.
#[inline]
pub(super) fn first_word(text: &str) -> &str {
    text.get(..first_marked(text.as_bytes(), |sixteen| same(sixteen, b' '))).unwrap_or_default()
}

/// What stands behind the last space.
#[inline]
pub(super) fn last_word(text: &str) -> &str {
    text.get(last_space(text).map_or(0, |space| space + 1)..).unwrap_or_default()
}

/// Where the first space stands.
#[inline]
pub(super) fn first_space(text: &str) -> Option<usize> {
    Some(first_marked(text.as_bytes(), |sixteen| same(sixteen, b' '))).filter(|at| *at < text.len())
}

/// Where the last space stands.
#[inline]
pub(super) fn last_space(text: &str) -> Option<usize> {
    last_place(text, b' ')
}

/// Where the last comma stands that a space follows.
pub(super) fn last_joint(text: &str) -> Option<usize> {
    let mut head = text;
    loop {
        let at = last_place(head, b',')?;
        if text.as_bytes().get(at + 1) == Some(&b' ') {
            return Some(at);
        }
        head = head.get(..at)?;
    }
}

/// Where the last of a byte of ASCII stands.
#[inline]
pub(super) fn last_place(text: &str, byte: u8) -> Option<usize> {
    text.len().checked_sub(behind_marked(text.as_bytes(), |sixteen| same(sixteen, byte)) + 1)
}

/// A text without the space that it begins with.
#[inline]
pub(super) fn behind_space(text: &str) -> &str {
    match text.as_bytes() {
        [first, ..] if first.is_ascii_graphic() => text,
        [b' ', next, ..] if next.is_ascii_graphic() => text.get(1..).unwrap_or_default(),
        _ => text.trim_start(),
    }
}

/// A text without the space that it ends with.
#[inline]
pub(super) fn before_space(text: &str) -> &str {
    match text.as_bytes() {
        [.., last] if last.is_ascii_graphic() => text,
        [.., last, b' '] if last.is_ascii_graphic() => text.get(..text.len() - 1).unwrap_or_default(),
        _ => text.trim_end(),
    }
}

/// Whether a text begins with a byte of ASCII.
#[inline]
pub(super) fn begins_with(text: &str, byte: u8) -> bool {
    text.as_bytes().first() == Some(&byte)
}

/// Whether a text ends with a byte of ASCII.
#[inline]
pub(super) fn ends_with(text: &str, byte: u8) -> bool {
    text.as_bytes().last() == Some(&byte)
}
