//! What is wrong, where, and what to do. A data room above [`crate::source`].
//!
//! Bad input text is never an error: a stage returns all that it could read and appends diagnostics. Text of a message: lower case, no full stop,
//! code in backticks, found before expected; then a help line with one thing to do.

mod code;
mod show;

pub use code::Code;
pub use show::{Shown, show};

use crate::source::Span;
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// How bad a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing is lost.
    Hint,
    /// Something is lost, doubtful or was changed; with `--strict` it sets the exit status.
    Warning,
    /// An input could not be read.
    Error,
}

impl Severity {
    /// The word for people and JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One thing that is wrong, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong.
    pub code: Code,
    /// Where: bytes of the source; `None` where it is the input as a whole.
    pub span: Option<Span>,
    /// One sentence: lower case, no full stop.
    pub message: String,
    /// One thing to do about it; empty where there is nothing to do.
    pub help: String,
}

impl Diagnostic {
    /// A diagnostic with a place.
    #[must_use]
    pub fn at(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { code, span: Some(span), message: message.into(), help: String::new() }
    }

    /// A diagnostic of the whole input.
    #[must_use]
    pub fn whole(code: Code, message: impl Into<String>) -> Self {
        Self { code, span: None, message: message.into(), help: String::new() }
    }

    /// The same, with something to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// How bad it is.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.code.severity()
    }
}

impl Serialize for Diagnostic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Diagnostic", 5)?;
        out.serialize_field("code", self.code.as_str())?;
        out.serialize_field("severity", self.severity().as_str())?;
        match &self.span {
            Some(span) => out.serialize_field("span", span)?,
            None => out.skip_field("span")?,
        }
        out.serialize_field("message", &self.message)?;
        if self.help.is_empty() {
            out.skip_field("help")?;
        } else {
            out.serialize_field("help", &self.help)?;
        }
        out.end()
    }
}
