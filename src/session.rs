//! A session: the site of one snapshot after the other, each step with a memory of the one before.
//!
//! Every command that makes pages goes this way, a build with a session of one snapshot. What is remembered is known
//! by a hash of all that it was made from, so a session's site is always the one that a fresh build would make.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3;

use crate::diagnostic::Diagnostic;
use crate::plan::{self, Page};
use crate::print::Kept;
use crate::project::{Memory, Options, Project, Refused};
use crate::render::{Engine, Renderer};
use crate::snapshot::Snapshot;

/// What a session remembers.
#[derive(Debug)]
pub struct Session {
    options: Options,
    memory: Memory,
    pages: Option<(u128, Arc<[Page]>)>,
    engine: Option<(u128, Arc<Engine>)>,
}

/// The site of a snapshot, ready to be rendered page by page.
#[derive(Debug)]
pub struct Site {
    /// All that pages are made from.
    pub project: Project,
    /// Every page, in the order of the addresses.
    pub pages: Arc<[Page]>,
    /// What the editor should look at, sorted.
    pub warnings: Vec<Diagnostic>,
    engine: Arc<Engine>,
    kept: Kept,
}

impl Session {
    /// A session that remembers nothing yet.
    pub fn new(options: Options) -> Self {
        Session { options, memory: Memory::default(), pages: None, engine: None }
    }

    /// The site of a snapshot.
    ///
    /// # Errors
    ///
    /// Every fault of every file, sorted. The session stays of use.
    pub fn site(&mut self, snapshot: &Snapshot) -> Result<Site, Refused> {
        let (project, warnings) = Project::read(snapshot, &self.options, &mut self.memory)?;
        let pages = remembered(&mut self.pages, pages_key(&project), || {
            plan::plan(&project).map(Arc::from).map_err(Refused::Content)
        })?;
        let engine = remembered(&mut self.engine, Engine::key_of(&project), || {
            Engine::new(&project).map(Arc::new).map_err(Refused::Configuration)
        })?;
        Ok(Site { project, pages, warnings, engine, kept: Kept::default() })
    }
}

impl Site {
    /// Lets a site know the PDFs of an earlier build, so that none is set again that would be the same.
    pub fn keep(&mut self, kept: Kept) {
        self.kept = kept;
    }

    /// A renderer of the site's pages.
    pub fn renderer(&self) -> Renderer<'_> {
        Renderer::new(&self.project, &self.pages, &self.engine, &self.kept)
    }

    /// The page at an address: `/topics/defence/`.
    pub fn page(&self, address: &str) -> Option<&Page> {
        let at = self.pages.binary_search_by(|page| page.address.as_str().cmp(address)).ok()?;
        self.pages.get(at)
    }
}

/// The value that was made for the same key, else a new one.
fn remembered<T: Clone, E>(
    memory: &mut Option<(u128, T)>,
    key: u128,
    make: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    match memory {
        Some((known, value)) if *known == key => Ok(value.clone()),
        _ => {
            let value = make()?;
            *memory = Some((key, value.clone()));
            Ok(value)
        }
    }
}

/// Of all that the plan is made from: the indexes with the configuration, and the files that are published as they are.
fn pages_key(project: &Project) -> u128 {
    let mut hash = Xxh3::new();
    hash.update(&project.digest.key().to_le_bytes());
    let assets = project.digest.assets.values().map(|asset| (&asset.address, asset.file.hash));
    let files = project.theme.files.iter().map(|(address, file)| (address, file.hash));
    for (address, of_file) in assets.chain(files) {
        hash.update(address.as_bytes());
        hash.update(&of_file.to_le_bytes());
    }
    hash.digest128()
}

/// The fingerprints of all pages of a site.
#[derive(Debug, Default)]
pub struct Prints {
    pages: Arc<[Page]>,
    frame: u128,
    /// Of what every page reads.
    site: u128,
    /// In the order of the pages: structure and texts.
    prints: Vec<[u128; 2]>,
}

impl Prints {
    /// The fingerprints of a site; where the frame is the same as in those of the site before, so are the structures.
    pub fn of(site: &Site, before: Option<&Prints>) -> Prints {
        let renderer = site.renderer();
        let frame = renderer.frame();
        let known = before.filter(|before| before.frame == frame && Arc::ptr_eq(&before.pages, &site.pages));
        let print = |(at, page): (usize, &Page)| {
            let structure = known.map_or_else(|| renderer.structure(page), |known| known.prints[at][0]);
            [structure, renderer.texts(page)]
        };
        let prints = site.pages.par_iter().enumerate().map(print).collect();
        Prints { pages: Arc::clone(&site.pages), frame, site: renderer.site(), prints }
    }

    /// The pages in their order.
    pub fn pages(&self) -> &Arc<[Page]> {
        &self.pages
    }

    /// The places of the pages that differ from the site before, or are new.
    pub fn changed(&self, before: &Prints) -> Vec<usize> {
        let all = 0..self.prints.len();
        if self.site != before.site {
            return all.collect();
        }
        if Arc::ptr_eq(&self.pages, &before.pages) {
            return all.filter(|at| self.prints[*at] != before.prints[*at]).collect();
        }
        let address = |page: &Page| page.address.clone();
        let known: BTreeMap<String, &[u128; 2]> = before.pages.iter().map(address).zip(&before.prints).collect();
        all.filter(|at| known.get(&self.pages[*at].address) != Some(&&self.prints[*at])).collect()
    }

    /// How many pages differ from the site before, are new or went.
    pub fn differing(&self, before: &Prints) -> usize {
        let here: BTreeSet<&str> = self.pages.iter().map(|page| page.address.as_str()).collect();
        let gone = before.pages.iter().filter(|page| !here.contains(page.address.as_str())).count();
        self.changed(before).len() + gone
    }
}
