//! The attributes of a `<ref>` or `<references>` tag: `name="a b" group=note`.

use super::super::markup::plain::{plain, trim};
use crate::source::within_signs;
use std::borrow::Cow;

/// Names and groups of a tag; empty for none.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes<'s> {
    pub(super) name: Cow<'s, str>,
    pub(super) group: Cow<'s, str>,
    pub(super) follow: Cow<'s, str>,
}

impl<'s> Attributes<'s> {
    /// Reads what stands between the tag's name and its end.
    pub(super) fn read(source: &'s str) -> Self {
        let mut out = Self::default();
        let mut rest = source;
        // most footnotes have none
        if source.is_empty() {
            return out;
        }
        while let Some((key, behind)) = split_at_byte(rest, b'=') {
            let key = trim(key);
            // nearly all have no other before it
            let key = if key.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                key
            } else {
                key.rsplit(char::is_whitespace).next().unwrap_or_default().trim_start_matches(['"', '\''])
            };
            let behind = behind.trim_start();
            let value = match behind.as_bytes().first() {
                Some(quote @ (b'"' | b'\'')) => {
                    behind.get(1..).map(|body| split_at_byte(body, *quote).unwrap_or((body, "")))
                }
                _ => quoted(behind),
            };
            let (value, next) = value.unwrap_or_else(|| unquoted(behind));
            rest = next;
            if let Some(slot) = out.slot(key) {
                *slot = normal(value);
            }
        }
        out
    }

    /// What a key names, in any case.
    fn slot(&mut self, key: &str) -> Option<&mut Cow<'s, str>> {
        let is = |word: &str| key == word || key.eq_ignore_ascii_case(word);
        match key.len() {
            4 if is("name") => Some(&mut self.name),
            5 if is("group") => Some(&mut self.group),
            6 if is("follow") => Some(&mut self.follow),
            _ => None,
        }
    }
}

/// What stands before and behind a byte of ASCII.
pub(super) fn split_at_byte(text: &str, byte: u8) -> Option<(&str, &str)> {
    let at = memchr::memchr(byte, text.as_bytes())?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// A value in quotes that are none to MediaWiki, and what stands behind it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let quote = text.chars().next().filter(|c| matches!(c, '“' | '”' | '«'))?;
    let body = text.get(quote.len_utf8()..)?;
    Some(body.split_once(if quote == '«' { '»' } else { '”' }).unwrap_or((body, "")))
}

/// A value without quotes goes to the next attribute: names with spaces are written so, against the rules.
fn unquoted(text: &str) -> (&str, &str) {
    let next = text.match_indices('=').next().map_or(text.len(), |(equals, _)| {
        text.get(..equals).and_then(|head| head.trim_end().rfind(char::is_whitespace)).unwrap_or(equals)
    });
    text.split_at_checked(next).unwrap_or((text, ""))
}

/// The name as MediaWiki compares it: spaces joined, references to characters read.
pub(super) fn normal(name: &str) -> Cow<'_, str> {
    match plain(within_signs(trim(name), |c| c == '"')) {
        Cow::Borrowed(name) if !name.contains('_') => trim(name).into(),
        name => trim(&name).replace('_', " ").into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_no_matter() {
        let of = |name: &'static str, group: &'static str| Attributes {
            name: name.into(),
            group: group.into(),
            follow: "".into(),
        };
        assert_eq!(Attributes::read(" name=\"a b\" group=note"), of("a b", "note"));
        assert_eq!(Attributes::read(" group='n' name=a"), of("a", "n"));
        assert_eq!(Attributes::read(" name = a b "), of("a b", ""));
        assert_eq!(Attributes::read(" name=“a” "), of("a", ""));
        assert_eq!(Attributes::read(" name=\"a"), of("a", ""));
    }
}
