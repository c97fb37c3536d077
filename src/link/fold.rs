//! Text made comparable: lower case, no accents, one space.
//!
//! In: any text. Out: [`fold`]: the same without what printers, keyboards and copying change (case, accents, vowel signs, quotation marks, dashes, wide
//! forms, letters that Arabic and Persian keyboards tell apart); [`words`]: its words, with pairs of characters where a script writes no spaces.
//! Standard: Unicode NFKD, UAX 15.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// The text, comparable.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = true;
    for character in text.chars() {
        if character.is_ascii() {
            if character.is_ascii_whitespace() || character.is_ascii_control() {
                if !space {
                    out.push(' ');
                }
                space = true;
            } else {
                out.push(character.to_ascii_lowercase());
                space = false;
            }
            continue;
        }
        if character.is_whitespace() {
            if !space {
                out.push(' ');
            }
            space = true;
            continue;
        }
        space = false;
        if is_hangul(character) {
            out.push(character);
        } else {
            decompose_compatible(character, |part| push(&mut out, part));
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

fn push(out: &mut String, part: char) {
    match part {
        _ if is_accent(part) => {}
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{00AD}' | 'ـ' => {
        }
        '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' | 'ʻ' | '`' | '´' | '‹' | '›' => out.push('\''),
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => out.push('"'),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => out.push('-'),
        'ی' | 'ى' => out.push('ي'),
        'ک' => out.push('ك'),
        'ه' | 'ة' | 'ۀ' => out.push('ه'),
        'ß' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'ø' | 'Ø' => out.push('o'),
        'đ' | 'Đ' | 'ð' => out.push('d'),
        'ł' | 'Ł' => out.push('l'),
        'ı' => out.push('i'),
        _ => match decimal(part) {
            Some(digit) => out.push(digit),
            None => out.extend(part.to_lowercase()),
        },
    }
}

/// A mark that printers leave out: accents, vowel points of Arabic and Hebrew, the dot under an Indic letter. The vowel signs of India are letters.
const fn is_accent(mark: char) -> bool {
    matches!(mark,
        '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}' | '\u{0591}'..='\u{05C7}' | '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}' | '\u{0670}'
        | '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E8}' | '\u{06EA}'..='\u{06ED}' | '\u{093C}' | '\u{09BC}' | '\u{0A3C}' | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

/// Whether a sign belongs to a word.
pub(crate) fn is_word(character: char) -> bool {
    character.is_alphanumeric() || is_combining_mark(character)
}

/// A decimal digit of another script as an ASCII one.
fn decimal(character: char) -> Option<char> {
    const ZEROS: [u32; 8] = [0x0660, 0x06F0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0BE6, 0x0E50];
    let code = u32::from(character);
    let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}

const fn is_hangul(character: char) -> bool {
    matches!(character, '\u{AC00}'..='\u{D7A3}')
}

/// Whether a script writes its words without spaces (or, Hangul, in longer clusters).
pub(crate) const fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{2FA1F}')
}

/// The words of a folded text, in order.
pub(crate) fn words(folded: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for run in folded.split(|c: char| !is_word(c)).filter(|run| !run.is_empty()) {
        if !run.chars().any(is_unspaced) {
            out.push(run);
            continue;
        }
        let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
        if starts.len() <= 3 {
            out.push(run);
            continue;
        }
        for pair in starts.windows(3) {
            if let [from, _, to] = pair {
                out.extend(run.get(*from..*to));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_keyboards_and_printers_change_is_gone() {
        assert_eq!(fold("  À Téhéran,\u{a0}l’État — «Ёлка»"), "a teheran, l'etat - \"елка\"");
        assert_eq!(fold("صفحهٔ موردِ نظر یافت نشد"), fold("صفحه مورد نظر يافت نشد"));
        assert_eq!(fold("خطای ۴۰۴"), "خطاي 404");
        assert_eq!(fold("ＡＢＣ１２"), "abc12");
        assert_eq!(words("里海峰会 2019"), ["里海", "海峰", "峰会", "2019"]);
    }
}
