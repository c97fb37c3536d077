//! Writes values as JSON: what every run prints, and most of what it writes at all.
//!
//! In: anything that serde can serialize. Out: the bytes that `serde_json` writes for it, in half the time, since nearly all strings need no escape and
//! eight of their bytes are looked at at once. Standard: RFC 8259. Not here: the way back, which is `serde_json`'s.

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use std::io::{self, Write};

/// How much is written before it is passed on, in bytes.
const FULL: usize = 1 << 16;

/// How far each level stands in, where a value is laid out in lines.
const INDENT: &[u8] = b"  ";

/// How a value is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// On one line, without spaces.
    Compact,
    /// An element or entry a line.
    Lines,
}

/// A value on one line.
///
/// # Errors
///
/// When the value has a key that is no string, or says itself that it cannot be serialized.
pub fn to_vec<T: Serialize + ?Sized>(value: &T) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    value.serialize(&mut Writer { bytes: &mut bytes, output: None, layout: Layout::Compact, depth: 0 })?;
    Ok(bytes)
}

/// Writes a value, no more than a piece of it held at a time; the place for the piece is the caller's, who may write many.
///
/// # Errors
///
/// Those of the output, and those of [`to_vec`].
pub fn write<T: Serialize + ?Sized>(
    value: &T,
    layout: Layout,
    bytes: &mut Vec<u8>,
    output: &mut dyn Write,
) -> io::Result<()> {
    bytes.clear();
    let mut writer = Writer { bytes, output: Some(output), layout, depth: 0 };
    value.serialize(&mut writer)?;
    writer.pass_on()?;
    Ok(())
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

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self(error)
    }
}

impl From<Error> for io::Error {
    fn from(Error(error): Error) -> Self {
        error
    }
}

/// What is written, and where it goes when there is enough of it.
struct Writer<'w> {
    bytes: &'w mut Vec<u8>,
    output: Option<&'w mut dyn Write>,
    layout: Layout,
    /// How many values are open around this one.
    depth: usize,
}

impl<'w> Writer<'w> {
    fn pass_on(&mut self) -> Result<(), Error> {
        if let Some(output) = &mut self.output {
            output.write_all(self.bytes)?;
            self.bytes.clear();
        }
        Ok(())
    }

    fn line(&mut self) {
        self.bytes.push(b'\n');
        for _ in 0..self.depth {
            self.bytes.extend_from_slice(INDENT);
        }
    }

    fn string(&mut self, text: &str) {
        let bytes = text.as_bytes();
        self.bytes.push(b'"');
        if is_plain(bytes) {
            copy(bytes, self.bytes);
        } else {
            self.escaped(bytes);
        }
        self.bytes.push(b'"');
    }

    fn escaped(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some(at) = rest.iter().position(|byte| is_escaped(*byte))
            && let Some((plain, [byte, behind @ ..])) = rest.split_at_checked(at)
        {
            self.bytes.extend_from_slice(plain);
            self.escape(*byte);
            rest = behind;
        }
        self.bytes.extend_from_slice(rest);
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
                return self.bytes.extend_from_slice(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 15)]);
            }
        };
        self.bytes.extend_from_slice(&[b'\\', sign]);
    }

    /// Begins a value that holds others, with the sign that will close it.
    fn open<'o>(&'o mut self, open: u8, close: u8) -> Open<'o, 'w> {
        self.bytes.push(open);
        self.depth += 1;
        Open { writer: self, empty: true, close, named: false }
    }

    /// Begins `{"name":` and the value that holds others.
    fn open_named<'o>(&'o mut self, name: &str, open: u8, close: u8) -> Result<Open<'o, 'w>, Error> {
        let mut around = self.open(b'{', b'}');
        around.entry(name)?;
        let Open { writer, .. } = around;
        Ok(Open { named: true, ..writer.open(open, close) })
    }
}

/// Writes bytes. Most keys and strings are short: to call for the copy of a few bytes takes longer than to store them, the last of them twice.
#[inline]
fn copy(bytes: &[u8], out: &mut Vec<u8>) {
    fn both<const N: usize>(first: [u8; N], last: [u8; N], length: usize, out: &mut Vec<u8>) {
        let end = out.len() + length;
        out.extend_from_slice(&first);
        out.truncate(end - N);
        out.extend_from_slice(&last);
    }
    let length = bytes.len();
    if length > 32 {
        out.extend_from_slice(bytes);
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<16>(), bytes.last_chunk()) {
        both(*first, *last, length, out);
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk()) {
        both(*first, *last, length, out);
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk()) {
        both(*first, *last, length, out);
    } else {
        for byte in bytes {
            out.push(*byte);
        }
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

/// A value that holds others, begun.
struct Open<'o, 'w> {
    writer: &'o mut Writer<'w>,
    empty: bool,
    close: u8,
    /// Whether it is the one value of an object around it.
    named: bool,
}

impl Open<'_, '_> {
    fn separate(&mut self) {
        if !std::mem::take(&mut self.empty) {
            self.writer.bytes.push(b',');
        }
        if self.writer.layout == Layout::Lines {
            self.writer.line();
        }
    }

    /// Writes a key and its colon.
    fn entry<K: Serialize + ?Sized>(&mut self, key: &K) -> Result<(), Error> {
        self.separate();
        let start = self.writer.bytes.len();
        key.serialize(&mut *self.writer)?;
        if self.writer.bytes.get(start) != Some(&b'"') {
            return Err(serde::ser::Error::custom("the key of an object must be a string"));
        }
        self.writer.bytes.push(b':');
        if self.writer.layout == Layout::Lines {
            self.writer.bytes.push(b' ');
        }
        Ok(())
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.separate();
        value.serialize(&mut *self.writer)
    }

    fn close(self) -> Result<(), Error> {
        let Self { writer, mut empty, close, named } = self;
        for sign in [close].into_iter().chain(named.then_some(b'}')) {
            writer.depth -= 1;
            if writer.layout == Layout::Lines && !empty {
                writer.line();
            }
            writer.bytes.push(sign);
            empty = false;
        }
        if writer.bytes.len() >= FULL { writer.pass_on() } else { Ok(()) }
    }
}

/// The traits by which serde hands over elements.
macro_rules! elements {
    ($($of:ident :: $add:ident),*) => {$(
        impl $of for Open<'_, '_> {
            type Ok = ();
            type Error = Error;

            fn $add<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.element(value)
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

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
                self.entry(key)?;
                value.serialize(&mut *self.writer)
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

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.entry(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

/// Numbers without a point.
macro_rules! integers {
    ($($method:ident: $kind:ty),*) => {$(
        fn $method(self, value: $kind) -> Result<(), Error> {
            self.bytes.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
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
        self.bytes.extend_from_slice(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        serde_json::to_writer(&mut *self.bytes, &value).map_err(io::Error::from)?;
        Ok(())
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        serde_json::to_writer(&mut *self.bytes, &value).map_err(io::Error::from)?;
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.string(value.encode_utf8(&mut [0; 4]));
        Ok(())
    }

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

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.bytes.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.serialize_str(variant)
    }

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
        around.entry(variant)?;
        value.serialize(&mut *around.writer)?;
        around.close()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'o, 'w>, Error> {
        Ok(self.open(b'[', b']'))
    }

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
        self.open_named(variant, b'[', b']')
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Open<'o, 'w>, Error> {
        Ok(self.open(b'{', b'}'))
    }

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
        self.open_named(variant, b'{', b'}')
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn written<T: Serialize + ?Sized>(value: &T, layout: Layout) -> String {
        let (mut out, mut bytes) = (Vec::new(), Vec::new());
        write(value, layout, &mut bytes, &mut out).unwrap();
        String::from_utf8(out).unwrap()
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
        let value = json!({"a": [], "b": {}, "c": [1, -2, 0.82, 1e300, true, null], "d": {"e": {"f": [[]]}}, "": "x"});
        assert_eq!(written(&value, Layout::Compact), serde_json::to_string(&value).unwrap());
        assert_eq!(written(&value, Layout::Lines), serde_json::to_string_pretty(&value).unwrap());
        assert_eq!(written(&kinds, Layout::Compact), serde_json::to_string(&kinds).unwrap());
        assert_eq!(written(&kinds, Layout::Lines), serde_json::to_string_pretty(&kinds).unwrap());
        assert_eq!(to_vec(&value).unwrap(), serde_json::to_vec(&value).unwrap());
    }

    #[test]
    fn each_byte_that_must_be_is_escaped_wherever_it_stands() {
        for length in 0..40 {
            for at in 0..length {
                for sign in (0..0x30).chain([0x5B, 0x5C, 0x5D, 0x7F]).map(char::from).chain(['é', '中', '𝄞']) {
                    let text: String = (0..length).map(|here| if here == at { sign } else { 'n' }).collect();
                    assert_eq!(written(&text, Layout::Compact), serde_json::to_string(&text).unwrap());
                }
            }
        }
    }

    #[test]
    fn more_than_a_piece_is_passed_on_whole() {
        let many: Vec<Value> = (0..30_000).map(|at| json!({"at": at})).collect();
        assert_eq!(written(&many, Layout::Compact), serde_json::to_string(&many).unwrap());
    }

    #[test]
    fn a_key_that_is_no_string_is_an_error() {
        let keys = std::collections::BTreeMap::from([(vec![1], 2)]);
        assert_eq!(to_vec(&keys).unwrap_err().to_string(), "the key of an object must be a string");
    }
}
