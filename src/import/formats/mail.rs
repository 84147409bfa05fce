//! Mail messages (RFC 5322): newsletters, forwarded articles, and web pages saved by a browser as one file (MHTML).

mod attached;
mod laid_out;
mod letters;
pub(super) mod mbox;

use jiff::civil::Date;
use mail_parser::{Message, MessageParser};

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
    let (text, removed) = laid_out::laid_out(message)?;
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
