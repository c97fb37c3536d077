//! Is this the title that was cited?
//!
//! In: the cited titles, and all titles of a page. Out: a score from 0 to 1, or nothing where the two cannot be compared (other scripts, nothing to
//! compare). About 0.60 and above it is the page; under 0.35 it is another one.

use super::fold::{fold, is_unspaced, words};
use rustc_hash::{FxHashMap, FxHashSet};

/// At or above it, a title is the cited one.
pub(crate) const SAME: f32 = 0.60;
/// Under it, a title is another one.
pub(crate) const OTHER: f32 = 0.35;

/// The best score of any cited title against any title of the page. The pieces of a title may speak for it, never against it: `Речные города | The Valley
/// Post` is no other title than `River Towns`, only one that cannot be compared.
pub(crate) fn best<'t>(cited: &[String], found: impl IntoIterator<Item = &'t str>) -> Option<f32> {
    let cited: Vec<Title> = cited
        .iter()
        .flat_map(|title| variants(title))
        .map(|title| Title::new(&title))
        .filter(|title| !title.words.is_empty())
        .collect();
    let (mut best, mut piecewise): (Option<f32>, f32) = (None, 0.0);
    // titles that can be compared, and the pieces of those that cannot
    let (mut whole, mut foreign): (Vec<String>, FxHashSet<String>) = (Vec::new(), FxHashSet::default());
    for title in found.into_iter().take(24) {
        let short: String = title.chars().take(600).collect();
        let pieces: Vec<Title> = pieces(&short).into_iter().map(Title::new).collect();
        for (at, piece) in pieces.iter().enumerate() {
            for score in cited.iter().filter_map(|one| score(one, piece)) {
                if at == 0 {
                    best = Some(best.map_or(score, |best| best.max(score)));
                } else {
                    piecewise = piecewise.max(score);
                }
            }
        }
        let Some(first) = pieces.first().filter(|first| !first.words.is_empty()) else { continue };
        if cited.iter().any(|one| one.script == first.script) {
            whole.push(first.folded.clone());
        } else if first.words.len() >= 2 {
            foreign.extend(pieces.into_iter().map(|piece| piece.folded));
        }
    }
    // a heading that is the site's name, beside a title in another script, is no title
    let comparable = foreign.is_empty() || whole.iter().any(|title| !foreign.contains(title));
    match best {
        Some(best) if comparable || best.max(piecewise) >= OTHER => Some(best.max(piecewise)),
        _ => (piecewise >= SAME).then_some(piecewise),
    }
}

/// A cited title, and its main part where a subtitle or a site's name follows.
fn variants(title: &str) -> Vec<String> {
    let mut out = vec![title.to_owned()];
    for piece in pieces(title).into_iter().skip(1) {
        if words(&fold(piece)).len() >= 4 && piece.len() * 2 > title.len() {
            out.push(piece.to_owned());
        }
    }
    out
}

/// A title whole, and cut at the signs that sites put before and after their names.
fn pieces(title: &str) -> Vec<&str> {
    let mut out = vec![title];
    for sign in [" | ", " - ", " – ", " — ", " :: ", " · ", " • ", " » ", " « ", " / ", ": ", "｜", " _ ", "_"]
    {
        if title.contains(sign) {
            out.extend(title.split(sign).map(str::trim).filter(|piece| !piece.is_empty()));
            out.extend(title.rsplit_once(sign).map(|(head, _)| head.trim()));
            out.extend(title.split_once(sign).map(|(_, tail)| tail.trim()));
        }
    }
    out
}

struct Title {
    folded: String,
    words: Vec<(String, f32)>,
    weight: f32,
    cut: bool,
    script: Option<Script>,
}

impl Title {
    fn new(title: &str) -> Self {
        let folded = fold(title);
        let trimmed = folded.trim_end();
        let cut = trimmed.ends_with("...") || trimmed.ends_with('…');
        let words: Vec<(String, f32)> =
            words(&folded).into_iter().map(|word| (word.to_owned(), weight(word))).collect();
        let weight = words.iter().map(|(_, weight)| weight).sum();
        let script = script(title);
        Self { folded, words, weight, cut, script }
    }
}

/// Short words are glue and weigh little; long ones carry the title.
fn weight(word: &str) -> f32 {
    if word.chars().any(is_unspaced) || word.chars().all(|c| c.is_ascii_digit()) {
        return 2.0;
    }
    match word.chars().count() {
        0..=3 => 0.5,
        4 => 2.5,
        5 => 4.0,
        6 => 5.0,
        7 => 6.0,
        _ => 7.0,
    }
}

fn score(cited: &Title, found: &Title) -> Option<f32> {
    if cited.words.is_empty() || found.words.is_empty() || cited.script != found.script {
        return None;
    }
    if cited.folded == found.folded || same_words(&cited.words, &found.words) {
        return Some(1.0);
    }
    // one within the other, word by word
    if contains(&found.words, &cited.words) && (cited.words.len() >= 3 || cited.weight * 2.0 > found.weight) {
        return Some(0.95);
    }
    if contains(&cited.words, &found.words) {
        let share = found.weight / cited.weight.max(0.1);
        let begins = found.words.iter().zip(&cited.words).all(|(one, other)| one == other);
        if (found.cut && begins && found.words.len() >= 2) || share >= 0.5 {
            return Some(if found.cut { 0.93 } else { 0.60 + 0.3 * share });
        }
    }
    if found.cut && cut_short(cited, found) {
        return Some(0.93);
    }
    Some(overlap(cited, found).max(0.95 * trigrams(&cited.folded, &found.folded)))
}

fn same_words(one: &[(String, f32)], other: &[(String, f32)]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.0 == other.0)
}

fn contains(whole: &[(String, f32)], part: &[(String, f32)]) -> bool {
    !part.is_empty() && whole.windows(part.len()).any(|window| same_words(window, part))
}

/// A title cut in the middle of a word.
fn cut_short(cited: &Title, found: &Title) -> bool {
    let head = found.folded.trim_end_matches(['.', '…', ' ']);
    head.chars().count() >= 12 && cited.folded.starts_with(head)
}

/// The weighted share of words in common (Dice).
fn overlap(cited: &Title, found: &Title) -> f32 {
    let mut left: FxHashMap<&str, usize> = FxHashMap::default();
    for (word, _) in &found.words {
        *left.entry(word).or_default() += 1;
    }
    let mut common = 0.0;
    for (word, weight) in &cited.words {
        if let Some(count) = left.get_mut(word.as_str()).filter(|count| **count > 0) {
            *count -= 1;
            common += weight;
        }
    }
    2.0 * common / (cited.weight + found.weight).max(0.1)
}

/// The share of three-letter pieces in common: words in other forms, and slips of the pen.
fn trigrams(one: &str, other: &str) -> f32 {
    let set = |text: &str| -> FxHashSet<[char; 3]> {
        let letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
        letters.windows(3).filter_map(|three| <[char; 3]>::try_from(three).ok()).collect()
    };
    let (one, other) = (set(one), set(other));
    if one.len() < 8 || other.len() < 8 {
        return 0.0;
    }
    let common = one.intersection(&other).count();
    // sets of a title are small: exact in f32
    #[allow(clippy::cast_precision_loss, reason = "at most some hundred")]
    let share = 2.0 * common as f32 / (one.len() + other.len()) as f32;
    share
}

/// Writing systems, as far as titles must be told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Script {
    /// Latin letters, or only digits.
    Latin,
    /// А
    Cyrillic,
    /// Α
    Greek,
    /// ا
    Arabic,
    /// א
    Hebrew,
    /// Han, kana: Chinese and Japanese titles share characters.
    Han,
    /// 가
    Hangul,
    /// Any other; by its block.
    Other(u32),
}

/// The script of most letters.
pub(crate) fn script(text: &str) -> Option<Script> {
    let mut counts: Vec<(Script, usize)> = Vec::new();
    for character in text.chars().filter(|c| c.is_alphabetic()) {
        let script = match u32::from(character) {
            0..=0x024F | 0x1E00..=0x1EFF | 0xFF21..=0xFF5A => Script::Latin,
            0x0370..=0x03FF | 0x1F00..=0x1FFF => Script::Greek,
            0x0400..=0x052F => Script::Cyrillic,
            0x0590..=0x05FF => Script::Hebrew,
            0x0600..=0x077F | 0x08A0..=0x08FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFF => Script::Arabic,
            0x3040..=0x30FF | 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x2FFFF => Script::Han,
            0xAC00..=0xD7A3 | 0x1100..=0x11FF => Script::Hangul,
            code => Script::Other(code / 128),
        };
        // a character that is a syllable or a word says as much as several letters
        let weight = if is_unspaced(character) { 3 } else { 1 };
        match counts.iter_mut().find(|(one, _)| *one == script) {
            Some((_, count)) => *count += weight,
            None => counts.push((script, weight)),
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(script, _)| script)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(cited: &str, found: &str) -> Option<f32> {
        best(&[cited.to_owned()], [found])
    }

    #[test]
    fn the_same_title_in_other_clothes_is_the_same() {
        let cited = "River Towns Sign a Pact on Shared Ferries";
        for found in [
            "RIVER TOWNS SIGN A PACT ON SHARED FERRIES",
            "River Towns Sign a Pact on Shared Ferries | The Harbour Mail",
            "The Harbour Mail: River towns sign a pact on shared ferries",
            "River Towns Sign a Pact on Sha…",
            "River towns sign pact on shared ferries, mayors say",
        ] {
            assert!(of(cited, found).unwrap() >= SAME, "{found}: {:?}", of(cited, found));
        }
        assert!(of("湖畔の町が渡し船の協定に署名", "湖畔の町が渡し船の協定に署名：港日報").unwrap() >= SAME);
    }

    #[test]
    fn another_title_is_another_and_other_scripts_are_not_compared() {
        for found in ["Ten Ways to Cook a Pumpkin", "The Harbour Mail", "Page not found", "Online casino bonus"] {
            assert!(of("River Towns Sign a Pact on Shared Ferries", found).unwrap() < OTHER, "{found}");
        }
        assert_eq!(of("River Towns Sign a Pact", "Речные города подписали договор"), None);
        assert_eq!(of("River Towns Sign a Pact", "Речные города подписали договор | The Valley Post"), None);
        assert_eq!(of("River Towns Sign a Pact", "2019"), None);
    }
}
