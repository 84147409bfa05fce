//! Feeds: Atom (RFC 4287) and JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).
//!
//! Feeds list articles by the day of publication, as readers of feeds expect, and not by the day of the event.

use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::json;

use super::context::Contexts;
use super::reader::{self, Links};
use crate::digest::Id;
use crate::plan::{FeedFormat, FeedOf, List, prefix};
use crate::print::Texts;
use crate::project::Project;

/// The feed of a list, or of the site.
pub(super) fn render(contexts: &Contexts<'_>, of: FeedOf, format: FeedFormat) -> String {
    match format {
        FeedFormat::Atom => atom(contexts, of),
        FeedFormat::Json => json_feed(contexts, of),
    }
}

/// Text for XML: the five characters that mean something, and none that XML 1.0 forbids.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' | '\r' => escaped.push(c),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// What both formats say of a feed.
struct Head {
    title: String,
    description: String,
    /// The page that the feed belongs to.
    page: String,
    /// The feed itself.
    this: String,
    entries: Vec<Id>,
}

/// The articles of a feed: those published last.
pub(super) fn entries(project: &Project, of: FeedOf) -> Vec<Id> {
    let articles = &project.digest.articles;
    let mut ids = of.list().articles(project).into_owned();
    let later = |a: &Id, b: &Id| articles[*b].date.cmp(&articles[*a].date).then_with(|| a.cmp(b));
    let most = project.config.feeds.entries;
    if ids.len() > most {
        // The rest of a long list needs no order.
        ids.select_nth_unstable_by(most, later);
        ids.truncate(most);
    }
    ids.sort_by(later);
    ids
}

fn head(contexts: &Contexts<'_>, of: FeedOf, format: FeedFormat) -> Head {
    let references = &contexts.references;
    let project = references.project;
    let language = &project.config.languages[references.language];
    let address = of.address(project);
    let page = project.config.base_url.absolute(&format!("{}{address}", prefix(project, references.language)));
    let title = match of {
        FeedOf::Site => language.title.clone(),
        FeedOf::Overview(name) => format!("{} – {}", references.locale().word(name), language.title),
        FeedOf::List(list) => format!("{} – {}", contexts.list_title(list), language.title),
    };
    let entries = entries(project, of);
    Head {
        title,
        description: language.description.clone(),
        this: format!("{page}{}", format.file_name()),
        page,
        entries,
    }
}

fn atom(contexts: &Contexts<'_>, of: FeedOf) -> String {
    let references = &contexts.references;
    let project = references.project;
    let head = head(contexts, of, FeedFormat::Atom);
    let updated =
        head.entries.first().map_or(Timestamp::UNIX_EPOCH, |id| instant(contexts, project.digest.articles[*id].date));
    let mut xml = String::new();
    let _ = write!(
        xml,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" \
         xml:lang=\"{lang}\">\n<title>{title}</title>\n{subtitle}<id>{this}</id>\n<link \
         rel=\"self\" type=\"application/atom+xml\" href=\"{this}\"/>\n<link rel=\"alternate\" type=\"text/html\" \
         href=\"{page}\"/>\n<updated>{updated}</updated>\n<author><name>{author}</name></author>\n<generator \
         uri=\"https://crates.io/crates/chancery\">Chancery</generator>\n",
        lang = references.tag(),
        title = escape(&head.title),
        subtitle = match escape(&head.description) {
            none if none.is_empty() => none,
            text => format!("<subtitle>{text}</subtitle>\n"),
        },
        this = escape(&head.this),
        page = escape(&head.page),
        author = escape(author(contexts)),
    );
    if let Some(licence) = &project.config.licence {
        let _ = writeln!(xml, "<rights>{}</rights>", escape(&licence.name));
    }
    for id in head.entries {
        let entry = Entry::new(contexts, id);
        let article = &project.digest.articles[id];
        let _ = write!(
            xml,
            "<entry xml:lang=\"{lang}\">\n<title>{title}</title>\n<id>{url}</id>\n<link rel=\"alternate\" type=\"text/html\" \
             href=\"{url}\"/>\n<published>{date}</published>\n<updated>{date}</updated>\n",
            lang = escape(&article.lang),
            title = escape(&article.title),
            url = escape(&entry.url),
            date = entry.date,
        );
        for name in &article.source.author {
            let _ = writeln!(xml, "<author><name>{}</name></author>", escape(name));
        }
        if let Some(url) = &article.source.url {
            let _ = writeln!(xml, "<link rel=\"via\" href=\"{}\"/>", escape(url));
        }
        for (term, label) in &entry.categories {
            let _ = writeln!(xml, "<category term=\"{}\" label=\"{}\"/>", escape(term), escape(label));
        }
        if let Some(summary) = &article.summary {
            let _ = writeln!(xml, "<summary>{}</summary>", escape(summary));
        }
        if !entry.html.is_empty() {
            let _ = writeln!(xml, "<content type=\"html\">{}</content>", escape(&entry.html));
        }
        xml.push_str("</entry>\n");
    }
    xml.push_str("</feed>\n");
    xml
}

fn json_feed(contexts: &Contexts<'_>, of: FeedOf) -> String {
    let project = contexts.references.project;
    let head = head(contexts, of, FeedFormat::Json);
    let items: Vec<serde_json::Value> = head
        .entries
        .iter()
        .map(|id| {
            let entry = Entry::new(contexts, *id);
            let article = &project.digest.articles[*id];
            let authors: Vec<_> = article.source.author.iter().map(|name| json!({ "name": name })).collect();
            let tags: Vec<&String> = entry.categories.iter().map(|(_, label)| label).collect();
            let mut item = json!({
                "id": entry.url,
                "url": entry.url,
                "title": article.title,
                "language": article.lang,
                "date_published": entry.date.to_string(),
                "content_html": entry.html,
                "tags": tags,
            });
            let mut set = |key: &str, value: serde_json::Value| {
                drop(item.as_object_mut().map(|item| item.insert(key.into(), value)))
            };
            if let Some(summary) = &article.summary {
                set("summary", json!(summary));
            }
            if let Some(url) = &article.source.url {
                set("external_url", json!(url));
            }
            if !authors.is_empty() {
                set("authors", json!(authors));
            }
            item
        })
        .collect();
    let mut feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": head.title,
        "home_page_url": head.page,
        "feed_url": head.this,
        "language": contexts.references.tag(),
        "authors": [{ "name": author(contexts) }],
        "items": items,
    });
    if !head.description.is_empty() {
        feed["description"] = json!(head.description);
    }
    format!("{feed:#}\n")
}

/// What both formats say of an article.
struct Entry {
    url: String,
    date: Timestamp,
    html: String,
    /// Term and label of its topics and relations.
    categories: Vec<(String, String)>,
}

impl Entry {
    fn new(contexts: &Contexts<'_>, id: Id) -> Self {
        let references = &contexts.references;
        let project = references.project;
        let article = &project.digest.articles[id];
        let address = format!("{}{}", prefix(project, references.language), article.address());
        let relations =
            article.relations().into_iter().map(|key| (key.to_string(), contexts.list_title(List::Relation(key))));
        let topics = article
            .topics
            .iter()
            .map(|topic| (project.config.topics[*topic].slug.clone(), contexts.list_title(List::Topic(*topic))));
        Entry {
            url: project.config.base_url.absolute(&address),
            date: instant(contexts, article.date),
            html: reader::article(references, id, Links::Absolute, Texts::Allowed).html,
            categories: relations.chain(topics).collect(),
        }
    }
}

/// The moment that stands for a day: its noon in the site's time zone, so that no reader's zone moves it far.
fn instant(contexts: &Contexts<'_>, date: Date) -> Timestamp {
    let zone = &contexts.references.project.config.time_zone;
    zone.to_timestamp(date.at(12, 0, 0, 0)).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn author<'a>(contexts: &Contexts<'a>) -> &'a str {
    let config = &contexts.references.project.config;
    config
        .contact
        .as_ref()
        .map_or(config.languages[contexts.references.language].title.as_str(), |contact| &contact.name)
}
