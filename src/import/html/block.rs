//! Elements → blocks: paragraphs, headings, lists, quotations, tables. What a block is made of is text with a style,
//! never markup.

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::address::Base;
use super::dom::{Dom, Id};
use super::names;
use super::table;

/// Lists and quotations deeper than this join the level above.
pub(super) const DEEPEST: usize = 8;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Block {
    Paragraph(Line),
    /// level from 2 to 6
    Heading(u8, Line),
    List {
        /// number of the first item of an ordered list
        start: Option<u32>,
        items: Vec<Vec<Block>>,
    },
    Quote(Vec<Block>),
    /// rows of equally many cells; the first is the header, all of it empty where there is none
    Table(Vec<Vec<Line>>),
    /// text with its line breaks
    Preformatted(String),
}

/// Text of one block.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Line {
    pub(super) spans: Vec<Span>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Span {
    /// "\n" alone is a line break; other spans have none
    pub(super) text: String,
    pub(super) style: Style,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Style {
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    pub(super) struck: bool,
    pub(super) code: bool,
    /// absolute address
    pub(super) link: Option<std::rc::Rc<str>>,
}

impl Style {
    fn shared(&self, other: &Self) -> Self {
        Self {
            strong: self.strong && other.strong,
            emphasis: self.emphasis && other.emphasis,
            struck: self.struck && other.struck,
            code: self.code && other.code,
            link: self.link.clone().filter(|link| other.link.as_ref() == Some(link)),
        }
    }
}

impl Line {
    /// The text alone, breaks as spaces.
    pub(super) fn text(&self) -> String {
        self.spans.iter().map(|span| if span.text == "\n" { " " } else { &span.text }).collect()
    }

    /// Bytes of its text, and how many of them are links.
    pub(super) fn linked(&self) -> (usize, usize) {
        self.spans.iter().fold((0, 0), |(all, linked), span| {
            let bytes = span.text.trim().len();
            (all + bytes, linked + if span.style.link.is_some() { bytes } else { 0 })
        })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.spans.iter().all(|span| span.text.trim().is_empty())
    }
}

/// What was read of an element.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    pub(super) blocks: Vec<Block>,
    /// alternative texts of images, and what did not fit into a table
    pub(super) left_out: Vec<String>,
}

/// Reads all that is in an element. Links are made absolute against `base`.
pub(super) fn read(dom: &Dom, top: Id, base: &Base) -> Blocks {
    let mut reader = Reader { dom, base, line: Line::default(), space: false, done: Vec::new(), left_out: Vec::new() };
    reader.children(top, &Style::default(), 0);
    reader.flush();
    Blocks { blocks: reader.done, left_out: reader.left_out }
}

/// Recursive: [`super::bound`] sees to it that a page is not deep.
pub(super) struct Reader<'a> {
    pub(super) dom: &'a Dom,
    base: &'a Base,
    line: Line,
    /// white space stands before what comes next
    space: bool,
    done: Vec<Block>,
    pub(super) left_out: Vec<String>,
}

impl Reader<'_> {
    fn children(&mut self, id: Id, style: &Style, depth: usize) {
        let dom = self.dom;
        for child in dom.children(id) {
            self.node(child, style, depth);
        }
    }

    fn node(&mut self, id: Id, style: &Style, depth: usize) {
        if let Some(text) = self.dom.text(id) {
            self.push(text, style);
            return;
        }
        let name = self.dom.name(id);
        match name {
            "" => {}
            name if names::is_silent(name) => {}
            "br" => self.line_break(),
            "wbr" => {}
            "img" | "amp-img" => {
                if let Some(alt) = self.dom.attribute(id, "alt").map(str::trim).filter(|alt| !alt.is_empty()) {
                    self.left_out.push(alt.to_owned());
                }
            }
            "hr" => self.flush(),
            "ul" | "ol" | "dir" => self.list(id, style, depth),
            "blockquote" => self.nested(id, style, depth, Block::Quote),
            "table" => self.table(id, style, depth),
            "pre" | "listing" => self.preformatted(id),
            "sup" => self.note_or_text(id, style, depth),
            "q" => {
                self.push("“", style);
                self.children(id, style, depth);
                self.push("”", style);
            }
            name if names::heading(name).is_some() => self.heading(id, style, depth),
            name if names::is_block(name) => {
                self.flush();
                self.children(id, style, depth);
                self.flush();
            }
            name => {
                let style = self.styled(id, name, style);
                self.children(id, &style, depth);
            }
        }
    }

    fn styled(&self, id: Id, name: &str, style: &Style) -> Style {
        let mut style = style.clone();
        match name {
            "b" | "strong" => style.strong = true,
            "i" | "em" | "cite" | "dfn" | "var" => style.emphasis = true,
            "s" | "strike" | "del" => style.struck = true,
            "code" | "kbd" | "samp" | "tt" => style.code = true,
            "a" => style.link = self.dom.attribute(id, "href").and_then(|href| self.base.link(href)).map(Into::into),
            _ => {}
        }
        style
    }

    fn heading(&mut self, id: Id, style: &Style, depth: usize) {
        let level = names::heading(self.dom.name(id)).unwrap_or(2).max(2);
        self.flush();
        let before = self.done.len();
        self.children(id, &Style { strong: false, emphasis: false, ..style.clone() }, depth);
        self.flush();
        // Whatever stood in the heading is one.
        for block in self.done.iter_mut().skip(before) {
            if let Block::Paragraph(line) = block {
                line.spans.iter_mut().for_each(|span| span.style.strong = false);
                *block = Block::Heading(level, std::mem::take(line));
            }
        }
    }

    fn list(&mut self, id: Id, style: &Style, depth: usize) {
        let start = (self.dom.name(id) == "ol").then(|| {
            self.dom.attribute(id, "start").and_then(|start| start.trim().parse().ok()).unwrap_or(1).min(99_999)
        });
        self.flush();
        if depth >= DEEPEST {
            self.children(id, style, depth);
            self.flush();
            return;
        }
        let outer = std::mem::take(&mut self.done);
        let mut items = Vec::new();
        let dom = self.dom;
        for child in dom.children(id) {
            if dom.name(child) == "li" {
                self.children(child, style, depth + 1);
            } else {
                self.node(child, style, depth + 1);
            }
            if dom.text(child).is_none() {
                self.flush();
                let item = std::mem::take(&mut self.done);
                if !item.is_empty() {
                    items.push(item);
                }
            }
        }
        self.flush();
        let rest = std::mem::replace(&mut self.done, outer);
        if !rest.is_empty() {
            items.push(rest);
        }
        if !items.is_empty() {
            self.done.push(Block::List { start, items });
        }
    }

    /// Blocks of their own, where they may be nested so deep.
    fn nested(&mut self, id: Id, style: &Style, depth: usize, wrap: fn(Vec<Block>) -> Block) {
        self.flush();
        if depth >= DEEPEST {
            self.children(id, style, depth);
            self.flush();
            return;
        }
        let outer = std::mem::take(&mut self.done);
        self.children(id, style, depth + 1);
        self.flush();
        let inner = std::mem::replace(&mut self.done, outer);
        if !inner.is_empty() {
            self.done.push(wrap(inner));
        }
    }

    fn table(&mut self, id: Id, style: &Style, depth: usize) {
        self.flush();
        match table::shape(self.dom, id) {
            Some(shape) => {
                let rows = table::rows(self, &shape);
                if rows.iter().flatten().any(|cell| !cell.is_empty()) {
                    self.done.push(Block::Table(rows));
                }
            }
            // A table that only places things: what is in its cells stands one after the other.
            None => self.children(id, style, depth),
        }
        self.flush();
    }

    /// A cell's text on one line.
    pub(super) fn cell(&mut self, id: Id) -> Line {
        let outer = std::mem::take(&mut self.done);
        self.children(id, &Style::default(), DEEPEST);
        self.flush();
        let mut cell = Line::default();
        for block in std::mem::replace(&mut self.done, outer) {
            let (Block::Paragraph(line) | Block::Heading(_, line)) = block else { continue };
            if !cell.is_empty() {
                cell.spans.push(Span { text: " ".to_owned(), style: Style::default() });
            }
            cell.spans.extend(line.spans);
        }
        for span in &mut cell.spans {
            if span.text == "\n" {
                " ".clone_into(&mut span.text);
            }
        }
        cell
    }

    fn preformatted(&mut self, id: Id) {
        self.flush();
        let mut text = String::new();
        for id in self.dom.inside(id) {
            if let Some(piece) = self.dom.text(id) {
                text.extend(piece.chars().filter(|c| *c == '\n' || *c == '\t' || !c.is_control()));
            } else if self.dom.name(id) == "br" {
                text.push('\n');
            }
        }
        let text = text.trim_matches('\n').trim_end();
        if !text.trim().is_empty() {
            self.done.push(Block::Preformatted(text.to_owned()));
        }
    }

    /// The number of a note, which is a link within the page, is set in brackets.
    fn note_or_text(&mut self, id: Id, style: &Style, depth: usize) {
        let within_page = self.dom.inside(id).any(|id| {
            self.dom.name(id) == "a" && self.dom.attribute(id, "href").is_some_and(|href| href.contains('#'))
        });
        let text = self.dom.words(id, 20);
        if within_page && text.len() <= 4 && !text.starts_with('[') {
            self.push(&format!("[{text}]"), &Style { link: None, ..style.clone() });
        } else {
            self.children(id, style, depth);
        }
    }

    /// A break; two of them end the paragraph.
    fn line_break(&mut self) {
        self.space = false;
        match self.line.spans.last() {
            None => {}
            Some(span) if span.text == "\n" => self.flush(),
            Some(_) => self.line.spans.push(Span { text: "\n".to_owned(), style: Style::default() }),
        }
    }

    fn push(&mut self, text: &str, style: &Style) {
        for c in text.chars() {
            match c {
                // Soft hyphens and signs without a width.
                '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}' => {}
                c if c.is_whitespace() => self.space = true,
                c if c.is_control() => {}
                c => {
                    if std::mem::take(&mut self.space) && self.line.spans.last().is_some_and(|span| span.text != "\n") {
                        // The space between two styles has what they share.
                        let last = self.line.spans.last().map(|last| &last.style);
                        let shared = last.map_or_else(Style::default, |last| last.shared(style));
                        self.add(" ", &shared);
                    }
                    match ligature(c) {
                        Some(letters) => self.add(letters, style),
                        None => self.add(c.encode_utf8(&mut [0; 4]), style),
                    }
                }
            }
        }
    }

    fn add(&mut self, text: &str, style: &Style) {
        match self.line.spans.last_mut() {
            Some(last) if last.style == *style && last.text != "\n" => last.text.push_str(text),
            _ => self.line.spans.push(Span { text: text.to_owned(), style: style.clone() }),
        }
    }

    fn flush(&mut self) {
        self.space = false;
        let mut line = std::mem::take(&mut self.line);
        while line.spans.last().is_some_and(|span| span.text.trim().is_empty()) {
            line.spans.pop();
        }
        if line.spans.is_empty() {
            return;
        }
        for span in &mut line.spans {
            if !is_nfc(&span.text) {
                span.text = span.text.nfc().collect();
            }
        }
        self.done.push(Block::Paragraph(line));
    }
}

fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{fb05}' | '\u{fb06}' => "st",
        _ => return None,
    })
}
