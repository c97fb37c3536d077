//! Names of languages, for people and for LaTeX (`refs/latex-languages.tsv`).
//!
//! In: the language of a record: a BCP 47 tag, or what was printed. Out: its English name, babel's name, and biblatex's key where it has one.

use crate::record::{Field, Language, Value};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tongue {
    /// The English name.
    pub(super) english: &'static str,
    /// babel's name.
    pub(super) babel: Option<&'static str>,
    /// Whether biblatex has a string for babel's name.
    pub(super) in_biblatex: bool,
    /// The tag.
    pub(super) tag: &'static str,
}

/// The rows by tag and by English name, both in lower case.
static TONGUES: LazyLock<FxHashMap<String, Tongue>> = LazyLock::new(|| {
    let mut by_word = FxHashMap::default();
    for row in include_str!("../../refs/latex-languages.tsv").lines().filter(|row| !row.starts_with('#')) {
        if let [tag, english, babel, known] = row.split('\t').collect::<Vec<_>>()[..] {
            let tongue = Tongue { english, babel: (babel != "-").then_some(babel), in_biblatex: known == "y", tag };
            by_word.insert(tag.to_lowercase(), tongue);
            by_word.entry(english.to_lowercase()).or_insert(tongue);
        }
    }
    by_word
});

/// The language of a record; `None` where the table does not have it.
pub(super) fn tongue(language: &Field<Language>) -> Option<Tongue> {
    let word = match &language.value {
        Value::Typed(tag) => tag.as_str(),
        Value::Literal(text) => text,
    };
    let mut word = word.trim().to_lowercase().replace('_', "-");
    loop {
        if let Some(tongue) = TONGUES.get(&word) {
            return Some(*tongue);
        }
        // en-x-y, en-x, en
        word.truncate(word.rfind('-')?);
    }
}
