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
pub const FOLDERS: [&str; 3] = ["content", "static", "templates"];

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
/// A diagnostic for each file or folder that cannot be read, or whose name is not UTF-8.
pub fn read(root: &Path) -> Result<Snapshot, Vec<Diagnostic>> {
    let mut paths = Vec::new();
    let mut faults = Vec::new();
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
    let Some(name) = relative(root, path) else { return Ok(()) };
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
    let (paths, mut faults) =
        if path.is_dir() { list(root, path) } else { (vec![(name, path.to_owned())], Vec::new()) };
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

/// The inputs in a folder, by name and path.
fn list(root: &Path, top: &Path) -> (Vec<(String, PathBuf)>, Vec<Diagnostic>) {
    let mut paths = Vec::new();
    let mut faults = Vec::new();
    let walk = WalkDir::new(top).follow_links(true).into_iter();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_ignored(entry.file_name().to_str())) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => match relative(root, entry.path()) {
                Some(name) if name.contains(char::is_control) => {
                    faults.push(misnamed(&name.escape_debug().to_string(), "its name has a control character"));
                }
                Some(name) => paths.push((name, entry.into_path())),
                None => {
                    let path = entry.path().strip_prefix(root).unwrap_or(entry.path());
                    faults.push(misnamed(&path.to_string_lossy(), "its name is not UTF-8"));
                }
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
