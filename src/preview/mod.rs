//! The preview: watches, makes the site again, serves it from memory and tells the browser.
//!
//! A page is rendered when the browser asks for it. A saved file costs one parse, the indexes and that page.

mod hub;
mod inbox;
mod server;

use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::diagnostic::Diagnostic;
use crate::project::{Options, Refused};
use crate::session::{Prints, Session, Site};
use crate::snapshot::{self, Changes, Snapshot};
use crate::watch::{self, Method, Watcher};

use hub::Hub;
use inbox::Inbox;

/// How to serve.
#[derive(Debug, Clone)]
pub struct Serving {
    /// Where to listen.
    pub host: IpAddr,
    /// `None`: the first free port from [`FIRST_PORT`] on.
    pub port: Option<u16>,
    /// How changes are noticed.
    pub method: Method,
}

/// The port that is tried first.
pub const FIRST_PORT: u16 = 1111;
/// How often the inbox is looked into.
const INBOX: Duration = Duration::from_secs(1);
/// So many ports are tried.
const PORTS: u16 = 50;

/// What happened in the preview, for the terminal.
#[derive(Debug)]
pub enum Event<'a> {
    /// It can be looked at.
    Listening(String),
    /// The site was made again.
    Rebuilt {
        /// The inputs that are new, changed or gone; none at the start.
        changed: &'a [String],
        /// How many articles there are.
        articles: usize,
        /// How many pages there are.
        pages: usize,
        /// How many of them depend on what changed; `None` at the start, or when the next change is waiting already.
        dependents: Option<usize>,
        /// How long it took, from the last event on.
        time: Duration,
        /// What the editor should look at.
        warnings: &'a [Diagnostic],
    },
    /// The site could not be made; the last good one goes on being served.
    Refused {
        /// The inputs that are new, changed or gone.
        changed: &'a [String],
        /// Every fault.
        faults: &'a [Diagnostic],
    },
}

/// What is served. Replaced as a whole.
#[derive(Debug, Default)]
pub(crate) struct State {
    /// Counts the states from 1 on.
    pub(crate) version: u64,
    /// The last good site.
    pub(crate) site: Option<Arc<Site>>,
    /// Why the inputs of this moment make no site.
    pub(crate) faults: Vec<Diagnostic>,
    /// Where the articles went whose files were renamed since the last good site: old address and new.
    pub(crate) moved: BTreeMap<String, String>,
}

/// What the server and the builder share.
#[derive(Debug)]
pub(crate) struct Shared {
    state: Mutex<Arc<State>>,
    pub(crate) hub: Hub,
    pub(crate) root: PathBuf,
    inbox: Inbox,
    /// How many files waited in the inbox when it was last looked into.
    waiting: AtomicUsize,
    /// What a form of the preview's own brings along, so that no other page can send one.
    token: String,
}

impl Shared {
    pub(crate) fn state(&self) -> Arc<State> {
        Arc::clone(&self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn replace(&self, state: State) {
        let state = Arc::new(state);
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&state);
        self.hub.announce(server::announcement(self, &state));
    }
}

/// Serves a site until the process ends. `tell` is told of everything.
///
/// # Errors
///
/// When no port is free, or the system watches no more files.
pub fn serve(root: &Path, options: Options, serving: &Serving, tell: &mut dyn FnMut(Event<'_>)) -> Result<(), String> {
    let root = std::path::absolute(root).map_err(|error| error.to_string())?;
    let listener = listen(serving)?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    // The watch begins before the first look, so that nothing falls between the two.
    let mut watcher = Watcher::new(&root, serving.method).map_err(|error| watch::refused(&error))?;
    let shared = Arc::new(Shared {
        state: Mutex::default(),
        hub: Hub::default(),
        inbox: Inbox::new(&root, options.today),
        waiting: AtomicUsize::new(0),
        token: token(),
        root: root.clone(),
    });
    server::start(listener, &shared)?;
    let for_inbox = Arc::clone(&shared);
    thread::spawn(move || look_into_inbox(&for_inbox));
    let (sender, made) = channel();
    let builder = Builder { root, session: Session::new(options), snapshot: Snapshot::default(), is_whole: false };
    let for_builder = Arc::clone(&shared);
    thread::spawn(move || {
        let mut builder = builder;
        let mut changes = Changes::Everything;
        loop {
            if let Some(made) = builder.rebuild(&changes, &for_builder, Instant::now())
                && sender.send(made).is_err()
            {
                return;
            }
            match watcher.wait(None) {
                Some(next) => changes = next,
                None => return,
            }
        }
    });
    tell_all(&made, &mut |first, event| {
        tell(event);
        if first {
            let site = &shared.state().site;
            let base = site.as_ref().map_or(String::new(), |site| site.project.config.base_url.path.clone());
            tell(Event::Listening(format!("http://{address}{base}/")));
        }
    });
    Err("the system stopped telling of changes".to_owned())
}

/// Tells the browser of files that came into the inbox or went.
fn look_into_inbox(shared: &Shared) {
    loop {
        thread::sleep(INBOX);
        let state = shared.state();
        let Some(site) = &state.site else { continue };
        let waiting = shared.inbox.view(&site.project.config).waiting.len();
        if shared.waiting.swap(waiting, Ordering::Relaxed) != waiting {
            shared.hub.announce(server::announcement(shared, &state));
        }
    }
}

/// Sixteen digits that nobody can guess: the standard library seeds its maps from the system's randomness.
fn token() -> String {
    use std::hash::{BuildHasher as _, RandomState};
    format!("{:016x}", RandomState::new().hash_one("token"))
}

/// A rebuild that is over, for the terminal.
struct Made {
    changed: Vec<String>,
    time: Duration,
    result: Result<Arc<Site>, Vec<Diagnostic>>,
}

/// Tells of one rebuild after the other. To count the pages that depend on a change takes longer than to serve them, so it
/// is done here, beside the builder, and not when the next rebuild is waiting.
fn tell_all(made: &Receiver<Made>, tell: &mut dyn FnMut(bool, Event<'_>)) {
    let mut before: Option<Prints> = None;
    let mut waiting = None;
    let mut is_first = true;
    while let Some(now) = waiting.take().or_else(|| made.recv().ok()) {
        let first = std::mem::take(&mut is_first);
        let changed: &[String] = if first { &[] } else { &now.changed };
        match &now.result {
            Ok(site) => {
                waiting = made.try_recv().ok();
                let dependents = if first || waiting.is_some() {
                    None
                } else {
                    let prints = Prints::of(site, before.as_ref());
                    let dependents = before.as_ref().map(|before| prints.differing(before));
                    before = Some(prints);
                    dependents
                };
                tell(
                    first,
                    Event::Rebuilt {
                        changed,
                        articles: site.project.digest.articles.len(),
                        pages: site.pages.len(),
                        dependents,
                        time: now.time,
                        warnings: &site.warnings,
                    },
                );
                if first {
                    before = Some(Prints::of(site, None));
                }
            }
            Err(faults) => tell(first, Event::Refused { changed, faults }),
        }
    }
}

/// Makes the site again and again.
struct Builder {
    root: PathBuf,
    session: Session,
    snapshot: Snapshot,
    /// Whether the snapshot can be trusted: a file that could not be read leaves it broken.
    is_whole: bool,
}

impl Builder {
    /// Makes the site of the inputs as they are now and serves it; `None` when they are the same.
    fn rebuild(&mut self, changes: &Changes, shared: &Shared, start: Instant) -> Option<Made> {
        let everything = Changes::Everything;
        let changes = if self.is_whole { changes } else { &everything };
        let before = shared.state();
        let refreshed = snapshot::refresh(&self.root, &mut self.snapshot, changes);
        self.is_whole = refreshed.is_ok();
        let (changed, made) = match refreshed {
            Ok(changed) if changed.is_empty() && before.version > 0 => return None, // touched, but the same
            Ok(changed) => (changed, self.session.site(&self.snapshot).map(Arc::new)),
            Err(faults) => (Vec::new(), Err(Refused::Content(faults))),
        };
        let version = before.version + 1;
        let result = match made {
            Ok(site) => {
                let moved = before.site.as_ref().map_or_else(BTreeMap::new, |before| moved(before, &site));
                shared.replace(State { version, site: Some(Arc::clone(&site)), faults: Vec::new(), moved });
                Ok(site)
            }
            Err(Refused::Configuration(faults) | Refused::Content(faults)) => {
                let state =
                    State { version, site: before.site.clone(), faults: faults.clone(), moved: BTreeMap::new() };
                shared.replace(state);
                Err(faults)
            }
        };
        Some(Made { changed, time: start.elapsed(), result })
    }
}

/// Articles whose file went while the same text came elsewhere: old address and new, with every language's prefix.
fn moved(before: &Site, after: &Site) -> BTreeMap<String, String> {
    let (was, is) = (&before.project.digest, &after.project.digest);
    if was.key() == is.key() {
        return BTreeMap::new();
    }
    let gone: Vec<_> = was.articles.iter().filter(|article| is.by_path(&article.path).is_none()).collect();
    let came: Vec<_> = is.articles.iter().filter(|article| was.by_path(&article.path).is_none()).collect();
    let mut moved = BTreeMap::new();
    // An article whose date or file changed in place moved as well.
    let kept = is.articles.iter().filter_map(|article| {
        let old = &was.articles[was.by_path(&article.path)?];
        (old.address() != article.address()).then(|| (old.address(), article.address()))
    });
    let renamed = gone.iter().filter_map(|old| {
        let new = came.iter().find(|new| new.title == old.title || *new.body == *old.body)?;
        Some((old.address(), new.address()))
    });
    for (old, new) in kept.chain(renamed) {
        for language in 0..after.project.config.languages.len() {
            let prefix = crate::plan::prefix(&after.project, language);
            let link = |address: &str| after.project.config.base_url.link(&format!("{prefix}{address}"));
            moved.insert(link(&old), link(&new));
        }
    }
    moved
}

/// A free port: the one that was named, or the first from [`FIRST_PORT`] on.
fn listen(serving: &Serving) -> Result<TcpListener, String> {
    if let Some(port) = serving.port {
        return TcpListener::bind(SocketAddr::new(serving.host, port)).map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => {
                format!("port {port} is taken; name another with `--port`, or none and a free one is found")
            }
            _ => format!("cannot listen on {}:{port}: {error}", serving.host),
        });
    }
    let mut last = None;
    for port in FIRST_PORT..FIRST_PORT + PORTS {
        match TcpListener::bind(SocketAddr::new(serving.host, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) => last = Some(error),
        }
    }
    let reason = last.map_or_else(String::new, |error| error.to_string());
    Err(format!("no port from {FIRST_PORT} to {} is free: {reason}", FIRST_PORT + PORTS - 1))
}
