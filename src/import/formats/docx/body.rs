//! The elements of a part of a Word file → its paragraphs (ECMA-376, part 1, 17.3 to 17.13).

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader as Xml, XmlVersion};

use super::super::feed;
use super::super::lines::{Paragraph, Role, Run, Style, level, row};
use super::notes::{self, Kind};
use super::{Styles, attribute, is_on};

/// What a part holds.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) paragraphs: Vec<Paragraph>,
    /// the ids of notes, and where each begins
    starts: Vec<(String, usize)>,
}

impl Body {
    /// The notes by their keys; those that draw a line above all notes are none.
    pub(super) fn notes(mut self, kind: Kind) -> BTreeMap<u32, Vec<Paragraph>> {
        let mut found = BTreeMap::new();
        for (id, start) in self.starts.into_iter().rev() {
            let note = self.paragraphs.split_off(start.min(self.paragraphs.len()));
            found.extend(notes::key(kind, Some(&id)).map(|key| (key, note)));
        }
        found
    }
}

/// Reads the part that is called so.
///
/// # Errors
///
/// It is no XML, or elements of it have no end: it was cut off.
pub(super) fn read(part: &str, xml: &str, styles: &Styles, links: &BTreeMap<String, String>) -> Result<Body, String> {
    let mut reader = Reader::new(styles, links);
    let mut events = Xml::from_str(xml);
    let mut unclosed = 0_usize;
    loop {
        let at = events.buffer_position();
        let event = events.read_event().map_err(|error| format!("{part}, byte {at}: {error}"))?;
        match &event {
            Event::Start(element) => {
                unclosed += 1;
                reader.start(element, Extent::Open);
            }
            Event::Empty(element) => reader.start(element, Extent::Empty),
            Event::End(element) => {
                unclosed = unclosed.saturating_sub(1);
                reader.end(element.local_name().as_ref());
            }
            Event::Text(text) if reader.in_text => {
                reader.push(&text.xml_content(XmlVersion::Explicit1_0).map_err(|error| error.to_string())?);
            }
            Event::GeneralRef(reference) if reader.in_text => {
                let name = reference.decode().map_err(|error| error.to_string())?;
                let text = match reference.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string(),
                    // Some programs take XML for HTML; a name that nobody knows is shown as it is written.
                    _ => feed::entity(&name).unwrap_or_else(|| format!("&{name};")),
                };
                reader.push(&text);
            }
            Event::Eof if unclosed > 0 => return Err(format!("{part} ends in the middle")),
            Event::Eof => break,
            _ => {}
        }
    }
    // Rows and paragraphs that nothing closed by their own name.
    let cut = row(std::mem::take(&mut reader.table.cells));
    reader.body.paragraphs.extend(cut);
    reader.body.paragraphs.append(&mut reader.boxed);
    reader.body.paragraphs.extend(reader.open);
    Ok(reader.body)
}

/// Whether an element has anything in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    Open,
    Empty,
}

/// The row of a table that is open. A table inside a cell is text of that cell.
#[derive(Debug, Default)]
struct Table {
    depth: usize,
    cells: Vec<Vec<Paragraph>>,
}

/// The same in two ways, for programs that know one of them.
#[derive(Debug, Default)]
struct Alternate {
    has_text: bool,
    is_skipped: bool,
}

struct Reader<'a> {
    styles: &'a Styles,
    links: &'a BTreeMap<String, String>,
    body: Body,
    open: Vec<Paragraph>,
    /// of text boxes in the paragraph that is open: they stand behind it
    boxed: Vec<Paragraph>,
    table: Table,
    alternates: Vec<Alternate>,
    /// elements that are open and not shown
    gone: usize,
    in_text: bool,
    /// Properties of a paragraph hold those of its mark, which are no run's.
    in_run: bool,
    in_properties: bool,
    is_hidden: bool,
    /// the paragraph that is open is not shown
    all_hidden: bool,
    /// The mark at the end of the paragraph is deleted: the next one goes on with it.
    goes_on: bool,
    carried: Vec<Run>,
    style: Style,
}

impl<'a> Reader<'a> {
    fn new(styles: &'a Styles, links: &'a BTreeMap<String, String>) -> Reader<'a> {
        Reader {
            styles,
            links,
            body: Body::default(),
            open: Vec::new(),
            boxed: Vec::new(),
            table: Table::default(),
            alternates: Vec::new(),
            gone: 0,
            in_text: false,
            in_run: false,
            in_properties: false,
            is_hidden: false,
            all_hidden: false,
            goes_on: false,
            carried: Vec::new(),
            style: Style::default(),
        }
    }

    fn start(&mut self, element: &BytesStart, extent: Extent) {
        let is_open = extent == Extent::Open;
        let value = || attribute(element, b"val");
        match element.local_name().as_ref() {
            b"p" if is_open => {
                (self.goes_on, self.all_hidden) = (false, false);
                self.open.push(Paragraph { runs: std::mem::take(&mut self.carried), ..Paragraph::default() });
            }
            b"pStyle" => self.paragraph_style(value()),
            b"numId" => {
                let role = if value().is_none_or(|id| id == "0") { Role::Text } else { Role::List };
                if let Some(paragraph) = self.open.last_mut().filter(|_| self.gone == 0) {
                    paragraph.role = role;
                }
            }
            b"tr" if is_open => self.table.depth += 1,
            b"tc" if is_open && self.table.depth == 1 => self.table.cells.push(Vec::new()),
            b"rPr" if is_open => self.in_properties = true,
            b"del" | b"moveFrom" if self.in_properties && !self.in_run => self.goes_on = self.gone == 0,
            b"del" | b"moveFrom" | b"instrText" if is_open => self.gone += 1,
            b"AlternateContent" if is_open => self.alternates.push(Alternate::default()),
            b"Fallback" if is_open => {
                if let Some(alternate) = self.alternates.last_mut().filter(|alternate| alternate.has_text) {
                    alternate.is_skipped = true;
                    self.gone += 1;
                }
            }
            b"footnote" | b"endnote" if is_open => {
                let id = attribute(element, b"id").filter(|_| attribute(element, b"type").is_none());
                self.body.starts.push((id.unwrap_or_default(), self.body.paragraphs.len()));
            }
            b"footnoteReference" => self.call(Kind::Foot, element),
            b"endnoteReference" => self.call(Kind::End, element),
            b"t" => self.in_text = is_open,
            b"r" if is_open => {
                (self.in_run, self.is_hidden) = (true, false);
                (self.style.bold, self.style.italic) = (false, false);
            }
            b"b" if self.in_run => self.style.bold = is_on(element),
            b"i" if self.in_run => self.style.italic = is_on(element),
            b"vanish" if self.in_run => self.is_hidden = is_on(element),
            b"rStyle" if self.in_run => self.is_hidden |= value().is_some_and(|id| self.styles.hidden.contains(&id)),
            b"hyperlink" if is_open => {
                self.style.link = attribute(element, b"id").and_then(|id| self.links.get(&id).cloned());
            }
            b"tab" | b"br" | b"cr" => {
                let is_page = attribute(element, b"type").as_deref() == Some("page");
                self.push(if is_page { "\u{c}" } else { " " });
            }
            b"noBreakHyphen" => self.push("-"),
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        match name {
            b"p" => self.end_paragraph(),
            b"tr" => {
                self.table.depth = self.table.depth.saturating_sub(1);
                if self.table.depth == 0 {
                    let row = row(std::mem::take(&mut self.table.cells));
                    if self.open.is_empty() { self.body.paragraphs.extend(row) } else { self.boxed.extend(row) }
                }
            }
            b"rPr" => self.in_properties = false,
            b"del" | b"moveFrom" if self.in_properties && !self.in_run => {}
            b"del" | b"moveFrom" | b"instrText" => self.gone = self.gone.saturating_sub(1),
            b"AlternateContent" => {
                let inner = self.alternates.pop().unwrap_or_default();
                if let Some(outer) = self.alternates.last_mut() {
                    outer.has_text |= inner.has_text;
                }
            }
            b"Fallback" => {
                if let Some(alternate) = self.alternates.last_mut().filter(|alternate| alternate.is_skipped) {
                    alternate.is_skipped = false;
                    self.gone = self.gone.saturating_sub(1);
                }
            }
            b"t" => self.in_text = false,
            b"r" => self.in_run = false,
            b"hyperlink" => self.style.link = None,
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let Some(mut ended) = self.open.pop() else { return };
        if !self.open.is_empty() {
            self.boxed.push(ended);
            return;
        }
        if std::mem::take(&mut self.goes_on) {
            self.carried = std::mem::take(&mut ended.runs);
        }
        let found = std::iter::once(ended).chain(std::mem::take(&mut self.boxed));
        match self.table.cells.last_mut() {
            Some(cell) => cell.extend(found),
            None => self.body.paragraphs.extend(found),
        }
    }

    fn paragraph_style(&mut self, id: Option<String>) {
        let (Some(paragraph), Some(id)) = (self.open.last_mut(), id) else { return };
        paragraph.heading = self.styles.levels.get(&id).copied().or_else(|| level(&id));
        if self.styles.lists.contains(&id) && paragraph.heading.is_none() {
            paragraph.role = Role::List;
        }
        self.all_hidden = self.styles.hidden.contains(&id);
    }

    fn call(&mut self, kind: Kind, element: &BytesStart) {
        let key = notes::key(kind, attribute(element, b"id").as_deref());
        let shown = self.gone == 0 && !self.is_hidden && !self.all_hidden;
        if let (Some(paragraph), Some(key)) = (self.open.last_mut().filter(|_| shown), key) {
            paragraph.call(key);
        }
    }

    fn push(&mut self, text: &str) {
        if self.gone > 0 || self.is_hidden || self.all_hidden {
            return;
        }
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.push(text, &self.style);
            if let Some(alternate) = self.alternates.last_mut() {
                alternate.has_text |= !text.trim().is_empty();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::lines;
    use super::*;

    fn text(xml: &str) -> String {
        let xml = format!("<w:document><w:body>{xml}</w:body></w:document>");
        lines::lines(&read("", &xml, &Styles::default(), &BTreeMap::new()).unwrap_or_default().paragraphs, |_| false)
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
