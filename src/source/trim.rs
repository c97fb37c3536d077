//! A text without the spaces around it.
//!
//! In: a text. Out: a slice of it. Nearly none has any, which two bytes tell: `str::trim` decodes a character at both ends, and guesses what kind it is.

/// As [`str::trim`], of a text that has no spaces around it, or spaces of ASCII, mostly.
#[must_use]
#[inline]
pub(crate) fn trim(text: &str) -> &str {
    if is_bare(text) {
        return text;
    }
    let inside = text.trim_ascii();
    if is_bare(inside) { inside } else { inside.trim() }
}

/// Whether a text surely has no space at either end.
#[inline]
fn is_bare(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_graphic) && bytes.last().is_some_and(u8::is_ascii_graphic)
}

/// Whether there is nothing but spaces in a text.
#[must_use]
#[inline]
pub(crate) fn is_blank(text: &str) -> bool {
    !text.as_bytes().first().is_some_and(u8::is_ascii_graphic) && text.trim_start().is_empty()
}

/// As [`str::trim_start_matches`], of signs of which none is a letter of ASCII: mostly a text begins with one.
#[must_use]
#[inline]
pub(crate) fn behind_signs(text: &str, is_sign: impl Fn(char) -> bool) -> &str {
    if begins_with_letter(text) { text } else { text.trim_start_matches(is_sign) }
}

/// As [`str::trim_end_matches`], of signs of which none is a letter or a digit of ASCII: mostly a text ends with one.
#[must_use]
#[inline]
pub(crate) fn before_signs(text: &str, is_sign: impl Fn(char) -> bool) -> &str {
    let word = text.as_bytes().last().is_some_and(u8::is_ascii_alphanumeric);
    if word { text } else { text.trim_end_matches(is_sign) }
}

/// As [`str::trim_matches`], of such signs.
#[must_use]
#[inline]
pub(crate) fn within_signs(text: &str, is_sign: impl Fn(char) -> bool) -> &str {
    before_signs(behind_signs(text, &is_sign), &is_sign)
}

/// Whether a text begins with a letter of ASCII.
#[inline]
fn begins_with_letter(text: &str) -> bool {
    text.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_trimmed_is_what_a_walk_over_characters_trims() {
        let pieces = ["", " ", "a", "é", "\u{A0}", "\u{3000}", "\t\n", ".", "\u{B}", "\u{1C}", "中"];
        for first in pieces {
            for second in pieces {
                for third in pieces {
                    let text = [first, second, third].concat();
                    assert_eq!((trim(&text), is_blank(&text)), (text.trim(), text.trim().is_empty()), "{text:?}");
                    let sign = |c: char| c == '.' || c == '\u{3000}';
                    assert_eq!(behind_signs(&text, sign), text.trim_start_matches(sign));
                    assert_eq!(before_signs(&text, sign), text.trim_end_matches(sign));
                    assert_eq!(within_signs(&text, sign), text.trim_matches(sign));
                }
            }
        }
    }
}
