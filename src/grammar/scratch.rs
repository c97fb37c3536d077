//! What notes are read with: lists that are made once for a thread, and cleared for its next note. Nearly every note needs the same few, for as long as it is
//! read.
//!
//! In: nothing. Out: [`Scratch`], and lists that it lends ([`Lent`]). Not here: what stands in them.

use super::dates::Dates;
use super::element::locator::Item;
use super::judged::Judged;
use super::known::Known;
use super::label::Part;
use super::lexical::Mark;
use super::sourced::Sourced;
use super::style::Token;
use super::walk::Free;
use std::cell::{Cell, RefCell};
use std::ops::{Deref, DerefMut};

/// How many lists of a kind wait to be used: more than a note needs at once.
const MOST_WAITING: usize = 64;

thread_local! {
    /// That of a thread, while it reads no note.
    static KEPT: Cell<Option<Box<Scratch>>> = const { Cell::new(None) };
}

/// The lists that a note is read with.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    /// Its marks.
    pub(super) marks: Vec<Mark>,
    /// Where its numbers stand.
    pub(super) numbers: Vec<(usize, usize)>,
    /// The marks that open something, while its marks are looked for.
    pub(super) open: Vec<(usize, char)>,
    /// What elements may begin where.
    pub(super) begins: Known<u8, 128>,
    /// The dates that were read.
    pub(super) dates: Dates,
    /// The stretches that were looked up as sources.
    pub(super) sourced: Sourced,
    /// The stretches that were looked at as names.
    pub(super) judged: Judged,
    /// The labels of what stands before its title.
    pub(super) fronts: RefCell<Vec<Part>>,
    /// For what a walk labels.
    pub(super) labelled: Lists<Part>,
    /// For the parts of readings; those of the best one stay with it.
    pub(super) parts: Lists<Part>,
    /// For clauses.
    pub(super) clauses: Lists<Free>,
    /// For the numbers and dates of a locator.
    pub(super) items: Lists<Item>,
    /// For the words and signs of a list of names.
    pub(super) tokens: Lists<Token>,
}

impl Scratch {
    /// Forgets what is known of a note.
    pub(super) fn clear(&mut self) {
        self.marks.clear();
        self.numbers.clear();
        self.open.clear();
        self.begins.clear();
        self.dates.clear();
        self.sourced.clear();
        self.judged.clear();
        self.fronts.get_mut().clear();
    }
}

/// Reads with the scratch of this thread.
pub(super) fn with<R>(read: impl FnOnce(&mut Scratch) -> R) -> R {
    let mut scratch = KEPT.take().unwrap_or_default();
    let out = read(&mut scratch);
    KEPT.set(Some(scratch));
    out
}

/// Empty lists that wait to be used.
#[derive(Debug)]
pub(super) struct Lists<T>(RefCell<Vec<Vec<T>>>);

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<T> Lists<T> {
    /// An empty list.
    pub(super) fn take(&self) -> Vec<T> {
        self.0.borrow_mut().pop().unwrap_or_default()
    }

    /// Takes a list back.
    pub(super) fn give(&self, mut list: Vec<T>) {
        let mut waiting = self.0.borrow_mut();
        if waiting.len() < MOST_WAITING {
            list.clear();
            waiting.push(list);
        }
    }

    /// An empty list that comes back by itself.
    pub(super) const fn lend(&self) -> Lent<'_, T> {
        Lent { list: Vec::new(), home: Some(self) }
    }
}

/// A list that is lent, once something stands in it: many never hold anything. Or one that is nobody's.
#[derive(Debug)]
pub(crate) struct Lent<'h, T> {
    list: Vec<T>,
    home: Option<&'h Lists<T>>,
}

impl<T> Default for Lent<'_, T> {
    fn default() -> Self {
        Self { list: Vec::new(), home: None }
    }
}

impl<T> Lent<'_, T> {
    #[inline]
    pub(super) fn push(&mut self, one: T) {
        if self.list.capacity() == 0 {
            self.list = self.home.map(Lists::take).unwrap_or_default();
        }
        self.list.push(one);
    }
}

impl<T> Extend<T> for Lent<'_, T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, all: I) {
        all.into_iter().for_each(|one| self.push(one));
    }
}

impl<T> Deref for Lent<'_, T> {
    type Target = Vec<T>;

    #[inline]
    fn deref(&self) -> &Vec<T> {
        &self.list
    }
}

impl<T> DerefMut for Lent<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.list
    }
}

impl<T> Drop for Lent<'_, T> {
    #[inline]
    fn drop(&mut self) {
        if let Some(home) = self.home
            && self.list.capacity() > 0
        {
            home.give(std::mem::take(&mut self.list));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_comes_back_is_lent_again_and_empty() {
        let lists = Lists::default();
        let mut one = lists.lend();
        one.extend([1, 2, 3]);
        let place = one.as_ptr();
        let mut two = lists.lend();
        two.push(4);
        assert_ne!(two.as_ptr(), place, "the first is still lent");
        drop((two, one));
        let mut again = lists.lend();
        again.push(5);
        assert_eq!(again.as_slice(), [5]);
        assert_eq!(again.as_ptr(), place);
    }
}
