//! A zipped folder of raw files. Its files are read one at a time, straight from the archive: nothing is unpacked to the
//! disk, so no name in it can leave anything anywhere.

use std::io::{Cursor, Read as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use zip::ZipArchive;

use super::super::report::{Fault, damaged};
use super::Format;

/// More files than this are no collection of an editor's.
const MOST_FILES: usize = 200_000;
/// All files of a zipped folder together.
const LARGEST_FOLDER: u64 = 4 * 1024 * 1024 * 1024;
/// All parts of one Office file together.
const LARGEST_UNPACKED: u64 = 512 * 1024 * 1024;

/// A zipped folder that is open for reading.
#[derive(Debug, Clone)]
pub struct Archive {
    name: String,
    archive: ZipArchive<Cursor<Arc<[u8]>>>,
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
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| bad(&error.to_string()))?;
        if archive.len() > MOST_FILES {
            return Err(bad(&format!("it has {} files, more than {MOST_FILES}", archive.len())));
        }
        Ok(Archive { name: name.to_owned(), archive, left: Arc::new(AtomicU64::new(LARGEST_FOLDER)) })
    }

    /// The names of its files, in order, with their places; hidden files and those that systems add are passed over.
    pub fn files(&self) -> Vec<(usize, String)> {
        let names = (0..self.archive.len()).map(|place| (place, self.name_of(place)));
        let is_hidden = |name: &str| {
            let mut parts = name.split(['/', '\\']).filter(|part| !matches!(*part, "." | ".."));
            parts.any(|part| part.starts_with('.') || part == "__MACOSX")
        };
        let mut files: Vec<(usize, String)> =
            names.filter(|(_, name)| !name.ends_with(['/', '\\']) && !is_hidden(name)).collect();
        files.sort_by(|a, b| a.1.cmp(&b.1));
        files
    }

    fn name_of(&self, place: usize) -> String {
        let name = self.archive.name_for_index(place).and_then(Result::ok);
        name.map_or_else(|| format!("file {place}"), |name| name.into_owned())
    }

    /// The bytes of the file at a place; no more than `largest`.
    ///
    /// # Errors
    ///
    /// What is wrong with it: damaged, encrypted, or larger than `largest` bytes.
    pub fn read(&mut self, place: usize, largest: u64) -> Result<Vec<u8>, Fault> {
        let name = format!("{}:{}", self.name, self.name_of(place));
        let bad =
            |what: &str| damaged(&name, Format::Zip, None, what, "unpack the archive yourself and import the file");
        let file = self.archive.by_index(place).map_err(|error| bad(&error.to_string()))?;
        let mut bytes = Vec::new();
        file.take(largest + 1).read_to_end(&mut bytes).map_err(|error| bad(&error.to_string()))?;
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

/// Refuses a workbook whose parts unpack to more than any table has, or whose cells lie so far apart that a table of all
/// between them could not be held.
pub(super) fn check_workbook(bytes: &[u8]) -> Result<(), String> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(()) };
    let mut left = LARGEST_UNPACKED;
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).map_err(|error| error.to_string())?;
        let is_sheet = file.name().is_ok_and(|name| name.contains("worksheets/"));
        // The size that an archive declares may be a lie, so the bytes are counted.
        let mut part = Vec::new();
        let read = if is_sheet {
            (&mut file).take(left + 1).read_to_end(&mut part).map(|read| read as u64)
        } else {
            std::io::copy(&mut (&mut file).take(left + 1), &mut std::io::sink())
        };
        let read = read.map_err(|error| error.to_string())?;
        if read > left {
            return Err(format!("it unpacks to more than {} MB", LARGEST_UNPACKED / (1024 * 1024)));
        }
        left -= read;
        if let Some(far) = too_far(&part) {
            return Err(format!("its cells reach as far as {far}; delete the cells that are empty"));
        }
    }
    Ok(())
}

/// The cell that makes a sheet too large, by the references `r="B7"` of its cells.
fn too_far(sheet: &[u8]) -> Option<String> {
    const MOST_CELLS: u64 = 5_000_000;
    let text = String::from_utf8_lossy(sheet);
    let (mut columns, mut rows) = (1_u64, 1_u64);
    for reference in text.split(" r=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        let letters = reference.bytes().take_while(u8::is_ascii_alphabetic);
        let column = letters.fold(0_u64, |column, letter| {
            column.saturating_mul(26).saturating_add(u64::from(letter.to_ascii_uppercase() - b'A') + 1)
        });
        let digits = reference.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        columns = columns.max(column);
        rows = rows.max(if digits.is_empty() { 0 } else { digits.parse().unwrap_or(u64::MAX) });
        if columns.saturating_mul(rows) > MOST_CELLS {
            return Some(reference.chars().take(20).collect());
        }
    }
    None
}
