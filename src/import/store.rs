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

use super::{Item, document, url};
use crate::article::split;

/// What became of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stored {
    /// Written to this file, named from the content folder.
    Written(String),
    /// The article is there already, in this file, which may have been edited since.
    Present(String),
}

/// The articles of a content folder, by what makes two of them the same.
#[derive(Debug, Default)]
pub struct Store {
    by_url: BTreeMap<String, String>,
    by_title: BTreeMap<(String, String), String>,
    by_body: BTreeMap<u128, String>,
    /// Files that a dry run would have written.
    planned: BTreeMap<String, ()>,
}

/// Whether files are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// They are.
    Write,
    /// It is only said where they would be.
    DryRun,
}

impl Store {
    /// Looks through the Markdown files of a content folder. A file that cannot be read as an article is passed over:
    /// that is the build's to say.
    pub fn read(content: &Path) -> Self {
        let paths: Vec<_> = WalkDir::new(content)
            .sort_by_file_name()
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "md"))
            .map(walkdir::DirEntry::into_path)
            .collect();
        let known: Vec<(String, Identity)> = paths
            .par_iter()
            .filter_map(|path| {
                let text = fs::read_to_string(path).ok()?;
                let below = path.strip_prefix(content).ok()?.to_string_lossy().replace('\\', "/");
                Some((below, Identity::of_file(&text)?))
            })
            .collect();
        let mut store = Store::default();
        for (path, identity) in known {
            store.add(identity, &path);
        }
        store
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
        let folder = format!("{:04}/{:02}", date.year(), date.month());
        for number in 1_u32.. {
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
            self.add(identity, &path);
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
        by_url.or_else(by_title).or_else(by_body).map(String::as_str)
    }

    fn add(&mut self, identity: Identity, path: &str) {
        let path = path.to_owned();
        if let Some(url) = identity.url {
            self.by_url.entry(url).or_insert_with(|| path.clone());
        }
        for key in identity.titles {
            self.by_title.entry(key).or_insert_with(|| path.clone());
        }
        self.by_body.entry(identity.body).or_insert(path);
    }
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
}

impl Identity {
    fn of_item(item: &Item, date: Date) -> Self {
        let date = date.to_string();
        let titles = std::iter::once(&item.title).chain(&item.title_original);
        Identity {
            url: item.source_url.as_deref().map(url::key),
            titles: titles.map(|title| (date.clone(), folded(title))).collect(),
            body: body_hash(&item.body),
        }
    }

    fn of_file(text: &str) -> Option<Self> {
        let parts = split("", text).ok()??;
        let front: serde_yaml::Value = serde_yaml::from_str(parts.yaml).ok()?;
        let field = |key: &str| front.get(key).and_then(serde_yaml::Value::as_str);
        let date = field("date")?.to_owned();
        let source = front.get("source").and_then(|source| source.get("url")).and_then(serde_yaml::Value::as_str);
        let titles = [field("title"), field("title_original")];
        Some(Identity {
            url: source.map(|source| url::stored(source).map_or_else(|_| url::key(source), |stored| url::key(&stored))),
            titles: titles.into_iter().flatten().map(|title| (date.clone(), folded(title))).collect(),
            body: body_hash(parts.body),
        })
    }
}

fn folded(title: &str) -> String {
    title.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn body_hash(body: &str) -> u128 {
    xxh3_128(body.split_whitespace().collect::<Vec<_>>().join(" ").as_bytes())
}

/// Writes a file that is not there yet, whole or not at all; `false` when somebody else made it meanwhile.
fn write_new(target: &Path, text: &str) -> io::Result<bool> {
    let folder = target.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(".chancery-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    // The temporary file is private to the user; an article is as readable as its neighbours.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        file.as_file().set_permissions(fs::Permissions::from_mode(0o644))?;
    }
    match file.persist_noclobber(target) {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error.error),
    }
}
