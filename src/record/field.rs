//! A field of a record: a value, or what was printed where the value could not be read.

use crate::source::Span;

/// A typed value, or the text as printed. Nothing that was read is thrown away for want of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<T> {
    /// A value that holds its invariants.
    Typed(T),
    /// What was printed, where that is no such value.
    Literal(String),
}

/// A value and where it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<T> {
    /// What was read.
    pub value: Value<T>,
    /// Where: bytes of the source; `None` for what a structured source said outside its visible text.
    pub span: Option<Span>,
}

impl<T> Field<T> {
    /// A field with a typed value.
    #[must_use]
    pub const fn typed(value: T, span: Option<Span>) -> Self {
        Self { value: Value::Typed(value), span }
    }

    /// A field that keeps what was printed.
    #[must_use]
    pub fn literal(text: impl Into<String>, span: Option<Span>) -> Self {
        Self { value: Value::Literal(text.into()), span }
    }

    /// The typed value, where there is one.
    #[must_use]
    pub const fn as_typed(&self) -> Option<&T> {
        match &self.value {
            Value::Typed(value) => Some(value),
            Value::Literal(_) => None,
        }
    }
}

impl Field<String> {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.value {
            Value::Typed(text) | Value::Literal(text) => text,
        }
    }
}

impl<T> From<T> for Field<T> {
    fn from(value: T) -> Self {
        Self::typed(value, None)
    }
}
