//! What was imported before: the hash of each raw file that was read without a refusal, and its articles. With it the
//! second import of a folder of ten thousand files does not read one of them.

#![allow(clippy::disallowed_methods, reason = "this room writes the importer's own file")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::temporary;

/// The file, beside the articles and hidden from the build.
const FILE: &str = ".chancery-imported";
/// Its first line. Another version is another importer, which may read more.
const HEAD: &str = concat!("chancery ", env!("CARGO_PKG_VERSION"));

/// Whether a path leads to a file below the folder that it is of.
fn is_below(path: &str) -> bool {
    Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_))) && !path.is_empty()
}

/// The raw files that were read before.
#[derive(Debug)]
pub(super) struct Ledger {
    path: PathBuf,
    articles: BTreeMap<u128, Vec<String>>,
    is_new: BTreeMap<u128, ()>,
}

impl Ledger {
    /// Reads the ledger of a content folder; a damaged one is as good as none, for the articles themselves are there.
    pub(super) fn read(content: &Path) -> Ledger {
        let path = path(content);
        // Whatever else has its name is no ledger; a pipe would never end.
        let is_file = fs::metadata(&path).is_ok_and(|metadata| metadata.is_file());
        let text = if is_file { fs::read_to_string(&path).unwrap_or_default() } else { String::new() };
        let mut articles = BTreeMap::new();
        if let Some(lines) = text.strip_prefix(HEAD) {
            for line in lines.lines() {
                let mut parts = line.split('\t');
                if let Some(hash) = parts.next().and_then(|hash| u128::from_str_radix(hash, 16).ok()) {
                    let paths: Vec<String> = parts.filter(|path| is_below(path)).map(str::to_owned).collect();
                    if !paths.is_empty() {
                        articles.insert(hash, paths);
                    }
                }
            }
        }
        Ledger { path, articles, is_new: BTreeMap::new() }
    }

    /// The articles of a raw file that was read before, unless one of them is no longer where it was.
    pub(super) fn articles(&self, content: &Path, hash: u128) -> Option<&[String]> {
        let articles = self.articles.get(&hash)?;
        articles.iter().all(|path| content.join(path).is_file()).then_some(articles.as_slice())
    }

    /// Notes a raw file and its articles.
    pub(super) fn add(&mut self, hash: u128, articles: Vec<String>) {
        // A name with a tab in it could not be told from two.
        if !articles.iter().any(|path| path.contains(['\t', '\n'])) {
            self.articles.insert(hash, articles);
            self.is_new.insert(hash, ());
        }
    }

    /// Writes the ledger, whole or not at all, if something was added.
    ///
    /// # Errors
    ///
    /// Failures of the disk.
    pub(super) fn write(&self) -> io::Result<()> {
        if self.is_new.is_empty() {
            return Ok(());
        }
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let mut file = temporary::file(folder)?;
        let mut text = String::from(HEAD);
        for (hash, articles) in &self.articles {
            text.push_str(&format!("\n{hash:032x}\t{}", articles.join("\t")));
        }
        file.write_all(text.as_bytes())?;
        file.persist(&self.path).map_err(|error| error.error)?;
        Ok(())
    }
}

/// The ledger's file.
pub(super) fn path(content: &Path) -> PathBuf {
    content.join(FILE)
}

/// The file that an import locks, so that two at a time do not write every article twice. The lock goes with the process.
const LOCK: &str = ".chancery-importing";

/// Locks a content folder against other imports.
///
/// # Errors
///
/// `WouldBlock` when another import has it; `InvalidInput` when what has the lock's name is no file of an import's;
/// other failures of the disk.
pub(super) fn lock(content: &Path) -> io::Result<Option<fs::File>> {
    fs::create_dir_all(content)?;
    let path = content.join(LOCK);
    let strange = || {
        let message = format!("{LOCK} in it is a link, a pipe or a folder, and no import made it; remove it");
        io::Error::new(io::ErrorKind::InvalidInput, message)
    };
    if fs::symlink_metadata(&path).is_ok_and(|metadata| !metadata.is_file()) {
        return Err(strange());
    }
    let mut options = fs::File::options();
    options.create(true).append(true);
    // It may have become something else since.
    #[cfg(unix)]
    super::raw::unwaiting(&mut options, rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK);
    let file = options.open(path)?;
    if !file.metadata()?.is_file() {
        return Err(strange());
    }
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(fs::TryLockError::WouldBlock) => Err(io::ErrorKind::WouldBlock.into()),
        // A file system without locks: the import goes on as if it were alone.
        Err(fs::TryLockError::Error(_)) => Ok(None),
    }
}
