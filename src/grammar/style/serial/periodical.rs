//! Where the name of a periodical begins before its locator: `… theory of communication. Bell Syst. Tech. J.`
//!
//! In: a walk and the stretch between the names and the locator. Out: the title and the periodical. Not here: quoted titles, whose end is marked.
//!
//! Every stop, comma and question mark may be the border. What decides: a periodical is short and of capital words, most of them abbreviated or words that
//! periodicals are called by; a title is long, and ends with no abbreviation.

use crate::grammar::walk::Walk;
use crate::grammar::words::words;
use crate::locale::{Locale, Role, is_letter, spaceless};

/// How far back, in bytes, the name of a periodical may begin.
const FARTHEST: usize = 200;

/// How many borders are tried.
const MOST: usize = 16;

/// A title and a periodical; either may be missing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cut {
    pub(super) title: Option<(usize, usize)>,
    pub(super) periodical: (usize, usize),
    /// How good the cut is: above 0 it may be taken.
    pub(super) score: f32,
}

/// Cuts a stretch in two; `comma` where commas stand behind the names, `named` where names were read.
pub(super) fn cut(walk: &Walk<'_, '_>, start: usize, end: usize, comma: Option<bool>) -> Option<Cut> {
    let text = walk.text.get(start..end)?;
    let from = text.len().saturating_sub(FARTHEST);
    let mut best: Option<Cut> = None;
    let mut keep = |cut: Cut| {
        if best.is_none_or(|best| cut.score > best.score) {
            best = Some(cut);
        }
    };
    let borders = text.char_indices().rev().take_while(|&(at, _)| at >= from).filter(|&(_, c)| border(c)).take(MOST);
    for (at, sign) in borders {
        let after = text.get(at + sign.len_utf8()..)?;
        let name = after.trim_start_matches(sign!(' ' | '"' | '”' | '»' | '’'));
        // `collisions,Ann .Rev .`: texts of pages lose spaces
        let glued = sign == ','
            && name.starts_with(char::is_uppercase)
            && text.get(..at).is_some_and(|head| head.ends_with(char::is_lowercase));
        let spaced = glued
            || after.starts_with(sign!(' ' | '"' | '”' | '»' | '’'))
            || sign.len_utf8() > 1
            || text.get(..at).is_some_and(|head| head.ends_with(' '));
        if !spaced || name.trim().is_empty() {
            continue;
        }
        let title_end = if matches!(sign, '?' | '!' | '？') { at + sign.len_utf8() } else { at };
        let title = text.get(..title_end)?.trim_end();
        if title.trim().is_empty() {
            continue;
        }
        let hard = matches!(sign, '.' | '。' | '?' | '!' | '？');
        let score = periodical_score(walk.locale, name, hard) + border_score(walk.locale, title, name, sign, comma);
        keep(Cut { title: Some((start, start + title.len())), periodical: (end - name.len(), end), score });
    }
    // no title at all: names, and the periodical
    let whole = text.trim_start_matches(sign!(' ' | ',' | '.'));
    let words = words(whole).count();
    if words <= 9 {
        let abbreviated = abbreviated(walk.locale, whole);
        let score = periodical_score(walk.locale, whole, false)
            + if comma.is_none() {
                -0.1
            } else if words == 1 {
                0.5
            } else {
                0.9 * abbreviated - 0.05
            };
        keep(Cut { title: None, periodical: (end - whole.len(), end), score });
    }
    if best.is_none_or(|best| best.score < 0.3)
        && let Some(cut) = abbreviations_behind(walk.locale, text, start)
    {
        return Some(cut);
    }
    best
}

/// The signs at which a title may end.
const fn border(character: char) -> bool {
    matches!(character, '.' | ',' | '?' | '!' | ':' | ';' | '。' | '，' | '？' | '—' | '–' | '−')
}

/// `On the structure of … algebras Commun. Math. Phys.`: where nothing ends the title, the abbreviations behind its last small word are the periodical.
fn abbreviations_behind(locale: &Locale, text: &str, start: usize) -> Option<Cut> {
    let mut at = text.len();
    let mut known = 0;
    for word in text.rsplit(' ') {
        let bare = word.trim_matches(sign!('.' | ',' | '(' | ')'));
        let capital = bare.starts_with(char::is_uppercase);
        if !capital || !(word.contains('.') || locale.of_periodical(bare) || bare.chars().count() == 1) {
            break;
        }
        known += usize::from(word.ends_with('.') || locale.of_periodical(bare));
        at = at.saturating_sub(word.len() + 1);
    }
    let title = text.get(..at)?.trim_end();
    let name = text.get(at..)?.trim_start();
    (known >= 2 && words(title).count() >= 3).then(|| Cut {
        title: Some((start, start + title.len())),
        periodical: (start + text.len() - name.len(), start + text.len()),
        score: 0.4,
    })
}

/// How much a stretch looks like the name of a periodical: about -2 to 2; `hard` where a stop or a quotation mark stands before it.
pub(super) fn periodical_score(locale: &Locale, name: &str, hard: bool) -> f32 {
    let name = name.trim().trim_start_matches(sign!('«' | '“' | '"' | '»' | '‘' | '《' | '「' | '『'));
    let Some(first) = name.chars().next() else { return -3.0 };
    if !(first.is_uppercase() || spaceless(first)) {
        return -1.5;
    }
    let bare = name.trim_end_matches(sign!('.' | ',' | ' ' | '»' | '”' | '"' | '’' | '》' | '」' | '』'));
    // `Event occurs at 0:45`; a form of the work in parentheses is none of a periodical
    let last = bare.rsplit(' ').next().unwrap_or_default();
    if last.chars().count() > 1 && last.starts_with(char::is_lowercase) && locale.stop_words.contains(last) {
        return -1.5;
    }
    let known = locale.sources.get(bare).is_some();
    let (mut words, mut good, mut small, mut strange) = (0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32);
    let mut called = 0.0_f32;
    for word in name.split(sign!(' ' | '\u{a0}')).filter(|word| !word.is_empty()) {
        words += 1.0;
        let stopped = word.ends_with('.') || word.ends_with(".:");
        let plain = word.trim_matches(|c: char| !is_letter(c));
        if plain.is_empty() {
            strange += if word == "&" || word == "-" || word == "/" { 0.0 } else { 0.4 };
            continue;
        }
        if word.chars().any(|c| c.is_ascii_digit()) {
            strange += 0.5;
        }
        if plain.starts_with(char::is_uppercase) || plain.chars().any(spaceless) {
            good += 1.0;
            if locale.of_periodical(plain) || plain.chars().any(spaceless) && ends_as_periodical(locale, plain) {
                called += 1.0;
            } else if stopped && plain.chars().count() <= 7 {
                called += 0.5;
            }
        } else if locale.stop_words.contains(plain)
            || locale.particles.contains(plain)
            || plain.contains(sign!('\'' | '’'))
        {
            good += 0.5;
        } else {
            small += 1.0;
        }
    }
    let share = good / words;
    // the names of periodicals in languages that write them small begin with a word for one
    let weight = if called > 0.0 || hard { 0.25 } else { 0.8 };
    let mut score = share - 0.5 + (0.8 * called).min(1.2) - weight * small.min(3.0) * 0.8 - strange;
    if known {
        score += 1.5;
    }
    if words > 9.0 {
        score -= 0.15 * (words - 9.0);
    }
    score - 0.35 * inner_borders(locale, name)
}

/// `学报`, `学会誌`: a word for a periodical at the end of a name that has no spaces.
fn ends_as_periodical(locale: &Locale, name: &str) -> bool {
    let starts = name.char_indices().rev().take(6).map(|(at, _)| at);
    starts.into_iter().any(|at| name.get(at..).is_some_and(|end| locale.of_periodical(end)))
}

/// How many borders stand within a name: commas, colons, question marks, stops behind whole words.
fn inner_borders(locale: &Locale, name: &str) -> f32 {
    let mut count = 0.0;
    for (at, sign) in name.char_indices() {
        let after = name.get(at + sign.len_utf8()..).unwrap_or_default();
        if !after.starts_with(' ') {
            continue;
        }
        count += match sign {
            ',' => 1.0,
            ';' | '?' | '!' => 2.0,
            ':' => 0.5,
            '.' if !abbreviation(locale, name.get(..at).unwrap_or_default()) => 3.0,
            _ => 0.0,
        };
    }
    count
}

/// Whether a text ends with a word that is abbreviated in the names of periodicals: known, or short, with a capital and a consonant at its end.
fn abbreviation(locale: &Locale, head: &str) -> bool {
    let word = last_word(head);
    let letters = word.chars().count();
    let known = locale.periodical_abbreviations.contains(word) || locale.abbreviations.contains(word);
    let consonant = word
        .chars()
        .next_back()
        .is_some_and(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 's' | 'y') && c.is_lowercase());
    word.starts_with(char::is_uppercase) && (letters <= 1 || known || letters <= 5 && consonant)
}

fn last_word(head: &str) -> &str {
    head.trim_end_matches(sign!(' ' | '.')).rsplit(|c: char| !is_letter(c)).next().unwrap_or_default()
}

/// How many of the words of a stretch are abbreviated, or words for periodicals.
pub(super) fn abbreviated(locale: &Locale, name: &str) -> f32 {
    let (mut all, mut short) = (0.0_f32, 0.0_f32);
    for word in words(name).filter(|word| word.contains(is_letter)) {
        let bare = word.trim_matches(|c: char| !is_letter(c));
        if locale.stop_words.contains(bare) {
            continue;
        }
        all += 1.0;
        let capitals = bare.chars().count() <= 6 && bare.chars().filter(|c| c.is_uppercase()).count() >= 2;
        short += f32::from(u8::from(
            word.ends_with('.') || locale.of_periodical(bare) || capitals || bare.chars().count() == 1,
        ));
    }
    if all > 0.0 { short / all } else { 0.0 }
}

/// How well a border stands between a title and a periodical.
fn border_score(locale: &Locale, title: &str, name: &str, sign: char, comma: Option<bool>) -> f32 {
    let words = self::words(title).filter(|word| !word.is_empty()).count();
    let mut score = match words {
        0 => -1.0,
        1 => -0.5,
        2 => -0.1,
        _ => 0.2,
    };
    let called = self::words(name).take(6).any(|word| locale.of_periodical(word.trim_matches(|c: char| !is_letter(c))));
    score += match (sign, comma) {
        ('.' | '。' | '?' | '!' | '？', Some(false) | None) => 0.35,
        ('.' | '。', Some(true)) => 0.1,
        ('?' | '!' | '？', Some(true)) => 0.2,
        (',' | '，', Some(true)) => 0.3,
        (',' | '，', _) => -0.15,
        (';', _) => -0.6,
        (':' | '—' | '–' | '−', _) if called => -0.35,
        _ => -1.0,
    };
    // a stop behind a word that is abbreviated stands within the name of the periodical, and a comma before the last word of a list within one
    if sign == '.' && abbreviation(locale, title) {
        let small = title.rsplit(' ').nth(1).is_some_and(|word| word.starts_with(char::is_lowercase));
        score -= if last_word(title).chars().count() == 1 && !small {
            0.9
        } else if small {
            0.4
        } else {
            1.0
        };
    }
    // `Plast. Reconstr. Surg.`: a sentence of one capital word is an abbreviation
    if sign == '.'
        && let Some((before, word)) = title.rsplit_once(' ')
        && before.ends_with('.')
        && word.starts_with(char::is_uppercase)
        && !word.contains(sign!('?' | '!'))
        && last_word(before).starts_with(char::is_uppercase)
    {
        score -= 1.0;
    }
    if sign == ','
        && self::words(name).take(4).any(|word| locale.phrases.are(word, &[Role::And]))
        && !name.starts_with(sign!('J'))
    {
        score -= 0.25;
    }
    // what stands before the border is itself a periodical
    if words <= 3 && abbreviated(locale, title) > 0.9 {
        score -= 0.8;
    }
    score
}
