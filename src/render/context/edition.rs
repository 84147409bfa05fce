//! The context of a print edition: the same values for the HTML and for the PDF, which differ in how they hold the texts.

use std::collections::BTreeMap;

use tera::Value;

use super::Contexts;
use crate::article::markdown::percent_decoded;
use crate::country::Code;
use crate::digest::Id;
use crate::locale::Direction;
use crate::plan::{List, OVERVIEWS, Period, prefix};
use crate::print::{Edition, EditionOf, Head, Paper, Section, Selection, Span, Texts};
use crate::project::Project;
use crate::render::reader::{self, Links};
use crate::render::reference::values;
use crate::render::scope::{Around, scope};
use crate::render::value::{extended, html, object, text};

/// In which form an edition has the texts of its articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) enum Form {
    /// HTML on a page of the site.
    Page,
    /// HTML in a file of its own.
    File,
    /// Blocks, for the PDF.
    Blocks,
}

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
    pub(super) fn planned_edition(&self, of: EditionOf) -> Vec<(&'static str, Value)> {
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
                self.edition(&edition, &self.planned_title(of), project.config.print.paper, Form::Page)
            }
        };
        let index = references.link(of.address(project).trim_end_matches("print/"));
        vec![("edition", extended(&fields, [("index", index.into())]))]
    }

    /// The title of a planned edition: that of the index beside it.
    pub(in crate::render) fn planned_title(&self, of: EditionOf) -> String {
        match of {
            EditionOf::List(List::Timeline(Period::All)) => self.edition_title(&Selection::default()),
            EditionOf::List(list) => self.list_title(list),
            EditionOf::Overview(at) => self.references.locale().word(OVERVIEWS[at]).to_owned(),
        }
    }

    /// `edition`, see `docs/print.md`.
    pub(in crate::render) fn edition(&self, edition: &Edition, title: &str, paper: Paper, form: Form) -> Value {
        let references = &self.references;
        let mut fields = self.empty_edition(title, &edition.of);
        let numbers: BTreeMap<Id, usize> = edition.printed().zip(1..).collect();
        let number = |id: &Id| numbers.get(id).copied().unwrap_or(0);
        let parts = edition.parts.iter().map(|part| {
            let sections = part.sections.iter().map(|section| self.section(edition, section, &number, form));
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
            ("is_whole", is_whole.into()),
            ("paper", project.config.print.paper.word().into()),
            ("origin", Value::safe_string(&css_string(&project.config.base_url.origin))),
            ("count", 0.into()),
            ("count_text", "".into()),
            ("texts", "none".into()),
            ("from", Value::none()),
            ("to", Value::none()),
            ("period", "".into()),
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

    fn section(&self, edition: &Edition, section: &Section, number: &dyn Fn(&Id) -> usize, form: Form) -> Value {
        let see = section.see.iter().map(|id| {
            let article = &self.references.project.digest.articles[*id];
            object([
                ("n", number(id).into()),
                ("title", article.title.as_str().into()),
                ("day", self.references.date(article.day())),
                ("locale", self.locale_of(&article.lang)),
            ])
        });
        let is_day = matches!(section.head, Head::Day(_));
        object([
            ("head", self.head(Some(section.head))),
            ("is_day", is_day.into()),
            ("entries", values(section.entries.iter().map(|id| self.printed(edition.texts, *id, number(id), form)))),
            ("see", values(see)),
        ])
    }

    /// An article as editions print it.
    fn printed(&self, texts: Texts, id: Id, number: usize, form: Form) -> Value {
        let references = &self.references;
        let project = references.project;
        let (digest, article) = (&project.digest, &project.digest.articles[id]);
        let (source, base) = (&article.source, &project.config.base_url);
        let date = |date: Option<jiff::civil::Date>| date.map_or_else(Value::none, |date| references.date(date));
        let names = |names: Vec<String>| values(names.into_iter().map(Value::from));
        let topic = |topic: &usize| {
            let config = &project.config;
            config.topics[*topic].name(references.tag(), config.default_language()).to_owned()
        };
        let head = |head: Head| head.name(project, references.language);
        let address = format!("{}{}", prefix(project, references.language), article.address());
        let url = if form == Form::Page { base.link(&address) } else { base.absolute(&address) };
        let fields = object([
            ("n", number.into()),
            ("url", url.into()),
            ("url_absolute", base.absolute(&address).into()),
            ("title", article.title.as_str().into()),
            ("title_original", text(article.title_original.as_deref())),
            ("locale", self.locale_of(&article.lang)),
            ("language", references.locale().language(&article.lang).into()),
            ("is_foreign", (article.lang != references.tag()).into()),
            ("day", references.date(article.day())),
            ("date", references.date(article.date)),
            ("event", date(article.event.as_ref().and_then(|event| event.date))),
            ("place", text(article.event.as_ref().and_then(|event| event.place.as_deref()))),
            ("draft", references.mark(article)),
            ("relations", names(article.relations().into_iter().map(|of| head(Head::Relation(of))).collect())),
            ("countries", names(article.countries.iter().map(|code| head(Head::Country(*code))).collect())),
            ("topics", names(article.topics.iter().map(topic).collect())),
            ("outlet", text(digest.outlet_of(id).map(|outlet| digest.outlets[outlet].name.as_str()))),
            ("author", names(source.author.clone())),
            ("source", text(source.url.as_deref())),
            ("archived", text(source.archived.as_deref())),
            ("accessed", date(source.accessed)),
            ("summary", text(article.summary.as_deref())),
        ]);
        let links = if form == Form::Page { Links::FromRoot } else { Links::Absolute };
        let (body, is_cut) = match form {
            Form::Blocks => {
                let (blocks, is_cut) = reader::blocks(references, id, texts);
                (Value::try_from_serializable(&blocks).unwrap_or_else(|_| Value::none()), is_cut)
            }
            Form::Page | Form::File => {
                let seen = reader::article(references, id, links, texts);
                let picture = |src: &str| if form == Form::File { data_address(project, src) } else { None };
                let around = Around { prefix: &format!("a{number}-"), deeper: 2, picture: &picture };
                (html(&scope(&seen.html, &around)), seen.is_cut)
            }
        };
        extended(&fields, [("body", body), ("is_cut", (is_cut && texts != Texts::None).into())])
    }

    /// `{tag, lang, region, direction}` of a BCP 47 tag; `lang` and `region` as Typst has them.
    fn locale_of(&self, tag: &str) -> Value {
        let mut parts = tag.split('-');
        let lang = parts.next().unwrap_or("en").to_ascii_lowercase();
        let region = parts.find(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic()));
        let project = self.references.project;
        let site = project.config.languages.iter().position(|language| language.tag == tag);
        let is_rtl = match site {
            Some(at) => project.locales[at].direction() == Direction::RightToLeft,
            None => RIGHT_TO_LEFT.contains(&lang.as_str()),
        };
        object([
            ("tag", tag.into()),
            ("lang", lang.into()),
            ("region", text(region)),
            ("direction", if is_rtl { "rtl" } else { "ltr" }.into()),
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
        found.sort_by(|(a, _), (b, _)| references.locale().compare(a, b));
        values(found.into_iter().map(|(name, numbers)| object([("name", name.into()), ("articles", numbers.into())])))
    }
}

impl From<List> for Selection {
    fn from(list: List) -> Self {
        Selection::of_list(list)
    }
}

/// Languages that are written from right to left, for articles in languages that the site has no words for.
const RIGHT_TO_LEFT: [&str; 11] = ["ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"];

fn texts_word(texts: Texts) -> &'static str {
    match texts {
        Texts::Allowed => "allowed",
        Texts::Excerpts => "excerpts",
        Texts::None => "none",
    }
}

/// A string of CSS, with its quotes: every sign that could end it, or the style around it, is escaped.
fn css_string(text: &str) -> String {
    let escaped = |c: char| {
        if c.is_alphanumeric() || " –-.,:;/()".contains(c) { c.to_string() } else { format!("\\{:x} ", u32::from(c)) }
    };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

/// The file of the site at an absolute address, as an address that holds it.
fn data_address(project: &Project, src: &str) -> Option<String> {
    let base = &project.config.base_url;
    let below = src.strip_prefix(&base.origin)?.strip_prefix(&base.path)?;
    let address: Vec<_> = below.split(['?', '#']).next()?.split('/').map(percent_decoded).collect();
    let file = project.file_at(&address.join("/"))?;
    let media = media_type(&address.join("/"))?;
    Some(format!("data:{media};base64,{}", base64(&file.bytes)))
}

fn media_type(address: &str) -> Option<&'static str> {
    Some(match address.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        _ => return None,
    })
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let number =
            chunk.iter().fold(0_usize, |number, byte| number << 8 | usize::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let sign = if place <= chunk.len() { SIGNS[number >> (18 - 6 * place) & 63] } else { b'=' };
            text.push(char::from(sign));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_base64() {
        for (bytes, expected) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
            assert_eq!(base64(bytes.as_bytes()), expected);
        }
    }

    #[test]
    fn no_title_ends_the_style_that_it_stands_in() {
        assert_eq!(css_string("Çin – \"A\" </style>"), "\"Çin – \\22 A\\22  \\3c /style\\3e \"");
    }
}
