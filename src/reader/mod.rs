//! Bytes to documents: one file or room for one format.

pub mod html;
