//! The right to write to a folder: one process at a time has it.
//!
//! It is a lock of the operating system on a file beside the folder, so it goes with the process that has it, however
//! that ends; a file that is left over locks nobody out.

#![allow(clippy::disallowed_methods, reason = "this room writes the disk")]

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::disk_fault;
use crate::diagnostic::Diagnostic;

/// The folder that is published, while nobody else writes there.
#[derive(Debug)]
pub struct Lock {
    out: PathBuf,
    side: Side,
    /// Held for its lock only.
    #[allow(dead_code, reason = "the lock goes with the handle")]
    file: File,
    path: PathBuf,
    /// Folders that were made for the lock, the deepest first; those that stay empty go with it.
    made: Vec<PathBuf>,
}

/// Where the lock and the files stand that are not published yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// In the folder that holds the published one.
    Beside,
    /// In the published folder: where the one above it may not be written.
    Inside,
}

impl Lock {
    /// Takes the right to publish to a folder, which need not be there. A link is followed once, so that the folder that it
    /// leads to is filled and the link stays.
    ///
    /// # Errors
    ///
    /// Somebody else has it, or the disk refuses.
    pub fn take(out: &Path) -> Result<Lock, Diagnostic> {
        let is_named = out.file_name().is_some() && !out.is_symlink();
        let target = || Some(out.with_file_name(fs::read_link(out).ok()?));
        let followed = if is_named { None } else { fs::canonicalize(out).ok().or_else(target) };
        let out = followed.unwrap_or_else(|| out.to_path_buf());
        let failed = |error: io::Error| disk_fault(&out, &error);
        let made = make_parents(&out).map_err(failed)?;
        let beside = beside(&out, "lock");
        let (side, path, file) = match lock(&beside) {
            Ok(file) => (Side::Beside, beside, file),
            // A web server's folder is often all that its user may write to.
            Err(TryLockError::Error(error)) if is_forbidden(&error) && out.is_dir() => {
                let inside = out.join(".chancery-lock");
                match lock(&inside) {
                    Ok(file) => (Side::Inside, inside, file),
                    Err(TryLockError::WouldBlock) => return Err(busy(&out)),
                    Err(TryLockError::Error(error)) => return Err(failed(error)),
                }
            }
            Err(TryLockError::WouldBlock) => return Err(busy(&out)),
            Err(TryLockError::Error(error)) => {
                unmake(&made);
                return Err(failed(error));
            }
        };
        Ok(Lock { out, side, file, path, made })
    }

    /// The folder.
    pub fn out(&self) -> &Path {
        &self.out
    }

    pub(super) fn side(&self) -> Side {
        self.side
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Only where `is_there` can tell a file from its successor may it be removed.
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
        unmake(&self.made);
    }
}

/// A hidden name beside a folder, on the same disk, so that a rename is possible.
pub(super) fn beside(out: &Path, purpose: &str) -> PathBuf {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    out.with_file_name(format!(".{name}.chancery-{purpose}"))
}

fn lock(path: &Path) -> Result<File, TryLockError> {
    loop {
        let file = File::options().create(true).truncate(false).write(true).open(path).map_err(TryLockError::Error)?;
        match file.try_lock() {
            // Whoever had it may have removed the file meanwhile; a lock on what is no more there guards nothing.
            Ok(()) if !is_there(&file, path) => {}
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => return Err(TryLockError::WouldBlock),
            // A file system that knows no locks: better to publish without than not at all.
            Err(TryLockError::Error(_)) => return Ok(file),
        }
    }
}

#[cfg(unix)]
fn is_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let id = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    file.metadata().is_ok_and(|own| fs::metadata(path).is_ok_and(|there| id(own) == id(there)))
}

#[cfg(not(unix))]
fn is_there(_: &File, _: &Path) -> bool {
    true
}

fn is_forbidden(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

/// Makes the folders that are to hold the output; gives those that were not there, the deepest first.
fn make_parents(out: &Path) -> io::Result<Vec<PathBuf>> {
    let parents = out.ancestors().skip(1).filter(|parent| !parent.as_os_str().is_empty());
    let missing: Vec<PathBuf> = parents.take_while(|parent| !parent.exists()).map(Path::to_path_buf).collect();
    if let Some(deepest) = missing.first() {
        fs::create_dir_all(deepest).inspect_err(|_| unmake(&missing))?;
    }
    Ok(missing)
}

fn unmake(made: &[PathBuf]) {
    for folder in made {
        // One that holds something now stays, and so does all above it.
        let _ = fs::remove_dir(folder);
    }
}

fn busy(out: &Path) -> Diagnostic {
    Diagnostic::error("busy", format!("another `chancery build` or `watch` is writing to {}", out.display()))
        .help("wait until it is done, or end it; or publish to another folder with `--out DIR`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_and_nothing_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("a/b/public");
        let first = Lock::take(&out).unwrap();
        assert_eq!(Lock::take(&out).unwrap_err().code, "busy");
        assert!(Lock::take(&folder.path().join("a/b/other")).is_ok());
        drop(first);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        // What a killed process leaves is no lock.
        fs::create_dir_all(folder.path().join("a/b")).unwrap();
        fs::write(beside(&out, "lock"), "").unwrap();
        assert!(Lock::take(&out).is_ok());
    }
}
