//! Readings: the labelled parts of a note.
//!
//! A reading is lossless: its parts, joined, are the note again, byte for byte. What no production explains is [`Label::Unknown`].

use super::scratch::{Lent, Scratch};
use super::words::{before_space, behind_space};
use crate::locale::is_letter_or_number;
use crate::record::{Date, Role, Scheme};
use crate::source::Span;

/// A part of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamePart {
    /// The family name, particles included.
    Family,
    /// Given names or initials.
    Given,
    /// `Jr.`
    Suffix,
    /// A whole name of which nothing says whether it is a person's.
    Literal,
    /// A whole name of an organization.
    Organization,
    /// "et al."
    Others,
}

/// What a part of a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words are CSL's, and those of DESIGN.md section 5")]
pub enum Label {
    Name(Role, NamePart),
    Issued,
    OriginalDate,
    YearSuffix,
    Title,
    TranslatedTitle,
    ContainerTitle,
    CollectionTitle,
    Publisher,
    PublisherPlace,
    Edition,
    Volume,
    Issue,
    Number,
    Page,
    Section,
    Locator,
    Genre,
    Medium,
    Language,
    EventTitle,
    Scale,
    Accessed,
    ArchiveDate,
    Archive,
    Via,
    Agency,
    Url,
    Identifier(Scheme),
    Claim,
    Maintenance,
    Quote,
    Annotation,
    /// Words of the citation's own grammar: "Retrieved", "pp.".
    Keyword,
    /// Punctuation and space.
    Delimiter,
    /// What no production explains.
    Unknown,
}

impl Label {
    /// The label as a bit, to tell at once which ones a reading has; names, words and signs between have none, and all identifiers the same.
    #[inline]
    pub(super) const fn bit(self) -> u64 {
        let place = match self {
            Self::Issued => 1,
            Self::OriginalDate => 2,
            Self::YearSuffix => 3,
            Self::Title => 4,
            Self::TranslatedTitle => 5,
            Self::ContainerTitle => 6,
            Self::CollectionTitle => 7,
            Self::Publisher => 8,
            Self::PublisherPlace => 9,
            Self::Edition => 10,
            Self::Volume => 11,
            Self::Issue => 12,
            Self::Number => 13,
            Self::Page => 14,
            Self::Section => 15,
            Self::Locator => 16,
            Self::Genre => 17,
            Self::Medium => 18,
            Self::Language => 19,
            Self::EventTitle => 20,
            Self::Scale => 21,
            Self::Accessed => 22,
            Self::ArchiveDate => 23,
            Self::Archive => 24,
            Self::Via => 25,
            Self::Agency => 26,
            Self::Url => 27,
            Self::Claim => 28,
            Self::Maintenance => 29,
            Self::Quote => 30,
            Self::Annotation => 31,
            Self::Unknown => 32,
            Self::Identifier(_) => 33,
            Self::Name(..) | Self::Keyword | Self::Delimiter => 0,
        };
        1 << place & !1
    }

    /// The word that `--parts` prints.
    #[must_use]
    pub fn as_str(self) -> std::borrow::Cow<'static, str> {
        match self {
            Self::Name(role, part) => {
                let part = match part {
                    NamePart::Family => "family",
                    NamePart::Given => "given",
                    NamePart::Suffix => "suffix",
                    NamePart::Literal => "literal",
                    NamePart::Organization => "organization",
                    NamePart::Others => "et-al",
                };
                format!("{}.{part}", role.as_str()).into()
            }
            Self::Identifier(scheme) => scheme.key().into(),
            Self::Issued => "issued".into(),
            Self::OriginalDate => "original-date".into(),
            Self::YearSuffix => "year-suffix".into(),
            Self::Title => "title".into(),
            Self::TranslatedTitle => "translated-title".into(),
            Self::ContainerTitle => "container-title".into(),
            Self::CollectionTitle => "collection-title".into(),
            Self::Publisher => "publisher".into(),
            Self::PublisherPlace => "publisher-place".into(),
            Self::Edition => "edition".into(),
            Self::Volume => "volume".into(),
            Self::Issue => "issue".into(),
            Self::Number => "number".into(),
            Self::Page => "page".into(),
            Self::Section => "section".into(),
            Self::Locator => "locator".into(),
            Self::Genre => "genre".into(),
            Self::Medium => "medium".into(),
            Self::Language => "language".into(),
            Self::EventTitle => "event-title".into(),
            Self::Scale => "scale".into(),
            Self::Accessed => "accessed".into(),
            Self::ArchiveDate => "archive-date".into(),
            Self::Archive => "archive".into(),
            Self::Via => "via".into(),
            Self::Agency => "agency".into(),
            Self::Url => "URL".into(),
            Self::Claim => "claim".into(),
            Self::Maintenance => "maintenance".into(),
            Self::Quote => "quote".into(),
            Self::Annotation => "note".into(),
            Self::Keyword => "keyword".into(),
            Self::Delimiter => "delimiter".into(),
            Self::Unknown => "unknown".into(),
        }
    }
}

/// A labelled slice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub label: Label,
    /// Where it stands, in the clean text of the note while it is read, in the note when it is done.
    pub span: Span,
    /// The date that it says, for labels of dates.
    pub date: Option<Date>,
}

/// The labels of parts, as [`Label::bit`] has them.
pub(super) fn labels_of(parts: &[Part]) -> u64 {
    parts.iter().fold(0, |labels, part| labels | part.label.bit())
}

/// All parts of one note.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The style that explains the note best.
    pub style: &'static str,
    /// The parts: in order, without gap or overlap.
    pub parts: Vec<Part>,
    /// How well they explain the note, 0 to 1; once the reading is chosen, how sure it is.
    pub score: f32,
}

/// Parts as a style finds them, in any order.
#[derive(Debug, Default)]
pub(crate) struct Parts<'h> {
    parts: Lent<'h, Part>,
    /// The labels that were given, as [`Label::bit`] has them.
    labels: u64,
}

impl<'h> Parts<'h> {
    /// None yet, in a list of the scratch.
    pub(super) fn within(scratch: &'h Scratch) -> Self {
        Self { parts: scratch.labelled.lend(), labels: 0 }
    }

    #[inline]
    fn push(&mut self, part: Part) {
        self.labels |= part.label.bit();
        self.parts.push(part);
    }

    /// Labels a range; outer space is left out, an empty range gives nothing.
    pub(crate) fn label(&mut self, text: &str, label: Label, start: usize, end: usize) {
        let Some(slice) = text.get(start..end) else { return };
        let behind = behind_space(slice);
        let (whole, space) = (before_space(behind), slice.len() - behind.len());
        let mut bare = whole;
        // most begin with a letter
        if may_be_quoted(whole)
            && matches!(label, Label::Title | Label::ContainerTitle | Label::CollectionTitle | Label::Publisher)
        {
            bare = unquoted(whole);
        }
        let head = space + if bare.len() < whole.len() { opening(whole) } else { 0 };
        let length = bare.len();
        if length > 0 {
            self.push(Part { label, span: Span::new(start + head, start + head + length), date: None });
        }
    }

    /// Adds a part as it is.
    pub(super) fn add(&mut self, part: Part) {
        self.push(part);
    }

    /// Some of the parts, by their places among all.
    pub(super) fn range(&self, range: &std::ops::Range<usize>) -> &[Part] {
        self.parts.get(range.clone()).unwrap_or_default()
    }

    /// Labels a date.
    pub(crate) fn date(&mut self, label: Label, span: Span, date: Date) {
        self.push(Part { label, span, date: Some(date) });
    }

    /// Whether a label was given.
    #[inline]
    pub(crate) fn has(&self, label: Label) -> bool {
        debug_assert_ne!(label.bit(), 0, "names and signs are not told apart by their bits");
        self.labels & label.bit() != 0
    }

    /// The parts so far.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter()
    }

    /// How many there are: a place to go back to.
    pub(crate) fn len(&self) -> usize {
        self.parts.len()
    }

    /// Forgets what was labelled after a place.
    pub(crate) fn back_to(&mut self, length: usize) {
        if length < self.parts.len() {
            self.parts.truncate(length);
            self.labels = labels_of(&self.parts);
        }
    }

    /// All of the text as parts, in a list that is empty: what was labelled, and between it delimiters and unknown words. Of two parts that overlap the first
    /// wins.
    pub(crate) fn finish(mut self, text: &str, mut out: Vec<Part>) -> Vec<Part> {
        self.parts.sort_by_key(|part| (part.span.start, std::cmp::Reverse(part.span.end)));
        out.reserve(2 * self.parts.len() + 1);
        let mut at = 0;
        for part in self.parts.iter() {
            if part.span.start < at {
                continue;
            }
            gap(text, at, part.span.start, &mut out);
            out.push(*part);
            at = part.span.end;
        }
        gap(text, at, text.len(), &mut out);
        out
    }
}

/// The quotation marks that stand around titles, by pairs.
const QUOTES: [(char, char); 8] =
    [('《', '》'), ('〈', '〉'), ('『', '』'), ('「', '」'), ('«', '»'), ('„', '”'), ('“', '”'), ('"', '"')];

fn opening(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// Whether a quotation mark may stand at the beginning of a text.
#[inline]
fn may_be_quoted(text: &str) -> bool {
    text.as_bytes().first().is_some_and(|first| !first.is_ascii() || *first == b'"')
}

/// A title without the one pair of quotation marks around it: `《한겨레》`.
fn unquoted(text: &str) -> &str {
    QUOTES
        .iter()
        .find_map(|&(open, close)| {
            let inner = text.strip_prefix(open)?.strip_suffix(close)?;
            (!inner.contains([open, close]) && !inner.trim().is_empty() && inner.trim() == inner).then_some(inner)
        })
        .unwrap_or(text)
}

/// Labels what lies between two parts: unknown words by themselves, with the delimiters around them.
fn gap(text: &str, start: usize, end: usize, out: &mut Vec<Part>) {
    let Some(slice) = text.get(start..end).filter(|slice| !slice.is_empty()) else { return };
    let mut push = |label, start, end| {
        if end > start {
            out.push(Part { label, span: Span::new(start, end), date: None });
        }
    };
    // mostly `. ` or `, `
    if slice.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric()) {
        return push(Label::Delimiter, start, end);
    }
    let word = |c: char| is_letter_or_number(c);
    let Some(first) = slice.find(word) else { return push(Label::Delimiter, start, end) };
    let last = slice.char_indices().rev().find(|&(_, c)| word(c)).map_or(slice.len(), |(at, c)| at + c.len_utf8());
    push(Label::Delimiter, start, start + first);
    push(Label::Unknown, start + first, start + last);
    push(Label::Delimiter, start + last, end);
}
