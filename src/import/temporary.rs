//! Files that an import lays down beside their place, to put them there whole. One that is killed leaves them behind; the
//! next one takes them away.

use std::io;
use std::path::Path;

use tempfile::NamedTempFile;

/// What their names begin and end with. Between them are [`RANDOM`] letters and digits.
const START: &str = ".chancery-";
const END: &str = ".tmp";
const RANDOM: usize = 6;

/// A new file of this kind in a folder.
///
/// # Errors
///
/// Failures of the disk.
pub(super) fn file(folder: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new().prefix(START).suffix(END).rand_bytes(RANDOM).tempfile_in(folder)
}

/// Whether a name is that of such a file.
pub(super) fn is_one(name: &str) -> bool {
    let random = name.strip_prefix(START).and_then(|rest| rest.strip_suffix(END));
    random.is_some_and(|random| random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_own_are_known_and_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let name = file(folder.path()).unwrap().path().file_name().unwrap().to_str().unwrap().to_owned();
        assert!(is_one(&name), "{name}");
        for other in [
            ".chancery-imported",
            ".chancery-importing",
            ".chancery-notes!.tmp",
            ".chancery-abcdefg.tmp",
            "chancery-abcdef.tmp",
            "a.md",
        ] {
            assert!(!is_one(other), "{other}");
        }
    }
}
