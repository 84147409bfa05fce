//! Destinations of links and pictures while a text is HTML: HTML would write them in another way than the article.

use pulldown_cmark::{Event, LinkType, Tag};

/// Stands before the number of a destination while the text is HTML, so that it comes out as it was written. No name of
/// a host ends like this one (RFC 6761).
const NUMBERED: &str = "https://written.invalid/";

/// The destinations of links and pictures, with their numbers in their places.
pub(super) fn take(events: &mut [Event<'_>]) -> Vec<String> {
    let mut destinations = Vec::new();
    for event in events {
        if let Event::Start(Tag::Link { dest_url, link_type, .. } | Tag::Image { dest_url, link_type, .. }) = event {
            let number = format!("{NUMBERED}{}", destinations.len());
            // Without its angle brackets an address of mail lacks its scheme.
            let scheme = if *link_type == LinkType::Email { "mailto:" } else { "" };
            *link_type = LinkType::Inline;
            destinations.push(format!("{scheme}{}", std::mem::replace(dest_url, number.into())));
        }
    }
    destinations
}

/// A destination as it was written.
pub(super) fn written<'t>(in_html: &'t str, destinations: &'t [String]) -> &'t str {
    let number = in_html.strip_prefix(NUMBERED).and_then(|number| number.parse::<usize>().ok());
    number.and_then(|number| destinations.get(number)).map_or(in_html, String::as_str)
}

/// A text with destinations in the place of their numbers: an element that holds text only (`<textarea>`) may have
/// swallowed tags.
pub(super) fn put_back(text: &mut String, destinations: &[String]) {
    if !text.contains(NUMBERED) {
        return;
    }
    let mut parts = text.split(NUMBERED);
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
        let destination = part[..end].parse::<usize>().ok().and_then(|number| destinations.get(number));
        match destination {
            Some(destination) => whole.push_str(destination),
            None => whole.extend([NUMBERED, &part[..end]]),
        }
        whole.push_str(&part[end..]);
    }
    *text = whole;
}
