//! What a page says of its article in its head, and in the marked parts of its body.

use std::collections::BTreeMap;

use super::super::text;
use super::address::Base;
use super::byline;
use super::dom::{Dom, Id, ROOT};
use super::furniture;
use super::json_ld;
use super::marks;
use super::opening::Opening;

/// The claims of a page, best first chosen.
#[derive(Debug, Default)]
pub(super) struct Meta {
    pub(super) title: Option<String>,
    pub(super) published: Option<String>,
    /// the day of publication that readers see by the headline, where `published` stands elsewhere
    pub(super) shown: Option<String>,
    pub(super) outlet: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) language: Option<String>,
    pub(super) address: Option<String>,
    pub(super) base: Base,
    pub(super) body: Option<String>,
    pub(super) access: json_ld::Access,
    /// what the page says of itself
    pub(super) description: Option<String>,
    /// every wording of the title on the page
    pub(super) titles: Vec<String>,
    /// what was worked out and may be wrong, for `review:`
    pub(super) doubts: Vec<String>,
}

impl Meta {
    /// Adds what the lines around the headline say to what the page claims.
    pub(super) fn complete(&mut self, opening: Opening) {
        if self.published.is_none() {
            self.published = opening.published;
        } else {
            self.shown = opening.day;
        }
        // "user123" is the account of somebody whom readers see by name.
        if self.authors.iter().all(|name| byline::is_account(name)) {
            let shown = tidy(opening.authors, self.outlet.as_deref(), self.address.as_deref());
            if !shown.is_empty() {
                self.authors = shown;
            }
        }
    }
}

/// Reads the claims.
pub(super) fn read(dom: &Dom) -> Meta {
    let head = Head::read(dom);
    let address = head.address();
    let h1 = head.h1.clone();
    let social = head.first(&["og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title"]);
    let window = head.window.clone();
    let titles: Vec<&str> = [&social, &h1, &window].into_iter().filter_map(|title| title.as_deref()).collect();
    let said = json_ld::read(dom, address.as_deref(), &titles);
    let address = address.or_else(|| said.address.clone());
    let named = said.outlet.clone().or_else(|| head.outlet());
    let headlines: Vec<&str> =
        [&said.headline, &social, &h1].into_iter().filter_map(|title| title.as_deref()).collect();
    let in_title = || window.as_deref().and_then(|window| site_in(window, &headlines, address.as_deref()));
    let (outlet, doubts) = match named {
        Some(named) => (Some(named), Vec::new()),
        None => match in_title() {
            Some(site) => {
                (Some(site.to_owned()), vec![format!("outlet: from the title of the page's window, \"{site}\"")])
            }
            None => (None, Vec::new()),
        },
    };
    let bare = |title: &str| without_site(title, outlet.as_deref(), address.as_deref(), h1.as_deref());
    let title = said
        .headline
        .clone()
        .or_else(|| social.as_deref().map(bare))
        .or_else(|| h1.clone())
        .or_else(|| window.as_deref().map(bare));
    let people = said.authors.iter().flat_map(|name| {
        let names = byline::split(name);
        // Some write all names into one.
        if names.iter().all(|name| byline::is_name(name)) { names } else { vec![name.clone()] }
    });
    let people: Vec<String> = people.collect();
    let named: Vec<Vec<String>> = std::iter::once(people)
        .chain([head.claimed_authors(), head.marked_authors(dom)])
        .map(|names| tidy(names, outlet.as_deref(), address.as_deref()))
        .filter(|names| !names.is_empty())
        .collect();
    let authors = named.iter().find(|names| !names.iter().all(|name| byline::is_account(name))).or(named.first());
    let authors = authors.cloned().unwrap_or_default();
    let mut all: Vec<String> = titles.iter().flat_map(|title| [(*title).to_owned(), bare(title)]).collect();
    all.extend(title.clone());
    let base = Base::new(address.as_deref());
    let base = head.base.as_deref().map_or_else(|| base.clone(), |href| base.through(href));
    Meta {
        title,
        published: said.published.or_else(|| head.published(dom)),
        shown: None,
        outlet,
        authors,
        language: said.language.or_else(|| head.language()),
        address,
        base,
        body: said.body,
        access: said.access,
        description: head.first(&["og:description", "description", "twitter:description"]),
        titles: all,
        doubts,
    }
}

/// The elements that make claims.
#[derive(Debug, Default)]
struct Head {
    /// first value of each `name`, `property` or `itemprop`, in lower case
    metas: BTreeMap<String, String>,
    canonical: Option<String>,
    saved_from: Option<String>,
    base: Option<String>,
    window: Option<String>,
    h1: Option<String>,
    html_language: Option<String>,
    /// elements that are dates or authors by what they are marked with
    times: Vec<Id>,
    bylines: Vec<Id>,
}

/// Elements that are kept of each sort.
const MOST_MARKED: usize = 50;

impl Head {
    fn read(dom: &Dom) -> Self {
        let mut head = Self::default();
        let mut first_h1 = true;
        for id in dom.inside(ROOT) {
            if let Some(comment) = dom.comment(id) {
                head.saved_from = head.saved_from.or_else(|| saved_from(comment));
                continue;
            }
            let name = dom.name(id);
            match name {
                "" => continue,
                "html" => {
                    head.html_language = dom.attribute(id, "lang").or(dom.attribute(id, "xml:lang")).map(str::to_owned)
                }
                "base" if head.base.is_none() => head.base = dom.attribute(id, "href").map(str::to_owned),
                "title" if head.window.is_none() && dom.ancestors(id).all(|id| dom.name(id) != "svg") => {
                    head.window = Some(dom.words(id, 500)).filter(|title| !title.is_empty());
                }
                "h1" if first_h1 => {
                    head.h1 = Some(dom.words(id, 500))
                        .filter(|title| title.split(' ').count() > 2 && !furniture::is_letter_sizes(title));
                    first_h1 = head.h1.is_none();
                }
                "link" if head.canonical.is_none() => {
                    let canonical = dom.attribute(id, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
                    head.canonical = dom.attribute(id, "href").filter(|_| canonical).map(str::to_owned);
                }
                "meta" => head.meta(dom, id),
                _ => {}
            }
            if head.times.len() < MOST_MARKED && is_time(dom, id) {
                head.times.push(id);
            }
            if head.bylines.len() < MOST_MARKED && is_byline(dom, id) {
                head.bylines.push(id);
            }
        }
        head
    }

    fn meta(&mut self, dom: &Dom, id: Id) {
        let Some(content) = dom.attribute(id, "content").map(str::trim).filter(|content| !content.is_empty()) else {
            return;
        };
        for attribute in ["property", "name", "itemprop", "http-equiv"] {
            for key in dom.attribute(id, attribute).unwrap_or_default().split_whitespace() {
                self.metas
                    .entry(key.to_lowercase())
                    .or_insert_with(|| content.split_whitespace().collect::<Vec<_>>().join(" "));
            }
        }
    }

    fn first(&self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| self.metas.get(*key)).cloned()
    }

    /// The canonical address, unless it is the site's front page and another is deeper.
    fn address(&self) -> Option<String> {
        let saved = self.saved_from.as_deref();
        let first = [self.metas.get("og:url").map(String::as_str), saved].into_iter().flatten().next();
        let base = Base::new(saved.or(first));
        let all = [self.canonical.as_deref(), self.metas.get("og:url").map(String::as_str), saved];
        let all: Vec<String> = all.into_iter().flatten().filter_map(|address| base.web(address)).collect();
        let deep = |address: &&String| address.trim_end_matches('/').matches('/').count() > 2;
        all.iter().find(deep).or(all.first()).cloned()
    }

    fn outlet(&self) -> Option<String> {
        self.first(&[
            "og:site_name",
            "application-name",
            "apple-mobile-web-app-title",
            "publisher",
            "dc.publisher",
            "dcterms.publisher",
            "citation_journal_title",
            "copyright",
        ])
        .filter(|name| !name.starts_with("http") && name.len() < 80)
    }

    fn language(&self) -> Option<String> {
        let language = self
            .html_language
            .clone()
            .filter(|language| !language.trim().is_empty())
            .or_else(|| self.first(&["og:locale", "content-language", "language", "dc.language", "inlanguage"]))?;
        Some(language.trim().replace('_', "-"))
    }

    fn published(&self, dom: &Dom) -> Option<String> {
        let keys = [
            "article:published_time",
            "og:article:published_time",
            "article:published",
            "datepublished",
            "dc.date.issued",
            "dcterms.issued",
            "dcterms.created",
            "dc.date.created",
            "dc.date",
            "parsely-pub-date",
            "sailthru.date",
            "publishdate",
            "publish-date",
            "publish_date",
            "publication_date",
            "pubdate",
            "ptime",
            "citation_publication_date",
            "cxenseparse:recs:publishtime",
            "displaydate",
            "date",
            "article.published",
            "article:created_at",
            "datecreated",
        ];
        self.first(&keys).or_else(|| self.times.iter().find_map(|id| time_of(dom, *id)))
    }

    /// The authors of the page's own metadata.
    fn claimed_authors(&self) -> Vec<String> {
        let claimed = self.first(&[
            "author",
            "article:author",
            "og:article:author",
            "parsely-author",
            "dc.creator",
            "sailthru.author",
            "byl",
            "citation_author",
        ]);
        claimed
            .filter(|name| !name.starts_with("http") && !name.contains(".com/"))
            .map(|line| byline::split(furniture::byline(&line).unwrap_or(&line)))
            .unwrap_or_default()
    }

    /// The authors of the first element that is marked as a byline and names some.
    fn marked_authors(&self, dom: &Dom) -> Vec<String> {
        // "Amman - <span class=author>…": the inner one has the names alone.
        let holds = |id: Id| self.bylines.iter().any(|other| *other != id && dom.ancestors(*other).any(|of| of == id));
        let (outer, inner): (Vec<Id>, Vec<Id>) = self.bylines.iter().partition(|id| holds(**id));
        let mut lines = inner.iter().chain(&outer).map(|id| byline::people(&dom.words(*id, 200)));
        lines.find(|names| !names.is_empty()).unwrap_or_default()
    }
}

/// "saved from url=(0061)https://…": the comment that browsers write into saved pages.
fn saved_from(comment: &str) -> Option<String> {
    let rest = comment.trim().strip_prefix("saved from url=").or_else(|| {
        // Other tools: "Page saved with SingleFile url: https://…".
        comment.split_once("url:").filter(|(before, _)| before.contains("saved")).map(|(_, rest)| rest)
    })?;
    let rest = rest.trim_start();
    let rest = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).map_or(rest, |(_, rest)| rest);
    rest.split_whitespace().next().map(str::to_owned).filter(|address| address.starts_with("http"))
}

fn is_time(dom: &Dom, id: Id) -> bool {
    dom.name(id) == "time" && (dom.attribute(id, "datetime").is_some() || dom.attribute(id, "pubdate").is_some())
        || dom.attribute(id, "itemprop").is_some_and(|prop| prop.eq_ignore_ascii_case("datepublished"))
        || marks::marked(dom, id, marks::Mark::Date)
}

/// A machine's form if there is one, else the words.
fn time_of(dom: &Dom, id: Id) -> Option<String> {
    let machine = dom.attribute(id, "datetime").or(dom.attribute(id, "content")).map(str::trim);
    if let Some(machine) = machine.filter(|value| value.chars().filter(char::is_ascii_digit).count() >= 6) {
        return Some(machine.to_owned());
    }
    let words = dom.words(id, 80);
    let digits = words.chars().filter(char::is_ascii_digit).count();
    (words.len() <= 60 && (4..=14).contains(&digits)).then_some(words)
}

fn is_byline(dom: &Dom, id: Id) -> bool {
    dom.attribute(id, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("author"))
        || dom.attribute(id, "itemprop").is_some_and(|prop| prop.eq_ignore_ascii_case("author"))
        || marks::marked(dom, id, marks::Mark::Byline)
}

/// Without desks, the outlet itself, addresses, and doublets.
pub(in crate::import) fn tidy(names: Vec<String>, outlet: Option<&str>, address: Option<&str>) -> Vec<String> {
    let mut tidy: Vec<String> = Vec::new();
    for name in names {
        let name = furniture::byline(&name).unwrap_or(&name).trim().trim_end_matches([',', '.']).to_owned();
        // "Gulf Paper", "GulfPaper" and "gulfpaper.example" are the site; a person may have one of the own name.
        let site = is_site(&name, outlet, address.filter(|_| !name.contains(' ')));
        let desk = furniture::is_desk(&name) || byline::is_address(&name) || site;
        if !name.is_empty() && name.len() < 80 && !name.starts_with("http") && !desk && !tidy.contains(&name) {
            tidy.push(name);
        }
    }
    tidy
}

/// A title and the site's name that stood at its end: it is that of the outlet, or is named as the host of the address is.
pub(in crate::import) fn titled(title: &str, outlet: Option<&str>, address: Option<&str>) -> Option<(String, String)> {
    SIGNS.iter().find_map(|sign| {
        let (before, site) = title.rsplit_once(sign)?;
        let (before, site) = (before.trim(), site.trim());
        (!before.is_empty() && is_site(site, outlet, address)).then(|| (before.to_owned(), site.to_owned()))
    })
}

/// The site's name in the title of a window, at its end or start: what stands beside the headline, or is named as the
/// site's host is.
fn site_in<'a>(window: &'a str, headlines: &[&str], address: Option<&str>) -> Option<&'a str> {
    const MOST_WORDS: usize = 6;
    SIGNS.iter().find_map(|sign| {
        let at_end = window.rsplit_once(sign).map(|(before, after)| (after, before));
        [at_end, window.split_once(sign)].into_iter().flatten().find_map(|(site, rest)| {
            let site = site.trim();
            // A section may stand between: "Herring to be counted | Sea | Gulf Paper".
            let beside = headlines.iter().any(|headline| {
                let rest = rest.trim();
                rest == *headline
                    || rest.strip_prefix(headline).is_some_and(|more| more.starts_with(sign))
                    || rest.strip_suffix(headline).is_some_and(|more| more.ends_with(sign))
            });
            let is_name = site.chars().any(char::is_alphabetic)
                && site.split_whitespace().count() <= MOST_WORDS
                && !text::is_section(site);
            (is_name && !headlines.contains(&site) && (beside || is_site(site, None, address))).then_some(site)
        })
    })
}

const SIGNS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " / "];

/// A title without the site's name at its end or start.
fn without_site(title: &str, outlet: Option<&str>, address: Option<&str>, h1: Option<&str>) -> String {
    for sign in SIGNS {
        if let Some((before, after)) = title.rsplit_once(sign)
            && (is_site(after, outlet, address) || h1.is_some_and(|h1| h1 == before))
        {
            return without_site(before.trim(), outlet, address, h1);
        }
        if let Some((before, after)) = title.split_once(sign)
            && is_site(before, outlet, address)
        {
            return after.trim().to_owned();
        }
    }
    title.to_owned()
}

fn is_site(part: &str, outlet: Option<&str>, address: Option<&str>) -> bool {
    let squeezed =
        |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    let part = squeezed(part);
    if part.is_empty() {
        return false;
    }
    let host =
        address.and_then(|address| url::Url::parse(address).ok()).and_then(|url| url.host_str().map(str::to_owned));
    let host = host.unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    outlet.is_some_and(|outlet| squeezed(outlet) == part)
        || squeezed(host) == part
        || host.rsplit_once('.').is_some_and(|(name, _)| squeezed(name) == part)
        || (part.len() > 3 && host.split('.').any(|label| squeezed(label) == part))
}
