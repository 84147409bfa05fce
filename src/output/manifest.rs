//! The manifest: which files of a published folder are Chancery's, so that only those are ever removed.

#![allow(clippy::disallowed_methods, reason = "this room writes the disk")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

/// The file's name, in the published folder.
const NAME: &str = ".chancery-manifest";
/// The first line: what the file is, and the version of its format.
const HEAD: &str = "chancery manifest 1";

/// The files of a build: path and XXH3 (64 bits) of their bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    pub(super) files: BTreeMap<String, u64>,
}

impl Manifest {
    /// Reads a folder's manifest; an empty one where there is none or it cannot be understood.
    pub(super) fn read(folder: &Path) -> Self {
        let text = fs::read_to_string(folder.join(NAME)).unwrap_or_default();
        Self::parse(&text)
    }

    /// Whether a folder has one.
    pub(super) fn is_in(folder: &Path) -> bool {
        folder.join(NAME).is_file()
    }

    /// Writes it whole, by a rename from a folder on the same disk, which may be the same folder.
    pub(super) fn write(&self, folder: &Path, staging: &Path) -> io::Result<()> {
        let mut text = format!("{HEAD}\n");
        for (path, hash) in &self.files {
            let _ = writeln!(text, "{hash:016x} {path}");
        }
        let new = staging.join(format!("{NAME}.new"));
        fs::write(&new, text)?;
        fs::rename(new, folder.join(NAME))
    }

    /// Adds lines to a folder's manifest: a later line for a path stands for an earlier one.
    pub(super) fn append(files: &BTreeMap<String, u64>, folder: &Path) -> io::Result<()> {
        let mut text = String::new();
        for (path, hash) in files {
            let _ = writeln!(text, "{hash:016x} {path}");
        }
        fs::OpenOptions::new().append(true).open(folder.join(NAME))?.write_all(text.as_bytes())
    }

    fn parse(text: &str) -> Self {
        let mut lines = text.lines();
        if lines.next() != Some(HEAD) {
            return Manifest::default();
        }
        let entry = |line: &str| {
            let (hash, path) = line.split_once(' ')?;
            // A path that climbs out was not written by us, whatever the file says.
            let is_below = !path.starts_with('/') && path.split('/').all(|part| !matches!(part, "" | "." | ".."));
            Some((path.to_owned(), u64::from_str_radix(hash, 16).ok().filter(|_| is_below)?))
        };
        Manifest { files: lines.filter_map(entry).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_wrote_and_no_path_that_climbs() {
        let folder = tempfile::tempdir().unwrap();
        let manifest = Manifest { files: [("a/index.html".to_owned(), 7), ("b c".to_owned(), u64::MAX)].into() };
        manifest.write(folder.path(), folder.path()).unwrap();
        assert_eq!(Manifest::read(folder.path()), manifest);
        let parsed = Manifest::parse("chancery manifest 1\n01 ../x\n02 /etc/x\n03 a//b\n04 ok\nnonsense\n");
        assert_eq!(parsed.files, [("ok".to_owned(), 4)].into());
        assert_eq!(Manifest::parse("something else\n01 ok\n"), Manifest::default());
    }
}
