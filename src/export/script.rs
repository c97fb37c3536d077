//! What characters are: which direction they run in, and which no text may have.

/// Whether the first letter of the text runs from right to left.
pub(super) fn right_to_left(text: &str) -> bool {
    text.chars().find(|c| c.is_alphabetic()).is_some_and(is_rtl)
}

/// Hebrew, Arabic, Syriac, Thaana, N'Ko, and their presentation forms.
pub(super) const fn is_rtl(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// Whether a character is none that a text file may hold: controls, U+FFFD, and what Unicode keeps for programs alone (XML, YAML and biber refuse those).
pub(super) fn is_damage(character: char) -> bool {
    let noncharacter = u32::from(character) & 0xFFFE == 0xFFFE || matches!(character, '\u{FDD0}'..='\u{FDEF}');
    character.is_control() || character == '\u{FFFD}' || noncharacter
}
