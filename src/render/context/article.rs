//! The context of an article.

use tera::Value;

use super::Contexts;
use crate::digest::Id;
use crate::print::Texts;
use crate::render::reader::{self, Links};
use crate::render::reference::values;
use crate::render::value::{extended, html, object, text};

/// The articles that an article is related to, at most.
const RELATED: usize = 4;

impl Contexts<'_> {
    pub(super) fn article(&self, id: Id) -> Vec<(&'static str, Value)> {
        let references = &self.references;
        let project = references.project;
        let (digest, article) = (&project.digest, &project.digest.articles[id]);
        let seen = reader::article(references, id, Links::FromRoot, Texts::Allowed);
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
                ("title_original", references.shown_or_none(article.title_original.as_deref())),
                ("url_absolute", references.absolute(id).into()),
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
    pub(in crate::render) fn reports(&self, id: Id) -> Vec<Id> {
        let digest = &self.references.project.digest;
        let story = digest.articles[id].story.as_ref().and_then(|story| digest.stories.get(story));
        story.map_or_else(Vec::new, |reports| reports.iter().copied().filter(|report| *report != id).collect())
    }

    /// The articles of the same relations that are nearest in time and share a topic, without the same story.
    pub(in crate::render) fn related(&self, id: Id, reports: &[Id]) -> Vec<Id> {
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
}
