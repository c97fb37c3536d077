//! What phrases say.

/// What a phrase says about the date or value in it. The names are those of `[phrases]` in `refs/locales/en.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the keys of refs/locales say it")]
pub enum Role {
    Accessed,
    Archived,
    ArchivedUndated,
    Language,
    Page,
    Pages,
    Volume,
    Issue,
    Number,
    Section,
    Time,
    Season,
    Edition,
    EditorAfter,
    EditorBefore,
    TranslatorBefore,
    TranslatorAfter,
    IllustratorBefore,
    InterviewerBefore,
    DirectorBefore,
    DirectorAfter,
    ProducerAfter,
    ContributorBefore,
    In,
    And,
    EtAl,
    Via,
    OnSite,
    Series,
    WrittenAt,
    Published,
    Updated,
    DoiInactive,
    AccessNote,
    NoPlace,
    NoPublisher,
    Online,
}

/// What a phrase leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// A date.
    Date,
    /// Any value.
    Value,
    /// Nothing.
    None,
}
