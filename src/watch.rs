//! Watching: from the file system's events to the changes of a snapshot.
//!
//! Editors save in many ways: over the file, by a rename, by a swap file and a backup. What arrives here is only where
//! something happened; what it is the snapshot finds out. An event that was lost leads to a look at everything.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher as _};
use walkdir::WalkDir;

use crate::snapshot::{Changes, FOLDERS};

/// How changes are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// By the events of the system.
    Events,
    /// By looking again and again: on network file systems, which send no events.
    Poll(Duration),
}

/// Watches the inputs of a site.
pub struct Watcher {
    root: PathBuf,
    events: Receiver<notify::Result<Event>>,
    watcher: Box<dyn notify::Watcher + Send>,
    watched: BTreeSet<PathBuf>,
}

/// A saved file is one event or two; a checkout is a stream with short pauses. The more came, the longer the silence that
/// ends the batch.
const SILENCE: [(usize, Duration); 3] =
    [(4, Duration::from_millis(6)), (32, Duration::from_millis(40)), (usize::MAX, Duration::from_millis(150))];
/// A batch ends after so long even when there is no silence.
const LONGEST: Duration = Duration::from_secs(3);
/// More paths than this are not worth looking at one by one.
const MANY: usize = 2000;

impl std::fmt::Debug for Watcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watcher").field("root", &self.root).field("watched", &self.watched).finish_non_exhaustive()
    }
}

impl Watcher {
    /// Begins to watch the site in `root`. Changes after this call are noticed.
    ///
    /// # Errors
    ///
    /// What the system says, for example that there are too many watches.
    pub fn new(root: &Path, method: Method) -> notify::Result<Self> {
        let (sender, events) = channel();
        let watcher: Box<dyn notify::Watcher + Send> = match method {
            Method::Events => Box::new(RecommendedWatcher::new(sender, Config::default())?),
            Method::Poll(interval) => {
                let config = Config::default().with_poll_interval(interval).with_compare_contents(true);
                Box::new(PollWatcher::new(sender, config)?)
            }
        };
        let mut watcher = Watcher { root: root.to_path_buf(), events, watcher, watched: BTreeSet::new() };
        watcher.watcher.watch(root, RecursiveMode::NonRecursive)?;
        watcher.watch_folders()?;
        Ok(watcher)
    }

    /// Waits for the next changes, until a deadline if there is one; `None` when it passed.
    pub fn wait(&mut self, deadline: Option<Instant>) -> Option<Changes> {
        loop {
            let first = match deadline {
                None => self.events.recv().ok(),
                Some(deadline) => self.events.recv_timeout(deadline.saturating_duration_since(Instant::now())).ok(),
            }?;
            let mut batch = Batch::default();
            batch.add(first);
            let begin = Instant::now();
            loop {
                let silence = SILENCE.iter().find(|(most, _)| batch.events <= *most).map_or(LONGEST, |(_, time)| *time);
                match self.events.recv_timeout(silence) {
                    Ok(event) => batch.add(event),
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => break,
                }
                if begin.elapsed() > LONGEST {
                    break;
                }
            }
            if let Some(changes) = self.changes(batch) {
                return Some(changes);
            }
        }
    }

    fn changes(&mut self, batch: Batch) -> Option<Changes> {
        // A folder that is new, or whose link was changed, has to be watched too.
        let mut folders = FOLDERS.iter().map(|folder| self.root.join(folder));
        let came = folders.any(|folder| batch.paths.contains(&folder));
        if came || batch.lost || batch.paths.iter().any(|path| brings_links(path)) {
            let _ = self.watch_folders();
            return Some(Changes::Everything);
        }
        let outside = batch.paths.iter().any(|path| !path.starts_with(&self.root));
        if outside || batch.paths.len() > MANY {
            return Some(Changes::Everything);
        }
        (!batch.paths.is_empty()).then_some(Changes::Paths(batch.paths))
    }

    /// Watches the folders that are there, and the folders elsewhere that links in them lead to.
    fn watch_folders(&mut self) -> notify::Result<()> {
        let mut wanted: BTreeSet<PathBuf> = BTreeSet::new();
        for folder in FOLDERS.iter().map(|folder| self.root.join(folder)).filter(|folder| folder.is_dir()) {
            for entry in
                WalkDir::new(&folder).into_iter().filter_map(Result::ok).filter(walkdir::DirEntry::path_is_symlink)
            {
                if let Ok(target) = entry.path().canonicalize() {
                    wanted.insert(target);
                }
            }
            wanted.insert(folder);
        }
        for gone in self.watched.difference(&wanted) {
            let _ = self.watcher.unwatch(gone);
        }
        for folder in &wanted {
            // A folder that was removed and made again lost its watch; to watch twice does no harm.
            self.watcher.watch(folder, RecursiveMode::Recursive)?;
        }
        self.watched = wanted;
        Ok(())
    }
}

/// Whether something is a link, or a folder with links in it.
fn brings_links(path: &Path) -> bool {
    let is_link = |entry: walkdir::DirEntry| entry.path_is_symlink();
    path.is_symlink() || path.is_dir() && WalkDir::new(path).into_iter().filter_map(Result::ok).any(is_link)
}

/// Why nothing can be watched, and the way out, as a sentence.
pub(crate) fn refused(error: &notify::Error) -> String {
    match error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "the system watches no more folders; raise fs.inotify.max_user_watches, or use `--poll`".to_owned()
        }
        _ => format!("cannot watch the folder: {error}; `--poll` looks again and again instead"),
    }
}

/// What came in one go.
#[derive(Debug, Default)]
struct Batch {
    events: usize,
    paths: BTreeSet<PathBuf>,
    /// Whether something happened that nobody can name.
    lost: bool,
}

impl Batch {
    fn add(&mut self, event: notify::Result<Event>) {
        self.events += 1;
        match event {
            Ok(event) if event.need_rescan() => self.lost = true,
            Ok(event) => {
                let read_only =
                    matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write));
                if !read_only {
                    self.paths.extend(event.paths);
                }
            }
            Err(_) => self.lost = true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_the_way_out() {
        let error = |kind| refused(&notify::Error::new(kind));
        assert_eq!(
            error(notify::ErrorKind::MaxFilesWatch),
            "the system watches no more folders; raise fs.inotify.max_user_watches, or use `--poll`"
        );
        assert_eq!(
            error(notify::ErrorKind::Generic("no events".to_owned())),
            "cannot watch the folder: no events; `--poll` looks again and again instead"
        );
    }
}
