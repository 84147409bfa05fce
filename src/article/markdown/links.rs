//! What the links of a text mean, and which of them have to be checked.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::{addresses, parser_options};
use crate::config::{Markdown, Punctuation, RawHtml};

/// What a link's destination means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// Another site, or a scheme that may stand in a page.
    External,
    /// A scheme that may not: `javascript:`.
    Forbidden,
    /// A place on the same page.
    Fragment,
    /// An address of this site, from its root.
    Address,
    /// A file beside the article.
    File {
        /// From the site's root.
        path: String,
        /// `#fragment` or nothing.
        fragment: String,
    },
    /// A path that climbs out of `content/`.
    Outside,
}

/// A relative link, for checking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalLink {
    /// Byte offset in the Markdown.
    pub offset: usize,
    /// The destination as it stands in the text.
    pub written: String,
    /// What it means.
    pub destination: Destination,
}

/// The links of a text that lead to files of the site or nowhere, for checking them.
pub fn local_links(path: &str, text: &str) -> Vec<LocalLink> {
    if !may_have_local_links(text) {
        return Vec::new();
    }
    let options = Markdown { punctuation: Punctuation::AsWritten, html: RawHtml::Sanitise };
    let mut links = Vec::new();
    let mut in_html = InHtml::default();
    for (event, span) in Parser::new_ext(text, parser_options(options)).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let destination = destination(path, &dest_url);
                if is_local(&destination) || destination == Destination::Forbidden {
                    // The caret stands under the destination where it can be found in the link's own text.
                    let within = text.get(span.clone()).and_then(|link| link.rfind(&*dest_url)).unwrap_or(0);
                    links.push(LocalLink { offset: span.start + within, written: dest_url.to_string(), destination });
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => in_html.push(&html, span.start),
            _ => {}
        }
    }
    let of_html = in_html.links(path, text);
    if !of_html.is_empty() {
        links.extend(of_html);
        links.sort_by_key(|link| link.offset);
    }
    links
}

fn is_local(destination: &Destination) -> bool {
    matches!(destination, Destination::File { .. } | Destination::Outside | Destination::Address)
}

/// The HTML that stands in a text, without what is between: a tag may go over several lines of a quotation.
#[derive(Default)]
pub(super) struct InHtml {
    pub(super) html: String,
    /// Where each part begins in it and in the text.
    parts: Vec<(usize, usize)>,
}

impl InHtml {
    pub(super) fn push(&mut self, html: &str, offset: usize) {
        self.parts.push((self.html.len(), offset));
        self.html.push_str(html);
    }

    /// Where a part of the HTML stands in the text; where it cannot be found there, its tag.
    pub(super) fn offset(&self, range: Range<usize>, text: &str) -> Option<usize> {
        let part = self.parts.partition_point(|(begin, _)| *begin <= range.start).checked_sub(1)?;
        let (begin, offset) = self.parts.get(part)?;
        // Within one tag, too, the signs of a quotation may be left out.
        let exact = offset + range.start - begin;
        let is_there = text.get(exact..).is_some_and(|rest| rest.starts_with(&self.html[range]));
        Some(if is_there { exact } else { *offset })
    }

    /// What harms is taken out of HTML, or trusted, and so no fault here.
    fn links(&self, path: &str, text: &str) -> Vec<LocalLink> {
        let links = addresses::find(&self.html).into_iter().filter_map(|address| {
            let destination = destination(path, &address.written);
            let offset = self.offset(address.value, text)?;
            is_local(&destination).then_some(LocalLink { offset, written: address.written, destination })
        });
        links.collect()
    }
}

/// What a destination means in the file at `path` (from the site's root, below `content/`).
pub fn destination(path: &str, written: &str) -> Destination {
    if written.starts_with("//") {
        return Destination::External;
    }
    if written.starts_with('#') || written.is_empty() {
        return Destination::Fragment;
    }
    if written.starts_with('/') {
        return Destination::Address;
    }
    if let Some((scheme, _)) = written.split_once(':')
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    {
        let allowed = ["http", "https", "mailto", "tel"].contains(&scheme.to_ascii_lowercase().as_str());
        return if allowed { Destination::External } else { Destination::Forbidden };
    }
    let (file, fragment) = match written.find(['#', '?']) {
        Some(at) => written.split_at(at),
        None => (written, ""),
    };
    let mut parts: Vec<Cow<'_, str>> = path.split('/').map(Cow::from).collect();
    parts.pop();
    for part in file.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.len() > 1 => drop(parts.pop()),
            ".." => return Destination::Outside,
            part => parts.push(percent_decoded(part)),
        }
    }
    Destination::File { path: parts.join("/"), fragment: fragment.to_owned() }
}

/// A quick look that saves most articles a second parse.
fn may_have_local_links(text: &str) -> bool {
    let inline = text.match_indices("](").any(|(at, _)| {
        let rest = text[at + 2..].trim_start_matches('<');
        !(rest.starts_with("https://") || rest.starts_with("http://"))
    });
    inline || text.contains("]:") || addresses::may_be_in(text)
}

/// A part of an address with its escapes read; one that would not be UTF-8 stays as it is.
pub(crate) fn percent_decoded(part: &str) -> Cow<'_, str> {
    if !part.contains('%') {
        return Cow::from(part);
    }
    let bytes = part.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |b: Option<&u8>| b.and_then(|b| (*b as char).to_digit(16));
        match (bytes[at], hex(bytes.get(at + 1)), hex(bytes.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, ..) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).map_or(Cow::from(part), Cow::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_destinations_apart() {
        let at = |written: &str| destination("content/2021/12/a.md", written);
        let file = |path: &str, fragment: &str| Destination::File { path: path.into(), fragment: fragment.into() };
        assert_eq!(at("b.md"), file("content/2021/12/b.md", ""));
        assert_eq!(at("../11/b%20c.md#x"), file("content/2021/11/b c.md", "#x"));
        assert_eq!(at("../../../x.md"), Destination::Outside);
        assert_eq!(at("https://x.example/"), Destination::External);
        assert_eq!(at("javascript:alert(1)"), Destination::Forbidden);
        assert_eq!(at("#x"), Destination::Fragment);
        assert_eq!(at("/topics/"), Destination::Address);
    }

    #[test]
    fn finds_local_links() {
        let links = local_links("content/a.md", "x [b](https://x.example/) [c](c.md) ![d](d.png)");
        let written: Vec<(usize, &str)> = links.iter().map(|link| (link.offset, link.written.as_str())).collect();
        assert_eq!(written, [(30, "c.md"), (41, "d.png")]);
        let links = local_links(
            "content/a.md",
            "ş <a href=\"b.md\">b</a> [c](c.md)\n\n> <img\n> src=d.png>\n\n<a href=\"x:y\">",
        );
        let written: Vec<(usize, &str)> = links.iter().map(|link| (link.offset, link.written.as_str())).collect();
        assert_eq!(written, [(12, "b.md"), (28, "c.md"), (37, "d.png")]);
        assert_eq!(local_links("content/a.md", "`<a href=b.md>`, <!-- <a href=c.md> -->"), []);
    }
}
