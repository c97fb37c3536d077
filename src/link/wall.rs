//! What the words, marks and headers of an answer betray.
//!
//! In: a page, its markup, its headers. Out: [`Signs`], by kind, with how much of a title they make up. Not here: what follows from them (`judge`).
//! All signatures are rows of `refs/walls.tsv`; adding a language is adding rows.

use super::fold::{fold, is_unspaced, is_word};
use super::page::Page;
pub(crate) use super::signature::Kind;
use super::signature::{Entry, Place, Table, table};
use super::trade::{self, Trades};
use url::Url;

/// A phrase that was found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sign {
    /// What it stands for.
    pub(crate) kind: Kind,
    /// The words, as evidence.
    pub(crate) words: String,
    /// The share of the title that it makes up, 0 to 1; 0 for text.
    pub(crate) share: f32,
}

/// All signs of an answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Signs {
    /// By header.
    pub(crate) headers: Vec<Sign>,
    /// In the markup.
    pub(crate) html: Vec<Sign>,
    /// In a title or heading.
    pub(crate) title: Vec<Sign>,
    /// In the visible text.
    pub(crate) text: Vec<Sign>,
    /// The trades that take over domains, as the titles name them.
    pub(crate) trade_in_title: Trades,
    /// How often such words stand in the text.
    pub(crate) trade_in_text: usize,
}

impl Signs {
    /// The signs of a page.
    pub(crate) fn of(page: &Page, html: &str, headers: &[(String, String)]) -> Self {
        let table = table();
        let mut signs = Self::default();
        for (kind, name, part) in &table.headers {
            if let Some((_, value)) =
                headers.iter().find(|(key, value)| key == name && value.to_ascii_lowercase().contains(part.as_str()))
            {
                signs.headers.push(Sign { kind: *kind, words: format!("{name}: {value}"), share: 1.0 });
            }
        }
        for found in table.html.find_iter(html) {
            if let (Some(kind), Some(words)) =
                (table.html_kinds.get(found.pattern().as_usize()), html.get(found.range()))
            {
                push(&mut signs.html, Sign { kind: *kind, words: words.to_owned(), share: 0.0 });
            }
        }
        for title in page.titles().take(5) {
            for piece in pieces(title) {
                table.in_title(&fold(piece), &mut signs);
            }
        }
        signs
    }

    /// Adds the signs of the visible text: read only where they can decide something, for it costs more than all the rest.
    pub(crate) fn read_text(&mut self, page: &Page) {
        table().in_text(&page.text, self);
    }

    /// A sign of a kind in a title, that makes up at least this share of it.
    pub(crate) fn in_title(&self, kind: Kind, share: f32) -> Option<&Sign> {
        self.title
            .iter()
            .filter(|sign| sign.kind == kind && sign.share >= share)
            .max_by(|one, other| one.share.total_cmp(&other.share))
    }

    /// A sign of a kind in the text.
    pub(crate) fn in_text(&self, kind: Kind) -> Option<&Sign> {
        self.text.iter().find(|sign| sign.kind == kind)
    }

    /// A sign of a kind in the markup.
    pub(crate) fn in_html(&self, kind: Kind) -> Option<&Sign> {
        self.html.iter().find(|sign| sign.kind == kind)
    }
}

/// What the path of an address betrays, in its last two segments.
pub(crate) fn path_kinds(url: &Url) -> Vec<Kind> {
    let table = table();
    let path = percent_encoding(url.path());
    let mut segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let mut out = Vec::new();
    for _ in 0..2 {
        let Some(last) = segments.pop() else { break };
        out.extend(table.paths.get(last).into_iter().flatten().copied());
        if let Some(before) = segments.last() {
            out.extend(table.paths.get(&format!("{before}/{last}")).into_iter().flatten().copied());
        }
    }
    out
}

/// Whether a path is one of a home page: none, or one segment that is a name of home pages.
pub(crate) fn is_home_path(path: &str) -> bool {
    let path = percent_encoding(path);
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    match (segments.next(), segments.next()) {
        (None, _) => true,
        (Some(one), None) => table().paths.get(one).is_some_and(|kinds| kinds.contains(&Kind::Home)),
        (Some(one), Some(two)) => {
            let home = |segment: &str| table().paths.get(segment).is_some_and(|kinds| kinds.contains(&Kind::Home));
            segments.next().is_none() && one.len() <= 5 && home(one) && home(two)
        }
    }
}

/// Whether a cited title says nothing of the page.
pub(crate) fn says_nothing(title: &str) -> bool {
    let folded = fold(title);
    let folded = folded.trim_matches(|c: char| !c.is_alphanumeric());
    if folded.is_empty() || table().untitled.contains(folded) || folded.starts_with("http") && !folded.contains(' ') {
        return true;
    }
    let mut signs = Signs::default();
    table().in_title(folded, &mut signs);
    signs.in_title(Kind::NotFound, 0.85).or_else(|| signs.in_title(Kind::Wall, 0.85)).is_some()
}

fn percent_encoding(path: &str) -> String {
    path.to_ascii_lowercase()
}

fn pieces(title: &str) -> Vec<&str> {
    let mut out = vec![title];
    for sign in [" | ", " - ", " – ", " — ", " :: ", " · ", " • ", " » "] {
        if title.contains(sign) {
            out.extend(title.split(sign).map(str::trim).filter(|piece| !piece.is_empty()));
        }
    }
    out
}

fn push(into: &mut Vec<Sign>, sign: Sign) {
    if into.len() < 32
        && !into.iter().any(|other| other.kind == sign.kind && other.words == sign.words && other.share >= sign.share)
    {
        into.push(sign);
    }
}

struct Hit {
    start: usize,
    end: usize,
    entry: Entry,
}

impl Table {
    fn hits(&self, folded: &str) -> Vec<Hit> {
        let mut out = Vec::new();
        for found in self.phrases.find_overlapping_iter(folded) {
            let (start, end) = (found.start(), found.end());
            let Some((head, rest)) = folded.split_at_checked(start) else { continue };
            let Some((inner, tail)) = rest.split_at_checked(end - start) else { continue };
            let joins = |one: Option<char>, other: Option<char>| match (one, other) {
                (Some(one), Some(other)) => is_word(one) && is_word(other) && !is_unspaced(one) && !is_unspaced(other),
                _ => false,
            };
            if joins(head.chars().next_back(), inner.chars().next()) {
                continue;
            }
            let goes_on = joins(inner.chars().next_back(), tail.chars().next());
            for entry in self.entries.get(found.pattern().as_usize()).into_iter().flatten() {
                if !goes_on || entry.stem {
                    out.push(Hit { start, end, entry: *entry });
                }
            }
            if out.len() > 4096 {
                break;
            }
        }
        out
    }

    fn in_title(&self, folded: &str, signs: &mut Signs) {
        let hits = self.hits(folded);
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        // a title has at most some hundred letters: exact in f32
        #[allow(clippy::cast_precision_loss, reason = "small counts")]
        let share = |length: usize| length as f32 / letters(folded).max(1) as f32;
        for hit in &hits {
            let words = folded.get(hit.start..hit.end).unwrap_or_default();
            match hit.entry.place {
                Place::Title | Place::Text => push(
                    &mut signs.title,
                    Sign { kind: hit.entry.kind, words: words.to_owned(), share: share(letters(words)) },
                ),
                Place::Word | Place::Thing(_) | Place::Absence(_) => {}
            }
        }
        signs.trade_in_title.add(folded, trades(&hits));
        for (from, to, kind, length) in pairs(&hits, folded) {
            let words = folded.get(from..to).unwrap_or_default();
            // what stands between "page" and "not found" belongs to them; between "robot" and "confirm" may stand another story
            let said = match kind {
                Kind::NotFound => letters(words).max(length),
                _ => letters(words) * length / (to - from).max(1),
            };
            push(&mut signs.title, Sign { kind, words: words.to_owned(), share: share(said) });
        }
        // words beside each other add up: "ошибка 404 страница не найдена"
        let mut covered = 0;
        let mut at = 0;
        let mut spans: Vec<(usize, usize)> = hits
            .iter()
            .filter(|hit| hit.entry.kind == Kind::NotFound && hit.entry.place == Place::Title)
            .map(|hit| (hit.start, hit.end))
            .collect();
        spans.extend(
            pairs(&hits, folded)
                .into_iter()
                .filter(|(_, _, kind, _)| *kind == Kind::NotFound)
                .map(|(from, to, ..)| (from, to)),
        );
        spans.sort_unstable();
        for (from, to) in spans {
            if to > at {
                covered += letters(folded.get(from.max(at)..to).unwrap_or_default());
                at = to;
            }
        }
        if covered > 0 {
            push(&mut signs.title, Sign { kind: Kind::NotFound, words: folded.to_owned(), share: share(covered) });
        }
    }

    fn in_text(&self, folded: &str, signs: &mut Signs) {
        let hits = self.hits(folded);
        for hit in &hits {
            match hit.entry.place {
                Place::Text => {
                    let words = folded.get(hit.start..hit.end).unwrap_or_default().to_owned();
                    push(&mut signs.text, Sign { kind: hit.entry.kind, words, share: 0.0 });
                }
                Place::Title | Place::Word | Place::Thing(_) | Place::Absence(_) => {}
            }
        }
        signs.trade_in_text += trade::count(trades(&hits));
        for (from, to, kind, _) in pairs(&hits, folded).into_iter().take(4) {
            push(
                &mut signs.text,
                Sign { kind, words: folded.get(from..to).unwrap_or_default().to_owned(), share: 0.0 },
            );
        }
    }
}

/// Where words of trades stand.
fn trades(hits: &[Hit]) -> impl Iterator<Item = (usize, usize)> {
    hits.iter().filter(|hit| hit.entry.place == Place::Word).map(|hit| (hit.start, hit.end))
}

/// Things and absences of one language in one sentence, near each other: from, to, kind, letters of the two.
fn pairs(hits: &[Hit], folded: &str) -> Vec<(usize, usize, Kind, usize)> {
    let mut out = Vec::new();
    let absences: Vec<&Hit> = hits.iter().filter(|hit| matches!(hit.entry.place, Place::Absence(_))).collect();
    let things: Vec<&Hit> = hits.iter().filter(|hit| matches!(hit.entry.place, Place::Thing(_))).take(400).collect();
    for absence in absences.into_iter().take(40) {
        let Place::Absence(language) = absence.entry.place else { continue };
        let near = things.iter().filter(|thing| thing.entry.place == Place::Thing(language)).filter_map(|thing| {
            let (from, to) = (thing.start.min(absence.start), thing.end.max(absence.end));
            let between = if thing.end <= absence.start {
                folded.get(thing.end..absence.start)
            } else {
                folded.get(absence.end..thing.start)
            }?;
            let ends = [". ", "! ", "? ", "。", "। ", "؟ "].iter().any(|stop| between.contains(stop));
            (between.chars().count() <= 60 && !ends).then_some((
                from,
                to,
                thing.entry.kind,
                thing.end - thing.start + absence.end - absence.start,
            ))
        });
        out.extend(near.min_by_key(|(from, to, ..)| to - from));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(title: &str, text: &str) -> Signs {
        let page = Page { title: title.to_owned(), text: fold(text), ..Page::default() };
        let mut signs = Signs::of(&page, "", &[]);
        signs.read_text(&page);
        signs
    }

    #[test]
    fn not_found_is_said_in_many_ways_and_an_article_about_it_is_none() {
        for title in [
            "Page not found",
            "404",
            "Oops! That page can’t be found.",
            "Ошибка 404: страница не найдена",
            "الصفحة المطلوبة غير موجودة",
            "ページが見つかりませんでした",
            "Strona nie została znaleziona",
            "Lapu nevar atrast",
        ] {
            assert!(of(title, "").in_title(Kind::NotFound, 0.6).is_some(), "{title}: {:?}", of(title, ""));
        }
        for title in [
            "Page Not Found: What the Web Forgets and Who Remembers",
            "The Page Boys of Venice",
            "404 Soldiers Return Home After Winter",
        ] {
            assert!(of(title, "").in_title(Kind::NotFound, 0.6).is_none(), "{title}: {:?}", of(title, ""));
        }
        assert!(
            of("x", "Unfortunately the document you asked for is no longer available.")
                .in_text(Kind::NotFound)
                .is_some()
        );
        assert!(of("x", "He turned the page. Peace was not found for a decade.").in_text(Kind::NotFound).is_none());
    }

    #[test]
    fn words_end_where_words_end() {
        let trades = |title| of(title, "").trade_in_title.unless(|_| false).len();
        assert!(trades("Between the Slots of History") < 2);
        // what overlaps is one trade: the casino with its bonus, and the spins
        assert_eq!(trades("Best online casino bonus and free spins"), 2);
    }

    #[test]
    fn some_titles_say_nothing() {
        assert!(
            says_nothing("Archived copy") && says_nothing("404 Not Found") && says_nothing("https://example.org/a")
        );
        assert!(!says_nothing("Error 404: The Missing Bridge of the Eastern Railway"));
    }
}
