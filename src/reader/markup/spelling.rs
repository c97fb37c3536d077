//! Names of templates and parameters as the tables spell them.
//!
//! In: a name as a page writes it. Out: lower case, with single spaces or with `#` for its number. Not here: what it means.

use super::plain::trim;
use std::borrow::Cow;

/// The name of a template, as the table has it: lower case, single spaces, without its namespace.
pub(super) fn template_name(name: &str) -> Cow<'_, str> {
    let name = trim(name);
    if name.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b' ' | b'-')) && !name.contains("  ") {
        return name.into();
    }
    if name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b' ' | b'-')) && !name.contains("  ") {
        return name.to_ascii_lowercase().into();
    }
    let mut out = String::with_capacity(name.len());
    for word in name.split(|c: char| c.is_whitespace() || c == '_').filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        if word.is_ascii() {
            out.extend(word.bytes().map(|b| char::from(b.to_ascii_lowercase())));
            continue;
        }
        out.extend(word.chars().flat_map(char::to_lowercase).filter(|&c| !matches!(c, '\u{200E}' | '\u{200F}')));
    }
    if let Some((space, rest)) = out.split_once(':')
        && matches!(
            space,
            "template" | "vorlage" | "modèle" | "plantilla" | "predefinição" | "шаблон" | "safesubst" | "subst"
        )
    {
        return rest.trim_start().to_owned().into();
    }
    out.into()
}

/// The name of a parameter as the table has it, lower case with `#` for its number, and the number.
pub(super) fn parameter_name(key: &str) -> (Cow<'_, str>, u16) {
    let key = trim(key);
    let of_words = |name: &str| name.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'-' | b'_'));
    if of_words(key) {
        return (key.into(), 1);
    }
    let bare = key.trim_end_matches(|c: char| c.is_ascii_digit());
    if bare.len() < key.len() && of_words(bare) && !has_own_digit(key) {
        let number = key.get(bare.len()..).and_then(|number| number.parse().ok()).unwrap_or(1);
        return ([bare, "#"].concat().into(), number.max(1));
    }
    let lower: String =
        key.chars().filter(|c| !matches!(c, '\u{200E}' | '\u{200F}')).flat_map(char::to_lowercase).collect();
    if !lower.contains(|c| digit(c).is_some()) {
        return (lower.into(), 1);
    }
    let (mut name, mut number) = (String::with_capacity(lower.len()), String::new());
    for character in lower.chars() {
        match digit(character) {
            Some(digit) if number.is_empty() || name.ends_with('#') => {
                if number.is_empty() {
                    name.push('#');
                }
                number.push(digit);
            }
            _ => name.push(character),
        }
    }
    if has_own_digit(&lower) {
        return (lower.into(), 1);
    }
    (name.into(), number.parse().unwrap_or(1).max(1))
}

/// Whether a name has a digit that is no number: `s2cid` and the like.
pub(super) fn has_own_digit(name: &str) -> bool {
    matches!(name, "s2cid" | "isbn13" | "s2cid-access" | "cs1" | "1" | "2")
}

/// A decimal digit in one of the scripts that wikis number parameters with.
fn digit(character: char) -> Option<char> {
    let zero = match character {
        '0'..='9' => return Some(character),
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '०'..='९' => '०',
        '০'..='৯' => '০',
        _ => return None,
    };
    char::from_digit(u32::from(character) - u32::from(zero), 10)
}
