//! Undoes the coding of a body, no further than its bound.
//!
//! In: the bytes as they came, and `Content-Encoding`. Out: at most 512 KB, and how they end. What was decoded before a fault is kept: a page cut in
//! the middle has its title; a bomb gives its first half megabyte. Standards: RFC 1950, 1951, 1952.

use super::fetch::{Ending, LARGEST_BODY};
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::Read;

/// Decodes `bytes`. A coding that is not known leaves nothing, unless the bytes are plain text: `Content-Encoding: utf-8` is an old mistake.
pub(crate) fn decode(bytes: &[u8], coding: &str, ending: Ending) -> (Vec<u8>, Ending) {
    let (decoded, whole) = match coding.trim() {
        "" | "identity" => return (bytes.to_vec(), ending),
        "gzip" | "x-gzip" => bounded(MultiGzDecoder::new(bytes)),
        // "deflate" is zlib's form by the standard, and bare by habit
        "deflate" => match bounded(ZlibDecoder::new(bytes)) {
            (decoded, false) if decoded.is_empty() => bounded(DeflateDecoder::new(bytes)),
            decoded => decoded,
        },
        _ if is_plain(bytes) => return (bytes.to_vec(), ending),
        _ => (Vec::new(), false),
    };
    let ending = if decoded.len() >= LARGEST_BODY {
        Ending::Bounded
    } else if whole || ending != Ending::Whole {
        ending
    } else {
        Ending::Broken
    };
    (decoded, ending)
}

/// Whether bytes begin as text does, and not as something compressed.
fn is_plain(bytes: &[u8]) -> bool {
    let head = bytes.get(..512).unwrap_or(bytes);
    let controls = head.iter().filter(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace()).count();
    controls == 0 && memchr::memchr(b'<', head).is_some()
}

/// Reads to the bound, to the end, or to the first fault; whether there was none.
fn bounded(mut reader: impl Read) -> (Vec<u8>, bool) {
    let mut out = Vec::new();
    let mut piece = [0_u8; 8192];
    while out.len() < LARGEST_BODY {
        match reader.read(&mut piece) {
            Ok(0) => return (out, true),
            Ok(read) => out.extend_from_slice(piece.get(..read).unwrap_or_default()),
            Err(_) => return (out, false),
        }
    }
    out.truncate(LARGEST_BODY);
    (out, true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::{GzEncoder, ZlibEncoder};
    use std::io::Write;

    #[test]
    fn a_cut_body_gives_what_it_has_and_a_bomb_its_bound() {
        let mut text = String::new();
        for n in 0..4000 {
            text.push_str(&(n * 7919 % 10007).to_string());
            text.push(' ');
        }
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(text.as_bytes()).unwrap();
        let gzip = gzip.finish().unwrap();
        assert_eq!(decode(&gzip, "gzip", Ending::Whole), (text.clone().into_bytes(), Ending::Whole));
        let (cut, ending) = decode(&gzip[..gzip.len() - 100], "gzip", Ending::Whole);
        assert_eq!(ending, Ending::Broken);
        assert!(cut.len() > text.len() / 2 && text.as_bytes().starts_with(&cut));
        let mut bomb = ZlibEncoder::new(Vec::new(), Compression::best());
        for _ in 0..64 {
            bomb.write_all(&vec![b' '; 1 << 20]).unwrap();
        }
        let (first, ending) = decode(&bomb.finish().unwrap(), "deflate", Ending::Whole);
        assert_eq!((first.len(), ending), (LARGEST_BODY, Ending::Bounded));
        assert_eq!(decode(b"<html>", "gzip", Ending::Whole), (Vec::new(), Ending::Broken));
        assert_eq!(decode(b"<html>", "utf-8", Ending::Whole), (b"<html>".to_vec(), Ending::Whole));
        assert_eq!(decode(b"\x28\xb5\x2f\xfd\x04<", "zstd", Ending::Whole), (Vec::new(), Ending::Broken));
    }
}
