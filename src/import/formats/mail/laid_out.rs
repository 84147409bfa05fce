//! The text of a message as lines of a bulletin.

use std::ops::Range;

use mail_parser::{Message, MimeHeaders as _};
use pulldown_cmark::{Event, Options as Extensions, Parser, Tag, TagEnd};

use crate::import::{LARGEST_TEXT, html, text};

/// The text of a message as lines, and what was taken out of it. A newsletter's plain part often says only that one should
/// look at the other.
pub(super) fn laid_out(message: &Message) -> Option<(String, Vec<String>)> {
    let is_html = |part: &mail_parser::MessagePart| part.is_content_type("text", "html");
    let own_html = message.html_bodies().any(is_html);
    let plain: String =
        (0..message.text_body_count()).filter_map(|at| message.body_text(at)).collect::<Vec<_>>().join("\n\n");
    let own_plain = message.text_bodies().any(|part| !is_html(part));
    let mut removed = Vec::new();
    let html = own_html.then(|| {
        let parts = (0..message.html_body_count()).filter_map(|at| message.body_html(at));
        let read = parts.map(|part| html::mail(&part)).map(|part| {
            removed.extend(part.removed);
            lines(&part.markdown)
        });
        read.collect::<Vec<_>>().join("\n\n")
    });
    let words = |text: &str| text.split_whitespace().count();
    match html {
        Some(html) if !own_plain || words(&html) >= words(&plain) / 2 => Some((html, removed)),
        _ => Some((with_headings(&plain), Vec::new())),
    }
    .filter(|(text, _)| words(text) > 0 && text.len() <= LARGEST_TEXT)
}

/// A newsletter in plain text sets its titles in capitals: with two of them or more, each alone between blank lines, they
/// are headings.
fn with_headings(plain: &str) -> String {
    const LONGEST: usize = 160;
    let lines: Vec<&str> = plain.lines().map(str::trim).collect();
    let blank = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_none_or(|line| line.is_empty());
    let is_title = |at: usize| {
        let line = lines.get(at).copied().unwrap_or_default();
        line.len() <= LONGEST
            && line.split_whitespace().count() > 2
            && line.chars().any(char::is_uppercase)
            && !line.chars().any(char::is_lowercase)
            && !line.contains("://")
            && blank(at.checked_sub(1))
            && blank(Some(at + 1))
    };
    let titles: Vec<usize> = (0..lines.len()).filter(|at| is_title(*at)).collect();
    if titles.len() < 2 || lines.iter().any(|line| line.starts_with('#')) {
        return plain.to_owned();
    }
    let mut titles = titles.into_iter().peekable();
    let mut out = String::with_capacity(plain.len() + 64);
    for (at, line) in plain.lines().enumerate() {
        if titles.next_if_eq(&at).is_some() {
            out.push_str("## ");
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// Markdown as the lines of a bulletin: headings and entries of lists keep their mark, a paragraph that is one link keeps
/// its address, sentences keep their links and emphasis, other marks go. Only the highest level of headings is that of
/// titles.
fn lines(markdown: &str) -> String {
    let parser = Parser::new_ext(markdown, Extensions::ENABLE_TABLES).into_offset_iter();
    let events: Vec<(Event, Range<usize>)> = parser.collect();
    let levels = events.iter().filter_map(|(event, _)| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(*level),
        _ => None,
    });
    let highest = levels.min();
    let mut out = Lines { markdown, lines: Vec::new(), in_text: false };
    let mut block = Block::default();
    // The numbers of the lists that are open; nothing for one without numbers.
    let mut lists: Vec<Option<u64>> = Vec::new();
    for (event, place) in events {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let below = highest.map_or(0, |highest| level as usize - highest as usize);
                block.mark = format!("##{} ", "#".repeat(below));
            }
            Event::Start(Tag::List(first)) => {
                out.end(&mut block, Gap::Blank);
                lists.push(first);
            }
            Event::End(TagEnd::List(_)) => _ = lists.pop(),
            Event::Start(Tag::Item) => match lists.last_mut() {
                Some(Some(number)) => {
                    block.mark = format!("{number}. ");
                    *number += 1;
                }
                _ => block.mark = "- ".to_owned(),
            },
            Event::Start(Tag::Link { dest_url, .. }) => {
                block.reach(place);
                block.link_start = block.text.len();
                block.link = Some(dest_url.to_string());
            }
            Event::End(TagEnd::Link) => block.link_end = block.text.len(),
            Event::Start(Tag::Strong | Tag::Emphasis) => block.reach(place),
            Event::Text(text) | Event::Code(text) => {
                block.reach(place);
                block.text.push_str(&text);
            }
            Event::SoftBreak => block.text.push(' '),
            Event::HardBreak => out.end(&mut block, Gap::None),
            Event::End(TagEnd::TableCell) => block.text.push(' '),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::TableRow
                | TagEnd::TableHead
                | TagEnd::CodeBlock,
            ) => {
                out.end(&mut block, Gap::Blank);
            }
            _ => {}
        }
    }
    out.end(&mut block, Gap::Blank);
    out.lines.join("\n")
}

/// What stands between two blocks.
enum Gap {
    None,
    Blank,
}

/// A paragraph, a heading, an entry of a list.
#[derive(Default)]
struct Block {
    mark: String,
    text: String,
    /// where it stands in the Markdown
    place: Option<Range<usize>>,
    link: Option<String>,
    link_start: usize,
    link_end: usize,
}

struct Lines<'a> {
    markdown: &'a str,
    lines: Vec<String>,
    /// a sentence stands above, with no heading between: what follows is of the text
    in_text: bool,
}

impl Lines<'_> {
    fn end(&mut self, block: &mut Block, gap: Gap) {
        let block = std::mem::take(block);
        let text = block.text.trim();
        if text.is_empty() {
            return;
        }
        let is_link = block.link_end > 0
            && block.text.get(..block.link_start).is_some_and(|before| before.trim().is_empty())
            && block.text.get(block.link_end..).is_some_and(|after| after.trim().is_empty());
        // "… both ports said. [Read more](address)": the call is no part of the sentence.
        let call = block.text.get(block.link_start..block.link_end).filter(|label| text::is_call(label)).map(str::trim);
        let before = block.text.get(..block.link_start).unwrap_or_default().trim_end();
        let at_end = block.text.get(block.link_end..).is_some_and(|after| !after.contains(char::is_alphanumeric));
        let is_heading = block.mark.starts_with('#');
        self.in_text = !is_heading && (self.in_text || block.is_prose(text));
        if let (Some(label), Some(address), true, false) = (call, &block.link, at_end, is_link) {
            self.lines.extend([format!("{}{before}", block.mark), String::new()]);
            self.lines.extend([format!("[{label}]({address})"), String::new()]);
            return;
        }
        let marked = !is_heading && (block.is_prose(text) || (self.in_text && block.link.is_some()));
        match block.link.as_ref().filter(|_| is_link) {
            // A headline that is a link: the address goes below the article that follows, where bulletins have it.
            Some(address) if block.mark == "## " => self.lines.push(format!("## {text}\n\n<{address}>")),
            Some(_) if !block.mark.is_empty() && !self.in_text => self.lines.push(format!("{}{text}", block.mark)),
            Some(address) => self.lines.push(format!("{}[{text}]({address})", block.mark)),
            None if marked => {
                let source = self.markdown.get(block.place.unwrap_or_default()).unwrap_or(text);
                let whole = source.lines().map(str::trim).collect::<Vec<_>>().join(" ");
                self.lines.push(format!("{}{whole}", block.mark));
            }
            None => self.lines.push(format!("{}{text}", block.mark)),
        }
        if matches!(gap, Gap::Blank) {
            self.lines.push(String::new());
        }
    }
}

impl Block {
    /// The inline mark or text at the place is of the block.
    fn reach(&mut self, place: Range<usize>) {
        let known = self.place.get_or_insert(place.clone());
        known.start = known.start.min(place.start);
        known.end = known.end.max(place.end);
    }

    /// Whether the paragraph is a sentence of an article: a header or a title has no marks.
    fn is_prose(&self, text: &str) -> bool {
        const WORDS: usize = 8;
        self.mark.is_empty()
            && text.split_whitespace().count() >= WORDS
            && text.ends_with(['.', '!', '?', '”', '"', '…', '۔'])
    }
}
