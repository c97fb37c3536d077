//! Citation keys: `putz2015why`.
//!
//! In: the records of a bibliography. Out: their `id`s, `[a-z0-9]+`, ASCII, unique whatever the case, the same on every run. Not here: keys that were
//! published already (export's `--keys-from`).
//!
//! A key is made of its record alone. Records whose base keys collide *all* take a suffix made of their own content, never of their order, so that
//! adding a record never renames one with another base key. A suffix is letter, digit, letter, digit (`putz2015whyk3m9`); a base key that ends in
//! that shape by itself takes a suffix too, and so no base key is ever another's key. Linear time.

mod content;
mod pattern;
mod word;

pub use pattern::{BadPattern, KeyPattern};
pub use word::significant_words;

use super::Record;
use rustc_hash::{FxHashMap, FxHashSet};

/// Letter-and-digit pairs of a suffix: 67,600 of them.
const PAIRS: u32 = 2;
/// Pairs where the short suffixes of two records are the same: 10^12.
const LONG_PAIRS: u32 = 5;

/// Gives all records their keys, by the default pattern: author, year, first significant word of the title.
pub fn assign_keys<'r>(records: impl IntoIterator<Item = &'r mut Record>) {
    assign_keys_by(&KeyPattern::default(), records);
}

/// Gives all records their keys, by a pattern.
pub fn assign_keys_by<'r>(pattern: &KeyPattern, records: impl IntoIterator<Item = &'r mut Record>) {
    let mut records: Vec<&mut Record> = records.into_iter().collect();
    let bases: Vec<String> = records.iter().map(|record| pattern.base_key(record)).collect();
    let keys = keys(bases, &records, looks_suffixed);
    for (record, key) in records.iter_mut().zip(keys) {
        record.id = key;
    }
}

/// Makes ids unique that already are keys but come from several bibliographies: those that collide, in any case, all take a suffix. An id that every
/// reader of .bib files takes stays as it is where it is alone; from others the bad characters are dropped.
pub fn separate_keys<'r>(records: impl IntoIterator<Item = &'r mut Record>) {
    let usual = KeyPattern::default();
    let mut records: Vec<&mut Record> = records.into_iter().collect();
    let legal =
        |id: &str| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b":._/+-".contains(&byte));
    let base_of = |record: &Record| {
        if legal(&record.id) {
            return record.id.to_ascii_lowercase();
        }
        let id: String = record.id.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        if id.is_empty() { usual.base_key(record) } else { id }
    };
    let bases: Vec<String> = records.iter().map(|record| base_of(record)).collect();
    // a suffix that was given once is not added to
    let keys = keys(bases, &records, |_| false);
    for (record, key) in records.iter_mut().zip(keys) {
        if !record.id.eq_ignore_ascii_case(&key) || !legal(&record.id) {
            record.id = key;
        }
    }
}

/// Gives every one of these records a suffix: their ids are taken by others.
pub fn suffix_keys(records: &mut [&mut Record]) {
    let bases: Vec<String> = records.iter().map(|record| record.id.to_ascii_lowercase()).collect();
    let keys = keys(bases, records, |_| true);
    for (record, key) in records.iter_mut().zip(keys) {
        record.id = key;
    }
}

/// The keys of records with these base keys; `always` says which of them take a suffix even where they are alone.
fn keys(bases: Vec<String>, records: &[&mut Record], always: fn(&str) -> bool) -> Vec<String> {
    let collide = colliding(&bases);
    let takes = |(_, base): &(usize, &String)| collide.contains(base.as_str()) || always(base);
    let suffixed_ones: Vec<usize> = bases.iter().enumerate().filter(takes).map(|(at, _)| at).collect();
    drop(collide);
    let mut keys = bases;
    // the base keys of those that have a suffix
    let mut bases: FxHashMap<usize, String> = FxHashMap::default();
    for at in suffixed_ones {
        if let (Some(key), Some(record)) = (keys.get_mut(at), records.get(at)) {
            let long = suffixed(key, content::core(record), PAIRS);
            bases.insert(at, std::mem::replace(key, long));
        }
    }
    // all that are alike now end as a suffix does
    let collide: FxHashSet<String> =
        colliding(keys.iter().filter(|key| looks_suffixed(key))).into_iter().map(str::to_owned).collect();
    if collide.is_empty() {
        return keys;
    }
    // the same to the last field that matters: all of the content, and then a count among copies that are equal in everything
    let alike = |key: &&String| looks_suffixed(key) && !collide.contains(*key);
    let mut used: FxHashSet<String> = keys.iter().filter(alike).cloned().collect();
    let mut copies: FxHashMap<u64, u64> = FxHashMap::default();
    for (at, (key, record)) in keys.iter_mut().zip(records).enumerate() {
        if collide.contains(key) {
            let base = bases.get(&at).unwrap_or(key);
            let whole = content::whole(record);
            let copy = copies.entry(whole).or_default();
            loop {
                let long = suffixed(base, content::nth(whole, *copy), LONG_PAIRS);
                *copy += 1;
                if used.insert(long.clone()) {
                    *key = long;
                    break;
                }
            }
        }
    }
    keys
}

/// The keys that more than one record has.
fn colliding<'k>(keys: impl IntoIterator<Item = &'k String>) -> FxHashSet<&'k str> {
    let keys = keys.into_iter();
    let mut seen = FxHashSet::with_capacity_and_hasher(keys.size_hint().0, rustc_hash::FxBuildHasher);
    keys.map(String::as_str).filter(|key| !seen.insert(*key)).collect()
}

/// Whether a base key ends as a suffix does: letter, digit, letter, digit.
fn looks_suffixed(base: &str) -> bool {
    matches!(base.as_bytes(), [.., a, b, c, d]
        if a.is_ascii_lowercase() && b.is_ascii_digit() && c.is_ascii_lowercase() && d.is_ascii_digit())
}

fn suffixed(base: &str, mut hash: u64, pairs: u32) -> String {
    let mut out = String::with_capacity(base.len() + 2 * pairs as usize);
    out.push_str(base);
    for _ in 0..pairs {
        for (from, count) in [(b'a', 26), (b'0', 10)] {
            out.push(char::from(from + u8::try_from(hash % count).unwrap_or_default()));
            hash /= count;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn records(items: &serde_json::Value) -> Vec<Record> {
        items.as_array().unwrap().iter().map(|item| Record::from_csl(item.as_object().unwrap().clone())).collect()
    }

    fn ids(records: &[Record]) -> Vec<&str> {
        records.iter().map(|record| record.id.as_str()).collect()
    }

    #[test]
    fn a_key_is_author_year_and_the_first_word_that_says_something() {
        let mut list = records(&json!([
            {"type": "webpage", "author": [{"family": "Putz", "given": "Catherine"}], "issued": {"date-parts": [[2015, 5, 29]]}, "title": "Why Was Syria's Opposition in Kazakhstan?"},
            {"type": "book", "author": [{"family": "Kassis", "given": "Randa"}], "issued": {"date-parts": [[2014]]}, "title": "Le Chaos Syrien"},
            {"type": "book", "author": [{"family": "García Márquez", "given": "Gabriel"}], "issued": {"date-parts": [[1967]]}, "title": "L’été: d'un autre"},
            {"type": "webpage", "accessed": {"date-parts": [[2019, 7, 7]]}, "title": "وزير خارجية كازخستان", "container-title": "حركة المجتمع التعددي"},
            {"type": "webpage", "URL": "https://www.example.org/a"},
            {"type": "book", "author": [{"literal": "北京大学"}], "title": "中国历史研究"},
            {"type": "book", "author": [{"family": "Толстой", "given": "Лев"}], "issued": {"date-parts": [[1869]]}, "title": "Война и мир"},
            {"type": "book"},
        ]));
        assign_keys(&mut list);
        assert_eq!(
            ids(&list),
            [
                "putz2015why",
                "kassis2014chaos",
                "garciamarquez1967ete",
                "hrkh2019wzyr",
                "example",
                "beijingzhongguo",
                "tolstoy1869voyna",
                "book"
            ]
        );
    }

    #[test]
    fn those_that_collide_all_take_a_suffix_of_their_own() {
        let one = json!({"author": [{"family": "Roe"}], "issued": {"date-parts": [[2001]]}, "title": "On Days"});
        let two =
            json!({"author": [{"family": "Roe"}], "issued": {"date-parts": [[2001]]}, "title": "Days and Nights"});
        let other = json!({"author": [{"family": "Doe"}], "issued": {"date-parts": [[2001]]}, "title": "H2O2"});
        let mut alone = records(&json!([one]));
        assign_keys(&mut alone);
        assert_eq!(ids(&alone), ["roe2001days"]);
        let mut both = records(&json!([one, two, other]));
        assign_keys(&mut both);
        let mut turned = records(&json!([other, two, one, one, one]));
        assign_keys(&mut turned);
        assert!(looks_suffixed(&both[0].id) && both[0].id.len() == "roe2001days".len() + 4, "{}", both[0].id);
        assert_eq!((&both[1].id, &both[2].id), (&turned[1].id, &turned[0].id));
        let unique: FxHashSet<&str> = ids(&turned).into_iter().collect();
        assert_eq!(unique.len(), 5);
    }

    #[test]
    fn a_million_copies_cost_a_million_steps() {
        let mut many = vec![Record::default(); 20_000];
        assign_keys(&mut many);
        assert_eq!(ids(&many).into_iter().collect::<FxHashSet<_>>().len(), many.len());
    }
}
