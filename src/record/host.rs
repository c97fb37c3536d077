//! The host of an address, at a glance.
//!
//! In: an address. Out: its host, where it is surely one: a scheme of the web, and a name of ASCII letters that is no number and no encoded name (which
//! begins with `xn--`). Nearly all are. All bytes of a name are asked at once, without a branch. Not here: any other address, which `url` reads.
//! Standard: RFC 3986, section 3.2.2; RFC 5891 for encoded names.

use crate::source::{bits, first_chunk, marked};

/// The longest host that is looked at, which few are longer than, and the byte behind it: no label is too long where all of them together are not.
const WIDTH: usize = 32;

/// The host of an address that looks usual.
pub(super) fn usual_host(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("http")?;
    let rest = rest.strip_prefix('s').unwrap_or(rest).strip_prefix("://")?;
    let bytes = rest.as_bytes();
    let head = first_chunk(bytes);
    let letters = places(&head, |byte| (byte | 0x20).wrapping_sub(b'a') < 26);
    let digits = places(&head, |byte| byte.wrapping_sub(b'0') < 10);
    let dots = places(&head, |byte| byte == b'.');
    let hyphens = places(&head, |byte| byte == b'-');
    let end = (letters | digits | dots | hyphens).trailing_ones() as usize;
    if end == WIDTH {
        return None;
    }
    let inside = (1 << end) - 1;
    let (dots, hyphens) = (dots & inside, hyphens & inside);
    // no label is empty, and none has two hyphens
    let doubled = dots & (dots << 1 | 1) | hyphens & hyphens << 1;
    // what stands behind the last dot
    let last = inside & u64::MAX.checked_shl(u64::BITS - dots.leading_zeros()).unwrap_or_default();
    let ends = matches!(bytes.get(end), None | Some(b'/' | b'?' | b'#'));
    if ends && doubled == 0 && last != 0 && last & !letters == 0 { rest.get(..end) } else { None }
}

/// Where the bytes stand of which something is true, a bit for each.
#[inline]
fn places(bytes: &[u8; WIDTH], is: impl Fn(u8) -> bool) -> u64 {
    bits(&marked(bytes, is))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same, one byte after another.
    fn host_by_bytes(text: &str) -> Option<&str> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        let host = rest.split(['/', '?', '#']).next()?;
        let labels: Vec<&str> = host.split('.').collect();
        let good = |label: &&str| {
            !label.is_empty() && !label.contains("--") && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        let named = labels.last()?.bytes().all(|b| b.is_ascii_alphabetic());
        (host.len() < WIDTH && labels.iter().all(good) && named).then_some(host)
    }

    #[test]
    fn a_glance_sees_what_a_walk_sees() {
        let signs = ["a", "Z", "0", "9", ".", "-", "/", "?", "#", ":", "@", "é", " ", "com", "@[`{", "example"];
        let mut seed = 1_u64;
        let mut next = |most: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(seed >> 33).unwrap() % most
        };
        let mut usual = 0;
        for round in 0..200_000 {
            let mut text = ["http://", "https://"][round % 2].to_owned();
            let few = 3 + next(13);
            for _ in 0..next(if round % 3 == 0 { 80 } else { 8 }) {
                text.push_str(signs[next(few)]);
            }
            assert_eq!(usual_host(&text), host_by_bytes(&text), "{text}");
            usual += usize::from(usual_host(&text).is_some());
        }
        assert!(usual > 10_000, "{usual}");
        for length in 20..75 {
            for path in ["", "/a"] {
                let text = format!("http://{}.org{path}", "a".repeat(length));
                assert_eq!(usual_host(&text), host_by_bytes(&text));
            }
        }
    }
}
