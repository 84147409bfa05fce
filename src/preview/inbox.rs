//! The inbox in the preview: what lies in `inbox/` and was not imported is shown as the articles that it would become, and
//! is imported on a click. Only new files are written, as by `chancery import`.

#![allow(clippy::disallowed_methods, reason = "this room reads the inbox")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use jiff::civil::Date;
use walkdir::WalkDir;

use crate::config::Config;
use crate::import::store::Mode;
use crate::import::{FieldState, Importer, Item, Originals, Reading, Settings, unreadable};

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
}

/// A file as it was when it was read.
#[derive(Debug, Clone)]
struct Seen {
    stamp: (u64, Option<SystemTime>),
    /// none once it is imported
    proposal: Option<Arc<Reading>>,
}

impl Inbox {
    pub(super) fn new(root: &Path, today: Date) -> Inbox {
        Inbox { root: root.to_owned(), today, seen: Mutex::default() }
    }

    /// What waits to be imported, by the names of the files below the inbox.
    pub(super) fn waiting(&self, config: &Config) -> BTreeMap<String, Arc<Reading>> {
        let files = self.files();
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.retain(|name, _| files.contains_key(name));
        let is_new = |name: &String, stamp| seen.get(name).is_none_or(|seen| seen.stamp != stamp);
        let new: Vec<(String, _)> = files.into_iter().filter(|(name, stamp)| is_new(name, *stamp)).collect();
        if !new.is_empty() {
            let Ok(mut importer) = self.importer(config, Mode::DryRun) else { return BTreeMap::new() };
            for (name, stamp) in new {
                let proposal = match self.bytes(&name) {
                    Ok(bytes) if importer.known(importer.hash(&bytes)).is_some() => None,
                    Ok(bytes) => {
                        let reading = importer.read(&name, &bytes);
                        let mut is_there = |item: &Item| importer.present(item).is_some();
                        let whole = reading.error.is_none() && reading.item_errors.is_empty();
                        (!(whole && reading.items.iter().all(&mut is_there))).then(|| Arc::new(reading))
                    }
                    Err(reason) => {
                        let fault = unreadable(&name, &reason);
                        Some(Arc::new(Reading { error: Some(fault), ..Reading::default() }))
                    }
                };
                seen.insert(name, Seen { stamp, proposal });
            }
        }
        seen.iter().filter_map(|(name, seen)| Some((name.clone(), Arc::clone(seen.proposal.as_ref()?)))).collect()
    }

    /// Imports a file of the inbox.
    ///
    /// # Errors
    ///
    /// There is no such file, or it is refused.
    pub(super) fn import(&self, name: &str, config: &Config) -> Result<(), String> {
        // Only names that are there: no request can name another file.
        if !self.files().contains_key(name) {
            return Err(format!("there is no file {name} in the inbox"));
        }
        let bytes = self.bytes(name)?;
        let busy = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::WouldBlock => "another import is running; try again when it is done".to_owned(),
            _ => error.to_string(),
        };
        let mut importer = self.importer(config, Mode::Write).map_err(busy)?;
        let reading = importer.read(name, &bytes);
        if let Some(fault) = reading.error {
            return Err(fault.message);
        }
        let mut whole = reading.item_errors.is_empty();
        let mut articles = Vec::new();
        let mut failed = None;
        for mut item in reading.items {
            match importer.place(name, &mut item, &bytes) {
                Ok(placed) => articles.push(placed.stored.path().to_owned()),
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
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
        failed.map_or(Ok(()), Err)
    }

    fn importer(&self, config: &Config, mode: Mode) -> std::io::Result<Importer> {
        let settings = Settings { date_order: None, format: None, today: self.today, mode, originals: Originals::Left };
        Importer::new(&self.root.join("content"), Some(config), settings)
    }

    /// The files of the inbox, by their names below it, with what tells that one changed.
    fn files(&self) -> BTreeMap<String, (u64, Option<SystemTime>)> {
        let folder = self.root.join(FOLDER);
        let visible =
            |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
        let walk = WalkDir::new(&folder).into_iter().filter_entry(visible).filter_map(Result::ok);
        walk.filter(|entry| entry.file_type().is_file())
            .filter_map(|entry| {
                let name = entry.path().strip_prefix(&folder).ok()?.to_str()?.to_owned();
                let metadata = entry.metadata().ok()?;
                Some((name, (metadata.len(), metadata.modified().ok())))
            })
            .collect()
    }

    fn bytes(&self, name: &str) -> Result<Vec<u8>, String> {
        let path = self.root.join(FOLDER).join(name);
        // What is a file when it is listed may be something else now.
        if !fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_file()) {
            return Err("it is no file".to_owned());
        }
        let mut bytes = Vec::new();
        let file = File::open(&path).map_err(|error| error.to_string())?;
        file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
        if bytes.len() as u64 > LARGEST {
            return Err(format!("it has more than {} MB", LARGEST / (1024 * 1024)));
        }
        Ok(bytes)
    }
}

/// The page of the inbox. `action` is where its buttons send, `token` what they bring along.
pub(super) fn page(
    waiting: &BTreeMap<String, Arc<Reading>>,
    action: &str,
    token: &str,
    refused: Option<&str>,
) -> String {
    let mut html = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>Inbox</title><style>\
         body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}\
         article{border-top:1px solid #8886;padding:1rem 0}h2{font-size:1.15rem;margin:0 0 .25rem}p{margin:.25rem 0}\
         .of{opacity:.75;font-size:.9rem}ul{margin:.25rem 0;padding-left:1.2rem;font-size:.9rem}\
         .fault{border-left:3px solid #c0392b;padding-left:.75rem}\
         button{font:inherit;padding:.4rem 1rem;margin:.5rem 0;cursor:pointer}</style></head><body><main><h1>Inbox</h1>",
    );
    if let Some(refused) = refused {
        let _ = write!(html, "<p class=\"fault\" role=\"alert\">{}</p>", escaped(refused));
    }
    if waiting.is_empty() {
        html.push_str(
            "<p>Nothing waits. Put raw files into the folder <code>inbox</code> beside <code>site.toml</code>.</p>",
        );
    }
    for (name, reading) in waiting {
        let _ = write!(html, "<article data-chancery-waiting><p class=\"of\"><code>{}</code></p>", escaped(name));
        for item in &reading.items {
            proposal(&mut html, item);
        }
        let faults: Vec<&str> = match reading.item_errors.as_slice() {
            [] => reading.error.iter().map(|fault| fault.message.as_str()).collect(),
            entries => entries.iter().map(|entry| entry.fault.message.as_str()).collect(),
        };
        for fault in faults {
            let _ = write!(html, "<p class=\"fault\">{}</p>", escaped(fault));
        }
        if reading.error.is_none() {
            let label = match reading.items.len() {
                1 => "Import".to_owned(),
                count => format!("Import {count} articles"),
            };
            let _ = write!(
                html,
                "<form method=\"post\" action=\"{action}\"><input type=\"hidden\" name=\"token\" value=\"{token}\">\
                 <input type=\"hidden\" name=\"file\" value=\"{}\"><button>{label}</button></form>",
                escaped(name)
            );
        }
        html.push_str("</article>");
    }
    html.push_str("</main></body></html>");
    html
}

fn proposal(html: &mut String, item: &Item) {
    let codes = |codes: &[crate::country::Code]| codes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let parts = [
        item.date.map_or_else(String::new, |date| date.to_string()),
        item.outlet.clone().unwrap_or_default(),
        codes(&item.countries),
        item.topics.join(", "),
    ];
    let line: Vec<String> = parts.iter().filter(|part| !part.is_empty()).map(|part| escaped(part)).collect();
    let opening: String = item.body.split_whitespace().take(40).collect::<Vec<_>>().join(" ");
    let _ = write!(
        html,
        "<h2>{}</h2><p class=\"of\">{}</p><p>{} …</p><ul>",
        escaped(&item.title),
        line.join(" · "),
        escaped(&opening)
    );
    for (field, state) in item.fields() {
        let why = match state {
            FieldState::Certain => continue,
            FieldState::Inferred(why) => why,
            FieldState::Missing => "missing",
        };
        let _ = write!(html, "<li>{field}: {}</li>", escaped(why));
    }
    html.push_str("</ul>");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
