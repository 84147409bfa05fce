//! Introductions: what stands above an index, with facts of its own.

use super::front_matter::{plain, split};
use super::markdown::hidden;
use crate::country::{Code, Countries, Relation};
use crate::diagnostic::{Diagnostic, Place, any_error};
use crate::tree::{Faults, Reader, yaml};

/// What an introduction introduces.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A country.
    Country(Code),
    /// A relation.
    Relation(Relation),
    /// By slug.
    Topic(String),
    /// By slug.
    Outlet(String),
    /// The page about the digest.
    About,
}

/// The text above an index, in one language.
#[derive(Debug, Clone)]
pub struct Introduction {
    /// Relative to the root.
    pub path: String,
    /// What it stands above.
    pub subject: Subject,
    /// `None`: the site's default language.
    pub lang: Option<String>,
    /// The table of facts, in the order of the file.
    pub facts: Vec<Fact>,
    /// Markdown.
    pub body: String,
    /// The 1-based line of the file on which the body begins.
    pub body_line: usize,
}

/// One line of the table of facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What the fact is of: `Embassies`.
    pub label: String,
    /// The fact: `Baku, Islamabad`.
    pub value: String,
    /// The address of the page that says so.
    pub source: Option<String>,
}

/// The folders whose Markdown files are introductions.
const FOLDERS: [&str; 4] = ["countries", "relations", "topics", "outlets"];

/// Whether the file at a path is an introduction and no article.
pub fn is_introduction(path: &str) -> bool {
    let Some(below) = path.strip_prefix("content/") else { return false };
    match below.split_once('/') {
        Some((folder, _)) => FOLDERS.contains(&folder),
        None => below == "about.md" || (below.starts_with("about.") && below.ends_with(".md")),
    }
}

/// Reads `content/countries/az.md`, `content/relations/az-pk.tr.md`, `content/topics/defence.md`,
/// `content/outlets/azernews.md` or `content/about.md`. Front matter is optional and knows one key, `facts`.
pub fn parse(path: &str, bytes: &[u8], countries: &Countries) -> (Option<Introduction>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let (subject, lang) = match subject(path, countries) {
        Ok(subject) => subject,
        Err(fault) => return (None, vec![fault]),
    };
    let text = match plain(path, bytes) {
        Ok(text) => text,
        Err(fault) => return (None, vec![fault]),
    };
    let parts = match split(path, text) {
        Ok(parts) => parts,
        Err(fault) => return (None, vec![fault]),
    };
    let mut facts = Vec::new();
    if let Some(parts) = parts {
        match yaml::parse(parts.yaml, path, text, 2) {
            Ok(entries) => {
                let faults = Faults::default();
                facts = read_facts(Reader::new(&entries, Vec::new(), "the front matter", &faults));
                diagnostics.extend(faults.into_inner().into_iter().map(|fault| {
                    let (line, column) = yaml::locate(parts.yaml, &fault.path, fault.on);
                    let place = Place::in_text(path, text, line + 1, column);
                    fault.diagnostic(place)
                }));
            }
            Err(fault) => diagnostics.push(fault),
        }
    }
    if any_error(&diagnostics) {
        return (None, diagnostics);
    }
    let (body, body_line) = parts.map_or((text.strip_prefix('\u{feff}').unwrap_or(text), 1), |p| (p.body, p.body_line));
    diagnostics.extend(hidden(path, text, body));
    let introduction = Introduction { path: path.to_owned(), subject, lang, facts, body: body.to_owned(), body_line };
    (Some(introduction), diagnostics)
}

fn subject(path: &str, countries: &Countries) -> Result<(Subject, Option<String>), Diagnostic> {
    let refused = |code: &'static str, message: String, help: &str| {
        Diagnostic::error(code, message).at(Place::file(path)).help(help)
    };
    let below = path.strip_prefix("content/").unwrap_or(path);
    let (folder, name) = below.split_once('/').unwrap_or(("", below));
    let name = name.strip_suffix(".md").unwrap_or(name);
    let (stem, lang) = match name.split_once('.') {
        Some((stem, lang)) if lang.parse::<icu_locale::LanguageIdentifier>().is_ok() => (stem, Some(lang.to_owned())),
        Some((_, lang)) => {
            let message = format!("`{lang}` is not a language tag");
            return Err(refused("unknown-language", message, "name the file like `az.md` or `az.tr.md`"));
        }
        None => (name, None),
    };
    let known = |code: Code| countries.knows(code);
    let subject = match folder {
        "countries" => match stem.to_uppercase().parse::<Code>() {
            Ok(code) if known(code) => Subject::Country(code),
            _ => {
                let message = format!("`{stem}` is not the code of a country or entity");
                return Err(refused("unknown-country", message, "name the file after a code in lower case: `az.md`"));
            }
        },
        "relations" => match stem.to_uppercase().parse::<Relation>() {
            Ok(relation) if relation.codes().into_iter().all(known) => Subject::Relation(relation),
            _ => {
                let message = format!("`{stem}` is not a pair of codes");
                return Err(refused("unknown-country", message, "name the file after two codes: `az-pk.md`"));
            }
        },
        "topics" => Subject::Topic(stem.to_owned()),
        "outlets" => Subject::Outlet(stem.to_owned()),
        _ => Subject::About,
    };
    Ok((subject, lang))
}

fn read_facts(root: Reader<'_>) -> Vec<Fact> {
    let facts = root
        .tables("facts")
        .into_iter()
        .filter_map(|table| {
            let (label, value) = (table.text("label"), table.text("value"));
            if label.is_none() {
                table.missing("label", "write what the fact is of: `label: Embassies`");
            }
            if value.is_none() {
                table.missing("value", "write the fact: `value: Baku, Islamabad`");
            }
            let source = table.web_address("source");
            table.finish();
            Some(Fact { label: label?.value, value: value?.value, source })
        })
        .collect();
    root.finish();
    facts
}
