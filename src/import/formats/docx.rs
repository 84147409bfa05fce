//! Word files (ECMA-376): the paragraphs of the main part, as lines. Inserted text is read, deleted text is not; the
//! highest level of headings begins an item.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use super::super::report::damaged;
use super::{Entry, Fault, Format, Options, text_entries};

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
    let paragraphs = paragraphs(&document, &styles, &links).map_err(&bad)?;
    Ok(text_entries(name, &lines(&paragraphs), options))
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

/// A paragraph and the level of heading that it is.
#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    heading: Option<u8>,
    /// where the whole of it is a link
    link: Option<String>,
    /// bytes of the text that are links
    linked: usize,
}

/// The levels of the styles that are headings. Their ids are in the language of Word, their names are not.
fn styles(xml: &str) -> BTreeMap<String, u8> {
    let mut levels = BTreeMap::new();
    let mut id = None;
    let mut reader = Reader::from_str(xml);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) if element.local_name().as_ref() == b"style" => id = attribute(&element, b"styleId"),
            Event::Empty(element) | Event::Start(element) if element.local_name().as_ref() == b"name" => {
                if let (Some(id), Some(name)) = (&id, attribute(&element, b"val"))
                    && let Some(level) = level(&name)
                {
                    levels.insert(id.clone(), level);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    levels
}

/// "Title" is above "heading 1".
fn level(name: &str) -> Option<u8> {
    let name = name.to_ascii_lowercase().replace(' ', "");
    if name == "title" { Some(0) } else { name.strip_prefix("heading")?.parse().ok() }
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

fn paragraphs(
    xml: &str,
    styles: &BTreeMap<String, u8>,
    links: &BTreeMap<String, String>,
) -> Result<Vec<Paragraph>, String> {
    let mut found = Vec::new();
    let mut open: Vec<Paragraph> = Vec::new();
    let (mut gone, mut in_text) = (0_usize, false);
    let mut link: Option<String> = None;
    let mut reader = Reader::from_str(xml);
    loop {
        let at = reader.buffer_position();
        let event = reader.read_event().map_err(|error| format!("word/document.xml, byte {at}: {error}"))?;
        match &event {
            Event::Start(element) | Event::Empty(element) => {
                let is_open = matches!(event, Event::Start(_));
                match element.local_name().as_ref() {
                    b"p" if is_open => open.push(Paragraph::default()),
                    b"pStyle" => {
                        if let (Some(paragraph), Some(style)) = (open.last_mut(), attribute(element, b"val")) {
                            paragraph.heading = styles.get(&style).copied().or_else(|| level(&style));
                        }
                    }
                    b"del" | b"moveFrom" | b"instrText" if is_open => gone += 1,
                    b"t" => in_text = is_open,
                    b"hyperlink" if is_open => link = attribute(element, b"id").and_then(|id| links.get(&id).cloned()),
                    b"tab" | b"br" | b"cr" if gone == 0 => {
                        let is_page = attribute(element, b"type").as_deref() == Some("page");
                        if let Some(paragraph) = open.last_mut() {
                            paragraph.text.push(if is_page { '\u{c}' } else { ' ' });
                        }
                    }
                    b"noBreakHyphen" => {
                        if let Some(paragraph) = open.last_mut() {
                            paragraph.text.push('-');
                        }
                    }
                    _ => {}
                }
            }
            Event::End(element) => match element.local_name().as_ref() {
                b"p" => found.extend(open.pop()),
                b"del" | b"moveFrom" | b"instrText" => gone = gone.saturating_sub(1),
                b"t" => in_text = false,
                b"hyperlink" => link = None,
                _ => {}
            },
            Event::Text(text) if in_text && gone == 0 => {
                let text = text.xml_content(XmlVersion::Explicit1_0).map_err(|error| error.to_string())?;
                add(&mut open, &text, link.as_deref());
            }
            Event::GeneralRef(reference) if in_text && gone == 0 => {
                let name = reference.decode().map_err(|error| error.to_string())?;
                let text = match reference.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string(),
                    _ => quick_xml::escape::resolve_predefined_entity(&name).unwrap_or_default().to_owned(),
                };
                add(&mut open, &text, link.as_deref());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    // What is not closed was cut off.
    found.extend(open);
    Ok(found)
}

fn add(open: &mut [Paragraph], text: &str, link: Option<&str>) {
    let Some(paragraph) = open.last_mut() else { return };
    paragraph.text.push_str(text);
    if let Some(link) = link {
        paragraph.linked += text.len();
        paragraph.link = Some(link.to_owned());
    }
}

/// The paragraphs as lines of a bulletin.
fn lines(paragraphs: &[Paragraph]) -> String {
    let full = |paragraph: &&Paragraph| !paragraph.text.trim().is_empty();
    let filled: Vec<&Paragraph> = paragraphs.iter().filter(full).collect();
    // The title of a whole collection has no text of its own: the next heading follows it at once.
    let with_text = filled.windows(2).filter(|pair| pair[1].heading.is_none()).filter_map(|pair| pair[0].heading);
    let highest = with_text.min();
    let mut text = String::new();
    for paragraph in filled {
        let is_heading = highest.is_some() && paragraph.heading == highest;
        if is_heading {
            text.push_str("## ");
        }
        let words = paragraph.text.trim();
        match paragraph.link.as_ref().filter(|_| paragraph.linked >= words.len() && !is_heading) {
            Some(link) => text.push_str(&format!("[{words}]({link})")),
            None => text.push_str(words),
        }
        text.push_str("\n\n");
    }
    text
}
