//! A field of a record: a value, or what was printed where the value could not be read.
//!
//! A field lies behind a pointer: a record has dozens of them, of which a reference fills a few.

use crate::source::Span;
use std::ops::{Deref, DerefMut};

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
pub struct Field<T>(Box<Found<T>>);

/// What a [`Field`] holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<T> {
    /// What was read.
    pub value: Value<T>,
    /// Where: bytes of the source; `None` for what a structured source said outside its visible text.
    pub span: Option<Span>,
}

impl<T> Deref for Field<T> {
    type Target = Found<T>;

    fn deref(&self) -> &Found<T> {
        &self.0
    }
}

impl<T> DerefMut for Field<T> {
    fn deref_mut(&mut self) -> &mut Found<T> {
        &mut self.0
    }
}

impl<T> Field<T> {
    /// A field with a typed value.
    #[must_use]
    pub fn typed(value: T, span: Option<Span>) -> Self {
        Self(Box::new(Found { value: Value::Typed(value), span }))
    }

    /// A field that keeps what was printed.
    #[must_use]
    pub fn literal(text: impl Into<String>, span: Option<Span>) -> Self {
        Self(Box::new(Found { value: Value::Literal(text.into()), span }))
    }

    /// The typed value, where there is one.
    #[must_use]
    pub fn as_typed(&self) -> Option<&T> {
        match &self.value {
            Value::Typed(value) => Some(value),
            Value::Literal(_) => None,
        }
    }

    /// The value alone.
    #[must_use]
    pub fn into_value(self) -> Value<T> {
        self.0.value
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
