//! `chancery serve`.

use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use clap::Args;

use super::terminal::{Terminal, summary};
use super::{Ended, Global};
use crate::diagnostic::Diagnostic;
use crate::digest::Drafts;
use crate::preview::{Event, Serving, serve};
use crate::project::Options;
use crate::watch::Method;

/// Arguments of `chancery serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// The port [default: the first free one from 1111 on]
    #[arg(long, short, value_name = "N")]
    pub port: Option<u16>,
    /// Open the browser
    #[arg(long)]
    pub open: bool,
    /// Listen on another address than this machine's own
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub host: IpAddr,
    /// Look for changes every so many seconds: where the file system sends no events
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, default_missing_value = "1")]
    pub poll: Option<f64>,
}

pub(super) fn run(args: &ServeArgs, global: &Global, terminal: &Terminal) -> Ended {
    let root = match super::root(global) {
        Ok(root) => root,
        Err(ended) => return ended,
    };
    if !args.host.is_loopback() {
        terminal.warn(&format!("everybody who can reach {} sees the digest with its drafts", args.host));
    }
    super::end_on_interrupt(None);
    let serving = Serving { host: args.host, port: args.port, method: method(args.poll) };
    let options = Options { drafts: Drafts::Shown, base_url: None, today: super::today() };
    let mut tell = |event: Event<'_>| match event {
        Event::Listening(url) => {
            terminal.say(&format!("the digest is at {url} until Ctrl-C"));
            if args.open && open::that_detached(&url).is_err() {
                terminal.warn("no browser could be opened");
            }
        }
        Event::Rebuilt { changed, articles, pages, dependents, time, warnings } => {
            terminal.each(warnings);
            let what =
                if changed.is_empty() { super::terminal::counted(articles, "article") } else { summary(changed) };
            let depend = dependents.map_or(String::new(), |count| format!("{count} of "));
            terminal.say(&format!("{what}: {depend}{pages} pages, {:.0} ms", time.as_secs_f64() * 1000.0));
        }
        Event::Refused { changed, faults } => {
            terminal.diagnostics(faults);
            if !changed.is_empty() {
                terminal.say(&format!("{}: refused, the last good site goes on being served", summary(changed)));
            }
        }
    };
    match serve(&root, options, &serving, &mut tell) {
        Ok(()) => Ended::Well,
        Err(reason) => Ended::Misused(vec![Diagnostic::error("serve", reason)]),
    }
}

/// How changes are noticed.
pub(super) fn method(poll: Option<f64>) -> Method {
    match poll {
        Some(seconds) => {
            Method::Poll(Duration::from_secs_f64(if seconds.is_finite() { seconds.clamp(0.05, 3600.0) } else { 1.0 }))
        }
        None => Method::Events,
    }
}
