//! The snapshot: all inputs of a build, read once. The first of the two rooms that touch the disk.

#![allow(clippy::disallowed_methods, reason = "this room reads the disk")]

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::WalkDir;
use xxhash_rust::xxh3::xxh3_128;

use crate::config;
use crate::diagnostic::{Diagnostic, Place};

/// The folders whose files are inputs.
pub const FOLDERS: [&str; 3] = [CONTENT, "static", "templates"];
/// The folder of the articles, which no site is without.
const CONTENT: &str = "content";

/// One input.
#[derive(Debug, Clone)]
pub struct File {
    /// All of them.
    pub bytes: Arc<[u8]>,
    /// XXH3, 128 bits, of the bytes.
    pub hash: u128,
}

/// All inputs of a build by path: relative to the root, `/` between the parts.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// By path.
    pub files: BTreeMap<String, File>,
}

impl File {
    /// An input from its bytes.
    pub fn new(bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        File { hash: xxh3_128(&bytes), bytes }
    }
}

impl Snapshot {
    /// A snapshot from memory, for tests and for callers that have the inputs already.
    pub fn from_files<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let file = |(path, text): (&str, &str)| (path.to_owned(), File::new(text.as_bytes()));
        Snapshot { files: files.into_iter().map(file).collect() }
    }

    /// The inputs below a folder, which is named with its `/`.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a File)> {
        self.files
            .range(folder.to_owned()..)
            .take_while(move |(path, _)| path.starts_with(folder))
            .map(|(path, file)| (path.as_str(), file))
    }
}

/// Reads `site.toml` and everything below `content`, `static` and `templates`.
///
/// Hidden files, and what editors leave behind (`x~`, `#x#`, `x.swp`), are no inputs. Symbolic links are followed.
///
/// # Errors
///
/// A diagnostic for each file or folder that cannot be read, or whose name is not UTF-8; and that a site has no folder
/// `content`: a digest whose disk is not mounted looks like one without articles, and publishing that removes them all.
pub fn read(root: &Path) -> Result<Snapshot, Vec<Diagnostic>> {
    let mut paths = Vec::new();
    let mut faults: Vec<Diagnostic> = no_content(root).into_iter().collect();
    if root.join(config::FILE).is_file() {
        paths.push((config::FILE.to_owned(), root.join(config::FILE)));
    }
    for folder in FOLDERS {
        let top = root.join(folder);
        if top.exists() {
            let (found, failed) = list(root, &top);
            paths.extend(found);
            faults.extend(failed);
        }
    }
    let read: Vec<(String, io::Result<File>)> =
        paths.into_par_iter().map(|(name, path)| (name, std::fs::read(path).map(File::new))).collect();
    let mut files = BTreeMap::new();
    for (name, file) in read {
        match file {
            Ok(file) => drop(files.insert(name, file)),
            Err(error) => faults.push(unreadable(&name, &error.to_string())),
        }
    }
    if faults.is_empty() { Ok(Snapshot { files }) } else { Err(faults) }
}

/// What happened to the inputs since they were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changes {
    /// Something happened at these paths and nowhere else.
    Paths(BTreeSet<PathBuf>),
    /// Nobody knows: everything has to be read again.
    Everything,
}

/// Brings a snapshot up to date; gives the inputs that are new, changed or gone, in order. Files elsewhere are not looked
/// at.
///
/// # Errors
///
/// As [`read`]. The snapshot is then of no use until everything was read again.
pub fn refresh(root: &Path, snapshot: &mut Snapshot, changes: &Changes) -> Result<Vec<String>, Vec<Diagnostic>> {
    match changes {
        Changes::Everything => {
            let before = std::mem::replace(snapshot, read(root)?);
            Ok(changed(&before, snapshot))
        }
        Changes::Paths(paths) => {
            if let Some(fault) = no_content(root) {
                return Err(vec![fault]);
            }
            let mut before = Snapshot::default();
            let mut names = BTreeSet::new();
            for path in paths {
                refresh_path(root, path, snapshot, &mut before, &mut names)?;
            }
            let now = |name: &String| snapshot.files.get(name).map(|file| file.hash);
            let was = |name: &String| before.files.get(name).map(|file| file.hash);
            Ok(names.into_iter().filter(|name| now(name) != was(name)).collect())
        }
    }
}

/// Reads again what stands at a path: a file, a folder with all that is in it, or nothing any more. What was there goes to
/// `before`, every name that was touched to `names`.
fn refresh_path(
    root: &Path,
    path: &Path,
    snapshot: &mut Snapshot,
    before: &mut Snapshot,
    names: &mut BTreeSet<String>,
) -> Result<(), Vec<Diagnostic>> {
    let Some(name) = relative(root, path) else {
        let parts: Vec<Option<&str>> =
            path.strip_prefix(root).into_iter().flatten().map(std::ffi::OsStr::to_str).collect();
        let is_input = parts.first().is_some_and(|part| part.is_some_and(|part| FOLDERS.contains(&part)));
        let is_refused = is_input && !parts.into_iter().any(is_ignored) && path.exists();
        return if is_refused { Err(vec![not_utf8(root, path)]) } else { Ok(()) };
    };
    let is_input = name == config::FILE || FOLDERS.iter().any(|folder| name.split('/').next() == Some(folder));
    if !is_input || name.split('/').any(|part| is_ignored(Some(part))) {
        return Ok(());
    }
    let below: Vec<String> = snapshot.below(&format!("{name}/")).map(|(path, _)| path.to_owned()).collect();
    for gone in below.into_iter().chain([name.clone()]) {
        if let Some(file) = snapshot.files.remove(&gone)
            && names.insert(gone.clone())
        {
            before.files.insert(gone, file);
        }
    }
    let (paths, mut faults) = match named(&name) {
        _ if path.is_dir() => list(root, path),
        // One that is gone again has no name to be mended.
        Err(fault) if path.exists() => (Vec::new(), vec![fault]),
        _ => (vec![(name, path.to_owned())], Vec::new()),
    };
    for (name, path) in paths {
        match std::fs::read(path) {
            Ok(bytes) => {
                names.insert(name.clone());
                snapshot.files.insert(name, File::new(bytes));
            }
            // It went between the event and the look at it; there will be another event if it comes back.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => faults.push(unreadable(&name, &error.to_string())),
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// The paths whose content is not the same, in order.
fn changed(before: &Snapshot, after: &Snapshot) -> Vec<String> {
    let differs = |one: &Snapshot, other: &Snapshot, path: &str| {
        one.files.get(path).map(|file| file.hash) != other.files.get(path).map(|file| file.hash)
    };
    let mut changed: BTreeSet<&String> = after.files.keys().filter(|path| differs(before, after, path)).collect();
    changed.extend(before.files.keys().filter(|path| !after.files.contains_key(*path)));
    changed.into_iter().cloned().collect()
}

/// The site's root: the folder itself or the nearest above it that holds `site.toml`.
pub fn find_root(from: &Path) -> Option<PathBuf> {
    from.ancestors().find(|folder| folder.join(config::FILE).is_file()).map(Path::to_path_buf)
}

/// A site without its folder of articles. Where there is no site at all, that is what has to be said.
fn no_content(root: &Path) -> Option<Diagnostic> {
    let is_missing = root.join(config::FILE).is_file() && !root.join(CONTENT).is_dir();
    is_missing.then(|| {
        Diagnostic::error("no-content", format!("there is no folder `{CONTENT}` here"))
            .at(Place::file(config::FILE))
            .help("bring it back, or make it if the digest is to have no articles yet")
    })
}

/// The inputs in a folder, by name and path.
fn list(root: &Path, top: &Path) -> (Vec<(String, PathBuf)>, Vec<Diagnostic>) {
    let mut paths = Vec::new();
    let mut faults = Vec::new();
    let walk = WalkDir::new(top).follow_links(true).into_iter();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_ignored(entry.file_name().to_str())) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => match relative(root, entry.path()) {
                Some(name) => match named(&name) {
                    Ok(()) => paths.push((name, entry.into_path())),
                    Err(fault) => faults.push(fault),
                },
                None => faults.push(not_utf8(root, entry.path())),
            },
            Ok(_) => {}
            Err(error) => {
                let path = error.path().and_then(|path| relative(root, path)).unwrap_or_default();
                let reason = error.io_error().map_or_else(|| error.to_string(), io::Error::to_string);
                faults.push(unreadable(&path, &reason));
            }
        }
    }
    (paths, faults)
}

/// Refuses a name that no line of a message, a manifest or a feed could show.
fn named(name: &str) -> Result<(), Diagnostic> {
    let refused = || misnamed(&name.escape_debug().to_string(), "its name has a control character");
    if name.contains(char::is_control) { Err(refused()) } else { Ok(()) }
}

fn not_utf8(root: &Path, path: &Path) -> Diagnostic {
    misnamed(&path.strip_prefix(root).unwrap_or(path).to_string_lossy(), "its name is not UTF-8")
}

fn is_ignored(name: Option<&str>) -> bool {
    name.is_some_and(|name| {
        name.starts_with('.') || name.starts_with('#') || name.ends_with('~') || name.ends_with(".swp")
    })
}

fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> =
        path.strip_prefix(root).ok()?.components().map(|part| part.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

fn unreadable(path: &str, reason: &str) -> Diagnostic {
    Diagnostic::error("unreadable", format!("cannot read it: {reason}"))
        .at(Place::file(path))
        .help("check that it exists and that you may read it")
}

fn misnamed(path: &str, reason: &str) -> Diagnostic {
    Diagnostic::error("unreadable", format!("cannot read it: {reason}"))
        .at(Place::file(path))
        .help("give it another name")
}
