//! Files of editions on the disk: one is written whole, and those of an earlier build are read to be kept.

#![allow(clippy::disallowed_methods, reason = "this room writes and reads the files of editions")]

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use crate::diagnostic::Diagnostic;
use crate::output;
use crate::plan::{Kind, Page};
use crate::print::Kept;

/// Writes a file whole or not at all: what was there stays until the new one is complete. Folders are not made.
///
/// # Errors
///
/// What stood in the way.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    let failed = |reason: String| {
        Diagnostic::error("disk", format!("cannot write {}: {reason}", path.display()))
            .help("check that the folder is there, that you may write there, and the free space")
    };
    if path.is_dir() {
        return Err(failed("it is a folder".to_owned()));
    }
    // What a link leads to is replaced, not the link; and a device is no place for a file.
    let target = fs::canonicalize(path);
    if target.as_ref().is_ok_and(|target| !target.is_file()) {
        return Err(failed("it is no file but a device or a pipe; `-` is standard output".to_owned()));
    }
    let path = target.as_deref().unwrap_or(path);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".chancery-").tempfile_in(folder).map_err(|e| failed(reason(&e)))?;
    file.as_file_mut().write_all(bytes).map_err(|e| failed(reason(&e)))?;
    readable_by_all(file.as_file()).map_err(|e| failed(reason(&e)))?;
    file.persist(path).map_err(|e| failed(reason(&e.error)))?;
    Ok(())
}

/// Why the disk refused. The text of a fault of a temporary file ends with that file, which nobody asked for.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    text.split_once(" at path \"").map_or(text.as_str(), |(reason, _)| reason).to_owned()
}

/// A temporary file is its owner's alone; an edition is to be passed on.
#[cfg(unix)]
fn readable_by_all(file: &fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_: &fs::File) -> std::io::Result<()> {
    Ok(())
}

/// What a PDF of a site says of itself in its metadata: with which program, and with which fingerprint, it was made.
pub fn creator(fingerprint: Option<u128>) -> String {
    let version = env!("CARGO_PKG_VERSION");
    match fingerprint {
        Some(fingerprint) => format!("Chancery {version} {MARK}{fingerprint:032x}"),
        None => format!("Chancery {version}"),
    }
}

const MARK: &str = "edition ";

/// The PDFs among the pages that were published before, with the fingerprints that they carry. One whose bytes are not
/// those that were published is damaged, and left out.
pub fn read(out: &Path, pages: &[Page]) -> Kept {
    let mut pdfs = pages.iter().filter(|page| matches!(page.kind, Kind::Pdf(_))).peekable();
    if pdfs.peek().is_none() {
        return Kept::new();
    }
    let published = output::published(out);
    let kept = pdfs.filter_map(|page| {
        let path = page.file_path();
        let bytes = fs::read(out.join(&path)).ok()?;
        let is_whole = published.get(&path).is_some_and(|hash| *hash == xxh3_64(&bytes));
        let fingerprint = fingerprint(&bytes).filter(|_| is_whole)?;
        Some((path, (fingerprint, Arc::from(bytes))))
    });
    kept.collect()
}

fn fingerprint(pdf: &[u8]) -> Option<u128> {
    let mark = format!("Chancery {} {MARK}", env!("CARGO_PKG_VERSION"));
    let at = pdf.windows(mark.len()).rposition(|window| window == mark.as_bytes())? + mark.len();
    u128::from_str_radix(std::str::from_utf8(pdf.get(at..at + 32)?).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_of_a_refusal_names_no_temporary_file() {
        let folder = tempfile::tempdir().unwrap();
        let fault = write(&folder.path().join("none/out.pdf"), b"x").unwrap_err();
        let path = folder.path().join("none/out.pdf");
        assert_eq!(fault.message, format!("cannot write {}: No such file or directory (os error 2)", path.display()));
    }

    #[test]
    fn a_fingerprint_is_found_again() {
        let pdf = format!("%PDF …\n/Creator ({})\n", creator(Some(0xab)));
        assert_eq!(fingerprint(pdf.as_bytes()), Some(0xab));
        assert_eq!(fingerprint(b"%PDF"), None);
        assert_eq!(fingerprint(creator(None).as_bytes()), None);
    }
}
