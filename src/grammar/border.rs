//! Where clauses end: which stops, commas and semicolons are borders, and which belong to a word, a number or a name.
//!
//! In: a walk and a mark. Out: yes or no. Not here: what stands between two borders ([`super::element`], [`super::style`]).

use super::lexical::{Mark, MarkKind};
use super::walk::{Separator, Walk};
use super::words::{begins_with, behind_space, last_word};
use crate::locale::{DateWord, SourceKind, is_letter, spaceless};
use crate::source::lanes::{beyond, letters, same, within};
use crate::source::run::{behind_marked, count_marked, first_marked, holds};
use crate::source::{before_signs, is_blank, trim};

/// The longest name of a source that a clause is looked through for, in bytes.
const LONGEST_SOURCE: usize = 256;

impl Walk<'_, '_> {
    /// Whether an element may begin behind the mark at all: a stop or comma inside a word or number is no border.
    pub(super) fn may_cut(&self, mark: &Mark) -> bool {
        // so it is with most
        if mark.end >= self.end || self.text.as_bytes().get(mark.end) == Some(&b' ') {
            return true;
        }
        let next = self.rest(mark.end).chars().next();
        match mark.kind {
            MarkKind::Open | MarkKind::Dash | MarkKind::Address => true,
            MarkKind::Colon => next.is_none_or(char::is_whitespace) || mark.sign == '：',
            _ => {
                let wide = !mark.sign.is_ascii() && !matches!(mark.sign, '،' | '؛');
                wide || next.is_none_or(|c| c.is_whitespace() || matches!(c, '[' | '(' | '{' | '"' | ')' | ']'))
                    || (mark.kind == MarkKind::Stop
                        && next.is_some_and(char::is_uppercase)
                        && self.rest(mark.end).starts_with("Retrieved"))
            }
        }
    }

    /// Whether a clause ends at the mark, even if what follows is no element.
    pub(super) fn border(&self, mark: &Mark) -> bool {
        match mark.kind {
            MarkKind::Stop if matches!(mark.sign, '。' | '．' | '।' | '۔') => true,
            MarkKind::Stop if matches!(mark.sign, '?' | '!') => {
                self.separator == Separator::Mixed && !self.goes_on_small(mark.end)
            }
            MarkKind::Stop if mark.sign == '.' => {
                self.separator != Separator::Comma && !self.abbreviation(mark) && !self.goes_on_small(mark.end)
            }
            MarkKind::Comma => {
                self.separator == Separator::Comma
                    || (self.separator == Separator::Mixed && !self.in_title)
                    || (mark.sign == '、' && !self.in_title)
                    || self.source_behind(mark)
            }
            // `The Year the Lake Froze – The Guardian`, as browsers and lists of links have it
            MarkKind::Dash => self.source_behind(mark),
            // an address is no word of a title
            MarkKind::Address => true,
            MarkKind::Semicolon => self.separator != Separator::Comma && !self.in_title && !self.place_before(mark.at),
            _ => false,
        }
    }

    /// Whether a known place ends at an offset: `Leiden; New York; Köln : Brill`.
    fn place_before(&self, at: usize) -> bool {
        let head = self.text.get(..at).unwrap_or_default();
        let from = head.rfind(sign!('.' | ';' | ']' | ')')).map_or(0, |stop| stop + 1);
        head.get(from..).is_some_and(|place| self.locale.places.contains(trim(place)))
    }

    /// Whether a known source fills the clause that begins behind a comma or a dash: `Early Mars 'too salty', BBC News (2008)`.
    fn source_behind(&self, mark: &Mark) -> bool {
        if !self.in_title {
            return false;
        }
        let dash = mark.kind == MarkKind::Dash;
        // no name of a source is longer: thousands of dashes are not passed over from each of them
        let window = self.end.min(mark.end + LONGEST_SOURCE);
        let next = self.lexed.top(mark.end, window).find(|next| !matches!(next.kind, MarkKind::Dash));
        if next.is_none() && window < self.end {
            return false;
        }
        let end = next.map_or(window, |next| next.at);
        let ended = next.is_none_or(|next| match next.kind {
            MarkKind::Open | MarkKind::Address => true,
            // `Ice | Toronto Star. Thestar.com`: where a work follows, the site was copied with the title
            MarkKind::Stop => !dash || is_blank(self.rest(next.end)),
            // `Lake Frozen – The Guardian, 3 May 2010`
            MarkKind::Comma => dash,
            _ => false,
        });
        let name = trim(self.text.get(mark.end..end).unwrap_or_default());
        ended
            && name.len() > 3
            && name.starts_with(char::is_uppercase)
            && self.lexed.source(name).is_some_and(|kind| !matches!(kind, SourceKind::Publisher))
    }

    /// A sentence does not go on with a small letter.
    pub(crate) fn goes_on_small(&self, at: usize) -> bool {
        let rest = behind_space(self.rest(at));
        // most begin with a capital, or with a sign
        if !rest.starts_with(char::is_lowercase) {
            return false;
        }
        let ends = |sixteen| same(sixteen, b' ') | same(sixteen, b',') | same(sixteen, b';');
        let word = rest.get(..first_marked(rest.as_bytes(), ends)).unwrap_or_default();
        // `2015.census.gov`, `eMedicine`, `kc1john`: names that begin with a small letter
        let bare = before_signs(word, |c| c == '.');
        let site = holds(bare.as_bytes(), b'.') || bare.chars().any(|c| c.is_uppercase() || c.is_ascii_digit());
        // `astronews, 1. April 2009`: a name in small letters that fills its clause
        // `nineplanets (November 20, 2004)`
        let behind = rest.get(word.len()..).unwrap_or_default();
        let alone = || {
            self.separator == Separator::Mixed && begins_with(behind, b',')
                || behind.strip_prefix(" (").is_some_and(|date| self.date(date).is_some())
        };
        !site && !alone()
    }

    /// Whether the full stop belongs to the word before it: an initial, an abbreviation, a number with more behind it.
    pub(crate) fn abbreviation(&self, mark: &Mark) -> bool {
        if let Some(known) = mark.abbreviates.get() {
            return known;
        }
        let abbreviates = self.abbreviates(mark);
        mark.abbreviates.set(Some(abbreviates));
        abbreviates
    }

    fn abbreviates(&self, mark: &Mark) -> bool {
        let Some(head) = self.text.get(..mark.at) else { return false };
        let word = word_before(head);
        let letters = letter_count(word);
        let alone = |c: char| c.len_utf8() == word.len() && c.is_uppercase() && is_letter(c) && !spaceless(c);
        if word.starts_with(alone) {
            return !self.place_behind(mark.end);
        }
        // U.S., Ph.D., и т.д.: stops inside
        if holds(word.as_bytes(), b'.')
            && word.split('.').all(|piece| piece.chars().count() <= 2 && piece.chars().all(is_letter))
        {
            return true;
        }
        // `On Jan. 1, out of many`: a month, and its day
        let after = behind_space(self.rest(mark.end));
        if after.starts_with(sign!('1'..='9'))
            && after.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(", ")
            && matches!(self.locale.calendar.word(word), Some(DateWord::Month(_)))
        {
            return true;
        }
        // `HORÁK, Ev. Lunar Chronicles`: a given name behind a family name in capitals
        let family = head.get(..head.len() - word.len()).and_then(|head| head.strip_suffix(", ")).map(last_word);
        if family.is_some_and(|family| family.chars().all(char::is_uppercase) && family.chars().count() >= 3)
            && word.starts_with(char::is_uppercase)
        {
            return false;
        }
        // `CIA. 2009`: capitals alone abbreviate nothing that goes on
        let shouted = || letters >= 3 && word.chars().all(char::is_uppercase);
        word.len() <= 24
            && letters > 0
            && !shouted()
            && self.locale.abbreviations.contains(word)
            && !self.place_behind(mark.end)
    }

    /// Whether a known place and a colon stand at an offset, as before a publisher: `Studies of Foo Co. London: Routledge`.
    fn place_behind(&self, at: usize) -> bool {
        let rest = behind_space(self.rest(at));
        if !rest.starts_with(|c: char| is_letter(c) && !c.is_lowercase()) {
            return false;
        }
        let Some(colon) = memchr::memchr(b':', rest.as_bytes().get(..rest.len().min(48)).unwrap_or_default()) else {
            return false;
        };
        rest.get(colon + 1..).is_some_and(|behind| behind.starts_with(' '))
            && rest.get(..colon).is_some_and(|place| {
                place.len() > 2
                    && (self.locale.places.contains(place)
                        || place.split_once(", ").is_some_and(|(city, region)| {
                            self.locale.places.contains(city) && self.locale.regions.contains(region)
                        }))
            })
    }
}

/// How many letters a word has.
fn letter_count(word: &str) -> usize {
    if word.is_ascii() {
        count_marked(word.as_bytes(), letters)
    } else {
        word.chars().filter(|c| is_letter(*c)).count()
    }
}

/// The word that ends a text.
fn word_before(text: &str) -> &str {
    let ends = |sixteen| {
        let signs = same(sixteen, b' ') | same(sixteen, b'"') | within(sixteen, b'\'', b'(') | same(sixteen, b'[');
        signs | same(sixteen, b'-') | same(sixteen, b'/') | beyond(sixteen)
    };
    let word = text.len() - behind_marked(text.as_bytes(), ends);
    match word.checked_sub(1).and_then(|sign| text.as_bytes().get(sign)) {
        Some(sign) if !sign.is_ascii() => {
            let ends =
                |c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '«' | '-' | '–' | '/' | '\'' | '’');
            text.rsplit(ends).next().unwrap_or_default()
        }
        _ => text.get(word..).unwrap_or_default(),
    }
}
