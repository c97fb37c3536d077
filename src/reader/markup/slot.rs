//! What a parameter of a citation template means, in the words of CS1 (the third column of `refs/parameters.tsv`).

macro_rules! slots {
    ($($name:ident = $word:literal,)+) => {
        /// The meaning of a parameter.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(crate) enum Slot { $($name,)+ }

        impl Slot {
            /// How many there are.
            pub(super) const COUNT: usize = [$(Self::$name,)+].len();

            /// The meaning of a word of the table; `None` for one that no code reads.
            pub(super) fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$name),)+ _ => None }
            }
        }
    };
}

/// A set of meanings.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Slots(u128);

impl Slots {
    /// The set of some meanings.
    pub(super) const fn of(mut slots: &[Slot]) -> Self {
        let mut out = Self(0);
        while let [slot, rest @ ..] = slots {
            out = out.and(*slot);
            slots = rest;
        }
        out
    }

    /// The set and one more.
    #[inline]
    pub(super) const fn and(self, slot: Slot) -> Self {
        Self(self.0 | 1 << slot as u32)
    }

    /// Whether two sets have a meaning in common.
    #[inline]
    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

slots! {
    Ignored = "-",
    AccessDate = "access-date",
    AccessDay = "access-day",
    AccessDayMonth = "access-daymonth",
    AccessMonth = "access-month",
    AccessYear = "access-year",
    Agency = "agency",
    ArchiveDate = "archive-date",
    ArchiveUrl = "archive-url",
    Arxiv = "arxiv",
    Asin = "asin",
    At = "at",
    Authors = "authors",
    Bibcode = "bibcode",
    Biorxiv = "biorxiv",
    BookTitle = "book-title",
    Cartography = "cartography",
    Chapter = "chapter",
    ChapterUrl = "chapter-url",
    Citeseerx = "citeseerx",
    Coauthors = "coauthors",
    Collaboration = "collaboration",
    Conference = "conference",
    ConferenceUrl = "conference-url",
    Container = "container",
    ContributorFirst = "contributor-first",
    ContributorLast = "contributor-last",
    Date = "date",
    Day = "day",
    Degree = "degree",
    Department = "department",
    Director = "director",
    DisplayAuthors = "display-authors",
    DisplayEditors = "display-editors",
    Dnb = "dnb",
    Docket = "docket",
    Doi = "doi",
    Edition = "edition",
    EditorFirst = "editor-first",
    EditorLast = "editor-last",
    Editors = "editors",
    Eissn = "eissn",
    Encyclopedia = "encyclopedia",
    Episode = "episode",
    First = "first",
    Format = "format",
    Group = "group",
    Hdl = "hdl",
    Id = "id",
    Illustrator = "illustrator",
    Inset = "inset",
    InterviewerFirst = "interviewer-first",
    InterviewerLast = "interviewer-last",
    Isbn = "isbn",
    Ismn = "ismn",
    Issn = "issn",
    Issue = "issue",
    Jfm = "jfm",
    Jstor = "jstor",
    Language = "language",
    Last = "last",
    Lccn = "lccn",
    MailingList = "mailing-list",
    Map = "map",
    MapUrl = "map-url",
    Medrxiv = "medrxiv",
    MessageId = "message-id",
    Minutes = "minutes",
    Month = "month",
    Mr = "mr",
    Name = "name",
    Network = "network",
    Newsgroup = "newsgroup",
    Note = "note",
    Number = "number",
    Oclc = "oclc",
    Ol = "ol",
    OrigDate = "orig-date",
    Osti = "osti",
    Others = "others",
    Page = "page",
    Pages = "pages",
    PatentCountry = "patent-country",
    Place = "place",
    Pmc = "pmc",
    Pmid = "pmid",
    Producer = "producer",
    PublicationDate = "publication-date",
    PublicationPlace = "publication-place",
    Publisher = "publisher",
    Quote = "quote",
    Refs = "refs",
    Rfc = "rfc",
    S2cid = "s2cid",
    Sbn = "sbn",
    Scale = "scale",
    ScriptChapter = "script-chapter",
    ScriptTitle = "script-title",
    ScriptWork = "script-work",
    Season = "season",
    Section = "section",
    Series = "series",
    SeriesNumber = "series-number",
    Sheet = "sheet",
    Ssrn = "ssrn",
    Station = "station",
    Subtitle = "subtitle",
    Text = "text",
    Time = "time",
    Title = "title",
    TransChapter = "trans-chapter",
    TransTitle = "trans-title",
    TranscriptUrl = "transcript-url",
    TranslatorFirst = "translator-first",
    TranslatorLast = "translator-last",
    TwitterUser = "twitter-user",
    Type = "type",
    Url = "url",
    UrlStatus = "url-status",
    Vauthors = "vauthors",
    Veditors = "veditors",
    Via = "via",
    Volume = "volume",
    Wikidata = "wikidata",
    Work = "work",
    Year = "year",
    Zbl = "zbl",
}
