//! Files → links.

use crate::link::plan::{self, Link, Place};
use crate::record::Record;
use serde_json::Value;
use std::path::Path;

/// The links of one file.
pub(crate) fn links(file: &Path, doi_base: &str) -> Result<Vec<Link>, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
    let items: Vec<Value> = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let place = Place { path: file.display().to_string(), position: None };
    let records = items.into_iter().filter_map(|item| if let Value::Object(map) = item { Some(Record::from_csl(map)) } else { None });
    Ok(records.flat_map(|record| plan::links(&record, &place, doi_base)).collect())
}
