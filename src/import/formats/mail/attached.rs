//! The files that lie in a message: one that is a raw file is read as such, any other is named.

use std::path::Path;

use mail_parser::{Message, MessagePart, MimeHeaders as _, PartType};

use super::super::super::format::recognise;
use super::super::super::raw::shown;
use super::super::super::report::empty_folder;
use super::super::archive::Archive;
use super::super::{Entry, Fault, Format, Options, refused};

/// So many files of one message are read.
const MOST_FILES: usize = 200;
/// A message in a file in a message, and so on.
const DEEPEST: usize = 4;
/// All files of a zipped folder in a message together, as large as a file may be.
const LARGEST_FOLDER: u64 = 64 * 1024 * 1024;

/// What the files of a message gave.
#[derive(Default)]
pub(super) struct Attached {
    pub(super) entries: Vec<Entry>,
    /// the names of those that are no raw files
    pub(super) unread: Vec<String>,
}

/// Reads the files of a message that lies `depth` messages deep; messages among them are the caller's.
pub(super) fn read(name: &str, message: &Message, depth: usize, options: &Options) -> Attached {
    let mut attached = Attached::default();
    let files = message.attachments().filter(|part| part.message().is_none() && is_file(part));
    for (number, part) in (1..).zip(files) {
        let own = part.attachment_name().map_or_else(|| format!("file {number}"), |own| shown(Path::new(own)));
        let bytes = part.contents();
        let format = recognise(bytes);
        let is_read = match format {
            Format::Text => is_plain(part, &own),
            Format::Mail => depth < DEEPEST,
            Format::Gzip | Format::Office => false,
            _ => true,
        };
        if !is_read || number > MOST_FILES {
            attached.unread.push(own);
            continue;
        }
        let name = format!("{name}:{own}");
        if format == Format::Zip {
            if let Err(fault) = folder(&name, bytes, depth, options, &mut attached) {
                attached.entries.push(refused(&name, String::new(), fault, options));
            }
            continue;
        }
        let found = match format {
            Format::Mail => super::read_below(&name, bytes, depth + 1, options),
            _ => super::super::read(format, &name, bytes, options),
        };
        match found {
            Ok(entries) => attached.entries.extend(entries),
            Err(fault) => attached.entries.push(refused(&name, String::new(), fault, options)),
        }
    }
    attached
}

/// Reads the files of a zipped folder as those of the message.
fn folder(name: &str, bytes: &[u8], depth: usize, options: &Options, attached: &mut Attached) -> Result<(), Fault> {
    let mut archive = Archive::open(name, bytes.into())?;
    let files = archive.files();
    if files.is_empty() {
        return Err(empty_folder(name));
    }
    let mut left = LARGEST_FOLDER;
    for (number, (place, own)) in (1..).zip(files) {
        let own = shown(Path::new(&own));
        if number > MOST_FILES {
            attached.unread.push(own);
            continue;
        }
        let name = format!("{name}:{own}");
        let bytes = match archive.read(place, left) {
            Ok(bytes) => bytes,
            Err(fault) => {
                attached.entries.push(refused(&name, String::new(), fault, options));
                continue;
            }
        };
        left = left.saturating_sub(bytes.len() as u64);
        let found = match recognise(&bytes) {
            Format::Text if !is_text_by_name(&own) => None,
            Format::Zip | Format::Gzip | Format::Office => None,
            Format::Mail if depth < DEEPEST => Some(super::read_below(&name, &bytes, depth + 1, options)),
            Format::Mail => None,
            format => Some(super::super::read(format, &name, &bytes, options)),
        };
        match found {
            Some(Ok(entries)) => attached.entries.extend(entries),
            Some(Err(fault)) => attached.entries.push(refused(&name, String::new(), fault, options)),
            None => attached.unread.push(own),
        }
    }
    Ok(())
}

/// Whether a part is a file that somebody attached: pictures inside the text, signatures, and further forms of the text
/// for other programs are none.
fn is_file(part: &MessagePart) -> bool {
    let disposed = part.content_disposition().is_some_and(|disposition| disposition.is_attachment());
    let kind = part.content_type();
    let is = |main: &str| kind.is_some_and(|kind| kind.ctype().eq_ignore_ascii_case(main));
    let is_signature =
        kind.and_then(|kind| kind.subtype()).is_some_and(|own| own.to_ascii_lowercase().ends_with("-signature"));
    let is_text = matches!(part.body, PartType::Text(_) | PartType::Html(_));
    match part.attachment_name() {
        _ if is_signature => false,
        _ if is("image") => disposed,
        None if is_text => disposed,
        _ => true,
    }
}

/// Whether a file that could be any text is one for people to read.
fn is_plain(part: &MessagePart, name: &str) -> bool {
    part.is_content_type("text", "plain") || part.is_content_type("text", "markdown") || is_text_by_name(name)
}

fn is_text_by_name(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_str(), "txt" | "text" | "md" | "markdown")
}
