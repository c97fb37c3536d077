//! Which scripts a text is in: what direction it runs, what fonts it needs.

/// Whether the first letter of the text runs from right to left.
pub(super) fn right_to_left(text: &str) -> bool {
    text.chars().find(|c| c.is_alphabetic()).is_some_and(is_rtl)
}

/// Hebrew, Arabic, Syriac, Thaana, N'Ko, and their presentation forms.
pub(super) const fn is_rtl(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}
