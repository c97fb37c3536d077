//! What class names, roles and types of elements mean.
//!
//! In: the words of `class`, `role`, `epub:type`, `rel` and `id`. Out: a set of [`Sign`]s. The words are rows of `refs/html.tsv`, which a librarian
//! can edit; software that writes footnotes under a new name is a new row. Not here: what is concluded from a sign.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The rows: sign ⇥ attribute ⇥ word.
const ROWS: &str = include_str!("../../../refs/html.tsv");

/// What one word says of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Sign {
    /// Leads from a note back to its markers.
    BackLink,
    /// The label that stands before a note.
    Label,
    /// A marker, or right around one.
    Marker,
    /// A note as a whole.
    Note,
    /// The body of a note, without label and back-links.
    Body,
    /// A list of notes or of references.
    List,
    /// An entry of a bibliography.
    Entry,
    /// One citation in a note.
    Citation,
    /// `COinS`.
    Coins,
    /// A message of citation software.
    Maintenance,
    /// Not part of what is read: edit links, navigation, tables of contents.
    Furniture,
    /// Folded away, and shown when the reader asks.
    Folded,
    /// An access date, as printed.
    Accessed,
    /// The name of an author.
    Author,
    /// A superscript by its style alone.
    Superscript,
    /// A place inside the work, behind a marker.
    Locator,
    /// A form to log in.
    Login,
}

impl Sign {
    const ALL: [(&'static str, Self); 17] = [
        ("back-link", Self::BackLink),
        ("label", Self::Label),
        ("marker", Self::Marker),
        ("note", Self::Note),
        ("body", Self::Body),
        ("list", Self::List),
        ("entry", Self::Entry),
        ("citation", Self::Citation),
        ("coins", Self::Coins),
        ("maintenance", Self::Maintenance),
        ("furniture", Self::Furniture),
        ("folded", Self::Folded),
        ("accessed", Self::Accessed),
        ("author", Self::Author),
        ("superscript", Self::Superscript),
        ("locator", Self::Locator),
        ("login", Self::Login),
    ];
}

/// A set of signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Signs(u32);

impl Signs {
    /// Whether the sign is in the set.
    pub(super) const fn has(self, sign: Sign) -> bool {
        self.0 & (1 << sign as u8) != 0
    }

    /// Adds the signs of another set.
    pub(super) const fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// Where a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// `class`
    Class,
    /// `role`, `epub:type`, `rel`, `rev`
    Role,
    /// `id`
    Id,
}

static WORDS: LazyLock<[FxHashMap<&'static str, Signs>; 3]> = LazyLock::new(|| {
    let mut words: [FxHashMap<&'static str, Signs>; 3] = Default::default();
    for row in ROWS.lines().filter(|row| !row.starts_with('#')) {
        let mut cells = row.split('\t');
        let (Some(sign), Some(place), Some(word)) = (cells.next(), cells.next(), cells.next()) else { continue };
        let Some((_, sign)) = Sign::ALL.iter().find(|(name, _)| *name == sign) else { continue };
        let place = match place {
            "class" => 0,
            "role" => 1,
            _ => 2,
        };
        if let Some(map) = words.get_mut(place) {
            map.entry(word.trim()).or_default().add(Signs(1 << *sign as u8));
        }
    }
    words
});

/// The signs in the words of an attribute.
pub(super) fn signs(place: Place, words: &str) -> Signs {
    let mut signs = Signs::default();
    let Some(map) = WORDS.get(place as usize) else { return signs };
    if place == Place::Id {
        signs.add(map.get(words).copied().unwrap_or_default());
        return signs;
    }
    for word in words.split_ascii_whitespace() {
        if let Some(found) = map.get(word) {
            signs.add(*found);
        }
    }
    signs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_names_a_sign() {
        for row in ROWS.lines().filter(|row| !row.starts_with('#') && !row.is_empty()) {
            let cells: Vec<&str> = row.split('\t').collect();
            assert!(cells.len() >= 3, "{row}");
            assert!(Sign::ALL.iter().any(|(name, _)| *name == cells[0]), "{row}");
            assert!(matches!(cells[1], "class" | "role" | "id"), "{row}");
        }
    }

    #[test]
    fn a_class_among_others_is_seen() {
        assert!(signs(Place::Class, "noprint mw-cite-backlink x").has(Sign::BackLink));
        assert!(!signs(Place::Class, "backlinks-of-mine").has(Sign::BackLink));
    }
}
