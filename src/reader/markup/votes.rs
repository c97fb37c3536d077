//! What the names on a page say about its language.
//!
//! In: the senses of names, as the tables have them. Out: the language that most of them belong to. Not here: which names count.

use super::tables::Tongue;

/// How much speaks for each language.
#[derive(Debug, Clone, Default)]
pub(crate) struct Votes(Vec<usize>);

impl Votes {
    /// The language of the page: the one that most of its names belong to. Wikis of all languages use English names too, and English pages have a few
    /// of others: less than one name in ten says nothing.
    pub(crate) fn winner(&self) -> Tongue {
        let english = self.0.first().copied().unwrap_or_default();
        // the lower index wins a tie
        let others = (0..).zip(&self.0).skip(1).filter(|(_, votes)| **votes > 0);
        let best = others.max_by_key(|&(tongue, votes): &(Tongue, _)| (votes, std::cmp::Reverse(tongue)));
        best.filter(|(_, votes)| **votes * 10 >= english).map_or(0, |(tongue, _)| tongue)
    }

    /// A name votes for its languages, or for English alone where it is English too.
    pub(super) fn count<T>(&mut self, found: &[(Tongue, T)], weight: usize) {
        if found.iter().any(|(tongue, _)| *tongue == 0) {
            self.add(0, weight);
            return;
        }
        for (tongue, _) in found {
            self.add(*tongue, weight);
        }
    }

    fn add(&mut self, tongue: Tongue, weight: usize) {
        let at = usize::from(tongue);
        if at >= self.0.len() {
            self.0.resize(at + 1, 0);
        }
        if let Some(votes) = self.0.get_mut(at) {
            *votes += weight;
        }
    }
}
