//! Signs that a page under another title is the cited one after all.
//!
//! In: the cited titles, the cited address, the page. Out: why it is the same work, or nothing. Titles of pages are the site's name, a translation, or a
//! headline that was rewritten; a page is another one only where nothing else ties it to what was cited. Not here: titles that match (`title_match`).

use super::fold::{fold, words};
use super::page::Page;
use crate::locale::Locale;
use any_ascii::any_ascii;
use rustc_hash::FxHashSet;
use url::Url;

/// Words of a title, shorter than this, are in any text.
const TELLING: usize = 4;
/// A text that is shorter has room for chance only.
const LEAST_TEXT: usize = 500;

/// Why the page is the cited one in spite of its title.
pub(super) fn kin(titles: &[String], cited: &Url, page: &Page) -> Option<&'static str> {
    if titles.iter().any(|title| stands_in(title, &page.text)) {
        return Some("the cited title stands in the text");
    }
    if page.titles().any(|title| is_named_after(cited, title)) {
        return Some("the address is made of the words of its title");
    }
    if page.text.len() >= LEAST_TEXT && titles.iter().any(|title| is_told_by(title, &page.text)) {
        return Some("the text has the words of the cited title");
    }
    None
}

/// Whether a title stands word for word in a folded text, and is no word of every day.
fn stands_in(title: &str, text: &str) -> bool {
    let title = fold(title);
    let title = title.trim_matches(|c: char| !c.is_alphanumeric());
    if title.chars().count() < 12 || words(title).len() < 3 {
        return false;
    }
    let whole = |at: usize, found: &str| {
        let joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !super::fold::is_unspaced(c));
        let (head, tail) = (text.get(..at), text.get(at + found.len()..));
        !joined(head.and_then(|head| head.chars().next_back())) && !joined(tail.and_then(|tail| tail.chars().next()))
    };
    text.match_indices(title).any(|(at, found)| whole(at, found))
}

/// Whether nearly all telling words of a title are in the text: a headline that was rewritten leaves the story as it was.
fn is_told_by(title: &str, text: &str) -> bool {
    let title = fold(title);
    let telling: FxHashSet<&str> =
        words(&title).into_iter().filter(|word| word.chars().count() >= TELLING && !word.is_ascii_digits()).collect();
    if telling.len() < 4 {
        return false;
    }
    let there: FxHashSet<&str> = words(text).into_iter().filter(|word| telling.contains(word)).collect();
    there.len() * 100 >= telling.len() * 80
}

/// Whether the words of an address are those of a title, in any script: the page is the one that the address was made for.
fn is_named_after(cited: &Url, title: &str) -> bool {
    let path = super::address::decoded(cited.path());
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let bare = last.rsplit_once('.').map_or(last, |(bare, _)| bare);
    let telling = |text: &str| -> FxHashSet<String> {
        any_ascii(text)
            .to_ascii_lowercase()
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| word.len() >= TELLING && !word.is_ascii_digits())
            .map(|word| word.chars().take(6).collect())
            .collect()
    };
    let (slug, title) = (telling(bare), telling(title));
    let shared = slug.intersection(&title).count();
    slug.len() >= 3 && shared >= 3 && shared * 10 >= slug.len() * 7
}

/// Whether a page is in another language than the cited titles, so that they cannot be compared: a title is often cited in translation.
pub(super) fn in_another_language(titles: &[String], page: &Page) -> bool {
    let locale = Locale::get();
    let stated = page.language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let told = locale.language_of(&page.text);
    let language = told.unwrap_or(&stated);
    let foreign =
        |title: &String| locale.common_words(title, language).is_some_and(|(own, other)| own == 0 && other >= 2);
    !titles.is_empty() && titles.iter().all(foreign)
}

/// Digits say little of a text.
trait Digits {
    fn is_ascii_digits(&self) -> bool;
}

impl Digits for str {
    fn is_ascii_digits(&self) -> bool {
        self.bytes().all(|byte| byte.is_ascii_digit())
    }
}
