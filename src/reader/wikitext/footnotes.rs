//! Footnotes by name and group, and the numbers that MediaWiki prints.
//!
//! In: uses and bodies of footnotes in the order of the page. Out: [`Footnote`]s with their numbers, which count in each group in order of first use,
//! and begin again behind the list of the group. Standard: MediaWiki's extension Cite.

use super::frame::Frame;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;

/// The text of a footnote.
#[derive(Debug)]
pub(super) enum Body<'s> {
    /// A stretch of the source, read when the list is printed.
    Source(Range<usize>),
    /// Read already.
    Written(Box<Frame<'s>>),
}

/// The texts of a footnote: none until one is read; more than one where another follows it, or where one name has two texts.
#[derive(Debug, Default)]
pub(super) struct Bodies<'s> {
    first: Option<Body<'s>>,
    more: Vec<Body<'s>>,
}

impl<'s> Bodies<'s> {
    pub(super) const fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    pub(super) fn push(&mut self, body: Body<'s>) {
        if self.first.is_none() {
            self.first = Some(body);
        } else {
            self.more.push(body);
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Body<'s>> {
        self.first.iter().chain(&self.more)
    }

    pub(super) fn into_iter(self) -> impl Iterator<Item = Body<'s>> {
        self.first.into_iter().chain(self.more)
    }
}

/// A footnote.
#[derive(Debug)]
pub(super) struct Footnote<'s> {
    /// The place of its group.
    group: usize,
    /// Its number; `None` until it is used.
    pub(super) number: Option<usize>,
    pub(super) bodies: Bodies<'s>,
}

/// A group on the way.
#[derive(Debug, Default)]
struct Group<'s> {
    used: usize,
    names: FxHashMap<Cow<'s, str>, usize>,
    members: Vec<usize>,
    /// How many of them the list has printed, while it is printed.
    printed: usize,
    /// Whether those that it has not printed are in order.
    sorted: bool,
}

/// All footnotes of a page.
#[derive(Debug)]
pub(super) struct Footnotes<'s> {
    pub(super) all: Vec<Footnote<'s>>,
    /// The groups by name; the first is the one without, which nearly all footnotes are of.
    groups: Vec<(String, Group<'s>)>,
}

impl<'s> Footnotes<'s> {
    /// None, with room for so many, of the group without a name.
    pub(super) fn with_capacity(most: usize) -> Self {
        let unnamed = Group { members: Vec::with_capacity(most), ..Group::default() };
        Self { all: Vec::with_capacity(most), groups: vec![(String::new(), unnamed)] }
    }

    /// The place of a group, made where there is none.
    fn group(&mut self, name: &str) -> usize {
        self.place(name).unwrap_or_else(|| {
            self.groups.push((name.to_owned(), Group::default()));
            self.groups.len() - 1
        })
    }

    /// The place of a group that is there. Two empty names are never compared: to read nothing at no address takes a processor that masks its loads as long
    /// as fifty of them.
    fn place(&self, name: &str) -> Option<usize> {
        if name.is_empty() { Some(0) } else { self.groups.iter().position(|(one, _)| one == name) }
    }

    /// The name of the group of a footnote.
    pub(super) fn group_of(&self, note: usize) -> &str {
        let group = self.all.get(note).and_then(|note| self.groups.get(note.group));
        group.map_or("", |(name, _)| name)
    }

    /// The footnote of a name in a group, made where there is none; one without a name is always new.
    pub(super) fn named(&mut self, group: &str, name: Cow<'s, str>) -> usize {
        let new = self.all.len();
        let group = self.group(group);
        let Some((_, found)) = self.groups.get_mut(group) else { return new };
        let at = if name.is_empty() { new } else { *found.names.entry(name).or_insert(new) };
        if at == new {
            found.members.push(new);
            found.sorted = false;
            self.all.push(Footnote { group, number: None, bodies: Bodies::default() });
        }
        at
    }

    /// Whether a group has a footnote of a name.
    pub(super) fn has(&self, group: &str, name: &str) -> bool {
        self.place(group).and_then(|at| self.groups.get(at)).is_some_and(|(_, group)| group.names.contains_key(name))
    }

    /// A marker of a footnote; gives its number.
    pub(super) fn mark(&mut self, note: usize) -> usize {
        let Some(note) = self.all.get_mut(note) else { return 0 };
        if let Some(number) = note.number {
            return number;
        }
        let Some((_, group)) = self.groups.get_mut(note.group) else { return 0 };
        group.used += 1;
        note.number = Some(group.used);
        group.used
    }

    /// The footnote of a group that its list prints next, by number, those that nothing uses behind the others; `None` when all are printed, and the
    /// group then begins again.
    pub(super) fn next(&mut self, name: &str) -> Option<usize> {
        let at = self.place(name)?;
        let (_, group) = self.groups.get_mut(at)?;
        if group.printed < group.members.len() {
            let all = &self.all;
            let left = group.members.get_mut(group.printed..)?;
            if !group.sorted {
                left.sort_by_key(|&note| all.get(note).and_then(|note| note.number).unwrap_or(usize::MAX));
                group.sorted = true;
            }
            group.printed += 1;
            return left.first().copied();
        }
        *group = Group::default();
        None
    }

    /// The groups whose list is still to come.
    pub(super) fn pending(&self) -> Option<String> {
        self.groups.iter().find(|(_, group)| !group.members.is_empty()).map(|(name, _)| name.clone())
    }
}
