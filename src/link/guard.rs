//! Addresses that a document must not make the user's machine call: itself and its neighbours.
//!
//! In: an IP address, or the host of a URL. Out: whether it is public. Standard: the IANA special-purpose address registries (RFC 6890).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::{Host, Url};

/// Whether the address is one of the public internet.
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(four) => four_is_public(four),
        IpAddr::V6(six) => six_is_public(six),
    }
}

/// Whether the host of the URL is, or may be, public: a name is asked again when it is resolved.
pub(crate) fn may_be_public(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(four)) => four_is_public(four),
        Some(Host::Ipv6(six)) => six_is_public(six),
        Some(Host::Domain(name)) => !is_local_name(name),
        None => false,
    }
}

/// Names that mean this machine or its network (RFC 6761, RFC 6762, RFC 8375).
fn is_local_name(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    ["localhost", "local", "internal", "home.arpa"]
        .iter()
        .any(|local| name == *local || name.strip_suffix(local).is_some_and(|head| head.ends_with('.')))
}

fn four_is_public(four: Ipv4Addr) -> bool {
    let [a, b, c, _] = four.octets();
    let special = matches!(
        (a, b, c),
        (0 | 10 | 127, _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 168, _)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    ) || a >= 224;
    !special
}

fn six_is_public(six: Ipv6Addr) -> bool {
    if let Some(four) = six.to_ipv4_mapped().or_else(|| embedded(six)) {
        return four_is_public(four);
    }
    let [first, second, ..] = six.segments();
    let special = six.is_unspecified()
        || six.is_loopback()
        || (first & 0xfe00) == 0xfc00
        || (first & 0xffc0) == 0xfe80
        || (first & 0xffc0) == 0xfec0
        || (first & 0xff00) == 0xff00
        || (first == 0x2001 && second == 0x0db8);
    !special
}

/// The IPv4 address inside a 6to4 or NAT64 address.
fn embedded(six: Ipv6Addr) -> Option<Ipv4Addr> {
    let join = |high: u16, low: u16| Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low));
    match six.segments() {
        [0x2002, high, low, ..] => Some(join(high, low)),
        [0x0064, 0xff9b, 0, 0, 0, 0, high, low] | [0, 0, 0, 0, 0, 0, high, low] if high != 0 => Some(join(high, low)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_not_public_however_they_are_written() {
        for host in [
            "127.0.0.1",
            "10.1.2.3",
            "192.168.0.1",
            "172.20.0.1",
            "169.254.169.254",
            "100.100.0.1",
            "0.0.0.0",
            "[::1]",
            "[fe80::1]",
            "[fd00::1]",
            "[::ffff:127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "localhost",
            "printer.local",
            "2130706433",
            "0x7f.1",
        ] {
            let url: Url = format!("http://{host}/").parse().unwrap();
            assert!(!may_be_public(&url), "{host}");
        }
        for host in ["example.org", "93.184.215.14", "[2606:2800:220:1::1]", "notlocal.example"] {
            let url: Url = format!("http://{host}/").parse().unwrap();
            assert!(may_be_public(&url), "{host}");
        }
    }
}
