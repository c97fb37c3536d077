//! Reads the name of a publisher at the end of a clause that no stop cuts: `Guinness World Records Random House, Inc`.
//!
//! In: a clause. Out: where the name begins. Not here: publishers in clauses of their own ([`super::style`]).

use crate::locale::Locale;

/// Where the name of a publisher begins that ends a clause: one that is known, or words with capitals of which the last is one of publishers'.
pub(crate) fn house_at_end(clause: &str) -> Option<usize> {
    let locale = Locale::get();
    let starts: Vec<usize> = clause.match_indices(' ').map(|(at, _)| at + 1).rev().take(6).collect();
    let known = starts.iter().rev().copied().find(|&at| {
        clause.get(at..).is_some_and(|name| {
            name.starts_with(char::is_uppercase)
                && (locale.sources.get(name).is_some() || locale.publishers.contains(name))
        })
    });
    if known.is_some() {
        return known;
    }
    // `Random House, Inc`, `Oxford University Press US`: what stands behind the house belongs to it
    if let Some((before, form)) = clause.rsplit_once(' ')
        && before.contains(' ')
        && (locale.company_forms.contains(form)
            || form.len() <= 3 && form.chars().all(char::is_uppercase) && locale.regions.contains(form))
        && !locale.publishers.contains(form)
    {
        return house_at_end(before.trim_end_matches(','));
    }
    let word = |at: usize| clause.get(at..).and_then(|rest| rest.split(' ').next()).unwrap_or_default();
    let last = *starts.first()?;
    if !locale.publishers.contains(word(last).trim_matches(sign!(',' | '.'))) {
        return None;
    }
    // `University of Chicago Press`, `Cambridge University Press`: an institution that a small word follows begins the name, another has words before it
    if let Some(&institution) = starts.iter().find(|&&at| at != last && locale.organizations.contains(word(at))) {
        let own = clause
            .get(institution..)
            .and_then(|rest| rest.split(' ').nth(1))
            .is_some_and(|word| word.starts_with(char::is_lowercase) && locale.stop_words.contains(word));
        return if own { Some(institution) } else { starts.iter().copied().find(|&at| at < institution) };
    }
    // as far as the words have capitals, three at the most
    starts.iter().copied().take(3).take_while(|&at| word(at).starts_with(char::is_uppercase)).last()
}
