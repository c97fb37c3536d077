//! Finds the markers of a page and the notes that they lead to.
//!
//! In: a [`Page`]. Out: markers and notes, paired by the links between them. No software is known by name here: a marker is a link that looks like
//! a label and leads to a place that is a note, by what its class says ([`super::signs`]), by standing high, or by the note's leading back. Not here:
//! what a note says ([`super::body`], [`super::citation`]), and marks that are no links (the finder reads those).

use super::label::{blank, is_arrow, looks_like_label, ordinal, without_brackets, word_and_number};
use super::names::{Attribute, Tag};
use super::page::Page;
use super::signs::Sign;
use super::target::Targets;
use crate::source::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// A note: the element that holds it, and the text that belongs to it.
#[derive(Debug, Clone, Default)]
pub(super) struct Note {
    /// The element.
    pub(super) element: u32,
    /// The anchor that links lead to.
    pub(super) anchor: u32,
    /// All of its text, label and back-links too.
    pub(super) span: Span,
    /// As printed, without brackets.
    pub(super) label: String,
    /// The group.
    pub(super) group: String,
}

/// A marker.
#[derive(Debug, Clone, Default)]
pub(super) struct Marker {
    /// Where it stands, with its brackets.
    pub(super) span: Span,
    /// As printed, without brackets.
    pub(super) label: String,
    /// Whether the note goes by that label too: `[3]`, `[Roe01]`, but not `Roe 2001`.
    pub(super) named: bool,
    /// The group.
    pub(super) group: String,
    /// The element that it leads to.
    pub(super) target: u32,
    /// The index of its note.
    pub(super) note: Option<usize>,
    /// A place inside the work.
    pub(super) locator: Option<String>,
}

/// The markers and notes of a page.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// In the order of the page.
    pub(super) notes: Vec<Note>,
    /// In the order of the page.
    pub(super) markers: Vec<Marker>,
}

/// A link inside the page.
#[derive(Debug, Clone, Copy)]
struct Inner {
    from: u32,
    to: u32,
    /// Whether it is no link, but says that the other describes it.
    described: bool,
}

/// Finds markers and notes.
pub(super) fn find(targets: &Targets<'_>) -> Found {
    let page = targets.page();
    let links: Vec<Inner> =
        (0..u32::try_from(page.elements.len()).unwrap_or(u32::MAX)).filter_map(|from| link(targets, from)).collect();
    // the places that links come from, to know which links answer each other
    let answers: FxHashSet<(u32, u32)> =
        links.iter().flat_map(|link| near(page, link.from).map(move |at| (at, link.to))).collect();
    let markers: Vec<Marker> = links.iter().filter_map(|link| marker(page, *link, &answers)).collect();
    pair(page, markers)
}

/// Where an element leads inside the page.
fn link(targets: &Targets<'_>, from: u32) -> Option<Inner> {
    let page = targets.page();
    let tag = page.tag(from);
    let href = if tag == Tag::A { page.attribute(from, Attribute::Href) } else { None };
    if let Some(to) = href.and_then(|href| targets.inside(href)) {
        let apart = !page.within(from, to) || page.tag(to) == Tag::A || page.tag(to) == Tag::Sup;
        return apart.then_some(Inner { from, to, described: false });
    }
    if !matches!(tag, Tag::A | Tag::Button | Tag::Sup | Tag::Span) {
        return None;
    }
    let to = targets.of_id(page.attribute(from, Attribute::AriaDescribedby)?)?;
    (!page.within(from, to)).then_some(Inner { from, to, described: true })
}

/// A link's element and what stands right around it: where an answer to it may lead.
fn near(page: &Page, index: u32) -> impl Iterator<Item = u32> + '_ {
    page.around(index).take(4)
}

/// Whether a link is answered: the place that it leads to, or the note around that, leads back to it.
fn answered(page: &Page, link: Inner, answers: &FxHashSet<(u32, u32)>) -> bool {
    let leads = |at: u32| page.span(at).start == page.span(link.from).start;
    let around = near(page, link.from).take_while(|&at| at == link.from || page.span(at).len() < 60 || leads(at));
    // an empty anchor may stand right before the link
    let before = link.from.checked_sub(1).filter(|&at| page.span(at).is_empty() && page.tag(at) == Tag::A);
    let here: Vec<u32> = around.chain(page.inside(link.from).take(3)).chain(before).collect();
    let own = std::iter::once(link.to)
        .chain(near(page, link.to).filter(|&at| page.span(at).start == page.span(link.to).start));
    own.flat_map(|to| here.iter().map(move |&from| (to, from))).any(|answer| answers.contains(&answer))
}

/// Reads a link as a marker, where it is one.
fn marker(page: &Page, link: Inner, answers: &FxHashSet<(u32, u32)>) -> Option<Marker> {
    let text = page.text_of(link.from);
    let sign = |sign: Sign| {
        near(page, link.from).take(3).any(|at| page.has(at, sign))
            || page.inside(link.from).take(3).any(|at| page.has(at, sign))
    };
    if text.is_empty() || is_arrow(text) || sign(Sign::BackLink) || page.tag(link.to).is_heading() {
        return None;
    }
    let (label, bracketed) = without_brackets(text);
    let outer = outer_brackets(page, link.from);
    let labelled = looks_like_label(label);
    let after =
        page.element(link.to).is_some_and(|to| to.text.0 >= page.element(link.from).map_or(0, |from| from.text.0));
    let noted = page
        .around(link.to)
        .take(3)
        .any(|at| page.has(at, Sign::Note) || page.has(at, Sign::Entry) || page.has(at, Sign::List));
    let high = is_high(page, link.from);
    let both = answered(page, link, answers);
    let entry = page.has(link.to, Sign::Entry) || page.has(link.to, Sign::Citation);
    let said = after && says(page, link.to, label);
    let is_marker = if labelled {
        let counted = word_and_number(label).is_none() || high || bracketed || outer.is_some();
        counted
            && (sign(Sign::Marker)
                || high
                || link.described
                || (both && after)
                || entry
                || ((bracketed || outer.is_some()) && (noted || said || item(page, link.to))))
    } else {
        (entry || (noted && sign(Sign::Marker))) && label.len() < 80
    };
    // a note that leads back has a label too, and stands behind its marker
    let back = !after && (both || !(noted || item(page, link.to)));
    if back || !is_marker {
        return None;
    }
    let own = page.span(link.from);
    let span = outer.filter(|_| labelled || !entry).unwrap_or(own);
    let group = near(page, link.from).find_map(|at| page.attribute(at, Attribute::DataMwGroup)).map(str::to_owned);
    let group = group.or_else(|| word_and_number(label).map(str::to_owned)).unwrap_or_default();
    let label = label.trim_end_matches(['.', ':', ')']).trim_matches(blank).to_owned();
    if label.is_empty() {
        return None;
    }
    let named = labelled || bracketed || outer.is_some_and(|outer| outer.slice(&page.text).starts_with('['));
    Some(Marker { span, label, named, group, target: link.to, note: None, locator: locator(page, link.from) })
}

/// Whether the text at a place begins with the label itself.
fn says(page: &Page, to: u32, label: &str) -> bool {
    let start = page.element(to).map_or(0, |element| element.text.0 as usize);
    let text =
        page.text.get(start..).unwrap_or_default().trim_start_matches(|c: char| blank(c) || matches!(c, '[' | '('));
    text.strip_prefix(label).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Whether an element is an item of a list, or an anchor at the head of one.
fn item(page: &Page, index: u32) -> bool {
    let start = page.span(index).start;
    let heads = |at: &u32| page.span(*at).start == start;
    page.around(index).take(2).chain(page.around(index).take(4).take_while(heads)).any(|at| page.tag(at).is_item())
}

/// Whether a link stands high: by its element or its style.
pub(super) fn is_high(page: &Page, index: u32) -> bool {
    let high = |at: u32| page.tag(at) == Tag::Sup || page.has(at, Sign::Superscript);
    let length = page.span(index).len();
    page.around(index).take(5).take_while(|&at| page.span(at).len() <= length + 60).any(high)
        || page.inside(index).take(4).any(high)
}

/// The span with the brackets that stand right outside of a link; the link's own where it shares its brackets with others: `[1, 3–5]`.
pub(super) fn outer_brackets(page: &Page, index: u32) -> Option<Span> {
    let own = page.span(index);
    let (head, tail) = (page.text.get(..own.start)?, page.text.get(own.end..)?);
    let (before, after) = (head.chars().next_back()?, tail.chars().next()?);
    if paired(before, after) {
        return Some(Span::new(own.start - before.len_utf8(), own.end + after.len_utf8()));
    }
    let shares = |c: &char| c.is_alphanumeric() || blank(*c) || matches!(c, ',' | ';' | '–' | '-' | '.');
    let open = head.chars().rev().take(SHARED).find(|c| !shares(c))?;
    let close = tail.chars().take(SHARED).find(|c| !shares(c))?;
    (matches!(open, '[' | '［') && paired(open, close)).then_some(own)
}

/// How far, in characters, the brackets of several labels are looked for.
const SHARED: usize = 60;

const fn paired(open: char, close: char) -> bool {
    matches!((open, close), ('[', ']') | ('［', '］') | ('(', ')'))
}

/// A place inside the work, printed high right behind the marker: `:12`, `: 12–14`.
fn locator(page: &Page, index: u32) -> Option<String> {
    let mark = page.around(index).take(3).filter(|&at| page.tag(at) == Tag::Sup).last()?;
    let next = page.element(mark)?.end;
    let text =
        (page.tag(next) == Tag::Sup && page.span(next).start <= page.span(mark).end + 1).then(|| page.text_of(next))?;
    let place = text.strip_prefix(':')?.trim_matches(blank);
    (!place.is_empty() && place.len() < 60).then(|| place.to_owned())
}

/// Makes notes of what markers lead to and of the lists around them, and pairs both.
fn pair(page: &Page, mut markers: Vec<Marker>) -> Found {
    let mut sorted: Vec<u32> = markers.iter().map(|marker| marker.target).collect();
    sorted.sort_unstable();
    sorted.dedup();
    let mut holders: FxHashMap<u32, u32> =
        sorted.iter().map(|&anchor| (anchor, holder(page, anchor, &sorted))).collect();
    let mut lists: Vec<u32> = holders
        .values()
        .filter(|&&at| page.tag(at) == Tag::Li)
        .filter_map(|&at| page.element(at))
        .map(|item| item.parent)
        .collect();
    lists.extend(
        (0..u32::try_from(page.elements.len()).unwrap_or(u32::MAX))
            .filter(|&at| page.tag(at) == Tag::Ol && page.has(at, Sign::List)),
    );
    lists.sort_unstable();
    lists.dedup();
    let mut notes: Vec<Note> = Vec::new();
    for list in lists {
        for (item, label) in numbered(page, list) {
            if let std::collections::hash_map::Entry::Vacant(slot) = holders.entry(item) {
                slot.insert(item);
            }
            notes.push(Note { element: item, anchor: item, span: page.span(item), label, group: String::new() });
        }
    }
    let listed: FxHashSet<u32> = notes.iter().map(|note| note.element).collect();
    for (&anchor, &element) in &holders {
        if !listed.contains(&element) {
            notes.push(Note { element, anchor, span: page.span(element), ..Note::default() });
        }
    }
    notes.sort_by_key(|note| (note.element, note.anchor));
    share(page, &mut notes);
    let by_element: FxHashMap<(u32, u32), usize> =
        notes.iter().enumerate().map(|(at, note)| ((note.element, note.anchor), at)).collect();
    for marker in &mut markers {
        let holder = holders.get(&marker.target).copied().unwrap_or(marker.target);
        marker.note = by_element.get(&(holder, marker.target)).or_else(|| by_element.get(&(holder, holder))).copied();
        if let Some(note) = marker.note.and_then(|at| notes.get_mut(at)) {
            let named = note.group.is_empty() && !marker.group.is_empty();
            if named {
                note.group.clone_from(&marker.group);
            }
        }
    }
    let mut first: FxHashSet<usize> = FxHashSet::default();
    for marker in &markers {
        let Some(at) = marker.note else { continue };
        if first.insert(at)
            && let Some(note) = notes.get_mut(at)
            && marker.named
        {
            note.label.clone_from(&marker.label);
        }
    }
    Found { notes, markers }
}

/// Cuts an element that holds several notes where their anchors stand.
pub(super) fn share(page: &Page, notes: &mut [Note]) {
    let starts: Vec<(u32, usize)> = notes.iter().map(|note| (note.element, page.span(note.anchor).start)).collect();
    for (at, note) in notes.iter_mut().enumerate() {
        let Some(&(element, start)) = starts.get(at) else { continue };
        let shared = |other: Option<&(u32, usize)>| other.filter(|(of, _)| *of == element).map(|(_, start)| *start);
        let before = at.checked_sub(1).and_then(|at| shared(starts.get(at)));
        let next = shared(starts.get(at + 1));
        if before.is_some() || next.is_some() {
            let from = if before.is_some() { start } else { note.span.start };
            note.span = page.trimmed(Span::new(from, next.unwrap_or(note.span.end).max(from)));
        }
    }
}

/// The element that holds the note of an anchor: the anchor, or what is around it when it holds no more than a label.
fn holder(page: &Page, anchor: u32, anchors: &[u32]) -> u32 {
    let count = |at: u32| {
        let inside = page.inside(at);
        anchors.partition_point(|&one| one < inside.end) - anchors.partition_point(|&one| one < at)
    };
    let mut best = anchor;
    for at in page.around(anchor) {
        let tag = page.tag(at);
        if at != anchor {
            let closed = matches!(
                tag,
                Tag::Body
                    | Tag::Html
                    | Tag::Main
                    | Tag::Article
                    | Tag::Ol
                    | Tag::Ul
                    | Tag::Dl
                    | Tag::Table
                    | Tag::Tbody
            );
            let leading = page.span(at).start == page.span(anchor).start;
            let alone = count(at) == count(best);
            if closed || (!leading && alone) {
                break;
            }
            best = at;
            if !alone {
                break;
            }
        }
        let text = page.text_of(at);
        let rest = text.strip_prefix(page.text_of(anchor)).unwrap_or(text);
        let enough = if at == anchor {
            !inline(tag) && !looks_like_label(without_brackets(text).0) && !is_arrow(text) && !text.is_empty()
        } else {
            rest.chars().filter(|c| c.is_alphanumeric()).count() > 3
        };
        if enough && !inline(tag) {
            break;
        }
    }
    best
}

fn inline(tag: Tag) -> bool {
    !tag.breaks() && !matches!(tag, Tag::Td | Tag::Th)
}

/// The items of a list with what it prints before them.
fn numbered(page: &Page, list: u32) -> Vec<(u32, String)> {
    let style = page.around(list).take(3).find_map(|at| {
        let class = page.attribute(at, Attribute::Class).unwrap_or_default();
        let by_class = class
            .split_ascii_whitespace()
            .find_map(|word| word.strip_prefix("references-").or_else(|| word.strip_prefix("reflist-")));
        by_class.or_else(|| {
            page.attribute(at, Attribute::Style)
                .and_then(|style| style.split_once("list-style-type:"))
                .map(|(_, rest)| rest.split(';').next().unwrap_or_default().trim())
        })
    });
    let style = style.or_else(|| page.attribute(list, Attribute::Type)).unwrap_or("decimal");
    let mut number =
        page.attribute(list, Attribute::Start).and_then(|start| start.trim().parse().ok()).unwrap_or(1_u32);
    let ordered = page.tag(list) == Tag::Ol;
    let mut items = Vec::new();
    let mut at = list + 1;
    while at < page.element(list).map_or(0, |list| list.end) {
        if page.tag(at) == Tag::Li && page.element(at).is_some_and(|item| item.parent == list) {
            number = page.attribute(at, Attribute::Value).and_then(|value| value.trim().parse().ok()).unwrap_or(number);
            items.push((at, if ordered { ordinal(number, style) } else { String::new() }));
            number = number.saturating_add(1);
        }
        at = page.element(at).map_or(at + 1, |element| element.end.max(at + 1));
    }
    items
}
