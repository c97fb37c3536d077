//! The identifiers of a citation template: `doi=…`, `isbn=…`, `id=ISBN …`.
//!
//! In: the values of a call. Out: identifiers, each checked; one that is none is kept as printed, and told. Not here: what is an identifier
//! (`record`).

use super::cs1::Reader;
use super::plain::{plain, trim};
use super::slot::{Slot, Slots};
use crate::diagnostic::Code;
use crate::record::{Field, Identifier, Scheme};

/// Identifiers that have a parameter of their own.
static IDENTIFIERS: [(Slot, Scheme); 28] = [
    (Slot::Doi, Scheme::Doi),
    (Slot::Isbn, Scheme::Isbn),
    (Slot::Issn, Scheme::Issn),
    (Slot::Pmid, Scheme::Pmid),
    (Slot::Pmc, Scheme::Pmcid),
    (Slot::Arxiv, Scheme::ArxivId),
    (Slot::Oclc, Scheme::Oclc),
    (Slot::Jstor, Scheme::Jstor),
    (Slot::Bibcode, Scheme::Bibcode),
    (Slot::Hdl, Scheme::Handle),
    (Slot::S2cid, Scheme::S2cid),
    (Slot::Lccn, Scheme::Lccn),
    (Slot::Ol, Scheme::OpenLibrary),
    (Slot::Ssrn, Scheme::Ssrn),
    (Slot::Mr, Scheme::Mr),
    (Slot::Zbl, Scheme::Zbl),
    (Slot::Jfm, Scheme::Jfm),
    (Slot::Osti, Scheme::Osti),
    (Slot::Rfc, Scheme::Rfc),
    (Slot::Asin, Scheme::Asin),
    (Slot::Ismn, Scheme::Ismn),
    (Slot::Sbn, Scheme::Sbn),
    (Slot::Biorxiv, Scheme::Biorxiv),
    (Slot::Medrxiv, Scheme::Medrxiv),
    (Slot::Citeseerx, Scheme::Citeseerx),
    (Slot::Eissn, Scheme::Eissn),
    (Slot::Dnb, Scheme::Dnb),
    (Slot::Wikidata, Scheme::Wikidata),
];

/// Their parameters.
const OF_IDENTIFIERS: Slots = {
    let (mut slots, mut rest): (_, &[(Slot, Scheme)]) = (Slots::of(&[]), &IDENTIFIERS);
    while let [(slot, _), behind @ ..] = rest {
        slots = slots.and(*slot);
        rest = behind;
    }
    slots
};

impl Reader<'_, '_> {
    /// Reads all of them.
    pub(super) fn identifiers(&mut self) {
        let values = self.values;
        if values.has(Slot::Id) || values.has_any(OF_IDENTIFIERS) {
            self.known_identifiers();
            self.loose_identifiers(values.raw(Slot::Id));
        }
    }

    fn known_identifiers(&mut self) {
        let values = self.values;
        for &(slot, scheme) in &IDENTIFIERS {
            if !values.has(slot) {
                continue;
            }
            let raw = values.raw(slot);
            let text = plain(raw);
            let text = bare_identifier(&text, scheme);
            let span = (self.place)(raw);
            // one parameter may hold several numbers: each is one if all are good
            let several = || text.split([' ', ',', ';', '/']).filter(|one| !one.is_empty());
            if several().nth(1).is_some() && several().all(|one| scheme.canonical(one).is_ok()) {
                self.out.record.identifiers.extend(several().filter_map(|one| {
                    scheme.canonical(one).ok().map(|one| Identifier { scheme, value: Field::typed(one, span) })
                }));
                continue;
            }
            if text.is_empty() {
                continue;
            }
            let value = match scheme.canonical(text) {
                Ok(canonical) => Field::typed(canonical, span),
                Err(error) => {
                    self.out.problems.push((
                        Code::BadIdentifier,
                        span,
                        format!("found {} `{text}`, which {error}", scheme.key()),
                    ));
                    Field::literal(text, span)
                }
            };
            self.out.record.identifiers.push(Identifier { scheme, value });
        }
    }

    /// `id=ISBN 0-415-13548-6`: an identifier where its label says so, a number otherwise.
    fn loose_identifiers(&mut self, raw: &str) {
        let text = plain(raw);
        if text.is_empty() {
            return;
        }
        let span = (self.place)(raw);
        if let Some((label, value)) = text.split_once([':', ' '])
            && let Some(scheme) = Scheme::from_key(trim(label)).or_else(|| (label == "PMC").then_some(Scheme::Pmcid))
            && self.out.record.identifier(scheme).is_none()
            && let Ok(canonical) = scheme.canonical(trim(value))
        {
            self.out.record.identifiers.push(Identifier { scheme, value: Field::typed(canonical, span) });
        } else if self.out.record.number.is_none() {
            self.out.record.number = Some(Field::typed(text.into_owned(), span));
        } else {
            self.keep("id", raw);
        }
    }
}

/// An identifier without the label or resolver's address that people write before it.
fn bare_identifier(text: &str, scheme: Scheme) -> &str {
    let mut text = trim(text);
    let labels: &[&str] = match scheme {
        Scheme::Doi => &[
            "https://doi.org/",
            "http://doi.org/",
            "https://dx.doi.org/",
            "http://dx.doi.org/",
            "doi.org/",
            "doi:",
            "DOI:",
            "doi ",
            "DOI ",
        ],
        Scheme::Isbn => &["ISBN:", "ISBN", "isbn"],
        Scheme::Issn => &["ISSN:", "ISSN"],
        Scheme::ArxivId => &["arXiv:", "arxiv:", "https://arxiv.org/abs/", "http://arxiv.org/abs/"],
        Scheme::Oclc => &["OCLC "],
        Scheme::Pmid => &["PMID "],
        Scheme::Jstor => &["https://www.jstor.org/stable/", "http://www.jstor.org/stable/", "i"],
        _ => &[],
    };
    for label in labels {
        if *label != "i"
            && let Some(rest) = text.strip_prefix(label)
        {
            text = rest.trim_start();
        }
    }
    text.trim_end_matches(['.', ',', ';'])
}
