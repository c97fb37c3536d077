//! The syntax of a .bib file: entries, their fields, and what is broken.
//!
//! In: the text of a file. Out: [`Entry`]s with raw values, strings put in, and what is wrong with each. Recovery: a value whose brace is missing ends
//! before the next line that begins a field; an entry whose brace is missing ends before the next entry. Every byte is looked at a
//! bounded number of times. Standard: BibTeX ("Designing BibTeX Styles"), biblatex manual, section 2.

use crate::source::Span;
use rustc_hash::FxHashMap;

/// An entry as written.
#[derive(Debug, Clone, Default)]
pub(super) struct Entry {
    /// `article`, in lower case.
    pub(super) kind: String,
    /// The citation key as written.
    pub(super) key: String,
    /// Names in lower case with values as written, without the outer braces; in their order.
    pub(super) fields: Vec<(String, String)>,
    pub(super) span: Span,
}

/// What is wrong, and where.
pub(super) type Problem = (Span, String);

/// Reads the entries of a file.
pub(super) fn entries(source: &str) -> (Vec<Entry>, Vec<Problem>) {
    let mut reader =
        Reader { source, at: 0, strings: months(), problems: Vec::new(), budget: source.len().saturating_mul(50) };
    let mut out = Vec::new();
    while reader.seek() {
        out.extend(reader.entry());
    }
    (out, reader.problems)
}

/// The strings that every style defines.
fn months() -> FxHashMap<String, String> {
    let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    names.iter().zip(1..).map(|(name, number)| ((*name).to_owned(), number.to_string())).collect()
}

struct Reader<'s> {
    source: &'s str,
    at: usize,
    strings: FxHashMap<String, String>,
    problems: Vec<Problem>,
    /// How many bytes may still be read in vain, in search of ends that are missing; then a value without an end is one line.
    budget: usize,
}

impl<'s> Reader<'s> {
    fn rest(&self) -> &'s str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn spaces(&mut self) {
        loop {
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start().len();
            // biber takes lines with a percent sign for comments
            if !self.rest().starts_with('%') {
                return;
            }
            self.at += self.rest().find('\n').unwrap_or(self.rest().len());
        }
    }

    fn eat(&mut self, sign: char) -> bool {
        let found = self.rest().starts_with(sign);
        if found {
            self.at += sign.len_utf8();
        }
        found
    }

    /// A word of a name: everything up to a space or a sign of the syntax.
    fn word(&mut self) -> &'s str {
        let rest = self.rest();
        let end = rest
            .find(|c: char| {
                c.is_whitespace() || matches!(c, '{' | '}' | '(' | ')' | ',' | '=' | '"' | '#' | '%' | '@' | '\\')
            })
            .unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    fn tell(&mut self, start: usize, end: usize, message: impl Into<String>) {
        self.problems.push((Span::new(start, end.max(start)), message.into()));
    }

    /// Goes to the next `@`; `false` where there is none.
    fn seek(&mut self) -> bool {
        let found = memchr::memchr(b'@', self.rest().as_bytes());
        self.at += found.unwrap_or_default();
        found.is_some()
    }

    /// Reads the entry that begins here; `None` for what is no entry of the bibliography.
    fn entry(&mut self) -> Option<Entry> {
        let start = self.at;
        self.at += 1;
        let kind = self.word().to_lowercase();
        self.spaces();
        let close = match self.rest().chars().next() {
            Some('{') => '}',
            Some('(') => ')',
            _ => return None,
        };
        if kind.is_empty() || kind.chars().any(|c| !c.is_alphanumeric() && c != '-' && c != '_') {
            return None;
        }
        match kind.as_str() {
            "comment" => {
                self.skip_braces();
                return None;
            }
            "preamble" => {
                self.at += 1;
                self.value(start, "preamble");
                return None;
            }
            _ => self.at += 1,
        }
        let mut entry = Entry { kind, ..Entry::default() };
        self.spaces();
        if entry.kind == "string" {
            self.fields(&mut entry, start, close);
            for (name, value) in entry.fields {
                self.strings.insert(name, value);
            }
            return None;
        }
        let rest = self.rest();
        let end = rest.find([',', '\n', '}']).unwrap_or(rest.len());
        let key = rest.get(..end).unwrap_or_default().trim();
        let word = key.split_whitespace().next().unwrap_or_default();
        if key.contains('=') && begins_field(key.get(word.len()..).unwrap_or_default()) {
            word.clone_into(&mut entry.key);
            self.at += word.len();
            self.tell(start, self.at, format!("found no comma behind the key `{}`", entry.key));
        } else if key.contains('=') {
            self.tell(start, self.at, format!("found `@{}` without a key", entry.kind));
        } else {
            key.clone_into(&mut entry.key);
            self.at += end;
            self.spaces();
            self.eat(',');
        }
        self.fields(&mut entry, start, close);
        entry.span = Span::new(start, self.at);
        Some(entry)
    }

    /// The fields up to the end of the entry.
    fn fields(&mut self, entry: &mut Entry, start: usize, close: char) {
        loop {
            self.spaces();
            while self.eat(',') {
                self.spaces();
            }
            if self.eat(close) || (close == ')' && self.eat('}')) {
                if !self.goes_on() {
                    return;
                }
                let at = self.at;
                self.tell(
                    at.saturating_sub(1),
                    at,
                    format!("found a brace that ends `{}` before its last field", entry.key),
                );
                continue;
            }
            let at = self.at;
            if self.rest().is_empty() || self.at_entry() {
                self.tell(start, at, format!("found `@{}{{{}` without its closing brace", entry.kind, entry.key));
                return;
            }
            let name = self.word().to_lowercase();
            self.spaces();
            if name.is_empty() || !self.eat('=') {
                let line = self.rest().find(['\n', ',', '}']).unwrap_or(self.rest().len());
                self.at += line;
                if self.at == at {
                    // a sign that nothing can begin with
                    self.at += self.rest().chars().next().map_or(0, char::len_utf8);
                }
                self.tell(
                    at,
                    self.at,
                    format!(
                        "found `{}` where a field was expected",
                        self.source.get(at..self.at).unwrap_or_default().trim()
                    ),
                );
                continue;
            }
            self.spaces();
            let told = self.problems.len();
            let value = self.value(at, &name);
            entry.fields.push((name, value));
            self.spaces();
            let sound = self.problems.len() == told;
            if sound && !self.rest().starts_with([',', close, '}']) && !self.rest().is_empty() && !self.at_entry() {
                let at = self.at;
                self.tell(at, at + 1, "found no comma between two fields");
            }
        }
    }

    /// Whether an entry begins here.
    fn at_entry(&self) -> bool {
        let Some(rest) = self.rest().strip_prefix('@') else { return false };
        let word = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
        word > 0 && rest.get(word..).is_some_and(|rest| rest.trim_start().starts_with(['{', '(']))
    }

    /// Whether behind a closing brace comes a comma and one more field: the brace was one too many.
    fn goes_on(&self) -> bool {
        self.rest().trim_start().strip_prefix(',').is_some_and(begins_field)
    }

    /// A value: braces, quotes, numbers and strings, joined by `#`.
    fn value(&mut self, start: usize, name: &str) -> String {
        let mut out = String::new();
        loop {
            match self.rest().chars().next() {
                Some('{') => out.push_str(self.delimited(start, name, '}')),
                Some('"') => out.push_str(self.delimited(start, name, '"')),
                _ => {
                    let at = self.at;
                    let word = self.word();
                    if word.is_empty() {
                        self.tell(start, self.at, format!("found `{name}` without a value"));
                    } else if word.bytes().all(|b| b.is_ascii_digit()) {
                        out.push_str(word);
                    } else if let Some(value) = self.strings.get(&word.to_lowercase()) {
                        out.push_str(value);
                    } else {
                        if !matches!(name, "month" | "langid" | "language") {
                            self.tell(
                                at,
                                self.at,
                                format!("found `{word}`, which no `@string` defines; it is read as text"),
                            );
                        }
                        out.push_str(word);
                    }
                }
            }
            self.spaces();
            if !self.eat('#') {
                return out.trim().to_owned();
            }
            self.spaces();
        }
    }

    /// Text in braces or quotes; where the end is missing, up to the next line that begins a field or an entry.
    fn delimited(&mut self, start: usize, name: &str, close: char) -> &'s str {
        let body = self.rest().get(1..).unwrap_or_default();
        let body = if self.budget == 0 { body.split_inclusive('\n').next().unwrap_or_default() } else { body };
        let bytes = body.as_bytes();
        let (mut depth, mut at) = (0_usize, 0);
        while let Some(found) =
            bytes.get(at..).and_then(|rest| rest.iter().position(|b| matches!(b, b'{' | b'}' | b'"' | b'\\' | b'@')))
        {
            at += found;
            match bytes.get(at) {
                Some(b'\\') => at += 1,
                Some(b'{') => depth += 1,
                Some(b'}') if depth > 0 => depth -= 1,
                Some(b'}') if close == '}' && swallows(body, at) => break,
                Some(b'}') if close == '}' => return self.take(body, at),
                Some(b'"') if close == '"' && depth == 0 => return self.take(body, at),
                // an entry at the beginning of a line stands in no value: what is open is missing its end
                Some(b'@')
                    if body.get(..at).is_some_and(|head| head.trim_end_matches([' ', '\t']).ends_with('\n'))
                        && is_entry(body.get(at..).unwrap_or_default()) =>
                {
                    break;
                }
                _ => {}
            }
            at += 1;
        }
        let stop = if matches!(bytes.get(at), Some(b'@' | b'}')) { at } else { body.len() };
        self.budget = self.budget.saturating_sub(stop);
        let within = body.get(..stop).unwrap_or(body);
        let mut end = within.len();
        for (newline, _) in within.match_indices('\n') {
            if begins_field(within.get(newline..).unwrap_or_default()) {
                end = newline;
                break;
            }
        }
        let value = within.get(..end).unwrap_or_default();
        let place = self.at;
        self.at += 1 + end;
        let what = if close == '"' { "quotation mark" } else { "brace" };
        self.tell(
            start,
            place + 1 + end,
            format!("found `{name}` without its closing {what}; its value is read to the end of the line"),
        );
        let value = value.trim_end();
        let value = value.strip_suffix(',').unwrap_or(value).trim_end();
        if end == within.len() { value.strip_suffix('}').unwrap_or(value).trim_end() } else { value }
    }

    fn take(&mut self, body: &'s str, end: usize) -> &'s str {
        self.at += end + 2;
        body.get(..end).unwrap_or_default()
    }

    /// Goes behind what stands in braces.
    fn skip_braces(&mut self) {
        let (mut depth, start) = (0_usize, self.at);
        for (offset, byte) in self.rest().bytes().enumerate() {
            match byte {
                b'{' => depth += 1,
                b'}' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        self.at = start + offset + 1;
                        return;
                    }
                }
                _ => {}
            }
        }
        self.at += 1;
    }
}

fn is_entry(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix('@') else { return false };
    let word = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    word > 0 && rest.get(word..).is_some_and(|rest| rest.trim_start().starts_with(['{', '(']))
}

/// Whether the brace at `end` is the entry's and not the value's: an entry or nothing follows, and fields stand in the value.
fn swallows(body: &str, end: usize) -> bool {
    let behind = body.get(end + 1..).unwrap_or_default().trim_start();
    let Some(value) = body.get(..end).filter(|_| behind.is_empty() || is_entry(behind)) else { return false };
    value.match_indices('\n').any(|(newline, _)| begins_field(value.get(newline..).unwrap_or_default()))
}

/// Whether a field begins here: a name, an equals sign, a value.
fn begins_field(rest: &str) -> bool {
    let rest = rest.trim_start();
    let rest = rest.strip_prefix(',').map_or(rest, str::trim_start);
    let name =
        rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).len();
    if name == 0 {
        return false;
    }
    let behind = rest.get(name..).unwrap_or_default().trim_start();
    behind.strip_prefix('=').is_some_and(|value| {
        value.trim_start().starts_with(|c: char| matches!(c, '{' | '"') || c.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> Vec<String> {
        let (entries, _) = entries(source);
        entries
            .iter()
            .map(|one| {
                format!(
                    "{}:{}:{}",
                    one.kind,
                    one.key,
                    one.fields.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("|")
                )
            })
            .collect()
    }

    #[test]
    fn strings_are_put_in_and_comments_left_out() {
        let source = "junk @comment{x{y}} @preamble{\"z\"}\n@string{ab = \"A B\"}\n@Article(k1, title = ab # {, C}, year = 1999, month = jan,)\n% @book{no,}\n@book{k2}";
        assert_eq!(shown(source), ["article:k1:title=A B, C|year=1999|month=1", "book:no:", "book:k2:"]);
    }

    #[test]
    fn a_missing_brace_costs_one_value() {
        for source in [
            "@book{a, title = {One\n, year = 1999}\n@book{b, title = {Two}}",
            "@book{a, title = {One,\n  year = 1999\n}\n@book{b, title = {Two}}",
            "@book{a, title = {One},\n  year = 1999\n\n@book{b, title = {Two}}",
            "@book{a, title = \"One,\n  year = 1999\n}\n@book{b, title = {Two}}",
            "@book{a, title = {One}},\n  year = 1999\n}\n@book{b, title = {Two}}",
            "@book{a, title = {One}\n  year = 1999\n}\n@book{b, title = {Two}}",
            "@book{a title = {One}, year = 1999}\n@book{b, title = {Two}}",
        ] {
            assert_eq!(shown(source), ["book:a:title=One|year=1999", "book:b:title=Two"], "{source}");
            assert_eq!(entries(source).1.len(), 1, "{source} {:?}", entries(source).1);
        }
    }

    #[test]
    fn rubbish_does_no_harm() {
        for source in
            ["@", "@a{", "@a{b", "@a{b,c", "@a{b,c=", "@a{b,c={", "@a{b,c=\"{", "@a{b,=}", "@@@@{{{{", "@a{b,\\}"]
        {
            entries(source);
            entries(&source.repeat(5_000));
        }
    }
}
