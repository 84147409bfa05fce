//! The digest: all articles of a site with their indexes, in memory.

mod check;
mod index;
mod links;
mod outlets;
mod parse;
pub mod review;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::article::Article;
use crate::article::introduction::{Introduction, Subject};
use crate::config::{Config, Rights};
use crate::country::{Code, Countries, Relation};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::project::Options;
use crate::snapshot::{File, Snapshot};

pub use outlets::Outlet;
pub(crate) use outlets::slug_of as outlet_slug;
use parse::{Found, Parsing};

pub use parse::Memory;

/// An article's number: its place in [`Digest::articles`], and so in every list.
pub type Id = usize;

/// Whether articles are published that are not finished, or dated later than the day of the build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drafts {
    /// They are left out.
    Hidden,
    /// They are published, and marked.
    Shown,
}

/// Introductions by subject and language; `None` is the default language.
pub type Introductions = BTreeMap<(Subject, Option<String>), Arc<Introduction>>;

/// All articles of a site, in the order of the timeline: the newest day first, on one day the one published last,
/// then by path. Every index lists [`Id`]s, ascending, and so has the same order.
///
/// The indexes depend on front matter alone; a digest whose articles changed in their texts only shares them with the one
/// before it.
#[derive(Debug, Clone, Default)]
pub struct Digest {
    /// In the order of the timeline. The text of an article may be older than it is, see [`Digest::text`].
    pub articles: Arc<Vec<Arc<Article>>>,
    /// Articles whose text changed since the indexes were made.
    texts: BTreeMap<Id, Arc<Article>>,
    /// Articles with links to files of the site, when the indexes were made.
    linked: Arc<Vec<Id>>,
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
    pub introductions: Arc<Introductions>,
    /// Files below `content/` that are published as they are, by path.
    pub assets: Arc<BTreeMap<String, Asset>>,
    outlet_of: Arc<Vec<Option<usize>>>,
    rights: Arc<Vec<Rights>>,
    by_path: Arc<BTreeMap<String, Id>>,
    /// Introductions of one index in two files.
    twice: Arc<[Diagnostic]>,
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
        options: &Options,
        memory: &mut Memory,
    ) -> (Digest, Vec<Diagnostic>) {
        let (parsing, mut diagnostics) = parse::parse(snapshot, config, countries, memory);
        let digest = match parsing {
            Parsing::Texts(texts) => {
                let mut digest = memory.digest().cloned().unwrap_or_default();
                for article in texts {
                    // A draft that is not published has no place.
                    if let Some(id) = digest.by_path(&article.path) {
                        digest.texts.insert(id, article);
                    }
                }
                digest
            }
            Parsing::Files(found) => Self::of_files(found, config, options, memory),
        };
        diagnostics.extend(digest.clashes.iter().chain(digest.twice.iter()).cloned());
        // A link to a file that is refused says nothing that the file's own fault does not.
        let refused = diagnostics.iter().filter(|fault| fault.severity == Severity::Error);
        let refused: BTreeSet<&str> =
            refused.filter_map(|fault| fault.place.as_ref()).map(|place| place.path.as_str()).collect();
        let found = check::check(&digest, snapshot, config, &refused);
        diagnostics.extend(found);
        memory.remember(&digest);
        (digest, diagnostics)
    }

    fn of_files(found: Found, config: &Config, options: &Options, memory: &Memory) -> Digest {
        let is_ready = |article: &Article| !article.draft && article.date <= options.today;
        let published = |article: &Arc<Article>| is_ready(article) || options.drafts == Drafts::Shown;
        let (articles, waiting): (Vec<Arc<Article>>, Vec<Arc<Article>>) =
            found.articles.into_iter().partition(published);
        let folders = folders(&articles, &waiting);
        let mut digest = index::index(articles, config, memory.vocabulary());
        let (mut introductions, mut twice) = (BTreeMap::new(), Vec::new());
        for text in found.introductions {
            let subject = (text.subject.clone(), text.lang.clone());
            if let Some(first) = introductions.insert(subject, Arc::clone(&text)) {
                let first: Arc<Introduction> = first;
                twice.push(
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
        digest.introductions = Arc::new(introductions);
        digest.twice = twice.into();
        let assets = found.assets.into_iter().filter(|(path, _)| is_published(&folders, path));
        digest.assets = Arc::new(assets.map(asset).collect());
        digest
    }

    /// An article with its text as it is now.
    pub fn text(&self, id: Id) -> &Article {
        self.texts.get(&id).unwrap_or(&self.articles[id])
    }

    /// The articles that may have links to files of the site.
    fn may_have_links(&self) -> impl Iterator<Item = &Article> {
        let unchanged = self.linked.iter().filter(|id| !self.texts.contains_key(id)).map(|id| &*self.articles[*id]);
        unchanged.chain(self.texts.values().map(|article| &**article))
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

/// The folders that belong to one article, which is `index.md` in them, and whether it is published.
fn folders(published: &[Arc<Article>], waiting: &[Arc<Article>]) -> BTreeMap<String, bool> {
    let folder = |article: &Arc<Article>| article.path.strip_suffix("/index.md").map(str::to_owned);
    let of = |articles: &[Arc<Article>], is_published| -> Vec<(String, bool)> {
        articles.iter().filter_map(folder).map(|folder| (folder, is_published)).collect()
    };
    of(published, true).into_iter().chain(of(waiting, false)).collect()
}

/// Whether a file may be published: it may not while the article waits to whose folder it belongs.
fn is_published(folders: &BTreeMap<String, bool>, path: &str) -> bool {
    let mut above = path.rmatch_indices('/').map(|(end, _)| &path[..end]);
    above.find_map(|folder| folders.get(folder)).copied().unwrap_or(true)
}

/// A file beside an article is published beside the articles: `content/2021/12/map.png` as
/// `/articles/2021/12/map.png`; one beside an introduction keeps its folder.
fn asset_address(path: &str) -> String {
    let below = path.strip_prefix("content/").unwrap_or(path);
    let dated = below.split('/').next().is_some_and(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit()));
    if dated { format!("/articles/{below}") } else { format!("/{below}") }
}
