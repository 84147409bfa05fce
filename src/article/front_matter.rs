//! Front matter: from a file's bytes to an [`Article`] and every fault it has.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::markdown::{hidden, local_links, percent_decoded};
use super::{Article, Body, Event, Original, Source};
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use crate::config::{Config, Rights};
use crate::country::{Code, Countries, Gazetteer};
use crate::diagnostic::{Diagnostic, Place, any_error, nearest};
use crate::tree::{Faults, Located, Reader, is_forbidden_control, yaml};

/// What front matter may name.
#[derive(Debug)]
pub struct Vocabulary<'a> {
    /// The codes that may stand as parties and mentions.
    pub countries: &'a Countries,
    topics: BTreeMap<&'a str, usize>,
    language: &'a str,
    config: &'a Config,
}

impl<'a> Vocabulary<'a> {
    /// The vocabulary of a site.
    pub fn new(config: &'a Config, countries: &'a Countries) -> Self {
        let topics = config.topics.iter().enumerate().map(|(at, topic)| (topic.slug.as_str(), at)).collect();
        Vocabulary { countries, topics, language: config.default_language(), config }
    }
}

/// A file in its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split<'a> {
    /// The YAML between the fences; empty where there is none.
    pub yaml: &'a str,
    pub body: &'a str,
    /// The 1-based line on which the body begins.
    pub body_line: usize,
}

/// Parts a file into front matter and body. The front matter stands between two lines `---`, the first of which
/// is the file's first line; a byte-order mark before it is passed over.
///
/// `Ok(None)`: the file has no front matter. The error is the diagnostic of front matter that is not closed.
pub fn split<'a>(path: &str, text: &'a str) -> Result<Option<Split<'a>>, Diagnostic> {
    let trimmed = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut offset = text.len() - trimmed.len();
    let mut lines = trimmed.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| is_fence(line)) else { return Ok(None) };
    offset += first.len();
    let start = offset;
    for (number, line) in lines.enumerate() {
        if is_fence(line) {
            let (yaml, body) = (&text[start..offset], &text[offset + line.len()..]);
            return Ok(Some(Split { yaml, body, body_line: number + 3 }));
        }
        offset += line.len();
    }
    Err(Diagnostic::error("unclosed-front-matter", "the front matter is not closed")
        .at(Place::in_text(path, text, 1, 1))
        .help("write a line `---` between the front matter and the text"))
}

/// Reads an article.
///
/// Returns the article where its required fields could be read, and every fault and warning of the file. An
/// article is of use only if none of them is an error.
pub fn parse(path: &str, bytes: &Arc<[u8]>, vocabulary: &Vocabulary<'_>) -> (Option<Article>, Vec<Diagnostic>) {
    let text = match plain(path, bytes) {
        Ok(text) => text,
        Err(fault) => return (None, vec![fault]),
    };
    let parts = match split(path, text) {
        Ok(Some(parts)) => parts,
        Ok(None) => {
            let fault = Diagnostic::error("missing-front-matter", "the article has no front matter")
                .at(Place::in_text(path, text, 1, 1))
                .help("begin the file with a line `---`, keys such as `title:` and `date:`, and a line `---`");
            return (None, vec![fault]);
        }
        Err(fault) => return (None, vec![fault]),
    };
    let entries = match yaml::parse(parts.yaml, path, text, 2) {
        Ok(entries) => entries,
        Err(fault) => return (None, vec![fault]),
    };
    let faults = Faults::default();
    let article = read(Reader::new(&entries, Vec::new(), "the front matter", &faults), path, vocabulary);
    let mut diagnostics: Vec<Diagnostic> = faults
        .into_inner()
        .into_iter()
        .map(|fault| {
            let (line, column) = yaml::locate(parts.yaml, &fault.path, fault.on);
            // A fault of the table as a whole is shown at the fence that opens it.
            let line = if fault.path.is_empty() { 1 } else { line + 1 };
            let place = Place::in_text(path, text, line, column);
            fault.diagnostic(place)
        })
        .collect();
    diagnostics.extend(hidden(path, text, parts.body));
    let article = article.filter(|_| !any_error(&diagnostics)).map(|article| Article {
        body: Body::new(Arc::clone(bytes), text.len() - parts.body.len()),
        body_line: parts.body_line,
        hash: xxh3_128(bytes),
        front_hash: front_hash(path, parts.yaml),
        links: local_links(path, parts.body),
        ..article
    });
    (article, diagnostics)
}

/// A file's text, or the diagnostic that it is not UTF-8, at the first byte that is not.
pub(crate) fn utf8<'a>(path: &str, bytes: &'a [u8]) -> Result<&'a str, Diagnostic> {
    std::str::from_utf8(bytes).map_err(|error| {
        let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let shown = String::from_utf8_lossy(bytes);
        Diagnostic::error("not-utf-8", "the file is not UTF-8")
            .at(Place { width: 1, ..Place::in_text(path, &shown, line, column) })
            .help("save it in the encoding UTF-8")
    })
}

/// A file's text without control characters, which no page could show; or the diagnostic of the first one.
pub(super) fn plain<'a>(path: &str, bytes: &'a [u8]) -> Result<&'a str, Diagnostic> {
    let text = utf8(path, bytes)?;
    match text.find(is_forbidden_control) {
        None => Ok(text),
        Some(at) => Err(Diagnostic::error("control-character", "the file has a control character")
            .at(Place::at_byte(path, text, at, 1))
            .help("delete it; it may not be seen in an editor")),
    }
}

fn front_hash(path: &str, yaml: &str) -> u128 {
    let mut hash = Xxh3::new();
    // The path ends where no path can go on.
    for part in [path, "\0", yaml] {
        hash.update(part.as_bytes());
    }
    hash.digest128()
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}

fn read(root: Reader<'_>, path: &str, vocabulary: &Vocabulary<'_>) -> Option<Article> {
    let title = root.text("title").map(|title| title.value);
    let title_original = root.text("title_original").map(|title| title.value);
    let date = root.date("date");
    let event = root.table("event").map(|table| {
        let event = Event { date: table.date("date"), place: table.text("place").map(|place| place.value) };
        table.finish();
        event
    });
    let countries = countries(&root, root.texts("countries"), vocabulary);
    let mentions = self::countries(&root, root.texts("mentions"), vocabulary);
    let topics = topics(&root, root.texts("topics"), vocabulary);
    let source = root.table("source").map(source).unwrap_or_default();
    let lang = root.text("lang");
    if let Some(lang) = &lang
        && lang.value.parse::<icu_locale::LanguageIdentifier>().is_err()
    {
        let message = format!("`{}` is not a language tag", lang.value);
        root.refuse(&lang.path, "unknown-language", message, "write a BCP 47 tag such as `en`, `tr` or `ur`");
    }
    let story = root.text("story").inspect(|story| slug_shaped(&root, story)).map(|story| story.value);
    let aliases = root.texts("aliases");
    for alias in &aliases {
        if !is_address(&alias.value) {
            let message = format!("`{}` is not an address of this site", alias.value);
            let help = match percent_decoded(&alias.value) {
                plain if plain != alias.value && is_address(&plain) => format!("write it without escapes: `{plain}`"),
                _ => "write the earlier address from its first `/`: `/old/address/`".to_owned(),
            };
            root.refuse(&alias.path, "bad-alias", message, help);
        }
    }
    if title.is_none() {
        root.missing("title", "add a line `title: …`");
    }
    if date.is_none() {
        root.missing("date", "add a line `date: 2021-12-02`, the day on which it was published");
    }
    let draft = root.flag("draft").unwrap_or(false);
    // What the importer could not tag waits as a draft and stops no build.
    if countries.is_empty() && !draft {
        root.missing("countries", "add a line `countries: [AZ, PK]` with the codes of the parties");
    }
    let article = Article {
        path: path.to_owned(),
        slug: slug_of(path),
        title: title.unwrap_or_default(),
        title_original,
        date: date.unwrap_or_default(),
        event,
        countries,
        mentions,
        topics,
        source,
        lang: lang.map_or_else(|| vocabulary.language.to_owned(), |lang| lang.value),
        summary: root.text("summary").map(|summary| summary.value),
        rights: root.choice("rights", &Rights::WORDS),
        story,
        draft,
        aliases: aliases.into_iter().map(|alias| alias.value).collect(),
        review: root.texts("review").into_iter().map(|doubt| doubt.value).collect(),
        body: Body::new(Arc::default(), 0),
        body_line: 0,
        hash: 0,
        front_hash: 0,
        links: Vec::new(),
    };
    root.finish();
    Some(article)
}

fn source(table: Reader<'_>) -> Source {
    let source = Source {
        outlet: table.text("outlet").map(|outlet| outlet.value),
        url: table.web_address("url"),
        author: table.texts("author").into_iter().map(|author| author.value).collect(),
        archived: table.web_address("archived"),
        accessed: table.date("accessed"),
        original: original(&table),
    };
    table.finish();
    source
}

fn original(table: &Reader<'_>) -> Option<Original> {
    let (file, sha256) = (table.text("original"), table.text("sha256"));
    if let Some(hash) = &sha256
        && !(hash.value.len() == 64 && hash.value.bytes().all(|byte| byte.is_ascii_hexdigit()))
    {
        table.refuse(
            &hash.path,
            "wrong-type",
            "this is no SHA-256".to_owned(),
            "write the 64 digits that `sha256sum` prints, in quotes",
        );
    }
    Some(Original { file: file?.value, sha256: sha256?.value })
}

fn countries(root: &Reader<'_>, codes: Vec<Located<String>>, vocabulary: &Vocabulary<'_>) -> Vec<Code> {
    let mut known = Vec::new();
    for text in codes {
        match text.value.parse::<Code>() {
            Ok(code) if vocabulary.countries.knows(code) => {
                if !known.contains(&code) {
                    known.push(code);
                }
            }
            _ => {
                let message = format!("`{}` is not the code of a country or entity", text.value);
                let upper = text.value.to_uppercase().parse::<Code>().ok();
                let meant = upper
                    .filter(|code| vocabulary.countries.knows(*code))
                    .or_else(|| vocabulary.countries.find(&text.value))
                    .or_else(|| Gazetteer::builtin().find(&text.value));
                let help = match meant {
                    Some(code) => format!("did you mean `{code}`?"),
                    None => {
                        "write two letters of ISO 3166-1 (`AZ`), or declare `[entities.CODE]` in site.toml".to_owned()
                    }
                };
                root.refuse(&text.path, "unknown-country", message, help);
            }
        }
    }
    known
}

fn topics(root: &Reader<'_>, slugs: Vec<Located<String>>, vocabulary: &Vocabulary<'_>) -> Vec<usize> {
    let mut known = Vec::new();
    for text in slugs {
        match vocabulary.topics.get(text.value.as_str()) {
            Some(at) if !known.contains(at) => known.push(*at),
            Some(_) => {}
            None => {
                let named = |topic: &&crate::config::Topic| {
                    topic.names.values().any(|name| name.to_lowercase() == text.value.to_lowercase())
                };
                let near = vocabulary.config.topics.iter().find(named).map(|topic| topic.slug.as_str());
                let near = near.or_else(|| nearest(&text.value, vocabulary.topics.keys().copied()));
                let help = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => {
                        let slugs: Vec<&str> = vocabulary.topics.keys().copied().collect();
                        format!("topics of this site are: {}", slugs.join(", "))
                    }
                };
                root.refuse(&text.path, "unknown-topic", format!("`{}` is not a topic", text.value), help);
            }
        }
    }
    known
}

fn slug_shaped(root: &Reader<'_>, text: &Located<String>) {
    let slug = crate::slugs::slugify(&text.value);
    if slug != text.value {
        let message = format!("`{}` is not a slug", text.value);
        root.refuse(&text.path, "bad-slug", message, format!("write lower-case letters, digits and hyphens: `{slug}`"));
    }
}

/// Whether a text can be the address of a file that is published: from the first `/`, no part of it empty, hidden or
/// leading elsewhere, and no sign that a server would read as something else.
fn is_address(text: &str) -> bool {
    let Some(parts) = text.strip_prefix('/') else { return false };
    let parts = parts.strip_suffix('/').unwrap_or(parts);
    let is_plain = !text.contains(['?', '#', '\\', '%']) && !text.contains(char::is_control);
    is_plain && (parts.is_empty() || parts.split('/').all(|part| !part.is_empty() && !part.starts_with('.')))
}

/// The last part of the address: from the file's name, or the folder's where the file is `index.md`.
fn slug_of(path: &str) -> String {
    let stem = path.strip_suffix(".md").unwrap_or(path);
    let stem = stem.strip_suffix("/index").unwrap_or(stem);
    crate::slugs::slugify(stem.rsplit('/').next().unwrap_or(stem))
}
