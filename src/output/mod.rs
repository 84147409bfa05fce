//! The output: writes what changed and removes what went. The second of the two rooms that touch the disk.
//!
//! A site appears whole or stays as it was: everything is rendered and laid down in a folder beside the output
//! before the first published file is touched, and every file arrives by a rename, so that none is ever torn.

#![allow(clippy::disallowed_methods, reason = "this room writes the disk")]

mod manifest;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use crate::diagnostic::{self, Diagnostic, Place};
use crate::plan::Page;
use crate::session::{Prints, Site};

use manifest::Manifest;

/// What publishing did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Report {
    /// Files that are new or changed.
    pub written: usize,
    /// Files that were right already, and not touched.
    pub unchanged: usize,
    /// Files of an earlier build that are no pages any more.
    pub removed: usize,
}

/// Gives the bytes of a page.
pub type Render<'a> = dyn Fn(&Page) -> Result<Arc<[u8]>, Diagnostic> + Sync + 'a;

/// What was published, so that a page is not rendered again that would be the same. The folder is taken to be as it was
/// left.
#[derive(Debug, Default)]
pub struct Memory {
    prints: Prints,
    manifest: Manifest,
}

/// Publishes pages to a folder.
///
/// Files there that Chancery did not write are never removed, and never overwritten with other content.
///
/// # Errors
///
/// Faults of pages, files in the way, and failures of the disk. Until the last page is rendered the folder is not
/// touched; after that, only a failing disk can leave some files new and others old, each of them whole.
pub fn publish(out: &Path, pages: &[Page], render: &Render<'_>) -> Result<Report, Vec<Diagnostic>> {
    publish_with(out, pages, render, &|_, _| None).map(|(report, _)| report)
}

/// Publishes a site as [`publish`] does, but renders only the pages whose fingerprint is not the one in `memory`.
///
/// # Errors
///
/// As [`publish`].
pub fn publish_again(out: &Path, site: &Site, memory: &mut Memory) -> Result<Report, Vec<Diagnostic>> {
    let renderer = site.renderer();
    let render = |page: &Page| renderer.render(page);
    let prints = Prints::of(site, Some(&memory.prints));
    let changed = prints.changed(&memory.prints);
    if Arc::ptr_eq(prints.pages(), memory.prints.pages()) {
        let pages: Vec<&Page> = changed.into_iter().map(|at| &site.pages[at]).collect();
        let report = publish_texts(out, &pages, &render, &mut memory.manifest)?;
        memory.prints = prints;
        return Ok(Report { unchanged: site.pages.len() - report.written, ..report });
    }
    let changed: BTreeSet<String> = changed.into_iter().map(|at| site.pages[at].file_path()).collect();
    let known = |path: &str, _: &Page| {
        if changed.contains(path) { None } else { memory.manifest.files.get(path).copied() }
    };
    let (report, files) = publish_with(out, &site.pages, &render, &known)?;
    *memory = Memory { prints, manifest: Manifest { files } };
    Ok(report)
}

/// Writes pages whose files are there already and whose texts changed.
fn publish_texts(
    out: &Path,
    pages: &[&Page],
    render: &Render<'_>,
    manifest: &mut Manifest,
) -> Result<Report, Vec<Diagnostic>> {
    let staging = staging_beside(out);
    let failed = |error: io::Error| vec![disk_fault(out, &error)];
    fs::create_dir_all(&staging).map_err(failed)?;
    let stage = |(at, page): (usize, &&Page)| -> Result<(String, u64, PathBuf), Diagnostic> {
        let (bytes, staged) = (render(page)?, staging.join(at.to_string()));
        fs::write(&staged, &bytes).map_err(|error| disk_fault(&staged, &error))?;
        Ok((page.file_path(), xxh3_64(&bytes), staged))
    };
    let staged = all_or_faults(pages.par_iter().enumerate().map(stage).collect())?;
    let staged: Vec<_> = staged.into_iter().filter(|(path, hash, _)| manifest.files.get(path) != Some(hash)).collect();
    for (path, _, file) in &staged {
        let target = out.join(path);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        fs::rename(file, target).map_err(failed)?;
    }
    let changed: Published = staged.into_iter().map(|(path, hash, _)| (path, hash)).collect();
    Manifest::append(&changed, out).map_err(failed)?;
    let report = Report { written: changed.len(), ..Report::default() };
    manifest.files.extend(changed);
    let _ = fs::remove_dir_all(&staging);
    Ok(report)
}

/// The hash of a file that is as it should be already; the page need not be rendered then.
type Known<'a> = dyn Fn(&str, &Page) -> Option<u64> + Sync + 'a;

type Published = BTreeMap<String, u64>;

fn publish_with(
    out: &Path,
    pages: &[Page],
    render: &Render<'_>,
    known: &Known<'_>,
) -> Result<(Report, Published), Vec<Diagnostic>> {
    // A link is followed first, so that the folder that it leads to is filled and the link stays.
    let followed = fs::read_link(out).and_then(|_| fs::canonicalize(out));
    let out = followed.as_deref().unwrap_or(out);
    if out.exists() && !out.is_dir() {
        let fault = Diagnostic::error("foreign-file", format!("{} is in the way: it is no folder", out.display()));
        return Err(vec![fault.help("move it away, or publish to another folder with `--out DIR`")]);
    }
    let staging = staging_beside(out);
    let failed = |error: io::Error| vec![disk_fault(out, &error)];
    if staging.exists() {
        fs::remove_dir_all(&staging).map_err(failed)?;
    }
    let result = if is_absent_or_empty(out) {
        publish_first(out, &staging, pages, render)
    } else {
        publish_changes(out, &staging, pages, render, known)
    };
    if staging.exists() {
        // Whatever went wrong was said already; what is left over here is nobody's.
        let _ = fs::remove_dir_all(&staging);
    }
    result
}

/// Writes the files of a new digest into a folder that is new or empty.
///
/// # Errors
///
/// What stands in the way, as a sentence.
pub fn write_new_site(folder: &Path, files: &[(&str, &str)]) -> Result<(), String> {
    if !is_absent_or_empty(folder) {
        return Err(format!("{} is not empty", folder.display()));
    }
    for (path, text) in files {
        let target = folder.join(path);
        let parent = target.parent().unwrap_or(folder);
        let written = fs::create_dir_all(parent).and_then(|()| fs::write(&target, text));
        written.map_err(|error| format!("cannot write {}: {error}", target.display()))?;
    }
    Ok(())
}

/// Compares a published folder with pages: a diagnostic for each file that differs, is missing or is left over.
///
/// # Errors
///
/// Faults of pages.
pub fn verify(out: &Path, pages: &[Page], render: &Render<'_>) -> Result<(), Vec<Diagnostic>> {
    let differs = |page: &Page| -> Result<(), Diagnostic> {
        let bytes = render(page)?;
        let path = page.file_path();
        match fs::read(out.join(&path)) {
            Ok(found) if found[..] == bytes[..] => Ok(()),
            Ok(_) => Err(unequal(&path, "differs from a build made from nothing")),
            Err(_) => Err(unequal(&path, "is missing")),
        }
    };
    let mut faults: Vec<Diagnostic> = pages.par_iter().filter_map(|page| differs(page).err()).collect();
    let planned: BTreeSet<String> = pages.iter().map(Page::file_path).collect();
    let manifest = Manifest::read(out);
    let left_over = manifest.files.keys().filter(|path| !planned.contains(*path) && out.join(path).exists());
    faults.extend(left_over.map(|path| unequal(path, "is left over from an earlier build")));
    diagnostic::sort(&mut faults);
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

fn publish_first(
    out: &Path,
    staging: &Path,
    pages: &[Page],
    render: &Render<'_>,
) -> Result<(Report, Published), Vec<Diagnostic>> {
    let mut folders: BTreeMap<PathBuf, Vec<&Page>> = BTreeMap::new();
    for page in pages {
        let path = staging.join(page.file_path());
        folders.entry(path.parent().unwrap_or(staging).to_path_buf()).or_default().push(page);
    }
    let failed = |error: io::Error| vec![disk_fault(out, &error)];
    // Folders that hold folders are made first; the many that hold only files, by whoever fills them.
    let inner: BTreeSet<&Path> = folders.keys().filter_map(|folder| folder.parent()).collect();
    for folder in inner {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let folders: Vec<(PathBuf, Vec<&Page>)> = folders.into_iter().collect();
    let written: Vec<Result<(String, u64), Diagnostic>> = folders
        .par_iter()
        .flat_map_iter(|(folder, pages)| {
            let made = match fs::create_dir(folder) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(disk_fault(folder, &error)),
                _ => Ok(()),
            };
            pages.iter().map(move |page| {
                made.clone()?;
                let (bytes, path) = (render(page)?, page.file_path());
                fs::write(staging.join(&path), &bytes).map_err(|error| disk_fault(&staging.join(&path), &error))?;
                Ok((path, xxh3_64(&bytes)))
            })
        })
        .collect();
    let manifest = Manifest { files: all_or_faults(written)?.into_iter().collect() };
    let report = Report { written: manifest.files.len(), ..Report::default() };
    manifest.write(staging).map_err(failed)?;
    if out.exists() {
        fs::remove_dir(out).map_err(failed)?;
    } else if let Some(parent) = out.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        fs::create_dir_all(parent).map_err(failed)?;
    }
    fs::rename(staging, out).map_err(failed)?;
    Ok((report, manifest.files))
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

fn publish_changes(
    out: &Path,
    staging: &Path,
    pages: &[Page],
    render: &Render<'_>,
    known: &Known<'_>,
) -> Result<(Report, Published), Vec<Diagnostic>> {
    let failed = |error: io::Error| vec![disk_fault(out, &error)];
    let ours = Manifest::read(out);
    fs::create_dir_all(staging).map_err(failed)?;
    let next = AtomicUsize::new(0);
    let compare = |page: &Page| -> Result<Compared, Diagnostic> {
        let path = page.file_path();
        if let Some(hash) = known(&path, page) {
            return Ok(Compared { path, hash, staged: None, is_obstructed: false });
        }
        let bytes = render(page)?;
        let hash = xxh3_64(&bytes);
        let is_obstructed = match fs::read(out.join(&path)) {
            Ok(found) if found[..] == bytes[..] => {
                return Ok(Compared { path, hash, staged: None, is_obstructed: false });
            }
            Ok(_) if !ours.files.contains_key(&path) => return Err(foreign(out, &path)),
            Ok(_) => false,
            Err(error) => matches!(error.kind(), io::ErrorKind::IsADirectory | io::ErrorKind::NotADirectory),
        };
        let staged = staging.join(next.fetch_add(1, Ordering::Relaxed).to_string());
        fs::write(&staged, &bytes).map_err(|error| disk_fault(&staged, &error))?;
        Ok(Compared { path, hash, staged: Some(staged), is_obstructed })
    };
    let compared = all_or_faults(pages.par_iter().map(compare).collect())?;
    let planned: Published = compared.iter().map(|page| (page.path.clone(), page.hash)).collect();
    let gone: Vec<(&String, u64)> =
        ours.files.iter().filter(|(path, _)| !planned.contains_key(*path)).map(|(path, hash)| (path, *hash)).collect();
    let came = planned.keys().any(|path| !ours.files.contains_key(path));
    let obstructed = compared.iter().filter(|page| page.is_obstructed);
    let staying: BTreeSet<String> = obstructed.filter_map(|page| obstacle(out, &page.path, &gone)).collect();
    if !staying.is_empty() {
        return Err(staying.iter().map(|path| foreign(out, path)).collect());
    }
    // From here the published folder changes. Until it is done, what was ours and what will be is ours: a build that is
    // killed half-way leaves nothing behind that the next one would not know.
    if came || !gone.is_empty() {
        let mut both = ours.clone();
        both.files.extend(planned.iter().map(|(path, hash)| (path.clone(), *hash)));
        both.write(out).map_err(failed)?;
    }
    let unchanged = compared.iter().filter(|page| page.staged.is_none()).count();
    let mut report = Report { unchanged, ..Report::default() };
    // A folder can only stand where no file does, so files that go make room first.
    for (path, hash) in &gone {
        report.removed += usize::from(remove(out, path, *hash).map_err(failed)?);
    }
    for page in &compared {
        let Some(staged) = &page.staged else { continue };
        let target = out.join(&page.path);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        fs::rename(staged, &target).map_err(failed)?;
        report.written += 1;
    }
    if ours.files != planned {
        Manifest { files: planned.clone() }.write(out).map_err(failed)?;
    }
    Ok((report, planned))
}

/// What stands where a page needs a folder, or its file, and will not go: somebody else's, or ours and changed by somebody.
fn obstacle(out: &Path, path: &str, gone: &[(&String, u64)]) -> Option<String> {
    let goes = |path: &str| {
        let at = gone.binary_search_by(|(gone, _)| gone.as_str().cmp(path));
        at.is_ok_and(|at| fs::read(out.join(path)).is_ok_and(|bytes| xxh3_64(&bytes) == gone[at].1))
    };
    let mut folders = path.match_indices('/').map(|(end, _)| &path[..end]);
    if let Some(file) = folders.find(|folder| out.join(folder).is_file()) {
        return (!goes(file)).then(|| file.to_owned());
    }
    let inside =
        walkdir::WalkDir::new(out.join(path)).into_iter().flatten().filter(|entry| !entry.file_type().is_dir());
    let mut names = inside.map(|entry| entry.path().strip_prefix(out).ok().and_then(Path::to_str).map(str::to_owned));
    let first = names.next();
    let all_go =
        first.is_some_and(|first| std::iter::once(first).chain(names).all(|name| name.is_some_and(|name| goes(&name))));
    (!all_go).then(|| path.to_owned())
}

/// Removes a file of an earlier build, unless somebody changed it since, and the folders that it leaves empty.
fn remove(out: &Path, path: &str, hash: u64) -> io::Result<bool> {
    let target = out.join(path);
    match fs::read(&target) {
        Ok(bytes) if xxh3_64(&bytes) == hash => fs::remove_file(&target)?,
        _ => return Ok(false),
    }
    for folder in target.ancestors().skip(1).take_while(|folder| *folder != out) {
        if fs::remove_dir(folder).is_err() {
            break; // it holds something else
        }
    }
    Ok(true)
}

/// All values, or every fault, sorted.
fn all_or_faults<T>(results: Vec<Result<T, Diagnostic>>) -> Result<Vec<T>, Vec<Diagnostic>> {
    let mut values = Vec::with_capacity(results.len());
    let mut faults = Vec::new();
    for result in results {
        match result {
            Ok(value) => values.push(value),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() {
        return Ok(values);
    }
    diagnostic::sort(&mut faults);
    // A template that fails does so on every page that it makes; once is enough.
    faults.dedup();
    Err(faults)
}

fn is_absent_or_empty(out: &Path) -> bool {
    match fs::read_dir(out) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

/// On the same disk as the output, so that a rename is possible.
fn staging_beside(out: &Path) -> PathBuf {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    out.with_file_name(format!(".{name}.chancery-new"))
}

fn foreign(out: &Path, path: &str) -> Diagnostic {
    let message = format!("{} is in the way: it is not a file of an earlier build", out.join(path).display());
    Diagnostic::error("foreign-file", message).help("move it away, or publish to another folder with `--out DIR`")
}

fn unequal(path: &str, what: &str) -> Diagnostic {
    Diagnostic::error("not-verified", format!("{path} {what}"))
        .at(Place::file(path))
        .help("build again; if it stays, tell the makers of Chancery")
}

fn disk_fault(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error("disk", format!("cannot write {}: {error}", path.display()))
        .help("check the free space and that you may write there")
}
