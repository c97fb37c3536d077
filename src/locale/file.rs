//! One file of `refs/locales/`, as it stands there. Its form is told in `refs/locales/README.md`; `build.rs` makes constants of the files.

/// Words or phrases, one a line: a constant for each would have to be put in its place whenever the program starts.
#[derive(Debug, Clone, Copy)]
pub(super) struct List(pub(super) &'static str);

impl List {
    /// None.
    const NONE: Self = Self("");

    pub(super) fn iter(self) -> impl Iterator<Item = &'static str> {
        pieces(self.0, b'\n')
    }

    pub(super) fn len(self) -> usize {
        if self.is_empty() { 0 } else { memchr::memchr_iter(b'\n', self.0.as_bytes()).count() + 1 }
    }

    pub(super) fn is_empty(self) -> bool {
        self.0.is_empty()
    }
}

/// What stands between the marks in a text; nothing in an empty one.
pub(super) fn pieces(text: &'static str, mark: u8) -> impl Iterator<Item = &'static str> {
    let mut rest = Some(text).filter(|text| !text.is_empty());
    // words are short: a search by vectors takes longer to begin than this to end
    std::iter::from_fn(move || {
        let text = rest?;
        let end = text.bytes().position(|byte| byte == mark);
        rest = end.and_then(|end| text.get(end + 1..));
        text.get(..end.unwrap_or(text.len()))
    })
}

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
        none: List::NONE,
        dates: Dates::NONE,
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
        spring: List::NONE,
        summer: List::NONE,
        autumn: List::NONE,
        winter: List::NONE,
        quarters: &[],
        holidays: &[],
        ordinals: List::NONE,
        joiners: List::NONE,
        year_words: List::NONE,
        month_words: List::NONE,
        day_words: List::NONE,
        circa: List::NONE,
        undated: List::NONE,
        until: List::NONE,
        weekdays: List::NONE,
        before_christ: List::NONE,
        year_offset: 0,
    };
}

impl Words {
    /// No words.
    pub(super) const NONE: Self = Self { medium: List::NONE, abbreviations: List::NONE, stop_words: List::NONE };
}

impl Lists {
    /// Nothing.
    pub(super) const NONE: Self = Self {
        headings: List::NONE,
        bibliography_headings: List::NONE,
        other_headings: List::NONE,
        backlinks: List::NONE,
        backlink_labels: "",
        errors: List::NONE,
        fillers: List::NONE,
        official_site: List::NONE,
        ibid: List::NONE,
        signals: List::NONE,
        note_words: List::NONE,
        links_intro: List::NONE,
    };
}
