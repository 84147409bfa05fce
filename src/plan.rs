//! The plan: which pages a digest has, at which addresses.
//!
//! Addresses come from names and dates only, never from the order of files or the day of the build.

mod clashes;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::article::Article;
use crate::article::introduction::Subject;
use crate::config::{FeedScope, Presence};
use crate::country::{Code, Relation};
use crate::diagnostic::Diagnostic;
use crate::digest::Id;
use crate::print::planned::{self, EditionOf};
use crate::project::Project;
use crate::snapshot::File;

/// One planned output.
#[derive(Debug, Clone)]
pub struct Page {
    /// From the site's root with the language's prefix: `/tr/topics/defence/`, `/feed.xml`.
    pub address: String,
    /// The language's place in the configuration.
    pub language: usize,
    /// What it is made from.
    pub kind: Kind,
}

/// What a page is made from.
#[derive(Debug, Clone)]
pub enum Kind {
    /// The front page.
    Front,
    /// An article.
    Article(Id),
    /// A page of a list.
    List {
        /// The list.
        list: List,
        /// Which of its pages, from 1.
        number: usize,
    },
    /// The index of all countries.
    Countries,
    /// The index and matrix of all relations.
    Relations,
    /// The index of all topics.
    Topics,
    /// The index of all outlets.
    Outlets,
    /// About the digest.
    About,
    /// What a server shows for an address that is none.
    NotFound,
    /// A feed.
    Feed {
        /// Of what.
        of: FeedOf,
        /// In which format.
        format: FeedFormat,
    },
    /// The n-th part of the sitemap's addresses; `None` is the list of the parts.
    Sitemap(Option<Range<usize>>),
    /// `robots.txt`.
    Robots,
    /// A print edition in HTML.
    Edition(EditionOf),
    /// The print edition of a list as a PDF.
    Pdf(List),
    /// An earlier address of an article.
    Alias(Id),
    /// A file that is published as it is.
    File(File),
}

/// What a feed is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedOf {
    /// The whole site.
    Site,
    /// An index of all countries, relations, topics or outlets, see [`OVERVIEWS`]: what is new in any of them.
    Overview(&'static str),
    /// A list.
    List(List),
}

/// The indexes of all countries, relations, topics and outlets: the last parts of their addresses.
pub const OVERVIEWS: [&str; 4] = ["countries", "relations", "topics", "outlets"];

impl FeedOf {
    /// The address of the page that the feed stands beside, without a language's prefix.
    pub fn address(self, project: &Project) -> String {
        match self {
            FeedOf::Site => "/".to_owned(),
            FeedOf::Overview(name) => format!("/{name}/"),
            FeedOf::List(list) => list.address(project),
        }
    }

    /// The list whose articles the feed has.
    pub fn list(self) -> List {
        match self {
            FeedOf::List(list) => list,
            FeedOf::Site | FeedOf::Overview(_) => List::Timeline(Period::All),
        }
    }
}

/// A list of articles that has pages of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// By day.
    Timeline(Period),
    /// Of a party.
    Country(Code),
    /// Of two parties.
    Relation(Relation),
    /// By the topic's place in the configuration.
    Topic(usize),
    /// By the outlet's place in the digest.
    Outlet(usize),
}

/// A part of the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    /// From the first day to the last.
    All,
    /// A year.
    Year(i16),
    /// A month of a year, 1 to 12.
    Month(i16, i8),
}

/// The formats of feeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedFormat {
    /// RFC 4287.
    Atom,
    /// JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/
    Json,
}

/// One line of a list: an article, with the other reports of its story where the list gathers them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The article.
    pub id: Id,
    /// Other reports of its story, in the order of the list.
    pub others: Vec<Id>,
}

/// The sitemap protocol's limit on addresses in one file, https://www.sitemaps.org/protocol.html
const SITEMAP_PART: usize = 50_000;

impl FeedFormat {
    /// The file's name beside the index.
    pub fn file_name(self) -> &'static str {
        match self {
            FeedFormat::Atom => "feed.xml",
            FeedFormat::Json => "feed.json",
        }
    }
}

impl Page {
    /// The output file, relative to the folder that is published.
    pub fn file_path(&self) -> String {
        let path = self.address.trim_start_matches('/');
        if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
    }
}

impl List {
    /// The address of the list's first page, without a language's prefix.
    pub fn address(self, project: &Project) -> String {
        let countries = &project.countries;
        match self {
            List::Timeline(Period::All) => "/timeline/".to_owned(),
            List::Timeline(Period::Year(year)) => format!("/timeline/{year:04}/"),
            List::Timeline(Period::Month(year, month)) => format!("/timeline/{year:04}/{month:02}/"),
            List::Country(code) => format!("/countries/{}/", countries.slug(code)),
            List::Relation(relation) => {
                let [a, b] = relation.codes();
                format!("/relations/{}-{}/", countries.slug(a), countries.slug(b))
            }
            List::Topic(topic) => format!("/topics/{}/", project.config.topics[topic].slug),
            List::Outlet(outlet) => format!("/outlets/{}/", project.digest.outlets[outlet].slug),
        }
    }

    /// The address of the n-th page, without a language's prefix.
    pub fn page_address(self, number: usize, project: &Project) -> String {
        let first = self.address(project);
        if number == 1 { first } else { format!("{first}page/{number}/") }
    }

    /// The articles of the list, in its order.
    pub fn articles(self, project: &Project) -> Cow<'_, [Id]> {
        let digest = &project.digest;
        let ids: Option<&Vec<Id>> = match self {
            List::Timeline(period) => return Cow::Owned(period.range(project).collect()),
            List::Country(code) => digest.countries.get(&code),
            List::Relation(relation) => digest.relations.get(&relation),
            List::Topic(topic) => digest.topics.get(&topic),
            List::Outlet(outlet) => digest.outlets.get(outlet).map(|outlet| &outlet.articles),
        };
        Cow::Borrowed(ids.map_or(&[], Vec::as_slice))
    }

    /// How many lines the list has.
    pub fn line_count(self, project: &Project) -> usize {
        match self {
            List::Relation(_) => self.chronicle(project).len(),
            List::Timeline(period) => period.range(project).len(),
            _ => self.articles(project).len(),
        }
    }

    /// The lines of the n-th page.
    pub fn lines(self, project: &Project, number: usize) -> Vec<Line> {
        let size = project.config.page_size;
        let (from, to) = ((number - 1) * size, number * size);
        let line = |id: Id| Line { id, others: Vec::new() };
        match self {
            List::Relation(_) => self.chronicle(project).into_iter().take(to).skip(from).collect(),
            List::Timeline(period) => period.range(project).skip(from).take(size).map(line).collect(),
            _ => self.articles(project).iter().skip(from).take(size).copied().map(line).collect(),
        }
    }

    /// A relation is a chronicle: the reports of one story are one line there, at the place of the newest.
    fn chronicle(self, project: &Project) -> Vec<Line> {
        let digest = &project.digest;
        let ids = self.articles(project);
        let story = |id: Id| digest.articles[id].story.as_ref().and_then(|story| digest.stories.get(story));
        ids.iter()
            .filter_map(|id| match story(*id) {
                None => Some(Line { id: *id, others: Vec::new() }),
                Some(reports) => {
                    let mut here = reports.iter().filter(|report| ids.binary_search(report).is_ok());
                    (here.next() == Some(id)).then(|| Line { id: *id, others: here.copied().collect() })
                }
            })
            .collect()
    }
}

impl Subject {
    /// What introduces a list; none for the timeline.
    pub fn of_list(list: List, project: &Project) -> Option<Subject> {
        Some(match list {
            List::Country(code) => Subject::Country(code),
            List::Relation(relation) => Subject::Relation(relation),
            List::Topic(topic) => Subject::Topic(project.config.topics[topic].slug.clone()),
            List::Outlet(outlet) => Subject::Outlet(project.digest.outlets[outlet].slug.clone()),
            List::Timeline(_) => return None,
        })
    }
}

impl Period {
    /// The articles of the period: a range, since articles are in the order of their days.
    pub fn range(self, project: &Project) -> Range<Id> {
        let articles = &project.digest.articles;
        let key = |article: &Arc<Article>| (article.day().year(), article.day().month());
        match self {
            Period::All => 0..articles.len(),
            Period::Year(year) => {
                let start = articles.partition_point(|article| key(article).0 > year);
                start..articles.partition_point(|article| key(article).0 >= year)
            }
            Period::Month(year, month) => {
                let start = articles.partition_point(|article| key(article) > (year, month));
                start..articles.partition_point(|article| key(article) >= (year, month))
            }
        }
    }
}

/// The years of the timeline, newest first, each with its months, newest first.
pub fn years(project: &Project) -> Vec<(i16, Vec<i8>)> {
    project.digest.years.to_vec()
}

/// Every list that has pages.
pub fn lists(project: &Project) -> Vec<List> {
    let digest = &project.digest;
    let mut lists = vec![List::Timeline(Period::All)];
    for (year, months) in years(project) {
        lists.push(List::Timeline(Period::Year(year)));
        lists.extend(months.into_iter().map(|month| List::Timeline(Period::Month(year, month))));
    }
    lists.extend(digest.countries.keys().map(|code| List::Country(*code)));
    lists.extend(digest.relations.keys().map(|relation| List::Relation(*relation)));
    // Every topic of the vocabulary has a page, so that the vocabulary can be cited; a country without entries has none.
    lists.extend((0..project.config.topics.len()).map(List::Topic));
    lists.extend((0..digest.outlets.len()).map(List::Outlet));
    lists
}

/// The prefix of a language's addresses: nothing for the default one, `/tr` for others.
pub fn prefix(project: &Project, language: usize) -> String {
    if language == 0 { String::new() } else { format!("/{}", project.config.languages[language].tag) }
}

/// How many pages a list of so many lines has; an empty list has one.
pub fn page_count(lines: usize, page_size: usize) -> usize {
    lines.div_ceil(page_size).max(1)
}

/// Plans every page, sorted by address.
///
/// # Errors
///
/// Two outputs with one address: a file of the site's own against a page, or two names with one slug.
pub fn plan(project: &Project) -> Result<Vec<Page>, Vec<Diagnostic>> {
    let digest = &project.digest;
    let mut pages = Vec::new();
    let lists = lists(project);
    let counts: Vec<usize> =
        lists.iter().map(|list| page_count(list.line_count(project), project.config.page_size)).collect();
    for language in 0..project.config.languages.len() {
        let prefix = prefix(project, language);
        let mut add =
            |address: String, kind| pages.push(Page { address: format!("{prefix}{address}"), language, kind });
        for (address, kind) in [
            ("/", Kind::Front),
            ("/countries/", Kind::Countries),
            ("/relations/", Kind::Relations),
            ("/topics/", Kind::Topics),
            ("/outlets/", Kind::Outlets),
            ("/about/", Kind::About),
            ("/404.html", Kind::NotFound),
        ] {
            add(address.to_owned(), kind);
        }
        for id in 0..digest.articles.len() {
            add(digest.articles[id].address(), Kind::Article(id));
        }
        for (list, count) in lists.iter().zip(&counts) {
            for number in 1..=*count {
                add(list.page_address(number, project), Kind::List { list: *list, number });
            }
        }
        for of in EditionOf::all(project) {
            add(of.address(project), Kind::Edition(of));
        }
        for list in planned::pdfs(project) {
            add(planned::pdf_address(list, project), Kind::Pdf(list));
        }
        for format in feed_formats(project) {
            add(format!("/{}", format.file_name()), Kind::Feed { of: FeedOf::Site, format });
            if project.config.feeds.scope == FeedScope::All {
                let overviews = OVERVIEWS.into_iter().map(FeedOf::Overview);
                for of in overviews.chain(lists.iter().copied().map(FeedOf::List)) {
                    add(format!("{}{}", of.address(project), format.file_name()), Kind::Feed { of, format });
                }
            }
        }
    }
    let count = pages.iter().filter(|page| page.is_in_sitemap()).count();
    let mut add = |address: String, kind| pages.push(Page { address, language: 0, kind });
    if count <= SITEMAP_PART {
        add("/sitemap.xml".to_owned(), Kind::Sitemap(Some(0..count)));
    } else {
        add("/sitemap.xml".to_owned(), Kind::Sitemap(None));
        for (at, start) in (0..count).step_by(SITEMAP_PART).enumerate() {
            let part = start..(start + SITEMAP_PART).min(count);
            add(format!("/sitemap-{}.xml", at + 1), Kind::Sitemap(Some(part)));
        }
    }
    add("/robots.txt".to_owned(), Kind::Robots);
    for (id, article) in digest.articles.iter().enumerate() {
        for alias in &article.aliases {
            let address =
                if alias.ends_with(".html") { alias.clone() } else { format!("{}/", alias.trim_end_matches('/')) };
            add(address, Kind::Alias(id));
        }
    }
    for (address, file) in &project.theme.files {
        add(address.clone(), Kind::File(file.clone()));
    }
    for asset in digest.assets.values() {
        add(asset.address.clone(), Kind::File(asset.file.clone()));
    }
    pages.sort_by(|a, b| a.address.cmp(&b.address));
    let clashes = clashes::clashes(&pages, project);
    if clashes.is_empty() { Ok(pages) } else { Err(clashes) }
}

/// The formats that the site's feeds have.
pub fn feed_formats(project: &Project) -> Vec<FeedFormat> {
    let feeds = &project.config.feeds;
    [(feeds.atom, FeedFormat::Atom), (feeds.json, FeedFormat::Json)]
        .into_iter()
        .filter(|(presence, _)| *presence == Presence::Made)
        .map(|(_, format)| format)
        .collect()
}

impl Page {
    /// Whether search engines are told of the page.
    pub fn is_in_sitemap(&self) -> bool {
        !matches!(
            self.kind,
            Kind::NotFound
                | Kind::Feed { .. }
                | Kind::Sitemap(_)
                | Kind::Robots
                | Kind::Alias(_)
                | Kind::Edition(_)
                | Kind::Pdf(_)
                | Kind::File(_)
        )
    }
}
