//! The names of templates and parameters, in every language: `refs/templates.tsv` and `refs/parameters.tsv`.
//!
//! In: a name as a page writes it. Out: what it means. A name that several wikis use in different senses is read in the sense of the page's wiki,
//! which [`Votes`] finds out from the names that only it has.

use super::call::Parameter;
use super::plain::trim;
use super::rows::rows;
use super::seen::Seen;
use super::slot::Slot;
use super::spelling::{has_own_digit, parameter_name, template_name};
use super::votes::Votes;
use crate::record::Kind;
use crate::source::Words;
use crate::source::eight::{changed, lower};
use crate::source::lanes::{any, same, within};
use crate::source::run::first_marked;
use std::sync::OnceLock;

/// A class of citation templates: CS1's own classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Class {
    /// CS1's word: `web`, `book`, `journal`.
    pub(crate) word: &'static str,
    /// What the work is, where no parameter says more.
    pub(crate) kind: Kind,
}

/// What a template is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// A citation.
    Cite(Class),
    /// A shortened footnote, `{{sfn|Smith|2004|p=5}}`, or several in one.
    Short { many: bool },
    /// Author and year in running text.
    Harvard { brackets: bool, text: bool },
    /// A footnote; its group.
    Note(&'static str),
    /// `{{#tag:ref|…}}`
    Tag,
    /// Markers of named footnotes.
    Use,
    /// Pages behind a marker.
    Place,
    /// The list of footnotes of a group.
    List(&'static str),
    /// Says that the link before it is dead; the second form holds the link.
    Dead { holds_link: bool },
    /// A snapshot of the link before it.
    Archived,
    /// Shows one of its parameters.
    Text(u8),
    /// Shows its last parameter.
    LastText,
    /// Shows all of its parameters.
    AllText,
    /// Shows a sign.
    Prints(&'static str),
    /// Shows an identifier behind its label.
    Identifier(&'static str),
    /// An address made of an identifier of Google Books.
    GoogleBooks,
    /// Shows a link.
    Url,
    /// Shows a number and its unit.
    Quantity,
    /// A fraction.
    Fraction,
    /// The anchor of a shortened footnote, out of names and a year.
    Anchor,
    /// Shows nothing.
    Nothing,
}

/// A language of the tables: an index; 0 is English.
pub(crate) type Tongue = u8;

/// What a template is in each language.
pub(crate) type Roles = &'static [(Tongue, Role)];

/// What a name means in each language: nearly always one thing.
#[derive(Debug)]
enum Senses<T> {
    One([(Tongue, T); 1]),
    Several(Vec<(Tongue, T)>),
}

impl<T: Copy> Senses<T> {
    const NONE: Self = Self::Several(Vec::new());

    fn as_slice(&self) -> &[(Tongue, T)] {
        match self {
            Self::One(one) => one,
            Self::Several(several) => several,
        }
    }

    fn push(&mut self, sense: (Tongue, T)) {
        match self {
            Self::One([one]) => *self = Self::Several(vec![*one, sense]),
            Self::Several(none) if none.is_empty() => *self = Self::One([sense]),
            Self::Several(several) => several.push(sense),
        }
    }
}

/// What a parameter means in each language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Meaning<'t> {
    senses: &'t Senses<Slot>,
    /// The number in its name; 1 for none.
    number: u16,
    /// Whether the tables have the name with its number.
    as_written: bool,
}

impl Meaning<'_> {
    /// What it means in the language of the page, and its number.
    pub(super) fn of(self, tongue: Tongue) -> Option<(Slot, u16)> {
        pick(self.senses.as_slice(), tongue).map(|slot| (slot, self.number))
    }
}

/// The names of a page that were looked up for its language.
#[derive(Default)]
pub(crate) struct SeenNames<'s> {
    /// What they say about it.
    pub(crate) votes: Votes,
    templates: Seen<'s, Option<Roles>>,
    parameters: Seen<'s, Option<Meaning<'static>>>,
}

/// The tables.
pub(crate) struct Tables {
    templates: Words<Senses<Role>>,
    parameters: Words<Senses<Slot>>,
    tongues: Vec<&'static str>,
}

impl Tables {
    /// The tables, read once.
    pub(crate) fn shared() -> &'static Self {
        static TABLES: OnceLock<Tables> = OnceLock::new();
        TABLES.get_or_init(|| {
            let (templates, parameters) = (Words::with_capacity(1200), Words::with_capacity(2400));
            let mut tables = Self { templates, parameters, tongues: vec!["en"] };
            // the rows of a language stand together
            let mut last = ("en", 0);
            for [name, code, word, value] in rows(include_str!("../../../refs/templates.tsv")) {
                let tongue = if code == last.0 { last.1 } else { tables.tongue(code) };
                last = (code, tongue);
                if let Some(role) = role(word, value) {
                    tables.templates.get_or_insert(name.as_bytes(), || Senses::NONE).push((tongue, role));
                }
            }
            for [name, code, word, _] in rows(include_str!("../../../refs/parameters.tsv")) {
                let tongue = if code == last.0 { last.1 } else { tables.tongue(code) };
                last = (code, tongue);
                // most names have neither a number nor the sign of one
                let odd = first_marked(name.as_bytes(), |eight| same(eight, b'#') | within(eight, b'0', b'9'));
                let odd = name.get(odd..).unwrap_or_default();
                // a name with a digit is read as one with a number
                let numbered = odd.bytes().any(|byte| byte.is_ascii_digit()) && !has_own_digit(name);
                if let Some(slot) = Slot::from_word(word).filter(|_| !numbered) {
                    // a name that may have a number may have none
                    let bare: Option<&'static str> = match odd {
                        "#" => name.strip_suffix('#'),
                        odd if odd.starts_with('#') => Some(name.replace('#', "").leak()),
                        _ => None,
                    };
                    for form in std::iter::once(name).chain(bare) {
                        let known = tables.parameters.get_or_insert(form.as_bytes(), || Senses::NONE);
                        if !known.as_slice().iter().any(|(one, _)| *one == tongue) {
                            known.push((tongue, slot));
                        }
                    }
                }
            }
            tables
        })
    }

    fn tongue(&mut self, code: &'static str) -> Tongue {
        let at = self.tongues.iter().position(|one| *one == code).unwrap_or_else(|| {
            self.tongues.push(code);
            self.tongues.len() - 1
        });
        u8::try_from(at).unwrap_or(0)
    }

    /// What a template is, in the language of the page.
    pub(crate) fn template(&self, name: &str, tongue: Tongue) -> Option<Role> {
        pick(self.templates(name)?, tongue)
    }

    /// What a template is, in each language.
    fn templates(&self, name: &str) -> Option<&[(Tongue, Role)]> {
        let name = trim(name);
        let mut odd = 0;
        let small = changed::<32>(name.as_bytes(), |eight| {
            // the zeros behind the name are none of its own
            odd |= !(within(eight, b' ', b'~') | same(eight, 0)) | same(eight, b'_') | same(eight, b':');
            lower(eight)
        });
        if let Some(small) = small.as_ref().and_then(|small| small.get(..name.len()))
            && !any(odd)
        {
            let found = self.templates.get(small);
            // a name of such words is in the table like this, or not at all
            if found.is_some() || !name.as_bytes().windows(2).any(|two| two == b"  ") {
                return found.map(Senses::as_slice);
            }
        }
        self.templates.get(template_name(name).as_bytes()).map(Senses::as_slice)
    }

    /// What a parameter means in each language.
    pub(crate) fn meaning(&self, key: &str) -> Option<Meaning<'_>> {
        let key = trim(key);
        let said = |senses, number| Meaning { senses, number, as_written: true };
        // nearly every name stands in the tables as it is written, or with a number behind it: no allocation for it
        let known = |name: &[u8]| self.parameters.get(name);
        if let Some(found) = known(key.as_bytes()) {
            return Some(said(found, 1));
        }
        let digits = key.bytes().rev().take_while(u8::is_ascii_digit).count();
        let (bare, number) = key.split_at_checked(key.len() - digits)?;
        let mut odd = 0;
        let numbered = changed::<40>(bare.as_bytes(), |eight| {
            odd |= !(within(eight, b'a', b'z')
                | same(eight, b'-')
                | same(eight, b'_')
                | same(eight, b' ')
                | same(eight, 0));
            eight
        });
        if !any(odd) {
            if digits == 0 {
                return None;
            }
            let found = numbered.and_then(|mut name| {
                *name.get_mut(bare.len())? = b'#';
                known(name.get(..=bare.len())?)
            });
            if let Some(found) = found {
                return Some(said(found, number.parse().unwrap_or(1).max(1)));
            }
        }
        let (name, number) = parameter_name(key);
        let found = known(name.as_bytes());
        let as_written = found.is_some();
        let found = found.or_else(|| known(name.replace('#', "").as_bytes()))?;
        Some(Meaning { senses: found, number, as_written })
    }

    /// What a parameter means in the language of the page, and the number in its name.
    pub(crate) fn parameter(&self, key: &str, tongue: Tongue) -> Option<(Slot, u16)> {
        self.meaning(key)?.of(tongue)
    }

    /// Whether a parameter means what a word of the table says.
    pub(crate) fn means(&self, key: &str, tongue: Tongue, word: &str) -> bool {
        self.parameter(key, tongue).is_some_and(|(slot, _)| Slot::from_word(word) == Some(slot))
    }

    /// Counts what the name of a template says about the language of its page; gives what the template is in each language.
    pub(crate) fn vote<'s>(&'static self, name: &'s str, seen: &mut SeenNames<'s>) -> Option<Roles> {
        let found = seen.templates.get(name, || self.templates(name))?;
        seen.votes.count(found, 2);
        Some(found)
    }

    /// Counts what the names of a citation's parameters say about the language of its page; notes what they mean.
    pub(crate) fn vote_parameters<'s>(&'static self, parameters: &mut [Parameter<'s>], seen: &mut SeenNames<'s>) {
        for one in parameters.iter_mut().filter(|one| !one.key.is_empty()) {
            one.meaning = seen.parameters.get(one.key, || self.meaning(one.key));
            if let Some(meaning) = one.meaning.filter(|meaning| meaning.as_written) {
                seen.votes.count(meaning.senses.as_slice(), 1);
            }
        }
    }

    /// The code of a language of the tables.
    pub(crate) fn code(&self, tongue: Tongue) -> &'static str {
        self.tongues.get(usize::from(tongue)).copied().unwrap_or("en")
    }
}

/// The sense of the page's wiki, or else the English one, or else the first.
pub(crate) fn pick<T: Copy>(found: &[(Tongue, T)], tongue: Tongue) -> Option<T> {
    let of = |tongue: Tongue| found.iter().find(|(one, _)| *one == tongue);
    of(tongue).or_else(|| of(0)).or_else(|| found.first()).map(|(_, value)| *value)
}

fn role(word: &'static str, value: &'static str) -> Option<Role> {
    Some(match word {
        "short" => Role::Short { many: false },
        "short-many" => Role::Short { many: true },
        "harvard" => Role::Harvard { brackets: false, text: false },
        "harvard-text" => Role::Harvard { brackets: false, text: true },
        "harvard-brackets" => Role::Harvard { brackets: true, text: false },
        "note" => Role::Note(value),
        "tag" => Role::Tag,
        "use" => Role::Use,
        "place" => Role::Place,
        "list" => Role::List(value),
        "dead" => Role::Dead { holds_link: false },
        "dead-text" => Role::Dead { holds_link: true },
        "archived" => Role::Archived,
        "text" => Role::Text(value.parse().ok()?),
        "text-last" => Role::LastText,
        "text-all" | "text-date" => Role::AllText,
        "text-convert" => Role::Quantity,
        "prints" => Role::Prints(value),
        "identifier" => Role::Identifier(value),
        "google-books" => Role::GoogleBooks,
        "url" => Role::Url,
        "fraction" => Role::Fraction,
        "anchor" => Role::Anchor,
        "ship" => Role::Text(1),
        "-" => Role::Nothing,
        word => Role::Cite(Class { word, kind: kind(word)? }),
    })
}

/// The type of an item that a class of templates cites, where no parameter says more.
fn kind(class: &str) -> Option<Kind> {
    Some(match class {
        "web" => Kind::Webpage,
        "book" | "citation" => Kind::Book,
        "journal" => Kind::ArticleJournal,
        "news" => Kind::ArticleNewspaper,
        "magazine" => Kind::ArticleMagazine,
        "audio-visual" => Kind::MotionPicture,
        "av-media-notes" => Kind::Song,
        "encyclopaedia" => Kind::EntryEncyclopedia,
        "conference" => Kind::PaperConference,
        "thesis" => Kind::Thesis,
        "report" | "techreport" | "pressrelease" => Kind::Report,
        "episode" | "serial" | "podcast" => Kind::Broadcast,
        "interview" => Kind::Interview,
        "map" => Kind::Map,
        "arxiv" | "biorxiv" | "citeseerx" | "ssrn" => Kind::Article,
        "mailinglist" | "newsgroup" | "tweet" => Kind::Post,
        "speech" => Kind::Speech,
        "sign" => Kind::Graphic,
        "patent" => Kind::Patent,
        "court" => Kind::LegalCase,
        "act" => Kind::Legislation,
        "document" => Kind::Document,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_tables_is_read() {
        for [name, tongue, word, value] in rows(include_str!("../../../refs/templates.tsv")) {
            assert!(role(word, value).is_some(), "{name} {tongue} {word}");
        }
        for [name, tongue, word, _] in rows(include_str!("../../../refs/parameters.tsv")) {
            assert!(Slot::from_word(word).is_some(), "{name} {tongue} {word}");
        }
    }

    #[test]
    fn names_are_read_in_the_sense_of_their_wiki() {
        let tables = Tables::shared();
        let tongue = |code: &str| u8::try_from(tables.tongues.iter().position(|one| *one == code).unwrap()).unwrap();
        assert_eq!(tables.parameter("editor", 0), Some((Slot::EditorLast, 1)));
        assert_eq!(tables.parameter("editor", tongue("gl")), Some((Slot::Publisher, 1)));
        assert_eq!(tables.parameter("author12-first", 0), Some((Slot::First, 12)));
        assert_eq!(tables.parameter("نام۲", tongue("fa")), Some((Slot::First, 2)));
        assert_eq!(tables.parameter("Titel", tongue("de")), Some((Slot::Title, 1)));
        assert_eq!(tables.parameter("s2cid", 0), Some((Slot::S2cid, 1)));
        assert!(matches!(tables.template("Cite_web", 0), Some(Role::Cite(class)) if class.word == "web"));
        assert!(
            matches!(tables.template(" template:Наведена  книга ", 0), Some(Role::Cite(class)) if class.word == "book")
        );
        let mut seen = SeenNames::default();
        tables.vote("Cita libro", &mut seen);
        let mut parameters = ["título", "editor", "data"].map(|key| Parameter::new(key, ""));
        tables.vote_parameters(&mut parameters, &mut seen);
        assert_ne!(seen.votes.winner(), 0);
    }
}
