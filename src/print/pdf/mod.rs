//! The PDF, set by Typst: the theme's template, the values of an edition as JSON, fonts, pictures. No disk but for
//! installed fonts that `site.toml` names, no network, no clock.

mod fonts;
mod heads;
mod letters;
mod prepare;
mod world;

use typst::World as _;
use typst::diag::{SourceDiagnostic, Warned};
use typst::ecow::EcoVec;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::diagnostic::{self, Diagnostic, Place, Severity};
use crate::print::{Edition, Standard, keep};
use crate::project::Project;

use fonts::Fonts;
use world::Desk;

/// How a PDF is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// What it promises.
    pub standard: Standard,
    /// Of all that it is made from; it is written into the PDF, so that it need not be set again.
    pub fingerprint: Option<u128>,
}

/// A PDF.
#[derive(Debug, Clone)]
pub struct Set {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Letters that no font has, pictures that are missing.
    pub warnings: Vec<Diagnostic>,
}

/// The template, by its name below `templates/print/`.
const TEMPLATE: &str = "edition.typ";

/// Sets an edition; `data` are its values, see [`crate::render::Renderer::edition_data`]. `tell` is told of each step.
///
/// The same inputs give the same bytes.
///
/// # Errors
///
/// Fonts that are not there, faults of the template, and what the standard does not allow.
pub fn set(
    project: &Project,
    edition: &Edition,
    mut data: serde_json::Value,
    settings: Settings,
    tell: &dyn Fn(&str),
) -> Result<Set, Vec<Diagnostic>> {
    tell("reading fonts");
    let fonts = Fonts::of(project)?;
    tell("preparing the texts");
    let prepared = prepare::prepare(project, edition, &fonts, &mut data);
    let date = edition.days(project).map(|(_, last)| last);
    let date = date.and_then(|date| {
        let year = i32::from(date.year());
        Datetime::from_ymd(year, date.month().unsigned_abs(), date.day().unsigned_abs())
    });
    if let Some(fields) = data.as_object_mut() {
        fields.insert("fonts".to_owned(), fonts.families().into());
    }
    let json = serde_json::to_vec(&data).unwrap_or_default();
    drop(data);
    let mut desk = Desk::new(project, fonts, prepared.pictures, json, date);
    tell("setting pages");
    let Warned { output, .. } = typst::compile::<PagedDocument>(&desk);
    let document = output.map_err(|faults| self::faults(&desk, &faults))?;
    // What was remembered while pages were set would stay in memory beside the file that is written.
    typst::comemo::evict(0);
    let document = heads::laid_over(document, &mut desk).map_err(|faults| self::faults(&desk, &faults))?;
    tell("writing the PDF");
    let standards: &[PdfStandard] = match settings.standard {
        Standard::Ua1 => &[PdfStandard::Ua_1],
        Standard::A2a => &[PdfStandard::A_2a, PdfStandard::Ua_1],
    };
    let standards =
        PdfStandards::new(standards).map_err(|fault| vec![Diagnostic::error("pdf", fault.message().to_string())])?;
    let options = PdfOptions {
        ident: Smart::Custom(identity(project, edition)),
        creator: Smart::Custom(Some(keep::creator(settings.fingerprint))),
        timestamp: date.map(Timestamp::new_utc),
        page_ranges: None,
        standards,
        tagged: true,
        pretty: false,
    };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|faults| self::faults(&desk, &faults))?;
    let pages = document.pages().len();
    drop(document);
    // What was remembered for a document that is done would stay in memory until the process ends.
    typst::comemo::evict(0);
    Ok(Set { bytes, pages, warnings: prepared.warnings })
}

/// What the texts of an edition lack: letters that no font has, pictures that are missing.
///
/// # Errors
///
/// Fonts that are not there.
pub fn check(
    project: &Project,
    edition: &Edition,
    mut data: serde_json::Value,
) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    let fonts = Fonts::of(project)?;
    Ok(prepare::prepare(project, edition, &fonts, &mut data).warnings)
}

/// What tells a document from others, and stays when its articles change.
fn identity(project: &Project, edition: &Edition) -> String {
    let base = &project.config.base_url;
    let tag = &project.config.languages[edition.language].tag;
    format!("{}{} {tag} {:?} {:?}", base.origin, base.path, edition.of, edition.texts)
}

/// Typst's faults as ours: a place in the template is one of the site's file, even where the theme's is in use.
fn faults(desk: &Desk, faults: &EcoVec<SourceDiagnostic>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = faults.iter().map(|fault| self::fault(desk, fault)).collect();
    diagnostic::sort(&mut found);
    found.dedup();
    found
}

fn fault(desk: &Desk, fault: &SourceDiagnostic) -> Diagnostic {
    let hints: Vec<&str> = fault.hints.iter().map(|hint| hint.v.as_str()).collect();
    let place = fault.span.id().and_then(|id| {
        let source = desk.source(id).ok()?;
        let range = typst::WorldExt::range(desk, fault.span)?;
        let width =
            source.text().get(range.clone()).map_or(1, |text| text.lines().next().unwrap_or("").chars().count());
        let path = format!("templates/print{}", id.vpath().get_with_slash());
        Some(Place::at_byte(&path, source.text(), range.start, width.max(1)))
    });
    let code = if place.is_some() { "template" } else { "pdf" };
    let help = if hints.is_empty() {
        "what the template may use is listed in docs/print.md".to_owned()
    } else {
        hints.join("; ")
    };
    let diagnostic = Diagnostic { severity: Severity::Error, ..Diagnostic::error(code, fault.message.to_string()) };
    let diagnostic = diagnostic.help(help);
    match place {
        Some(place) => diagnostic.at(place),
        None => diagnostic,
    }
}
