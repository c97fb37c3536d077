//! References in the metadata of journal pages: `<meta name="citation_reference" content="citation_title=…; citation_author=…">`.
//!
//! In: a page. Out: a record for each, and where its tag stands in the decoded source. Standard: Highwire Press tags, as Google Scholar reads them. The tags that describe the page itself are no
//! references.

use super::linked::Cited;
use super::names::{Attribute, Tag};
use super::page::Page;
use super::said;
use crate::record::Record;
use crate::source::Span;

/// The references of a page's metadata, in order.
pub(super) fn references(page: &Page) -> Vec<(Cited, Span)> {
    let metas = page.elements.iter().zip(0_u32..).filter(|(element, _)| element.tag == Tag::Meta);
    let named = metas.filter(|(_, at)| {
        page.attribute(*at, Attribute::Name).is_some_and(|name| name.eq_ignore_ascii_case("citation_reference"))
    });
    let place = |source: (u32, u32)| Span::new(source.0 as usize, source.1 as usize);
    named
        .filter_map(|(element, at)| Some((reference(page.attribute(at, Attribute::Content)?)?, place(element.source))))
        .collect()
}

fn reference(content: &str) -> Option<Cited> {
    let text = content.trim().to_owned();
    if !content.contains("citation_") {
        return (!text.is_empty()).then_some(Cited { record: None, text });
    }
    let mut record = Record::default();
    // a semicolon inside a value does not end it
    for (at, piece) in content.split("citation_").enumerate() {
        if at == 0 {
            continue;
        }
        if let Some((name, value)) = piece.split_once('=') {
            let value = value.trim().trim_end_matches(';');
            if name.trim() == "author" {
                value.split(';').for_each(|one| said::put(&mut record, "author", one));
            } else {
                said::put(&mut record, name.trim(), value);
            }
        }
    }
    if record.container_title.is_some() && record.kind == crate::record::Kind::default() {
        record.kind = crate::record::Kind::ArticleJournal;
    }
    (record != Record::default()).then(|| Cited { record: Some(Box::new(record)), text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_read_from_its_tags() {
        let found = reference("citation_title=On Dust; and Ice; citation_author=J. Roe; citation_author=Poe, E.; citation_journal_title=Icarus; citation_volume=4; citation_year=2003").unwrap();
        let record = found.record.unwrap();
        assert_eq!(record.title.unwrap().as_typed().unwrap().as_str(), "On Dust; and Ice");
        assert_eq!(record.names[0].1.names.len(), 2);
        assert_eq!(record.volume.unwrap().as_str(), "4");
    }
}
