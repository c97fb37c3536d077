//! Records → the works they mean. A stage room.

pub mod duplicate;
mod fusion;
mod identity;
