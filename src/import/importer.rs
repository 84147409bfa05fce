//! An import into a digest: what was imported before, what is there already, which reports belong together, and what is
//! written. The command line and the preview both go this way.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use xxhash_rust::xxh3::Xxh3;

use super::identity::Likeness;
use super::ledger::{self, Ledger};
use super::report::failed;
use super::store::{self, Leftovers, Mode, Store, Stored};
use super::{DateOrder, Fault, Format, Item, Options, Reading, Vocabulary, keep, not_written, outlet, read};
use crate::config::{self, Config};
use crate::country::gazetteer::Gazetteer;

/// How files are imported.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// how to read 03/04/2022 where nothing else tells
    pub date_order: Option<DateOrder>,
    /// what the files are, where their content does not tell
    pub format: Option<Format>,
    /// the day of the import
    pub today: Date,
    /// whether articles are written
    pub mode: Mode,
    /// what becomes of a copy of the raw file
    pub originals: Originals,
}

/// What becomes of a copy of a raw file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Originals {
    /// There is none.
    Left,
    /// It is kept beside the article, hidden from the site.
    Kept,
}

/// An import, from the first file to the last.
#[derive(Debug)]
pub struct Importer {
    content: PathBuf,
    outlets: Vec<config::Outlet>,
    /// the names and words of the site; those of the binary where there is none
    taught: Option<(Gazetteer, Vocabulary)>,
    settings: Settings,
    /// what is there; looked through when the first article asks
    store: Option<Store>,
    ledger: Ledger,
    /// held while articles are written
    lock: Option<std::fs::File>,
}

/// What became of an item.
#[derive(Debug)]
pub struct Placed {
    /// Its file.
    pub stored: Stored,
    /// The report of the same event that was there already.
    pub twin: Option<TwinReport>,
}

/// A report of the same event.
#[derive(Debug)]
pub struct TwinReport {
    /// Its file, from the content folder.
    pub path: String,
    /// What both share as `story`.
    pub story: String,
    /// "most of the text stands in"
    pub likeness: &'static str,
}

impl Importer {
    /// An import into a content folder; `config` is the site's, if there is one.
    ///
    /// # Errors
    ///
    /// Another import is writing there, or the folder cannot be written.
    pub fn new(content: &Path, config: Option<&Config>, settings: Settings) -> Result<Importer, std::io::Error> {
        let lock = match settings.mode {
            Mode::Write => ledger::lock(content)?,
            Mode::DryRun => None,
        };
        // What the site teaches the importer comes to the names and words of the binary.
        let taught = config.map(|config| {
            let slugs: Vec<&str> = config.topics.iter().map(|topic| topic.slug.as_str()).collect();
            (Gazetteer::with(&config.gazetteer), Vocabulary::of_site(&slugs, &config.topic_words))
        });
        Ok(Importer {
            content: content.to_owned(),
            outlets: config.map_or_else(Vec::new, |config| config.outlets.clone()),
            taught,
            settings,
            store: None,
            ledger: Ledger::read(content),
            lock,
        })
    }

    /// The folder that articles are written below.
    pub fn content(&self) -> &Path {
        &self.content
    }

    /// The topics that articles can have.
    pub fn vocabulary(&self) -> &Vocabulary {
        self.taught.as_ref().map_or(Vocabulary::builtin(), |(_, vocabulary)| vocabulary)
    }

    /// The names that are known.
    pub fn gazetteer(&self) -> &Gazetteer {
        self.taught.as_ref().map_or(Gazetteer::builtin(), |(gazetteer, _)| gazetteer)
    }

    /// The articles of a raw file that was imported before, if they are where they were.
    pub fn known(&self, hash: u128) -> Option<&[String]> {
        self.ledger.articles(&self.content, hash)
    }

    /// Whether the content of a file tells what it is.
    pub fn reads_any_kind(&self) -> bool {
        self.settings.format.is_none()
    }

    /// Reads a raw file; outlets have the names that the site gives them.
    pub fn read(&self, name: &str, bytes: &[u8]) -> Reading {
        let options = Options {
            date_order: self.settings.date_order,
            format: self.settings.format,
            today: self.settings.today,
            gazetteer: self.gazetteer(),
            vocabulary: self.vocabulary(),
        };
        // A reader that fails on a file must not take the other files with it.
        let attempt = catch_unwind(AssertUnwindSafe(|| read(name, bytes, &options)));
        let mut reading = attempt.unwrap_or_else(|_| Reading { error: Some(failed(name)), ..Reading::default() });
        for item in &mut reading.items {
            outlet::make_canonical(item, &self.outlets);
        }
        reading
    }

    /// The file of an article that is there already.
    pub fn present(&mut self, item: &Item) -> Option<&str> {
        self.store().present(item)
    }

    /// Puts an item in its place: a new file, unless the article is there. `input` is what messages call the raw file,
    /// `bytes` are its own.
    ///
    /// # Errors
    ///
    /// It has no date, or the disk refused it.
    pub fn place(&mut self, input: &str, item: &mut Item, bytes: &[u8]) -> Result<Placed, Fault> {
        let disk = |error: &std::io::Error| not_written(input, error);
        let Some(date) = item.date else {
            return Err(super::report::no_date(input, None, &item.title));
        };
        let is_there = self.store().present(item).is_some();
        let twin = match is_there {
            true => None,
            false => self.group(item, date).map_err(|error| disk(&error))?,
        };
        if let (false, Some(path)) = (is_there, self.store().of_address(item, date)) {
            item.review.push(format!("url: it is also that of {path}, whose title and text are others"));
        }
        let copy = (self.settings.originals == Originals::Kept).then(|| keep::original(bytes, input));
        item.original = copy.as_ref().map(|(original, _)| original.clone());
        let (content, mode) = (self.content.clone(), self.settings.mode);
        // The copy comes first: no article names one that is not there.
        if let (Some((_, name)), Mode::Write, false) = (copy, mode, is_there) {
            keep::write(&content.join(store::folder(date)), &name, bytes).map_err(|error| disk(&error))?;
        }
        let stored = self.store().store(&content, item, date, mode).map_err(|error| disk(&error))?;
        Ok(Placed { stored, twin })
    }

    /// Notes that a raw file was read as a whole and where its articles are.
    pub fn done(&mut self, hash: u128, articles: Vec<String>) {
        if self.settings.mode == Mode::Write && !articles.is_empty() {
            self.ledger.add(hash, articles);
        }
    }

    /// Writes down what was imported.
    ///
    /// # Errors
    ///
    /// Failures of the disk. Nothing is lost: the next import reads the files again and finds their articles.
    pub fn finish(&self) -> std::io::Result<()> {
        self.ledger.write()
    }

    fn store(&mut self) -> &mut Store {
        let leftovers = if self.lock.is_some() { Leftovers::Removed } else { Leftovers::Left };
        self.store.get_or_insert_with(|| Store::read(&self.content, leftovers))
    }

    /// Gathers reports of one event: the item gets the story of its twin, and its twin too where that is this import's.
    fn group(&mut self, item: &mut Item, date: Date) -> std::io::Result<Option<TwinReport>> {
        let Some(mut twin) = self.store().twin(item, date) else { return Ok(None) };
        if !twin.is_told && self.settings.mode == Mode::Write {
            let content = self.content.clone();
            twin.is_told = self.store().tell(&content, &twin)?;
        }
        item.story = Some(twin.story.clone());
        let likeness = match twin.likeness {
            Likeness::Same => "the same text stands in",
            Likeness::Near => "most of the text stands in",
        };
        let way = if twin.is_told { String::new() } else { format!("; write `story: {}` there too", twin.story) };
        item.review.push(format!("story: {likeness} {}{way}", twin.path));
        Ok(Some(TwinReport { path: twin.path, story: twin.story, likeness }))
    }

    /// Of all that decides what a raw file is read as.
    pub fn hash(&self, bytes: &[u8]) -> u128 {
        let mut hash = Xxh3::new();
        hash.update(format!("{:?} {:?} ", self.settings.date_order, self.settings.format).as_bytes());
        hash.update(bytes);
        hash.digest128()
    }
}
