//! Reads running wikitext, piece by piece: bold and italic, links, tags, character references, templates, footnotes.
//!
//! In: a slice of a page. Out: calls to a [`Sink`], in the order of the text. Every byte is looked at once. Not here: lines and lists (the sink's), what a
//! template is (the tables'). Standard: MediaWiki's parser, as far as it decides what a reader sees.

use super::call::Call;
use super::entity::entity;
use super::tables::Role;

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

    /// A line ended before `rest`; gives how many bytes of markup at the beginning of the next line it takes.
    fn line(&mut self, newline: &'s str, rest: &'s str) -> usize;
}

/// What [`scan`] remembers of tags without an end, so that it looks for the end of each only once.
#[derive(Default)]
struct Missing {
    comment: bool,
    tags: Vec<&'static str>,
}

/// Which bytes are among these.
const fn table(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut at = 0;
    while at < bytes.len() {
        #[allow(clippy::indexing_slicing, reason = "made at compile time, within a constant's length")]
        {
            table[bytes[at] as usize] = true;
        }
        at += 1;
    }
    table
}

/// Where running text ends.
static SPECIAL: [bool; 256] = table(b"\n'[]<&{}");
/// Where the target of a link ends.
static AFTER_TARGET: [bool; 256] = table(b"|][\n{<");

/// The place of the first byte that is in a table.
fn first(bytes: &[u8], table: &[bool; 256]) -> Option<usize> {
    bytes.iter().position(|&b| table.get(usize::from(b)).copied().unwrap_or(false))
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
    let (mut at, mut missing, mut links, mut address) = (0, Missing::default(), 0_usize, false);
    while at < bytes.len() {
        let tail = bytes.get(at..).unwrap_or_default();
        let run = first(tail, &SPECIAL).unwrap_or(tail.len());
        if run > 0 {
            sink.text(source.get(at..at + run).unwrap_or_default());
            at += run;
            continue;
        }
        let rest = source.get(at..).unwrap_or_default();
        at += match tail {
            [b'\n', ..] => {
                let (newline, next) = rest.split_at_checked(1).unwrap_or((rest, ""));
                1 + sink.line(newline, next)
            }
            [b'\'', b'\'', ..] => quotes(rest, sink),
            [b'{', b'{', ..] => match sink.template(rest) {
                0 => literal(rest, sink, tail.iter().take_while(|&&b| b == b'{').count()),
                taken => taken,
            },
            [b'}', b'}', ..] => match sink.close(rest) {
                0 => literal(rest, sink, 2),
                taken => taken,
            },
            [b'&', ..] => match entity(rest) {
                Some((character, length)) => {
                    let from = rest.get(..length).unwrap_or_default();
                    sink.put(character.encode_utf8(&mut [0; 4]), from);
                    length
                }
                None => literal(rest, sink, 1),
            },
            [b'<', ..] => tag(rest, sink, &mut missing),
            [b'[', b'[', ..] => wikilink(rest, sink, &mut links),
            [b']', b']', ..] if links > 0 => {
                links -= 1;
                2
            }
            [b'[', ..] if !address => match external(rest, sink) {
                0 => literal(rest, sink, 1),
                taken => {
                    address = true;
                    taken
                }
            },
            [b']', ..] if address => {
                address = false;
                sink.link_end();
                1
            }
            _ => literal(rest, sink, 1),
        };
    }
    if address {
        sink.link_end();
    }
}

fn literal<'s, S: Sink<'s>>(rest: &'s str, sink: &mut S, length: usize) -> usize {
    sink.text(rest.get(..length).unwrap_or_default());
    length
}

/// Two quotes are italics, three bold, five both; the first of four is an apostrophe, and so is what five do not use.
fn quotes<'s, S: Sink<'s>>(rest: &'s str, sink: &mut S) -> usize {
    let run = rest.bytes().take_while(|&b| b == b'\'').count();
    let kept = match run {
        4 => 1,
        6.. => run - 5,
        _ => 0,
    };
    sink.text(rest.get(..kept).unwrap_or_default());
    run
}

fn tag<'s, S: Sink<'s>>(rest: &'s str, sink: &mut S, missing: &mut Missing) -> usize {
    if rest.starts_with("<!--") {
        if missing.comment {
            return literal(rest, sink, 4);
        }
        return rest.find("-->").map_or_else(
            || {
                missing.comment = true;
                rest.len()
            },
            |end| end + 3,
        );
    }
    let name = rest.get(1..).unwrap_or_default().trim_start_matches('/');
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return literal(rest, sink, 1);
    }
    let is = |word: &str| name.eq_ignore_ascii_case(word);
    if is("ref") || is("references") {
        let taken = sink.footnote(rest);
        if taken > 0 {
            return taken;
        }
    }
    let head = rest.as_bytes().get(..rest.len().min(2000)).unwrap_or_default();
    let Some(end) = memchr::memchr2(b'>', b'\n', head).filter(|&end| head.get(end) == Some(&b'>')) else {
        return literal(rest, sink, 1);
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
            return open.len();
        };
        if *shown {
            sink.text(behind.get(..found).unwrap_or_default());
        }
        let tail = behind.get(found..).unwrap_or_default();
        return open.len() + found + tail.find('>').map_or(tail.len(), |end| end + 1);
    }
    open.len()
}

/// `[[target]]` shows its target, `[[target|text]]` its text; pictures show their caption, categories nothing.
fn wikilink<'s, S: Sink<'s>>(rest: &'s str, sink: &mut S, links: &mut usize) -> usize {
    let head = rest.as_bytes();
    let head = head.get(2..head.len().min(1000)).unwrap_or_default();
    let Some(end) = first(head, &AFTER_TARGET) else {
        return literal(rest, sink, 2);
    };
    let target = rest.get(2..2 + end).unwrap_or_default();
    match head.get(end) {
        Some(b']') if head.get(end + 1) == Some(&b']') => {
            if !is_category(target) {
                sink.text(target.trim_start_matches(':'));
            }
            end + 4
        }
        Some(b'|') => {
            let mut taken = end + 3;
            if is_picture(target) {
                // its options end at the last bar that stands before anything nested
                let options = head.get(end..).unwrap_or_default();
                let stop = options.iter().position(|b| matches!(b, b'[' | b']' | b'{' | b'\n' | b'<')).unwrap_or(0);
                let last = options.get(..stop).and_then(|options| memchr::memrchr(b'|', options));
                taken = last.map_or(taken, |last| 2 + end + last + 1);
            } else if is_category(target)
                && let Some(close) = memchr::memmem::find(head, b"]]")
            {
                return close + 4;
            }
            *links += 1;
            taken
        }
        _ => literal(rest, sink, 2),
    }
}

/// A picture's name has the ending of a file.
fn is_picture(target: &str) -> bool {
    if !target.as_bytes().contains(&b':') {
        return false;
    }
    let ending = target.trim_end().rsplit_once('.').map_or("", |(_, ending)| ending);
    [
        "jpg", "jpeg", "png", "gif", "svg", "webp", "tif", "tiff", "ogg", "ogv", "webm", "pdf", "djvu", "mp3", "wav",
        "oga",
    ]
    .iter()
    .any(|one| ending.eq_ignore_ascii_case(one))
}

/// The names of the namespace of categories, by the beginning that most languages share, and of links to other wikis by their form.
fn is_category(target: &str) -> bool {
    let colon = target.bytes().position(|byte| byte == b':');
    let Some(space) = colon.and_then(|colon| target.get(..colon)) else { return false };
    let space = space.trim().to_lowercase();
    let Some(initial) = space.as_bytes().first() else { return false };
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
    .any(|one| one.as_bytes().first() == Some(initial) && space.starts_with(one))
}

/// `[address text]`: gives the length up to the text; 0 where no address begins.
fn external<'s, S: Sink<'s>>(rest: &'s str, sink: &mut S) -> usize {
    let body = rest.get(1..).unwrap_or_default();
    let spaces = body.len() - body.trim_start_matches(' ').len();
    let body = body.get(spaces..).unwrap_or_default();
    let scheme = ["http://", "https://", "//", "ftp://", "mailto:", "news:", "Http://", "HTTP://", "Https://"];
    if !scheme.iter().any(|scheme| body.starts_with(scheme)) {
        return 0;
    }
    let ends = |c: char| c.is_whitespace() || matches!(c, ']' | '[' | '<' | '>' | '"' | '{' | '|');
    // nearly all of an address is ASCII
    let ascii = body.bytes().position(|b| !b.is_ascii() || ends(char::from(b))).unwrap_or(body.len());
    let end = body.get(ascii..).and_then(|rest| rest.find(ends)).map_or(body.len(), |end| ascii + end);
    let target = body.get(..end).unwrap_or_default();
    let behind = body.get(end..).unwrap_or_default();
    sink.link(target);
    let gap = behind.len() - behind.trim_start_matches([' ', '\u{A0}']).len();
    if behind.get(gap..).is_some_and(|behind| behind.starts_with(']')) {
        sink.bare(target);
    }
    1 + spaces + end + gap
}

/// Shows what a template shows of its parameters; `false` for one that is more than its text.
pub(crate) fn show<'s, S: Sink<'s>>(call: &Call<'s>, role: Role, whole: &'s str, sink: &mut S) -> bool {
    match role {
        Role::Text(number) => {
            if let Some(value) = call.position(number.into()).or_else(|| call.positions().next()) {
                scan(value.trim(), sink);
            }
        }
        Role::LastText => {
            if let Some(value) = call.positions().last() {
                scan(value.trim(), sink);
            }
        }
        Role::AllText | Role::Url => {
            for (number, value) in call.positions().filter(|value| !value.trim().is_empty()).enumerate() {
                if number > 0 {
                    sink.put(" ", whole);
                }
                scan(value.trim(), sink);
            }
        }
        Role::Quantity => {
            for (number, value) in call.positions().take(2).enumerate() {
                if number > 0 {
                    sink.put(" ", whole);
                }
                scan(value.trim(), sink);
            }
        }
        Role::Fraction => {
            for (number, value) in call.positions().enumerate() {
                if number > 0 {
                    sink.put("/", whole);
                }
                scan(value.trim(), sink);
            }
        }
        Role::Prints(sign) => sink.put(sign, whole),
        Role::Identifier(label) => {
            let colon = matches!(label, "doi" | "arXiv" | "Bibcode" | "hdl");
            sink.put(&format!("{label}{}", if colon { ":" } else { " " }), whole);
            if let Some(value) = call.positions().next() {
                scan(value.trim(), sink);
            }
        }
        Role::Harvard { brackets, text } => sink.put(&harvard(call, brackets, text), whole),
        Role::GoogleBooks => sink.put(&google_books(call), whole),
        Role::Nothing | Role::Anchor => {}
        _ => return false,
    }
    true
}

/// What a shortened citation shows: `Smith & Jones 2004, p. 5`.
pub(crate) fn harvard(call: &Call<'_>, brackets: bool, text: bool) -> String {
    let names: Vec<String> = call
        .positions()
        .map(|value| super::plain::plain(value).into_owned())
        .filter(|value| !value.is_empty())
        .collect();
    let year = names.last().filter(|last| names.len() > 1 && last.contains(|c: char| c.is_numeric() || c == '.'));
    let (names, year) = match (year, names.split_last()) {
        (Some(year), Some((_, names))) => (names, year.as_str()),
        _ => (names.as_slice(), ""),
    };
    let mut out = match names {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} & {two}"),
        [one, two, three] => format!("{one}, {two} & {three}"),
        [one, ..] => format!("{one} et al."),
    };
    match (text, year.is_empty()) {
        (_, true) => {}
        (true, false) => out = format!("{out} ({year})"),
        (false, false) => out = format!("{out} {year}"),
    }
    for one in &call.parameters {
        let label = match one.key {
            "p" | "page" | "s" | "стр" | "с" => "p. ",
            "pp" | "pages" | "ss" => "pp. ",
            "loc" | "at" => "",
            _ => continue,
        };
        let value = super::plain::plain(one.value);
        if !value.is_empty() {
            out = format!("{out}, {label}{value}");
        }
    }
    if brackets { format!("({})", out.trim()) } else { out.trim().to_owned() }
}

/// The address that the template of Google Books makes.
pub(crate) fn google_books(call: &Call<'_>) -> String {
    let value = |key: &str| {
        call.parameters
            .iter()
            .find(|one| one.key.eq_ignore_ascii_case(key))
            .map(|one| one.value.trim())
            .filter(|value| !value.is_empty())
    };
    let Some(id) = value("id").or_else(|| call.position(1).map(str::trim)) else { return String::new() };
    let page = value("page")
        .or_else(|| value("p"))
        .map(|page| format!("&pg=PA{page}"))
        .or_else(|| value("pg").map(|page| format!("&pg={page}")));
    format!("https://books.google.com/books?id={id}{}", page.unwrap_or_default())
}
