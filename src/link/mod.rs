//! Web links → verdicts; the only room with async in it.
//!
//! In: the links of records ([`plan`]). Out: [`check::Report`]: for each (reference, address) whether the cited page is still there, why that is
//! thought, and where a copy is. [`fetch::Fetch`] is the one door to the network; signatures of walls, "not found" pages, parked and usurped domains
//! are rows of `refs/walls.tsv`, archives rows of `refs/archives.tsv`.

pub(crate) mod address;
mod afterwards;
pub(crate) mod archive;
mod body;
mod charset;
pub(crate) mod check;
pub(crate) mod clock;
mod comparison;
mod cookie;
mod dns;
pub(crate) mod fetch;
pub(crate) mod finding;
mod fold;
mod guard;
pub(crate) mod history;
mod host;
pub(crate) mod http;
mod judge;
mod kinship;
mod memento;
mod page;
mod pdf;
pub(crate) mod plan;
mod scan;
mod sibling;
mod signature;
mod title_match;
mod tls;
mod trade;
mod trouble;
pub(crate) mod verdict;
mod visit;
mod wall;
