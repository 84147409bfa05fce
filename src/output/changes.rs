//! Further builds: what is new or changed is laid down in a staging folder, looked at, and renamed into its place.

#![allow(clippy::disallowed_methods, reason = "this room writes the disk")]

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::manifest::Manifest;
use super::{Emptying, Published, Render, Report, all_or_faults, disk_fault, foreign};
use crate::diagnostic::Diagnostic;
use crate::plan::{Kind, Page};

/// The hash of a file that is as it should be already; the page need not be rendered then.
pub(super) type Known<'a> = dyn Fn(&str, &Page) -> Option<u64> + Sync + 'a;

/// Brings a folder to the state of the pages.
pub(super) fn publish(
    out: &Path,
    staging: &Path,
    pages: &[Page],
    render: &Render<'_>,
    known: &Known<'_>,
    emptying: Emptying,
) -> Result<(Report, Published), Vec<Diagnostic>> {
    let ours = Manifest::read(out);
    if emptying == Emptying::Refused
        && let Some(fault) = emptied(out, &ours, pages)
    {
        return Err(vec![fault]);
    }
    let compared = compare(out, staging, &ours, pages, render, known)?;
    let planned: Published = compared.iter().map(|page| (page.path.clone(), page.hash)).collect();
    let gone: Vec<(&String, u64)> =
        ours.files.iter().filter(|(path, _)| !planned.contains_key(*path)).map(|(path, hash)| (path, *hash)).collect();
    let obstructed = compared.iter().filter(|page| page.is_obstructed);
    let staying: BTreeSet<String> = obstructed.filter_map(|page| obstacle(out, &page.path, &gone)).collect();
    if !staying.is_empty() {
        return Err(staying.iter().map(|path| foreign(out, path)).collect());
    }
    // What somebody changed since is left to them.
    let removed: Vec<&str> =
        gone.iter().filter(|(path, hash)| is_as_left(out, path, *hash)).map(|(path, _)| path.as_str()).collect();
    let staged: Vec<(&str, &Path)> =
        compared.iter().filter_map(|page| Some((page.path.as_str(), page.staged.as_deref()?))).collect();
    writable(out, staged.iter().map(|(path, _)| *path).chain(removed.iter().copied()))?;
    // From here the published folder changes. Until it is done, what was ours and what will be is ours: a build that ends
    // half-way leaves nothing behind that the next one would not know.
    let failed = |error: io::Error| vec![disk_fault(out, &error)];
    if !gone.is_empty() || planned.keys().any(|path| !ours.files.contains_key(path)) {
        let mut both = ours.clone();
        both.files.extend(planned.iter().map(|(path, hash)| (path.clone(), *hash)));
        both.write(out, staging).map_err(failed)?;
    }
    exchange(out, &removed, &staged)?;
    if ours.files != planned {
        Manifest { files: planned.clone() }.write(out, staging).map_err(failed)?;
    }
    let report = Report { written: staged.len(), unchanged: compared.len() - staged.len(), removed: removed.len() };
    Ok((report, planned))
}

/// Removes files that went and gives staged files their places.
///
/// # Errors
///
/// The first failure of the disk, with how far it came.
pub(super) fn exchange(out: &Path, removed: &[&str], staged: &[(&str, &Path)]) -> Result<(), Vec<Diagnostic>> {
    let half_done = |path: &str, error: io::Error, gone: usize, came: usize| {
        let message = format!(
            "cannot write {}: {error}; {came} of {} files were published before, {gone} of {} removed",
            out.join(path).display(),
            staged.len(),
            removed.len()
        );
        let help = "mend that and build again: each file is whole, the old one or the new one, and the next build goes on from there";
        vec![Diagnostic::error("disk", message).help(help)]
    };
    // A folder can only stand where no file does, so files that go make room first.
    for (gone, path) in removed.iter().enumerate() {
        remove(out, path).map_err(|error| half_done(path, error, gone, 0))?;
    }
    for (came, (path, file)) in staged.iter().enumerate() {
        let target = out.join(path);
        let made = target.parent().map_or(Ok(()), fs::create_dir_all);
        made.and_then(|()| fs::rename(file, &target)).map_err(|error| half_done(path, error, removed.len(), came))?;
    }
    Ok(())
}

/// Looks whether every folder can be written to in which something would change.
///
/// # Errors
///
/// Every folder that cannot.
pub(super) fn writable<'a>(out: &Path, paths: impl Iterator<Item = &'a str>) -> Result<(), Vec<Diagnostic>> {
    let folders: BTreeSet<&str> = paths.map(|path| path.rsplit_once('/').map_or("", |(folder, _)| folder)).collect();
    let there = |folder: &str| {
        let mut folder = out.join(folder);
        // A folder that is not there yet is made in the nearest one that is.
        while !folder.is_dir() && folder != *out && folder.pop() {}
        folder
    };
    let folders: BTreeSet<PathBuf> = folders.into_iter().map(there).collect();
    let refused = |folder: &PathBuf| may_write(folder).err().map(|error| disk_fault(folder, &error));
    let faults: Vec<Diagnostic> = folders.par_iter().filter_map(refused).collect();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

#[cfg(unix)]
fn may_write(folder: &Path) -> io::Result<()> {
    use rustix::fs::{Access, access};
    access(folder, Access::WRITE_OK | Access::EXEC_OK).map_err(io::Error::from)
}

#[cfg(not(unix))]
fn may_write(_: &Path) -> io::Result<()> {
    Ok(())
}

/// That a build would remove every article, if it would: more often a folder that is not mounted than a wish.
fn emptied(out: &Path, ours: &Manifest, pages: &[Page]) -> Option<Diagnostic> {
    if pages.iter().any(|page| matches!(page.kind, Kind::Article(_))) {
        return None;
    }
    let is_article = |path: &&String| path.starts_with("articles/") && path.ends_with("/index.html");
    let count = ours.files.keys().filter(is_article).count();
    let articles = if count == 1 { "1 article".to_owned() } else { format!("{count} articles") };
    let message = format!("no article is left: all about {articles} would be removed from {}", out.display());
    let help = "bring back what was in `content/`; if the digest is to be empty, build with `--allow-empty`";
    (count > 0).then(|| Diagnostic::error("no-articles", message).help(help))
}

/// What became of a page that was compared with the published file.
struct Compared {
    path: String,
    hash: u64,
    /// The file in the staging folder, if the page is new or changed.
    staged: Option<PathBuf>,
    /// Whether a folder stands in the place of the file, or a file in the place of its folder.
    is_obstructed: bool,
}

/// Compares each page with what is published, and lays down what is new or changed.
fn compare(
    out: &Path,
    staging: &Path,
    ours: &Manifest,
    pages: &[Page],
    render: &Render<'_>,
    known: &Known<'_>,
) -> Result<Vec<Compared>, Vec<Diagnostic>> {
    let next = AtomicUsize::new(0);
    let compare = |page: &Page| -> Result<Compared, Diagnostic> {
        let path = page.file_path();
        if let Some(hash) = known(&path, page) {
            return Ok(Compared { path, hash, staged: None, is_obstructed: false });
        }
        let bytes = render(page)?;
        let hash = xxh3_64(&bytes);
        let is_ours = ours.files.contains_key(&path);
        let is_obstructed = match fs::read(out.join(&path)) {
            Ok(found) if found[..] == bytes[..] => {
                return Ok(Compared { path, hash, staged: None, is_obstructed: false });
            }
            Err(error) if matches!(error.kind(), io::ErrorKind::IsADirectory | io::ErrorKind::NotADirectory) => true,
            // A link that leads nowhere is somebody's too.
            Err(error) if error.kind() == io::ErrorKind::NotFound && !out.join(&path).is_symlink() => false,
            _ if is_ours => false,
            _ => return Err(foreign(out, &path)),
        };
        let staged = staging.join(next.fetch_add(1, Ordering::Relaxed).to_string());
        fs::write(&staged, &bytes).map_err(|error| disk_fault(&staged, &error))?;
        Ok(Compared { path, hash, staged: Some(staged), is_obstructed })
    };
    all_or_faults(pages.par_iter().map(compare).collect())
}

/// What stands where a page needs a folder, or its file, and will not go: somebody else's, or ours and changed by somebody.
fn obstacle(out: &Path, path: &str, gone: &[(&String, u64)]) -> Option<String> {
    let goes = |path: &str| {
        let at = gone.binary_search_by(|(gone, _)| gone.as_str().cmp(path));
        at.is_ok_and(|at| is_as_left(out, path, gone[at].1))
    };
    let mut folders = path.match_indices('/').map(|(end, _)| &path[..end]);
    if let Some(file) = folders.find(|folder| out.join(folder).is_file()) {
        return (!goes(file)).then(|| file.to_owned());
    }
    // Of a folder every file has to go, and every folder in it with its files: an empty one is somebody's.
    let (mut filled, mut inner) = (BTreeSet::new(), Vec::new());
    for entry in walkdir::WalkDir::new(out.join(path)).into_iter().flatten() {
        if entry.file_type().is_dir() {
            inner.push(entry.into_path());
            continue;
        }
        if !entry.path().strip_prefix(out).ok().and_then(Path::to_str).is_some_and(goes) {
            return Some(path.to_owned());
        }
        filled.extend(entry.path().ancestors().skip(1).map(Path::to_path_buf));
    }
    inner.iter().any(|folder| !filled.contains(folder)).then(|| path.to_owned())
}

/// Whether a published file is the one that a build left there.
fn is_as_left(out: &Path, path: &str, hash: u64) -> bool {
    fs::read(out.join(path)).is_ok_and(|bytes| xxh3_64(&bytes) == hash)
}

/// Removes a file and the folders that it leaves empty.
fn remove(out: &Path, path: &str) -> io::Result<()> {
    let target = out.join(path);
    fs::remove_file(&target)?;
    for folder in target.ancestors().skip(1).take_while(|folder| *folder != out) {
        if fs::remove_dir(folder).is_err() {
            break; // it holds something else
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_how_far_it_came() {
        let (out, staging) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let file = |name: &str| staging.path().join(name);
        fs::write(file("0"), "new").unwrap();
        fs::write(out.path().join("old"), "old").unwrap();
        let staged = [("a/x", &*file("0")), ("b", &*file("1"))];
        let faults = exchange(out.path(), &["old"], &staged).unwrap_err();
        let path = out.path().join("b");
        let expected = format!(
            "cannot write {}: No such file or directory (os error 2); 1 of 2 files were published before, 1 of 1 removed",
            path.display()
        );
        assert_eq!(faults[0].message, expected);
        assert_eq!(fs::read_to_string(out.path().join("a/x")).unwrap(), "new");
        assert!(!out.path().join("old").exists());
    }
}
