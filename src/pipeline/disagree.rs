//! Where structure and text of a citation say different things.
//!
//! In: the record that structure gives, the one that was read, and the text. Out: a hint for each field in which they differ. A value that the text
//! shows somewhere is no difference, however it was read: only what the page prints otherwise than it says is told. The structure's value is kept, so
//! nothing is lost by the choice. Not here: what only one of them says.

use crate::diagnostic::{Code, Diagnostic};
use crate::locale::{digit, is_letter_or_number};
use crate::record::{Field, Record, Title};
use crate::source::Span;

/// The fewest letters of a title that is compared: shorter ones stand in most texts by chance, or are cut differently.
const FEWEST: usize = 6;

/// The differences.
pub(super) fn told(structured: &Record, read: &Record, raw: &str, place: Span, diagnostics: &mut Vec<Diagnostic>) {
    let mut shown: Option<String> = None;
    let mut differ = |what: &str, said: &str, printed: &str| {
        if said == printed {
            return;
        }
        let (one, two) = (letters(said), letters(printed));
        if one.is_empty() || two.is_empty() || one.contains(&two) || two.contains(&one) {
            return;
        }
        if shown.get_or_insert_with(|| letters(raw)).contains(&one) {
            return;
        }
        let message =
            format!("the structure says `{said}` for the {what}, the text `{printed}`; the structure's was taken");
        diagnostics.push(
            Diagnostic::at(Code::SourcesDisagree, place, message)
                .help("look which of them is right, and correct the source"),
        );
    };
    if let (Some(said), Some(printed)) = (title(structured), title(read))
        && said != printed
        && letters(said).len() >= FEWEST
    {
        differ("title", said, printed);
    }
    if let (Some(said), Some(printed)) = (year(structured), year(read)) {
        differ("year", &said.to_string(), &printed.to_string());
    }
    let text = |field: &Option<Field<String>>| field.as_ref().map(|field| field.as_str().to_owned());
    for (what, said, printed) in [
        ("volume", text(&structured.volume), text(&read.volume)),
        ("issue", text(&structured.issue), text(&read.issue)),
    ] {
        if let (Some(said), Some(printed)) = (said, printed) {
            differ(what, &said, &printed);
        }
    }
    for said in &structured.identifiers {
        let mut same = read.identifiers.iter().filter(|printed| printed.scheme == said.scheme);
        if let (Some(printed), None) = (same.next(), same.next()) {
            differ(said.scheme.key(), said.value.as_str(), printed.value.as_str());
        }
    }
}

fn title(record: &Record) -> Option<&str> {
    record.title.as_ref()?.as_typed().map(Title::as_str)
}

fn year(record: &Record) -> Option<i32> {
    record.issued.as_ref()?.as_typed()?.year()
}

/// The letters and digits of a text, in lower case and ASCII digits.
fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| is_letter_or_number(*c))
        .flat_map(char::to_lowercase)
        .map(|c| digit(c).and_then(|value| char::from_digit(value, 10)).unwrap_or(c))
        .collect()
}
