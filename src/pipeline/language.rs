//! Guesses the language of a text from its commonest words and its script.
//!
//! In: a text. Out: a BCP 47 primary tag, or nothing where the signs are weak. Only as good as what asks for it needs: how an all-number date is meant,
//! and what the output says of the document.

use crate::locale::Locale;

/// How much of a text is looked at, in bytes.
const SAMPLE: usize = 20_000;

/// The language of a text.
pub(super) fn of(text: &str) -> Option<&'static str> {
    let end = (0..=SAMPLE.min(text.len())).rev().find(|&end| text.is_char_boundary(end))?;
    Locale::get().language_of(text.get(..end)?)
}
