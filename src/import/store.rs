//! The content folder as the importer sees it: what is there already, and new files, never over an existing one.

#![allow(clippy::disallowed_methods, reason = "this room writes new articles")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use jiff::civil::Date;
use rayon::prelude::*;
use walkdir::WalkDir;
use xxhash_rust::xxh3::xxh3_128;

use super::identity::{Identities, Identity, Likeness};
use super::{Item, document, temporary};

/// What became of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stored {
    /// Written to this file, named from the content folder.
    Written(String),
    /// The article is there already, in this file, which may have been edited since.
    Present(String),
}

impl Stored {
    /// The file, named from the content folder.
    pub fn path(&self) -> &str {
        let (Stored::Written(path) | Stored::Present(path)) = self;
        path
    }
}

/// A report of the same event in another article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twin {
    /// Its file, named from the content folder.
    pub path: String,
    /// What both share as `story`.
    pub story: String,
    /// Whether its file says so.
    pub is_told: bool,
    /// What makes them twins.
    pub likeness: Likeness,
}

/// The articles of a content folder, by what makes two of them the same.
#[derive(Debug, Default)]
pub struct Store {
    known: Vec<Known>,
    /// In the order of `known`.
    identities: Identities,
    /// Files that a dry run would have written.
    planned: BTreeMap<String, ()>,
    /// The number that the next article of a name gets, by folder and slug.
    numbers: BTreeMap<String, u32>,
}

/// An article of the folder, or one that this import added.
#[derive(Debug)]
struct Known {
    path: String,
    story: Option<String>,
    /// The hash of the file as this import wrote it.
    written: Option<u128>,
}

/// Whether files are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// They are.
    Write,
    /// It is only said where they would be.
    DryRun,
}

/// What becomes of the temporary files of an import that was killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leftovers {
    /// They may be those of an import that is running.
    Left,
    /// The caller holds the lock of imports, so nobody needs them.
    Removed,
}

impl Store {
    /// Looks through the Markdown files of a content folder. A file that cannot be read as an article is passed over:
    /// that is the build's to say.
    pub fn read(content: &Path, leftovers: Leftovers) -> Self {
        let entries = WalkDir::new(content).sort_by_file_name().into_iter().filter_map(Result::ok);
        let paths: Vec<_> = entries
            .filter(|entry| {
                if leftovers == Leftovers::Removed
                    && entry.file_type().is_file()
                    && entry.file_name().to_str().is_some_and(temporary::is_one)
                {
                    // One that stays is taken away by the next import.
                    _ = fs::remove_file(entry.path());
                }
                entry.path().extension().is_some_and(|extension| extension == "md")
            })
            .map(walkdir::DirEntry::into_path)
            // A pipe would never end.
            .filter(|path| fs::metadata(path).is_ok_and(|metadata| metadata.is_file()))
            .collect();
        let known: Vec<(Known, Identity)> = paths
            .par_iter()
            .filter_map(|path| {
                let text = fs::read_to_string(path).ok()?;
                let below = path.strip_prefix(content).ok()?.to_string_lossy().replace('\\', "/");
                let (identity, story) = Identity::of_file(&text)?;
                Some((Known { path: below, story, written: None }, identity))
            })
            .collect();
        let mut store = Store::default();
        for (known, identity) in known {
            store.add(identity, known);
        }
        store
    }

    /// The file of an article that is there already.
    pub fn present(&self, item: &Item) -> Option<&str> {
        self.path(self.identities.same(&Identity::of_item(item, item.date?))?)
    }

    /// The file of an article that names the same address, though it is another one.
    pub fn of_address(&self, item: &Item, date: Date) -> Option<&str> {
        self.path(self.identities.of_address(&Identity::of_item(item, date))?)
    }

    fn path(&self, id: usize) -> Option<&str> {
        self.known.get(id).map(|known| known.path.as_str())
    }

    /// A report of the same event that is there already under another address.
    pub fn twin(&self, item: &Item, date: Date) -> Option<Twin> {
        let (id, likeness) = self.identities.twin(&Identity::of_item(item, date))?;
        let known = self.known.get(id)?;
        let stem = known.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
        let story = known.story.clone().unwrap_or_else(|| document::slug(stem));
        Some(Twin { path: known.path.clone(), story, is_told: known.story.is_some(), likeness })
    }

    /// Writes the story into a twin's file, if this import wrote the file and nobody touched it since; tells whether it
    /// did.
    ///
    /// # Errors
    ///
    /// Failures of the disk.
    pub fn tell(&mut self, content: &Path, twin: &Twin) -> io::Result<bool> {
        let Some(known) = self.known.iter_mut().rev().find(|known| known.path == twin.path) else { return Ok(false) };
        let Some(written) = known.written else { return Ok(false) };
        let target = content.join(&known.path);
        let text = fs::read_to_string(&target)?;
        if xxh3_128(text.as_bytes()) != written {
            return Ok(false);
        }
        let Some(told) = document::with_story(&text, &twin.story) else { return Ok(false) };
        replace(&target, &told)?;
        known.written = Some(xxh3_128(told.as_bytes()));
        known.story = Some(twin.story.clone());
        Ok(true)
    }

    /// Stores an item as a new file below the content folder, `YYYY/MM/SLUG.md`, unless the article is there.
    ///
    /// # Errors
    ///
    /// Failures of the disk.
    pub fn store(&mut self, content: &Path, item: &Item, date: Date, mode: Mode) -> io::Result<Stored> {
        let identity = Identity::of_item(item, date);
        if let Some(path) = self.identities.same(&identity).and_then(|id| self.path(id)) {
            return Ok(Stored::Present(path.to_owned()));
        }
        let text = document::document(item, date);
        let slug = document::slug(&item.title);
        let folder = folder(date);
        let first = self.numbers.get(&format!("{folder}/{slug}")).copied().unwrap_or(1);
        for number in first.. {
            let name = if number == 1 { slug.clone() } else { format!("{slug}-{number}") };
            let path = format!("{folder}/{name}.md");
            let target = content.join(&path);
            if self.planned.contains_key(&path) || target.exists() {
                continue;
            }
            if mode == Mode::Write && !write_new(&target, &text)? {
                continue;
            }
            self.planned.insert(path.clone(), ());
            self.numbers.insert(format!("{folder}/{slug}"), number + 1);
            let written = (mode == Mode::Write).then(|| xxh3_128(text.as_bytes()));
            self.add(identity, Known { path: path.clone(), story: item.story.clone(), written });
            return Ok(Stored::Written(path));
        }
        Err(io::Error::other("there are too many articles of this name"))
    }

    fn add(&mut self, identity: Identity, known: Known) {
        self.identities.add(identity);
        self.known.push(known);
    }
}

/// The folder of the articles of a day's month.
pub(super) fn folder(date: Date) -> String {
    format!("{:04}/{:02}", date.year(), date.month())
}

/// Puts a new text in the place of a file, whole or not at all.
fn replace(target: &Path, text: &str) -> io::Result<()> {
    let file = whole(target, text)?;
    file.persist(target).map_err(|error| error.error)?;
    Ok(())
}

/// Writes a file that is not there yet, whole or not at all; `false` when somebody else made it meanwhile.
fn write_new(target: &Path, text: &str) -> io::Result<bool> {
    let file = whole(target, text)?;
    match file.persist_noclobber(target) {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error.error),
    }
}

/// A file beside the target that holds all that the target will.
fn whole(target: &Path, text: &str) -> io::Result<tempfile::NamedTempFile> {
    let folder = target.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = temporary::file(folder)?;
    file.write_all(text.as_bytes())?;
    // The temporary file is private to the user; an article is as readable as its neighbours.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        file.as_file().set_permissions(fs::Permissions::from_mode(0o644))?;
    }
    Ok(file)
}
