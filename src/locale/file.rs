//! One file of `refs/locales/`, as it stands there. Its form is told in `refs/locales/README.md`.

use serde::Deserialize;
use std::collections::BTreeMap;

/// A language's words.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct File {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) date_order: String,
    pub(super) digits: String,
    /// What ends the clauses of a citation, where it is no full stop: `comma`, `colon`, `dash`.
    pub(super) separator: String,
    /// The words of en.toml that the language has not, as `section.key`.
    #[allow(dead_code, reason = "a reader needs no word for what is missing; the test of the locales does")]
    pub(super) none: Vec<String>,
    pub(super) dates: Dates,
    pub(super) phrases: BTreeMap<String, Vec<String>>,
    pub(super) genres: BTreeMap<String, Vec<String>>,
    pub(super) words: Words,
    pub(super) tags: BTreeMap<String, Vec<String>>,
    pub(super) list: List,
}

/// The words of dates.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Dates {
    pub(super) months: Vec<Vec<String>>,
    pub(super) persian_months: Vec<Vec<String>>,
    pub(super) spring: Vec<String>,
    pub(super) summer: Vec<String>,
    pub(super) autumn: Vec<String>,
    pub(super) winter: Vec<String>,
    pub(super) quarters: Vec<Vec<String>>,
    pub(super) holidays: BTreeMap<String, u8>,
    pub(super) ordinals: Vec<String>,
    pub(super) joiners: Vec<String>,
    pub(super) year_words: Vec<String>,
    pub(super) month_words: Vec<String>,
    pub(super) day_words: Vec<String>,
    pub(super) circa: Vec<String>,
    pub(super) undated: Vec<String>,
    pub(super) until: Vec<String>,
    pub(super) weekdays: Vec<String>,
    pub(super) before_christ: Vec<String>,
    pub(super) year_offset: i32,
}

/// Words that are no phrases.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Words {
    pub(super) medium: Vec<String>,
    pub(super) abbreviations: Vec<String>,
    #[allow(clippy::struct_field_names, reason = "a stop word is one word, and the key in the file")]
    pub(super) stop_words: Vec<String>,
}

/// What stands around lists of notes.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct List {
    pub(super) headings: Vec<String>,
    pub(super) bibliography_headings: Vec<String>,
    pub(super) other_headings: Vec<String>,
    pub(super) backlinks: Vec<String>,
    pub(super) backlink_labels: String,
    pub(super) errors: Vec<String>,
    pub(super) fillers: Vec<String>,
    pub(super) official_site: Vec<String>,
    pub(super) ibid: Vec<String>,
    pub(super) signals: Vec<String>,
    pub(super) note_words: Vec<String>,
    pub(super) links_intro: Vec<String>,
}
