//! Names with no stop between them and the title: `А. П. Чехов Остров Сахалин`.
//!
//! In: a walk. Out: where the names end, where they are names beyond doubt. Not here: names with a stop or a date behind them ([`super::front`]).
//! Standard: the templates книга and статья of Russian Wikipedia, after GOST 7.0.5.

use super::super::lexical::MarkKind;
use super::super::name;
use super::super::walk::Walk;
use super::front::sentence_end;
use crate::locale::is_letter;
use crate::source::lanes::{Sixteen, any, within};
use crate::source::run::each_sixteen;

/// How many names without a stop behind them are looked for.
const MOST_PEOPLE: usize = 40;

/// `David, Leonard Spirit Gets A Dust Devil`, `А. П. Иванов, Людмила Кошман Есть ли жизнь`: names with no stop between them and the title, as Russian
/// templates print them.
pub(super) fn people_without_stop(walk: &Walk<'_, '_>, begin: usize) -> Option<usize> {
    if !unstopped(walk) {
        return None;
    }
    let sentence = sentence_end(walk, begin);
    let mut at = begin;
    for _ in 0..MOST_PEOPLE {
        let end = at + person_at(walk, walk.text.get(at..sentence)?, at == begin)?;
        let rest = walk.text.get(end..sentence)?;
        if let Some(more) = rest.strip_prefix(", ") {
            at = sentence - more.len();
            continue;
        }
        let title = rest.strip_prefix(' ')?;
        let capital = title.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || c == '«');
        // one word more is another name of the same person
        return (capital && title.contains(' ')).then_some(end);
    }
    None
}

/// The length of one whole name at the beginning of a text: `Иванов А. П.`, `А. П. Иванов`, `Людмила Кошман`, and where it is the first, `David, Leonard J.`
fn person_at(walk: &Walk<'_, '_>, text: &str, first: bool) -> Option<usize> {
    let words: Vec<&str> = text.split(' ').take(5).collect();
    let bare = |word: &str| word.trim_end_matches(',').to_owned();
    let given = |word: &str| walk.locale.given_names.contains(word);
    let plain = |word: &str| {
        word.chars().all(|c| is_letter(c) || c == '-')
            && word.starts_with(char::is_uppercase)
            && word.chars().any(char::is_lowercase)
            && !walk.locale.stop_words.contains(word)
    };
    // `Ю.`, `J.-P.`, and no `Dr.`
    let initial = |word: &&str| {
        word.ends_with('.') && name::initials(word) && !word.trim_end_matches('.').chars().any(char::is_lowercase)
    };
    let length = |count: usize| words.iter().take(count).map(|word| word.len() + 1).sum::<usize>() - 1;
    let leading = words.iter().take_while(|word| initial(word)).count();
    // `А. П. Иванов`
    if leading > 0 {
        let family = words.get(leading)?;
        return plain(&bare(family)).then(|| length(leading + 1) - (family.len() - bare(family).len()));
    }
    let (one, two) = (words.first()?, words.get(1)?);
    let behind = words
        .iter()
        .skip(1)
        .take_while(|word| name::initials(word.trim_end_matches(',')) && word.contains('.'))
        .count();
    // `Иванов А. П.`
    // `Leslie F. Bleamaster` begins with a given name
    if behind > 0 && plain(one) && !(behind == 1 && given(one)) {
        let last = words.get(behind)?;
        return Some(length(behind + 1) - (last.len() - last.trim_end_matches(',').len()));
    }
    // `David, Leonard J.`
    if first && one.ends_with(',') && plain(&bare(one)) && given(&bare(two)) {
        let more = words.iter().skip(2).take_while(|word| initial(word)).count();
        return Some(length(2 + more) - (if more == 0 { two.len() - bare(two).len() } else { 0 }));
    }
    // `Людмила Кошман`; two given names may be those of one person, and a title may begin with a third
    let third = words.get(2).copied().unwrap_or_default();
    (given(one) && plain(&bare(two)) && (two.ends_with(',') || !given(third))).then(|| one.len() + 1 + bare(two).len())
}

/// Whether the note is of a language whose templates print no stop behind the names, or looks like one of theirs.
pub(super) fn unstopped(walk: &Walk<'_, '_>) -> bool {
    let marked = || {
        walk.lexed.has(MarkKind::Dash)
            && walk.lexed.marks.iter().any(|mark| {
                mark.kind == MarkKind::Dash && walk.text.get(..mark.at).is_some_and(|head| head.ends_with(". "))
                    || mark.sign == '/'
            })
    };
    walk.languages & walk.locale.dashes != 0 || *walk.lexed.unstopped.get_or_init(|| cyrillic(walk.text) || marked())
}

/// Whether letters of the script stand in a text in which most languages that print names so are written.
fn cyrillic(text: &str) -> bool {
    // U+0400 to U+04FF begin with these bytes, and nothing else does
    let mut found = Sixteen::default();
    each_sixteen(text.as_bytes(), |sixteen, _| found |= within(sixteen, 0xD0, 0xD3));
    any(found)
}
