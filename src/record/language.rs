//! The language of a work.
//!
//! Standard: BCP 47 (RFC 5646), well-formed.

use std::fmt;
use std::str::FromStr;

/// A well-formed BCP 47 tag.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Language(String);

/// The text is no language tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MalformedTag;

impl fmt::Display for MalformedTag {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("not a language tag of BCP 47")
    }
}

impl std::error::Error for MalformedTag {}

impl FromStr for Language {
    type Err = MalformedTag;

    fn from_str(text: &str) -> Result<Self, MalformedTag> {
        oxilangtag::LanguageTag::parse_and_normalize(text).map(|tag| Self(tag.into_inner())).map_err(|_| MalformedTag)
    }
}

impl Language {
    /// The tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The primary subtag: `pt` of `pt-BR`.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}
