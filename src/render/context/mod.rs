//! One context for each kind of page. `docs/templates.md` lists what is in them.

mod article;
pub(super) mod edition;
mod front;
mod indexes;
mod list;
mod printed;

use std::collections::BTreeMap;

use tera::{Context, Value};

use printed::Shared;

use super::engine::Engine;
use super::punctuation::shown;
use super::reference::{References, values};
use super::value::{extended, object, text};
use crate::article::introduction::Subject;
use crate::config::{FeedScope, Presence};
use crate::country::Code;
use crate::diagnostic::Diagnostic;
use crate::digest::Id;
use crate::locale::Direction;
use crate::plan::{FeedFormat, FeedOf, Kind, List, OVERVIEWS, Page, Period, feed_formats, prefix};
use crate::print::planned::{self, EditionOf};

/// The contexts of one language.
#[derive(Debug)]
pub(super) struct Contexts<'a> {
    pub(super) references: References<'a>,
    site: Value,
    words: Value,
    engine: &'a Engine,
    /// Of articles in the editions of the site, by their ids.
    shared: Vec<Shared>,
}

impl<'a> Contexts<'a> {
    pub(super) fn new(project: &'a crate::project::Project, language: usize, engine: &'a Engine) -> Self {
        let references = References::new(project, language);
        let site = site(&references);
        let words: BTreeMap<String, String> = references.locale().words().clone();
        let kept = project.digest.articles.len().min(printed::KEPT);
        let shared = std::iter::repeat_with(Shared::default).take(kept).collect();
        Contexts { references, site, words: words.into(), engine, shared }
    }

    /// The template of a page and its context.
    ///
    /// # Errors
    ///
    /// The place in the template of an article in an edition that failed.
    pub(super) fn of(&self, page: &Page) -> Result<(&'static str, Context), Diagnostic> {
        let references = &self.references;
        let word = |key: &str| references.locale().word(key).to_owned();
        let headline = |id: Id| {
            let project = references.project;
            shown(&project.digest.articles[id].title, project.config.markdown).into_owned()
        };
        let (template, title, fields) = match &page.kind {
            Kind::Front => ("front.html", String::new(), self.front()),
            Kind::Article(id) => ("article.html", headline(*id), self.article(*id)),
            Kind::List { list, number } => (list_template(*list), self.list_title(*list), self.list(*list, *number)),
            Kind::Countries => ("countries.html", word("countries"), self.countries()),
            Kind::Relations => ("relations.html", word("relations"), self.relations()),
            Kind::Topics => ("topics.html", word("topics"), self.topics()),
            Kind::Outlets => ("outlets.html", word("outlets"), self.outlets()),
            Kind::About => ("about.html", word("about"), vec![("introduction", self.introduction(&Subject::About))]),
            Kind::Alias(id) => {
                let article = &references.project.digest.articles[*id];
                let target = references.link(&article.address());
                let absolute = format!("{}{target}", references.project.config.base_url.origin);
                let fields = vec![("target", target.into()), ("target_absolute", absolute.into())];
                ("alias.html", headline(*id), fields)
            }
            Kind::Edition(of) => ("print/edition.html", self.planned_title(*of), self.planned_edition(*of)?),
            _ => ("404.html", word("not_found"), Vec::new()),
        };
        let mut context = self.shared_values();
        context.insert_value("page", self.page(page, template, title));
        for (name, value) in fields {
            context.insert_value(name, value);
        }
        Ok((template, context))
    }

    /// What every template of the language sees.
    pub(super) fn shared_values(&self) -> Context {
        let mut context = Context::new();
        context.insert_value("lang", self.references.tag().into());
        context.insert_value("site", self.site.clone());
        context.insert_value("words", self.words.clone());
        context
    }

    /// The title that a list's pages and feeds have.
    pub(super) fn list_title(&self, list: List) -> String {
        let (references, project) = (&self.references, self.references.project);
        let country = |code: Code| project.countries.name(code, references.language);
        match list {
            List::Timeline(Period::All) => references.locale().word("timeline").to_owned(),
            List::Timeline(Period::Year(year)) => year.to_string(),
            List::Timeline(Period::Month(year, month)) => references.locale().month(year, month),
            List::Country(code) => country(code).to_owned(),
            List::Relation(relation) => relation.codes().map(country).join(" – "),
            List::Topic(topic) => {
                let config = &project.config;
                config.topics[topic].name(references.tag(), config.default_language()).to_owned()
            }
            List::Outlet(outlet) => project.digest.outlets[outlet].name.clone(),
        }
    }

    /// What a list is of, with how many articles it has.
    fn counted(&self, list: List) -> Value {
        let references = &self.references;
        let of = match list {
            List::Country(code) => references.country(code),
            List::Relation(relation) => references.relation(relation),
            List::Topic(topic) => references.topic(topic),
            List::Outlet(outlet) => references.outlet(outlet),
            List::Timeline(_) => object([]),
        };
        extended(&of, [("count", list.articles(references.project).len().into())])
    }

    fn page(&self, page: &Page, template: &'static str, title: String) -> Value {
        let project = self.references.project;
        let base = &project.config.base_url;
        let own = prefix(project, page.language);
        let below = page.address.strip_prefix(own.as_str()).unwrap_or(&page.address);
        let alternates = (0..project.config.languages.len()).map(|language| {
            let address = format!("{}{below}", prefix(project, language));
            let language = &project.config.languages[language];
            object([
                ("lang", language.tag.as_str().into()),
                ("name", project.locales[language_at(project, &language.tag)].name().into()),
                ("url", base.link(&address).into()),
                ("absolute", base.absolute(&address).into()),
                ("current", (language.tag == self.references.tag()).into()),
            ])
        });
        let direction = match self.references.locale().direction() {
            Direction::LeftToRight => "ltr",
            Direction::RightToLeft => "rtl",
        };
        let of = match &page.kind {
            Kind::List { list, .. } => FeedOf::List(*list),
            Kind::Countries | Kind::Relations | Kind::Topics | Kind::Outlets => {
                let name = below.trim_matches('/');
                OVERVIEWS.into_iter().find(|known| *known == name).map_or(FeedOf::Site, FeedOf::Overview)
            }
            _ => FeedOf::Site,
        };
        let description = match &page.kind {
            Kind::Article(id) => self.references.shown_or_none(project.digest.articles[*id].summary.as_deref()),
            _ => Value::none(),
        };
        let number = match &page.kind {
            Kind::List { number, .. } => *number,
            _ => 1,
        };
        let alternates: Vec<Value> =
            if project.config.languages.len() > 1 && page.is_in_sitemap() { alternates.collect() } else { Vec::new() };
        object([
            ("kind", template.trim_start_matches("print/").trim_end_matches(".html").into()),
            ("title", title.into()),
            ("description", description),
            ("url", base.link(&page.address).into()),
            ("canonical", base.absolute(&page.address).into()),
            ("indexed", page.is_in_sitemap().into()),
            ("direction", direction.into()),
            ("number", number.into()),
            ("alternates", alternates.into()),
            ("feeds", self.feeds(of)),
            ("print", self.print_address(&page.kind)),
            ("pdf", self.pdf_address(&page.kind)),
        ])
    }

    /// The edition beside an index; none beside other pages.
    fn print_address(&self, kind: &Kind) -> Value {
        let project = self.references.project;
        let of = match kind {
            Kind::List { list, .. } => EditionOf::List(*list),
            Kind::Front => EditionOf::List(List::Timeline(Period::All)),
            Kind::Countries => EditionOf::Overview(0),
            Kind::Relations => EditionOf::Overview(1),
            Kind::Topics => EditionOf::Overview(2),
            Kind::Outlets => EditionOf::Overview(3),
            _ => return Value::none(),
        };
        let is_made = project.config.print.html == Presence::Made;
        if is_made { self.references.link(&of.address(project)).into() } else { Value::none() }
    }

    /// The PDF beside a list or its edition; none where the site has none.
    fn pdf_address(&self, kind: &Kind) -> Value {
        let project = self.references.project;
        let list = match kind {
            Kind::List { list, .. } | Kind::Edition(EditionOf::List(list)) => Some(*list),
            // The front page has its edition of the whole digest, as the timeline.
            Kind::Front => Some(List::Timeline(Period::All)),
            _ => None,
        };
        let list = list.filter(|list| planned::has_pdf(*list, project));
        list.map_or_else(Value::none, |list| self.references.link(&planned::pdf_address(list, project)).into())
    }

    /// The feeds of a page: the list's own, else the site's.
    fn feeds(&self, of: FeedOf) -> Value {
        let project = self.references.project;
        let of = if project.config.feeds.scope == FeedScope::All { of } else { FeedOf::Site };
        let below = of.address(project);
        values(feed_formats(project).into_iter().map(|format| {
            let (media, name) = match format {
                FeedFormat::Atom => ("application/atom+xml", "Atom"),
                FeedFormat::Json => ("application/feed+json", "JSON"),
            };
            object([
                ("media", media.into()),
                ("name", name.into()),
                ("url", self.references.link(&format!("{below}{}", format.file_name())).into()),
            ])
        }))
    }
}

pub(super) fn list_template(list: List) -> &'static str {
    match list {
        List::Timeline(_) => "timeline.html",
        List::Country(_) => "country.html",
        List::Relation(_) => "relation.html",
        List::Topic(_) => "topic.html",
        List::Outlet(_) => "outlet.html",
    }
}

fn language_at(project: &crate::project::Project, tag: &str) -> usize {
    project.config.languages.iter().position(|language| language.tag == tag).unwrap_or(0)
}

/// What every page of a language knows of its site.
fn site(references: &References<'_>) -> Value {
    let config = &references.project.config;
    let base = &config.base_url;
    let language = &config.languages[references.language];
    let licence = config.licence.as_ref().map_or_else(Value::none, |licence| {
        object([("name", licence.name.as_str().into()), ("url", text(licence.url.as_deref()))])
    });
    let contact = config.contact.as_ref().map_or_else(Value::none, |contact| {
        object([
            ("name", contact.name.as_str().into()),
            ("email", text(contact.email.as_deref())),
            ("url", text(contact.url.as_deref())),
        ])
    });
    let links = ["timeline", "countries", "relations", "topics", "outlets", "about"];
    let mut sections: BTreeMap<&'static str, String> =
        links.iter().map(|name| (*name, references.link(&format!("/{name}/")))).collect();
    sections.insert("front", references.link("/"));
    object([
        ("title", language.title.as_str().into()),
        ("description", language.description.as_str().into()),
        ("url", base.absolute(&format!("{}/", prefix(references.project, references.language))).into()),
        ("base", base.path.as_str().into()),
        ("stylesheet", base.link(&references.project.theme.stylesheet).into()),
        ("links", sections.into()),
        ("licence", licence),
        ("contact", contact),
        ("rights", super::reference::rights_word(config.rights).into()),
    ])
}
