//! What stands before the title: the language of the work, names, their role, and the date.
//!
//! In: a walk. Out: labels, and where the title begins. Names with a date behind them are easy to tell; names without one must be names beyond doubt.
//!
//! ```text
//! front = [ "(" language ")" ] [ names [ role ] [ "(" date ")" [ "[" original date "]" ] ] "." ] [ editors "(ed.)" "." ]
//! ```

use super::super::label::Label;
use super::super::lexical::{Mark, MarkKind, has_pair, word_count};
use super::super::name;
use super::super::walk::{Separator, Walk};
use super::super::words::{begins_with, behind_space, first_word};
use super::comma_names::{name_before_place, person_before_comma, semicolon_names};
use super::unstopped::{people_without_stop, unstopped};
use crate::locale::{Role as Phrase, is_letter, is_letter_or_number};
use crate::record::{Date, Role};
use crate::source::lanes::{same, within};
use crate::source::run::holds;
use crate::source::{Span, before_signs, behind_signs, places, trim, within_signs};

/// `(en) A. Hall, « Notes »`, `(EN) …`: the language of the work before everything else; gives where the rest begins.
pub(super) fn language_prefix(walk: &mut Walk<'_, '_>) -> usize {
    // mostly a word
    if walk.text.as_bytes().first().is_none_or(u8::is_ascii_alphanumeric) {
        return 0;
    }
    let mut at = 0;
    // `(en) (fr)`: a work in two languages
    for _ in 0..3 {
        let next = at + walk.rest(at).len() - walk.rest(at).trim_start().len();
        let Some(open) = walk.lexed.marks.get(walk.lexed.mark_at(next)) else { return at };
        if open.at != next || open.kind != MarkKind::Open {
            return at;
        }
        let Some(close) = walk.lexed.partner(open) else { return at };
        let inner = walk.text.get(open.end..close.at).unwrap_or_default();
        if inner.chars().count() > 24 || !walk.language(trim(inner), open.end) {
            return at;
        }
        at = close.end;
    }
    at
}

/// Labels what stands before a quoted title: names and their date.
pub(super) fn before_quotation(walk: &mut Walk<'_, '_>, start: usize, end: usize) {
    let Some(slice) = walk.text.get(start..end) else { return };
    let trimmed = before_signs(slice, |c| {
        c.is_whitespace() || matches!(c, '.' | ',' | ':' | ';' | '—' | '–' | '،' | '：' | '，' | '。')
    });
    // the stop of an initial belongs to the name
    let mut names_end = start + trimmed.len();
    if slice.get(trimmed.len()..).is_some_and(|rest| rest.starts_with('.')) && ends_with_initial(trimmed) {
        names_end += 1;
    }
    if let Some((before, next)) = dated_parenthesis(walk, start, end) {
        names_end = before;
        editors_before_quotation(walk, next, end);
    } else if let Some((before, span, date)) = trailing_date(walk, start, names_end) {
        walk.parts.date(Label::Issued, span, date);
        names_end = before;
    }
    if names_end > start {
        names(walk, start, names_end);
    }
}

/// Labels `Neuhauss, Stephan C. F, ed.` between the date and a quoted title.
fn editors_before_quotation(walk: &mut Walk<'_, '_>, start: usize, end: usize) {
    let slice = walk.text.get(start..end).unwrap_or_default();
    let at = start + slice.len() - behind_signs(slice, |c| matches!(c, '.' | ',' | ' ' | ':')).len();
    if at + 4 > end {
        return;
    }
    let limit = walk.end;
    walk.end_at(end);
    if let Some((names_end, _, role)) = walk.role_behind(at) {
        walk.lexed.names(at, names_end, role, &mut walk.parts);
    }
    walk.end_at(limit);
}

/// Labels the names before a title without quotation marks; gives where the title begins.
pub(super) fn before_title(walk: &mut Walk<'_, '_>, begin: usize) -> usize {
    let [named, others] = &walk.lexed.fronts;
    let front = named
        .read(walk, begin, |walk| dated(walk, begin).or_else(|| told(walk, begin)))
        .or_else(|| unstopped_names(walk, begin))
        .or_else(|| others.read(walk, begin, |walk| others_end(walk, begin).map(|next| editors_behind(walk, next))))
        .or_else(|| undated(walk, begin).map(|next| editors_behind(walk, next)));
    front.unwrap_or(begin)
}

/// Names with a date in parentheses behind them; gives where the title begins.
fn dated(walk: &mut Walk<'_, '_>, begin: usize) -> Option<usize> {
    // names and a date in parentheses, with a separator behind them
    let before = walk.parts.len();
    let first_open = walk.lexed.top(begin, walk.end).find(|mark| mark.kind == MarkKind::Open).map(|mark| mark.at);
    if first_open.is_some_and(|open| open <= begin + 6000)
        && let Some((names_end, next)) = dated_parenthesis(walk, begin, walk.end)
    {
        let (end, _) = role_stripped(walk, begin, names_end);
        let clean = walk.text.get(begin..end).is_some_and(|names| !has_pair(names, *b": "))
            // `Recovery Program (2023–34) (Report)`: a title
            && !walk.rest(next).starts_with(" (");
        if end > begin && clean && no_sentence(walk, begin, end) && walk.lexed.plausible(begin, end) > 0.25 {
            names(walk, begin, names_end);
            return Some(editors_behind(walk, next));
        }
    }
    walk.parts.back_to(before);
    None
}

/// Labels names, with "(ed.)" and its like behind them.
fn names(walk: &mut Walk<'_, '_>, start: usize, end: usize) {
    let limit = walk.end;
    walk.end_at(end);
    let found = walk.role_behind(start);
    walk.end_at(limit);
    match found {
        Some((names_end, next, role))
            if walk
                .text
                .get(next..end)
                .is_some_and(|rest| within_signs(rest, |c| matches!(c, '.' | ',' | ')' | ' ')).is_empty()) =>
        {
            walk.names(start, names_end, role);
        }
        _ => walk.names(start, end, Role::Author),
    }
}

/// `Smith, J. 2001, "Title"`: a date behind the names, without parentheses.
fn trailing_date(walk: &Walk<'_, '_>, start: usize, end: usize) -> Option<(usize, Span, Date)> {
    let slice = walk.text.get(start..end)?;
    let mut spaces: Vec<usize> = slice.match_indices(sign!(' ' | ',')).rev().take(6).map(|(at, _)| at).collect();
    spaces.reverse();
    for at in spaces {
        let tail = slice.get(at + 1..)?;
        if !tail.starts_with(|c: char| is_letter_or_number(c)) {
            continue;
        }
        if let Some((length, date)) = walk.date(tail)
            && length == tail.trim_end_matches(sign!('.' | ',')).len()
        {
            let before = slice.get(..at)?.trim_end_matches(sign!(',' | ' ' | ';')).len();
            return Some((start + before, Span::new(start + at + 1, start + at + 1 + length), date));
        }
    }
    None
}

pub(super) fn ends_with_initial(text: &str) -> bool {
    let word = text.rsplit(sign!(' ' | '.' | '-' | ',' | '‐')).next().unwrap_or_default();
    (word.chars().count() <= 2 && !word.is_empty() && word.chars().all(char::is_uppercase))
        || word.eq_ignore_ascii_case("Jr")
        || word == "Sr"
}

/// The first parenthesis that holds a date: labels the date, gives where the names before it end and where the parenthesis does.
fn dated_parenthesis(walk: &mut Walk<'_, '_>, start: usize, end: usize) -> Option<(usize, usize)> {
    let lexed = walk.lexed;
    for mark in lexed.top(start, end).filter(|mark| mark.kind == MarkKind::Open).take(4) {
        let Some(close) = lexed.partner(mark).filter(|close| close.end <= end) else { continue };
        let inner = walk.text.get(mark.end..close.at).unwrap_or_default();
        let dated = behind_space(inner);
        let lead = inner.len() - dated.len();
        let Some((length, date)) = walk.date(dated) else { continue };
        let rest = inner.get(lead + length..).unwrap_or_default();
        let suffix = rest.len() == 1 && rest.starts_with(|c: char| c.is_ascii_lowercase());
        // `(Winter 2005, revised 2010)`: a date and something about it
        if !suffix
            && !within_signs(rest, |c| matches!(c, ',' | '.' | ' ' | '?')).is_empty()
            && !rest.starts_with(sign!(',' | ';' | '/'))
        {
            continue;
        }
        let at = mark.end + lead;
        walk.parts.date(Label::Issued, Span::new(at, at + length), date);
        if suffix {
            walk.label(Label::YearSuffix, at + length, close.at);
        }
        return Some((mark.at, original_date(walk, close.end, end)));
    }
    None
}

/// `(1999) [1950]`: labels the date in brackets; gives where reading goes on.
fn original_date(walk: &mut Walk<'_, '_>, at: usize, end: usize) -> usize {
    let Some(original) = walk.text.get(at..end).map(str::trim_start).and_then(|rest| rest.strip_prefix('[')) else {
        return at;
    };
    let start = end - original.len();
    match walk.date(original) {
        Some((length, date)) if original.get(length..).is_some_and(|rest| rest.starts_with(']')) => {
            walk.parts.date(Label::OriginalDate, Span::new(start, start + length), date);
            start + length + 1
        }
        _ => at,
    }
}

/// Whether no stop in a stretch ends a clause: names are no sentences.
fn no_sentence(walk: &Walk<'_, '_>, start: usize, end: usize) -> bool {
    !walk.lexed.top(start, end).any(|mark| {
        mark.kind == MarkKind::Stop
            && mark.end < end
            && walk.text.get(mark.end..).is_some_and(|rest| begins_with(rest, b' '))
            && !walk.abbreviation(mark)
    })
}

/// Names without their role abbreviation.
fn role_stripped(walk: &mut Walk<'_, '_>, start: usize, end: usize) -> (usize, Option<Role>) {
    let (limit, length) = (walk.end, walk.parts.len());
    walk.end_at(end);
    let found = walk.role_behind(start);
    walk.end_at(limit);
    walk.parts.back_to(length);
    found.map_or((end, None), |(names_end, _, role)| (names_end, Some(role)))
}

/// Labels `Mayhew, Robert (ed.).` between the date and the title.
fn editors_behind(walk: &mut Walk<'_, '_>, at: usize) -> usize {
    let rest = walk.rest(at);
    let start = at + rest.len() - behind_signs(rest, |c| matches!(c, '.' | ',' | ' ' | ':')).len();
    let length = walk.parts.len();
    if let Some((names_end, next, role)) = walk.role_behind(start)
        && walk.text.get(start..names_end).is_some_and(|names| word_count(names) <= 8)
        && no_sentence(walk, start, names_end)
        && (walk.rest(next).trim_start().starts_with(sign!('.' | ','))
            || walk.text.get(..next).is_some_and(|head| head.ends_with('.')))
        && walk.rest(next).len() > 8
    {
        walk.lexed.names(start, names_end, role, &mut walk.parts);
        return next;
    }
    walk.parts.back_to(length);
    at
}

/// Names that a word for their role tells; gives where the title begins.
fn told(walk: &mut Walk<'_, '_>, begin: usize) -> Option<usize> {
    let length = walk.parts.len();
    let (names_end, next, role) = walk.role_behind(begin)?;
    if walk.text.get(begin..names_end).is_none_or(|names| word_count(names) > 40)
        || !no_sentence(walk, begin, names_end)
        || !walk.ends_clause(next)
    {
        walk.parts.back_to(length);
        return None;
    }
    walk.names(begin, names_end, role);
    // `Smith, J., ed. (2001). Title`
    let after = behind_signs(walk.rest(next), |c| matches!(c, ' ' | ',' | '.'));
    let at = walk.end - after.len();
    let behind = if after.starts_with('(') { dated_parenthesis(walk, at, walk.end) } else { None };
    let next = behind.filter(|(open, _)| *open == at).map_or(next, |(_, close)| close);
    Some(editors_behind(walk, next))
}

/// Names that nothing parts from the title, where clauses end with stops.
fn unstopped_names(walk: &mut Walk<'_, '_>, begin: usize) -> Option<usize> {
    if walk.separator != Separator::Stop {
        return None;
    }
    let end = people_without_stop(walk, begin)?;
    walk.names(begin, end, Role::Author);
    Some(editors_behind(walk, end))
}

/// How much less plausible names may be where nothing stands between them and the title.
const EASED: f32 = 0.25;

/// Names without a date, where they are names beyond doubt; gives where the title begins.
fn undated(walk: &mut Walk<'_, '_>, begin: usize) -> Option<usize> {
    let end = match walk.separator {
        Separator::Stop => initials_end(walk, begin).unwrap_or_else(|| sentence_end(walk, begin)),
        Separator::Comma => {
            let end = semicolon_names(walk, begin)
                .or_else(|| walk.comma_name(begin))
                .or_else(|| person_before_comma(walk, begin))
                .or_else(|| name_before_place(walk, begin))?;
            walk.names(begin, end, Role::Author);
            return Some(end);
        }
        Separator::Mixed => return None,
    };
    let clause = walk.text.get(begin..end)?;
    if end == begin || within_signs(walk.rest(end), |c| matches!(c, '.' | ' ')).len() < 4 || word_count(clause) > 200 {
        return None;
    }
    // `Реки Сибири. — М.: Азбука`, `Ahmad Shah Durrani. In: Britannica`: what stands before these is the title
    let behind = behind_stop(walk.rest(end));
    if behind.starts_with(sign!('—' | '–' | '/' | '['))
        || walk
            .locale
            .phrases
            .at_of(behind, &[Phrase::In])
            .any(|phrase| behind.get(phrase.before.len()..).is_some_and(|rest| rest.starts_with(':')))
    {
        return None;
    }
    // `Mars: Moons: Phobos`, `Noctis Labyrinthus (англ.)`: titles
    if has_pair(clause, *b": ") || walk.lexed.top(begin, end).any(|mark| tells_language(walk, mark)) {
        return None;
    }
    let several = holds(clause.as_bytes(), b';');
    let comma = several || holds(clause.as_bytes(), b',');
    // `Hills, Rivers and Lakes of the Northern Lands`: so many words before a title are names with semicolons between them, or without commas
    if comma && !several && word_count(clause) > 8 {
        return None;
    }
    // Russian templates print the names of any language before a title without a date between them
    let eased = unstopped(walk) && (2..=12).contains(&word_count(clause)) && title_behind(walk, end);
    let sure = match (comma, eased) {
        (true, true) => walk.lexed.plausible(begin, end) > 0.8 - EASED,
        (true, false) => walk.lexed.plausible(begin, end) > 0.8,
        (false, true) => walk.lexed.plausible(begin, end) >= name::PERSON - EASED,
        (false, false) => walk.lexed.named(begin, end),
    };
    let sure = sure || !comma && (surname_alone(walk, begin, end) || source_alone(walk, begin, end));
    if sure {
        let end = if begins_with(walk.rest(end), b'.') && ends_with_initial(clause) { end + 1 } else { end };
        walk.names(begin, end, Role::Author);
        return Some(end);
    }
    None
}

/// Whether a mark opens parentheses around the language of a work.
fn tells_language(walk: &Walk<'_, '_>, mark: &Mark) -> bool {
    mark.kind == MarkKind::Open
        && walk
            .lexed
            .partner(mark)
            .and_then(|close| walk.text.get(mark.end..close.at))
            .is_some_and(|inner| walk.locale.language(inner).is_some())
}

/// The first stop that ends a sentence.
pub(super) fn sentence_end(walk: &Walk<'_, '_>, begin: usize) -> usize {
    let ends = |mark: &&Mark| {
        mark.kind == MarkKind::Stop
            && walk.text.get(mark.end..).is_some_and(|rest| begins_with(rest, b' '))
            && !walk.abbreviation(mark)
    };
    let place = (begin, walk.end);
    if let Some((_, end)) = walk.lexed.sentence.get().filter(|(known, _)| *known == place) {
        return end;
    }
    let end = walk.lexed.top(begin, walk.end).find(ends).map_or(walk.end, |mark| mark.at);
    walk.lexed.sentence.set(Some((place, end)));
    end
}

/// `Guo et al. Modeling the variations`, `Leshin, L. A.; 等. Volatile`: the names end with "et al.".
fn others_end(walk: &mut Walk<'_, '_>, begin: usize) -> Option<usize> {
    let locale = walk.locale;
    // names are no sentences
    let window = walk.text.get(begin..sentence_end(walk, begin))?;
    let window = if window.len() <= 300 {
        window
    } else {
        window.get(..window.char_indices().nth(300).map_or(window.len(), |(at, _)| at))?
    };
    // "et al." stands behind a space, or behind the first bytes of `、` and `，`
    let sign = |byte: &u8| matches!(byte, b' ' | 0xE3 | 0xEF);
    let signs = |sixteen| same(sixteen, b' ') | within(sixteen, 0xE3, 0xE3) | within(sixteen, 0xEF, 0xEF);
    for at in places(window.as_bytes(), signs) {
        let rest = window.get(at..).unwrap_or_default();
        let start = match rest.as_bytes() {
            [b' ', first, ..] if !sign(first) && locale.phrases.may_begin_with(*first, &[Phrase::EtAl]) => at + 1,
            [b' ', ..] => continue,
            _ if rest.starts_with(sign!('、' | '，')) => at + '、'.len_utf8(),
            _ => continue,
        };
        let start = begin + start;
        let behind = walk.rest(start);
        if !locale.phrases.may_begin(behind, &[Phrase::EtAl]) {
            continue;
        }
        let Some(phrase) = locale.phrases.at_of(behind, &[Phrase::EtAl]).next() else { continue };
        let mut end = start + phrase.before.len();
        if begins_with(walk.rest(end), b'.') {
            end += 1;
        }
        let rest = walk.rest(end);
        let title = behind_signs(rest, |c| matches!(c, '.' | ' ' | ':' | ',' | '。'));
        if title.len() > 8
            && !title.starts_with(sign!('(' | '"' | '“' | '«' | '„'))
            && walk.lexed.plausible(begin, start) > 0.3
        {
            walk.names(begin, end, Role::Author);
            return Some(end);
        }
        return None;
    }
    None
}

/// `Burton, Daniel C. Libertarian anarchism`, `Давыдов В. Д. Введение`: the names end at the stop of an initial, where a title begins.
fn initials_end(walk: &Walk<'_, '_>, begin: usize) -> Option<usize> {
    let sentence = sentence_end(walk, begin);
    for mark in walk.lexed.top(begin, sentence).filter(|mark| mark.kind == MarkKind::Stop).take(400) {
        let (names, rest) = (walk.text.get(begin..mark.at)?, walk.rest(mark.end));
        let word = first_word(behind_stop(rest));
        let letters = word.chars().filter(|c| is_letter(*c)).count();
        let title = rest.trim_start_matches('.').starts_with(' ')
            && letters >= 2
            && word.starts_with(|c: char| c.is_uppercase() || !is_letter(c))
            && !word.ends_with(sign!(',' | ';' | '.'));
        if title && ends_with_initial(names) && names.contains(' ') && walk.lexed.plausible(begin, mark.end) > 0.88 {
            return Some(mark.end);
        }
    }
    None
}

/// `Batters. York City: The Complete Record. p. 3`: one capital word that is no source, and behind it a title that is no publisher.
fn surname_alone(walk: &Walk<'_, '_>, begin: usize, end: usize) -> bool {
    let Some(word) = walk.text.get(begin..end) else { return false };
    let named = word.chars().all(|c| is_letter(c) || matches!(c, '-' | '’' | '\''))
        && word.chars().filter(|c| c.is_uppercase()).count() <= 2
        && word.starts_with(char::is_uppercase);
    let title = clause_behind(walk, end);
    named
        && word.chars().count() <= 20
        && walk.locale.phrases.at_of(title, &[Phrase::Accessed, Phrase::Archived]).next().is_none()
        && walk.lexed.source(word).is_none()
        && !walk.locale.places.contains(word)
        && !walk.locale.stop_words.contains(word)
        && (2..=20).contains(&word_count(title))
        && title.starts_with(char::is_uppercase)
        && !followed_by_end(walk, end, title)
        && !name::organization(title)
        && !title.split(' ').any(|word| walk.locale.publishers.contains(word))
}

/// `NASA. Plate Tectonics on Mars. Site`: a source in the place of the author, with a title and something more behind it.
fn source_alone(walk: &Walk<'_, '_>, begin: usize, end: usize) -> bool {
    let name = walk.text.get(begin..end).unwrap_or_default();
    let title = clause_behind(walk, end);
    word_count(name) <= 6
        && (walk.lexed.source(name).is_some() || name::organization(name) && word_count(name) <= 5)
        && word_count(title) >= 3
        && !followed_by_end(walk, end, title)
        && walk
            .rest(end + 1)
            .find(title)
            .map_or("", |at| walk.rest(end + 1 + at + title.len()))
            .trim_start_matches(sign!('.' | ' ' | '?'))
            .starts_with(|c: char| is_letter(c) || c == '(')
}

/// Whether nothing of the work follows the clause behind the one that ends at `end`: what stands there is its access date, or the end.
fn followed_by_end(walk: &Walk<'_, '_>, end: usize, title: &str) -> bool {
    let after = walk
        .rest(end + 1)
        .find(title)
        .map_or("", |at| walk.rest(end + 1 + at + title.len()))
        .trim_start_matches(sign!('.' | ' ' | '?' | '!'));
    (after.is_empty() && !title.contains(". "))
        || after.starts_with('[')
        || walk.locale.phrases.at_of(after, &[Phrase::Accessed, Phrase::Archived]).next().is_some()
}

/// Whether a title of three words and more stands behind the clause that ends at `end`.
fn title_behind(walk: &Walk<'_, '_>, end: usize) -> bool {
    let title = clause_behind(walk, end);
    word_count(title) >= 3
        && !title.chars().all(|c| c.is_numeric() || !is_letter(c))
        && walk.locale.phrases.at_of(title, &[Phrase::Accessed, Phrase::Archived]).next().is_none()
}

/// What stands behind stops and spaces.
fn behind_stop(text: &str) -> &str {
    behind_signs(text, |c| matches!(c, '.' | ' '))
}

/// The clause behind the one that ends at `end`.
fn clause_behind<'s>(walk: &Walk<'_, 's>, end: usize) -> &'s str {
    let next = behind_stop(walk.rest(end));
    let at = walk.end - next.len();
    walk.text.get(at..walk.clause_end(at)).unwrap_or_default()
}
