//! Serial locators: where in a periodical an article stands, in the orders and punctuations of all styles.
//!
//! In: a walk and an offset. Out: a [`Locator`], volume, issue, pages and date read together, or nothing. Not here: the name of the periodical before it
//! ([`crate::grammar::style`]), and volumes behind a clause of their own ([`super::volume`]).
//!
//! ```text
//! locator = item *( separator item )
//! item    = [ word ] number / [ word ] range / date / "(" item ")"
//! e.g. 171(4356):737–738, 1953 / 27, 379–423 (1948) / 1948;27(3):379–423 / vol. 27, no. 3, pp. 379–423, Jul. 1948 / 12 (1999) 123
//! ```
//!
//! What an item is, is decided when all are known: a word says it, then a date is a date, a number in parentheses behind another is an issue, what a colon
//! stands before are pages, and of what is left the first is the volume and the last the pages.

use crate::grammar::label::{Label, Part};
use crate::grammar::pages::roman;
use crate::grammar::scratch::Lent;
use crate::grammar::walk::Walk;
use crate::locale::{Role, Slot, digit, is_letter, is_letter_or_number, spaceless};
use crate::record::Date;
use crate::source::run::run_of_digits;
use crate::source::{Span, behind_signs};

/// The most items of a locator: what has more is something else.
const MOST: usize = 9;

/// What an item looks like.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Number,
    Range,
    Roman,
    Date(Date),
    /// `4 Suppl`, `Special Issue`: words in parentheses behind a volume.
    Words,
}

/// One number or date, with what stands around it.
#[derive(Debug, Clone, Copy)]
pub(in crate::grammar) struct Item {
    kind: Kind,
    start: usize,
    end: usize,
    /// What the word before it says, and where that word begins.
    told: Option<(Label, usize)>,
    enclosed: bool,
    /// The sign before it: of several the first that is no space.
    behind: char,
}

/// A locator that was read.
#[derive(Debug)]
pub(crate) struct Locator<'h> {
    /// Its first byte.
    pub(crate) start: usize,
    /// One past its last byte.
    pub(crate) end: usize,
    /// What it says, in order.
    pub(crate) parts: Lent<'h, Part>,
    /// How sure it is that this is a locator: one point for a volume, one for pages, one for a date, one for words or parentheses.
    pub(crate) evidence: u32,
}

impl Locator<'_> {
    /// Whether something is said.
    pub(crate) fn says(&self, label: Label) -> bool {
        self.parts.iter().any(|part| part.label == label)
    }
}

/// Some of the items, a bit each.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Chosen(u32);

impl Chosen {
    const NONE: Self = Self(0);

    /// Those of so many that are chosen.
    fn of(count: usize, chosen: impl Fn(usize) -> bool) -> Self {
        Self((0..count.min(MOST)).rev().fold(0, |bits, index| bits << 1 | u32::from(chosen(index))))
    }

    const fn has(self, index: usize) -> bool {
        self.0 >> index & 1 == 1
    }

    fn first(self) -> Option<usize> {
        (self != Self::NONE).then(|| self.0.trailing_zeros() as usize)
    }

    fn last(self) -> Option<usize> {
        self.0.checked_ilog2().map(|last| last as usize)
    }

    /// The one that is left, if no other is.
    fn only(self) -> Option<usize> {
        self.last().filter(|_| self.0.is_power_of_two())
    }

    fn take_first(&mut self) -> Option<usize> {
        let first = self.first();
        self.0 &= self.0.wrapping_sub(1);
        first
    }

    fn take_last(&mut self) -> Option<usize> {
        let last = self.last()?;
        self.0 &= !(1 << last);
        Some(last)
    }
}

/// A sign between two items, or space.
const fn joint(character: char) -> bool {
    matches!(character, ' ' | '\u{a0}' | ',' | ';' | ':' | '.' | '/' | '，' | '；' | '：' | '、' | '·')
}

fn dash(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '~' | '∼' | '〜' | '～')
}

impl<'s> Walk<'_, 's> {
    /// Reads a locator that begins at an offset; `dated` where a date before the title is known.
    pub(crate) fn locator(&self, at: usize, dated: bool) -> Option<Locator<'s>> {
        let mut items = self.lexed.scratch.items.lend();
        let mut next = at;
        while items.len() <= MOST {
            let (from, behind) = self.joint_at(next, items.is_empty());
            let rest = self.rest(from);
            let first = rest.chars().next();
            let found = if let Some('(' | '（') = first {
                self.enclosed(from, behind, items.last())
            } else {
                self.item(from, behind, items.is_empty(), items.last()).map(|item| (item, item.end))
            };
            let Some((item, end)) = found else { break };
            next = end;
            // `pp. 97, 107`: a list of pages goes on with what is no year
            if let Some(pages) = items.last_mut()
                && matches!(pages.told, Some((Label::Page, _)))
                && item.told.is_none()
                && !item.enclosed
                && matches!(item.kind, Kind::Number | Kind::Range)
                && (behind == ',' || behind == ';')
                && !self.text.get(item.start..item.end).is_some_and(year)
            {
                pages.end = item.end;
                pages.kind = Kind::Range;
                continue;
            }
            items.push(item);
        }
        if items.is_empty() || items.len() > MOST {
            return None;
        }
        self.assigned(&items, at, next, dated)
    }

    /// Steps over what joins items; gives the first sign of it, or a space.
    fn joint_at(&self, at: usize, first: bool) -> (usize, char) {
        if first {
            return (at, ' ');
        }
        let rest = self.rest(at);
        let kept = behind_signs(rest, joint);
        let signs = rest.get(..rest.len() - kept.len()).unwrap_or_default();
        let sign = signs.chars().find(|c| !c.is_whitespace()).unwrap_or(' ');
        let sign = if signs.contains(sign!(':' | '：')) { ':' } else { sign };
        (at + signs.len(), sign)
    }

    /// A number or date, with or without its word.
    fn item(&self, at: usize, behind: char, first: bool, before: Option<&Item>) -> Option<Item> {
        let rest = self.rest(at);
        let sign = rest.chars().next()?;
        if let Some(item) = self.worded(at, behind) {
            return Some(item);
        }
        // a number with such a sign right behind it is at most a year
        let plain = run_of_digits(rest.as_bytes());
        let alone = plain > 0
            && rest.as_bytes().get(plain).is_none_or(|sign| matches!(sign, b';' | b':' | b'(' | b')' | b'[' | b']'));
        if !alone
            && (digit(sign).is_some() || is_letter(sign))
            && let Some((length, date)) = self.date(rest)
            && rest.get(..length).is_some_and(|text| {
                text.contains(is_letter) && !text.ends_with(|c: char| c.is_ascii_lowercase() && text.len() == 5)
                    || text.matches(['-', '.', '/']).count() == 2
            })
            && date.year().is_some()
        {
            return Some(Item {
                kind: Kind::Date(date),
                start: at,
                end: at + length,
                told: None,
                enclosed: false,
                behind,
            });
        }
        let (length, kind) = number(rest)?;
        // a letter or a roman number begins no locator by itself, and no number goes on behind the end of a sentence with a letter
        let lettered = is_letter(sign);
        if first && lettered && (kind == Kind::Roman || length < 2) && !self.roman_volume(at, length) {
            return None;
        }
        if !first && lettered && behind == '.' && !matches!(before, Some(Item { kind: Kind::Date(_), .. })) {
            return None;
        }
        if !first && kind == Kind::Roman && length < 2 {
            return None;
        }
        Some(Item { kind, start: at, end: at + length, told: None, enclosed: false, behind })
    }

    /// `XXIII (1956), pp. 12–34`, `V, 1956`: a roman number with a year or a number right behind it.
    fn roman_volume(&self, at: usize, length: usize) -> bool {
        let rest = self.rest(at + length).trim_start_matches(sign!(' ' | ',' | '('));
        let sure = self.rest(at).starts_with(sign!('I' | 'V' | 'X' | 'L'));
        sure && rest.starts_with(|c: char| digit(c).is_some()) && !self.rest(at + length).starts_with('.')
    }

    /// `vol. 27`, `no. 3`, `pp. 379–423`, `第28卷`
    fn worded(&self, at: usize, behind: char) -> Option<Item> {
        let rest = self.rest(at);
        let roles = [Role::Volume, Role::Issue, Role::Page, Role::Pages, Role::Number];
        let begins = rest.chars().next()?;
        if is_letter(begins) || matches!(begins, '№' | '#') {
            // `VOL. 57, NO. 1`
            let shouted = rest.get(..2).is_some_and(|two| two.bytes().all(|byte| byte.is_ascii_uppercase()));
            let small = shouted.then(|| rest.get(..rest.len().min(12)).map(str::to_ascii_lowercase)).flatten();
            let said = small.as_deref().unwrap_or(rest);
            for phrase in self.locale.phrases.at_of(said, &roles).filter(|phrase| phrase.slot == Slot::Value) {
                let tail = rest.get(phrase.before.len()..)?;
                let value = tail.trim_start_matches(sign!(' ' | '.' | ':' | '\u{a0}'));
                let start = at + rest.len() - value.len();
                let Some((length, kind)) = number(value) else { continue };
                let letters = phrase.before.chars().filter(|c| is_letter(*c)).count();
                let spaced = value.len() < tail.len();
                let stopped = phrase.before.ends_with(sign!('.' | '°' | 'º' | '#' | '№')) || tail.starts_with('.');
                // a word of one letter without its stop introduces nothing: `A 12`
                if (kind == Kind::Roman && letters < 3)
                    || (letters == 1 && !stopped)
                    || !(spaced || stopped || spaceless(begins))
                    || value.starts_with(is_letter) && kind != Kind::Roman && letters < 2 && !spaced
                {
                    continue;
                }
                // `no 12`, `a. 12`: words of other languages must be of one that is known
                if letters <= 2 && !phrase.holds_in(self.languages) && !stopped {
                    continue;
                }
                let mut end = start + length;
                if !phrase.after.is_empty() {
                    let Some(behind) = self.rest(end).strip_prefix(phrase.after) else { continue };
                    end = self.end - behind.len();
                }
                let label = match phrase.role {
                    Role::Volume => Label::Volume,
                    Role::Issue | Role::Number => Label::Issue,
                    _ => Label::Page,
                };
                return Some(Item {
                    kind,
                    start,
                    end: start + length,
                    told: Some((label, at)),
                    enclosed: false,
                    behind,
                })
                .filter(|item| item.end <= end);
            }
        }
        None
    }

    /// `(3)`, `(1948)`, `(Jul. 1948)`, `(4 Suppl)`: gives where the parenthesis ends.
    fn enclosed(&self, at: usize, behind: char, before: Option<&Item>) -> Option<(Item, usize)> {
        let open = self.lexed.marks.get(self.lexed.mark_at(at)).filter(|mark| mark.at == at)?;
        let close = self.lexed.partner(open).filter(|close| close.end <= self.end)?;
        let inner = self.text.get(open.end..close.at)?;
        if inner.len() > 48 {
            return None;
        }
        let lead = inner.len() - inner.trim_start().len();
        let start = open.end + lead;
        let inner = inner.trim();
        let whole = |kind| Item { kind, start, end: start + inner.len(), told: None, enclosed: true, behind };
        if let Some((length, date)) = self.date(inner)
            && (length == inner.len()
                || inner.get(length..).is_some_and(|tail| tail.trim_matches(sign!('.' | ',' | ' ')).is_empty()))
            && date.year().is_none_or(|year| (1450..2100).contains(&year))
            && (inner.len() >= 4)
            && !matches!(date, Date::Undated)
        {
            return Some((Item { end: start + length, ..whole(Kind::Date(date)) }, close.end));
        }
        if let Some(item) = self.worded(start, behind)
            && item.end == start + inner.len()
        {
            return Some((Item { enclosed: true, ..item }, close.end));
        }
        before?;
        match number(inner) {
            Some((length, kind)) if length == inner.len() => Some((whole(kind), close.end)),
            _ => {
                let words = inner.split(' ').count() <= 4
                    && inner.chars().all(|c| is_letter_or_number(c) || " .-–/&".contains(c) || dash(c));
                let tight = at > 0 && matches!(before, Some(Item { kind: Kind::Number | Kind::Range, .. }));
                (words && tight && ["uppl", "ssue", "Pt", "Part"].iter().any(|word| inner.contains(word)))
                    .then(|| (whole(Kind::Words), close.end))
            }
        }
    }

    /// Decides what each item is.
    fn assigned(&self, items: &[Item], start: usize, end: usize, dated: bool) -> Option<Locator<'s>> {
        let text = |item: &Item| self.text.get(item.start..item.end).unwrap_or_default();
        let mut labels = [None; MOST];
        let labels = labels.get_mut(..items.len())?;
        labels.iter_mut().zip(items).for_each(|(label, item)| *label = item.told.map(|told| told.0));
        let date = date_item(items, labels, dated, &text);
        if dated && date.and_then(|index| items.get(index)).is_some_and(|item| item.enclosed) {
            return None;
        }
        // `Greenwood Press. 2007. p. 40`: a year and a page behind stops are those of a book
        let sentences = items.iter().skip(1).any(|item| item.behind == '.');
        if let Some(label) = date.and_then(|index| labels.get_mut(index)) {
            *label = Some(Label::Issued);
        }
        // `27 (3)`, `54(June)`: what stands in parentheses behind a volume
        for index in 0..items.len() {
            let (Some(item), Some(None)) = (items.get(index), labels.get(index)) else { continue };
            if item.enclosed && !labels.contains(&Some(Label::Issue)) {
                *labels.get_mut(index)? = Some(Label::Issue);
            } else if matches!(item.kind, Kind::Date(_)) {
                *labels.get_mut(index)? = Some(Label::Annotation);
            }
        }
        let has = |labels: &[Option<Label>], label| labels.contains(&Some(label));
        let mut left = Chosen::of(labels.len(), |index| labels.get(index) == Some(&None));
        // what a colon stands before are pages
        if !has(labels, Label::Page)
            && let Some(last) = left.last()
            && items.get(last).is_some_and(|item| item.behind == ':')
            && last > 0
        {
            *labels.get_mut(last)? = Some(Label::Page);
            left.take_last();
        }
        // one range by itself, with a date before it or nothing else, are pages; a number is a volume where it is short
        if let Some(only) = left.only() {
            let item = items.get(only)?;
            let lettered = text(item).starts_with(is_letter) && only > 0;
            let long = item.kind == Kind::Number && text(item).len() > 4;
            let issue_behind = items.get(only + 1).is_some_and(|next| next.enclosed)
                && labels.get(only + 1) == Some(&Some(Label::Issue));
            let page = !has(labels, Label::Page)
                && !issue_behind
                && (has(labels, Label::Volume) || item.kind == Kind::Range && wide(text(item)) || lettered || long);
            *labels.get_mut(only)? = Some(if page {
                Label::Page
            } else if has(labels, Label::Volume) {
                if has(labels, Label::Issue) {
                    return None;
                }
                Label::Issue
            } else {
                Label::Volume
            });
            left = Chosen::NONE;
        }
        if !has(labels, Label::Volume)
            && let Some(first) = left.take_first()
        {
            *labels.get_mut(first)? = Some(Label::Volume);
        }
        if !has(labels, Label::Page)
            && let Some(last) = left.take_last()
        {
            *labels.get_mut(last)? = Some(Label::Page);
        }
        if !has(labels, Label::Issue)
            && let Some(first) = left.take_first()
        {
            *labels.get_mut(first)? = Some(Label::Issue);
        }
        // `中华书局. 1979: 353–360`: a year and the pages of a book
        let book = items.len() == 2
            && date == Some(0)
            && items.get(1).is_some_and(|item| item.behind == ':')
            && items.first().is_some_and(|item| !item.enclosed);
        if book || left != Chosen::NONE || sentences && !has(labels, Label::Volume) && !has(labels, Label::Issue) {
            return None;
        }
        self.said(items, labels, start, end)
    }

    /// The locator that items and their labels make.
    fn said(&self, items: &[Item], labels: &[Option<Label>], start: usize, end: usize) -> Option<Locator<'s>> {
        let mut parts = self.lexed.scratch.labelled.lend();
        let mut evidence = 0;
        let mut words = false;
        for (item, label) in items.iter().zip(labels) {
            let label = (*label)?;
            if let Some((_, at)) = item.told {
                parts.push(Part { label: Label::Keyword, span: Span::new(at, item.start), date: None });
                words = true;
            }
            words |= item.enclosed;
            let date = (label == Label::Issued).then(|| self.date_of(item)).flatten();
            // each is said once
            if label != Label::Annotation && parts.iter().any(|part: &Part| part.label == label) {
                return None;
            }
            evidence += u32::from(matches!(label, Label::Volume | Label::Page | Label::Issued));
            parts.push(Part { label, span: Span::new(item.start, item.end), date });
        }
        Some(Locator { start, end, parts, evidence: evidence + u32::from(words) })
    }

    fn date_of(&self, item: &Item) -> Option<Date> {
        match item.kind {
            Kind::Date(date) => Some(date),
            _ => self.date(self.text.get(item.start..item.end)?).map(|(_, date)| date),
        }
    }
}

/// Which item is the date: one that can be nothing else, a year in parentheses, one before a semicolon, the last behind a comma, or the first.
fn date_item<'t>(
    items: &[Item],
    labels: &[Option<Label>],
    known: bool,
    text: &dyn Fn(&Item) -> &'t str,
) -> Option<usize> {
    // `12 (June): 1–4` behind a year before the title: what has no year is no other date
    let sure = items.iter().position(|item| matches!(item.kind, Kind::Date(date) if !known || date.year().is_some()));
    if sure.is_some() {
        return sure;
    }
    if known {
        return None;
    }
    let dated = |index: usize| {
        labels.get(index) == Some(&None)
            && items.get(index).is_some_and(|item| {
                let text = text(item);
                let digits = text.trim_end_matches(|c: char| c.is_ascii_lowercase());
                let first = digits.split(dash).next().unwrap_or_default();
                let plain = year;
                let range = item.kind == Kind::Range && plain(first) && digits.len() <= 11 && {
                    let last = digits.rsplit(dash).next().unwrap_or_default();
                    last.len() == 2 && (first.get(2..) < Some(last))
                        || plain(last)
                            && last > first
                            && last.parse::<u32>().ok() < first.parse::<u32>().ok().map(|first| first + 5)
                };
                text.len() - digits.len() <= 1 && (plain(digits) || range && (item.behind != ':'))
            })
    };
    let years = Chosen::of(items.len(), dated);
    let others = items.len() - 1;
    let free = (0..items.len()).filter(|&index| labels.get(index) == Some(&None)).count();
    let (first, last) = (years.first()?, years.last()?);
    let enclosed = |index: usize| items.get(index).is_some_and(|item| item.enclosed);
    if let Some(enclosed) = Chosen::of(items.len(), |index| years.has(index) && enclosed(index)).first() {
        return Some(enclosed);
    }
    let behind = |index: usize| items.get(index).map(|item| item.behind);
    if first == 0 && behind(1) == Some(';') {
        return Some(0);
    }
    if others == 0 {
        return None;
    }
    if last == others && last > 0 && behind(last) != Some(':') && (first != 0 || free < 3) {
        return Some(last);
    }
    if first == 0 {
        return Some(0);
    }
    (behind(first) != Some(':')).then_some(first)
}

/// Whether a text is a year and nothing else.
fn year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) && ("1500".."2100").contains(&text)
}

/// Whether a range is one of pages rather than of two volumes.
fn wide(range: &str) -> bool {
    let mut numbers = range.split(dash).map(|number| number.trim().parse::<u32>().ok());
    match (numbers.next().flatten(), numbers.next().flatten()) {
        (Some(first), Some(last)) => last != first + 1 || first > 200,
        _ => true,
    }
}

/// The length of a number at the beginning of a text, and what it looks like: `27`, `379–423`, `e1005`, `024908`, `A57`, `XXIII`, `71--80`, `3/4`.
fn number(text: &str) -> Option<(usize, Kind)> {
    // mostly digits, and a sign that ends them
    let bytes = text.as_bytes();
    let plain = run_of_digits(bytes);
    if (1..=10).contains(&plain)
        && bytes.get(plain).is_none_or(|sign| matches!(sign, b',' | b';' | b':' | b'(' | b')' | b'[' | b']'))
    {
        return Some((plain, Kind::Number));
    }
    let end = one(text)?;
    let word = text.get(..end)?;
    if word.chars().all(is_letter) {
        let ends = !text.get(end..).is_some_and(|rest| rest.starts_with(|c: char| is_letter_or_number(c)));
        return (ends && roman(word) && word.chars().all(char::is_uppercase)).then_some((end, Kind::Roman));
    }
    let rest = text.get(end..)?;
    // a range, with or without spaces around its dash
    let tail = rest.trim_start_matches(' ');
    let after = tail.trim_start_matches(dash);
    let dashes = tail.chars().take_while(|c| dash(*c)).count();
    let slash = tail.starts_with('/') && tail.len() == rest.len();
    let after = if slash { tail.get(1..)? } else { after };
    let next = after.trim_start_matches(' ');
    if (slash || (1..=3).contains(&dashes))
        && let Some(length) = one(next)
        && next.get(..length).is_some_and(|word| word.contains(|c| digit(c).is_some()))
    {
        let end = text.len() - next.len() + length;
        return ends(text, end).then_some((end, Kind::Range));
    }
    ends(text, end).then_some((end, Kind::Number))
}

fn ends(text: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default();
    // `Version 5.0`, and no `53.17 (2010)`
    if let Some(behind) = rest.strip_prefix('.').filter(|behind| behind.starts_with(|c: char| c.is_ascii_digit()))
        && !behind.trim_start_matches(|c: char| c.is_ascii_digit() || dash(c)).trim_start().starts_with('(')
    {
        return false;
    }
    !rest.starts_with(|c: char| {
        (is_letter_or_number(c) && !spaceless(c)) || matches!(c, '%' | '°' | '\'' | '’' | '@' | '_')
    })
}

/// The length of one number, with up to three letters before it and one behind it.
fn one(text: &str) -> Option<usize> {
    let mut letters = 0;
    let mut digits = 0;
    let mut end = 0;
    for (at, character) in text.char_indices() {
        if digit(character).is_some() {
            digits += 1;
        } else if character.is_ascii_alphabetic() {
            // one letter may end a number
            if digits > 0 && !text.get(at + 1..)?.starts_with(|c: char| c.is_ascii_alphanumeric()) {
                return Some(at + 1);
            }
            letters += 1;
        } else {
            break;
        }
        end = at + character.len_utf8();
        if letters > 10 {
            return None;
        }
    }
    let word = text.get(..end)?;
    let number = digits > 0 && digits <= 10 && letters <= 3 && word.ends_with(|c| digit(c).is_some());
    (number || digits == 0 && !word.is_empty() && roman(word)).then_some(end)
}
