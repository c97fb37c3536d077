//! "et al." and its like at the end of names.
//!
//! In: a text. Out: where it ends without them. The phrases are those of `refs/locales/`. Not here: the names before them ([`super::short_form`]).

use super::words::last_word;
use crate::locale::{Locale, Role, is_letter_or_number, spaceless};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A phrase for other names.
struct Others {
    phrase: &'static str,
    /// What of it stands before its last word.
    head: &'static str,
}

/// The phrases for other names, in all languages, by their last words.
struct AllOthers {
    by_last: FxHashMap<&'static str, Vec<Others>>,
    /// The lengths of the last words by their last bytes, a bit each.
    lengths: [u64; 256],
}

impl AllOthers {
    /// Those that end with a word: most words end none, which its last byte and its length tell.
    fn ending(&self, last: &str) -> Option<&[Others]> {
        let end = usize::from(*last.as_bytes().last()?);
        let known = self.lengths.get(end).is_some_and(|lengths| lengths >> last.len().min(63) & 1 == 1);
        if known { self.by_last.get(last).map(Vec::as_slice) } else { None }
    }
}

static OTHERS: LazyLock<AllOthers> = LazyLock::new(|| {
    let mut others = AllOthers { by_last: FxHashMap::default(), lengths: [0; 256] };
    for phrase in Locale::get().phrases.of(Role::EtAl).map(|phrase| phrase.before) {
        let Some((at, last)) = last_word(phrase) else { continue };
        let end = last.as_bytes().last().and_then(|end| others.lengths.get_mut(usize::from(*end)));
        if let Some(lengths) = end {
            *lengths |= 1 << last.len().min(63);
        }
        let head = phrase.get(..at).unwrap_or_default();
        others.by_last.entry(last).or_default().push(Others { phrase, head });
    }
    others
});

/// Where a text ends without its "et al."
pub(super) fn without_others(text: &str) -> Option<usize> {
    let (start, last) = last_word(text)?;
    others_end(text, start, last)
}

/// The same, where the last word is known.
pub(super) fn others_end(text: &str, start: usize, last: &str) -> Option<usize> {
    let phrases = OTHERS.ending(last)?;
    let head = text.get(..start)?;
    if !phrases.iter().any(|one| head.ends_with(one.head)) {
        return None;
    }
    let text = text.trim_end_matches([' ', ',', '(', '[', '\u{A0}', '（', '،', '，']).trim_end_matches(['*', '_']);
    let ends = [text, text.strip_suffix('.').unwrap_or(text)];
    let heads = ends.iter().flat_map(|end| phrases.iter().filter_map(|one| end.strip_suffix(one.phrase)));
    let begins = |head: &&str| {
        !head.ends_with(is_letter_or_number) || text.get(head.len()..).is_some_and(|words| words.starts_with(spaceless))
    };
    heads.filter(begins).map(str::len).min()
}
