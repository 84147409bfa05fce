//! One try to set an edition, and all that can go wrong in it: Typst's faults, its panics, letters that it cannot show.

use std::collections::BTreeSet;

use typst::World as _;
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::{Bytes, Datetime, Smart};
use typst::layout::{Frame, FrameItem};
use typst::syntax::Source;
use typst::text::TextItem;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::caught::caught;
use super::fonts::Fonts;
use super::letters;
use super::pictures::NOT_SETTABLE;
use super::world::{DATA, Desk, TEMPLATE};
use super::{Progress, heads};
use crate::diagnostic::{self, Diagnostic, Place, Severity};
use crate::print::Standard;
use crate::tree::is_invisible;

/// All that an attempt needs beside what is set.
pub(super) struct Bench {
    pub(super) fonts: Fonts,
    options: PdfOptions,
}

/// A PDF and how many pages it has.
pub(super) struct Done {
    pub(super) bytes: Vec<u8>,
    pub(super) pages: usize,
}

/// What went wrong.
#[derive(Debug, Default)]
pub(super) struct Trouble {
    /// Letters that came out as the sign for none, of which the fonts said that they have them.
    pub(super) letters: BTreeSet<char>,
    pub(super) faults: Vec<Diagnostic>,
}

/// Whether letters are looked at that Typst could not show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Letters<'a> {
    /// All but those: they stand in the template itself, cannot be helped, and are told when the file is written.
    Looked(&'a BTreeSet<char>),
    /// None.
    Left,
}

impl Bench {
    /// `date` is the day of the edition.
    ///
    /// # Errors
    ///
    /// Standards that cannot be had.
    pub(super) fn new(
        fonts: Fonts,
        standard: Standard,
        date: Option<Datetime>,
        identity: String,
        creator: String,
    ) -> Result<Bench, Vec<Diagnostic>> {
        let standards: &[PdfStandard] = match standard {
            Standard::Ua1 => &[PdfStandard::Ua_1],
            Standard::A2a => &[PdfStandard::A_2a, PdfStandard::Ua_1],
        };
        let standards = PdfStandards::new(standards)
            .map_err(|fault| vec![Diagnostic::error("pdf", fault.message().to_string())])?;
        let options = PdfOptions {
            ident: Smart::Custom(identity),
            creator: Smart::Custom(Some(creator)),
            timestamp: date.map(Timestamp::new_utc),
            page_ranges: None,
            standards,
            tagged: true,
            pretty: false,
        };
        Ok(Bench { fonts, options })
    }

    /// Sets the edition whose values are `json`.
    ///
    /// # Errors
    ///
    /// What went wrong; a panic of Typst is a fault without a place.
    pub(super) fn set(
        &self,
        desk: &mut Desk,
        json: Bytes,
        letters: Letters<'_>,
        tell: &dyn Fn(Progress),
    ) -> Result<Done, Trouble> {
        let set = caught(|| self.try_to_set(desk, json, letters, tell));
        // What was remembered for a document that is done would stay in memory until the process ends.
        typst::comemo::evict(0);
        set.unwrap_or_else(|fault| Err(Trouble { faults: vec![fault], ..Trouble::default() }))
    }

    fn try_to_set(
        &self,
        desk: &mut Desk,
        json: Bytes,
        letters: Letters<'_>,
        tell: &dyn Fn(Progress),
    ) -> Result<Done, Trouble> {
        desk.show(TEMPLATE, DATA, json);
        tell(Progress::Setting);
        let Warned { output, .. } = typst::compile::<PagedDocument>(&*desk);
        let document = output.map_err(|faults| trouble(desk, &faults))?;
        if let Letters::Looked(known) = letters {
            let mut letters = not_shown(&document);
            letters.retain(|letter| !known.contains(letter));
            if !letters.is_empty() {
                return Err(Trouble { letters, faults: Vec::new() });
            }
        }
        // What was remembered while pages were set would stay in memory beside the file that is written.
        typst::comemo::evict(0);
        let document = heads::laid_over(document, desk).map_err(|faults| trouble(desk, &faults))?;
        let pages = document.pages().len();
        tell(Progress::Writing { pages });
        let bytes = typst_pdf::pdf(&document, &self.options).map_err(|faults| trouble(desk, &faults))?;
        Ok(Done { bytes, pages })
    }

    /// Why a picture cannot be set, tried on a sheet of its own; none where it can.
    pub(super) fn stops_picture(&self, name: &str, bytes: &Bytes) -> Option<String> {
        let text = format!("#set document(title: \"picture\")\n#image(\"{name}\", alt: \"picture\")\n");
        let desk = Desk::of_one(self.fonts.clone(), &text, name, bytes.clone());
        let set = || {
            let document = typst::compile::<PagedDocument>(&desk).output?;
            typst_pdf::pdf(&document, &self.options).map(drop)
        };
        let fault = match caught(set) {
            Ok(Ok(())) => return None,
            Ok(Err(faults)) => faults.first().map(|fault| fault.message.to_string()).unwrap_or_default(),
            Err(fault) => fault.message,
        };
        // Typst shows the words that have it.
        let words = fault.split_once("the text `").and_then(|(_, words)| words.rsplit_once("` could not"));
        let letter = words.and_then(|(words, _)| words.chars().find(|letter| !self.fonts.have(*letter)));
        Some(letter.map_or(NOT_SETTABLE.to_owned(), |letter| {
            format!("no font has its letter `{letter}` {}", letters::name(letter))
        }))
    }
}

fn not_shown(document: &PagedDocument) -> BTreeSet<char> {
    let mut letters = BTreeSet::new();
    for page in document.pages() {
        of_frame(&page.frame, &mut letters);
    }
    letters
}

fn of_frame(frame: &Frame, letters: &mut BTreeSet<char>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => of_frame(&group.frame, letters),
            FrameItem::Text(text) => of_text(text, letters),
            _ => {}
        }
    }
}

/// The first glyph of a font stands for all letters that it lacks.
fn of_text(item: &TextItem, letters: &mut BTreeSet<char>) {
    for glyph in item.glyphs.iter().filter(|glyph| glyph.id == 0) {
        let cluster = item.text.get(glyph.range()).unwrap_or_default();
        let candidates = || cluster.chars().filter(|c| !c.is_ascii() && !c.is_whitespace() && !is_invisible(*c));
        let coverage = &item.font.info().coverage;
        // A sign and the marks on it are one: of them, it is those that the font lacks.
        let lacking: Vec<char> = candidates().filter(|c| !coverage.contains(u32::from(*c))).collect();
        if lacking.is_empty() { letters.extend(candidates()) } else { letters.extend(lacking) }
    }
}

/// Typst's faults as ours: a place in the template is one of the site's file, even where the theme's is in use.
fn trouble(desk: &Desk, faults: &[SourceDiagnostic]) -> Trouble {
    let mut found: Vec<Diagnostic> = faults.iter().map(|fault| self::fault(desk, fault)).collect();
    diagnostic::sort(&mut found);
    found.dedup();
    Trouble { faults: found, ..Trouble::default() }
}

fn fault(desk: &Desk, fault: &SourceDiagnostic) -> Diagnostic {
    let hints: Vec<&str> = fault.hints.iter().map(|hint| hint.v.as_str()).collect();
    let place = fault.span.id().and_then(|id| {
        let source: Source = desk.source(id).ok()?;
        let range = typst::WorldExt::range(desk, fault.span)?;
        let width =
            source.text().get(range.clone()).map_or(1, |text| text.lines().next().unwrap_or("").chars().count());
        let path = format!("templates/print{}", id.vpath().get_with_slash());
        Some(Place::at_byte(&path, source.text(), range.start, width.max(1)))
    });
    // What is asked of the document as a whole has no place, and the template answers for it.
    let is_of_document = ["document title", "document language", "document date"];
    let is_of_document = is_of_document.iter().any(|what| fault.message.ends_with(&format!("missing {what}")));
    let place = place.or_else(|| is_of_document.then(|| Place::file(format!("templates/print/{TEMPLATE}"))));
    let code = if place.is_some() { "template" } else { "pdf" };
    let help = if hints.is_empty() {
        "what the template may use is listed in docs/print.md".to_owned()
    } else {
        hints.join("; ")
    };
    // Typst says of its own faults in which of its files they are, which is nobody's concern here.
    let message = fault.message.split(" (occurred at ").next().unwrap_or_default();
    let diagnostic = Diagnostic { severity: Severity::Error, ..Diagnostic::error(code, message) };
    let diagnostic = diagnostic.help(help);
    match place {
        Some(place) => diagnostic.at(place),
        None => diagnostic,
    }
}
