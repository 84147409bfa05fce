//! `chancery watch`.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use clap::Args;

use super::terminal::{Terminal, summary};
use super::{Ended, Global};
use crate::diagnostic::Diagnostic;
use crate::digest::Drafts;
use crate::output::{self, Lock, Memory};
use crate::project::{Options, Refused};
use crate::session::Session;
use crate::snapshot::{self, Changes, Snapshot};
use crate::watch::{Watcher, refused};

/// Arguments of `chancery watch`.
#[derive(Debug, Args)]
pub struct WatchArgs {
    /// The folder that is published [default: `public` in the digest's folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Publish drafts too
    #[arg(long)]
    pub drafts: bool,
    /// Look for changes every so many seconds: where the file system sends no events
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, default_missing_value = "1")]
    pub poll: Option<f64>,
}

pub(super) fn run(args: &WatchArgs, global: &Global, terminal: &Terminal) -> Ended {
    let root = match super::root(global).map(|root| std::path::absolute(&root).unwrap_or(root)) {
        Ok(root) => root,
        Err(ended) => return ended,
    };
    let out = args.out.clone().unwrap_or_else(|| root.join("public"));
    if let Some(reason) = super::build::misplaced(&root, &out) {
        let fault = Diagnostic::error("bad-out", format!("cannot publish to {}: {reason}", out.display()));
        return Ended::Misused(vec![fault.help("name a folder of its own with `--out DIR`")]);
    }
    let mut watcher = match Watcher::new(&root, super::serve::method(args.poll)) {
        Ok(watcher) => watcher,
        Err(error) => return Ended::Misused(vec![Diagnostic::error("watch", refused(&error))]),
    };
    let lock = match Lock::take(&out) {
        Ok(lock) => Arc::new(Mutex::new(Some(lock))),
        Err(fault) => return Ended::Refused(vec![fault]),
    };
    super::end_on_interrupt(Some(Arc::clone(&lock)));
    let drafts = if args.drafts { Drafts::Shown } else { Drafts::Hidden };
    let mut today = super::today();
    let options = |today| Options { drafts, base_url: None, today };
    let mut session = Session::new(options(today));
    let (mut snapshot, mut memory) = (Snapshot::default(), Memory::default());
    let (mut changes, mut is_first, mut is_published) = (Changes::Everything, true, false);
    loop {
        let start = Instant::now();
        // An article may have waited for this day.
        if std::mem::replace(&mut today, super::today()) != today {
            session = Session::new(options(today));
        }
        let changed = snapshot::refresh(&root, &mut snapshot, &changes).map_err(Refused::Content);
        let unreadable = changed.is_err();
        let made = changed.and_then(|changed| {
            // Somebody may have removed what was published.
            let is_gone = is_published && !output::is_published(&out);
            // It is tried once, else a failure would lead to the next try.
            is_published &= !is_gone;
            if changed.is_empty() && !is_first && !is_gone {
                return Ok(None);
            }
            let site = session.site(&snapshot)?;
            let guard = lock.lock().unwrap_or_else(PoisonError::into_inner);
            let Some(lock) = guard.as_ref() else { return Ok(None) };
            let report = output::publish_again(lock, &site, &mut memory).map_err(Refused::pages)?;
            is_published = true;
            Ok(Some((if is_gone { Vec::new() } else { changed }, report, site.warnings)))
        });
        match made {
            Ok(None) => {}
            Ok(Some((changed, report, warnings))) => {
                terminal.each(&warnings);
                let what = if changed.is_empty() || is_first { out.display().to_string() } else { summary(&changed) };
                let time = start.elapsed().as_secs_f64() * 1000.0;
                terminal.say(&format!("{what}: {} written, {} removed, {time:.0} ms", report.written, report.removed));
            }
            Err(Refused::Configuration(faults) | Refused::Content(faults)) => terminal.diagnostics(&faults),
        }
        is_first = false;
        let Some(next) = watcher.wait(None) else {
            return Ended::Refused(vec![Diagnostic::error("watch", "the system stopped telling of changes")]);
        };
        changes = if unreadable { Changes::Everything } else { next };
    }
}
