//! What the address of a snapshot says about it.
//!
//! In: a record whose snapshots have addresses. Out: the same, with the day of capture and the archive's name where only the address tells them. A date
//! that is printed wins. Standard: RFC 7089; the shapes of addresses are rows of `refs/archives.tsv`.

use crate::locale::Locale;
use crate::record::{CalendarDate, Date, Precision, Record};

/// Completes the snapshots of a record.
pub(super) fn complete(record: &mut Record) {
    for snapshot in &mut record.web.snapshots {
        let Some(memento) = snapshot
            .url
            .as_ref()
            .and_then(|url| url.as_typed())
            .and_then(|url| Locale::get().archives.memento(url.as_str()))
        else {
            continue;
        };
        if snapshot.captured.is_none() {
            snapshot.captured = day(memento.timestamp).map(Into::into);
        }
        if snapshot.archive.is_none() {
            snapshot.archive = Some(memento.archive.to_owned());
        }
    }
}

/// The day of a timestamp: `20110512155522`.
fn day(timestamp: &str) -> Option<Date> {
    let number = |from: usize, to: usize| timestamp.get(from..to)?.parse::<u8>().ok();
    let year = timestamp.get(..4)?.parse().ok()?;
    let precision = match (number(4, 6), number(6, 8)) {
        (Some(month), Some(day)) => Precision::Day(month, day),
        (Some(month), None) => Precision::Month(month),
        _ => Precision::Year,
    };
    CalendarDate::new(year, precision).ok().map(Date::On)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timestamp_says_a_day_and_no_impossible_one() {
        let said = |text: &str| day(text).map(|date| date.to_string());
        assert_eq!(said("20110512155522").as_deref(), Some("2011-05-12"));
        assert_eq!(said("201105").as_deref(), Some("2011-05"));
        assert_eq!(said("20110532000000"), None);
    }
}
