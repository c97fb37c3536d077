//! The numbered list of addresses that text browsers put at the end of a page, and the numbers in the text that point at it.
//!
//! In: text. Out: the text without those numbers and that list, and its links. lynx and links write `[12]The Diplomat` and at the end `12. https://…`,
//! w3m `[12] https://…`. The numbers of links rise through the text, so that `[120][35]` is a link whose text is the marker `[35]`. Not here: what the
//! links say ([`super::super::anchors`]).
//!
//! ```text
//! list  = [ heading ] 3*( number ( "." / "]" ) address )
//! link  = "[" number "]" text        ; no space between
//! ```

use crate::document::Link;
use crate::locale::Locale;
use crate::source::{Origin, Span, Text};
use rustc_hash::FxHashMap;

/// Fewer addresses than this are no list.
const FEWEST: usize = 3;

/// The longest text of a link without an end, in bytes.
const LONGEST: usize = 300;

/// A text without its list of addresses.
pub(super) struct Linked {
    pub(super) text: Text,
    pub(super) links: Vec<Link>,
}

/// The text with its links, where it ends with a list of addresses that numbers in the text point at.
pub(super) fn linked(text: &Text) -> Option<Linked> {
    let list = List::at_end(text.as_str())?;
    let body = text.as_str().get(..list.start)?;
    let numbers = numbers(body, &list.addresses);
    // a marker stands behind the words that it is about, and no text of a link follows it
    let ends = numbers.iter().skip(1).map(|(_, next)| next.start).chain([body.len()]);
    let shows =
        numbers.iter().zip(ends).filter(|((_, span), end)| shown(body.get(span.end..*end).unwrap_or_default()) > 0);
    let count = shows.count();
    if count < FEWEST || count * 2 < list.addresses.len() {
        return None;
    }
    let own = own_host(&list.addresses);
    let mut out = String::with_capacity(body.len());
    let mut origin = Origin::identity();
    let mut links = Vec::new();
    let mut at = 0;
    for (index, &(number, span)) in numbers.iter().enumerate() {
        text.copy_to(Span::new(at, span.start), &mut out, &mut origin);
        at = span.end;
        let next = numbers.get(index + 1).map_or(body.len(), |(_, next)| next.start);
        let shown = shown(body.get(at..next).unwrap_or_default());
        let Some(target) = list.addresses.get(&number).filter(|target| Some(host(target)) != own) else {
            continue;
        };
        if shown > 0 {
            let target = (*target).to_owned();
            links.push(Link { span: Span::new(out.len(), out.len() + shown), target });
        }
    }
    text.copy_to(Span::new(at, body.len()), &mut out, &mut origin);
    Some(Linked { text: Text::new(out, origin), links })
}

/// A list of addresses.
struct List<'t> {
    /// Where it begins, with its heading.
    start: usize,
    addresses: FxHashMap<u32, &'t str>,
}

impl<'t> List<'t> {
    /// The list at the end of a text; elinks prints the names of links too, each address in a line below.
    fn at_end(text: &'t str) -> Option<Self> {
        let mut start = text.len();
        let mut addresses = FxHashMap::default();
        let mut end = text.len();
        let mut below = None;
        // an address may hold a space; where many do, they are references with words behind them
        let mut odd = 0;
        for line in text.split_inclusive('\n').rev() {
            end -= line.len();
            let words = line.trim();
            let address = below.take();
            let spaced = numbered(words).filter(|(_, rest)| rest.split(' ').next().is_some_and(is_address));
            odd += usize::from(spaced.is_some_and(|(_, rest)| !is_address(rest)));
            if let Some((number, address)) = spaced.or_else(|| Some((numbered(words)?.0, address?))) {
                addresses.insert(number, address);
                start = end;
            } else if is_address(words) {
                below = Some(words);
            } else if !words.is_empty() && !words.starts_with("[USEMAP]") {
                let words = words.trim_end_matches(':');
                let heading = matches!(words, "Visible links" | "Hidden links" | "Links")
                    || Locale::get().heading(words).is_some();
                if !heading || addresses.is_empty() {
                    break;
                }
                start = end;
            }
        }
        (addresses.len() >= FEWEST && odd * 20 <= addresses.len()).then_some(Self { start, addresses })
    }
}

/// `12. https://…`, `[12] https://…`: a number, and what stands behind it.
fn numbered(line: &str) -> Option<(u32, &str)> {
    let inner = line.strip_prefix('[').unwrap_or(line);
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let number = inner.get(..digits)?.parse().ok()?;
    let mark = if inner.len() < line.len() { ']' } else { '.' };
    Some((number, inner.get(digits..)?.strip_prefix(mark)?.trim()))
}

fn is_address(words: &str) -> bool {
    let schemes = ["http://", "https://", "ftp://", "file:", "mailto:", "javascript:", "LYNXIMGMAP:", "//"];
    schemes.iter().any(|scheme| words.starts_with(scheme)) && !words.contains(char::is_whitespace)
}

/// The numbers of links in a text, in rising order, with the brackets around them. They stand before words; a marker or an index (`Fe[2]SiO[4]`)
/// stands behind one.
fn numbers(body: &str, addresses: &FxHashMap<u32, &str>) -> Vec<(u32, Span)> {
    let mut found: Vec<(u32, Span)> = Vec::new();
    let mut last_end = usize::MAX;
    for start in memchr::memchr_iter(b'[', body.as_bytes()) {
        let rest = body.get(start + 1..).unwrap_or_default();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let Some(number) = rest.get(..digits).and_then(|digits| digits.parse::<u32>().ok()) else { continue };
        let Some(behind) = rest.get(digits..).and_then(|behind| behind.strip_prefix(']')) else { continue };
        let before = body.get(..start).and_then(|head| head.chars().next_back()).unwrap_or(' ');
        let opens = !before.is_alphanumeric() && !matches!(before, '.' | ',' | ';' | ')' | ']' | '”' | '»')
            || crate::locale::spaceless(before)
            || behind.starts_with('[')
            || last_end == start;
        let leads = !behind.starts_with(|c: char| c.is_whitespace() && c != '\n');
        if opens && leads && addresses.contains_key(&number) {
            last_end = start + digits + 2;
            found.push((number, Span::new(start, last_end)));
        }
    }
    rising(&found)
}

/// The longest run of rising numbers: markers between the numbers of links do not rise with them.
fn rising(found: &[(u32, Span)]) -> Vec<(u32, Span)> {
    // for each length of a run, the index of the least number that ends one; and for each number, the one before it
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(found.len());
    let number = |index: usize| found.get(index).map_or(0, |(number, _)| *number);
    for (index, (this, _)) in found.iter().enumerate() {
        let length = ends.partition_point(|&end| number(end) < *this);
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut out = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(index) = at {
        out.extend(found.get(index));
        at = before.get(index).copied().flatten();
    }
    out.reverse();
    out
}

/// How much of a text that a link begins is its text: a quotation, or up to the next mark.
fn shown(text: &str) -> usize {
    let window = (0..=text.len().min(LONGEST)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let text = text.get(..window).unwrap_or_default();
    let closing = match text.chars().next() {
        Some('"') => Some('"'),
        Some('“' | '„') => Some('”'),
        Some('«') => Some('»'),
        Some('「') => Some('」'),
        Some('『') => Some('』'),
        Some('《') => Some('》'),
        _ => None,
    };
    if let Some(closing) = closing
        && let Some((at, _)) = text.char_indices().skip(1).find(|(_, c)| *c == closing)
    {
        return at + closing.len_utf8();
    }
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        let next = text.get(at + character.len_utf8()..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
        let ends = match character {
            '.' | ',' | ';' | ':' | '?' | '!' => next.is_whitespace(),
            '(' | '[' | '^' | '。' | '，' | '、' => true,
            '\n' => next == '\n' || before == '\n',
            _ => false,
        };
        if ends {
            return text.get(..at).unwrap_or_default().trim_end().len();
        }
        before = character;
    }
    text.trim_end().len()
}

/// The host of the page itself, as most of the links of a page lead to its own site; nothing where the links lead everywhere.
fn own_host<'t>(addresses: &FxHashMap<u32, &'t str>) -> Option<&'t str> {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for address in addresses.values() {
        *counts.entry(host(address)).or_default() += 1;
    }
    let (own, count) = counts.into_iter().max_by_key(|(host, count)| (*count, *host))?;
    (count >= 10 && count * 3 >= addresses.len()).then_some(own)
}

/// The host of an address; empty for an address of the page's own folder.
fn host(address: &str) -> &str {
    let rest = address.split_once("//").map_or("", |(_, rest)| rest);
    if address.starts_with("file:") { "" } else { rest.split(['/', '?', '#']).next().unwrap_or_default() }
}
