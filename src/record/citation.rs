//! A citation in running text: a claim on a record, by names and year, or by key.
//!
//! The finder says where one stands; which record it means is told later, when the records are known.

use crate::source::Span;

/// What a citation names its work by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mention {
    /// A citation key (`putz2015` in `[@putz2015]`).
    Key(String),
    /// Names and a year (`Borger & Jalabi 2016`).
    Dated(Dated),
}

/// Names and a year, before anybody knows which of the words are names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dated {
    /// The text that ends with the names.
    pub before: Span,
    /// The year; `None` for "n.d.".
    pub year: Option<i32>,
    /// The letter behind the year.
    pub suffix: Option<char>,
    /// Where year and letter stand.
    pub year_span: Span,
    /// Whether names and year stand in brackets together (`(Smith 2004)`).
    pub enclosed: bool,
    /// Whether only the year stands in brackets (`Smith (2004)`).
    pub narrative: bool,
    /// Whether the names are those of the citation before (`2007` in `Smith 2004, 2007`).
    pub shared: bool,
}

/// One citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// What it names its work by.
    pub mention: Mention,
    /// Where it stands, with its locator; the names of a [`Mention::Dated`] stand before it.
    pub span: Span,
    /// The place in the work, without the word for a page: `3–5`.
    pub locator: Option<String>,
}
