//! What a reader sees of a short piece of wikitext: the value of a parameter.
//!
//! In: wikitext. Out: its text, spaces trimmed and joined. Templates nested deeper than [`DEPTH`] show nothing. Not here: where the pieces stand.

use super::call::{Call, Missing, opaque};
use super::inline::{self, Sink};
use super::tables::Tables;
use crate::source::lanes::{Sixteen, any, same, small, within};
use crate::source::run::each_sixteen;
pub(crate) use crate::source::trim;
use std::borrow::Cow;

/// How deep templates may nest in a value: more than any page has, and less than a stack holds.
const DEPTH: usize = 12;

/// The text of a value.
#[inline]
pub(crate) fn plain(value: &str) -> Cow<'_, str> {
    if value.is_empty() { value.into() } else { shown(value) }
}

fn shown(value: &str) -> Cow<'_, str> {
    let mut value = trim(value);
    // double parentheses say that a value is meant as it stands
    if value.as_bytes().first() == Some(&b'(')
        && let Some(inside) = value.strip_prefix("((").and_then(|inside| inside.strip_suffix("))"))
        && !inside.contains("))")
    {
        value = trim(inside);
    }
    if !is_marked(value.as_bytes()) {
        return value.into();
    }
    let mut out = Plain { out: String::with_capacity(value.len()), depth: 0, unclosed: false };
    inline::scan(value, &mut out);
    tidied(out.out).into()
}

/// Whether there is anything in a value that is not shown as it stands: signs of wikitext, two quotes, two spaces. Nearly nothing is.
fn is_marked(value: &[u8]) -> bool {
    let (mut signs, mut doubles) = (Sixteen::default(), 0);
    // of the bytes before, whether the last one is a space or an apostrophe
    let mut last = (0, 0);
    each_sixteen(value, |sixteen, _| {
        let brackets = same(small(sixteen), b'{') | same(sixteen, b']');
        signs |= brackets | same(sixteen, b'<') | same(sixteen, b'&') | within(sixteen, b'\t', b'\n');
        let (spaces, quotes) = (same(sixteen, b' ').to_bitmask(), same(sixteen, b'\'').to_bitmask());
        doubles |= (spaces << 1 | last.0) & spaces | (quotes << 1 | last.1) & quotes;
        last = (spaces >> 15, quotes >> 15);
    });
    doubles != 0 || any(signs)
}

/// The same as [`tidy`], of a text that most often is so already.
#[allow(clippy::needless_bitwise_bool, reason = "a branch for each byte would be guessed wrongly at each space")]
fn tidied(text: String) -> String {
    let (mut behind_space, mut untidy) = (true, false);
    for &byte in text.as_bytes() {
        let (blank, other) = (byte == b' ', byte.wrapping_sub(b'\t') < 5);
        untidy |= other | (blank & behind_space);
        behind_space = blank;
    }
    if untidy || behind_space || trim(&text).len() != text.len() { tidy(&text) } else { text }
}

/// Joins runs of spaces and trims.
pub(crate) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in trim(text).chars() {
        let space = matches!(character, ' ' | '\n' | '\t' | '\r');
        if space && out.ends_with(' ') {
            continue;
        }
        out.push(if space { ' ' } else { character });
    }
    out
}

struct Plain {
    out: String,
    depth: usize,
    /// Whether braces were found that nothing closes: none behind them is looked for.
    unclosed: bool,
}

impl<'s> Sink<'s> for Plain {
    fn text(&mut self, piece: &'s str) {
        self.out.push_str(piece);
    }

    fn put(&mut self, text: &str, _from: &'s str) {
        self.out.push_str(text);
    }

    fn template(&mut self, rest: &'s str) -> usize {
        if self.unclosed {
            return 0;
        }
        let Some(length) = balanced(rest) else {
            self.unclosed = true;
            return 0;
        };
        if self.depth < DEPTH {
            let whole = rest.get(..length).unwrap_or_default();
            let mut room = Vec::new();
            let call = Call::read(whole, &mut room);
            if let Some(role) = Tables::shared().template(call.name, 0) {
                self.depth += 1;
                super::show::show(call, role, whole, self);
                self.depth -= 1;
            }
        }
        length
    }

    fn footnote(&mut self, rest: &'s str) -> usize {
        opaque(rest, &mut Missing::default())
    }

    /// A number in brackets on the page, and no part of a value.
    fn bare(&mut self, _target: &'s str) {}

    fn keeps_line_ends(&self) -> bool {
        true
    }

    fn line(&mut self, _newline: &'s str, _rest: &'s str) -> usize {
        0
    }
}

/// The length of the template that begins here, up to the braces that close it.
fn balanced(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(found) = memchr::memchr2(b'{', b'}', bytes.get(at..)?) {
        at += found;
        match bytes.get(at..at + 2)? {
            b"{{" => {
                depth += 1;
                at += 2;
            }
            b"}}" => {
                depth = depth.checked_sub(1)?;
                at += 2;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => at += 1,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_tidy_stays_as_it_is() {
        for text in
            ["", " ", "a", "a b", " a", "a ", "a  b", "a\nb", "a \n b", "\u{A0}a", "a\u{3000}", "é ü", "a\u{B}b"]
        {
            assert_eq!(tidied(text.to_owned()), tidy(text), "{text:?}");
        }
    }

    #[test]
    fn a_value_is_read_as_its_reader_sees_it() {
        for (value, want) in [
            (" a  b\nc ", "a b c"),
            ("''[[Time (magazine)|Time Europe]]''", "Time Europe"),
            ("[[Nature]] <!-- no --> &amp; '''B'''", "Nature & B"),
            ("{{lang|fr|Le {{nowrap|Monde}}}} x", "Le Monde x"),
            ("a<ref>b</ref><br/>c <nowiki>[[d]]</nowiki>", "a c [[d]]"),
            ("[http://a.b/c Text] [http://a.b/d]", "Text"),
            ("x {{unknown|y}} {{ISBN|123}} {{!}} {{open", "x ISBN 123 | {{open"),
            ("L''''esprit''' 5 < 6", "L'esprit 5 < 6"),
        ] {
            assert_eq!(plain(value), want);
        }
        assert_eq!(plain(&"{{nowrap|".repeat(20_000)).len(), 9 * 20_000);
        assert_eq!(plain(&("{{nowrap|".repeat(10_000) + &"}}".repeat(10_000))), "");
    }
}
