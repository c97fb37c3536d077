//! The writer of values, as serde asks for it.
//!
//! In: what serde hands over. Out: JSON in a [`Room`]. Not here: keys ([`super::key`]).

use super::key::Key;
use super::{Pass, Room};
use crate::source::lanes::{Sixteen, same, within};
use crate::source::run::first_marked;
use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use std::io;

/// Why a value was not written.
#[derive(Debug)]
pub(super) struct Error(io::Error);

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

/// More bytes than a number with a fraction has.
const LONGEST_NUMBER: usize = 32;

/// Writes a value into a room.
pub(super) struct Writer<'w> {
    room: &'w mut Room,
    pass: Pass<'w>,
    /// Why nothing goes on.
    failed: Option<io::Error>,
}

impl<'w> Writer<'w> {
    pub(super) fn new(room: &'w mut Room, pass: Pass<'w>) -> Self {
        Self { room, pass, failed: None }
    }

    /// What went wrong on the way.
    pub(super) fn end(self) -> io::Result<()> {
        self.failed.map_or(Ok(()), Err)
    }

    /// A number that may have a fraction, as `serde_json` writes it.
    fn float<T: Serialize>(&mut self, value: &T) -> Result<(), Error> {
        let mut room = [0; LONGEST_NUMBER];
        let mut rest = room.as_mut_slice();
        serde_json::to_writer(&mut rest, value).map_err(|error| Error(error.into()))?;
        let length = LONGEST_NUMBER - rest.len();
        self.put(room.get(..length).unwrap_or_default());
        Ok(())
    }

    #[inline(always)]
    pub(super) fn put(&mut self, piece: &[u8]) {
        if let Err(error) = self.room.put(piece, self.pass) {
            self.failed = Some(error);
        }
    }

    pub(super) fn string(&mut self, text: &str) {
        let bytes = text.as_bytes();
        // nearly none has anything to escape
        if first_marked(bytes, escaped) < bytes.len() || !self.room.put_quoted(bytes, []) {
            self.string_in_pieces(bytes);
        }
    }

    #[cold]
    fn string_in_pieces(&mut self, mut rest: &[u8]) {
        self.put(b"\"");
        loop {
            let (plain, behind) = rest.split_at_checked(first_marked(rest, escaped)).unwrap_or((rest, &[]));
            self.put(plain);
            let [byte, behind @ ..] = behind else { break };
            self.escape(*byte);
            rest = behind;
        }
        self.put(b"\"");
    }

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
    pub(super) fn key(&mut self, key: &'static str) {
        if !self.room.put_quoted(key.as_bytes(), [b':']) {
            self.key_in_pieces(key);
        }
    }

    #[cold]
    fn key_in_pieces(&mut self, key: &str) {
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

/// Marks the bytes that may not stand in a string as they are.
#[inline]
fn escaped(bytes: Sixteen) -> Sixteen {
    within(bytes, 0, 0x1F) | same(bytes, b'"') | same(bytes, b'\\')
}

/// A value that holds others, begun. A comma follows each of them, in whose place the sign comes that closes it.
pub(super) struct Open<'o, 'w> {
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
        self.float(&value)
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        self.float(&value)
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
