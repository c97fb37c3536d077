//! Wikitext: the source of a page of MediaWiki.
//!
//! In: the text. Out: a [`Document`] with every footnote and citation of the page. `<ref>` in all its forms and the templates that make footnotes become
//! notes and markers with the numbers that MediaWiki prints; citation templates become records; templates outside of footnotes are notes
//! without a label. The document's text is what a reader sees, as far as it matters: the text of a template that no table knows is left out, a
//! footnote's text stands behind the page. One pass finds what is nested in what, another reads; both take linear time.
//! Standard: MediaWiki's preprocessor, its extension Cite, Module:Citation/CS1.

mod attributes;
mod blocks;
mod footnotes;
mod frame;
mod known;
mod lists;
mod outline;
mod templates;
mod walk;
mod writer;

use crate::document::{Document, MarkedCitation, MarkedMarker, MarkedNote, numbered};
use crate::reader::markup::tables::Tables;
use crate::source::{Origin, Span, Text};
use footnotes::Footnotes;
use frame::{Frame, Mark};
use known::Known;
use lists::Printed;
use outline::Outline;
use walk::Walk;

/// Reads a page.
#[must_use]
pub fn read(text: &Text) -> Document {
    read_from(text.as_str(), text.origin())
}

/// Reads a page whose text goes back to its bytes through a map.
pub(super) fn read_from(source: &str, origin: &Origin) -> Document {
    let outline = Outline::of(source);
    let known = Known::of(source, &outline, Tables::shared());
    let mut walk = Walk::new(source, origin, &outline, &known);
    walk.page();
    finish(walk)
}

/// Puts the footnotes behind the page, and everything where the document has it.
fn finish(walk: Walk<'_>) -> Document {
    let Walk { origin, frame, lists, list_marks, printed, notes, blocks, diagnostics, tables, tongue, .. } = walk;
    let mut out = Document { blocks, diagnostics, ..Document::default() };
    let mut page = frame;
    let mut place: Vec<Option<usize>> = vec![None; notes.all.len()];
    for (order, printed) in printed.iter().enumerate() {
        if let Some(place) = place.get_mut(printed.note) {
            *place = Some(order);
        }
    }
    let loose = page.compose_loose();
    out.markers.reserve(page.marks.len() + list_marks.len());
    markers(&mut out, page.marks, 0, &place, &notes);
    page.out.gap("\n");
    let by = page.out.append(&lists.out);
    markers(&mut out, list_marks, by, &place, &notes);
    out.notes.reserve(printed.len() + loose.len());
    for Printed { note, start, mut citations } in printed {
        for one in &mut citations {
            one.shift(by);
        }
        let span = match (citations.first(), citations.last()) {
            (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
            _ => Span::new(start + by, start + by),
        };
        let number = notes.all.get(note).and_then(|note| note.number);
        let label = number.map(numbered).unwrap_or_default();
        out.notes.push(MarkedNote { label, group: notes.group_of(note).to_owned(), citations, span });
    }
    out.notes.extend(loose);
    out.text = page.out.finish(origin);
    out.language = (tongue != 0).then(|| tables.code(tongue).to_owned());
    out
}

fn markers(out: &mut Document, marks: Vec<Mark>, by: usize, place: &[Option<usize>], notes: &Footnotes<'_>) {
    for mark in marks {
        let group = notes.group_of(mark.note).to_owned();
        let note = place.get(mark.note).copied().flatten();
        let (label, span) = (numbered(mark.number), mark.span.shifted(by));
        out.markers.push(MarkedMarker { label, group, span, note, locator: mark.locator });
    }
}

impl Frame<'_> {
    /// The citations of a page that stand in no footnote: each is a note without a label.
    fn compose_loose(&mut self) -> Vec<MarkedNote> {
        let citations = std::mem::take(&mut self.citations);
        let note = |(span, record)| {
            let citation = MarkedCitation { span, record: Some(record), complete: true, ..MarkedCitation::default() };
            MarkedNote { citations: vec![citation], span, ..MarkedNote::default() }
        };
        citations.into_iter().map(note).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Title;

    fn read_text(text: &str) -> Document {
        read(&Text::new(text.to_owned(), Origin::identity()))
    }

    /// `label=title` or `label~words` of each citation.
    fn shown(text: &str) -> Vec<String> {
        let document = read_text(text);
        let mut out = Vec::new();
        for note in &document.notes {
            for one in &note.citations {
                let title = one.record.as_ref().and_then(|record| record.title.as_ref()?.as_typed().map(Title::as_str));
                let words = one.span.slice(document.text.as_str());
                out.push(
                    title.map_or_else(|| format!("{}~{words}", note.label), |title| format!("{}={title}", note.label)),
                );
            }
        }
        out
    }

    fn markers(text: &str) -> Vec<String> {
        let document = read_text(text);
        document.markers.iter().map(|one| format!("{}{}:{:?}", one.group, one.label, one.note)).collect()
    }

    #[test]
    fn footnotes_are_numbered_in_order_of_first_use_in_each_group() {
        let page = "A<ref>{{cite web|title=T1|url=http://a.b}}</ref> b<ref name=x group=n>one</ref> c<ref name=\"y\" /> d<ref name=y>{{cite book|title=T2}}</ref>\
            <ref group=n name=x/>{{r|y}}{{rp|5}}\n== Notes ==\n{{reflist|group=n}}\n{{reflist|refs=<ref name=z>never</ref>}}";
        assert_eq!(shown(page), ["1~one", "1=T1", "2=T2", "~never"]);
        assert_eq!(markers(page), ["1:Some(1)", "n1:Some(0)", "2:Some(2)", "2:Some(2)", "n1:Some(0)", "2:Some(2)"]);
    }

    #[test]
    fn templates_make_footnotes_too() {
        let page = "A{{sfn|Roe|2004|p=5}} b{{efn|name=q|Words.<ref>Inner, 1999.</ref>}} c{{sfn|Roe|2004|p=5}}{{#tag:ref|Tagged|name=t}}<ref name=t/>{{efn|name=q}}";
        assert_eq!(shown(page), ["1~Roe 2004, p. 5", "2~Inner, 1999.", "3~Tagged", "1~Words."]);
        assert_eq!(markers(page).len(), 7);
    }

    #[test]
    fn a_footnote_with_several_citations_keeps_every_word() {
        let page = "<ref>See {{cite book|title=A|year=1990}}; also Jane Roe, ''Days'', London 1991, p. 7. {{cite web|title=B|url=http://b.c}} {{dead link}} {{webarchive|url=https://web.archive.org/web/20100102030405/http://b.c|date=2 January 2010}}</ref>";
        assert_eq!(shown(page), ["1=A", "1~; also Jane Roe, Days, London 1991, p. 7.", "1=B"]);
        let document = read_text(page);
        let record = document.notes.first().and_then(|note| note.citations.last()?.record.clone()).unwrap();
        assert_eq!(record.web.claims, ["dead-link"]);
        assert_eq!(record.web.snapshots.len(), 1);
    }

    #[test]
    fn what_is_broken_is_told_and_the_rest_is_read() {
        let page = "a<ref>{{cite web|title=T1|url=http://a.b</ref> b<ref>{{cite web|title=[[T2|url=http://c.d}}</ref>\n* {{cite book|title=T3\n* {{cite book|title=T4}}\nc<ref>open {{cite web|title=T5}} and\nmore<ref>T6</ref>";
        assert_eq!(shown(page), ["1=T1", "2=[[T2", "3=T5", "4~T6", "=T3", "=T4"]);
        assert_eq!(read_text(page).diagnostics.len(), 3);
    }

    #[test]
    fn spans_lead_to_the_source() {
        let page = "a<ref name=\"x\">''{{cite web|title=T}}''</ref>";
        let document = read_text(page);
        let origin = document.text.origin();
        let citation = document.notes.first().unwrap().citations.first().unwrap();
        assert_eq!(origin.span(citation.span).slice(page), "{{cite web|title=T}}");
        assert_eq!(origin.span(document.markers.first().unwrap().span).slice(page), page.get(1..).unwrap());
    }

    #[test]
    fn depth_and_rubbish_do_no_harm() {
        let deep = |open: &str, close: &str| open.repeat(20_000) + &close.repeat(20_000);
        for page in [
            deep("{{cite web|title=", "}}"),
            deep("{{nowrap|", "}}"),
            deep("{{efn|a", "}}"),
            deep("{{infobox|a=", "}}"),
            deep("{{{", "}}}"),
            deep("[[a|", "]]"),
            deep("<ref>", "</ref>"),
            deep("<ref name=a/>", "<ref"),
            deep("{{reflist|refs=", "}}"),
            deep("<references>", "</references>"),
            deep("[http://a.b ", "]"),
            deep("{{sfn|{{sfn|", "}}"),
            deep("{{cite web|\n", ""),
            deep("<nowiki>", ""),
            deep("''", "&"),
            deep("{{", "|"),
        ] {
            let document = read_text(&page);
            assert!(document.text.as_str().len() <= page.len() * 12);
        }
    }
}
