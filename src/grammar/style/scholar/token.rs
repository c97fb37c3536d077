//! The words and signs of a list of names.
//!
//! In: a text and an offset. Out: the word or sign that stands there, with what its characters are. Not here: what names are made of them
//! ([`super::people`]).

use crate::locale::{Locale, Role, is_letter};
use crate::source::run::run_of_letters;

/// What a sign or word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Stop,
    Comma,
    Semicolon,
    Hyphen,
    And,
    Other,
}

/// A word or sign.
#[derive(Debug, Clone, Copy)]
pub(in crate::grammar) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// What its characters are, where it is a word.
    pub(super) shape: WordShape,
}

/// What the characters of a word are: asked again and again of the same few.
#[derive(Debug, Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct WordShape {
    /// How many characters it has, 255 for more.
    pub(super) characters: u8,
    /// How many of them are letters, 255 for more.
    pub(super) letters: u8,
    /// Whether the first character is a capital.
    pub(super) capital: bool,
    /// Whether the first character is a small letter.
    pub(super) small: bool,
    /// Whether the first letter is a capital.
    pub(super) begins: bool,
    /// Whether all are capitals or hyphens.
    pub(super) capitals: bool,
}

impl WordShape {
    fn of(word: &str) -> Self {
        let few = |count: usize| u8::try_from(count).unwrap_or(u8::MAX);
        let bytes = word.as_bytes();
        // mostly nothing but letters of ASCII
        let plain = run_of_letters(bytes);
        if let &[first, ..] = bytes
            && plain == bytes.len()
        {
            let capital = first.is_ascii_uppercase();
            let capitals = capital && bytes.iter().all(u8::is_ascii_uppercase);
            return Self {
                characters: few(plain),
                letters: few(plain),
                capital,
                small: !capital,
                begins: capital,
                capitals,
            };
        }
        Self {
            characters: few(word.chars().count()),
            letters: few(word.chars().filter(|c| is_letter(*c)).count()),
            capital: word.starts_with(char::is_uppercase),
            small: word.starts_with(char::is_lowercase),
            begins: word.chars().find(|c| is_letter(*c)).is_some_and(char::is_uppercase),
            capitals: word.chars().all(|c| c.is_uppercase() || c == '-' || c == '‐'),
        }
    }
}

/// The first word or sign at an offset or behind it, past spaces.
pub(super) fn token_at(text: &str, mut at: usize) -> Option<Token> {
    let bytes = text.as_bytes();
    if bytes.get(at) == Some(&b' ') {
        at += 1;
    }
    if let Some(word) = plain_word(text, at) {
        return Some(word);
    }
    loop {
        let character = text.get(at..)?.chars().next()?;
        let start = at;
        let mut end = start + character.len_utf8();
        // `G. 't Hooft`
        let quoted = matches!(character, '\'' | '’')
            && text.get(end..).is_some_and(|rest| rest.starts_with(is_letter))
            && text.get(..start).is_some_and(|head| head.ends_with(' '));
        let kind = if is_letter(character) || quoted {
            end = word_end(text, bytes, start, end);
            let word = text.get(start..end).unwrap_or_default();
            let kind = if and(word) { Kind::And } else { Kind::Word };
            return Some(Token { kind, start, end, shape: WordShape::of(word) });
        } else {
            match character {
                '.' | '。' | '．' => Kind::Stop,
                ',' | '，' | '、' => Kind::Comma,
                ';' | '；' => Kind::Semicolon,
                '-' | '‐' | '‑' => Kind::Hyphen,
                '&' => Kind::And,
                _ if character.is_whitespace() => {
                    at = end;
                    continue;
                }
                _ => Kind::Other,
            }
        };
        return Some(Token { kind, start, end, shape: WordShape::default() });
    }
}

/// A word at an offset that is nothing but letters of ASCII, as most are.
fn plain_word(text: &str, start: usize) -> Option<Token> {
    let rest = text.as_bytes().get(start..)?;
    let letters = run_of_letters(rest);
    let goes_on = |next: &u8| !next.is_ascii() || matches!(next, b'-' | b'\'' | b'`');
    if letters == 0 || rest.get(letters).is_some_and(goes_on) {
        return None;
    }
    let end = start + letters;
    let word = text.get(start..end)?;
    Some(Token { kind: if and(word) { Kind::And } else { Kind::Word }, start, end, shape: WordShape::of(word) })
}

/// Where a word ends that begins at an offset: letters, with hyphens and apostrophes within.
fn word_end(text: &str, bytes: &[u8], start: usize, mut end: usize) -> usize {
    loop {
        end += bytes.get(end..).map_or(0, run_of_letters);
        let mut rest = text.get(end..).unwrap_or_default().chars();
        let Some(next) = rest.next() else { return end };
        let hyphen = matches!(next, '-' | '‐' | '‑');
        let within = (hyphen || matches!(next, '\'' | '’' | '‘' | '`' | 'ʼ' | '´' | '\u{300}'..='\u{36f}'))
            && rest.next().is_some_and(is_letter)
            && (!hyphen || end - start > 1);
        if !(within || !next.is_ascii() && is_letter(next)) {
            return end;
        }
        end += next.len_utf8();
    }
}

/// Whether a word joins names, in any language: in small letters, or in capitals as the names are. Not what begins a family name
/// (`ter Riet`; one letter stands between two more often), and not "in", which is "and" in Slovene.
fn and(word: &str) -> bool {
    let locale = Locale::get();
    let joins = |word: &str| {
        let mut within = locale.phrases.at_of(word, &[Role::In]).filter(|phrase| phrase.before.len() == word.len());
        locale.phrases.are(word, &[Role::And])
            && (word.chars().nth(1).is_none() || !locale.particles.contains(word))
            && !within.any(|phrase| phrase.holds_in(0))
    };
    if word.starts_with(char::is_uppercase) {
        let short = (3..=4).contains(&word.len());
        return word == "And" || short && word.chars().all(char::is_uppercase) && joins(&word.to_lowercase());
    }
    joins(word)
}
