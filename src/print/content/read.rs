//! From the events of Markdown to blocks.

use std::collections::BTreeMap;

use pulldown_cmark::{Alignment, Event, HeadingLevel, Tag, TagEnd};

use super::notes::Calls;
use super::{Block, Inline, Resolve, Term, plain};

/// How deep blocks may stand in blocks. Sheets of paper are narrow, and Typst counts calls.
pub(super) const DEEPEST_BLOCK: usize = 12;
/// How deep words may stand in words.
const DEEPEST_INLINE: usize = 6;

/// The blocks of a text; a call of a note has its place among the calls for its number.
pub(super) fn read(events: Vec<Event<'_>>, resolve: &dyn Resolve) -> (Vec<Block>, Calls) {
    let mut reader = Reader {
        stack: vec![Frame::default()],
        resolve,
        notes: BTreeMap::new(),
        called: Vec::new(),
        depth: Depth::default(),
    };
    for event in events {
        reader.event(event);
    }
    // An opening closes what is open, so that only the text itself is left.
    while reader.stack.len() > 1 {
        reader.close(None);
    }
    let blocks = reader.stack.pop().map(Frame::into_blocks).unwrap_or_default();
    (blocks, Calls { bodies: reader.notes, labels: reader.called })
}

/// What is open, with what it holds so far.
#[derive(Default)]
struct Frame {
    kind: Option<Open>,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    items: Vec<Vec<Block>>,
    terms: Vec<Term>,
    cells: Vec<Vec<Inline>>,
    head: Vec<Vec<Inline>>,
    rows: Vec<Vec<Vec<Inline>>>,
    code: String,
}

/// What can be open.
enum Open {
    Paragraph,
    Heading(usize),
    List(Option<u64>),
    Item,
    Quote,
    Table(Vec<&'static str>),
    Row,
    Cell,
    Code,
    Terms,
    Term,
    Meaning,
    Emph,
    Strong,
    Strike,
    Super,
    Sub,
    Link(String),
    Image(String),
    Note(String),
    /// What stands apart from its neighbours.
    Apart,
    /// What is too deep, or no part of a printed text: what it holds goes to what is around it.
    Nothing,
}

struct Reader<'a> {
    stack: Vec<Frame>,
    resolve: &'a dyn Resolve,
    notes: BTreeMap<String, Vec<Block>>,
    /// Labels of notes in the order in which they are called.
    called: Vec<String>,
    depth: Depth,
}

/// How much is open that nests.
#[derive(Default)]
struct Depth {
    blocks: usize,
    inlines: usize,
    links: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(Some(tag)),
            // Whoever makes the events has made words of HTML.
            Event::Text(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::Html(text)
            | Event::InlineHtml(text) => self.text(&text),
            Event::Code(text) => self.inline(Inline::Code { text: text.into_string() }),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.inline(Inline::Break),
            Event::Rule => {
                self.end_words();
                self.block(Block::Rule);
            }
            Event::FootnoteReference(label) => {
                self.called.push(label.to_string());
                // The label's place in the list stands in until the notes are all read.
                self.inline(Inline::Note { n: self.called.len() - 1, c: None });
            }
            Event::TaskListMarker(is_done) => self.text(if is_done { "☑ " } else { "☐ " }),
        }
    }

    fn open(&mut self, tag: Tag<'_>) {
        let (shallow, few) = (self.depth.blocks < DEEPEST_BLOCK, self.depth.inlines < DEEPEST_INLINE);
        let kind = match tag {
            Tag::Paragraph => Open::Paragraph,
            Tag::Heading { level, .. } => Open::Heading(number(level)),
            Tag::List(start) if shallow => Open::List(start),
            Tag::Item if matches!(self.top().kind, Some(Open::List(_))) => Open::Item,
            Tag::BlockQuote(_) if shallow => Open::Quote,
            Tag::CodeBlock(_) => Open::Code,
            Tag::Table(align) => Open::Table(align.into_iter().map(alignment).collect()),
            Tag::TableHead | Tag::TableRow => Open::Row,
            Tag::TableCell => Open::Cell,
            Tag::DefinitionList if shallow => Open::Terms,
            Tag::DefinitionListTitle if matches!(self.top().kind, Some(Open::Terms)) => Open::Term,
            Tag::DefinitionListDefinition if matches!(self.top().kind, Some(Open::Terms)) => Open::Meaning,
            Tag::Emphasis if few => Open::Emph,
            Tag::Strong if few => Open::Strong,
            Tag::Strikethrough if few => Open::Strike,
            Tag::Superscript if few => Open::Super,
            Tag::Subscript if few => Open::Sub,
            Tag::Link { dest_url, .. } if self.depth.links == 0 => {
                self.resolve.link(&dest_url).map_or(Open::Nothing, Open::Link)
            }
            Tag::Image { dest_url, .. } => Open::Image(dest_url.into_string()),
            Tag::FootnoteDefinition(label) => Open::Note(label.into_string()),
            Tag::HtmlBlock => Open::Apart,
            _ => Open::Nothing,
        };
        if !kind.is_inline() && !matches!(kind, Open::Cell | Open::Row | Open::Nothing) {
            self.end_words();
        }
        self.depth.blocks += usize::from(kind.nests());
        self.depth.inlines += usize::from(kind.is_inline());
        self.depth.links += usize::from(matches!(kind, Open::Link(_)));
        self.stack.push(Frame { kind: Some(kind), ..Frame::default() });
    }

    fn close(&mut self, tag: Option<TagEnd>) {
        if self.stack.len() < 2 {
            return;
        }
        let Some(mut frame) = self.stack.pop() else { return };
        let kind = frame.kind.take().unwrap_or(Open::Nothing);
        self.depth.blocks -= usize::from(kind.nests());
        self.depth.inlines -= usize::from(kind.is_inline());
        self.depth.links -= usize::from(matches!(kind, Open::Link(_)));
        let is_head = matches!(tag, Some(TagEnd::TableHead));
        match kind {
            Open::Paragraph => {
                let c = std::mem::take(&mut frame.inlines);
                // A paragraph in what is too deep to be a list of its own keeps apart from its neighbours.
                if !c.is_empty() {
                    self.block(Block::Paragraph { c });
                }
            }
            Open::Heading(level) if shows_words(&frame.inlines) => {
                self.block(Block::Heading { level, c: frame.inlines })
            }
            // A heading without words would be none for who hears it.
            Open::Heading(_) => {
                let blocks = frame.into_blocks();
                self.top().blocks.extend(blocks);
            }
            Open::List(start) => self.block(Block::List { start, items: frame.items }),
            Open::Item => self.top().items.push(frame.into_blocks()),
            Open::Quote => self.block(Block::Quote { c: frame.into_blocks() }),
            Open::Code => {
                frame.code.truncate(frame.code.trim_end_matches('\n').len());
                self.block(Block::Code { text: frame.code });
            }
            Open::Table(align) => self.block(Block::Table { align, head: frame.head, rows: frame.rows }),
            Open::Row if is_head => self.top().head = frame.cells,
            Open::Row => self.top().rows.push(frame.cells),
            Open::Cell => self.top().cells.push(frame.inlines),
            Open::Terms => self.block(Block::Terms { items: frame.terms }),
            Open::Term => self.top().terms.push(Term { term: frame.inlines, c: Vec::new() }),
            Open::Meaning => {
                let c = frame.into_blocks();
                match self.top().terms.last_mut() {
                    Some(term) => term.c.extend(c),
                    None => self.top().terms.push(Term { term: Vec::new(), c }),
                }
            }
            Open::Emph => self.inline(Inline::Emph { c: frame.inlines }),
            Open::Strong => self.inline(Inline::Strong { c: frame.inlines }),
            Open::Strike => self.inline(Inline::Strike { c: frame.inlines }),
            Open::Super => self.inline(Inline::Super { c: frame.inlines }),
            Open::Sub => self.inline(Inline::Sub { c: frame.inlines }),
            Open::Link(url) => self.inline(Inline::Link { url, c: frame.inlines }),
            Open::Image(written) => {
                let file = self.resolve.image(&written);
                self.inline(Inline::Image { file, written, alt: plain(&frame.inlines) });
            }
            Open::Note(label) => {
                let body = frame.into_blocks();
                self.notes.entry(label).or_insert(body);
            }
            Open::Apart => {
                let blocks = frame.into_blocks();
                self.top().blocks.extend(blocks);
            }
            Open::Nothing => {
                let has_blocks = !frame.blocks.is_empty();
                if has_blocks {
                    self.end_words();
                    let blocks = frame.into_blocks();
                    self.top().blocks.extend(blocks);
                } else {
                    for inline in frame.inlines {
                        match inline {
                            Inline::Text(words) => self.text(&words),
                            other => self.inline(other),
                        }
                    }
                }
            }
        }
    }

    fn top(&mut self) -> &mut Frame {
        if self.stack.is_empty() {
            self.stack.push(Frame::default());
        }
        let last = self.stack.len() - 1;
        &mut self.stack[last]
    }

    fn text(&mut self, text: &str) {
        let top = self.top();
        if matches!(top.kind, Some(Open::Code)) {
            top.code.push_str(text);
            return;
        }
        match top.inlines.last_mut() {
            Some(Inline::Text(words)) => words.push_str(text),
            _ => top.inlines.push(Inline::Text(text.to_owned())),
        }
    }

    fn inline(&mut self, inline: Inline) {
        self.top().inlines.push(inline);
    }

    fn block(&mut self, block: Block) {
        self.top().blocks.push(block);
    }

    /// Words that stand loose, as in the items of a tight list, become a paragraph before a block follows them.
    fn end_words(&mut self) {
        let top = self.top();
        if !matches!(top.kind, Some(Open::List(_) | Open::Table(_) | Open::Terms)) {
            top.end_words();
        }
    }
}

impl Frame {
    fn end_words(&mut self) {
        let mut c = std::mem::take(&mut self.inlines);
        if let Some(Inline::Text(last)) = c.last_mut() {
            last.truncate(last.trim_end().len());
        }
        if shows_words(&c) || shows_more(&c) {
            self.blocks.push(Block::Paragraph { c });
        }
    }

    fn into_blocks(mut self) -> Vec<Block> {
        self.end_words();
        self.blocks
    }
}

impl Open {
    fn is_inline(&self) -> bool {
        matches!(
            self,
            Open::Emph | Open::Strong | Open::Strike | Open::Super | Open::Sub | Open::Link(_) | Open::Image(_)
        )
    }

    fn nests(&self) -> bool {
        matches!(self, Open::List(_) | Open::Quote | Open::Terms | Open::Note(_))
    }
}

/// Whether there is a word among inlines.
fn shows_words(inlines: &[Inline]) -> bool {
    words_of(inlines).chars().any(|letter| !letter.is_whitespace() && !is_unseen(letter))
}

/// The words of inlines, without those that stand for pictures.
fn words_of(inlines: &[Inline]) -> String {
    let mut words = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code { text } => words.push_str(text),
            Inline::Emph { c }
            | Inline::Strong { c }
            | Inline::Strike { c }
            | Inline::Super { c }
            | Inline::Sub { c }
            | Inline::Link { c, .. } => words.push_str(&words_of(c)),
            Inline::Break | Inline::Image { .. } | Inline::Note { .. } => {}
        }
    }
    words
}

/// Whether there is a picture or a note among inlines.
fn shows_more(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Image { .. } | Inline::Note { .. } => true,
        Inline::Emph { c }
        | Inline::Strong { c }
        | Inline::Strike { c }
        | Inline::Super { c }
        | Inline::Sub { c }
        | Inline::Link { c, .. } => shows_more(c),
        _ => false,
    })
}

fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn number(level: HeadingLevel) -> usize {
    level as usize
}

fn alignment(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::None => "auto",
        Alignment::Left => "left",
        Alignment::Center => "center",
        Alignment::Right => "right",
    }
}
