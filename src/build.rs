//! A build, from the folder of a site to the folder that is published. Every command that makes pages goes this way.

use std::path::Path;

use crate::diagnostic::{self, Diagnostic};
use crate::output::{self, Emptying, Lock, Report};
use crate::plan::Page;
use crate::print;
use crate::project::{Options, Refused};
use crate::session::{Session, Site};
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
    /// Articles are read and indexed, everything is checked, every page is planned.
    Plan,
    /// So many PDFs of the site are there.
    Edition {
        /// PDFs.
        done: usize,
        /// PDFs.
        total: usize,
    },
    /// Every page is rendered and published.
    Publish,
    /// Every file was compared with a second build.
    Verify,
}

/// Builds the site in `root` and publishes it to `out`; `done` is told of each step.
///
/// # Errors
///
/// What is at fault, and that somebody else writes to `out`; the published folder is as it was, see [`output::publish`].
pub fn build(
    root: &Path,
    out: &Path,
    options: &Options,
    verify: Verify,
    emptying: Emptying,
    done: &mut dyn FnMut(Step),
) -> Result<Built, Refused> {
    let lock = Lock::take(out).map_err(|fault| Refused::Content(vec![fault]))?;
    let mut session = Session::new(options.clone());
    let snapshot = snapshot::read(root).map_err(Refused::Content)?;
    done(Step::Snapshot);
    let mut site = session.site(&snapshot)?;
    drop(snapshot);
    site.keep(print::keep::read(out, &site.pages));
    let mut warnings = of_print(&site).map_err(Refused::Configuration)?;
    done(Step::Plan);
    let renderer = site.renderer();
    let mut told = |count, total| done(Step::Edition { done: count, total });
    let editions = renderer.editions(site.pages.iter(), &mut told).map_err(Refused::pages)?;
    let render = |page: &Page| renderer.render_beside(page, &editions);
    let report = output::publish(&lock, &site.pages, &render, emptying).map_err(Refused::pages)?;
    done(Step::Publish);
    if verify == Verify::Yes {
        let again = snapshot::read(root).map_err(Refused::Content)?;
        let again = Session::new(options.clone()).site(&again)?;
        let renderer = again.renderer();
        let editions = renderer.editions(again.pages.iter(), &mut |_, _| {}).map_err(Refused::pages)?;
        let render = |page: &Page| renderer.render_beside(page, &editions);
        output::verify(lock.out(), &again.pages, &render).map_err(Refused::pages)?;
        done(Step::Verify);
    }
    let articles = site.project.digest.articles.len();
    warnings.extend(editions.warnings);
    warnings.extend(site.warnings);
    diagnostic::sort(&mut warnings);
    // What a text lacks is said of each edition that has it.
    warnings.dedup();
    Ok(Built { report, articles, warnings })
}

/// What the PDFs of a site lack.
#[cfg(feature = "pdf")]
fn of_print(site: &Site) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    use crate::print::{Edition, Grouping, Selection, Texts, pdf, planned};
    if planned::pdfs(&site.project).is_empty() {
        return Ok(Vec::new());
    }
    // Every article is in some of them.
    let all = Edition::new(&site.project, Selection::default(), Grouping::Day, 0, Texts::Allowed);
    pdf::check(&site.project, &all, site.renderer().edition_data(&all, site.project.config.print.paper))
}

#[cfg(not(feature = "pdf"))]
fn of_print(site: &Site) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    if site.project.config.print.editions.is_empty() {
        return Ok(Vec::new());
    }
    let asked =
        Diagnostic::warning("no-pdf", "site.toml asks for PDFs, and this chancery was built without the feature `pdf`");
    Ok(vec![asked.help("install it with `cargo install chancery`, or delete `editions` from `[print]`")])
}
