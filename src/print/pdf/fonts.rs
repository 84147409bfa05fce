//! Fonts: those of the binary (Latin, Greek, Cyrillic), and those that `site.toml` names for other scripts, from files of
//! the site or installed on the machine.

use std::sync::{LazyLock, PoisonError, RwLock};

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use crate::config::Font as Named;
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::project::Project;

/// The family of texts, which the template names first.
pub(super) const TEXT: &str = "Libertinus Serif";

/// The families of the binary that texts may use; its fonts for formulas are left out.
const FAMILIES: [&str; 3] = [TEXT, "New Computer Modern", "DejaVu Sans Mono"];

/// The fonts of a document.
#[derive(Clone)]
pub(super) struct Fonts {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    families: Vec<String>,
    /// The families of those that `site.toml` names, with the name and the place that they have there.
    named: Vec<(String, String, Place)>,
}

impl Fonts {
    /// The fonts of a site.
    ///
    /// # Errors
    ///
    /// Files that are not there or are no fonts; families that are not installed.
    pub(super) fn of(project: &Project) -> Result<Fonts, Vec<Diagnostic>> {
        let mut faults = Vec::new();
        let mut fonts: Vec<Font> = BUILTIN.clone();
        let mut families = vec![TEXT.to_owned()];
        let mut names = Vec::new();
        let print = &project.config.print;
        for (named, place) in print.fonts.iter().zip(&print.font_places) {
            let (found, name) = match named {
                Named::File(path) => (of_file(project, path), path),
                Named::Installed(name) => (installed(name), name),
            };
            match found {
                Ok(found) => {
                    let own = found.iter().map(|font| font.info().family.as_str().to_owned());
                    names.extend(own.map(|family| (family, name.clone(), place.clone())));
                    families.extend(found.iter().map(|font| font.info().family.as_str().to_owned()));
                    fonts.extend(found);
                }
                Err(fault) => faults.push(fault.at(place.clone())),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        families.dedup();
        Ok(Fonts { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts, families, named: names })
    }

    /// Those of the binary.
    #[cfg(test)]
    pub(super) fn builtin() -> Fonts {
        let fonts = BUILTIN.clone();
        Fonts {
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            families: vec![TEXT.to_owned()],
            named: Vec::new(),
        }
    }

    /// The families in the order in which a letter is looked for.
    pub(super) fn families(&self) -> Vec<String> {
        self.families.clone()
    }

    /// The fault of a damaged font among those that `site.toml` names, where it is one that stops an edition.
    pub(super) fn damaged(&self, fault: &Diagnostic) -> Option<Diagnostic> {
        let said = fault.message.strip_prefix("failed to process ")?;
        let (_, name, place) = self.named.iter().find(|(family, ..)| said.contains(&format!("\"{family}\"")))?;
        let reason = said.split_once('(').map_or(said, |(_, reason)| reason.trim_end_matches(')'));
        let fault = Diagnostic::error("no-font", format!("the font `{name}` is damaged: {reason}"));
        Some(fault.at(place.clone()).help("put a whole copy of it in its place, or name another font"))
    }

    pub(super) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    pub(super) fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    /// Whether a font has a letter.
    pub(super) fn have(&self, letter: char) -> bool {
        self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(letter)))
    }
}

static BUILTIN: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let all = typst_assets::fonts().flat_map(|bytes| Font::iter(Bytes::new(bytes)));
    all.filter(|font| FAMILIES.contains(&font.info().family.as_str())).collect()
});

fn of_file(project: &Project, path: &str) -> Result<Vec<Font>, Diagnostic> {
    let Some(file) = project.font_file(path) else {
        let fault = Diagnostic::error("no-font", format!("there is no font `{path}`"));
        return Err(fault.help("check the path; it begins at the digest's folder"));
    };
    let fonts: Vec<Font> = Font::iter(Bytes::new(file.bytes.clone())).collect();
    if fonts.is_empty() {
        let fault = Diagnostic::error("no-font", format!("`{path}` is no font"));
        return Err(fault.help("use a TrueType or OpenType file"));
    }
    Ok(fonts)
}

/// The fonts of a family that is installed, read once.
fn installed(name: &str) -> Result<Vec<Font>, Diagnostic> {
    static READ: RwLock<Vec<(String, Vec<Font>)>> = RwLock::new(Vec::new());
    static MACHINE: LazyLock<fontdb::Database> = LazyLock::new(|| {
        let mut machine = fontdb::Database::new();
        machine.load_system_fonts();
        machine
    });
    let known = READ.read().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, fonts)) = known.iter().find(|(known, _)| known == name) {
        return Ok(fonts.clone());
    }
    drop(known);
    let named = |face: &&fontdb::FaceInfo| face.families.iter().any(|(family, _)| family.eq_ignore_ascii_case(name));
    let mut faces: Vec<&fontdb::FaceInfo> = MACHINE.faces().filter(named).collect();
    faces.sort_by(|a, b| a.post_script_name.cmp(&b.post_script_name).then_with(|| a.index.cmp(&b.index)));
    let read = |face: &fontdb::FaceInfo| {
        MACHINE.with_face_data(face.id, |data, index| Font::new(Bytes::new(data.to_vec()), index)).flatten()
    };
    let fonts: Vec<Font> = faces.into_iter().filter_map(read).collect();
    if fonts.is_empty() {
        let families = MACHINE.faces().flat_map(|face| face.families.iter().map(|(family, _)| family.as_str()));
        let help = nearest(name, families).map(|near| format!("did you mean `{near}`?"));
        let help =
            help.unwrap_or_else(|| "install it, or name a file of the site that ends in .ttf or .otf".to_owned());
        return Err(Diagnostic::error("no-font", format!("no font `{name}` is installed")).help(help));
    }
    READ.write().unwrap_or_else(PoisonError::into_inner).push((name.to_owned(), fonts.clone()));
    Ok(fonts)
}
