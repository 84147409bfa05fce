//! A zipped folder of raw files. Its files are read one at a time, straight from the archive: nothing is unpacked to the
//! disk, so no name in it can leave anything anywhere.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::read::DeflateDecoder;
use zip::ZipArchive;

use super::super::directory::{self, Member};
use super::super::report::{Fault, damaged};
use super::Format;

/// More files than this are no collection of an editor's.
const MOST_FILES: usize = 200_000;
/// All files of a zipped folder together.
const LARGEST_FOLDER: u64 = 4 * 1024 * 1024 * 1024;

/// A zipped folder that is open for reading.
#[derive(Debug, Clone)]
pub struct Archive {
    name: String,
    bytes: Arc<[u8]>,
    archive: ZipArchive<Cursor<Arc<[u8]>>>,
    /// by the places that [`Archive::files`] gives
    files: Arc<[Place]>,
    /// what all its files together may still unpack to
    left: Arc<AtomicU64>,
}

impl Archive {
    /// Opens an archive; `name` is what messages call it.
    ///
    /// # Errors
    ///
    /// It is damaged, or has more files than anyone collects.
    pub fn open(name: &str, bytes: Arc<[u8]>) -> Result<Archive, Fault> {
        let bad = |what: &str| damaged(name, Format::Zip, None, what, "unpack it and import the folder");
        let archive = ZipArchive::new(Cursor::new(Arc::clone(&bytes))).map_err(|error| bad(&error.to_string()))?;
        if archive.len() > MOST_FILES {
            return Err(bad(&format!("it has {} files, more than {MOST_FILES}", archive.len())));
        }
        let files = places(&archive, &bytes);
        let left = Arc::new(AtomicU64::new(LARGEST_FOLDER));
        Ok(Archive { name: name.to_owned(), bytes, archive, files: files.into(), left })
    }

    /// The names of its files, in order, with their places; hidden files and those that systems add are passed over. A
    /// second file of a name is told from the first by a number.
    pub fn files(&self) -> Vec<(usize, String)> {
        let names = self.files.iter().enumerate().map(|(place, file)| (place, file.name.clone()));
        let is_hidden = |name: &str| {
            let mut parts = name.split(['/', '\\']).filter(|part| !matches!(*part, "." | ".."));
            parts.any(|part| part.starts_with('.') || part == "__MACOSX")
        };
        let mut files: Vec<(usize, String)> =
            names.filter(|(_, name)| !name.ends_with(['/', '\\']) && !is_hidden(name)).collect();
        files.sort_by(|a, b| a.1.cmp(&b.1));
        files
    }

    /// The first bytes of the file at a place, at most `most`; none where it cannot be read.
    pub fn head(&mut self, place: usize, most: u64) -> Vec<u8> {
        let file = self.files.get(place).map(|place| &place.file);
        let mut bytes = Vec::new();
        // What is read until a fault is enough, and reading it whole says the fault.
        _ = match file {
            Some(Found::Index(index)) => {
                self.archive.by_index(*index).ok().map(|file| file.take(most).read_to_end(&mut bytes))
            }
            Some(Found::Deflated(data)) => {
                let data = self.bytes.get(data.clone()).unwrap_or_default();
                Some(DeflateDecoder::new(data).take(most).read_to_end(&mut bytes))
            }
            Some(Found::Stored(data)) => {
                let data = self.bytes.get(data.clone()).unwrap_or_default();
                Some(data.take(most).read_to_end(&mut bytes))
            }
            Some(Found::Not) | None => None,
        };
        bytes
    }

    /// The bytes of the file at a place; no more than `largest`.
    ///
    /// # Errors
    ///
    /// What is wrong with it: damaged, encrypted, or larger than `largest` bytes.
    pub fn read(&mut self, place: usize, largest: u64) -> Result<Vec<u8>, Fault> {
        let Some(Place { name, file }) = self.files.get(place) else {
            return Err(damaged(&self.name, Format::Zip, None, "a file is missing in it", "pack it again"));
        };
        let name = format!("{}:{name}", self.name);
        let bad =
            |what: &str| damaged(&name, Format::Zip, None, what, "unpack the archive yourself and import the file");
        let mut bytes = Vec::new();
        match file {
            Found::Index(index) => {
                let file = self.archive.by_index(*index).map_err(|error| bad(&error.to_string()))?;
                file.take(largest + 1).read_to_end(&mut bytes)
            }
            Found::Deflated(data) => {
                let data = self.bytes.get(data.clone()).unwrap_or_default();
                DeflateDecoder::new(data).take(largest + 1).read_to_end(&mut bytes)
            }
            Found::Stored(data) => {
                let data = self.bytes.get(data.clone()).unwrap_or_default();
                data.take(largest + 1).read_to_end(&mut bytes)
            }
            Found::Not => return Err(bad("its name stands there twice, and it is locked or packed in an unknown way")),
        }
        .map_err(|error| bad(&error.to_string()))?;
        let read = bytes.len() as u64;
        let rest = |left: u64| left.checked_sub(read);
        if self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, rest).is_err() {
            return Err(bad(&format!("its files unpack to more than {} MB", LARGEST_FOLDER / (1024 * 1024))));
        }
        if read > largest {
            return Err(bad(&format!("a file in it unpacks to more than {} MB", largest / (1024 * 1024))));
        }
        Ok(bytes)
    }
}

/// A file of an archive.
#[derive(Debug)]
struct Place {
    name: String,
    file: Found,
}

/// Where the bytes of a file are found.
#[derive(Debug)]
enum Found {
    /// by its index in `ZipArchive`
    Index(usize),
    Stored(Range<usize>),
    Deflated(Range<usize>),
    Not,
}

/// The files of an archive. `ZipArchive` knows them by their names: of two with one name it has the last, so the others
/// are read by their places.
fn places(archive: &ZipArchive<Cursor<Arc<[u8]>>>, bytes: &[u8]) -> Vec<Place> {
    let named = |index| {
        let name = archive.name_for_index(index).and_then(Result::ok);
        Place { name: name.map_or_else(|| format!("file {index}"), Cow::into_owned), file: Found::Index(index) }
    };
    let mut places: Vec<Place> = (0..archive.len()).map(named).collect();
    let members = directory::members(bytes).unwrap_or_default();
    if members.len() <= places.len() {
        return places;
    }
    let last: BTreeMap<&[u8], usize> = members.iter().enumerate().map(|(at, member)| (member.name, at)).collect();
    // `ZipArchive` has them in the order in which their names came first.
    let mut seen: BTreeMap<&[u8], (usize, usize)> = BTreeMap::new();
    places.clear();
    for (at, member) in members.iter().enumerate() {
        let next = seen.len();
        let (index, count) = seen.entry(member.name).or_insert((next, 0));
        *count += 1;
        let mut place = named(*index);
        if *count > 1 && !place.name.ends_with('/') {
            place.name.push_str(&format!(" ({count})"));
        }
        if last.get(member.name) != Some(&at) {
            place.file = found(member, bytes);
        }
        places.push(place);
    }
    places
}

fn found(member: &Member, bytes: &[u8]) -> Found {
    const LOCKED: u16 = 1;
    match (member.place(bytes), member.method) {
        (Some(place), 0) if member.flags & LOCKED == 0 => Found::Stored(place),
        (Some(place), 8) if member.flags & LOCKED == 0 => Found::Deflated(place),
        _ => Found::Not,
    }
}
