//! What readers may see of a text: the one place where rights are applied and links become addresses.

use super::reference::References;
use crate::article::introduction::Introduction;
use crate::article::markdown::{self, Destination, Portion};
use crate::config::Rights;
use crate::digest::{Id, LinkTarget};
use crate::print::Texts;
use crate::print::content::{self, Block, Resolve};
use crate::project::Project;

/// How links to the site itself are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Links {
    /// `/digest/topics/`: in pages.
    FromRoot,
    /// `https://example.org/digest/topics/`: in feeds.
    Absolute,
}

/// The text of an article as readers may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    /// Empty for an article that is a link only.
    pub(super) html: String,
    /// Whether there is more at the source.
    pub(super) is_cut: bool,
}

/// The text of an article: whole, its opening, or nothing, as its rights say.
pub(super) fn article(references: &References<'_>, id: Id, links: Links, texts: Texts) -> Seen {
    let project = references.project;
    let article = project.digest.text(id);
    let Some(portion) = portion(project, id, texts) else {
        return Seen { html: String::new(), is_cut: !article.body.trim().is_empty() };
    };
    let back = references.locale().word("back_to_text");
    let resolve = |written: &str| resolve(references, &article.path, written, links);
    let html = markdown::render(&article.body, project.config.markdown, portion, back, &resolve);
    Seen { html: html.html, is_cut: html.is_cut }
}

/// The text of an article as blocks, for what is no page, and whether there is more at the source. Links are absolute.
pub(super) fn blocks(references: &References<'_>, id: Id, texts: Texts) -> (Vec<Block>, bool) {
    let article = references.project.digest.text(id);
    let Some(portion) = portion(references.project, id, texts) else {
        return (Vec::new(), !article.body.trim().is_empty());
    };
    let (events, is_cut) = markdown::events(&article.body, references.project.config.markdown, portion);
    (content::blocks(events, &OfArticle { references, path: &article.path }), is_cut)
}

/// How much of an article's text readers may see, as its rights say, of what is wanted; none of a link only.
fn portion(project: &Project, id: Id, texts: Texts) -> Option<Portion> {
    match (project.digest.rights(id), texts) {
        (Rights::LinkOnly, _) | (_, Texts::None) => None,
        (Rights::Full, Texts::Allowed) => Some(Portion::Whole),
        (Rights::Excerpt, _) | (_, Texts::Excerpts) => Some(Portion::Opening(project.config.excerpt_words)),
    }
}

/// Where the links of an article lead, outside of pages.
struct OfArticle<'a> {
    references: &'a References<'a>,
    path: &'a str,
}

impl Resolve for OfArticle<'_> {
    fn link(&self, written: &str) -> Option<String> {
        // A place on the page has no counterpart on paper.
        let leads = !matches!(markdown::destination(self.path, written), Destination::Fragment);
        resolve(self.references, self.path, written, Links::Absolute).filter(|_| leads)
    }

    fn image(&self, written: &str) -> Option<String> {
        let digest = &self.references.project.digest;
        match markdown::destination(self.path, written) {
            Destination::Address => Some(written.split(['?', '#']).next().unwrap_or_default().to_owned()),
            Destination::File { path, .. } => match digest.link_target(&path)? {
                LinkTarget::Asset(address) => Some(address.to_owned()),
                _ => None,
            },
            _ => None,
        }
    }
}

/// The text of an introduction, which is the editors' own.
pub(super) fn introduction(references: &References<'_>, text: &Introduction) -> String {
    let back = references.locale().word("back_to_text");
    let resolve = |written: &str| resolve(references, &text.path, written, Links::FromRoot);
    markdown::render(&text.body, references.project.config.markdown, Portion::Whole, back, &resolve).html
}

/// The address that a link in the file at `path` has on the site; `None` for what may not be linked.
fn resolve(references: &References<'_>, path: &str, written: &str, links: Links) -> Option<String> {
    let project = references.project;
    let base = &project.config.base_url;
    let target = match markdown::destination(path, written) {
        Destination::External | Destination::Fragment => return Some(written.to_owned()),
        Destination::Forbidden | Destination::Outside => return None,
        Destination::Address => base.link(written),
        Destination::File { path, fragment } => {
            let address = match project.digest.link_target(&path)? {
                LinkTarget::Article(id) => references.link(&project.digest.articles[id].address()),
                LinkTarget::Subject(subject) => references.link(&references.subject_address(subject)?),
                LinkTarget::Asset(address) => base.link(&in_link(address)),
            };
            format!("{address}{fragment}")
        }
    };
    Some(match links {
        Links::FromRoot => target,
        Links::Absolute => format!("{}{target}", base.origin),
    })
}

/// A file's address in a link: the signs of its name that mean something else there are escaped. Spaces and letters
/// beyond ASCII are escaped when the link is written as HTML.
fn in_link(address: &str) -> String {
    address.replace('%', "%25").replace('#', "%23").replace('?', "%3F")
}
