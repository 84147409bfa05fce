//! Fingerprints: of each page a hash of all that it is made from, so that a page whose fingerprint is the same need not be
//! rendered again.
//!
//! What a page reads is told by its kind, in the same words as its context in `context/`. A fingerprint may change
//! without need; it must never stay the same when the page would change. `tests/incremental.rs` holds that against random
//! edits.

use std::collections::BTreeSet;

use xxhash_rust::xxh3::Xxh3;

use super::context::Contexts;
use crate::article::introduction::Subject;
use crate::article::markdown::LocalLink;
use crate::article::markdown::{self, Destination};
use crate::config::Font;
use crate::digest::{Id, LinkTarget};
use crate::plan::{FeedFormat, FeedOf, Kind, List, Page, Period, years};
use crate::print::EditionOf;
use crate::project::Project;

/// What a page reads of front matter and of introductions: all but the texts of articles. It is the same while the
/// frame is, see [`frame`].
pub(super) fn structure(contexts: &Contexts<'_>, page: &Page) -> u128 {
    let mut hash = Hash::new(0);
    hash.text(&page.address);
    let project = contexts.references.project;
    match &page.kind {
        Kind::Article(id) => article(&mut hash, contexts, *id),
        Kind::Alias(id) => entry(&mut hash, project, *id),
        Kind::List { list, number } => self::list(&mut hash, project, *list, *number),
        Kind::Feed { of, format } => feed(&mut hash, project, *of, *format),
        Kind::File(file) => hash.number(file.hash),
        Kind::About => introduction(&mut hash, project, &Subject::About),
        Kind::Topics => {
            hash.number(project.digest.key());
            for topic in &project.config.topics {
                introduction(&mut hash, project, &Subject::Topic(topic.slug.clone()));
            }
        }
        Kind::Edition(of) => planned_edition(&mut hash, project, *of),
        Kind::Pdf(list) => {
            list.articles(project).iter().for_each(|id| entry(&mut hash, project, *id));
            hash.number(pdf_frame(project));
        }
        Kind::NotFound | Kind::Robots => {}
        // These show something of every article.
        Kind::Front | Kind::Countries | Kind::Relations | Kind::Outlets | Kind::Sitemap(_) => {
            hash.number(project.digest.key());
        }
    }
    hash.done()
}

/// What a page reads of the texts of articles.
pub(super) fn texts(project: &Project, page: &Page) -> u128 {
    let mut hash = Hash::new(0);
    match &page.kind {
        Kind::Article(id) => text(&mut hash, project, *id),
        Kind::Feed { of, .. } => {
            super::feed::entries(project, *of).into_iter().for_each(|id| text(&mut hash, project, id))
        }
        Kind::Edition(of) if of.list().articles(project).len() <= project.config.print.full_texts => {
            of.list().articles(project).iter().for_each(|id| text(&mut hash, project, *id));
        }
        Kind::Pdf(list) => {
            for id in list.articles(project).iter() {
                text(&mut hash, project, *id);
                images(&mut hash, project, *id);
            }
        }
        _ => {}
    }
    hash.done()
}

/// Of all that every structure is made from.
pub(super) fn frame(project: &Project, site: u128) -> u128 {
    let mut hash = Hash::new(site);
    hash.number(project.digest.key());
    hash.text(&project.today.to_string());
    let subjects: BTreeSet<&Subject> = project.digest.introductions.keys().map(|(subject, _)| subject).collect();
    for subject in subjects {
        introduction(&mut hash, project, subject);
    }
    hash.done()
}

/// What every page reads: the configuration, the words, the templates, the name of the stylesheet, and the address at
/// which the site lives.
pub(super) fn of_site(project: &Project, engine: u128) -> u128 {
    let mut hash = Hash::new(engine);
    hash.number(project.vocabulary);
    let base = &project.config.base_url;
    for part in [&project.theme.stylesheet, &base.origin, &base.path] {
        hash.text(part);
    }
    hash.done()
}

fn article(hash: &mut Hash, contexts: &Contexts<'_>, id: Id) {
    let project = contexts.references.project;
    let (digest, article) = (&project.digest, &project.digest.articles[id]);
    entry(hash, project, id);
    for code in &article.mentions {
        hash.number(u128::from(digest.countries.contains_key(code)));
    }
    for relation in article.relations() {
        let ids = digest.relations.get(&relation).map_or(&[][..], Vec::as_slice);
        let at = ids.binary_search(&id).unwrap_or(0);
        for neighbour in [at.checked_sub(1).and_then(|at| ids.get(at)), ids.get(at + 1)] {
            match neighbour {
                Some(id) => entry(&mut *hash, project, *id),
                None => hash.number(0),
            }
        }
    }
    let reports = contexts.reports(id);
    for other in contexts.related(id, &reports).into_iter().chain(reports) {
        entry(hash, project, other);
    }
}

/// The text of an article and where its links lead.
fn text(hash: &mut Hash, project: &Project, id: Id) {
    let article = project.digest.text(id);
    hash.number(article.hash);
    links(hash, project, &article.path, &article.links);
}

fn links(hash: &mut Hash, project: &Project, path: &str, links: &[LocalLink]) {
    for link in links {
        let Destination::File { path, .. } = markdown::destination(path, &link.written) else { continue };
        match project.digest.link_target(&path) {
            Some(LinkTarget::Article(id)) => hash.text(&project.digest.articles[id].address()),
            Some(LinkTarget::Asset(address)) => hash.text(address),
            Some(LinkTarget::Subject(subject)) => hash.text(&format!("{subject:?}")),
            None => hash.number(0),
        }
    }
}

/// An article as lists show it.
fn entry(hash: &mut Hash, project: &Project, id: Id) {
    let article = &project.digest.articles[id];
    hash.number(article.front_hash);
    hash.number(u128::from(article.date > project.today));
    if let Some(outlet) = project.digest.outlet_of(id) {
        let outlet = &project.digest.outlets[outlet];
        hash.text(&outlet.name);
        hash.text(&outlet.slug);
    }
}

fn list(hash: &mut Hash, project: &Project, list: List, number: usize) {
    let ids = list.articles(project);
    hash.number(ids.len() as u128);
    hash.number(list.line_count(project) as u128);
    for line in list.lines(project, number) {
        entry(hash, project, line.id);
        hash.number(line.others.len() as u128);
        for other in line.others {
            entry(hash, project, other);
        }
    }
    if let List::Country(code) = list {
        hash.number(project.digest.mentions.get(&code).map_or(0, Vec::len) as u128);
    }
    if let List::Timeline(period) = list {
        timeline(hash, project, period);
        return;
    }
    if number > 1 {
        return;
    }
    // Above the first page stand the activity and the strongest relations, which count all articles of the list.
    for id in ids.iter() {
        hash.number(project.digest.articles[*id].front_hash);
    }
    let Some(subject) = Subject::of_list(list, project) else { return };
    if let List::Outlet(outlet) = list {
        hash.text(&project.digest.outlets[outlet].name);
    }
    introduction(hash, project, &subject);
}

/// The strip of months, and the periods before and after.
fn timeline(hash: &mut Hash, project: &Project, period: Period) {
    for (year, months) in years(project) {
        hash.number(u128::from(year.unsigned_abs()));
        let shown = match period {
            Period::All => true,
            Period::Year(wanted) | Period::Month(wanted, _) => wanted == year,
        };
        for month in months {
            hash.number(u128::from(month.unsigned_abs()));
            if shown {
                hash.number(Period::Month(year, month).range(project).len() as u128);
            }
        }
    }
}

/// An edition in HTML: its articles, or how many the editions have that it leads to.
fn planned_edition(hash: &mut Hash, project: &Project, of: EditionOf) {
    if let Some(volumes) = of.volumes(project) {
        for list in volumes {
            hash.text(&list.address(project));
            hash.number(list.articles(project).len() as u128);
        }
    }
    let is_listed = of.volumes(project).is_none();
    for id in of.list().articles(project).iter().filter(|_| is_listed) {
        entry(hash, project, *id);
    }
    if let List::Outlet(outlet) = of.list() {
        hash.text(&project.digest.outlets[outlet].name);
    }
}

/// What every PDF is made from beside its articles: its templates, the fonts of the site, and the program that sets it.
fn pdf_frame(project: &Project) -> u128 {
    let mut hash = Hash::new(0);
    hash.text(env!("CARGO_PKG_VERSION"));
    for (path, file) in &project.theme.print {
        hash.text(path);
        hash.number(file.hash);
    }
    for font in &project.config.print.fonts {
        match font {
            Font::File(path) => hash.number(project.font_file(path).map_or(0, |file| file.hash)),
            Font::Installed(name) => hash.text(name),
        }
    }
    hash.done()
}

/// The pictures of an article, which a PDF holds.
fn images(hash: &mut Hash, project: &Project, id: Id) {
    let article = project.digest.text(id);
    for link in &article.links {
        let file = match markdown::destination(&article.path, &link.written) {
            Destination::File { path, .. } => project.digest.assets.get(&path).map(|asset| &asset.file),
            Destination::Address => project.theme.files.get(&link.written),
            _ => None,
        };
        hash.number(file.map_or(0, |file| file.hash));
    }
}

fn feed(hash: &mut Hash, project: &Project, of: FeedOf, format: FeedFormat) {
    hash.text(format.file_name());
    for id in super::feed::entries(project, of) {
        entry(hash, project, id);
    }
    if let FeedOf::List(List::Outlet(outlet)) = of {
        hash.text(&project.digest.outlets[outlet].name);
    }
}

/// The introduction of a subject, in all languages, and where its links lead.
fn introduction(hash: &mut Hash, project: &Project, subject: &Subject) {
    let from = (subject.clone(), None);
    let of_subject = project.digest.introductions.range(from..).take_while(|((of, _), _)| of == subject);
    for ((_, lang), introduction) in of_subject {
        hash.text(lang.as_deref().unwrap_or(""));
        hash.text(&introduction.body);
        for fact in &introduction.facts {
            for part in [fact.label.as_str(), &fact.value, fact.source.as_deref().unwrap_or("")] {
                hash.text(part);
            }
        }
        links(hash, project, &introduction.path, &markdown::local_links(&introduction.path, &introduction.body));
    }
}

/// A hash of parts that cannot run together.
struct Hash(Xxh3);

impl Hash {
    fn new(seed: u128) -> Self {
        let mut hash = Hash(Xxh3::new());
        hash.number(seed);
        hash
    }

    fn number(&mut self, number: u128) {
        self.0.update(&number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u128);
        self.0.update(text.as_bytes());
    }

    fn done(self) -> u128 {
        self.0.digest128()
    }
}
