//! `[print]` in `site.toml`: how editions look, and which are built with the site.

use super::Presence;
use crate::diagnostic::Place;
use crate::plan::{List, Period};
use crate::print::{Paper, Standard};
use crate::tree::{Located, Path, Reader};

/// How editions look, and which are built with the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Print {
    /// The sheet.
    pub paper: Paper,
    /// What the PDFs promise.
    pub standard: Standard,
    /// Whether every index has its edition in HTML.
    pub html: Presence,
    /// An edition in HTML of more articles has their headlines and summaries only.
    pub full_texts: usize,
    /// Which lists have a PDF.
    pub editions: Vec<EditionsOf>,
    /// Further fonts for scripts that those in the binary lack, in the order in which they are asked.
    pub fonts: Vec<Font>,
    /// Where each of them is named.
    pub font_places: Vec<Place>,
}

/// A kind of list whose members have a PDF each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditionsOf {
    /// The whole digest.
    All,
    /// Each year.
    Year,
    /// Each month.
    Month,
    /// Each party.
    Country,
    /// Each pair of parties.
    Relation,
    /// Each topic.
    Topic,
    /// Each outlet.
    Outlet,
}

/// A font that `site.toml` names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Font {
    /// A file of the site, from its root: `static/fonts/naskh.ttf`.
    File(String),
    /// A family that is installed on the machine.
    Installed(String),
}

impl Default for Print {
    fn default() -> Self {
        Print {
            paper: Paper::A4,
            standard: Standard::Ua1,
            html: Presence::Made,
            full_texts: 300,
            editions: Vec::new(),
            fonts: Vec::new(),
            font_places: Vec::new(),
        }
    }
}

impl EditionsOf {
    const WORDS: [(&'static str, EditionsOf); 7] = [
        ("all", EditionsOf::All),
        ("year", EditionsOf::Year),
        ("month", EditionsOf::Month),
        ("country", EditionsOf::Country),
        ("relation", EditionsOf::Relation),
        ("topic", EditionsOf::Topic),
        ("outlet", EditionsOf::Outlet),
    ];

    /// The kind of a list.
    pub fn list(list: List) -> EditionsOf {
        match list {
            List::Timeline(Period::All) => EditionsOf::All,
            List::Timeline(Period::Year(_)) => EditionsOf::Year,
            List::Timeline(Period::Month(..)) => EditionsOf::Month,
            List::Country(_) => EditionsOf::Country,
            List::Relation(_) => EditionsOf::Relation,
            List::Topic(_) => EditionsOf::Topic,
            List::Outlet(_) => EditionsOf::Outlet,
        }
    }
}

/// The endings of files that hold fonts.
const FONT_ENDINGS: [&str; 4] = [".ttf", ".otf", ".ttc", ".otc"];

/// `place` finds the place of a value.
pub(super) fn read(root: &Reader<'_>, place: &dyn Fn(&Path) -> Place) -> Print {
    let mut print = Print::default();
    let Some(table) = root.table("print") else { return print };
    print.paper = table.choice("paper", &Paper::WORDS).unwrap_or(print.paper);
    print.standard = table.choice("pdf_standard", &Standard::WORDS).unwrap_or(print.standard);
    if table.flag("html") == Some(false) {
        print.html = Presence::Left;
    }
    print.full_texts = table.number("full_texts", 0, 100_000).unwrap_or(print.full_texts);
    print.editions = table.texts("editions").iter().filter_map(|word| editions(&table, word)).collect();
    let fonts = table.texts("fonts");
    print.font_places = fonts.iter().map(|font| place(&font.path)).collect();
    print.fonts = fonts.into_iter().map(|font| self::font(&table, font)).collect();
    table.finish();
    print
}

fn editions(table: &Reader<'_>, word: &Located<String>) -> Option<EditionsOf> {
    let found = EditionsOf::WORDS.iter().find(|(known, _)| *known == word.value).map(|(_, of)| *of);
    if found.is_none() {
        let words: Vec<String> = EditionsOf::WORDS.iter().map(|(word, _)| format!("`{word}`")).collect();
        let message = format!("`editions` cannot have `{}`", word.value);
        table.refuse(&word.path, "unknown-value", message, format!("write some of {}", words.join(", ")));
    }
    found
}

/// The endings of fonts that are packed for web pages, or of kinds that nothing reads any more.
const NO_FONT_ENDINGS: [&str; 6] = [".woff", ".woff2", ".eot", ".pfb", ".pfa", ".svg"];

fn font(table: &Reader<'_>, text: Located<String>) -> Font {
    let lower = text.value.to_lowercase();
    if NO_FONT_ENDINGS.iter().any(|ending| lower.ends_with(ending)) {
        let message = format!("`{}` is a font of a kind that no PDF can have", text.value);
        table.refuse(&text.path, "no-font", message, "use the TrueType or OpenType file, which ends in .ttf or .otf");
        return Font::File(text.value);
    }
    if !FONT_ENDINGS.iter().any(|ending| lower.ends_with(ending)) {
        return Font::Installed(text.value);
    }
    let inside = ["static/", "templates/print/", "content/"].iter().any(|folder| text.value.starts_with(folder));
    if !inside || text.value.split('/').any(|part| part == "..") {
        let message = format!("`{}` is no file of the site", text.value);
        table.refuse(
            &text.path,
            "no-font",
            message,
            "put it in `templates/print/` or `static/` and write its path from the root",
        );
    }
    Font::File(text.value)
}
