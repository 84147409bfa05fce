//! The digest: all articles of a site with their indexes, in memory.

mod check;
mod index;
mod outlets;
mod parse;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::article::Article;
use crate::article::introduction::{Introduction, Subject};
use crate::config::{Config, Rights};
use crate::country::{Code, Countries, Relation};
use crate::diagnostic::{Diagnostic, Place};
use crate::snapshot::{File, Snapshot};

pub use outlets::Outlet;
pub use parse::Memory;

/// An article's number: its place in [`Digest::articles`], and so in every list.
pub type Id = usize;

/// Whether articles that are not finished are published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drafts {
    /// They are left out.
    Hidden,
    /// They are published, and marked.
    Shown,
}

/// All articles of a site, in the order of the timeline: the newest day first, on one day the one published last,
/// then by path. Every index lists [`Id`]s, ascending, and so has the same order.
///
/// The indexes depend on front matter alone; a digest whose articles changed in their texts only shares them with the one
/// before it.
#[derive(Debug, Clone, Default)]
pub struct Digest {
    /// In the order of the timeline.
    pub articles: Vec<Arc<Article>>,
    /// By party.
    pub countries: Arc<BTreeMap<Code, Vec<Id>>>,
    /// Where a country is named without being a party.
    pub mentions: Arc<BTreeMap<Code, Vec<Id>>>,
    /// By pair of parties.
    pub relations: Arc<BTreeMap<Relation, Vec<Id>>>,
    /// The years of the timeline, newest first, each with its months, newest first.
    pub years: Arc<Vec<(i16, Vec<i8>)>>,
    /// By the topic's place in the configuration.
    pub topics: Arc<BTreeMap<usize, Vec<Id>>>,
    /// In the order of their slugs.
    pub outlets: Arc<Vec<Outlet>>,
    /// Reports of one event.
    pub stories: Arc<BTreeMap<String, Vec<Id>>>,
    /// By subject and language; `None` is the default language.
    pub introductions: BTreeMap<(Subject, Option<String>), Arc<Introduction>>,
    /// Files below `content/` that are published as they are, by path.
    pub assets: BTreeMap<String, Asset>,
    outlet_of: Arc<Vec<Option<usize>>>,
    rights: Arc<Vec<Rights>>,
    by_path: Arc<BTreeMap<String, Id>>,
    /// The ids of the articles in the order of their paths.
    ids: Arc<Vec<Id>>,
    /// Articles that share an address.
    clashes: Arc<[Diagnostic]>,
    /// Of everything that the indexes were made from.
    key: u128,
}

impl Digest {
    /// Reads every file below `content/` and makes the indexes; `memory` is of earlier reads of the same site. The
    /// diagnostics are of all files.
    pub fn read(
        snapshot: &Snapshot,
        config: &Config,
        countries: &Countries,
        drafts: Drafts,
        memory: &mut Memory,
    ) -> (Digest, Vec<Diagnostic>) {
        let (found, mut diagnostics) = parse::parse(snapshot, config, countries, memory);
        let published = |article: &&Arc<Article>| !article.draft || drafts == Drafts::Shown;
        let articles: Vec<Arc<Article>> = found.articles.iter().filter(published).cloned().collect();
        let key = index::key(&articles, memory.vocabulary());
        let mut digest = match memory.digest() {
            Some(before) if before.key == key => before.with_texts_of(articles),
            _ => index::index(articles, config, key),
        };
        for text in found.introductions {
            let subject = (text.subject.clone(), text.lang.clone());
            if let Some(first) = digest.introductions.insert(subject, Arc::clone(&text)) {
                diagnostics.push(
                    Diagnostic::error("duplicate-address", format!("{} introduces the same index", first.path))
                        .at(Place::file(&text.path))
                        .help("delete one of the two files"),
                );
            }
        }
        let asset = |(path, file): (String, File)| {
            let address = asset_address(&path);
            (path, Asset { address, file })
        };
        digest.assets = found.assets.into_iter().map(asset).collect();
        diagnostics.extend(digest.clashes.iter().cloned());
        diagnostics.extend(check::check(&digest, snapshot, config));
        memory.remember(&digest);
        (digest, diagnostics)
    }

    /// The same digest with the texts of articles, in the order of their paths, whose front matter is the same.
    fn with_texts_of(&self, articles: Vec<Arc<Article>>) -> Digest {
        let mut digest = Digest { introductions: BTreeMap::new(), assets: BTreeMap::new(), ..self.clone() };
        for (id, article) in self.ids.iter().zip(articles) {
            digest.articles[*id] = article;
        }
        digest
    }

    /// The article in a file.
    pub fn by_path(&self, path: &str) -> Option<Id> {
        self.by_path.get(path).copied()
    }

    /// The outlet that published an article's original: its place in [`Digest::outlets`].
    pub fn outlet_of(&self, id: Id) -> Option<usize> {
        self.outlet_of.get(id).copied().flatten()
    }

    /// What readers may see of an article: as the article says, else its outlet, else the site.
    pub fn rights(&self, id: Id) -> Rights {
        self.rights.get(id).copied().unwrap_or(Rights::LinkOnly)
    }

    /// The introduction of a subject in a language, else in the default language (`None`).
    pub fn introduction(&self, subject: &Subject, lang: Option<&str>) -> Option<&Introduction> {
        let own = lang.and_then(|lang| self.introductions.get(&(subject.clone(), Some(lang.to_owned()))));
        own.or_else(|| self.introductions.get(&(subject.clone(), None))).map(Arc::as_ref)
    }

    /// The address, without a language's prefix, of what stands in a file: an article, an introduction's index, a file that
    /// is published as it is.
    pub fn link_target(&self, path: &str) -> Option<LinkTarget<'_>> {
        if let Some(id) = self.by_path(path) {
            return Some(LinkTarget::Article(id));
        }
        if let Some(asset) = self.assets.get(path) {
            return Some(LinkTarget::Asset(&asset.address));
        }
        let text = self.introductions.values().find(|text| text.path == path)?;
        Some(LinkTarget::Subject(&text.subject))
    }

    /// A hash of everything that the indexes were made from: paths, front matter, configuration.
    pub fn key(&self) -> u128 {
        self.key
    }

    /// The newest day of the timeline.
    pub fn newest_day(&self) -> Option<Date> {
        self.articles.first().map(|article| article.day())
    }
}

/// A file that is published as it is.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Without the base address.
    pub address: String,
    /// Its bytes.
    pub file: File,
}

/// What a link by file path leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkTarget<'a> {
    /// An article.
    Article(Id),
    /// The index that a file introduces.
    Subject(&'a Subject),
    /// The address of a file that is published as it is.
    Asset(&'a str),
}

/// A file beside an article is published beside the articles: `content/2021/12/map.png` as
/// `/articles/2021/12/map.png`; one beside an introduction keeps its folder.
fn asset_address(path: &str) -> String {
    let below = path.strip_prefix("content/").unwrap_or(path);
    let dated = below.split('/').next().is_some_and(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit()));
    if dated { format!("/articles/{below}") } else { format!("/{below}") }
}
