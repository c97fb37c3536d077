//! What the links of a citation say of the work.
//!
//! In: a text, the citation in it, and its links with their targets. Out: a [`Record`]: the address of the work, its snapshots (told apart by
//! `refs/archives.tsv`), the identifiers that addresses of resolvers are, and the title where a link's text is one. Pages and Markdown share it. Not
//! here: where the links come from; dates and names, which the grammar reads. Standard: RFC 7089 for snapshots.

use super::resolver::of_address;
use crate::document::Link;
use crate::locale::{Locale, Memento, Role};
use crate::record::{Address, Field, Identifier, Record, Snapshot, Title};
use crate::source::{Span, Text};

/// Quotation marks that stand around a title.
const QUOTES: &[char] =
    &['"', '“', '”', '„', '«', '»', '‟', '「', '」', '『', '』', '《', '》', '〈', '〉', '‹', '›', '″'];

/// What the links in a stretch of a text say; nothing where they say nothing.
pub(crate) fn record(text: &Text, whole: Span, links: &[Link]) -> Option<Record> {
    let source = text.origin();
    let text = text.as_str();
    let mut record = Record::default();
    let (mut work, mut resolvers): (Vec<&Link>, Vec<&Link>) = (Vec::new(), Vec::new());
    for link in links.iter().filter(|link| !link.target.starts_with('#')) {
        sort(text, link, &mut record, &mut work, &mut resolvers);
    }
    if work.is_empty() {
        work = resolvers;
    }
    addresses(&mut record, &work, &|span| source.span(span));
    if let Some(first) = work.first()
        && titled(text, first.span, whole)
        && (quoted(first.span.slice(text)) || !behind_most_words(text, first.span, whole))
        && memento(&first.target).is_none_or(|_| work.len() < 3)
    {
        record.title = title(text, first.span, &|span| source.span(span));
    }
    (record != Record::default()).then_some(record)
}

/// Sorts a link: its address is an identifier of the work, or one of the work itself.
pub(super) fn sort<'l>(
    text: &str,
    link: &'l Link,
    record: &mut Record,
    work: &mut Vec<&'l Link>,
    resolvers: &mut Vec<&'l Link>,
) {
    let Some(id) = of_address(&link.target) else {
        work.push(link);
        return;
    };
    // where the link shows something else than the identifier, it is the work's too
    let shown = link.span.slice(text);
    if is_title(shown) && !shown.contains(id.value.as_str()) {
        resolvers.push(link);
    }
    push_identifier(record, id);
}

/// Adds the identifier that an address is, where it is one.
pub(super) fn identified(record: &mut Record, address: &str) {
    if let Some(id) = of_address(address) {
        push_identifier(record, id);
    }
}

/// Adds an identifier that is not there yet.
pub(super) fn push_identifier(record: &mut Record, found: Identifier) {
    let bare =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect::<String>();
    let same = |one: &Identifier| one.scheme == found.scheme && bare(one.value.as_str()) == bare(found.value.as_str());
    if !record.identifiers.iter().any(same) {
        record.identifiers.push(found);
    }
}

/// What an address says, when it is one of an archive.
pub(super) fn memento(address: &str) -> Option<Memento<'_>> {
    Locale::get().archives.memento(address)
}

/// Sorts links into the address of the work and its snapshots; tells whether the first leads to a snapshot.
pub(super) fn addresses(record: &mut Record, work: &[&Link], to_source: &dyn Fn(Span) -> Span) -> Option<bool> {
    let address = |text: &str| text.parse::<Address>().map_or_else(|_| Field::literal(text, None), Field::from);
    let (mut first_archived, mut copies) = (None, 0);
    for link in work {
        let Some(memento) = memento(&link.target) else {
            let _ = first_archived.get_or_insert(false);
            if record.web.url.is_none() {
                let mut field = address(&link.target);
                field.span = Some(to_source(link.span));
                record.web.url = Some(field);
            }
            continue;
        };
        let _ = first_archived.get_or_insert(true);
        let known = record.web.snapshots.iter().any(|one| {
            one.url.as_ref().is_some_and(|url| url.as_typed().is_some_and(|url| url.as_str() == link.target))
        });
        if !known {
            let url = Some(address(&link.target));
            let snapshot = Snapshot { url, captured: None, archive: Some(memento.archive.to_owned()) };
            // a list of copies is less than a copy
            if memento.timestamp.is_empty() && !memento.original.is_empty() {
                record.web.snapshots.push(snapshot);
            } else {
                record.web.snapshots.insert(copies.min(record.web.snapshots.len()), snapshot);
                copies += 1;
            }
        }
    }
    if !record.web.snapshots.is_empty() && record.web.url.is_none() {
        let original = work
            .iter()
            .find_map(|link| memento(&link.target))
            .map(|memento| memento.original)
            .filter(|original| !original.is_empty());
        record.web.url = original.map(address);
    }
    first_archived
}

/// The title that a stretch of the text is.
pub(super) fn title(text: &str, span: Span, to_source: &dyn Fn(Span) -> Span) -> Option<Field<Title>> {
    Title::new(clean(span.slice(text)).to_owned()).map(|title| Field::typed(title, Some(to_source(span))))
}

/// Whether the text of a link is the title of the citation around it: it has words, is no address, stands in no brackets, and no other title stands before
/// it.
pub(super) fn titled(text: &str, span: Span, whole: Span) -> bool {
    let shown = span.slice(text);
    (is_title(shown) || leads(shown, span, whole))
        && !in_brackets(text, span, whole)
        && !says_where(shown)
        && !titled_before(Span::new(whole.start.min(span.start), span.start).slice(text))
        && (span.len() * 10 < whole.len() * 9 || !is_citation(shown))
}

/// Whether a text says no more than that the work is to be had: `Dostupné online`, `archived copy`.
fn says_where(text: &str) -> bool {
    let text = text.trim_matches(|c: char| blank(c) || matches!(c, '.' | ':' | '[' | ']' | '(' | ')'));
    Locale::get().phrases.at(text).any(|phrase| {
        matches!(phrase.role, Role::Online | Role::AccessNote | Role::ArchivedUndated)
            && phrase.before.len() >= text.len()
    })
}

/// Whether a text ends a quoted title: a chapter, or an article whose journal has the link.
fn titled_before(text: &str) -> bool {
    let mut open: Option<usize> = None;
    for (at, character) in text.char_indices() {
        let behind = at + character.len_utf8();
        match (open, character) {
            (None, '"' | '“' | '„' | '«' | '「' | '『' | '”') => open = Some(behind),
            (Some(from), '"' | '”' | '“' | '»' | '」' | '』') => {
                let inner = text.get(from..at).unwrap_or_default();
                let wordy = inner.chars().filter(|c| c.is_alphabetic()).count() >= 3;
                let ended = inner.ends_with(['.', ',', '?', '!', '…'])
                    || text.get(behind..).is_some_and(|rest| rest.starts_with(['.', ',', ';', '．', '。', '，']));
                // a name may hold a nickname in quotes
                if wordy && ended {
                    return true;
                }
                open = None;
            }
            _ => {}
        }
    }
    false
}

/// Whether the text of a link is a citation as a whole: a year stands in it between stops.
fn is_citation(text: &str) -> bool {
    let year = |word: &str| {
        let digits = word.trim_matches(|c: char| !c.is_alphanumeric());
        digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.len() < word.len()
    };
    let stops = text.matches(". ").count() + text.matches("), ").count() + text.matches("\", ").count();
    stops > 0 && text.split_whitespace().any(year)
}

/// Whether a text is in quotation marks.
fn quoted(text: &str) -> bool {
    text.trim_matches(blank).starts_with(QUOTES)
}

/// Whether the text of a link is a title: it has words, and is no address.
fn is_title(text: &str) -> bool {
    let bare = clean(text);
    let wordy = bare.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    let address = bare.contains("://")
        || bare.starts_with("www.")
        || (!bare.contains(' ') && bare.contains('.') && bare.contains('/'));
    let bare_name = !bare.contains(' ') && bare.contains(|c: char| c == '.' || c.is_ascii_digit());
    wordy && !address && !bare_name && (bare.contains(' ') || bare.chars().count() > 9 || !bare.is_ascii())
}

/// Whether a link is one word, and stands at the head of the citation.
fn leads(text: &str, span: Span, whole: Span) -> bool {
    let letters = clean(text).chars().filter(|c| c.is_alphabetic()).count();
    letters >= 3
        && letters + 1 >= clean(text).chars().count()
        && (span.start - whole.start.min(span.start)) * 3 < whole.len()
        && span.len() * 40 > whole.len()
}

/// Whether a stretch stands in brackets, behind the work: `(read online)`, `[archive]`.
pub(super) fn in_brackets(text: &str, span: Span, whole: Span) -> bool {
    let before = Span::new(whole.start.min(span.start), span.start).slice(text);
    let count = |open: char, close: char| before.matches(open).count() > before.matches(close).count();
    count('(', ')') || count('[', ']') || count('（', '）')
}

/// Whether a stretch stands after most of the citation's words.
pub(super) fn behind_most_words(text: &str, span: Span, whole: Span) -> bool {
    let words = |span: Span| span.slice(text).split_whitespace().count();
    let before = words(Span::new(whole.start, span.start.max(whole.start)));
    before > 12 && before > 2 * words(span)
}

/// White space, and what is printed as nothing.
fn blank(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FE0E}' | '\u{FE0F}' | '\u{FEFF}')
}

/// A title without its quotation marks and the full stop behind it.
pub(super) fn clean(text: &str) -> &str {
    let text = text.trim_matches(blank);
    // a translation behind the title is none of it
    let text = match text.rfind(" [") {
        Some(at) if text.starts_with(QUOTES) && text.ends_with(']') => {
            text.get(..at).unwrap_or(text).trim_matches(blank)
        }
        _ => text,
    };
    // a quotation inside the title keeps its marks
    let inner = text.strip_prefix(QUOTES).and_then(|rest| rest.strip_suffix(QUOTES));
    let text = inner.map_or(text, |inner| inner.trim_matches(blank));
    let stopped = text
        .strip_suffix('.')
        .filter(|bare| !bare.ends_with('.') && bare.rsplit(' ').next().is_none_or(|word| word.chars().count() > 2));
    stopped.unwrap_or(text)
}
