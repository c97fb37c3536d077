//! What each kind of template does on a page.
//!
//! In: a call whose role the tables tell. Out: a citation, a footnote, a marker, a list, or text. Not here: the parameters of a citation
//! (`markup::cs1`).

use super::footnotes::Body;
use super::frame::{Frame, Link};
use super::walk::{Walk, name_of};
use crate::diagnostic::Code;
use crate::locale::Locale;
use crate::reader::markup::call::Call;
use crate::reader::markup::plain::plain;
use crate::reader::markup::show::{harvard, show};
use crate::reader::markup::tables::{Class, Role};
use crate::reader::markup::{cs1, print};
use crate::record::{Address, Date, Field, Kind, Record, Snapshot};
use crate::source::{Span, is_blank};

impl<'s> Walk<'s> {
    /// Does what a template does.
    pub(super) fn act(&mut self, call: Call<'_, 's>, role: Role, whole: &'s str) {
        match role {
            Role::Cite(class) => self.cite(call, class, whole),
            Role::Short { many } => self.short(call, many, whole),
            Role::Note(group) => self.note_template(call, group, whole),
            Role::Tag => {
                if call.name.trim().eq_ignore_ascii_case("#tag:ref") {
                    self.note_template(call, "", whole);
                }
            }
            Role::Use => self.uses(call, whole),
            Role::Place => {
                let value = value_of(call, &["p", "pp", "page", "pages", "at", "loc"])
                    .or_else(|| call.position(1))
                    .unwrap_or_default();
                if let Some(mark) = self.frame.marks.last_mut() {
                    mark.locator = Some(plain(value).into_owned()).filter(|value| !value.is_empty());
                }
            }
            Role::List(group) => self.list_template(call, group),
            Role::Dead { holds_link } => self.dead(call, holds_link, whole),
            Role::Archived => self.archived(call, whole),
            role => {
                show(call, role, whole, self);
                self.hidden(call, role);
            }
        }
    }

    /// What stands in the parameters that a template does not show: footnotes and citations are read there too.
    fn hidden(&mut self, call: Call<'_, 's>, role: Role) {
        let shown = match role {
            Role::Text(number) => call.position(number.into()).or_else(|| call.positions().next()),
            Role::LastText => call.positions().last(),
            Role::AllText | Role::Url | Role::Quantity | Role::Fraction => return,
            _ => None,
        };
        for one in call.parameters {
            let nests = memchr::memchr2(b'<', b'{', one.value.as_bytes()).is_some();
            if nests && shown != Some(one.value) && (one.value.contains("<ref") || one.value.contains("{{")) {
                self.silently(one.value);
            }
        }
    }

    /// The value of a parameter by what it means, in any language.
    fn meant(&self, call: Call<'_, 's>, word: &str) -> Option<&'s str> {
        call.parameters
            .iter()
            .filter(|one| !one.key.is_empty())
            .find(|one| one.key.eq_ignore_ascii_case(word) || self.tables.means(one.key, self.tongue, word))
            .map(|one| one.value)
            .filter(|value| !is_blank(value))
    }

    /// A citation: a record, and the text that the template prints.
    fn cite(&mut self, call: Call<'_, 's>, class: Class, whole: &'s str) {
        let start = self.offset(whole);
        let (origin, source) = (self.origin, self.source);
        let place = |slice: &str| Span::of(slice, source).filter(|span| !span.is_empty()).map(|span| origin.span(span));
        let read = cs1::read(call, class, self.tables, self.tongue, &mut self.sorted, &place);
        for (code, span, message) in read.problems {
            let span = span.unwrap_or_else(|| self.place(start, start + whole.len()));
            self.diagnostics.push(crate::diagnostic::Diagnostic::at(code, span, message));
        }
        let from = self.frame.out.len();
        let all = Span::new(start, start + whole.len());
        let printed = self.frame.out.put_by(all, |text| print::print(&read.record, text));
        if !printed && read.record.web.is_empty() {
            self.tell(
                Code::BrokenEntry,
                start,
                start + whole.len(),
                format!("found `{{{{{}}}}}` without anything that it cites", call.name.trim()),
            );
            return;
        }
        if !printed {
            self.frame.out.put(&address_of(&read.record), all);
        }
        let span = Span::new(from, self.frame.out.len());
        self.frame.citations.push((span, read.record));
    }

    /// A template that is not closed: a citation ends with what holds it, or where the next line begins a new item; others are text.
    pub(super) fn unclosed(&mut self, role: Option<Role>, start: usize, end: usize, name: &str) -> usize {
        let Some(Role::Cite(class)) = role else { return 0 };
        let end = self.item_end(start + 2).min(end);
        let whole = self.source.get(start..end).unwrap_or_default();
        self.tell(Code::BrokenEntry, start, end, format!("found `{{{{{}` without its closing braces", name.trim()));
        let body = whole.trim_end().trim_end_matches('}');
        self.cite(Call::read(body, &mut Vec::new()), class, whole);
        whole.len()
    }

    /// A shortened footnote: those with the same names, year and place are one.
    fn short(&mut self, call: Call<'_, 's>, many: bool, whole: &'s str) {
        let start = self.offset(whole);
        let text = if many { several(call) } else { harvard(call, false, false) };
        if text.is_empty() {
            return;
        }
        let mut frame = Frame::default();
        frame.out.put(&text, Span::new(start, start + whole.len()));
        let group = self.meant(call, "group").map(name_of).unwrap_or_default();
        let name = format!("\u{1}{text}");
        let body = (!self.notes.has(&group, &name)).then(|| Body::Written(Box::new(frame)));
        self.note(&group, name.into(), body, (start, start + whole.len()));
    }

    /// A footnote by template: `{{efn|text|name=…}}`, `{{refn|group=…|text}}`, `{{#tag:ref|text|name=…}}`.
    fn note_template(&mut self, call: Call<'_, 's>, group: &str, whole: &'s str) {
        let start = self.offset(whole);
        let group = self.meant(call, "group").map_or(group.into(), name_of);
        let name = self.meant(call, "name").map(name_of).unwrap_or_default();
        let text = call.position(1).or_else(|| self.meant(call, "text")).filter(|text| !is_blank(text));
        let body = text.map(|text| Body::Written(Box::new(self.body(text))));
        if body.is_some() || !name.is_empty() {
            self.note(&group, name, body, (start, start + whole.len()));
        }
    }

    /// `{{r|name|name}}`
    fn uses(&mut self, call: Call<'_, 's>, whole: &'s str) {
        let start = self.offset(whole);
        let group = self.meant(call, "group").map(name_of).unwrap_or_default();
        let named = self.meant(call, "name");
        for (number, value) in call.positions().chain(named).enumerate() {
            let name = name_of(value);
            if name.is_empty() {
                continue;
            }
            self.note(&group, name, None, (start, start + whole.len()));
            let pages = [format!("p{}", number + 1), format!("pp{}", number + 1), "p".to_owned(), "pp".to_owned()];
            let locator = value_of(call, &pages.each_ref().map(String::as_str)).map(|value| plain(value).into_owned());
            if let (Some(locator), Some(mark)) = (locator, self.frame.marks.last_mut()) {
                mark.locator = Some(locator);
            }
        }
    }

    /// `{{reflist|refs=…|group=…}}`: footnotes that are defined in the list, then the list.
    fn list_template(&mut self, call: Call<'_, 's>, group: &str) {
        let group = self.meant(call, "group").map_or(group.into(), name_of).into_owned();
        for one in call.parameters {
            if one.value.contains("<ref") || one.value.contains("{{") || one.value.contains("<REF") {
                let outer = self.list.replace(group.clone());
                crate::reader::markup::inline::scan(one.value, self);
                self.list = outer;
            }
        }
        self.print(&group);
    }

    /// `{{dead link}}`: a claim on the link before it.
    fn dead(&mut self, call: Call<'_, 's>, holds_link: bool, whole: &'s str) {
        if holds_link {
            self.cite(call, Class { word: "web", kind: Kind::Webpage }, whole);
        }
        let permanent = value_of(call, &["fix-attempted", "fixattempted"])
            .is_some_and(|value| value.trim().starts_with(['y', 'Y']));
        let claim = if permanent { "permanent-dead-link" } else { "dead-link" };
        if let Some(record) = self.frame.last() {
            if !record.web.claims.iter().any(|one| one == claim) {
                record.web.claims.push(claim.to_owned());
            }
        } else {
            let start = self.offset(whole);
            let tag = if permanent { " [permanent dead link]" } else { " [dead link]" };
            self.frame.out.put(tag, Span::new(start, start + whole.len()));
        }
    }

    /// `{{webarchive|url=…|date=…}}`, `{{wayback|url=…|date=…}}`: a snapshot of the link before it.
    fn archived(&mut self, call: Call<'_, 's>, whole: &'s str) {
        let start = self.offset(whole);
        let archives = &Locale::get().archives;
        let url =
            value_of(call, &["url", "1"]).or_else(|| call.position(1)).map(plain).unwrap_or_default().into_owned();
        let date = value_of(call, &["date", "datum", "data", "tarih"])
            .or_else(|| call.position(2))
            .map(plain)
            .unwrap_or_default()
            .into_owned();
        let stamp = date.len() >= 8 && date.bytes().all(|b| b.is_ascii_digit());
        let address = if archives.memento(&url).is_some() || url.is_empty() {
            url
        } else if stamp {
            format!("https://web.archive.org/web/{date}/{url}")
        } else {
            format!("https://web.archive.org/web/{url}")
        };
        let day = if stamp {
            date.get(..8).and_then(|day| Some(format!("{}-{}-{}", day.get(..4)?, day.get(4..6)?, day.get(6..8)?)))
        } else {
            Some(date.clone())
        };
        let captured = day
            .filter(|day| !day.is_empty())
            .map(|day| day.parse::<Date>().map_or_else(|_| cs1::date_or_text(&day), Field::from));
        let snapshot = Snapshot {
            url: Some(address.parse::<Address>().map_or_else(|_| Field::literal(address.clone(), None), Field::from))
                .filter(|_| !address.is_empty()),
            captured,
            archive: archives.memento(&address).map(|memento| memento.archive.to_owned()),
        };
        if let Some(record) = self.frame.last() {
            let known = record.web.snapshots.iter().any(|one| one.url == snapshot.url);
            if !known {
                record.web.snapshots.push(snapshot);
            }
            return;
        }
        let from = self.frame.out.len();
        let text = if date.is_empty() {
            " Archived".to_owned()
        } else {
            format!(" Archived {date} at {}", snapshot.archive.as_deref().unwrap_or("the archive"))
        };
        self.frame.out.put(&text, Span::new(start, start + whole.len()));
        let to = self.frame.out.len();
        self.frame.links.push(Link { span: Span::new(from + 1, to), target: address.into() });
    }
}

/// The value of the first of several parameters.
fn value_of<'s>(call: Call<'_, 's>, keys: &[&str]) -> Option<&'s str> {
    let found = call.parameters.iter().find(|one| keys.iter().any(|key| one.key.eq_ignore_ascii_case(key)));
    found.map(|one| one.value).filter(|value| !is_blank(value))
}

/// The address of a record that has nothing else to print.
fn address_of(record: &Record) -> String {
    let snapshot = record.web.snapshots.first().and_then(|snapshot| snapshot.url.as_ref());
    match record.web.url.as_ref().or(snapshot).map(|field| &field.value) {
        Some(crate::record::Value::Typed(address)) => address.as_str().to_owned(),
        Some(crate::record::Value::Literal(text)) => text.clone(),
        None => String::new(),
    }
}

/// `{{sfnm|1a1=Smith|1y=2001|1p=5|2a1=…}}`: several shortened citations in one footnote.
fn several(call: Call<'_, '_>) -> String {
    let mut out: Vec<String> = Vec::new();
    for number in 1..=9 {
        let value = |key: &str| {
            let key = format!("{number}{key}");
            call.parameters
                .iter()
                .find(|one| one.key.eq_ignore_ascii_case(&key))
                .map(|one| plain(one.value).into_owned())
                .filter(|value| !value.is_empty())
        };
        let names: Vec<String> = (1..=4).filter_map(|at| value(&format!("a{at}"))).collect();
        if names.is_empty() {
            break;
        }
        let mut text = names.join(" & ");
        for (key, label) in [("y", " "), ("p", ", p. "), ("pp", ", pp. "), ("loc", ", ")] {
            if let Some(value) = value(key) {
                text = format!("{text}{label}{value}");
            }
        }
        out.push(text);
    }
    out.join("; ")
}
