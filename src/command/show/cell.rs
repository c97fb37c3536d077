//! Text that fits a place on a terminal.
//!
//! In: any text. Out: one line of a given width in columns: wide characters count two, marks none (UAX 11, by unicode-width); text from right to left stands
//! between FSI and PDI (UAX 9), so that it leaves the line around it alone; what is too long ends with `…`.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The columns that a text takes.
pub(in crate::command) fn width(text: &str) -> usize {
    text.width()
}

/// Whether a character is written from right to left.
const fn right_to_left(character: char) -> bool {
    matches!(character, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// One line without control characters and direction marks of its own.
pub(in crate::command) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => {}
            c if c.is_control() || c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    out.trim().to_owned()
}

/// A text cut to a width, without the spaces behind it.
pub(in crate::command) fn cut(text: &str, columns: usize) -> String {
    let text = plain(text);
    let out = if width(&text) <= columns {
        text
    } else {
        let mut out = String::new();
        let mut used = 0;
        for character in text.chars() {
            let wide = character.width().unwrap_or(0);
            if used + wide > columns.saturating_sub(1) {
                break;
            }
            used += wide;
            out.push(character);
        }
        out.truncate(out.trim_end().len());
        if columns > 0 {
            out.push('…');
        }
        out
    };
    if out.contains(right_to_left) { format!("\u{2068}{out}\u{2069}") } else { out }
}

/// A text cut to a width and filled with spaces.
pub(in crate::command) fn fitted(text: &str, columns: usize) -> String {
    let mut out = cut(text, columns);
    let used = width(out.trim_matches(['\u{2068}', '\u{2069}']));
    out.extend(std::iter::repeat_n(' ', columns.saturating_sub(used)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_take_two_columns_and_arabic_is_isolated() {
        assert_eq!(fitted("河流史", 8), "河流史  ");
        assert_eq!(fitted("河流史", 5), "河流…");
        assert_eq!(fitted("河流史", 4), "河… ");
        assert_eq!(fitted("نهر", 5), "\u{2068}نهر\u{2069}  ");
        assert_eq!(cut("a\u{202E}b\nc", 9), "ab c");
        assert_eq!(fitted("e\u{301}a", 3), "e\u{301}a ");
    }
}
