//! Where links lead: inside the page, or out of it.
//!
//! In: `href` values. Out: the element that a fragment names, and absolute addresses. Standard: HTML, section 7.4.6.3 (fragments), RFC 3986.

use super::names::{Attribute, Tag};
use super::page::Page;
use crate::reader::redirector::followed;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// The anchors of a page, and its own address.
pub(super) struct Targets<'p> {
    page: &'p Page,
    ids: FxHashMap<&'p str, u32>,
    base: Option<url::Url>,
    own: Vec<&'p str>,
}

impl<'p> Targets<'p> {
    /// Reads the anchors of a page.
    pub(super) fn of(page: &'p Page) -> Self {
        let mut ids = FxHashMap::default();
        let (mut base, mut own) = (None, Vec::new());
        for index in 0..u32::try_from(page.elements.len()).unwrap_or(u32::MAX) {
            let Some(element) = page.element(index) else { break };
            if element.attributes.1 == 0 {
                continue;
            }
            if let Some(id) = page.attribute(index, Attribute::Id) {
                ids.entry(id).or_insert(index);
            }
            match element.tag {
                Tag::A => {
                    if let Some(name) = page.attribute(index, Attribute::Name) {
                        ids.entry(name).or_insert(index);
                    }
                }
                Tag::Base => base = base.or_else(|| page.attribute(index, Attribute::Href)),
                Tag::Link if page.attribute(index, Attribute::Rel) == Some("canonical") => {
                    own.extend(page.attribute(index, Attribute::Href));
                }
                Tag::Meta if page.attribute(index, Attribute::Property) == Some("og:url") => {
                    own.extend(page.attribute(index, Attribute::Content));
                }
                _ => {}
            }
        }
        let absolute = |text: &str| {
            url::Url::parse(&if text.starts_with("//") { format!("https:{text}") } else { text.to_owned() }).ok()
        };
        let base = base.and_then(absolute).or_else(|| own.iter().copied().find_map(absolute));
        Self { page, ids, base, own }
    }

    /// The element of an id.
    pub(super) fn of_id(&self, id: &str) -> Option<u32> {
        self.ids.get(id.trim()).copied()
    }

    /// The element that a link inside the page leads to.
    pub(super) fn inside(&self, href: &str) -> Option<u32> {
        let (path, fragment) = href.split_once('#')?;
        if fragment.is_empty() {
            return None;
        }
        let index = match self.ids.get(fragment) {
            Some(index) => *index,
            None => *self.ids.get(decoded(fragment).as_ref())?,
        };
        // a saved page often names itself in full; another page may have an anchor of the same name
        let own = path.is_empty() || self.own.contains(&path) || path.starts_with("./") || {
            let note = ["cite_", "fn", "_ftn", "_edn", "note", "ref", "endnote", "footnote", "sdfootnote"];
            note.iter().any(|begin| fragment.trim_start_matches('_').starts_with(begin))
        };
        own.then_some(index)
    }

    /// The address that a link leads to, where it leads out of the page: absolute where the page says how.
    pub(super) fn outside(&self, href: &str) -> Option<String> {
        let href = href.trim();
        let scheme = href.split_once(':').map(|(scheme, _)| scheme);
        match scheme {
            Some(scheme) if ["http", "https", "ftp"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) => {
                Some(followed(href).into_owned())
            }
            Some(scheme) if scheme.bytes().all(|b| b.is_ascii_alphabetic()) && !scheme.is_empty() => {
                matches!(scheme, "doi" | "urn" | "info").then(|| href.to_owned())
            }
            _ if href.starts_with("//") => Some(format!("https:{href}")),
            _ if href.is_empty() || href.starts_with('#') => None,
            _ => self
                .base
                .as_ref()
                .and_then(|base| base.join(href).ok())
                .map(String::from)
                .or_else(|| Some(href.to_owned())),
        }
    }

    /// The page.
    pub(super) const fn page(&self) -> &'p Page {
        self.page
    }
}

/// A text with its percent-encoded bytes decoded, where they are UTF-8.
pub(crate) fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    String::from_utf8(percent_decoded(text, b'+')).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The bytes of a text with percent signs (RFC 3986, section 2.1); a plus stands for `plus`, which in forms is a space.
pub(super) fn percent_decoded(text: &str, plus: u8) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = |at: usize| {
            bytes.get(at).and_then(|digit| char::from(*digit).to_digit(16)).and_then(|digit| u8::try_from(digit).ok())
        };
        if let (b'%', Some(high), Some(low)) = (byte, hex(at + 1), hex(at + 2)) {
            out.push(high * 16 + low);
            at += 3;
        } else {
            out.push(if byte == b'+' { plus } else { byte });
            at += 1;
        }
    }
    out
}
