//! Texts that have HTML in them, for other forms than HTML: what the site's pages show of them, as events of Markdown.
//!
//! The text is made into HTML and sanitised just as for a page, so that no other form shows more or fewer words. The
//! sanitiser's tags pair, which makes them easy to read: elements that Markdown has become its events, and of the others
//! the words stay.

mod destinations;
mod form;
mod pieces;
mod tables;

use std::collections::BTreeSet;

use ammonia::Builder;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Tag, TagEnd, html};

use super::{is_forbidden_control, name_headings, notes, wrap_tables};
use form::{Form, WORDS};
use pieces::{Element, Piece};

/// The events of a text of whose HTML only what a page shows is left. Linear in what the sanitiser makes of the text.
pub(super) fn events(mut events: Vec<Event<'_>>, sanitiser: &Builder<'_>) -> Vec<Event<'static>> {
    let destinations = destinations::take(&mut events);
    let has_notes = events.iter().any(|event| matches!(event, Event::FootnoteReference(_)));
    let events = notes::gather(wrap_tables(name_headings(events)), "");
    let mut rendered = String::new();
    html::push_html(&mut rendered, events.into_iter());
    rendered.retain(|c| !is_forbidden_control(c));
    let mut pieces = pieces::read(&sanitiser.clean(&rendered).to_string());
    for piece in &mut pieces {
        if let Piece::Text(text) = piece {
            destinations::put_back(text, &destinations);
        }
    }
    let is_notes = |piece: &Piece| matches!(piece, Piece::Start(element) if element.has_class("footnotes"));
    // They come last; what comes before is the article's own.
    let notes = pieces.iter().rposition(is_notes).filter(|_| has_notes);
    let mut writer = Writer::new(&pieces, &destinations);
    writer.notes = notes;
    writer.write(0, pieces.len());
    writer.end_line();
    call_the_rest(&mut writer.written);
    writer.written
}

/// Calls at the end the notes that a page shows and no word calls: only a note did which nobody calls.
fn call_the_rest(events: &mut Vec<Event<'static>>) {
    let mut waiting = BTreeSet::new();
    for event in events.iter() {
        if let Event::Start(Tag::FootnoteDefinition(number)) = event {
            waiting.insert(number.to_string());
        }
    }
    for event in events.iter() {
        if let Event::FootnoteReference(number) = event {
            waiting.remove(&**number);
        }
    }
    if !waiting.is_empty() {
        events.push(Event::Start(Tag::Paragraph));
        events.extend(waiting.into_iter().map(|number| Event::FootnoteReference(number.into())));
        events.push(Event::End(TagEnd::Paragraph));
    }
}

/// How many words with a form may stand in one another; what is deeper has the form of the deepest.
const DEEPEST: usize = 12;
/// What an open element means for what stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Nothing.
    None,
    /// Its words have a form.
    Words,
    /// It is the place of one line, so that blocks in it are words.
    Line,
    /// It may hold blocks.
    Blocks,
    /// It may hold items only.
    List,
    /// An item that nobody opened.
    ImpliedItem,
    /// It may hold terms and meanings only.
    Terms,
    /// A meaning that nobody opened.
    ImpliedMeaning,
    /// It may hold notes only.
    Notes,
}

struct Writer<'p> {
    pieces: &'p [Piece],
    destinations: &'p [String],
    /// The piece that opens the notes at the end of the text.
    notes: Option<usize>,
    /// The numbers of those that were written.
    numbers: BTreeSet<String>,
    /// What is open, with the event that closes it.
    open: Vec<(Role, Option<Event<'static>>)>,
    /// Elements that are open and hold one line.
    lines: usize,
    /// The forms that words ought to have, and those that they have: elements may hold blocks that Markdown's may not, and
    /// no form is begun that no word has.
    wanted: Vec<Form>,
    begun: Vec<Form>,
    /// Whether a space would be one too many: at the beginning of a line, and after a space.
    after_space: bool,
    written: Vec<Event<'static>>,
}

impl<'p> Writer<'p> {
    fn new(pieces: &'p [Piece], destinations: &'p [String]) -> Self {
        Writer {
            pieces,
            destinations,
            notes: None,
            numbers: BTreeSet::new(),
            open: Vec::new(),
            lines: 0,
            wanted: Vec::new(),
            begun: Vec::new(),
            after_space: true,
            written: Vec::new(),
        }
    }

    /// The words of some pieces as one line.
    fn line(&self, from: usize, to: usize) -> Vec<Event<'static>> {
        let mut writer = Writer::new(self.pieces, self.destinations);
        writer.notes = self.notes;
        writer.lines = 1;
        writer.write(from, to);
        writer.end_line();
        if let Some(Event::Text(last)) = writer.written.last_mut() {
            *last = last.trim_end().to_owned().into();
        }
        writer.written
    }

    fn write(&mut self, from: usize, to: usize) {
        let mut at = from;
        while at < to {
            match &self.pieces[at] {
                Piece::Text(text) => self.text(text),
                Piece::End => self.close(),
                Piece::Start(element) => at = self.element(at, element),
            }
            at += 1;
        }
    }

    /// Writes an element, or its beginning; the last piece that is done.
    fn element(&mut self, at: usize, element: &Element) -> usize {
        let name = element.name.as_str();
        self.imply(name);
        if let Some(number) = self.call(at) {
            self.begin_words();
            self.written.push(Event::FootnoteReference(number.into()));
            return element.end;
        }
        match name {
            "br" | "wbr" | "hr" => self.mark(name),
            "img" => {
                self.begin_words();
                let tag = Tag::Image {
                    link_type: LinkType::Inline,
                    dest_url: self.destination(element.attribute("src")).into(),
                    title: "".into(),
                    id: "".into(),
                };
                let end = Event::End(tag.to_end());
                self.written.push(Event::Start(tag));
                self.written.push(Event::Text(element.attribute("alt").to_owned().into()));
                self.written.push(end);
            }
            // Ways back to the text have no counterpart on paper.
            "a" if element.has_class("footnote-back") && self.is_in_notes() => return element.end,
            "code" | "kbd" | "samp" | "tt" => {
                self.begin_words();
                let words = pieces::text(&self.pieces[at..element.end]);
                self.written.push(Event::Code(words.split_ascii_whitespace().collect::<Vec<_>>().join(" ").into()));
                return element.end;
            }
            "pre" if self.lines == 0 => {
                let words = pieces::text(&self.pieces[at..element.end]);
                self.open_block(Role::Blocks, Tag::CodeBlock(CodeBlockKind::Indented));
                self.written.push(Event::Text(words.into()));
                self.close();
                return element.end;
            }
            "pre" => {
                let words = pieces::text(&self.pieces[at..element.end]);
                for (at, line) in words.trim_matches('\n').split('\n').enumerate() {
                    if at > 0 {
                        self.mark("br");
                    }
                    self.text(line);
                }
                return element.end;
            }
            "table" if self.lines == 0 => {
                self.end_line();
                if let Some(table) = tables::read(self, at, element.end) {
                    self.written.extend(table);
                    return element.end;
                }
                self.open_block(Role::Blocks, Tag::HtmlBlock);
            }
            _ if self.notes == Some(at) && self.lines == 0 => self.open.push((Role::Notes, None)),
            // What holds nothing shows nothing else.
            _ if element.end == at => {}
            _ => self.begin(name, element),
        }
        at
    }

    /// Begins an element that ends by its own tag.
    fn begin(&mut self, name: &str, element: &Element) {
        let container = self.container();
        match name {
            "em" | "i" | "cite" | "dfn" | "var" => self.open_words(Form::Emph),
            "strong" | "b" => self.open_words(Form::Strong),
            "s" | "del" | "strike" => self.open_words(Form::Strike),
            "sup" => self.open_words(Form::Super),
            "sub" => self.open_words(Form::Sub),
            "a" if !element.attribute("href").is_empty() => {
                self.open_words(Form::Link(self.destination(element.attribute("href"))));
            }
            "q" => {
                self.text("“");
                self.open.push((Role::None, Some(Event::Text("”".into()))));
            }
            _ if WORDS.contains(&name) => self.open.push((Role::None, None)),
            "ol" if container == Role::Notes => self.open.push((Role::Notes, None)),
            "li" if container == Role::Notes && self.numbers.insert(element.attribute("value").to_owned()) => {
                let number = element.attribute("value").to_owned();
                self.open_block(Role::Blocks, Tag::FootnoteDefinition(number.into()));
            }
            _ if self.lines > 0 => {
                self.text(" ");
                self.open.push((Role::None, Some(Event::Text(" ".into()))));
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                // The first level is the page's own.
                let level = name[1..].parse::<usize>().ok().and_then(|level| HeadingLevel::try_from(level.max(2)).ok());
                let level = level.unwrap_or(HeadingLevel::H6);
                self.open_block(Role::Line, Tag::Heading { level, id: None, classes: vec![], attrs: vec![] });
            }
            "blockquote" => self.open_block(Role::Blocks, Tag::BlockQuote(None)),
            "ul" => self.open_block(Role::List, Tag::List(None)),
            "ol" => {
                let start = element.attribute("start").parse().unwrap_or(1);
                self.open_block(Role::List, Tag::List(Some(start)));
            }
            "li" if container == Role::List => {
                self.number(element.attribute("value"));
                self.open_block(Role::Blocks, Tag::Item);
            }
            "dl" => self.open_block(Role::Terms, Tag::DefinitionList),
            "div" if container == Role::Terms => self.open.push((Role::None, None)),
            "dt" if container == Role::Terms => self.open_block(Role::Line, Tag::DefinitionListTitle),
            "dd" if container == Role::Terms => self.open_block(Role::Blocks, Tag::DefinitionListDefinition),
            _ => self.open_block(Role::Blocks, Tag::HtmlBlock),
        }
    }

    /// Goes on with an item of a number of its own: Markdown's lists have a first number only, so another list begins.
    fn number(&mut self, value: &str) {
        let (Ok(number), Some((Role::List, Some(end @ Event::End(TagEnd::List(true)))))) =
            (value.parse::<u64>(), self.open.last())
        else {
            return;
        };
        match self.written.last_mut() {
            Some(Event::Start(Tag::List(start))) => *start = Some(number),
            _ => {
                let end = end.clone();
                self.end_line();
                self.written.extend([end, Event::Start(Tag::List(Some(number)))]);
            }
        }
    }

    /// Opens what has to be around an element or words where only items or only terms may be.
    fn imply(&mut self, name: &str) {
        match (self.container(), name) {
            (Role::ImpliedItem, "li") | (Role::ImpliedMeaning, "dt" | "dd") => self.close_implied(),
            (Role::List, _) if name != "li" => self.open_block(Role::ImpliedItem, Tag::Item),
            (Role::Terms, _) if !matches!(name, "dt" | "dd" | "div") => {
                self.open_block(Role::ImpliedMeaning, Tag::DefinitionListDefinition);
            }
            _ => {}
        }
    }

    /// What the words that come stand in.
    fn container(&self) -> Role {
        let holds = |role: &Role| !matches!(role, Role::None | Role::Words);
        self.open.iter().rev().map(|(role, _)| *role).find(holds).unwrap_or(Role::Blocks)
    }

    fn is_in_notes(&self) -> bool {
        self.open.iter().any(|(role, _)| *role == Role::Notes)
    }

    /// The number of a note that is called here.
    fn call(&self, at: usize) -> Option<String> {
        self.notes?;
        let [Piece::Start(mark), Piece::Start(link), Piece::Text(number), Piece::End, Piece::End] =
            self.pieces.get(at..at + 5)?
        else {
            return None;
        };
        let is_call = mark.has_class("footnote-ref") && link.attribute("href") == format!("#fn-{number}");
        is_call.then(|| number.clone())
    }

    fn destination(&self, in_html: &str) -> String {
        destinations::written(in_html, self.destinations).to_owned()
    }

    fn open_words(&mut self, form: Form) {
        let is_link = matches!(form, Form::Link(_));
        let has_link = self.wanted.iter().any(|form| matches!(form, Form::Link(_)));
        if self.wanted.len() < DEEPEST && !(is_link && has_link) {
            self.wanted.push(form);
            self.open.push((Role::Words, None));
        } else {
            self.open.push((Role::None, None));
        }
    }

    fn open_block(&mut self, role: Role, tag: Tag<'static>) {
        self.end_line();
        self.lines += usize::from(role == Role::Line);
        self.open.push((role, Some(Event::End(tag.to_end()))));
        self.written.push(Event::Start(tag));
    }

    /// Closes the innermost element, and before it what it made necessary.
    fn close(&mut self) {
        self.close_implied();
        self.close_one();
    }

    fn close_implied(&mut self) {
        if matches!(self.open.last(), Some((Role::ImpliedItem | Role::ImpliedMeaning, _))) {
            self.close_one();
        }
    }

    fn close_one(&mut self) {
        let Some((role, end)) = self.open.pop() else { return };
        match (role, end) {
            (Role::Words, _) => drop(self.wanted.pop()),
            (_, Some(Event::Text(text))) => self.text(&text),
            (role, Some(end)) => {
                self.end_line();
                self.lines -= usize::from(role == Role::Line);
                self.written.push(end);
            }
            _ => {}
        }
    }

    /// Begins the forms that the words that come ought to have.
    fn begin_words(&mut self) {
        let same = self.begun.iter().zip(&self.wanted).take_while(|(begun, wanted)| begun == wanted).count();
        self.end_forms(same);
        for form in &self.wanted[same..] {
            self.written.push(Event::Start(form.tag()));
        }
        self.begun.clone_from(&self.wanted);
        self.after_space = false;
    }

    fn end_forms(&mut self, left: usize) {
        while self.begun.len() > left {
            if let Some(form) = self.begun.pop() {
                self.written.push(Event::End(form.tag().to_end()));
            }
        }
    }

    fn end_line(&mut self) {
        self.end_forms(0);
        self.after_space = true;
    }

    /// Writes words with their spaces as HTML has them: of several, one.
    fn text(&mut self, text: &str) {
        let mut words = String::with_capacity(text.len());
        let mut after_space = self.after_space;
        for letter in text.chars() {
            let is_space = matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{c}');
            if !is_space {
                words.push(letter);
            } else if !after_space {
                words.push(' ');
            }
            after_space = is_space;
        }
        if words.is_empty() {
            return;
        }
        if !words.trim().is_empty() {
            self.imply("");
        }
        self.begin_words();
        self.after_space = after_space;
        self.written.push(Event::Text(words.into()));
    }

    fn mark(&mut self, name: &str) {
        match name {
            "br" => {
                self.begin_words();
                self.after_space = true;
                self.written.push(Event::HardBreak);
            }
            "wbr" => {
                self.begin_words();
                self.written.push(Event::Text("\u{200b}".into()));
            }
            _ if self.lines > 0 => self.text(" "),
            _ => {
                self.end_line();
                self.written.push(Event::Rule);
            }
        }
    }
}
