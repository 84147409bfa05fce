//! Raw files as the library reads them.

#![allow(unreachable_pub, dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test may fail by a panic")]

use std::path::{Path, PathBuf};

use chancery::country::gazetteer::Gazetteer;
use chancery::import::{Format, Item, Options, Reading, Vocabulary, read};
use jiff::civil::date;

pub fn options(format: Option<Format>) -> Options<'static> {
    Options {
        date_order: None,
        format,
        today: date(2026, 11, 24),
        gazetteer: Gazetteer::builtin(),
        vocabulary: Vocabulary::builtin(),
    }
}

pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

pub fn reading(bytes: &[u8]) -> Reading {
    read("a", bytes, &options(None))
}

pub fn only(bytes: &[u8]) -> Item {
    let mut reading = reading(bytes);
    assert_eq!((&reading.error, reading.items.len()), (&None, 1), "{:?}", reading.items);
    reading.items.remove(0)
}

pub fn message(bytes: &[u8]) -> String {
    reading(bytes).error.unwrap().message
}

pub fn codes(item: &Item) -> Vec<String> {
    item.countries.iter().map(ToString::to_string).collect()
}
