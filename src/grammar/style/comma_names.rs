//! Names before the title where clauses end with commas, as names do: `Serge Brunier, Observer Mars, Larousse`.
//!
//! In: a walk. Out: where the names end. Not here: a family name with its given name behind a comma ([`Walk::comma_name`]).

use super::super::lexical::{Mark, MarkKind, word_count};
use super::super::name;
use super::super::walk::Walk;
use super::super::words::behind_space;
use crate::source::trim;

/// `Kostama, V.-P.; Head, J. W., Recent high-latitude …`: names with semicolons between them, of which the last ends at its second comma.
pub(super) fn semicolon_names(walk: &Walk<'_, '_>, begin: usize) -> Option<usize> {
    let last =
        walk.lexed.top(begin, walk.end).filter(|mark| mark.kind == MarkKind::Semicolon).map(|mark| mark.end).last()?;
    let start = last + walk.rest(last).len() - walk.rest(last).trim_start().len();
    let plausible = walk.lexed.plausible(begin, last) > 0.8;
    plausible.then(|| walk.comma_name(start)).flatten()
}

/// `Hugues de Villiers, Les Fleuves d'Europe, Paris, Gallimard`, `Société astronomique de France, Au plus près de Mars, Vuibert, 2003`: what is known of the
/// third clause, or of the first, tells that the first is a name and the second the title.
pub(super) fn name_before_place(walk: &Walk<'_, '_>, begin: usize) -> Option<usize> {
    let mut commas = walk.lexed.top(begin, walk.end).filter(|mark| mark.kind == MarkKind::Comma);
    let (first, second, third) = (commas.next()?, commas.next()?, commas.next()?);
    let name = trim(walk.text.get(begin..first.at)?);
    let title = trim(walk.text.get(first.end..second.at)?);
    let behind = trim(walk.text.get(second.end..third.at)?);
    let dated = |mark: &Mark| walk.date(behind_space(walk.rest(mark.end))).is_some();
    let dated = dated(third) || commas.take(3).any(dated);
    let place = |text: &str| walk.locale.places.contains(text.split(':').next().unwrap_or_default().trim());
    if place(title) || walk.lexed.source(title).is_some() || walk.date(title).is_some() {
        return None;
    }
    let words = word_count(name);
    let plain = |word: &str| !walk.locale.stop_words.contains(word) || walk.locale.particles.contains(word);
    let named = (2..=9).contains(&words) && name.split(' ').next().is_some_and(plain) && name::people(name);
    let house = behind.split(' ').any(|word| walk.locale.publishers.contains(word))
        || place(behind)
        || (dated
            && name.split(' ').all(plain)
            && word_count(title) >= 2
            && title.starts_with(|c: char| !c.is_lowercase()));
    let person = named && house;
    let institution = (2..=6).contains(&words)
        && name::organization(name)
        && word_count(title) >= 3
        && word_count(behind) <= 3
        && dated;
    (person || institution).then_some(first.at)
}

/// `Serge Brunier, Observer Mars, Larousse`: a name with its given name first, before the first comma (or "et" before the second …).
pub(super) fn person_before_comma(walk: &Walk<'_, '_>, begin: usize) -> Option<usize> {
    let mut end = None;
    let mut from = begin;
    let mut several = 0;
    for mark in walk.lexed.top(begin, walk.end).filter(|mark| mark.kind == MarkKind::Comma).take(40) {
        let piece = trim(walk.text.get(from..mark.at)?);
        let known = word_count(piece) <= 16 && walk.lexed.named(from, mark.at);
        // `DG Amaral, CM Schumann, CW Nordahl`: initials without stops before the names, more than once
        let initials = name::initials_first(piece);
        several += u32::from(initials);
        if !(known || initials) || walk.lexed.source(piece).is_some() {
            break;
        }
        if known || several >= 2 {
            end = Some(mark.at);
        }
        from = mark.end;
    }
    end
}
