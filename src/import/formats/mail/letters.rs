//! The letters of a message whose encoding is not declared, declared wrongly, or one that nobody knows.

use std::borrow::Cow;

use mail_parser::decoders::{base64::base64_decode, quoted_printable::quoted_printable_decode};
use mail_parser::{Encoding, Message, MessagePart, MimeHeaders as _, PartType};

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
