//! Keys that CSL or the model have no field for, kept as they came.
//!
//! In: a JSON object. Out: [`Extra`], which reads and writes like one. Most records have none, so an empty one is a null pointer: a run holds hundreds of
//! thousands of records.

use serde::Serialize;
use serde_json::{Map, Value as Json};
use std::ops::{Deref, DerefMut};
use std::sync::LazyLock;

static NOTHING: LazyLock<Map<String, Json>> = LazyLock::new(Map::new);

/// An object that is most often empty.
#[derive(Debug, Clone, Default)]
pub struct Extra(Option<Box<Map<String, Json>>>);

impl Deref for Extra {
    type Target = Map<String, Json>;

    fn deref(&self) -> &Map<String, Json> {
        self.0.as_deref().unwrap_or(&NOTHING)
    }
}

impl DerefMut for Extra {
    fn deref_mut(&mut self) -> &mut Map<String, Json> {
        self.0.get_or_insert_default()
    }
}

impl From<Map<String, Json>> for Extra {
    fn from(map: Map<String, Json>) -> Self {
        Self((!map.is_empty()).then(|| Box::new(map)))
    }
}

impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl IntoIterator for Extra {
    type Item = (String, Json);
    type IntoIter = serde_json::map::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        self.0.map_or_else(Map::new, |map| *map).into_iter()
    }
}

impl<'e> IntoIterator for &'e Extra {
    type Item = (&'e String, &'e Json);
    type IntoIter = serde_json::map::Iter<'e>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Serialize for Extra {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}
