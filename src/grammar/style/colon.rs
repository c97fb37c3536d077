//! Names, a colon, the title, a stop; behind it commas: the styles of German Wikipedia and much of German scholarship.
//!
//! Standard: Vorlage:Internetquelle, Vorlage:Literatur of German Wikipedia.
//!
//! ```text
//! internetquelle = [ names ":" ] title "." [ "In:" work "." ] publisher "," date "," accessed
//! literatur      = [ names ":" ] title "." [ "In:" journal "." volume "," issue "," ] year "," pages "," identifiers
//! ```

use super::super::Context;
use super::super::label::{Label, Reading};
use super::super::lexical::{Lexed, MarkKind, word_count};
use super::super::name;
use super::super::score::finished;
use super::super::walk::{Separator, Walk};
use super::super::words::{before_space, behind_space};
use super::arrange::arrange_with_title;
use super::front::language_prefix;
use crate::locale::Role as Phrase;
use crate::record::Role;
use crate::source::lanes::same;
use crate::source::run::{has_pair, holds};
use crate::source::trim;

/// Reads a note that begins with names and a colon, or whose title ends with a stop and whose other clauses end with commas.
pub(super) fn read(lexed: &Lexed<'_>, context: Context) -> Option<Reading> {
    let mut walk = Walk::new(lexed, Separator::Mixed, context);
    let begin = language_prefix(&mut walk);
    let title = names(&mut walk, begin);
    // clauses that end with commas, behind one that ends with a stop
    if title == begin && !(lexed.has(MarkKind::Comma) && mixed(&walk)) {
        return None;
    }
    walk.run(title);
    arrange_with_title(&mut walk);
    walk.parts.has(Label::Title).then(|| finished(walk, "colon"))
}

/// Labels the names before the first colon; gives where the title begins.
fn names(walk: &mut Walk<'_, '_>, begin: usize) -> usize {
    let first = walk.lexed.top(begin, walk.end).find(|mark| {
        matches!(mark.kind, MarkKind::Colon | MarkKind::OpenQuote)
            || (mark.kind == MarkKind::Stop && !walk.abbreviation(mark))
    });
    let Some(colon) = first.filter(|mark| mark.kind == MarkKind::Colon && walk.rest(mark.end).starts_with(' ')) else {
        return begin;
    };
    let end = walk.text.get(begin..colon.at).map_or(colon.at, |slice| begin + before_space(slice).len());
    let (end, role) = match walk.role_behind(begin).filter(|(_, next, _)| *next <= colon.at) {
        Some((names_end, _, role)) => (names_end, role),
        None => (end, Role::Author),
    };
    // `A. Meier, B. Schulz: Titel`: the names of German styles have their given names first
    let words = walk.text.get(begin..end).map_or(0, word_count);
    let plausible = walk.lexed.plausible(begin, end);
    let turned = walk.text.get(begin..end).is_some_and(|names| {
        let bytes = names.as_bytes();
        let stop = |sixteen| same(sixteen, b'.');
        holds(bytes, b';')
            || holds(bytes, b',') && names.split(", ").skip(1).any(name::initials)
            || has_pair(bytes, stop, stop)
    });
    if words > 60 || plausible < 0.55 || turned || person_and_title(walk, begin, end) {
        return begin;
    }
    walk.names(begin, end, role);
    colon.end
}

/// `Titus Burckhardt, Alchemy`: a whole name before a comma, and behind it what is no given name: a title begins there, and its subtitle behind the colon.
fn person_and_title(walk: &Walk<'_, '_>, begin: usize, end: usize) -> bool {
    let names = walk.text.get(begin..end).unwrap_or_default();
    let names = trim(names);
    let Some((before, after)) = names.split_once(", ") else { return false };
    let given = |word: &str| walk.locale.given_names.contains(word) || name::initials(word);
    let whole = before.contains(' ')
        && before.split(' ').all(|word| word.starts_with(char::is_uppercase))
        && !name::initials(before.split(' ').next_back().unwrap_or_default());
    whole && !after.contains(',') && !name::given_first(after) && !after.split(sign!(' ' | '-')).any(given)
}

/// Whether the access date stands behind a comma, and some clause before it ends with a stop.
fn mixed(walk: &Walk<'_, '_>) -> bool {
    let comma = walk.lexed.top(0, walk.end).filter(|mark| mark.kind == MarkKind::Comma).any(|mark| {
        let rest = behind_space(walk.rest(mark.end));
        let phrases = &walk.locale.phrases;
        phrases.may_begin(rest, &[Phrase::Accessed]) && phrases.at_of(rest, &[Phrase::Accessed]).next().is_some()
    });
    let stop = || {
        walk.lexed.top(0, walk.end).any(|mark| {
            mark.kind == MarkKind::Stop
                && walk.rest(mark.end).strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase))
                && !walk.abbreviation(mark)
        })
    };
    comma && stop()
}
