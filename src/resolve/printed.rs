//! What the text of a work and its names print that citations repeat: a name at the beginning, initials, years.
//!
//! In: texts. Out: where such things stand in them. Not here: what is known by them ([`super::works`]).

use crate::locale::{digit, is_letter, is_letter_or_number, spaceless};
use crate::source::lanes::{beyond, same, within};
use crate::source::run::{behind_marked, first_marked};
use crate::source::{bits, chunk_at, is_space, marked, trim};

/// A year that a work may be cited by, the letter behind it, and its weight.
pub(super) type PrintedYear = (i32, Option<char>, i32);

/// How much of its text a work may be known by, in characters.
const HEAD: usize = 400;

/// How many bytes of a name are looked at together for its initials.
const INITIALS: usize = 32;

/// The beginning of a text, by which a work may be known.
pub(super) fn head(text: &str) -> &str {
    let bytes = text.as_bytes();
    let end = match bytes.get(..HEAD) {
        // so many bytes hold no more characters
        None => text.len(),
        Some(head) if head.is_ascii() => HEAD,
        Some(_) => text.char_indices().nth(HEAD).map_or(text.len(), |(end, _)| end),
    };
    text.get(..end).unwrap_or(text)
}

/// What a text begins with up to a mark that no name goes on behind.
pub(super) fn first_name(head: &str) -> &str {
    let ends = |sixteen| {
        let brackets = same(sixteen, b'(') | same(sixteen, b'[');
        same(sixteen, b',') | same(sixteen, b'.') | within(sixteen, b':', b';') | brackets | beyond(sixteen)
    };
    let plain = first_marked(head.as_bytes(), ends);
    let rest = head.get(plain..).unwrap_or_default();
    let more = rest.find([',', '.', '(', '[', '，', '（', '、', '،', ':', ';']).unwrap_or(rest.len());
    trim(head.get(..plain + more).unwrap_or_default())
}

/// Adds the capitals that the words of a name begin with; gives where its first parenthesis opens.
pub(super) fn initials(name: &str, letters: &mut String) -> Option<usize> {
    let bytes = name.as_bytes();
    let (mut bracket, mut wide, mut begins) = (None, 0, 1);
    for at in (0..bytes.len()).step_by(INITIALS) {
        let chunk = chunk_at::<INITIALS>(bytes, at);
        let spaces = bits(&marked(&chunk, is_space));
        let brackets = bits(&marked(&chunk, |byte| byte == b'('));
        let mut capitals = bits(&marked(&chunk, |byte| byte.is_ascii_uppercase())) & (spaces << 1 | begins);
        begins = spaces >> (INITIALS - 1);
        wide |= chunk.iter().fold(0, |wide, byte| wide | byte) & 0x80;
        bracket = bracket.or_else(|| (brackets != 0).then(|| at + brackets.trailing_zeros() as usize));
        while capitals != 0 {
            if let Some(capital) = bytes.get(at + capitals.trailing_zeros() as usize) {
                letters.push(char::from(*capital));
            }
            capitals &= capitals - 1;
        }
    }
    if wide != 0 {
        letters.clear();
        letters.extend(name.split_whitespace().filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()));
    }
    bracket
}

/// What stands behind the last space of a name.
pub(super) fn behind_space(name: &str) -> Option<&str> {
    let last = behind_marked(name.as_bytes(), |sixteen| same(sixteen, b' '));
    name.get(name.len() - last..).filter(|last| last.len() < name.len())
}

/// The years that a text prints, with their letters.
pub(super) fn printed_years(text: &str, out: &mut Vec<PrintedYear>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    let next = |at: usize| {
        let rest = bytes.get(at..)?;
        let skipped = first_marked(rest, |sixteen| within(sixteen, b'0', b'9') | beyond(sixteen));
        (skipped < rest.len()).then_some(skipped)
    };
    while let Some(skipped) = next(at) {
        let (head, rest) = text.split_at_checked(at + skipped).unwrap_or((text, ""));
        let length = rest.find(|c| digit(c).is_none()).unwrap_or(rest.len());
        let (digits, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
        at = head.len() + length.max(rest.chars().next().map_or(1, char::len_utf8));
        // a number that a word goes on with is no year
        if digits.chars().take(5).count() != 4 || out.len() >= 8 || head.ends_with(|c| is_letter(c) && !spaceless(c)) {
            continue;
        }
        let value = digits.chars().filter_map(digit).fold(0, |value, digit| value * 10 + digit);
        let Some(year) = i32::try_from(value).ok().filter(|year| (1000..=2100).contains(year)) else { continue };
        let mut characters = behind.chars();
        let letter = characters.next().filter(|c| is_letter(*c) && !spaceless(*c));
        let letter = letter.filter(|_| characters.next().is_none_or(|c| !is_letter_or_number(c)));
        match out.iter_mut().find(|(known, ..)| *known == year) {
            Some(known) => known.1 = known.1.or(letter),
            None => out.push((year, letter, 1)),
        }
    }
}
