//! Word files (ECMA-376): the paragraphs of the main part, as lines of Markdown. Inserted text is read, deleted text is not;
//! the highest level of headings begins an item.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use super::super::report::damaged;
use super::lines::{self, Paragraph, Role, Style, level, row};
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
    let paragraphs = paragraphs(&document, &styles, &links).map_err(&bad)?;
    Ok(lines::entries(name, &paragraphs, options))
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

fn paragraphs(xml: &str, styles: &Styles, links: &BTreeMap<String, String>) -> Result<Vec<Paragraph>, String> {
    let mut found = Vec::new();
    let mut open: Vec<Paragraph> = Vec::new();
    let mut table = Table::default();
    let (mut gone, mut in_text) = (0_usize, false);
    let mut style = Style::default();
    // Properties of a paragraph hold those of its mark, which are no run's.
    let mut in_run = false;
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
                            paragraph.heading = styles.levels.get(&style).copied().or_else(|| level(&style));
                            if styles.lists.contains(&style) && paragraph.heading.is_none() {
                                paragraph.role = Role::List;
                            }
                        }
                    }
                    b"numId" => {
                        let none = attribute(element, b"val").is_none_or(|id| id == "0");
                        if let Some(paragraph) = open.last_mut().filter(|_| gone == 0) {
                            paragraph.role = if none { Role::Text } else { Role::List };
                        }
                    }
                    b"tr" if is_open => table.depth += 1,
                    b"tc" if is_open && table.depth == 1 => table.cells.push(Vec::new()),
                    b"del" | b"moveFrom" | b"instrText" if is_open => gone += 1,
                    b"t" => in_text = is_open,
                    b"r" if is_open => {
                        in_run = true;
                        (style.bold, style.italic) = (false, false);
                    }
                    b"b" if in_run => style.bold = is_on(element),
                    b"i" if in_run => style.italic = is_on(element),
                    b"hyperlink" if is_open => {
                        style.link = attribute(element, b"id").and_then(|id| links.get(&id).cloned());
                    }
                    b"tab" | b"br" | b"cr" if gone == 0 => {
                        let is_page = attribute(element, b"type").as_deref() == Some("page");
                        if let Some(paragraph) = open.last_mut() {
                            paragraph.push(if is_page { "\u{c}" } else { " " }, &style);
                        }
                    }
                    b"noBreakHyphen" => {
                        if let Some(paragraph) = open.last_mut() {
                            paragraph.push("-", &style);
                        }
                    }
                    _ => {}
                }
            }
            Event::End(element) => match element.local_name().as_ref() {
                b"p" => match table.cells.last_mut() {
                    Some(cell) => cell.extend(open.pop()),
                    None => found.extend(open.pop()),
                },
                b"tr" => {
                    table.depth = table.depth.saturating_sub(1);
                    if table.depth == 0 {
                        found.extend(row(std::mem::take(&mut table.cells)));
                    }
                }
                b"del" | b"moveFrom" | b"instrText" => gone = gone.saturating_sub(1),
                b"t" => in_text = false,
                b"r" => in_run = false,
                b"hyperlink" => style.link = None,
                _ => {}
            },
            Event::Text(text) if in_text && gone == 0 => {
                let text = text.xml_content(XmlVersion::Explicit1_0).map_err(|error| error.to_string())?;
                if let Some(paragraph) = open.last_mut() {
                    paragraph.push(&text, &style);
                }
            }
            Event::GeneralRef(reference) if in_text && gone == 0 => {
                let name = reference.decode().map_err(|error| error.to_string())?;
                let text = match reference.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string(),
                    _ => quick_xml::escape::resolve_predefined_entity(&name).unwrap_or_default().to_owned(),
                };
                if let Some(paragraph) = open.last_mut() {
                    paragraph.push(&text, &style);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    // What is not closed was cut off.
    found.extend(row(table.cells));
    found.extend(open);
    Ok(found)
}

/// The row of a table that is open. A table inside a cell is text of that cell.
#[derive(Debug, Default)]
struct Table {
    depth: usize,
    cells: Vec<Vec<Paragraph>>,
}

/// Whether a property that can be on or off is on.
fn is_on(element: &BytesStart) -> bool {
    !matches!(attribute(element, b"val").as_deref(), Some("0" | "false" | "off" | "none"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(xml: &str) -> String {
        let xml = format!("<w:document><w:body>{xml}</w:body></w:document>");
        lines::lines(&paragraphs(&xml, &Styles::default(), &BTreeMap::new()).unwrap_or_default(), |_| false)
    }

    fn p(text: &str) -> String {
        format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
    }

    fn cell(text: &str) -> String {
        format!("<w:tc>{text}</w:tc>")
    }

    #[test]
    fn a_row_of_a_table_is_a_line() {
        let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
        let table = |rows: &[String]| format!("<w:tbl>{}</w:tbl>", rows.concat());
        let years = row(&[cell(&p("Year")), cell(&p("2026"))]);
        let loads = row(&[cell(&p("Loads")), cell(&p(" 40 ")), cell(&p(""))]);
        assert_eq!(
            text(&(p("Above.") + &table(&[years.clone(), loads]) + &p("Below."))),
            "Above.\n\nYear | 2026\n\nLoads | 40\n\nBelow.\n\n"
        );
        // A table that only sets text beside text.
        let article = p("One.") + &p("Two.");
        assert_eq!(text(&table(&[row(&[cell(&p("Left")), cell(&article)])])), "Left\n\nOne.\n\nTwo.\n\n");
        // A table in a cell is text of the cell.
        assert_eq!(text(&table(&[row(&[cell(&table(&[years]))])])), "Year\n\n2026\n\n");
        assert_eq!(text("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cut</w:t></w:r></w:p></w:tc>"), "");
    }

    #[test]
    fn entries_of_a_list_have_a_mark() {
        let entry = |text: &str, id: u8| {
            format!(
                "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{id}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
            )
        };
        let list = p("Above.") + &entry("apples", 3) + &entry("pears", 3) + &entry("no entry", 0);
        assert_eq!(text(&list), "Above.\n\n- apples\n\n- pears\n\nno entry\n\n");
        // A numbered title stands alone.
        assert_eq!(text(&(entry("Title", 1) + &p("Text.") + &entry("Title", 1))), "Title\n\nText.\n\nTitle\n\n");
    }
}
