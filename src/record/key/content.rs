//! What a record says, as one number: what tells apart records with the same base key.
//!
//! FNV-1a, 64 bits: the number must be the same on every machine and in every version, since keys are published.

use crate::record::{Address, Field, Identifier, Name, NameList, Pages, Record, Title, Value};
use std::borrow::Cow;

/// FNV-1a.
struct Hash(u64);

impl Hash {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// A text and what ends it.
    fn text(&mut self, text: &str) {
        self.write(text.as_bytes());
        self.write(&[0xff]);
    }

    /// FNV leaves the low bits of short texts alike: the finalizer of `SplitMix64` spreads them.
    const fn finish(self) -> u64 {
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

impl std::io::Write for Hash {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        Self::write(self, bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What identifies the work: who, when, what, where. This list never changes, since published keys hang on it.
pub(super) fn core(record: &Record) -> u64 {
    let mut hash = Hash::new();
    for (role, NameList { names, others: _ }) in &record.names {
        hash.text(role.as_str());
        for name in names {
            match name {
                Name::Person(person) => {
                    hash.text(person.family());
                    hash.text(person.given());
                }
                Name::Organization(name) | Name::Literal(name) => hash.text(name),
            }
        }
    }
    hash.text(&record.issued.as_ref().map(shown).unwrap_or_default());
    hash.text(record.title.as_ref().map(|title| text(title, Title::as_str)).unwrap_or_default());
    for field in
        [&record.container_title, &record.publisher, &record.edition, &record.volume, &record.issue, &record.number]
    {
        hash.text(field.as_ref().map(Field::as_str).unwrap_or_default());
    }
    hash.text(record.page.as_ref().map(|page| text(page, Pages::as_str)).unwrap_or_default());
    hash.text(record.web.url.as_ref().map(|url| text(url, Address::as_str)).unwrap_or_default());
    for Identifier { scheme, value } in &record.identifiers {
        hash.text(scheme.key());
        hash.text(value.as_str());
    }
    hash.finish()
}

/// Everything in the record but its id and what was found out about its link.
pub(super) fn whole(record: &Record) -> u64 {
    let mut hash = Hash::new();
    // one that was just read has neither
    let bare = if record.id.is_empty() && record.link.is_none() {
        Cow::Borrowed(record)
    } else {
        Cow::Owned(Record { id: String::new(), link: None, ..record.clone() })
    };
    // writing to a hash cannot fail, and a record is always JSON
    let _ = serde_json::to_writer(&mut hash, &*bare);
    hash.finish()
}

/// The number of the n-th copy of a content.
pub(super) fn nth(content: u64, copy: u64) -> u64 {
    let mut hash = Hash(content);
    hash.write(&copy.to_le_bytes());
    hash.finish()
}

fn shown<T: ToString>(field: &Field<T>) -> String {
    match &field.value {
        Value::Typed(value) => value.to_string(),
        Value::Literal(text) => text.clone(),
    }
}

fn text<T>(field: &Field<T>, typed: fn(&T) -> &str) -> &str {
    match &field.value {
        Value::Typed(value) => typed(value),
        Value::Literal(text) => text,
    }
}
