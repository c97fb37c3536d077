//! Tells how a clause begins: with names and a date, with a quoted title, with what stands only at the end of references.
//!
//! In: a clause and the brackets in it. Out: its [`Head`], and the places where names with a date begin although no stop stands before them. What the
//! names are is not here.

use super::clause::Signs;
use super::mask::{Mask, MaskKind};
use crate::locale::{DateWord, Heading, Locale, Role, digit, is_letter, is_letter_or_number, spaceless};
use crate::source::Span;

/// The most that names before a date may take.
const LONGEST_NAMES: usize = 900;

/// How a clause begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    /// A sign that leads back to the text: a note begins here.
    Backlink,
    /// A heading.
    Heading(Heading),
    /// A message of the software that made the list.
    Message,
    /// `Name, G. (date).`, inverted; there may be a title behind it.
    Names,
    /// `Somebody (date).`, which may be a publisher too.
    Dated,
    /// `Name, G.`, without a date.
    Undated,
    /// `Somebody: Title`, or a title with a subtitle.
    Colon,
    /// A quoted title.
    Quote,
    /// `(en)`: the language of the source, before it.
    Tag,
    /// A date, an identifier, a page, a phrase around a date: what follows a title.
    Tail,
    /// Link texts that stand behind lists.
    Debris,
    /// Any words.
    Plain,
}

/// How a clause begins.
pub(super) fn of(text: &str, span: Span, masks: &[Mask], signs: Signs) -> Head {
    let slice = span.slice(text);
    if slice.starts_with("{{") || slice.starts_with("CS1 ") {
        return Head::Message;
    }
    if signs.work {
        return Head::Plain;
    }
    let first = masks.first().filter(|mask| mask.span.start < span.end);
    if let Some(mask) = first.filter(|mask| mask.span.start == span.start) {
        if mask.kind == MaskKind::Quote && is_title(text, *mask) {
            return Head::Quote;
        }
        if is_tag(mask.span.slice(text)) {
            return Head::Tag;
        }
    }
    if slice.starts_with(['–', '—', '-', '/', '|', '=', ',', ';', ':', '(', '[']) {
        return Head::Tail;
    }
    if let Some(dated) = dated(text, span, masks) {
        return dated;
    }
    if tail(slice, signs) {
        return Head::Tail;
    }
    if Locale::get().official_sites.contains(slice.trim_end_matches('.')) {
        return Head::Debris;
    }
    if undated(slice) {
        return Head::Undated;
    }
    let bytes = slice.as_bytes().get(..81).unwrap_or(slice.as_bytes());
    let colon = memchr::memchr_iter(b':', bytes).find(|at| bytes.get(at + 1) == Some(&b' '));
    if let Some(names) = colon.and_then(|at| slice.get(..at))
        && names.len() < 80
    {
        // `London: Macmillan`, `Holmiæ (Stockholm): Laurentius Salvius`
        let places = &Locale::get().places;
        let place = names.split([',', '(', ')']).any(|name| places.contains(name.trim()));
        if place && names.len() < 40 {
            return Head::Tail;
        }
        if names.split(' ').count() > 1 && namelike(names) {
            return Head::Colon;
        }
    }
    Head::Plain
}

/// `Name, G.`: nothing but inverted names.
fn undated(slice: &str) -> bool {
    let bare = slice.trim_end_matches('.');
    bare.len() < 200
        && memchr::memchr_iter(b',', bare.as_bytes()).any(|at| bare.as_bytes().get(at + 1) == Some(&b' '))
        && memchr::memchr_iter(b' ', bare.as_bytes()).count() < 24
        && namelike(bare)
        && bare.split("; ").all(|name| name.split(' ').count() <= 6)
}

/// Names with a date in brackets right behind them, and a stop behind that.
fn dated(text: &str, span: Span, masks: &[Mask]) -> Option<Head> {
    for mask in masks.iter().take_while(|mask| mask.span.start < span.end) {
        let names = text.get(span.start..mask.span.start)?;
        if mask.kind == MaskKind::Quote || names.len() > LONGEST_NAMES {
            return None;
        }
        if !date_in(mask.span.slice(text)) {
            continue;
        }
        let behind = text.get(mask.span.end..span.end).unwrap_or_default();
        let behind = behind.trim_start();
        if !(behind.is_empty() || behind.starts_with(['.', ':', ',', '[', '"', '“', '«'])) {
            return None;
        }
        let inverted = names.contains(',') || names.contains(';');
        return if namelike(names.trim()) {
            Some(if inverted { Head::Names } else { Head::Dated })
        } else if behind.trim_end_matches('.').is_empty() && names.split(' ').count() < 14 {
            Some(Head::Dated)
        } else {
            None
        };
    }
    None
}

/// Whether a bracket holds a date.
pub(super) fn date_in(bracket: &str) -> bool {
    let inner = bracket.trim_matches(['(', ')', '（', '）']);
    if inner.len() == bracket.len() || inner.len() > 60 {
        return false;
    }
    let year = inner.split(|c: char| digit(c).is_none()).any(|digits| digits.chars().count() == 4);
    let undated = matches!(Locale::get().calendar.word(inner.trim_end_matches('.')), Some(DateWord::Undated));
    let words = inner.split(|c: char| !is_letter_or_number(c)).filter(|word| word.chars().any(is_letter)).count();
    undated || (year && words <= 5)
}

/// Whether a quotation may be the title of something, not a word in quotation marks: it is long, or a stop or comma follows.
pub(super) fn is_title(text: &str, mask: Mask) -> bool {
    let behind = text.get(mask.span.end..).unwrap_or_default();
    let wide = mask.span.slice(text).chars().filter(|c| spaceless(*c)).count() > 4;
    wide || mask.span.slice(text).chars().count() > 24
        || behind.is_empty()
        || behind.starts_with(['.', ',', '\u{200E}'])
        || behind.starts_with(" (")
        || behind.starts_with(" [")
}

/// Whether every word may be part of names: capitals, initials, particles, and what joins them.
pub(super) fn namelike(names: &str) -> bool {
    let locale = Locale::get();
    let mut any = false;
    for word in names.split([' ', '\u{A0}']).filter(|word| !word.is_empty()) {
        if !name_word(locale, word) {
            return false;
        }
        any = true;
    }
    any
}

fn name_word(locale: &Locale, word: &str) -> bool {
    let bare = word.trim_matches([',', ';', '.', '(', ')', ':']);
    let Some(first) = bare.chars().next() else { return matches!(word, "..." | "." | ",") };
    if bare.chars().any(|c| digit(c).is_some()) {
        return false;
    }
    // `vonHoldt`
    if first.is_uppercase()
        || (is_letter(first) && !first.is_lowercase())
        || bare.chars().skip(1).any(char::is_uppercase) && !bare.contains('.')
    {
        return true;
    }
    let joins = || {
        locale.phrases.at(bare).any(|phrase| {
            matches!(phrase.role, Role::And | Role::EtAl | Role::EditorAfter) && phrase.before.len() >= bare.len()
        })
    };
    let elided = || bare.split_once(['\'', '’', '-']).is_some_and(|(_, tail)| tail.starts_with(char::is_uppercase));
    matches!(bare, "al" | "eds" | "ed" | "staff") || locale.particles.contains(bare) || joins() || elided()
}

/// Whether a clause begins with what only follows a title.
fn tail(slice: &str, signs: Signs) -> bool {
    let locale = Locale::get();
    let word = slice.split([' ', '\u{A0}', ':', ',']).next().unwrap_or_default();
    let month = matches!(
        locale.calendar.word(word.trim_end_matches('.')),
        Some(DateWord::Month(_) | DateWord::Season(_) | DateWord::Weekday | DateWord::Circa)
    );
    let number = word.starts_with(|c: char| digit(c).is_some());
    if (month || number) && slice.chars().count() < 40 {
        return true;
    }
    if signs.identifier
        && matches!(
            word.trim_end_matches(':'),
            "ISBN"
                | "ISSN"
                | "DOI"
                | "PMID"
                | "PMC"
                | "OCLC"
                | "Bibcode"
                | "JSTOR"
                | "LCCN"
                | "ASIN"
                | "CiteSeerX"
                | "S2CID"
        )
        || word.starts_with("http")
    {
        return true;
    }
    locale.phrases.at(slice).any(|phrase| match phrase.role {
        Role::Accessed | Role::Archived => signs.accessed || signs.archived,
        Role::ArchivedUndated | Role::Online => true,
        Role::Page | Role::Pages | Role::Volume | Role::Issue => signs.place,
        Role::TranslatorBefore | Role::InterviewerBefore | Role::IllustratorBefore | Role::Via | Role::In => {
            phrase.before.len() > 2 || slice.starts_with("In ")
        }
        _ => false,
    })
}

/// Whether a bracket says the language of a source by its code: `(en)`, `(EN)`.
pub(super) fn is_tag(bracket: &str) -> bool {
    let inner = bracket.trim_matches(['(', ')', '[', ']']);
    inner.len() + 2 == bracket.len()
        && (2..=3).contains(&inner.len())
        && inner.bytes().all(|b| b.is_ascii_alphabetic())
        && Locale::get().language(inner).is_some()
}

/// Whether language codes in brackets stand behind references rather than before them: a year stands right before each.
pub(super) fn tags_trail(text: &str, masks: &[Mask]) -> bool {
    let mut behind = 0;
    let mut count = 0;
    for mask in masks.iter().filter(|mask| mask.kind == MaskKind::Bracket && is_tag(mask.span.slice(text))) {
        count += 1;
        let head = text.get(..mask.span.start).unwrap_or_default().trim_end();
        behind += usize::from(head.chars().rev().take(4).filter(|c| digit(*c).is_some()).count() == 4);
    }
    count > 0 && behind * 5 >= count * 4
}

/// Names that begin without a stop before them: `page 1 Lindblad-Toh, K.; Wade, C. M. (2005).`, from their first byte to the date or title behind them.
pub(super) fn starts(text: &str, stretch: Span, masks: &[Mask]) -> Vec<Span> {
    let locale = Locale::get();
    let mut out = Vec::new();
    let mut least = stretch.start;
    for mask in masks {
        let behind = text.get(mask.span.end..stretch.end).unwrap_or_default();
        let head = text.get(least..mask.span.start).unwrap_or_default();
        let dated =
            mask.kind == MaskKind::Bracket && date_in(mask.span.slice(text)) && behind.starts_with(['.', ',', ' ']);
        // `Peplow, Mark. "How Mars got its rust"`
        let titled = mask.kind == MaskKind::Quote && head.trim_end().ends_with('.');
        if dated || titled {
            let mut window = mask.span.start.saturating_sub(LONGEST_NAMES).max(least);
            while !text.is_char_boundary(window) {
                window += 1;
            }
            let end = least + if titled { head.trim_end().trim_end_matches('.').len() } else { head.trim_end().len() };
            if window < end
                && let Some(at) = names_begin(locale, text, Span::new(window, end))
            {
                out.push(Span::new(at, end));
            }
        }
        least = mask.span.end;
    }
    out
}

/// Where the run of name words that ends a stretch begins; only inverted names are that sure.
fn names_begin(locale: &Locale, text: &str, window: Span) -> Option<usize> {
    let slice = window.slice(text);
    let mut start = slice.len();
    let mut stopped = false;
    for word in slice.rsplit(' ') {
        let at = start.checked_sub(word.len())?;
        let initial = word.trim_end_matches(['.', ',', ';']);
        let initials = (1..=2).contains(&initial.chars().filter(|c| is_letter(*c)).count())
            && !initial.chars().any(|c| digit(c).is_some())
            || (initial.contains('.') && !initial.chars().any(|c| digit(c).is_some()))
            || locale.abbreviations.contains(initial);
        stopped = word.ends_with(['.', '?', '!', '"', '”', '»']) && start < slice.len() && !initials;
        if !name_word(locale, word) || stopped || word.chars().next().is_some_and(spaceless) {
            break;
        }
        start = at;
        if at == 0 {
            break;
        }
        start -= 1;
    }
    let names = slice.get(start..)?;
    let from = start + names.len() - names.trim_start().len();
    let names = names.trim_start();
    let (surname, _) = names.split_once(',')?;
    // back to the first letter; where no stop stands before the names, what stands before the surname is something else: `WHO Grady, Denise`
    let mut words: Vec<&str> = surname.split(' ').collect();
    let mut first = from;
    // `Larson G, Bradley DG`: initials behind the surname
    let initials = |word: &str| word.chars().count() <= 3 && word.chars().all(char::is_uppercase);
    let least = if words.last().is_some_and(|word| initials(word)) { 2 } else { 1 };
    while words.len() > least {
        let word = *words.first()?;
        let particle = locale.particles.contains(word);
        if particle || (word.starts_with(char::is_uppercase) && stopped) {
            break;
        }
        first += word.len() + 1;
        words.remove(0);
    }
    (first > 0 && first < slice.len()).then_some(window.start + first)
}
