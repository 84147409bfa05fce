//! Which files of a folder are raw files, and what messages call them.

use std::path::Path;

/// Whether a folder is the one that a browser puts beside a page that it saves whole: pictures, styles and scripts of the
/// page.
pub fn is_of_page(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let stem = ["_files", "-Dateien", "_dosyalar", "_fichiers", "_файлы"].iter().find_map(|end| name.strip_suffix(end));
    let page = |stem: &str| ["html", "htm"].iter().any(|end| folder.with_file_name(format!("{stem}.{end}")).is_file());
    stem.is_some_and(page) && folder.is_dir()
}

/// What messages call a path: signs that steer a terminal are none of its name, and what is no Unicode is shown as far as
/// it is.
pub fn shown(path: &Path) -> String {
    path.to_string_lossy().chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
