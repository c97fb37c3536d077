//! Patterns of citation keys: `[author][year][title]`.
//!
//! ```text
//! pattern = 1*( "[" part [ ":" number ] "]" / letter / digit )
//! part    = "author" / "authors" / "year" / "title" / "container" / "type"
//! ```
//!
//! | part | is | `:N` |
//! | --- | --- | --- |
//! | `author` | the family name of the first author, or else editor, organization, site, publisher, host | its first N letters |
//! | `authors` | the family names of up to N authors (3), then `etal` | how many |
//! | `year` | the year of publication, or else of access | its last N digits |
//! | `title` | the first N (1) words of the title that say something | how many |
//! | `container` | the first N (1) words of the journal, newspaper, site or book that say something | how many |
//! | `type` | CSL's word for the kind of work, without `-` | its first N letters |

use super::word::{push_joined, push_words};
use crate::record::{Field, Name, Record, Value, WebLink};
use std::fmt;
use std::str::FromStr;

/// How keys are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyPattern(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Part(Part, Option<usize>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Author,
    Authors,
    Year,
    Title,
    Container,
    Type,
}

/// The text is no pattern of keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadPattern {
    /// A part that does not exist.
    UnknownPart(String),
    /// A character that no key has.
    BadCharacter(char),
    /// A bracket without its partner.
    Unbalanced,
    /// Nothing in it depends on the record.
    Constant,
}

impl fmt::Display for BadPattern {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownPart(part) => {
                write!(
                    out,
                    "found `[{part}]`, expected `author`, `authors`, `year`, `title`, `container` or `type`, with or without `:N`"
                )
            }
            Self::BadCharacter(character) => {
                write!(out, "found `{}`, expected `a` to `z`, `0` to `9` or `[`", character.escape_default())
            }
            Self::Unbalanced => out.write_str("found `[` without `]`"),
            Self::Constant => out.write_str("found no part in brackets, expected one like `[author]`"),
        }
    }
}

impl std::error::Error for BadPattern {}

impl Default for KeyPattern {
    fn default() -> Self {
        Self([Part::Author, Part::Year, Part::Title].map(|part| Piece::Part(part, None)).into())
    }
}

impl FromStr for KeyPattern {
    type Err = BadPattern;

    fn from_str(text: &str) -> Result<Self, BadPattern> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(character) = rest.chars().next() {
            if let Some(inside) = rest.strip_prefix('[') {
                let (part, after) = inside.split_once(']').ok_or(BadPattern::Unbalanced)?;
                pieces.push(part_of(part).ok_or_else(|| BadPattern::UnknownPart(part.to_owned()))?);
                rest = after;
            } else if character.is_ascii_alphanumeric() {
                let (literal, after) = rest
                    .split_at_checked(rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len()))
                    .unwrap_or((rest, ""));
                pieces.push(Piece::Text(literal.to_ascii_lowercase()));
                rest = after;
            } else {
                return Err(BadPattern::BadCharacter(character));
            }
        }
        if pieces.iter().any(|piece| matches!(piece, Piece::Part(..))) {
            Ok(Self(pieces))
        } else {
            Err(BadPattern::Constant)
        }
    }
}

fn part_of(text: &str) -> Option<Piece> {
    let (name, number) = match text.split_once(':') {
        Some((name, number)) => (name, Some(number.parse::<usize>().ok().filter(|number| (1..=99).contains(number))?)),
        None => (text, None),
    };
    let part = match name {
        "author" => Part::Author,
        "authors" => Part::Authors,
        "year" => Part::Year,
        "title" => Part::Title,
        "container" => Part::Container,
        "type" => Part::Type,
        _ => return None,
    };
    Some(Piece::Part(part, number))
}

impl KeyPattern {
    /// The key of one record as if it were alone; never empty.
    #[must_use]
    pub fn base_key(&self, record: &Record) -> String {
        let mut key = String::with_capacity(32);
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => key.push_str(text),
                Piece::Part(part, number) => part.write(*number, record, &mut key),
            }
        }
        if key.is_empty() {
            key.extend(record.kind.as_str().chars().filter(char::is_ascii_alphanumeric));
        }
        key
    }
}

impl Part {
    fn write(self, number: Option<usize>, record: &Record, key: &mut String) {
        let start = key.len();
        match self {
            Self::Author => {
                push_author(record, key);
                key.truncate(number.map_or(key.len(), |number| start + number));
            }
            Self::Authors => {
                let most = number.unwrap_or(3);
                let names = record.creators().map_or(&[][..], |list| &list.names);
                for name in names.iter().take(most) {
                    push_name(name, key);
                }
                let more = names.len() > most || record.creators().is_some_and(|list| list.others);
                if key.len() == start {
                    push_author(record, key);
                } else if more {
                    key.push_str("etal");
                }
            }
            Self::Year => {
                push_year(record, key);
                if let Some(number) = number {
                    let extra = (key.len() - start).saturating_sub(number);
                    key.replace_range(start..start + extra, "");
                }
            }
            Self::Title => {
                let title = record.title.as_ref().map(|title| match &title.value {
                    Value::Typed(title) => title.as_str(),
                    Value::Literal(text) => text,
                });
                let title = title.or(record.translated_title.as_ref().map(Field::as_str)).unwrap_or_default();
                push_words(title, number.unwrap_or(1), key);
            }
            Self::Container => {
                let container = record.container_title.as_ref().map(Field::as_str).unwrap_or_default();
                push_words(container, number.unwrap_or(1), key);
            }
            Self::Type => {
                let kind = record.kind.as_str().bytes().filter(u8::is_ascii_alphanumeric).map(char::from);
                key.extend(kind.take(number.unwrap_or(usize::MAX)));
            }
        }
    }
}

/// Writes who or what the work goes by, as one word.
fn push_author(record: &Record, key: &mut String) -> bool {
    let by_text = |field: &Option<Field<String>>, key: &mut String| {
        field.as_ref().is_some_and(|field| push_words(without_www(field.as_str()), 1, key))
    };
    let name = record.creators().and_then(|list| list.names.first());
    name.is_some_and(|name| push_name(name, key))
        || by_text(&record.container_title, key)
        || by_text(&record.publisher, key)
        || host(&record.web).is_some_and(|host| push_words(without_www(&host), 1, key))
}

/// A host without what most begin with.
fn without_www(mut host: &str) -> &str {
    while let Some(rest) = host.strip_prefix("www.") {
        host = rest;
    }
    host
}

fn push_name(name: &Name, key: &mut String) -> bool {
    match name {
        Name::Person(person) => push_joined(person.family(), key) || push_joined(person.given(), key),
        Name::Organization(name) | Name::Literal(name) => push_words(name, 1, key),
    }
}

/// The host that has the word that says whose it is: `example` of `www.example.org`.
fn host(web: &WebLink) -> Option<String> {
    web.url.as_ref()?.as_typed()?.host()
}

/// Writes the year of publication, or else of access: it makes keys tell, and is printed nowhere.
fn push_year(record: &Record, key: &mut String) {
    for date in [&record.issued, &record.web.accessed].into_iter().flatten() {
        match &date.value {
            Value::Typed(date) => {
                if let Some(year) = date.year() {
                    push_number(year.unsigned_abs(), key);
                    return;
                }
            }
            Value::Literal(text) => {
                if let Some(year) = year_in(text) {
                    key.push_str(year);
                    return;
                }
            }
        }
    }
}

/// Writes a number: most years have four digits.
fn push_number(number: u32, key: &mut String) {
    if (1000..10_000).contains(&number) {
        for unit in [1000, 100, 10, 1] {
            key.push(char::from_digit(number / unit % 10, 10).unwrap_or_default());
        }
    } else {
        key.push_str(&number.to_string());
    }
}

/// A run of exactly four digits in what was printed.
fn year_in(text: &str) -> Option<&str> {
    text.split(|c: char| !c.is_ascii_digit()).find(|run| run.len() == 4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_pattern_is_parts_and_letters() {
        let item = json!({"type": "article-journal", "author": [{"family": "Roe"}, {"family": "Doe"}, {"family": "Poe"}], "issued": {"date-parts": [[2001]]}, "title": "On the Days of a Year", "container-title": "The Review"});
        let record = Record::from_csl(item.as_object().unwrap().clone());
        let key = |pattern: &str| pattern.parse::<KeyPattern>().map(|pattern| pattern.base_key(&record));
        assert_eq!(key("[authors:2][year:2]x[title:2]").unwrap(), "roedoeetal01xdaysyear");
        assert_eq!(key("[author:2][container][type:7]").unwrap(), "roreviewarticle");
        assert_eq!(key("[auteur]"), Err(BadPattern::UnknownPart("auteur".into())));
        assert_eq!(key("[year]-[title]"), Err(BadPattern::BadCharacter('-')));
        assert_eq!(key("[year"), Err(BadPattern::Unbalanced));
        assert_eq!(key("abc"), Err(BadPattern::Constant));
        assert_eq!(key("[year:0]"), Err(BadPattern::UnknownPart("year:0".into())));
    }
}
