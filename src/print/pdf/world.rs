//! What Typst sees: the template, its files, the values, pictures, fonts. Nothing else is there to be read.

use std::collections::BTreeMap;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};

use super::fonts::Fonts;
use crate::diagnostic::{Diagnostic, Place};
use crate::project::Project;

/// The template, by its name below `templates/print/`.
pub(super) const TEMPLATE: &str = "edition.typ";
/// Its values.
pub(super) const DATA: &str = "edition.json";

/// All that a document is made from, in memory.
pub(super) struct Desk {
    library: LazyHash<Library>,
    fonts: Fonts,
    main: FileId,
    sources: BTreeMap<String, Source>,
    files: BTreeMap<String, Bytes>,
    today: Option<Datetime>,
}

impl Desk {
    /// `pictures` by name, `today` the day of the edition. What is set is said by [`Desk::show`].
    ///
    /// # Errors
    ///
    /// Templates that are no text.
    pub(super) fn new(
        project: &Project,
        fonts: Fonts,
        pictures: BTreeMap<String, Bytes>,
        today: Option<Datetime>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut faults = Vec::new();
        let mut files = pictures;
        let mut sources = BTreeMap::new();
        for (name, file) in &project.theme.print {
            if !name.ends_with(".typ") {
                files.insert(name.clone(), Bytes::new(file.bytes.clone()));
                continue;
            }
            match std::str::from_utf8(&file.bytes) {
                Ok(text) => drop(sources.insert(name.clone(), Source::new(id(name), text.to_owned()))),
                Err(error) => {
                    let message = format!("the template is not UTF-8: byte {} fits nowhere", error.valid_up_to() + 1);
                    let fault = Diagnostic::error("not-utf-8", message).help("save it as UTF-8");
                    faults.push(fault.at(Place::file(format!("templates/print/{name}"))));
                }
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Desk { library: LazyHash::new(Library::default()), fonts, main: id(TEMPLATE), sources, files, today })
    }

    /// A template of its own, with one file.
    pub(super) fn of_one(fonts: Fonts, template: &str, name: &str, file: Bytes) -> Self {
        let main = id("one.typ");
        Desk {
            library: LazyHash::new(Library::default()),
            fonts,
            main,
            sources: BTreeMap::from([("one.typ".to_owned(), Source::new(main, template.to_owned()))]),
            files: BTreeMap::from([(name.to_owned(), file)]),
            today: None,
        }
    }

    /// Says which template is set with which values.
    pub(super) fn show(&mut self, template: &str, data: &str, values: Bytes) {
        self.files.insert(data.to_owned(), values);
        self.main = id(template);
    }

    /// The pictures by name.
    pub(super) fn pictures(&self) -> impl Iterator<Item = (&String, &Bytes)> {
        self.files.iter().filter(|(name, _)| name.starts_with("pictures/"))
    }
}

fn id(name: &str) -> FileId {
    // A name that climbs out of the folder names nothing.
    let path = VirtualPath::new(name).or_else(|_| VirtualPath::new("none"));
    match path {
        Ok(path) => RootedPath::new(VirtualRoot::Project, path).intern(),
        Err(_) => unreachable_id(),
    }
}

fn unreachable_id() -> FileId {
    Source::detached("").id()
}

/// The name of a file; none of what is in a package.
fn name(id: FileId) -> Option<&'static str> {
    matches!(id.get().root(), VirtualRoot::Project).then(|| id.get().vpath().get_without_slash())
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let name = name(id).ok_or(FileError::AccessDenied)?;
        self.sources.get(name).cloned().ok_or_else(|| FileError::NotFound(name.into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = name(id).ok_or(FileError::AccessDenied)?;
        let source = || self.sources.get(name).map(|source| Bytes::from_string(source.text().to_owned()));
        self.files.get(name).cloned().or_else(source).ok_or_else(|| FileError::NotFound(name.into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    /// The day of the edition, never the clock's.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}
