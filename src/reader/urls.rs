//! Addresses, one a line, for `check-links`.
//!
//! In: text; empty lines and lines that begin with `#` are passed over, what follows the first space is a title. Out: one note a line, with a record of
//! that address.

use crate::document::{Document, MarkedCitation, MarkedNote};
use crate::record::{Field, Record, Title};
use crate::source::{Span, Text};

/// Reads addresses.
pub(super) fn read(text: Text) -> Document {
    let mut document = Document::default();
    let mut start = 0;
    for line in text.as_str().split_inclusive('\n') {
        let trimmed = line.trim();
        let lead = line.len() - line.trim_start().len();
        let span = Span::new(start + lead, start + lead + trimmed.len());
        start += line.len();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let (address, title) = trimmed.split_once(char::is_whitespace).unwrap_or((trimmed, ""));
        let mut record = Record { title: Title::new(title.trim()).map(Field::from), ..Record::default() };
        record.web.url = Some(
            address
                .parse::<crate::record::Address>()
                .map_or_else(|_| Field::literal(address, Some(span)), |address| Field::typed(address, Some(span))),
        );
        let citation =
            MarkedCitation { span, record: Some(Box::new(record)), complete: true, ..MarkedCitation::default() };
        document.notes.push(MarkedNote { citations: vec![citation], span, ..MarkedNote::default() });
    }
    document.text = text;
    document
}
