//! How many articles a list may have: a table, a citation export, a feed. Each takes some kilobytes while it is read, so
//! what has more is refused before its articles are made.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, IgnoredAny, SeqAccess, Visitor};

use super::super::report::damaged;
use super::{Fault, Format};

/// The articles of one file.
pub(super) const MOST_ITEMS: usize = 50_000;

/// The refusal of a list that has more.
pub(super) fn too_many(name: &str, format: Format) -> Fault {
    let what = format!("it has more than {},000 articles", MOST_ITEMS / 1000);
    damaged(name, format, None, &what, "part it and import the parts")
}

/// A list in JSON, of which no more is kept than a file may have.
#[derive(Debug)]
pub(super) enum List<T> {
    Whole(Vec<T>),
    TooLong,
}

impl<T> List<T> {
    /// Its elements, or the refusal of the file.
    pub(super) fn within(self, name: &str, format: Format) -> Result<Vec<T>, Fault> {
        match self {
            List::Whole(items) => Ok(items),
            List::TooLong => Err(too_many(name, format)),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Elements<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Elements<T> {
            type Value = List<T>;

            fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                formatter.write_str("a list of items")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<List<T>, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = elements.next_element()? {
                    if items.len() == MOST_ITEMS {
                        drop(items);
                        while elements.next_element::<IgnoredAny>()?.is_some() {}
                        return Ok(List::TooLong);
                    }
                    items.push(item);
                }
                Ok(List::Whole(items))
            }
        }
        deserializer.deserialize_seq(Elements(PhantomData))
    }
}
