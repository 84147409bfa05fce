//! The first build into a folder: one rename of a folder.

#![allow(clippy::disallowed_methods, reason = "this room writes the disk")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::manifest::Manifest;
use super::{Published, Render, Report, all_or_faults, disk_fault};
use crate::diagnostic::Diagnostic;
use crate::plan::Page;

/// Lays the pages down in `staging` and gives it the name `out`, where nothing is or an empty folder.
pub(super) fn publish(
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
    manifest.write(staging, staging).map_err(failed)?;
    if let Ok(there) = fs::metadata(out) {
        // The folder that the editor made may be meant for others to read.
        fs::set_permissions(staging, there.permissions()).map_err(failed)?;
        fs::remove_dir(out).map_err(failed)?;
    }
    fs::rename(staging, out).map_err(failed)?;
    Ok((report, manifest.files))
}
