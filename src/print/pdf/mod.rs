//! The PDF, set by Typst: the theme's template, the values of an edition as JSON, fonts, pictures. No disk but for
//! installed fonts that `site.toml` names, no network, no clock.

mod attempt;
mod caught;
mod drawings;
mod fonts;
mod heads;
mod joined;
mod letters;
mod marks;
mod pictures;
mod plain;
mod prepare;
mod remedy;
mod tables;
mod world;

use std::collections::BTreeSet;

use typst::foundations::{Bytes, Datetime};

use crate::diagnostic::{self, Diagnostic};
use crate::print::{Edition, Standard, keep};
use crate::project::Project;

use attempt::{Bench, Done, Letters};
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

/// How far the setting of an edition is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Fonts are read.
    Fonts,
    /// So many articles are looked through for what cannot be printed.
    Preparing {
        /// Articles.
        done: usize,
        /// Articles.
        total: usize,
    },
    /// Typst sets pages; it does not say how many it has.
    Setting,
    /// The pages are set, and written as a PDF.
    Writing {
        /// Pages.
        pages: usize,
    },
    /// The edition could not be set, and what stops it is looked for.
    Looking,
}

/// Sets an edition; `data` are its values, see [`crate::render::Renderer::edition_data`]. `tell` is told of each step.
///
/// The same inputs give the same bytes. No article stops an edition: one whose text cannot be set is set plainly, with a
/// warning.
///
/// # Errors
///
/// Fonts that are not there, faults of the template, and what the standard does not allow.
pub fn set(
    project: &Project,
    edition: &Edition,
    mut data: serde_json::Value,
    settings: Settings,
    tell: &dyn Fn(Progress),
) -> Result<Set, Vec<Diagnostic>> {
    tell(Progress::Fonts);
    let bench = bench(project, edition, settings)?;
    let prepared = prepare::prepare(project, edition, &bench, &mut data, tell);
    if let Some(fields) = data.as_object_mut() {
        fields.insert("fonts".to_owned(), bench.fonts.families().into());
    }
    let mut json = Bytes::new(serde_json::to_vec(&data).unwrap_or_default());
    drop(data);
    let mut desk = Desk::new(project, bench.fonts.clone(), prepared.pictures, day(project, edition))?;
    let mut warnings = prepared.warnings;
    let mut missing = BTreeSet::new();
    // Each remedy is tried once; letters as long as there are new ones.
    let mut remedies = [Remedy::Pictures, Remedy::Articles].into_iter();
    loop {
        let letters = if missing.len() > MOST_LETTERS { Letters::Left } else { Letters::Looked(&missing) };
        let trouble = match bench.set(&mut desk, json.clone(), letters, tell) {
            Ok(Done { bytes, pages }) => {
                diagnostic::sort(&mut warnings);
                warnings.dedup();
                return Ok(Set { bytes, pages, warnings });
            }
            Err(trouble) => trouble,
        };
        // Nobody's text is at fault where a font is.
        let damaged: Vec<Diagnostic> = trouble.faults.iter().filter_map(|fault| bench.fonts.damaged(fault)).collect();
        if !damaged.is_empty() {
            return Err(damaged);
        }
        let mut values: serde_json::Value = serde_json::from_slice(&json).unwrap_or_default();
        let said = if trouble.letters.is_empty() {
            match remedies.next() {
                Some(Remedy::Pictures) => remedy::without_pictures(project, edition, &bench, &desk, &mut values),
                Some(Remedy::Articles) => {
                    let said = remedy::plain_articles(project, edition, &bench, &mut desk, &mut values, tell);
                    if said.is_empty() {
                        return Err(trouble.faults);
                    }
                    said
                }
                None => return Err(trouble.faults),
            }
        } else {
            missing.extend(trouble.letters);
            prepare::without_letters(project, edition, &bench, &mut values, &missing)
        };
        warnings.extend(said);
        json = Bytes::new(serde_json::to_vec(&values).unwrap_or_default());
    }
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
    let settings = Settings { standard: project.config.print.standard, fingerprint: None };
    let bench = bench(project, edition, settings)?;
    Ok(prepare::prepare(project, edition, &bench, &mut data, &|_| {}).warnings)
}

/// So many letters may turn out to be missing while pages are set; what is missing then is told as Typst does.
const MOST_LETTERS: usize = 5_000;

enum Remedy {
    Pictures,
    Articles,
}

fn bench(project: &Project, edition: &Edition, settings: Settings) -> Result<Bench, Vec<Diagnostic>> {
    let creator = keep::creator(settings.fingerprint);
    let fonts = Fonts::of(project)?;
    Bench::new(fonts, settings.standard, day(project, edition), identity(project, edition), creator)
}

/// The day of an edition is that of its last article.
fn day(project: &Project, edition: &Edition) -> Option<Datetime> {
    let (_, date) = edition.days(project)?;
    Datetime::from_ymd(i32::from(date.year()), date.month().unsigned_abs(), date.day().unsigned_abs())
}

/// What tells a document from others, and stays when its articles change.
fn identity(project: &Project, edition: &Edition) -> String {
    let base = &project.config.base_url;
    let tag = &project.config.languages[edition.language].tag;
    format!("{}{} {tag} {:?} {:?}", base.origin, base.path, edition.of, edition.texts)
}
