//! References to the works that they mean. A stage room.
//!
//! In: the references of a document, read, and what points at them (ibid., short forms, citations in prose). Out: which of them each means, and which
//! are one work. Not here: where pointers stand, which the finder says.

pub mod duplicate;
mod fusion;
pub mod ibid;
mod identity;
pub mod key;
mod others;
mod printed;
pub mod short_form;
mod words;
mod works;

pub use works::{Work, Works};
