//! One record out of two of the same work: the first, with what only the second says.
//!
//! In: the record that stays, the one that goes. Out: the fields in which they differ, whose values of the second are left out.

use crate::record::{Field, Kind, Pages, Record, WebLink};

/// How long the lists of a work may grow that a thousand notes cite.
const MOST: usize = 32;

/// Adds to `first` what only `second` says; gives back the names of the fields in which they contradict each other.
#[allow(clippy::too_many_lines, reason = "a record is taken apart field by field")]
pub(super) fn fuse(first: &mut Record, second: Record) -> Vec<&'static str> {
    let Record {
        id: _,
        kind,
        names,
        issued,
        year_suffix,
        original_date,
        event_date,
        title,
        translated_title,
        container_title,
        collection_title,
        collection_number,
        publisher,
        publisher_place,
        edition,
        volume,
        issue,
        number,
        page,
        locator,
        section,
        genre,
        medium,
        scale,
        event_title,
        language,
        web,
        identifiers,
        via,
        agency,
        quote,
        note,
        maintenance: _,
        bibtex,
        link,
        custom,
        other,
    } = second;
    let mut differ = Vec::new();
    if first.kind == Kind::default() {
        first.kind = kind;
    }
    for (role, list) in names {
        if first.names(role).is_none_or(crate::record::NameList::is_empty) {
            *first.names_mut(role) = list;
        } else if first.names(role) != Some(&list) {
            differ.push(role.as_str());
        }
    }
    let joined = cited_pages(first, page.as_ref());
    let mut take = |differs: bool, name| {
        if differs {
            differ.push(name);
        }
    };
    take(fill(&mut first.issued, issued), "issued");
    take(fill(&mut first.original_date, original_date), "original-date");
    take(fill(&mut first.event_date, event_date), "event-date");
    take(fill(&mut first.title, title), "title");
    take(fill(&mut first.translated_title, translated_title), "translated-title");
    take(fill(&mut first.container_title, container_title), "container-title");
    take(fill(&mut first.collection_title, collection_title), "collection-title");
    take(fill(&mut first.collection_number, collection_number), "collection-number");
    take(fill(&mut first.publisher, publisher), "publisher");
    take(fill(&mut first.publisher_place, publisher_place), "publisher-place");
    take(fill(&mut first.edition, edition), "edition");
    take(fill(&mut first.volume, volume), "volume");
    take(fill(&mut first.issue, issue), "issue");
    take(fill(&mut first.number, number), "number");
    take(fill(&mut first.page, page) && !joined, "page");
    take(fill(&mut first.locator, locator), "locator");
    take(fill(&mut first.section, section), "section");
    take(fill(&mut first.genre, genre), "genre");
    take(fill(&mut first.medium, medium), "medium");
    take(fill(&mut first.scale, scale), "scale");
    take(fill(&mut first.event_title, event_title), "event-title");
    take(fill(&mut first.language, language), "language");
    take(fill(&mut first.via, via), "via");
    take(fill(&mut first.agency, agency), "agency");
    take(fill(&mut first.quote, quote), "quote");
    take(fill(&mut first.note, note), "note");
    take(fuse_web(&mut first.web, web), "URL");
    first.year_suffix = first.year_suffix.take().or(year_suffix);
    first.link = first.link.take().or(link);
    for identifier in identifiers {
        if first.identifiers.len() < MOST
            && !first
                .identifiers
                .iter()
                .any(|one| one.scheme == identifier.scheme && one.value.as_str() == identifier.value.as_str())
        {
            first.identifiers.push(identifier);
        }
    }
    for (into, from) in [(&mut first.bibtex, bibtex), (&mut first.custom, custom), (&mut first.other, other)] {
        for (key, value) in from {
            into.entry(key).or_insert(value);
        }
    }
    differ
}

/// Takes the second value where there is no first; says whether both are there and differ.
fn fill<T: PartialEq>(first: &mut Option<Field<T>>, second: Option<Field<T>>) -> bool {
    match (&first, second) {
        (None, second) => {
            *first = second;
            false
        }
        (Some(one), Some(other)) => one.value != other.value,
        (Some(_), None) => false,
    }
}

/// A book that is cited at several pages is cited at all of them; says whether the second pages are among them now.
fn cited_pages(first: &mut Record, second: Option<&Field<Pages>>) -> bool {
    let text = |field: &Field<Pages>| field.as_typed().map(|pages| pages.as_str().to_owned());
    let (Some(one), Some(other)) = (first.page.as_ref().and_then(text), second.and_then(text)) else { return false };
    let there = one.split(", ").any(|part| part == other);
    let joins = !there && first.kind == Kind::Book && one.matches(", ").count() < MOST;
    if joins {
        first.page = Pages::new(format!("{one}, {other}")).map(Field::from);
    }
    there || joins
}

/// Addresses, access date, snapshots and claims of both; says whether the addresses differ.
fn fuse_web(first: &mut WebLink, second: WebLink) -> bool {
    let WebLink { url, accessed, snapshots, url_status, claims } = second;
    let differ = fill(&mut first.url, url);
    let _ = fill(&mut first.accessed, accessed);
    for snapshot in snapshots {
        let same = |one: &crate::record::Snapshot| {
            one.url.as_ref().map(|url| &url.value) == snapshot.url.as_ref().map(|url| &url.value)
        };
        if first.snapshots.len() < MOST && !first.snapshots.iter().any(same) {
            first.snapshots.push(snapshot);
        }
    }
    first.url_status = first.url_status.take().or(url_status);
    for claim in claims {
        if first.claims.len() < MOST && !first.claims.contains(&claim) {
            first.claims.push(claim);
        }
    }
    differ
}
