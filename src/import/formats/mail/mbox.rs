//! Mailboxes in one file (mbox, RFC 4155), as mail programs and Google Takeout save them: each message begins with a
//! postmark, and a line of its text that looks like one has a `>` before it.

use std::borrow::Cow;

use super::super::super::format::is_postmark;
use super::super::super::report::damaged;
use super::super::{Entry, Fault, Format, Options, refused};

/// More messages than this are no choice of an editor's.
const MOST_MESSAGES: usize = 20_000;

/// Every message of a mailbox, or the one that the file is.
pub(in super::super) fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Vec<Entry>, Fault> {
    let messages = messages(bytes);
    match messages.as_slice() {
        [] => return super::read(name, bytes, options),
        [only] => return super::read(name, only, options),
        _ if messages.len() > MOST_MESSAGES => {
            let what = format!("it has {} messages, more than {MOST_MESSAGES}", messages.len());
            return Err(damaged(name, Format::Mail, None, &what, "save the messages that you want into a folder"));
        }
        _ => {}
    }
    let mut found = Vec::new();
    for (number, message) in (1..).zip(&messages) {
        let name = format!("{name}, message {number}");
        match super::read(&name, message, options) {
            Ok(entries) => found.extend(entries),
            Err(fault) => found.push(refused(&name, super::subject(message), fault, options)),
        }
    }
    Ok(found)
}

/// The messages of a mailbox without their postmarks; none where the bytes are no mailbox.
fn messages(bytes: &[u8]) -> Vec<Cow<'_, [u8]>> {
    let mut starts = Vec::new();
    let mut lines = Lines { bytes, at: 0 }.peekable();
    while let Some((start, line)) = lines.next() {
        // Text can begin a line with "From" too: a postmark has a header field below it.
        let is_start = line.starts_with(b"From ")
            && std::str::from_utf8(line).is_ok_and(is_postmark)
            && lines.peek().is_some_and(|(_, next)| is_field(next));
        if is_start {
            starts.push((start, start + line.len() + 1));
        }
    }
    let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([bytes.len()]);
    let message = |((_, start), end): (&(usize, usize), usize)| bytes.get(*start..end).map(unquoted);
    starts.iter().zip(ends).filter_map(message).collect()
}

/// The lines of a file with their places, without line feeds.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Lines<'a> {
    type Item = (usize, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.bytes.get(self.at..).filter(|rest| !rest.is_empty())?;
        let length = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
        let start = self.at;
        self.at += length + 1;
        Some((start, rest.get(..length)?))
    }
}

fn is_field(line: &[u8]) -> bool {
    let name: &[u8] = line.split(|byte| *byte == b':').next().unwrap_or_default();
    name.len() < line.len() && !name.is_empty() && name.iter().all(u8::is_ascii_graphic)
}

/// A message with the `>` taken away that stands before lines such as `From here on`.
fn unquoted(message: &[u8]) -> Cow<'_, [u8]> {
    let is_quoted = |line: &[u8]| {
        let bare = line.iter().position(|byte| *byte != b'>').unwrap_or_default();
        bare > 0 && line.get(bare..).is_some_and(|rest| rest.starts_with(b"From "))
    };
    if !message.split(|byte| *byte == b'\n').any(is_quoted) {
        return Cow::Borrowed(message);
    }
    let mut bare = Vec::with_capacity(message.len());
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        bare.extend_from_slice(line.get(usize::from(is_quoted(line))..).unwrap_or_default());
    }
    Cow::Owned(bare)
}
