//! Reads names: who wrote, edited, translated.
//!
//! In: a stretch of a note that holds names and nothing else. Out: labels for each of them, and how plausible it is that these are names at all.
//! Not here: where the names of a note begin and end, which its style knows.
//!
//! ```text
//! names     = name *( separator name ) [ et-al ]
//! name      = family "," given [ "," suffix ] / family initials / initials family / literal
//! separator = ";" / "," / [ "," ] and
//! ```

use super::label::{Label, NamePart, Parts};
use super::lexical::{split_at_bytes, split_at_pair, without_stops, word_count};
use super::words::{
    before_space, behind_space, ends_with, first_space, first_word, last_place, last_space, last_word, words,
};
use crate::locale::{Locale, Role as Phrase, boundary, is_letter, spaceless};
use crate::record::Role;
use crate::source::lanes::{Sixteen, any, beyond, same, within};
use crate::source::run::{count_marked, each_sixteen, first_marked, has_pair, holds};
use crate::source::{before_signs, behind_signs, places, trim};

/// How many names one list may have before it is something else.
const MOST: usize = 5000;

/// From how many names on a list is one, whatever stands among them.
const MANY: usize = 6;

/// A stretch of the text.
type Piece = (usize, usize);

/// What a list is cut with: its names, and pieces of it on the way.
#[derive(Debug, Default)]
pub(super) struct Cuts {
    names: Vec<Piece>,
    pieces: Vec<Piece>,
    clauses: Vec<Piece>,
}

/// Labels the names of a stretch that [`trimmed`] gave; gives their plausibility, 0 to 1.
pub(super) fn names(text: &str, (start, end): Piece, role: Role, cuts: &mut Cuts, parts: &mut Parts<'_>) -> f32 {
    let end = et_al(text, start, end, role, parts);
    let pieces = split_names(text, start, end, cuts);
    let mut total = 0.0;
    let count = pieces.len().clamp(1, MOST);
    let mut last = None;
    for &piece in pieces {
        // "and" between two names
        if let Some(last) = last
            && text.get(last..piece.0).is_some_and(|between| between.contains(is_letter))
        {
            parts.label(text, Label::Keyword, last, piece.0);
        }
        total += one(text, piece, role, parts);
        last = Some(piece.1);
    }
    #[allow(clippy::cast_precision_loss, reason = "a few thousand at the most")]
    let mean = total / count as f32;
    mean
}

/// A stretch without the space and the separators around it, where something is left.
pub(super) fn trimmed(text: &str, (start, end): Piece) -> Option<Piece> {
    let slice = text.get(start..end)?;
    let separates = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '·' | '、' | '،');
    let left = slice.len() - behind_signs(slice, separates).len();
    let right = before_signs(slice, |c| separates(c) || c == ':').len();
    (left < right).then_some((start + left, start + right))
}

/// Labels "et al." at the end of a list; gives where the names before it end.
fn et_al(text: &str, start: usize, end: usize, role: Role, parts: &mut Parts<'_>) -> usize {
    let locale = Locale::get();
    let Some(slice) = text.get(start..end) else { return end };
    // the words stand within the last few of the list
    let from = slice.len().saturating_sub(30).max(1);
    let before = slice.as_bytes().get(from - 1..slice.len().saturating_sub(1)).unwrap_or_default();
    let ends = |sixteen| {
        same(sixteen, b' ') | same(sixteen, b',') | same(sixteen, b';') | same(sixteen, b'.') | beyond(sixteen)
    };
    let found = places(before, ends).map(|near| from + near).find(|&at| {
        // most words begin as none of these does
        let may = slice.as_bytes().get(at).is_some_and(|first| locale.phrases.may_begin_with(*first, &[Phrase::EtAl]));
        let begins = || {
            slice.as_bytes().get(at - 1).is_some_and(u8::is_ascii)
                || slice.get(..at).and_then(|head| head.chars().next_back()).is_some_and(|c| c == '、' || glues(c))
        };
        may && begins() && {
            let tail = slice.get(at..).unwrap_or_default();
            locale.phrases.at_of(tail, &[Phrase::EtAl]).any(|phrase| {
                tail.get(phrase.before.len()..)
                    .is_some_and(|rest| rest.trim_matches(sign!('.' | ' ' | ',' | ';')).is_empty())
            })
        }
    });
    let Some(at) = found else { return end };
    parts.label(text, Label::Name(role, NamePart::Others), start + at, end);
    trimmed(text, (start, start + at)).map_or(start, |(_, end)| end)
}

/// `王小明等`: scripts that glue "et al." to the name before it; Hangul does not.
fn glues(character: char) -> bool {
    spaceless(character) && !('\u{AC00}'..='\u{D7A3}').contains(&character)
}

/// Cuts a list into names.
fn split_names<'c>(text: &str, start: usize, end: usize, cuts: &'c mut Cuts) -> &'c [Piece] {
    let Cuts { names, pieces, clauses } = cuts;
    names.clear();
    let Some(slice) = text.get(start..end) else { return names };
    let signs = Signs::of(slice);
    let semicolon = |c: char| matches!(c, ';' | '；' | '؛');
    if signs.semicolon || signs.wide && slice.contains(semicolon) {
        cut(slice, start, semicolon).for_each(|piece| split_and(text, piece, names));
        return names;
    }
    if !(signs.comma || signs.wide && slice.contains(comma)) {
        split_and(text, (start, end), names);
        return names;
    }
    pieces.clear();
    split_and(text, (start, end), pieces);
    for &piece in pieces.iter() {
        split_commas(text, piece, pieces.len() > 1, clauses, names);
    }
    names
}

/// What stands between the separators of a slice that begins at `offset`.
fn cut<'s>(slice: &'s str, offset: usize, separator: impl Fn(char) -> bool + 's) -> impl Iterator<Item = Piece> + 's {
    let place = move |piece: &str| piece.as_ptr().addr() - slice.as_ptr().addr() + offset;
    slice.split(separator).map(move |piece| (place(piece), place(piece) + piece.len()))
}

const fn comma(character: char) -> bool {
    matches!(character, ',' | '，' | '、' | '،')
}

/// Which signs stand in a list.
struct Signs {
    semicolon: bool,
    comma: bool,
    /// Whether there is more than ASCII in it.
    wide: bool,
}

impl Signs {
    fn of(slice: &str) -> Self {
        let [mut semicolons, mut commas, mut wide] = [Sixteen::default(); 3];
        each_sixteen(slice.as_bytes(), |sixteen, _| {
            semicolons |= same(sixteen, b';');
            commas |= same(sixteen, b',');
            wide |= beyond(sixteen);
        });
        Self { semicolon: any(semicolons), comma: any(commas), wide: any(wide) }
    }
}

/// Where the first comma of any script stands.
#[inline]
fn first_comma(slice: &str, comma: impl Fn(char) -> bool) -> Option<usize> {
    let bytes = slice.as_bytes();
    match bytes.get(first_marked(bytes, |sixteen| same(sixteen, b',') | beyond(sixteen)))? {
        // what is no ASCII comes first
        byte if !byte.is_ascii() => slice.find(comma),
        _ => Some(first_marked(bytes, |sixteen| same(sixteen, b','))),
    }
}

/// Whether a word for "and" may stand in a list: a word behind a space or a comma that is no capital of ASCII. Most lists of one name have none.
fn may_join(bytes: &[u8]) -> bool {
    let before = |sixteen| same(sixteen, b' ') | same(sixteen, b',');
    has_pair(bytes, before, |sixteen| beyond(!(within(sixteen, b'A', b'Z') | same(sixteen, b' '))))
}

/// Splits at "and" where both sides can be names: `Ministry of Fisheries and Oceans` stays whole.
fn split_and(text: &str, (start, end): Piece, out: &mut Vec<Piece>) {
    let Some(slice) = text.get(start..end) else { return };
    // `Hebel und Sydow, Christina und Christoph`: "and" on both sides of one comma joins names within, which is mended when the record is made
    let at = first_marked(slice.as_bytes(), |sixteen| same(sixteen, b','));
    if let (Some(before), Some(after)) = (slice.get(..at), slice.get(at + 1..))
        && joined(before)
        && !holds(after.as_bytes(), b',')
        && joined(after)
    {
        out.extend(trimmed(text, (start, end)));
        return;
    }
    let locale = Locale::get();
    let mut from = start;
    if !may_join(slice.as_bytes()) {
        out.extend(trimmed(text, (start, end)));
        return;
    }
    for at in places(slice.as_bytes(), |sixteen| same(sixteen, b' ') | same(sixteen, b',')) {
        // most words are capital, or begin as none for "and" does
        let first = slice.as_bytes().get(at + 1).copied().unwrap_or_default();
        let may = !first.is_ascii_uppercase() && locale.phrases.may_begin_with(first, &[Phrase::And]);
        let Some(tail) = slice.get(at + 1..).filter(|_| may) else { continue };
        if tail.starts_with(char::is_uppercase) {
            continue;
        }
        let found = locale
            .phrases
            .at_of(tail, &[Phrase::And])
            .find(|phrase| tail.get(phrase.before.len()..).is_some_and(|rest| rest.starts_with(' ')));
        let Some(phrase) = found else { continue };
        let (left, right) = ((from, start + at), (start + at + 1 + phrase.before.len(), end));
        let (Some(before), Some(after)) = (trimmed(text, left), trimmed(text, right)) else { continue };
        let strong = phrase.before == "&";
        // `Ferrer i Soler, Núria`, `Ortega y Gasset, José`: one letter joins the parts of a family name
        let letter = phrase.before.chars().count() == 1 && !strong;
        if letter
            && compound(
                text.get(from..end).unwrap_or_default(),
                text.get(before.0..before.1).unwrap_or_default(),
                text.get(after.0..after.1).unwrap_or_default(),
            )
        {
            continue;
        }
        if can_end_name(text, before)
            && (can_begin_name(text, after) || team(text.get(after.0..after.1).unwrap_or_default()))
            && (strong || !organization(text.get(from..end).unwrap_or_default()))
        {
            // trimmed as it is
            out.push(before);
            from = after.0;
        }
    }
    out.extend(trimmed(text, (from, end)));
}

/// Whether "and" joins the parts of one family name: single words on both sides before the only comma, or one word behind a whole name.
fn compound(whole: &str, before: &str, after: &str) -> bool {
    let single = |text: &str| !text.contains(' ');
    match after.split_once(',') {
        Some((family, given)) => {
            single(before) && single(family) && !given.contains(',') && whole.matches(',').count() == 1
        }
        None => single(after) && before.contains(' ') && !before.contains(','),
    }
}

/// Whether a word for "and" stands between two words.
fn joined(text: &str) -> bool {
    let text = trim(text);
    places(text.as_bytes(), |sixteen| same(sixteen, b' ')).any(|at| {
        let tail = text.get(at + 1..).unwrap_or_default();
        Locale::get()
            .phrases
            .at_of(tail, &[Phrase::And])
            .any(|phrase| tail.get(phrase.before.len()..).is_some_and(|rest| rest.starts_with(' ')))
    })
}

fn can_end_name(text: &str, (start, end): Piece) -> bool {
    let words = text.get(start..end).unwrap_or_default();
    holds(words.as_bytes(), b',') || word_count(words) >= 2 || words.chars().all(is_letter)
}

fn can_begin_name(text: &str, (start, end): Piece) -> bool {
    text.get(start..end).unwrap_or_default().chars().next().is_some_and(|c| c.is_uppercase() || !c.is_lowercase())
}

/// `l'équipe OMEGA`, `the HRSC team`: a group at the end of a list of names.
fn team(text: &str) -> bool {
    let words = text.split(sign!(' ' | '\'' | '’'));
    word_count(text) <= 14
        && text.contains(char::is_uppercase)
        && words.take(4).any(|word| Locale::get().organizations.contains(word))
}

/// Splits a piece without semicolons at the commas that stand between names, not within them.
fn split_commas(text: &str, (start, end): Piece, among_others: bool, commas: &mut Vec<Piece>, out: &mut Vec<Piece>) {
    let Some(slice) = text.get(start..end) else { return };
    if first_comma(slice, comma).is_none() {
        return out.push((start, end));
    }
    commas.clear();
    commas.extend(cut(slice, start, comma).filter_map(|piece| trimmed(text, piece)));
    if commas.len() >= MANY {
        for piece in commas.iter_mut() {
            *piece = without_affiliation(text, *piece);
        }
    }
    let get = |piece: Piece| text.get(piece.0..piece.1).unwrap_or_default();
    let whole = (start, end);
    match commas.as_slice() {
        [] | [_] => out.push(whole),
        // `Лебедев И. И., Елена Кузнецова`: of the first all may be, of the others one must be
        pieces
            if pieces.iter().any(|&piece| vancouver(get(piece)).is_some() || initials_behind(get(piece)).is_some())
                && pieces.iter().all(|&piece| {
                    vancouver(get(piece)).is_some()
                        || initials_behind(get(piece)).is_some()
                        || suffix(get(piece))
                        || given_first(get(piece))
                }) =>
        {
            glue_suffixes(text, pieces, out);
        }
        [family, given] if suffix(get(*given)) || !(given_first(get(*family)) && given_first(get(*given))) => {
            out.push(whole);
        }
        [_, given, last] if suffix(get(*last)) && !given_first(get(*given)) => out.push(whole),
        pieces => {
            let initials_follow = pieces.len() % 2 == 0
                && pieces.chunks(2).all(|pair| pair.get(1).is_some_and(|&given| initials(get(given))));
            if initials_follow {
                let pair = |pair: &[Piece]| Some((pair.first()?.0, pair.get(1)?.1));
                return out.extend(pieces.chunks(2).filter_map(pair));
            }
            // `Smith, J. A., Jones B., Kim Hughes`: the first is turned round, the others are not
            let turned = (start, pieces.get(1).map_or(end, |piece| piece.1));
            if pieces.len() >= 3
                && pieces.get(1).is_some_and(|&given| initials(get(given)))
                && pieces.iter().skip(2).all(|&piece| given_first(get(piece)))
            {
                out.push(turned);
                return out.extend(pieces.iter().skip(2));
            }
            let first_turned =
                among_others && pieces.len() >= 3 && !given_first(pieces.first().map_or("", |&piece| get(piece)));
            let strange = pieces.iter().filter(|&&piece| !given_first(get(piece)) && !spaceless_name(get(piece)));
            // a list of many names stays one where something else is among them: a team, a name read badly
            let few = if pieces.len() >= MANY { pieces.len() / MANY } else { 0 };
            if strange.take(few + 1).count() <= few {
                return glue_suffixes(text, pieces, out);
            }
            // MLA: `Borel, Armand, Casselman, Bill` or `Neusner, Jacob, Bruce Chilton`
            if first_turned && pieces.iter().skip(2).all(|&piece| given_first(get(piece))) {
                out.push(turned);
                return out.extend(pieces.iter().skip(2));
            }
            out.push(whole);
        }
    }
}

/// A name without the number of an affiliation that a superscript left at its edge: `Shelby Wanser4`, `2 D. Winningham`.
fn without_affiliation(text: &str, (start, end): Piece) -> Piece {
    let Some(slice) = text.get(start..end) else { return (start, end) };
    let bare = slice.trim_start_matches(|c: char| c.is_ascii_digit());
    let ahead = slice.len() - bare.len();
    let name = bare.trim_start();
    let start = if (1..=2).contains(&ahead) && name.starts_with(char::is_uppercase) { end - name.len() } else { start };
    let name = text.get(start..end).unwrap_or_default();
    let bare = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let behind = name.len() - bare.len();
    let glued = (1..=2).contains(&behind) && bare.ends_with(|c: char| c.is_lowercase());
    (start, if glued { end - behind } else { end })
}

/// Adds pieces, each suffix to the name before it.
fn glue_suffixes(text: &str, pieces: &[Piece], out: &mut Vec<Piece>) {
    let from = out.len();
    for &piece in pieces {
        let glued = out.len() > from && suffix(text.get(piece.0..piece.1).unwrap_or_default());
        match out.last_mut().filter(|_| glued) {
            Some(last) => last.1 = piece.1,
            None => out.push(piece),
        }
    }
}

fn suffix(text: &str) -> bool {
    matches!(
        text.trim_end_matches('.'),
        "Jr" | "Sr"
            | "II"
            | "III"
            | "IV"
            | "MD"
            | "M.D"
            | "PhD"
            | "Ph.D"
            | "Jnr"
            | "Snr"
            | "Esq"
            | "fils"
            | "père"
            | "2nd"
            | "3rd"
            | "4th"
    )
}

/// `J. L.`, `JL`, `J.-P.`, `Ch.`: one to five initials, some of them of two letters.
pub(crate) fn initials(text: &str) -> bool {
    let text = trim(text);
    if text.is_empty() || text.len() > 30 {
        return false;
    }
    let mut letters = 0;
    let mut run = 0;
    let mut stopped = false;
    let mut count = 0;
    for character in text.chars() {
        if is_letter(character) {
            run += 1;
            letters += 1;
            if run == 1 && character.is_lowercase() {
                return false;
            }
            if run > 3 || (run >= 2 && character.is_lowercase() && run > 2) {
                return false;
            }
        } else if matches!(character, '.' | ' ' | '-' | '‐' | '’' | '\'') {
            stopped |= character == '.';
            if run > 0 {
                count += 1;
            }
            run = 0;
        } else {
            return false;
        }
    }
    letters > 0
        && letters <= 8
        && (stopped
            || (count == 0 && text.chars().all(char::is_uppercase))
            || words(text).all(|word| word.chars().count() == 1))
}

/// `Treffert DA`, `van der Berg J`: the family name and the initials behind it, without stops.
fn vancouver(text: &str) -> Option<usize> {
    let at = last_space(text)?;
    // mostly a family name ends it
    if text.as_bytes().get(at + 2).is_some_and(u8::is_ascii_lowercase) {
        return None;
    }
    let (family, initials) = (text.get(..at)?, text.get(at + 1..)?);
    let capital = initials.chars().all(|c| c.is_uppercase() || c == '-')
        && (1..=4).contains(&initials.chars().filter(|c| *c != '-').count());
    // `MILLWARD C`: as long as the family name is longer than initials are
    let shouted = || family.chars().filter(|c| is_letter(*c)).count() >= 4 && initials.chars().count() <= 2;
    let named = capital
        && (family.chars().any(char::is_lowercase) || shouted())
        && word_count(family) <= 4
        && family.chars().all(|c| is_letter(c) || matches!(c, ' ' | '-' | '\'' | '’'));
    named.then_some(at)
}

/// `Perelman Y. I.`, `Давыдов В. Д.`: the family name and initials with stops behind it.
fn initials_behind(text: &str) -> Option<usize> {
    let at = first_space(text)?;
    let (family, rest) = (text.get(..at)?, text.get(at + 1..)?);
    let plain =
        || family.chars().all(|c| is_letter(c) || c == '-' || c == '’' || c == '\'') && family.chars().count() >= 2;
    // `Trudy E. Bell`: a given name and an initial
    let given = || rest.matches('.').count() == 1 && Locale::get().given_names.contains(family);
    (holds(rest.as_bytes(), b'.')
        && family.starts_with(char::is_uppercase)
        && initials(rest)
        && !initials(family)
        && plain()
        && !given())
    .then_some(at)
}

fn spaceless_name(text: &str) -> bool {
    let count = text.chars().count();
    (2..=6).contains(&count) && text.chars().all(spaceless)
}

/// `DG Amaral`, `M van den Berg`: one to three capitals without stops, and a family name.
pub(crate) fn initials_first(text: &str) -> bool {
    let text = trim(text);
    let Some(space) = first_space(text) else { return false };
    let (first, family) = (text.get(..space).unwrap_or_default(), text.get(space + 1..).unwrap_or_default());
    let locale = Locale::get();
    (1..=3).contains(&first.chars().count())
        && first.chars().all(char::is_uppercase)
        && words(family).filter(|word| !locale.particles.contains(word)).count() <= 2
        && family.chars().any(char::is_lowercase)
        && words(family).all(|word| {
            locale.particles.contains(word)
                || (word.starts_with(char::is_uppercase)
                    && word.chars().all(|c| is_letter(c) || matches!(c, '-' | '\'' | '’')))
        })
}

/// How plausible a person is whose given name stands first, and is known.
pub(super) const PERSON: f32 = 0.85;

/// Whether a glance tells that a text is less plausible than [`PERSON`]: none of the names that it may hold begins with a given name or an initial, and
/// none ends with initials. (Never where it is as plausible.)
pub(super) fn is_no_person(text: &str) -> bool {
    let Some(text) = trimmed(text, (0, text.len())).and_then(|(start, end)| text.get(start..end)) else { return true };
    let bytes = text.as_bytes();
    // nothing but "and" parts a name from others, and it is turned round nowhere
    let [mut others, mut signs, mut stops] = [Sixteen::default(); 3];
    each_sixteen(bytes, |sixteen, _| {
        // all but letters of Latin, Greek and Cyrillic scripts, in two bytes, and dashes and quotation marks
        let scripts = within(sixteen, 0xC0, 0xC2) | within(sixteen, 0xD4, 0xE1);
        others |= scripts | within(sixteen, 0xE3, 0xFF) | same(sixteen, b',') | same(sixteen, b';');
        signs |= within(sixteen, 0xE2, 0xE2);
        stops |= same(sixteen, b'.');
    });
    if any(others) || any(signs) && text.contains(spaceless) {
        return false;
    }
    let locale = Locale::get();
    let stopped = any(stops);
    // the stops of initials: `Иванов А. П.`, `J. Smith`, and no `Floods in the U.S. South`
    let begins = |first: &str| stopped && first.ends_with('.') || locale.given_names.contains(first);
    let ends = |last: &str| {
        let initialled = || {
            last.contains(sign!('.' | '-' | '\'' | '‐' | '’'))
                || last.chars().count() <= 3
                || !last.chars().any(char::is_lowercase)
        };
        last.chars().all(|c| c.is_uppercase() || c == '-') || stopped && initialled()
    };
    let first_of = |text: &str| begins(first_word(text));
    let last_of = |text: &str| ends(last_word(text));
    if last_of(text) || first_of(text) {
        return false;
    }
    let mut joints = places(text.as_bytes(), |sixteen| same(sixteen, b' ') | same(sixteen, b'.'));
    !joints.any(|at| {
        let first = bytes.get(at + 1).copied().unwrap_or_default();
        if !locale.phrases.may_begin_with(first, &[Phrase::EtAl, Phrase::And]) {
            return false;
        }
        let Some((head, tail)) = text.split_at_checked(at + 1) else { return true };
        locale.phrases.may_begin(tail, &[Phrase::EtAl])
            || locale.phrases.at_of(tail, &[Phrase::And]).any(|phrase| {
                let behind = tail.get(phrase.before.len()..).unwrap_or_default();
                last_of(before_space(head)) || first_of(behind_space(behind))
            })
    })
}

/// Whether a text is whole names and nothing else, with "and" between the last: `Hugues de Villiers et Sophie Benoît`.
pub(crate) fn people(text: &str) -> bool {
    let mut cuts = Cuts::default();
    let pieces = split_names(text, 0, text.len(), &mut cuts);
    !pieces.is_empty() && pieces.iter().all(|&(start, end)| text.get(start..end).is_some_and(given_first))
}

/// `Kim Hughes`, `J. R. R. Tolkien`: two words or more, capital letters, nothing that a name does not have.
pub(crate) fn given_first(text: &str) -> bool {
    // one more than a name has, and a suffix
    let mut words = [""; MOST_WORDS + 1];
    let mut count = 0;
    for word in self::words(text).filter(|word| !word.is_empty()) {
        let Some(place) = words.get_mut(count) else { return false };
        *place = word;
        count += 1;
    }
    // `Harry Y. McSween Jr.`, `Rossman P. Irwin III`
    count -= usize::from(words.get(count.wrapping_sub(1)).is_some_and(|last| suffix(last)));
    let words = words.get(..count).unwrap_or_default();
    let particles = &Locale::get().particles;
    let named = |word: &&str| {
        word.starts_with(|c: char| !c.is_lowercase() && is_letter(c))
            && word.chars().all(|c| is_letter(c) || matches!(c, '.' | '-' | '\'' | '’') || !c.is_ascii())
            || particles.contains(word)
    };
    (2..=MOST_WORDS).contains(&count)
        && words.first().is_some_and(|word| word.starts_with(|c: char| !c.is_lowercase()))
        && words.iter().all(named)
        && !initials(words.last().copied().unwrap_or_default())
        && !organization(text)
}

/// The most words that a name has whose given name stands first.
const MOST_WORDS: usize = 5;

/// Whether a word of the text marks an organization.
pub(crate) fn organization(text: &str) -> bool {
    let locale = Locale::get();
    split_at_bytes(text, |sixteen| same(sixteen, b' ') | same(sixteen, b',') | within(sixteen, b'(', b')'))
        .any(|word| locale.organizations.contains(without_stops(word)))
        || locale.sources.get(text).is_some()
}

/// Labels one name.
fn one(text: &str, (start, end): Piece, role: Role, parts: &mut Parts<'_>) -> f32 {
    let Some(slice) = text.get(start..end).filter(|slice| !slice.is_empty()) else { return 0.0 };
    let label = |part| Label::Name(role, part);
    let words = word_count(slice);
    if let Some(at) = first_comma(slice, sign!(',' | '，' | '،')) {
        let width = slice.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        let (family, rest) = (slice.get(..at).unwrap_or_default(), slice.get(at + width..).unwrap_or_default());
        let given_at = start + at + width;
        let (given_end, plausible) = match last_place(rest, b',') {
            Some(last) if suffix(trim(rest.get(last + 1..).unwrap_or_default())) => {
                parts.label(text, label(NamePart::Suffix), given_at + last + 1, end);
                (given_at + last, true)
            }
            Some(_) => (end, false),
            None => (end, true),
        };
        if suffix(trim(rest)) {
            parts.label(text, label(NamePart::Suffix), given_at, end);
            return one(text, (start, start + at), role, parts);
        }
        if !plausible || word_count(family) > 6 || family.is_empty() {
            parts.label(text, label(NamePart::Literal), start, end);
            return if words <= 8 { 0.4 } else { 0.15 };
        }
        parts.label(text, label(NamePart::Family), start, start + at);
        parts.label(text, label(NamePart::Given), given_at, given_end);
        return person_plausibility(family, rest);
    }
    if let Some(at) = vancouver(slice) {
        parts.label(text, label(NamePart::Family), start, start + at);
        parts.label(text, label(NamePart::Given), start + at, end);
        return 0.95;
    }
    if let Some(at) = initials_behind(slice) {
        parts.label(text, label(NamePart::Family), start, start + at);
        parts.label(text, label(NamePart::Given), start + at, end);
        return 0.93;
    }
    if organization(slice) {
        parts.label(text, label(NamePart::Organization), start, end);
        return if words <= 8 { 0.75 } else { 0.4 };
    }
    // `Harry Y. McSween Jr.`
    let bare = last_space(slice).filter(|&at| slice.get(at + 1..).is_some_and(suffix)).unwrap_or(slice.len());
    if let Some(at) = slice.get(..bare).and_then(family_begins) {
        parts.label(text, label(NamePart::Given), start, start + at);
        parts.label(text, label(NamePart::Family), start + at, start + bare);
        parts.label(text, label(NamePart::Suffix), start + bare, end);
        return PERSON;
    }
    // `DK Kinney`, and no `US Army`
    if initials_first(slice) {
        let (first, locale) = (first_word(slice), Locale::get());
        if !locale.stop_words.contains(first) && !locale.regions.contains(first) {
            parts.label(text, label(NamePart::Given), start, start + first.len());
            parts.label(text, label(NamePart::Family), start + first.len() + 1, end);
            return 0.7;
        }
    }
    parts.label(text, label(NamePart::Literal), start, end);
    literal_plausibility(slice, words)
}

/// Where the family name begins in a name that begins with initials or with a known given name: before its particles.
fn family_begins(slice: &str) -> Option<usize> {
    let locale = Locale::get();
    let first = first_word(slice);
    if !(ends_with(first, b'.') && initials(first) || locale.given_names.contains(first)) {
        return None;
    }
    // one more than a name has
    let mut places = [""; 7];
    let count = words(slice).zip(&mut places).map(|(word, place)| *place = word).count();
    let words = places.get(..count).unwrap_or_default();
    if !(2..=6).contains(&words.len())
        || !words.iter().all(|word| word.chars().all(|c| is_letter(c) || matches!(c, '.' | '-' | '\'' | '’')))
        // `James May speaks to Charles Duke`, `Walt Disney's Oscars`
        || words.iter().skip(1).any(|word| word.starts_with(char::is_lowercase) && !locale.particles.contains(word))
        || words.iter().any(|word| ends_with(word, b's') && (word.ends_with("'s") || word.ends_with("’s")))
    {
        return None;
    }
    let mut at = words.len() - 1;
    while at > 1
        && words.get(at - 1).is_some_and(|word| word.starts_with(char::is_lowercase) && locale.particles.contains(word))
    {
        at -= 1;
    }
    let last = words.last()?;
    if last.starts_with(char::is_lowercase) || initials(last) {
        return None;
    }
    Some(words.get(..at)?.iter().map(|word| word.len() + 1).sum())
}

fn person_plausibility(family: &str, given: &str) -> f32 {
    let given = trim(given);
    let capital = |text: &str| text.chars().find(|c| is_letter(*c)).is_some_and(|c| !c.is_lowercase());
    let particle = Locale::get().particles.contains(first_word(family));
    let family_words = word_count(family);
    let dashed = || [" - ", " – ", " — "].iter().any(|dash| family.contains(dash)) || family.ends_with(" -");
    // `Cans Without Labels - DVD`
    if has_number(family) || has_number(given) || family_words > 1 && dashed() {
        return 0.2;
    }
    // `COCHRANE, Ev. Martian Metamorphoses`: words behind the stop of an abbreviation are no given names
    let sentence = split_at_pair(given, *b". ").is_some_and(|(before, after)| {
        before.rsplit(' ').next().is_some_and(|word| word.chars().any(char::is_lowercase))
            && after.split(' ').next().is_some_and(|word| word.chars().filter(|c| is_letter(*c)).count() > 2)
    });
    if sentence {
        return 0.3;
    }
    let given_words = count_marked(given.as_bytes(), |sixteen| same(sixteen, b' ') | same(sixteen, b'-')) + 1;
    let mut score: f32 = match (initials(given), given_words) {
        (true, _) => 0.98,
        (false, 1..=3) if capital(given) => 0.92,
        (false, 4..=5) if capital(given) => 0.7,
        _ => 0.35,
    };
    if !capital(family) && !particle {
        score -= 0.4;
    }
    score -= match family_words {
        0..=2 => 0.0,
        3 => 0.15,
        _ => 0.35,
    };
    score.max(0.05)
}

/// `陈志强`, `欧阳修`: a family name that is known, and one or two characters behind it.
fn chinese(name: &str) -> bool {
    let count = name.chars().count();
    let surnames = &Locale::get().surnames;
    let begins = |letters: usize| {
        let end = name.char_indices().nth(letters).map_or(name.len(), |(at, _)| at);
        name.get(..end).is_some_and(|head| surnames.contains(head))
    };
    name.chars().all(spaceless) && ((2..=3).contains(&count) && begins(1) || (3..=4).contains(&count) && begins(2))
}

/// Whether a digit, or another sign of a number, stands in a text.
pub(super) fn has_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    let at = first_marked(bytes, |sixteen| within(sixteen, b'0', b'9') | beyond(sixteen));
    bytes.get(at).is_some_and(|byte| byte.is_ascii() || text.chars().any(char::is_numeric))
}

fn literal_plausibility(slice: &str, words: usize) -> f32 {
    if has_number(slice) {
        return 0.15;
    }
    let lower = self::words(slice)
        .filter(|word| word.starts_with(char::is_lowercase) && !Locale::get().particles.contains(word))
        .count();
    let cased = slice.chars().any(|c| c.is_lowercase() || c.is_uppercase());
    match (words, lower, cased) {
        (1, _, _) if chinese(slice) => 0.9,
        (1, _, _) if slice.chars().all(spaceless) && slice.chars().count() <= 5 => 0.6,
        (2..=3, 0, true) => 0.6,
        (1, _, _) | (4, 0, true) | (2..=4, 0, false) => 0.4,
        (2..=5, 1, true) => 0.3,
        _ => 0.1,
    }
}

/// Whether `text` has a word boundary at `at`; for readers of names that stand inside prose.
pub(crate) fn at_boundary(text: &str, at: usize) -> bool {
    boundary(
        text.get(..at).and_then(|head| head.chars().next_back()),
        text.get(at..).and_then(|tail| tail.chars().next()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let mut parts = Parts::default();
        names(text, (0, text.len()), Role::Author, &mut Cuts::default(), &mut parts);
        let parts = parts.finish(text, Vec::new());
        let shown = parts.iter().filter(|part| part.label != Label::Delimiter).map(|part| {
            let kind = match part.label {
                Label::Name(_, NamePart::Family) => "f",
                Label::Name(_, NamePart::Given) => "g",
                Label::Name(_, NamePart::Suffix) => "s",
                Label::Name(_, NamePart::Literal) => "l",
                Label::Name(_, NamePart::Organization) => "o",
                Label::Name(_, NamePart::Others) => "+",
                _ => "?",
            };
            format!("{kind}={}", part.span.slice(text))
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn name_lists_are_cut_into_names() {
        for (text, parts) in [
            ("Borger, Julian; Jalabi, Raya", "f=Borger g=Julian f=Jalabi g=Raya"),
            ("Treffert DA, Auxiette C", "f=Treffert g=DA f=Auxiette g=C"),
            (
                "Ann Roe, Bo Li, J.-J. Thocaven,2 D. Winningham, Shelby Wanser4, Kai Sol and Uma Dee",
                "g=Ann f=Roe g=Bo f=Li g=J.-J. f=Thocaven ?=2 g=D. f=Winningham l=Shelby Wanser ?=4 g=Kai f=Sol ?=and l=Uma Dee",
            ),
            ("Ahmad, I. & Smith, J. L.", "f=Ahmad g=I. ?=& f=Smith g=J. L."),
            ("Goodrich, J.; Zed, A.; et al.", "f=Goodrich g=J. f=Zed g=A. +=et al."),
            ("Smith, J., Jones, B. A.", "f=Smith g=J. f=Jones g=B. A."),
            ("King, Martin Luther, Jr.", "f=King g=Martin Luther s=Jr."),
        ] {
            assert_eq!(read(text).replace(" ?=&", ""), parts.replace(" ?=&", ""), "{text}");
        }
    }
}
