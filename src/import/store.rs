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

use super::twins::{Print, Twins};
use super::{Item, document, temporary, url};
use crate::article::split;

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

/// What two reports share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// The whole text.
    Same,
    /// Most of the text.
    Near,
}

/// The articles of a content folder, by what makes two of them the same.
#[derive(Debug, Default)]
pub struct Store {
    known: Vec<Known>,
    by_url: BTreeMap<String, usize>,
    by_title: BTreeMap<(String, String), usize>,
    by_body: BTreeMap<u128, usize>,
    twins: Twins,
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
        self.find(&Identity::of_item(item, item.date?))
    }

    /// A report of the same event that is there already under another address.
    pub fn twin(&self, item: &Item, date: Date) -> Option<Twin> {
        let same = self.by_body.get(&body_hash(&item.body)).filter(|_| !item.body.trim().is_empty());
        let near = || Print::of(&item.body, date).and_then(|print| self.twins.find(&print));
        let (id, likeness) = match same {
            Some(id) => (*id, Likeness::Same),
            None => (near()?, Likeness::Near),
        };
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
        if let Some(path) = self.find(&identity) {
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

    fn find(&self, identity: &Identity) -> Option<&str> {
        let by_url = identity.url.as_ref().and_then(|key| self.by_url.get(key));
        // Without an address the title and the day decide, then the text: the editor may have changed either.
        let by_title =
            || identity.titles.iter().find_map(|key| self.by_title.get(key)).filter(|_| identity.url.is_none());
        let by_body = || self.by_body.get(&identity.body).filter(|_| identity.url.is_none());
        let id = by_url.or_else(by_title).or_else(by_body)?;
        self.known.get(*id).map(|known| known.path.as_str())
    }

    fn add(&mut self, identity: Identity, known: Known) {
        let id = self.known.len();
        self.known.push(known);
        if let Some(url) = identity.url {
            self.by_url.entry(url).or_insert(id);
        }
        for key in identity.titles {
            self.by_title.entry(key).or_insert(id);
        }
        self.by_body.entry(identity.body).or_insert(id);
        if let Some(print) = identity.print {
            self.twins.add(id, print);
        }
    }
}

/// The folder of the articles of a day's month.
pub(super) fn folder(date: Date) -> String {
    format!("{:04}/{:02}", date.year(), date.month())
}

/// What makes two articles the same.
#[derive(Debug)]
struct Identity {
    /// The source's address as a key for comparing.
    url: Option<String>,
    /// The day, and the title as given or as proposed.
    titles: Vec<(String, String)>,
    /// Of the words of the text.
    body: u128,
    print: Option<Print>,
}

impl Identity {
    fn of_item(item: &Item, day: Date) -> Self {
        let date = day.to_string();
        let titles = std::iter::once(&item.title).chain(&item.title_original);
        Identity {
            url: item.source_url.as_deref().map(url::key),
            titles: titles.map(|title| (date.clone(), folded(title))).collect(),
            body: body_hash(&item.body),
            print: Print::of(&item.body, day),
        }
    }

    /// Of a file, and the story that it tells.
    fn of_file(text: &str) -> Option<(Self, Option<String>)> {
        let parts = split("", text).ok()??;
        let front: Front = serde_yaml::from_str(parts.yaml).ok()?;
        let date = front.date.as_str()?.to_owned();
        let source = front.source.get("url").and_then(serde_yaml::Value::as_str);
        let titles = [front.title.as_str(), front.title_original.as_str()];
        let identity = Identity {
            url: source.map(|source| url::stored(source).map_or_else(|_| url::key(source), |stored| url::key(&stored))),
            titles: titles.into_iter().flatten().map(|title| (date.clone(), folded(title))).collect(),
            body: body_hash(parts.body),
            print: date.parse().ok().and_then(|day| Print::of(parts.body, day)),
        };
        Some((identity, front.story.as_str().map(str::to_owned)))
    }
}

/// What is looked at of front matter. A value of another kind is the build's to refuse.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Front {
    title: serde_yaml::Value,
    title_original: serde_yaml::Value,
    date: serde_yaml::Value,
    story: serde_yaml::Value,
    source: serde_yaml::Value,
}

fn folded(title: &str) -> String {
    title.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn body_hash(body: &str) -> u128 {
    xxh3_128(body.split_whitespace().collect::<Vec<_>>().join(" ").as_bytes())
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
