//! `refs` reads the references of any document, tells which of their links are dead, and exports bibliographies.
//!
//! ```text
//!  bytes ─ reader ─► Document ─ finder ─► Notes + Markers ─ grammar ─► Readings ─ resolve ─► Records ─┬─ link ──► Verdicts
//!                                                                                                     └─ export ► BibTeX, …
//! ```
//!
//! A *reference* is text as printed, a *record* its structure, a *citation* the act, a *marker* its sign in the text, a *note* the body of a
//! footnote, a *work* what is cited.
//!
//! Data rooms: [`source`] ← [`diagnostic`] ← [`record`] ← [`document`], and [`locale`], the words and tables of `refs/`; [`json`] writes what they
//! hold. Stage rooms: [`reader`], [`finder`], [`grammar`], [`resolve`], `link`, [`export`]; they share the data rooms and never import one another.
//! [`pipeline`] and [`command`] join them.

pub mod command;
pub mod diagnostic;
pub mod document;
pub mod export;
pub mod finder;
pub mod grammar;
pub mod json;
mod link;
pub mod locale;
pub mod pipeline;
pub mod reader;
pub mod record;
pub mod resolve;
pub mod source;
