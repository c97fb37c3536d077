//! Names in a .bib file: `First von Last`, `von Last, First`, `von Last, Jr, First`, joined by `and`.
//!
//! In: a value as written. Out: a [`NameList`]; `and others` is its flag. A name in braces is an organization. Standard: "Tame the `BeaST`", section 5;
//! biblatex's `family=…, given=…` too.

use super::latex::text;
use crate::record::{Name, NameList, Person};

/// Reads a list of names.
pub(super) fn names(value: &str) -> NameList {
    let mut out = NameList::default();
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    for one in split(&value, |rest| {
        let word = rest.strip_prefix(char::is_whitespace)?.trim_start();
        let behind = word.get(3..).filter(|_| word.get(..3).is_some_and(|and| and.eq_ignore_ascii_case("and")))?;
        behind.starts_with(char::is_whitespace).then(|| rest.len() - behind.len())
    }) {
        let one = one.trim();
        if one.eq_ignore_ascii_case("others") || one.eq_ignore_ascii_case("et al.") {
            out.others = true;
        } else {
            out.names.extend(name(one));
        }
    }
    out
}

/// Cuts a text at what `separator` finds outside of braces (the length of it); in linear time.
fn split(value: &str, separator: impl Fn(&str) -> Option<usize>) -> Vec<&str> {
    let (mut out, mut depth, mut start, mut skip) = (Vec::new(), 0_usize, 0, 0);
    for (at, character) in value.char_indices() {
        if at < skip {
            continue;
        }
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => {
                if let Some(length) = separator(value.get(at..).unwrap_or_default()) {
                    out.extend(value.get(start..at));
                    start = at + length;
                    skip = start;
                }
            }
            _ => {}
        }
    }
    out.extend(value.get(start..));
    out
}

fn name(one: &str) -> Option<Name> {
    if one.is_empty() {
        return None;
    }
    let parts = split(one, |rest| rest.starts_with(',').then_some(1));
    if let Some(found) = keyed(&parts) {
        return Some(found);
    }
    if one.starts_with('{')
        && one.ends_with('}')
        && split(one, |rest| rest.starts_with(char::is_whitespace).then_some(1)).len() == 1
    {
        return Some(text(one)).filter(|name| !name.is_empty()).map(Name::Organization);
    }
    match parts.as_slice() {
        [whole] => first_von_last(whole),
        [last, first] => person(last, "", first),
        [last, suffix, first, ..] => person(last, suffix, first),
        [] => None,
    }
}

/// biblatex: `family=Beethoven, given=Ludwig, prefix=van`.
fn keyed(parts: &[&str]) -> Option<Name> {
    let value = |key: &str| {
        parts.iter().find_map(|part| part.trim().strip_prefix(key)?.trim_start().strip_prefix('=')).map(text)
    };
    let person = Person::new(&value("family")?, &value("given").unwrap_or_default())?;
    Some(Name::Person(
        person
            .with_particles("", &value("prefix").unwrap_or_default())
            .with_suffix(&value("suffix").unwrap_or_default()),
    ))
}

fn words(value: &str) -> Vec<&str> {
    split(value, |rest| {
        rest.starts_with(|c: char| c.is_whitespace() || c == '~').then(|| rest.chars().next().map_or(1, char::len_utf8))
    })
    .into_iter()
    .filter(|word| !word.is_empty())
    .collect()
}

/// Whether a word is a particle: its first letter outside of braces is small.
fn is_particle(word: &str) -> bool {
    word.starts_with(char::is_lowercase)
}

fn first_von_last(whole: &str) -> Option<Name> {
    let words = words(whole);
    let last = words.len().checked_sub(1)?;
    if last == 0 {
        return Some(text(whole)).filter(|name| !name.is_empty()).map(Name::Literal);
    }
    let von = words.iter().take(last).position(|word| is_particle(word));
    let end = words.iter().take(last).rposition(|word| is_particle(word)).map_or(last, |at| at + 1);
    let start = von.unwrap_or(end);
    let join = |from: usize, to: usize| words.get(from..to).unwrap_or_default().join(" ");
    let person = Person::new(&text(&join(end, words.len())), &text(&join(0, start)))?;
    Some(Name::Person(person.with_particles("", &text(&join(start, end)))))
}

fn person(last: &str, suffix: &str, first: &str) -> Option<Name> {
    let words = words(last);
    let count = words.len().saturating_sub(1);
    let von = words.iter().take(count).take_while(|word| is_particle(word)).count();
    let join = |from: usize, to: usize| text(&words.get(from..to).unwrap_or_default().join(" "));
    let person = Person::new(&join(von, words.len()), &text(first))?;
    Some(Name::Person(person.with_particles("", &join(0, von)).with_suffix(&text(suffix))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_name() {
        let list = names(
            "Vincent van Gogh and de la Cruz, Ana Mar{\\'i}a\nand King, Jr, Martin L. AND {World Health and Others} and {van Dyck}, A. and NASA and family=Beethoven, given=Ludwig, prefix=van and others",
        );
        let shown: Vec<String> = list
            .names
            .iter()
            .map(|name| match name {
                Name::Person(one) => {
                    format!("{}|{}|{}|{}", one.non_dropping_particle(), one.family(), one.given(), one.suffix())
                }
                Name::Organization(name) => format!("[{name}]"),
                Name::Literal(name) => name.clone(),
            })
            .collect();
        assert_eq!(
            shown,
            [
                "van|Gogh|Vincent|",
                "de la|Cruz|Ana María|",
                "|King|Martin L.|Jr",
                "[World Health and Others]",
                "|van Dyck|A.|",
                "NASA",
                "van|Beethoven|Ludwig|"
            ]
        );
        assert!(list.others);
        names(&"a and {".repeat(20_000));
    }
}
