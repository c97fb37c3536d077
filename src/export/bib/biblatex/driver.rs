//! Which entry type a work has in BibLaTeX, and which fields its style prints.
//!
//! In: what a work is and has. Out: a row for its entry type. Standard: the biblatex manual, section 2.1, and the drivers of `standard.bbx`.

use crate::record::Kind;

/// What the style of an entry type prints.
pub(super) struct Driver {
    /// The entry type.
    pub(super) entry: &'static str,
    /// The field of the work that holds it.
    pub(super) container: &'static str,
    /// The field of who published it.
    pub(super) publisher: &'static str,
    /// The fields that the style prints, of those that not every style does.
    pub(super) prints: &'static [&'static str],
}

const ARTICLE: Driver = Driver {
    entry: "article",
    container: "journaltitle",
    publisher: "publisher",
    prints: &["journaltitle", "volume", "number", "series", "pages", "issn"],
};
const BOOK: Driver = Driver {
    entry: "book",
    container: "booktitle",
    publisher: "publisher",
    prints: &["publisher", "location", "edition", "volume", "series", "number", "pages", "isbn", "chapter"],
};
const CHAPTER: Driver = Driver {
    entry: "incollection",
    container: "booktitle",
    publisher: "publisher",
    prints: &[
        "booktitle",
        "publisher",
        "location",
        "edition",
        "volume",
        "series",
        "number",
        "pages",
        "isbn",
        "chapter",
    ],
};
const ENTRY: Driver = Driver { entry: "inreference", ..CHAPTER };
const PAPER: Driver = Driver {
    entry: "inproceedings",
    container: "booktitle",
    publisher: "publisher",
    prints: &[
        "booktitle",
        "publisher",
        "location",
        "volume",
        "series",
        "number",
        "pages",
        "isbn",
        "eventtitle",
        "chapter",
    ],
};
const ONLINE: Driver =
    Driver { entry: "online", container: "organization", publisher: "organization", prints: &["organization"] };
const MISC: Driver = Driver {
    entry: "misc",
    container: "organization",
    publisher: "organization",
    prints: &["organization", "location", "type", "howpublished"],
};
const REPORT: Driver = Driver {
    entry: "report",
    container: "booktitle",
    publisher: "institution",
    prints: &["institution", "location", "type", "number", "pages", "chapter"],
};
const THESIS: Driver = Driver {
    entry: "thesis",
    container: "booktitle",
    publisher: "institution",
    prints: &["institution", "location", "type", "pages", "isbn", "chapter"],
};
const PATENT: Driver =
    Driver { entry: "patent", container: "booktitle", publisher: "publisher", prints: &["location", "type", "number"] };
const DATASET: Driver = Driver {
    entry: "dataset",
    container: "booktitle",
    publisher: "publisher",
    prints: &["publisher", "location", "edition", "type", "series", "number"],
};

/// The entry type of a record: by its kind, and by what there is to print.
pub(super) fn driver(kind: Kind, contained: bool, linked: bool, paged: bool) -> Driver {
    let on_its_own = || if linked { ONLINE } else { MISC };
    let misc = |entry| Driver { entry, ..MISC };
    match kind {
        Kind::ArticleJournal
        | Kind::ArticleMagazine
        | Kind::ArticleNewspaper
        | Kind::Article
        | Kind::Review
        | Kind::ReviewBook
            if contained =>
        {
            ARTICLE
        }
        // what has a volume or pages in something is an article, whatever the source calls it
        Kind::Webpage | Kind::Post | Kind::Document if contained && paged => ARTICLE,
        Kind::Book | Kind::Classic | Kind::Chapter if contained => CHAPTER,
        Kind::Book | Kind::Classic => BOOK,
        Kind::Collection => Driver { entry: "collection", ..BOOK },
        Kind::Entry | Kind::EntryDictionary | Kind::EntryEncyclopedia if contained => ENTRY,
        Kind::PaperConference if contained => PAPER,
        Kind::Report => REPORT,
        Kind::Thesis => THESIS,
        Kind::Patent => PATENT,
        Kind::Dataset => DATASET,
        Kind::Software => misc("software"),
        Kind::MotionPicture => misc("movie"),
        Kind::Broadcast => misc("video"),
        Kind::Song => misc("audio"),
        Kind::MusicalScore => misc("music"),
        Kind::Performance => misc("performance"),
        Kind::Graphic => misc("artwork"),
        Kind::Figure => misc("image"),
        Kind::LegalCase => misc("jurisdiction"),
        Kind::Legislation | Kind::Bill | Kind::Regulation => misc("legislation"),
        Kind::Hearing | Kind::Treaty => misc("legal"),
        Kind::Standard => misc("standard"),
        Kind::PersonalCommunication => misc("letter"),
        Kind::Pamphlet if !linked => misc("booklet"),
        _ => on_its_own(),
    }
}
