//! One article: its front matter with typed values, and its text.

mod front_matter;
pub mod introduction;
pub mod markdown;

use std::ops::Deref;
use std::sync::Arc;

use jiff::civil::Date;

use crate::config::Rights;
use crate::country::{Code, Relation};
use markdown::LocalLink;

pub(crate) use front_matter::utf8;
pub use front_matter::{Vocabulary, parse, split};

/// One Markdown file under `content/`, read.
#[derive(Debug, Clone)]
pub struct Article {
    /// Relative to the root: `content/2021/12/defence-ministers-meet.md`.
    pub path: String,
    /// The last part of its address, from the file's name.
    pub slug: String,
    /// In the words of the digest.
    pub title: String,
    /// The title as the outlet printed it, where the importer offered another.
    pub title_original: Option<String>,
    /// When the original was published.
    pub date: Date,
    /// What is reported, where that is known apart from the publication.
    pub event: Option<Event>,
    /// The parties, as given, each once.
    pub countries: Vec<Code>,
    /// Countries that are named without being a party.
    pub mentions: Vec<Code>,
    /// Indexes into the site's topics, as given, each once.
    pub topics: Vec<usize>,
    /// The original.
    pub source: Source,
    /// BCP 47.
    pub lang: String,
    /// One or two sentences of the editor's own.
    pub summary: Option<String>,
    /// The article's own wish; outlet and site decide where it has none.
    pub rights: Option<Rights>,
    /// The slug that reports of one event share.
    pub story: Option<String>,
    /// Not to be published yet.
    pub draft: bool,
    /// Earlier addresses.
    pub aliases: Vec<String>,
    /// Doubts of the importer that the editor has not settled.
    pub review: Vec<String>,
    /// The Markdown below the front matter.
    pub body: Body,
    /// The 1-based line of the file on which the body begins.
    pub body_line: usize,
    /// XXH3, 128 bits, of the whole file.
    pub hash: u128,
    /// XXH3, 128 bits, of the path and the front matter: everything but the body.
    pub front_hash: u128,
    /// The links of the body that lead to files of the site, or that no page may have.
    pub links: Vec<LocalLink>,
}

/// When and where it happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The day.
    pub date: Option<Date>,
    /// The place, in words: `Baku`.
    pub place: Option<String>,
}

/// Where the original was published.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// Who published it, as written.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Who wrote it.
    pub author: Vec<String>,
    /// The address of a lasting copy.
    pub archived: Option<String>,
    /// The day on which the editor read it.
    pub accessed: Option<Date>,
    /// The raw file that it was imported from.
    pub original: Option<Original>,
}

/// A kept copy of a raw file. It is hidden and never published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// Relative to the article's folder.
    pub file: String,
    /// SHA-256 of its bytes, 64 digits of base 16.
    pub sha256: String,
}

/// The text of an article: the end of its file's bytes, which it shares with the snapshot.
#[derive(Debug, Clone)]
pub struct Body {
    bytes: Arc<[u8]>,
    start: usize,
}

impl Body {
    /// The bytes from `start` on, which must be UTF-8: of others the text is empty.
    fn new(bytes: Arc<[u8]>, start: usize) -> Self {
        Body { bytes, start }
    }

    /// The whole file that the text ends, front matter and all.
    #[cfg_attr(not(feature = "pdf"), allow(dead_code, reason = "a PDF's faults have places in files"))]
    pub(crate) fn file(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap_or_default()
    }
}

impl Deref for Body {
    type Target = str;

    fn deref(&self) -> &str {
        // Looking once more costs a microsecond; a copy of every text would cost the memory of all of them.
        self.bytes.get(self.start..).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

impl Article {
    /// The day on which the timeline shows it: of the event where known, else of publication.
    pub fn day(&self) -> Date {
        self.event.as_ref().and_then(|event| event.date).unwrap_or(self.date)
    }

    /// `/articles/2021/12/defence-ministers-meet/`, by the date of publication.
    pub fn address(&self) -> String {
        format!("/articles/{:04}/{:02}/{}/", self.date.year(), self.date.month(), self.slug)
    }

    /// Its relations, in the order of their keys.
    pub fn relations(&self) -> Vec<Relation> {
        Relation::among(&self.countries)
    }
}
