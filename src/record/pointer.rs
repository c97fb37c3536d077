//! Pointers: notes that say "the work above" in place of a reference.

use super::Dated;

/// What a note points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aim {
    /// The work cited last: `Ibid.`
    Previous,
    /// Another work by the authors of the work cited last; the text of the reference goes on at this offset: `Idem, Title, …`
    SameAuthor(usize),
    /// The work of a note: `Smith (n 5) 12`.
    Note(String),
    /// A work cited before, by names, and a short title at most: `Smith, op. cit.`
    Earlier(String),
    /// Names and a year, and nothing more: `Smith 2004`; the spans are those of the note.
    Dated(Dated),
    /// Names and a short title: `Smith, Title`; a pointer only where such a work is cited.
    Titled(String),
}

/// A pointer and the place in the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pointer {
    /// What it points at.
    pub aim: Aim,
    /// The place in the work, without the word for a page.
    pub locator: Option<String>,
}
