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

/// Reads every file below `content/`, those that `memory` knows from there.
pub(super) fn parse(
    snapshot: &Snapshot,
    config: &Config,
    countries: &Countries,
    memory: &mut Memory,
) -> (Found, Vec<Diagnostic>) {
    let vocabulary = Vocabulary::new(config, countries);
    let files: Vec<(&str, &File, Option<Remembered>)> = paired(snapshot, std::mem::take(&mut memory.files));
    memory.files = files
        .into_par_iter()
        .map(|(path, file, known)| known.unwrap_or_else(|| parse_file(path, file, &vocabulary)))
        .collect();
    let mut found = Found::default();
    let mut diagnostics = Vec::new();
    for file in &memory.files {
        diagnostics.extend(file.faults.iter().cloned());
        match &file.parsed {
            Parsed::Article(article) => found.articles.push(Arc::clone(article)),
            Parsed::Introduction(text) => found.introductions.push(Arc::clone(text)),
            Parsed::Asset(asset) => found.assets.push((file.path.to_string(), asset.clone())),
            Parsed::Refused => {}
        }
    }
    (found, diagnostics)
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
