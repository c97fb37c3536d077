//! A reading as a record.
//!
//! In: the text of a note and its reading. Out: a [`Record`], and a diagnostic for everything that was put right or is wrong. A style labels; only
//! here is anything repaired.

use super::element::thesis::is_thesis;
use super::label::{Label, NamePart, Part, Reading};
use crate::diagnostic::{Code, Diagnostic};
use crate::locale::{Locale, SourceKind, digit, is_letter, is_letter_or_number};
use crate::record::{
    Address, Date, Field, Identifier, Kind, Language, Name, Pages, Person, Record, Role, Scheme, Snapshot, Title,
};
use crate::source::Span;
use std::borrow::Cow;

/// Makes the record that a reading says. `place` maps a span of the text to one of the source.
pub(crate) fn assemble(
    text: &str,
    reading: &Reading,
    place: &dyn Fn(Span) -> Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> Box<Record> {
    let mut record = Box::<Record>::default();
    let mut given: Option<&Part> = None;
    let mut family: Option<&Part> = None;
    let told = |part: &&Part| !matches!(part.label, Label::Keyword | Label::Delimiter | Label::Unknown);
    for part in reading.parts.iter().filter(told) {
        let slice = part.span.slice(text);
        if let Label::Name(role, name) = part.label {
            match name {
                NamePart::Family => {
                    if let Some(given) = given.take() {
                        push_person(&mut record, role, slice, given.span.slice(text));
                    } else {
                        flush(&mut record, text, &mut family);
                        family = Some(part);
                    }
                }
                NamePart::Given => match family.take() {
                    Some(family) => push_person(&mut record, role, family.span.slice(text), slice),
                    None => given = Some(part),
                },
                NamePart::Suffix => add_suffix(&mut record, role, slice),
                NamePart::Literal => record.names_mut(role).names.push(Name::Literal(slice.to_owned())),
                NamePart::Organization => record.names_mut(role).names.push(Name::Organization(slice.to_owned())),
                NamePart::Others => record.names_mut(role).others = true,
            }
            continue;
        }
        field(&mut record, part, slice, Some(place(part.span)), diagnostics);
    }
    flush(&mut record, text, &mut family);
    super::repair::repair(&mut record, text, reading, place, diagnostics);
    record.kind = kind(&record, reading, text);
    record
}

fn flush(record: &mut Record, text: &str, family: &mut Option<&Part>) {
    if let Some(Part { label: Label::Name(role, _), span, .. }) = family.take() {
        record.names_mut(*role).names.push(Name::Literal(span.slice(text).to_owned()));
    }
}

fn push_person(record: &mut Record, role: Role, family: &str, given: &str) {
    let locale = Locale::get();
    // `Beethoven, Ludwig van`: a particle behind the given names falls away when the family name stands alone
    let mut dropping = "";
    let mut given = given;
    if let Some(at) = given.rfind(' ')
        && let (Some(head), Some(last)) = (given.get(..at), given.get(at + 1..))
        && last.starts_with(char::is_lowercase)
        && locale.particles.contains(last)
    {
        (given, dropping) = (head, last);
    }
    // `van Gogh, Vincent`: one before the family name stays
    let mut non_dropping = "";
    let mut bare = family;
    if family.starts_with(char::is_lowercase) {
        let end = family
            .match_indices(' ')
            .map(|(at, _)| at)
            .filter(|&at| family.get(..at).is_some_and(|head| locale.particles.contains(head)))
            .max();
        if let Some(end) = end
            && let (Some(head), Some(rest)) = (family.get(..end), family.get(end + 1..))
            && !rest.is_empty()
        {
            (non_dropping, bare) = (head, rest);
        }
    }
    if let Some(person) = Person::new(bare, given) {
        record.names_mut(role).names.push(Name::Person(person.with_particles(dropping, non_dropping)));
    }
}

fn add_suffix(record: &mut Record, role: Role, suffix: &str) {
    let names = &mut record.names_mut(role).names;
    if let Some(Name::Person(person)) = names.last_mut() {
        *person = std::mem::take(person).with_suffix(suffix);
    }
}

fn date_field(part: &Part, slice: &str, span: Option<Span>, diagnostics: &mut Vec<Diagnostic>) -> Field<Date> {
    // "undated" in the place of a date that is written with digits: no date of the calendar
    let impossible =
        part.date.is_none_or(|date| date == Date::Undated) && slice.chars().any(|c| crate::locale::digit(c).is_some());
    match part.date {
        Some(date) if !impossible => Field::typed(date, span),
        _ => {
            if let Some(span) = span {
                diagnostics.push(
                    Diagnostic::at(
                        Code::ImpossibleDate,
                        span,
                        format!("found `{slice}`, which is not in the calendar"),
                    )
                    .help("correct the note; until then the date is kept as printed and exports without one"),
                );
            }
            Field::literal(slice, span)
        }
    }
}

/// Puts one part where it belongs; of two parts for one field the first stays, and the second is kept in the note.
fn field(record: &mut Record, part: &Part, slice: &str, span: Option<Span>, diagnostics: &mut Vec<Diagnostic>) {
    let slot = match part.label {
        Label::Issued => {
            if record.issued.is_none() {
                record.issued = Some(date_field(part, slice, span, diagnostics));
            }
            return;
        }
        Label::OriginalDate => {
            record.original_date = Some(date_field(part, slice, span, diagnostics));
            return;
        }
        Label::Accessed => {
            record.web.accessed = Some(date_field(part, slice, span, diagnostics));
            return;
        }
        Label::ArchiveDate => {
            let captured = date_field(part, slice, span, diagnostics);
            match record.web.snapshots.iter_mut().find(|snapshot| snapshot.captured.is_none()) {
                Some(snapshot) => snapshot.captured = Some(captured),
                None => record.web.snapshots.push(Snapshot { captured: Some(captured), ..Snapshot::default() }),
            }
            return;
        }
        Label::Archive => {
            let name = Locale::get().archives.name_at(slice).map_or(slice, |(name, _)| name);
            match record.web.snapshots.last_mut() {
                Some(snapshot) => snapshot.archive = Some(name.to_owned()),
                None => record.web.snapshots.push(Snapshot { archive: Some(name.to_owned()), ..Snapshot::default() }),
            }
            return;
        }
        Label::YearSuffix => {
            record.year_suffix = Some(slice.to_owned());
            return;
        }
        Label::Title => {
            record.title =
                record.title.take().or_else(|| Title::new(mended(slice)).map(|title| Field::typed(title, span)));
            return;
        }
        Label::Page => {
            record.page = record.page.take().or_else(|| Pages::new(slice).map(|pages| Field::typed(pages, span)));
            return;
        }
        Label::Language => {
            let code = Locale::get().language(slice).and_then(|code| code.parse::<Language>().ok());
            record.language = record
                .language
                .take()
                .or_else(|| Some(code.map_or_else(|| Field::literal(slice, span), |code| Field::typed(code, span))));
            return;
        }
        Label::Identifier(scheme) => return identifier(record, scheme, slice, span, diagnostics),
        Label::Url => return address(record, slice, span, diagnostics),
        Label::Claim => {
            let locale = Locale::get();
            let bare = slice.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
            let slug = locale.tag(slice).or_else(|| locale.tag(bare)).map_or_else(|| slug(slice), str::to_owned);
            record.web.claims.push(slug);
            return;
        }
        Label::Maintenance => {
            record.maintenance.push(slice.to_owned());
            return;
        }
        Label::TranslatedTitle => &mut record.translated_title,
        Label::ContainerTitle => &mut record.container_title,
        Label::CollectionTitle => &mut record.collection_title,
        Label::Publisher => &mut record.publisher,
        Label::PublisherPlace => &mut record.publisher_place,
        Label::Edition => &mut record.edition,
        Label::Volume => &mut record.volume,
        Label::Issue => &mut record.issue,
        Label::Number => &mut record.number,
        Label::Section => &mut record.section,
        Label::Locator => &mut record.locator,
        Label::Genre => &mut record.genre,
        Label::Medium => &mut record.medium,
        Label::EventTitle => &mut record.event_title,
        Label::Scale => &mut record.scale,
        Label::Via => &mut record.via,
        Label::Agency => &mut record.agency,
        Label::Quote => &mut record.quote,
        Label::Annotation => &mut record.note,
        Label::Name(..) | Label::Keyword | Label::Delimiter | Label::Unknown => return,
    };
    if slot.is_none() {
        *slot = Some(Field::typed(slice.to_owned(), span));
    } else if (part.label == Label::Annotation || part.label == Label::CollectionTitle)
        && let Some(crate::record::Value::Typed(text)) = slot.as_mut().map(|field| &mut field.value)
    {
        text.push_str(if part.label == Label::Annotation { "; " } else { ". " });
        text.push_str(slice);
    }
}

/// A title without the spaces that text browsers put inside quotation marks and brackets: `' A Great Moment'`, `could support life '`, `[ Excerpt ]`.
fn mended(title: &str) -> Cow<'_, str> {
    let quote = |c: char| matches!(c, '\'' | '"' | '’' | '‘' | '“' | '”');
    let mut characters = title.chars();
    let leading = characters.next().is_some_and(quote) && characters.next() == Some(' ');
    let mut characters = title.chars().rev();
    let trailing = characters.next().is_some_and(quote) && characters.next() == Some(' ');
    let brackets =
        memchr::memchr2(b'[', b']', title.as_bytes()).is_some() && (title.contains("[ ") || title.contains(" ]"));
    if !(leading || trailing || brackets) {
        return title.into();
    }
    let mut out = title.replace("[ ", "[").replace(" ]", "]");
    // a mark between two spaces opens or closes a quotation within the title: only one at its edge is surely set apart by mistake
    // the one space of `“ '` stands at both edges, and goes once
    let width = |mark: Option<char>| mark.map_or(0, char::len_utf8);
    if leading {
        let at = width(out.chars().next());
        if out.get(at..).is_some_and(|rest| rest.starts_with(' ')) {
            out.remove(at);
        }
    }
    if trailing {
        let at = out.len() - width(out.chars().next_back());
        if out.get(..at).is_some_and(|head| head.ends_with(' ')) {
            out.remove(at - 1);
        }
    }
    out.into()
}

fn slug(text: &str) -> String {
    let words = text.to_lowercase();
    let words = words.split(|c: char| !is_letter_or_number(c)).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

fn identifier(record: &mut Record, scheme: Scheme, slice: &str, span: Option<Span>, diagnostics: &mut Vec<Diagnostic>) {
    // digits of any script are those that the check digit is reckoned with
    let of_any = |c: char| digit(c).and_then(|value| char::from_digit(value, 10)).unwrap_or(c);
    let ascii: Cow<'_, str> = if slice.is_ascii() { slice.into() } else { slice.chars().map(of_any).collect() };
    let value = match scheme.canonical(&ascii) {
        Ok(canonical) => Field::typed(canonical, span),
        Err(wrong) => {
            if let Some(span) = span {
                diagnostics.push(
                    Diagnostic::at(Code::BadIdentifier, span, format!("{} `{slice}` {wrong}", scheme.key()))
                        .help("compare it with the source; it is kept as printed"),
                );
            }
            Field::literal(slice, span)
        }
    };
    // `ISBN 0-671-49207-1., ISBN 0-671-49207-1.`: what is said twice is one
    if !record.identifiers.iter().any(|known| known.scheme == scheme && known.value.as_str() == value.as_str()) {
        record.identifiers.push(Identifier { scheme, value });
    }
}

fn address(record: &mut Record, slice: &str, span: Option<Span>, diagnostics: &mut Vec<Diagnostic>) {
    let value = if let Ok(address) = slice.parse::<Address>() {
        Field::typed(address, span)
    } else {
        if let Some(span) = span {
            diagnostics.push(
                Diagnostic::at(Code::BadAddress, span, format!("`{slice}` is no address"))
                    .help("compare it with the source; it is kept as printed"),
            );
        }
        Field::literal(slice, span)
    };
    if Locale::get().archives.memento(slice).is_some() {
        match record.web.snapshots.iter_mut().find(|snapshot| snapshot.url.is_none()) {
            Some(snapshot) => snapshot.url = Some(value),
            None => record.web.snapshots.push(Snapshot { url: Some(value), ..Snapshot::default() }),
        }
    } else if record.web.url.is_none() {
        record.web.url = Some(value);
    }
}

/// Whether a container holds the papers of a meeting: `Proceedings of the 5th Workshop on Rivers`, `2009 3rd European Conference on Lakes`. A name alone is
/// as often that of a league or a parliament.
fn of_meeting(container: &str, within: bool) -> bool {
    let locale = Locale::get();
    let mut words = container.split(|c: char| !is_letter(c)).filter(|word| !word.is_empty());
    let proceedings = words.clone().next().is_some_and(|first| locale.proceedings.contains(first));
    let meeting = words.any(|word| locale.meetings.contains(word));
    let numbered = container.chars().any(|c| digit(c).is_some());
    meeting && (within || proceedings || numbered) || proceedings && within
}

/// The type of the work: what it calls itself, then what its parts give away.
fn kind(record: &Record, reading: &Reading, text: &str) -> Kind {
    let locale = Locale::get();
    if let Some(genre) = &record.genre
        && is_thesis(genre.as_str())
    {
        return Kind::Thesis;
    }
    if let Some(genre) = record.genre.as_ref().and_then(|genre| locale.genre(genre.as_str())) {
        return match genre {
            "thesis" => Kind::Thesis,
            "report" => Kind::Report,
            "map" => Kind::Map,
            "interview" => Kind::Interview,
            "podcast" | "broadcast" => Kind::Broadcast,
            "video" => Kind::MotionPicture,
            "audio" => Kind::Song,
            "speech" => Kind::Speech,
            "patent" => Kind::Patent,
            "sign" => Kind::Graphic,
            "tweet" => Kind::Post,
            "blog" => Kind::PostWeblog,
            "software" | "video game" => Kind::Software,
            "dataset" => Kind::Dataset,
            "letter" => Kind::PersonalCommunication,
            _ => Kind::Webpage,
        };
    }
    let title_quoted = reading.parts.iter().find(|part| part.label == Label::Title).is_some_and(|part| {
        text.get(..part.span.start)
            .is_some_and(|head| head.ends_with(sign!('"' | '“' | '„' | '«' | '「' | '『' | '《' | '”')))
    });
    let isbn = record.identifier(Scheme::Isbn).is_some();
    let source = record.container_title.as_ref().and_then(|name| locale.sources.get(name.as_str()));
    // a word that introduces the container, or its editors: "In" before a language is none
    let introduced = |at: usize| {
        let mut before = reading.parts.get(..at).unwrap_or_default().iter().rev();
        before.find(|part| part.label != Label::Delimiter).is_some_and(|word| {
            word.label == Label::Keyword
                && locale.phrases.at_of(word.span.slice(text), &[crate::locale::Role::In]).next().is_some()
        })
    };
    let held = |part: &Part| matches!(part.label, Label::ContainerTitle | Label::Name(Role::Editor, _));
    let mut parts = reading.parts.iter().enumerate();
    let within = parts.any(|(at, part)| held(part) && introduced(at));
    if source.is_none() && record.container_title.as_ref().is_some_and(|name| of_meeting(name.as_str(), within)) {
        return Kind::PaperConference;
    }
    let of_source = |kind: SourceKind| match kind {
        SourceKind::Newspaper | SourceKind::Agency => Kind::ArticleNewspaper,
        SourceKind::Magazine => Kind::ArticleMagazine,
        SourceKind::Journal => Kind::ArticleJournal,
        SourceKind::Broadcaster | SourceKind::Site | SourceKind::Publisher => Kind::Webpage,
    };
    let kind_of_source = source.map(|source| of_source(source.kind));
    let of_day = record.issued.as_ref().and_then(Field::as_typed).is_some_and(|date| date.as_day().is_some());
    // `In: Die Zeit, 3. Mai 2010`: periodicals may be introduced as books are, and only they appear on a day
    let periodical =
        !isbn && (of_day || record.issue.is_some() || kind_of_source.is_some_and(|kind| kind != Kind::Webpage));
    if isbn || (within && !periodical && record.container_title.is_some() && record.volume.is_none()) {
        return if record.container_title.is_some() && (title_quoted || within) { Kind::Chapter } else { Kind::Book };
    }
    if let Some(kind) = kind_of_source {
        return kind;
    }
    if record.container_title.is_some()
        && (record.volume.is_some()
            || record.issue.is_some()
            || record.identifier(Scheme::Pmid).is_some()
            || record.identifier(Scheme::Bibcode).is_some())
    {
        return Kind::ArticleJournal;
    }
    if record.identifier(Scheme::Doi).is_some() && record.container_title.is_some() {
        return Kind::ArticleJournal;
    }
    let web = record.web.url.is_some() || record.web.accessed.is_some() || !record.web.snapshots.is_empty();
    // a book may be read on the web, too
    let book = !web || record.publisher_place.is_some() && record.web.accessed.is_none();
    if record.publisher.is_some() && !title_quoted && book {
        return Kind::Book;
    }
    let by_somebody = record.names(Role::Author).is_some_and(|list| !list.is_empty());
    let in_periodical =
        |name: &Field<String>| name.as_str().split(sign!(' ' | ',')).any(|word| locale.periodicals.contains(word));
    if by_somebody && !web && record.container_title.as_ref().is_some_and(in_periodical) {
        return Kind::ArticleJournal;
    }
    if (title_quoted || within) && !web && record.container_title.is_some() && of_day {
        return Kind::ArticleNewspaper;
    }
    Kind::Webpage
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_contains_a_work_tells_its_type() {
        for (note, kind) in [
            ("Hans Muster: Das Haus. In: Holsteiner Bote, 3. Mai 2010, S. 5.", Kind::ArticleNewspaper),
            ("Hans Muster: Das Haus. In: Der Spiegel. Nr. 12, 2005, S. 5.", Kind::ArticleMagazine),
            ("Hans Muster: Das Haus. In: Heimatblätter. Nr. 12, 2005, S. 5.", Kind::ArticleJournal),
            ("Roe, J. (2016). Ice. In Proceedings of the 5th Workshop on Ice (pp. 4–9).", Kind::PaperConference),
            ("J. Roe, “Ice jams,” 2009 3rd European Conference on Rivers, 2009, pp. 77–78.", Kind::PaperConference),
            ("\"Bears win\". Northern Conference. Retrieved 3 May 2010.", Kind::Webpage),
            ("Roe, Jane (2014). Rivers. Unpublished PhD thesis, University of York.", Kind::Thesis),
            (
                "Hans Muster: Das Haus. In: Karl Roth (Hrsg.): Häuser im Norden. Beck, München 2005, S. 5–9.",
                Kind::Chapter,
            ),
        ] {
            let read = super::super::read(note, super::super::Context::default(), &|span| span, &mut Vec::new());
            assert_eq!(read.record.kind, kind, "{note}");
        }
    }

    #[test]
    fn spaces_inside_quotation_marks_and_brackets_go() {
        for (title, wanted) in [
            ("' A Great Moment'", "'A Great Moment'"),
            ("could support life '", "could support life'"),
            ("“ Days ” and nights", "“Days ” and nights"),
            ("[ Excerpt ]", "[Excerpt]"),
            ("“ '", "“'"),
            ("\" \"", "\"\""),
            ("' ]", "']"),
            ("plain", "plain"),
        ] {
            assert_eq!(mended(title), wanted);
        }
    }
}
