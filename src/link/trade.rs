//! Words of the trades that take over dead domains, counted once each.
//!
//! In: places of such words in a text. Out: [`Trades`]: different trades, each with its words. Words that overlap are one thing said at length: `online
//! casino bonus` holds `online casino`, `casino` and `casino bonus`, and is one. Not here: what follows from them (`comparison`).

/// The trades that titles name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Trades(Vec<Vec<String>>);

impl Trades {
    /// Adds what stands in one text: places in any order.
    pub(super) fn add(&mut self, text: &str, places: impl IntoIterator<Item = (usize, usize)>) {
        for run in runs(places) {
            let words: Vec<&str> = run.iter().filter_map(|(start, end)| text.get(*start..*end)).collect();
            // the same trade again, in another heading
            let known = self.0.iter_mut().find(|known| words.iter().any(|word| known.iter().any(|one| one == word)));
            if let Some(known) = known {
                let new: Vec<String> = words
                    .iter()
                    .filter(|word| !known.iter().any(|one| one == *word))
                    .map(|&word| word.to_owned())
                    .collect();
                known.extend(new);
            } else {
                self.0.push(words.into_iter().map(str::to_owned).collect());
            }
        }
    }

    /// The longest word of each trade that has no word that is `known`.
    pub(super) fn unless(&self, known: impl Fn(&str) -> bool) -> Vec<&str> {
        self.0
            .iter()
            .filter(|words| !words.iter().any(|word| known(word)))
            .filter_map(|words| words.iter().max_by_key(|word| word.len()))
            .map(String::as_str)
            .collect()
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// How often such words stand in a text, those that overlap counted once.
pub(super) fn count(places: impl IntoIterator<Item = (usize, usize)>) -> usize {
    runs(places).len()
}

/// Places that overlap, together.
fn runs(places: impl IntoIterator<Item = (usize, usize)>) -> Vec<Vec<(usize, usize)>> {
    let mut places: Vec<(usize, usize)> = places.into_iter().collect();
    places.sort_unstable();
    let mut out: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut until = 0;
    for (start, end) in places {
        match out.last_mut() {
            Some(run) if start < until => run.push((start, end)),
            _ => out.push(vec![(start, end)]),
        }
        until = until.max(end);
    }
    out
}
