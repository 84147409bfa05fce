//! The files below `content/`, read, with a memory of those that are as they were.

use std::sync::Arc;

use rayon::prelude::*;

use super::Digest;
use crate::article::introduction::{self, Introduction};
use crate::article::{self, Article, Vocabulary};
use crate::config::Config;
use crate::country::Countries;
use crate::diagnostic::Diagnostic;
use crate::snapshot::{File, Snapshot};

/// What earlier reads of a site found, so that a file is parsed once for each of its contents.
#[derive(Debug, Default)]
pub struct Memory {
    /// Of the configuration that the files were read with; other configurations give them another sense.
    vocabulary: u128,
    /// In the order of their paths.
    files: Vec<Remembered>,
    digest: Option<Digest>,
}

/// The files of a site by what they are.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) articles: Vec<Arc<Article>>,
    pub(super) introductions: Vec<Arc<Introduction>>,
    /// Path and content of files that are published as they are.
    pub(super) assets: Vec<(String, File)>,
}

#[derive(Debug, Clone)]
struct Remembered {
    path: Arc<str>,
    hash: u128,
    parsed: Parsed,
    faults: Arc<[Diagnostic]>,
}

#[derive(Debug, Clone)]
enum Parsed {
    Article(Arc<Article>),
    Introduction(Arc<Introduction>),
    Asset(File),
    Refused,
}

impl Memory {
    /// Forgets everything that was read with another configuration; `vocabulary` is a hash of it.
    pub fn expect(&mut self, vocabulary: u128) {
        if self.vocabulary != vocabulary {
            *self = Memory { vocabulary, ..Memory::default() };
        }
    }

    pub(super) fn vocabulary(&self) -> u128 {
        self.vocabulary
    }

    pub(super) fn digest(&self) -> Option<&Digest> {
        self.digest.as_ref()
    }

    pub(super) fn remember(&mut self, digest: &Digest) {
        self.digest = Some(digest.clone());
    }
}

/// What became of the files since they were read last.
#[derive(Debug)]
pub(super) enum Parsing {
    /// These articles have another text and the same front matter; every other file is as it was.
    Texts(Vec<Arc<Article>>),
    /// Anything else: all files.
    Files(Found),
}

/// Reads every file below `content/`, those that `memory` knows from there.
pub(super) fn parse(
    snapshot: &Snapshot,
    config: &Config,
    countries: &Countries,
    memory: &mut Memory,
) -> (Parsing, Vec<Diagnostic>) {
    let vocabulary = Vocabulary::new(config, countries);
    let parsing = match changed_in_place(snapshot, &memory.files) {
        Some(changed) => {
            let mut texts = Some(Vec::new());
            for (at, path, file) in changed {
                let new = parse_file(path, file, &vocabulary);
                match (&memory.files[at].parsed, &new.parsed, &mut texts) {
                    (Parsed::Article(old), Parsed::Article(new), Some(texts)) if old.front_hash == new.front_hash => {
                        texts.push(Arc::clone(new));
                    }
                    _ => texts = None,
                }
                memory.files[at] = new;
            }
            texts.filter(|_| memory.digest.is_some()).map(Parsing::Texts)
        }
        None => {
            let files = paired(snapshot, std::mem::take(&mut memory.files));
            memory.files = files
                .into_par_iter()
                .map(|(path, file, known)| known.unwrap_or_else(|| parse_file(path, file, &vocabulary)))
                .collect();
            None
        }
    };
    let diagnostics = memory.files.iter().flat_map(|file| file.faults.iter().cloned()).collect();
    (parsing.unwrap_or_else(|| Parsing::Files(found(&memory.files))), diagnostics)
}

fn found(files: &[Remembered]) -> Found {
    let mut found = Found::default();
    for file in files {
        match &file.parsed {
            Parsed::Article(article) => found.articles.push(Arc::clone(article)),
            Parsed::Introduction(text) => found.introductions.push(Arc::clone(text)),
            Parsed::Asset(asset) => found.assets.push((file.path.to_string(), asset.clone())),
            Parsed::Refused => {}
        }
    }
    found
}

/// The files with another content, if there are the same files as before: their places, paths and contents.
fn changed_in_place<'a>(snapshot: &'a Snapshot, known: &[Remembered]) -> Option<Vec<(usize, &'a str, &'a File)>> {
    let mut changed = Vec::new();
    let mut files = snapshot.below("content/");
    for (at, remembered) in known.iter().enumerate() {
        let (path, file) = files.next().filter(|(path, _)| **path == *remembered.path)?;
        if file.hash != remembered.hash {
            changed.push((at, path, file));
        }
    }
    (files.next().is_none() && !known.is_empty()).then_some(changed)
}

/// Each file with what is remembered of it, if its content is the same. Both sides are in the order of the paths.
fn paired(snapshot: &Snapshot, known: Vec<Remembered>) -> Vec<(&str, &File, Option<Remembered>)> {
    let mut known = known.into_iter().peekable();
    let mut pair = |path: &str, file: &File| {
        while known.next_if(|remembered| *remembered.path < *path).is_some() {}
        let same = known.next_if(|remembered| *remembered.path == *path);
        same.filter(|remembered| remembered.hash == file.hash)
    };
    snapshot.below("content/").map(|(path, file)| (path, file, pair(path, file))).collect()
}

fn parse_file(path: &str, file: &File, vocabulary: &Vocabulary<'_>) -> Remembered {
    let (parsed, faults) = if !path.ends_with(".md") {
        (Parsed::Asset(file.clone()), Vec::new())
    } else if introduction::is_introduction(path) {
        let (text, faults) = introduction::parse(path, &file.bytes, vocabulary.countries);
        (text.map_or(Parsed::Refused, |text| Parsed::Introduction(Arc::new(text))), faults)
    } else {
        let (article, faults) = article::parse(path, &file.bytes, vocabulary);
        (article.map_or(Parsed::Refused, |article| Parsed::Article(Arc::new(article))), faults)
    };
    Remembered { path: path.into(), hash: file.hash, parsed, faults: faults.into() }
}
