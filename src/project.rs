//! A project: everything that a snapshot says, read and checked, from which pages are planned and rendered.

use std::sync::Arc;

use xxhash_rust::xxh3::Xxh3;

use crate::config::{self, BaseUrl, Config};
use crate::country::Countries;
use crate::diagnostic::{self, Diagnostic, Place, any_error};
use crate::digest::{Digest, Drafts, Memory};
use crate::locale::Locale;
use crate::snapshot::{FOLDERS, Snapshot};
use crate::theme::Theme;

/// How a build differs from what `site.toml` says.
#[derive(Debug, Clone)]
pub struct Options {
    /// Whether drafts are published.
    pub drafts: Drafts,
    /// Instead of the one in `site.toml`.
    pub base_url: Option<BaseUrl>,
}

/// All that pages are made from.
#[derive(Debug)]
pub struct Project {
    /// `site.toml`.
    pub config: Config,
    /// In the order of the configuration's languages.
    pub locales: Vec<Arc<Locale>>,
    /// Names and slugs of countries.
    pub countries: Countries,
    /// Templates and static files.
    pub theme: Theme,
    /// The articles and their indexes.
    pub digest: Digest,
    /// A hash of all that gives sense to front matter: the configuration and the words of its languages.
    pub vocabulary: u128,
}

/// What stopped a project from being read.
#[derive(Debug)]
pub enum Refused {
    /// `site.toml` or the theme is at fault: exit code 2.
    Configuration(Vec<Diagnostic>),
    /// Articles or introductions are at fault: exit code 1.
    Content(Vec<Diagnostic>),
}

impl Refused {
    /// Sorts faults of pages into the two kinds: a template is configuration, an article is content.
    pub fn pages(faults: Vec<Diagnostic>) -> Self {
        let of_template = faults.iter().any(|fault| fault.code == "template");
        if of_template { Refused::Configuration(faults) } else { Refused::Content(faults) }
    }
}

impl Project {
    /// Reads a snapshot; returns the project and its warnings. `memory` is of earlier snapshots of the same site, or
    /// empty.
    ///
    /// # Errors
    ///
    /// Every fault of every file, sorted by file and place, warnings among them.
    pub fn read(
        snapshot: &Snapshot,
        options: &Options,
        memory: &mut Memory,
    ) -> Result<(Project, Vec<Diagnostic>), Refused> {
        let (config, locales, theme, mut diagnostics) = configuration(snapshot, options).map_err(|mut faults| {
            diagnostic::sort(&mut faults);
            Refused::Configuration(faults)
        })?;
        let tags: Vec<&str> = config.languages.iter().map(|language| language.tag.as_str()).collect();
        let countries = Countries::new(&locales, &tags, &config.countries);
        let vocabulary = vocabulary(snapshot);
        memory.expect(vocabulary);
        let (digest, faults) = Digest::read(snapshot, &config, &countries, options.drafts, memory);
        diagnostics.extend(faults);
        diagnostic::sort(&mut diagnostics);
        if any_error(&diagnostics) {
            return Err(Refused::Content(diagnostics));
        }
        Ok((Project { config, locales, countries, theme, digest, vocabulary }, diagnostics))
    }
}

fn vocabulary(snapshot: &Snapshot) -> u128 {
    let mut hash = Xxh3::new();
    let locales = snapshot.below("templates/locale/").map(|(path, file)| (path, file.hash));
    for (path, of_file) in
        snapshot.files.get(config::FILE).map(|file| (config::FILE, file.hash)).into_iter().chain(locales)
    {
        hash.update(path.as_bytes());
        hash.update(&of_file.to_le_bytes());
    }
    hash.digest128()
}

type Configuration = (Config, Vec<Arc<Locale>>, Theme, Vec<Diagnostic>);

fn configuration(snapshot: &Snapshot, options: &Options) -> Result<Configuration, Vec<Diagnostic>> {
    let Some(file) = snapshot.files.get(config::FILE) else {
        let message = "there is no site.toml here";
        return Err(vec![Diagnostic::error("no-site", message).help(format!(
            "go to a digest's folder or name it with `--root DIR`; a digest is a `site.toml` beside the folders {}",
            FOLDERS.join(", ")
        ))]);
    };
    let text = crate::article::utf8(config::FILE, &file.bytes).map_err(|fault| vec![fault])?;
    let mut config = Config::parse(text)?;
    if let Some(url) = &options.base_url {
        config.base_url = url.clone();
    }
    let theme = Theme::read(snapshot)?;
    let mut diagnostics = Vec::new();
    let mut faults = Vec::new();
    let mut locales = Vec::new();
    // The English words stand in where a site's own locale file lacks one.
    let english = locale("en", &theme, None, &mut diagnostics)?;
    for language in &config.languages {
        match locale(&language.tag, &theme, Some(&english), &mut diagnostics) {
            Ok(locale) => locales.push(Arc::new(locale)),
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok((config, locales, theme, diagnostics)) } else { Err(faults) }
}

fn locale(
    tag: &str,
    theme: &Theme,
    fallback: Option<&Locale>,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Locale, Vec<Diagnostic>> {
    let path = format!("templates/locale/{tag}.toml");
    let Some(text) = theme.locales.get(tag) else {
        let known: Vec<&str> = theme.locales.keys().map(String::as_str).collect();
        return Err(vec![
            Diagnostic::error("no-locale", format!("there are no words for the language `{tag}`"))
                .at(Place::file(config::FILE))
                .help(format!("write {path} after the English one; languages that are there: {}", known.join(", "))),
        ]);
    };
    let (locale, found) = Locale::parse(tag, &path, text, fallback)?;
    if tag != "en" || fallback.is_none() {
        warnings.extend(found);
    }
    Ok(locale)
}
