//! Kept originals: a copy of each raw file beside its article, under a name that begins with its hash.

#![allow(clippy::disallowed_methods, reason = "this room keeps raw files")]

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::temporary;
use crate::article::Original;

/// The folder of copies; its name hides it from the site.
const FOLDER: &str = ".originals";

/// What the front matter says of the copy, and the name of the copy in its folder. `input` is the name of the raw file.
pub(super) fn original(bytes: &[u8], input: &str) -> (Original, String) {
    let sha256: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let last = input.rsplit(['/', '\\', ':']).next().unwrap_or_default();
    // Names of raw files are anybody's: only letters, digits, dots and hyphens are kept of them.
    let safe: String =
        last.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).take(80).collect();
    let short: String = sha256.chars().take(16).collect();
    let name = format!("{short}-{}", safe.trim_matches(['.', '-']));
    (Original { file: format!("{FOLDER}/{name}"), sha256 }, name)
}

/// Writes the copy for an article of a folder, whole or not at all, unless it is there.
pub(super) fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let folder = folder.join(FOLDER);
    let target = folder.join(name);
    if target.exists() {
        return Ok(());
    }
    fs::create_dir_all(&folder)?;
    let mut file = temporary::file(&folder)?;
    file.write_all(bytes)?;
    file.persist(target).map_err(|error| error.error)?;
    Ok(())
}
