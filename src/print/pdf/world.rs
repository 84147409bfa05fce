//! What Typst sees: the template, its files, the values, pictures, fonts. Nothing else is there to be read.

use std::collections::BTreeMap;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};

use super::TEMPLATE;
use super::fonts::Fonts;
use crate::project::Project;

/// The values, for the template.
const DATA: &str = "edition.json";

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
    /// `pictures` by name, `json` the values, `today` the day of the edition.
    pub(super) fn new(
        project: &Project,
        fonts: Fonts,
        pictures: BTreeMap<String, Bytes>,
        json: Vec<u8>,
        today: Option<Datetime>,
    ) -> Self {
        let mut files = pictures;
        let mut sources = BTreeMap::new();
        for (name, file) in &project.theme.print {
            match std::str::from_utf8(&file.bytes) {
                Ok(text) if name.ends_with(".typ") => {
                    sources.insert(name.clone(), Source::new(id(name), text.to_owned()));
                }
                _ => drop(files.insert(name.clone(), Bytes::new(file.bytes.clone()))),
            }
        }
        files.insert(DATA.to_owned(), Bytes::new(json));
        Desk { library: LazyHash::new(Library::default()), fonts, main: id(TEMPLATE), sources, files, today }
    }

    /// Puts another template in the first one's place, with values of its own.
    pub(super) fn show(&mut self, template: &str, data: &str, values: serde_json::Value) {
        self.files.insert(data.to_owned(), Bytes::from_string(values.to_string()));
        self.main = id(template);
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
