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
    let mut before = start;
    let mut done = |step: Step| {
        terminal.detail(&format!("{:9} {:7.3} s", format!("{step:?}"), before.elapsed().as_secs_f64()));
        before = Instant::now();
    };
    match build(&root, &out, &options, verify, &mut done) {
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

/// Why a folder cannot be the output: the digest's own folders are inputs.
pub(super) fn misplaced(root: &Path, out: &Path) -> Option<&'static str> {
    let (root, out) = (absolute(root), absolute(out));
    if root.starts_with(&out) {
        return Some("it holds the digest itself");
    }
    let inputs = FOLDERS.iter().map(|folder| root.join(folder));
    inputs.into_iter().any(|folder| out.starts_with(folder)).then_some("its files would be inputs of the next build")
}

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
