//! The text of a field, typed or as printed.

use crate::record::{Address, Field, Identifier, Language, Pages, Scheme, Title, Value};
use std::borrow::Cow;

/// What has a text.
pub(super) trait Printed {
    /// The text, trimmed; `None` where there is nothing in it.
    fn printed(&self) -> Option<&str>;
}

/// The identifiers of one scheme, parted by a space, as Zotero and CSL-JSON have them: a book in two bindings has two ISBNs.
pub(super) fn joined(identifiers: &[Identifier], scheme: Scheme) -> Option<Cow<'_, str>> {
    let mut all = identifiers.iter().filter(|one| one.scheme == scheme).filter_map(|one| one.value.printed());
    let first = all.next()?;
    let rest: Vec<&str> = all.collect();
    Some(if rest.is_empty() { Cow::Borrowed(first) } else { Cow::Owned(format!("{first} {}", rest.join(" "))) })
}

/// A value of a field that is text at heart.
pub(super) trait Worded {
    fn word(&self) -> &str;
}

impl<T: Worded> Printed for Field<T> {
    fn printed(&self) -> Option<&str> {
        let text = match &self.value {
            Value::Typed(value) => value.word(),
            Value::Literal(text) => text,
        };
        let text = text.trim();
        (!text.is_empty()).then_some(text)
    }
}

impl<T: Worded> Printed for Option<Field<T>> {
    fn printed(&self) -> Option<&str> {
        self.as_ref()?.printed()
    }
}

impl Worded for String {
    fn word(&self) -> &str {
        self
    }
}

impl Worded for Title {
    fn word(&self) -> &str {
        self.as_str()
    }
}

impl Worded for Pages {
    fn word(&self) -> &str {
        self.as_str()
    }
}

impl Worded for Language {
    fn word(&self) -> &str {
        self.as_str()
    }
}

impl Worded for Address {
    fn word(&self) -> &str {
        self.as_str()
    }
}
