//! Bibliographies for people: a table for a terminal, rows for a spreadsheet.

pub(super) mod cell;
pub(super) mod csv;
mod row;
pub(super) mod table;
