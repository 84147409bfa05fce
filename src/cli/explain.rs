//! `chancery explain`.

#![allow(clippy::disallowed_methods, reason = "this command looks at the published file")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use clap::Args;

use super::terminal::Terminal;
use super::{Ended, Global};
use crate::diagnostic::{Diagnostic, nearest};
use crate::digest::Drafts;
use crate::project::{Options, Refused};
use crate::session::{Session, Site};
use crate::{config, snapshot};

/// Arguments of `chancery explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The page: `/topics/defence/`, or its whole address
    #[arg(value_name = "ADDRESS")]
    pub address: String,
    /// The folder that is published [default: `public` in the digest's folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Take drafts in too
    #[arg(long)]
    pub drafts: bool,
}

/// Inputs that are named without `--verbose`.
const SHOWN: usize = 12;

pub(super) fn run(args: &ExplainArgs, global: &Global, terminal: &Terminal) -> Ended {
    let root = match super::root(global) {
        Ok(root) => root,
        Err(ended) => return ended,
    };
    let drafts = if args.drafts { Drafts::Shown } else { Drafts::Hidden };
    let options = Options { drafts, base_url: None, today: super::today() };
    let site = snapshot::read(&root).map_err(Refused::Content).and_then(|read| Session::new(options).site(&read));
    let site = match site {
        Ok(site) => site,
        Err(Refused::Content(faults)) => return Ended::Refused(faults),
        Err(Refused::Configuration(faults)) => return Ended::Misused(faults),
    };
    let address = address(&args.address, &site);
    let Some(page) = site.page(&address) else {
        let fault = Diagnostic::error("no-page", format!("no page of the site has the address {address}"));
        let near = nearest(&address, site.pages.iter().map(|page| page.address.as_str()));
        let help = near.map_or("addresses begin and end with `/`".to_owned(), |near| format!("did you mean {near}?"));
        return Ended::Misused(vec![fault.help(help)]);
    };
    let renderer = site.renderer();
    let bytes = match renderer.render(page) {
        Ok(bytes) => bytes,
        Err(fault) => return Ended::Misused(vec![fault]),
    };
    let inputs = renderer.inputs(page);
    let file = args.out.clone().unwrap_or_else(|| root.join("public")).join(page.file_path());
    let mut text = format!("{address}\n  file: {}\n", file.display());
    if let Some(template) = inputs.template {
        let own = root.join("templates").join(template).exists();
        text += &format!("  template: {template} ({})\n", if own { "the site's own" } else { "of the theme" });
    }
    text += &format!("  fingerprint: {:032x}\n", renderer.fingerprint(page));
    let files: Vec<&String> = inputs.files.iter().collect();
    let shown = if global.verbose { files.len() } else { SHOWN };
    text += &format!("  made from {} and:\n", config::FILE);
    for path in files.iter().take(shown) {
        text += &format!("    {path}\n");
    }
    if files.len() > shown {
        text += &format!("    … and {} more; `--verbose` names all\n", files.len() - shown);
    }
    text += &format!("  {}\n", verdict(&root, &file, &bytes, &files));
    terminal.result(text.as_bytes())
}

/// Why the page was or was not written: its file beside what it would be now, and what changed since.
fn verdict(root: &Path, file: &Path, bytes: &[u8], inputs: &[&String]) -> String {
    let Ok(published) = fs::read(file) else { return "not published yet; the next build writes it".to_owned() };
    let written = modified(file);
    let theme = ["templates", "static"].iter().flat_map(|folder| {
        let walk = walkdir::WalkDir::new(root.join(folder)).into_iter().filter_map(Result::ok);
        walk.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path)
    });
    let own = inputs.iter().map(|path| root.join(path)).chain([root.join(config::FILE)]);
    let newer: Vec<String> = own
        .chain(theme)
        .filter(|path| modified(path) > written)
        .map(|path| path.strip_prefix(root).unwrap_or(&path).display().to_string())
        .collect();
    let named = match newer.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [one, rest @ ..] => format!("{one} and {} more", rest.len()),
    };
    match (published == bytes, newer.is_empty()) {
        (true, true) => "up to date: nothing that it is made from changed since it was written".to_owned(),
        (true, false) => {
            format!("up to date: {named} changed since, but the page is the same, so it was not written again")
        }
        (false, false) => format!("out of date: {named} changed since it was written; the next build writes it"),
        (false, true) => {
            "out of date: an input went, or it was written by another version; the next build writes it".to_owned()
        }
    }
}

fn modified(path: &Path) -> SystemTime {
    fs::metadata(path).and_then(|metadata| metadata.modified()).unwrap_or(SystemTime::UNIX_EPOCH)
}

/// The address below the base: of a whole address, or of a path.
fn address(written: &str, site: &Site) -> String {
    let base = &site.project.config.base_url;
    let below = written.strip_prefix(&base.origin).unwrap_or(written);
    let below = below.strip_prefix(&base.path).filter(|rest| rest.starts_with('/')).unwrap_or(below);
    let address = if below.starts_with('/') { below.to_owned() } else { format!("/{below}") };
    match site.page(&address) {
        None if site.page(&format!("{address}/")).is_some() => format!("{address}/"),
        _ => address,
    }
}
