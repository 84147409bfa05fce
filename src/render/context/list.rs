//! The contexts of lists: timeline, country, relation, topic, outlet.

use tera::Value;

use super::Contexts;
use crate::article::introduction::Subject;
use crate::plan::{List, Period};
use crate::render::reference::values;
use crate::render::value::{html, object};
use crate::render::{lists, reader, value};

/// The relations that a topic or an outlet shows.
const LIST_RELATIONS: usize = 12;

impl Contexts<'_> {
    pub(super) fn list(&self, list: List, number: usize) -> Vec<(&'static str, Value)> {
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
    pub(super) fn period(&self, period: Period) -> Value {
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
    pub(super) fn introduction(&self, subject: &Subject) -> Value {
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
                        ("source", value::text(fact.source.as_deref())),
                    ])
                })),
            ),
        ])
    }
}
