//! The phrases of all languages as a constant that the program looks up where it lies: asked by `build.rs`.
//!
//! In: the phrases by what they begin and end with. Out: the constant of the type `Table` in `src/locale/phrase.rs`, in which no pointer stands but those to
//! its parts.

use super::heads::{self, HeadBits, Heads};
use super::layout::said_value;
use super::wording::{Begun, Wording, Wordings};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

/// How many beginnings are mostly told apart, as a power of two.
const HEAD_BITS: u32 = 16;

/// What the parts of the constant have in common.
#[derive(Default)]
struct Common {
    text: String,
    /// Where words stand in the text.
    places: HashMap<String, usize>,
    languages: Vec<u128>,
    rows: String,
    count: usize,
}

impl Common {
    /// Adds phrases; gives the range of their rows.
    fn rows(&mut self, wordings: &[Wording]) -> String {
        let start = self.count;
        for Wording { role, slot, before, after, languages, everywhere } in wordings {
            let (before, after, languages) = (self.words(before), self.words(after), self.languages(*languages));
            let row = format!("Row::new(Role::{role:?}, Slot::{slot:?}, {before}, {after}, {languages}, {everywhere})");
            let _ = writeln!(self.rows, "{row},");
            self.count += 1;
        }
        format!("({start}, {})", wordings.len())
    }

    fn words(&mut self, words: &str) -> String {
        assert!(words.len() < 256, "too long: {words:?}");
        let place = *self.places.entry(words.to_owned()).or_insert_with(|| {
            self.text.push_str(words);
            self.text.len() - words.len()
        });
        format!("Words({place}, {}, {})", words.len(), words.bytes().last().unwrap_or_default())
    }

    fn languages(&mut self, languages: u128) -> usize {
        self.languages.iter().position(|one| *one == languages).unwrap_or_else(|| {
            self.languages.push(languages);
            self.languages.len() - 1
        })
    }

    fn by_pair(&mut self, table: &BTreeMap<[char; 2], Vec<Wording>>) -> String {
        let mut out = String::from("&[");
        for (pair, wordings) in table {
            let _ = write!(out, "({pair:?}, {}), ", self.rows(wordings));
        }
        out + "]"
    }

    fn begun(&mut self, begun: &Begun) -> String {
        let (mut bytes, mut heads, mut roles) = ([0_u64; 256], Heads::of_bits(HEAD_BITS), HeadBits::default());
        for wording in begun.words.values().chain(begun.signs.values()).flatten() {
            let (words, bit) = (wording.words(), 1_u64 << wording.role as u32);
            let head = heads::of_word(words);
            heads.add(Some(head));
            roles.add(head, bit);
            if let Some(known) = words.bytes().next().and_then(|first| bytes.get_mut(usize::from(first))) {
                *known |= bit;
            }
        }
        let words: Vec<(String, String)> =
            begun.words.iter().map(|(word, wordings)| (word.clone(), self.rows(wordings))).collect();
        format!(
            "Begun {{ bytes: {bytes:?}, heads: Heads {{ places: &{:?}, bits: {} }}, roles: HeadBits(&{:?}), words: {}, signs: {} }}",
            heads.places,
            heads.bits,
            roles.0,
            said_value(&words),
            self.by_pair(&begun.signs)
        )
    }
}

/// The phrases as a constant.
pub(super) fn constant(wordings: &Wordings) -> String {
    let mut common = Common::default();
    let (beginning, following) = (common.begun(&wordings.beginning), common.begun(&wordings.following));
    let ending = common.by_pair(&wordings.ending);
    let Common { text, languages, rows, .. } = common;
    format!(
        "/// The phrases of all files.\npub(super) static PHRASES: Table = Table {{ text: {text:?}, languages: &{languages:?}, rows: &[\n{rows}], beginning: {beginning}, following: {following}, ending: {ending} }};\n"
    )
}
