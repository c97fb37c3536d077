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
        match told_by(server, name).await {
            Some(failure @ NameFailure::NoSuchHost) => return failure,
            Some(failure) => verdict = failure,
            None => {}
        }
    }
    verdict
}

/// What one name server says of a name; `None` when it says nothing. A name that has an address after all is not gone: the system's resolver failed in
/// passing, or has no way to addresses of that kind.
async fn told_by(server: IpAddr, name: &str) -> Option<NameFailure> {
    for kind in [Kind::Four, Kind::Six] {
        let (code, answers) = tokio::time::timeout(PATIENCE, asked(server, name, kind)).await.ok()??;
        match (code, answers) {
            (3, _) => return Some(NameFailure::NoSuchHost),
            (0, 0) => {}
            _ => return Some(NameFailure::ServersFail),
        }
    }
    Some(NameFailure::NoSuchHost)
}

/// Which addresses are asked for, with the number of their records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Four = 1,
    Six = 28,
}

/// The response code, and how many answers there are.
async fn asked(server: IpAddr, name: &str, kind: Kind) -> Option<(u8, u16)> {
    let query = query(name, kind)?;
    let local = if server.is_ipv4() { "0.0.0.0:0" } else { "[::]:0" };
    let socket = UdpSocket::bind(local).await.ok()?;
    socket.connect((server, 53)).await.ok()?;
    socket.send(&query).await.ok()?;
    let mut answer = [0_u8; 512];
    loop {
        let length = socket.recv(&mut answer).await.ok()?;
        let answer = answer.get(..length)?;
        if answer.get(..2) == query.get(..2) {
            return told(answer);
        }
    }
}

/// The response code and the number of answers of a message.
fn told(message: &[u8]) -> Option<(u8, u16)> {
    match message {
        [_, _, _, flags, _, _, high, low, ..] => Some((flags & 0x0f, u16::from_be_bytes([*high, *low]))),
        _ => None,
    }
}

/// A question for the addresses of a name.
fn query(name: &str, kind: Kind) -> Option<Vec<u8>> {
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
    out.extend_from_slice(&[0, 0, kind as u8, 0, 1]);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_a_neighbour_is_refused_after_it_is_resolved() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let ask = |allow_private| {
            let resolver = Resolver { allow_private, proxy: None };
            runtime
                .block_on(resolver.resolve("localhost".parse().unwrap()))
                .map(drop)
                .map_err(|error| error.to_string())
        };
        assert_eq!(ask(false), Err("a private address".to_owned()));
        assert_eq!(ask(true), Ok(()));
    }

    #[test]
    fn a_question_is_as_the_standard_has_it() {
        let message = query("a.example", Kind::Four).unwrap();
        assert_eq!(&message[2..], b"\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x01a\x07example\x00\x00\x01\x00\x01");
        assert_eq!(query("a..b", Kind::Six), None);
        assert_eq!(told(b"\x12\x34\x81\x83\x00\x01\x00\x00\x00\x00\x00\x00"), Some((3, 0)));
        assert_eq!(told(b"\x12\x34\x81\x80\x00\x01\x00\x02\x00\x00\x00\x00"), Some((0, 2)));
        assert_eq!(told(b"\x12\x34"), None);
    }
}
