//! The digest: all articles of a site with their indexes, in memory.

mod check;
mod outlets;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::article::introduction::{self, Introduction, Subject};
use crate::article::{self, Article, Vocabulary};
use crate::config::{Config, Rights};
use crate::country::{Code, Countries, Relation};
use crate::diagnostic::Diagnostic;
use crate::snapshot::{File, Snapshot};

pub use outlets::Outlet;

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
#[derive(Debug, Default)]
pub struct Digest {
    /// In the order of the timeline.
    pub articles: Vec<Arc<Article>>,
    /// By party.
    pub countries: BTreeMap<Code, Vec<Id>>,
    /// Where a country is named without being a party.
    pub mentions: BTreeMap<Code, Vec<Id>>,
    /// By pair of parties.
    pub relations: BTreeMap<Relation, Vec<Id>>,
    /// The years of the timeline, newest first, each with its months, newest first.
    pub years: Vec<(i16, Vec<i8>)>,
    /// By the topic's place in the configuration.
    pub topics: BTreeMap<usize, Vec<Id>>,
    /// In the order of their slugs.
    pub outlets: Vec<Outlet>,
    /// Reports of one event.
    pub stories: BTreeMap<String, Vec<Id>>,
    /// By subject and language; `None` is the default language.
    pub introductions: BTreeMap<(Subject, Option<String>), Introduction>,
    /// Files below `content/` that are published as they are, by path.
    pub assets: BTreeMap<String, Asset>,
    outlet_of: Vec<Option<usize>>,
    rights: Vec<Rights>,
    by_path: BTreeMap<String, Id>,
}

impl Digest {
    /// Reads every file below `content/` and makes the indexes. The diagnostics are of all files.
    pub fn read(
        snapshot: &Snapshot,
        config: &Config,
        countries: &Countries,
        drafts: Drafts,
    ) -> (Digest, Vec<Diagnostic>) {
        let vocabulary = Vocabulary::new(config, countries);
        let files: Vec<(&str, &File)> = snapshot.below("content/").collect();
        let parsed: Vec<(Parsed, Vec<Diagnostic>)> =
            files.into_par_iter().map(|(path, file)| parse(path, file, &vocabulary)).collect();
        let mut digest = Digest::default();
        let mut diagnostics = Vec::new();
        for (parsed, faults) in parsed {
            diagnostics.extend(faults);
            match parsed {
                Parsed::Article(article) if article.draft && drafts == Drafts::Hidden => {}
                Parsed::Article(article) => digest.articles.push(article),
                Parsed::Introduction(text) => {
                    digest.introductions.insert((text.subject.clone(), text.lang.clone()), *text);
                }
                Parsed::Asset { path, file } => {
                    let address = asset_address(&path);
                    digest.assets.insert(path, Asset { address, file });
                }
                Parsed::Refused => {}
            }
        }
        digest.index(config);
        diagnostics.extend(check::check(&digest, snapshot, config));
        (digest, diagnostics)
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
        own.or_else(|| self.introductions.get(&(subject.clone(), None)))
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

    /// The newest day of the timeline.
    pub fn newest_day(&self) -> Option<Date> {
        self.articles.first().map(|article| article.day())
    }

    fn index(&mut self, config: &Config) {
        self.articles.par_sort_by(|a, b| {
            b.day().cmp(&a.day()).then_with(|| b.date.cmp(&a.date)).then_with(|| a.path.cmp(&b.path))
        });
        let (outlets, outlet_of) = outlets::index(&self.articles, config);
        for (id, article) in self.articles.iter().enumerate() {
            for code in &article.countries {
                self.countries.entry(*code).or_default().push(id);
            }
            for code in &article.mentions {
                self.mentions.entry(*code).or_default().push(id);
            }
            for relation in article.relations() {
                self.relations.entry(relation).or_default().push(id);
            }
            for topic in &article.topics {
                self.topics.entry(*topic).or_default().push(id);
            }
            if let Some(story) = &article.story {
                self.stories.entry(story.clone()).or_default().push(id);
            }
            let outlet = outlet_of[id].and_then(|at| outlets[at].rights);
            self.rights.push(article.rights.or(outlet).unwrap_or(config.rights));
            self.by_path.insert(article.path.clone(), id);
        }
        self.outlets = outlets;
        self.outlet_of = outlet_of;
        self.years = years(&self.articles);
    }
}

fn years(articles: &[Arc<Article>]) -> Vec<(i16, Vec<i8>)> {
    let mut years: Vec<(i16, Vec<i8>)> = Vec::new();
    for article in articles {
        let (year, month) = (article.day().year(), article.day().month());
        match years.last_mut().filter(|(known, _)| *known == year) {
            Some((_, months)) if months.last() != Some(&month) => months.push(month),
            Some(_) => {}
            None => years.push((year, vec![month])),
        }
    }
    years
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

enum Parsed {
    Article(Arc<Article>),
    Introduction(Box<Introduction>),
    Asset { path: String, file: File },
    Refused,
}

fn parse(path: &str, file: &File, vocabulary: &Vocabulary<'_>) -> (Parsed, Vec<Diagnostic>) {
    if !path.ends_with(".md") {
        return (Parsed::Asset { path: path.to_owned(), file: file.clone() }, Vec::new());
    }
    if introduction::is_introduction(path) {
        let (text, faults) = introduction::parse(path, &file.bytes, vocabulary.countries);
        return (text.map_or(Parsed::Refused, |text| Parsed::Introduction(Box::new(text))), faults);
    }
    let (article, faults) = article::parse(path, &file.bytes, vocabulary);
    (article.map_or(Parsed::Refused, |article| Parsed::Article(Arc::new(article))), faults)
}

/// A file beside an article is published beside the articles: `content/2021/12/map.png` as
/// `/articles/2021/12/map.png`; one beside an introduction keeps its folder.
fn asset_address(path: &str) -> String {
    let below = path.strip_prefix("content/").unwrap_or(path);
    let dated = below.split('/').next().is_some_and(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit()));
    if dated { format!("/articles/{below}") } else { format!("/{below}") }
}
