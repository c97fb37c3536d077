//! Years and places in a work, as citations print them.
//!
//! In: text that starts there. Out: what stands there, and its length. Standard: none; the words for pages and chapters are those of `refs/locales/`.

use crate::locale::{DateWord, Locale, Role, Slot, boundary, digit, is_letter, is_letter_or_number};
use crate::source::lanes::{same, within};
use crate::source::run::first_marked;

/// A year with its letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Year {
    /// `None` for "n.d.".
    pub(super) value: Option<i32>,
    /// The letter behind it.
    pub(super) suffix: Option<char>,
    /// Bytes.
    pub(super) length: usize,
}

/// Reads a year at the beginning of `text`: `2004`, `2004a`, `۱۳۹۵`, `2004年`.
///
/// ```text
/// year = 4digit [ letter ]   ; no letter or digit behind it
/// ```
pub(super) fn year(text: &str) -> Option<Year> {
    let (value, length) = match text.as_bytes().first_chunk::<4>() {
        Some(four) if four.is_ascii() => (four_digits(*four)?, 4),
        _ => {
            let (mut value, mut length) = (0, 0);
            for character in text.chars().take(4) {
                value = value * 10 + i32::try_from(digit(character)?).ok()?;
                length += character.len_utf8();
            }
            (value, length)
        }
    };
    // fewer than four are no year either
    if !(1000..=2100).contains(&value) {
        return None;
    }
    let mut characters = text.get(length..)?.chars();
    let ends = |c: Option<char>| c.is_none_or(|c| !is_letter_or_number(c));
    let next = characters.next();
    if ends(next) {
        return Some(Year { value: Some(value), suffix: None, length });
    }
    let letter = next.filter(|c| is_letter(*c))?;
    if letter == '年' {
        return Some(Year { value: Some(value), suffix: None, length: length + letter.len_utf8() });
    }
    ends(characters.next()).then_some(Year {
        value: Some(value),
        suffix: Some(letter),
        length: length + letter.len_utf8(),
    })
}

/// The number that four digits of ASCII are, without a choice for each.
#[allow(clippy::needless_bitwise_bool, reason = "a branch for each is what is spared")]
fn four_digits(four: [u8; 4]) -> Option<i32> {
    let [a, b, c, d] = four.map(|byte| byte.wrapping_sub(b'0'));
    let value = [b, c, d].into_iter().fold(i32::from(a), |value, digit| value * 10 + i32::from(digit));
    ((a < 10) & (b < 10) & (c < 10) & (d < 10)).then_some(value)
}

/// The longest word for "no date", in bytes.
const LONGEST_UNDATED: usize = 24;

/// Reads a word for "no date" at the beginning of `text`: `n.d.`, `o. J.`, `б. г.`
pub(super) fn undated(text: &str) -> Option<Year> {
    let calendar = &Locale::get().calendar;
    if !calendar.undated_may_begin(text) {
        return None;
    }
    let window = text.char_indices().take_while(|(at, _)| *at <= LONGEST_UNDATED);
    let ends = |c: char| matches!(c, ')' | ']' | ',' | ';' | ':' | '）');
    let length = window.map(|(at, c)| (at, ends(c))).find(|(_, ends)| *ends).map_or(text.len(), |(at, _)| at);
    let word = text.get(..length).filter(|word| word.len() <= LONGEST_UNDATED)?.trim_end();
    let says = |word: &str| calendar.word(word) == Some(DateWord::Undated);
    (says(word) || says(word.trim_end_matches('.'))).then_some(Year { value: None, suffix: None, length: word.len() })
}

/// What a place in a work is called.
const PLACES: &[Role] = &[Role::Page, Role::Pages, Role::Section, Role::Volume, Role::Issue, Role::Number, Role::Time];

/// Reads a place in a work that is all of `text`: `, p. 3`, `: 12–15`, `, chap. 2`, `第3頁`; `None` where the text says something else.
///
/// The word for a page falls away, that for a chapter or section stays.
pub(super) fn locator(text: &str) -> Option<String> {
    let mark = |c: char| c.is_whitespace() || matches!(c, ',' | ':' | '.' | '،' | '，' | '、' | '：' | '。' | ';');
    let begun = text.trim_start_matches(mark);
    let bare = begun.trim_end_matches(mark);
    // `14f.`: the stop belongs to the place
    let stopped = bare.ends_with('f') && begun.get(bare.len()..).is_some_and(|behind| behind.starts_with('.'));
    let bare = begun.get(..=bare.len()).filter(|_| stopped).unwrap_or(bare);
    if bare.is_empty() || bare.len() > 40 && bare.chars().count() > 40 || year(first_word(bare)).is_some() {
        return None;
    }
    let bare = bare.strip_prefix("at ").unwrap_or(bare);
    let locale = Locale::get();
    let places = locale.phrases.at_of(bare, PLACES);
    for phrase in places.filter(|phrase| phrase.slot == Slot::Value && phrase.after.is_empty()) {
        let rest = bare
            .get(phrase.before.len()..)
            .unwrap_or_default()
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ':'));
        match phrase.role {
            Role::Page | Role::Pages if pages(rest) => return Some(rest.to_owned()),
            Role::Section | Role::Volume | Role::Issue | Role::Number | Role::Time if has_digit(rest) => {
                return Some(bare.to_owned());
            }
            _ => {}
        }
    }
    // `第3頁`, `12頁`, `12 с.`: the word behind or around the number
    let number_start = bare.find(|c: char| digit(c).is_some())?;
    let (head, tail) = bare.split_at_checked(number_start)?;
    if !matches!(head, "" | "第" | "頁" | "页") {
        return None;
    }
    let length = tail
        .find(|c: char| digit(c).is_none() && !matches!(c, '-' | '–' | '—' | '‐' | '～' | '~' | ',' | ' '))
        .unwrap_or(tail.len());
    let (number, behind) = tail.split_at_checked(length)?;
    let words_behind = behind.is_empty()
        || locale.phrases.behind(behind).any(|phrase| {
            matches!(phrase.role, Role::Page | Role::Pages) && phrase.after.len() >= behind.trim_end_matches('.').len()
        })
        || matches!(behind, "頁" | "页" | "쪽" | "面" | "ページ");
    let number = number.trim_end_matches([',', ' ', '-', '–']);
    if words_behind {
        return Some(number.to_owned());
    }
    (head.is_empty() && pages(tail)).then(|| tail.to_owned())
}

/// What stands before the first comma, semicolon or space.
fn first_word(text: &str) -> &str {
    let ends = |sixteen| same(sixteen, b',') | same(sixteen, b' ') | same(sixteen, b';');
    text.get(..first_marked(text.as_bytes(), ends)).unwrap_or(text)
}

/// Whether all of a text is pages: numbers in any script, roman numerals, ranges, `3f.`, `12 n. 4`.
fn pages(text: &str) -> bool {
    if text.is_empty() || text.chars().count() > 30 {
        return false;
    }
    let roman = |word: &str| word.chars().all(|c| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x' | 'l' | 'c'));
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '–' | '—' | '‐' | '&' | '،' | '、' | '～'))
        .filter(|piece| !piece.is_empty())
        .enumerate()
        .all(|(at, piece)| {
            let word = piece.trim_end_matches('.');
            let digits = word.chars().take_while(|&c| digit(c).is_some()).count();
            let letters = word.chars().count() - digits;
            (digits > 0 && letters <= 2)
                || roman(word)
                || (at > 0 && matches!(word, "f" | "ff" | "sq" | "sqq" | "n" | "fn" | "and" | "et" | "und"))
        })
}

fn has_digit(text: &str) -> bool {
    let mut characters = text.chars().take(8);
    characters.any(|c| digit(c).is_some() || matches!(c, 'I' | 'V' | 'X'))
}

/// Where the first digit stands.
pub(super) fn first_digit(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        // the digits of other scripts stand behind U+0660, and begin with such bytes
        at += first_marked(bytes.get(at..)?, |sixteen| within(sixteen, b'0', b'9') | within(sixteen, 0xD9, 0xFF));
        let character = text.get(at..)?.chars().next()?;
        if digit(character).is_some() {
            return Some(at);
        }
        at += character.len_utf8();
    }
}

/// Whether a word may end here.
pub(super) fn word_ends(text: &str, at: usize) -> bool {
    boundary(
        text.get(..at).and_then(|head| head.chars().next_back()),
        text.get(at..).and_then(|tail| tail.chars().next()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_a_word_or_is_a_number() {
        let read = |text: &str| locator(text).unwrap_or_default();
        for (text, place) in [
            (", p. 3", "3"),
            (", pp. 3–5", "3–5"),
            (": 12", "12"),
            (", S. 14f.", "14f."),
            (", с. 5", "5"),
            (", ص. ۱۲", "۱۲"),
            ("，第3頁", "3"),
            ("、12頁", "12"),
            (", chap. 2", "chap. 2"),
            (", § 4", "§ 4"),
            (" and the rest of it", ""),
            (", xii", ""),
            (", p. xii", "xii"),
        ] {
            assert_eq!(read(text), place, "{text}");
        }
    }

    #[test]
    fn a_year_has_four_digits_in_any_script_and_a_letter_at_most() {
        let read = |text: &str| year(text).map(|year| (year.value, year.suffix));
        assert_eq!(read("2004a, p"), Some((Some(2004), Some('a'))));
        assert_eq!(read("۱۳۹۵)"), Some((Some(1395), None)));
        assert_eq!(read("2004th"), None);
        assert_eq!(read("20041"), None);
        assert_eq!(undated("n.d., p. 3").map(|year| year.length), Some(4));
    }
}
