//! Web archives and the shape of their snapshots' addresses: `refs/archives.tsv`.
//!
//! Standard: RFC 7089 (mementos). An address of an archive holds the time of the copy and, mostly, the address of the original.

use super::embedded;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// One host and one shape of address.
#[derive(Debug, Clone)]
struct Row {
    name: &'static str,
    /// What stands there as it is, and what follows it.
    pieces: Vec<(&'static str, Slot)>,
    /// What stands at the end as it is.
    tail: &'static str,
}

/// What an address may say.
#[derive(Debug, Clone, Copy)]
enum Slot {
    Timestamp,
    Flags,
    Url,
    Other,
}

impl Row {
    fn new(name: &'static str, pattern: &'static str) -> Self {
        let (mut pieces, mut tail) = (Vec::new(), pattern);
        while let Some((literal, (slot, rest))) =
            tail.split_once('{').and_then(|(literal, rest)| Some((literal, rest.split_once('}')?)))
        {
            let slot = match slot {
                "timestamp" => Slot::Timestamp,
                "flags" => Slot::Flags,
                "url" => Slot::Url,
                _ => Slot::Other,
            };
            pieces.push((literal, slot));
            tail = rest;
        }
        Self { name, pieces, tail }
    }
}

/// What an archive's address says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Memento<'a> {
    /// The archive's name.
    pub archive: &'static str,
    /// When the copy was made: 4 to 14 digits (year to second); empty where the address does not say.
    pub timestamp: &'a str,
    /// The address of the original; empty where the address does not say.
    pub original: &'a str,
}

/// All archives.
#[derive(Debug, Default)]
pub struct Archives {
    /// By host, in lower case.
    rows: FxHashMap<String, Vec<Row>>,
    /// Names as citations print them, in lower case, with the archive's own.
    spellings: Vec<(String, &'static str)>,
}

impl Archives {
    pub(super) fn read(table: &'static str) -> Self {
        let mut out = Self::default();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&'static str> = line.split('\t').collect();
            let [name, host, pattern, ..] = columns.as_slice() else { continue };
            out.rows.entry(host.to_lowercase()).or_default().push(Row::new(name, pattern));
            let spellings = columns.get(3).copied().unwrap_or("-").split(" | ").filter(|one| *one != "-");
            for spelling in [*name].into_iter().chain(spellings) {
                let spelling = spelling.trim().to_lowercase();
                if !spelling.is_empty() && !out.spellings.iter().any(|(one, _)| *one == spelling) {
                    out.spellings.push((spelling, name));
                }
            }
        }
        out.spellings.sort_by_key(|(one, _)| std::cmp::Reverse(one.len()));
        out
    }

    /// What an address says, when it is one of an archive.
    #[must_use]
    pub fn memento<'a>(&self, address: &'a str) -> Option<Memento<'a>> {
        let bytes = address.as_bytes();
        let slashes = memchr::memchr_iter(b'/', bytes).find(|at| bytes.get(at + 1) == Some(&b'/'));
        let rest = slashes.and_then(|at| address.get(at + 2..)).unwrap_or(address);
        let end = memchr::memchr2(b'/', b'?', rest.as_bytes()).unwrap_or(rest.len());
        let (host, path) = rest.split_at_checked(end)?;
        let host = memchr::memchr(b':', host.as_bytes()).and_then(|end| host.get(..end)).unwrap_or(host);
        let capital = host.bytes().any(|byte| byte.is_ascii_uppercase());
        let host = if capital { Cow::Owned(host.to_ascii_lowercase()) } else { Cow::Borrowed(host) };
        let bare = host.strip_prefix("www.");
        let rows = [Some(&*host), bare].into_iter().flatten().filter_map(|host| self.rows.get(host)).flatten();
        rows.into_iter().find_map(|row| fits(row, path))
    }

    /// The archive whose name stands at the beginning of `text`, and the length of the name.
    #[must_use]
    pub fn name_at(&self, text: &str) -> Option<(&'static str, usize)> {
        if !embedded::ARCHIVES_BEGIN.may(text) {
            return None;
        }
        self.spellings.iter().find_map(|(spelling, name)| {
            let head = text.get(..spelling.len())?;
            (head == spelling || head.to_lowercase() == *spelling).then_some((*name, spelling.len()))
        })
    }
}

/// Holds a path against the shape of a row.
fn fits<'a>(row: &Row, path: &'a str) -> Option<Memento<'a>> {
    let mut out = Memento { archive: row.name, timestamp: "", original: "" };
    let mut path = path;
    for (literal, slot) in &row.pieces {
        path = path.strip_prefix(literal)?;
        let length = match slot {
            Slot::Timestamp => {
                let digits = path.bytes().take_while(u8::is_ascii_digit).count();
                out.timestamp = path.get(..digits).filter(|text| (4..=14).contains(&text.len()))?;
                digits
            }
            Slot::Flags => memchr::memchr(b'/', path.as_bytes()).unwrap_or(path.len()),
            Slot::Url => {
                out.original = path;
                path.len()
            }
            Slot::Other => path.find(['/', '?', '#', '&']).unwrap_or(path.len()),
        };
        path = path.get(length..)?;
    }
    path.starts_with(row.tail).then_some(out)
}
