//! Writes values as JSON on one line: what every run prints, and most of what it writes at all.
//!
//! In: anything that serde can serialize. Out: the bytes that `serde_json` writes for it. Most of the work there is looking for what must be escaped, byte by
//! byte, in keys too, and one end of a loop in each string that no processor foresees; here eight bytes are looked at at once. Standard: RFC 8259. Not here:
//! the way back and the layout in lines, which are `serde_json`'s.

#![allow(
    clippy::inline_always,
    reason = "a key of a known length is copied without a call, and no end of a loop is guessed"
)]

use serde::ser::{
    Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use std::io;

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
        out.extend_from_slice(bytes);
        Ok(())
    };
    room.write(value, &mut pass)?;
    room.pass_on(&mut pass)?;
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
        let mut writer = Writer { room: self, pass, failed: None };
        value.serialize(&mut writer)?;
        writer.failed.map_or(Ok(()), Err)
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

    /// Passes on all that was gathered.
    pub(crate) fn pass_on(&mut self, pass: Pass<'_>) -> io::Result<()> {
        let gathered = self.bytes.get(..std::mem::take(&mut self.at)).filter(|gathered| !gathered.is_empty());
        gathered.map_or(Ok(()), pass)
    }

    /// Adds what there is no room for.
    #[cold]
    fn put_on(&mut self, piece: &[u8], pass: Pass<'_>) -> io::Result<()> {
        // a comma that may be replaced stays
        let last = self.at.checked_sub(1).and_then(|last| self.bytes.get(last)).copied();
        self.at = self.at.saturating_sub(1);
        let passed = self.pass_on(pass);
        let kept = usize::from(last.is_some());
        let length = FULL.max(kept + piece.len());
        if self.bytes.len() < length {
            self.bytes.resize(length, 0);
        }
        for (place, byte) in self.bytes.iter_mut().zip(last.iter().chain(piece)) {
            *place = *byte;
        }
        self.at = kept + piece.len();
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

/// Why a value was not written.
#[derive(Debug)]
struct Error(io::Error);

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {}

impl serde::ser::Error for Error {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self(io::Error::other(message.to_string()))
    }
}

impl From<Error> for io::Error {
    fn from(Error(error): Error) -> Self {
        error
    }
}

/// Writes a value into a room.
struct Writer<'w> {
    room: &'w mut Room,
    pass: Pass<'w>,
    /// Why nothing goes on.
    failed: Option<io::Error>,
}

impl<'w> Writer<'w> {
    #[inline(always)]
    fn put(&mut self, piece: &[u8]) {
        if let Err(error) = self.room.put(piece, self.pass) {
            self.failed = Some(error);
        }
    }

    fn string(&mut self, text: &str) {
        let bytes = text.as_bytes();
        self.put(b"\"");
        if is_plain(bytes) {
            self.put(bytes);
        } else {
            self.escaped(bytes);
        }
        self.put(b"\"");
    }

    fn escaped(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some(at) = rest.iter().position(|byte| is_escaped(*byte))
            && let Some((plain, [byte, behind @ ..])) = rest.split_at_checked(at)
        {
            self.put(plain);
            self.escape(*byte);
            rest = behind;
        }
        self.put(rest);
    }

    #[cold]
    fn escape(&mut self, byte: u8) {
        let sign = match byte {
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0x08 => b'b',
            0x0C => b'f',
            b'"' | b'\\' => byte,
            _ => {
                let digit = |half: u8| char::from_digit(u32::from(half), 16).map_or(b'0', |digit| digit as u8);
                return self.put(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 15)]);
            }
        };
        self.put(&[b'\\', sign]);
    }

    /// Writes a key that needs no escape, and its colon.
    #[inline(always)]
    fn key(&mut self, key: &'static str) {
        self.put(b"\"");
        self.put(key.as_bytes());
        self.put(b"\":");
    }

    /// Begins a value that holds others, with the sign that will close it.
    #[inline]
    fn open<'o>(&'o mut self, open: u8, close: u8) -> Open<'o, 'w> {
        self.put(&[open]);
        Open { writer: self, close, named: false }
    }

    /// Begins `{"name":` and the value that holds others.
    fn open_named<'o>(&'o mut self, name: &'static str, open: u8, close: u8) -> Open<'o, 'w> {
        self.put(b"{");
        self.key(name);
        Open { named: true, ..self.open(open, close) }
    }
}

/// Whether a byte may not stand in a string as it is.
const fn is_escaped(byte: u8) -> bool {
    byte < 0x20 || matches!(byte, b'"' | b'\\')
}

/// Whether no byte of a string is escaped. Eight bytes are looked at at once, the last of them again where fewer are left.
#[inline]
fn is_plain(bytes: &[u8]) -> bool {
    if let Some(last) = bytes.last_chunk() {
        let found = bytes.as_chunks().0.iter().fold(0, |found, eight| found | signs(u64::from_le_bytes(*eight)));
        return found | signs(u64::from_le_bytes(*last)) == 0;
    }
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(one), Some(two)) => {
            signs(u64::from(u32::from_le_bytes(*one)) << 32 | u64::from(u32::from_le_bytes(*two))) == 0
        }
        _ => !bytes.iter().any(|byte| is_escaped(*byte)),
    }
}

/// Zero if no byte of the eight is escaped: the highest bit of one is set where one is below 0x20, or the same as a sign.
const fn signs(eight: u64) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    let (quote, slash) = (eight ^ (ONES * b'"' as u64), eight ^ (ONES * b'\\' as u64));
    let control = eight.wrapping_sub(ONES * 0x20) & !eight;
    (control | quote.wrapping_sub(ONES) & !quote | slash.wrapping_sub(ONES) & !slash) & (ONES << 7)
}

/// A value that holds others, begun. A comma follows each of them, in whose place the sign comes that closes it.
struct Open<'o, 'w> {
    writer: &'o mut Writer<'w>,
    close: u8,
    /// Whether it is the one value of an object around it.
    named: bool,
}

impl Open<'_, '_> {
    #[inline]
    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(&mut *self.writer)?;
        self.writer.put(b",");
        Ok(())
    }

    fn close(self) -> Result<(), Error> {
        let Self { writer, close, named } = self;
        let last = writer.room.at.checked_sub(1).and_then(|last| writer.room.bytes.get_mut(last));
        match last.filter(|last| **last == b',') {
            Some(last) => *last = close,
            None => writer.put(&[close]),
        }
        if named {
            writer.put(b"}");
        }
        writer.failed.take().map_or(Ok(()), |error| Err(Error(error)))
    }
}

/// The traits by which serde hands over elements.
macro_rules! elements {
    ($($of:ident :: $add:ident),*) => {$(
        impl $of for Open<'_, '_> {
            type Ok = ();
            type Error = Error;

            #[inline]
            fn $add<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.value(value)
            }

            fn end(self) -> Result<(), Error> {
                self.close()
            }
        }
    )*};
}

elements!(
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field
);

/// The traits by which serde hands over fields.
macro_rules! fields {
    ($($of:ident),*) => {$(
        impl $of for Open<'_, '_> {
            type Ok = ();
            type Error = Error;

            #[inline(always)]
            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
                self.writer.key(key);
                self.value(value)
            }

            fn end(self) -> Result<(), Error> {
                self.close()
            }
        }
    )*};
}

fields!(SerializeStruct, SerializeStructVariant);

impl SerializeMap for Open<'_, '_> {
    type Ok = ();
    type Error = Error;

    #[inline(always)]
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        key.serialize(Key(&mut *self.writer))
    }

    #[inline]
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.value(value)
    }

    #[inline(always)]
    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &V,
    ) -> Result<(), Error> {
        self.serialize_key(key)?;
        self.value(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

/// Numbers without a point.
macro_rules! integers {
    ($($method:ident: $kind:ty),*) => {$(
        #[inline]
        fn $method(self, value: $kind) -> Result<(), Error> {
            self.put(itoa::Buffer::new().format(value).as_bytes());
            Ok(())
        }
    )*};
}

impl<'o, 'w> Serializer for &'o mut Writer<'w> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Open<'o, 'w>;
    type SerializeTuple = Open<'o, 'w>;
    type SerializeTupleStruct = Open<'o, 'w>;
    type SerializeTupleVariant = Open<'o, 'w>;
    type SerializeMap = Open<'o, 'w>;
    type SerializeStruct = Open<'o, 'w>;
    type SerializeStructVariant = Open<'o, 'w>;

    integers!(
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_i64: i64,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_u64: u64
    );

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.put(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        self.put(&serde_json::to_vec(&value).map_err(|error| Error(error.into()))?);
        Ok(())
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        self.put(&serde_json::to_vec(&value).map_err(|error| Error(error.into()))?);
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.string(value.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    #[inline]
    fn serialize_str(self, value: &str) -> Result<(), Error> {
        self.string(value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Error> {
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.put(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        let mut around = self.open(b'{', b'}');
        around.serialize_entry(variant, value)?;
        around.close()
    }

    #[inline]
    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'o, 'w>, Error> {
        Ok(self.open(b'[', b']'))
    }

    #[inline]
    fn serialize_tuple(self, _: usize) -> Result<Open<'o, 'w>, Error> {
        Ok(self.open(b'[', b']'))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Open<'o, 'w>, Error> {
        Ok(self.open(b'[', b']'))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'o, 'w>, Error> {
        Ok(self.open_named(variant, b'[', b']'))
    }

    #[inline]
    fn serialize_map(self, _: Option<usize>) -> Result<Open<'o, 'w>, Error> {
        Ok(self.open(b'{', b'}'))
    }

    #[inline]
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'o, 'w>, Error> {
        Ok(self.open(b'{', b'}'))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'o, 'w>, Error> {
        Ok(self.open_named(variant, b'{', b'}'))
    }
}

/// Writes the key of an entry, which is a string.
struct Key<'o, 'w>(&'o mut Writer<'w>);

/// What is no key.
macro_rules! no_keys {
    ($($method:ident($($kind:ty),*) -> $of:ty),* $(,)?) => {$(
        fn $method(self, $(_: $kind),*) -> Result<$of, Error> {
            Err(serde::ser::Error::custom("the key of an object must be a string"))
        }
    )*};
}

/// What never comes to be.
type No = Impossible<(), Error>;

impl Serializer for Key<'_, '_> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = No;
    type SerializeTuple = No;
    type SerializeTupleStruct = No;
    type SerializeTupleVariant = No;
    type SerializeMap = No;
    type SerializeStruct = No;
    type SerializeStructVariant = No;

    fn serialize_str(self, key: &str) -> Result<(), Error> {
        self.0.string(key);
        self.0.put(b":");
        Ok(())
    }

    #[inline(always)]
    fn serialize_unit_variant(self, _: &'static str, _: u32, key: &'static str) -> Result<(), Error> {
        self.0.key(key);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        self.serialize_unit()
    }

    no_keys!(
        serialize_bool(bool) -> (),
        serialize_i8(i8) -> (),
        serialize_i16(i16) -> (),
        serialize_i32(i32) -> (),
        serialize_i64(i64) -> (),
        serialize_u8(u8) -> (),
        serialize_u16(u16) -> (),
        serialize_u32(u32) -> (),
        serialize_u64(u64) -> (),
        serialize_f32(f32) -> (),
        serialize_f64(f64) -> (),
        serialize_char(char) -> (),
        serialize_bytes(&[u8]) -> (),
        serialize_none() -> (),
        serialize_unit() -> (),
        serialize_unit_struct(&'static str) -> (),
        serialize_seq(Option<usize>) -> No,
        serialize_tuple(usize) -> No,
        serialize_tuple_struct(&'static str, usize) -> No,
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> No,
        serialize_map(Option<usize>) -> No,
        serialize_struct(&'static str, usize) -> No,
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> No,
    );
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
    fn a_key_that_is_no_string_is_an_error() {
        let keys = std::collections::BTreeMap::from([(vec![1], 2)]);
        assert_eq!(to_vec(&keys).unwrap_err().to_string(), "the key of an object must be a string");
    }
}
