//! Writes values as JSON on one line: what every run prints, and most of what it writes at all.
//!
//! In: anything that serde can serialize. Out: the bytes that `serde_json` writes for it. Most of the work there is looking for what must be escaped, byte by
//! byte, in keys too, and one end of a loop in each string that no processor foresees; here sixteen bytes are looked at at once. Standard: RFC 8259. Not
//! here: the way back and the layout in lines, which are `serde_json`'s.

#![allow(
    clippy::inline_always,
    reason = "a key of a known length is copied without a call, and no end of a loop is guessed"
)]

mod key;
mod write;

use serde::ser::{Serialize, SerializeMap, Serializer};
use std::io;
use write::Writer;

/// How much is gathered before it is passed on, in bytes.
const FULL: usize = 1 << 15;

/// Takes what was gathered.
pub(crate) type Pass<'p> = &'p mut dyn FnMut(&[u8]) -> io::Result<()>;

/// A value as JSON.
///
/// # Errors
///
/// When the value has a key that is no string, or says itself that it cannot be serialized.
pub fn to_vec<T: Serialize + ?Sized>(value: &T) -> io::Result<Vec<u8>> {
    let (mut out, mut room) = (Vec::new(), Room::default());
    let mut pass = |bytes: &[u8]| {
        // what is longer than the room is moved seldom
        if out.is_empty() {
            out.reserve(4 * bytes.len());
        }
        out.extend_from_slice(bytes);
        Ok(())
    };
    room.write(value, &mut pass)?;
    if out.is_empty() {
        room.bytes.truncate(room.at);
        return Ok(room.bytes);
    }
    out.extend_from_slice(room.bytes.get(..room.at).unwrap_or_default());
    Ok(out)
}

/// Where bytes are gathered before they go on.
#[derive(Default)]
pub(crate) struct Room {
    /// Of a length that is known, so that a copy of a known length is no call.
    bytes: Vec<u8>,
    /// How many of them are written.
    at: usize,
}

impl Room {
    /// Adds a value as JSON.
    ///
    /// # Errors
    ///
    /// Those of who takes what is gathered, and those of [`to_vec`].
    pub(crate) fn write<T: Serialize + ?Sized>(&mut self, value: &T, pass: Pass<'_>) -> io::Result<()> {
        let mut writer = Writer::new(self, pass);
        value.serialize(&mut writer)?;
        writer.end()
    }

    /// Adds bytes as they are.
    #[inline(always)]
    pub(crate) fn put(&mut self, piece: &[u8], pass: Pass<'_>) -> io::Result<()> {
        let end = self.at + piece.len();
        match self.bytes.get_mut(self.at..end) {
            Some(room) => {
                room.copy_from_slice(piece);
                self.at = end;
                Ok(())
            }
            None => self.put_on(piece, pass),
        }
    }

    /// Adds bytes in quotation marks, and what stands behind them, where there is room for all; whether there was.
    #[inline(always)]
    fn put_quoted<const BEHIND: usize>(&mut self, inside: &[u8], behind: [u8; BEHIND]) -> bool {
        let end = self.at + inside.len() + 2 + BEHIND;
        let room = self.bytes.get_mut(self.at..end).and_then(<[u8]>::split_last_chunk_mut);
        let Some(([open, text @ .., close], last)) = room else { return false };
        if text.len() != inside.len() {
            return false;
        }
        (*open, *close, *last) = (b'"', b'"', behind);
        text.copy_from_slice(inside);
        self.at = end;
        true
    }

    /// Passes on all that was gathered.
    pub(crate) fn pass_on(&mut self, pass: Pass<'_>) -> io::Result<()> {
        let gathered = self.bytes.get(..std::mem::take(&mut self.at)).filter(|gathered| !gathered.is_empty());
        gathered.map_or(Ok(()), pass)
    }

    /// Adds what there is no room for; what would take all of it goes on at once, so that the room stays as it is.
    #[cold]
    fn put_on(&mut self, piece: &[u8], pass: Pass<'_>) -> io::Result<()> {
        if piece.len() >= FULL {
            self.pass_on(pass)?;
            return pass(piece);
        }
        self.bytes.resize(FULL, 0);
        // a comma that may be replaced stays
        let last = self.at.checked_sub(1).and_then(|last| self.bytes.get(last)).copied();
        self.at = self.at.saturating_sub(1);
        let passed = self.pass_on(pass);
        for (place, byte) in self.bytes.iter_mut().zip(last.iter().chain(piece)) {
            *place = *byte;
        }
        self.at = usize::from(last.is_some()) + piece.len();
        passed
    }
}

/// The entries of an object whose keys are words of our own.
pub(crate) trait Put: SerializeMap {
    /// Adds an entry whose key needs no escape.
    fn put<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Self::Error>;
}

impl<M: SerializeMap> Put for M {
    #[inline(always)]
    fn put<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Self::Error> {
        self.serialize_entry(&Word(key), value)
    }
}

/// A key that needs no escape: serde's name of a variant, which every format has as a string.
struct Word(&'static str);

impl Serialize for Word {
    #[inline(always)]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit_variant("", 0, self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn written<T: Serialize + ?Sized>(value: &T) -> String {
        String::from_utf8(to_vec(value).unwrap()).unwrap()
    }

    #[derive(serde::Serialize)]
    enum Kind {
        Unit,
        Newtype(u8),
        Tuple(i64, char),
        Struct { of: Option<f64> },
    }

    #[test]
    fn values_are_written_as_serde_json_writes_them() {
        let kinds = [Kind::Unit, Kind::Newtype(3), Kind::Tuple(-4, 'é'), Kind::Struct { of: Some(0.5) }];
        let value = json!({"a": [], "b": {}, "c": [1, -2, 0.82, 1e300, true, null], "d": {"e": {"f": [[]]}}, "": ",", "\"\n": [","]});
        assert_eq!(written(&value), serde_json::to_string(&value).unwrap());
        assert_eq!(written(&kinds), serde_json::to_string(&kinds).unwrap());
    }

    #[test]
    fn each_byte_that_must_be_is_escaped_wherever_it_stands() {
        for length in 0..40 {
            for at in 0..length {
                for sign in (0..0x30).chain([0x5B, 0x5C, 0x5D, 0x7F]).map(char::from).chain(['é', '中', '𝄞']) {
                    let text: String = (0..length).map(|here| if here == at { sign } else { 'n' }).collect();
                    assert_eq!(written(&text), serde_json::to_string(&text).unwrap());
                }
            }
        }
    }

    #[test]
    fn more_than_a_piece_is_passed_on_whole() {
        let many: Vec<Value> = (0..30_000).map(|at| json!({"at": at, "of": []})).collect();
        assert_eq!(written(&many), serde_json::to_string(&many).unwrap());
        let long = json!([["x".repeat(FULL)], ["y".repeat(FULL)], {"z": "z".repeat(FULL)}]);
        assert_eq!(written(&long), serde_json::to_string(&long).unwrap());
    }

    #[test]
    fn who_takes_no_more_is_heard() {
        let full = |_: &[u8]| Err(io::ErrorKind::StorageFull.into());
        for value in [json!(vec![0; FULL]), json!("x".repeat(2 * FULL)), json!({"x": "y".repeat(FULL)})] {
            let kind = Room::default().write(&value, &mut { full }).map_err(|error| error.kind());
            assert_eq!(kind, Err(io::ErrorKind::StorageFull));
        }
    }

    #[test]
    fn a_key_that_is_no_string_is_an_error() {
        let keys = std::collections::BTreeMap::from([(vec![1], 2)]);
        assert_eq!(to_vec(&keys).unwrap_err().to_string(), "the key of an object must be a string");
    }
}
