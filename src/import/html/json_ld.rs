//! What a page says of its article in JSON-LD (schema.org). Pages have several blocks, graphs, lists of other articles,
//! and blocks that are broken: each is read by itself.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::bound;
use super::dom::{Dom, ROOT};

/// An article's properties, as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Article {
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) outlet: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) language: Option<String>,
    pub(super) address: Option<String>,
    /// the whole text, where the page has it
    pub(super) body: Option<String>,
    pub(super) access: Access,
}

/// Whether the article is said to be for subscribers only.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Access {
    #[default]
    Unsaid,
    ForSubscribers,
}

/// Objects that are looked at; a page has a few dozen.
const MOST_OBJECTS: usize = 5_000;

/// Reads all blocks. Of several articles that one is taken whose address is `address` or whose headline is one of
/// `titles`; else the first.
pub(super) fn read(dom: &Dom, address: Option<&str>, titles: &[&str]) -> Article {
    let blocks: Vec<Value> = dom
        .inside(ROOT)
        .filter(|id| dom.name(*id) == "script")
        .filter(|id| {
            let kind = dom.attribute(*id, "type").unwrap_or_default().to_ascii_lowercase();
            kind.trim().starts_with("application/ld+json")
        })
        .filter_map(|id| parse(&dom.children(id).filter_map(|text| dom.text(text)).collect::<String>()))
        .collect();
    let mut objects = Vec::new();
    for block in &blocks {
        gather(block, &mut objects);
    }
    let by_id: BTreeMap<&str, &Map<String, Value>> = objects
        .iter()
        .filter(|object| object.len() > 1)
        .filter_map(|object| Some((object.get("@id")?.as_str()?, *object)))
        .collect();
    let graph = Graph { by_id };
    let articles: Vec<&Map<String, Value>> =
        objects.iter().copied().filter(|object| is_a(object, is_article)).collect();
    let chosen = articles
        .iter()
        .find(|article| address.is_some_and(|address| graph.addresses(article).any(|own| same_page(own, address))))
        .or_else(|| {
            articles
                .iter()
                .find(|article| graph.headline(article).is_some_and(|own| titles.iter().any(|title| *title == own)))
        })
        .or(articles.first());
    let mut article = chosen.map(|article| graph.article(article)).unwrap_or_default();
    let pages = objects.iter().copied().filter(|object| is_a(object, |kind| kind.ends_with("WebPage")));
    for page in pages {
        article.published = article.published.or_else(|| graph.text(page, &["datePublished"]));
        article.outlet = article.outlet.or_else(|| graph.name(page.get("publisher")));
        article.language = article.language.or_else(|| graph.language(page));
    }
    if article.outlet.is_none() {
        article.outlet = objects
            .iter()
            .filter(|object| is_a(object, |kind| matches!(kind, "NewsMediaOrganization" | "WebSite" | "Organization")))
            .find_map(|object| graph.text(object, &["name"]));
    }
    article
}

/// Objects by their identifiers: a property may name one instead of having it.
struct Graph<'a> {
    by_id: BTreeMap<&'a str, &'a Map<String, Value>>,
}

impl<'a> Graph<'a> {
    fn article(&self, object: &'a Map<String, Value>) -> Article {
        let mut authors = Vec::new();
        for property in ["author", "creator"] {
            if authors.is_empty() {
                self.people(object.get(property), &mut authors);
            }
        }
        let locked = matches!(object.get("isAccessibleForFree"), Some(Value::Bool(false)))
            || object
                .get("isAccessibleForFree")
                .and_then(Value::as_str)
                .is_some_and(|s| s.eq_ignore_ascii_case("false"));
        Article {
            headline: self.headline(object),
            published: self.text(object, &["datePublished", "dateCreated", "uploadDate"]),
            outlet: self.name(object.get("publisher")).or_else(|| self.name(object.get("sourceOrganization"))),
            authors,
            language: self.language(object),
            address: self.addresses(object).find(|address| address.starts_with("http")).map(str::to_owned),
            body: object.get("articleBody").and_then(Value::as_str).map(str::to_owned),
            access: if locked { Access::ForSubscribers } else { Access::Unsaid },
        }
    }

    fn headline(&self, object: &Map<String, Value>) -> Option<String> {
        self.text(object, &["headline", "name", "alternativeHeadline"])
    }

    /// The first of the properties that is text, without markup and entities.
    fn text(&self, object: &Map<String, Value>, properties: &[&str]) -> Option<String> {
        properties.iter().find_map(|property| {
            let value = object.get(*property)?;
            let value = value.as_array().and_then(|list| list.first()).unwrap_or(value);
            plain(value.as_str().or_else(|| value.get("@value")?.as_str())?)
        })
    }

    fn language(&self, object: &Map<String, Value>) -> Option<String> {
        let value = object.get("inLanguage")?;
        let value = value.as_array().and_then(|list| list.first()).unwrap_or(value);
        plain(value.as_str().or_else(|| value.get("alternateName")?.as_str())?)
    }

    fn addresses(&self, object: &'a Map<String, Value>) -> impl Iterator<Item = &'a str> {
        ["url", "mainEntityOfPage", "@id"].into_iter().filter_map(|property| {
            let value = object.get(property)?;
            value.as_str().or_else(|| value.get("@id")?.as_str()).or_else(|| value.get("url")?.as_str())
        })
    }

    /// Name of an organisation or a person.
    fn name(&self, value: Option<&Value>) -> Option<String> {
        match value? {
            Value::String(name) => plain(name).filter(|name| !name.starts_with("http")),
            Value::Array(list) => list.iter().find_map(|value| self.name(Some(value))),
            Value::Object(object) => self.text(self.whole(object), &["name"]),
            _ => None,
        }
    }

    /// Names of people; organisations that sign are none.
    fn people(&self, value: Option<&Value>, names: &mut Vec<String>) {
        match value {
            Some(Value::Array(list)) => list.iter().for_each(|value| self.people(Some(value), names)),
            Some(Value::Object(object)) => {
                let object = self.whole(object);
                if is_a(object, |kind| kind.ends_with("Organization")) {
                    return;
                }
                // Some have all names in one list.
                match object.get("name") {
                    Some(Value::Array(list)) => names.extend(list.iter().filter_map(|name| plain(name.as_str()?))),
                    _ => names.extend(self.text(object, &["name"])),
                }
            }
            Some(value) => names.extend(self.name(Some(value))),
            None => {}
        }
    }

    fn whole<'b>(&self, object: &'b Map<String, Value>) -> &'b Map<String, Value>
    where
        'a: 'b,
    {
        let named = object.get("@id").and_then(Value::as_str).and_then(|id| self.by_id.get(id));
        match named {
            Some(whole) if !object.contains_key("name") => whole,
            _ => object,
        }
    }
}

/// All objects, outer ones first. Recursive: serde_json reads no deeper than 128 levels.
fn gather<'a>(value: &'a Value, objects: &mut Vec<&'a Map<String, Value>>) {
    if objects.len() >= MOST_OBJECTS {
        return;
    }
    match value {
        Value::Array(list) => list.iter().for_each(|value| gather(value, objects)),
        Value::Object(object) => {
            objects.push(object);
            for value in object.values() {
                if value.is_array() || value.is_object() {
                    gather(value, objects);
                }
            }
        }
        _ => {}
    }
}

fn is_a(object: &Map<String, Value>, wanted: impl Fn(&str) -> bool) -> bool {
    let kind = |value: &Value| {
        value.as_str().is_some_and(|kind| {
            wanted(
                kind.trim_start_matches("http://schema.org/")
                    .trim_start_matches("https://schema.org/")
                    .trim_start_matches("schema:"),
            )
        })
    };
    match object.get("@type") {
        Some(Value::Array(list)) => list.iter().any(kind),
        Some(value) => kind(value),
        None => false,
    }
}

fn is_article(kind: &str) -> bool {
    kind.ends_with("Article")
        || kind.ends_with("BlogPosting")
        || matches!(kind, "Report" | "SocialMediaPosting" | "NewsStory")
}

fn same_page(one: &str, other: &str) -> bool {
    let bare = |address: &str| {
        let address = address.split(['#', '?']).next().unwrap_or_default();
        let address = address.trim_start_matches("https:").trim_start_matches("http:").trim_end_matches('/');
        address.to_owned()
    };
    bare(one) == bare(other)
}

/// Text without markup and entities; nothing where nothing is left.
fn plain(text: &str) -> Option<String> {
    let plain = if text.contains(['<', '&']) {
        bound::parse(text).words(ROOT, text.len())
    } else {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    (!plain.is_empty()).then_some(plain)
}

/// Reads one block; where it is broken, once more with the usual faults mended.
fn parse(text: &str) -> Option<Value> {
    let text = text.trim();
    let text = text.trim_start_matches("<!--").trim_end_matches("-->");
    let text = text.trim().trim_start_matches("//").trim_start_matches("<![CDATA[").trim_end_matches("]]>");
    let text = text.trim().trim_end_matches("//").trim_end_matches([';', ' ', '\n']);
    serde_json::from_str(text).ok().or_else(|| serde_json::from_str(&mended(text)).ok())
}

/// Line breaks within strings as spaces, escapes that JSON has not as they are, commas before a closing bracket left out.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                inside = !inside;
                out.push(c);
            }
            '\\' if inside => match chars.next() {
                Some(next @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => out.extend([c, next]),
                Some(next) => out.push(next),
                None => {}
            },
            c if inside && c.is_control() => out.push(' '),
            '}' | ']' if !inside => {
                let kept = out.trim_end();
                if kept.ends_with(',') {
                    out.truncate(kept.len() - 1);
                }
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}
