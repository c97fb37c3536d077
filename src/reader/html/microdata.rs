//! Citations in microdata and `RDFa`.
//!
//! In: an element that says `itemprop="citation"`. Out: a record of the properties in it. Standard: HTML, section 5 (microdata); `RDFa` Lite; names
//! are schema.org's.

use super::names::{Attribute, Tag};
use super::page::Page;
use super::said;
use crate::record::Record;

/// What the properties inside an element say of the work.
pub(super) fn record(page: &Page, element: u32) -> Option<Record> {
    property(page, element)?;
    let mut record = Record::default();
    if let Some(kind) = page.attribute(element, Attribute::Itemtype).and_then(said::kind) {
        record.kind = kind;
    }
    let mut until = 0;
    for at in page.inside(element) {
        if at < until {
            continue;
        }
        let Some(names) = property(page, at) else { continue };
        // an item within says what it is by its name
        if page.attribute(at, Attribute::Itemscope).is_some() {
            until = page.inside(at).end;
            let named = page.inside(at).find(|&inner| property(page, inner).is_some_and(|names| names == "name"));
            let text = named.map_or_else(|| page.text_of(at), |inner| value(page, inner));
            names.split_ascii_whitespace().for_each(|name| said::put(&mut record, bare(name), text));
        } else {
            names.split_ascii_whitespace().for_each(|name| said::put(&mut record, bare(name), value(page, at)));
        }
    }
    (record != Record::default()).then_some(record)
}

fn property(page: &Page, at: u32) -> Option<&str> {
    page.attribute(at, Attribute::Itemprop).or_else(|| page.attribute(at, Attribute::Property))
}

fn bare(name: &str) -> &str {
    name.rsplit([':', '/', '#']).next().unwrap_or(name)
}

/// The value of a property: its attribute where the element has one for it, else its text.
fn value(page: &Page, at: u32) -> &str {
    let attribute = match page.tag(at) {
        Tag::A | Tag::Link | Tag::Area => page
            .attribute(at, Attribute::Href)
            .filter(|_| property(page, at).is_some_and(|name| matches!(bare(name), "url" | "sameAs" | "identifier"))),
        Tag::Time => page.attribute(at, Attribute::Datetime),
        _ => None,
    };
    attribute.or_else(|| page.attribute(at, Attribute::Content)).unwrap_or_else(|| page.text_of(at))
}
