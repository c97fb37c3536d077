//! What time it is.
//!
//! Out: the moment, in UTC, and the form in which the output writes it (RFC 3339, whole seconds).

use chrono::{DateTime, Utc};

/// Now. The system's clock is read here and nowhere else.
pub(crate) fn now() -> DateTime<Utc> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    DateTime::from_timestamp(i64::try_from(since.as_secs()).unwrap_or(i64::MAX), 0).unwrap_or_default()
}

/// `2026-11-22T10:00:00Z`
pub(crate) fn stamp(moment: DateTime<Utc>) -> String {
    moment.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}
