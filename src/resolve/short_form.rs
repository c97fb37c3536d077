//! Short forms: names and a year, names and a short title.
//!
//! In: the text that a short form stands in, and the [`Works`]. Out: the works that it means, and where its names begin. Names are read backwards from
//! the year, and only words that are names of some work count; so no list of first names is needed, and any language is read.

use super::others::{others_end, without_others};
use super::words::{EndWords, end_words, fold, folded, last_sign, last_word, sign_of, words};
use super::works::{From, Known, Works};
use crate::locale::{Locale, Role};
use crate::record::Dated;
use rustc_hash::FxHashSet;

/// The works that a short form means.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meant {
    /// The works, in order; more than one where the form fits several alike.
    pub works: Vec<usize>,
    /// Where its names begin in the text.
    pub start: usize,
}

/// Names at the end of a text.
#[derive(Debug, Default)]
struct Tail<'w> {
    /// What the first name may be; empty where there is no name.
    first: Vec<&'w Known>,
    /// The same for the names behind it, the last one first.
    later: Vec<Vec<&'w Known>>,
    /// "et al."
    others: bool,
    start: usize,
    /// A word joined to the first name that is no name of any work.
    stranger: Option<String>,
}

impl<'w> Tail<'w> {
    /// Puts a name before those that were read.
    fn put(&mut self, name: Vec<&'w Known>) {
        let behind = std::mem::replace(&mut self.first, name);
        if !behind.is_empty() {
            self.later.push(behind);
        }
    }

    /// How many names there are.
    const fn count(&self) -> usize {
        if self.first.is_empty() { 0 } else { 1 + self.later.len() }
    }

    /// For each name behind the first one, the works that have it in its place.
    fn later(&self) -> Vec<FxHashSet<usize>> {
        let in_place = |(place, names): (usize, &Vec<&Known>)| {
            names.iter().filter(|known| known.place == Some(place)).map(|known| known.work).collect()
        };
        (1..).zip(self.later.iter().rev()).map(in_place).collect()
    }
}

/// A form that fits more works alike than this means none of them.
const MOST_ALIKE: usize = 12;

/// The most names with one last word that a form is held against: a bound on what a form costs in a list of one author's works.
pub(super) const MOST_SHARED: usize = 2048;

/// Marks between names and year.
const MARKS: &[char] =
    &[' ', '\u{A0}', '\n', ',', '(', '[', '（', '［', '،', '，', '、', ':', '.', '’', '\'', '*', '_'];

/// Whether names and a year may mean any work, at a glance at the word before the year; `text` is that of the spans.
#[must_use]
pub fn may_mean(works: &Works<'_>, text: &str, dated: &Dated) -> bool {
    // what stands in for a name stands in brackets or before them
    let bracket = dated.enclosed || dated.narrative;
    let fits = |known: &Known| (bracket || known.place.is_some()) && year_score(works, known.work, dated).is_some();
    may_end(works, dated.before.slice(text), fits)
}

/// The works that names and a year mean; `text` is that of the spans.
#[must_use]
pub fn dated(works: &Works<'_>, text: &str, dated: &Dated) -> Meant {
    let before = dated.before.slice(text);
    if !may_mean(works, text, dated) {
        return Meant::default();
    }
    let mut found = by_names(works, before, dated);
    if found.works.is_empty() {
        found = by_title(works, before, dated);
    }
    // a title that stands for a name keeps its quotation mark
    let (head, names) = before.split_at_checked(found.start).unwrap_or((before, ""));
    if let Some(quote) = head
        .chars()
        .next_back()
        .filter(|c| matches!(c, '"' | '“' | '„' | '«' | '‘'))
        .filter(|_| names.contains(['"', '”', '“', '»', '’']))
    {
        found.start -= quote.len_utf8();
    }
    found.start += dated.before.start;
    found
}

fn by_names(works: &Works<'_>, before: &str, dated: &Dated) -> Meant {
    let tail = tail(works, before);
    let mut scored: Vec<(i32, usize)> = Vec::new();
    if tail.first.is_empty() {
        return Meant::default();
    }
    let later = tail.later();
    for known in &tail.first {
        let Some(year) = year_score(works, known.work, dated) else { continue };
        let Some(agreement) = agreement(works, &tail, &later, known, dated) else { continue };
        let score = agreement * 4 + year;
        // the names of one work follow each other
        match scored.last_mut().filter(|(_, work)| *work == known.work) {
            Some(best) => best.0 = best.0.max(score),
            None => scored.push((score, known.work)),
        }
    }
    Meant { works: best(works, scored, dated), start: tail.start }
}

/// How well the printed names are those of a work; `None` where they are another's.
fn agreement(
    works: &Works<'_>,
    tail: &Tail<'_>,
    later: &[FxHashSet<usize>],
    first: &Known,
    dated: &Dated,
) -> Option<i32> {
    let entry = works.entries.get(first.work)?;
    let printed = tail.count();
    if first.place.is_none() {
        // what stands in for a name stands alone, in brackets or before them
        let bracket = dated.enclosed || (dated.narrative && first.from != From::Title);
        let alone = printed == 1 && bracket && tail.stranger.is_none();
        return alone.then_some(1);
    }
    if first.place != Some(0) {
        return None;
    }
    if !later.iter().all(|works| works.contains(&first.work)) {
        return None;
    }
    if let Some(stranger) = &tail.stranger {
        // the name may be one that the reading of the reference missed
        if !dated.narrative && !entry.raw.contains(stranger) {
            return None;
        }
    }
    Some(match (tail.others, printed.cmp(&entry.names)) {
        (true, std::cmp::Ordering::Less) => 4,
        (true, _) if entry.others => 4,
        (true, _) => 1,
        (false, std::cmp::Ordering::Equal) if !entry.others => 4,
        (false, _) => 2,
    })
}

pub(super) fn year_score(works: &Works<'_>, work: usize, dated: &Dated) -> Option<i32> {
    let entry = works.entries.get(work)?;
    let Some(year) = dated.year else { return (entry.undated || entry.years().is_empty()).then_some(2) };
    entry
        .years()
        .iter()
        .filter(|(one, ..)| *one == year)
        .filter_map(|(_, letter, weight)| match (dated.suffix, letter) {
            (Some(printed), Some(own)) if printed.to_lowercase().eq(own.to_lowercase()) => Some(weight + 3),
            (Some(_), Some(_)) => None,
            (None, Some(_)) => Some(weight - 1),
            _ => Some(*weight),
        })
        .max()
}

/// The best of the scored works; a letter that no work prints counts them.
pub(super) fn best(works: &Works<'_>, mut scored: Vec<(i32, usize)>, dated: &Dated) -> Vec<usize> {
    let Some(top) = scored.iter().map(|(score, _)| *score).max() else { return Vec::new() };
    scored.retain(|(score, _)| *score == top);
    scored.sort_by_key(|(_, work)| *work);
    scored.dedup_by_key(|(_, work)| *work);
    if scored.len() > MOST_ALIKE {
        return Vec::new();
    }
    let all: Vec<usize> = scored.into_iter().map(|(_, work)| work).collect();
    let lettered = |work: &usize| {
        works.entries.get(*work).is_some_and(|entry| {
            entry.years().iter().any(|(year, letter, _)| Some(*year) == dated.year && letter.is_some())
        })
    };
    match dated
        .suffix
        .and_then(|letter| u32::from(letter).checked_sub(u32::from('a')))
        .and_then(|at| usize::try_from(at).ok())
    {
        Some(at) if all.len() > 1 && !all.iter().any(lettered) => all.get(at).map_or_else(Vec::new, |work| vec![*work]),
        _ => all,
    }
}

/// `("Why Was Syria's Opposition" 2015)`: the beginning of a title in quotation marks.
fn by_title(works: &Works<'_>, before: &str, dated: &Dated) -> Meant {
    let trimmed = before.trim_end_matches(|c: char| MARKS.contains(&c) && c != '\'');
    let Some(inner) = trimmed.strip_suffix(QUOTES) else { return Meant::default() };
    let Some(start) = inner.rfind(['"', '“', '„', '«', '‘', '「', '『', '《']) else {
        return Meant::default();
    };
    let title = folded(inner.get(start..).unwrap_or_default());
    let scored = works.titled(&title);
    let scored = scored.filter_map(|work| year_score(works, work, dated).map(|score| (score, work))).collect();
    Meant { works: best(works, scored, dated), start }
}

/// Whether a name or title that fits may end a text: a glance at its last word, since most years stand in sentences. Never "no" where one does.
fn may_end(works: &Works<'_>, text: &str, fits: impl Fn(&Known) -> bool) -> bool {
    let Some((start, word)) = last_word(text) else { return false };
    let behind = text.get(start + word.len()..).unwrap_or_default();
    let initial = || word.starts_with(char::is_uppercase) && word.chars().nth(1).is_none();
    let quoted = || !matches!(behind, "" | " " | " (" | ", " | "," | "(") && behind.contains(QUOTES);
    // a title, `Smith's`, "et al."
    let long = word.len() + behind.len() > WINDOW;
    if long || quoted() || word == "s" || initial() || others_end(text, start, word).is_some() {
        return true;
    }
    // small letters are no acronym
    let acronym = || !word.contains(char::is_lowercase);
    let sign = if word.is_ascii() { Some(sign_of(word)) } else { last_sign(word) };
    let mut alike = sign.into_iter().flat_map(|sign| works.ending(sign).take(MOST_SHARED));
    alike.any(|known| (known.from != From::Acronym || acronym()) && fits(known))
}

/// How far before the end of a text the names that end it may begin, in bytes.
const WINDOW: usize = 160;

/// What ends a title in quotation marks.
const QUOTES: &[char] = &['"', '”', '“', '»', '«', '’', '』', '」', '》'];

/// Reads names backwards from the end of a text.
fn tail<'w>(works: &'w Works<'w>, text: &str) -> Tail<'w> {
    let mut out = Tail { start: text.len(), ..Tail::default() };
    let mut end = text.trim_end_matches(MARKS).len();
    // `Putz's (2015)`
    end -= match text.as_bytes().get(..end).unwrap_or_default() {
        [.., b'\'', b's'] => "'s".len(),
        // `’` in UTF-8
        [.., 0xE2, 0x80, 0x99, b's'] => "’s".len(),
        _ => 0,
    };
    if let Some(without) = without_others(text) {
        out.others = true;
        end = text.get(..without).unwrap_or_default().trim_end_matches(MARKS).len();
    }
    while let Some(head) = text.get(..end) {
        let bare = without_initials(head);
        let Some((start, known)) = name_at_end(works, bare) else {
            out.stranger = (!out.first.is_empty()).then(|| last_word(bare).map(|(_, word)| fold(word))).flatten();
            break;
        };
        out.put(known);
        out.start = start;
        if out.count() > 20 {
            break;
        }
        let Some(joined) = text.get(..start).and_then(without_joiner) else { break };
        end = joined;
    }
    if out.stranger.is_none() {
        return out;
    }
    // a word in lower case is no name
    let named = |head: &str| last_word(head).is_some_and(|(_, word)| word.starts_with(char::is_uppercase));
    let before = text.get(..out.start).unwrap_or_default();
    if !without_joiner(before).and_then(|end| before.get(..end)).is_some_and(named) {
        out.stranger = None;
    }
    out
}

/// The names of works that end a text, the longest, and where they begin.
fn name_at_end<'w>(works: &'w Works<'w>, text: &str) -> Option<(usize, Vec<&'w Known>)> {
    let from = text.len().saturating_sub(WINDOW);
    let from = (from..=text.len()).find(|&at| text.is_char_boundary(at))?;
    let window = text.get(from..)?;
    // most words before a year are no name: the last one tells
    let (_, last) = last_word(window)?;
    let sign = last_sign(last)?;
    works.ending(sign).next()?;
    let mut words = EndWords::of(window);
    let mut best: Vec<&Known> = Vec::new();
    let mut longest = 0;
    for one in works.ending(sign).take(MOST_SHARED) {
        let Some(count) = works.words_at_end(one, &mut words) else { continue };
        // `in` is not the initials of Independent News
        if one.from == From::Acronym && last.chars().any(char::is_lowercase) {
            continue;
        }
        match count.cmp(&longest) {
            std::cmp::Ordering::Greater => {
                longest = count;
                best.retain(|other| other.place.is_some() && one.place.is_none());
                best.push(one);
            }
            std::cmp::Ordering::Equal => best.push(one),
            std::cmp::Ordering::Less if one.place == Some(0) => best.push(one),
            std::cmp::Ordering::Less => {}
        }
    }
    let (at, _) = end_words(window).nth(longest.checked_sub(1)?)?;
    Some((from + at, best))
}

/// Where a text ends without the comma, "and" or "&" at its end; nothing where there is none.
fn without_joiner(text: &str) -> Option<usize> {
    let trimmed = text.trim_end();
    if let Some(head) = trimmed.strip_suffix([',', ';', '&', '·', '・', '、', '،', '，', '＆', '–', '/']) {
        return Some(head.trim_end_matches([' ', ',', ';', '\u{A0}']).len());
    }
    let start = last_word(trimmed).map(|(at, _)| at)?;
    let word = trimmed.get(start..)?;
    let joins = Locale::get().phrases.are(word, &[Role::And]);
    // `وJones`: glued in Arabic; not read
    joins.then(|| trimmed.get(..start).unwrap_or_default().trim_end_matches([' ', ',', ';', '\u{A0}']).len())
}

/// A text without the initials at its end: `Smith, J. K.` ends with Smith.
fn without_initials(text: &str) -> &str {
    let mut rest = text;
    loop {
        let trimmed = rest.trim_end_matches([' ', '.', '-', '\u{A0}']);
        let mut characters = trimmed.chars().rev();
        let initial = characters.next().is_some_and(char::is_uppercase)
            && characters.next().is_some_and(|c| matches!(c, ' ' | '.' | '-' | ',' | '\u{A0}'));
        let dotted = rest.len() > trimmed.len() || text.len() == rest.len();
        if !initial || !dotted {
            return rest.trim_end_matches([' ', ',', '\u{A0}']);
        }
        let cut = trimmed.char_indices().next_back().map_or(0, |(at, _)| at);
        rest = trimmed.get(..cut).unwrap_or_default();
    }
}

/// The works that names and a short title mean: `Smith, The Long Title`. Only names give all works by them; `certain` says that the text is a short form
/// for other reasons, so that names need no title behind them.
#[must_use]
pub fn titled(works: &Works<'_>, text: &str, certain: bool) -> Vec<usize> {
    let cuts = text
        .char_indices()
        .filter(|(_, c)| matches!(c, ',' | '，' | '、' | '،' | ':' | '"' | '“' | '«' | '„' | '『' | '「' | '《'))
        .map(|(at, _)| at);
    let mut best: Vec<usize> = Vec::new();
    for cut in cuts.chain([text.len()]).take(8) {
        let Some(head) = text.get(..cut).filter(|head| may_end(works, head, |_| true)) else { continue };
        let names = tail(works, head);
        // given names or initials may stand before the name, no sentence
        if names.first.is_empty() || words(text.get(..names.start).unwrap_or_default()).nth(3).is_some() {
            continue;
        }
        let title = folded(text.get(cut..).unwrap_or_default());
        let later = names.later();
        let fits = |known: &&&Known| {
            let entry = works.entries.get(known.work);
            known.place == Some(0)
                && (certain || (known.from == From::Names && !title.is_empty()))
                && later.iter().all(|works| works.contains(&known.work))
                && entry.is_some_and(|entry| title.is_empty() || shortened(works.title(entry), &title))
        };
        let mut found: Vec<usize> = names.first.iter().filter(fits).map(|known| known.work).collect();
        found.sort_unstable();
        found.dedup();
        if !found.is_empty() && (best.is_empty() || found.len() < best.len()) {
            best = found;
        }
    }
    best
}

/// Whether a short title is one of a title: its words in their order, the first of them near the beginning.
fn shortened(title: &[String], short: &[String]) -> bool {
    let article =
        |words: &[String]| usize::from(words.first().is_some_and(|word| Locale::get().stop_words.contains(word)));
    let (title, short) =
        (title.get(article(title)..).unwrap_or_default(), short.get(article(short)..).unwrap_or_default());
    if short.is_empty() || short.len() > title.len() {
        return false;
    }
    if title.starts_with(short) {
        return true;
    }
    let mut rest = title.iter();
    short.len() > 1 && short.iter().all(|word| rest.any(|one| one == word))
}
