//! Facts that a format has no field for, as sentences: `Archived from the original on 19 March 2017: …`.
//!
//! In: the facts that are left when a format has taken what it has fields for. Out: sentences on the sheet, in the manner of the format (LaTeX, plain).
//! A note of a format is the place that every style prints.

use super::aside::is_aside;
use super::bib::latex::{self, Reader};
use super::link::Addresses;
use super::moment::{human, is_undated, moment};
use super::printed::Printed as _;
use super::sheet::Sheet;
use crate::record::{Date, Field, Identifier, Name, NameList, Role, Scheme, WebLink};
use serde_json::{Map, Value as Json};

/// How sentences are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// As LaTeX.
    Latex(Reader),
    /// As plain text on one line.
    Plain,
}

/// Where sentences are written, and what stands before and between them.
pub(super) struct Remarks<'s> {
    pub(super) sheet: &'s mut Sheet,
    pub(super) ink: Ink,
    /// Before the first.
    pub(super) before: &'static str,
    /// Between two.
    pub(super) between: &'static str,
    /// Whether there is one.
    pub(super) any: bool,
    /// Whether sentences begin with a capital letter.
    pub(super) capital: bool,
}

impl Remarks<'_> {
    /// Begins a sentence.
    fn begin(&mut self) {
        let text = if self.any { self.between } else { self.before };
        self.sheet.raw(text);
        self.any = true;
    }

    /// Writes text in the manner of the format.
    fn text(&mut self, text: &str) {
        match self.ink {
            Ink::Latex(reader) => latex::text(self.sheet, text, reader),
            Ink::Plain => self.sheet.line(text),
        }
    }

    fn url(&mut self, url: &str) {
        match self.ink {
            Ink::Latex(reader) => latex::url(self.sheet, url, reader),
            Ink::Plain => self.sheet.line(url),
        }
    }

    /// A sentence of a label and a text.
    pub(super) fn say(&mut self, label: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.begin();
            self.sheet.raw(label);
            self.text(without_stop(text));
        }
    }

    /// A sentence of a label and an address.
    pub(super) fn say_url(&mut self, label: &str, url: Option<&str>) {
        if let Some(url) = url {
            self.begin();
            self.sheet.raw(label);
            self.url(url);
        }
    }
}

/// A text without the full stop at its end: the format puts one there.
fn without_stop(text: &str) -> &str {
    match text.strip_suffix('.') {
        Some(head)
            if !head.ends_with('.') && head.rsplit([' ', '.']).next().is_some_and(|word| word.chars().count() > 3) =>
        {
            head
        }
        _ => text,
    }
}

/// The facts that a format has no field for; each is written as a sentence where it is there.
#[derive(Default)]
pub(super) struct Rest<'r> {
    pub(super) in_language: Option<&'r str>,
    pub(super) container: Option<&'r str>,
    pub(super) issued: Option<&'r Field<Date>>,
    pub(super) original_date: Option<&'r Field<Date>>,
    pub(super) event: Option<&'r str>,
    pub(super) event_date: Option<&'r Field<Date>>,
    pub(super) genre: Option<&'r str>,
    pub(super) medium: Option<&'r str>,
    pub(super) edition: Option<&'r str>,
    pub(super) series: Option<&'r str>,
    pub(super) series_number: Option<&'r str>,
    pub(super) volume: Option<&'r str>,
    pub(super) issue: Option<&'r str>,
    pub(super) number: Option<&'r str>,
    pub(super) section: Option<&'r str>,
    pub(super) page: Option<&'r str>,
    pub(super) locator: Option<&'r str>,
    pub(super) scale: Option<&'r str>,
    pub(super) publisher: Option<&'r str>,
    pub(super) place: Option<&'r str>,
    pub(super) agency: Option<&'r str>,
    pub(super) via: Option<&'r str>,
    pub(super) quote: Option<&'r str>,
    pub(super) note: Option<&'r str>,
    pub(super) others: Option<&'r Map<String, Json>>,
}

impl Rest<'_> {
    /// Writes what there is.
    pub(super) fn write(&self, remarks: &mut Remarks) {
        if let Some(name) = self.in_language {
            remarks.say("In ", Some(name));
        }
        remarks.say("In: ", self.container);
        if let Some(date) = self.issued.filter(|date| !is_undated(date)) {
            remarks.say("Dated ", Some(&human(date)));
        }
        if let Some(date) = self.original_date.filter(|date| !is_undated(date)) {
            let said = human(date);
            // a literal that says itself what it is
            let label =
                if said.starts_with(|c: char| c.is_ascii_digit()) { "First published " } else { "First date: " };
            remarks.say(label, Some(&said));
        }
        remarks.say("Presented at ", self.event);
        if let Some(date) = self.event_date.filter(|date| !is_undated(date)) {
            remarks.say("Event: ", Some(&human(date)));
        }
        remarks.say("", self.genre);
        remarks.say("Format: ", self.medium);
        remarks.say("Edition: ", self.edition);
        match (self.series, self.series_number) {
            (Some(series), Some(number)) => remarks.say("Series: ", Some(&format!("{series} {number}"))),
            (series, number) => {
                remarks.say("Series: ", series);
                remarks.say("Number in the series: ", number);
            }
        }
        remarks.say("Vol. ", self.volume);
        remarks.say("No. ", self.issue);
        remarks.say("Number: ", self.number);
        remarks.say("Section: ", self.section);
        remarks.say(page_label(self.page, remarks.ink), self.page);
        remarks.say("At: ", self.locator);
        remarks.say("Scale: ", self.scale);
        match (self.place, self.publisher) {
            (Some(place), Some(publisher)) => remarks.say("Published by ", Some(&format!("{publisher}, {place}"))),
            (place, publisher) => {
                remarks.say("Published by ", publisher);
                remarks.say("Published in ", place);
            }
        }
        remarks.say("Agency: ", self.agency);
        remarks.say("Via ", self.via);
        if let Some(quote) = self.quote {
            remarks.say("", Some(&format!("“{}”", quote.trim_matches(['"', '“', '”']))));
        }
        remarks.say("", self.note);
        for (key, value) in self.others.into_iter().flatten().filter(|(key, _)| !is_aside(key)) {
            other(remarks, key, value);
        }
    }
}

/// A variable of CSL that the model has no field for.
fn other(remarks: &mut Remarks, key: &str, value: &Json) {
    let mut label: String = key.replace(['-', '_'], " ");
    if let Some(first) = label.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    label.push_str(": ");
    match value {
        Json::String(text) if !text.trim().is_empty() => remarks.say(&label, Some(text.trim())),
        Json::Number(number) => remarks.say(&label, Some(&number.to_string())),
        Json::Object(date) => {
            let said = ["literal", "raw"].iter().find_map(|key| date.get(*key)?.as_str());
            remarks.say(if key == "issued" { "Dated " } else { &label }, said);
        }
        _ => {}
    }
}

/// Whether [`Rest::write`] can say a variable of CSL that the model has no field for.
pub(super) fn can_say(value: &Json) -> bool {
    match value {
        Json::String(_) | Json::Number(_) => true,
        Json::Object(date) => ["literal", "raw"].iter().any(|key| date.get(*key).is_some_and(Json::is_string)),
        _ => false,
    }
}

fn page_label(page: Option<&str>, ink: Ink) -> &'static str {
    let several = page.is_some_and(|page| page.contains([',', '-', '–', '—']));
    match (several, ink) {
        (false, Ink::Latex(_)) => "P.~",
        (true, Ink::Latex(_)) => "Pp.~",
        (false, Ink::Plain) => "P. ",
        (true, Ink::Plain) => "Pp. ",
    }
}

/// What a person did, as a sentence begins that names them.
const fn deed(role: Role) -> &'static str {
    match role {
        Role::Author | Role::Contributor => "With ",
        Role::Chair => "Chaired by ",
        Role::CollectionEditor => "Series edited by ",
        Role::Compiler => "Compiled by ",
        Role::Composer => "Composed by ",
        Role::ContainerAuthor => "In a work by ",
        Role::Curator => "Curated by ",
        Role::Director => "Directed by ",
        Role::Editor => "Edited by ",
        Role::EditorialDirector => "Editorial direction by ",
        Role::EditorTranslator => "Edited and translated by ",
        Role::ExecutiveProducer => "Executive producer: ",
        Role::Guest => "Guest: ",
        Role::Host => "Hosted by ",
        Role::Illustrator => "Illustrated by ",
        Role::Interviewer => "Interviewed by ",
        Role::Narrator => "Narrated by ",
        Role::Organizer => "Organized by ",
        Role::OriginalAuthor => "Originally by ",
        Role::Performer => "Performed by ",
        Role::Producer => "Produced by ",
        Role::Recipient => "To ",
        Role::ReviewedAuthor => "Review of a work by ",
        Role::ScriptWriter => "Written by ",
        Role::SeriesCreator => "Series created by ",
        Role::Translator => "Translated by ",
    }
}

/// Names of roles that a format has no field for: `Translated by Ann Roe and Bo Li`.
pub(super) fn people(remarks: &mut Remarks, names: &[(Role, NameList)], held: impl Fn(Role) -> bool) {
    for (role, list) in names.iter().filter(|(role, list)| !held(*role) && !list.is_empty()) {
        let mut text = String::new();
        let count = list.names.len();
        for (at, name) in list.names.iter().enumerate() {
            if at > 0 {
                text.push_str(if at + 1 == count && !list.others { " and " } else { ", " });
            }
            natural(&mut text, name);
        }
        if list.others {
            text.push_str(if count > 0 { " and others" } else { "others" });
        }
        remarks.say(deed(*role), Some(&text));
    }
}

/// A name as it is spoken: `Vincent van Gogh`.
pub(super) fn natural(out: &mut String, name: &Name) {
    match name {
        Name::Organization(name) | Name::Literal(name) => out.push_str(name.trim()),
        Name::Person(person) => {
            let parts = [
                person.given(),
                person.dropping_particle(),
                person.non_dropping_particle(),
                person.family(),
                person.suffix(),
            ];
            for (at, part) in parts.into_iter().filter(|part| !part.is_empty()).enumerate() {
                if at > 0 && !out.ends_with(['\'', '’']) {
                    out.push(' ');
                }
                out.push_str(part);
            }
        }
    }
}

/// Identifiers that a format has no field for: `PMID 123`.
pub(super) fn identifiers(remarks: &mut Remarks, identifiers: &[Identifier], held: impl Fn(&Identifier) -> bool) {
    for identifier in identifiers.iter().filter(|one| !held(one)) {
        let Some(value) = identifier.value.printed() else { continue };
        let label = match identifier.scheme {
            Scheme::Pmcid if value.starts_with("PMC") => String::new(),
            scheme => format!("{} ", scheme.key()),
        };
        remarks.say(&label, Some(value));
    }
}

/// The cited address where another is the main one, the copy in an archive, and what is said of the link.
pub(super) fn web(remarks: &mut Remarks, addresses: &Addresses, iso: bool, joint: &str) {
    remarks.say_url("Original address: ", addresses.cited);
    if !addresses.archived {
        return;
    }
    remarks.begin();
    remarks.sheet.raw("Archived from the original");
    if let Some(date) = addresses.captured.filter(|date| !is_undated(date)) {
        remarks.sheet.raw(" on ");
        match moment(date) {
            Some((moment, true)) if iso => moment.write_iso(&mut remarks.sheet.out),
            _ => {
                let date = human(date);
                remarks.text(&date);
            }
        }
    } else if let Some(day) = addresses.found.and_then(|time| time.get(..10)) {
        remarks.sheet.raw(" on ");
        remarks.text(day);
    }
    match (addresses.archive, addresses.archive_name) {
        (Some(archive), _) => {
            remarks.sheet.raw(joint);
            remarks.url(archive);
        }
        (None, Some(name)) => {
            remarks.sheet.raw(" (");
            remarks.text(name);
            remarks.sheet.raw(")");
        }
        (None, None) => {}
    }
}

/// Copies in archives after the first.
pub(super) fn more_snapshots(remarks: &mut Remarks, web: &WebLink, joint: &str) {
    for snapshot in web.snapshots.iter().skip(1) {
        remarks.begin();
        remarks.sheet.raw("Also archived");
        if let Some(date) = snapshot.captured.as_ref().filter(|date| !is_undated(date)) {
            remarks.sheet.raw(" on ");
            remarks.text(&human(date));
        }
        if let Some(url) = snapshot.url.printed() {
            remarks.sheet.raw(joint);
            remarks.url(url);
        } else if let Some(name) = &snapshot.archive {
            remarks.sheet.raw(" (");
            remarks.text(name);
            remarks.sheet.raw(")");
        }
    }
}

/// That a list of names goes on, for a format that cannot say so in the list.
pub(super) fn et_al(remarks: &mut Remarks, names: &[(Role, NameList)], held: impl Fn(Role) -> bool) {
    for (role, _) in names.iter().filter(|(role, list)| held(*role) && list.others) {
        remarks.say("", Some(if *role == Role::Author { "And other authors" } else { "And others" }));
    }
}

/// What the source says of its link: `Permanent dead link`.
pub(super) fn claims(remarks: &mut Remarks, claims: &[String], url_status: Option<&str>) {
    for claim in claims {
        let mut text = claim.replace('-', " ");
        if remarks.capital
            && let Some(first) = text.get_mut(..1)
        {
            first.make_ascii_uppercase();
        }
        remarks.say("", Some(&text));
    }
    // that a link was alive is what a reader takes for granted
    remarks.say("Link status: ", url_status.filter(|status| *status != "live" && !status.is_empty()));
}
