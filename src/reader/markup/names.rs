//! The people of a citation template.
//!
//! In: values of `last1`, `first1`, `author`, `vauthors`, as text. Out: [`Name`]s. A name in one parameter is kept whole, since nothing says whose it is,
//! unless it is plainly `Family, G. H.`; "et al." is never a person. Not here: which role they have.

use super::plain::trim;
use crate::record::{Name, NameList, Person};

/// A name out of two parameters, family and given; `None` for nobody.
pub(super) fn two_parts(last: &str, first: &str) -> Option<Name> {
    if first.is_empty() {
        return whole(last);
    }
    Person::new(last, first).map(Name::Person)
}

/// A name out of one parameter.
pub(super) fn whole(name: &str) -> Option<Name> {
    let name = trim(name).trim_end_matches([',', ';']).trim_end();
    if name.is_empty() {
        return None;
    }
    // most have no comma
    if memchr::memchr(b',', name.as_bytes()).is_some()
        && let Some((family, given)) = name.split_once(", ")
        && is_family(family)
        && is_initials(given)
    {
        return Person::new(family, given).map(Name::Person);
    }
    Some(Name::Literal(name.to_owned()))
}

/// One to three words without digits.
fn is_family(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (1..=3).contains(&words) && !text.contains(|c: char| c.is_numeric() || matches!(c, ';' | '&' | '/' | '(' | ','))
}

/// `G. H.`, `G.H.`, `Gerald H.`: capitals with full stops, and at most one word before them.
fn is_initials(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let initial = |word: &&str| {
        word.ends_with('.')
            && word
                .split('.')
                .filter(|part| !part.is_empty())
                .all(|part| part.trim_start_matches('-').chars().count() == 1)
            && word.starts_with(char::is_uppercase)
    };
    let plain =
        |word: &&str| word.chars().all(|c| c.is_alphabetic() || c == '-') && word.starts_with(char::is_uppercase);
    match words.as_slice() {
        [] => false,
        [only] => initial(only),
        [first, rest @ ..] => (initial(first) || plain(first)) && rest.iter().all(initial),
    }
}

/// Names in Vancouver style: `Smith AB, ((World Health Organization)), et al.`
pub(super) fn vancouver(text: &str) -> NameList {
    let mut out = NameList::default();
    let mut rest = trim(text);
    while !rest.is_empty() {
        let (piece, next) = if let Some(body) = rest.strip_prefix("((") {
            let (name, behind) = body.split_once("))").unwrap_or((body, ""));
            out.names.extend(
                Some(name.trim()).filter(|name| !name.is_empty()).map(|name| Name::Organization(name.to_owned())),
            );
            ("", behind.trim_start_matches([',', ' ', ';']))
        } else {
            let (piece, next) = rest.split_once([',', ';']).unwrap_or((rest, ""));
            (trim(piece), next.trim_start())
        };
        rest = next;
        if is_others(piece) {
            out.others = true;
            continue;
        }
        let (family, given) =
            piece.rsplit_once(' ').filter(|(_, given)| given.chars().all(char::is_uppercase)).unwrap_or((piece, ""));
        out.names.extend(Person::new(family, given).map(Name::Person));
    }
    out
}

/// "et al." and nothing else.
#[inline]
pub(super) fn is_others(text: &str) -> bool {
    // most texts begin with no letter that any of these begin with
    let begins = |b: &u8| !b.is_ascii_alphabetic() || matches!(b | 0x20, b'e' | b'a' | b'u' | b'y' | b'v');
    text.len() <= 24 && text.as_bytes().first().is_some_and(begins) && are_others(text)
}

/// The same, asked of all letters.
fn are_others(text: &str) -> bool {
    let first = text.chars().find(|c| c.is_alphabetic()).and_then(|c| c.to_lowercase().next());
    if !first.is_some_and(|first| matches!(first, 'e' | 'a' | 'u' | 'y' | 'v' | 'и' | 'і')) {
        return false;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase);
    ["etal", "andothers", "etalii", "идр", "ідр", "uam", "ua", "ym", "yotros", "eoutros", "etautres", "vdig"]
        .iter()
        .any(|others| others.chars().next() == first && letters.clone().eq(others.chars()))
}

/// Takes "et al." off the end of a name.
pub(super) fn without_others(text: &str) -> (&str, bool) {
    // `р` and `ы` among them
    let bytes = text.as_bytes();
    if !matches!(bytes, [.., b'.' | b'l' | b'i' | b's' | b'L' | b',' | b'd' | b'm' | b'a' | b'g'])
        && !matches!(bytes, [.., 0xD1, 0x80 | 0x8B])
    {
        return (text, false);
    }
    for ending in ["et al.", "et al", "et alii", "and others"] {
        let Some(at) = text.len().checked_sub(ending.len()) else { continue };
        if let Some((kept, tail)) = text.split_at_checked(at)
            && tail.eq_ignore_ascii_case(ending)
            && kept.ends_with([' ', ',', ';', '\u{A0}'])
        {
            return (kept.trim_end().trim_end_matches([',', ';']), true);
        }
    }
    (text, is_others(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(name: &Name) -> String {
        match name {
            Name::Person(person) => format!("{}|{}", person.family(), person.given()),
            Name::Organization(name) => format!("[{name}]"),
            Name::Literal(name) => name.clone(),
        }
    }

    #[test]
    fn a_name_in_one_parameter_is_whole_unless_its_form_is_plain() {
        for (name, want) in [
            ("Kent, R. G.", "Kent|R. G."),
            ("van der Berg, Anna M.", "van der Berg|Anna M."),
            ("Anna Berg", "Anna Berg"),
            ("Ministry of Health, Ghana", "Ministry of Health, Ghana"),
            ("Berg A, Roth B", "Berg A, Roth B"),
        ] {
            assert_eq!(whole(name).map(|name| shown(&name)).as_deref(), Some(want));
        }
    }

    #[test]
    fn vancouver_names_are_a_list() {
        let list = vancouver("Berg A, de Wit BC, ((World Health Organization)), et al.");
        assert_eq!(
            list.names.iter().map(shown).collect::<Vec<_>>(),
            ["Berg|A", "de Wit|BC", "[World Health Organization]"]
        );
        assert!(list.others);
    }
}
