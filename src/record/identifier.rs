//! Identifiers, each checked by its check digit or its form.
//!
//! In: the text behind a label, without it. Out: a newtype that holds the identifier in its canonical form. What fails the check stays a literal
//! in its [`super::Field`], with a diagnostic; nothing is dropped.
//!
//! Standards: ISO 26324 (DOI), ISO 2108 (ISBN), ISO 3297 (ISSN), RFC 3650 (Handle), and the issuers' own rules for the rest.

use crate::source::trim;
use std::fmt;
use std::str::FromStr;

/// Why a text is no such identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadIdentifier {
    /// It does not have the form.
    Form,
    /// Its check digit is wrong.
    CheckDigit,
}

impl fmt::Display for BadIdentifier {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Form => "does not have the form",
            Self::CheckDigit => "has a wrong check digit",
        })
    }
}

impl std::error::Error for BadIdentifier {}

macro_rules! identifiers {
    ($($(#[doc = $doc:literal])+ $name:ident, $key:literal, $check:expr;)+) => {
        $(
            $(#[doc = $doc])+
            #[derive(Debug, Clone, PartialEq, Eq, Hash)]
            pub struct $name(String);

            impl $name {
                /// The identifier in its canonical form.
                #[must_use]
                pub fn as_str(&self) -> &str {
                    &self.0
                }
            }

            impl FromStr for $name {
                type Err = BadIdentifier;

                fn from_str(text: &str) -> Result<Self, BadIdentifier> {
                    let check: fn(&str) -> Result<String, BadIdentifier> = $check;
                    check(trim(text)).map(Self)
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                    out.write_str(&self.0)
                }
            }
        )+

        /// A scheme of identifiers.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "the newtypes of the same names say it")]
        pub enum Scheme { $($name,)+ }

        impl Scheme {
            /// Every scheme, in the order in which an item lists them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The key in the JSON: CSL's variable for DOI, ISBN, ISSN, PMID and PMCID, the name that people use under `custom` for the rest.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)+ }
            }

            /// The scheme of a key, in any case.
            #[must_use]
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|scheme| scheme.key().eq_ignore_ascii_case(key))
            }

            /// The canonical form of an identifier.
            ///
            /// # Errors
            ///
            /// [`BadIdentifier`] when the form or the check digit is wrong.
            pub fn canonical(self, text: &str) -> Result<String, BadIdentifier> {
                match self { $(Self::$name => text.parse::<$name>().map(|id| id.0),)+ }
            }
        }
    };
}

identifiers! {
    /// A digital object identifier: `10.` prefix, `/`, suffix; without `doi:` or a resolver's address.
    Doi, "DOI", doi;
    /// An international standard book number of 10 or 13 digits, with the hyphens of the source.
    Isbn, "ISBN", isbn;
    /// An international standard serial number: `1234-567X`.
    Issn, "ISSN", issn;
    /// A `PubMed` number.
    Pmid, "PMID", |text| number(text, 1, 8);
    /// A `PubMed` Central number, `PMC1234567`.
    Pmcid, "PMCID", pmcid;
    /// An arXiv number, new (`1702.16287`) or old (`hep-th/9901001`), without `arXiv:`.
    ArxivId, "arXiv", arxiv;
    /// An OCLC (`WorldCat`) number.
    Oclc, "OCLC", oclc;
    /// A JSTOR number or stable name.
    Jstor, "JSTOR", |text| word(text, 1, 60);
    /// A bibcode of the Astrophysics Data System: 19 characters.
    Bibcode, "bibcode", bibcode;
    /// A handle: prefix, `/`, suffix.
    Handle, "hdl", handle;
    /// A Semantic Scholar corpus number.
    S2cid, "S2CID", |text| number(text, 1, 12);
    /// A Library of Congress control number.
    Lccn, "LCCN", |text| word(text, 1, 20);
    /// An Open Library number: digits and `A`, `M` or `W`.
    OpenLibrary, "OL", open_library;
    /// A Social Science Research Network number.
    Ssrn, "SSRN", |text| number(text, 1, 9);
    /// A Mathematical Reviews number.
    Mr, "MR", |text| number(text, 1, 9);
    /// A Zentralblatt MATH number: `0472.53010`.
    Zbl, "Zbl", |text| word(text, 5, 20);
    /// A Jahrbuch über die Fortschritte der Mathematik number.
    Jfm, "JFM", |text| word(text, 5, 20);
    /// A number of the Office of Scientific and Technical Information.
    Osti, "OSTI", |text| number(text, 1, 9);
    /// A request for comments.
    Rfc, "RFC", |text| number(text, 1, 5);
    /// An Amazon standard identification number.
    Asin, "ASIN", asin;
    /// An international standard music number.
    Ismn, "ISMN", |text| word(text, 9, 20);
    /// A standard book number of nine digits.
    Sbn, "SBN", |text| word(text, 9, 12);
    /// A bioRxiv DOI suffix.
    Biorxiv, "bioRxiv", |text| word(text, 3, 60);
    /// A medRxiv DOI suffix.
    Medrxiv, "medRxiv", |text| word(text, 3, 60);
    /// A `CiteSeerX` number: `10.1.1.…`.
    Citeseerx, "CiteSeerX", citeseerx;
    /// An electronic ISSN, where the source tells it from the printed one.
    Eissn, "eISSN", issn;
    /// A number of the Deutsche Nationalbibliothek.
    Dnb, "DNB", |text| word(text, 5, 12);
    /// A Wikidata item.
    Wikidata, "Wikidata", |text| word(text, 2, 14);
    /// A Usenet message identifier.
    Usenet, "Usenet", |text| word(text, 3, 200);
}

/// What stands between hyphens and spaces.
fn digits(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(|b| !matches!(b, b'-' | b' '))
}

fn number(text: &str, least: usize, most: usize) -> Result<String, BadIdentifier> {
    let good = (least..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if good { Ok(text.to_owned()) } else { Err(BadIdentifier::Form) }
}

fn word(text: &str, least: usize, most: usize) -> Result<String, BadIdentifier> {
    let good = (least..=most).contains(&text.len()) && !text.contains(char::is_whitespace);
    if good { Ok(text.to_owned()) } else { Err(BadIdentifier::Form) }
}

fn doi(text: &str) -> Result<String, BadIdentifier> {
    let (prefix, suffix) = text.split_once('/').ok_or(BadIdentifier::Form)?;
    let registrant = prefix.strip_prefix("10.").ok_or(BadIdentifier::Form)?;
    let good = registrant.len() >= 4
        && registrant.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
        && !suffix.is_empty()
        && !text.contains(char::is_whitespace);
    if good { Ok(text.to_owned()) } else { Err(BadIdentifier::Form) }
}

/// ISO 2108: ten digits weighted 10 to 1 modulo 11 (`X` is ten), or thirteen weighted 1 and 3 modulo 10.
fn isbn(text: &str) -> Result<String, BadIdentifier> {
    let hyphen = |c: char| matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}');
    let plain = if text.is_ascii() { text.to_owned() } else { text.replace(hyphen, "-") };
    let count = digits(&plain).take(14).count();
    let weight = |at: u32| if count == 10 { 10 - at } else { 1 + at % 2 * 2 };
    let modulus = match count {
        10 => 11,
        13 => 10,
        _ => return Err(BadIdentifier::Form),
    };
    let mut sum = 0;
    for (at, byte) in (0..).zip(digits(&plain)) {
        let value = match byte {
            b'0'..=b'9' => u32::from(byte - b'0'),
            b'X' | b'x' if at == 9 && count == 10 => 10,
            _ => return Err(BadIdentifier::Form),
        };
        sum += value * weight(at);
    }
    if sum % modulus == 0 { Ok(plain) } else { Err(BadIdentifier::CheckDigit) }
}

/// ISO 3297: seven digits weighted 8 to 2, and a check digit modulo 11.
fn issn(text: &str) -> Result<String, BadIdentifier> {
    let all: Vec<u8> = digits(text).collect();
    if all.len() != 8 {
        return Err(BadIdentifier::Form);
    }
    let mut sum = 0;
    for (at, &byte) in all.iter().enumerate() {
        let value = match byte {
            b'0'..=b'9' => u32::from(byte - b'0'),
            b'X' | b'x' if at == 7 => 10,
            _ => return Err(BadIdentifier::Form),
        };
        sum += value * (8 - u32::try_from(at).unwrap_or(0));
    }
    if sum % 11 != 0 {
        return Err(BadIdentifier::CheckDigit);
    }
    let text: String = all.iter().map(|&byte| char::from(byte.to_ascii_uppercase())).collect();
    let (head, tail) = text.split_at(4);
    Ok(format!("{head}-{tail}"))
}

fn pmcid(text: &str) -> Result<String, BadIdentifier> {
    let bare = text.strip_prefix("PMC").unwrap_or(text);
    number(bare, 1, 8).map(|number| format!("PMC{number}"))
}

fn arxiv(text: &str) -> Result<String, BadIdentifier> {
    let (bare, version) = text
        .rsplit_once('v')
        .filter(|(_, v)| !v.is_empty() && v.bytes().all(|b| b.is_ascii_digit()))
        .unwrap_or((text, ""));
    let _ = version;
    let number =
        |text: &str, most: usize| text.len() <= most && text.len() >= 4 && text.bytes().all(|b| b.is_ascii_digit());
    let new =
        bare.split_once('.').is_some_and(|(month, serial)| month.len() == 4 && number(month, 4) && number(serial, 5));
    let archive =
        |text: &str| text.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-' || b == b'.') && text.len() >= 2;
    let old =
        bare.split_once('/').is_some_and(|(name, serial)| archive(name) && serial.len() == 7 && number(serial, 7));
    if new || old { Ok(text.to_owned()) } else { Err(BadIdentifier::Form) }
}

fn oclc(text: &str) -> Result<String, BadIdentifier> {
    let bare = text
        .strip_prefix("ocm")
        .or_else(|| text.strip_prefix("ocn"))
        .or_else(|| text.strip_prefix("on"))
        .unwrap_or(text);
    number(bare, 1, 12)
}

fn bibcode(text: &str) -> Result<String, BadIdentifier> {
    let year = text.get(..4).is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit()));
    if text.chars().count() == 19 && year && !text.contains(char::is_whitespace) {
        Ok(text.to_owned())
    } else {
        Err(BadIdentifier::Form)
    }
}

fn handle(text: &str) -> Result<String, BadIdentifier> {
    let good = text.split_once('/').is_some_and(|(prefix, suffix)| {
        !prefix.is_empty() && prefix.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.') && !suffix.is_empty()
    });
    if good && !text.contains(char::is_whitespace) { Ok(text.to_owned()) } else { Err(BadIdentifier::Form) }
}

fn open_library(text: &str) -> Result<String, BadIdentifier> {
    let bare = text.strip_prefix("OL").unwrap_or(text);
    let (number, kind) = bare.split_at_checked(bare.len().saturating_sub(1)).ok_or(BadIdentifier::Form)?;
    let good = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) && matches!(kind, "A" | "M" | "W");
    if good { Ok(bare.to_owned()) } else { Err(BadIdentifier::Form) }
}

fn asin(text: &str) -> Result<String, BadIdentifier> {
    let good = text.len() == 10 && text.bytes().all(|b| b.is_ascii_alphanumeric());
    if good { Ok(text.to_owned()) } else { Err(BadIdentifier::Form) }
}

fn citeseerx(text: &str) -> Result<String, BadIdentifier> {
    let good = text.starts_with("10.1.1.") && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if good { Ok(text.to_owned()) } else { Err(BadIdentifier::Form) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_checked() {
        assert!("978-1492880608".parse::<Isbn>().is_ok());
        assert!("0-306-40615-2".parse::<Isbn>().is_ok());
        assert!("155404295X".parse::<Isbn>().is_ok());
        assert_eq!("978-1492880609".parse::<Isbn>(), Err(BadIdentifier::CheckDigit));
        assert_eq!("12345".parse::<Isbn>(), Err(BadIdentifier::Form));
        assert_eq!("00999660".parse::<Issn>().unwrap().as_str(), "0099-9660");
        assert_eq!("0099-9661".parse::<Issn>(), Err(BadIdentifier::CheckDigit));
    }

    #[test]
    fn forms_are_checked() {
        assert_eq!("2677584".parse::<Pmcid>().unwrap().as_str(), "PMC2677584");
        assert!("10.1098/rstb.2008.0326".parse::<Doi>().is_ok());
        assert!("10.109/x".parse::<Doi>().is_err());
        assert!("1702.16287v2".parse::<ArxivId>().is_ok());
        assert!("hep-th/9901001".parse::<ArxivId>().is_ok());
        assert!("2013mBio....410.13S".parse::<Bibcode>().is_ok());
        assert!("17021628".parse::<ArxivId>().is_err());
    }
}
