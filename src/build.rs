//! A build, from the folder of a site to the folder that is published. Every command that makes pages goes this way.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::digest::Memory;
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

/// A step of a build that is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// All inputs are in memory.
    Snapshot,
    /// Articles and indexes are made, everything is checked.
    Digest,
    /// Every page is planned and every template parsed.
    Plan,
    /// Every page is rendered and published.
    Publish,
    /// Every file was compared with a second build.
    Verify,
}

/// Builds the site in `root` and publishes it to `out`; `done` is told of each step.
///
/// # Errors
///
/// What is at fault; the published folder is as it was.
pub fn build(
    root: &Path,
    out: &Path,
    options: &Options,
    verify: Verify,
    done: &mut dyn FnMut(Step),
) -> Result<Built, Refused> {
    let snapshot = snapshot::read(root).map_err(Refused::Content)?;
    done(Step::Snapshot);
    let (project, warnings) = Project::read(&snapshot, options, &mut Memory::default())?;
    drop(snapshot);
    done(Step::Digest);
    let report = with_pages(&project, |pages, renderer| {
        done(Step::Plan);
        output::publish(out, pages, &|page| renderer.render(page))
    })?;
    done(Step::Publish);
    if verify == Verify::Yes {
        let again = snapshot::read(root).map_err(Refused::Content)?;
        let (again, _) = Project::read(&again, options, &mut Memory::default())?;
        with_pages(&again, |pages, renderer| output::verify(out, pages, &|page| renderer.render(page)))?;
        done(Step::Verify);
    }
    Ok(Built { report, articles: project.digest.articles.len(), warnings })
}

fn with_pages<T>(
    project: &Project,
    act: impl FnOnce(&[plan::Page], &Renderer<'_>) -> Result<T, Vec<Diagnostic>>,
) -> Result<T, Refused> {
    let pages = plan::plan(project).map_err(Refused::Content)?;
    let renderer = Renderer::new(project, &pages).map_err(Refused::Configuration)?;
    act(&pages, &renderer).map_err(Refused::Content)
}
