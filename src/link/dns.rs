//! Names to addresses, and whether a name that gives none is gone or only not answered for.
//!
//! In: a host name. Out: its public addresses, or [`NameFailure`]. The system's resolver is asked first; it does not tell NXDOMAIN from SERVFAIL, so
//! when it fails the name servers of `/etc/resolv.conf` are asked for the response code.
//! Standards: RFC 1035 section 4.1 (messages), RFC 6761 section 6.4 (`.invalid` never exists).

use super::guard;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;
use tokio::net::UdpSocket;

/// How long one name server may think.
const PATIENCE: Duration = Duration::from_secs(2);

/// Why a name gives no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameFailure {
    /// NXDOMAIN, or the name has no address.
    NoSuchHost,
    /// SERVFAIL, REFUSED and the like.
    ServersFail,
    /// No name server answers.
    Unreachable,
    /// All its addresses are private.
    Private,
}

impl fmt::Display for NameFailure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::NoSuchHost => "no such host",
            Self::ServersFail => "the name servers fail",
            Self::Unreachable => "no name server answers",
            Self::Private => "a private address",
        })
    }
}

impl std::error::Error for NameFailure {}

/// The resolver behind the client.
pub(crate) struct Resolver {
    /// Whether private addresses are let through.
    pub(crate) allow_private: bool,
    /// The host of the user's own proxy, which may be a neighbour.
    pub(crate) proxy: Option<String>,
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let open = self.allow_private || self.proxy.as_deref() == Some(name.as_str());
        Box::pin(async move {
            let found = addresses(name.as_str()).await?;
            let public: Vec<SocketAddr> = found.into_iter().filter(|one| open || guard::is_public(one.ip())).collect();
            if public.is_empty() {
                return Err(NameFailure::Private.into());
            }
            Ok::<Addrs, _>(Box::new(public.into_iter()))
        })
    }
}

async fn addresses(name: &str) -> Result<Vec<SocketAddr>, NameFailure> {
    let bare = name.trim_end_matches('.');
    if bare.rsplit('.').next().is_some_and(|top| top.eq_ignore_ascii_case("invalid")) {
        return Err(NameFailure::NoSuchHost);
    }
    match tokio::net::lookup_host((name, 0)).await {
        Ok(found) => {
            let found: Vec<SocketAddr> = found.collect();
            if found.is_empty() { Err(NameFailure::NoSuchHost) } else { Ok(found) }
        }
        Err(_) => Err(why(bare).await),
    }
}

/// Asks the name servers why.
async fn why(name: &str) -> NameFailure {
    let servers = std::fs::read_to_string("/etc/resolv.conf").unwrap_or_default();
    let servers =
        servers.lines().filter_map(|line| line.trim().strip_prefix("nameserver")?.trim().parse::<IpAddr>().ok());
    let mut verdict = NameFailure::Unreachable;
    for server in servers.take(3) {
        match tokio::time::timeout(PATIENCE, response_code(server, name)).await {
            // 3 is NXDOMAIN; 0 is a name without an address of the kind asked for
            Ok(Some(0 | 3)) => return NameFailure::NoSuchHost,
            Ok(Some(_)) => verdict = NameFailure::ServersFail,
            Ok(None) | Err(_) => {}
        }
    }
    verdict
}

async fn response_code(server: IpAddr, name: &str) -> Option<u8> {
    let query = query(name)?;
    let local = if server.is_ipv4() { "0.0.0.0:0" } else { "[::]:0" };
    let socket = UdpSocket::bind(local).await.ok()?;
    socket.connect((server, 53)).await.ok()?;
    socket.send(&query).await.ok()?;
    let mut answer = [0_u8; 512];
    loop {
        let length = socket.recv(&mut answer).await.ok()?;
        let answer = answer.get(..length)?;
        if answer.get(..2) == query.get(..2) {
            return answer.get(3).map(|flags| flags & 0x0f);
        }
    }
}

/// A question for the IPv4 address of a name.
fn query(name: &str) -> Option<Vec<u8>> {
    let stamp =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(7, |since| since.subsec_nanos());
    let [_, _, high, low] = stamp.to_be_bytes();
    // recursion desired, one question
    let mut out = vec![high, low, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    for label in name.split('.') {
        let length = u8::try_from(label.len()).ok().filter(|length| (1..64).contains(length))?;
        out.push(length);
        out.extend_from_slice(label.as_bytes());
    }
    out.extend_from_slice(&[0, 0, 1, 0, 1]);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_as_the_standard_has_it() {
        let message = query("a.example").unwrap();
        assert_eq!(&message[2..], b"\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x01a\x07example\x00\x00\x01\x00\x01");
        assert_eq!(query("a..b"), None);
    }
}
