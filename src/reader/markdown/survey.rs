//! What the lists and links of a Markdown text are, before it is drawn.
//!
//! In: its events. Out: [`Survey`]: the lists whose items lead back to markers, the anchors that markers expect at such items, and whether the text was made
//! of a page of a wiki. Not here: how it is drawn ([`super::draw`]).

use super::backlink::{fragment, key, keys};
use crate::reader::html::{is_arrow, looks_like_label, without_brackets};
use pulldown_cmark::{Event, Tag, TagEnd};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// The longest words that lead back, in characters: `Jump up to: a`.
const WORDED: usize = 30;

/// So many links into a wiki make a page of one.
const WIKI: usize = 3;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Where the lists begin that are notes.
    notes: FxHashSet<usize>,
    /// Where the links begin that lead back.
    back: FxHashSet<usize>,
    /// The anchors that markers expect, by where the item begins that they lead to.
    anchors: FxHashMap<usize, Vec<String>>,
    /// Whether the text was made of a page of a wiki.
    pub(super) wiki: bool,
    /// Whether there are footnotes with labels.
    pub(super) footnotes: bool,
}

impl Survey {
    /// Reads the events of a text.
    pub(super) fn of<'t>(events: impl Iterator<Item = (Event<'t>, Range<usize>)>) -> Self {
        let mut walk = Walk::default();
        for (event, range) in events {
            walk.step(event, &range);
        }
        walk.finish()
    }

    /// Whether the list that begins at a place is one of notes.
    pub(super) fn is_notes(&self, at: usize) -> bool {
        self.notes.contains(&at)
    }

    /// Whether the link that begins at a place leads back.
    pub(super) fn leads_back(&self, at: usize) -> bool {
        self.back.contains(&at)
    }

    /// The anchors that markers expect at the item that begins at a place.
    pub(super) fn anchors(&self, at: usize) -> &[String] {
        self.anchors.get(&at).map_or(&[], Vec::as_slice)
    }

    /// Whether a target is a page of the wiki itself.
    pub(super) fn is_inner(&self, target: &str) -> bool {
        let path = target.split_once("://").map_or(target, |(_, rest)| rest);
        let relative = path.len() == target.len() && !target.starts_with("//");
        relative || (self.wiki && of_wiki(target))
    }
}

/// Whether an address is one of a wiki's pages.
fn of_wiki(target: &str) -> bool {
    let rest = target.split_once("//").map_or(target, |(_, rest)| rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    ["wikipedia.org", "wiktionary.org", "wikimedia.org", "wikidata.org"].iter().any(|known| host.ends_with(known))
        && (path.starts_with("wiki/") || path.starts_with("w/"))
}

#[derive(Default)]
struct List {
    at: usize,
    items: usize,
    /// The items that lead back: where each begins, and the fragments that it leads to.
    back: Vec<(usize, Vec<String>)>,
}

struct Item {
    at: usize,
    /// Whether nothing stands before this place but what leads back.
    leading: bool,
    fragments: Vec<String>,
}

#[derive(Default)]
struct Walk {
    found: Survey,
    lists: Vec<List>,
    items: Vec<Item>,
    link: Option<(usize, String, String)>,
    /// The fragments of links that look like markers.
    markers: Vec<String>,
    done: Vec<(usize, Vec<String>)>,
    wiki: usize,
}

impl Walk {
    fn step(&mut self, event: Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(Tag::List(_)) => self.lists.push(List { at: range.start, ..List::default() }),
            Event::End(TagEnd::List(_)) => self.end_list(),
            Event::Start(Tag::Item) => {
                self.items.push(Item { at: range.start, leading: true, fragments: Vec::new() });
            }
            Event::End(TagEnd::Item) => {
                let Some(item) = self.items.pop() else { return };
                let Some(list) = self.lists.last_mut() else { return };
                list.items += 1;
                if !item.fragments.is_empty() {
                    list.back.push((item.at, item.fragments));
                }
            }
            Event::Start(Tag::FootnoteDefinition(_)) => self.found.footnotes = true,
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.wiki +=
                    usize::from(dest_url.starts_with("/wiki/") || dest_url.contains("#cite_") || of_wiki(&dest_url));
                self.link = Some((range.start, dest_url.into_string(), String::new()));
            }
            Event::End(TagEnd::Link) => self.end_link(),
            Event::Text(text) | Event::Code(text) => self.text(&text),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, _, shown)) = &mut self.link {
            if shown.len() < 200 {
                shown.push_str(text);
            }
            return;
        }
        if let Some(item) = self.items.last_mut()
            && item.leading
        {
            let debris = |c: char| {
                c.is_whitespace()
                    || !c.is_alphanumeric() && !matches!(c, '"' | '“' | '«' | '„' | '「' | '『' | '‘' | '\'')
            };
            let short = text.trim().chars().count() <= 2 && looks_like_label(text);
            item.leading = text.chars().all(debris) || short;
        }
    }

    fn end_link(&mut self) {
        let Some((at, target, shown)) = self.link.take() else { return };
        let label = without_brackets(&shown).0;
        let labelled = looks_like_label(label);
        match (fragment(&target), self.items.last_mut()) {
            (Some(fragment), Some(item))
                if is_arrow(label)
                    || (item.leading && (labelled || shown.chars().count() < WORDED) && names_mark(fragment)) =>
            {
                self.found.back.insert(at);
                item.fragments.push(fragment.to_owned());
            }
            (Some(fragment), _) if labelled => self.markers.push(fragment.to_owned()),
            (_, Some(item)) => item.leading = false,
            _ => {}
        }
    }

    fn end_list(&mut self) {
        let Some(list) = self.lists.pop() else { return };
        if list.back.len() * 2 >= list.items && !list.back.is_empty() {
            self.found.notes.insert(list.at);
        }
        self.done.extend(list.back);
    }

    fn finish(mut self) -> Survey {
        let mut expected: FxHashMap<String, Vec<&String>> = FxHashMap::default();
        let mut seen: FxHashSet<&String> = FxHashSet::default();
        for fragment in &self.markers {
            if seen.insert(fragment) {
                expected.entry(key(fragment)).or_default().push(fragment);
            }
        }
        for (at, fragments) in &self.done {
            let mut anchors: Vec<String> = Vec::new();
            for key in fragments.iter().flat_map(|fragment| keys(fragment)).filter(|key| !key.is_empty()) {
                for anchor in expected.get(&key).into_iter().flatten() {
                    if !anchors.contains(anchor) {
                        anchors.push((*anchor).clone());
                    }
                }
            }
            if !anchors.is_empty() {
                self.found.anchors.insert(*at, anchors);
            }
        }
        self.found.wiki = self.wiki >= WIKI;
        self.found
    }
}

/// Whether a fragment names the place of a marker rather than that of a note.
fn names_mark(fragment: &str) -> bool {
    let lower = fragment.to_ascii_lowercase();
    ["ref", "anc", "back", "source", "return", "_s"].iter().any(|word| lower.contains(word))
}

/// How many signs of Markdown a text shows that other formats do not: footnotes, links, headings, lists with emphasis, metadata.
pub(super) fn signs(sample: &[u8]) -> usize {
    let has = |sign: &[u8]| memchr::memmem::find(sample, sign).is_some();
    let lines = || sample.split(|byte| *byte == b'\n');
    let headings = lines().filter(|line| {
        let level = line.iter().take_while(|byte| **byte == b'#').count();
        (1..=6).contains(&level) && line.get(level) == Some(&b' ')
    });
    let definitions = lines().any(|line| line.starts_with(b"[^") && memchr::memmem::find(line, b"]:").is_some());
    let links = memchr::memmem::find_iter(sample, b"](")
        .take(4)
        .filter(|at| sample.get(at + 2).is_some_and(|byte| matches!(byte, b'h' | b'#' | b'/' | b'<' | b'.')));
    let metadata = sample.starts_with(b"---\n") && has(b"\n---");
    let emphasis = lines().filter(|line| has_pair(line, b"**")).take(2).count() == 2;
    let cited = has(b"[@") && has(b"]");
    let links = links.count();
    usize::from(headings.take(2).count() > 0)
        + 2 * usize::from(definitions)
        + usize::from(links > 0)
        + usize::from(links > 2)
        + usize::from(metadata)
        + usize::from(emphasis)
        + usize::from(cited)
}

fn has_pair(line: &[u8], sign: &[u8]) -> bool {
    memchr::memmem::find(line, sign)
        .and_then(|at| line.get(at + sign.len()..))
        .is_some_and(|rest| memchr::memmem::find(rest, sign).is_some_and(|at| at > 0))
}
