//! Which entry type a work has in BibTeX, and which fields its style prints.
//!
//! In: a record. Out: a row for its entry type: one whose style misses nothing that it wants. Standard: the styles of BibTeX 0.99 and natbib.

use crate::export::printed::Printed as _;
use crate::record::{Kind, Record, Role};

/// An entry type and which fields its style prints.
pub(super) struct Style {
    pub(super) entry: &'static str,
    /// The field of the work that holds it.
    pub(super) container: &'static str,
    /// The field of who published it.
    pub(super) publisher: &'static str,
    pub(super) prints: &'static [&'static str],
}

const ARTICLE: Style = Style {
    entry: "article",
    container: "journal",
    publisher: "publisher",
    prints: &["journal", "volume", "number", "pages"],
};
const BOOK: Style = Style {
    entry: "book",
    container: "booktitle",
    publisher: "publisher",
    prints: &["publisher", "address", "edition", "volume", "series", "number"],
};
const CHAPTER: Style = Style {
    entry: "incollection",
    container: "booktitle",
    publisher: "publisher",
    prints: &["booktitle", "publisher", "address", "edition", "volume", "series", "number", "pages"],
};
const PAPER: Style = Style {
    entry: "inproceedings",
    container: "booktitle",
    publisher: "publisher",
    prints: &["booktitle", "publisher", "address", "volume", "series", "number", "pages"],
};
const REPORT: Style = Style {
    entry: "techreport",
    container: "booktitle",
    publisher: "institution",
    prints: &["institution", "address", "type", "number"],
};
const THESIS: Style =
    Style { entry: "phdthesis", container: "booktitle", publisher: "school", prints: &["school", "address", "type"] };
const MISC: Style =
    Style { entry: "misc", container: "howpublished", publisher: "howpublished", prints: &["howpublished"] };

/// The entry type of a record: one whose style would miss nothing that it wants.
pub(super) fn style(kind: Kind, record: &Record, dated: bool) -> Style {
    let some = |role: Role| record.names(role).is_some_and(|list| !list.names.is_empty());
    let contained = record.container_title.printed().is_some();
    let published = record.publisher.printed().is_some();
    let titled = record.title.printed().is_some() || record.translated_title.printed().is_some();
    match kind {
        Kind::ArticleJournal
        | Kind::ArticleMagazine
        | Kind::ArticleNewspaper
        | Kind::Article
        | Kind::Review
        | Kind::ReviewBook
            if contained && dated && titled && some(Role::Author) =>
        {
            ARTICLE
        }
        Kind::Webpage | Kind::Post | Kind::Document
            if contained
                && dated
                && titled
                && some(Role::Author)
                && (record.page.is_some() || record.volume.is_some() || record.issue.is_some()) =>
        {
            ARTICLE
        }
        Kind::PaperConference if contained && dated && titled && some(Role::Author) => PAPER,
        Kind::Book
        | Kind::Classic
        | Kind::Collection
        | Kind::Chapter
        | Kind::Entry
        | Kind::EntryDictionary
        | Kind::EntryEncyclopedia
            if contained =>
        {
            if published && dated && titled && some(Role::Author) {
                CHAPTER
            } else {
                MISC
            }
        }
        Kind::Book | Kind::Classic | Kind::Collection
            if published && dated && titled && (some(Role::Author) || some(Role::Editor)) =>
        {
            BOOK
        }
        Kind::Report if published && dated && titled && some(Role::Author) && !contained => REPORT,
        Kind::Thesis if published && dated && titled && some(Role::Author) && !contained => THESIS,
        _ => MISC,
    }
}
