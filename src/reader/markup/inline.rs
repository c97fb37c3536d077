//! Reads running wikitext, piece by piece: bold and italic, links, tags, character references, templates, footnotes.
//!
//! In: a slice of a page. Out: calls to a [`Sink`], in the order of the text. Every byte is looked at once. Not here: lines and lists (the sink's), what a
//! template is (the tables'). Standard: MediaWiki's parser, as far as it decides what a reader sees.

use super::entity::entity;
use super::plain::trim;
use super::sign::{Signs, before_end_of_target, is_markup};

/// Takes the pieces of running wikitext.
pub(crate) trait Sink<'s> {
    /// Text that stands in the page as a reader sees it.
    fn text(&mut self, piece: &'s str);

    /// Text that a reader sees in the place of `from`.
    fn put(&mut self, text: &str, from: &'s str);

    /// `rest` begins with `{{`: takes what begins there and gives its length; 0 for none, the braces then are text.
    fn template(&mut self, rest: &'s str) -> usize;

    /// `rest` begins with `}}` that closes nothing that [`Sink::template`] took whole; gives how much it takes.
    fn close(&mut self, _rest: &'s str) -> usize {
        0
    }

    /// `rest` begins with a tag of footnotes (`<ref`, `<references` or their ends); gives how much it takes, 0 to drop the tag only.
    fn footnote(&mut self, rest: &'s str) -> usize;

    /// A link to an address begins.
    fn link(&mut self, _target: &'s str) {}

    /// A link has no text of its own: its address is what there is to see.
    fn bare(&mut self, target: &'s str) {
        self.text(target);
    }

    /// The link to an address ends.
    fn link_end(&mut self) {}

    /// Whether line ends are text as they stand.
    fn keeps_line_ends(&self) -> bool;

    /// A line ended before `rest`; gives how many bytes of markup at the beginning of the next line it takes.
    fn line(&mut self, newline: &'s str, rest: &'s str) -> usize;
}

/// What [`scan`] remembers of tags without an end, so that it looks for the end of each only once.
#[derive(Default)]
struct Missing {
    comment: bool,
    tags: Vec<&'static str>,
}

/// What was read of markup: how many bytes, and whether a reader sees them as they stand.
enum Step {
    Text(usize),
    Taken(usize),
}

/// Tags whose content is no wikitext, and whether a reader sees it as it stands.
const RAW: [(&str, bool); 10] = [
    ("nowiki", true),
    ("pre", true),
    ("math", true),
    ("source", false),
    ("syntaxhighlight", false),
    ("timeline", false),
    ("score", false),
    ("graph", false),
    ("templatedata", false),
    ("mapframe", false),
];

/// Reads a slice of a page into a sink.
pub(crate) fn scan<'s, S: Sink<'s>>(source: &'s str, sink: &mut S) {
    let bytes = source.as_bytes();
    let (mut missing, mut links, mut address) = (Missing::default(), 0_usize, false);
    // what stands from `start` to `at` is running text that the sink was not given yet
    let (mut start, mut at) = (0, 0);
    let mut signs = Signs::of(bytes, is_markup);
    while let Some(found) = signs.next(at) {
        let (first, double) = match bytes.get(found..).unwrap_or_default() {
            [first, second, ..] => (*first, first == second),
            [first] => (*first, false),
            [] => break,
        };
        let shown_to = |end: usize, sink: &mut S| {
            if start < end {
                sink.text(source.get(start..end).unwrap_or_default());
            }
            source.get(found..).unwrap_or_default()
        };
        let step = match first {
            b'\n' => {
                let end = found + usize::from(sink.keeps_line_ends());
                let (newline, next) = shown_to(end, sink).split_at_checked(1).unwrap_or_default();
                Step::Taken(1 + sink.line(newline, next))
            }
            b'[' if double => wikilink(shown_to(found, sink), sink, &mut links),
            b']' if double && links > 0 => {
                shown_to(found, sink);
                links -= 1;
                Step::Taken(2)
            }
            b'\'' if double => quotes(shown_to(found, sink), sink),
            b'{' if double => {
                let rest = shown_to(found, sink);
                match sink.template(rest) {
                    0 => Step::Text(rest.bytes().take_while(|b| *b == b'{').count()),
                    taken => Step::Taken(taken),
                }
            }
            b'}' if double => {
                let rest = shown_to(found, sink);
                match sink.close(rest) {
                    0 => Step::Text(2),
                    taken => Step::Taken(taken),
                }
            }
            b'&' => reference(shown_to(found, sink), sink),
            b'<' => tag(shown_to(found, sink), sink, &mut missing),
            b'[' if !address => match external(shown_to(found, sink), sink) {
                0 => Step::Text(1),
                taken => {
                    address = true;
                    Step::Taken(taken)
                }
            },
            b']' if address => {
                shown_to(found, sink);
                address = false;
                sink.link_end();
                Step::Taken(1)
            }
            // a sign alone is text, mostly
            _ => {
                at = found + 1;
                continue;
            }
        };
        (start, at) = match step {
            Step::Text(length) => (found, found + length),
            Step::Taken(length) => (found + length, found + length),
        };
    }
    if start < bytes.len() {
        sink.text(source.get(start..).unwrap_or_default());
    }
    if address {
        sink.link_end();
    }
}

/// A reference to a character.
fn reference<'s, S: Sink<'s>>(rest: &'s str, sink: &mut S) -> Step {
    let Some((character, length)) = entity(rest) else { return Step::Text(1) };
    sink.put(character.encode_utf8(&mut [0; 4]), rest.get(..length).unwrap_or_default());
    Step::Taken(length)
}

/// Two quotes are italics, three bold, five both; the first of four is an apostrophe, and so is what five do not use.
fn quotes<'s, S: Sink<'s>>(rest: &'s str, sink: &mut S) -> Step {
    let run = rest.bytes().take_while(|&b| b == b'\'').count();
    let kept = match run {
        4 => 1,
        6.. => run - 5,
        _ => 0,
    };
    if kept > 0 {
        sink.text(rest.get(..kept).unwrap_or_default());
    }
    Step::Taken(run)
}

fn tag<'s, S: Sink<'s>>(rest: &'s str, sink: &mut S, missing: &mut Missing) -> Step {
    let bytes = rest.as_bytes();
    if bytes.starts_with(b"<!--") {
        if missing.comment {
            return Step::Text(4);
        }
        let end = memchr::memmem::find(bytes, b"-->").map(|end| end + 3);
        missing.comment = end.is_none();
        return Step::Taken(end.unwrap_or(bytes.len()));
    }
    let slashes = bytes.iter().skip(1).take_while(|byte| **byte == b'/').count();
    let name = bytes.get(1 + slashes..).unwrap_or_default();
    let name = name.get(..name.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count()).unwrap_or_default();
    if !name.first().is_some_and(u8::is_ascii_alphabetic) {
        return Step::Text(1);
    }
    let is = |word: &str| name.eq_ignore_ascii_case(word.as_bytes());
    if is("ref") || is("references") {
        let taken = sink.footnote(rest);
        if taken > 0 {
            return Step::Taken(taken);
        }
    }
    let head = bytes.get(..bytes.len().min(2000)).unwrap_or_default();
    let Some(end) = memchr::memchr2(b'>', b'\n', head).filter(|&end| head.get(end) == Some(&b'>')) else {
        return Step::Text(1);
    };
    let (open, behind) = rest.split_at_checked(end + 1).unwrap_or((rest, ""));
    if is("br") {
        sink.put(" ", open);
    }
    if !open.starts_with("</")
        && !open.ends_with("/>")
        && let Some((word, shown)) = RAW.iter().find(|(word, _)| is(word))
        && !missing.tags.contains(word)
    {
        let close = format!("</{word}");
        let found = memchr::memmem::find_iter(behind.as_bytes(), b"</").find(|&at| {
            behind.as_bytes().get(at..at + close.len()).is_some_and(|one| one.eq_ignore_ascii_case(close.as_bytes()))
        });
        let Some(found) = found else {
            missing.tags.push(word);
            return Step::Taken(open.len());
        };
        if *shown {
            sink.text(behind.get(..found).unwrap_or_default());
        }
        let tail = behind.get(found..).unwrap_or_default();
        return Step::Taken(open.len() + found + tail.find('>').map_or(tail.len(), |end| end + 1));
    }
    Step::Taken(open.len())
}

/// `[[target]]` shows its target, `[[target|text]]` its text; pictures show their caption, categories nothing.
fn wikilink<'s, S: Sink<'s>>(rest: &'s str, sink: &mut S, links: &mut usize) -> Step {
    let head = rest.as_bytes();
    let head = head.get(2..head.len().min(1000)).unwrap_or_default();
    let Some((colon, end)) = target(head) else { return Step::Text(2) };
    let target = rest.get(2..2 + end).unwrap_or_default();
    let is_category = || colon.and_then(|colon| target.get(..colon)).is_some_and(is_category);
    match head.get(end) {
        Some(b']') if head.get(end + 1) == Some(&b']') => {
            if !is_category() {
                sink.text(if colon == Some(0) { target.trim_start_matches(':') } else { target });
            }
            Step::Taken(end + 4)
        }
        Some(b'|') => {
            let mut taken = end + 3;
            if colon.is_some() && is_picture(target) {
                // its options end at the last bar that stands before anything nested
                let options = head.get(end..).unwrap_or_default();
                let stop = options.iter().position(|b| matches!(b, b'[' | b']' | b'{' | b'\n' | b'<')).unwrap_or(0);
                let last = options.get(..stop).and_then(|options| memchr::memrchr(b'|', options));
                taken = last.map_or(taken, |last| 2 + end + last + 1);
            } else if is_category()
                && let Some(close) = memchr::memmem::find(head, b"]]")
            {
                return Step::Taken(close + 4);
            }
            *links += 1;
            Step::Taken(taken)
        }
        _ => Step::Text(2),
    }
}

/// Where the target of a link has its first colon, and where it ends.
fn target(head: &[u8]) -> Option<(Option<usize>, usize)> {
    let (mut colon, mut from) = (None, 0);
    loop {
        let at = from + before_end_of_target(head.get(from..)?);
        match head.get(at)? {
            b':' => colon = colon.or(Some(at)),
            b'|' | b']' | b'[' | b'\n' | b'{' | b'<' => return Some((colon, at)),
            _ => {}
        }
        from = at + 1;
    }
}

/// The name of a picture, behind its namespace, has the ending of a file.
fn is_picture(target: &str) -> bool {
    let ending = target.trim_end().rsplit_once('.').map_or("", |(_, ending)| ending);
    [
        "jpg", "jpeg", "png", "gif", "svg", "webp", "tif", "tiff", "ogg", "ogv", "webm", "pdf", "djvu", "mp3", "wav",
        "oga",
    ]
    .iter()
    .any(|one| ending.eq_ignore_ascii_case(one))
}

/// The names of the namespace of categories, by the beginning that most languages share.
fn is_category(space: &str) -> bool {
    let space = trim(space);
    let Some(initial) = space.chars().next().and_then(|initial| initial.to_lowercase().next()) else { return false };
    [
        "categ",
        "kateg",
        "catég",
        "катег",
        "κατηγορ",
        "קטגור",
        "تصنيف",
        "رده",
        "زمرہ",
        "श्रेणी",
        "thể loại",
        "分类",
        "分類",
        "カテゴリ",
        "분류",
        "kelas",
        "luokka",
        "санат",
        "turkum",
        "หมวดหมู่",
    ]
    .iter()
    .any(|one| begins_with(space, initial, one))
}

/// Whether a text, whose first small letter is known, begins with a word in small letters, in any case.
fn begins_with(text: &str, initial: char, word: &str) -> bool {
    let mut word = word.chars();
    if word.next() != Some(initial) {
        return false;
    }
    let mut letters = text.chars().flat_map(char::to_lowercase).skip(1);
    word.all(|letter| letters.next() == Some(letter))
}

const fn ends_address(c: char) -> bool {
    c.is_whitespace() || matches!(c, ']' | '[' | '<' | '>' | '"' | '{' | '|')
}

/// The bytes of ASCII that an address may have.
static ADDRESS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte.is_ascii() {
        #[allow(clippy::indexing_slicing, reason = "made at compile time, within a constant's length")]
        {
            table[byte as usize] = !ends_address(byte as char);
        }
        byte += 1;
    }
    table
};

/// `[address text]`: gives the length up to the text; 0 where no address begins.
fn external<'s, S: Sink<'s>>(rest: &'s str, sink: &mut S) -> usize {
    let body = rest.get(1..).unwrap_or_default();
    let spaces = body.len() - body.trim_start_matches(' ').len();
    let body = body.get(spaces..).unwrap_or_default();
    let scheme = ["http://", "https://", "//", "ftp://", "mailto:", "news:", "Http://", "HTTP://", "Https://"];
    if !scheme.iter().any(|scheme| body.starts_with(scheme)) {
        return 0;
    }
    // nearly all of an address is ASCII
    let is_address = |b: &u8| ADDRESS.get(usize::from(*b)).copied().unwrap_or_default();
    let ascii = body.as_bytes().iter().take_while(|b| is_address(b)).count();
    let end = body.get(ascii..).and_then(|rest| rest.find(ends_address)).map_or(body.len(), |end| ascii + end);
    let target = body.get(..end).unwrap_or_default();
    let behind = body.get(end..).unwrap_or_default();
    sink.link(target);
    let gap = behind.len() - behind.trim_start_matches([' ', '\u{A0}']).len();
    if behind.get(gap..).is_some_and(|behind| behind.starts_with(']')) {
        sink.bare(target);
    }
    1 + spaces + end + gap
}
