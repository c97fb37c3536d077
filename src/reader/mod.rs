//! Bytes to [`crate::document::Document`], one file for one format. A stage room.

pub mod csl_json;
mod json;
pub mod refs_json;
