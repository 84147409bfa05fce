//! An edition: which articles it has, and under which heads they stand.
//!
//! On the site the newest comes first; in print the oldest does, as in a chronicle.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::country::{Code, Relation};
use crate::digest::Id;
use crate::plan::{List, Period};
use crate::project::Project;

/// What an edition is of: everything that is given has to hold of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Selection {
    /// The days, by the timeline.
    pub span: Span,
    /// A party.
    pub country: Option<Code>,
    /// Two parties.
    pub relation: Option<Relation>,
    /// The topic's place in the configuration.
    pub topic: Option<usize>,
    /// The outlet's place in the digest.
    pub outlet: Option<usize>,
}

/// The days that an edition covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Span {
    /// All.
    #[default]
    All,
    /// A year.
    Year(i16),
    /// A month of a year, 1 to 12.
    Month(i16, i8),
    /// From a day to a day, both of them in it.
    Days(Option<Date>, Option<Date>),
}

/// What gathers the articles of an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grouping {
    /// The day of the timeline.
    Day,
    /// Each pair of parties.
    Relation,
    /// Each topic.
    Topic,
    /// Each party.
    Country,
    /// Each outlet.
    Outlet,
}

/// How much of the articles an edition prints at most; rights can only make it less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Texts {
    /// What the rights of each article allow.
    Allowed,
    /// Excerpts even of articles that may be shown whole.
    Excerpts,
    /// Headlines and summaries.
    None,
}

/// A selection, gathered and put in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// What it is of.
    pub of: Selection,
    /// The language's place in the configuration.
    pub language: usize,
    /// What gathers its articles.
    pub group: Grouping,
    /// How much it prints of the articles.
    pub texts: Texts,
    /// Every article, the oldest first.
    pub articles: Vec<Id>,
    /// The articles under their heads.
    pub parts: Vec<Part>,
}

/// Sections with a head of their own, where an edition is long: a year or a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// None where the edition has one part only.
    pub head: Option<Head>,
    /// In order.
    pub sections: Vec<Section>,
}

/// Articles under one head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What they have in common.
    pub head: Head,
    /// The articles that are printed here, the oldest first.
    pub entries: Vec<Id>,
    /// Articles that belong here too and are printed in an earlier section.
    pub see: Vec<Id>,
}

/// What a part or a section is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Head {
    /// A year.
    Year(i16),
    /// A month of a year.
    Month(i16, i8),
    /// A day.
    Day(Date),
    /// A pair of parties.
    Relation(Relation),
    /// By the topic's place in the configuration.
    Topic(usize),
    /// A party.
    Country(Code),
    /// By the outlet's place in the digest.
    Outlet(usize),
    /// What has no relation, no topic or no outlet.
    Rest,
}

/// A part by month has so many articles on an average; with fewer, the edition is one run of days.
const ARTICLES_OF_A_MONTH: usize = 6;

impl Grouping {
    /// The words of the command line.
    pub const WORDS: [(&'static str, Grouping); 5] = [
        ("day", Grouping::Day),
        ("relation", Grouping::Relation),
        ("topic", Grouping::Topic),
        ("country", Grouping::Country),
        ("outlet", Grouping::Outlet),
    ];
}

impl Selection {
    /// What a list of the site has.
    pub fn of_list(list: List) -> Selection {
        let all = Selection::default();
        match list {
            List::Timeline(Period::All) => all,
            List::Timeline(Period::Year(year)) => Selection { span: Span::Year(year), ..all },
            List::Timeline(Period::Month(year, month)) => Selection { span: Span::Month(year, month), ..all },
            List::Country(code) => Selection { country: Some(code), ..all },
            List::Relation(relation) => Selection { relation: Some(relation), ..all },
            List::Topic(topic) => Selection { topic: Some(topic), ..all },
            List::Outlet(outlet) => Selection { outlet: Some(outlet), ..all },
        }
    }

    /// The articles, the oldest first.
    pub fn articles(&self, project: &Project) -> Vec<Id> {
        let digest = &project.digest;
        // The narrowest list is looked through; what else is wanted is asked of each article.
        let list = match (self.relation, self.outlet, self.country, self.topic, self.span) {
            (Some(relation), ..) => List::Relation(relation),
            (_, Some(outlet), ..) => List::Outlet(outlet),
            (_, _, Some(code), ..) => List::Country(code),
            (_, _, _, Some(topic), _) => List::Topic(topic),
            (.., Span::Year(year)) => List::Timeline(Period::Year(year)),
            (.., Span::Month(year, month)) => List::Timeline(Period::Month(year, month)),
            _ => List::Timeline(Period::All),
        };
        let is_wanted = |id: &Id| {
            let article = &digest.articles[*id];
            let day = article.day();
            let in_span = match self.span {
                Span::All => true,
                Span::Year(year) => day.year() == year,
                Span::Month(year, month) => (day.year(), day.month()) == (year, month),
                Span::Days(from, to) => from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= to),
            };
            in_span
                && self.country.is_none_or(|code| article.countries.contains(&code))
                && self.topic.is_none_or(|topic| article.topics.contains(&topic))
        };
        list.articles(project).iter().rev().copied().filter(is_wanted).collect()
    }
}

impl Edition {
    /// The edition of a selection.
    pub fn new(project: &Project, of: Selection, group: Grouping, language: usize, texts: Texts) -> Edition {
        let articles = of.articles(project);
        let parts = match group {
            Grouping::Day => by_day(project, &articles),
            _ => vec![Part { head: None, sections: gathered(project, &of, group, language, &articles) }],
        };
        Edition { of, language, group, texts, articles, parts }
    }

    /// The first day and the last; none of an edition without articles.
    pub fn days(&self, project: &Project) -> Option<(Date, Date)> {
        let day = |id: &Id| project.digest.articles[*id].day();
        Some((self.articles.first().map(day)?, self.articles.last().map(day)?))
    }

    /// The articles in the order in which they are printed.
    pub fn printed(&self) -> impl Iterator<Item = Id> {
        self.parts.iter().flat_map(|part| &part.sections).flat_map(|section| section.entries.iter().copied())
    }
}

fn by_day(project: &Project, articles: &[Id]) -> Vec<Part> {
    let day = |id: Id| project.digest.articles[id].day();
    let mut months: Vec<(i16, i8)> = articles.iter().map(|id| (day(*id).year(), day(*id).month())).collect();
    months.dedup();
    let years = months.chunk_by(|a, b| a.0 == b.0).count();
    let head_of = |date: Date| {
        if months.len() > 1 && articles.len() / months.len() >= ARTICLES_OF_A_MONTH {
            Some(Head::Month(date.year(), date.month()))
        } else if years > 1 {
            Some(Head::Year(date.year()))
        } else {
            None
        }
    };
    let mut parts: Vec<Part> = Vec::new();
    for ids in articles.chunk_by(|a, b| day(*a) == day(*b)) {
        let date = day(ids[0]);
        let section = Section { head: Head::Day(date), entries: ids.to_vec(), see: Vec::new() };
        match parts.last_mut().filter(|part| part.head == head_of(date)) {
            Some(part) => part.sections.push(section),
            None => parts.push(Part { head: head_of(date), sections: vec![section] }),
        }
    }
    parts
}

/// Sections by relation, topic or country, in the order of their names. An article that belongs to several is printed in
/// the first of them, and the others say where.
fn gathered(project: &Project, of: &Selection, group: Grouping, language: usize, articles: &[Id]) -> Vec<Section> {
    let digest = &project.digest;
    let heads_of = |id: Id| -> Vec<Head> {
        let article = &digest.articles[id];
        let mut heads: Vec<Head> = match group {
            Grouping::Relation => article.relations().into_iter().map(Head::Relation).collect(),
            Grouping::Outlet => digest.outlet_of(id).map(Head::Outlet).into_iter().collect(),
            Grouping::Topic => article.topics.iter().map(|topic| Head::Topic(*topic)).collect(),
            // In an edition of a country everything is the country's; what tells the sections apart is the other side.
            _ => {
                article.countries.iter().filter(|code| of.country != Some(**code)).map(|c| Head::Country(*c)).collect()
            }
        };
        if heads.is_empty() {
            heads.push(Head::Rest);
        }
        heads
    };
    let mut by_head: BTreeMap<Head, Vec<Id>> = BTreeMap::new();
    for id in articles {
        for head in heads_of(*id) {
            by_head.entry(head).or_default().push(*id);
        }
    }
    let locale = &project.locales[language];
    let mut named: Vec<(String, Head, Vec<Id>)> =
        by_head.into_iter().map(|(head, ids)| (head.name(project, language), head, ids)).collect();
    named.sort_by(|(a, one, _), (b, other, _)| {
        let last = |head: &Head| *head == Head::Rest;
        let by_name = || match one {
            Head::Outlet(_) => locale.compare_outlets(a, b),
            _ => locale.compare(a, b),
        };
        last(one).cmp(&last(other)).then_with(by_name).then_with(|| one.cmp(other))
    });
    let mut printed = vec![false; digest.articles.len()];
    let section = |(_, head, ids): (String, Head, Vec<Id>)| {
        let (entries, see) = ids.into_iter().partition(|id| !std::mem::replace(&mut printed[*id], true));
        Section { head, entries, see }
    };
    named.into_iter().map(section).collect()
}

impl Head {
    /// What stands above the part or section.
    pub fn name(self, project: &Project, language: usize) -> String {
        let (locale, countries) = (&project.locales[language], &project.countries);
        match self {
            Head::Year(year) => year.to_string(),
            Head::Month(year, month) => locale.month(year, month),
            Head::Day(date) => locale.date(date),
            Head::Relation(relation) => relation.codes().map(|code| countries.name(code, language)).join(" – "),
            Head::Topic(topic) => {
                let config = &project.config;
                config.topics[topic].name(&config.languages[language].tag, config.default_language()).to_owned()
            }
            Head::Country(code) => countries.name(code, language).to_owned(),
            Head::Outlet(outlet) => project.digest.outlets[outlet].name.clone(),
            Head::Rest => locale.word("rest").to_owned(),
        }
    }
}
