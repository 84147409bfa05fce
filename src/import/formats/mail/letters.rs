//! The letters of a message whose encoding is not declared, declared wrongly, or one that nobody knows.

use std::borrow::Cow;

use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::decoders::{base64::base64_decode, quoted_printable::quoted_printable_decode};
use mail_parser::{Encoding, HeaderName, Message, MessageParser, MessagePart, MimeHeaders as _, PartType};

use super::super::super::decode;
use super::super::super::report::Warning;

/// The message with its texts decoded anew where letters were lost, and what was guessed for them; none where all is well.
pub(super) fn mended<'a>(message: &Message<'a>) -> Option<(Message<'a>, Vec<Warning>)> {
    let anew = |part| Some((text(message, part)?, matches!(part.body, PartType::Html(_))));
    let mended: Vec<_> = (0..).zip(&message.parts).filter_map(|(at, part)| Some((at, anew(part)?))).collect();
    if mended.is_empty() {
        return None;
    }
    let (mut message, mut warnings) = (message.clone(), Vec::new());
    for (at, ((text, guesses), is_html)) in mended {
        let part: Option<&mut MessagePart> = message.parts.get_mut::<usize>(at);
        if let Some(part) = part {
            part.body = if is_html { PartType::Html(Cow::Owned(text)) } else { PartType::Text(Cow::Owned(text)) };
        }
        warnings.extend(guesses.into_iter().filter(|guess| !warnings.contains(guess)).collect::<Vec<_>>());
    }
    Some((message, warnings))
}

/// The subject of a message; what is written in an encoding that nobody knows, or in one that is not named, is guessed.
pub(super) fn subject(message: &Message) -> Option<String> {
    let read = message.subject()?.to_owned();
    if !read.contains('\u{fffd}') {
        return Some(read);
    }
    Some(subject_anew(message).unwrap_or(read))
}

fn subject_anew(message: &Message) -> Option<String> {
    let header = message.parts.first()?.headers.iter().find(|header| header.name == HeaderName::Subject)?;
    let place = usize::try_from(header.offset_start).ok()?..usize::try_from(header.offset_end).ok()?;
    let (raw, _) = decode::decode_declared(message.raw_message.get(place)?, None).ok()?;
    // What is known goes through the parser once more, with the rest in plain letters.
    let mut anew = String::from("Subject:");
    let mut rest = raw.trim_end();
    while let Some((before, word)) = rest.split_once("=?") {
        anew.push_str(before);
        let (word, after) = word_of(word).unwrap_or((Word::Known("=?"), word));
        match word {
            Word::Known(word) => anew.push_str(word),
            Word::Guessed(text) => anew.push_str(&text),
        }
        rest = after;
    }
    anew.push_str(rest);
    anew.push_str("\n\n");
    let anew = MessageParser::default().parse_headers(anew.as_bytes())?;
    anew.subject().map(str::to_owned)
}

enum Word<'a> {
    Known(&'a str),
    Guessed(String),
}

/// The encoded word (RFC 2047) that a text is behind its `=?`, and what stands behind it.
fn word_of(text: &str) -> Option<(Word<'_>, &str)> {
    let (label, rest) = text.split_once('?')?;
    let (kind, rest) = rest.split_once('?')?;
    let (letters, after) = rest.split_once("?=")?;
    if charset_decoder(label.as_bytes()).is_some() {
        // Only its opening: the parser reads the rest of it.
        return Some((Word::Known("=?"), text));
    }
    let bytes = match kind {
        "b" | "B" => base64_decode(letters.as_bytes())?,
        _ => quoted_printable_decode(letters.replace('_', " ").as_bytes())?,
    };
    let (guessed, _) = decode::decode_declared(&bytes, None).ok()?;
    Some((Word::Guessed(guessed.chars().filter(|c| !c.is_control()).collect()), after))
}

fn text(message: &Message, part: &MessagePart) -> Option<(String, Vec<Warning>)> {
    let (PartType::Text(read) | PartType::Html(read)) = &part.body else { return None };
    if !read.contains('\u{fffd}') {
        return None;
    }
    let place = usize::try_from(part.offset_body).ok()?..usize::try_from(part.offset_end).ok()?;
    let raw = message.raw_message.get(place)?;
    let bytes = match part.encoding {
        Encoding::None => raw.to_vec(),
        Encoding::QuotedPrintable => quoted_printable_decode(raw)?,
        Encoding::Base64 => base64_decode(raw)?,
    };
    // Bytes that were UTF-8 have the sign themselves.
    if std::str::from_utf8(&bytes).is_ok() {
        return None;
    }
    let declared = part.content_type().and_then(|kind| kind.attribute("charset"));
    decode::decode_declared(&bytes, declared).ok()
}
