//! An article as editions print it.

use std::sync::{Arc, OnceLock};

use tera::Value;

use super::Contexts;
use crate::article::markdown::percent_decoded;
use crate::diagnostic::Diagnostic;
use crate::digest::Id;
use crate::locale::Direction;
use crate::print::{Head, Texts};
use crate::project::Project;
use crate::render::reader::{self, Links};
use crate::render::reference::values;
use crate::render::scope::{Around, is_plain, scope};
use crate::render::value::{extended, html, object, text};

/// What the editions of a site have in common of an article, which stands in those of its month, its relations, its
/// countries, its topics and its outlet: each is made when first asked for.
#[derive(Debug, Default)]
pub(super) struct Shared {
    headline: OnceLock<Value>,
    whole: OnceLock<Below>,
    without_text: OnceLock<Below>,
}

/// What stands below an article's headline.
#[derive(Debug, Clone)]
enum Below {
    /// The same in every edition.
    Anywhere(Value),
    /// With ids and headings that each edition gives a place.
    Scoped(Arc<str>),
}

/// Of so many articles this is kept, some 5 KB each; that of the rest is made anew for every edition.
pub(super) const KEPT: usize = 30_000;

/// The template of an article below its headline.
const TEMPLATE: &str = "print/article.html";

/// An article's place in an edition.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Its number, from 1.
    pub(super) number: usize,
    /// The level of its headline, from 1.
    pub(super) level: usize,
}

impl Contexts<'_> {
    /// An article in the values of a PDF, its text as blocks; see `docs/print.md`.
    pub(super) fn printed_blocks(&self, texts: Texts, id: Id, place: Place) -> Value {
        let (blocks, is_cut) = reader::blocks(&self.references, id, texts);
        let body = Value::try_from_serializable(&blocks).unwrap_or_else(|_| Value::none());
        let text = [("n", place.number.into()), ("body", body), ("is_cut", (is_cut && texts != Texts::None).into())];
        extended(&extended(&self.headline(id, Links::Absolute), text), self.details(id))
    }

    /// An article in the values of an edition in HTML: its headline, and the rest in HTML.
    ///
    /// # Errors
    ///
    /// The place in the template that failed.
    pub(super) fn printed_html(&self, texts: Texts, id: Id, place: Place, links: Links) -> Result<Value, Diagnostic> {
        let shared = self.shared.get(id).filter(|_| links == Links::FromRoot);
        let below = match (shared, texts) {
            (Some(shared), Texts::Allowed) => kept(&shared.whole, || self.below(texts, id, links))?,
            (Some(shared), Texts::None) => kept(&shared.without_text, || self.below(texts, id, links))?,
            _ => self.below(texts, id, links)?,
        };
        let html = match below {
            Below::Anywhere(html) => html,
            Below::Scoped(below) => {
                let project = self.references.project;
                let picture = |src: &str| if links == Links::Absolute { data_address(project, src) } else { None };
                let prefix = format!("a{}-", place.number);
                html(&scope(&below, &Around { prefix: &prefix, deeper: place.level - 1, picture: &picture }))
            }
        };
        let own = [("n", place.number.into()), ("html", html)];
        Ok(match shared {
            Some(shared) => extended(shared.headline.get_or_init(|| self.headline(id, links)), own),
            None => extended(&self.headline(id, links), own),
        })
    }

    /// What stands below an article's headline, with ids and headings of its own.
    fn below(&self, texts: Texts, id: Id, links: Links) -> Result<Below, Diagnostic> {
        let seen = reader::article(&self.references, id, links, texts);
        let text = [("body", html(&seen.html)), ("is_cut", (seen.is_cut && texts != Texts::None).into())];
        let article = extended(&extended(&self.headline(id, links), text), self.details(id));
        let mut context = self.shared_values();
        context.insert_value("article", article);
        context.insert_value("locale", self.locale_of(self.references.tag()));
        let below = self.engine.render(TEMPLATE, &context)?;
        let is_plain = links == Links::FromRoot && is_plain(&below);
        Ok(if is_plain { Below::Anywhere(html(&below)) } else { Below::Scoped(below.into()) })
    }

    fn headline(&self, id: Id, links: Links) -> Value {
        let references = &self.references;
        let article = &references.project.digest.articles[id];
        let url = match links {
            Links::FromRoot => references.link(&article.address()),
            Links::Absolute => references.absolute(id),
        };
        object([
            ("url", url.into()),
            ("title", references.shown(&article.title)),
            ("locale", self.locale_of(&article.lang)),
            ("is_foreign", (article.lang != references.tag()).into()),
        ])
    }

    /// What an article has beside its headline and its text.
    fn details(&self, id: Id) -> [(&'static str, Value); 17] {
        let references = &self.references;
        let project = references.project;
        let (digest, article) = (&project.digest, &project.digest.articles[id]);
        let source = &article.source;
        let date = |date: Option<jiff::civil::Date>| date.map_or_else(Value::none, |date| references.date(date));
        let names = |names: Vec<String>| values(names.into_iter().map(Value::from));
        let topic = |topic: &usize| {
            let config = &project.config;
            config.topics[*topic].name(references.tag(), config.default_language()).to_owned()
        };
        let head = |head: Head| head.name(project, references.language);
        [
            ("url_absolute", references.absolute(id).into()),
            ("title_original", references.shown_or_none(article.title_original.as_deref())),
            ("language", references.locale().language(&article.lang).into()),
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
            ("summary", references.shown_or_none(article.summary.as_deref())),
        ]
    }

    /// `{tag, lang, region, direction}` of a BCP 47 tag; `lang` and `region` as Typst has them.
    pub(super) fn locale_of(&self, tag: &str) -> Value {
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
}

/// What is kept, or made now.
fn kept(cell: &OnceLock<Below>, make: impl FnOnce() -> Result<Below, Diagnostic>) -> Result<Below, Diagnostic> {
    if let Some(known) = cell.get() {
        return Ok(known.clone());
    }
    let made = make()?;
    Ok(cell.get_or_init(|| made).clone())
}

/// Languages that are written from right to left, for articles in languages that the site has no words for.
const RIGHT_TO_LEFT: [&str; 11] = ["ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"];

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
}
