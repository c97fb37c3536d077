//! Letters and digits of all scripts, told quickly.
//!
//! Standard: Unicode, properties Alphabetic and Numeric, as `char::is_alphabetic` and `char::is_numeric` tell them. Those look for a character among all
//! ranges of Unicode, some hundred steps each; what nearly all pages are written in is known here before.

/// Whether the commonest scripts tell that a character is a letter; `None` where the tables of Unicode have to be asked.
#[inline]
fn usual(character: char) -> Option<bool> {
    match character {
        '\0'..='\u{7F}' => Some(character.is_ascii_alphabetic()),
        // Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic, Devanagari, Georgian; Latin with accents, Greek; kana, Han, Hangul
        '\u{C0}'..='\u{D6}'
        | '\u{D8}'..='\u{F6}'
        | '\u{F8}'..='\u{2C1}'
        | '\u{391}'..='\u{3A1}'
        | '\u{3A3}'..='\u{3F5}'
        | '\u{400}'..='\u{481}'
        | '\u{48A}'..='\u{52F}'
        | '\u{531}'..='\u{556}'
        | '\u{561}'..='\u{586}'
        | '\u{5D0}'..='\u{5EA}'
        | '\u{620}'..='\u{657}'
        | '\u{66E}'..='\u{6D3}'
        | '\u{904}'..='\u{939}'
        | '\u{10D0}'..='\u{10FA}'
        | '\u{1E00}'..='\u{1F15}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30A1}'..='\u{30FA}'
        | '\u{30FC}'..='\u{30FF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7A3}' => Some(true),
        // signs of Latin text, punctuation, signs of East Asian text
        '\u{80}'..='\u{A9}'
        | '\u{AB}'..='\u{B1}'
        | '\u{B4}'
        | '\u{B6}'..='\u{B8}'
        | '\u{BB}'
        | '\u{BF}'
        | '\u{D7}'
        | '\u{F7}'
        | '\u{60C}'
        | '\u{61B}'
        | '\u{61F}'
        | '\u{660}'..='\u{669}'
        | '\u{6D4}'
        | '\u{6F0}'..='\u{6F9}'
        | '\u{964}'..='\u{96F}'
        | '\u{2000}'..='\u{206F}'
        | '\u{3000}'..='\u{3004}'
        | '\u{3008}'..='\u{3020}'
        | '\u{30FB}'
        | '\u{FF01}'..='\u{FF20}' => Some(false),
        _ => None,
    }
}

/// Whether a character is a letter: what `char::is_alphabetic` says.
#[inline]
#[must_use]
pub fn is_letter(character: char) -> bool {
    usual(character).unwrap_or_else(|| character.is_alphabetic())
}

/// Whether a character is a letter or a number: what `char::is_alphanumeric` says.
#[inline]
#[must_use]
pub fn is_letter_or_number(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric();
    }
    is_letter(character) || (!matches!(character, '\u{2000}'..='\u{206F}') && character.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_numbers_are_those_of_unicode() {
        for character in '\0'..=char::MAX {
            assert_eq!(is_letter(character), character.is_alphabetic(), "{character:?}");
            assert_eq!(is_letter_or_number(character), character.is_alphanumeric(), "{character:?}");
        }
    }
}
