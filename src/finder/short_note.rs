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

use super::glance::Glance;
use super::place::{Year, locator, undated, word_ends, year};
use crate::locale::{Locale, Role, Slot, digit, is_letter, more_words};
use crate::record::{Aim, Dated, Pointer};
use crate::source::Span;
use crate::source::lanes::{beyond, same, within};
use crate::source::run::{behind_marked, run_of_word};

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
    let signal = signal(text);
    let body = text.get(signal..)?;
    let offset = head + signal;
    if body.is_empty() {
        return None;
    }
    if let Some(length) = ibid(body) {
        return if addressed(text) { None } else { previous(body, length, offset) };
    }
    if body.len() > LONGEST && body.chars().count() > LONGEST {
        return None;
    }
    let glance = Glance::of(body)?;
    if glance.slash && addressed(text) {
        return None;
    }
    labelled(body, &glance).or_else(|| worded(body, offset, &glance)).or_else(|| titled(body, glance.first_digit()))
}

/// A note in which "op. cit." stands, or else a year: the words are gone through once.
fn worded(body: &str, offset: usize, glance: &Glance<'_>) -> Option<Pointer> {
    let mut date = None;
    // in a note that only says where no quoted title stands: the words of the lists within it mean nothing
    let quoted = glance.quoted || glance.wide && holds_others(body, &['“', '«', '„', '「', '『', '《']);
    let closed = quoted || glance.bracket && accessed(body);
    let locale = Locale::get();
    for (at, character) in glance.beginnings() {
        let rest = body.get(at..).unwrap_or_default();
        let points = !closed && locale.ibid.may_begin(rest);
        let dates = date.is_none() && (!character.is_ascii_alphabetic() || locale.calendar.undated_may_begin(rest));
        // most words do neither
        if !(points | dates) {
            continue;
        }
        let found = if points { earlier(body, at, character) } else { None };
        if found.is_some() {
            return found;
        }
        date = date.or_else(|| Some((at, date_at(body, at, character)?)));
        if closed && date.is_some() {
            break;
        }
    }
    date.and_then(|(at, year)| dated(body, offset, at, year, quoted))
}

/// Whether an address stands in a text.
fn addressed(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b':', bytes).any(|at| bytes.get(at..).is_some_and(|rest| rest.starts_with(b"://")))
}

/// Whether a straight quotation mark or one of others stands in a text.
fn holds(text: &str, marks: &[char]) -> bool {
    memchr::memchr(b'"', text.as_bytes()).is_some() || !text.is_ascii() && holds_others(text, marks)
}

/// Whether one of some quotation marks that are no ASCII stands in a text: a glance tells what they begin with.
fn holds_others(text: &str, marks: &[char]) -> bool {
    let mut others = memchr::memchr3_iter(0xC2, 0xE2, 0xE3, text.as_bytes()).filter_map(|at| text.get(at..));
    others.any(|rest| rest.starts_with(marks))
}

/// `[cit. 12. prosince 2022]`: when a page was read, in brackets, is no "op. cit.".
fn accessed(body: &str) -> bool {
    let phrases = &Locale::get().phrases;
    memchr::memchr_iter(b'[', body.as_bytes())
        .filter_map(|at| body.get(at..))
        .any(|rest| phrases.at_of(rest, &[Role::Accessed]).any(|phrase| phrase.slot == Slot::Date))
}

/// The length of "see", "cf." and the like before a pointer.
fn signal(text: &str) -> usize {
    let locale = Locale::get();
    let mut at = 0;
    for _ in 0..3 {
        let Some(rest) = text.get(at..).filter(|rest| locale.signals.may_begin(rest)) else { break };
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
#[inline]
fn ibid(text: &str) -> Option<usize> {
    if Locale::get().ibid.may_begin(text) { longest_ibid(text) } else { None }
}

/// The same, where one may begin.
#[inline(never)]
fn longest_ibid(text: &str) -> Option<usize> {
    let locale = Locale::get();
    let (bytes, mut best) = (text.as_bytes(), None);
    let mut last = 0;
    // whether the words so far are one of them
    let mut known = false;
    while last < LONGEST_WORD {
        // to the end of a word, or over one character
        let rest = bytes.get(last..).unwrap_or_default();
        let word = run_of_word(rest);
        let Some(character) = text.get(last..).and_then(|rest| rest.chars().next()) else { break };
        let end = last + word.max(character.len_utf8());
        if word > 0 && end > LONGEST_WORD {
            break;
        }
        last = end;
        // a stop changes nothing, and no phrase ends with a space
        if character != '.' {
            let ends = character != ' ' && word_ends(text, end);
            known = ends && locale.ibid.contains(text.get(..end).unwrap_or_default());
        }
        if known {
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

/// The place at the beginning of a text that goes on: `, p. 5. But see also …`
fn first_clause(text: &str) -> Option<String> {
    let start = text.find(|c: char| digit(c).is_some())?;
    let end = text
        .get(start..)?
        .find(|c: char| digit(c).is_none() && !matches!(c, '-' | '–'))
        .map_or(text.len(), |at| start + at);
    locator(text.get(..end)?.trim_end_matches(['-', '–']))
}

/// The most spaces and brackets up to the word for a note.
const MOST_BEFORE: usize = 16;

/// `Smith (n 5) 12`, `Smith, supra note 5, at 12`.
fn labelled(body: &str, glance: &Glance<'_>) -> Option<Pointer> {
    for start in glance.numbers() {
        let (head, rest) = body.split_at_checked(start)?;
        let length = rest.find(|c: char| digit(c).is_none()).unwrap_or(rest.len());
        let (label, after) = rest.split_at_checked(length)?;
        if !(1..=4).contains(&label.len()) || !follows_note_word(head) {
            continue;
        }
        let after = after.trim_start_matches([')', ' ', ',', '）']);
        let place = locator(after);
        if place.is_some() || after.trim_matches(MARKS).is_empty() {
            return Some(Pointer { aim: Aim::Note(label.to_owned()), locator: place });
        }
    }
    None
}

/// Whether a text ends with a word for a note, behind a space or bracket: `Smith (n`.
fn follows_note_word(head: &str) -> bool {
    let head = head.trim_end();
    // such a word ends with a letter or stop
    if head.bytes().next_back().is_none_or(|last| last.is_ascii() && !last.is_ascii_alphabetic() && last != b'.') {
        return false;
    }
    // most words are of ASCII
    let others =
        |sixteen| same(sixteen, b' ') | within(sixteen, b'\t', b'\r') | within(sixteen, b'0', b'9') | beyond(sixteen);
    let mut chunk = head.len() - behind_marked(head.as_bytes(), others);
    let mut spaced = chunk.checked_sub(1).and_then(|at| head.as_bytes().get(at)) == Some(&b' ');
    if head.get(chunk.saturating_sub(1)..).is_none_or(|last| !last.starts_with(|first: char| first.is_ascii())) {
        let start = head.char_indices().rev().find(|(_, c)| c.is_whitespace() || digit(*c).is_some());
        chunk = start.map_or(0, |(at, c)| at + c.len_utf8());
        spaced = start.is_some_and(|(_, c)| c == ' ');
    }
    let word = head.get(chunk..).unwrap_or_default();
    let is_note_word = |at: usize| {
        let before = || head.get(..chunk + at).map_or(0, |before| before.matches([' ', '(', '（']).count());
        let word = word.get(at..).unwrap_or_default().trim_end_matches('.');
        Locale::get().note_words.contains(word) && before() <= MOST_BEFORE
    };
    let mut brackets = word.bytes().enumerate().filter(|(_, byte)| *byte == b'(');
    spaced && is_note_word(0) || brackets.any(|(at, _)| is_note_word(at + 1))
}

/// `Smith, op. cit., p. 5`, where the word at a place is "op. cit."
fn earlier(body: &str, at: usize, character: char) -> Option<Pointer> {
    if at == 0 || !is_letter(character) {
        return None;
    }
    let rest = body.get(at..).unwrap_or_default();
    let length = ibid(rest)?;
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
    (!names.is_empty()
        && !named
        && !sentence
        && !holds(names, &['“', '«', '„'])
        && (place.is_some() || after.trim_matches(MARKS).is_empty() || first_clause(after).is_some()))
    .then(|| Pointer { aim: Aim::Earlier(names.to_owned()), locator: place.or_else(|| first_clause(after)) })
}

/// The year or "n.d." at a place where a word may begin.
fn date_at(body: &str, at: usize, character: char) -> Option<Year> {
    let rest = body.get(at..)?;
    if digit(character).is_some() {
        year(rest)
    } else if at > 0 && character.is_lowercase() {
        undated(rest)
    } else {
        None
    }
}

/// `Smith 2004, p. 5`, `Borger & Jalabi (2016), 12`, `Smith (2004: 5)`: with the year at a place, and quotation marks or none.
fn dated(body: &str, offset: usize, at: usize, year: Year, quoted: bool) -> Option<Pointer> {
    let names = body.get(..at)?;
    if names.trim_start().is_empty() || quoted && holds(names, &['“', '«']) || more_words(names, 12) {
        return None;
    }
    let tail = body.get(at + year.length..)?;
    let place = locator(tail.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '（' | '）' | ' ')))
        .or_else(|| commented(tail));
    if place.is_none() && !tail.trim_matches(MARKS).trim_matches(['[', ']']).is_empty() {
        return None;
    }
    let dated = Dated {
        before: Span::new(offset, offset + at),
        year: year.value,
        suffix: year.suffix,
        year_span: Span::new(offset + at, offset + at + year.length),
        ..Dated::default()
    };
    Some(Pointer { aim: Aim::Dated(dated), locator: place })
}

/// The place before a comment: `, p. 5. The figure is his.`; nothing where the rest may be a reference.
fn commented(tail: &str) -> Option<String> {
    let bare = tail.trim_start_matches([')', ']']);
    if !bare.starts_with([',', ':', '，']) || holds(tail, &['“', '«', '„']) {
        return None;
    }
    let year_behind = tail.char_indices().any(|(at, c)| {
        digit(c).is_some() && word_ends(tail, at) && tail.get(at..).is_some_and(|rest| year(rest).is_some())
    });
    if year_behind { None } else { first_clause(bare) }
}

/// `Smith, Title, p. 5`, `Smith, Title`: names and at most a title, and no year; `number` is where the first digit stands.
fn titled(body: &str, number: Option<usize>) -> Option<Pointer> {
    let body = body.trim_end_matches(['.', ' ']);
    let last = if body.is_ascii() {
        memchr::memrchr2(b',', b':', body.as_bytes())
    } else {
        body.rfind([',', '，', '、', ':'])
    };
    // no digit stands in the work, so all of them are behind the last mark
    if number.is_some_and(|number| last.is_none_or(|last| number < last)) {
        return None;
    }
    let place = last.and_then(|last| locator(body.get(last..)?));
    let work = match last {
        Some(last) if place.is_some() => body.get(..last)?,
        _ if number.is_none() => body,
        _ => return None,
    };
    // a year in the place of the page is the work's own: an entry of a list, and no pointer
    if place.as_deref().is_some_and(|place| year(place.split(' ').next().unwrap_or_default()).is_some()) {
        return None;
    }
    let plain = !work.is_empty() && !more_words(work, 14);
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
