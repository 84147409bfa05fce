//! The context of a print edition: the same values for the HTML and for the PDF, which differ in how they hold the texts.

use std::collections::BTreeMap;

use tera::Value;

use super::Contexts;
use super::printed::Place;
use crate::country::Code;
use crate::diagnostic::Diagnostic;
use crate::digest::Id;
use crate::plan::{List, OVERVIEWS, Period};
use crate::print::{Edition, EditionOf, Grouping, Head, Paper, Section, Selection, Span, Texts};
use crate::render::reader::Links;
use crate::render::reference::values;
use crate::render::value::{extended, object};

/// Makes the value of an article at its place.
type Printed<'a> = &'a mut dyn FnMut(Id, Place) -> Value;

/// Contents list every article up to so many; of longer editions, the heads only.
const CONTENTS: usize = 400;

/// Parts of so many articles on an average begin on a page of their own.
const FULL_PART: usize = 4;

impl Contexts<'_> {
    /// What an edition is called: what it is of, the days last.
    pub(in crate::render) fn edition_title(&self, of: &Selection) -> String {
        let references = &self.references;
        let project = references.project;
        let mut names: Vec<String> = Vec::new();
        names.extend(of.relation.map(|relation| self.list_title(List::Relation(relation))));
        names.extend(of.country.map(|code| self.list_title(List::Country(code))));
        names.extend(of.topic.map(|topic| self.list_title(List::Topic(topic))));
        names.extend(of.outlet.map(|outlet| self.list_title(List::Outlet(outlet))));
        match of.span {
            Span::Year(year) => names.push(year.to_string()),
            Span::Month(year, month) => names.push(references.locale().month(year, month)),
            _ => {}
        }
        if names.is_empty() {
            return project.config.languages[references.language].title.clone();
        }
        names.join(", ")
    }

    /// The fields of a planned edition.
    ///
    /// # Errors
    ///
    /// The place in the template of an article that failed.
    pub(super) fn planned_edition(&self, of: EditionOf) -> Result<Vec<(&'static str, Value)>, Diagnostic> {
        let references = &self.references;
        let project = references.project;
        let fields = match of.volumes(project) {
            Some(volumes) => {
                let volume = |list: List| {
                    let address = EditionOf::List(list).address(project);
                    object([
                        ("title", self.list_title(list).into()),
                        ("url", references.link(&address).into()),
                        ("count", list.articles(project).len().into()),
                    ])
                };
                let mut fields = self.empty_edition(&self.planned_title(of), &of.list().into());
                fields.push(("volumes", values(volumes.into_iter().map(volume))));
                fields.into_iter().collect::<BTreeMap<_, _>>().into()
            }
            None => {
                let edition = of.edition(project, references.language);
                self.edition_html(&edition, &self.planned_title(of), project.config.print.paper, Links::FromRoot)?
            }
        };
        let index = references.link(of.address(project).trim_end_matches("print/"));
        Ok(vec![("edition", extended(&fields, [("index", index.into())]))])
    }

    /// The title of a planned edition: that of the index beside it.
    pub(in crate::render) fn planned_title(&self, of: EditionOf) -> String {
        match of {
            EditionOf::List(List::Timeline(Period::All)) => self.edition_title(&Selection::default()),
            EditionOf::List(list) => self.list_title(list),
            EditionOf::Overview(at) => self.references.locale().word(OVERVIEWS[at]).to_owned(),
        }
    }

    /// `edition` for the PDF, see `docs/print.md`.
    pub(in crate::render) fn edition_blocks(&self, edition: &Edition, title: &str, paper: Paper) -> Value {
        self.edition(edition, title, paper, &mut |id, place| self.printed_blocks(edition.texts, id, place))
    }

    /// `edition` for a page of the site, or with absolute links for a file of its own.
    ///
    /// # Errors
    ///
    /// The place in the template of an article that failed.
    pub(in crate::render) fn edition_html(
        &self,
        edition: &Edition,
        title: &str,
        paper: Paper,
        links: Links,
    ) -> Result<Value, Diagnostic> {
        let mut fault = None;
        let value = self.edition(edition, title, paper, &mut |id, place| {
            let printed = self.printed_html(edition.texts, id, place, links);
            printed.unwrap_or_else(|found| {
                fault.get_or_insert(found);
                Value::none()
            })
        });
        fault.map_or(Ok(value), Err)
    }

    fn edition(&self, edition: &Edition, title: &str, paper: Paper, printed: Printed<'_>) -> Value {
        let references = &self.references;
        let mut fields = self.empty_edition(title, &edition.of);
        let numbers: BTreeMap<Id, usize> = edition.printed().zip(1..).collect();
        let number = |id: &Id| numbers.get(id).copied().unwrap_or(0);
        let parts = edition.parts.iter().map(|part| {
            // Below the title stand parts, sections and articles; an edition of one part has no heads of parts.
            let level = if part.head.is_some() { 4 } else { 3 };
            let place = |id: &Id| Place { number: number(id), level };
            let sections = part.sections.iter().map(|section| self.section(section, &place, printed));
            object([("head", self.head(part.head)), ("sections", values(sections))])
        });
        let date = |date: Option<jiff::civil::Date>| date.map_or_else(Value::none, |date| references.date(date));
        let days = edition.days(references.project);
        fields.extend([
            ("paper", paper.word().into()),
            ("count", edition.articles.len().into()),
            ("count_text", references.locale().count("articles", edition.articles.len()).unwrap_or_default().into()),
            ("texts", texts_word(edition.texts).into()),
            ("from", date(days.map(|(from, _)| from))),
            ("to", date(days.map(|(_, to)| to))),
            ("period", self.period_text(edition).into()),
            ("gathered", gathered(edition.group).map_or_else(Value::none, |key| references.locale().word(key).into())),
            ("lists_articles", (edition.articles.len() <= CONTENTS).into()),
            ("parts_break", (edition.articles.len() / edition.parts.len().max(1) >= FULL_PART).into()),
            ("parts", values(parts)),
            ("countries", self.index_of_countries(edition, &number)),
            ("outlets", self.index_of_outlets(edition, &number)),
        ]);
        fields.into_iter().collect::<BTreeMap<_, _>>().into()
    }

    /// What every edition has, with nothing in it.
    fn empty_edition(&self, title: &str, of: &Selection) -> Vec<(&'static str, Value)> {
        let project = self.references.project;
        let none = || Value::from(Vec::<Value>::new());
        let is_whole = *of == Selection::default();
        vec![
            ("title", title.into()),
            ("index", Value::none()),
            ("css_title", Value::safe_string(&css_string(title))),
            ("css_site", Value::safe_string(&css_string(&project.config.languages[self.references.language].title))),
            ("css_at_page", Value::safe_string(&css_page(self.references.locale().word("at_page")))),
            ("is_whole", is_whole.into()),
            ("paper", project.config.print.paper.word().into()),
            ("origin", Value::safe_string(&css_string(&project.config.base_url.origin))),
            ("count", 0.into()),
            ("count_text", "".into()),
            ("texts", "none".into()),
            ("from", Value::none()),
            ("to", Value::none()),
            ("period", "".into()),
            ("gathered", Value::none()),
            ("lists_articles", false.into()),
            ("parts_break", false.into()),
            ("volumes", none()),
            ("parts", none()),
            ("countries", none()),
            ("outlets", none()),
            ("locale", self.locale_of(self.references.tag())),
        ]
    }

    fn period_text(&self, edition: &Edition) -> String {
        let (project, locale) = (self.references.project, self.references.locale());
        let range = |from, to| {
            if from == to { locale.date(from) } else { format!("{} – {}", locale.date(from), locale.date(to)) }
        };
        let days = edition.days(project);
        match (edition.of.span, days) {
            (Span::Days(from, to), Some((first, last))) => range(from.unwrap_or(first), to.unwrap_or(last)),
            (_, Some((first, last))) => range(first, last),
            (_, None) => String::new(),
        }
    }

    fn head(&self, head: Option<Head>) -> Value {
        let references = &self.references;
        head.map_or_else(Value::none, |head| head.name(references.project, references.language).into())
    }

    fn section(&self, section: &Section, place: &dyn Fn(&Id) -> Place, printed: Printed<'_>) -> Value {
        let see = section.see.iter().map(|id| {
            let article = &self.references.project.digest.articles[*id];
            object([
                ("n", place(id).number.into()),
                ("title", self.references.shown(&article.title)),
                ("day", self.references.date(article.day())),
                ("locale", self.locale_of(&article.lang)),
            ])
        });
        let is_day = matches!(section.head, Head::Day(_));
        object([
            ("head", self.head(Some(section.head))),
            ("is_day", is_day.into()),
            ("entries", values(section.entries.iter().map(|id| printed(*id, place(id))))),
            ("see", values(see)),
        ])
    }

    /// Every party and every country that is named: `[{name, party, named}]`, by name; the numbers are the articles'.
    fn index_of_countries(&self, edition: &Edition, number: &dyn Fn(&Id) -> usize) -> Value {
        let (references, project) = (&self.references, self.references.project);
        let mut found: BTreeMap<Code, [Vec<usize>; 2]> = BTreeMap::new();
        for id in edition.printed() {
            let article = &project.digest.articles[id];
            for (place, codes) in [&article.countries, &article.mentions].into_iter().enumerate() {
                for code in codes {
                    found.entry(*code).or_default()[place].push(number(&id));
                }
            }
        }
        let name = |code: &Code| project.countries.name(*code, references.language);
        let mut found: Vec<(Code, [Vec<usize>; 2])> = found.into_iter().collect();
        found.sort_by(|(a, _), (b, _)| references.locale().compare(name(a), name(b)));
        values(found.into_iter().map(|(code, [party, named])| {
            object([("name", name(&code).into()), ("party", party.into()), ("named", named.into())])
        }))
    }

    fn index_of_outlets(&self, edition: &Edition, number: &dyn Fn(&Id) -> usize) -> Value {
        let (references, digest) = (&self.references, &self.references.project.digest);
        let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for id in edition.printed() {
            if let Some(outlet) = digest.outlet_of(id) {
                found.entry(outlet).or_default().push(number(&id));
            }
        }
        let mut found: Vec<(&str, Vec<usize>)> =
            found.into_iter().map(|(outlet, numbers)| (digest.outlets[outlet].name.as_str(), numbers)).collect();
        found.sort_by(|(a, _), (b, _)| references.locale().compare_outlets(a, b));
        values(found.into_iter().map(|(name, numbers)| object([("name", name.into()), ("articles", numbers.into())])))
    }
}

impl From<List> for Selection {
    fn from(list: List) -> Self {
        Selection::of_list(list)
    }
}

/// The word for what gathers articles; none for days, which a chronicle has unless it says otherwise.
fn gathered(group: Grouping) -> Option<&'static str> {
    match group {
        Grouping::Day => None,
        Grouping::Relation => Some("by_relation"),
        Grouping::Topic => Some("by_topic"),
        Grouping::Country => Some("by_country"),
        Grouping::Outlet => Some("by_outlet"),
    }
}

fn texts_word(texts: Texts) -> &'static str {
    match texts {
        Texts::Allowed => "allowed",
        Texts::Excerpts => "excerpts",
        Texts::None => "none",
    }
}

/// Where something is printed, as CSS has it for engines that number pages: `{n}` is the page that the link leads to.
fn css_page(phrase: &str) -> String {
    let (before, after) = phrase.split_once("{n}").unwrap_or((phrase, ""));
    let before = css_string(&format!(", {}", before.replace(' ', "\u{a0}")));
    format!("{before} target-counter(attr(href url), page) {}", css_string(after))
}

/// A string of CSS, with its quotes: every sign that could end it, or the style around it, is escaped.
fn css_string(text: &str) -> String {
    let escaped = |c: char| {
        if c.is_alphanumeric() || " –-.,:;/()".contains(c) { c.to_string() } else { format!("\\{:x} ", u32::from(c)) }
    };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_title_ends_the_style_that_it_stands_in() {
        assert_eq!(css_string("Çin – \"A\" </style>"), "\"Çin – \\22 A\\22  \\3c /style\\3e \"");
    }
}
