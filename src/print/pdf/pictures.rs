//! Pictures of an edition, each looked at before a page is set: one that cannot be printed would stop all others.

use std::collections::BTreeMap;

use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterImage};

use super::attempt::Bench;
use super::drawings;
use crate::article::markdown::percent_decoded;
use crate::project::Project;

/// Pictures by their names in the values.
pub(super) struct Pictures<'a> {
    project: &'a Project,
    bench: &'a Bench,
    /// By name: `pictures/0.png`.
    pub(super) files: BTreeMap<String, Bytes>,
    /// By the address on the site: the name, or why there is none.
    known: BTreeMap<String, Result<String, String>>,
}

/// A larger picture takes more memory than a page is worth; the header of a file of a few bytes can say so.
const MOST_PIXELS: usize = 100_000_000;
/// Pictures of one document at most: Typst can name 65,535 files.
const MOST_PICTURES: usize = 20_000;

/// Why a picture that can be read is not printed.
pub(super) const NOT_SETTABLE: &str = "it cannot be set";
const UNREADABLE: &str = "it cannot be read";

impl<'a> Pictures<'a> {
    pub(super) fn new(project: &'a Project, bench: &'a Bench) -> Self {
        Pictures { project, bench, files: BTreeMap::new(), known: BTreeMap::new() }
    }

    /// The name of the picture at an address of the site; else why it is not printed.
    pub(super) fn name(&mut self, address: &str) -> Result<String, String> {
        if let Some(known) = self.known.get(address) {
            return known.clone();
        }
        let found = self.read(address);
        self.known.insert(address.to_owned(), found.clone());
        found
    }

    fn read(&mut self, address: &str) -> Result<String, String> {
        let decoded: Vec<_> = address.split('/').map(percent_decoded).collect();
        let file = self.project.file_at(address).or_else(|| self.project.file_at(&decoded.join("/")));
        let file = file.ok_or("there is no such file".to_owned())?;
        if self.files.len() >= MOST_PICTURES {
            return Err("the edition has too many pictures".to_owned());
        }
        let bytes = Bytes::new(file.bytes.clone());
        let ending = match ExchangeFormat::detect(&bytes) {
            Some(format) => {
                // Reading a picture takes the memory that its header asks for.
                let size = imagesize::blob_size(&bytes).map_err(|_| UNREADABLE.to_owned())?;
                if size.width.saturating_mul(size.height) > MOST_PIXELS {
                    return Err("by its own words it has too many pixels".to_owned());
                }
                RasterImage::plain(bytes.clone(), format).map_err(|_| UNREADABLE.to_owned())?;
                match format {
                    ExchangeFormat::Png => "png",
                    ExchangeFormat::Jpg => "jpg",
                    ExchangeFormat::Gif => "gif",
                    ExchangeFormat::Webp => "webp",
                }
            }
            None => {
                drawings::look_through(&bytes)?;
                "svg"
            }
        };
        let name = format!("pictures/{}.{ending}", self.files.len());
        // A drawing has letters of its own, and parts that show only when it is written.
        let reason = if ending == "svg" { self.bench.stops_picture(&name, &bytes) } else { None };
        if let Some(reason) = reason {
            return Err(reason);
        }
        self.files.insert(name.clone(), bytes);
        Ok(name)
    }
}
