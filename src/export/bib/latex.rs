//! Unicode as LaTeX that every reader of .bib files reads back.
//!
//! In: text. Out: the same on the sheet, with LaTeX's own characters escaped; for classic BibTeX with accented Latin letters as `{\'e}`, since abbrv
//! and alpha cut UTF-8 inside a character. Other scripts stay UTF-8. Not here: names. Each spelling is one that pandoc, citation-js, Better BibTeX,
//! biber, hayagriva, pybtex and bibtexparser all read back: never `{\^\i}`, `\aa`, `\ldots`, `\texteuro`, `\CYR…`.

use crate::export::script::is_damage;
use crate::export::sheet::Sheet;
use std::fmt::Write as _;
use unicode_normalization::char::decompose_canonical;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

/// Who reads the LaTeX.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::export) enum Reader {
    /// BibTeX, which knows bytes: Latin letters as commands.
    Bytes,
    /// biber, which knows Unicode.
    Unicode,
}

/// Whether a byte is written as it is: ASCII without controls and without LaTeX's own characters.
fn is_plain(byte: u8) -> bool {
    matches!(byte, 0x20..0x7f) && !matches!(byte, b'&' | b'%' | b'$' | b'#' | b'_' | b'{' | b'}' | b'~' | b'^' | b'\\')
}

/// Writes text.
pub(in crate::export) fn text(sheet: &mut Sheet, text: &str, reader: Reader) {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        normal(sheet, text, reader);
    } else {
        normal(sheet, &text.nfc().collect::<String>(), reader);
    }
}

fn normal(sheet: &mut Sheet, text: &str, reader: Reader) {
    let mut rest = text;
    loop {
        let plain = rest.bytes().take_while(|&byte| is_plain(byte)).count();
        let (head, tail) = rest.split_at_checked(plain).unwrap_or((rest, ""));
        hyphens(sheet, head);
        let Some(character) = tail.chars().next() else { return };
        one(sheet, character, reader);
        rest = tail.get(character.len_utf8()..).unwrap_or_default();
    }
}

/// Plain text, in which two hyphens would be a dash.
fn hyphens(sheet: &mut Sheet, text: &str) {
    let mut rest = text;
    while let Some((head, tail)) = rest.split_once("--") {
        sheet.raw(head);
        sheet.raw("{-}{-}");
        rest = tail;
    }
    sheet.raw(rest);
}

fn one(sheet: &mut Sheet, character: char, reader: Reader) {
    match character {
        '&' | '%' | '$' | '#' | '_' => {
            sheet.out.push('\\');
            sheet.out.push(character);
        }
        '{' => sheet.raw("{\\textbraceleft}"),
        '}' => sheet.raw("{\\textbraceright}"),
        '~' => sheet.raw("{\\textasciitilde}"),
        '^' => sheet.raw("{\\textasciicircum}"),
        '\\' => sheet.raw("{\\textbackslash}"),
        '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}' => sheet.out.push(' '),
        // directions are LaTeX's business, and a font has no glyph for them
        '\u{AD}'
        | '\u{200B}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FEFF}' => {}
        _ if is_damage(character) => sheet.damage(),
        _ if reader == Reader::Bytes => match character {
            '…' => sheet.raw("..."),
            '\u{A0}' => sheet.out.push('~'),
            _ => letter(sheet, character),
        },
        _ => sheet.out.push(character),
    }
}

/// Writes a letter for BibTeX: as a command where there is one that all read.
fn letter(sheet: &mut Sheet, character: char) {
    if let Some(command) = special(character) {
        sheet.raw(command);
    } else if let Some((base, accent)) = accented(character) {
        sheet.raw("{\\");
        sheet.out.push(accent);
        if accent.is_ascii_alphabetic() {
            sheet.out.push(' ');
        }
        sheet.out.push(base);
        sheet.out.push('}');
    } else {
        sheet.out.push(character);
    }
}

/// Whether BibTeX gets the character as bytes of UTF-8, and may cut it.
pub(in crate::export) fn stays_utf8(character: char) -> bool {
    !character.is_ascii()
        && !matches!(character, '…' | '\u{A0}')
        && special(character).is_none()
        && accented(character).is_none()
}

const fn special(character: char) -> Option<&'static str> {
    Some(match character {
        'ß' => "{\\ss}",
        'æ' => "{\\ae}",
        'Æ' => "{\\AE}",
        'œ' => "{\\oe}",
        'Œ' => "{\\OE}",
        'ø' => "{\\o}",
        'Ø' => "{\\O}",
        'ł' => "{\\l}",
        'Ł' => "{\\L}",
        'ı' => "{\\i}",
        _ => return None,
    })
}

/// An ASCII letter with one accent, and the command of that accent.
fn accented(character: char) -> Option<(char, char)> {
    if !matches!(character, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}') {
        return None;
    }
    let mut parts = ['\0'; 3];
    let mut count = 0;
    decompose_canonical(character, |part| {
        if let Some(slot) = parts.get_mut(count) {
            *slot = part;
        }
        count += 1;
    });
    let [base, mark, _] = parts;
    if count != 2 || !base.is_ascii_alphabetic() {
        return None;
    }
    let accent = match mark {
        '\u{300}' => '`',
        '\u{301}' => '\'',
        '\u{302}' => '^',
        '\u{303}' => '~',
        '\u{304}' => '=',
        '\u{306}' => 'u',
        '\u{307}' => '.',
        '\u{308}' => '"',
        '\u{30A}' => 'r',
        '\u{30B}' => 'H',
        '\u{30C}' => 'v',
        '\u{323}' => 'd',
        '\u{327}' => 'c',
        '\u{328}' => 'k',
        _ => return None,
    };
    Some((base, accent))
}

/// Writes an address as a field of its own, where LaTeX's characters stand for themselves; a brace, a backslash and a space are percent-encoded.
pub(in crate::export) fn address(sheet: &mut Sheet, url: &str) {
    for character in url.trim().chars() {
        match character {
            '{' => sheet.raw("%7B"),
            '}' => sheet.raw("%7D"),
            '\\' => sheet.raw("%5C"),
            // Better BibTeX takes it for mathematics
            '$' => sheet.raw("%24"),
            _ if character.is_whitespace() => sheet.raw("%20"),
            '\u{FFFD}' => sheet.raw("%EF%BF%BD"),
            _ if is_damage(character) || matches!(character, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}') => {
                sheet.damage();
            }
            _ => sheet.out.push(character),
        }
    }
}

/// Writes an address in ASCII, as biber prints any: LaTeX sets `\url` in one font as if it were mathematics, and that font has one script or two.
pub(in crate::export) fn ascii_address(sheet: &mut Sheet, url: &str) {
    let from = sheet.out.len();
    address(sheet, url);
    if sheet.out.get(from..).is_none_or(str::is_ascii) {
        return;
    }
    for character in sheet.out.split_off(from).chars() {
        if character.is_ascii() {
            sheet.out.push(character);
            continue;
        }
        for byte in character.encode_utf8(&mut [0; 4]).bytes() {
            let _ = write!(sheet.out, "%{byte:02X}");
        }
    }
}

/// Writes an address inside text, as `\url{…}`. biblatex hands such a field on as an argument, where `%` and `#` must be escaped.
pub(in crate::export) fn url(sheet: &mut Sheet, url: &str, reader: Reader) {
    let from = sheet.out.len();
    sheet.raw("\\url{");
    ascii_address(sheet, url);
    sheet.out.push('}');
    if reader == Reader::Unicode && url_needs_escape(sheet.out.get(from..)) {
        let written = sheet.out.split_off(from);
        for character in written.chars() {
            if matches!(character, '%' | '#') {
                sheet.out.push('\\');
            }
            sheet.out.push(character);
        }
    }
}

fn url_needs_escape(written: Option<&str>) -> bool {
    written.is_some_and(|text| text.contains(['%', '#']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(input: &str, reader: Reader) -> String {
        let mut sheet = Sheet::new("test", 1);
        text(&mut sheet, input, reader);
        sheet.out
    }

    #[test]
    fn latin_letters_are_commands_for_bibtex_only() {
        assert_eq!(
            written("Benoît Çelik İ ı ŝ å ł ő", Reader::Bytes),
            "Beno{\\^i}t {\\c C}elik {\\.I} {\\i} {\\^s} {\\r a} {\\l} {\\H o}"
        );
        assert_eq!(written("Қазақ ế đ … №", Reader::Bytes), "Қазақ ế đ ... №");
        assert_eq!(written("Benoît …", Reader::Unicode), "Benoît …");
        assert_eq!(written("e\u{301}", Reader::Unicode), "é");
    }

    #[test]
    fn what_latex_means_otherwise_is_escaped() {
        assert_eq!(
            written("a&b%c$d#e_f~g\\h{i^\u{7}\u{FFFD}", Reader::Unicode),
            "a\\&b\\%c\\$d\\#e\\_f{\\textasciitilde}g{\\textbackslash}h{\\textbraceleft}i{\\textasciicircum}"
        );
    }

    #[test]
    fn an_address_in_text_can_be_an_argument() {
        let mut sheet = Sheet::new("test", 1);
        url(&mut sheet, "https://e.org/a%20{b#c_d", Reader::Unicode);
        assert_eq!(sheet.out, "\\url{https://e.org/a\\%20\\%7Bb\\#c_d}");
    }

    #[test]
    fn an_address_that_is_printed_needs_no_font() {
        let mut sheet = Sheet::new("test", 1);
        url(&mut sheet, "https://e.org/Москва", Reader::Bytes);
        assert_eq!(sheet.out, "\\url{https://e.org/%D0%9C%D0%BE%D1%81%D0%BA%D0%B2%D0%B0}");
    }
}
