//! How well a reading explains its note.
//!
//! In: the parts of a reading. Out: a number between 0 and 1, by which styles compete; how sure the record is says [`super::confidence`].

use super::confidence::Joints;
use super::label::{Label, NamePart, Reading, labels_of};
use super::lexical::{Lexed, MarkKind, pairs, word_count};
use super::walk::{Separator, Walk};
use super::words::{before_space, behind_space};
use crate::locale::{Locale, Role as Phrase, is_letter};
use crate::record::Scheme;
use crate::source::{Span, behind_signs};

/// The score of a reading that explains all of its note.
pub(super) const MOST: f32 = 0.98;

/// What is left of the score of a style whose clauses end with commas, where a sentence ends within the note.
pub(super) const SENTENCE_WITHIN: f32 = 0.8;

/// What is left of the score of a style whose clauses end with stops, where elements stand behind commas and no sentence ends within the note.
const BEHIND_COMMAS: f32 = 0.7;

/// What a work is found in, as bits of labels.
const SOURCE: u64 = Label::ContainerTitle.bit() | Label::Publisher.bit();

/// What is not explained, or stands beside what a reference says.
const UNEXPLAINED: u64 = Label::Unknown.bit() | Label::Annotation.bit() | Label::Quote.bit();

/// What nothing but a reference has.
const ANCHORS: u64 = Label::Issued.bit()
    | Label::Accessed.bit()
    | Label::ArchiveDate.bit()
    | Label::Identifier(Scheme::Doi).bit()
    | Label::Volume.bit()
    | Label::Page.bit()
    | Label::Url.bit();

/// The most that a walk can score from now on, where it is less than a good reading does: its clauses end with commas.
pub(super) fn bound(walk: &Walk<'_, '_>) -> Option<f32> {
    let commas = walk.separator == Separator::Stop && walk.behind_commas > 0 && !sentence_within(walk);
    commas.then_some(MOST * BEHIND_COMMAS)
}

/// Closes a walk: all of the note as parts, and their score.
pub(super) fn finished(walk: Walk<'_, '_>, style: &'static str) -> Reading {
    let (names, lexed) = (walk.names, walk.lexed);
    let (text, evidence, walk_separator) = (walk.text, walk.evidence, walk.separator);
    let stopped = walk.separator == Separator::Comma && sentence_within(&walk);
    let commas = bound(&walk).is_some();
    let comma_language =
        walk.separator == Separator::Stop && walk.languages & (walk.locale.commas | walk.locale.colons) != 0;
    let parts = walk.parts.finish(text, lexed.scratch.parts.take());
    let mut reading = Reading { style, parts, score: 0.0 };
    let labels = labels_of(&reading.parts);
    let has = |label: Label| labels & label.bit() != 0;
    let title = reading.parts.iter().rev().find(|part| part.label == Label::Title).map(|part| part.span);
    let joints = lexed.joints(title.map_or("", |title| title.slice(text)));
    reading.score = score(text, &reading, labels, names, title.map(|title| (title.slice(text), joints)));
    // the other separator stands where clauses end
    if evidence.1 > evidence.0 && walk_separator != Separator::Mixed {
        reading.score *= 0.7;
    }
    // a style whose clauses end with commas has no stop before its end
    if stopped {
        reading.score *= SENTENCE_WITHIN;
    }
    // `Les Fleuves d'Europe, Gallimard, 1965`: elements behind commas and no stop before the end
    if commas {
        reading.score *= BEHIND_COMMAS;
    } else if comma_language {
        reading.score *= 0.9;
    }
    // `AM Miller: Prenatal stress. In: Neurosci Biobehav Rev`: colons where German styles print them
    if walk_separator == Separator::Stop
        && joints.colon
        && reading.parts.iter().any(|part| part.label == Label::Keyword && within_colon(part.span.slice(text)))
    {
        reading.score *= 0.85;
    }
    // `Chatto & Windus, London 1969`: place and year behind a publisher, as German styles print them
    if walk_separator == Separator::Stop
        && (SOURCE & labels != 0 && reading.parts.iter().any(|part| {
            part.label.bit() & SOURCE != 0 && placed_and_dated(part.span.slice(text))
        }) || has(Label::PublisherPlace) && has(Label::Issued) && reading.parts.windows(3).any(|three| {
            matches!(three, [place, gap, year] if place.label == Label::PublisherPlace && year.label == Label::Issued && gap.span.slice(text) == " ")
        }))
    {
        reading.score *= 0.8;
    }
    if names.is_none()
        && style != "colon"
        && (joints.colon || joints.comma)
        && title.is_some_and(|title| name_before_colon(lexed, title))
    {
        reading.score *= 0.85;
    }
    if style == "bare"
        && !reading
            .parts
            .iter()
            .all(|part| matches!(part.label, Label::Url | Label::Keyword | Label::Delimiter | Label::Accessed))
    {
        reading.score *= 0.5;
    }
    reading
}

/// The score of a reading: the share of the text that is explained, times how plausible its parts are.
fn score(text: &str, reading: &Reading, labels: u64, names: Option<f32>, title: Option<(&str, Joints)>) -> f32 {
    #[allow(clippy::cast_precision_loss, reason = "lengths of notes")]
    let share = |bytes: usize| bytes as f32 / text.len().max(1) as f32;
    let mut unknown = 0;
    let mut remarks = 0;
    // what is counted is counted without a choice: the labels come in any order
    if labels & UNEXPLAINED != 0 {
        for part in &reading.parts {
            let (bit, length) = (part.label.bit(), part.span.len());
            unknown += length * usize::from(bit & Label::Unknown.bit() != 0);
            remarks += length * usize::from(bit & (UNEXPLAINED & !Label::Unknown.bit()) != 0);
        }
    }
    let anchored = labels & ANCHORS != 0;
    let literal = |label: Label| usize::from(matches!(label, Label::Name(_, NamePart::Literal)));
    let literal_names: usize = reading.parts.iter().map(|part| literal(part.label)).sum();
    let mut score = MOST - 1.2 * share(unknown) - 0.3 * share(remarks);
    score *= match title {
        Some((title, joints)) => title_plausibility(title, joints),
        None if anchored => 0.6,
        None => 0.3,
    };
    if let Some(names) = names {
        score *= 0.75 + 0.25 * names.min(1.0);
    }
    if !anchored {
        let source = |label: Label| label.bit() & SOURCE != 0;
        let mut sources = reading.parts.iter().filter(|part| source(part.label)).map(|part| part.span.slice(text));
        score *= if sources.any(super::name::organization) { 0.85 } else { 0.62 };
    }
    if literal_names > 3 {
        score *= 0.9;
    }
    score.clamp(0.01, 0.99)
}

/// `In: `
fn within_colon(keyword: &str) -> bool {
    before_space(keyword).strip_suffix(':').is_some_and(|word| Locale::get().phrases.are(word, &[Phrase::In]))
}

/// Whether a text ends with a known place and a year.
fn placed_and_dated(text: &str) -> bool {
    if !text.as_bytes().last().is_some_and(u8::is_ascii_digit) {
        return false;
    }
    let Some((head, year)) = text.rsplit_once(' ') else { return false };
    let Some((_, place)) = head.rsplit_once(", ") else { return false };
    let locale = Locale::get();
    year.len() == 4
        && year.bytes().all(|byte| byte.is_ascii_digit())
        && (locale.places.contains(place) || locale.regions.contains(place))
}

/// Whether a stop that ends a sentence stands before the end of the citation.
pub(super) fn sentence_within(walk: &Walk<'_, '_>) -> bool {
    // what ends a sentence is the same for stops and commas, and is asked for them only
    *walk.lexed.sentence_within.get_or_init(|| ends_within(walk))
}

fn ends_within(walk: &Walk<'_, '_>) -> bool {
    walk.lexed.top(0, walk.end).any(|mark| {
        let rest = walk.rest(mark.end);
        // `Наука, 1977. — 35 с.`: a dash behind the stop makes it no weaker
        let dash = |c: char| matches!(c, ' ' | '—' | '–' | '-');
        mark.kind == MarkKind::Stop
            && rest.strip_prefix(' ').is_some_and(|rest| {
                behind_signs(rest, dash)
                    .starts_with(|c: char| c.is_uppercase() || c.is_numeric() || !walk.goes_on_small(mark.end))
            })
            && !walk.abbreviation(mark)
            // `E. Poe, The Raven, 1845. arXiv:…`: what identifies the work is none of its sentences
            && super::identifier::identifier(behind_space(rest)).is_none()
            && super::identifier::address(behind_space(rest)).is_none()
            // `… 13 gennaio 2016. URL consultato il …`: what is said of the web is a sentence of its own
            && walk.locale.phrases.at_of(behind_space(rest), &[Phrase::Accessed, Phrase::Archived]).next().is_none()
    })
}

/// `Dave Jacqué: APS X-rays reveal secrets`: a title that begins with a person.
fn name_before_colon(lexed: &Lexed<'_>, title: Span) -> bool {
    let text = title.slice(lexed.text);
    [*b": ", *b", "]
        .into_iter()
        .filter_map(|joint| text.get(..pairs(text, joint).next()?))
        .any(|before| (2..=12).contains(&word_count(before)) && lexed.named(title.start, title.start + before.len()))
}

fn title_plausibility(title: &str, joints: Joints) -> f32 {
    // a character has four bytes at the most
    let characters = if (36..=200).contains(&title.len()) { title.len() } else { title.chars().count() };
    let sentences = if joints.stop { pairs(title, *b". ").count() } else { 0 };
    let mut score: f32 = match characters {
        3..=8 => 0.9,
        9..=200 => 1.0,
        201..=400 => 0.85,
        _ => 0.5,
    };
    if sentences > 2 {
        score *= 0.7;
    }
    if !title.chars().any(is_letter) {
        score *= 0.6;
    }
    score
}
