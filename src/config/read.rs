//! From the keys of `site.toml` to the configuration.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::{
    BaseUrl, Config, Contact, EDITOR, FeedScope, Feeds, Language, Licence, Markdown, Outlet, Presence, Punctuation,
    RawHtml, Rights, Topic,
};
use crate::country::{Code, Override};
use crate::diagnostic::{Place, nearest};
use crate::digest::outlet_slug;
use crate::tree::{Faults, Located, On, Path, Reader};

pub(super) fn read(root: Reader<'_>, faults: &Faults, place: &dyn Fn(&Path) -> Place) -> Option<Config> {
    let title = root.text("title").map(|title| title.value);
    if title.is_none() {
        root.missing("title", "write the digest's name: `title = \"Caucasus Digest\"`");
    }
    let description = root.text("description").map_or(String::new(), |text| text.value);
    let base_url = base_url(&root);
    let languages = languages(&root, title.as_deref().unwrap_or_default(), &description, faults);
    let tags: Vec<String> = languages.iter().map(|language| language.tag.clone()).collect();
    let topics = topics(&root, &tags);
    let countries = countries(&root, &tags);
    let config = Config {
        base_url: base_url.unwrap_or(BaseUrl { origin: String::new(), path: String::new() }),
        languages,
        time_zone: time_zone(&root),
        page_size: root.number("page_size", 1, 1000).unwrap_or(50),
        rights: root.choice("rights", &Rights::WORDS).unwrap_or(Rights::Excerpt),
        excerpt_words: root.number("excerpt_words", 0, 1000).unwrap_or(60),
        markdown: markdown(&root),
        feeds: feeds(&root),
        gazetteer: super::words::gazetteer(&root, &countries),
        topic_words: super::words::topic_words(&root, &topics),
        topics,
        countries,
        outlets: outlets(&root, faults),
        licence: root.table("licence").and_then(|table| {
            let name = table.text("name");
            if name.is_none() {
                table.missing("name", "write the licence's name: `name = \"CC BY 4.0\"`");
            }
            let url = table.web_address("url");
            table.finish();
            Some(Licence { name: name?.value, url })
        }),
        contact: root.table("contact").and_then(|table| {
            let name = table.text("name");
            if name.is_none() {
                table.missing("name", "write who answers for the digest: `name = \"The editors\"`");
            }
            let email = table.text("email").map(|text| text.value);
            let url = table.web_address("url");
            table.finish();
            Some(Contact { name: name?.value, email, url })
        }),
        print: super::print::read(&root, place),
        editor: root.table("preview").map_or(EDITOR.to_owned(), |table| {
            let editor = table.text("editor").map_or(EDITOR.to_owned(), |text| text.value);
            table.finish();
            editor
        }),
        warnings: Vec::new(),
    };
    root.finish();
    Some(config)
}

fn base_url(root: &Reader<'_>) -> Option<BaseUrl> {
    let Some(text) = root.text("base_url") else {
        root.missing("base_url", "write where the site will live: `base_url = \"https://example.org/digest/\"`");
        return None;
    };
    match BaseUrl::parse(&text.value) {
        Ok(url) => Some(url),
        Err(reason) => {
            let message = format!("`base_url` is not an address: {reason}");
            root.refuse(&text.path, "bad-url", message, "write it whole: `https://example.org/digest/`");
            None
        }
    }
}

fn languages(root: &Reader<'_>, title: &str, description: &str, faults: &Faults) -> Vec<Language> {
    let default = root.text("language");
    let tag = default.as_ref().map_or("en".to_owned(), |tag| tag.value.clone());
    let check = |tag: &Located<String>| {
        let shaped = tag.value.parse::<icu_locale::LanguageIdentifier>().is_ok()
            && tag.value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !shaped {
            let message = format!("`{}` is not a language tag", tag.value);
            root.refuse(&tag.path, "unknown-language", message, "write a BCP 47 tag such as `en`, `tr` or `pt-BR`");
        }
    };
    if let Some(tag) = &default {
        check(tag);
    }
    let mut languages = vec![Language { tag, title: title.to_owned(), description: description.to_owned() }];
    for (tag, table) in root.named_tables("languages") {
        check(&tag);
        let own = table.text("title").map_or(title.to_owned(), |text| text.value);
        let text = table.text("description").map(|text| text.value);
        let is_default = tag.value == languages[0].tag;
        // A sentence in another language would be worse than none.
        if text.is_none() && !is_default && !description.is_empty() {
            let message = format!("`languages.{}` has no `description`: its pages have none", tag.value);
            faults.warn(&tag.path, "missing-word", message, "write the sentence in that language");
        }
        let text = text.unwrap_or(if is_default { description.to_owned() } else { String::new() });
        let language = Language { title: own, description: text, tag: tag.value };
        table.finish();
        match languages.iter_mut().find(|known| known.tag == language.tag) {
            Some(known) => *known = language,
            None => languages.push(language),
        }
    }
    languages
}

fn time_zone(root: &Reader<'_>) -> TimeZone {
    let Some(name) = root.text("time_zone") else { return TimeZone::UTC };
    // The zones that come with the binary, not the machine's: a build is the same everywhere.
    jiff::tz::TimeZoneDatabase::bundled().get(&name.value).unwrap_or_else(|_| {
        let message = format!("`{}` is not a time zone", name.value);
        root.refuse(&name.path, "unknown-time-zone", message, "write an IANA name such as `Europe/Istanbul` or `UTC`");
        TimeZone::UTC
    })
}

fn markdown(root: &Reader<'_>) -> Markdown {
    let mut markdown = Markdown { punctuation: Punctuation::AsWritten, html: RawHtml::Sanitise };
    if let Some(table) = root.table("markdown") {
        if table.flag("smart_punctuation") == Some(true) {
            markdown.punctuation = Punctuation::Smart;
        }
        let choices = [("sanitise", RawHtml::Sanitise), ("trust", RawHtml::Trust)];
        markdown.html = table.choice("html", &choices).unwrap_or(RawHtml::Sanitise);
        table.finish();
    }
    markdown
}

fn feeds(root: &Reader<'_>) -> Feeds {
    let mut feeds = Feeds { atom: Presence::Made, json: Presence::Made, scope: FeedScope::All, entries: 30 };
    if let Some(table) = root.table("feeds") {
        let presence = |key| match table.flag(key) {
            Some(false) => Presence::Left,
            _ => Presence::Made,
        };
        feeds.atom = presence("atom");
        feeds.json = presence("json");
        feeds.scope =
            table.choice("for", &[("all", FeedScope::All), ("site", FeedScope::Site)]).unwrap_or(FeedScope::All);
        feeds.entries = table.number("entries", 1, 500).unwrap_or(30);
        table.finish();
    }
    feeds
}

fn topics(root: &Reader<'_>, tags: &[String]) -> Vec<Topic> {
    let declared: Vec<Topic> = root
        .named_tables("topics")
        .into_iter()
        .map(|(slug, table)| {
            check_slug(root, &slug, |slug| format!("write `[topics.{slug}]`"));
            Topic { slug: slug.value, names: names(root, table.named_texts(), tags, &[]) }
        })
        .collect();
    if declared.is_empty() { default_topics() } else { declared }
}

/// The vocabulary that the importer knows.
fn default_topics() -> Vec<Topic> {
    let names = |topic: &crate::import::Topic| {
        BTreeMap::from([("en".to_owned(), topic.en.clone()), ("tr".to_owned(), topic.tr.clone())])
    };
    let topics = crate::import::Vocabulary::builtin().topics();
    topics.iter().map(|topic| Topic { slug: topic.slug.clone(), names: names(topic) }).collect()
}

fn countries(root: &Reader<'_>, tags: &[String]) -> BTreeMap<Code, Override> {
    let mut countries = BTreeMap::new();
    for key in ["countries", "entities"] {
        for (code, table) in root.named_tables(key) {
            let parsed = code.value.parse::<Code>();
            match (key, parsed) {
                ("countries", Ok(parsed)) if !parsed.is_iso() => root.refuse(
                    &code.path,
                    "unknown-country",
                    format!("`{parsed}` is not a code of ISO 3166-1"),
                    format!("declare a house's own entity as `[entities.{parsed}]`"),
                ),
                ("entities", Ok(parsed)) if parsed.is_iso() => root.refuse(
                    &code.path,
                    "unknown-country",
                    format!("`{parsed}` is a country of ISO 3166-1"),
                    format!("write `[countries.{parsed}]`, or choose another code"),
                ),
                (_, Err(error)) => {
                    let message = format!("`{}` is not a code", code.value);
                    root.refuse(&code.path, "unknown-country", message, error.to_string());
                }
                _ => {}
            }
            let (slugs, named): (Vec<_>, Vec<_>) =
                table.named_texts().into_iter().partition(|(name, _)| name.value == "slug");
            for (name, text) in &slugs {
                let slug = Located { value: text.clone(), path: name.path.clone() };
                check_slug(root, &slug, |slug| format!("write `slug = \"{slug}\"`"));
            }
            let slug = slugs.into_iter().next().map(|(_, slug)| slug);
            if let Ok(parsed) = parsed {
                countries.insert(parsed, Override { slug, names: names(root, named, tags, &["slug"]) });
            }
        }
    }
    countries
}

/// Refuses a text that cannot be part of an address; `write` says how to write what can.
fn check_slug(root: &Reader<'_>, text: &Located<String>, write: impl FnOnce(&str) -> String) {
    let slug = crate::slugs::slugify(&text.value);
    if slug.is_empty() || slug != text.value {
        let help = if slug.is_empty() { "use lower-case letters, digits and hyphens".to_owned() } else { write(&slug) };
        root.refuse(&text.path, "bad-slug", format!("`{}` cannot be part of an address", text.value), help);
    }
}

/// Names by language, from a table whose keys are language tags; every other key is refused. `others` are the keys that
/// the table has beside them.
fn names(
    root: &Reader<'_>,
    entries: Vec<(Located<String>, String)>,
    tags: &[String],
    others: &[&str],
) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for (key, text) in entries {
        let two_letters = key.value.split('-').next().is_some_and(|language| language.len() == 2);
        let language = two_letters && key.value.parse::<icu_locale::LanguageIdentifier>().is_ok();
        if !language && !tags.contains(&key.value) {
            let known = tags.iter().map(String::as_str).chain(others.iter().copied());
            let near = nearest(&key.value, known).map(|near| format!("did you mean `{near}`?"));
            let help = near.unwrap_or_else(|| format!("write a language of the site: {}", tags.join(", ")));
            root.key_refused(&key.path, format!("`{}` is not a language", key.value), help);
        }
        names.insert(key.value, text);
    }
    names
}

fn outlets(root: &Reader<'_>, faults: &Faults) -> Vec<Outlet> {
    let mut outlets: Vec<Outlet> = Vec::new();
    let mut spellings: Vec<(usize, Located<String>)> = Vec::new();
    let mut by_slug: BTreeMap<String, String> = BTreeMap::new();
    for (name, table) in root.named_tables("outlets") {
        spellings.extend(table.texts("spellings").into_iter().map(|text| (outlets.len(), text)));
        let outlet = Outlet {
            spellings: Vec::new(),
            home: table.web_address("home"),
            rights: table.choice("rights", &Rights::WORDS),
            name: name.value,
        };
        table.finish();
        if let Some(same) = by_slug.insert(outlet_slug(&outlet.name), outlet.name.clone()) {
            let message = format!("the outlets `{same}` and `{}` would share an address", outlet.name);
            faults.push(&name.path, On::Key, "duplicate-key", message, "write one of them as a spelling of the other");
        }
        outlets.push(outlet);
    }
    // A spelling that means two outlets would mean the one that happens to be read last.
    for (of, spelling) in spellings {
        let (outlet, slug) = (&outlets[of].name, outlet_slug(&spelling.value));
        match by_slug.get(&slug) {
            Some(other) if other != outlet => {
                let what =
                    if outlet_slug(other) == slug { "an outlet of its own" } else { &format!("one of `{other}`") };
                let message = format!("`{}` is a spelling of `{outlet}` and {what}", spelling.value);
                faults.push(&spelling.path, On::Value, "duplicate-key", message, "delete one of the two");
            }
            _ => drop(by_slug.insert(slug, outlet.clone())),
        }
        outlets[of].spellings.push(spelling.value);
    }
    outlets
}
