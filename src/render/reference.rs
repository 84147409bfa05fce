//! The parts that many pages share, in one language: countries, relations, topics, outlets and list entries as
//! values for templates. Each is made when first asked for and then shared. None of them counts anything: a page that
//! names a relation would change with every article of it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiff::civil::Date;
use tera::Value;

use super::value::{object, text};
use crate::article::Article;
use crate::article::introduction::Subject;
use crate::config::Rights;
use crate::country::{Code, Relation};
use crate::digest::Id;
use crate::locale::Locale;
use crate::plan::{List, Period, prefix};
use crate::project::Project;

/// The values of one language.
#[derive(Debug)]
pub(super) struct References<'a> {
    pub(super) project: &'a Project,
    pub(super) language: usize,
    /// `/digest/tr`: what stands before every address of the language.
    prefix: String,
    countries: BTreeMap<Code, Value>,
    relations: BTreeMap<Relation, OnceLock<Value>>,
    topics: Vec<Value>,
    outlets: Vec<Value>,
    entries: Vec<OnceLock<Value>>,
}

impl<'a> References<'a> {
    pub(super) fn new(project: &'a Project, language: usize) -> Self {
        let digest = &project.digest;
        let mut references = References {
            project,
            language,
            prefix: format!("{}{}", project.config.base_url.path, prefix(project, language)),
            countries: BTreeMap::new(),
            relations: BTreeMap::new(),
            topics: Vec::new(),
            outlets: Vec::new(),
            entries: std::iter::repeat_with(OnceLock::new).take(digest.articles.len()).collect(),
        };
        for code in digest.countries.keys() {
            references.countries.insert(*code, references.new_country(*code));
        }
        references.relations = digest.relations.keys().map(|relation| (*relation, OnceLock::new())).collect();
        references.topics = (0..project.config.topics.len()).map(|topic| references.new_topic(topic)).collect();
        references.outlets = (0..digest.outlets.len()).map(|outlet| references.new_outlet(outlet)).collect();
        references
    }

    pub(super) fn locale(&self) -> &'a Locale {
        &self.project.locales[self.language]
    }

    pub(super) fn tag(&self) -> &'a str {
        &self.project.config.languages[self.language].tag
    }

    /// A link to an address of the same language: `/digest/tr/topics/`.
    pub(super) fn link(&self, address: &str) -> String {
        format!("{}{address}", self.prefix)
    }

    /// The address of an article's page with the site's host.
    pub(super) fn absolute(&self, id: Id) -> String {
        let project = self.project;
        let address = format!("{}{}", prefix(project, self.language), project.digest.articles[id].address());
        project.config.base_url.absolute(&address)
    }

    /// `{code, name, url}`; `url` is none for a country without entries.
    pub(super) fn country(&self, code: Code) -> Value {
        self.countries.get(&code).cloned().unwrap_or_else(|| self.new_country(code))
    }

    /// `{key, name, url, countries}`.
    pub(super) fn relation(&self, relation: Relation) -> Value {
        match self.relations.get(&relation) {
            Some(known) => known.get_or_init(|| self.new_relation(relation)).clone(),
            None => self.new_relation(relation),
        }
    }

    /// `{slug, name, url}`.
    pub(super) fn topic(&self, topic: usize) -> Value {
        self.topics.get(topic).cloned().unwrap_or_else(Value::none)
    }

    /// `{slug, name, url, home}`.
    pub(super) fn outlet(&self, outlet: usize) -> Value {
        self.outlets.get(outlet).cloned().unwrap_or_else(Value::none)
    }

    /// An article as lists show it; see `docs/templates.md`.
    pub(super) fn entry(&self, id: Id) -> Value {
        self.entries[id].get_or_init(|| self.new_entry(id)).clone()
    }

    /// A headline or a summary with the signs that the site has in its texts.
    pub(super) fn shown(&self, written: &str) -> Value {
        let options = self.project.config.markdown;
        Value::from(&*super::punctuation::shown(written, options))
    }

    /// See [`References::shown`].
    pub(super) fn shown_or_none(&self, written: Option<&str>) -> Value {
        written.map_or_else(Value::none, |written| self.shown(written))
    }

    /// `{iso, text, day}` of a date.
    pub(super) fn date(&self, date: Date) -> Value {
        let locale = self.locale();
        object([("iso", date.to_string().into()), ("text", locale.date(date).into()), ("day", locale.day(date).into())])
    }

    /// The address of the index that a subject has.
    pub(super) fn subject_address(&self, subject: &Subject) -> Option<String> {
        let project = self.project;
        let list = match subject {
            Subject::Country(code) => List::Country(*code),
            Subject::Relation(relation) => List::Relation(*relation),
            Subject::Topic(slug) => List::Topic(project.config.topics.iter().position(|topic| topic.slug == *slug)?),
            Subject::Outlet(slug) => {
                List::Outlet(project.digest.outlets.iter().position(|outlet| outlet.slug == *slug)?)
            }
            Subject::About => return Some("/about/".to_owned()),
        };
        Some(list.address(project))
    }

    fn list_link(&self, list: List) -> Value {
        self.link(&list.address(self.project)).into()
    }

    fn new_country(&self, code: Code) -> Value {
        let has_page = self.project.digest.countries.contains_key(&code);
        let url = if has_page { self.list_link(List::Country(code)) } else { Value::none() };
        object([
            ("code", code.as_str().into()),
            ("name", self.project.countries.name(code, self.language).into()),
            ("url", url),
        ])
    }

    fn new_relation(&self, relation: Relation) -> Value {
        let countries = relation.codes().map(|code| self.country(code));
        let name = relation.codes().map(|code| self.project.countries.name(code, self.language)).join(" – ");
        object([
            ("key", relation.to_string().into()),
            ("name", name.into()),
            ("url", self.list_link(List::Relation(relation))),
            ("countries", countries.to_vec().into()),
        ])
    }

    fn new_topic(&self, topic: usize) -> Value {
        let config = &self.project.config;
        let name = config.topics[topic].name(self.tag(), config.default_language());
        object([
            ("slug", config.topics[topic].slug.as_str().into()),
            ("name", name.into()),
            ("url", self.list_link(List::Topic(topic))),
        ])
    }

    fn new_outlet(&self, outlet: usize) -> Value {
        let known = &self.project.digest.outlets[outlet];
        object([
            ("slug", known.slug.as_str().into()),
            ("name", known.name.as_str().into()),
            ("url", self.list_link(List::Outlet(outlet))),
            ("home", text(known.home.as_deref())),
        ])
    }

    /// The word for an article that is shown but not published: a draft, or one of a later day.
    pub(super) fn mark(&self, article: &Article) -> Value {
        match (article.draft, article.date > self.project.today) {
            (true, _) => self.locale().word("draft").into(),
            (_, true) => self.locale().word("ahead").into(),
            _ => Value::none(),
        }
    }

    fn new_entry(&self, id: Id) -> Value {
        let (project, article) = (self.project, &self.project.digest.articles[id]);
        let lang = if article.lang == self.tag() {
            Value::none()
        } else {
            object([("tag", article.lang.as_str().into()), ("name", self.locale().language(&article.lang).into())])
        };
        let day = article.day();
        object([
            ("url", self.link(&article.address()).into()),
            ("title", self.shown(&article.title)),
            ("lang", lang),
            ("day", self.date(day)),
            ("published", if day == article.date { Value::none() } else { self.date(article.date) }),
            ("place", text(article.event.as_ref().and_then(|event| event.place.as_deref()))),
            ("summary", self.shown_or_none(article.summary.as_deref())),
            ("countries", values(article.countries.iter().map(|code| self.country(*code)))),
            ("relations", values(article.relations().into_iter().map(|relation| self.relation(relation)))),
            ("topics", values(article.topics.iter().map(|topic| self.topic(*topic)))),
            ("outlet", project.digest.outlet_of(id).map_or_else(Value::none, |outlet| self.outlet(outlet))),
            ("source", text(article.source.url.as_deref())),
            ("rights", rights_word(project.digest.rights(id)).into()),
            ("draft", self.mark(article)),
            ("others", Value::none()),
        ])
    }

    /// `{year, month, name, letter, title, url}` of a month of the timeline.
    pub(super) fn month(&self, year: i16, month: i8) -> Value {
        let period = Period::Month(year, month);
        object([
            ("year", year.into()),
            ("month", month.into()),
            ("name", self.locale().month_name(month).into()),
            ("letter", self.locale().month_name(month).chars().take(1).collect::<String>().into()),
            ("title", self.locale().month(year, month).into()),
            ("url", self.list_link(List::Timeline(period))),
        ])
    }
}

/// A list of values.
pub(super) fn values(values: impl IntoIterator<Item = Value>) -> Value {
    values.into_iter().collect::<Vec<Value>>().into()
}

pub(super) fn rights_word(rights: Rights) -> &'static str {
    Rights::WORDS.iter().find(|(_, known)| *known == rights).map_or("link-only", |(word, _)| word)
}
