//! Pandoc's attributes, which are markup and no text.
//!
//! In: Markdown. Out: the stretches that say attributes: `{#id .class key="value"}` behind a bracket or a link, the brackets of a span that has them, and
//! the lines of fenced divisions (`::: {.reflist}`). Standard: Pandoc's `bracketed_spans`, `link_attributes`, `fenced_divs`.

use crate::source::Span;

/// The longest list of attributes, in bytes.
const LONGEST: usize = 300;

/// The stretches, in order.
pub(super) fn attributes(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let fenced = memchr::memmem::find(bytes, b"\n:::").is_some() || text.starts_with(":::");
    if !fenced && !["]{#", "]{.", "){#", "){."].iter().any(|sign| text.contains(sign)) {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    let mut line = true;
    while let Some(&byte) = bytes.get(at) {
        let begins = std::mem::replace(&mut line, byte == b'\n');
        match byte {
            b'\\' => at += 1,
            b'[' => open.push(at),
            b']' | b')' => {
                let partner = if byte == b']' { open.pop() } else { None };
                if let Some(length) = list(text.get(at + 1..).unwrap_or_default()) {
                    match partner {
                        Some(partner) if byte == b']' => {
                            out.push(Span::new(partner, partner + 1));
                            out.push(Span::new(at, at + 1 + length));
                        }
                        _ => out.push(Span::new(at + 1, at + 1 + length)),
                    }
                    at += length;
                }
            }
            b':' if begins && bytes.get(at..at + 3) == Some(b":::") => {
                let end =
                    bytes.get(at..).and_then(|rest| memchr::memchr(b'\n', rest)).map_or(bytes.len(), |end| at + end);
                out.push(Span::new(at, end));
                at = end.saturating_sub(1);
            }
            _ => {}
        }
        at += 1;
    }
    out.sort_by_key(|span| span.start);
    out
}

/// The length of a list of attributes that begins a text.
fn list(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('{')?;
    let begins = inner.starts_with(['#', '.'])
        || inner.split_once('=').is_some_and(|(key, _)| {
            !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        });
    let end = inner.find(['}', '{', '\n'])?;
    (begins && end <= LONGEST && inner.as_bytes().get(end) == Some(&b'}')).then_some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_and_the_brackets_around_what_they_describe_are_found() {
        let text = "a [b [c](d){.x rel=\"n\"} e]{#f .g}\n::: {.h}\ntext {not} [1]\n:::\n";
        let found: Vec<&str> = attributes(text).into_iter().map(|span| span.slice(text)).collect();
        assert_eq!(found, ["[", "{.x rel=\"n\"}", "]{#f .g}", "::: {.h}", ":::"]);
        assert!(attributes("[a](b) {c} \\[d]").is_empty());
    }
}
