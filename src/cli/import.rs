//! `chancery import`.

#![allow(clippy::disallowed_methods, reason = "this command reads the files that it is given")]

use std::fs;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use serde_json::json;
use walkdir::WalkDir;

use super::terminal::Terminal;
use super::{Ended, Global};
use crate::config::{self, Config};
use crate::country::Gazetteer;
use crate::diagnostic::{Diagnostic, Place};
use crate::import::store::{Mode, Store, Stored};
use crate::import::{self, DateOrder, Fault, Item, Options, Reading, Vocabulary};

/// Arguments of `chancery import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// Raw files, or folders of them
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Show what would be written and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Print one JSON object for each file, one a line
    #[arg(long)]
    pub json: bool,
    /// How to read a date such as 03/04/2022 where nothing else tells
    #[arg(long, value_name = "ORDER")]
    pub date_order: Option<Order>,
    /// Write below this folder [default: `content` in the digest's folder]
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,
}

/// The order of day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Order {
    /// Day, month, year
    Dmy,
    /// Month, day, year
    Mdy,
}

/// Files larger than this are no bulletin items.
const LARGEST: u64 = 64 * 1024 * 1024;
/// So many files are read at a time: memory stays bounded and the bar moves.
const BATCH: usize = 256;

pub(super) fn run(args: &ImportArgs, global: &Global, terminal: &Terminal) -> Ended {
    let (content, config) = match place(args, global) {
        Ok(place) => place,
        Err(ended) => return ended,
    };
    let builtin = Vocabulary::builtin();
    let vocabulary = match &config {
        Some(config) => {
            let slugs: Vec<&str> = config.topics.iter().map(|topic| topic.slug.as_str()).collect();
            builtin.restricted_to(&slugs)
        }
        None => builtin.clone(),
    };
    let options = Options {
        date_order: args.date_order.map(|order| match order {
            Order::Dmy => DateOrder::DayFirst,
            Order::Mdy => DateOrder::MonthFirst,
        }),
        today: super::today(),
        gazetteer: Gazetteer::builtin(),
        vocabulary: &vocabulary,
    };
    let mode = if args.dry_run { Mode::DryRun } else { Mode::Write };
    let files = files(&args.paths);
    let bar = bar(files.len(), terminal);
    let mut store = Store::read(&content);
    let mut run = Run { args, content: &content, config: config.as_ref(), mode, tally: Tally::default() };
    for batch in files.chunks(BATCH) {
        let read: Vec<(&Input, Reading)> = batch.par_iter().map(|input| (input, read(input, &options))).collect();
        for (input, reading) in read {
            let (result, diagnostics) = run.take(input, reading, &mut store);
            // The bar would stand in the middle of the text otherwise.
            bar.suspend(|| {
                terminal.each(&diagnostics);
                terminal.result(result.as_bytes())
            });
            bar.inc(1);
        }
    }
    bar.finish_and_clear();
    terminal.say(&run.tally.line(mode));
    if run.tally.refused > 0 { Ended::Refused(Vec::new()) } else { Ended::Well }
}

/// A raw file, or why it cannot be one.
struct Input {
    name: String,
    path: PathBuf,
}

/// One import from the first file to the last.
struct Run<'a> {
    args: &'a ImportArgs,
    content: &'a Path,
    config: Option<&'a Config>,
    mode: Mode,
    tally: Tally,
}

#[derive(Debug, Default)]
struct Tally {
    written: usize,
    present: usize,
    refused: usize,
}

impl Tally {
    fn line(&self, mode: Mode) -> String {
        let written = match mode {
            Mode::Write => "written",
            Mode::DryRun => "would be written",
        };
        format!("{} {written}, {} there already, {} refused", self.written, self.present, self.refused)
    }
}

impl Run<'_> {
    /// Stores what was read of one file; gives what standard output shows of it, and the diagnostics.
    fn take(&mut self, input: &Input, reading: Reading, store: &mut Store) -> (String, Vec<Diagnostic>) {
        let mut shown = String::new();
        let mut diagnostics = Vec::new();
        let mut items = Vec::new();
        let mut error = reading.error;
        let mut item_errors = reading.item_errors;
        let refused = error.is_some();
        for mut item in reading.items {
            self.canonical_outlet(&mut item);
            diagnostics.extend(item.warnings.iter().map(|warning| {
                let place = located(&input.name, warning.line);
                Diagnostic::warning(warning.code.as_str(), warning.message.clone()).at(place)
            }));
            let stored = if refused { None } else { self.store(&input.name, &item, store, &mut shown, &mut error) };
            let mut object = serde_json::to_value(&item).unwrap_or_default();
            if let (Some(object), Some(stored)) = (object.as_object_mut(), &stored) {
                let (status, path) = match stored {
                    Stored::Written(path) => ("new", path),
                    Stored::Present(path) => ("present", path),
                };
                object.insert("status".into(), json!(status));
                object.insert("path".into(), json!(path));
            }
            items.push(object);
        }
        diagnostics.extend(error.iter().map(|fault| refusal(&input.name, fault)));
        diagnostics.extend(item_errors.iter().map(|entry| refusal(&input.name, &entry.fault)));
        self.tally.refused += usize::from(error.is_some()) + item_errors.len();
        if self.args.json {
            let result = if error.is_some() { "error" } else { "ok" };
            let error = error.take();
            let item_errors = std::mem::take(&mut item_errors);
            let object = json!({ "input": input.name, "result": result, "error": error, "items": items, "item_errors": item_errors });
            shown = format!("{object}\n");
        }
        (shown, diagnostics)
    }

    fn store(
        &mut self,
        input: &str,
        item: &Item,
        store: &mut Store,
        shown: &mut String,
        error: &mut Option<Fault>,
    ) -> Option<Stored> {
        let date = item.date?;
        match store.store(self.content, item, date, self.mode) {
            Ok(stored) => {
                match &stored {
                    Stored::Written(path) => {
                        self.tally.written += 1;
                        shown.push_str(&format!("{}\n", self.content.join(path).display()));
                        if self.mode == Mode::DryRun {
                            shown.push_str(&format!("\n{}\n", import::document(item, date)));
                        }
                    }
                    Stored::Present(path) => {
                        self.tally.present += 1;
                        shown.push_str(&format!("{} (there already)\n", self.content.join(path).display()));
                    }
                }
                Some(stored)
            }
            Err(failed) => {
                *error = Some(import::not_written(input, &failed));
                None
            }
        }
    }

    /// The outlet under the name that `site.toml` gives it.
    fn canonical_outlet(&self, item: &mut Item) {
        let (Some(config), Some(outlet)) = (self.config, &mut item.outlet) else { return };
        let same = |name: &String| slug::slugify(name) == slug::slugify(&*outlet);
        let known = config.outlets.iter().find(|known| same(&known.name) || known.spellings.iter().any(same));
        if let Some(known) = known {
            outlet.clone_from(&known.name);
        }
    }
}

/// Where articles go, and the site's configuration if there is one. A dry run needs no site.
fn place(args: &ImportArgs, global: &Global) -> Result<(PathBuf, Option<Config>), Ended> {
    let root = match super::root(global) {
        Ok(root) => Some(root),
        Err(_) if args.dry_run || args.into.is_some() => None,
        Err(ended) => return Err(ended),
    };
    let config = match root.as_ref().map(|root| fs::read_to_string(root.join(config::FILE))) {
        Some(Ok(text)) => Some(Config::parse(&text).map_err(Ended::Misused)?),
        _ => None,
    };
    let content = args.into.clone().unwrap_or_else(|| match root {
        Some(root) if root.as_os_str() != "." => root.join("content"),
        _ => PathBuf::from("content"),
    });
    Ok((content, config))
}

/// The files that were named, and those in the folders that were named, in the order of their names.
fn files(paths: &[PathBuf]) -> Vec<Input> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(Input { name: path.to_string_lossy().into_owned(), path: path.clone() });
            continue;
        }
        let visible =
            |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
        let walk = WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(visible).filter_map(Result::ok);
        files.extend(
            walk.filter(|entry| entry.file_type().is_file())
                .map(|entry| Input { name: entry.path().to_string_lossy().into_owned(), path: entry.into_path() }),
        );
    }
    files
}

fn read(input: &Input, options: &Options<'_>) -> Reading {
    let size = fs::metadata(&input.path).map_or(0, |metadata| metadata.len());
    let bytes = if size > LARGEST {
        Err(format!("it has {} MB", size / (1024 * 1024)))
    } else {
        fs::read(&input.path).map_err(|error| error.to_string())
    };
    match bytes {
        Ok(bytes) => import::read(&input.name, &bytes, options),
        Err(reason) => Reading { error: Some(import::unreadable(&input.name, &reason)), ..Reading::default() },
    }
}

fn refusal(name: &str, fault: &Fault) -> Diagnostic {
    Diagnostic::error(fault.code.as_str(), fault.message.clone()).at(located(name, fault.line))
}

fn located(name: &str, line: Option<u32>) -> Place {
    Place::file(line.map_or_else(|| name.to_owned(), |line| format!("{name}:{line}")))
}

/// A bar for many files, on a terminal only.
fn bar(files: usize, terminal: &Terminal) -> ProgressBar {
    if files < 20 || !terminal.shows_progress() || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} files, {eta} left");
    ProgressBar::new(files as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
