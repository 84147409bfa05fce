//! Pages to bytes. Templates see values only, one documented context for each kind of page (`docs/templates.md`).

mod context;
mod edition;
mod engine;
mod feed;
mod fingerprint;
mod inputs;
mod lists;
mod punctuation;
mod reader;
mod reference;
mod scope;
mod sitemap;
mod value;

use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_128;

use crate::diagnostic::Diagnostic;
use crate::plan::{Kind, Page};
use crate::print::Kept;
use crate::project::Project;

use context::Contexts;

pub use edition::{Editions, no_pdf};
pub use engine::Engine;
pub use inputs::Inputs;

/// Renders the pages of a plan, in any order and from any thread.
#[derive(Debug)]
pub struct Renderer<'a> {
    project: &'a Project,
    pages: &'a [Page],
    engine: &'a Engine,
    /// Of what every page reads.
    site: u128,
    /// By language.
    contexts: Vec<Contexts<'a>>,
    /// PDFs of an earlier build.
    #[cfg_attr(not(feature = "pdf"), allow(dead_code, reason = "there are none"))]
    kept: &'a Kept,
}

impl<'a> Renderer<'a> {
    /// A renderer of a plan's pages.
    pub fn new(project: &'a Project, pages: &'a [Page], engine: &'a Engine, kept: &'a Kept) -> Self {
        let site = fingerprint::of_site(project, engine.key());
        let languages = 0..project.config.languages.len();
        let contexts = languages.map(|language| Contexts::new(project, language, engine)).collect();
        Renderer { project, pages, engine, site, contexts, kept }
    }

    /// A hash of all that a page is made from: while it stays the same, so does the page.
    pub fn fingerprint(&self, page: &Page) -> u128 {
        let parts = [self.site, self.structure(page), self.texts(page)];
        xxh3_128(&parts.map(u128::to_le_bytes).concat())
    }

    /// The part of the fingerprint that is the same while [`Renderer::frame`] is.
    pub fn structure(&self, page: &Page) -> u128 {
        fingerprint::structure(&self.contexts[page.language], page)
    }

    /// The part of the fingerprint that is of the texts of articles.
    pub fn texts(&self, page: &Page) -> u128 {
        fingerprint::texts(self.project, page)
    }

    /// A hash of what every page reads: configuration, words, templates, stylesheet, address of the site.
    pub fn site(&self) -> u128 {
        self.site
    }

    /// A hash of all that pages are made from but the texts of articles.
    pub fn frame(&self) -> u128 {
        fingerprint::frame(self.project, self.site)
    }

    /// What a page is made from.
    pub fn inputs(&self, page: &Page) -> Inputs {
        inputs::of_page(&self.contexts[page.language], page)
    }

    /// The bytes of a page, where the PDFs of a site are set already.
    ///
    /// # Errors
    ///
    /// As [`Renderer::render`].
    pub fn render_beside(&self, page: &Page, editions: &Editions) -> Result<Arc<[u8]>, Diagnostic> {
        match &page.kind {
            Kind::Pdf(_) => editions.get(page).map_or_else(|| self.render(page), Ok),
            _ => self.render(page),
        }
    }

    /// The bytes of a page. A PDF is set with all threads that there are: in a thread that others wait for it would begin
    /// another, see [`Renderer::editions`].
    ///
    /// # Errors
    ///
    /// The place in the template that failed.
    pub fn render(&self, page: &Page) -> Result<Arc<[u8]>, Diagnostic> {
        let contexts = &self.contexts[page.language];
        let text = match &page.kind {
            Kind::File(file) => return Ok(file.bytes.clone()),
            Kind::Pdf(list) => return self.pdf(page, *list).map(|pdf| pdf.bytes),
            Kind::Feed { of, format } => feed::render(contexts, *of, *format),
            Kind::Sitemap(Some(part)) => sitemap::part(self.project, self.pages, part.clone()),
            Kind::Sitemap(None) => sitemap::index(self.project, self.pages),
            Kind::Robots => sitemap::robots(self.project),
            _ => {
                let (template, context) = contexts.of(page)?;
                self.engine.render(template, &context)?
            }
        };
        Ok(Arc::from(text.into_bytes()))
    }
}
