//! The fields of BibLaTeX that take more than their value: titles, dates, numbers, languages, identifiers, what an entry is sorted by.
//!
//! In: fields of a record. Out: lines of its entry, and what they could not say. Standard: the biblatex manual, section 2.2.

use super::{BiblatexProfile, READER};
use crate::export::Options;
use crate::export::bib::{kept, name, sort_key, text, verbatim};
use crate::export::moment::{is_undated, moment};
use crate::export::printed::{Printed as _, joined};
use crate::export::remark::Rest;
use crate::export::script::right_to_left;
use crate::export::sheet::Sheet;
use crate::export::tongue::tongue;
use crate::record::{Field, Identifier, Record, Role, Scheme, Title};

/// Title and subtitle, and the translated title in brackets (biblatex-apa adds its own).
pub(super) fn titles(
    sheet: &mut Sheet,
    title: Option<&Field<Title>>,
    translated: Option<&Field<String>>,
    profile: BiblatexProfile,
) {
    let whole = title.and_then(crate::export::printed::Printed::printed);
    let split = title.and_then(Field::as_typed).map(Title::split);
    let translated = translated.and_then(crate::export::printed::Printed::printed);
    match (whole, split, translated) {
        // what was trimmed at the joint would not come back
        (Some(whole), Some((main, Some(sub))), _) if main.len() + 2 + sub.len() == whole.len() => {
            kept(sheet, "title", Some(main), READER);
            kept(sheet, "subtitle", Some(sub), READER);
        }
        (Some(whole), _, _) => kept(sheet, "title", Some(whole), READER),
        (None, _, Some(_)) => {}
        (None, _, None) => return,
    }
    if let Some(translated) = translated {
        if whole.is_none() {
            kept(sheet, "title", Some(translated), READER);
            return;
        }
        name(sheet, "titleaddon");
        let (open, close) = if profile == BiblatexProfile::Apa { ("{", "},\n") } else { ("{[", "]},\n") };
        sheet.raw(open);
        super::super::latex::text(sheet, translated, READER);
        sheet.raw(close);
    }
}

/// An edition that is words: biblatex prints them as they are, without `ed.`.
pub(super) fn edition_as_printed(sheet: &mut Sheet, edition: Option<&str>) {
    let Some(edition) = edition else { return };
    let says_so = ["ed", "éd", "aufl", "изд", "wyd", "vyd", "uppl", "版"]
        .iter()
        .any(|word| edition.to_lowercase().contains(word));
    if says_so {
        text(sheet, "edition", Some(edition), READER);
    } else {
        text(sheet, "edition", Some(&format!("{edition} ed.")), READER);
    }
}

/// A list of literals: what stands between braces is one of them, even with `and` in it.
pub(super) fn name_of_house(sheet: &mut Sheet, field: &str, value: Option<&str>) {
    if value.is_some_and(|value| value.split_whitespace().any(|word| word.eq_ignore_ascii_case("and"))) {
        kept(sheet, field, value, READER);
    } else {
        text(sheet, field, value, READER);
    }
}

/// A date; gives it back where the field does not say all of it.
pub(super) fn date<'r>(
    sheet: &mut Sheet,
    field: &str,
    date: Option<&'r Field<crate::record::Date>>,
    options: Options,
) -> Option<&'r Field<crate::record::Date>> {
    let date = date?;
    if options.edtf
        && let Some(typed) = date.as_typed().filter(|_| !is_undated(date))
    {
        text(sheet, field, Some(&typed.to_string()), READER);
        return None;
    }
    let Some((moment, whole)) = moment(date) else { return Some(date) };
    name(sheet, field);
    sheet.raw("{");
    moment.write_iso(&mut sheet.out);
    sheet.raw("},\n");
    if whole { None } else { Some(date) }
}

/// `number` is the issue of a journal, the number of a report, the number in a series: the first that there is.
pub(super) fn numbers<'r>(
    sheet: &mut Sheet,
    said: &mut Rest<'r>,
    issue: Option<&'r str>,
    number: Option<&'r str>,
    in_series: Option<&'r str>,
    printed: bool,
) {
    text(sheet, "number", issue.or(number).or(in_series), READER);
    match (issue, number) {
        (Some(_), _) => {
            said.number = number;
            said.series_number = in_series;
        }
        (None, Some(_)) => said.series_number = in_series,
        (None, None) => {}
    }
    if !printed {
        said.issue = issue;
        said.number = number;
        said.series_number = in_series;
    }
}

/// `language` as biblatex knows it or else as a name, and `langid` for babel.
pub(super) fn tongues(sheet: &mut Sheet, language: Option<&Field<crate::record::Language>>) {
    let Some(language) = language else { return };
    match tongue(language) {
        Some(tongue) => {
            let known = tongue.babel.filter(|_| tongue.in_biblatex);
            text(sheet, "language", known.or(Some(tongue.english)), READER);
            text(sheet, "langid", tongue.babel, READER);
        }
        None => name_of_house(sheet, "language", crate::export::printed::Printed::printed(language)),
    }
}

/// Identifiers with fields of their own; gives back the scheme that took `eprint`.
pub(super) fn held_identifiers(sheet: &mut Sheet, identifiers: &[Identifier]) -> Option<Scheme> {
    let first =
        |scheme: Scheme| identifiers.iter().find(|one| one.scheme == scheme).and_then(|one| one.value.printed());
    text(sheet, "isbn", joined(identifiers, Scheme::Isbn).as_deref(), READER);
    text(sheet, "issn", joined(identifiers, Scheme::Issn).as_deref(), READER);
    verbatim(sheet, "doi", first(Scheme::Doi));
    let repositories =
        [(Scheme::ArxivId, "arxiv"), (Scheme::Pmid, "pubmed"), (Scheme::Jstor, "jstor"), (Scheme::Handle, "hdl")];
    let (scheme, word) = repositories.into_iter().find(|(scheme, _)| first(*scheme).is_some())?;
    verbatim(sheet, "eprint", first(scheme));
    text(sheet, "eprinttype", Some(word), READER);
    // the number of several in one scheme is one too many
    identifiers.iter().filter(|one| one.scheme == scheme).nth(1).is_none().then_some(scheme)
}

/// What an entry without names is sorted and cited by, where that is not in Latin letters.
pub(super) fn sorting(sheet: &mut Sheet, record: &Record, container: Option<&str>) {
    let named = [Role::Author, Role::Editor, Role::Translator]
        .iter()
        .any(|role| record.names(*role).is_some_and(|list| !list.names.is_empty()));
    let Some(label) = container.or(record.title.printed()).filter(|_| !named) else { return };
    if label
        .chars()
        .any(|c| c.is_alphabetic() && !c.is_ascii() && any_ascii::any_ascii_char(c).len() != 1 && c > '\u{24F}')
        || !label.is_ascii() && right_to_left(label)
    {
        text(sheet, "sortkey", Some(&sort_key(label)), READER);
        if container.is_some() {
            text(sheet, "label", Some(label), READER);
        }
    }
}
