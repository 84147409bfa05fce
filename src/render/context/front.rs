//! The context of the front page.

use jiff::ToSpan;
use tera::Value;

use super::Contexts;
use crate::config::Presence;
use crate::country::Relation;
use crate::digest::Id;
use crate::plan::{List, Period};
use crate::print::EditionOf;
use crate::render::lists;
use crate::render::reference::values;
use crate::render::value::{extended, object};

/// The days that the front page shows.
const FRONT_DAYS: usize = 7;
/// The relations that the front page shows.
const FRONT_RELATIONS: usize = 10;

impl Contexts<'_> {
    pub(super) fn front(&self) -> Vec<(&'static str, Value)> {
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
        let month = newest.map(|day| {
            let of = EditionOf::List(List::Timeline(Period::Month(day.year(), day.month())));
            let is_made = references.project.config.print.html == Presence::Made;
            let print = if is_made { references.link(&of.address(references.project)).into() } else { Value::none() };
            extended(&references.month(day.year(), day.month()), [("print", print)])
        });
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
    pub(super) fn months_of(&self, relation: Relation) -> Vec<usize> {
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
