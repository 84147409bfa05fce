//! The editions of a site: one beside each index.

use crate::config::{EditionsOf, Presence};
use crate::plan::{List, OVERVIEWS, Period, lists, years};
use crate::print::{Edition, Grouping, Selection, Texts};
use crate::project::Project;

/// What an edition of the site is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditionOf {
    /// A list.
    List(List),
    /// The whole digest by country, relation, topic or outlet: the place in [`OVERVIEWS`].
    Overview(usize),
}

impl EditionOf {
    /// Every edition in HTML that a site has.
    pub fn all(project: &Project) -> Vec<EditionOf> {
        if project.config.print.html == Presence::Left {
            return Vec::new();
        }
        lists(project).into_iter().map(EditionOf::List).chain((0..OVERVIEWS.len()).map(EditionOf::Overview)).collect()
    }

    /// The address of its page, without a language's prefix.
    pub fn address(self, project: &Project) -> String {
        match self {
            EditionOf::List(list) => format!("{}print/", list.address(project)),
            EditionOf::Overview(at) => format!("/{}/print/", OVERVIEWS[at]),
        }
    }

    /// What its articles are in.
    pub fn list(self) -> List {
        match self {
            EditionOf::List(list) => list,
            EditionOf::Overview(_) => List::Timeline(Period::All),
        }
    }

    /// The editions that a page leads to in place of articles, where those would be too many for one document.
    pub fn volumes(self, project: &Project) -> Option<Vec<List>> {
        let digest = &project.digest;
        if self.list().articles(project).len() <= project.config.print.full_texts {
            return None;
        }
        let years = years(project);
        match self {
            EditionOf::List(List::Timeline(Period::All)) => {
                Some(years.iter().map(|(year, _)| List::Timeline(Period::Year(*year))).collect())
            }
            EditionOf::List(List::Timeline(Period::Year(wanted))) => {
                let months =
                    years.into_iter().find(|(year, _)| *year == wanted).map_or(Vec::new(), |(_, months)| months);
                Some(months.into_iter().map(|month| List::Timeline(Period::Month(wanted, month))).collect())
            }
            EditionOf::List(_) => None,
            EditionOf::Overview(0) => Some(digest.countries.keys().map(|code| List::Country(*code)).collect()),
            EditionOf::Overview(1) => Some(digest.relations.keys().map(|of| List::Relation(*of)).collect()),
            EditionOf::Overview(2) => Some((0..project.config.topics.len()).map(List::Topic).collect()),
            EditionOf::Overview(_) => Some((0..digest.outlets.len()).map(List::Outlet).collect()),
        }
    }

    /// The articles of its page, in HTML.
    pub fn edition(self, project: &Project, language: usize) -> Edition {
        let group = match self {
            EditionOf::List(_) => Grouping::Day,
            EditionOf::Overview(0) => Grouping::Country,
            EditionOf::Overview(1) => Grouping::Relation,
            EditionOf::Overview(2) => Grouping::Topic,
            EditionOf::Overview(_) => Grouping::Outlet,
        };
        let is_long = self.list().articles(project).len() > project.config.print.full_texts;
        let texts = if is_long { Texts::None } else { Texts::Allowed };
        Edition::new(project, Selection::of_list(self.list()), group, language, texts)
    }
}

/// The lists that have a PDF on the site.
pub fn pdfs(project: &Project) -> Vec<List> {
    lists(project).into_iter().filter(|list| has_pdf(*list, project)).collect()
}

/// Whether a list has a PDF on the site.
pub fn has_pdf(list: List, project: &Project) -> bool {
    cfg!(feature = "pdf")
        && project.config.print.editions.contains(&EditionsOf::list(list))
        && !list.articles(project).is_empty()
}

/// The address of a list's PDF, without a language's prefix: `/timeline/2021/12/print/2021-12.pdf`.
pub fn pdf_address(list: List, project: &Project) -> String {
    let folder = list.address(project);
    let name = match list {
        List::Timeline(Period::Month(year, month)) => format!("{year:04}-{month:02}"),
        _ => folder.trim_end_matches('/').rsplit('/').next().unwrap_or("edition").to_owned(),
    };
    format!("{folder}print/{name}.pdf")
}

/// The edition that a PDF of the site sets.
pub fn pdf_edition(list: List, project: &Project, language: usize) -> Edition {
    Edition::new(project, Selection::of_list(list), Grouping::Day, language, Texts::Allowed)
}
