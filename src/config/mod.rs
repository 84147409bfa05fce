//! `site.toml`: what a site is called, where it lives, in which languages, and the house's own names.
//!
//! Every key is documented in the commented `site.toml` at the top of this repository.

mod print;
mod read;
mod words;

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use crate::country::gazetteer::Additions;
use crate::country::{Code, Override};
use crate::diagnostic::{Diagnostic, Place, any_error};
use crate::import::OwnWords;
use crate::tree::{Faults, Reader, toml};

pub use print::{EditionsOf, Font, Print};

/// The file's name, in the site's root.
pub const FILE: &str = "site.toml";

/// How a diagnostic in the preview links to its place where `site.toml` says nothing else: `{path}`, `{line}` and
/// `{column}` stand for it.
pub const EDITOR: &str = "vscode://file/{path}:{line}:{column}";

/// A site's configuration, complete with defaults.
#[derive(Debug)]
pub struct Config {
    /// Where the site is published.
    pub base_url: BaseUrl,
    /// The first is the default language, at the root of the site; the others live below `/TAG/`.
    pub languages: Vec<Language>,
    /// The zone whose days the dates are.
    pub time_zone: TimeZone,
    /// Entries on a page of a list.
    pub page_size: usize,
    /// What readers may see where neither article nor outlet says so.
    pub rights: Rights,
    /// How many words of an article's text an excerpt shows at most.
    pub excerpt_words: usize,
    /// How articles become HTML.
    pub markdown: Markdown,
    /// Which feeds there are.
    pub feeds: Feeds,
    /// In the order of the file.
    pub topics: Vec<Topic>,
    /// The house's own names of countries, and its entities.
    pub countries: BTreeMap<Code, Override>,
    /// The names of countries that the importer knows beside its own, and the declared entities.
    pub gazetteer: Additions,
    /// Words by which the importer tells the topics, beside its own; by slug.
    pub topic_words: BTreeMap<String, OwnWords>,
    /// Declared outlets.
    pub outlets: Vec<Outlet>,
    /// The licence of the digest's own texts.
    pub licence: Option<Licence>,
    /// Who answers for the digest.
    pub contact: Option<Contact>,
    /// How editions look, and which are built with the site.
    pub print: Print,
    /// The link from a diagnostic in the preview to its place, see [`EDITOR`].
    pub editor: String,
    /// What the editor should look at.
    pub warnings: Vec<Diagnostic>,
}

/// Where the site is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    /// `https://example.org`, without a slash at the end.
    pub origin: String,
    /// `/digest`, or empty; without a slash at the end.
    pub path: String,
}

/// A language that the site is published in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// BCP 47: `en`, `tr`.
    pub tag: String,
    /// The site's title in the language.
    pub title: String,
    /// What the site is, in a sentence; may be empty.
    pub description: String,
}

/// What readers may see of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rights {
    /// The whole text.
    Full,
    /// The summary and a bounded opening of the text.
    Excerpt,
    /// The summary and the way to the source.
    LinkOnly,
}

/// How articles are turned from Markdown into HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Markdown {
    /// `smart_punctuation`.
    pub punctuation: Punctuation,
    /// `html`.
    pub html: RawHtml,
}

/// Whether straight quotes and dots become typographic ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Punctuation {
    /// Nothing is changed.
    AsWritten,
    /// `"a" -- b...` becomes `“a” – b…`.
    Smart,
}

/// What happens to HTML that stands in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RawHtml {
    /// What can do harm is taken out.
    Sanitise,
    /// It stands on the page as written.
    Trust,
}

/// Which feeds there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feeds {
    /// Atom feeds.
    pub atom: Presence,
    /// JSON feeds.
    pub json: Presence,
    /// For what.
    pub scope: FeedScope,
    /// Entries in a feed at most.
    pub entries: usize,
}

/// Whether a kind of output is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It is.
    Made,
    /// It is left out.
    Left,
}

/// For what there is a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedScope {
    /// For the site and for every index.
    All,
    /// For the site only.
    Site,
}

/// A subject of the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// The part of its address, and what front matter writes.
    pub slug: String,
    /// By language tag.
    pub names: BTreeMap<String, String>,
}

/// A publisher of originals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlet {
    /// The canonical name.
    pub name: String,
    /// Other spellings that mean it.
    pub spellings: Vec<String>,
    /// The address of its front page.
    pub home: Option<String>,
    /// What readers may see of its texts.
    pub rights: Option<Rights>,
}

/// The licence of the digest's own texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Licence {
    /// The name.
    pub name: String,
    /// An address on the web.
    pub url: Option<String>,
}

/// Who answers for the digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The name.
    pub name: String,
    /// A mail address.
    pub email: Option<String>,
    /// An address on the web.
    pub url: Option<String>,
}

impl Config {
    /// Reads `site.toml`.
    ///
    /// # Errors
    ///
    /// Every fault of the file, each with its place and the way out, warnings among them.
    pub fn parse(text: &str) -> Result<Self, Vec<Diagnostic>> {
        let entries = toml::parse(text, FILE)?;
        let faults = Faults::default();
        let place = |path: &crate::tree::Path| {
            let (offset, width) = toml::locate(text, path, crate::tree::On::Value);
            Place::at_byte(FILE, text, offset, width)
        };
        let config = read::read(Reader::new(&entries, Vec::new(), "site.toml", &faults), &faults, &place);
        let located = |fault: crate::tree::Fault| {
            let (offset, width) = toml::locate(text, &fault.path, fault.on);
            fault.diagnostic(Place::at_byte(FILE, text, offset, width))
        };
        let warnings: Vec<Diagnostic> = faults.into_inner().into_iter().map(located).collect();
        match config {
            Some(config) if !any_error(&warnings) => Ok(Config { warnings, ..config }),
            _ => Err(warnings),
        }
    }

    /// The default language's tag.
    pub fn default_language(&self) -> &str {
        self.languages.first().map_or("en", |language| language.tag.as_str())
    }
}

impl BaseUrl {
    /// Reads an absolute `http` or `https` address; a query or fragment is refused.
    ///
    /// # Errors
    ///
    /// What is wrong with it, as the end of a sentence.
    pub fn parse(text: &str) -> Result<Self, String> {
        let url = url::Url::parse(text).map_err(|error| error.to_string())?;
        if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
            return Err("it is no http or https address".to_owned());
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err("it has a query or a fragment".to_owned());
        }
        if url.path().contains("//") {
            return Err("it has two slashes in a row".to_owned());
        }
        let origin = url.origin().ascii_serialization();
        Ok(BaseUrl { origin, path: url.path().trim_end_matches('/').to_owned() })
    }

    /// The address as links on the site have it: `/digest/topics/`.
    pub fn link(&self, address: &str) -> String {
        format!("{}{address}", self.path)
    }

    /// The whole address: `https://example.org/digest/topics/`.
    pub fn absolute(&self, address: &str) -> String {
        format!("{}{}{address}", self.origin, self.path)
    }
}

impl Topic {
    /// The name in a language; the default language's or the slug where there is none.
    pub fn name<'a>(&'a self, tag: &str, default: &str) -> &'a str {
        self.names.get(tag).or_else(|| self.names.get(default)).unwrap_or(&self.slug)
    }
}

impl Rights {
    /// The words of front matter and `site.toml`.
    pub const WORDS: [(&'static str, Rights); 3] =
        [("full", Rights::Full), ("excerpt", Rights::Excerpt), ("link-only", Rights::LinkOnly)];
}
