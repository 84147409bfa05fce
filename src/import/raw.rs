//! Which files of a folder are raw files, what messages call them, and how they are opened.

#![allow(clippy::disallowed_methods, reason = "this room opens raw files")]

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// Whether a folder is the one that a browser puts beside a page that it saves whole: pictures, styles and scripts of the
/// page.
pub fn is_of_page(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let stem = ["_files", "-Dateien", "_dosyalar", "_fichiers", "_файлы"].iter().find_map(|end| name.strip_suffix(end));
    let page = |stem: &str| ["html", "htm"].iter().any(|end| folder.with_file_name(format!("{stem}.{end}")).is_file());
    stem.is_some_and(page) && folder.is_dir()
}

/// What messages call a path: signs that steer a terminal or turn the text around are none of its name, and what is no
/// Unicode is shown as far as it is.
pub fn shown(path: &Path) -> String {
    let turns =
        |c| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    path.to_string_lossy().chars().map(|c| if c.is_control() || turns(c) { '\u{fffd}' } else { c }).collect()
}

/// Opens a raw file for reading. What is no file, or has nothing to give at once as some files of the system have, keeps
/// nobody waiting.
///
/// # Errors
///
/// Failures of the disk; `InvalidInput` for a folder, a device or a pipe.
pub fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    unwaiting(&mut options, rustix::fs::OFlags::NONBLOCK);
    let file = options.open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::ErrorKind::InvalidInput.into()) }
}

/// Opens a file with flags of the system.
#[cfg(unix)]
pub(super) fn unwaiting(options: &mut OpenOptions, flags: rustix::fs::OFlags) {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.custom_flags(i32::try_from(flags.bits()).unwrap_or_default());
}
