//! A citation template as a record.
//!
//! In: a call of `{{cite …}}` or of a template of another wiki that the tables know. Out: a [`Record`], and what was wrong in it. Each value keeps
//! the place where it was read. Standard: Module:Citation/CS1; for other families the parameters that mean the same. Losses: a subtitle, "others"
//! and parameters that no row knows go under `custom`, since CSL has no variable for them.

use super::call::Call;
use super::date;
pub(crate) use super::fill::Room;
use super::fill::{Somebody, Values};
use super::names;
use super::plain::{plain, trim};
use super::slot::{Slot, Slots};
use super::tables::{Class, Tables, Tongue};
use super::texts::TEXTS;
use crate::diagnostic::Code;
use crate::locale::Locale;
use crate::record::{Address, Date, Field, Kind, Language, Name, NameList, Pages, Record, Role, Snapshot, Title};
use crate::source::Span;
use serde_json::Value as Json;
use std::borrow::Cow;

/// What was read of a call.
#[derive(Debug, Default)]
pub(crate) struct Citation {
    /// The work.
    pub(crate) record: Box<Record>,
    /// What was wrong, with the value that it is about.
    pub(crate) problems: Vec<(Code, Option<Span>, String)>,
}

/// Reads a call; `place` tells where a slice of it stands in the source.
pub(crate) fn read<'s>(
    call: Call<'_, 's>,
    class: Class,
    tables: &'static Tables,
    tongue: Tongue,
    room: &mut Room<'s>,
    place: &dyn Fn(&str) -> Option<Span>,
) -> Citation {
    let values = Values::of(call, tables, tongue, room);
    let mut reader = Reader { values: &values, place, class, out: Citation::default() };
    reader.out.record.kind = class.kind;
    reader.people();
    reader.titles();
    reader.dates();
    reader.texts();
    reader.publication();
    reader.web();
    reader.identifiers();
    reader.rest();
    reader.out
}

/// Parameters that name people and are no pair for each of them.
const OF_PEOPLE: Slots = Slots::of(&[
    Slot::Vauthors,
    Slot::Veditors,
    Slot::Authors,
    Slot::Coauthors,
    Slot::TwitterUser,
    Slot::Collaboration,
    Slot::Editors,
    Slot::Director,
    Slot::Producer,
    Slot::Illustrator,
    Slot::DisplayAuthors,
    Slot::DisplayEditors,
]);

/// What CSL has no variable for, by the key that it is kept under.
const KEPT: [(&str, Slot); 4] = [
    ("others", Slot::Others),
    ("season", Slot::Season),
    ("cartography", Slot::Cartography),
    ("patent-country", Slot::PatentCountry),
];

/// Their parameters.
const OF_KEPT: Slots = {
    let [(_, others), (_, season), (_, cartography), (_, country)] = KEPT;
    Slots::of(&[others, season, cartography, country])
};

pub(super) struct Reader<'v, 's> {
    pub(super) values: &'v Values<'v, 's>,
    pub(super) place: &'v dyn Fn(&str) -> Option<Span>,
    class: Class,
    pub(super) out: Citation,
}

impl Reader<'_, '_> {
    /// The text of a value with its place; `None` where there is none.
    #[inline]
    fn text(&self, raw: &str) -> Option<Field<String>> {
        if raw.is_empty() { None } else { self.said(raw) }
    }

    fn said(&self, raw: &str) -> Option<Field<String>> {
        let text = plain(raw);
        (!text.is_empty()).then(|| Field::typed(text.into_owned(), (self.place)(raw)))
    }

    #[inline]
    fn slot(&self, slot: Slot) -> Option<Field<String>> {
        if self.values.has(slot) { self.said(self.values.raw(slot)) } else { None }
    }

    #[inline]
    fn first(&self, slots: &[Slot]) -> Option<Field<String>> {
        self.text(self.values.first(slots))
    }

    fn title(&self, raw: &str) -> Option<Field<Title>> {
        Title::new(plain(raw)).map(|title| Field::typed(title, (self.place)(raw)))
    }

    #[inline]
    fn is(&self, class: &str) -> bool {
        self.class.word == class
    }

    fn people(&mut self) {
        let values = self.values;
        let roles = values.people().count();
        if roles > 0 {
            self.out.record.names.reserve_exact(roles);
        }
        for people in values.people() {
            let list = names_of(people);
            if let Some(first) = people.first()
                && !list.is_empty()
            {
                self.out.record.names.push((first.part.role(), list));
            }
        }
        if values.has_any(OF_PEOPLE) {
            self.people_together();
        }
    }

    /// The people of parameters that hold several names, or say how many there are.
    fn people_together(&mut self) {
        let values = self.values;
        for (slot, role) in [(Slot::Vauthors, Role::Author), (Slot::Veditors, Role::Editor)] {
            if !values.has(slot) {
                continue;
            }
            let list = names::vancouver(&plain(values.raw(slot)));
            let into = self.out.record.names_mut(role);
            into.names.extend(list.names);
            into.others |= list.others;
        }
        for (slot, role) in [
            (Slot::Authors, Role::Author),
            (Slot::Coauthors, Role::Author),
            (Slot::TwitterUser, Role::Author),
            (Slot::Collaboration, Role::Author),
            (Slot::Editors, Role::Editor),
            (Slot::Director, Role::Director),
            (Slot::Producer, Role::Producer),
            (Slot::Illustrator, Role::Illustrator),
        ] {
            if !values.has(slot) {
                continue;
            }
            let text = plain(values.raw(slot));
            let full = matches!(slot, Slot::Authors | Slot::TwitterUser | Slot::Editors)
                && self.out.record.names(role).is_some_and(|list| !list.is_empty());
            if text.is_empty() || full {
                continue;
            }
            let (text, others) = names::without_others(&text);
            let into = self.out.record.names_mut(role);
            into.names.extend(names::whole(text));
            into.others |= others;
        }
        for (slot, role) in [(Slot::DisplayAuthors, Role::Author), (Slot::DisplayEditors, Role::Editor)] {
            let said = values.raw(slot);
            if names::is_others(said) || matches!(said, "s" | "sì" | "si") {
                self.out.record.names_mut(role).others = true;
            }
        }
        self.out.record.names.retain(|(_, list)| !list.is_empty());
    }

    /// Title, and the work that holds it: which parameter is which goes by the class and by what else there is.
    fn titles(&mut self) {
        let values = self.values;
        let script = |slot: Slot| values.raw(slot).split_once(':').map_or(values.raw(slot), |(_, text)| text);
        let mut title = values.raw(Slot::Title);
        if title.is_empty() {
            title = script(Slot::ScriptTitle);
        }
        let mut part = values.first(&[Slot::Chapter, Slot::ScriptChapter]);
        if self.is("av-media-notes") && !title.is_empty() {
            self.keep("chapter", part);
            part = "";
        }
        if self.is("map") && !values.raw(Slot::Map).is_empty() {
            part = values.raw(Slot::Map);
        }
        let mut work = values.first(&[Slot::Work, Slot::Container, Slot::ScriptWork]);
        if self.is("encyclopaedia") || work.is_empty() {
            work = values.first(&[
                Slot::Encyclopedia,
                Slot::Container,
                Slot::Work,
                Slot::BookTitle,
                Slot::MailingList,
                Slot::Newsgroup,
            ]);
        }
        let series_is_work = self.is("episode") || self.is("serial");
        if series_is_work && work.is_empty() {
            work = values.raw(Slot::Series);
        }
        let whole = !part.is_empty() && !title.is_empty();
        let in_title = whole && (work.is_empty() || !self.is("encyclopaedia"));
        let container = if in_title { title } else { work };
        let title = if part.is_empty() { title } else { part };
        if whole && !work.is_empty() && container != work {
            self.keep("work", work);
        }
        self.out.record.title = self.title(title);
        self.out.record.container_title = self.text(container);
        let book = matches!(self.class.kind, Kind::Book);
        let periodical = !values.first(&[Slot::Work, Slot::Issue]).is_empty();
        if book && whole {
            self.out.record.kind = Kind::Chapter;
        } else if self.is("citation") && periodical {
            self.out.record.kind = Kind::ArticleJournal;
        } else if book && !container.is_empty() && self.is("book") && !values.raw(Slot::Container).is_empty() {
            // a collection or a periodical that holds it (`Sammelwerk`)
            self.out.record.kind = if values.first(&[Slot::Issue, Slot::Number]).is_empty() {
                Kind::Chapter
            } else {
                Kind::ArticleJournal
            };
        } else if self.is("citation")
            && !values.raw(Slot::Url).is_empty()
            && values.first(&[Slot::Publisher, Slot::Isbn, Slot::Place]).is_empty()
        {
            self.out.record.kind = Kind::Webpage;
        }
        if !series_is_work || work != values.raw(Slot::Series) {
            self.out.record.collection_title = self.slot(Slot::Series);
        }
        self.keep("subtitle", values.raw(Slot::Subtitle));
    }

    fn dates(&mut self) {
        let values = self.values;
        self.out.record.issued = match values.raw(Slot::Date) {
            // no letter behind its year
            date if date.ends_with(|c: char| c.is_ascii_digit()) => self.known_date(date),
            _ => None,
        };
        if self.out.record.issued.is_none() {
            self.issued();
        }
        self.out.record.original_date = self.date(values.raw(Slot::OrigDate));
        let accessed = values.raw(Slot::AccessDate);
        self.out.record.web.accessed = self.date(accessed);
        if self.out.record.web.accessed.is_none() && !values.raw(Slot::AccessYear).is_empty() {
            let pieces = [Slot::AccessDay, Slot::AccessMonth, Slot::AccessDayMonth, Slot::AccessYear]
                .map(|slot| values.raw(slot));
            self.out.record.web.accessed = self.date_field(&plain(&pieces.join(" ")), accessed);
        }
    }

    /// When it came out, of all the parameters that may say it.
    fn issued(&mut self) {
        let values = self.values;
        let (date, year, month, day) =
            (values.raw(Slot::Date), values.raw(Slot::Year), values.raw(Slot::Month), values.raw(Slot::Day));
        let (text, raw): (Cow<'_, str>, &str) = if !date.is_empty() {
            let text = plain(date);
            if !year.is_empty() && date::date(&text).is_none() && date::date(&format!("{text} {year}")).is_some() {
                (format!("{text} {year}").into(), date)
            } else {
                (text, date)
            }
        } else if !year.is_empty() {
            // most say the year only
            let mut assembled: Cow<'_, str> = year.into();
            for piece in [month, day].into_iter().filter(|piece| !piece.is_empty()) {
                assembled = format!("{piece} {assembled}").into();
            }
            let text = match assembled {
                Cow::Borrowed(year) => plain(year),
                Cow::Owned(text) => plain(&text).into_owned().into(),
            };
            (text, year)
        } else {
            let raw = values.raw(Slot::PublicationDate);
            (plain(raw), raw)
        };
        let (text, suffix) = year_suffix(&text);
        self.out.record.year_suffix = suffix;
        self.out.record.issued = self.date_field(&text, raw);
    }

    /// The date of a value, or its text.
    fn date(&self, raw: &str) -> Option<Field<Date>> {
        if raw.is_empty() { None } else { self.known_date(raw).or_else(|| self.date_field(&plain(raw), raw)) }
    }

    /// The date of a value that is one as it stands: no markup is.
    fn known_date(&self, raw: &str) -> Option<Field<Date>> {
        date::date(raw).map(|date| Field::typed(date, (self.place)(raw)))
    }

    fn date_field(&self, text: &str, raw: &str) -> Option<Field<Date>> {
        if text.is_empty() {
            return None;
        }
        let span = (self.place)(raw);
        Some(date::date(text).map_or_else(|| Field::literal(text, span), |date| Field::typed(date, span)))
    }

    /// The texts of [`TEXTS`].
    fn texts(&mut self) {
        for one in TEXTS.iter().filter(|one| self.values.has_any(one.any)) {
            *(one.place)(&mut self.out.record) = self.first(one.slots);
        }
    }

    fn publication(&mut self) {
        let values = self.values;
        // a report and a patent have a number; what a journal calls so is its issue
        let numbered = matches!(
            self.out.record.kind,
            Kind::Report | Kind::Patent | Kind::Map | Kind::Legislation | Kind::LegalCase
        );
        self.out.record.issue = self.slot(Slot::Issue);
        let number = self.first(&[Slot::Number, Slot::Episode, Slot::Docket]);
        if numbered || self.out.record.issue.is_some() {
            self.out.record.number = number;
        } else {
            self.out.record.issue = number;
        }
        let page = values.first(&[Slot::Page, Slot::Pages]);
        self.out.record.page = Pages::new(plain(page)).map(|pages| Field::typed(pages, (self.place)(page)));
        let at = values.raw(Slot::At);
        if self.out.record.page.is_none() && !at.is_empty() {
            self.out.record.page = Pages::new(plain(at)).map(|pages| Field::typed(pages, (self.place)(at)));
        }
        let language = plain(values.raw(Slot::Language));
        if !language.is_empty() {
            let span = (self.place)(values.raw(Slot::Language));
            let short = language.len() <= 3 || language.as_bytes().get(2) == Some(&b'-');
            self.out.record.language = Some(match language.parse::<Language>() {
                Ok(tag) if short => Field::typed(tag, span),
                _ => Field::literal(language, span),
            });
        }
    }

    fn web(&mut self) {
        let values = self.values;
        let url = values.first(&[Slot::Url, Slot::ChapterUrl, Slot::MapUrl, Slot::ConferenceUrl, Slot::TranscriptUrl]);
        self.out.record.web.url = self.address(url);
        if values.raw(Slot::Url) == url && !url.is_empty() {
            let chapter = values.raw(Slot::ChapterUrl);
            if chapter != url {
                self.keep("chapter-url", chapter);
            }
        }
        let (archived, captured) = (values.raw(Slot::ArchiveUrl), values.raw(Slot::ArchiveDate));
        if archived.is_empty() && captured.is_empty() {
            self.status();
            return;
        }
        let url = self.address(archived);
        let captured = self.date(captured);
        let archive = Locale::get().archives.memento(archived).map(|memento| memento.archive.to_owned());
        if url.is_some() || captured.is_some() {
            self.out.record.web.snapshots = vec![Snapshot { url, captured, archive }];
        }
        self.status();
    }

    /// What the template says of the link.
    fn status(&mut self) {
        if !self.values.has(Slot::UrlStatus) {
            return;
        }
        let status = plain(self.values.raw(Slot::UrlStatus));
        if status.is_empty() {
            return;
        }
        let status = status.to_lowercase();
        self.out.record.web.url_status = match status.as_str() {
            "yes" | "y" | "true" | "1" | "dead" | "sí" | "si" | "sì" | "sim" | "oui" | "ja" | "evet" | "да" | "так"
            | "نعم" | "بله" | "yes." | "jo" | "ano" | "áno" | "tak" | "igen" | "da" | "yok" | "ölü" => {
                Some("dead".to_owned())
            }
            "no" | "n" | "false" | "0" | "live" | "não" | "non" | "nein" | "nee" | "hayır" | "нет" | "لا" | "خیر"
            | "nej" | "nie" | "ne" | "canlı" => Some("live".to_owned()),
            _ => Some(status),
        };
    }

    /// An address as written; a template in it is read first.
    fn address(&mut self, raw: &str) -> Option<Field<Address>> {
        let text: Cow<'_, str> = if memchr::memchr3(b'{', b'<', b'[', raw.as_bytes()).is_some() {
            plain(raw)
        } else if memchr::memchr(b'&', raw.as_bytes()).is_some() && raw.contains("&amp;") {
            raw.replace("&amp;", "&").into()
        } else {
            raw.into()
        };
        let text = trim(&text);
        if text.is_empty() {
            return None;
        }
        let span = (self.place)(raw);
        if let Ok(address) = text.parse::<Address>() {
            return Some(Field::typed(address, span));
        }
        self.out.problems.push((Code::BadAddress, span, format!("found `{text}`, which is no address")));
        Some(Field::literal(text, span))
    }

    fn rest(&mut self) {
        let values = self.values;
        if values.has_any(OF_KEPT) {
            for (key, slot) in KEPT {
                self.keep(key, values.raw(slot));
            }
        }
        if !values.unknown().is_empty() {
            let unknown = values
                .unknown()
                .iter()
                .map(|(key, value)| ((*key).to_owned(), Json::String(plain(value).into_owned())));
            self.out.record.custom.insert("parameters".to_owned(), Json::Object(unknown.collect()));
        }
    }

    /// Keeps what CSL has no variable for.
    #[inline]
    pub(super) fn keep(&mut self, key: &str, raw: &str) {
        if !raw.is_empty() {
            self.keep_said(key, raw);
        }
    }

    fn keep_said(&mut self, key: &str, raw: &str) {
        let text = plain(raw);
        if !text.is_empty() {
            self.out.record.custom.insert(key.to_owned(), Json::String(text.into_owned()));
        }
    }
}

/// A date, or the text as it stands.
pub(crate) fn date_or_text(text: &str) -> Field<Date> {
    date::date(text).map_or_else(|| Field::literal(text, None), Field::from)
}

/// The names of one role.
fn names_of(people: &[Somebody<'_>]) -> NameList {
    let mut out = NameList::default();
    out.names.reserve_exact(people.len());
    for one in people {
        let (last, first) = (plain(one.last), plain(one.first));
        let (last, others) = names::without_others(&last);
        let (first, more) = names::without_others(&first);
        out.others |= others || more;
        let name = match (last.is_empty() || names::is_others(last), first.is_empty()) {
            (false, _) => names::two_parts(last, first),
            (true, false) => Some(Name::Literal(first.to_owned())),
            (true, true) => None,
        };
        out.names.extend(name);
    }
    out
}

/// `2005a` is 2005 and a letter.
fn year_suffix(text: &str) -> (Cow<'_, str>, Option<String>) {
    if let Some((at, letter)) = text.char_indices().next_back()
        && letter.is_ascii_lowercase()
        && let Some(year) = text.get(..at)
        && year
            .get(year.len().saturating_sub(4)..)
            .is_some_and(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()))
    {
        return (year.to_owned().into(), Some(letter.to_string()));
    }
    (text.into(), None)
}
