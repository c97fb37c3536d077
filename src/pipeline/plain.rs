//! Tells the notes that are plainly one citation, as nearly all are.
//!
//! In: the text of a note. Out: whether it is one, at a look at each word. Not here: what becomes of the others ([`super::bundle`]).

use super::bundle::SENTENCE;
use crate::locale::{Locale, digit, is_letter, is_letter_or_number};
use crate::source::run::{before_first, beyond, letters, same, up_to_marked, within};

/// A note shorter than this, in bytes, without a stop or semicolon holds no two citations: most are short forms.
const SHORTEST: usize = 48;

/// Whether a note is surely one citation: a glance at a short one, a look at each word of a longer one.
pub(super) fn is_one(raw: &str) -> bool {
    raw.len() < SHORTEST && is_undivided(raw) || is_plain(raw)
}

/// Whether no mark stands in a short note that may divide it.
fn is_undivided(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    !bytes.contains(&b';')
        && (raw.is_ascii() || !raw.contains(['；', '؛', '•', '。']))
        && !bytes.windows(2).any(|two| two == b". ")
}

/// Whether a note is plainly one citation: a single date in parentheses or title in quotation marks, no semicolon or bullet, no word
/// like "see" where a clause begins, no clause of small words. A look at each word, before the pieces are looked for.
fn is_plain(raw: &str) -> bool {
    let signals = &Locale::get().signals;
    let (mut opened, mut quoted) = (0, 0);
    let (mut words, mut small) = (0, 0);
    let (mut begins, mut within) = (true, false);
    let start = raw.as_bytes().first();
    let starts = |word: &str| word.as_bytes().first() == start && raw.starts_with(word);
    for Word { text: word, plain, closes, wide } in words_of(raw) {
        let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) else { continue };
        // most words are nothing but letters
        if plain {
            words += usize::from(first.is_ascii_alphabetic()) & usize::from(!within);
            small += usize::from(first.is_ascii_lowercase()) & usize::from(!within);
            if begins && !within && first.is_ascii_alphabetic() && word.len() > 1 && signals.contains(word) {
                return false;
            }
            begins = starts(word);
            continue;
        }
        if first == '{' {
            break;
        }
        if matches!(first, '*' | '•' | '‣' | '▪' | '■' | '●' | '◦') || matches!(last, ';' | '；' | '؛' | '*')
        {
            return false;
        }
        let letters = || word.trim_matches(|c: char| !is_letter_or_number(c));
        // `(1980).`, `(6 March 2008)`: where a date in parentheses ends, not the issue in `28 (7): 144`
        if (closes || wide && word.contains('）')) && letters().chars().filter(|c| digit(*c).is_some()).nth(3).is_some()
        {
            opened += 1;
        }
        let opens = matches!(first, '"' | '“' | '„' | '«' | '「' | '『' | '《');
        quoted += usize::from(opens);
        // the words of a title in quotation marks are small in most languages
        within |= opens;
        if is_letter(first) && !within {
            words += 1;
            small += usize::from(first.is_lowercase());
            if begins && signals.contains(letters()) && letters().chars().nth(1).is_some() {
                return false;
            }
        }
        if within {
            let bare = word.get(if opens { first.len_utf8() } else { 0 }..).unwrap_or_default();
            within = !(bare.as_bytes().contains(&b'"') || wide && bare.contains(['“', '”', '»', '」', '』', '》']));
        }
        begins = matches!(last, '.' | ',' | ':' | ')' | '?' | '!' | '"' | '”' | '»') || starts(word);
        if matches!(last, '.' | '?' | '!' | '…') {
            if words >= SENTENCE && small * 2 > words {
                return false;
            }
            (words, small) = (0, 0);
        }
    }
    let prose = words >= SENTENCE && small * 2 > words;
    !prose && !within && opened <= 1 && quoted <= 1 && raw.len() < 1000
}

/// What stands between two spaces.
struct Word<'t> {
    text: &'t str,
    /// Whether it is nothing but letters and digits of ASCII.
    plain: bool,
    /// Whether a bracket closes in it.
    closes: bool,
    /// Whether something in it is no ASCII.
    wide: bool,
}

/// What stands between the spaces of a text.
fn words_of(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let bytes = text.as_bytes();
        let (mut others, mut closing, mut wide) = (0, 0, 0);
        let end = up_to_marked(bytes, |eight, end| {
            let ends = same(eight, b' ') | end;
            let plain = letters(eight) | within(eight, b'0', b'9');
            others |= before_first(beyond(!0) & !plain, ends);
            closing |= before_first(same(eight, b')'), ends);
            wide |= before_first(beyond(eight), ends);
            ends
        });
        let (word, behind) = text.split_at_checked(end)?;
        rest = behind.get(1..);
        Some(Word { text: word, plain: others == 0, closes: closing != 0, wide: wide != 0 })
    })
}
