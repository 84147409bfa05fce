//! `chancery import`.

mod args;
mod aside;
mod ask;
mod inputs;
mod review;

use std::io::IsTerminal as _;
use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use serde_json::{Value, json};

pub(super) use self::args::ImportArgs;
use self::args::Order;
use self::ask::Answer;
use self::inputs::Input;
use self::review::Review;
use super::terminal::{Terminal, counted};
use super::{Ended, Global};
use crate::config::{self, Config};
use crate::diagnostic::{Diagnostic, Place};
use crate::import::store::{Mode, Stored};
use crate::import::{
    self, DateOrder, Fault, Format, Importer, Item, ItemFault, Originals, Reading, SetAside, Settings, TwinReport,
};

/// The folder of a digest that raw files are imported from when none is named.
const INBOX: &str = "inbox";
/// So many files are read at a time: memory stays bounded and the bar moves.
const BATCH: usize = 256;

pub(super) fn run(args: &ImportArgs, global: &Global, terminal: &Terminal) -> Ended {
    if args.interactive && !(std::io::stdin().is_terminal() && std::io::stderr().is_terminal()) {
        let message = "`--interactive` asks its questions on a terminal, and this is none";
        return Ended::Misused(vec![
            Diagnostic::error("no-terminal", message).help("leave it out, or run the command in a terminal"),
        ]);
    }
    if let Some(action) = args.set_aside {
        return aside::run(action, args, global, terminal);
    }
    let (content, config, paths) = match place(args, global) {
        Ok(place) => place,
        Err(ended) => return ended,
    };
    let format = args.format.map(Format::from);
    let mode = if args.dry_run { Mode::DryRun } else { Mode::Write };
    let settings = Settings {
        date_order: args.date_order.map(|order| match order {
            Order::Dmy => DateOrder::DayFirst,
            Order::Mdy => DateOrder::MonthFirst,
        }),
        format: format.filter(|format| *format != Format::Zip),
        today: super::today(),
        mode,
        originals: if args.keep_original { Originals::Kept } else { Originals::Left },
    };
    let inputs = inputs::inputs(&paths, format);
    let bar = bar(inputs.len(), terminal);
    let aside = SetAside::read(&content);
    let importer = match Importer::new(&content, config.as_ref(), settings) {
        Ok(importer) => importer,
        Err(error) => return Ended::Refused(vec![locked(&content, &error)]),
    };
    let tally = Tally { left: inputs.len(), ..Tally::default() };
    let mut run = Run { args, importer, mode, tally, review: Review::default(), media: Vec::new() };
    for batch in batches(&inputs) {
        let importer = &run.importer;
        let originals = settings.originals;
        let read: Vec<(&Input, Raw)> =
            batch.par_iter().map(|input| (input, read(input, mode, originals, importer, &aside))).collect();
        for (input, raw) in read {
            let Some(shown) = bar.suspend(|| run.take(input, raw)) else {
                bar.finish_and_clear();
                return run.end(terminal);
            };
            run.tally.left -= 1;
            // The bar would stand in the middle of the text otherwise.
            bar.suspend(|| {
                terminal.each(&shown.diagnostics);
                terminal.result(shown.result.as_bytes())
            });
            bar.inc(1);
        }
    }
    bar.finish_and_clear();
    run.end(terminal)
}

/// What came of a raw file.
enum Raw {
    /// It was read before, and its articles are where they were.
    Known(Vec<String>),
    /// Its editor set it aside.
    Aside,
    /// It is a picture, sound or video that lies among articles.
    Media,
    /// Its hash, its bytes where a copy of them is kept, and what was read.
    Read(u128, Vec<u8>, Reading),
}

fn read(input: &Input, mode: Mode, originals: Originals, importer: &Importer, aside: &SetAside) -> Raw {
    let is_media = importer.reads_any_kind() && input.is_media_beside();
    let bytes = match inputs::bytes(input) {
        Err(_) if is_media => return Raw::Media,
        Err(fault) => return Raw::Read(0, Vec::new(), Reading { error: Some(fault), ..Reading::default() }),
        Ok(bytes) => bytes,
    };
    // A dry run shows what is read, so it reads.
    if mode == Mode::Write && aside.contains(import::hash_of(&bytes)) {
        return Raw::Aside;
    }
    if is_media {
        return Raw::Media;
    }
    let hash = importer.hash(&bytes);
    match importer.known(hash) {
        Some(articles) if mode == Mode::Write => Raw::Known(articles.to_vec()),
        _ => {
            let reading = importer.read(&input.name, &bytes);
            Raw::Read(hash, if originals == Originals::Kept { bytes } else { Vec::new() }, reading)
        }
    }
}

/// So many bytes of raw files are read at a time.
const BATCH_BYTES: u64 = 64 * 1024 * 1024;

/// The files in groups that can be held in memory together.
fn batches(inputs: &[Input]) -> Vec<&[Input]> {
    let mut batches = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, input) in inputs.iter().enumerate() {
        if at > start && (at - start == BATCH || bytes + input.size() > BATCH_BYTES) {
            batches.push(&inputs[start..at]);
            (start, bytes) = (at, 0);
        }
        bytes += input.size();
    }
    batches.push(&inputs[start..]);
    batches
}

/// Another import is writing, or the folder cannot be written.
fn locked(content: &std::path::Path, error: &std::io::Error) -> Diagnostic {
    if error.kind() == std::io::ErrorKind::WouldBlock {
        let message = format!("another import is writing to {}", content.display());
        Diagnostic::error("busy", message).help("wait until it is done, or end it")
    } else {
        Diagnostic::error("disk", format!("cannot write to {}: {error}", content.display()))
            .help("check the free space and that you may write there")
    }
}

/// One import from the first file to the last.
struct Run<'a> {
    args: &'a ImportArgs,
    importer: Importer,
    mode: Mode,
    tally: Tally,
    review: Review,
    /// pictures, sound and video that were passed over
    media: Vec<String>,
}

#[derive(Debug, Default)]
struct Tally {
    written: usize,
    present: usize,
    refused: usize,
    skipped: usize,
    aside: usize,
    /// files that the import has not come to the end of
    left: usize,
}

impl Tally {
    fn line(&self, mode: Mode) -> String {
        let written = match mode {
            Mode::Write => "written",
            Mode::DryRun => "would be written",
        };
        let skipped = if self.skipped > 0 { format!(", {} skipped", self.skipped) } else { String::new() };
        let aside = if self.aside > 0 { format!(", {} set aside", self.aside) } else { String::new() };
        let left = if self.left > 0 { format!(", {} left", counted(self.left, "file")) } else { String::new() };
        format!(
            "{} {written}, {} there already, {} refused{skipped}{aside}{left}",
            self.written, self.present, self.refused
        )
    }
}

/// What standard output and standard error show of a file.
#[derive(Default)]
struct Shown {
    result: String,
    diagnostics: Vec<Diagnostic>,
}

impl Run<'_> {
    /// Stores what was read of one file; none when the editor ended the import.
    fn take(&mut self, input: &Input, raw: Raw) -> Option<Shown> {
        let (hash, bytes, reading) = match raw {
            Raw::Known(articles) => return Some(self.known(input, &articles)),
            Raw::Aside => return Some(self.aside(input)),
            Raw::Media => return Some(self.media(input)),
            Raw::Read(hash, bytes, reading) => (hash, bytes, reading),
        };
        let mut shown = Shown::default();
        let mut objects = Vec::new();
        let mut articles = Vec::new();
        let Reading { items, mut error, mut item_errors } = reading;
        let refused = error.is_some();
        let mut whole = !refused && item_errors.is_empty();
        for (index, mut item) in items.into_iter().enumerate() {
            shown.diagnostics.extend(item.warnings.iter().map(|warning| {
                Diagnostic::warning(warning.code.as_str(), warning.message.clone())
                    .at(located(&input.name, warning.line))
            }));
            let mut object = serde_json::to_value(&item).unwrap_or_default();
            if !refused {
                match self.store(&mut item, &bytes, &input.name, &mut shown) {
                    Outcome::Stored(stored) => {
                        note(&mut object, &stored, &item);
                        articles.push(stored.path().to_owned());
                    }
                    Outcome::Skipped => whole = false,
                    Outcome::Ended => return None,
                    Outcome::Failed(fault) => {
                        whole = false;
                        item_errors.push(ItemFault { index, row: None, fault });
                    }
                }
            }
            objects.push(object);
        }
        // One article of one file is the file.
        if objects.len() == 1 && item_errors.len() == 1 && error.is_none() && articles.is_empty() {
            error = item_errors.pop().map(|entry| entry.fault);
        }
        let faults: Vec<&Fault> = match item_errors.as_slice() {
            [] => error.iter().collect(),
            entries => entries.iter().map(|entry| &entry.fault).collect(),
        };
        for fault in &faults {
            // The message of a refusal begins with its place.
            shown.diagnostics.push(Diagnostic::error(fault.code.as_str(), fault.message.clone()));
            self.review.refused(&input.name, fault);
        }
        self.tally.refused += faults.len();
        if whole {
            self.importer.done(hash, articles);
        }
        if self.args.json {
            let result = if error.is_some() { "error" } else { "ok" };
            shown.result = line(input, result, json!({ "error": error, "items": objects, "item_errors": item_errors }));
        }
        Some(shown)
    }

    /// A raw file that was read before.
    fn known(&mut self, input: &Input, articles: &[String]) -> Shown {
        self.tally.present += articles.len();
        let result = if self.args.json {
            let items: Vec<Value> = articles.iter().map(|path| json!({ "status": "present", "path": path })).collect();
            line(input, "ok", json!({ "error": null, "items": items, "item_errors": [] }))
        } else {
            articles
                .iter()
                .map(|path| format!("{} (there already)\n", self.importer.content().join(path).display()))
                .collect()
        };
        Shown { result, diagnostics: Vec::new() }
    }

    /// A raw file that nobody wants.
    fn aside(&mut self, input: &Input) -> Shown {
        self.tally.aside += 1;
        let result = match self.args.json {
            true => line(input, "ok", json!({ "error": null, "items": [], "item_errors": [], "set_aside": true })),
            false => String::new(),
        };
        Shown { result, diagnostics: Vec::new() }
    }

    /// A picture, sound or video: the end of the import names it.
    fn media(&mut self, input: &Input) -> Shown {
        self.media.push(input.name.clone());
        let result = match self.args.json {
            true => line(input, "ok", json!({ "error": null, "items": [], "item_errors": [], "media": true })),
            false => String::new(),
        };
        Shown { result, diagnostics: Vec::new() }
    }

    fn store(&mut self, item: &mut Item, bytes: &[u8], input: &str, shown: &mut Shown) -> Outcome {
        if self.args.interactive && self.importer.present(item).is_none() {
            let (stdin, importer) = (std::io::stdin(), &self.importer);
            match ask::ask(item, importer.gazetteer(), importer.vocabulary(), &mut stdin.lock(), &mut std::io::stderr())
            {
                Ok(Answer::Take) => {}
                Ok(Answer::Skip) => {
                    self.tally.skipped += 1;
                    return Outcome::Skipped;
                }
                Ok(Answer::Quit) | Err(_) => return Outcome::Ended,
            }
        }
        let placed = match self.importer.place(input, item, bytes) {
            Ok(placed) => placed,
            Err(fault) => return Outcome::Failed(fault),
        };
        if let Some(TwinReport { path, story, likeness }) = &placed.twin {
            let path = self.importer.content().join(path).display().to_string();
            let message = format!("{likeness} {path}; both are reports of one story, `{story}`");
            shown.diagnostics.push(Diagnostic::warning("twin", message).at(located(input, None)));
        }
        match &placed.stored {
            Stored::Written(path) => {
                self.tally.written += 1;
                let target = self.importer.content().join(path).display().to_string();
                shown.result.push_str(&format!("{target}\n"));
                if let (Mode::DryRun, Some(date)) = (self.mode, item.date) {
                    shown.result.push_str(&format!("\n{}\n", import::document(item, date)));
                }
                self.review.written(&target, item);
            }
            Stored::Present(path) => {
                self.tally.present += 1;
                shown.result.push_str(&format!("{} (there already)\n", self.importer.content().join(path).display()));
            }
        }
        Outcome::Stored(placed.stored)
    }

    fn end(self, terminal: &Terminal) -> Ended {
        terminal.each(review::passed_over(&self.media, terminal).as_slice());
        self.review.print(terminal);
        if self.args.keep_original && self.tally.present > 0 {
            let articles = counted(self.tally.present, "article");
            terminal.say(&format!(
                "{articles} there already: no copy of the raw file is kept for what is not written anew"
            ));
        }
        terminal.say(&self.tally.line(self.mode));
        if let Err(error) = self.importer.finish() {
            terminal.warn(&format!("cannot note what was imported: {error}"));
        }
        if self.tally.refused > 0 { Ended::Refused(Vec::new()) } else { Ended::Well }
    }
}

enum Outcome {
    Stored(Stored),
    Skipped,
    Ended,
    Failed(Fault),
}

/// The line of JSON of a raw file; `rest` is what came of it.
fn line(input: &Input, result: &str, mut rest: Value) -> String {
    rest["input"] = json!(input.exact_name());
    rest["result"] = json!(result);
    if let Some(encoded) = input.encoded_path() {
        rest["input_encoded"] = json!(encoded);
    }
    format!("{rest}\n")
}

/// Adds to an item's JSON what became of it.
fn note(object: &mut Value, stored: &Stored, item: &Item) {
    let Some(object) = object.as_object_mut() else { return };
    let status = match stored {
        Stored::Written(_) => "new",
        Stored::Present(_) => "present",
    };
    object.insert("status".into(), json!(status));
    object.insert("path".into(), json!(stored.path()));
    object.insert("review".into(), json!(item.review));
    if let Some(story) = &item.story {
        object.insert("story".into(), json!(story));
    }
}

/// Where articles go, the site's configuration if there is one, and what to import. A dry run needs no site.
fn place(args: &ImportArgs, global: &Global) -> Result<(PathBuf, Option<Config>, Vec<PathBuf>), Ended> {
    let root = match super::root(global) {
        Ok(root) => Some(super::near(root)),
        Err(_) if (args.dry_run || args.into.is_some()) && !args.paths.is_empty() => None,
        Err(ended) => return Err(ended),
    };
    let config = match root.as_ref().map(|root| inputs::text(&root.join(config::FILE))) {
        Some(Ok(text)) => Some(Config::parse(&text).map_err(Ended::Misused)?),
        _ => None,
    };
    let below = |name: &str| root.as_ref().map_or_else(|| PathBuf::from(name), |root| root.join(name));
    let content = args.into.clone().unwrap_or_else(|| below("content"));
    let paths = if args.paths.is_empty() { vec![below(INBOX)] } else { args.paths.clone() };
    if args.paths.is_empty() && args.set_aside.is_none() && !paths.iter().all(|inbox| inbox.is_dir()) {
        let message = format!("there is no folder `{INBOX}` in the digest's folder");
        let help = format!("name what to import, or put raw files into a folder `{INBOX}` beside site.toml");
        return Err(Ended::Misused(vec![Diagnostic::error("no-inbox", message).help(help)]));
    }
    let absolute = |path: &std::path::Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if let Some(path) = paths.iter().find(|path| path.is_dir() && absolute(&content).starts_with(absolute(path))) {
        let message = format!("articles would be written into {}, which is imported", path.display());
        return Err(Ended::Misused(vec![
            Diagnostic::error("bad-into", message).help("name another folder with `--into`"),
        ]));
    }
    Ok((content, config, paths))
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
