//! Print editions that a command asks for, and those that are built with the site as PDFs.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use tera::{Context, Value};

use super::Renderer;
use super::context::Contexts;
use super::reader::Links;
use super::value::object;
use crate::diagnostic::{self, Diagnostic};
use crate::locale::Direction;
use crate::plan::{Kind, List, Page};
use crate::print::{Edition, Paper};

impl Renderer<'_> {
    /// An edition as an HTML file of its own: pictures are in it, links are absolute.
    ///
    /// # Errors
    ///
    /// The place in the template that failed.
    pub fn edition_html(&self, edition: &Edition, paper: Paper) -> Result<String, Diagnostic> {
        let contexts = &self.contexts[edition.language];
        let title = contexts.edition_title(&edition.of);
        let value = contexts.edition_html(edition, &title, paper, Links::Absolute)?;
        let context = edition_context(contexts, &title, value);
        self.engine.render("print/edition.html", &context)
    }

    /// The values of an edition as JSON: those of `print/edition.html` with the texts as blocks.
    pub fn edition_data(&self, edition: &Edition, paper: Paper) -> serde_json::Value {
        let contexts = &self.contexts[edition.language];
        let title = contexts.edition_title(&edition.of);
        let context = edition_context(contexts, &title, contexts.edition_blocks(edition, &title, paper));
        let fields = ["lang", "site", "words", "page", "edition"].into_iter();
        let value = |name: &str| context.get(name).and_then(|value| serde_json::to_value(value).ok());
        fields.map(|name| (name.to_owned(), value(name).unwrap_or_default())).collect::<serde_json::Map<_, _>>().into()
    }

    /// The PDFs among some pages: those of an earlier build where they are still the same, the others set anew. `tell` is
    /// told how many of how many are done.
    ///
    /// # Errors
    ///
    /// Fonts that are not there, faults of the template.
    pub fn editions<'p>(
        &self,
        pages: impl Iterator<Item = &'p Page>,
        tell: &mut dyn FnMut(usize, usize),
    ) -> Result<Editions, Vec<Diagnostic>> {
        let pages: Vec<(&Page, List)> = pages
            .filter_map(|page| match page.kind {
                Kind::Pdf(list) => Some((page, list)),
                _ => None,
            })
            .collect();
        let mut editions = Editions::default();
        if pages.is_empty() {
            return Ok(editions);
        }
        let mut faults = Vec::new();
        // Typst gives its own work to the pool of all threads. A thread of that pool that waits for it begins another
        // edition meanwhile, and in that another, each on top of the stack of the one before: so these are none of them.
        let next = AtomicUsize::new(0);
        let (sender, receiver) = mpsc::channel();
        let work = |sender: mpsc::Sender<(usize, Result<SetPdf, Diagnostic>)>| {
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some((page, list)) = pages.get(at) else { return };
                if sender.send((at, self.pdf(page, *list))).is_err() {
                    return;
                }
            }
        };
        std::thread::scope(|scope| {
            let threads = rayon::current_num_threads().min(pages.len());
            let work = &work;
            for _ in 0..threads {
                let sender = sender.clone();
                let thread = std::thread::Builder::new().stack_size(STACK);
                if let Err(error) = thread.spawn_scoped(scope, move || work(sender)) {
                    faults.push(Diagnostic::error("pdf", format!("no thread can be had to set PDFs: {error}")));
                }
            }
            drop(sender);
            for (done, (at, set)) in receiver.iter().enumerate() {
                match set {
                    Ok(SetPdf { bytes, warnings }) => {
                        editions.warnings.extend(warnings);
                        editions.files.insert(pages[at].0.file_path(), bytes);
                    }
                    Err(fault) => faults.push(fault),
                }
                tell(done + 1, pages.len());
            }
        });
        if !faults.is_empty() {
            diagnostic::sort(&mut faults);
            faults.dedup();
            return Err(faults);
        }
        diagnostic::sort(&mut editions.warnings);
        editions.warnings.dedup();
        Ok(editions)
    }

    /// The PDF of a list: the one of an earlier build where that is still the same.
    #[cfg(feature = "pdf")]
    pub(super) fn pdf(&self, page: &Page, list: List) -> Result<SetPdf, Diagnostic> {
        let fingerprint = self.fingerprint(page);
        if let Some((_, bytes)) = self.kept.get(&page.file_path()).filter(|(known, _)| *known == fingerprint) {
            return Ok(SetPdf { bytes: bytes.clone(), warnings: Vec::new() });
        }
        let print = &self.project.config.print;
        let edition = crate::print::planned::pdf_edition(list, self.project, page.language);
        let settings = crate::print::pdf::Settings { standard: print.standard, fingerprint: Some(fingerprint) };
        let data = self.edition_data(&edition, print.paper);
        let set = crate::print::pdf::set(self.project, &edition, data, settings, &|_| {});
        set.map(|set| SetPdf { bytes: Arc::from(set.bytes), warnings: set.warnings })
            .map_err(|faults| faults.into_iter().next().unwrap_or_else(no_pdf))
    }

    #[cfg(not(feature = "pdf"))]
    pub(super) fn pdf(&self, _: &Page, _: List) -> Result<SetPdf, Diagnostic> {
        Err(no_pdf())
    }
}

/// Bytes of the stack of a thread that sets PDFs.
const STACK: usize = 16 * 1024 * 1024;

/// A PDF of the site.
#[derive(Debug)]
pub(super) struct SetPdf {
    pub(super) bytes: Arc<[u8]>,
    /// What its texts lack; of one that is kept, nothing.
    pub(super) warnings: Vec<Diagnostic>,
}

/// PDFs of a site, by the paths of their files.
#[derive(Debug, Default)]
pub struct Editions {
    files: BTreeMap<String, Arc<[u8]>>,
    /// What the texts of those that were set lack, sorted.
    pub warnings: Vec<Diagnostic>,
}

impl Editions {
    /// The PDF of a page.
    pub fn get(&self, page: &Page) -> Option<Arc<[u8]>> {
        self.files.get(&page.file_path()).cloned()
    }
}

/// The context of an edition that is no page of the site.
fn edition_context(contexts: &Contexts<'_>, title: &str, edition: Value) -> Context {
    let mut context = contexts.shared_values();
    let direction = match contexts.references.locale().direction() {
        Direction::LeftToRight => "ltr",
        Direction::RightToLeft => "rtl",
    };
    let page = object([
        ("kind", "edition".into()),
        ("title", title.into()),
        ("direction", direction.into()),
        ("url", Value::none()),
        ("pdf", Value::none()),
    ]);
    context.insert_value("page", page);
    context.insert_value("edition", edition);
    context
}

/// What is said of a PDF by a program that cannot make one.
pub fn no_pdf() -> Diagnostic {
    Diagnostic::error("no-pdf", "this chancery was built without the feature `pdf`")
        .help("install it with `cargo install chancery`, or print the HTML edition, `--html FILE`, from a browser")
}
