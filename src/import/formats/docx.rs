//! Word files (ECMA-376): the paragraphs of the main part, as lines of Markdown. Inserted text is read, deleted text is not;
//! the highest level of headings begins an item.

mod body;
mod notes;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use self::notes::Kind;
use super::super::report::damaged;
use super::lines::{self, level};
use super::{Entry, Fault, Format, Options};

/// A part that unpacks to more is refused.
const LARGEST_PART: u64 = 64 * 1024 * 1024;

/// All articles of a Word file.
pub(super) fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Vec<Entry>, Fault> {
    let bad = |what: String| {
        damaged(name, Format::Docx, None, &what, "open it in Word, save it again as DOCX or copy its text into a file")
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| bad(error.to_string()))?;
    let document = part(&mut archive, "word/document.xml").map_err(&bad)?;
    let styles = part(&mut archive, "word/styles.xml").map(|xml| styles(&xml)).unwrap_or_default();
    let links = part(&mut archive, "word/_rels/document.xml.rels").map(|xml| targets(&xml)).unwrap_or_default();
    let mut notes = BTreeMap::new();
    for (part_name, kind) in [("footnotes", Kind::Foot), ("endnotes", Kind::End)] {
        let own = format!("word/{part_name}.xml");
        if let Ok(xml) = part(&mut archive, &own) {
            let links = part(&mut archive, &format!("word/_rels/{part_name}.xml.rels"));
            let links = links.map(|xml| targets(&xml)).unwrap_or_default();
            notes.extend(body::read(&own, &xml, &styles, &links).map_err(&bad)?.notes(kind));
        }
    }
    let document = body::read("word/document.xml", &document, &styles, &links).map_err(&bad)?;
    lines::entries(name, &notes::place(document.paragraphs, notes), options)
}

fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<String, String> {
    let file = archive.by_name(name).map_err(|error| format!("{name}: {error}"))?;
    let mut bytes = Vec::new();
    file.take(LARGEST_PART + 1).read_to_end(&mut bytes).map_err(|error| format!("{name}: {error}"))?;
    if bytes.len() as u64 > LARGEST_PART {
        return Err(format!("{name} unpacks to more than {} MB", LARGEST_PART / (1024 * 1024)));
    }
    String::from_utf8(bytes).map_err(|_| format!("{name} is not UTF-8"))
}

/// The styles of paragraphs that tell something, by their ids.
#[derive(Debug, Default)]
struct Styles {
    levels: BTreeMap<String, u8>,
    lists: BTreeSet<String>,
    /// what nobody sees, paragraphs and words alike
    hidden: BTreeSet<String>,
}

/// Reads the styles. Their ids are in the language of Word, their names are not.
fn styles(xml: &str) -> Styles {
    let mut styles = Styles::default();
    let mut id = None;
    let mut reader = Reader::from_str(xml);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) if element.local_name().as_ref() == b"style" => id = attribute(&element, b"styleId"),
            Event::Empty(element) | Event::Start(element) => match (&id, element.local_name().as_ref()) {
                (Some(id), b"name") => {
                    let name = attribute(&element, b"val").unwrap_or_default();
                    styles.levels.extend(level(&name).map(|level| (id.clone(), level)));
                }
                (Some(id), b"numPr") => _ = styles.lists.insert(id.clone()),
                (Some(id), b"vanish") if is_on(&element) => _ = styles.hidden.insert(id.clone()),
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    styles
}

/// The addresses of links by the ids of their relationships.
fn targets(xml: &str) -> BTreeMap<String, String> {
    let mut targets = BTreeMap::new();
    let mut reader = Reader::from_str(xml);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Empty(element) | Event::Start(element) => {
                if let (Some(id), Some(target)) = (attribute(&element, b"Id"), attribute(&element, b"Target"))
                    && target.starts_with("http")
                {
                    targets.insert(id, target);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    targets
}

fn attribute(element: &BytesStart, name: &[u8]) -> Option<String> {
    let mut attributes = element.attributes();
    let mut named =
        attributes.with_checks(false).flatten().filter(|attribute| attribute.key.local_name().as_ref() == name);
    let value = named.next()?.decoded_and_normalized_value(XmlVersion::Explicit1_0, element.decoder());
    value.ok().map(|value| value.into_owned())
}

/// Whether a property that can be on or off is on.
fn is_on(element: &BytesStart) -> bool {
    !matches!(attribute(element, b"val").as_deref(), Some("0" | "false" | "off" | "none"))
}
