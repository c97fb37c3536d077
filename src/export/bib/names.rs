//! Names as BibTeX and biber read them: `von Last, Jr., First and {Some Office}`.
//!
//! In: the names of a role. Out: one field. Standard: the manual of BibTeX, section 4; the biblatex manual, section 2.3. What would be read
//! otherwise than it is meant (a comma, the word `and`) stands in braces.
//!
//! BibTeX knows bytes, and abbrv and alpha cut names of other scripts within a letter: their initials and families stand in `{\relax …}`, which BibTeX takes
//! for one letter and TeX passes over. Limit: of readers of .bib files, pandoc, Better BibTeX and biber pass over it too, but citation-js, pybtex and the
//! biblatex crate (Typst) show it; no other command does better. BibLaTeX needs none and has none: it is the dialect for those readers.

use super::bibtex::label::Lead;
use super::latex::{self, Reader};
use super::name;
use crate::export::script::is_damage;
use crate::export::sheet::Sheet;
use crate::record::{Name, NameList, Person};
use unicode_normalization::UnicodeNormalization as _;

/// What LaTeX has other signs for.
const LATEX: [char; 10] = ['&', '%', '$', '#', '_', '{', '}', '~', '^', '\\'];

/// A field with names in it; nothing where there is nobody.
pub(in crate::export) fn names(sheet: &mut Sheet, field: &str, list: Option<&NameList>, reader: Reader) {
    names_in(sheet, field, list, reader, Lead::default());
}

/// The same, with the first name written so that the labels of BibTeX's styles have letters left.
pub(in crate::export) fn names_in(sheet: &mut Sheet, field: &str, list: Option<&NameList>, reader: Reader, lead: Lead) {
    let visible = |name: &&Name| shown(name.sorting()) || matches!(name, Name::Person(person) if shown(person.given()));
    let Some(list) = list.filter(|list| list.names.iter().any(|name| visible(&name))) else { return };
    name(sheet, field);
    sheet.raw("{");
    let only = list.names.len() == 1 && !list.others;
    for (at, one) in list.names.iter().filter(visible).enumerate() {
        if at > 0 {
            sheet.raw(" and ");
        }
        let lead = if at == 0 { lead } else { Lead::default() };
        match one {
            Name::Organization(whole) | Name::Literal(whole) => braced(sheet, whole.trim(), reader, lead, only),
            Name::Person(person) => self::person(sheet, person, reader, lead, only),
        }
    }
    sheet.raw(if list.others { " and others},\n" } else { "},\n" });
}

/// A name or a part of one that must stay whole. BibTeX's alpha cuts names after three bytes, but takes `{\relax …}` for one character; within braces it
/// cuts commands too, so that a name that is the only one and has an accent up there has its first word before them: `D{\"o}blin{ & S{\"o}hne}`.
fn braced(sheet: &mut Sheet, text: &str, reader: Reader, lead: Lead, only: bool) {
    (0..lead.depth).for_each(|_| sheet.raw("{"));
    let cut = reader == Reader::Bytes && text.chars().any(latex::stays_utf8);
    let led_in = lead.letters > 1 || lead.empty > 0;
    let (accent, early) = if cut || !(only || led_in) { (false, false) } else { beginning(text, only, reader) };
    // biber counts commas in braces that do not hold the whole name
    if !cut && early && (led_in || accent && !text.contains(',')) {
        let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
        let (head, tail) = text.split_at_checked(end).unwrap_or((text, ""));
        led(sheet, head, reader, lead);
        if !tail.is_empty() {
            sheet.raw("{");
            letters(sheet, tail, reader);
            sheet.raw("}");
        }
    } else {
        sheet.raw(if cut || accent { "{\\relax " } else { "{" });
        letters(sheet, text, reader);
        sheet.raw("}");
    }
    (0..lead.depth).for_each(|_| sheet.raw("}"));
}

/// Whether one of the first three characters of a name is a command for BibTeX, and whether all such stand in its first word or right behind it.
fn beginning(text: &str, only: bool, reader: Reader) -> (bool, bool) {
    let word = text.chars().take_while(|c| c.is_alphabetic()).count();
    let mut commands = text.chars().take(3).enumerate().filter(|(_, c)| !c.is_ascii() || LATEX.contains(c)).peekable();
    let accent = only && reader == Reader::Bytes && commands.peek().is_some();
    (accent, word > 0 && commands.all(|(at, _)| at <= word))
}

/// A family name, or the first word of another, with its first letters as one.
fn led(sheet: &mut Sheet, text: &str, reader: Reader, lead: Lead) {
    (0..lead.empty).for_each(|_| sheet.raw("{\\relax}"));
    let end = text.char_indices().nth(lead.letters).map_or(text.len(), |(at, _)| at);
    let (head, tail) = text.split_at_checked(if lead.letters > 1 { end } else { 0 }).unwrap_or(("", text));
    if !head.is_empty() {
        sheet.raw("{\\relax ");
        letters(sheet, head, reader);
        sheet.raw("}");
    }
    letters(sheet, tail, reader);
}

/// `von Last, Jr., First`. biber counts commas within braces too: a name with one that parts nothing is written whole.
fn person(sheet: &mut Sheet, person: &Person, reader: Reader, lead: Lead, only: bool) {
    let particles = [person.dropping_particle(), person.non_dropping_particle()];
    let (family, given, suffix) = (person.family(), person.given(), person.suffix().trim_matches([',', ' ']));
    // a part of nothing but control characters would leave its comma behind
    let [family, given, suffix] = [family, given, suffix].map(|part| if shown(part) { part } else { "" });
    let (family, given) = if family.is_empty() { (given, "") } else { (family, given) };
    let (given, suffix) = if suffix.is_empty() { suffixed(given) } else { (given, suffix) };
    let (family, suffix) = if suffix.is_empty() { suffixed(family) } else { (family, suffix) };
    let parts = [family, given, suffix];
    let commas = usize::from(!given.is_empty()) + usize::from(!suffix.is_empty());
    let commas = parts.into_iter().fold(commas, |sum, part| sum + part.matches(',').count());
    if parts.into_iter().chain(particles).any(misread) && (commas > 2 || misread(family) || !suffix.is_empty()) {
        let whole: Vec<&str> = [family, suffix, given].into_iter().filter(|part| !part.is_empty()).collect();
        braced(sheet, &whole.join(", "), reader, lead, only);
        return;
    }
    for particle in particles.into_iter().filter(|particle| !particle.is_empty()) {
        letters(sheet, particle, reader);
        if !particle.ends_with(['\'', '’', '-']) {
            sheet.raw(" ");
        }
    }
    // a name of one part is read from its end: `Juan Carlos` would be Carlos
    let alone = given.is_empty() && family.contains(char::is_whitespace);
    let utf8 = reader == Reader::Bytes && family.chars().any(latex::stays_utf8);
    if alone || utf8 {
        braced(sheet, family, reader, lead, only);
    } else if lead.depth > 0 {
        braced(sheet, family, reader, Lead { depth: lead.depth - 1, ..lead }, only);
    } else {
        led(sheet, family, reader, lead);
    }
    if !suffix.is_empty() {
        sheet.raw(", ");
        part(sheet, suffix, reader);
        if given.is_empty() {
            // the third part must be there, or the suffix is read as the given name
            sheet.raw(", {}");
        }
    }
    if !given.is_empty() {
        sheet.raw(", ");
        part(sheet, given, reader);
    }
}

fn part(sheet: &mut Sheet, text: &str, reader: Reader) {
    if misread(text) {
        let cut = reader == Reader::Bytes && text.chars().any(latex::stays_utf8);
        sheet.raw(if cut { "{\\relax " } else { "{" });
        letters(sheet, text, reader);
        sheet.raw("}");
    } else if reader == Reader::Bytes && text.chars().any(latex::stays_utf8) {
        initials(sheet, text);
    } else {
        letters(sheet, text, reader);
    }
}

/// Whether there is anything to print in a text.
fn shown(text: &str) -> bool {
    text.chars().any(|c| !is_damage(c) && !c.is_whitespace() && !matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200F}'))
}

/// A suffix that stands behind the given names, or the family name: `Donald G., Jr.`
fn suffixed(given: &str) -> (&str, &str) {
    let known = |text: &str| {
        matches!(text.trim_end_matches('.').to_ascii_lowercase().as_str(), "jr" | "sr" | "ii" | "iii" | "iv" | "esq")
    };
    match given.rsplit_once(',') {
        Some((head, tail)) if known(tail.trim()) && !head.contains(',') => (head.trim_end(), tail.trim()),
        _ => (given, ""),
    }
}

/// Writes a name or a part of one. biber takes the first sign of a word for its initial, and of `{\textbackslash}` the brace alone, which LaTeX then misses:
/// its braces stand behind it.
fn letters(sheet: &mut Sheet, text: &str, reader: Reader) {
    const COMMAND: &str = "{\\text";
    let start = sheet.out.len();
    latex::text(sheet, text, reader);
    if reader == Reader::Bytes || !sheet.out.get(start..).is_some_and(|written| written.contains(COMMAND)) {
        return;
    }
    let written = sheet.out.split_off(start);
    let mut rest = written.as_str();
    while let Some((before, behind)) = rest.split_once(COMMAND) {
        let (word, behind) = behind.split_once('}').unwrap_or((behind, ""));
        sheet.raw(before);
        sheet.raw("\\text");
        sheet.raw(word);
        sheet.raw("{}");
        rest = behind;
    }
    sheet.raw(rest);
}

/// Given names for BibTeX, whose abbrv takes one byte for an initial, the first that is no digit or sign: where UTF-8 comes first, `{\relax …}` makes
/// the character one.
fn initials(sheet: &mut Sheet, text: &str) {
    let mut first = true;
    let mut buffer = [0; 4];
    for character in text.nfc() {
        if first && latex::stays_utf8(character) {
            sheet.raw("{\\relax ");
            letters(sheet, character.encode_utf8(&mut buffer), Reader::Bytes);
            sheet.raw("}");
        } else {
            letters(sheet, character.encode_utf8(&mut buffer), Reader::Bytes);
        }
        if character.is_whitespace() || matches!(character, '-' | '.' | '~' | '\u{A0}') {
            first = true;
        } else if character.is_alphabetic() || latex::stays_utf8(character) {
            first = false;
        }
    }
}

/// Whether BibTeX would read a part of a name as more than that: a comma, the word `and`, `others`.
fn misread(text: &str) -> bool {
    text.contains(',')
        || text.eq_ignore_ascii_case("others")
        || (text.len() >= 3 && text.split_whitespace().any(|word| word.eq_ignore_ascii_case("and")))
}
