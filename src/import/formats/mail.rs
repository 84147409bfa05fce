//! Mail messages (RFC 5322): newsletters, forwarded articles, and web pages saved by a browser as one file (MHTML).

mod attached;
mod letters;
pub(super) mod mbox;

use std::ops::Range;

use jiff::civil::Date;
use mail_parser::{Message, MessageParser, MimeHeaders as _};
use pulldown_cmark::{Event, Options as Extensions, Parser, Tag, TagEnd};

use super::super::report::{FaultCode, Warning, WarningCode, damaged};
use super::super::{LARGEST_TEXT, decode, html, left_out, text};
use super::{Entry, Fault, Format, Options, entries, page};

/// All articles of a message, or of the messages that are forwarded in it, and of its files. Date and sender of a message
/// stand in where its text has none, and the review says so.
fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Vec<Entry>, Fault> {
    read_below(name, bytes, 0, options)
}

/// The same of a message that lies in `depth` others.
fn read_below(name: &str, bytes: &[u8], depth: usize, options: &Options) -> Result<Vec<Entry>, Fault> {
    let way = "save the message again, or copy its text into a file";
    let Some(message) = MessageParser::default().parse(bytes) else {
        return Err(damaged(name, Format::Mail, None, "it has no header", way));
    };
    if let Some(page) = saved_page(&message) {
        return Ok(entries(name, vec![page], &[], options));
    }
    let (mut inner, mut between) = (Vec::new(), Vec::new());
    forwarded(&message, 0, &mut inner, &mut between);
    let mut files = attached::read(name, &message, depth, options);
    for message in between {
        let more = attached::read(name, message, depth + 1, options);
        files.entries.extend(more.entries);
        files.unread.extend(more.unread);
    }
    if inner.len() == MOST_FORWARDED {
        files.unread.push(format!("messages behind the first {MOST_FORWARDED}"));
    }
    let mut found = Vec::new();
    for message in &inner {
        match whole(name, message, attached::read(name, message, depth + 1, options), options) {
            Some(entries) => found.extend(entries),
            None => files.unread.push(format!("message \"{}\"", letters::subject(message).unwrap_or_default())),
        }
    }
    if found.is_empty() {
        return whole(name, &message, files, options).ok_or_else(|| unread(name, &message));
    }
    // What whoever forwarded them wrote above them is no article.
    let note = (0..message.text_body_count()).filter_map(|at| message.body_text(at)).collect::<Vec<_>>().join(" ");
    found.append(&mut files.entries);
    say_note(&mut found, &note);
    say_unread(&mut found, &files.unread);
    Ok(found)
}

/// A message that has no text, or more of it than any article.
fn unread(name: &str, message: &Message) -> Fault {
    let (what, way) = match largest(message) {
        ..=LARGEST_TEXT => {
            ("it has no text", "open it in the mail program and save what it shows, if it shows anything")
        }
        _ => ("it has more than 16 MB of text", "part its text and import the parts"),
    };
    damaged(name, Format::Mail, None, what, way)
}

/// Bytes of the longest text in a message that is more than blank.
fn largest(message: &Message) -> usize {
    let plain = (0..message.text_body_count()).filter_map(|at| message.body_text(at));
    let html = (0..message.html_body_count()).filter_map(|at| message.body_html(at));
    plain.chain(html).filter(|text| !text.trim().is_empty()).map(|text| text.len()).max().unwrap_or_default()
}

/// The subject of a message.
fn subject(bytes: &[u8]) -> String {
    let message = MessageParser::default().parse_headers(bytes);
    message.as_ref().and_then(letters::subject).unwrap_or_default()
}

/// The articles in the text and the files of one message; nothing where it has neither.
fn whole(name: &str, message: &Message, files: attached::Attached, options: &Options) -> Option<Vec<Entry>> {
    let attached::Attached { entries: mut attached, unread } = files;
    let mended = letters::mended(message);
    let (message, warnings) =
        mended.as_ref().map_or((message, [].as_slice()), |(mended, said)| (mended, said.as_slice()));
    if let Some(day) = sent(message) {
        attached.iter_mut().for_each(|entry| stand_in(entry, day));
    }
    let own = articles(name, message, warnings, options);
    let mut found = match own {
        None if attached.is_empty() => return None,
        None => attached,
        Some(own) if is_cover(&own) && attached.iter().any(|entry| entry.fault.is_none()) => {
            let note = own.iter().flat_map(|entry| &entry.paragraphs).map(String::as_str).collect::<Vec<_>>().join(" ");
            say_note(&mut attached, &note);
            attached
        }
        Some(mut own) => {
            own.append(&mut attached);
            own
        }
    };
    say_unread(&mut found, &unread);
    Some(found)
}

/// Whether the text of a message is a few words above the files that it brings.
fn is_cover(own: &[Entry]) -> bool {
    const MOST_WORDS: usize = 60;
    let [entry] = own else { return false };
    let words: usize = entry.paragraphs.iter().map(|text| text.split_whitespace().count()).sum();
    words < MOST_WORDS && entry.source_url.is_none()
}

/// Gives an article of a file that has all but a date that of the message.
fn stand_in(entry: &mut Entry, day: Date) {
    let lacks_a_date = entry.fault.as_ref().is_some_and(|fault| fault.code == FaultCode::NoDate);
    // An address that is none would be the next fault.
    let address_is_sound = entry.source_url.is_some()
        || entry.warnings.iter().any(|warning| warning.code == WarningCode::SourceUrlMissing);
    if lacks_a_date && address_is_sound && !entry.paragraphs.is_empty() {
        entry.fault = None;
        entry.date = Some(day);
        entry.review.push("date: that of the mail".to_owned());
    }
}

fn say_note(found: &mut [Entry], note: &str) {
    let note = note.split_whitespace().collect::<Vec<_>>().join(" ");
    if !note.is_empty() {
        say(found, left_out::warning(vec![(None, note)]));
    }
}

fn say_unread(found: &mut [Entry], unread: &[String]) {
    const SHOWN: usize = 10;
    let Some(more) = unread.len().checked_sub(1) else { return };
    let names = unread.iter().take(SHOWN).map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let rest = if more < SHOWN { String::new() } else { format!(" and {} more", unread.len() - SHOWN) };
    let (was, them) = if more == 0 { ("was", "it") } else { ("were", "them") };
    let message = format!(
        "what is attached {was} not read: {names}{rest}; save {them} and import {them}, if articles are in {them}"
    );
    say(found, Some(Warning::new(WarningCode::AttachmentUnread, message, None)));
}

/// Warns with the first article that is not refused.
fn say(found: &mut [Entry], warning: Option<Warning>) {
    let sound = found.iter().position(|entry| entry.fault.is_none()).unwrap_or_default();
    if let Some(entry) = found.get_mut(sound) {
        entry.warnings.extend(warning);
    }
}

/// So many messages in one are read.
const MOST_FORWARDED: usize = 1_000;

/// The messages that lie in a message as files, the innermost ones; `between` are those that they lie in.
fn forwarded<'a>(
    message: &'a Message<'a>,
    depth: usize,
    found: &mut Vec<&'a Message<'a>>,
    between: &mut Vec<&'a Message<'a>>,
) {
    const DEEPEST: usize = 4;
    for inner in message.attachments().filter_map(|part| part.message()) {
        if depth >= DEEPEST || found.len() >= MOST_FORWARDED {
            return;
        }
        let before = found.len();
        forwarded(inner, depth + 1, found, between);
        if found.len() == before { found.push(inner) } else { between.push(inner) }
    }
}

/// The articles in the text of one message, each with what was guessed for its letters; nothing where it has no text.
fn articles(name: &str, message: &Message, guessed: &[Warning], options: &Options) -> Option<Vec<Entry>> {
    // Lines that may stand above the day: the subject, twice, and blank ones.
    const MOST_ABOVE: usize = 5;
    let mut warnings = guessed.to_vec();
    let (text, removed) = laid_out(message)?;
    let text = decode::repaired(text, &mut warnings);
    let left_out = left_out::warning(removed.into_iter().map(|piece| (None, piece)).collect());
    let sent = sent(message);
    // A date above the first heading is that of all items that have none.
    let text = match sent {
        Some(day) => format!("{}\n\n{text}", dotted(day)),
        None => text,
    };
    let laid_out = decode::lines(&text);
    let first_hand = !text::is_forwarded(&laid_out);
    // What a reply quotes may have no title but that of the message.
    let text = match letters::subject(message).filter(|_| text::is_reply(&laid_out)) {
        Some(subject) => format!("## {}\n\n{text}", text::without_mail_marks(&subject)),
        None => text,
    };
    let sender = message
        .from()
        .filter(|_| first_hand)
        .and_then(|from| from.first())
        .and_then(|from| from.name())
        .map(str::to_owned);
    // Of a forwarded message that day is not said to be left out: it stands in no line of the mail.
    let own_day = sent.filter(|_| !first_hand).map(dotted);
    let read = |text: &str| {
        let mut lines = decode::lines(text);
        if let Some(day) = &own_day
            && let Some(line) = lines.iter_mut().take(MOST_ABOVE).find(|line| line.text == *day)
        {
            line.number = text::NO_LINE;
        }
        text::read(name, &lines, options)
    };
    let mut found = read(&text);
    // A mail that is one article has its title in the subject.
    if let ([Entry { fault: Some(fault), .. }], Some(subject)) = (found.as_slice(), letters::subject(message))
        && fault.code == FaultCode::NoTitle
    {
        let subject = text::without_mail_marks(&subject);
        found = read(&format!("## {subject}\n\n{text}"));
    }
    say(&mut found, left_out);
    for entry in &mut found {
        entry.warnings.splice(0..0, warnings.iter().cloned());
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
    Some(found)
}

/// The day as bulletins write it.
fn dotted(day: Date) -> String {
    format!("{:02}.{:02}.{:04}", day.day(), day.month(), day.year())
}

/// The day that a message says it was sent.
fn sent(message: &Message) -> Option<Date> {
    let date = message.date()?;
    Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
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

/// The text of a message as lines, and what was taken out of it. A newsletter's plain part often says only that one should
/// look at the other.
fn laid_out(message: &Message) -> Option<(String, Vec<String>)> {
    let is_html = |part: &mail_parser::MessagePart| part.is_content_type("text", "html");
    let own_html = message.html_bodies().any(is_html);
    let plain: String =
        (0..message.text_body_count()).filter_map(|at| message.body_text(at)).collect::<Vec<_>>().join("\n\n");
    let own_plain = message.text_bodies().any(|part| !is_html(part));
    let mut removed = Vec::new();
    let html = own_html.then(|| {
        let parts = (0..message.html_body_count()).filter_map(|at| message.body_html(at));
        let read = parts.map(|part| html::letter(&part)).map(|part| {
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
