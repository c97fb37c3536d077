//! Pointers and citations to the references that they mean, and records of one work to one. A stage room.
//!
//! In: the references of a document, read, and what points at them. Out: which of them each means. Not here: where pointers stand, which the finder says.

pub mod duplicate;
mod fusion;
pub mod ibid;
mod identity;
pub mod short_form;
mod works;

pub use works::{Work, Works};
