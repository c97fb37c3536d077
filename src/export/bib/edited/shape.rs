//! The shape of a .bib file as someone edited it: where its entries and fields are.
//!
//! In: the text of a file. Out: entries with the spans of their parts. Not here: what the values mean. Everything else (`@string`, `@comment`,
//! `@preamble`, text between entries, what cannot be understood) is passed over, and so stays as it is.

use std::ops::Range;

/// An entry.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Its type, without `@`.
    pub(super) kind: Range<usize>,
    /// Its key.
    pub(super) key: Range<usize>,
    pub(super) fields: Vec<Field>,
    /// Where its closing brace stands.
    pub(super) close: usize,
}

/// A field.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) name: Range<usize>,
    /// The value, with its braces or quotation marks.
    pub(super) value: Range<usize>,
    /// From the end of what stands before it to behind its comma.
    pub(super) whole: Range<usize>,
    /// Whether a comma follows.
    pub(super) comma: bool,
}

/// The entries of a file.
#[derive(Debug, Default)]
pub(super) struct Shape {
    pub(super) entries: Vec<Entry>,
    /// The keys of entries that cannot be understood, and so are left as they are.
    pub(super) unread: Vec<Range<usize>>,
}

impl Shape {
    /// Finds the entries of a file.
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut out = Self::default();
        let mut at = 0;
        while let Some(found) = memchr::memchr(b'@', bytes.get(at..).unwrap_or_default()) {
            let start = at + found;
            at = start + 1;
            let line = memchr::memrchr(b'\n', bytes.get(..start).unwrap_or_default()).map_or(0, |line| line + 1);
            if bytes.get(line..start).is_some_and(|head| head.trim_ascii_start().starts_with(b"%")) {
                continue;
            }
            let scanner = Scanner { bytes, at };
            match scanner.entry(text) {
                Some((entry, end)) => {
                    out.entries.extend(entry);
                    at = end;
                }
                None => out.unread.extend(scanner.key()),
            }
        }
        out
    }
}

#[derive(Clone, Copy)]
struct Scanner<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn word(&mut self, ends: &[u8]) -> Range<usize> {
        let start = self.at;
        while self.peek().is_some_and(|byte| !byte.is_ascii_whitespace() && !ends.contains(&byte)) {
            self.at += 1;
        }
        start..self.at
    }

    /// The key of what begins like an entry.
    fn key(mut self) -> Option<Range<usize>> {
        self.word(b"{(,=@");
        self.skip_space();
        if !matches!(self.peek()?, b'{' | b'(') {
            return None;
        }
        self.at += 1;
        self.skip_space();
        let key = self.word(b",}=\"@");
        self.skip_space();
        (self.peek()? == b',').then_some(key)
    }

    /// An entry, or nothing for `@string` and the like; and where it ends.
    fn entry(mut self, text: &str) -> Option<(Option<Entry>, usize)> {
        let kind = self.word(b"{(,=@");
        self.skip_space();
        let close = match self.peek()? {
            b'{' => b'}',
            b'(' => b')',
            _ => return None,
        };
        let opaque = ["string", "comment", "preamble"]
            .iter()
            .any(|word| text.get(kind.clone()).is_some_and(|kind| kind.eq_ignore_ascii_case(word)));
        if opaque {
            let end = self.balanced(close)?;
            return Some((None, end));
        }
        self.at += 1;
        self.skip_space();
        let key = self.word(b",}");
        self.skip_space();
        if self.peek()? != b',' {
            return None;
        }
        self.at += 1;
        let mut fields = Vec::new();
        loop {
            let from = self.at;
            self.skip_space();
            if self.peek()? == close {
                let entry = Entry { kind, key, fields, close: self.at };
                return Some((Some(entry), self.at + 1));
            }
            let name = self.word(b"=,{}()\"#");
            self.skip_space();
            if name.is_empty() || self.peek()? != b'=' {
                return None;
            }
            self.at += 1;
            self.skip_space();
            let start = self.at;
            let mut end = self.value()?;
            loop {
                self.skip_space();
                if self.peek()? != b'#' {
                    break;
                }
                self.at += 1;
                self.skip_space();
                end = self.value()?;
            }
            let comma = self.peek()? == b',';
            if comma {
                self.at += 1;
            } else if self.peek()? != close {
                return None;
            }
            let until = if comma { self.at } else { end };
            if !comma {
                self.at = end;
            }
            fields.push(Field { name, value: start..end, whole: from..until, comma });
        }
    }

    /// One value; gives where it ends.
    fn value(&mut self) -> Option<usize> {
        match self.peek()? {
            b'{' => {
                self.at = self.balanced(b'}')?;
            }
            b'"' => {
                self.at += 1;
                let mut depth = 0_usize;
                loop {
                    match self.peek()? {
                        b'{' => depth += 1,
                        b'}' => depth = depth.checked_sub(1)?,
                        b'"' if depth == 0 => break,
                        _ => {}
                    }
                    self.at += 1;
                }
                self.at += 1;
            }
            _ => {
                if self.word(b",}#)").is_empty() {
                    return None;
                }
            }
        }
        Some(self.at)
    }

    /// Behind the brace that closes the one here.
    fn balanced(&self, close: u8) -> Option<usize> {
        let mut depth = 0_usize;
        for (at, byte) in self.bytes.iter().enumerate().skip(self.at) {
            match byte {
                b'{' => depth += 1,
                b'(' if close == b')' && depth == 0 => depth += 1,
                b')' if close == b')' && depth == 1 => return Some(at + 1),
                b'}' => {
                    depth = depth.checked_sub(1)?;
                    if depth == 0 && close == b'}' {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
        }
        None
    }
}
