//! The model of a cited work: CSL's words, our invariants. A data room above [`crate::diagnostic`].
//!
//! A [`Record`] is a CSL 1.0.2 item; what CSL has no variable for goes under `custom` in the JSON. Absent means that the source does not say.

mod citation;
mod csl;
mod date;
mod extra;
mod field;
mod host;
mod identifier;
mod key;
mod kind;
mod language;
mod name;
mod pages;
mod pointer;
mod role;
mod title;
mod variable;
mod web;

pub use citation::{Citation, Dated, Mention};
pub use date::{CalendarDate, Date, Endpoint, ImpossibleDate, Precision, Qualifier, Season};
pub use extra::Extra;
pub use field::{Field, Found, Value};
pub use identifier::{
    ArxivId, Asin, BadIdentifier, Bibcode, Biorxiv, Citeseerx, Dnb, Doi, Eissn, Handle, Isbn, Ismn, Issn, Jfm, Jstor,
    Lccn, Medrxiv, Mr, Oclc, OpenLibrary, Osti, Pmcid, Pmid, Rfc, S2cid, Sbn, Scheme, Ssrn, Usenet, Wikidata, Zbl,
};
pub use key::{BadPattern, KeyPattern, assign_keys, assign_keys_by, separate_keys, significant_words, suffix_keys};
pub use kind::Kind;
pub use language::{Language, MalformedTag};
pub use name::{Name, NameList, Person};
pub use pages::{PageRange, Pages};
pub use pointer::{Aim, Pointer};
pub use role::Role;
pub use title::Title;
pub use web::{Address, BadAddress, Snapshot, WebLink};

use serde_json::Value as Json;

/// An identifier of a work: its canonical form, or what was printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier {
    /// The scheme that its label names.
    pub scheme: Scheme,
    /// Typed: the canonical form. Literal: as printed, where the check failed.
    pub value: Field<String>,
}

/// One cited work. Each field is a variable of CSL 1.0.2 unless its line says otherwise.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Record {
    /// The citation key, `[a-z0-9]+`; empty until a document's records get theirs.
    pub id: String,
    /// `type`
    pub kind: Kind,
    /// The names, by role, in the order of the source.
    pub names: Vec<(Role, NameList)>,
    /// When it was published.
    pub issued: Option<Field<Date>>,
    /// The letter behind a year (`2005a`); under `custom`.
    pub year_suffix: Option<String>,
    /// When it was first published.
    pub original_date: Option<Field<Date>>,
    /// When the event was at which it was presented.
    pub event_date: Option<Field<Date>>,
    /// The title as printed.
    pub title: Option<Field<Title>>,
    /// The title in the language of who cites it (CS1 `trans-title`); under `custom`.
    pub translated_title: Option<Field<String>>,
    /// The work that holds it: a newspaper, site, journal, or the book of a chapter.
    pub container_title: Option<Field<String>>,
    /// The series.
    pub collection_title: Option<Field<String>>,
    /// Its number in the series.
    pub collection_number: Option<Field<String>>,
    /// Who published it.
    pub publisher: Option<Field<String>>,
    /// Where.
    pub publisher_place: Option<Field<String>>,
    /// As printed, without its word: `2nd`, `TOUC.ESSAIS`.
    pub edition: Option<Field<String>>,
    /// The volume of a journal or book.
    pub volume: Option<Field<String>>,
    /// The issue of a journal.
    pub issue: Option<Field<String>>,
    /// The number of a report, patent, episode.
    pub number: Option<Field<String>>,
    /// Pages as printed, for a book too.
    pub page: Option<Field<Pages>>,
    /// A place inside the work that is no page: a chapter, a time in a film, a sheet.
    pub locator: Option<Field<String>>,
    /// A department of a newspaper, a section.
    pub section: Option<Field<String>>,
    /// `Press release`, `PhD thesis`, as printed.
    pub genre: Option<Field<String>>,
    /// `PDF`, as printed.
    pub medium: Option<Field<String>>,
    /// The scale of a map.
    pub scale: Option<Field<String>>,
    /// The conference, the exhibition.
    pub event_title: Option<Field<String>>,
    /// The language of the work.
    pub language: Option<Field<Language>>,
    /// Addresses, access date, snapshots and claims.
    pub web: WebLink,
    /// Identifiers, in the order of the source.
    pub identifiers: Vec<Identifier>,
    /// Who delivered it (CS1 `via`); under `custom`.
    pub via: Option<Field<String>>,
    /// The news agency (CS1 `agency`); under `custom`.
    pub agency: Option<Field<String>>,
    /// Words quoted from the work; under `custom`.
    pub quote: Option<Field<String>>,
    /// What the source adds about the work.
    pub note: Option<Field<String>>,
    /// What citation software says about the citation, verbatim; under `custom`.
    pub maintenance: Vec<String>,
    /// Fields of a .bib file that CSL has no place for, to be written back; under `custom.bibtex`.
    pub bibtex: Extra,
    /// What check-links found; under `custom.link`.
    pub link: Option<Box<Json>>,
    /// Other keys of `custom`, kept as they came.
    pub custom: Extra,
    /// Other variables of CSL, kept as they came.
    pub other: Extra,
}

impl Record {
    /// The names of one role.
    #[must_use]
    pub fn names(&self, role: Role) -> Option<&NameList> {
        self.names.iter().find(|(of, _)| *of == role).map(|(_, list)| list)
    }

    /// The names of one role, to add to.
    pub fn names_mut(&mut self, role: Role) -> &mut NameList {
        let at = self.names.iter().position(|(of, _)| *of == role).unwrap_or_else(|| {
            self.names.push((role, NameList::default()));
            self.names.len() - 1
        });
        // the index was just found or made; the first stands in for a hole that cannot be
        let at = at.min(self.names.len().saturating_sub(1));
        #[allow(clippy::indexing_slicing, reason = "a list that is never empty here, and an index within it")]
        &mut self.names[at].1
    }

    /// The identifier of a scheme, where there is one.
    #[must_use]
    pub fn identifier(&self, scheme: Scheme) -> Option<&Identifier> {
        self.identifiers.iter().find(|one| one.scheme == scheme)
    }

    /// A record of what structure says, completed by what only the text says.
    #[must_use]
    pub fn joined(mut structured: Box<Self>, read: Box<Self>) -> Box<Self> {
        let Self {
            id: _,
            kind,
            names,
            issued,
            year_suffix,
            original_date,
            event_date,
            title,
            translated_title,
            container_title,
            collection_title,
            collection_number,
            publisher,
            publisher_place,
            edition,
            volume,
            issue,
            number,
            page,
            locator,
            section,
            genre,
            medium,
            scale,
            event_title,
            language,
            web,
            identifiers,
            via,
            agency,
            quote,
            note,
            maintenance,
            bibtex: _,
            link: _,
            custom: _,
            other: _,
        } = *read;
        if structured.kind == Kind::default() {
            structured.kind = kind;
        }
        for (role, list) in names {
            if structured.names(role).is_none_or(NameList::is_empty) {
                *structured.names_mut(role) = list;
            }
        }
        macro_rules! complete {
            ($($field:ident),+) => { $(structured.$field = structured.$field.take().or($field);)+ };
        }
        complete!(
            issued,
            year_suffix,
            original_date,
            event_date,
            title,
            translated_title,
            collection_title,
            collection_number,
            publisher_place,
            edition,
            volume,
            issue,
            number,
            page,
            locator,
            section,
            genre,
            medium,
            scale,
            event_title,
            language,
            via,
            agency,
            quote,
            note
        );
        // flattened text cannot tell a container from a publisher: a name that the structure gives once is not given again as the other
        let same = |one: &Option<Field<String>>, two: &Option<Field<String>>| matches!((one, two), (Some(one), Some(two)) if one.as_str() == two.as_str());
        if structured.container_title.is_none() && !same(&container_title, &structured.publisher) {
            structured.container_title = container_title;
        }
        if structured.publisher.is_none() && !same(&publisher, &structured.container_title) {
            structured.publisher = publisher;
        }
        for identifier in identifiers {
            if structured.identifier(identifier.scheme).is_none() {
                structured.identifiers.push(identifier);
            }
        }
        structured.web.complete(web);
        if structured.maintenance.is_empty() {
            structured.maintenance = maintenance;
        }
        structured
    }

    /// The names that the work goes by: authors, or else editors, or else whoever comes first.
    #[must_use]
    pub fn creators(&self) -> Option<&NameList> {
        self.names(Role::Author)
            .or_else(|| self.names(Role::Editor))
            .or_else(|| self.names.first().map(|(_, list)| list))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_small_while_it_says_little() {
        // a hundred thousand of them are in memory at once: what most works have not lies behind a pointer
        assert!(size_of::<Record>() <= 480, "{}", size_of::<Record>());
        assert!(size_of::<Found<String>>() <= 64, "{}", size_of::<Found<String>>());
    }
}
