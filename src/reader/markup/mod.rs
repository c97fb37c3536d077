//! Citations that are templates: what the readers of wikitext and of pages that carry template calls (`data-mw`) share.
//!
//! In: a call, `{{cite web |url=… |title=…}}`, as text or as pairs. Out: a record, and the text that the template prints. Not here: footnotes and
//! where they stand. The names of templates and parameters of all languages are rows of `refs/templates.tsv` and `refs/parameters.tsv`.

pub(crate) mod call;
pub(crate) mod cs1;
mod date;
mod entity;
mod fill;
mod identifiers;
pub(crate) mod inline;
mod names;
pub(crate) mod plain;
pub(crate) mod print;
mod rows;
pub(crate) mod seen;
pub(crate) mod show;
pub(super) mod sign;
mod slot;
mod spelling;
pub(crate) mod tables;
mod texts;
pub(crate) mod votes;
