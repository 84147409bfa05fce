//! A zipped folder of raw files. Its files are read one at a time, straight from the archive: nothing is unpacked to the
//! disk, so no name in it can leave anything anywhere.

use std::io::{Cursor, Read as _};
use std::sync::Arc;

use zip::ZipArchive;

use super::super::report::{Fault, damaged};
use super::Format;

/// More files than this are no collection of an editor's.
const MOST_FILES: usize = 200_000;
/// All parts of one Office file together.
const LARGEST_UNPACKED: u64 = 512 * 1024 * 1024;

/// A zipped folder that is open for reading.
#[derive(Debug, Clone)]
pub struct Archive {
    name: String,
    archive: ZipArchive<Cursor<Arc<[u8]>>>,
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
        Ok(Archive { name: name.to_owned(), archive })
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
        if bytes.len() as u64 > largest {
            return Err(bad(&format!("a file in it unpacks to more than {} MB", largest / (1024 * 1024))));
        }
        Ok(bytes)
    }
}

/// Refuses an Office file whose parts say that they unpack to more than any table has.
pub(super) fn check_size(bytes: &[u8]) -> Result<(), String> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(()) };
    let mut left = LARGEST_UNPACKED;
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).map_err(|error| error.to_string())?;
        // The size that an archive declares may be a lie, so the bytes are counted.
        let read =
            std::io::copy(&mut (&mut file).take(left + 1), &mut std::io::sink()).map_err(|error| error.to_string())?;
        if read > left {
            return Err(format!("it unpacks to more than {} MB", LARGEST_UNPACKED / (1024 * 1024)));
        }
        left -= read;
    }
    Ok(())
}
