//! Raw files that their editor set aside: they lie where they lay, and no import reads them.

#![allow(clippy::disallowed_methods, reason = "this room writes the importer's own file")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use xxhash_rust::xxh3::xxh3_128;

use super::{ledger, temporary};

/// The file, beside the articles and hidden from the build. Each line has a hash of a raw file's bytes and its name.
const FILE: &str = ".chancery-set-aside";

/// What was set aside in a content folder: raw files by their bytes, so that one that changes is read again.
#[derive(Debug, Default)]
pub struct SetAside {
    names: BTreeMap<u128, String>,
}

impl SetAside {
    /// Reads the note of a content folder. A line that is none is passed over.
    pub fn read(content: &Path) -> SetAside {
        let path = path(content);
        // Whatever else has its name is no note; a pipe would never end.
        let is_file = fs::metadata(&path).is_ok_and(|metadata| metadata.is_file());
        let text = if is_file { fs::read_to_string(&path).unwrap_or_default() } else { String::new() };
        let entry = |line: &str| {
            let (hash, name) = line.split_once('\t')?;
            Some((u128::from_str_radix(hash, 16).ok()?, name.to_owned()))
        };
        SetAside { names: text.lines().filter_map(entry).collect() }
    }

    /// Whether a raw file is set aside, by the hash of its bytes.
    pub fn contains(&self, hash: u128) -> bool {
        self.names.contains_key(&hash)
    }

    /// The names that the files had when they were set aside, in order.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.names.values().map(String::as_str).collect();
        names.sort_unstable();
        names
    }
}

/// The hash that a raw file is known by, whatever it is read as.
pub fn hash_of(bytes: &[u8]) -> u128 {
    xxh3_128(bytes)
}

/// Notes a raw file. `name` is what lists call it.
///
/// # Errors
///
/// `WouldBlock` when an import is running there; other failures of the disk.
pub fn set_aside(content: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    change(content, |names| _ = names.insert(hash_of(bytes), one_line(name)))
}

/// Takes a raw file back, so that it is read again; tells whether it had been set aside.
///
/// # Errors
///
/// As [`set_aside`].
pub fn take_back(content: &Path, bytes: &[u8]) -> io::Result<bool> {
    let mut was_there = false;
    change(content, |names| was_there = names.remove(&hash_of(bytes)).is_some())?;
    Ok(was_there)
}

/// Takes back what had a name when it was set aside: the file may be gone.
///
/// # Errors
///
/// As [`set_aside`].
pub fn take_back_named(content: &Path, name: &str) -> io::Result<bool> {
    let mut was_there = false;
    change(content, |names| {
        let before = names.len();
        names.retain(|_, own| own != name);
        was_there = names.len() < before;
    })?;
    Ok(was_there)
}

/// What tells that the notes of a content folder changed.
pub fn stamp_of_notes(content: &Path) -> (Option<SystemTime>, Option<SystemTime>) {
    let modified = |path: PathBuf| fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    (modified(path(content)), modified(ledger::path(content)))
}

fn path(content: &Path) -> PathBuf {
    content.join(FILE)
}

/// Writes the note anew, whole or not at all, while no import is running.
fn change(content: &Path, change: impl FnOnce(&mut BTreeMap<u128, String>)) -> io::Result<()> {
    let _lock = ledger::lock(content)?;
    let mut names = SetAside::read(content).names;
    let before = names.clone();
    change(&mut names);
    if names == before {
        return Ok(());
    }
    let mut file = temporary::file(content)?;
    for (hash, name) in &names {
        writeln!(file, "{hash:032x}\t{name}")?;
    }
    file.persist(path(content)).map_err(|error| error.error)?;
    Ok(())
}

fn one_line(name: &str) -> String {
    name.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
