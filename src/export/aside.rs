//! Variables of CSL that tell of a work what no bibliography prints: its abstract, keywords, short titles.
//!
//! In: the variables of a record that the model has no field for. Out: those with a field of their own in some format, each with the name of that field.
//! A format writes them there, or reports them lost: never in a note, where they would be printed.

use serde_json::{Map, Value as Json};

/// One such variable and where each format keeps it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Aside {
    /// The variable; some have an older name too.
    names: [&'static str; 2],
    /// The field of BibLaTeX.
    pub(super) biblatex: &'static str,
    /// The field of BibTeX, as reference managers have it; its styles know none of them.
    pub(super) bibtex: &'static str,
    /// The tag of RIS.
    pub(super) ris: &'static str,
}

/// What an abstract is called in CSL.
pub(super) const ABSTRACT: &str = "abstract";
/// A title as it is cited for short.
pub(super) const SHORT_TITLE: &str = "title-short";
/// The abbreviation of a journal.
pub(super) const SHORT_CONTAINER: &str = "container-title-short";

const ASIDES: [Aside; 5] = [
    Aside { names: [ABSTRACT, ABSTRACT], biblatex: "abstract", bibtex: "abstract", ris: "AB" },
    Aside { names: ["keyword", "keyword"], biblatex: "keywords", bibtex: "keywords", ris: "KW" },
    Aside { names: ["annote", "annote"], biblatex: "annotation", bibtex: "annote", ris: "RN" },
    Aside { names: [SHORT_TITLE, "shortTitle"], biblatex: "shorttitle", bibtex: "shorttitle", ris: "ST" },
    Aside {
        names: [SHORT_CONTAINER, "journalAbbreviation"],
        biblatex: "shortjournal",
        bibtex: "shortjournal",
        ris: "J2",
    },
];

impl Aside {
    /// The variable.
    pub(super) const fn name(&self) -> &'static str {
        let [name, _] = self.names;
        name
    }
}

/// Whether a variable is one of these.
pub(super) fn is_aside(key: &str) -> bool {
    ASIDES.iter().any(|aside| aside.names.contains(&key))
}

/// Those that there are, and their text.
pub(super) fn asides(other: &Map<String, Json>) -> impl Iterator<Item = (Aside, &str)> {
    // most records have none
    let rows = if other.is_empty() { &[] } else { ASIDES.as_slice() };
    rows.iter().filter_map(|aside| {
        let text = aside.names.iter().find_map(|name| other.get(*name)?.as_str())?.trim();
        (!text.is_empty()).then_some((*aside, text))
    })
}
