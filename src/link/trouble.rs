//! What follows when there is no answer.
//!
//! In: why a visit found nothing. Out: a [`Judgement`]. Only what is for good is dead: a name that does not exist, a closed port, redirects to nowhere.

use super::fetch::Failure;
use super::host::Closed;
use super::verdict::{Judgement, Verdict};
use super::visit::Trouble;

/// Judges a visit that found nothing.
pub(super) fn troubled(trouble: &Trouble) -> Judgement {
    let (verdict, confidence, why) = match trouble {
        Trouble::Endless => (Verdict::Dead, 0.9, "redirects without end".to_owned()),
        Trouble::Nowhere(target) => (Verdict::Dead, 0.8, format!("redirects to `{target}`, which is no page")),
        Trouble::Closed(Closed::Silent) => (Verdict::Timeout, 0.8, "the host was silent before".to_owned()),
        Trouble::Closed(Closed::Limited) => (Verdict::RateLimited, 0.9, "the host asked to be left alone".to_owned()),
        Trouble::Failed(failure) => match failure {
            Failure::NoSuchHost => (Verdict::Dead, 0.97, "no such host (NXDOMAIN)".to_owned()),
            Failure::Refused => (Verdict::Dead, 0.8, "nobody listens there".to_owned()),
            Failure::NameServersFail => (Verdict::ServerError, 0.8, "the name servers fail (SERVFAIL)".to_owned()),
            Failure::NamesUnreachable => (Verdict::Timeout, 0.5, "no name server answers".to_owned()),
            Failure::Unreachable => (Verdict::Timeout, 0.6, "no way to the host".to_owned()),
            Failure::NoConnection => (Verdict::Timeout, 0.8, "no connection in time".to_owned()),
            Failure::Silent => (Verdict::Timeout, 0.8, "no answer in time".to_owned()),
            Failure::Cut => (Verdict::Malformed, 0.7, "the connection is cut without an answer".to_owned()),
            Failure::Tls(why) => (Verdict::TlsError, 0.95, why.clone()),
            Failure::NotHttp => (Verdict::Malformed, 0.9, "what comes back is no HTTP".to_owned()),
            Failure::Private => (Verdict::Blocked, 1.0, "a private address, not called (--allow-private)".to_owned()),
            Failure::NotAnAddress(what) => (Verdict::Dead, 0.9, format!("`{what}` is no address of a page")),
        },
    };
    Judgement::new(verdict, confidence, vec![why])
}
