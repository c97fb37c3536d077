//! Pointers and citations to the references that they mean. A stage room.
//!
//! In: the references of a document, read, and what points at them. Out: which of them each means. Not here: where pointers stand, which the finder says.

pub mod ibid;
pub mod short_form;
mod works;

pub use works::{Work, Works};
