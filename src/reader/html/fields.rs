//! What the structure of a citation says of the work.
//!
//! In: a citation's elements: `COinS`, links, `<cite>`, `<time>`, messages. Out: a [`Record`]. Structure says less than the text: dates of
//! access and of snapshots, editors and the rest are read by the grammar. Not here: where the citation begins and ends ([`super::citation`]).

use super::called;
use super::citation::Piece;
use super::coins;
use super::microdata;
use super::names::{Attribute, Tag};
use super::page::Page;
use super::services::Services;
use super::signs::Sign;
use super::target::Targets;
use crate::document::Link;
use crate::reader::anchors::{
    self, addresses, behind_most_words, clean, in_brackets, memento, push_identifier, sort, titled,
};
use crate::reader::resolver::{of_address, of_wiki_link};
use crate::record::{Field, Kind, Name, Record, Role, Value};
use crate::source::Span;

/// Reads the structure of a citation; `None` when it says nothing.
pub(super) fn read(targets: &Targets<'_>, services: &Services, piece: &Piece, wiki: bool) -> Option<Box<Record>> {
    let page = targets.page();
    let coins = piece.coins.and_then(|at| page.attribute(at, Attribute::Title)).and_then(coins::record);
    let called = if wiki { called::record(page, piece) } else { None };
    let mut record = match (called, coins) {
        (Some(called), Some(coins)) => Some(*Record::joined(Box::new(called), Box::new(coins))),
        (called, coins) => called.or(coins).or_else(|| piece.frame.and_then(|frame| microdata::record(page, frame))),
    };
    let structured = record.is_some();
    // those that lead out of the page
    let mut links: Vec<(u32, Link)> = Vec::new();
    let mut extra = Record::default();
    for at in piece.elements.0..piece.elements.1 {
        let span = page.span(at);
        let place = page.element(at).map_or(0, |element| element.text.0 as usize);
        if page.tag(at) == Tag::A && span.start >= piece.span.end && services.hold(span.start) {
            let target = page.attribute(at, Attribute::Href).and_then(|href| targets.outside(href));
            target.as_deref().and_then(of_address).into_iter().for_each(|id| push_identifier(&mut extra, id));
            continue;
        }
        if span.start < piece.span.start
            || place > piece.span.end
            || (span.end > piece.span.end && page.tag(at) == Tag::A)
        {
            continue;
        }
        if page.has(at, Sign::Maintenance) {
            maintain(page, at, &mut extra);
        }
        if page.tag(at) != Tag::A || page.has(at, Sign::BackLink) {
            continue;
        }
        let Some(href) = page.attribute(at, Attribute::Href) else { continue };
        if wiki && !leads_out(page, at) {
            if let Some(id) = of_wiki_link(href) {
                push_identifier(&mut extra, id);
            }
            continue;
        }
        if !href.starts_with('#')
            && let Some(target) = targets.outside(href)
        {
            links.push((at, Link { span, target }));
        }
    }
    let (mut work, mut resolvers): (Vec<&Link>, Vec<&Link>) = (Vec::new(), Vec::new());
    for (_, link) in &links {
        sort(&page.text, link, &mut extra, &mut work, &mut resolvers);
    }
    if work.is_empty() {
        work = resolvers;
    }
    let archived = addresses(&mut extra, &work, &|span| page.source(span));
    let framed = piece.frame.is_some_and(|frame| page.has(frame, Sign::Citation)) && piece.coins.is_some();
    if framed && !extra.web.snapshots.is_empty() {
        extra.web.url_status = Some(if archived == Some(true) { "dead" } else { "live" }.to_owned());
    }
    if !structured {
        let first = work.first().copied();
        let element = first.and_then(|first| links.iter().find(|(_, link)| link == first)).map(|(at, _)| *at);
        titles(page, &mut extra, first.zip(element), work.len(), piece);
        dates(page, &mut extra, piece);
    }
    let record = match record.take() {
        Some(mut record) => {
            arrange(&mut record, piece.span.slice(&page.text));
            merge(&mut record, extra, !work.is_empty());
            if let Some(kind) = piece.frame.and_then(|frame| page.attribute(frame, Attribute::Class)).and_then(kind) {
                record.kind = kind;
            }
            Some(record)
        }
        None => (extra != Record::default()).then_some(extra),
    };
    record.map(Box::new)
}

/// Whether a link of a wiki leads out of it.
pub(super) fn leads_out(page: &Page, at: u32) -> bool {
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
fn merge(record: &mut Record, extra: Record, linked: bool) {
    for id in extra.identifiers {
        push_identifier(record, id);
    }
    // the structure's own address wins; a link of another kind is kept among the links
    if record.web.url.is_none() && linked {
        record.web.url = extra.web.url;
    }
    if record.web.snapshots.is_empty() {
        record.web.snapshots = extra.web.snapshots;
    }
    record.web.url_status = record.web.url_status.take().or(extra.web.url_status);
    record.maintenance = extra.maintenance;
}

/// Finds the title where no structure names it: in `<cite>`, or in the text of the link.
fn titles(page: &Page, record: &mut Record, first: Option<(&Link, u32)>, count: usize, piece: &Piece) {
    let cites: Vec<u32> = (piece.elements.0..piece.elements.1)
        .filter(|&at| page.tag(at) == Tag::Cite && !page.has(at, Sign::Citation))
        .filter(|&at| {
            page.span(at).start >= piece.span.start
                && page.span(at).end <= piece.span.end
                && page.span(at).len() * 10 < piece.span.len() * 9
        })
        .collect();
    let text = |span: Span| clean(span.slice(&page.text)).to_owned();
    let title = |span: Span| anchors::title(&page.text, span, &|span| page.source(span));
    if let Some(&first) = cites.first() {
        record.title = title(page.span(first));
        if let Some(&second) = cites.get(1) {
            record.container_title = Some(Field::typed(text(page.span(second)), Some(page.source(page.span(second)))));
        }
        return;
    }
    let Some((first, element)) = first else { return };
    let titled = titled(&page.text, first.span, piece.span) && !aside(page, element, piece);
    if titled && memento(&first.target).is_none_or(|_| count < 3) {
        record.title = title(first.span);
    }
}

/// Whether a link stands in small print, or after most of the citation's words.
fn aside(page: &Page, element: u32, piece: &Piece) -> bool {
    let small =
        page.around(element).take(3).any(|at| page.tag(at) == Tag::Small && page.span(at).len() < piece.span.len());
    small || behind_most_words(&page.text, page.span(element), piece.span)
}

/// Takes the date of publication from `<time datetime>`, where it is not in brackets (those say when somebody looked).
fn dates(page: &Page, record: &mut Record, piece: &Piece) {
    for at in piece.elements.0..piece.elements.1 {
        let span = page.span(at);
        let inside = span.start >= piece.span.start && span.end <= piece.span.end;
        if page.tag(at) != Tag::Time || !inside || in_brackets(&page.text, span, piece.span) {
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
