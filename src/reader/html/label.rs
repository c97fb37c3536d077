//! Labels of notes: what looks like one, and what a numbered list prints.
//!
//! In: the text of a link, or the place of an item in its list. Out: the label without its brackets. Not here: which link is a marker
//! ([`super::notes`]). Standard for lists: HTML, section 4.4.5 (`type`, `start`); for groups: MediaWiki's Cite.

/// Brackets that stand around a label.
const BRACKETS: [(char, char); 6] = [('[', ']'), ('(', ')'), ('{', '}'), ('［', '］'), ('〔', '〕'), ('【', '】')];

/// The signs that lead back from a note.
const ARROWS: &str = "^↑↩↵⤴⏎⇑⇧⬆↺↖⮭⮥🔙⇡▲△🔝←⇐";

/// A text without the brackets around it, and whether there were any.
pub(crate) fn without_brackets(text: &str) -> (&str, bool) {
    let text = text.trim_matches(blank);
    for (open, close) in BRACKETS {
        if let Some(inner) = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)) {
            return (inner.trim_matches(blank), true);
        }
    }
    (text, false)
}

/// White space, and what is printed as nothing.
pub(super) fn blank(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FE0E}' | '\u{FE0F}' | '\u{FEFF}')
}

/// Whether a text is a label by itself: a number, letters, a sign, or a word and a number.
pub(crate) fn looks_like_label(text: &str) -> bool {
    let text = text.trim_matches(|c: char| blank(c) || matches!(c, '.' | ':' | ',' | ')'));
    if text.is_empty() || text.len() > 40 {
        return false;
    }
    is_number(text) || is_sign(text) || is_letters(text) || word_and_number(text).is_some()
}

/// `12`, `۱۲`, `1.1`, `12a`.
pub(super) fn is_number(text: &str) -> bool {
    let count = text.chars().count();
    count <= 6
        && text.starts_with(char::is_numeric)
        && text.chars().enumerate().all(|(at, c)| {
            c.is_numeric() || (c == '.' && at + 1 < count) || (c.is_ascii_lowercase() && at + 1 == count)
        })
}

/// `*`, `†`, `‡‡`.
fn is_sign(text: &str) -> bool {
    text.chars().count() <= 4
        && text
            .chars()
            .all(|c| matches!(c, '*' | '†' | '‡' | '§' | '¶' | '‖' | '#' | '※' | '∗' | '⁂' | '+' | '°' | '•'))
}

/// `a`, `B`, `aa`, `iv`, `α`.
fn is_letters(text: &str) -> bool {
    let count = text.chars().count();
    (count <= 2 && text.chars().all(char::is_alphabetic))
        || (count <= 6 && text.bytes().all(|b| matches!(b, b'i' | b'v' | b'x' | b'l' | b'c')))
        || (count <= 6 && text.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C')))
}

/// The word of `note 1`, `lower-alpha 12`, `注 1`.
pub(super) fn word_and_number(text: &str) -> Option<&str> {
    let at = text.rfind(|c: char| !(c.is_numeric() || c.is_ascii_alphanumeric()))?;
    // scripts without spaces put the number right behind the word: `註1`
    let attached = text.get(at..)?.chars().next().filter(|c| c.is_alphabetic()).map_or(0, char::len_utf8);
    let (word, number) = text.split_at(at + attached);
    let number = number.trim_matches(blank);
    let numbered = is_number(number)
        || (number.len() <= 4 && !number.is_empty() && number.bytes().all(|b| b.is_ascii_lowercase()));
    let word = word.trim_matches(blank);
    // a name and a year is a citation, not a label
    let numbered = numbered && number.chars().count() < 4;
    let wordy = word.chars().count() <= 24
        && word.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '.'))
        && !word.is_empty();
    (numbered && wordy && word.split(' ').count() <= 2).then_some(word)
}

/// Whether a text leads back: an arrow, or arrows and letters.
pub(crate) fn is_arrow(text: &str) -> bool {
    let text = text.trim_matches(blank);
    !text.is_empty()
        && text.chars().count() <= 4
        && text.chars().any(|c| ARROWS.contains(c))
        && text.chars().all(|c| ARROWS.contains(c) || c.is_numeric() || blank(c))
}

/// Whether a character is an arrow that leads back.
pub(super) fn arrow(character: char) -> bool {
    ARROWS.contains(character)
}

/// What a list prints before its item: by HTML's `type` or CSS's `list-style-type`.
pub(super) fn ordinal(number: u32, style: &str) -> String {
    match style {
        "a" | "lower-alpha" | "lower-latin" => letters(number, 'a', 26),
        "A" | "upper-alpha" | "upper-latin" => letters(number, 'A', 26),
        "lower-greek" => letters(number, 'α', 24),
        "i" | "lower-roman" => roman(number).to_lowercase(),
        "I" | "upper-roman" => roman(number),
        _ => number.to_string(),
    }
}

fn letters(number: u32, first: char, size: u32) -> String {
    let mut rest = number;
    let mut out = Vec::new();
    while rest > 0 {
        rest -= 1;
        let mut letter = u32::from(first) + rest % size;
        // the final sigma is not counted
        if first == 'α' && letter >= 0x3C2 {
            letter += 1;
        }
        out.push(char::from_u32(letter).unwrap_or(first));
        rest /= size;
    }
    out.iter().rev().collect()
}

fn roman(number: u32) -> String {
    const VALUES: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = number.min(3999);
    let mut out = String::new();
    for (value, letters) in VALUES {
        while rest >= value {
            out.push_str(letters);
            rest -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_from_words() {
        for label in [
            "1",
            "۱۲",
            "12a",
            "1.1",
            "*",
            "‡",
            "a",
            "aa",
            "xiv",
            "note 1",
            "lower-alpha 12",
            "注 1",
            "nb 3",
            "Anm. 4",
            "註1",
        ] {
            assert!(looks_like_label(label), "{label}");
        }
        for text in ["citation needed", "History", "", "1990s and later", "see also page 12", "edit", "2004 edition"] {
            assert!(!looks_like_label(text), "{text}");
        }
    }

    #[test]
    fn lists_print_their_own_numbers() {
        assert_eq!([1, 26, 27, 703].map(|n| ordinal(n, "lower-alpha")), ["a", "z", "aa", "aaa"]);
        assert_eq!([4, 1990].map(|n| ordinal(n, "upper-roman")), ["IV", "MCMXC"]);
        assert_eq!([17, 18, 25].map(|n| ordinal(n, "lower-greek")), ["ρ", "σ", "αα"]);
    }
}
