//! Puts right what is plainly wrong in a record, and says so.
//!
//! In: a record as read. Out: the same with its names mended; a diagnostic with what was changed for each. The repairs are of kinds, not of cases: a
//! scraped byline in the place of the author, two people written as one, an article in capitals behind a name.

use super::date::date;
use super::label::{Label, NamePart, Reading};
use crate::diagnostic::{Code, Diagnostic};
use crate::locale::{DateOrder, DateWord, Locale, Role as Phrase, is_letter};
use crate::record::{Name, Person, Record, Role};
use crate::source::Span;

/// Repairs the names of a record.
pub(super) fn repair(
    record: &mut Record,
    text: &str,
    reading: &Reading,
    place: &dyn Fn(Span) -> Span,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (role, list) in &mut record.names {
        // nearly all stay as they are
        let Some(first) = list.names.iter().position(|name| mended(name).is_some()) else { continue };
        for name in list.names.split_off(first) {
            let Some((mended, why)) = mended(&name) else {
                list.names.push(name);
                continue;
            };
            if let Some(span) = span_of(reading, *role) {
                let was = span.slice(text);
                let now = mended.iter().map(shown).collect::<Vec<_>>().join("; ");
                diagnostics.push(
                    Diagnostic::at(Code::NameRepaired, place(span), format!("found `{was}`, {why}; read as `{now}`"))
                        .help("correct the note if that is wrong"),
                );
            }
            list.names.extend(mended);
        }
    }
}

fn shown(name: &Name) -> String {
    match name {
        Name::Person(person) => format!("{}, {}", person.family(), person.given()),
        Name::Organization(name) | Name::Literal(name) => name.clone(),
    }
}

/// Where the names of a role stand.
fn span_of(reading: &Reading, role: Role) -> Option<Span> {
    let of_role = |label: &Label| matches!(label, Label::Name(of, part) if *of == role && *part != NamePart::Others);
    let first = reading.parts.iter().find(|part| of_role(&part.label))?;
    let last = reading.parts.iter().rev().find(|part| of_role(&part.label))?;
    Some(Span::new(first.span.start, last.span.end))
}

/// What a name should have been, and why.
fn mended(name: &Name) -> Option<(Vec<Name>, &'static str)> {
    let Name::Person(person) = name else { return None };
    byline(person).or_else(|| two_people(person)).or_else(|| organization(person)).or_else(|| turned(person))
}

/// `May 2015, Malika Orazgaliyeva in International on 29`: a line under a headline, cut at its commas. What is left without the dates and the words
/// behind "in" and "on" is the name.
fn byline(person: &Person) -> Option<(Vec<Name>, &'static str)> {
    let calendar = &Locale::get().calendar;
    let dated = |text: &str| date(text, DateOrder::DayFirst).is_some_and(|(length, _)| length == text.len());
    let month = || {
        person.family().split(' ').next().is_some_and(|word| matches!(calendar.word(word), Some(DateWord::Month(_))))
    };
    if !(person.family().contains(' ') && month() && dated(person.family())) {
        return None;
    }
    let words: Vec<&str> = person.given().split(' ').collect();
    let end = words
        .iter()
        .position(|word| {
            let locale = Locale::get();
            word.starts_with(char::is_lowercase)
                && (locale.stop_words.contains(word) || !locale.particles.contains(word))
        })
        .unwrap_or(words.len());
    let (family, given) = words.get(..end)?.split_last()?;
    (!given.is_empty())
        .then(|| Person::new(family, &given.join(" ")))
        .flatten()
        .map(|person| (vec![Name::Person(person)], "a byline with its date"))
}

/// `Hebel und Sydow, Christina und Christoph`: as many family names as given names, each joined by "and".
fn two_people(person: &Person) -> Option<(Vec<Name>, &'static str)> {
    let split = |text: &str| -> Option<(String, String)> {
        let locale = Locale::get();
        let at = text.match_indices(' ').map(|(at, _)| at + 1).find(|&at| {
            let tail = text.get(at..).unwrap_or_default();
            locale
                .phrases
                .at_of(tail, &[Phrase::And])
                .any(|phrase| tail.get(phrase.before.len()..).is_some_and(|rest| rest.starts_with(' ')))
        })?;
        let (_, rest) = text.get(at..)?.split_once(' ')?;
        Some((text.get(..at - 1)?.to_owned(), rest.to_owned()))
    };
    let ((first, second), (one, two)) = (split(person.family())?, split(person.given())?);
    let people = [Person::new(&first, &one)?, Person::new(&second, &two)?];
    Some((people.into_iter().map(Name::Person).collect(), "two people written as one"))
}

/// `SPIEGEL, DER`, `staff, MEE`: a known source or an organization, turned round as if it were a person.
fn organization(person: &Person) -> Option<(Vec<Name>, &'static str)> {
    let locale = Locale::get();
    let turned = [person.given(), person.family()].join(" ");
    let known = locale.sources.get(&turned).is_some();
    let article = person.given().chars().count() <= 3
        && person.given().chars().all(char::is_uppercase)
        && person.family().chars().all(|c| c.is_uppercase() || !is_letter(c))
        && locale.stop_words.contains(person.given());
    (known || article).then(|| (vec![Name::Organization(turned)], "an organization turned round"))
}

/// `Randa., Kassis`: a given name with a stop in the place of the family name.
fn turned(person: &Person) -> Option<(Vec<Name>, &'static str)> {
    let family = person.family().strip_suffix('.')?;
    let plain = family.chars().count() > 3
        && !family.contains(sign!('.' | ' '))
        && !person.given().contains(sign!('.' | ' '))
        && family.chars().all(is_letter);
    plain
        .then(|| Person::new(person.given(), family))
        .flatten()
        .map(|person| (vec![Name::Person(person)], "given name and family name the wrong way round"))
}
