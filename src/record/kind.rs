//! The types of an item, as CSL 1.0.2 names them (specification, Appendix III).

macro_rules! kinds {
    ($($name:ident = $word:literal,)+) => {
        /// What a cited work is: an item type of CSL 1.0.2.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
        #[allow(missing_docs, reason = "the variants are CSL's own words")]
        pub enum Kind {
            $($name,)+
            /// Where nothing says more.
            #[default]
            Webpage,
        }

        impl Kind {
            /// Every type.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+ Self::Webpage];

            /// CSL's word.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)+ Self::Webpage => "webpage" }
            }

            /// The type of CSL's word; `None` for a word that CSL 1.0.2 does not know.
            #[must_use]
            pub fn from_csl(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$name),)+ "webpage" => Some(Self::Webpage), _ => None }
            }
        }
    };
}

kinds! {
    Article = "article",
    ArticleJournal = "article-journal",
    ArticleMagazine = "article-magazine",
    ArticleNewspaper = "article-newspaper",
    Bill = "bill",
    Book = "book",
    Broadcast = "broadcast",
    Chapter = "chapter",
    Classic = "classic",
    Collection = "collection",
    Dataset = "dataset",
    Document = "document",
    Entry = "entry",
    EntryDictionary = "entry-dictionary",
    EntryEncyclopedia = "entry-encyclopedia",
    Event = "event",
    Figure = "figure",
    Graphic = "graphic",
    Hearing = "hearing",
    Interview = "interview",
    LegalCase = "legal_case",
    Legislation = "legislation",
    Manuscript = "manuscript",
    Map = "map",
    MotionPicture = "motion_picture",
    MusicalScore = "musical_score",
    Pamphlet = "pamphlet",
    PaperConference = "paper-conference",
    Patent = "patent",
    Performance = "performance",
    Periodical = "periodical",
    PersonalCommunication = "personal_communication",
    Post = "post",
    PostWeblog = "post-weblog",
    Regulation = "regulation",
    Report = "report",
    Review = "review",
    ReviewBook = "review-book",
    Software = "software",
    Song = "song",
    Speech = "speech",
    Standard = "standard",
    Thesis = "thesis",
    Treaty = "treaty",
}
