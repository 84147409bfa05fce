//! Feeds: RSS 0.9 to 2.0 (with `content:encoded` and Dublin Core), Atom (RFC 4287), JSON Feed 1.1.
//!
//! Two crates read the XML kinds because both keep a date's own zone: an article of 27 September 01:30 +0600 is of that
//! day, though it is still the 26th in Greenwich. `feed-rs`, which reads all three, turns dates into UTC.

use std::borrow::Cow;
use std::collections::BTreeMap;

use pulldown_cmark::{Event as Markdown, Parser};
use quick_xml::Reader;
use quick_xml::events::Event;
use serde::Deserialize;

use super::super::html;
use super::super::record::Basis;
use super::super::report::damaged;
use super::super::text;
use super::limit::{List, MOST_ITEMS, too_many};
use super::{Entry, Fault, Format, Options, Record, declared, decoded, entries, inline, people};

/// Every entry of a feed.
pub(super) fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Vec<Entry>, Fault> {
    let (text, warnings) = decoded(name, bytes, declared(bytes, "encoding").as_deref())?;
    let text = undeclared(&text);
    let way = "open its address in a browser and save it again";
    let bad = |what: String| damaged(name, Format::Feed, None, &what, way);
    let records = if text.trim_start().starts_with('{') {
        let feed: JsonFeed = serde_json::from_str(text)
            .map_err(|error| damaged(name, Format::Feed, u32::try_from(error.line()).ok(), &error.to_string(), way))?;
        json(feed.items.within(name, Format::Feed)?, feed.title.as_deref(), feed.language.as_deref())
    } else {
        let text = of_xml(text);
        match bounds(&text) {
            Bounds::TooDeep => return Err(bad("its elements are nested too deep".to_owned())),
            Bounds::TooMany => return Err(too_many(name, Format::Feed)),
            Bounds::Within if is_atom(&text) => atom(&text).map_err(bad)?,
            Bounds::Within => rss(&text).map_err(bad)?,
        }
    };
    if records.is_empty() {
        return Err(bad("it has no entries".to_owned()));
    }
    Ok(entries(name, records, &warnings, options))
}

/// The text without its XML declaration, which tells of an encoding that is undone by now.
fn undeclared(text: &str) -> &str {
    let text = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    match text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, rest)) => rest.trim_start(),
        None => text,
    }
}

/// The text with nothing behind `&` that XML does not know: entities of HTML become their letters, and a `&` that begins
/// none stands for itself. Feeds are often put together by programs that take them for HTML.
fn of_xml(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut known = BTreeMap::new();
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<']) {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        // All that stands in CDATA stands for itself.
        let end = if found.starts_with("<![CDATA[") { found.find("]]>").unwrap_or(found.len()) } else { 1 };
        let (mark, after) = found.split_at(end);
        rest = after;
        if mark != "&" {
            out.push_str(mark);
            continue;
        }
        match reference(after) {
            Some(name) if name.starts_with('#') || ["amp", "lt", "gt", "quot", "apos"].contains(&name) => out.push('&'),
            Some(name) => match known.entry(name).or_insert_with(|| letters_of(name)) {
                Some(letters) => {
                    out.push_str(letters);
                    rest = after.get(name.len() + 1..).unwrap_or_default();
                }
                None => out.push_str("&amp;"),
            },
            None => out.push_str("&amp;"),
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The name in front of a semicolon with which a text begins.
fn reference(text: &str) -> Option<&str> {
    const LONGEST: usize = 32;
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = text.get(..end).filter(|name| !name.is_empty())?;
    let digits = |digits: &str, radix| {
        u32::from_str_radix(digits, radix).ok().and_then(char::from_u32).is_some_and(|c| c > '\u{8}')
    };
    let is_one = match name.strip_prefix('#') {
        Some(number) => number.strip_prefix('x').map_or_else(|| digits(number, 10), |number| digits(number, 16)),
        None => name.bytes().all(|byte| byte.is_ascii_alphanumeric()),
    };
    is_one.then_some(name)
}

/// The letters of an entity of HTML, safe between tags.
fn letters_of(name: &str) -> Option<String> {
    let safe = |c: char| if matches!(c, '&' | '<' | '>') { format!("&#{};", u32::from(c)) } else { c.to_string() };
    Some(entity(name)?.chars().map(safe).collect())
}

/// The letters of an entity of HTML. Markdown has the same entities.
pub(super) fn entity(name: &str) -> Option<String> {
    let written = format!("&{name};");
    let text: String = Parser::new(&written)
        .filter_map(|event| match event {
            Markdown::Text(text) => Some(text.into_string()),
            _ => None,
        })
        .collect();
    (text != written && !text.is_empty()).then_some(text)
}

/// Whether a feed stays within what its parsers can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bounds {
    Within,
    /// The parsers take a call for each open element.
    TooDeep,
    TooMany,
}

fn bounds(text: &str) -> Bounds {
    const DEEPEST: usize = 200;
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let (mut depth, mut items) = (0_usize, 0_usize);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                depth += 1;
                items += usize::from(matches!(element.local_name().as_ref(), b"item" | b"entry"));
            }
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) | Err(_) => return Bounds::Within,
            Ok(_) => {}
        }
        if depth > DEEPEST {
            return Bounds::TooDeep;
        }
        if items > MOST_ITEMS {
            return Bounds::TooMany;
        }
    }
}

fn is_atom(text: &str) -> bool {
    let head: String = text.chars().take(4000).collect();
    let at = |mark: &str| head.find(mark);
    match (at("<feed"), at("<rss").or_else(|| at("<rdf:RDF")).or_else(|| at("<channel"))) {
        (Some(atom), Some(rss)) => atom < rss,
        (atom, _) => atom.is_some(),
    }
}

fn rss(text: &str) -> Result<Vec<Record>, String> {
    let channel = rss::Channel::read_from(text.as_bytes()).map_err(|error| error.to_string())?;
    let (outlet, language) = (channel.title.clone(), channel.language.clone());
    let record = |item: rss::Item| {
        let core = item.dublin_core_ext.unwrap_or_default();
        let authors =
            if core.creators.is_empty() { item.author.into_iter().map(author).collect() } else { core.creators };
        let permalink =
            item.guid.filter(|guid| guid.permalink && guid.value.starts_with("http")).map(|guid| guid.value);
        Record {
            title: inline(&item.title.unwrap_or_default()),
            date: item.pub_date.or_else(|| core.dates.into_iter().next()),
            outlet: item.source.and_then(|source| source.title).or_else(|| Some(outlet.clone())),
            authors: writers(authors, Some(&outlet), item.link.as_deref()),
            address: item.link.or(permalink),
            language: core.languages.into_iter().next().or_else(|| language.clone()),
            ..with_text(item.content, item.description)
        }
    };
    Ok(channel.items.into_iter().map(record).collect())
}

/// RSS names an author by the mail address: "mail@x.example (Name)".
fn author(written: String) -> String {
    match written.split_once('(') {
        Some((address, name)) if address.contains('@') => name.trim_end_matches([')', ' ']).to_owned(),
        _ if written.contains('@') && !written.contains(' ') => String::new(),
        _ => written,
    }
}

/// The authors of an entry, by the rule of web pages: no desk, no role (`admin`), no address, not the outlet itself. An agency
/// stays, for it may be the outlet.
fn writers(names: impl IntoIterator<Item = String>, outlet: Option<&str>, address: Option<&str>) -> Vec<String> {
    let (mut agencies, names): (Vec<String>, Vec<String>) =
        people(names).into_iter().partition(|name| text::is_agency(name));
    agencies.extend(html::authors(names, outlet, address));
    agencies
}

fn atom(text: &str) -> Result<Vec<Record>, String> {
    let feed = atom_syndication::Feed::read_from(text.as_bytes()).map_err(|error| error.to_string())?;
    let (outlet, language, feed_authors) = (feed.title.value.clone(), feed.lang.clone(), feed.authors.clone());
    let record = |entry: atom_syndication::Entry| {
        let authors = if entry.authors.is_empty() { feed_authors.clone() } else { entry.authors };
        let links = || entry.links.iter().filter(|link| link.rel == "alternate");
        let link = links().next().or_else(|| entry.links.first()).map(|link| link.href.clone());
        let own_language = entry.content.as_ref().and_then(|content| content.lang.clone());
        Record {
            title: inline(&entry.title.value),
            date: Some(entry.published.unwrap_or(entry.updated).to_rfc3339()),
            outlet: entry.source.map(|source| source.title.value).or_else(|| Some(outlet.clone())),
            authors: writers(authors.into_iter().map(|author| author.name), Some(&outlet), link.as_deref()),
            address: link,
            language: own_language.or_else(|| language.clone()),
            ..with_text(entry.content.and_then(|content| content.value), entry.summary.map(|summary| summary.value))
        }
    };
    Ok(feed.entries.into_iter().map(record).collect())
}

/// JSON Feed 1.1, <https://www.jsonfeed.org/version/1.1/>; what else a feed has is passed over.
#[derive(Deserialize)]
struct JsonFeed {
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    language: Option<String>,
    items: List<JsonItem>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct JsonItem {
    url: Option<String>,
    external_url: Option<String>,
    title: Option<String>,
    content_html: Option<String>,
    content_text: Option<String>,
    summary: Option<String>,
    date_published: Option<String>,
    language: Option<String>,
    author: Option<JsonAuthor>,
    authors: Vec<JsonAuthor>,
}

#[derive(Deserialize)]
struct JsonAuthor {
    #[serde(default)]
    name: Option<String>,
}

fn json(items: Vec<JsonItem>, outlet: Option<&str>, language: Option<&str>) -> Vec<Record> {
    let record = |item: JsonItem| {
        let authors = item.authors.into_iter().chain(item.author);
        let plain = item.content_text.map(|text| text.split("\n\n").map(str::to_owned).collect::<Vec<_>>());
        let body = match (item.content_html, plain) {
            (None, Some(paragraphs)) => Record { paragraphs, ..Record::default() },
            (html, _) => with_text(html, item.summary),
        };
        Record {
            title: item.title.unwrap_or_default(),
            date: item.date_published,
            outlet: outlet.map(str::to_owned),
            authors: writers(authors.filter_map(|author| author.name), outlet, item.url.as_deref()),
            address: item.external_url.or(item.url),
            language: item.language.or_else(|| language.map(str::to_owned)),
            ..body
        }
    };
    items.into_iter().map(record).collect()
}

/// The text of an entry: its content, else its description. A description of more than a paragraph is the article; a
/// shorter one beside a link may be a teaser, which nothing tells: it is a doubt.
fn with_text(content: Option<String>, description: Option<String>) -> Record {
    let full = |html: &String| !html.trim().is_empty();
    let content = content.filter(full);
    let basis = if content.is_some() { Basis::Article } else { Basis::Description };
    let html = content.or(description.filter(full)).unwrap_or_default();
    let fragment = html::fragment(&html);
    // "Read more", "[…]": what stands there is not all of it.
    let basis = if fragment.extent == html::Extent::Cut { Basis::Description } else { basis };
    Record {
        paragraphs: fragment.text,
        markdown: Some(fragment.markdown),
        removed: fragment.removed,
        basis,
        ..Record::default()
    }
}
