//! The inbox in the preview: what lies in `inbox/` and was not imported is shown as the articles that it would become, and
//! is imported on a click. Only new files are written, as by `chancery import`. What is refused stays shown with its reason
//! until its editor mends the file or sets it aside.

#![allow(clippy::disallowed_methods, reason = "this room reads the inbox")]

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use jiff::civil::Date;
use walkdir::WalkDir;

use crate::config::Config;
use crate::import::store::{Mode, Stored};
use crate::import::{self, Format, Importer, Item, Originals, Reading, SetAside, Settings, unreadable};

mod page;

pub(super) use page::page;

/// The folder, beside `site.toml`.
const FOLDER: &str = "inbox";
/// Larger files are for the command line.
const LARGEST: u64 = 64 * 1024 * 1024;

/// The inbox of a digest.
#[derive(Debug)]
pub(super) struct Inbox {
    root: PathBuf,
    today: Date,
    seen: Mutex<BTreeMap<String, Seen>>,
    /// what the last click wrote
    last: Mutex<Option<Written>>,
    /// when the notes of what was imported and set aside were written
    notes: Mutex<Option<(Option<SystemTime>, Option<SystemTime>)>>,
}

/// What tells that a file changed: its size and when it was written.
type Stamp = (u64, Option<SystemTime>);

/// A file as it was when it was read.
#[derive(Debug, Clone)]
struct Seen {
    stamp: Stamp,
    /// of its bytes, and of all that decides what it is read as; none where it cannot be read
    hashes: Option<(u128, u128)>,
    standing: Standing,
}

/// How it stands with a file.
#[derive(Debug, Clone)]
enum Standing {
    /// All of it is imported.
    Done,
    /// Its editor set it aside.
    Aside,
    /// What is not there yet, and what is refused.
    Waiting(Arc<Reading>),
}

/// What a click wrote.
#[derive(Debug, Default, Clone)]
pub(super) struct Written {
    /// the raw file
    file: String,
    /// titles and addresses
    articles: Vec<(String, String)>,
    /// files of articles that were there already
    present: Vec<String>,
}

/// What the page shows, by the names of the files.
#[derive(Debug, Default)]
pub(super) struct View {
    pub(super) last: Option<Written>,
    pub(super) waiting: BTreeMap<String, Arc<Reading>>,
    pub(super) aside: Vec<String>,
}

impl Inbox {
    pub(super) fn new(root: &Path, today: Date) -> Inbox {
        Inbox { root: root.to_owned(), today, seen: Mutex::default(), last: Mutex::default(), notes: Mutex::default() }
    }

    /// What waits to be imported, and what was set aside.
    pub(super) fn view(&self, config: &Config) -> View {
        let files = self.files();
        // What somebody imported or set aside may have been any of them.
        let notes = import::stamp_of_notes(&self.content());
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let mut known = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        if known.replace(notes) != Some(notes)
            && let Ok(importer) = self.importer(config, Mode::DryRun)
        {
            let aside = SetAside::read(&self.content());
            seen.retain(|_, seen| stands(seen, &importer, &aside));
        }
        seen.retain(|name, _| files.contains_key(name));
        let is_new = |name: &String, stamp| seen.get(name).is_none_or(|seen| seen.stamp != stamp);
        let new: Vec<_> = files.into_iter().filter(|(name, (_, stamp))| is_new(name, *stamp)).collect();
        if !new.is_empty() {
            let Ok(mut importer) = self.importer(config, Mode::DryRun) else { return View::default() };
            let aside = SetAside::read(&self.content());
            for (name, (path, stamp)) in new {
                let bytes = bytes(&path);
                let hashes = bytes.as_ref().ok().map(|bytes| (import::hash_of(bytes), importer.hash(bytes)));
                let standing = standing(&name, bytes, &mut importer, &aside);
                seen.insert(name, Seen { stamp, hashes, standing });
            }
        }
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut view = View { last, ..View::default() };
        for (name, seen) in seen.iter() {
            match &seen.standing {
                Standing::Done => {}
                Standing::Aside => view.aside.push(name.clone()),
                Standing::Waiting(reading) => _ = view.waiting.insert(name.clone(), Arc::clone(reading)),
            }
        }
        view
    }

    /// Imports a file of the inbox: what of it is refused stays.
    ///
    /// # Errors
    ///
    /// There is no such file, or all of it is refused.
    pub(super) fn import(&self, name: &str, config: &Config) -> Result<(), String> {
        let bytes = bytes(&self.path(name)?)?;
        let mut importer = self.importer(config, Mode::Write).map_err(|error| busy(&error))?;
        let reading = importer.read(name, &bytes);
        if let Some(fault) = reading.error {
            return Err(fault.message);
        }
        let mut whole = reading.item_errors.is_empty();
        let mut articles = Vec::new();
        let mut failed = None;
        let mut done = Written { file: name.to_owned(), ..Written::default() };
        for mut item in reading.items {
            match importer.place(name, &mut item, &bytes) {
                Ok(placed) => {
                    match &placed.stored {
                        Stored::Written(path) => done.articles.push((item.title, address(path))),
                        Stored::Present(path) => done.present.push(path.clone()),
                    }
                    articles.push(placed.stored.path().to_owned());
                }
                Err(fault) => {
                    whole = false;
                    failed = Some(fault.message);
                }
            }
        }
        if whole {
            importer.done(importer.hash(&bytes), articles);
        }
        importer.finish().map_err(|error| error.to_string())?;
        self.forget(name);
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(done);
        failed.map_or(Ok(()), Err)
    }

    /// Notes that a file, or what is left of it, is not wanted. The file stays where it is.
    ///
    /// # Errors
    ///
    /// There is no such file, or the note cannot be written.
    pub(super) fn set_aside(&self, name: &str) -> Result<(), String> {
        let bytes = bytes(&self.path(name)?)?;
        let called = Path::new(FOLDER).join(name).to_string_lossy().into_owned();
        import::set_aside(&self.content(), &called, &bytes).map_err(|error| busy(&error))?;
        self.forget(name);
        Ok(())
    }

    /// Has a file back that was set aside.
    ///
    /// # Errors
    ///
    /// As [`Inbox::set_aside`].
    pub(super) fn take_back(&self, name: &str) -> Result<(), String> {
        let bytes = bytes(&self.path(name)?)?;
        import::take_back(&self.content(), &bytes).map_err(|error| busy(&error))?;
        self.forget(name);
        Ok(())
    }

    /// What was said of a file, and of the last one, is no news any more.
    fn forget(&self, name: &str) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
    }

    fn content(&self) -> PathBuf {
        self.root.join("content")
    }

    /// Only files that are there have a path: no request can name another one.
    fn path(&self, name: &str) -> Result<PathBuf, String> {
        let path = self.files().remove(name).map(|(path, _)| path);
        path.ok_or_else(|| format!("there is no file {name} in the inbox"))
    }

    fn importer(&self, config: &Config, mode: Mode) -> std::io::Result<Importer> {
        let settings = Settings { date_order: None, format: None, today: self.today, mode, originals: Originals::Left };
        Importer::new(&self.content(), Some(config), settings)
    }

    /// The files of the inbox, by what the page calls them. Names that are no Unicode, or have signs that no form sends
    /// back, are shown as far as they can be, each as a name of its own.
    fn files(&self) -> BTreeMap<String, (PathBuf, Stamp)> {
        let folder = self.root.join(FOLDER);
        let visible =
            |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
        let walk = WalkDir::new(&folder).follow_links(true).sort_by_file_name().into_iter();
        let mut files = BTreeMap::new();
        for entry in walk.filter_entry(|entry| visible(entry) && !import::is_of_page(entry.path())) {
            // A link that leads nowhere, or around in a circle, is shown with what is wrong with it.
            let (path, stamp) = match entry {
                Ok(entry) => match entry.metadata() {
                    Ok(metadata) if metadata.is_dir() => continue,
                    Ok(metadata) => (entry.into_path(), (metadata.len(), metadata.modified().ok())),
                    Err(_) => (entry.into_path(), Stamp::default()),
                },
                Err(error) => match error.path() {
                    Some(path) if path != folder => (path.to_owned(), Stamp::default()),
                    _ => continue,
                },
            };
            let Ok(below) = path.strip_prefix(&folder) else { continue };
            let shown = import::shown(below);
            let mut name = shown.clone();
            let mut number = 2;
            while files.contains_key(&name) {
                name = format!("{shown} ({number})");
                number += 1;
            }
            files.insert(name, (path, stamp));
        }
        files
    }
}

/// Whether the notes say of a file what they said when it was read.
fn stands(seen: &Seen, importer: &Importer, aside: &SetAside) -> bool {
    let Some((own, read)) = seen.hashes else { return true };
    let (is_aside, is_known) = (aside.contains(own), importer.known(read).is_some());
    match seen.standing {
        Standing::Aside => is_aside,
        Standing::Done => is_known && !is_aside,
        Standing::Waiting(_) => !is_aside && !is_known,
    }
}

fn standing(name: &str, bytes: Result<Vec<u8>, String>, importer: &mut Importer, aside: &SetAside) -> Standing {
    let refused = |reason: &str| {
        let fault = unreadable(name, reason);
        Standing::Waiting(Arc::new(Reading { error: Some(fault), ..Reading::default() }))
    };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(reason) => return refused(&reason),
    };
    if aside.contains(import::hash_of(&bytes)) {
        return Standing::Aside;
    }
    if importer.known(importer.hash(&bytes)).is_some() {
        return Standing::Done;
    }
    if import::recognise(&bytes) == Format::Zip {
        return refused("it is a zipped folder; `chancery import` reads those, or unpack it here");
    }
    let mut reading = importer.read(name, &bytes);
    // Of a refused file all is shown that could be read of it.
    if reading.error.is_none() {
        reading.items.retain(|item: &Item| importer.present(item).is_none());
    }
    match reading.error.is_none() && reading.item_errors.is_empty() && reading.items.is_empty() {
        true => Standing::Done,
        false => Standing::Waiting(Arc::new(reading)),
    }
}

/// The address of an article that was written to a file.
fn address(path: &str) -> String {
    format!("/articles/{}/", path.trim_end_matches(".md"))
}

fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    match fs::metadata(path) {
        Err(error) => return Err(error.to_string()),
        Ok(metadata) if metadata.is_dir() => return Err("it is a link to a folder in which it lies".to_owned()),
        Ok(metadata) if !metadata.is_file() => return Err("it is no file but a device or a pipe".to_owned()),
        Ok(_) => {}
    }
    let mut bytes = Vec::new();
    // What is a file when it is listed may be something else now.
    let file = import::open(path).map_err(|error| error.to_string())?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("it has more than {} MB", LARGEST / (1024 * 1024)));
    }
    Ok(bytes)
}

fn busy(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::WouldBlock => "another import is running; try again when it is done".to_owned(),
        _ => error.to_string(),
    }
}
