//! A title as printed, and its parts.

use crate::source::is_blank;

/// A title as printed, never empty, without the quotation marks around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title(String);

impl Title {
    /// A title; `None` when there is nothing in it.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Option<Self> {
        let text = text.into();
        (!is_blank(&text)).then_some(Self(text))
    }

    /// As printed, whole.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Main title and subtitle: what stands before and after the first colon that a space follows.
    #[must_use]
    pub fn split(&self) -> (&str, Option<&str>) {
        match self.0.split_once(": ") {
            Some((main, sub)) if !main.trim().is_empty() && !sub.trim().is_empty() => {
                (main.trim_end(), Some(sub.trim_start()))
            }
            _ => (&self.0, None),
        }
    }
}
