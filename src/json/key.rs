//! The keys of objects, which are strings.
//!
//! In: what serde hands over as a key. Out: the key and its colon. Words of our own need no look for what must be escaped; numbers, which some formats take
//! for keys, are none of ours.

use super::write::{Error, Writer};
use serde::ser::{Impossible, Serialize, Serializer};

/// Writes the key of an entry, which is a string.
pub(super) struct Key<'o, 'w>(pub(super) &'o mut Writer<'w>);

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
