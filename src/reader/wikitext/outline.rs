//! Where templates and footnotes begin and end: one pass over a page.
//!
//! In: the source of a page. Out: [`Outline`], the pairs of braces and the `<ref>` tags in their order. One pass, time and memory linear in the page,
//! no recursion: nesting of any depth is a stack on the heap. Recovery: a template that stays open ends with the footnote that it began in; a footnote
//! that stays open ends before the next one, or with its line. Standard: MediaWiki's preprocessor.

use std::ops::Range;

/// A pair of braces.
#[derive(Debug, Clone, Copy)]
pub(super) struct Braces {
    pub(super) start: usize,
    /// Behind the closing braces, or where the page or the footnote ends that they are missing in.
    pub(super) end: usize,
    pub(super) closed: bool,
}

/// A footnote's tag.
#[derive(Debug, Clone)]
pub(super) struct Tag {
    pub(super) start: usize,
    /// Behind the closing tag.
    pub(super) end: usize,
    /// What stands between `<ref` and `>`.
    pub(super) attributes: Range<usize>,
    /// What stands between the tags; empty for a tag that closes itself.
    pub(super) body: Range<usize>,
    pub(super) closed: bool,
}

/// The templates and footnotes of a page, each list in the order of the page.
#[derive(Debug, Default)]
pub(super) struct Outline {
    braces: Vec<Braces>,
    pub(super) tags: Vec<Tag>,
}

/// What is open while the page is read.
enum Open {
    /// A run of braces, how many of them are not used yet, and its place in the list.
    Braces { start: usize, count: usize },
    /// A footnote; its place in the list of tags.
    Tag(usize),
}

impl Outline {
    /// Reads a page.
    pub(super) fn of(source: &str) -> Self {
        let bytes = source.as_bytes();
        let (mut out, mut open, mut at) = (Self::default(), Vec::new(), 0);
        // a page seldom has more of them
        out.braces.reserve(source.len() / 128);
        out.tags.reserve(source.len() / 256);
        let mut missing = Missing::default();
        while let Some(found) = memchr::memchr3(b'{', b'}', b'<', bytes.get(at..).unwrap_or_default()) {
            at += found;
            let rest = bytes.get(at..).unwrap_or_default();
            match rest.first() {
                Some(b'{') => {
                    let count = rest.iter().take_while(|&&b| b == b'{').count();
                    if count > 1 {
                        open.push(Open::Braces { start: at, count });
                    }
                    at += count;
                }
                Some(b'}') => {
                    let count = rest.iter().take_while(|&&b| b == b'}').count();
                    out.close(&mut open, at, count);
                    at += count;
                }
                _ => at = out.tag(source, at, &mut open, &mut missing),
            }
        }
        out.abandon(&mut open, 0, source.len());
        out.braces.sort_unstable_by_key(|one| (one.start, std::cmp::Reverse(one.end)));
        out
    }

    /// The braces that open at an offset.
    pub(super) fn braces(&self, start: usize) -> Option<Braces> {
        let at = self.braces.partition_point(|one| one.start < start);
        self.braces.get(at).copied().filter(|one| one.start == start)
    }

    /// The places of all templates.
    pub(super) fn templates(&self) -> impl Iterator<Item = Braces> + '_ {
        self.braces.iter().filter(|one| one.closed).copied()
    }

    /// The footnote that opens at an offset, which is the one that is guessed, mostly.
    pub(super) fn tag_at(&self, start: usize, guess: usize) -> Option<usize> {
        if self.tags.get(guess).is_some_and(|tag| tag.start == start) {
            return Some(guess);
        }
        self.tags.binary_search_by_key(&start, |tag| tag.start).ok()
    }

    /// A run of closing braces closes what is open, the innermost first; three of them a parameter, two a template.
    fn close(&mut self, open: &mut Vec<Open>, at: usize, mut count: usize) {
        let mut end = at;
        while count > 1 {
            let Some(Open::Braces { start, count: opened }) = open.last_mut() else { return };
            let used = count.min(*opened).min(3);
            end += used;
            count -= used;
            *opened -= used;
            self.braces.push(Braces { start: *start + *opened, end, closed: true });
            if *opened < 2 {
                open.pop();
            }
        }
    }

    /// What is open down to `depth` will not be closed.
    fn abandon(&mut self, open: &mut Vec<Open>, depth: usize, end: usize) {
        while open.len() > depth {
            match open.pop() {
                Some(Open::Braces { start, count }) if count > 1 => {
                    self.braces.push(Braces { start: start + count - 2, end, closed: false });
                }
                Some(Open::Tag(tag)) => {
                    if let Some(tag) = self.tags.get_mut(tag) {
                        (tag.end, tag.body.end) = (end, end);
                    }
                }
                _ => {}
            }
        }
    }

    /// A `<` at `at`: skips what is no wikitext, opens and closes footnotes; gives where to go on.
    fn tag(&mut self, source: &str, at: usize, open: &mut Vec<Open>, missing: &mut Missing) -> usize {
        let rest = source.as_bytes().get(at..).unwrap_or_default();
        if rest.starts_with(b"<!--") {
            return at + missing.find(0, rest, b"-->").unwrap_or(4);
        }
        let (closing, end) = match rest {
            // as nearly all begin that name nothing, and end
            [_, b'r', b'e', b'f', b'>', ..] => (false, 5),
            [_, b'/', b'r', b'e', b'f', b'>', ..] => (true, 6),
            _ => {
                let closing = rest.get(1) == Some(&b'/');
                let name = rest.get(if closing { 2 } else { 1 }..).unwrap_or_default();
                let end = name.iter().position(|b| !b.is_ascii_alphabetic()).unwrap_or(name.len());
                let name = name.get(..end).unwrap_or_default();
                if !name.eq_ignore_ascii_case(b"ref") {
                    return raw_end(rest, name, missing).map_or(at + 1, |end| at + end);
                }
                let Some(end) = tag_end(rest) else { return at + 1 };
                (closing, end)
            }
        };
        let inside = open.iter().rposition(|one| matches!(one, Open::Tag(_)));
        if closing {
            if let Some(depth) = inside {
                self.abandon(open, depth + 1, at);
                if let Some(Open::Tag(tag)) = open.pop()
                    && let Some(tag) = self.tags.get_mut(tag)
                {
                    (tag.body.end, tag.end, tag.closed) = (at, at + end, true);
                }
            }
            return at + end;
        }
        let empty = rest.get(end.saturating_sub(2)) == Some(&b'/');
        let attributes = at + 4..(at + end).saturating_sub(if empty { 2 } else { 1 }).max(at + 4);
        if let (Some(depth), false) = (inside, empty) {
            // the footnote before this one was never closed: it ends with its line, or here
            if let Some(Open::Tag(tag)) = open.get(depth) {
                let start = self.tags.get(*tag).map_or(at, |tag| tag.body.start);
                let body = source.get(start..at).unwrap_or_default();
                let stop = start + body.find('\n').unwrap_or(body.len());
                self.abandon(open, depth, stop.max(start));
            }
        }
        let number = self.tags.len();
        self.tags.push(Tag { start: at, end: at + end, attributes, body: at + end..at + end, closed: empty });
        if !empty {
            open.push(Open::Tag(number));
        }
        at + end
    }
}

/// Where what is no wikitext ends, behind its tag of some name; `None` for a tag that is no such, or has no end.
fn raw_end(rest: &[u8], name: &[u8], missing: &mut Missing) -> Option<usize> {
    let raw = ["nowiki", "pre", "math", "source", "syntaxhighlight", "timeline", "score", "templatedata"];
    let place = raw.iter().position(|word| name.eq_ignore_ascii_case(word.as_bytes()))?;
    let end = tag_end(rest)?;
    if rest.starts_with(b"</") || rest.get(end.saturating_sub(2)) == Some(&b'/') {
        return Some(end);
    }
    let skipped = raw.get(place).and_then(|word| missing.find(place + 1, rest, format!("</{word}").as_bytes()));
    Some(skipped.unwrap_or(end))
}

/// What was looked for and is not there any more, so that it is looked for only once.
#[derive(Default)]
struct Missing([bool; 9]);

impl Missing {
    /// The offset behind the next `needle`.
    fn find(&mut self, place: usize, rest: &[u8], needle: &[u8]) -> Option<usize> {
        if self.0.get(place).copied().unwrap_or(true) {
            return None;
        }
        let found = memchr::memmem::find(rest, needle);
        if found.is_none()
            && let Some(flag) = self.0.get_mut(place)
        {
            *flag = true;
        }
        found.map(|found| found + needle.len())
    }
}

/// The length of a tag, up to its `>` on the same line or a few behind it.
fn tag_end(rest: &[u8]) -> Option<usize> {
    let head = rest.get(1..rest.len().min(2000)).unwrap_or_default();
    // behind its sign, and its `>`
    memchr::memchr2(b'<', b'>', head).filter(|&end| head.get(end) == Some(&b'>')).map(|end| end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(source: &str) -> Vec<(&str, bool)> {
        Outline::of(source).tags.iter().map(|tag| (source.get(tag.body.clone()).unwrap(), tag.closed)).collect()
    }

    #[test]
    fn footnotes_end_where_they_must() {
        assert_eq!(
            tags("a<ref>b</ref> <ref name=x /> <REF name=\"y\">c</ref >"),
            [("b", true), ("", true), ("c", true)]
        );
        assert_eq!(tags("a<ref>b\nmore <ref>c</ref>"), [("b", false), ("c", true)]);
        assert_eq!(tags("<!-- <ref>a</ref> --> <nowiki><ref>b</ref></nowiki> <references/> <ref>c"), [("c", false)]);
        assert_eq!(tags("<ref>a <ref name=x/> b</ref>"), [("a <ref name=x/> b", true), ("", true)]);
    }

    #[test]
    fn braces_pair_from_the_inside() {
        let source = "{{a|{{b}}|{{{c|d}}}}} <ref>{{e|f</ref> }} {{g";
        let outline = Outline::of(source);
        let shown: Vec<_> =
            outline.braces.iter().map(|one| (source.get(one.start..one.end).unwrap(), one.closed)).collect();
        assert_eq!(
            shown,
            [("{{a|{{b}}|{{{c|d}}}}}", true), ("{{b}}", true), ("{{{c|d}}}", true), ("{{e|f", false), ("{{g", false)]
        );
    }

    #[test]
    fn depth_is_no_matter() {
        for text in [
            "{{a|".repeat(50_000),
            "{{a|".repeat(50_000) + &"}}".repeat(50_000),
            "<ref>".repeat(50_000),
            "{".repeat(100_000),
            "<!--".repeat(50_000),
            "<math>".repeat(50_000),
        ] {
            Outline::of(&text);
        }
    }
}
