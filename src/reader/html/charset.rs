//! The charset of a page.
//!
//! In: bytes. Out: text, and what was wrong with it. Bytes that are UTF-8 are UTF-8, whatever the page says: an editor or a proxy that converted it seldom
//! mends the declaration. Else the declaration counts, unless the bytes make no sense in it; then the content decides. Standard: HTML, section
//! 13.2.3.2 (the prescan), with the two exceptions above.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Decoded, Span, decode, decode_as};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How much of a page is searched for a declaration; the standard asks for 1,024 bytes, and saved pages begin with longer comments.
const PRESCAN: usize = 4096;

/// Decodes a page.
pub(super) fn read(bytes: &[u8], diagnostics: &mut Vec<Diagnostic>) -> Decoded {
    let declared = declared(bytes);
    let decoded = match declared {
        Some((encoding, _))
            if encoding != UTF_8
                && Encoding::for_bom(bytes).is_none()
                && (stateful(encoding) || std::str::from_utf8(bytes).is_err()) =>
        {
            let as_declared = Some(decode_as(bytes, encoding)).filter(|decoded| decoded.lost.len() < 20);
            as_declared.unwrap_or_else(|| decode(bytes))
        }
        _ => decode(bytes),
    };
    if let Some((encoding, span)) = declared
        && decoded.guessed
    {
        let message = format!(
            "the page says that it is in `{}`, but its bytes are not; it was read as `{}`",
            encoding.name(),
            decoded.charset
        );
        diagnostics.push(Diagnostic::at(Code::GuessedCharset, span, message));
    } else if decoded.guessed {
        let message = format!("the page does not say its charset; it was read as `{}`", decoded.charset);
        diagnostics.push(Diagnostic::whole(Code::GuessedCharset, message));
    }
    if let Some(&first) = decoded.lost.first() {
        let count = decoded.lost.len();
        let message = format!(
            "{count}{} bytes mean nothing in `{}`",
            if count == 100 { " or more" } else { "" },
            decoded.charset
        );
        diagnostics.push(
            Diagnostic::at(Code::LostBytes, Span::new(first, first + 1), message).help("save the page again in UTF-8"),
        );
    }
    decoded
}

/// Whether text in the charset is ASCII to whoever does not know it.
fn stateful(encoding: &'static Encoding) -> bool {
    encoding.name() == "ISO-2022-JP"
}

/// The charset that a page declares, and where.
fn declared(bytes: &[u8]) -> Option<(&'static Encoding, Span)> {
    let head = bytes.get(..PRESCAN.min(bytes.len()))?;
    memchr::memmem::find_iter(head, b"<").find_map(|tag| {
        let rest = head.get(tag + 1..)?;
        let is = |name: &[u8]| rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
        let key: &[u8] = if is(b"meta") {
            b"charset"
        } else if is(b"?xml") {
            b"encoding"
        } else {
            return None;
        };
        let markup = rest.get(..memchr::memchr(b'>', rest)?)?;
        let at = markup.windows(key.len()).position(|word| word.eq_ignore_ascii_case(key))? + key.len();
        let skip = markup.get(at..)?.iter().take_while(|byte| matches!(byte, b' ' | b'=' | b'"' | b'\'')).count();
        let start = at + skip;
        let label =
            markup.get(start..)?.split(|byte| matches!(byte, b'"' | b'\'' | b' ' | b';' | b'/' | b'?')).next()?;
        let encoding = Encoding::for_label(label)?;
        // a page that can be read so far is not in UTF-16
        let encoding = if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding };
        Some((encoding, Span::new(tag + 1 + start, tag + 1 + start + label.len())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(declared: &str, encoding: &'static Encoding, text: &str) -> Vec<u8> {
        let page =
            format!("<!DOCTYPE html><html><head><meta charset=\"{declared}\"></head><body><p>{text}</p></body></html>");
        encoding.encode(&page).0.into_owned()
    }

    #[test]
    fn the_declaration_counts() {
        let mut told = Vec::new();
        let decoded = read(&page("koi8-r", encoding_rs::KOI8_R, "Марс"), &mut told);
        assert!(decoded.text.as_str().contains("Марс") && told.is_empty());
    }

    #[test]
    fn utf8_is_utf8_whatever_the_page_says() {
        let mut told = Vec::new();
        let decoded = read(&page("windows-1252", UTF_8, "Élan, naïf"), &mut told);
        assert!(decoded.text.as_str().contains("naïf") && told.is_empty());
    }

    #[test]
    fn a_wrong_declaration_is_told() {
        let mut told = Vec::new();
        let text = "Сирийская оппозиция предлагает проект унитарного государства, сообщает агентство.";
        let decoded = read(&page("utf-8", encoding_rs::WINDOWS_1251, text), &mut told);
        assert!(decoded.text.as_str().contains("унитарного"));
        assert_eq!(told.first().map(|one| one.code), Some(Code::GuessedCharset));
    }
}
