//! The title that a PDF gives itself.
//!
//! In: its first bytes. Out: `/Title` of the information dictionary, or `dc:title` of its metadata, where they stand uncompressed. A title that is found
//! can only speak for the page: many PDFs carry the name of a draft. Standard: ISO 32000-1 sections 7.3.4 and 14.3.

use memchr::memmem;

/// The titles in the file, at most a few.
pub(crate) fn titles(bytes: &[u8]) -> Vec<String> {
    let mut out = Vec::new();
    for at in memmem::find_iter(bytes, b"/Title").take(8) {
        let rest = bytes.get(at + 6..).unwrap_or_default();
        let skip = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let raw = match rest.get(skip..) {
            Some([b'(', inner @ ..]) => literal(inner),
            Some([b'<', inner @ ..]) => hexadecimal(inner),
            _ => continue,
        };
        out.push(text(&raw));
    }
    if let Some(at) = memmem::find(bytes, b"<dc:title") {
        let block = bytes.get(at..).unwrap_or_default();
        let end = memmem::find(block, b"</dc:title>").unwrap_or(0).min(2000);
        let block = String::from_utf8_lossy(block.get(..end).unwrap_or_default());
        out.extend(block.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text.trim().to_owned()));
    }
    out.retain(|title| !title.trim().is_empty());
    out
}

/// `(…)`, with its escapes and balanced parentheses.
fn literal(inner: &[u8]) -> Vec<u8> {
    let (mut out, mut depth, mut bytes) = (Vec::new(), 0_u32, inner.iter().copied().take(2000).peekable());
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => match bytes.next() {
                Some(b'n') => out.push(b'\n'),
                Some(b'r') => out.push(b'\r'),
                Some(b't') => out.push(b'\t'),
                Some(digit @ b'0'..=b'7') => {
                    let mut code = u16::from(digit - b'0');
                    for _ in 0..2 {
                        match bytes.peek() {
                            Some(&next @ b'0'..=b'7') => {
                                code = code * 8 + u16::from(next - b'0');
                                bytes.next();
                            }
                            _ => break,
                        }
                    }
                    out.push(u8::try_from(code & 0xff).unwrap_or(b'?'));
                }
                Some(other) => out.push(other),
                None => break,
            },
            b'(' => {
                depth += 1;
                out.push(byte);
            }
            b')' if depth == 0 => break,
            b')' => {
                depth -= 1;
                out.push(byte);
            }
            _ => out.push(byte),
        }
    }
    out
}

/// `<…>`
fn hexadecimal(inner: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = inner
        .iter()
        .take(4000)
        .take_while(|byte| **byte != b'>')
        .filter_map(|byte| char::from(*byte).to_digit(16))
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect()
}

/// UTF-16 with its mark, UTF-8 with its mark, or Latin-1 (which `PDFDocEncoding` is for letters).
fn text(raw: &[u8]) -> String {
    match raw {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xff, 0xfe, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => std::str::from_utf8(raw).map_or_else(|_| raw.iter().copied().map(char::from).collect(), str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_read_in_all_its_forms() {
        assert_eq!(titles(b"<< /Title (Tides \\(1998\\) and (more) \\344) >>"), ["Tides (1998) and (more) ä"]);
        assert_eq!(titles(b"<< /Title <FEFF04420435> >>"), ["те"]);
        assert_eq!(
            titles(b"<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">Tides</rdf:li></rdf:Alt></dc:title>"),
            ["Tides"]
        );
        assert_eq!(titles(b"/Title (never closed"), ["never closed"]);
    }
}
