//! Mail messages (RFC 5322): newsletters, forwarded articles, and web pages saved by a browser as one file (MHTML).

use jiff::civil::Date;
use mail_parser::{Message, MessageParser, MimeHeaders as _};
use pulldown_cmark::{Event, Options as Extensions, Parser, Tag, TagEnd};

use super::super::html;
use super::super::report::{FaultCode, damaged};
use super::{Entry, Fault, Format, Options, entries, page, text_entries};

/// All articles of a message. Its own date and sender stand in where the text has none, and the review says so.
pub(super) fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Vec<Entry>, Fault> {
    let way = "save the message again, or copy its text into a file";
    let Some(message) = MessageParser::default().parse(bytes) else {
        return Err(damaged(name, Format::Mail, None, "it has no header", way));
    };
    if let Some(page) = saved_page(&message) {
        return Ok(entries(name, vec![page], &[], options));
    }
    let Some(text) = laid_out(&message) else {
        return Err(damaged(name, Format::Mail, None, "it has no text", way));
    };
    let sent = message.date().and_then(|date| {
        Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
    });
    // A date above the first heading is that of all items that have none.
    let text = match sent {
        Some(day) => format!("{:02}.{:02}.{:04}\n\n{text}", day.day(), day.month(), day.year()),
        None => text,
    };
    let sender = message.from().and_then(|from| from.first()).and_then(|from| from.name()).map(str::to_owned);
    let mut found = text_entries(name, &text, options);
    // A mail that is one article has its title in the subject.
    if let ([Entry { fault: Some(fault), .. }], Some(subject)) = (found.as_slice(), message.subject())
        && fault.code == FaultCode::NoTitle
    {
        found = text_entries(name, &format!("## {subject}\n\n{text}"), options);
    }
    for entry in &mut found {
        if sent.is_some() && entry.bulletin_date == sent {
            entry.bulletin_date = None;
            entry.review.push("date: that of the mail".to_owned());
        }
        if entry.outlet.is_none() && sender.is_some() {
            entry.outlet.clone_from(&sender);
            entry.review.retain(|doubt| doubt != "outlet: not found");
            entry.review.push("outlet: the sender of the mail".to_owned());
        }
    }
    Ok(found)
}

/// A browser that saves a page as one file writes a message whose first part is the page.
fn saved_page(message: &Message) -> Option<super::Record> {
    let address = message.header_raw("Snapshot-Content-Location").map(|address| address.trim().to_owned());
    let saved = address.is_some()
        || message
            .header_raw("From")
            .is_some_and(|from| from.contains("<Saved by") || from.contains("Saved by Mozilla"));
    let html = message.body_html(0).filter(|_| saved)?;
    Some(page::record(html::page(&html), address))
}

/// The text of a message as lines. A newsletter's plain part often says only that one should look at the other.
fn laid_out(message: &Message) -> Option<String> {
    let is_html = |part: &mail_parser::MessagePart| part.is_content_type("text", "html");
    let own_html = message.html_bodies().any(is_html);
    let plain: String =
        (0..message.text_body_count()).filter_map(|at| message.body_text(at)).collect::<Vec<_>>().join("\n\n");
    let own_plain = message.text_bodies().any(|part| !is_html(part));
    let html = own_html.then(|| {
        let parts = (0..message.html_body_count()).filter_map(|at| message.body_html(at));
        parts.map(|part| lines(&html::fragment(&part).markdown)).collect::<Vec<_>>().join("\n\n")
    });
    let words = |text: &str| text.split_whitespace().count();
    match html {
        Some(html) if !own_plain || words(&html) >= words(&plain) / 2 => Some(html),
        _ => Some(plain),
    }
    .filter(|text| words(text) > 0)
}

/// Markdown as the lines of a bulletin: headings keep their mark, a paragraph that is one link keeps its address, other
/// marks go. Only the highest level of headings begins an item.
fn lines(markdown: &str) -> String {
    let events: Vec<Event> = Parser::new_ext(markdown, Extensions::ENABLE_TABLES).collect();
    let levels = events.iter().filter_map(|event| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(*level),
        _ => None,
    });
    let highest = levels.min();
    let mut out = Vec::new();
    let mut block = Block::default();
    for event in events {
        match event {
            Event::Start(Tag::Heading { level, .. }) if Some(level) == highest => block.mark = "## ",
            Event::Start(Tag::Item) => block.mark = "- ",
            Event::Start(Tag::Link { dest_url, .. }) => {
                block.link_start = block.text.len();
                block.link = Some(dest_url.to_string());
            }
            Event::End(TagEnd::Link) => block.link_end = block.text.len(),
            Event::Text(text) | Event::Code(text) => block.text.push_str(&text),
            Event::SoftBreak => block.text.push(' '),
            Event::HardBreak => block.end(&mut out, Gap::None),
            Event::End(TagEnd::TableCell) => block.text.push(' '),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::TableRow
                | TagEnd::TableHead
                | TagEnd::CodeBlock,
            ) => {
                block.end(&mut out, Gap::Blank);
            }
            _ => {}
        }
    }
    block.end(&mut out, Gap::Blank);
    out.join("\n")
}

/// What stands between two blocks.
enum Gap {
    None,
    Blank,
}

#[derive(Default)]
struct Block {
    mark: &'static str,
    text: String,
    link: Option<String>,
    link_start: usize,
    link_end: usize,
}

impl Block {
    fn end(&mut self, out: &mut Vec<String>, gap: Gap) {
        let block = std::mem::take(self);
        let text = block.text.trim();
        if text.is_empty() {
            return;
        }
        let is_link = block.link_end > 0
            && block.text.get(..block.link_start).is_some_and(|before| before.trim().is_empty())
            && block.text.get(block.link_end..).is_some_and(|after| after.trim().is_empty());
        match block.link.filter(|_| is_link) {
            // A headline that is a link: the address goes below the article that follows, where bulletins have it.
            Some(address) if block.mark == "## " => out.push(format!("## {text}\n\n<{address}>")),
            Some(address) => out.push(format!("[{text}]({address})")),
            None => out.push(format!("{}{text}", block.mark)),
        }
        if matches!(gap, Gap::Blank) {
            out.push(String::new());
        }
    }
}
