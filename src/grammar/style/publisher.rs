//! What tells a publisher and its place: which clauses look like them, and their labels.
//!
//! In: a walk and a clause. Out: how much it looks like a publisher, where its place ends, labels. Not here: which clause of a note is one
//! ([`super::arrange`]).
//!
//! ```text
//! publisher = [ place ":" ] name
//! place     = known-place *( "," region ) / region
//! ```

use super::super::label::Label;
use super::super::lexical::{MarkKind, has_pair, split_at_bytes, split_at_pair, without_stops, word_count};
use super::super::name;
use super::super::walk::{Free, Walk};
use super::super::words::{before_space, begins_with, last_joint, words};
use crate::locale::{SourceKind, is_letter};
use crate::source::lanes::{Sixteen, same, within};
use crate::source::{is_blank, trim};

/// Whether a byte ends a word of a publisher's name.
#[inline]
fn ends_word(bytes: Sixteen) -> Sixteen {
    same(bytes, b' ') | within(bytes, b',', b'-')
}

/// Where the place ends and the publisher begins in `Lanham, Maryland: The Scarecrow Press`.
pub(super) fn place_and_publisher(walk: &Walk<'_, '_>, clause: &Free) -> Option<(usize, usize)> {
    let mark = walk.lexed.top(clause.start, clause.end).find(|mark| mark.kind == MarkKind::Colon)?;
    let place = trim(walk.text.get(clause.start..mark.at)?);
    let publisher = walk.text.get(mark.end..clause.end)?;
    if !begins_with(publisher, b' ') && mark.sign == ':' || is_blank(publisher) {
        return None;
    }
    let known = place.split(sign!(';' | '/' | '&')).any(|one| {
        let mut parts = one.split(',').map(trim);
        let (Some(city), rest) = (parts.next(), parts.collect::<Vec<_>>()) else { return false };
        let digits = one.contains(|c: char| c.is_ascii_digit());
        let known = |one: &str| walk.locale.places.contains(one) || is_region(walk, one);
        !digits && rest.len() <= 2 && rest.last().map_or_else(|| known(city), |last| known(last))
    });
    // `WHO: Outbreak news`
    if !known && place.chars().filter(|c| is_letter(*c)).count() >= 2 && place.chars().all(char::is_uppercase) {
        return None;
    }
    // `Space.com FAQ: Bush's New Space Vision`
    let site = words(place).any(|word| {
        let end = word.trim_end_matches('.').split_once('.').map_or("", |(_, end)| end);
        end.chars().take_while(|c| c.is_lowercase()).count() >= 2
    });
    let words = word_count(place);
    let named = words <= 4
        && !site
        && !place.chars().any(char::is_numeric)
        && place
            .split(sign!(' ' | '-'))
            .all(|word| word.chars().next().is_some_and(|c| !c.is_lowercase()) || word.len() <= 3);
    let house = split_at_bytes(publisher, ends_word).any(|word| {
        walk.locale.publishers.contains(without_stops(word)) || walk.locale.organizations.contains(without_stops(word))
    }) || walk.lexed.source(trim(publisher)).is_some();
    (known || (named && house) || (named && words <= 2 && word_count(publisher) <= 5)).then_some((mark.at, mark.end))
}

/// `New York`, `Washington DC, USA`, `Bern, Switzerland`: a known place, and the country or state behind it.
pub(super) fn is_place(walk: &Walk<'_, '_>, text: &str) -> bool {
    let text = trim(text);
    let Some((place, behind)) = split_at_pair(text, *b", ") else { return walk.locale.places.contains(text) };
    let capital = |word: &str| word.starts_with(|c: char| !c.is_lowercase());
    // `Springer, New York` is no place of the state
    let within = behind.split(", ").all(|one| is_region(walk, one));
    (walk.locale.places.contains(place) || within && !walk.locale.places.contains(behind))
        && word_count(text) <= 5
        && words(text).all(capital)
        && walk.lexed.source(text).is_none()
        && !name::organization(text)
}

/// Where the comma stands before the place that ends a clause: `De Bezige Bij, Amsterdam`, `University of Georgia Press, Athens, Ga`.
pub(super) fn place_behind_comma(walk: &Walk<'_, '_>, clause: &Free) -> Option<usize> {
    let text = before_space(walk.text.get(clause.start..clause.end)?);
    let mut comma = last_joint(text)?;
    if is_region(walk, text.get(comma + 2..)?)
        && let Some(before) = text.get(..comma).and_then(last_joint)
    {
        comma = before;
    }
    let (house, place) = (text.get(..comma)?, text.get(comma + 2..)?);
    (is_place(walk, place)
        && !is_place(walk, house)
        && !has_pair(house, *b", ")
        && word_count(house) <= 6
        && walk.lexed.source(text).is_none())
    .then_some(clause.start + comma)
}

/// `Hungary`, `MA`, `N.Y.`: a country, state or province; codes in capitals only.
pub(super) fn is_region(walk: &Walk<'_, '_>, text: &str) -> bool {
    let text = trim(text).trim_end_matches('.');
    let cased = if text.len() == 2 {
        text.chars().all(char::is_uppercase)
    } else {
        text.starts_with(|c: char| !c.is_lowercase())
    };
    cased && walk.locale.regions.contains(text)
}

pub(super) fn known_place(walk: &Walk<'_, '_>, text: &str) -> bool {
    text.split(':').next().is_some_and(|place| {
        walk.locale.places.contains(trim(place)) || place.split(',').any(|one| walk.locale.places.contains(trim(one)))
    })
}

pub(super) fn is_publisher(walk: &Walk<'_, '_>, clause: &Free) -> bool {
    let text = walk.text.get(clause.start..clause.end).unwrap_or_default();
    split_at_bytes(text, ends_word).any(|word| walk.locale.publishers.contains(without_stops(word)))
        || walk.lexed.source(text).is_some_and(|kind| kind == SourceKind::Publisher)
}

/// How much a clause looks like a publisher or a source: -1 to 1.
pub(super) fn publisher_score(walk: &Walk<'_, '_>, clause: Option<&Free>) -> f32 {
    let Some(clause) = clause else { return 0.0 };
    let text = trim(walk.text.get(clause.start..clause.end).unwrap_or_default());
    let words = word_count(text);
    if place_and_publisher(walk, clause).is_some() {
        return 1.0;
    }
    if walk.lexed.source(text).is_some() || walk.locale.places.contains(text) {
        return 0.95;
    }
    if words <= 12 && dated_behind(walk, clause) {
        return 0.85;
    }
    let house = |word| {
        walk.locale.publishers.contains(without_stops(word)) || walk.locale.organizations.contains(without_stops(word))
    };
    if words <= 10 && split_at_bytes(text, ends_word).any(house) {
        return 0.8;
    }
    if is_domain(text) {
        return 0.9;
    }
    match words {
        1..=4 => 0.35,
        5..=7 => 0.05,
        _ => -0.4,
    }
}

/// `Space.com`, `www.forbes.kz`
pub(super) fn is_domain(text: &str) -> bool {
    let Some(stop) = text.as_bytes().iter().rposition(|byte| *byte == b'.') else { return false };
    let end = text.get(stop + 1..).unwrap_or_default();
    !text.contains(' ') && (2..=6).contains(&end.len()) && end.chars().all(|c| c.is_ascii_alphabetic())
}

/// Whether the date of the work stands in parentheses right behind a clause: what it was published in, `Space.com (12 June 2004)`.
pub(super) fn dated_behind(walk: &Walk<'_, '_>, clause: &Free) -> bool {
    walk.parts.iter().any(|part| {
        part.label == Label::Issued
            && part.span.start > clause.end
            && walk.text.get(clause.end..part.span.start).is_some_and(|gap| trim(gap) == "(")
    })
}

/// Labels clauses that are publishers, places or agencies.
pub(super) fn arrange_publisher(walk: &mut Walk<'_, '_>, clauses: &[Free]) {
    let mut publisher = false;
    let last = clauses.len().saturating_sub(1);
    for (index, clause) in clauses.iter().enumerate() {
        let text = trim(walk.text.get(clause.start..clause.end).unwrap_or_default());
        let agency = walk.lexed.source(text).is_some_and(|kind| kind == SourceKind::Agency);
        if place_and_publisher(walk, clause).is_some() {
            labels_place(walk, clause, if publisher { Label::Annotation } else { Label::Publisher });
            publisher = true;
        // `Edinburgh, Nelson`: the second of two places is a house, where no other follows
        } else if is_place(walk, text) && (publisher || index == 0 || index < last) {
            walk.label(Label::PublisherPlace, clause.start, clause.end);
        } else if agency {
            walk.label(Label::Agency, clause.start, clause.end);
        } else {
            walk.label(if publisher { Label::Annotation } else { Label::Publisher }, clause.start, clause.end);
            publisher = true;
        }
    }
}

pub(super) fn labels_place(walk: &mut Walk<'_, '_>, clause: &Free, label: Label) {
    if let Some((end, begin)) = place_and_publisher(walk, clause) {
        walk.label(Label::PublisherPlace, clause.start, end);
        walk.label(label, begin, clause.end);
    } else {
        walk.label(label, clause.start, clause.end);
    }
}
