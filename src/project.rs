//! A project: everything that a snapshot says, read and checked, from which pages are planned and rendered.

use std::sync::Arc;

use jiff::civil::Date;
use xxhash_rust::xxh3::Xxh3;

use crate::config::{self, BaseUrl, Config};
use crate::country::Countries;
use crate::diagnostic::{self, Diagnostic, Place, any_error};
use crate::digest::{self, Digest, Drafts, review};
use crate::locale::Locale;
use crate::snapshot::{FOLDERS, File, Snapshot};
use crate::theme::{self, Theme};

/// How a build differs from what `site.toml` says.
#[derive(Debug, Clone)]
pub struct Options {
    /// Whether drafts are published.
    pub drafts: Drafts,
    /// Instead of the one in `site.toml`.
    pub base_url: Option<BaseUrl>,
    /// The day of the build: an article that is dated later is as good as a draft.
    pub today: Date,
}

/// All that pages are made from.
#[derive(Debug)]
pub struct Project {
    /// `site.toml`.
    pub config: Arc<Config>,
    /// In the order of the configuration's languages.
    pub locales: Vec<Arc<Locale>>,
    /// Names and slugs of countries.
    pub countries: Arc<Countries>,
    /// Templates and static files.
    pub theme: Theme,
    /// The articles and their indexes.
    pub digest: Digest,
    /// A hash of all that gives sense to front matter: the configuration and the words of its languages.
    pub vocabulary: u128,
    /// The day of the build.
    pub today: Date,
}

/// What earlier reads of a site found. Remembered things are known by hashes of all that they were made from.
#[derive(Debug, Default)]
pub struct Memory {
    setting: Option<(u128, Setting)>,
    digest: digest::Memory,
}

/// What gives sense to front matter.
#[derive(Debug, Clone)]
struct Setting {
    config: Arc<Config>,
    locales: Vec<Arc<Locale>>,
    countries: Arc<Countries>,
    warnings: Vec<Diagnostic>,
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
        let of_template = faults.iter().any(|fault| matches!(fault.code, "template" | "not-utf-8"));
        if of_template { Refused::Configuration(faults) } else { Refused::Content(faults) }
    }
}

impl Project {
    /// A font file of the site, by its path from the root.
    pub fn font_file(&self, path: &str) -> Option<&File> {
        match path.split_once('/')? {
            ("static", name) => self.theme.files.get(&format!("/{name}")),
            ("templates", name) => self.theme.print.get(name.strip_prefix("print/")?),
            _ => self.digest.assets.get(path).map(|asset| &asset.file),
        }
    }

    /// The file that is published as it is at an address, without the base's path.
    pub fn file_at(&self, address: &str) -> Option<&File> {
        let asset = || self.digest.assets.values().find(|asset| asset.address == address).map(|asset| &asset.file);
        self.theme.files.get(address).or_else(asset)
    }

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
        let refused = |mut faults: Vec<Diagnostic>| {
            diagnostic::sort(&mut faults);
            Refused::Configuration(faults)
        };
        let theme = Theme::read(snapshot).map_err(refused)?;
        let vocabulary = vocabulary(snapshot);
        let setting = match &memory.setting {
            Some((known, setting)) if *known == vocabulary => setting.clone(),
            _ => setting(snapshot, &theme, options).map_err(refused)?,
        };
        memory.setting = Some((vocabulary, setting.clone()));
        memory.digest.expect(vocabulary);
        let Setting { config, locales, countries, warnings: mut diagnostics } = setting;
        diagnostics.extend(theme.unused(&config.languages));
        let (digest, faults) = Digest::read(snapshot, &config, &countries, options, &mut memory.digest);
        diagnostics.extend(faults);
        diagnostics.extend(review::summary(&digest.articles));
        diagnostic::sort(&mut diagnostics);
        if any_error(&diagnostics) {
            return Err(Refused::Content(diagnostics));
        }
        Ok((Project { config, locales, countries, theme, digest, vocabulary, today: options.today }, diagnostics))
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

fn setting(snapshot: &Snapshot, theme: &Theme, options: &Options) -> Result<Setting, Vec<Diagnostic>> {
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
    let mut warnings = std::mem::take(&mut config.warnings);
    let mut faults = Vec::new();
    let mut locales = Vec::new();
    // The English words stand in where a site's own locale file lacks one, see `locale`.
    let english = locale("en", theme, None, &mut warnings)?;
    for language in &config.languages {
        match locale(&language.tag, theme, Some(&english), &mut warnings) {
            Ok(locale) => locales.push(Arc::new(locale)),
            Err(found) => faults.extend(found),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let tags: Vec<&str> = config.languages.iter().map(|language| language.tag.as_str()).collect();
    let countries = Arc::new(Countries::new(&locales, &tags, &config.countries));
    Ok(Setting { config: Arc::new(config), locales, countries, warnings })
}

/// The words of a language. Where a site's own file lacks one stands what the binary has in the language, else what
/// `english` has.
fn locale(
    tag: &str,
    theme: &Theme,
    english: Option<&Locale>,
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
    let in_binary = theme::words(tag).filter(|words| words != text);
    let in_binary = in_binary.map(|words| Locale::parse(tag, &path, words, &[])).transpose()?;
    let fallbacks: Vec<&Locale> = in_binary.iter().map(|(locale, _)| locale).chain(english).collect();
    let (locale, found) = Locale::parse(tag, &path, text, &fallbacks)?;
    // Of English the warnings were told when it was read for the others.
    if tag != "en" || english.is_none() {
        warnings.extend(found);
    }
    Ok(locale)
}
