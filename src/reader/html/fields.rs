//! What the structure of a citation says of the work.
//!
//! In: a citation's elements: `COinS`, links, `<cite>`, `<time>`, messages. Out: a [`Record`] and the links. Structure says less than the text: dates of
//! access and of snapshots, editors and the rest are read by the grammar. Not here: where the citation begins and ends ([`super::citation`]).

use super::called;
use super::citation::Piece;
use super::coins;
use super::label::blank;
use super::microdata;
use super::names::{Attribute, Tag};
use super::page::Page;
use super::resolver::{of_address, of_wiki_link};
use super::signs::Sign;
use super::target::Targets;
use crate::document::Link;
use crate::locale::{Locale, Memento};
use crate::record::{Address, Field, Kind, Name, Record, Role, Snapshot, Title, Value};
use crate::source::Span;

/// Quotation marks that stand around a title.
const QUOTES: &[char] =
    &['"', '“', '”', '„', '«', '»', '‟', '「', '」', '『', '』', '《', '》', '〈', '〉', '‹', '›', '″'];

/// A link and what it is.
struct Found {
    element: u32,
    link: Link,
}

/// What a citation's structure says.
pub(super) struct Said {
    /// The record; `None` when the structure says nothing.
    pub(super) record: Option<Box<Record>>,
    /// The links that lead out of the page, or to another place in it.
    pub(super) links: Vec<Link>,
}

/// Reads the structure of a citation.
pub(super) fn read(targets: &Targets<'_>, piece: &Piece, wiki: bool) -> Said {
    let page = targets.page();
    let coins = piece.coins.and_then(|at| page.attribute(at, Attribute::Title)).and_then(coins::record);
    let called = if wiki { called::record(page, piece) } else { None };
    let mut record = match (called, coins) {
        (Some(called), Some(coins)) => Some(Record::joined(called, coins)),
        (called, coins) => called.or(coins).or_else(|| piece.frame.and_then(|frame| microdata::record(page, frame))),
    };
    let structured = record.is_some();
    let mut links: Vec<Link> = Vec::new();
    let (mut work, mut resolvers): (Vec<Found>, Vec<Found>) = (Vec::new(), Vec::new());
    let mut extra = Record::default();
    for at in piece.elements.0..piece.elements.1 {
        let span = page.span(at);
        let place = page.element(at).map_or(0, |element| element.text.0 as usize);
        if span.start < piece.span.start
            || place > piece.span.end
            || (span.end > piece.span.end && page.tag(at) == Tag::A)
        {
            continue;
        }
        if page.has(at, Sign::Maintenance) {
            maintain(page, at, &mut extra);
        }
        if page.tag(at) != Tag::A {
            continue;
        }
        let Some(href) = page.attribute(at, Attribute::Href) else { continue };
        if wiki && !leads_out(page, at) {
            if let Some(id) = of_wiki_link(href) {
                coins::push_identifier(&mut extra, id);
            } else if href.starts_with('#') || href.contains("#CITEREF") {
                links.push(Link {
                    span,
                    target: href.get(href.find('#').unwrap_or(0)..).unwrap_or_default().to_owned(),
                });
            }
            continue;
        }
        if href.starts_with('#') {
            links.push(Link { span, target: href.to_owned() });
            continue;
        }
        let Some(target) = targets.outside(href) else { continue };
        let link = Link { span, target };
        links.push(link.clone());
        if let Some(id) = of_address(&link.target) {
            // where the link shows something else than the identifier, it is the work's too
            let shown = span.slice(&page.text);
            if is_title(shown) && !shown.contains(id.value.as_str()) {
                resolvers.push(Found { element: at, link });
            }
            coins::push_identifier(&mut extra, id);
        } else {
            work.push(Found { element: at, link });
        }
    }
    if work.is_empty() {
        work = resolvers;
    }
    addresses(page, &mut extra, &work, piece);
    if !structured {
        titles(page, &mut extra, &work, piece);
        dates(page, &mut extra, piece);
    }
    let record = match record.take() {
        Some(mut record) => {
            arrange(&mut record, piece.span.slice(&page.text));
            merge(&mut record, extra, &work);
            if let Some(kind) = piece.frame.and_then(|frame| page.attribute(frame, Attribute::Class)).and_then(kind) {
                record.kind = kind;
            }
            Some(record)
        }
        None => (extra != Record::default()).then_some(extra),
    };
    Said { record: record.map(Box::new), links }
}

/// What an address says, when it is one of an archive.
fn memento(address: &str) -> Option<Memento<'_>> {
    Locale::get().archives.memento(address)
}

/// Whether a link of a wiki leads out of it.
fn leads_out(page: &Page, at: u32) -> bool {
    let class = page.attribute(at, Attribute::Class).unwrap_or_default();
    class.split_ascii_whitespace().any(|word| matches!(word, "external" | "extiw"))
        || page.attribute(at, Attribute::Rel).is_some_and(|rel| rel.contains("mw:ExtLink"))
}

/// Puts the authors in the order printed: some software sorts the keys of `COinS`. A date in words is left to the grammar where the text prints it.
fn arrange(record: &mut Record, text: &str) {
    let literal = record
        .issued
        .as_ref()
        .is_some_and(|date| matches!(&date.value, Value::Literal(words) if text.contains(words.as_str())));
    if literal {
        record.issued = None;
    }
    let list = record.names_mut(Role::Author);
    let places: Option<Vec<usize>> = list.names.iter().map(|name| place(name, text)).collect();
    match places {
        Some(places) if !places.is_sorted() => {
            let mut order: Vec<(usize, Name)> = places.into_iter().zip(list.names.drain(..)).collect();
            order.sort_by_key(|(place, _)| *place);
            list.names = order.into_iter().map(|(_, name)| name).collect();
        }
        _ => {}
    }
    record.names.retain(|(_, list)| !list.is_empty());
}

/// Where a name is printed.
fn place(name: &Name, text: &str) -> Option<usize> {
    match name {
        Name::Person(person) => {
            let whole = format!("{}, {}", person.family(), person.given());
            text.find(&whole).or_else(|| text.find(person.family()))
        }
        Name::Organization(name) | Name::Literal(name) => text.find(name.as_str()),
    }
}

/// Adds to a record what it does not say itself.
fn merge(record: &mut Record, extra: Record, work: &[Found]) {
    for id in extra.identifiers {
        coins::push_identifier(record, id);
    }
    // the structure's own address wins; a link of another kind is kept among the links
    if record.web.url.is_none() && !work.is_empty() {
        record.web.url = extra.web.url;
    }
    if record.web.snapshots.is_empty() {
        record.web.snapshots = extra.web.snapshots;
    }
    record.web.url_status = record.web.url_status.take().or(extra.web.url_status);
    record.maintenance = extra.maintenance;
}

/// Sorts the links into the address of the work and its snapshots.
fn addresses(page: &Page, record: &mut Record, work: &[Found], piece: &Piece) {
    let address = |text: &str| text.parse::<Address>().map_or_else(|_| Field::literal(text, None), Field::from);
    let (mut title_archived, mut copies) = (None, 0);
    for found in work {
        let Some(memento) = memento(&found.link.target) else {
            let _ = title_archived.get_or_insert(false);
            if record.web.url.is_none() {
                let mut field = address(&found.link.target);
                field.span = Some(page.source(found.link.span));
                record.web.url = Some(field);
            }
            continue;
        };
        let _ = title_archived.get_or_insert(true);
        let known = record.web.snapshots.iter().any(|one| {
            one.url.as_ref().is_some_and(|url| url.as_typed().is_some_and(|url| url.as_str() == found.link.target))
        });
        if !known {
            let url = Some(address(&found.link.target));
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
    let framed = piece.frame.is_some_and(|frame| page.has(frame, Sign::Citation));
    if !record.web.snapshots.is_empty() {
        if framed && piece.coins.is_some() {
            record.web.url_status = Some(if title_archived == Some(true) { "dead" } else { "live" }.to_owned());
        }
        if record.web.url.is_none() {
            let original = work
                .iter()
                .find_map(|found| memento(&found.link.target))
                .map(|memento| memento.original)
                .filter(|original| !original.is_empty());
            record.web.url = original.map(address);
        }
    }
}

/// Finds the title where no structure names it: in `<cite>`, or in the text of the link.
fn titles(page: &Page, record: &mut Record, work: &[Found], piece: &Piece) {
    let cites: Vec<u32> = (piece.elements.0..piece.elements.1)
        .filter(|&at| page.tag(at) == Tag::Cite && !page.has(at, Sign::Citation))
        .filter(|&at| {
            page.span(at).start >= piece.span.start
                && page.span(at).end <= piece.span.end
                && page.span(at).len() * 10 < piece.span.len() * 9
        })
        .collect();
    let text = |span: Span| clean(span.slice(&page.text)).to_owned();
    let title = |span: Span| Title::new(text(span)).map(|title| Field::typed(title, Some(page.source(span))));
    if let Some(&first) = cites.first() {
        record.title = title(page.span(first));
        if let Some(&second) = cites.get(1) {
            record.container_title = Some(Field::typed(text(page.span(second)), Some(page.source(page.span(second)))));
        }
        return;
    }
    let Some(first) = work.first() else { return };
    let span = first.link.span;
    let shown = span.slice(&page.text);
    let titled = (is_title(shown) || leads(shown, span, piece.span))
        && !in_brackets(page, span, piece.span)
        && !aside(page, first.element, piece);
    if titled && memento(&first.link.target).is_none_or(|_| work.len() < 3) {
        record.title = title(span);
    }
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

/// Whether a link stands in brackets, behind the work: `(read online)`, `[archive]`.
fn in_brackets(page: &Page, span: Span, whole: Span) -> bool {
    let before = Span::new(whole.start.min(span.start), span.start).slice(&page.text);
    let count = |open: char, close: char| before.matches(open).count() > before.matches(close).count();
    count('(', ')') || count('[', ']') || count('（', '）')
}

/// Whether a link stands in small print, or after most of the citation's words.
fn aside(page: &Page, element: u32, piece: &Piece) -> bool {
    let small =
        page.around(element).take(3).any(|at| page.tag(at) == Tag::Small && page.span(at).len() < piece.span.len());
    let words = |span: Span| span.slice(&page.text).split_whitespace().count();
    let before = words(Span::new(piece.span.start, page.span(element).start.max(piece.span.start)));
    small || before > 12 && before > 2 * words(page.span(element))
}

/// A title without its quotation marks and the full stop behind it.
fn clean(text: &str) -> &str {
    let text = text.trim_matches(blank);
    let quoted = text.starts_with(QUOTES) && text.ends_with(QUOTES);
    let text = if quoted { text.trim_matches(|c: char| blank(c) || QUOTES.contains(&c)) } else { text };
    let stopped = text
        .strip_suffix('.')
        .filter(|bare| !bare.ends_with('.') && bare.rsplit(' ').next().is_none_or(|word| word.chars().count() > 2));
    stopped.unwrap_or(text)
}

/// Takes the date of publication from `<time datetime>`, where it is not in brackets (those say when somebody looked).
fn dates(page: &Page, record: &mut Record, piece: &Piece) {
    for at in piece.elements.0..piece.elements.1 {
        let span = page.span(at);
        let inside = span.start >= piece.span.start && span.end <= piece.span.end;
        if page.tag(at) != Tag::Time || !inside || in_brackets(page, span, piece.span) {
            continue;
        }
        if let Some(date) = page.attribute(at, Attribute::Datetime).and_then(coins::iso) {
            record.issued = Some(Field::typed(date, Some(page.source(span))));
            return;
        }
    }
}

/// Keeps what citation software says of the citation.
fn maintain(page: &Page, at: u32, record: &mut Record) {
    let Ok(found) = page.asides.binary_search_by_key(&at, |(element, _)| *element) else { return };
    let Some((_, text)) = page.asides.get(found) else { return };
    let text = text.split_once("CS1 maint:").map_or(text.as_str(), |(_, message)| message);
    let text = text.trim().trim_end_matches("(link)").trim();
    if !text.is_empty() {
        record.maintenance.push(text.to_owned());
    }
}

/// What a work is by the class of its citation: `citation news`.
fn kind(class: &str) -> Option<Kind> {
    class.split_ascii_whitespace().find_map(|word| {
        Some(match word {
            "news" => Kind::ArticleNewspaper,
            "journal" => Kind::ArticleJournal,
            "magazine" => Kind::ArticleMagazine,
            "thesis" => Kind::Thesis,
            "report" | "techreport" => Kind::Report,
            "map" => Kind::Map,
            "interview" => Kind::Interview,
            "conference" => Kind::PaperConference,
            "encyclopaedia" => Kind::EntryEncyclopedia,
            "speech" => Kind::Speech,
            "episode" | "serial" | "podcast" => Kind::Broadcast,
            "audio-visual" | "video" => Kind::MotionPicture,
            "newsgroup" | "mailinglist" | "tweet" => Kind::Post,
            "arxiv" | "biorxiv" | "ssrn" | "citeseerx" => Kind::Article,
            "web" | "pressrelease" | "sign" => Kind::Webpage,
            _ => return None,
        })
    })
}
