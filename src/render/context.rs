//! One context for each kind of page. `docs/templates.md` lists what is in them.

use std::collections::BTreeMap;

use jiff::ToSpan;
use tera::{Context, Value};

use super::lists;
use super::reader::{self, Links};
use super::reference::{References, values};
use super::value::{extended, html, object, text};
use crate::article::introduction::Subject;
use crate::config::FeedScope;
use crate::country::{Code, Relation};
use crate::digest::Id;
use crate::locale::Direction;
use crate::plan::{FeedFormat, Kind, List, Page, Period, feed_formats, has_feed, prefix};

/// The days that the front page shows.
const FRONT_DAYS: usize = 7;
/// The relations that the front page shows.
const FRONT_RELATIONS: usize = 10;
/// The relations that a topic or an outlet shows.
const LIST_RELATIONS: usize = 12;
/// The articles that an article is related to, at most.
const RELATED: usize = 4;

/// The contexts of one language.
#[derive(Debug)]
pub(super) struct Contexts<'a> {
    pub(super) references: References<'a>,
    site: Value,
    words: Value,
}

impl<'a> Contexts<'a> {
    pub(super) fn new(project: &'a crate::project::Project, language: usize) -> Self {
        let references = References::new(project, language);
        let site = site(&references);
        let words: BTreeMap<String, String> = references.locale().words().clone();
        Contexts { references, site, words: words.into() }
    }

    /// The template of a page and its context.
    pub(super) fn of(&self, page: &Page) -> (&'static str, Context) {
        let references = &self.references;
        let word = |key: &str| references.locale().word(key).to_owned();
        let (template, title, fields) = match &page.kind {
            Kind::Front => ("front.html", String::new(), self.front()),
            Kind::Article(id) => {
                ("article.html", references.project.digest.articles[*id].title.clone(), self.article(*id))
            }
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
                ("alias.html", article.title.clone(), fields)
            }
            _ => ("404.html", word("not_found"), Vec::new()),
        };
        let mut context = Context::new();
        context.insert_value("lang", references.tag().into());
        context.insert_value("site", self.site.clone());
        context.insert_value("words", self.words.clone());
        context.insert_value("page", self.page(page, template, title));
        for (name, value) in fields {
            context.insert_value(name, value);
        }
        (template, context)
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
        let list = match &page.kind {
            Kind::List { list, .. } if has_feed(*list) => Some(*list),
            _ => None,
        };
        let description = match &page.kind {
            Kind::Article(id) => project.digest.articles[*id].summary.clone(),
            _ => None,
        };
        let number = match &page.kind {
            Kind::List { number, .. } => *number,
            _ => 1,
        };
        let alternates: Vec<Value> =
            if project.config.languages.len() > 1 && page.is_in_sitemap() { alternates.collect() } else { Vec::new() };
        object([
            ("kind", template.trim_end_matches(".html").into()),
            ("title", title.into()),
            ("description", text(description.as_deref())),
            ("url", base.link(&page.address).into()),
            ("canonical", base.absolute(&page.address).into()),
            ("indexed", page.is_in_sitemap().into()),
            ("direction", direction.into()),
            ("number", number.into()),
            ("alternates", alternates.into()),
            ("feeds", self.feeds(list)),
        ])
    }

    /// The feeds of a page: the list's own, else the site's.
    fn feeds(&self, list: Option<List>) -> Value {
        let project = self.references.project;
        let list = list.filter(|_| project.config.feeds.scope == FeedScope::All);
        let below = list.map_or("/".to_owned(), |list| list.address(project));
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

    fn front(&self) -> Vec<(&'static str, Value)> {
        let references = &self.references;
        let digest = &references.project.digest;
        let newest = digest.newest_day();
        let recent = newest.map_or(0, |newest| {
            let since = newest.saturating_sub(1.year());
            digest.articles.partition_point(|article| article.day() > since)
        });
        let recent: Vec<Id> = (0..recent).collect();
        let relations = lists::strongest(references, &recent, FRONT_RELATIONS).into_iter().map(|(relation, row)| {
            let months = self.months_of(relation);
            let line = spark(&months);
            extended(&row, [("months", months.into()), ("line", line.into())])
        });
        let month = newest.map(|day| references.month(day.year(), day.month()));
        vec![
            ("days", lists::latest_days(references, FRONT_DAYS)),
            ("relations", values(relations)),
            ("topics", values(self.topics_by_name().into_iter().map(|topic| self.counted(List::Topic(topic))))),
            ("countries", self.countries_by_name()),
            ("month", month.unwrap_or_else(Value::none)),
            ("total", digest.articles.len().into()),
            (
                "years",
                values(crate::plan::years(references.project).into_iter().map(|(year, _)| {
                    let list = List::Timeline(Period::Year(year));
                    object([
                        ("year", year.into()),
                        ("url", references.link(&list.address(references.project)).into()),
                        ("count", list.line_count(references.project).into()),
                    ])
                })),
            ),
        ]
    }

    /// A relation's articles in each of the twelve months up to the digest's newest, oldest first.
    fn months_of(&self, relation: Relation) -> Vec<usize> {
        let digest = &self.references.project.digest;
        let Some(newest) = digest.newest_day() else { return Vec::new() };
        let mut months = vec![0; 12];
        for id in digest.relations.get(&relation).map_or(&[][..], Vec::as_slice) {
            let day = digest.articles[*id].day();
            let back = (i32::from(newest.year()) - i32::from(day.year())) * 12 + i32::from(newest.month())
                - i32::from(day.month());
            match usize::try_from(back) {
                Ok(back) if back < 12 => months[11 - back] += 1,
                _ => break,
            }
        }
        months
    }

    fn article(&self, id: Id) -> Vec<(&'static str, Value)> {
        let references = &self.references;
        let project = references.project;
        let (digest, article) = (&project.digest, &project.digest.articles[id]);
        let seen = reader::article(references, id, Links::FromRoot);
        let source = &article.source;
        let date = |date: Option<jiff::civil::Date>| date.map_or_else(Value::none, |date| references.date(date));
        let neighbours = article.relations().into_iter().map(|relation| {
            let ids = digest.relations.get(&relation).map_or(&[][..], Vec::as_slice);
            let at = ids.binary_search(&id).unwrap_or(0);
            let entry = |id: Option<&Id>| id.map_or_else(Value::none, |id| references.entry(*id));
            object([
                ("relation", references.relation(relation)),
                ("later", entry(at.checked_sub(1).and_then(|at| ids.get(at)))),
                ("earlier", entry(ids.get(at + 1))),
            ])
        });
        let reports = self.reports(id);
        let related = self.related(id, &reports);
        let fields = extended(
            &references.entry(id),
            [
                ("html", html(&seen.html)),
                ("is_cut", seen.is_cut.into()),
                ("language", article.lang.as_str().into()),
                ("language_name", references.locale().language(&article.lang).into()),
                ("date", references.date(article.date)),
                ("event", date(article.event.as_ref().and_then(|event| event.date))),
                ("title_original", text(article.title_original.as_deref())),
                (
                    "url_absolute",
                    project
                        .config
                        .base_url
                        .absolute(&format!("{}{}", prefix(project, references.language), article.address()))
                        .into(),
                ),
                ("author", values(source.author.iter().map(|author| author.as_str().into()))),
                ("archived", text(source.archived.as_deref())),
                ("accessed", date(source.accessed)),
                ("mentions", values(article.mentions.iter().map(|code| references.country(*code)))),
                ("neighbours", values(neighbours)),
                ("reports", values(reports.iter().map(|id| references.entry(*id)))),
                ("related", values(related.into_iter().map(|id| references.entry(id)))),
            ],
        );
        vec![("article", fields)]
    }

    /// The other reports of an article's story.
    pub(super) fn reports(&self, id: Id) -> Vec<Id> {
        let digest = &self.references.project.digest;
        let story = digest.articles[id].story.as_ref().and_then(|story| digest.stories.get(story));
        story.map_or_else(Vec::new, |reports| reports.iter().copied().filter(|report| *report != id).collect())
    }

    /// The articles of the same relations that are nearest in time and share a topic, without the same story.
    pub(super) fn related(&self, id: Id, reports: &[Id]) -> Vec<Id> {
        let digest = &self.references.project.digest;
        let article = &digest.articles[id];
        let mut found: Vec<(i64, Id)> = Vec::new();
        for relation in article.relations() {
            let ids = digest.relations.get(&relation).map_or(&[][..], Vec::as_slice);
            let at = ids.binary_search(&id).unwrap_or(0);
            // The neighbours on either side stand in the way from one to the next already.
            let near = ids[at.saturating_sub(12)..at.saturating_sub(1)].iter().chain(ids.iter().skip(at + 2).take(11));
            for other in near {
                let shares = digest.articles[*other].topics.iter().any(|topic| article.topics.contains(topic));
                let days = (digest.articles[*other].day() - article.day()).get_days();
                if shares && !reports.contains(other) && !found.iter().any(|(_, known)| known == other) {
                    found.push((i64::from(days.abs()), *other));
                }
            }
        }
        found.sort_unstable();
        found.truncate(RELATED);
        found.into_iter().map(|(_, id)| id).collect()
    }

    fn list(&self, list: List, number: usize) -> Vec<(&'static str, Value)> {
        let references = &self.references;
        let project = references.project;
        let total = list.line_count(project);
        let lines = list.lines(project, number);
        let mut fields = vec![
            ("years", lists::by_day(references, &lines)),
            ("pager", lists::pager(references, list, number, total)),
            ("total", list.articles(project).len().into()),
            ("url", references.link(&list.address(project)).into()),
        ];
        // What stands above a list stands on its first page only.
        let first = number == 1;
        let ids = if first { list.articles(project) } else { Default::default() };
        let mut opening = |name: &'static str, make: &dyn Fn() -> Value| {
            fields.push((name, if first { make() } else { Value::none() }));
        };
        match list {
            List::Timeline(period) => {
                opening("strip", &|| lists::strip(references, period));
                fields.push(("period", self.period(period)));
            }
            List::Country(code) => {
                opening("introduction", &|| self.introduction(&Subject::Country(code)));
                opening("activity", &|| lists::activity(references, &ids));
                opening("relations", &|| self.relations_of(code));
                fields.push(("country", self.counted(list)));
                let mentions = project.digest.mentions.get(&code).map_or(0, Vec::len);
                fields.push(("mention_count", mentions.into()));
            }
            List::Relation(relation) => {
                opening("introduction", &|| self.introduction(&Subject::Relation(relation)));
                opening("activity", &|| lists::activity(references, &ids));
                fields.push(("relation", self.counted(list)));
            }
            List::Topic(topic) => {
                let slug = project.config.topics[topic].slug.clone();
                opening("introduction", &|| self.introduction(&Subject::Topic(slug.clone())));
                opening("activity", &|| lists::activity(references, &ids));
                opening("relations", &|| {
                    values(lists::strongest(references, &ids, LIST_RELATIONS).into_iter().map(|(_, row)| row))
                });
                fields.push(("topic", self.counted(list)));
            }
            List::Outlet(outlet) => {
                let slug = project.digest.outlets[outlet].slug.clone();
                opening("introduction", &|| self.introduction(&Subject::Outlet(slug.clone())));
                opening("activity", &|| lists::activity(references, &ids));
                opening("relations", &|| {
                    values(lists::strongest(references, &ids, LIST_RELATIONS).into_iter().map(|(_, row)| row))
                });
                fields.push(("outlet", self.counted(list)));
            }
        }
        fields
    }

    /// `{year, month, year_url, earlier, later}`: where a page of the timeline stands.
    fn period(&self, period: Period) -> Value {
        let references = &self.references;
        let project = references.project;
        let years = crate::plan::years(project);
        let siblings: Vec<Period> = match period {
            Period::All => Vec::new(),
            Period::Year(_) => years.iter().map(|(year, _)| Period::Year(*year)).collect(),
            Period::Month(..) => years
                .iter()
                .flat_map(|(year, months)| months.iter().map(|month| Period::Month(*year, *month)))
                .collect(),
        };
        let at = siblings.iter().position(|sibling| *sibling == period);
        let link = |sibling: Option<&Period>| {
            sibling.map_or_else(Value::none, |sibling| {
                let list = List::Timeline(*sibling);
                object([
                    ("title", self.list_title(list).into()),
                    ("url", references.link(&list.address(project)).into()),
                ])
            })
        };
        let (year, month) = match period {
            Period::All => (Value::none(), Value::none()),
            Period::Year(year) => (year.into(), Value::none()),
            Period::Month(year, month) => (year.into(), references.month(year, month)),
        };
        let year_url = match period {
            Period::All => Value::none(),
            Period::Year(year) | Period::Month(year, _) => {
                references.link(&List::Timeline(Period::Year(year)).address(project)).into()
            }
        };
        object([
            ("year", year),
            ("month", month),
            ("year_url", year_url),
            ("earlier", link(at.and_then(|at| siblings.get(at + 1)))),
            ("later", link(at.and_then(|at| at.checked_sub(1)).and_then(|at| siblings.get(at)))),
        ])
    }

    /// `{html, lang, facts}`: an introduction, in the page's language where there is one.
    fn introduction(&self, subject: &Subject) -> Value {
        let references = &self.references;
        let project = references.project;
        let lang = (references.language > 0).then(|| references.tag());
        let Some(text) = project.digest.introduction(subject, lang) else { return Value::none() };
        let own = text.lang.as_deref().unwrap_or(project.config.default_language());
        object([
            ("html", html(&reader::introduction(references, text))),
            ("lang", if own == references.tag() { Value::none() } else { own.into() }),
            (
                "facts",
                values(text.facts.iter().map(|fact| {
                    object([
                        ("label", fact.label.as_str().into()),
                        ("value", fact.value.as_str().into()),
                        ("source", self::text(fact.source.as_deref())),
                    ])
                })),
            ),
        ])
    }

    /// The relations of a country, strongest first: `[{…relation, other, last}]`.
    fn relations_of(&self, code: Code) -> Value {
        let references = &self.references;
        let digest = &references.project.digest;
        let mut relations: Vec<(Relation, &Vec<Id>)> = digest
            .relations
            .iter()
            .filter(|(relation, _)| relation.codes().contains(&code))
            .map(|(relation, ids)| (*relation, ids))
            .collect();
        relations.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.1.cmp(b.1)).then_with(|| a.0.cmp(&b.0)));
        values(relations.into_iter().map(|(relation, ids)| self.relation_row(relation, ids, Some(code))))
    }

    fn relation_row(&self, relation: Relation, ids: &[Id], seen_from: Option<Code>) -> Value {
        let references = &self.references;
        let last = references.date(references.project.digest.articles[ids[0]].day());
        let other = seen_from.map_or_else(Value::none, |code| references.country(relation.other(code)));
        extended(&references.relation(relation), [("count", ids.len().into()), ("last", last), ("other", other)])
    }

    fn countries_by_name(&self) -> Value {
        values(self.codes_by_name().into_iter().map(|code| self.counted(List::Country(code))))
    }

    fn codes_by_name(&self) -> Vec<Code> {
        let (references, project) = (&self.references, self.references.project);
        let mut codes: Vec<Code> = project.digest.countries.keys().copied().collect();
        let name = |code: &Code| project.countries.name(*code, references.language);
        codes.sort_by(|a, b| references.locale().compare(name(a), name(b)));
        codes
    }

    fn topics_by_name(&self) -> Vec<usize> {
        let (references, config) = (&self.references, &self.references.project.config);
        let name = |topic: &usize| config.topics[*topic].name(references.tag(), config.default_language());
        let mut topics: Vec<usize> = (0..config.topics.len()).collect();
        topics.sort_by(|a, b| references.locale().compare(name(a), name(b)));
        topics
    }

    /// `countries: [{…country, relations, last, first}]`, in the order of the language.
    fn countries(&self) -> Vec<(&'static str, Value)> {
        let references = &self.references;
        let digest = &references.project.digest;
        let countries = self.codes_by_name().into_iter().map(|code| {
            let ids = &digest.countries[&code];
            let relations = digest.relations.keys().filter(|relation| relation.codes().contains(&code)).count();
            let day = |id: &Id| references.date(digest.articles[*id].day());
            extended(
                &self.counted(List::Country(code)),
                [
                    ("relations", relations.into()),
                    ("last", day(&ids[0])),
                    ("first", ids.last().map_or_else(Value::none, day)),
                ],
            )
        });
        vec![("countries", values(countries))]
    }

    /// `relations: [{…relation, last}]`, strongest first; `matrix: [{country, cells}]`, rows and columns in the order
    /// of the language, a cell `{count, level, name, url}` or none; `by_country`.
    fn relations(&self) -> Vec<(&'static str, Value)> {
        let references = &self.references;
        let digest = &references.project.digest;
        let mut strongest: Vec<(&Relation, &Vec<Id>)> = digest.relations.iter().collect();
        strongest.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.1.cmp(b.1)).then_with(|| a.0.cmp(b.0)));
        let max = strongest.first().map_or(1, |(_, ids)| ids.len());
        let rows = strongest.iter().map(|(relation, ids)| self.relation_row(**relation, ids, None));
        let codes: Vec<Code> = self
            .codes_by_name()
            .into_iter()
            .filter(|code| digest.relations.keys().any(|relation| relation.codes().contains(code)))
            .collect();
        let matrix = codes.iter().map(|row| {
            let cells = codes.iter().map(|column| {
                let relation = Relation::new(*row, *column);
                let Some((relation, ids)) =
                    relation.and_then(|relation| Some((relation, digest.relations.get(&relation)?)))
                else {
                    return object([("same", (row == column).into()), ("count", 0.into())]);
                };
                extended(
                    &references.relation(relation),
                    [
                        ("same", false.into()),
                        ("count", ids.len().into()),
                        ("level", lists::level(ids.len(), max).into()),
                    ],
                )
            });
            object([("country", references.country(*row)), ("cells", values(cells))])
        });
        let by_country = codes
            .iter()
            .map(|code| object([("country", references.country(*code)), ("relations", self.relations_of(*code))]));
        vec![
            ("relations", values(rows)),
            ("columns", values(codes.iter().map(|code| references.country(*code)))),
            ("matrix", values(matrix)),
            ("by_country", values(by_country)),
        ]
    }

    /// `topics: [{…topic, last, html}]`, in the order of the language.
    fn topics(&self) -> Vec<(&'static str, Value)> {
        let (references, project) = (&self.references, self.references.project);
        let rows = self.topics_by_name().into_iter().map(|topic| {
            let newest = project.digest.topics.get(&topic).and_then(|ids| ids.first());
            let last = newest.map_or_else(Value::none, |id| references.date(project.digest.articles[*id].day()));
            let introduction = self.introduction(&Subject::Topic(project.config.topics[topic].slug.clone()));
            extended(&self.counted(List::Topic(topic)), [("last", last), ("introduction", introduction)])
        });
        vec![("topics", values(rows))]
    }

    /// `outlets: [{…outlet, last}]`, in the order of the language.
    fn outlets(&self) -> Vec<(&'static str, Value)> {
        let (references, digest) = (&self.references, &self.references.project.digest);
        let mut outlets: Vec<usize> = (0..digest.outlets.len()).collect();
        outlets.sort_by(|a, b| references.locale().compare(&digest.outlets[*a].name, &digest.outlets[*b].name));
        let rows = outlets.into_iter().map(|outlet| {
            let newest = digest.outlets[outlet].articles[0];
            let last = references.date(digest.articles[newest].day());
            extended(&self.counted(List::Outlet(outlet)), [("last", last)])
        });
        vec![("outlets", values(rows))]
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

/// A small line of activity: the path of an SVG that is 60 wide and 16 high.
fn spark(counts: &[usize]) -> String {
    let max = counts.iter().copied().max().unwrap_or(0).max(1) as f64;
    let step = 60.0 / counts.len().saturating_sub(1).max(1) as f64;
    let points = counts.iter().enumerate().map(|(at, count)| {
        let (x, y) = (at as f64 * step, 15.0 - (*count as f64 / max) * 14.0);
        format!("{}{x:.1} {y:.1}", if at == 0 { "M" } else { "L" })
    });
    points.collect()
}
