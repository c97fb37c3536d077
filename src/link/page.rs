//! What a page says of itself.
//!
//! In: an answer, and the titles that are looked for. Out: [`Page`]: titles, headings, visible text, anchors, where it sends the reader. Not here:
//! whether it is the cited page (`judge`), what its words betray (`wall`). Standards: HTML (WHATWG), Open Graph, schema.org.

use super::fetch::{Ending, Response};
use super::fold::fold;
use super::scan::{self, Tag, Token};
use super::{charset, pdf};
use rustc_hash::FxHashSet;

/// The visible text that is kept.
const MOST_TEXT: usize = 24 * 1024;
/// The anchors that are kept.
const MOST_ANCHORS: usize = 20_000;

/// What kind of thing came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Form {
    /// Nothing.
    #[default]
    Empty,
    /// A page.
    Html,
    /// Plain text, JSON, feeds.
    Text,
    /// A PDF.
    Pdf,
    /// Pictures, archives, anything.
    Other,
}

/// A page, read.
#[derive(Debug, Clone, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of the page, and no state")]
pub(crate) struct Page {
    /// What it is.
    pub(crate) form: Form,
    /// `<title>`
    pub(crate) title: String,
    /// Other titles: `og:title`, `twitter:title`, JSON-LD headlines, `h1`, then `h2`.
    pub(crate) headings: Vec<String>,
    /// The visible text, folded; at most 24 KB.
    pub(crate) text: String,
    /// Whether there is more text than was kept.
    pub(crate) long: bool,
    /// `lang` of the page.
    pub(crate) language: String,
    /// The names and ids that a fragment can point to.
    pub(crate) anchors: FxHashSet<String>,
    /// Where `<meta http-equiv=refresh>` sends, and after how many seconds.
    pub(crate) refresh: Option<(u32, String)>,
    /// Where a script sends, in a page that holds nothing else.
    pub(crate) script_target: Option<String>,
    /// Whether scripts make the page.
    pub(crate) scripts: bool,
    /// Whether a password is asked for.
    pub(crate) password: bool,
    /// JSON-LD `isAccessibleForFree: false`.
    pub(crate) not_free: bool,
    /// Whether the body came whole.
    pub(crate) whole: bool,
}

impl Page {
    /// Reads an answer.
    pub(crate) fn read(answer: &Response, titles: &[String]) -> (Self, String) {
        let content_type = answer.header("content-type").map(str::to_ascii_lowercase);
        let body = &answer.body;
        let mut page = Self { whole: answer.ending == Ending::Whole, ..Self::default() };
        page.form = form(content_type.as_deref(), body);
        match page.form {
            Form::Empty | Form::Other => (page, String::new()),
            Form::Pdf => {
                page.headings = pdf::titles(body);
                (page, String::new())
            }
            Form::Text => {
                let text = charset::decode(body, content_type.as_deref(), titles);
                page.headings = text
                    .lines()
                    .map(str::trim)
                    .filter(|line| !line.is_empty())
                    .take(5)
                    .map(|line| line.chars().take(300).collect())
                    .collect();
                page.text = fold(prefix(&text, MOST_TEXT));
                (page, String::new())
            }
            Form::Html => {
                let text = charset::decode(body, content_type.as_deref(), titles);
                page.html(&text);
                (page, text)
            }
        }
    }

    /// Every title that the page gives itself.
    pub(crate) fn titles(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.title.as_str())
            .chain(self.headings.iter().map(String::as_str))
            .filter(|title| !title.trim().is_empty())
    }

    /// The title that is shown as evidence.
    pub(crate) fn shown_title(&self) -> &str {
        self.titles().next().unwrap_or_default()
    }

    /// Whether it holds nothing to read.
    pub(crate) fn is_blank(&self) -> bool {
        match self.form {
            Form::Empty => true,
            Form::Html => self.text.len() < 2 && self.titles().next().is_none(),
            _ => false,
        }
    }

    /// Whether a script would have to run before there is anything to compare.
    pub(crate) fn is_shell(&self) -> bool {
        self.form == Form::Html && self.scripts && self.text.len() < 250 && !self.long
    }

    fn html(&mut self, text: &str) {
        let mut visible = String::new();
        let mut reader = Reader {
            page: self,
            heading: None,
            hidden: 0,
            concealed: None,
            visible: &mut visible,
            script: String::new(),
            linked: String::new(),
        };
        for token in scan::tokens(text) {
            match token {
                Token::Open(tag) => reader.open(&tag),
                Token::Close(name) => reader.close(name),
                Token::Text(text) => reader.text(text),
                Token::Raw(name, inner) => reader.raw(&name, inner),
            }
        }
        reader.finish_heading();
        let (script, linked) = (reader.script, reader.linked);
        self.headings.append(&mut scan::headlines(&linked));
        self.not_free = scan::not_free(&linked);
        self.long = visible.len() >= MOST_TEXT;
        self.text = fold(&visible);
        self.scripts |= !script.is_empty();
        if self.text.len() < 300 {
            self.script_target = scan::script_target(&script);
        }
    }
}

struct Reader<'p> {
    page: &'p mut Page,
    heading: Option<(&'static str, String)>,
    hidden: u32,
    /// The element that no style shows, and how many of its name are open within.
    concealed: Option<(String, u32)>,
    visible: &'p mut String,
    script: String,
    linked: String,
}

impl Reader<'_> {
    fn open(&mut self, tag: &Tag<'_>) {
        if let Some(id) = tag.get("id").or_else(|| tag.get("name")).filter(|id| !id.is_empty())
            && self.page.anchors.len() < MOST_ANCHORS
        {
            self.page.anchors.insert(id);
        }
        match &mut self.concealed {
            Some((name, depth)) if name == tag.name() => *depth += 1,
            None if conceals(tag) => self.concealed = Some((tag.name().to_owned(), 1)),
            _ => {}
        }
        match tag.name() {
            "html" => self.page.language = tag.get("lang").unwrap_or_default(),
            "meta" => self.meta(tag),
            "h1" => self.start_heading("h1"),
            "h2" if self.page.headings.len() < 8 => self.start_heading("h2"),
            "script" => self.page.scripts = true,
            "noscript" => self.hidden += 1,
            "input" if tag.get("type").is_some_and(|kind| kind.eq_ignore_ascii_case("password")) => {
                self.page.password = true;
            }
            name if !is_inline(name) => self.space(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if let Some((of, depth)) = &mut self.concealed
            && name.eq_ignore_ascii_case(of)
        {
            *depth -= 1;
            if *depth == 0 {
                self.concealed = None;
            }
        }
        if self.heading.as_ref().is_some_and(|(open, _)| name.eq_ignore_ascii_case(open)) {
            self.finish_heading();
        }
        if name.eq_ignore_ascii_case("noscript") {
            self.hidden = self.hidden.saturating_sub(1);
        }
        if !is_inline(name) {
            self.space();
        }
    }

    fn space(&mut self) {
        if !self.visible.ends_with(' ') {
            self.visible.push(' ');
        }
    }

    fn text(&mut self, raw: &str) {
        let text = scan::unescape(raw);
        if let Some((_, heading)) = &mut self.heading
            && heading.len() < 1000
        {
            heading.push_str(prefix(&text, 1000));
        }
        if self.hidden == 0 && self.concealed.is_none() && self.visible.len() < MOST_TEXT {
            let room = MOST_TEXT - self.visible.len();
            self.visible.push_str(prefix(&text, room));
        }
    }

    fn raw(&mut self, tag: &Tag<'_>, inner: &str) {
        match tag.name() {
            "title" if self.page.title.is_empty() => {
                // a title that never ends is none
                self.page.title = scan::unescape(prefix(inner, 2000)).split_whitespace().collect::<Vec<_>>().join(" ");
            }
            "script" => {
                self.page.scripts = true;
                let linked = tag.get("type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"));
                let into = if linked { &mut self.linked } else { &mut self.script };
                if into.len() < 128 * 1024 {
                    into.push_str(prefix(inner, 64 * 1024));
                    into.push('\n');
                }
                if tag.get("src").is_some() {
                    self.script.push('\n');
                }
            }
            _ => {}
        }
    }

    fn meta(&mut self, tag: &Tag<'_>) {
        let content = || tag.get("content").unwrap_or_default();
        if tag.get("http-equiv").is_some_and(|kind| kind.eq_ignore_ascii_case("refresh")) {
            // what stands there for browsers without scripts is followed by none
            if self.page.refresh.is_none() && self.hidden == 0 {
                self.page.refresh = scan::refresh(&content());
            }
            return;
        }
        let Some(key) = tag.get("property").or_else(|| tag.get("name")) else { return };
        let key = key.to_ascii_lowercase();
        if matches!(
            key.as_str(),
            "og:title"
                | "twitter:title"
                | "citation_title"
                | "dc.title"
                | "dcterms.title"
                | "headline"
                | "parsely-title"
                | "sailthru.title"
        ) {
            let title = content();
            if !title.trim().is_empty() && self.page.headings.len() < 16 {
                self.page.headings.push(title);
            }
        }
    }

    fn start_heading(&mut self, name: &'static str) {
        self.finish_heading();
        self.space();
        self.heading = Some((name, String::new()));
    }

    fn finish_heading(&mut self) {
        if let Some((_, heading)) = self.heading.take() {
            let heading = heading.split_whitespace().collect::<Vec<_>>().join(" ");
            if !heading.is_empty() && self.page.headings.len() < 16 {
                self.page.headings.push(heading);
            }
        }
    }
}

/// Whether a tag begins what readers do not see. Only blocks: what often goes unclosed would hide the rest of the page.
fn conceals(tag: &Tag<'_>) -> bool {
    let block = matches!(tag.name(), "div" | "section" | "aside" | "dialog" | "template" | "ul" | "form" | "nav");
    let style = || tag.get("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    block && (tag.name() == "template" || tag.get("hidden").is_some() || style().contains("display:none"))
}

/// Whether a tag stands within a word or a line, so that it does not part the words beside it. Standard: HTML, phrasing content.
fn is_inline(name: &str) -> bool {
    ["a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "mark", "q", "s", "small", "span"]
        .iter()
        .chain(&["strong", "sub", "sup", "tt", "u", "var", "wbr"])
        .any(|inline| name.eq_ignore_ascii_case(inline))
}

/// At most so many bytes, cut at a character.
pub(crate) fn prefix(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    (0..=most).rev().find_map(|end| text.get(..end)).unwrap_or_default()
}

fn form(content_type: Option<&str>, body: &[u8]) -> Form {
    if body.iter().all(u8::is_ascii_whitespace) {
        return Form::Empty;
    }
    let head: Vec<u8> = body.iter().take(1024).map(u8::to_ascii_lowercase).collect();
    let start = head.trim_ascii_start();
    if start.starts_with(b"%pdf-") || memchr::memmem::find(&head, b"%pdf-").is_some_and(|at| at < 64) {
        return Form::Pdf;
    }
    let looks_html = [&b"<!doctype html"[..], b"<html", b"<head", b"<title", b"<body", b"<script", b"<meta"]
        .iter()
        .any(|mark| memchr::memmem::find(&head, mark).is_some());
    let declared = content_type.map(|value| value.split(';').next().unwrap_or_default().trim());
    match declared {
        Some("text/html" | "application/xhtml+xml") => Form::Html,
        // a feed has titles too, and none of them is its own
        Some(kind) if kind.ends_with("xml") && memchr::memmem::find(&head, b"<html").is_none() => Form::Text,
        _ if looks_html => Form::Html,
        Some(kind)
            if kind.starts_with("image/")
                || kind.starts_with("video/")
                || kind.starts_with("audio/")
                || kind.starts_with("font/") =>
        {
            Form::Other
        }
        _ if body.iter().take(4096).any(|byte| *byte == 0) => Form::Other,
        Some(kind) if kind.starts_with("text/") || kind.ends_with("json") || kind.ends_with("xml") => Form::Text,
        None | Some("") => Form::Html,
        Some(_) => Form::Other,
    }
}
