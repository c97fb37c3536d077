//! One file of `refs/locales/`, as it stands there. Its form is told in `refs/locales/README.md`; `build.rs` makes constants of the files.

/// Words or phrases.
pub(super) type List = &'static [&'static str];

/// Words by the key that tells what they say, in the order of the keys.
pub(super) type Keyed = &'static [(&'static str, List)];

/// A language's words.
#[derive(Debug)]
pub(super) struct File {
    pub(super) code: &'static str,
    #[allow(dead_code, reason = "for whoever reads the file")]
    pub(super) name: &'static str,
    pub(super) date_order: &'static str,
    #[allow(dead_code, reason = "digits of all scripts are read; the test of the locales holds these against them")]
    pub(super) digits: &'static str,
    /// What ends the clauses of a citation, where it is no full stop: `comma`, `colon`, `dash`.
    pub(super) separator: &'static str,
    /// The words of en.toml that the language has not, as `section.key`.
    #[allow(dead_code, reason = "a reader needs no word for what is missing; the test of the locales does")]
    pub(super) none: List,
    pub(super) dates: Dates,
    pub(super) phrases: Keyed,
    pub(super) genres: Keyed,
    pub(super) words: Words,
    pub(super) tags: Keyed,
    pub(super) list: Lists,
}

/// The words of dates.
#[derive(Debug)]
pub(super) struct Dates {
    pub(super) months: &'static [List],
    pub(super) persian_months: &'static [List],
    pub(super) spring: List,
    pub(super) summer: List,
    pub(super) autumn: List,
    pub(super) winter: List,
    pub(super) quarters: &'static [List],
    pub(super) holidays: &'static [(&'static str, u8)],
    pub(super) ordinals: List,
    pub(super) joiners: List,
    pub(super) year_words: List,
    pub(super) month_words: List,
    pub(super) day_words: List,
    pub(super) circa: List,
    pub(super) undated: List,
    pub(super) until: List,
    pub(super) weekdays: List,
    pub(super) before_christ: List,
    #[allow(dead_code, reason = "years of the Buddhist calendar are told by their size")]
    pub(super) year_offset: i32,
}

/// Words that are no phrases.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) medium: List,
    pub(super) abbreviations: List,
    #[allow(clippy::struct_field_names, reason = "a stop word is one word, and the key in the file")]
    pub(super) stop_words: List,
}

/// What stands around lists of notes.
#[derive(Debug)]
pub(super) struct Lists {
    pub(super) headings: List,
    pub(super) bibliography_headings: List,
    pub(super) other_headings: List,
    pub(super) backlinks: List,
    pub(super) backlink_labels: &'static str,
    pub(super) errors: List,
    pub(super) fillers: List,
    pub(super) official_site: List,
    pub(super) ibid: List,
    pub(super) signals: List,
    pub(super) note_words: List,
    #[allow(dead_code, reason = "no reader asks for them yet")]
    pub(super) links_intro: List,
}

impl File {
    /// A file in which nothing stands.
    pub(super) const NONE: Self = Self {
        code: "",
        name: "",
        date_order: "",
        digits: "",
        separator: "",
        none: &[],
        dates: Dates::NONE,
        phrases: &[],
        genres: &[],
        words: Words::NONE,
        tags: &[],
        list: Lists::NONE,
    };
}

impl Dates {
    /// No dates.
    pub(super) const NONE: Self = Self {
        months: &[],
        persian_months: &[],
        spring: &[],
        summer: &[],
        autumn: &[],
        winter: &[],
        quarters: &[],
        holidays: &[],
        ordinals: &[],
        joiners: &[],
        year_words: &[],
        month_words: &[],
        day_words: &[],
        circa: &[],
        undated: &[],
        until: &[],
        weekdays: &[],
        before_christ: &[],
        year_offset: 0,
    };
}

impl Words {
    /// No words.
    pub(super) const NONE: Self = Self { medium: &[], abbreviations: &[], stop_words: &[] };
}

impl Lists {
    /// Nothing.
    pub(super) const NONE: Self = Self {
        headings: &[],
        bibliography_headings: &[],
        other_headings: &[],
        backlinks: &[],
        backlink_labels: "",
        errors: &[],
        fillers: &[],
        official_site: &[],
        ibid: &[],
        signals: &[],
        note_words: &[],
        links_intro: &[],
    };
}
