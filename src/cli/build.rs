//! `chancery build`.

use std::path::{Component, Path, PathBuf};
use std::time::Instant;

use clap::Args;

use super::terminal::Terminal;
use super::{Ended, Global};
use crate::build::{Step, Verify, build};
use crate::config::BaseUrl;
use crate::diagnostic::Diagnostic;
use crate::digest::Drafts;
use crate::output::Emptying;
use crate::project::{Options, Refused};
use crate::snapshot::FOLDERS;

/// Arguments of `chancery build`.
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// The folder that is published [default: `public` in the digest's folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Publish drafts too
    #[arg(long)]
    pub drafts: bool,
    /// Where the site will live, instead of the address in site.toml
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Build once more from nothing and compare every file
    #[arg(long)]
    pub verify: bool,
    /// Publish even if no article is left
    #[arg(long)]
    pub allow_empty: bool,
}

pub(super) fn run(args: &BuildArgs, global: &Global, terminal: &Terminal) -> Ended {
    let start = Instant::now();
    let (root, options) = match (super::root(global), options(args)) {
        (Ok(root), Ok(options)) => (root, options),
        (Err(ended), _) | (_, Err(ended)) => return ended,
    };
    let out = args.out.clone().unwrap_or_else(|| root.join("public"));
    if let Some(reason) = misplaced(&root, &out) {
        let fault = Diagnostic::error("bad-out", format!("cannot publish to {}: {reason}", out.display()));
        return Ended::Misused(vec![fault.help("name a folder of its own with `--out DIR`")]);
    }
    let verify = if args.verify { Verify::Yes } else { Verify::No };
    let emptying = if args.allow_empty { Emptying::Allowed } else { Emptying::Refused };
    let mut before = start;
    let bar = terminal.bar("PDFs");
    let mut done = |step: Step| {
        if let Step::Edition { done, total } = step {
            bar.set_length(total as u64);
            bar.set_position(done as u64);
            if done < total {
                return;
            }
            bar.finish_and_clear();
        }
        let name = match step {
            Step::Edition { total, .. } => format!("{total} PDFs"),
            step => format!("{step:?}"),
        };
        terminal.detail(&format!("{name:9} {:7.3} s", before.elapsed().as_secs_f64()));
        before = Instant::now();
    };
    match build(&root, &out, &options, verify, emptying, &mut done) {
        Ok(built) => {
            terminal.diagnostics(&built.warnings);
            let (report, time) = (built.report, start.elapsed().as_secs_f64());
            terminal.say(&format!(
                "{}, {} pages: {} written, {} unchanged, {} removed; {time:.2} s; {}",
                super::terminal::counted(built.articles, "article"),
                report.written + report.unchanged,
                report.written,
                report.unchanged,
                report.removed,
                out.display()
            ));
            Ended::Well
        }
        Err(Refused::Configuration(faults)) => Ended::Misused(faults),
        Err(Refused::Content(faults)) => Ended::Refused(faults),
    }
}

fn options(args: &BuildArgs) -> Result<Options, Ended> {
    let base_url = match args.base_url.as_deref().map(BaseUrl::parse) {
        Some(Ok(url)) => Some(url),
        Some(Err(reason)) => {
            let fault = Diagnostic::error("bad-url", format!("`--base-url` is not an address: {reason}"));
            return Err(Ended::Misused(vec![fault.help("write it whole: `https://example.org/digest/`")]));
        }
        None => None,
    };
    Ok(Options { drafts: if args.drafts { Drafts::Shown } else { Drafts::Hidden }, base_url, today: super::today() })
}

/// Why a folder cannot be the output: the digest's own folders are inputs, by whatever way a path leads there.
pub(super) fn misplaced(root: &Path, out: &Path) -> Option<&'static str> {
    let both = |path: &Path| [absolute(path), resolved(path)];
    let outs = both(out);
    let inputs: Vec<PathBuf> = FOLDERS.iter().flat_map(|folder| both(&root.join(folder))).collect();
    if inputs.iter().any(|folder| outs.iter().any(|out| out.starts_with(folder))) {
        return Some("its files would be inputs of the next build");
    }
    let is_above = both(root).iter().chain(&inputs).any(|held| outs.iter().any(|out| held.starts_with(out)));
    is_above.then_some("it holds the digest itself")
}

/// A path without links, as far as it is there.
pub(super) fn resolved(path: &Path) -> PathBuf {
    let mut found = PathBuf::new();
    for part in std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()).components() {
        match part {
            Component::ParentDir => drop(found.pop()),
            Component::CurDir => {}
            part => found.push(part),
        }
        // A link is followed before a `..` after it can mean anything.
        found = found.canonicalize().unwrap_or(found);
    }
    found
}

/// A path as it is written, without `.` and `..`.
fn absolute(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut plain = PathBuf::new();
    for part in whole.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}
