//! Reads notes that point at another reference.
//!
//! In: the text of a note, or of one citation in it. Out: the [`Pointer`] that it is, where it is one. Not here: what it points at. The words for "ibid."
//! and its like are those of `refs/locales/` (`[list] ibid`); where the word stands says what is meant, so that no list need say it again.
//!
//! ```text
//! pointer = ibid [ locator ]                ; the work before
//!         / ibid "," reference              ; another work by its authors
//!         / names [ "," title ] "," ibid [ locator ]
//!         / names ( "(n " label ")" ) [ locator ]
//!         / names [ "," ] [ "(" ] year [ ")" ] [ locator ]
//!         / names "," title "," locator
//! ```

use super::place::{locator, undated, word_ends, year};
use crate::locale::{Locale, Role, Slot, digit, is_letter, is_letter_or_number};
use crate::record::{Aim, Dated, Pointer};
use crate::source::Span;

/// The longest note that points, in characters.
const LONGEST: usize = 160;

/// The longest phrase in the lists of "ibid.", in bytes.
const LONGEST_WORD: usize = 60;

/// Marks and spaces between the pieces of a pointer.
const MARKS: &[char] =
    &[' ', ',', '.', ':', ';', '\u{A0}', '،', '，', '、', '。', '：', '؛', '–', '—', '(', ')', '（', '）'];

/// The pointer that a note is; nothing for a note that says what it cites.
#[must_use]
pub fn pointer(note: &str) -> Option<Pointer> {
    let text = note.trim();
    let head = note.len() - note.trim_start().len();
    if text.is_empty() || text.contains("://") {
        return None;
    }
    let signal = signal(text);
    let body = text.get(signal..)?;
    let offset = head + signal;
    if let Some(length) = ibid(body) {
        return previous(body, length, offset);
    }
    if body.chars().count() > LONGEST {
        return None;
    }
    // a quoted title stands in no note that only says where: the words of the lists within it mean nothing
    let quoted = body.contains(['"', '“', '«', '„', '「', '『', '《']) || accessed(body);
    labelled(body)
        .or_else(|| if quoted { None } else { earlier(body) })
        .or_else(|| dated(body, offset))
        .or_else(|| titled(body))
}

/// `[cit. 12. prosince 2022]`: when a page was read, in brackets, is no "op. cit.".
fn accessed(body: &str) -> bool {
    let phrases = &Locale::get().phrases;
    body.match_indices('[')
        .filter_map(|(at, _)| body.get(at..))
        .any(|rest| phrases.at_of(rest, &[Role::Accessed]).any(|phrase| phrase.slot == Slot::Date))
}

/// The length of "see", "cf." and the like before a pointer.
fn signal(text: &str) -> usize {
    let locale = Locale::get();
    let mut at = 0;
    for _ in 0..3 {
        let Some(rest) = text.get(at..) else { break };
        let length = rest.find(char::is_whitespace).unwrap_or(0);
        let word = rest.get(..length).unwrap_or_default();
        if length == 0 || !locale.signals.contains(word.trim_end_matches([',', '.', ':'])) {
            break;
        }
        at += rest.len() - rest.get(length..).unwrap_or_default().trim_start().len();
    }
    at
}

/// The length of the longest "ibid." that begins a text, with its full stop.
fn ibid(text: &str) -> Option<usize> {
    let locale = Locale::get();
    if !locale.ibid.may_begin(text) {
        return None;
    }
    let mut best = None;
    for (at, character) in text.char_indices().take_while(|(at, _)| *at < LONGEST_WORD) {
        let end = at + character.len_utf8();
        if !word_ends(text, end) {
            continue;
        }
        let word = text.get(..end).unwrap_or_default();
        if locale.ibid.contains(word.trim_end_matches('.')) {
            best = Some(end);
        }
    }
    best
}

/// A note that begins with "ibid.": the work before, or another by its authors.
fn previous(body: &str, mut length: usize, offset: usize) -> Option<Pointer> {
    // `Idem, ibid.`, `Ibid., loc. cit.`
    while let Some(rest) = body.get(length..) {
        let inner = rest.trim_start_matches(MARKS);
        let Some(more) = ibid(inner) else { break };
        length += rest.len() - inner.len() + more;
    }
    let rest = body.get(length..).unwrap_or_default();
    let inner = rest.trim_start_matches(MARKS);
    let place = locator(rest.trim_matches(['(', ')']));
    let says = inner.chars().filter(|c| is_letter(*c)).count() > 12 && inner.len() > 24;
    let dated = inner.char_indices().any(|(at, c)| {
        digit(c).is_some() && word_ends(inner, at) && inner.get(at..).is_some_and(|tail| year(tail).is_some())
    });
    if place.is_none() && says && (dated || inner.starts_with(['"', '“', '«', '„', '\'', '‘', '《', '『'])) {
        return Some(Pointer { aim: Aim::SameAuthor(offset + body.len() - inner.len()), locator: None });
    }
    // a word that goes on without a stop is one of a sentence, or of a title: `Isto É`, `Там же сказано`
    if place.is_none()
        && says
        && rest.starts_with(char::is_whitespace)
        && !body.get(..length).is_some_and(|word| word.ends_with('.'))
    {
        return None;
    }
    Some(Pointer { aim: Aim::Previous, locator: place.or_else(|| first_clause(rest)) })
}

/// The characters that a word may begin with: those behind no letter or number, and all behind one of a script without spaces.
fn beginnings(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let mut before = ' ';
    text.char_indices().filter(move |(_, character)| {
        let behind = std::mem::replace(&mut before, *character);
        // most are letters inside a word
        !behind.is_ascii_alphanumeric() && (!is_letter_or_number(behind) || crate::locale::spaceless(behind))
    })
}

/// The place at the beginning of a text that goes on: `, p. 5. But see also …`
fn first_clause(text: &str) -> Option<String> {
    let start = text.find(|c: char| digit(c).is_some())?;
    let end = text
        .get(start..)?
        .find(|c: char| digit(c).is_none() && !matches!(c, '-' | '–'))
        .map_or(text.len(), |at| start + at);
    locator(text.get(..end)?.trim_end_matches(['-', '–']))
}

/// `Smith (n 5) 12`, `Smith, supra note 5, at 12`.
fn labelled(body: &str) -> Option<Pointer> {
    let locale = Locale::get();
    for (at, _) in body.match_indices([' ', '(', '（']).take(16) {
        let start = at + 1;
        let rest = body.get(start..).unwrap_or_default();
        let length = rest.find(|c: char| c.is_whitespace() || digit(c).is_some()).unwrap_or(rest.len());
        let number = rest.get(length..)?.trim_start();
        let digits = number.find(|c: char| digit(c).is_none()).unwrap_or(number.len());
        if digits == 0 || digits > 4 {
            continue;
        }
        let word = rest.get(..length).unwrap_or_default().trim_end_matches('.');
        if !locale.note_words.contains(word) {
            continue;
        }
        let after = number.get(digits..)?.trim_start_matches([')', ' ', ',', '）']);
        let place = locator(after);
        if place.is_some() || after.trim_matches(MARKS).is_empty() {
            return Some(Pointer { aim: Aim::Note(number.get(..digits)?.to_owned()), locator: place });
        }
    }
    None
}

/// `Smith, op. cit., p. 5`.
fn earlier(body: &str) -> Option<Pointer> {
    for (at, character) in beginnings(body) {
        if at == 0 || !is_letter(character) {
            continue;
        }
        let rest = body.get(at..).unwrap_or_default();
        let Some(length) = ibid(rest) else { continue };
        let mut after = rest.get(length..).unwrap_or_default();
        while let Some(more) = ibid(after.trim_start_matches(MARKS)) {
            after = after.trim_start_matches(MARKS).get(more..).unwrap_or_default();
        }
        let place = locator(after);
        let names = body.get(..at)?.trim_end_matches(MARKS);
        // within a note the words stand in small letters, or with stops; a capital word is a name: `The Age`
        let word = rest.get(..length).unwrap_or_default();
        let named = character.is_uppercase() && !word.trim_end_matches('.').contains(['.', ' ']);
        // `…, dies at 82` goes on in words, as no "Dies., S. 82" does
        let tail = after.trim_start();
        let sentence = !word.contains(['.', ' '])
            && tail.len() < after.len()
            && tail.starts_with(is_letter)
            && Locale::get().phrases.at_of(tail, &[Role::Page, Role::Pages, Role::Volume]).next().is_none();
        if !names.is_empty()
            && !named
            && !sentence
            && !names.contains(['"', '“', '«', '„'])
            && (place.is_some() || after.trim_matches(MARKS).is_empty() || first_clause(after).is_some())
        {
            return Some(Pointer {
                aim: Aim::Earlier(names.to_owned()),
                locator: place.or_else(|| first_clause(after)),
            });
        }
    }
    None
}

/// `Smith 2004, p. 5`, `Borger & Jalabi (2016), 12`, `Smith (2004: 5)`.
fn dated(body: &str, offset: usize) -> Option<Pointer> {
    for (at, character) in beginnings(body) {
        let rest = body.get(at..).unwrap_or_default();
        let found = if digit(character).is_some() {
            year(rest)
        } else if at > 0 && character.is_lowercase() {
            undated(rest)
        } else {
            None
        };
        let Some(year) = found else { continue };
        let names = body.get(..at)?;
        let words = names.split_whitespace().count();
        let tail = body.get(at + year.length..)?;
        let place = locator(tail.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '（' | '）' | ' ')))
            .or_else(|| commented(tail));
        let nothing_else = tail.trim_matches(MARKS).trim_matches(['[', ']']).is_empty();
        if words == 0 || words > 12 || names.contains(['"', '“', '«']) || !(place.is_some() || nothing_else) {
            return None;
        }
        let year_span = Span::new(offset + at, offset + at + year.length);
        let dated = Dated {
            before: Span::new(offset, offset + at),
            year: year.value,
            suffix: year.suffix,
            year_span,
            ..Dated::default()
        };
        return Some(Pointer { aim: Aim::Dated(dated), locator: place });
    }
    None
}

/// The place before a comment: `, p. 5. The figure is his.`; nothing where the rest may be a reference.
fn commented(tail: &str) -> Option<String> {
    let year_behind = tail.char_indices().any(|(at, c)| {
        digit(c).is_some() && word_ends(tail, at) && tail.get(at..).is_some_and(|rest| year(rest).is_some())
    });
    let bare = tail.trim_start_matches([')', ']']);
    (!year_behind && !tail.contains(['"', '“', '«', '„']) && bare.starts_with([',', ':', '，']))
        .then(|| first_clause(bare))
        .flatten()
}

/// `Smith, Title, p. 5`, `Smith, Title`: names and at most a title, and no year.
fn titled(body: &str) -> Option<Pointer> {
    let body = body.trim_end_matches(['.', ' ']);
    let split = body.rfind([',', '，', '、', ':']).filter(|&at| body.get(at..).and_then(locator).is_some());
    let (work, place) = match split {
        Some(at) => (body.get(..at)?, body.get(at..).and_then(locator)),
        None => (body, None),
    };
    // a year in the place of the page is the work's own: an entry of a list, and no pointer
    if place.as_deref().is_some_and(|place| year(place.split(' ').next().unwrap_or_default()).is_some()) {
        return None;
    }
    let plain = !work.is_empty() && !work.chars().any(|c| digit(c).is_some()) && work.split_whitespace().count() <= 14;
    plain.then(|| Pointer { aim: Aim::Titled(work.to_owned()), locator: place })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(note: &str) -> String {
        let Some(Pointer { aim, locator }) = pointer(note) else { return String::new() };
        let aim = match aim {
            Aim::Previous => "previous".to_owned(),
            Aim::SameAuthor(at) => format!("same author: {}", note.get(at..).unwrap()),
            Aim::Note(label) => format!("note {label}"),
            Aim::Earlier(names) => format!("earlier: {names}"),
            Aim::Dated(dated) => format!("{}{}", dated.before.slice(note), dated.year_span.slice(note)),
            Aim::Titled(work) => format!("titled: {work}"),
        };
        format!("{aim}{}", locator.map_or(String::new(), |place| format!(" @{place}")))
    }

    #[test]
    fn where_the_word_stands_says_what_is_meant() {
        for (note, pointer) in [
            ("Ibid., p. 5.", "previous @5"),
            ("Ibid.", "previous"),
            ("Ebd., S. 12.", "previous @12"),
            ("Там же. С. 12.", "previous @12"),
            ("همان، ص ۱۲.", "previous @۱۲"),
            ("同上，第12頁。", "previous @12"),
            ("Idem, \"Another Title\", 2004, p. 3.", "same author: \"Another Title\", 2004, p. 3."),
            ("Smith, op. cit., p. 5.", "earlier: Smith @5"),
            ("Smith (n 5) 12.", "note 5 @12"),
            ("Smith 2004, p. 5.", "Smith 2004 @5"),
            ("Borger & Jalabi (2016), 12", "Borger & Jalabi (2016 @12"),
            ("Smith, The Long Title, p. 5.", "titled: Smith, The Long Title @5"),
            ("Putz, Catherine (29 May 2015). \"Why Was Syria's Opposition in Kazakhstan?\". The Diplomat.", ""),
        ] {
            assert_eq!(read(note), pointer, "{note}");
        }
    }
}
