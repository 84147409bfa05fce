//! The contexts of the indexes of all countries, relations, topics and outlets.

use tera::Value;

use super::Contexts;
use crate::article::introduction::Subject;
use crate::country::{Code, Relation};
use crate::digest::Id;
use crate::plan::List;
use crate::render::lists;
use crate::render::reference::values;
use crate::render::value::{extended, object};

impl Contexts<'_> {
    /// The relations of a country, strongest first: `[{…relation, other, last}]`.
    pub(super) fn relations_of(&self, code: Code) -> Value {
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

    pub(super) fn relation_row(&self, relation: Relation, ids: &[Id], seen_from: Option<Code>) -> Value {
        let references = &self.references;
        let last = references.date(references.project.digest.articles[ids[0]].day());
        let other = seen_from.map_or_else(Value::none, |code| references.country(relation.other(code)));
        extended(&references.relation(relation), [("count", ids.len().into()), ("last", last), ("other", other)])
    }

    pub(super) fn countries_by_name(&self) -> Value {
        values(self.codes_by_name().into_iter().map(|code| self.counted(List::Country(code))))
    }

    pub(super) fn codes_by_name(&self) -> Vec<Code> {
        let (references, project) = (&self.references, self.references.project);
        let mut codes: Vec<Code> = project.digest.countries.keys().copied().collect();
        let name = |code: &Code| project.countries.name(*code, references.language);
        codes.sort_by(|a, b| references.locale().compare(name(a), name(b)));
        codes
    }

    pub(super) fn topics_by_name(&self) -> Vec<usize> {
        let (references, config) = (&self.references, &self.references.project.config);
        let name = |topic: &usize| config.topics[*topic].name(references.tag(), config.default_language());
        let mut topics: Vec<usize> = (0..config.topics.len()).collect();
        topics.sort_by(|a, b| references.locale().compare(name(a), name(b)));
        topics
    }

    /// `countries: [{…country, relations, last, first}]`, in the order of the language.
    pub(super) fn countries(&self) -> Vec<(&'static str, Value)> {
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
    pub(super) fn relations(&self) -> Vec<(&'static str, Value)> {
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
    pub(super) fn topics(&self) -> Vec<(&'static str, Value)> {
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
    pub(super) fn outlets(&self) -> Vec<(&'static str, Value)> {
        let (references, digest) = (&self.references, &self.references.project.digest);
        let mut outlets: Vec<usize> = (0..digest.outlets.len()).collect();
        outlets.sort_by(|a, b| references.locale().compare_outlets(&digest.outlets[*a].name, &digest.outlets[*b].name));
        let rows = outlets.into_iter().map(|outlet| {
            let newest = digest.outlets[outlet].articles[0];
            let last = references.date(digest.articles[newest].day());
            extended(&self.counted(List::Outlet(outlet)), [("last", last)])
        });
        vec![("outlets", values(rows))]
    }
}
