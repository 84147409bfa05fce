//! The theme: templates, words and static files, compiled into the binary, each replaceable by a site's own.

use std::collections::BTreeMap;

use xxhash_rust::xxh3::xxh3_64;

use crate::config::Language;
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::snapshot::{File, Snapshot};

/// The stylesheet, which is published under a name with its content's hash.
const STYLESHEET: &str = "static/style.css";

/// The default theme: path in this repository and content.
macro_rules! default_theme {
    ($($path:literal),+ $(,)?) => {
        &[$(($path, include_str!(concat!("../", $path)))),+]
    };
}

const DEFAULT: &[(&str, &str)] = default_theme![
    "static/favicon.svg",
    "static/style.css",
    "templates/404.html",
    "templates/about.html",
    "templates/alias.html",
    "templates/article.html",
    "templates/base.html",
    "templates/components.html",
    "templates/countries.html",
    "templates/country.html",
    "templates/front.html",
    "templates/locale/en.toml",
    "templates/locale/tr.toml",
    "templates/outlet.html",
    "templates/outlets.html",
    "templates/print/article.html",
    "templates/print/edition.css",
    "templates/print/edition.html",
    "templates/print/edition.typ",
    "templates/print/heads.typ",
    "templates/print/indexes.typ",
    "templates/print/sheet.typ",
    "templates/print/texts.typ",
    "templates/relation.html",
    "templates/relations.html",
    "templates/timeline.html",
    "templates/topic.html",
    "templates/topics.html",
];

/// A site's theme: the default one with the site's own files in it.
#[derive(Debug)]
pub struct Theme {
    /// By name below `templates/`: file path for messages, and text.
    pub templates: BTreeMap<String, String>,
    /// By tag: the text of a locale file.
    pub locales: BTreeMap<String, String>,
    /// What the PDF is set with: files in `templates/print/` that are no templates of pages, by name below it. The fonts
    /// among them need not be text.
    pub print: BTreeMap<String, File>,
    /// By address.
    pub files: BTreeMap<String, File>,
    /// The address of the stylesheet: `/style.0123456789abcdef.css`.
    pub stylesheet: String,
}

impl Theme {
    /// Puts the files of a site over the default theme.
    ///
    /// # Errors
    ///
    /// Templates and locale files that are not UTF-8.
    pub fn read(snapshot: &Snapshot) -> Result<Theme, Vec<Diagnostic>> {
        let mut files: BTreeMap<String, File> =
            DEFAULT.iter().map(|(path, text)| ((*path).to_owned(), File::new(text.as_bytes()))).collect();
        for folder in ["templates/", "static/"] {
            files.extend(snapshot.below(folder).map(|(path, file)| (path.to_owned(), file.clone())));
        }
        let mut faults = Vec::new();
        let mut theme = Theme {
            templates: BTreeMap::new(),
            locales: BTreeMap::new(),
            print: BTreeMap::new(),
            files: BTreeMap::new(),
            stylesheet: String::new(),
        };
        for (path, file) in files {
            if let Some(name) = path.strip_prefix("static/") {
                let address = if path == STYLESHEET {
                    theme.stylesheet = format!("/style.{:016x}.css", xxh3_64(&file.bytes));
                    theme.stylesheet.clone()
                } else {
                    format!("/{name}")
                };
                theme.files.insert(address, file);
                continue;
            }
            if let Some(name) = path.strip_prefix("templates/print/").filter(|name| !is_of_pages(name)) {
                theme.print.insert(name.to_owned(), file);
                continue;
            }
            let Ok(text) = std::str::from_utf8(&file.bytes) else {
                let fault = Diagnostic::error("not-utf-8", "the file is not UTF-8");
                faults.push(fault.at(Place::file(path)).help("save it in the encoding UTF-8"));
                continue;
            };
            let name = path.strip_prefix("templates/").unwrap_or(&path);
            match name.strip_prefix("locale/").and_then(|name| name.strip_suffix(".toml")) {
                Some(tag) => drop(theme.locales.insert(tag.to_owned(), text.to_owned())),
                None => drop(theme.templates.insert(name.to_owned(), text.to_owned())),
            }
        }
        if faults.is_empty() { Ok(theme) } else { Err(faults) }
    }
}

/// The words of a language as they come with the binary.
pub fn words(tag: &str) -> Option<&'static str> {
    let path = format!("templates/locale/{tag}.toml");
    DEFAULT.iter().find(|(known, _)| *known == path).map(|(_, text)| *text)
}

impl Theme {
    /// Warnings of a site's own templates and locale files that no page is made with: most have a name that is misspelt.
    pub fn unused(&self, languages: &[Language]) -> Vec<Diagnostic> {
        let known = || DEFAULT.iter().filter_map(|(path, _)| path.strip_prefix("templates/"));
        let is_part = |name: &str, text: &str| {
            let names = [format!("\"{name}\""), format!("'{name}'")];
            let is_named = |text: &String| names.iter().any(|name| text.contains(name));
            // Whatever template defines a component, all may use it.
            text.contains("endcomponent") || self.templates.values().any(is_named)
        };
        let templates =
            self.templates.iter().filter(|(name, text)| !known().any(|own| own == *name) && !is_part(name, text));
        let templates = templates.map(|(name, _)| {
            let near = nearest(name, known().filter(|name| !name.starts_with("locale/")));
            let help = near
                .map_or("include it in a template, or delete it".to_owned(), |near| format!("did you mean `{near}`?"));
            (name.clone(), "no page is made with this template", help)
        });
        let tags = || languages.iter().map(|language| language.tag.as_str());
        let locales = self.locales.keys().filter(|tag| words(tag).is_none() && !tags().any(|known| known == *tag));
        let locales = locales.map(|tag| {
            let help = format!("declare `[languages.{tag}]` in site.toml, or delete the file");
            (format!("locale/{tag}.toml"), "no page is in this language", help)
        });
        let warning = |(name, message, help): (String, &str, String)| {
            Diagnostic::warning("unused", message).at(Place::file(format!("templates/{name}"))).help(help)
        };
        templates.chain(locales).map(warning).collect()
    }
}

/// Whether a file in `templates/print/` is a template of pages; the others are the PDF's.
fn is_of_pages(name: &str) -> bool {
    name.ends_with(".html") || name.ends_with(".css")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_theme_is_all_of_the_folders() {
        let snapshot = crate::snapshot::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
        let in_folders: Vec<&str> = snapshot
            .files
            .keys()
            .map(String::as_str)
            .filter(|path| !path.starts_with("content/") && *path != "site.toml")
            .collect();
        let compiled_in: Vec<&str> = DEFAULT.iter().map(|(path, _)| *path).collect();
        assert_eq!(in_folders, compiled_in);
    }

    #[test]
    fn a_sites_own_file_replaces_one_and_nothing_else() {
        let own = Snapshot::from_files([("templates/404.html", "gone"), ("static/logo.svg", "<svg/>")]);
        let (plain, theme) = (Theme::read(&Snapshot::default()).unwrap(), Theme::read(&own).unwrap());
        assert_eq!(theme.templates["404.html"], "gone");
        assert_eq!(theme.templates["base.html"], plain.templates["base.html"]);
        assert!(theme.files.contains_key("/logo.svg"));
        assert_eq!(theme.stylesheet, plain.stylesheet);
    }
}
