//! Names as hayagriva reads them.
//!
//! In: the names of a role. Out: a list; each name as `Family, Given` where that is read right, else as a mapping of its parts.

use super::scalar::quoted;
use crate::export::sheet::Sheet;
use crate::record::{Name, NameList, Person};

/// A line with a list of names; nothing where there is nobody.
pub(super) fn persons(sheet: &mut Sheet, label: &str, list: Option<&NameList>) {
    let Some(list) = list else { return };
    sheet.raw(label);
    sheet.raw("[");
    for (at, name) in list.names.iter().enumerate() {
        if at > 0 {
            sheet.raw(", ");
        }
        match name {
            Name::Organization(name) | Name::Literal(name) => whole(sheet, name.trim()),
            Name::Person(person) => self::person(sheet, person),
        }
    }
    sheet.raw("]\n");
}

/// A name that is not taken apart.
fn whole(sheet: &mut Sheet, name: &str) {
    if name.contains(',') || name.starts_with(char::is_lowercase) {
        sheet.raw("{ name: ");
        quoted(sheet, name);
        sheet.raw(" }");
    } else {
        quoted(sheet, name);
    }
}

/// `Gogh, Vincent` where hayagriva reads that right, else by parts.
fn person(sheet: &mut Sheet, person: &Person) {
    let prefix: Vec<&str> = [person.dropping_particle(), person.non_dropping_particle()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let (family, given, suffix) = (person.family(), person.given(), person.suffix().trim_matches([',', ' ']));
    if prefix.is_empty()
        && suffix.is_empty()
        && !given.is_empty()
        && !family.contains(',')
        && !given.contains(',')
        && !family.starts_with(char::is_lowercase)
    {
        quoted(sheet, &format!("{family}, {given}"));
        return;
    }
    let prefix = prefix.join(" ");
    let parts = [("name", family), ("given-name", given), ("prefix", prefix.as_str()), ("suffix", suffix)];
    sheet.raw("{ ");
    for (at, (key, part)) in parts.into_iter().filter(|(_, part)| !part.is_empty()).enumerate() {
        if at > 0 {
            sheet.raw(", ");
        }
        sheet.raw(key);
        sheet.raw(": ");
        quoted(sheet, part);
    }
    sheet.raw(" }");
}
