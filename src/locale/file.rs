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
    /// The commonest words.
    pub(super) stop_words: List,
    pub(super) list: Lists,
}

/// What stands around lists of notes.
#[derive(Debug)]
pub(super) struct Lists {
    pub(super) backlinks: List,
    pub(super) backlink_labels: &'static str,
    pub(super) errors: List,
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
        stop_words: List::NONE,
        list: Lists::NONE,
    };
}

impl Lists {
    /// Nothing.
    pub(super) const NONE: Self =
        Self { backlinks: List::NONE, backlink_labels: "", errors: List::NONE, links_intro: List::NONE };
}
