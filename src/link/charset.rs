//! The text of a page's bytes.
//!
//! In: the bytes, the `Content-Type`, and the titles that are looked for. Out: text. Order: byte order mark, UTF-8 that is valid, the header, `<meta>`,
//! a guess. Where nothing is declared, the charsets of the script of the cited title are tried too, and the one in which the title stands wins: ten
//! short words in windows-1256 are too few for a guess. Standard: WHATWG Encoding.

use super::title_match::{Script, script};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GBK, ISO_8859_5, ISO_8859_6, ISO_8859_7, ISO_8859_8, KOI8_R, SHIFT_JIS, UTF_8,
    WINDOWS_1251, WINDOWS_1253, WINDOWS_1255, WINDOWS_1256,
};

/// Decodes a page.
pub(crate) fn decode(bytes: &[u8], content_type: Option<&str>, titles: &[String]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0.into_owned();
    }
    if is_utf8(bytes) {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let declared = content_type.and_then(label).or_else(|| meta(bytes)).filter(|encoding| *encoding != UTF_8);
    if let Some(encoding) = declared {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    let sample = bytes.get(..64 * 1024).unwrap_or(bytes);
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(sample, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Allow);
    let candidates = titles.iter().filter_map(|title| script(title)).flat_map(charsets);
    let chosen = candidates.copied().find(|encoding| holds(sample, encoding, titles)).unwrap_or(guess);
    chosen.decode_without_bom_handling(bytes).0.into_owned()
}

/// Valid UTF-8, but for a character that the bound cut in two.
fn is_utf8(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() && bytes.len() - error.valid_up_to() < 4,
    }
}

/// The charset that a header or `content` attribute names.
fn label(content_type: &str) -> Option<&'static Encoding> {
    let lower = content_type.to_ascii_lowercase();
    let (_, rest) = lower.split_once("charset")?;
    let name = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = name.find(['"', '\'', ';', ' ', '>', '/']).unwrap_or(name.len());
    Encoding::for_label(name.get(..end)?.as_bytes())
}

/// The charset that the first kilobytes of the page name.
fn meta(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: String = bytes.iter().take(4096).map(|byte| char::from(byte & 0x7f)).collect();
    let head = head.to_ascii_lowercase();
    let at = head.find("<meta").or_else(|| head.find("<?xml"))?;
    let head = head.get(at..)?.replace("encoding=", "charset=");
    head.match_indices("charset").find_map(|(at, _)| label(head.get(at..at + 60).or_else(|| head.get(at..))?))
}

fn charsets(script: Script) -> &'static [&'static Encoding] {
    static CYRILLIC: [&Encoding; 3] = [WINDOWS_1251, KOI8_R, ISO_8859_5];
    static ARABIC: [&Encoding; 2] = [WINDOWS_1256, ISO_8859_6];
    static GREEK: [&Encoding; 2] = [WINDOWS_1253, ISO_8859_7];
    static HEBREW: [&Encoding; 2] = [WINDOWS_1255, ISO_8859_8];
    static HAN: [&Encoding; 4] = [GBK, BIG5, SHIFT_JIS, EUC_JP];
    static HANGUL: [&Encoding; 1] = [EUC_KR];
    match script {
        Script::Cyrillic => &CYRILLIC,
        Script::Arabic => &ARABIC,
        Script::Greek => &GREEK,
        Script::Hebrew => &HEBREW,
        Script::Han => &HAN,
        Script::Hangul => &HANGUL,
        Script::Latin | Script::Other(_) => &[],
    }
}

/// Whether a cited title stands in the bytes, read in this charset.
fn holds(sample: &[u8], encoding: &'static Encoding, titles: &[String]) -> bool {
    titles.iter().any(|title| {
        let longest = title.split_whitespace().max_by_key(|word| word.len()).unwrap_or(title);
        let (encoded, _, lossy) = encoding.encode(longest);
        !lossy && encoded.len() >= 4 && memchr::memmem::find(sample, &encoded).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_charset_is_declared_or_found_by_the_title() {
        let title = "اتفاق جديد على مياه النهر".to_owned();
        let (bytes, _, _) = WINDOWS_1256.encode("<html><title>اتفاق جديد على مياه النهر</title><p>a plain word</p>");
        assert!(decode(&bytes, Some("text/html"), std::slice::from_ref(&title)).contains(&title));
        let (bytes, _, _) =
            WINDOWS_1251.encode("<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>Паром");
        assert!(decode(&bytes, None, &[]).ends_with("Паром"));
        assert!(decode(&bytes, Some("text/html; charset=\"windows-1251\""), &[]).ends_with("Паром"));
        assert_eq!(decode("\u{feff}Паром".as_bytes(), Some("text/html; charset=iso-8859-1"), &[]), "Паром");
    }
}
