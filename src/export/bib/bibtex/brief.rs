//! Names that fit into a label of BibTeX's styles.
//!
//! In: the names that a label is made of. Out: the same with those cut that are too long for it, and the whole names for a note. natbib's styles keep
//! `Roe and Li(2001` in a variable of 250 bytes (500 in newer distributions, `ent_str_size`) and cut what is longer, within a brace too, over which LaTeX
//! loses the whole bibliography. A name as long as that is a sentence taken for one, or a list of offices.

use super::READER;
use crate::export::bib::latex;
use crate::export::remark::natural;
use crate::export::sheet::Sheet;
use crate::record::{Name, NameList};

/// How many bytes of LaTeX the names in a label may have: the rest is for braces, "et al." and the year.
const ROOM: usize = 200;

/// The names with those cut that a label has no room for, and these as they were; `None` where all fit.
pub(super) fn brief(list: &NameList) -> Option<(NameList, Vec<String>)> {
    let shown = if list.names.len() == 2 && !list.others { 2 } else { 1 };
    let names = || list.names.iter().take(shown);
    let most: usize = names().flat_map(own).map(at_most).sum();
    if most <= ROOM || names().map(written).sum::<usize>() <= ROOM {
        return None;
    }
    let room = ROOM / shown;
    let mut out = list.clone();
    let mut whole = Vec::new();
    for name in out.names.iter_mut().take(shown).filter(|name| written(name) > room) {
        let mut all = String::new();
        natural(&mut all, name);
        let longest = own(name).max_by_key(|part| part.len()).unwrap_or_default();
        *name = Name::Literal(cut(longest, room));
        whole.push(all);
    }
    Some((out, whole))
}

/// The parts of a name that stand in a label.
fn own(name: &Name) -> impl Iterator<Item = &str> {
    let particles = match name {
        Name::Person(person) => [person.dropping_particle(), person.non_dropping_particle()],
        Name::Organization(_) | Name::Literal(_) => ["", ""],
    };
    particles.into_iter().chain([name.sorting()])
}

/// How many bytes the parts of a name in a label have as LaTeX.
fn written(name: &Name) -> usize {
    own(name).map(size).sum()
}

fn size(text: &str) -> usize {
    let mut sheet = Sheet::new("bibtex", 0);
    latex::text(&mut sheet, text, READER);
    sheet.out.len()
}

/// No fewer bytes than a text has as LaTeX: `{\textasciicircum}` is the longest command for a letter of one byte, `{\AE}` and its like of two.
fn at_most(text: &str) -> usize {
    let bytes = text.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b' ' | b'.' | b',' | b'\'' => 1,
        b'-' => 3,
        0x80.. => 4,
        _ => 18,
    });
    bytes.sum()
}

/// The first words of a text that have room, or the first letters where one word has none, and `…`.
fn cut(text: &str, room: usize) -> String {
    let mut used = " ...".len();
    let mut end = 0;
    let mut word = 0;
    for (at, character) in text.char_indices() {
        if character.is_whitespace() {
            word = at;
        }
        used += size(character.encode_utf8(&mut [0; 4]));
        if used > room {
            break;
        }
        end = at + character.len_utf8();
    }
    let end = if word > 0 { word } else { end };
    let head = text.get(..end).unwrap_or_default().trim_end_matches([' ', ',', ';', ':', '-', '–']);
    format!("{head} …")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(names: &[&str]) -> NameList {
        NameList { names: names.iter().map(|name| Name::Literal((*name).to_owned())).collect(), others: false }
    }

    #[test]
    fn names_as_names_are_stay_whole() {
        let office = "Intergovernmental Panel on Climate Change, Working Group III, Technical Support Unit";
        assert!(brief(&list(&[office, office])).is_none());
        assert!(brief(&list(&["Roe", "Li", &"x".repeat(900)])).is_none(), "a third name is in no label");
    }

    #[test]
    fn a_sentence_for_a_name_is_cut_behind_a_word() {
        let sentence = "Ça ira & так ".repeat(50);
        let (short, whole) = brief(&list(&[sentence.trim()])).unwrap();
        assert!((ROOM - 30..=ROOM).contains(&written(&short.names[0])), "{short:?}");
        assert!(short.names[0].sorting().ends_with("ira & …"), "{short:?}");
        assert_eq!(whole, [sentence.trim()]);
        let (short, whole) = brief(&list(&[&"ж".repeat(300), "Roe"])).unwrap();
        assert!(written(&short.names[0]) <= ROOM / 2 && short.names[1].sorting() == "Roe", "{short:?}");
        assert_eq!(whole.len(), 1);
    }
}
