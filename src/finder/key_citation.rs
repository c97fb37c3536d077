//! Finds citations by key in running text.
//!
//! In: a text and the stretches of it that are prose. Out: one citation a key, with its locator. Read are the ways of Pandoc and Quarto (`[see @a, p. 3;
//! -@b]`, `@a [p. 3]`), Org (`[cite:@a]`), LaTeX (natbib and biblatex: `\citep[see][3]{a,b}`, `\parencites[3]{a}{b}`), Typst (`@a[p. 3]`, `#cite(<a>)`) and
//! Sphinx (`` :cite:p:`a,b` ``). Not here: which record has the key.

use super::place::locator;
use crate::locale::is_letter_or_number;
use crate::record::{Citation, Mention};
use crate::source::Span;

/// The longest pair of brackets that is looked into, in bytes.
const LONGEST: usize = 2000;

/// Finds the citations of a text.
pub(super) fn find(text: &str, prose: &[Span]) -> Vec<Citation> {
    let mut out = Vec::new();
    for stretch in prose {
        let slice = stretch.slice(text);
        let mut at = 0;
        let mut signs = Signs::new(slice.as_bytes());
        while let Some(place) = signs.next(at) {
            let rest = slice.get(place..).unwrap_or_default();
            let before = slice.get(..place).unwrap_or_default();
            let walk = Walk { start: stretch.start + place };
            let read = if rest.starts_with('\\') {
                walk.latex(rest, &mut out)
            } else if rest.starts_with('@') {
                walk.at_sign(before, rest, &mut out)
            } else if rest.starts_with("#cite(<") {
                walk.typst(rest, &mut out)
            } else {
                walk.sphinx(rest, &mut out)
            };
            at = place + read.unwrap_or(1).max(1);
        }
    }
    out
}

/// The signs that may begin a citation, each kind looked for from where it was last found, so that a text is read once for each.
struct Signs<'t> {
    bytes: &'t [u8],
    /// Where the next `@`, `\` or `#` stands, and the next `:cite`.
    found: (usize, usize),
}

impl<'t> Signs<'t> {
    fn new(bytes: &'t [u8]) -> Self {
        let mut out = Self { bytes, found: (0, 0) };
        out.found = (out.sign(0), out.role(0));
        out
    }

    fn sign(&self, from: usize) -> usize {
        let rest = self.bytes.get(from..).unwrap_or_default();
        memchr::memchr3(b'@', b'\\', b'#', rest).map_or(usize::MAX, |at| from + at)
    }

    fn role(&self, from: usize) -> usize {
        let rest = self.bytes.get(from..).unwrap_or_default();
        // a role stands before a key in backticks, of which most texts have none
        let found = memchr::memchr(b'`', rest).and_then(|_| memchr::memmem::find(rest, b":cite"));
        found.map_or(usize::MAX, |at| from + at)
    }

    /// The first sign at or behind a place.
    fn next(&mut self, from: usize) -> Option<usize> {
        if self.found.0 < from {
            self.found.0 = self.sign(from);
        }
        if self.found.1 < from {
            self.found.1 = self.role(from);
        }
        Some(self.found.0.min(self.found.1)).filter(|at| *at != usize::MAX)
    }
}

/// A place in a text.
struct Walk {
    start: usize,
}

/// The longest key in brackets, in bytes.
const LONGEST_KEY: usize = 200;

/// Where an ASCII character stands among the first bytes of a text.
fn near(text: &str, character: u8, most: usize) -> Option<usize> {
    memchr::memchr(character, text.as_bytes().get(..most.min(text.len()))?)
}

/// The length of a key at the beginning of a text; the stops that end a sentence are no part of it.
fn key_length(text: &str) -> usize {
    let inner = |c: char| {
        is_letter_or_number(c)
            || matches!(c, '_' | ':' | '.' | '#' | '$' | '%' | '&' | '-' | '+' | '?' | '<' | '>' | '~' | '/')
    };
    let length = text.find(|c| !inner(c)).unwrap_or(text.len());
    text.get(..length).map_or(0, |key| key.trim_end_matches(|c: char| !is_letter_or_number(c) && c != '_').len())
}

impl Walk {
    fn push(&self, key: &str, at: usize, length: usize, place_in_work: Option<String>, out: &mut Vec<Citation>) {
        let start = self.start + at;
        out.push(Citation {
            mention: Mention::Key(key.to_owned()),
            span: Span::new(start, start + length),
            locator: place_in_work,
        });
    }

    /// `\autocite[see][3]{a,b}`, `\cites[3]{a}[5]{b}`.
    fn latex(&self, rest: &str, out: &mut Vec<Citation>) -> Option<usize> {
        let name_length = rest.get(1..)?.find(|c: char| !c.is_ascii_alphabetic()).map_or(rest.len(), |at| at + 1);
        let name = rest.get(1..name_length)?.to_ascii_lowercase();
        let cites = name.contains("cite")
            && !matches!(name.as_str(), "nocite" | "citestyle" | "defcitealias" | "bibcite" | "citereset" | "citation");
        if !cites {
            return Some(name_length);
        }
        let several = name.ends_with("cites");
        let mut at = name_length + usize::from(rest.get(name_length..)?.starts_with('*'));
        let mut any = false;
        loop {
            let mut options: Vec<&str> = Vec::new();
            while let Some(option) = rest.get(at..).and_then(|tail| tail.strip_prefix('[')) {
                let length = memchr::memchr(b']', option.as_bytes().get(..LONGEST.min(option.len()))?)?;
                options.push(option.get(..length)?);
                at += length + 2;
            }
            let Some(keys) = rest.get(at..).and_then(|tail| tail.strip_prefix('{')) else { break };
            let length = memchr::memchr(b'}', keys.as_bytes().get(..LONGEST.min(keys.len()))?)?;
            let inner = keys.get(..length)?;
            let place = options
                .last()
                .filter(|option| options.len() < 3 && !option.is_empty())
                .and_then(|option| locator(&format!(", {}", option.replace("--", "–").replace('~', " "))));
            self.keys(inner, at + 1, place.as_deref(), out);
            at += length + 2;
            any = true;
            if !several {
                break;
            }
        }
        any.then_some(at)
    }

    /// `a, b`: the place in the work belongs to the last key.
    fn keys(&self, inner: &str, at: usize, place: Option<&str>, out: &mut Vec<Citation>) {
        let mut offset = 0;
        for piece in inner.split(',') {
            let trimmed = piece.trim();
            let start = at + offset + piece.len() - piece.trim_start().len();
            offset += piece.len() + 1;
            if !trimmed.is_empty() && key_length(trimmed) == trimmed.len() {
                let last = offset > inner.len();
                self.push(trimmed, start, trimmed.len(), place.filter(|_| last).map(str::to_owned), out);
            }
        }
    }

    /// `@a`, `@{a}`, in brackets or in the sentence; not an address of mail.
    fn at_sign(&self, before: &str, rest: &str, out: &mut Vec<Citation>) -> Option<usize> {
        if before.ends_with(|c: char| !c.is_whitespace() && !matches!(c, '[' | '(' | '-' | ';' | ':' | ',' | '—' | '–'))
        {
            return None;
        }
        let after = rest.get(1..)?;
        let braced = after
            .strip_prefix('{')
            .and_then(|inner| inner.get(..near(inner, b'}', LONGEST_KEY)?))
            .filter(|key| !key.contains(char::is_whitespace));
        let (key, length) = match braced {
            Some(key) => (key, key.len() + 3),
            None => (after.get(..key_length(after))?, 1 + key_length(after)),
        };
        if !key.starts_with(|c: char| is_letter_or_number(c) || c == '_') {
            return None;
        }
        let behind = rest.get(length..)?;
        // the bracket that is open, if one is
        let open = before
            .char_indices()
            .rev()
            .take(LONGEST / 4)
            .find(|(_, c)| matches!(c, '[' | ']'))
            .filter(|(_, c)| *c == '[');
        let limit = |text: &str| text.char_indices().nth(120).map_or(text.len(), |(at, _)| at);
        let window = behind.get(..limit(behind))?;
        let place = if open.is_some() {
            let end = window.find([';', ']']).unwrap_or(window.len());
            window.get(..end).filter(|piece| piece.starts_with([',', ' ', ':'])).and_then(locator)
        } else {
            let bracket = window.strip_prefix(" [").or_else(|| window.strip_prefix('['));
            bracket.and_then(|inner| inner.split_once(']')).and_then(|(inner, _)| locator(inner))
        };
        self.push(key, 0, length, place, out);
        Some(length)
    }

    /// `#cite(<a>, supplement: [p. 3])`.
    fn typst(&self, rest: &str, out: &mut Vec<Citation>) -> Option<usize> {
        let inner = rest.strip_prefix("#cite(<")?;
        let key = inner.get(..near(inner, b'>', LONGEST_KEY)?)?;
        let tail = inner.get(key.len()..)?;
        let limit = tail.char_indices().nth(120).map_or(tail.len(), |(at, _)| at);
        let tail = tail.get(..limit)?;
        let call = tail.get(..tail.find(')')?)?;
        let place = call
            .split_once("supplement: [")
            .and_then(|(_, place)| place.split_once(']'))
            .and_then(|(place, _)| locator(place));
        let length = "#cite(<".len() + key.len() + call.len() + 1;
        self.push(key, 0, length, place, out);
        Some(length)
    }

    /// `` :cite:p:`a,b` ``.
    fn sphinx(&self, rest: &str, out: &mut Vec<Citation>) -> Option<usize> {
        let inner = rest.strip_prefix(":cite:")?;
        let (role, inner) = inner.split_at_checked(near(inner, b'`', 9)?)?;
        let inner = inner.strip_prefix('`')?;
        if !role.chars().all(|c| c.is_ascii_lowercase() || c == ':') {
            return None;
        }
        let length = near(inner, b'`', LONGEST)?;
        let at = rest.len() - inner.len();
        self.keys(inner.get(..length)?, at, None, out);
        Some(at + length + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let found = find(text, &[Span::new(0, text.len())]);
        let one = |citation: &Citation| match &citation.mention {
            Mention::Key(key) => {
                format!("{key}{}", citation.locator.as_ref().map_or(String::new(), |place| format!("@{place}")))
            }
            Mention::Dated(_) => String::new(),
        };
        found.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn keys_of_many_writers() {
        for (text, keys) in [
            ("As [@putz2015, p. 3; see -@jones:2001] says.", "putz2015@3 jones:2001"),
            ("As @putz2015 [pp. 3–5] says, and @jones2001.", "putz2015@3–5 jones2001"),
            (r"as \autocite[3]{putz2015} and \citep[see][3--5]{a,b}.", "putz2015@3 a b@3–5"),
            (r"\parencites[12]{a}[cf.][3]{b} \nocite{c} \citeauthor*{d}", "a@12 b@3 d"),
            ("#cite(<putz2015>, supplement: [p. 3]) and :cite:p:`a, b`", "putz2015@3 a b"),
            ("mail j.doe@example.org, [cite:@a p. 3]", "a@3"),
            ("@{a.b} and @c[p. 7]", "a.b c@7"),
        ] {
            assert_eq!(read(text), keys, "{text}");
        }
    }
}
