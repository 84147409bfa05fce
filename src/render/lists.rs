//! The parts of list pages: lines by year, month and day; activity; pages; strongest relations.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tera::Value;

use super::reference::{References, values};
use super::value::{extended, object};
use crate::country::Relation;
use crate::digest::Id;
use crate::plan::{Line, List, Period, page_count, years};

/// The lines of a page in the order of the list: `[{year, url, months: [{…, days: [{…, entries}]}]}]`.
pub(super) fn by_day(references: &References<'_>, lines: &[Line]) -> Value {
    let articles = &references.project.digest.articles;
    let same = |key: &dyn Fn(Date) -> (i16, i8, i8), a: &Line, b: &Line| {
        key(articles[a.id].day()) == key(articles[b.id].day())
    };
    let year = |date: Date| (date.year(), 0, 0);
    let month = |date: Date| (date.year(), date.month(), 0);
    let day = |date: Date| (date.year(), date.month(), date.day());
    values(lines.chunk_by(|a, b| same(&year, a, b)).map(|lines| {
        let in_year = articles[lines[0].id].day().year();
        let url = references.link(&List::Timeline(Period::Year(in_year)).address(references.project));
        let months = lines.chunk_by(|a, b| same(&month, a, b)).map(|lines| {
            let first = articles[lines[0].id].day();
            let days = lines.chunk_by(|a, b| same(&day, a, b)).map(|lines| {
                let entries = values(lines.iter().map(|line| entry(references, line)));
                extended(&references.date(articles[lines[0].id].day()), [("entries", entries)])
            });
            extended(&references.month(first.year(), first.month()), [("days", values(days))])
        });
        object([("year", in_year.into()), ("url", url.into()), ("months", values(months))])
    }))
}

/// A line of a list: an entry, with the other reports of its story.
fn entry(references: &References<'_>, line: &Line) -> Value {
    let entry = references.entry(line.id);
    if line.others.is_empty() {
        return entry;
    }
    extended(&entry, [("others", values(line.others.iter().map(|id| references.entry(*id))))])
}

/// The days that are newest, at most so many: `[{iso, text, day, entries}]`.
pub(super) fn latest_days(references: &References<'_>, days: usize) -> Value {
    let articles = &references.project.digest.articles;
    let ids: Vec<Id> = (0..articles.len()).collect();
    let days = ids.chunk_by(|a, b| articles[*a].day() == articles[*b].day()).take(days);
    values(days.map(|ids| {
        let entries = values(ids.iter().map(|id| references.entry(*id)));
        extended(&references.date(articles[ids[0]].day()), [("entries", entries)])
    }))
}

/// Articles by year, oldest first, each year split by the first topic of its articles:
/// `{max, years: [{year, url, count, share, topics: [{topic, count, share}]}]}`; shares are per cent of the fullest year.
pub(super) fn activity(references: &References<'_>, ids: &[Id]) -> Value {
    let articles = &references.project.digest.articles;
    let mut counts: BTreeMap<i16, BTreeMap<Option<usize>, usize>> = BTreeMap::new();
    for id in ids {
        let article = &articles[*id];
        let topics = counts.entry(article.day().year()).or_default();
        *topics.entry(article.topics.first().copied()).or_insert(0) += 1;
    }
    let (Some(first), Some(last)) = (counts.keys().next().copied(), counts.keys().next_back().copied()) else {
        return Value::none();
    };
    let max = counts.values().map(|topics| topics.values().sum::<usize>()).max().unwrap_or(1);
    let years = (first..=last).map(|year| {
        let topics = counts.get(&year).cloned().unwrap_or_default();
        let count: usize = topics.values().sum();
        let mut topics: Vec<(Option<usize>, usize)> = topics.into_iter().collect();
        topics.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let url = if count == 0 {
            Value::none()
        } else {
            references.link(&List::Timeline(Period::Year(year)).address(references.project)).into()
        };
        object([
            ("year", year.into()),
            ("url", url),
            ("count", count.into()),
            ("share", share(count, max)),
            (
                "topics",
                values(topics.into_iter().map(|(topic, count)| {
                    let topic = topic.map_or_else(Value::none, |topic| references.topic(topic));
                    object([("topic", topic), ("count", count.into()), ("share", share(count, max))])
                })),
            ),
        ])
    });
    object([("max", max.into()), ("years", values(years))])
}

/// Every month of the timeline, or of one of its years, with how full it is:
/// `[{year, url, count, months: [{…month, count, level}]}]`, twelve months a year, level 0 (nothing) to 4.
pub(super) fn strip(references: &References<'_>, period: Period) -> Value {
    let all = years(references.project);
    let count = |year: i16, month: i8| Period::Month(year, month).range(references.project).len();
    let wanted: Vec<i16> = all
        .iter()
        .map(|(year, _)| *year)
        .filter(|year| match period {
            Period::All => true,
            Period::Year(wanted) | Period::Month(wanted, _) => wanted == *year,
        })
        .collect();
    let max = wanted.iter().flat_map(|year| (1..=12).map(|month| count(*year, month))).max().unwrap_or(0);
    values(wanted.into_iter().map(|year| {
        let months = (1..=12).map(|month| {
            let count = count(year, month);
            let level = level(count, max).into();
            extended(&references.month(year, month), [("count", count.into()), ("level", level)])
        });
        let range = Period::Year(year).range(references.project);
        let url = references.link(&List::Timeline(Period::Year(year)).address(references.project));
        object([("year", year.into()), ("url", url.into()), ("count", range.len().into()), ("months", values(months))])
    }))
}

/// The pages of a list: `{number, count, first, newer, older, last}`, the last four addresses or none.
pub(super) fn pager(references: &References<'_>, list: List, number: usize, lines: usize) -> Value {
    let count = page_count(lines, references.project.config.page_size);
    let link = |wanted: usize, there: bool| {
        if there { references.link(&list.page_address(wanted, references.project)).into() } else { Value::none() }
    };
    object([
        ("number", number.into()),
        ("count", count.into()),
        ("first", link(1, number > 2)),
        ("newer", link(number - 1, number > 1)),
        ("older", link(number + 1, number < count)),
        ("last", link(count, number + 1 < count)),
    ])
}

/// The relations that articles are of, the one with most first, each as `{…relation, count, last}`, at most so many;
/// `count` is of these articles, `last` the newest day.
pub(super) fn strongest(references: &References<'_>, ids: &[Id], most: usize) -> Vec<(Relation, Value)> {
    let articles = &references.project.digest.articles;
    let mut counts: BTreeMap<Relation, (usize, Id)> = BTreeMap::new();
    for id in ids {
        for relation in articles[*id].relations() {
            counts.entry(relation).or_insert((0, *id)).0 += 1;
        }
    }
    let mut relations: Vec<(Relation, (usize, Id))> = counts.into_iter().collect();
    relations.sort_by(|a, b| b.1.0.cmp(&a.1.0).then_with(|| a.1.1.cmp(&b.1.1)).then_with(|| a.0.cmp(&b.0)));
    let row = |(relation, (count, newest)): (Relation, (usize, Id))| {
        let last = references.date(articles[newest].day());
        (relation, extended(&references.relation(relation), [("count", count.into()), ("last", last)]))
    };
    relations.into_iter().take(most).map(row).collect()
}

/// How full something is, in five steps: 0 for nothing, 4 for the fullest.
pub(super) fn level(count: usize, max: usize) -> usize {
    if count == 0 {
        return 0;
    }
    // By the logarithm: a month with three entries should look fuller than one with one, beside a month of three hundred.
    let fullness = ((count as f64).ln_1p() / (max.max(1) as f64).ln_1p()).clamp(0.0, 1.0);
    (fullness * 4.0).ceil() as usize
}

fn share(count: usize, max: usize) -> Value {
    // One decimal is finer than a pixel.
    ((count as f64 * 1000.0 / max.max(1) as f64).round() / 10.0).into()
}
