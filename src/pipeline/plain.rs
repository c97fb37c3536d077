//! Tells the notes that are plainly one citation, as nearly all are.
//!
//! In: a note in its text. Out: whether it is one, at a look at its words, sixty-four bytes at a time: most words are only counted, and those with a bracket,
//! a quotation mark or something that is no ASCII are looked at one by one. Not here: what becomes of the others ([`super::bundle`]).

use super::bundle::SENTENCE;
use crate::locale::{Locale, digit, is_letter, is_letter_or_number};
use crate::source::lanes::same;
use crate::source::run::first_marked;
use crate::source::{Span, below, bits, chunk_at, marked};

/// A note shorter than this, in bytes, without a stop or semicolon holds no two citations: most are short forms.
const SHORTEST: usize = 48;

/// A note as long as this, in bytes, is not plain.
const LONGEST: usize = 1000;

/// How many bytes are looked at together.
const WIDTH: usize = 64;

/// Whether a note is surely one citation: a glance at a short one, a look at the words of a longer one.
pub(super) fn is_one(text: &str, note: Span) -> bool {
    note.len() < SHORTEST && is_undivided(text, note) || note.len() < LONGEST && is_plain(text, note)
}

/// Whether no mark stands in a short note that may divide it.
fn is_undivided(text: &str, note: Span) -> bool {
    let chunk = chunk_at::<WIDTH>(text.as_bytes(), note.start);
    let of = |marked: [u8; WIDTH]| bits(&marked) & below(note.len());
    let stops = of(marked(&chunk, |byte| byte == b'.')) & of(marked(&chunk, |byte| byte == b' ')) >> 1;
    if stops | of(marked(&chunk, |byte| byte == b';')) != 0 {
        return false;
    }
    of(marked(&chunk, |byte| byte >= 0x80)) == 0 || !note.slice(text).contains(['；', '؛', '•', '。'])
}

/// Whether a note is plainly one citation: a single date in parentheses or title in quotation marks, no semicolon or bullet, no word
/// like "see" where a clause begins, no clause of small words. Before the pieces are looked for.
fn is_plain(text: &str, note: Span) -> bool {
    // the first word begins a clause, and so does the one behind it
    let mut walk = Walk { begins: true, ..Walk::default() };
    let mut at = note.start;
    while at < note.end {
        let words = Words::of(text, Span::new(at, note.end), at == note.start);
        if !walk.over(&words) {
            return false;
        }
        if words.ended {
            break;
        }
        at += words.text.len();
    }
    !walk.is_prose() && !walk.within && walk.opened <= 1 && walk.quoted <= 1
}

/// Words in a row, all of them whole, with the spaces around them: where something stands in them, a bit a byte.
struct Words<'t> {
    text: &'t str,
    /// Where words begin and end.
    starts: u64,
    ends: u64,
    spaces: u64,
    letters: u64,
    small: u64,
    /// Where words end with a mark behind which a clause begins.
    marks: u64,
    /// The same of those that end a sentence.
    stops: u64,
    /// Straight quotation marks, closing brackets, and what is no ASCII: a word with the last is looked at by itself.
    quotes: u64,
    closers: u64,
    wide: u64,
    digits: u64,
    /// Bullets before a word and bullets or semicolons behind one.
    divided: bool,
    /// Whether a message of the software begins behind them: `{{cite web}}: …`.
    ended: bool,
}

impl<'t> Words<'t> {
    /// The words that a stretch begins with, as many as are whole in so many bytes, or a longer one; `first` tells whether a note begins with them.
    fn of(text: &'t str, stretch: Span, first: bool) -> Self {
        let bytes = text.as_bytes();
        let mut chunk = chunk_at::<WIDTH>(bytes, stretch.start);
        let known = stretch.len().min(WIDTH);
        let of = |marked: [u8; WIDTH], of: u64| bits(&marked) & of;
        let spaces = of(marked(&chunk, |byte| byte == b' '), below(known));
        // the last word may go on
        let whole = if stretch.len() > WIDTH { WIDTH - spaces.leading_zeros() as usize } else { known };
        // one that goes on behind all is known by its first byte and its last, and looked at by itself
        let long = whole == 0;
        let length = if long {
            let behind = bytes.get(stretch.start..stretch.end).unwrap_or_default();
            first_marked(behind, |sixteen| same(sixteen, b' '))
        } else {
            whole
        };
        if long && let (Some(end), Some(last)) = (chunk.last_mut(), bytes.get(stretch.start + length - 1)) {
            *end = *last;
        }
        let filled = below(length.min(WIDTH)) & !spaces;
        let starts = filled & !(filled << 1);
        let messages = of(marked(&chunk, |byte| byte == b'{'), starts);
        let length = if messages == 0 { length } else { messages.trailing_zeros() as usize };
        let (seen, filled) = (below(length), filled & below(length));
        let ends = filled & !(filled >> 1);
        let stops = of(marked(&chunk, |byte| byte == b'.' || byte == b'?' || byte == b'!'), ends);
        let marks = of(marked(&chunk, |byte| byte == b',' || byte == b':' || byte == b')' || byte == b'"'), ends);
        let bullets = of(marked(&chunk, |byte| byte == b'*'), filled);
        let semicolons = of(marked(&chunk, |byte| byte == b';'), ends);
        Self {
            text: text.get(stretch.start..stretch.start + length).unwrap_or_default(),
            starts: starts & seen,
            ends,
            spaces: spaces & seen,
            letters: of(marked(&chunk, |byte| byte.is_ascii_alphabetic()), filled),
            small: of(marked(&chunk, |byte| byte.is_ascii_lowercase()), filled),
            marks: marks | stops | if first { ends & ends.wrapping_neg() } else { 0 },
            stops,
            quotes: of(marked(&chunk, |byte| byte == b'"'), filled),
            closers: of(marked(&chunk, |byte| byte == b')'), filled),
            // a word that is longer than all is looked at by itself, too
            wide: if long { filled } else { of(marked(&chunk, |byte| byte >= 0x80), filled) },
            digits: of(marked(&chunk, |byte| byte.is_ascii_digit()), filled),
            divided: semicolons | bullets & (starts | ends) != 0,
            ended: messages != 0,
        }
    }

    /// The words that begin behind some ends, and whether one behind all of these does.
    fn behind(&self, ends: u64, before: bool) -> (u64, bool) {
        // a sum carries each over the spaces that follow it
        let (behind, over) = (ends << 1 | u64::from(before)).overflowing_add(self.spaces);
        (behind & self.starts, over || ends >> 63 == 1 || behind & !below(self.text.len()) != 0)
    }

    /// The word from one bit to another.
    fn word(&self, start: u32, end: u32) -> &'t str {
        let end = if end as usize == WIDTH - 1 { self.text.len() } else { end as usize + 1 };
        self.text.get(start as usize..end).unwrap_or_default()
    }
}

/// A walk over the words of a note.
#[derive(Debug, Default)]
struct Walk {
    /// The words of the sentence, and those that begin with a small letter.
    words: u32,
    small: u32,
    /// Dates in parentheses, and titles in quotation marks.
    opened: u32,
    quoted: u32,
    /// Whether the walk is within such a title: its words are small in most languages.
    within: bool,
    /// Whether a clause begins.
    begins: bool,
}

impl Walk {
    /// Goes over words; nothing more is to be known where they divide the note.
    fn over(&mut self, words: &Words<'_>) -> bool {
        if words.divided {
            return false;
        }
        let (mut clauses, begins) = words.behind(words.marks, self.begins);
        self.begins = begins;
        // the words that begin a clause, but for those in quotation marks
        let mut asked = 0;
        let mut left = u64::MAX;
        loop {
            let turns = (words.wide | words.quotes | words.stops) & left;
            let turn = turns & turns.wrapping_neg();
            // all, where none is left
            let upto = turn ^ turn.wrapping_sub(1);
            let starts = words.starts & upto & left;
            // the last of them begins the word at which something turns
            let start = if turn == 0 { 0 } else { starts & !below((starts.leading_zeros() ^ 63) as usize) };
            let counted = if self.within { 0 } else { starts ^ start };
            self.words += (counted & words.letters).count_ones();
            self.small += (counted & words.small).count_ones();
            asked |= counted & words.letters & clauses;
            if turn == 0 {
                break;
            }
            let ends = words.ends & turn.wrapping_neg();
            let end = ends & ends.wrapping_neg();
            let word = end | end.wrapping_sub(start);
            let mut stops = words.stops & end != 0;
            if words.wide & word == 0 {
                let quotes = words.quotes & word;
                let opens = quotes & start != 0;
                self.quoted += u32::from(opens);
                // the words of a title in quotation marks are small in most languages
                self.within |= opens;
                let counted = if self.within { 0 } else { start };
                self.words += u32::from(counted & words.letters != 0);
                self.small += u32::from(counted & words.small != 0);
                asked |= counted & words.letters & clauses;
                self.within &= quotes & !start == 0;
            } else {
                let word = words.word(start.trailing_zeros(), end.trailing_zeros());
                if !self.look_at(word, clauses & start != 0) {
                    return false;
                }
                stops |= word.ends_with('…');
                if word.ends_with(['”', '»']) {
                    let (more, begins) = words.behind(end, false);
                    clauses |= more;
                    self.begins |= begins;
                }
            }
            if stops && self.is_prose() {
                return false;
            }
            (self.words, self.small) = if stops { (0, 0) } else { (self.words, self.small) };
            left = !(end ^ end.wrapping_sub(1));
        }
        self.opened += dates(words);
        !divides(words, asked)
    }

    /// Looks at a word that is no ASCII, or a long one, which may begin a clause; nothing more is to be known where it divides the note.
    fn look_at(&mut self, word: &str, begins: bool) -> bool {
        let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) else { return true };
        if matches!(first, '*' | '•' | '‣' | '▪' | '■' | '●' | '◦') || matches!(last, ';' | '；' | '؛' | '*')
        {
            return false;
        }
        if word.contains([')', '）']) {
            self.opened += u32::from(word.chars().filter(|c| digit(*c).is_some()).nth(3).is_some());
        }
        let opens = matches!(first, '"' | '“' | '„' | '«' | '「' | '『' | '《');
        self.quoted += u32::from(opens);
        self.within |= opens;
        if is_letter(first) && !self.within {
            self.words += 1;
            self.small += u32::from(first.is_lowercase());
            if begins && is_signal(word) {
                return false;
            }
        }
        if self.within {
            let bare = word.get(if opens { first.len_utf8() } else { 0 }..).unwrap_or_default();
            self.within = !bare.contains(['"', '“', '”', '»', '」', '』', '》']);
        }
        true
    }

    /// Whether the words since the last stop are a sentence rather than names or a title: most of them are small.
    fn is_prose(&self) -> bool {
        self.words as usize >= SENTENCE && self.small * 2 > self.words
    }
}

/// How many words of ASCII hold a date that a parenthesis ends: `(1980).`, `(6 March 2008)`, and not the issue in `28 (7): 144`.
fn dates(words: &Words<'_>) -> u32 {
    let (mut left, mut dates) = (words.closers, 0);
    while left != 0 {
        let closer = left & left.wrapping_neg();
        let starts = words.starts & (closer | closer.wrapping_sub(1));
        let ends = words.ends & closer.wrapping_neg();
        let end = ends & ends.wrapping_neg();
        let word = !below((starts.leading_zeros() ^ 63) as usize) & (end | end.wrapping_sub(1));
        dates += u32::from(words.wide & word == 0 && (words.digits & word).count_ones() >= 4);
        left &= !word;
    }
    dates
}

/// Whether a word like "see" stands at one of some places.
fn divides(words: &Words<'_>, mut places: u64) -> bool {
    while places != 0 {
        let start = places.trailing_zeros();
        let rest = words.text.get(start as usize..).unwrap_or_default();
        if Locale::get().signals.may_begin(rest) {
            let ends = words.ends & u64::MAX.unbounded_shl(start);
            if is_signal(words.word(start, ends.trailing_zeros())) {
                return true;
            }
        }
        places &= places - 1;
    }
    false
}

/// Whether a word is one like "see"; a letter is none.
fn is_signal(word: &str) -> bool {
    let letters = word.trim_matches(|c: char| !is_letter_or_number(c));
    Locale::get().signals.contains(letters) && letters.chars().nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_notes_are_one_citation_wherever_their_words_stand() {
        let long = "a".repeat(90);
        let one = |note: &str| is_one(&format!("x{note}y; z"), Span::new(1, 1 + note.len()));
        for words in 0..40 {
            let names = "Smith, ".repeat(words);
            let plain =
                format!("{names}John (6 March 2008). \"A small title of small words here\". Journal 28 (7): 144.");
            assert!(one(&plain), "{plain}");
            assert!(one(&format!("{plain} http://{long}.org/1")), "{words}");
            assert!(one(&format!("{plain} Ünï, {{{{cite; web}}}}")), "{words}");
            for divided in [
                format!("{plain}; Jones"),
                format!("* {plain}"),
                format!("{plain} See Jones"),
                format!("{plain} It is, see Jones"),
                format!("{plain} (1999)."),
                format!("{plain} \"Another\"."),
                format!("{plain} It is all that was said of it here."),
                format!("{plain} \"A title"),
                format!("{plain} http://{long};"),
            ] {
                assert!(!one(&divided), "{divided}");
            }
        }
        assert!(one("Smith 2004") && !one("Smith 2004; b") && !one("It. B is all that is said of") && !one("Ünï； b"));
    }
}
