//! Decimal digits of all scripts.
//!
//! Standard: Unicode, general category Nd: each script's ten digits stand in a row.

/// The zeros of the scripts that pages number their notes and dates in.
const ZEROS: [char; 19] = [
    '\u{0660}', '\u{06F0}', '\u{07C0}', '\u{0966}', '\u{09E6}', '\u{0A66}', '\u{0AE6}', '\u{0B66}', '\u{0BE6}',
    '\u{0C66}', '\u{0CE6}', '\u{0D66}', '\u{0E50}', '\u{0ED0}', '\u{0F20}', '\u{1040}', '\u{17E0}', '\u{1810}',
    '\u{FF10}',
];

/// The value of a decimal digit of any script.
#[inline]
#[must_use]
pub fn digit(character: char) -> Option<u32> {
    if character.is_ascii() { character.to_digit(10) } else { other_digit(character) }
}

fn other_digit(character: char) -> Option<u32> {
    // Latin, Greek and Cyrillic letters are below all other zeros, Han, kana and Hangul between the last two
    if character < ZEROS[0] || matches!(character, '\u{1820}'..='\u{FF0F}') {
        return None;
    }
    ZEROS.iter().find_map(|&zero| u32::from(character).checked_sub(u32::from(zero)).filter(|value| *value < 10))
}

/// The number that digits of any script write; `None` for anything else, or for more than nine digits.
#[must_use]
pub fn number(text: &str) -> Option<u32> {
    let mut value = 0_u32;
    let mut count = 0;
    for character in text.chars() {
        value = value.checked_mul(10)?.checked_add(digit(character)?)?;
        count += 1;
    }
    (1..=9).contains(&count).then_some(value)
}
