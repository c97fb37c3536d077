//! Keys that works have in a bibliography which is published or being edited, and keep.
//!
//! In: the works to be exported, and the entries of the other bibliography. Out: the same works under its keys. Works are the same by `resolve`, or else
//! by title, first name and year, where nothing contradicts: an entry made by hand has seldom more.

use crate::record::{Name, Record, Scheme, significant_words, suffix_keys};
use crate::resolve::duplicate;
use rustc_hash::{FxHashMap, FxHashSet};

/// Gives works the keys that they have in another bibliography. The keys in `theirs` (in small letters) mean there what they mean: no other work is
/// called so.
pub(super) fn pin(records: &mut [Record], published: Vec<Record>, theirs: &FxHashSet<String>) {
    let published: Vec<Record> = published.into_iter().filter(|record| !record.id.is_empty()).collect();
    let mut both = published.clone();
    both.extend(records.iter().cloned());
    let of = duplicate::merge(both).of;
    let (old, new) = of.split_at_checked(published.len()).unwrap_or((&of, &[]));
    let mut by_work: FxHashMap<usize, &Record> = FxHashMap::default();
    let mut by_hand: FxHashMap<String, Vec<&Record>> = FxHashMap::default();
    let mut by_key: FxHashMap<String, &Record> = FxHashMap::default();
    for (work, record) in old.iter().zip(&published) {
        by_work.entry(*work).or_insert(record);
        by_key.entry(record.id.to_lowercase()).or_insert(record);
        if let Some(name) = by_name(record) {
            by_hand.entry(name).or_default().push(record);
        }
    }
    let mut pinned: FxHashSet<String> = FxHashSet::default();
    let mut free = vec![false; records.len()];
    for ((record, work), free) in records.iter_mut().zip(new).zip(&mut free) {
        let known = by_work.get(work).copied().or_else(|| {
            let several = by_name(record).and_then(|name| by_hand.get(&name)).into_iter().flatten();
            let namesake = by_key.get(&record.id.to_lowercase()).filter(|other| half_known(record, other));
            several.chain(namesake).find(|other| !contradict(record, other)).copied()
        });
        match known {
            // of several entries for one work, only one can have its key
            Some(known) if pinned.insert(known.id.to_lowercase()) => record.id.clone_from(&known.id),
            _ => *free = true,
        }
    }
    let taken = |id: &str| pinned.contains(&id.to_lowercase()) || theirs.contains(&id.to_lowercase());
    let mut others: Vec<&mut Record> = records
        .iter_mut()
        .zip(&free)
        .filter(|(record, free)| **free && taken(&record.id))
        .map(|(record, _)| record)
        .collect();
    suffix_keys(&mut others);
}

/// First name, year and title in one spelling; `None` where one is missing.
fn by_name(record: &Record) -> Option<String> {
    let title = words(record.title.as_ref()?.as_typed()?.as_str());
    let (creator, year) = (creator(record)?, year(record)?);
    (!title.is_empty()).then(|| format!("{creator} {year} {title}"))
}

/// Whether two records with the same key have more in common: the title, or the first name and the year; or one says neither.
fn half_known(one: &Record, other: &Record) -> bool {
    let title =
        |record: &Record| record.title.as_ref().and_then(|title| title.as_typed()).map(|title| words(title.as_str()));
    let made = |record: &Record| Some((creator(record)?, year(record)?));
    let alike = |a: &str, b: &str| a.starts_with(b) || b.starts_with(a);
    title(one).zip(title(other)).is_none_or(|(a, b)| alike(&a, &b)) || made(one).is_some() && made(one) == made(other)
}

fn words(text: &str) -> String {
    significant_words(text).collect::<Vec<_>>().join(" ")
}

fn creator(record: &Record) -> Option<String> {
    let name = any_ascii::any_ascii(record.creators()?.names.first().map(Name::sorting)?).to_lowercase();
    Some(name).filter(|name| !name.is_empty())
}

fn year(record: &Record) -> Option<i32> {
    record.issued.as_ref()?.as_typed()?.earliest().map(|day| chrono::Datelike::year(&day))
}

/// Whether two records of one name, year and title are two works all the same: in other works, volumes or issues, or with other DOIs.
fn contradict(one: &Record, other: &Record) -> bool {
    let apart = |a: Option<&str>, b: Option<&str>, parts: bool| match (a.map(words), b.map(words)) {
        (Some(a), Some(b)) => !(a == b || parts && (a.starts_with(&b) || b.starts_with(&a))),
        _ => false,
    };
    let doi = |record: &Record| record.identifier(Scheme::Doi).map(|doi| doi.value.as_str().to_lowercase());
    let text = |field: &Option<crate::record::Field<String>>| field.as_ref().map(|field| field.as_str().to_owned());
    apart(text(&one.container_title).as_deref(), text(&other.container_title).as_deref(), true)
        || apart(text(&one.volume).as_deref(), text(&other.volume).as_deref(), false)
        || apart(text(&one.issue).as_deref(), text(&other.issue).as_deref(), false)
        || doi(one).zip(doi(other)).is_some_and(|(a, b)| a != b)
}
