//! A build, from the folder of a site to the folder that is published. Every command that makes pages goes this way.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::output::{self, Report};
use crate::plan;
use crate::project::{Options, Project, Refused};
use crate::render::Renderer;
use crate::snapshot;

/// What a build did.
#[derive(Debug)]
pub struct Built {
    /// What became of the files.
    pub report: Report,
    /// How many articles were published.
    pub articles: usize,
    /// What the editor should look at, sorted.
    pub warnings: Vec<Diagnostic>,
}

/// Whether a build is checked against a second one, made from nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verify {
    /// Do not.
    No,
    /// Do.
    Yes,
}

/// Builds the site in `root` and publishes it to `out`.
///
/// # Errors
///
/// What is at fault; the published folder is as it was.
pub fn build(root: &Path, out: &Path, options: &Options, verify: Verify) -> Result<Built, Refused> {
    let (project, warnings) = read(root, options)?;
    let report = with_pages(&project, |pages, renderer| output::publish(out, pages, &|page| renderer.render(page)))?;
    if verify == Verify::Yes {
        let (again, _) = read(root, options)?;
        with_pages(&again, |pages, renderer| output::verify(out, pages, &|page| renderer.render(page)))?;
    }
    Ok(Built { report, articles: project.digest.articles.len(), warnings })
}

fn read(root: &Path, options: &Options) -> Result<(Project, Vec<Diagnostic>), Refused> {
    let snapshot = snapshot::read(root).map_err(Refused::Content)?;
    Project::read(&snapshot, options)
}

fn with_pages<T>(
    project: &Project,
    act: impl FnOnce(&[plan::Page], &Renderer<'_>) -> Result<T, Vec<Diagnostic>>,
) -> Result<T, Refused> {
    let pages = plan::plan(project).map_err(Refused::Content)?;
    let renderer = Renderer::new(project, &pages).map_err(Refused::Configuration)?;
    act(&pages, &renderer).map_err(Refused::Content)
}
