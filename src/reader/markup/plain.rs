//! What a reader sees of a short piece of wikitext: the value of a parameter.
//!
//! In: wikitext. Out: its text, spaces trimmed and joined. Templates nested deeper than [`DEPTH`] show nothing. Not here: where the pieces stand.

use super::call::{Call, Missing, opaque};
use super::inline::{self, Sink};
use super::tables::Tables;
use std::borrow::Cow;

/// How deep templates may nest in a value: more than any page has, and less than a stack holds.
const DEPTH: usize = 12;

/// A text without the spaces around it. Nearly none has any, or spaces of ASCII, which two bytes tell.
#[inline]
pub(crate) fn trim(text: &str) -> &str {
    let bare = |text: &str| {
        let bytes = text.as_bytes();
        bytes.first().is_some_and(u8::is_ascii_graphic) && bytes.last().is_some_and(u8::is_ascii_graphic)
    };
    if bare(text) {
        return text;
    }
    let inside = text.trim_ascii();
    if bare(inside) { inside } else { inside.trim() }
}

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
        value = inside.trim();
    }
    if !is_marked(value.as_bytes()) {
        return value.into();
    }
    let mut out = Plain { out: String::with_capacity(value.len()), depth: 0, unclosed: false };
    inline::scan(value, &mut out);
    tidy(&out.out).into()
}

/// Whether there is anything in a value that is not shown as it stands: signs of wikitext, two quotes, two spaces.
fn is_marked(value: &[u8]) -> bool {
    const SPACE: u8 = 1;
    const QUOTE: u8 = 2;
    const SIGN: u8 = 4;
    // what a byte is; words are none of them
    #[allow(clippy::indexing_slicing, reason = "made at compile time, within a constant's length")]
    static KINDS: [u8; 256] = {
        let mut kinds = [0; 256];
        let mut signs: &[u8] = b"\n\t[]<&{";
        while let [sign, rest @ ..] = signs {
            kinds[*sign as usize] = SIGN;
            signs = rest;
        }
        kinds[b' ' as usize] = SPACE;
        kinds[b'\'' as usize] = QUOTE;
        kinds
    };
    // to the end, without a branch for each byte: nearly no value is
    let (marked, _) = value.iter().fold((0, 0), |(marked, before), &byte| {
        let kind = KINDS.get(usize::from(byte)).copied().unwrap_or_default();
        (marked | kind & (before | SIGN), kind)
    });
    marked != 0
}

/// Joins runs of spaces and trims.
pub(crate) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.trim().chars() {
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
            let call = Call::read(whole);
            if let Some(role) = Tables::shared().template(call.name, 0) {
                self.depth += 1;
                super::show::show(&call, role, whole, self);
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
