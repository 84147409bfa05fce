//! Addresses in HTML: what links lead to, and where pictures and recordings are.

use std::borrow::Cow;
use std::ops::Range;

use super::links::{Destination, destination};

/// An address that stands in HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// The attribute with its name, and the space before it.
    attribute: Range<usize>,
    /// Its value, without quotes.
    pub(super) value: Range<usize>,
    /// The value with its references read.
    pub(super) written: String,
}

/// Elements whose address is resolved, each with the attribute that has it.
const ADDRESSED: [(&str, &str); 7] = [
    ("a", "href"),
    ("area", "href"),
    ("img", "src"),
    ("audio", "src"),
    ("video", "src"),
    ("source", "src"),
    ("track", "src"),
];

/// Elements in which no tag but their own end is one (HTML, 13.2.5).
const RAW: [&str; 8] = ["script", "style", "textarea", "title", "iframe", "xmp", "noembed", "noframes"];

/// A quick look: whether a tag in a text may have an address.
pub(super) fn may_be_in(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let name = name_at(text, at + 1);
        ADDRESSED.iter().any(|(element, _)| element.eq_ignore_ascii_case(name))
    })
}

/// HTML with each address replaced by what `resolve` makes of it; where that is nothing, the attribute goes and the words
/// stay. An address of a scheme that may not stand in a page is left to whoever let it through.
pub(super) fn resolved<'h>(html: &'h str, resolve: &dyn Fn(&str) -> Option<String>) -> Cow<'h, str> {
    let mut written = String::new();
    let mut done = 0;
    for address in find(html) {
        if destination("", &address.written) == Destination::Forbidden {
            continue;
        }
        match resolve(&address.written) {
            Some(same) if same == address.written => {}
            Some(other) => {
                let is_quoted = html[..address.value.start].ends_with(['"', '\'']);
                written.push_str(&html[done..address.value.start]);
                written.push_str(if is_quoted { "" } else { "\"" });
                escape(&other, &mut written);
                written.push_str(if is_quoted { "" } else { "\"" });
                done = address.value.end;
            }
            None => {
                written.push_str(&html[done..address.attribute.start]);
                done = address.attribute.end;
            }
        }
    }
    if done == 0 {
        return Cow::from(html);
    }
    written.push_str(&html[done..]);
    Cow::from(written)
}

/// The addresses in HTML, in their order. Linear in its length.
pub(super) fn find(html: &str) -> Vec<Address> {
    let mut found = Vec::new();
    walk(html, |_, _, addresses| found.extend(addresses));
    found
}

/// Where the first tag begins that opens an element.
pub(super) fn first(html: &str, element: &str) -> Option<usize> {
    let mut first = None;
    walk(html, |at, name, _| {
        if first.is_none() && name.eq_ignore_ascii_case(element) {
            first = Some(at);
        }
    });
    first
}

/// Visits each tag that opens an element: where it begins, its name and its address.
fn walk(html: &str, mut visit: impl FnMut(usize, &str, Option<Address>)) {
    let mut at = 0;
    while let Some(next) = html[at..].find('<') {
        at += next + 1;
        if html[at..].starts_with("!--") {
            at = html[at..].find("-->").map_or(html.len(), |end| at + end + 3);
            continue;
        }
        let name = name_at(html, at);
        if name.is_empty() {
            continue;
        }
        let begin = at - 1;
        let address;
        (at, address) = tag(html, at + name.len(), name);
        visit(begin, name, address);
        if RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name)) {
            at = end_of_raw(html, at, name);
        }
    }
}

/// The name of an element that begins at a byte; empty where none does.
fn name_at(html: &str, at: usize) -> &str {
    let rest = &html[at..];
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
    if rest.starts_with(|c: char| c.is_ascii_alphabetic()) { &rest[..end] } else { "" }
}

/// Reads the attributes of a tag from behind its name: where it ends, and its address.
fn tag(html: &str, mut at: usize, element: &str) -> (usize, Option<Address>) {
    let from = |at: usize, ends: &dyn Fn(char) -> bool| html[at..].find(ends).map_or(html.len(), |end| at + end);
    let behind_spaces = |at: usize| from(at, &|c| !c.is_ascii_whitespace());
    let mut address = None;
    loop {
        let before = at;
        at = from(at, &|c| !c.is_ascii_whitespace() && c != '/');
        let Some(sign) = html[at..].chars().next() else { return (at, address) };
        if sign == '>' {
            return (at + 1, address);
        }
        let name = at;
        // An equals sign may begin a name, but not go on with it.
        at = from(at + sign.len_utf8(), &|c| c.is_ascii_whitespace() || "/>=".contains(c));
        let name = &html[name..at];
        let equals = behind_spaces(at);
        if !html[equals..].starts_with('=') {
            continue;
        }
        let start = behind_spaces(equals + 1);
        let (value, end) = match html[start..].chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let end = from(start + 1, &|c| c == quote);
                (start + 1..end, (end + 1).min(html.len()))
            }
            _ => {
                let end = from(start, &|c| c.is_ascii_whitespace() || c == '>');
                (start..end, end)
            }
        };
        at = end;
        let is_wanted =
            |(of, attribute): &(&str, &str)| of.eq_ignore_ascii_case(element) && attribute.eq_ignore_ascii_case(name);
        // Of two the first counts (HTML, 13.2.5.33).
        if address.is_none() && ADDRESSED.iter().any(is_wanted) {
            let written = unescaped(html[value.clone()].trim_ascii());
            address = Some(Address { attribute: before..end, value, written });
        }
    }
}

/// Where the end tag of an element begins in which nothing else is a tag.
fn end_of_raw(html: &str, at: usize, name: &str) -> usize {
    let ends = |(end, _): &(usize, &str)| name_at(html, at + end + 2).eq_ignore_ascii_case(name);
    html[at..].match_indices("</").find(ends).map_or(html.len(), |(end, _)| at + end)
}

/// A value with those references read that stand in addresses.
fn unescaped(value: &str) -> String {
    let mut written = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        written.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let read = rest.split_once(';').and_then(|(name, after)| Some((reference(name)?, after)));
        let (sign, after) = read.unwrap_or(('&', rest));
        written.push(sign);
        rest = after;
    }
    written.push_str(rest);
    written
}

fn reference(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?);
    }
    match name {
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "nbsp" => Some('\u{a0}'),
        _ => None,
    }
}

/// Writes an address as a value, just as those of Markdown are written.
fn escape(address: &str, written: &mut String) {
    for byte in address.bytes() {
        match byte {
            b'&' => written.push_str("&amp;"),
            b'\'' => written.push_str("&#x27;"),
            _ if byte.is_ascii_alphanumeric() || b"!#$%()*+,-./:;=?@_~".contains(&byte) => written.push(byte.into()),
            _ => written.push_str(&format!("%{byte:02X}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_addresses_as_a_browser_does() {
        for (html, expected) in [
            ("<a href=\"b.md\">x</a> <IMG alt='>' SRC = c.png>", &["b.md", "c.png"][..]),
            ("<a title=\"href=x\" href='d &amp;&#x20;&e;.md' href=\"e.md\">", &["d & &e;.md"]),
            ("<!-- <a href=b> --><script>'<a href=b>'</SCRIPT><a href=c>", &["c"]),
            ("<abbr href=b> <a-b href=c> <b src=d> < a href=e> </a href=f>", &[]),
            ("<a\n href=\"\n b.md\n\"\n/><img/src=c.png/>", &["b.md", "c.png/"]),
            ("<a =x href=b", &["b"]),
            ("<a href=\"ş", &["ş"]),
            ("<a href=", &[""]),
            ("<a href", &[]),
            ("<a", &[]),
            ("<style>", &[]),
        ] {
            let written: Vec<String> = find(html).into_iter().map(|address| address.written).collect();
            assert_eq!(written, expected, "{html}");
        }
    }

    #[test]
    fn writes_what_addresses_become() {
        let resolve = |written: &str| match written {
            "gone.md" => None,
            "b.md" => Some("/d/b c&d/ş".to_owned()),
            other => Some(other.to_owned()),
        };
        for (html, expected) in [
            ("<a href=\"b.md\" id=x>x</a>", "<a href=\"/d/b%20c&amp;d/%C5%9F\" id=x>x</a>"),
            ("<a href=b.md>x</a>", "<a href=\"/d/b%20c&amp;d/%C5%9F\">x</a>"),
            ("<img src='gone.md' alt=\"A\">ş", "<img alt=\"A\">ş"),
            ("<a href=\"https://x.example/?a&amp;b\">", "<a href=\"https://x.example/?a&amp;b\">"),
            ("<a href=\"javascript:x\">", "<a href=\"javascript:x\">"),
        ] {
            assert_eq!(resolved(html, &resolve), expected);
        }
    }
}
