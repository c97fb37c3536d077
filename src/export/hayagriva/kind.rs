//! The types of entries in Hayagriva.

use crate::record::Kind;

/// The type of an entry, and of the work that holds it.
pub(super) const fn types(kind: Kind, contained: bool) -> (&'static str, &'static str) {
    match kind {
        Kind::ArticleNewspaper => ("article", "newspaper"),
        Kind::ArticleJournal | Kind::ArticleMagazine | Kind::Article | Kind::Review | Kind::ReviewBook => {
            ("article", "periodical")
        }
        Kind::Book | Kind::Chapter | Kind::Classic if contained => ("chapter", "book"),
        Kind::Book | Kind::Chapter | Kind::Classic | Kind::Pamphlet | Kind::MusicalScore => ("book", "book"),
        Kind::Collection => ("anthology", "anthology"),
        Kind::Entry | Kind::EntryDictionary | Kind::EntryEncyclopedia => ("entry", "reference"),
        Kind::PaperConference => ("article", "proceedings"),
        Kind::Speech | Kind::Event => ("conference", "conference"),
        Kind::Report | Kind::Standard => ("report", "anthology"),
        Kind::Thesis => ("thesis", "anthology"),
        Kind::Patent => ("patent", "anthology"),
        Kind::LegalCase => ("case", "anthology"),
        Kind::Legislation | Kind::Bill | Kind::Regulation | Kind::Treaty | Kind::Hearing => {
            ("legislation", "anthology")
        }
        Kind::Manuscript => ("manuscript", "anthology"),
        Kind::Broadcast | Kind::MotionPicture => ("video", "video"),
        Kind::Song => ("audio", "audio"),
        Kind::Graphic | Kind::Figure | Kind::Map => ("artwork", "book"),
        Kind::Performance => ("performance", "exhibition"),
        Kind::Periodical => ("periodical", "periodical"),
        Kind::Software => ("repository", "repository"),
        Kind::Dataset => ("misc", "repository"),
        Kind::PostWeblog => ("article", "blog"),
        Kind::Webpage | Kind::Post => ("web", "web"),
        Kind::Document | Kind::Interview | Kind::PersonalCommunication => ("misc", "misc"),
    }
}
