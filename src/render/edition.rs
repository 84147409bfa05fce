//! Print editions that a command asks for, and those that are built with the site as PDFs.

use std::sync::Arc;

use tera::{Context, Value};

use super::Renderer;
use super::context::edition::Form;
use super::value::object;
use crate::diagnostic::Diagnostic;
use crate::locale::Direction;
use crate::plan::{List, Page};
use crate::print::{Edition, Paper};

impl Renderer<'_> {
    /// An edition as an HTML file of its own: pictures are in it, links are absolute.
    ///
    /// # Errors
    ///
    /// The place in the template that failed.
    pub fn edition_html(&self, edition: &Edition, paper: Paper) -> Result<String, Diagnostic> {
        let context = self.edition_context(edition, paper, Form::File);
        self.engine.render("print/edition.html", &context)
    }

    /// The values of an edition as JSON: those of `print/edition.html` with the texts as blocks.
    pub fn edition_data(&self, edition: &Edition, paper: Paper) -> serde_json::Value {
        let context = self.edition_context(edition, paper, Form::Blocks);
        let fields = ["lang", "site", "words", "page", "edition"].into_iter();
        let value = |name: &str| context.get(name).and_then(|value| serde_json::to_value(value).ok());
        fields.map(|name| (name.to_owned(), value(name).unwrap_or_default())).collect::<serde_json::Map<_, _>>().into()
    }

    fn edition_context(&self, edition: &Edition, paper: Paper, form: Form) -> Context {
        let contexts = &self.contexts[edition.language];
        let title = contexts.edition_title(&edition.of);
        let mut context = contexts.shared();
        let direction = match contexts.references.locale().direction() {
            Direction::LeftToRight => "ltr",
            Direction::RightToLeft => "rtl",
        };
        let page = object([
            ("kind", "edition".into()),
            ("title", title.as_str().into()),
            ("direction", direction.into()),
            ("url", Value::none()),
            ("pdf", Value::none()),
        ]);
        context.insert_value("page", page);
        context.insert_value("edition", contexts.edition(edition, &title, paper, form));
        context
    }

    /// The PDF of a list: the one of an earlier build where that is still the same.
    #[cfg(feature = "pdf")]
    pub(super) fn pdf(&self, page: &Page, list: List) -> Result<Arc<[u8]>, Diagnostic> {
        let fingerprint = self.fingerprint(page);
        if let Some((_, bytes)) = self.kept.get(&page.file_path()).filter(|(known, _)| *known == fingerprint) {
            return Ok(bytes.clone());
        }
        let print = &self.project.config.print;
        let edition = crate::print::planned::pdf_edition(list, self.project, page.language);
        let settings = crate::print::pdf::Settings { standard: print.standard, fingerprint: Some(fingerprint) };
        let data = self.edition_data(&edition, print.paper);
        let set = crate::print::pdf::set(self.project, &edition, data, settings, &|_| {});
        // What a text lacks was said when the site was read.
        set.map(|set| Arc::from(set.bytes)).map_err(|faults| faults.into_iter().next().unwrap_or_else(no_pdf))
    }

    #[cfg(not(feature = "pdf"))]
    pub(super) fn pdf(&self, _: &Page, _: List) -> Result<Arc<[u8]>, Diagnostic> {
        Err(no_pdf())
    }
}

/// What is said of a PDF by a program that cannot make one.
pub fn no_pdf() -> Diagnostic {
    Diagnostic::error("no-pdf", "this chancery was built without the feature `pdf`")
        .help("install it with `cargo install chancery`, or print the HTML edition, `--html FILE`, from a browser")
}
