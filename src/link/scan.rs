//! The tags and texts of a page, in one pass.
//!
//! In: markup, however broken. Out: [`Token`]s that borrow from it. No tree is built: a hundred thousand nested `<div>` cost what a flat page costs, and
//! a check reads thousands of pages a second. Standard: the tokenization of HTML (WHATWG), as far as titles, text and anchors need it.

use memchr::{memchr, memmem};
use serde_json::Value;
use std::borrow::Cow;

/// A piece of markup.
#[derive(Debug)]
pub(crate) enum Token<'t> {
    /// `<name …>`
    Open(Tag<'t>),
    /// `</name>`
    Close(&'t str),
    /// What stands between tags, escaped.
    Text(&'t str),
    /// An element whose inside is no markup: title, script, style, textarea.
    Raw(Tag<'t>, &'t str),
}

/// An opening tag.
#[derive(Debug)]
pub(crate) struct Tag<'t> {
    name: Cow<'t, str>,
    attributes: &'t str,
}

impl Tag<'_> {
    /// The name, in lower case.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The value of an attribute; empty for one without.
    pub(crate) fn get(&self, wanted: &str) -> Option<String> {
        let mut rest = self.attributes;
        // a tag has few attributes; a broken one may have thousands
        for _ in 0..64 {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/')).unwrap_or(rest.len());
            let (name, after) = rest.split_at_checked(end)?;
            if name.is_empty() && after.is_empty() {
                return None;
            }
            let after = after.trim_start();
            let (value, next) = match after.strip_prefix('=') {
                Some(value) => attribute_value(value.trim_start()),
                None => ("", after),
            };
            if name.eq_ignore_ascii_case(wanted) {
                return Some(unescape(value).into_owned());
            }
            rest = next;
        }
        None
    }
}

fn attribute_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    let end = text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// The tokens of a page.
pub(crate) fn tokens(text: &str) -> Tokens<'_> {
    Tokens { rest: text }
}

/// Iterates over the tokens.
pub(crate) struct Tokens<'t> {
    rest: &'t str,
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            if !self.rest.starts_with('<') {
                let end = memchr(b'<', self.rest.as_bytes()).unwrap_or(self.rest.len());
                return self.cut(end).map(Token::Text);
            }
            if self.rest.starts_with("<!--") {
                let end = memmem::find(self.rest.as_bytes(), b"-->").map_or(self.rest.len(), |at| at + 3);
                self.cut(end);
                continue;
            }
            let next = self.rest.as_bytes().get(1).copied().unwrap_or(b' ');
            if !(next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?')) {
                return self.cut(1).map(Token::Text);
            }
            let tag = self.cut(tag_end(self.rest))?;
            let inner = tag.trim_start_matches('<').trim_end_matches('>');
            if let Some(name) = inner.strip_prefix('/') {
                return Some(Token::Close(name.trim()));
            }
            if matches!(next, b'!' | b'?') {
                continue;
            }
            return Some(self.opened(inner));
        }
    }
}

impl<'t> Tokens<'t> {
    fn cut(&mut self, at: usize) -> Option<&'t str> {
        let (head, rest) = self.rest.split_at_checked(at)?;
        self.rest = rest;
        Some(head)
    }

    fn opened(&mut self, inner: &'t str) -> Token<'t> {
        let end = inner.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(inner.len());
        let (name, attributes) = inner.split_at_checked(end).unwrap_or((inner, ""));
        let name = if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(name.to_ascii_lowercase())
        } else {
            Cow::Borrowed(name)
        };
        let raw = matches!(name.as_ref(), "title" | "script" | "style" | "textarea");
        let tag = Tag { name, attributes };
        if raw && !inner.ends_with('/') {
            let end = closing(self.rest, tag.name());
            let inside = self.cut(end).unwrap_or_default();
            return Token::Raw(tag, inside);
        }
        Token::Open(tag)
    }
}

/// Where a tag ends, quotes respected; a quote that never closes does not swallow the page.
fn tag_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut quote = None;
    for (at, byte) in bytes.iter().enumerate().take(16 * 1024) {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') if at > 0 && bytes.get(at - 1) == Some(&b'=') => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            _ => {}
        }
    }
    memchr(b'>', bytes).map_or(bytes.len(), |at| at + 1)
}

/// Where `</name` stands.
fn closing(text: &str, name: &str) -> usize {
    let bytes = text.as_bytes();
    for at in memmem::find_iter(bytes, b"</") {
        let after = bytes.get(at + 2..at + 2 + name.len());
        if after.is_some_and(|after| after.eq_ignore_ascii_case(name.as_bytes())) {
            return at;
        }
    }
    bytes.len()
}

/// The text with its entities read.
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    if text.contains('&') { html_escape::decode_html_entities(text) } else { Cow::Borrowed(text) }
}

/// The seconds and the address of `5; url=…`.
pub(crate) fn refresh(content: &str) -> Option<(u32, String)> {
    let (seconds, rest) = content.split_once([';', ','])?;
    let seconds = seconds.trim().split('.').next()?.parse().unwrap_or(0);
    let rest = rest.trim_start();
    let target = match rest.get(..3) {
        Some(head) if head.eq_ignore_ascii_case("url") => rest.get(3..)?.trim_start().strip_prefix('=')?,
        _ => rest,
    };
    let target = target.trim().trim_matches(['"', '\'']).trim();
    (!target.is_empty()).then(|| (seconds, target.to_owned()))
}

/// Where a script sends the reader, if that is written plainly.
pub(crate) fn script_target(script: &str) -> Option<String> {
    for (at, _) in script.match_indices("location") {
        let rest = script.get(at + "location".len()..)?;
        let rest = rest.strip_prefix(".href").unwrap_or(rest).trim_start();
        let value = match rest.strip_prefix(".replace").or_else(|| rest.strip_prefix(".assign")) {
            Some(call) => call.trim_start().strip_prefix('('),
            None => rest.strip_prefix('=').filter(|value| !value.starts_with('=')),
        };
        let Some(value) = value.map(str::trim_start) else { continue };
        let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
        let Some((target, after)) = value.get(1..).and_then(|inner| inner.split_once(quote)) else { continue };
        let joined = after.trim_start().starts_with('+');
        if !target.is_empty() && !joined && target.len() < 2000 && !target.starts_with('#') {
            return Some(target.replace("\\/", "/"));
        }
    }
    None
}

/// The headlines in JSON-LD blocks, one block a line or many.
pub(crate) fn headlines(linked: &str) -> Vec<String> {
    let mut out = Vec::new();
    let values = serde_json::Deserializer::from_str(linked).into_iter::<Value>();
    for value in values.take(8) {
        let Ok(value) = value else { break };
        walk(&value, 0, &mut out);
    }
    out.truncate(6);
    out
}

fn walk(value: &Value, depth: u8, out: &mut Vec<String>) {
    if depth > 4 || out.len() > 6 {
        return;
    }
    match value {
        Value::Array(list) => list.iter().take(20).for_each(|one| walk(one, depth + 1, out)),
        Value::Object(map) => {
            let of = |key: &str| map.get(key).and_then(Value::as_str);
            if let Some(headline) = of("headline") {
                out.push(unescape(headline).into_owned());
            } else if let Some(name) = of("name").filter(|_| {
                of("@type").is_some_and(|kind| {
                    matches!(
                        kind,
                        "WebPage" | "VideoObject" | "Book" | "Dataset" | "Report" | "ScholarlyArticle" | "Product"
                    )
                })
            }) {
                out.push(unescape(name).into_owned());
            }
            if let Some(graph) = map.get("@graph") {
                walk(graph, depth + 1, out);
            }
        }
        _ => {}
    }
}

/// Whether JSON-LD says that the page is not for free.
pub(crate) fn not_free(linked: &str) -> bool {
    linked.match_indices("isAccessibleForFree").any(|(at, word)| {
        let rest = linked.get(at + word.len()..).unwrap_or_default();
        let value = rest.trim_start_matches(['"', ' ', ':', '\n', '\t', '\r']);
        value.get(..5).is_some_and(|value| value.eq_ignore_ascii_case("false"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refreshes_and_scripts_send_on() {
        assert_eq!(refresh("0; URL='/new page'"), Some((0, "/new page".to_owned())));
        assert_eq!(refresh("5;url=https://example.org/"), Some((5, "https://example.org/".to_owned())));
        assert_eq!(refresh("300"), None);
        assert_eq!(script_target("window.location.replace(\"\\/home\");").as_deref(), Some("/home"));
        assert_eq!(script_target("if (location == 'x') location.href = '/a' + b").as_deref(), None);
        assert!(not_free(r#"{"isAccessibleForFree": "False"}"#) && !not_free(r#"{"isAccessibleForFree":true}"#));
    }

    #[test]
    fn broken_markup_ends() {
        for text in
            ["<", "<a", "<a href=\"", "</", "<!--", "<title>x", "<script>x</scrip", "a<b>c</b", "<é>", "<a b='\u{e9}"]
        {
            assert!(tokens(text).count() <= 4, "{text}");
        }
    }
}
