//! The output: writes what changed and removes what went. The second of the two rooms that touch the disk.
//!
//! A site appears whole or stays as it was: everything is rendered and laid down in a folder beside the output
//! before the first published file is touched, and every file arrives by a rename, so that none is ever torn.

#![allow(clippy::disallowed_methods, reason = "this room writes the disk")]

mod changes;
mod first;
mod lock;
mod manifest;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use crate::diagnostic::{self, Diagnostic, Place};
use crate::plan::Page;
use crate::session::{Prints, Site};

use changes::Known;
pub use lock::Lock;
use lock::Side;
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

/// What was published, so that a page is not rendered again that would be the same. A folder that is there is taken to be as
/// it was left.
#[derive(Debug, Default)]
pub struct Memory {
    prints: Prints,
    manifest: Manifest,
}

/// Whether a build may remove every article that is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Emptying {
    /// It is refused: a folder that is not mounted is likelier than a digest that ends.
    Refused,
    /// It was asked for.
    Allowed,
}

/// Publishes pages to a folder.
///
/// Files there that Chancery did not write are never removed, and never overwritten with other content.
///
/// # Errors
///
/// Faults of pages, files in the way, and failures of the disk. Until the last page is rendered and it is known that every
/// folder can be written to, the folder is not touched; after that, only a failing disk can leave some files new and others
/// old, each of them whole, and the fault says how many.
pub fn publish(
    lock: &Lock,
    pages: &[Page],
    render: &Render<'_>,
    emptying: Emptying,
) -> Result<Report, Vec<Diagnostic>> {
    publish_with(lock, pages, render, &|_, _| None, emptying).map(|(report, _)| report)
}

/// Publishes a site as [`publish`] does, but renders only the pages whose fingerprint is not the one in `memory`.
///
/// # Errors
///
/// As [`publish`].
pub fn publish_again(lock: &Lock, site: &Site, memory: &mut Memory) -> Result<Report, Vec<Diagnostic>> {
    if !is_published(lock.out()) {
        *memory = Memory::default();
    }
    let renderer = site.renderer();
    let prints = Prints::of(site, Some(&memory.prints));
    let changed = prints.changed(&memory.prints);
    let editions = renderer.editions(changed.iter().map(|at| &site.pages[*at]), &mut |_, _| {})?;
    let render = |page: &Page| renderer.render_beside(page, &editions);
    if Arc::ptr_eq(prints.pages(), memory.prints.pages()) {
        let pages: Vec<&Page> = changed.into_iter().map(|at| &site.pages[at]).collect();
        let report =
            in_staging(lock, |staging| publish_texts(lock.out(), staging, &pages, &render, &mut memory.manifest));
        // How far it came is not known here: the next time looks at everything.
        let report = report.inspect_err(|_| *memory = Memory::default())?;
        memory.prints = prints;
        return Ok(Report { unchanged: site.pages.len() - report.written, ..report });
    }
    let changed: BTreeSet<String> = changed.into_iter().map(|at| site.pages[at].file_path()).collect();
    let known = |path: &str, _: &Page| {
        if changed.contains(path) { None } else { memory.manifest.files.get(path).copied() }
    };
    let published = publish_with(lock, &site.pages, &render, &known, Emptying::Refused);
    let (report, files) = published.inspect_err(|_| *memory = Memory::default())?;
    *memory = Memory { prints, manifest: Manifest { files } };
    Ok(report)
}

/// Whether a folder was published to and is still there.
pub fn is_published(out: &Path) -> bool {
    Manifest::is_in(out)
}

/// The files that were published to a folder, with the hashes (XXH3, 64 bits) of their bytes.
pub fn published(out: &Path) -> BTreeMap<String, u64> {
    Manifest::read(out).files
}

/// Writes pages whose files are there already and whose texts changed.
fn publish_texts(
    out: &Path,
    staging: &Path,
    pages: &[&Page],
    render: &Render<'_>,
    manifest: &mut Manifest,
) -> Result<Report, Vec<Diagnostic>> {
    let stage = |(at, page): (usize, &&Page)| -> Result<(String, u64, PathBuf), Diagnostic> {
        let (bytes, staged) = (render(page)?, staging.join(at.to_string()));
        fs::write(&staged, &bytes).map_err(|error| disk_fault(&staged, &error))?;
        Ok((page.file_path(), xxh3_64(&bytes), staged))
    };
    let mut staged = all_or_faults(pages.par_iter().enumerate().map(stage).collect())?;
    staged.retain(|(path, hash, _)| manifest.files.get(path) != Some(hash));
    let moves: Vec<(&str, &Path)> = staged.iter().map(|(path, _, file)| (path.as_str(), file.as_path())).collect();
    changes::writable(out, moves.iter().map(|(path, _)| *path))?;
    changes::exchange(out, &[], &moves)?;
    let changed: Published = staged.into_iter().map(|(path, hash, _)| (path, hash)).collect();
    Manifest::append(&changed, out).map_err(|error| vec![disk_fault(out, &error)])?;
    let report = Report { written: changed.len(), ..Report::default() };
    manifest.files.extend(changed);
    Ok(report)
}

/// Path and hash of what is published.
type Published = BTreeMap<String, u64>;

fn publish_with(
    lock: &Lock,
    pages: &[Page],
    render: &Render<'_>,
    known: &Known<'_>,
    emptying: Emptying,
) -> Result<(Report, Published), Vec<Diagnostic>> {
    let out = lock.out();
    if out.exists() && !out.is_dir() {
        let fault = Diagnostic::error("foreign-file", format!("{} is in the way: it is no folder", out.display()));
        return Err(vec![fault.help("move it away, or publish to another folder with `--out DIR`")]);
    }
    in_staging(lock, |staging| {
        if is_absent_or_empty(out) {
            first::publish(out, staging, pages, render)
        } else {
            changes::publish(out, staging, pages, render, known, emptying)
        }
    })
}

/// Gives an empty folder from which files can be renamed into the output, and removes it afterwards.
fn in_staging<T>(lock: &Lock, publish: impl FnOnce(&Path) -> Result<T, Vec<Diagnostic>>) -> Result<T, Vec<Diagnostic>> {
    let out = lock.out();
    let failed = |error: io::Error| vec![disk_fault(out, &error)];
    let (beside, inside) = (lock::beside(out, "new"), out.join(".chancery-new"));
    for left_over in [&beside, &inside] {
        // A build that was killed left it.
        if left_over.exists() {
            fs::remove_dir_all(left_over).map_err(failed)?;
        }
    }
    let staging = if lock.side() == Side::Inside || out.is_dir() && !is_one_disk(&beside, &inside).map_err(failed)? {
        inside
    } else {
        beside
    };
    fs::create_dir_all(&staging).map_err(failed)?;
    let result = publish(&staging);
    // Whatever went wrong was said already; what is left over here is nobody's.
    let _ = fs::remove_dir_all(&staging);
    result
}

/// Whether something can be renamed from the one folder into the published one: a mounted folder is another disk.
fn is_one_disk(staging: &Path, inside: &Path) -> io::Result<bool> {
    let probe = staging.join("probe");
    fs::create_dir_all(&probe)?;
    let renamed = fs::rename(&probe, inside);
    fs::remove_dir_all(staging)?;
    match renamed {
        Ok(()) => fs::remove_dir(inside).map(|()| true),
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => Ok(false),
        Err(error) => Err(error),
    }
}

/// Writes the files of a new digest into a folder that is new or empty but for what a version control keeps there.
///
/// # Errors
///
/// What stands in the way, as a sentence.
pub fn write_new_site(folder: &Path, files: &[(&str, &str)]) -> Result<(), String> {
    let is_kept = |entry: &fs::DirEntry| [".git", ".hg", ".jj", ".svn"].iter().any(|name| entry.file_name() == *name);
    let is_empty =
        fs::read_dir(folder).is_ok_and(|mut entries| entries.all(|entry| entry.is_ok_and(|entry| is_kept(&entry))));
    if !is_empty && !is_absent_or_empty(folder) {
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
