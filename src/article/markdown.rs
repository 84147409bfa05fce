//! Markdown to HTML, with the article's links resolved.
//!
//! The dialect is CommonMark with tables, footnotes, strikethrough, definition lists and heading attributes, as
//! `pulldown-cmark` reads them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use ammonia::Builder;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::config::{Markdown, Punctuation, RawHtml};

/// How much of the text is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Portion {
    /// All of it.
    Whole,
    /// The opening: at most so many words, and never more than half of the text.
    Opening(usize),
}

/// A text turned into HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Html {
    /// HTML blocks, each ending with a line end.
    pub html: String,
    /// Whether an opening left something out.
    pub is_cut: bool,
}

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

/// Turns a text into HTML. `resolve` gives the address for a link's destination as written; `None` keeps the words
/// and drops the link. `back` labels the way from a footnote back to the text.
pub fn render(
    text: &str,
    options: Markdown,
    portion: Portion,
    back: &str,
    resolve: &dyn Fn(&str) -> Option<String>,
) -> Html {
    let mut events: Vec<Event<'_>> = Parser::new_ext(text, parser_options(options)).collect();
    let has_html = events.iter().any(|event| matches!(event, Event::Html(_) | Event::InlineHtml(_)));
    let is_cut = match portion {
        Portion::Whole => false,
        Portion::Opening(words) => cut(&mut events, words),
    };
    let events = resolve_links(events, resolve);
    let events = wrap_tables(name_headings(events));
    let events = gather_footnotes(events, back);
    let mut rendered = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut rendered, events.into_iter());
    let html = match options.html {
        RawHtml::Sanitise if has_html => SANITISER.clean(&rendered).to_string(),
        _ => rendered,
    };
    Html { html, is_cut }
}

/// The links of a text that lead to files of the site or nowhere, for checking them.
pub fn local_links(path: &str, text: &str) -> Vec<LocalLink> {
    if !may_have_local_links(text) {
        return Vec::new();
    }
    let options = Markdown { punctuation: Punctuation::AsWritten, html: RawHtml::Sanitise };
    let parser = Parser::new_ext(text, parser_options(options)).into_offset_iter();
    let links = parser.filter_map(|(event, span)| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
            let destination = destination(path, &dest_url);
            let wanted = matches!(
                destination,
                Destination::File { .. } | Destination::Outside | Destination::Forbidden | Destination::Address
            );
            // The caret stands under the destination where it can be found in the link's own text.
            let within = text.get(span.clone()).and_then(|link| link.rfind(&*dest_url)).unwrap_or(0);
            wanted.then(|| LocalLink { offset: span.start + within, written: dest_url.to_string(), destination })
        }
        _ => None,
    });
    links.collect()
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

fn parser_options(options: Markdown) -> Options {
    let mut parser = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_HEADING_ATTRIBUTES;
    if options.punctuation == Punctuation::Smart {
        parser |= Options::ENABLE_SMART_PUNCTUATION;
    }
    parser
}

/// A quick look that saves most articles a second parse.
fn may_have_local_links(text: &str) -> bool {
    let inline = text.match_indices("](").any(|(at, _)| {
        let rest = text[at + 2..].trim_start_matches('<');
        !(rest.starts_with("https://") || rest.starts_with("http://"))
    });
    inline || text.contains("]:")
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

/// Keeps the first words and closes what is open; whether something was left out.
fn cut(events: &mut Vec<Event<'_>>, words: usize) -> bool {
    let count = |text: &str| text.split_whitespace().count();
    let total: usize = events.iter().map(|event| if let Event::Text(text) = event { count(text) } else { 0 }).sum();
    // Notes and their marks say nothing without the passage that they belong to.
    let mut in_note = 0;
    events.retain(|event| {
        match event {
            Event::Start(Tag::FootnoteDefinition(_)) => in_note += 1,
            Event::End(TagEnd::FootnoteDefinition) => {
                in_note -= 1;
                return false;
            }
            Event::FootnoteReference(_) => return false,
            _ => {}
        }
        in_note == 0
    });
    let limit = words.min(total / 2);
    let mut left = limit;
    let mut open: Vec<TagEnd> = Vec::new();
    for at in 0..events.len() {
        match &events[at] {
            Event::Start(tag) => open.push(tag.to_end()),
            Event::End(_) => drop(open.pop()),
            Event::Text(text) if count(text) > left => {
                let kept: Vec<&str> = text.split_whitespace().take(left).collect();
                let lead = if text.starts_with(char::is_whitespace) { " " } else { "" };
                let kept = kept.join(" ");
                let kept = kept.trim_end_matches([',', ';', ':', '–', '—', ' ']);
                let shown = if kept.is_empty() { format!("{lead}…") } else { format!("{lead}{kept} …") };
                events.truncate(at);
                if limit == 0 {
                    events.clear();
                } else {
                    events.push(Event::Text(CowStr::from(shown)));
                    events.extend(open.into_iter().rev().map(Event::End));
                }
                return true;
            }
            Event::Text(text) => left -= count(text),
            _ => {}
        }
    }
    false
}

fn resolve_links<'a>(events: Vec<Event<'a>>, resolve: &dyn Fn(&str) -> Option<String>) -> Vec<Event<'a>> {
    let mut dropped = Vec::new();
    let mut resolved = Vec::with_capacity(events.len());
    for event in events {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let target = resolve(&dest_url);
                dropped.push(target.is_none());
                if let Some(target) = target {
                    resolved.push(Event::Start(Tag::Link { link_type, dest_url: target.into(), title, id }));
                }
            }
            Event::End(TagEnd::Link) => {
                if dropped.pop() == Some(false) {
                    resolved.push(Event::End(TagEnd::Link));
                }
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                let dest_url = resolve(&dest_url).unwrap_or_default().into();
                resolved.push(Event::Start(Tag::Image { link_type, dest_url, title, id }));
            }
            other => resolved.push(other),
        }
    }
    resolved
}

/// Gives each heading an id from its words, and keeps the first level for the page's own headline.
fn name_headings(mut events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut taken = BTreeSet::new();
    for at in 0..events.len() {
        let words: String = match &events[at] {
            Event::Start(Tag::Heading { .. }) => events[at + 1..]
                .iter()
                .take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))))
                .filter_map(
                    |event| if let Event::Text(text) | Event::Code(text) = event { Some(&**text) } else { None },
                )
                .collect(),
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => {
                events[at] = Event::End(TagEnd::Heading(HeadingLevel::H2));
                continue;
            }
            _ => continue,
        };
        if let Event::Start(Tag::Heading { level, id, .. }) = &mut events[at] {
            *level = (*level).max(HeadingLevel::H2);
            let base = id.as_ref().map_or_else(|| slug::slugify(&words), ToString::to_string);
            let base = if base.is_empty() { "section".to_owned() } else { base };
            let mut name = base.clone();
            let mut number = 2;
            while !taken.insert(name.clone()) {
                name = format!("{base}-{number}");
                number += 1;
            }
            *id = Some(name.into());
        }
    }
    events
}

/// Puts each table into a box of its own, which scrolls on a narrow screen.
fn wrap_tables(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut wrapped = Vec::with_capacity(events.len());
    for event in events {
        match event {
            Event::Start(Tag::Table(_)) => {
                wrapped.push(Event::Html("<div class=\"table\" tabindex=\"0\">".into()));
                wrapped.push(event);
            }
            Event::End(TagEnd::Table) => {
                wrapped.push(event);
                wrapped.push(Event::Html("</div>\n".into()));
            }
            other => wrapped.push(other),
        }
    }
    wrapped
}

/// Collects the notes at the end, in the order in which the text refers to them, with a way back.
fn gather_footnotes<'a>(events: Vec<Event<'a>>, back: &str) -> Vec<Event<'a>> {
    let is_note =
        |event: &Event<'_>| matches!(event, Event::FootnoteReference(_) | Event::Start(Tag::FootnoteDefinition(_)));
    if !events.iter().any(is_note) {
        return events;
    }
    let mut notes: BTreeMap<String, Vec<Event<'a>>> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    let mut body = Vec::with_capacity(events.len());
    let mut current: Vec<(String, Vec<Event<'a>>)> = Vec::new();
    for event in events {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => current.push((label.to_string(), Vec::new())),
            Event::End(TagEnd::FootnoteDefinition) => {
                if let Some((label, note)) = current.pop() {
                    notes.entry(label).or_insert(note);
                }
            }
            event => {
                let event = match event {
                    Event::FootnoteReference(label) => {
                        let label = label.to_string();
                        let number = match order.iter().position(|known| *known == label) {
                            Some(at) => at + 1,
                            None => {
                                order.push(label.clone());
                                order.len()
                            }
                        };
                        let nth = uses.entry(label).or_insert(0);
                        *nth += 1;
                        let id = if *nth == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{nth}") };
                        Event::InlineHtml(
                            format!(
                                "<sup class=\"footnote-ref\" id=\"{id}\"><a href=\"#fn-{number}\">{number}</a></sup>"
                            )
                            .into(),
                        )
                    }
                    other => other,
                };
                match current.last_mut() {
                    Some((_, note)) => note.push(event),
                    None => body.push(event),
                }
            }
        }
    }
    let mut open = false;
    // A note may refer to a note: the list grows while it is walked.
    let mut at = 0;
    while at < order.len() {
        if let Some(note) = notes.remove(&order[at]) {
            if !open {
                body.push(Event::Html("<section class=\"footnotes\"><ol>\n".into()));
                open = true;
            }
            let number = at + 1;
            body.push(Event::Html(format!("<li id=\"fn-{number}\" value=\"{number}\">").into()));
            body.extend(note);
            let label = escape(back);
            body.push(Event::Html(
                format!(
                    "<a class=\"footnote-back\" href=\"#fnref-{number}\" aria-label=\"{label} {number}\">↩</a></li>\n"
                )
                .into(),
            ));
        }
        at += 1;
    }
    if open {
        body.push(Event::Html("</ol></section>\n".into()));
    }
    body
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// What an article's own HTML may contain. It runs over the whole text, so it also lets through what
/// the renderer itself makes: ids of headings and notes, classes of tables and notes.
static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .add_tags(["section"])
        .add_generic_attributes(["id", "class", "dir"])
        .add_tag_attributes("div", ["tabindex"])
        .add_tag_attributes("a", ["aria-label"])
        .add_tag_attributes("li", ["value"])
        .add_tag_attributes("td", ["style"])
        .add_tag_attributes("th", ["style"])
        .filter_style_properties(["text-align"].into())
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .link_rel(None);
    builder
});

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Markdown = Markdown { punctuation: Punctuation::AsWritten, html: RawHtml::Sanitise };

    fn whole(text: &str) -> String {
        render(text, PLAIN, Portion::Whole, "Back to the text, note", &|url| Some(url.to_owned())).html
    }

    #[test]
    fn knows_the_dialect() {
        assert_eq!(whole("~~a~~ *b*"), "<p><del>a</del> <em>b</em></p>\n");
        assert_eq!(whole("term\n: meaning\n"), "<dl>\n<dt>term</dt>\n<dd>meaning</dd>\n</dl>\n");
        assert!(whole("|a|\n|-|\n|b|\n").starts_with("<div class=\"table\" tabindex=\"0\"><table>"));
        assert_eq!(whole("# One\n\n## One\n"), "<h2 id=\"one\">One</h2>\n<h2 id=\"one-2\">One</h2>\n");
        assert_eq!(whole("## Two {#own}\n"), "<h2 id=\"own\">Two</h2>\n");
        assert_eq!(whole("\"a\" -- b"), "<p>\"a\" -- b</p>\n");
        let smart = Markdown { punctuation: Punctuation::Smart, ..PLAIN };
        let smart = render("\"a\" -- b", smart, Portion::Whole, "", &|_| None);
        assert_eq!(smart.html, "<p>“a” – b</p>\n");
    }

    #[test]
    fn gathers_footnotes_in_order_of_reference() {
        let html = whole("A[^x] b[^y] c[^x].\n\n[^y]: Why.\n\n[^x]: Ex.\n");
        assert_eq!(
            html,
            "<p>A<sup class=\"footnote-ref\" id=\"fnref-1\"><a href=\"#fn-1\">1</a></sup> b<sup \
             class=\"footnote-ref\" id=\"fnref-2\"><a href=\"#fn-2\">2</a></sup> c<sup class=\"footnote-ref\" \
             id=\"fnref-1-2\"><a href=\"#fn-1\">1</a></sup>.</p>\n<section class=\"footnotes\"><ol>\n<li id=\"fn-1\" \
             value=\"1\">\n<p>Ex.</p>\n<a class=\"footnote-back\" href=\"#fnref-1\" aria-label=\"Back to the text, note \
             1\">↩</a></li>\n<li id=\"fn-2\" value=\"2\">\n<p>Why.</p>\n<a class=\"footnote-back\" href=\"#fnref-2\" \
             aria-label=\"Back to the text, note 2\">↩</a></li>\n</ol></section>\n"
        );
    }

    #[test]
    fn sanitises_raw_html() {
        assert_eq!(whole("a <b onclick=\"x()\">b</b><script>alert(1)</script>"), "<p>a <b>b</b></p>\n");
        let notes = whole("<b>a</b>[^1]\n\n[^1]: N.\n");
        assert!(notes.contains("<li id=\"fn-1\" value=\"1\">") && notes.contains("aria-label"), "{notes}");
        let trusting = Markdown { html: RawHtml::Trust, ..PLAIN };
        let html = render("<iframe src=\"x\"></iframe>", trusting, Portion::Whole, "", &|_| None).html;
        assert_eq!(html, "<iframe src=\"x\"></iframe>");
    }

    #[test]
    fn an_opening_is_bounded() {
        let opening = |text: &str, words| render(text, PLAIN, Portion::Opening(words), "", &|_| None);
        let ten = "one two three *four five* six seven eight nine ten\n\nlast";
        assert_eq!(opening(ten, 4), Html { html: "<p>one two three <em>four …</em></p>\n".into(), is_cut: true });
        assert_eq!(opening(ten, 60).html, "<p>one two three <em>four five</em> …</p>\n");
        assert_eq!(opening("one", 60), Html { html: String::new(), is_cut: true });
        assert_eq!(opening("", 60), Html { html: String::new(), is_cut: false });
        assert_eq!(opening("a b c[^1] d e f\n\n[^1]: g h i\n", 3).html, "<p>a b c …</p>\n");
    }

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
    }
}
