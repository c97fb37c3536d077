//! Walks over the clauses of a note: what is an element of a citation is labelled, what is not is collected for the style to arrange.
//!
//! In: a lexed note and where to begin. Out: parts, and the free stretches between them, each a clause that no word or form explains: titles, sources,
//! publishers. Not here: what an element is ([`super::element`]), and what a free stretch is (the style).

use super::Context;
use super::label::{Label, Parts};
use super::lexical::{Lexed, Mark, MarkKind};
use super::scratch::Lent;
use super::words::behind_space;
use crate::locale::{DateOrder, Locale, Phrase, Role as PhraseRole, is_letter};
use crate::record::Role;
use crate::source::{before_signs, behind_signs};
use std::cell::LazyCell;

/// What separates the clauses of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Separator {
    /// Full stops (CS1).
    Stop,
    /// Commas (CS2, news style).
    Comma,
    /// A stop behind the title, commas behind what follows it (German and kindred styles).
    Mixed,
}

/// A clause that is no element.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Free {
    /// Its first byte.
    pub(crate) start: usize,
    /// One past its last byte.
    pub(crate) end: usize,
    /// Whether a volume follows it: it is a journal, or a series.
    pub(crate) volume: bool,
    /// How many elements stand before it.
    pub(crate) elements: usize,
    /// Whether "In" stands before it: it is the container of a chapter.
    pub(crate) within: bool,
}

/// The state of a walk.
#[derive(Debug)]
pub(crate) struct Walk<'l, 's> {
    pub(crate) lexed: &'l Lexed<'s>,
    pub(crate) text: &'s str,
    pub(crate) locale: &'static Locale,
    pub(crate) order: DateOrder,
    /// The languages of the document, as bits, and those that the note gives away itself.
    pub(crate) languages: u128,
    pub(crate) separator: Separator,
    /// Where the citation ends; what follows are messages.
    pub(crate) end: usize,
    /// The text up to there.
    cited: &'s str,
    pub(crate) parts: Parts<'s>,
    pub(crate) free: Lent<'s, Free>,
    /// How many elements were read.
    pub(crate) elements: usize,
    /// Where the title ended, until something else was read: a bracket right there is a translation of it.
    pub(crate) behind_title: Option<usize>,
    /// Whether "In" was read, and no container after it yet.
    pub(crate) within: bool,
    /// Plausibility of the names that were read, where any were.
    pub(crate) names: Option<f32>,
    /// The separator that an element is tried behind, while free text is collected.
    pub(crate) behind: Option<MarkKind>,
    /// Whether the first clause is being collected, and is the title.
    pub(crate) in_title: bool,
    /// Whether an element is tried behind the stop of an abbreviation.
    pub(crate) weakly: bool,
    /// How many elements stand behind commas at which a title or another free stretch ends.
    pub(crate) behind_commas: u32,
    /// How often what stands where clauses end is the separator of this walk (and how often it is the other one).
    pub(crate) evidence: (u32, u32),
}

/// The languages whose words for "retrieved" or "archived" begin a clause of the note: `URL consultato il` is Italian, whatever the page.
fn said(lexed: &Lexed<'_>) -> u128 {
    *lexed.said.get_or_init(|| {
        let phrases = &Locale::get().phrases;
        let of_web = &[PhraseRole::Accessed, PhraseRole::Archived];
        let bytes = lexed.text.as_bytes();
        let mut said = 0;
        for mark in lexed.marks.iter().rev().take(24) {
            let at = mark.end + usize::from(bytes.get(mark.end) == Some(&b' '));
            // most clauses begin as none of these phrases does
            if !bytes.get(at).is_some_and(|first| phrases.may_begin_with(*first, of_web)) {
                continue;
            }
            let Some(rest) = lexed.text.get(at..).filter(|rest| phrases.may_begin(rest, of_web)) else { continue };
            let telling =
                |phrase: &Phrase| phrase.before.chars().nth(3).is_some() && phrase.languages.count_ones() <= 3;
            for phrase in phrases.at_of(rest, of_web).filter(telling) {
                said |= phrase.languages;
            }
        }
        said
    })
}

/// How many marks a clause may hold: what is looked through again for each value stays short.
const MOST_MARKS: usize = 256;

/// Whether a character separates clauses, or closes one.
const fn separates(character: char) -> bool {
    matches!(
        character,
        '.' | ','
            | ';'
            | ':'
            | '·'
            | '|'
            | '/'
            | ')'
            | ']'
            | '}'
            | '。'
            | '，'
            | '、'
            | '；'
            | '：'
            | '．'
            | '،'
            | '؛'
            | '।'
            | '۔'
            | '）'
            | '］'
            | '】'
            | '*'
            | '•'
            | '?'
            | '!'
            | '؟'
            | '»'
            | '”'
    )
}

impl<'l, 's> Walk<'l, 's> {
    /// Begins a walk over a note, of which messages at the end are labelled and left out.
    pub(crate) fn new(lexed: &'l Lexed<'s>, separator: Separator, context: Context) -> Self {
        let mut parts = Parts::within(lexed.scratch);
        let end = super::message::strip(lexed, &mut parts);
        Self {
            lexed,
            text: lexed.text,
            locale: Locale::get(),
            order: context.order,
            languages: context.languages | said(lexed),
            separator,
            end,
            cited: lexed.text.get(..end).unwrap_or_default(),
            parts,
            free: lexed.scratch.clauses.lend(),
            elements: 0,
            behind_title: None,
            within: false,
            names: None,
            behind: None,
            in_title: false,
            weakly: false,
            behind_commas: 0,
            evidence: (0, 0),
        }
    }

    /// The text from an offset to the end of the citation.
    #[inline]
    pub(crate) fn rest(&self, at: usize) -> &'s str {
        self.cited.get(at..).unwrap_or_default()
    }

    /// Ends the citation at an offset.
    pub(crate) fn end_at(&mut self, end: usize) {
        self.end = end;
        self.cited = self.text.get(..end).unwrap_or_default();
    }

    /// Reads from `at` to the end of the citation.
    pub(crate) fn run(&mut self, mut at: usize) {
        while let Some(next) = self.step(at) {
            at = next;
        }
    }

    /// Reads the next element or free stretch; gives where reading goes on, nothing at the end of the citation.
    pub(crate) fn step(&mut self, from: usize) -> Option<usize> {
        let at = self.skip(from);
        if at >= self.end {
            return None;
        }
        self.behind = None;
        self.weakly = false;
        self.in_title = false;
        let Some(next) = self.element(at) else { return Some(self.free_text(at)) };
        let comma = self.text.get(from..at).is_some_and(|gap| gap.contains(','));
        self.behind_commas += u32::from(comma);
        Some(next.max(at + 1))
    }

    /// Steps over space, separators and what closes.
    pub(crate) fn skip(&self, mut at: usize) -> usize {
        // mostly one space, or nothing, and then a word
        match self.text.as_bytes().get(at..self.end) {
            Some([first, ..]) if first.is_ascii_alphanumeric() => return at,
            Some([b' ', first, ..]) if first.is_ascii_alphanumeric() => return at + 1,
            _ => {}
        }
        loop {
            let rest = self.rest(at);
            let kept = behind_signs(rest, |c| c.is_whitespace() || separates(c));
            let next = at + rest.len() - kept.len();
            // a dash that no phrase begins with
            let Some(dash) = kept.chars().next().filter(|c| matches!(c, '–' | '—' | '-' | '―')) else {
                return next;
            };
            let tail = LazyCell::new(|| kept.get(..self.clause_end(next) - next).unwrap_or_default().trim_end());
            let via = |phrase: Phrase| {
                let stands = phrase.after.as_bytes().first().is_some_and(|first| self.lexed.has_byte(*first));
                phrase.before.contains(is_letter) || (stands && tail.ends_with(phrase.after))
            };
            if self.locale.phrases.at_of(kept, &[PhraseRole::Via]).any(via) {
                return next;
            }
            at = next + dash.len_utf8();
        }
    }

    /// Collects a free stretch that begins at `at`; gives where reading goes on.
    fn free_text(&mut self, at: usize) -> usize {
        let index = self.free.len();
        let (elements, within) = (self.elements, self.within);
        self.in_title = index == 0 && !self.parts.has(Label::Title);
        self.within = false;
        self.behind_title = None;
        self.free.push(Free { start: at, end: self.end, volume: false, elements, within });
        let lexed = self.lexed;
        for mark in lexed.top(at, self.end) {
            let (cut, resume) = match mark.kind {
                MarkKind::Open => (mark.at, mark.at),
                // 『地理学評論』第48巻: a work in wide quotation marks ends where they do
                MarkKind::OpenQuote if mark.at == at && self.wide_quotation(mark).is_some() => {
                    let end = self.wide_quotation(mark).unwrap_or(mark.end);
                    self.set_end(index, end);
                    return end;
                }
                MarkKind::Close | MarkKind::OpenQuote | MarkKind::CloseQuote => continue,
                // `Strait Closed by Ice: https://…`
                MarkKind::Address => {
                    let head = self.text.get(at..mark.at).unwrap_or_default();
                    let head =
                        before_signs(head, |c| c.is_whitespace() || matches!(c, ':' | '：' | ',' | '-' | '–' | '|'));
                    (at + head.len(), mark.at)
                }
                _ => (mark.at, mark.end),
            };
            if cut <= at {
                continue;
            }
            if !self.may_cut(mark) {
                continue;
            }
            // the mark of a question belongs to its title
            let keeps_mark = matches!(mark.sign, '?' | '!' | '？' | '！');
            self.set_end(index, if keeps_mark { mark.end } else { cut });
            let next = if mark.kind == MarkKind::Dash { resume - (mark.end - mark.at) } else { self.space(resume) };
            let before = (self.parts.len(), self.elements);
            self.behind = Some(mark.kind);
            self.weakly = mark.kind == MarkKind::Stop && self.abbreviation(mark);
            if next < self.end
                && let Some(after) = self.element(next)
            {
                // `Gallimard, 1952 (ISBN …)`: the year that ends the stretch is an element, too
                let year = mark.kind == MarkKind::Open
                    && self.text.get(at..mark.at).is_some_and(|stretch| {
                        stretch
                            .trim_end()
                            .rsplit_once(", ")
                            .is_some_and(|(_, year)| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))
                    });
                self.behind_commas += u32::from(mark.kind == MarkKind::Comma || year);
                return after;
            }
            if next >= self.end {
                return self.end;
            }
            self.parts.back_to(before.0);
            self.elements = before.1;
            if self.border(mark) {
                return resume;
            }
        }
        self.set_end(index, self.end);
        self.end
    }

    /// Where the 『…』 that the mark opens ends.
    fn wide_quotation(&self, open: &Mark) -> Option<usize> {
        let wide = matches!(open.sign, '『' | '「' | '《');
        wide.then(|| self.lexed.partner(open)).flatten().map(|close| close.end)
    }

    fn set_end(&mut self, index: usize, end: usize) {
        if let Some(free) = self.free.get_mut(index) {
            free.end = end;
        }
    }

    fn space(&self, at: usize) -> usize {
        let rest = self.rest(at);
        at + rest.len() - behind_space(rest).len()
    }

    /// Notes which separator stands at an offset where a clause ends.
    pub(crate) fn separated(&mut self, at: usize) {
        match (behind_space(self.rest(at)).chars().next(), self.separator) {
            (Some('.'), Separator::Stop) | (Some(','), Separator::Comma | Separator::Mixed) => self.evidence.0 += 1,
            (Some('.'), Separator::Comma | Separator::Mixed) | (Some(','), Separator::Stop) => self.evidence.1 += 1,
            _ => {}
        }
    }

    /// Labels the names of a stretch and notes their plausibility.
    pub(crate) fn names(&mut self, start: usize, end: usize, role: Role) {
        let plausible = self.lexed.names(start, end, role, &mut self.parts);
        self.names = Some(self.names.map_or(plausible, |before| before.min(plausible)));
    }

    /// Labels a range.
    pub(crate) fn label(&mut self, label: Label, start: usize, end: usize) {
        self.parts.label(self.text, label, start, end);
    }

    /// Where the clause that begins at `at` ends, at a border or at the end: for values of any words.
    pub(crate) fn clause_end(&self, at: usize) -> usize {
        for mark in self.lexed.top(at, self.end).take(MOST_MARKS) {
            let ends = match mark.kind {
                MarkKind::Open => mark.sign == '[',
                MarkKind::Close => {
                    mark.partner.is_none_or(|partner| self.lexed.marks.get(partner).is_none_or(|open| open.at < at))
                }
                _ => {
                    self.may_cut(mark)
                        && (self.border(mark)
                            || (mark.kind == MarkKind::Stop && crate::source::is_blank(self.rest(mark.end))))
                }
            };
            if ends {
                return mark.at;
            }
        }
        self.end
    }
}
