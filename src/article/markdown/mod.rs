//! Markdown to HTML, with the article's links resolved.
//!
//! The dialect is CommonMark with tables, footnotes, strikethrough, definition lists and heading attributes, as
//! `pulldown-cmark` reads them.

mod addresses;
mod links;
mod notes;
mod opening;
mod shown;
mod unclosed;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use ammonia::Builder;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::config::{Markdown, Punctuation, RawHtml};
use crate::tree::is_forbidden_control;

pub(crate) use links::percent_decoded;
pub use links::{Destination, LocalLink, destination, local_links};
pub(crate) use unclosed::hidden;

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

/// Turns a text into HTML. `resolve` gives the address for a link's destination as written, in Markdown or in HTML;
/// `None` keeps the words and drops the link. `back` labels the way from a footnote back to the text.
pub fn render(
    text: &str,
    options: Markdown,
    portion: Portion,
    back: &str,
    resolve: &dyn Fn(&str) -> Option<String>,
) -> Html {
    let (mut events, has_html) = parse(text, options);
    let is_cut = match portion {
        Portion::Whole => false,
        Portion::Opening(words) => opening::cut(&mut events, words),
    };
    // Beside HTML of the article's own the destinations stay as written until all is HTML: each is resolved once.
    let as_written = |written: &str| resolve(written).map(|_| written.to_owned());
    let events = resolve_links(events, if has_html { &as_written } else { resolve });
    // Within HTML of the article's own, a box more could change what belongs to what.
    let events = if has_html { events } else { mark_addresses(events) };
    let events = wrap_tables(name_headings(events));
    let events = notes::gather(events, back);
    let mut rendered = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut rendered, events.into_iter());
    // A text has none, but `&#7;` makes one.
    rendered.retain(|c| !is_forbidden_control(c));
    // An opening is sanitised in any case: the cut may have left a tag open.
    let is_trusted = options.html == RawHtml::Trust && portion == Portion::Whole;
    if has_html {
        let html = if is_trusted { rendered } else { SANITISER.clean(&rendered).to_string() };
        return Html { html: addresses::resolved(&html, resolve).into_owned(), is_cut };
    }
    Html { html: rendered, is_cut }
}

/// The events of a text, links as written, for other forms than HTML; and whether an opening left something out.
///
/// HTML that stands in the text is none of them: it comes as the events of what a page would show of it, whatever
/// `options` say of HTML.
pub(crate) fn events(text: &str, options: Markdown, portion: Portion) -> (Vec<Event<'_>>, bool) {
    let (mut events, has_html) = parse(text, Markdown { html: RawHtml::Sanitise, ..options });
    let is_cut = match portion {
        Portion::Whole => false,
        Portion::Opening(words) => opening::cut(&mut events, words),
    };
    (if has_html { shown::events(events, &SANITISER) } else { events }, is_cut)
}

/// The events of a text, and whether HTML stands in it.
fn parse(text: &str, options: Markdown) -> (Vec<Event<'_>>, bool) {
    let mut events: Vec<Event<'_>> = Parser::new_ext(text, parser_options(options)).collect();
    let has_html = events.iter().any(|event| matches!(event, Event::Html(_) | Event::InlineHtml(_)));
    if has_html && options.html == RawHtml::Sanitise && html_depth(&events) > DEEPEST {
        show_html_as_text(&mut events);
    }
    (events, has_html)
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

/// Gives each heading an id from its words, and keeps the first level for the page's own headline. Of what a heading
/// says of itself, id and classes stay: any other attribute could be a script.
fn name_headings(mut events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut taken = BTreeSet::new();
    // How often each name was wanted: many headings may have the same words.
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
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
        if let Event::Start(Tag::Heading { level, id, attrs, .. }) = &mut events[at] {
            *level = (*level).max(HeadingLevel::H2);
            attrs.clear();
            let base = id.as_ref().map_or_else(|| crate::slugs::slugify(&words), ToString::to_string);
            let base = if base.is_empty() { "section".to_owned() } else { base };
            let next = numbers.entry(base.clone()).or_insert(1_usize);
            let mut name = if *next == 1 { base.clone() } else { format!("{base}-{next}") };
            *next += 1;
            while !taken.insert(name.clone()) {
                name = format!("{base}-{next}");
                *next += 1;
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

/// Puts each link whose words are its address into a box of its own: paper needs the address once.
fn mark_addresses(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut marked = Vec::with_capacity(events.len());
    // Where the last link begins, what it leads to and, as far as they are that, its words.
    let mut open: Option<(usize, String, String)> = None;
    for event in events {
        let ends = matches!(event, Event::End(TagEnd::Link));
        match (&event, &mut open) {
            (Event::Start(Tag::Link { dest_url, .. }), _) => {
                open = Some((marked.len(), dest_url.to_string(), String::new()));
            }
            (Event::Text(text), Some((_, _, words))) => words.push_str(text),
            (Event::End(TagEnd::Link), _) => {}
            _ => open = None,
        }
        marked.push(event);
        if ends
            && let Some((start, address, words)) = open.take()
            && words == address
            && address.starts_with("http")
        {
            marked.insert(start, Event::InlineHtml("<span class=\"url\">".into()));
            marked.push(Event::InlineHtml("</span>".into()));
        }
    }
    marked
}

/// HTML of an article that is nested deeper is shown as it was written: the sanitiser's time grows with the square of it.
const DEEPEST: usize = 400;

/// How deep the HTML that stands in a text is nested, if nothing is closed by itself.
fn html_depth(events: &[Event<'_>]) -> usize {
    const VOID: [&str; 7] = ["br", "hr", "img", "wbr", "input", "col", "source"];
    let (mut depth, mut deepest) = (0_usize, 0);
    for event in events {
        let (Event::Html(html) | Event::InlineHtml(html)) = event else { continue };
        for tag in html.split('<').skip(1) {
            let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
            if tag.starts_with('/') {
                depth = depth.saturating_sub(1);
            } else if !name.is_empty() && !VOID.contains(&name.to_ascii_lowercase().as_str()) {
                depth += 1;
                deepest = deepest.max(depth);
            }
        }
    }
    deepest
}

fn show_html_as_text(events: &mut [Event<'_>]) {
    for event in events {
        if let Event::Html(html) | Event::InlineHtml(html) = event {
            *event = Event::Text(std::mem::replace(html, "".into()));
        }
    }
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
        // What is printed beside a link on paper stands in its words already.
        let bare = "<p>See <span class=\"url\"><a href=\"https://e.example/a_b?c&amp;d\">https://e.example/a_b?c&amp;d</a></span>.</p>\n";
        assert_eq!(whole("See <https://e.example/a_b?c&d>.\n"), bare);
        assert_eq!(whole("See [https://e.example/a_b?c&d](https://e.example/a_b?c&d).\n"), bare);
        assert_eq!(whole("See <i>it</i> at <https://e.example/> or <w@x.example>.\n").matches("span").count(), 0);
        assert_eq!(whole("<w@x.example>\n").matches("span").count(), 0);
        assert_eq!(whole("[*https://e.example/*](https://e.example/)\n").matches("span").count(), 0);
        assert!(whole("|a|\n|-|\n|b|\n").starts_with("<div class=\"table\" tabindex=\"0\"><table>"));
        assert_eq!(whole("# One\n\n## One\n"), "<h2 id=\"one\">One</h2>\n<h2 id=\"one-2\">One</h2>\n");
        assert_eq!(whole("## Two {#own}\n"), "<h2 id=\"own\">Two</h2>\n");
        assert_eq!(whole("## A {.c onclick=x() style=a}\n"), "<h2 id=\"a\" class=\"c\">A</h2>\n");
        assert_eq!(whole("a&#7;&#x9b;b&#10;"), "<p>ab\n</p>\n");
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
    fn shows_html_that_is_nested_too_deep_as_text() {
        let html = whole(&"<div>\n".repeat(500));
        assert!(html.contains("&lt;div&gt;") && !html.contains("<div>"), "{html:.200}");
        assert!(whole(&"a<br>".repeat(1000)).contains("<br>"));
        assert!(whole(&"<b>a</b> ".repeat(1000)).contains("<b>"));
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
    fn resolves_addresses_in_html_as_those_of_markdown() {
        let resolve = |written: &str| match written {
            "gone.md" => None,
            written if written.starts_with(['#', 'h']) => Some(written.to_owned()),
            written => Some(format!("/d/{}", written.trim_start_matches('/'))),
        };
        let as_html = |text: &str, html| render(text, Markdown { html, ..PLAIN }, Portion::Whole, "", &resolve).html;
        for (text, expected) in [
            ("<img src=\"a.png\"> ![](b.png)", "<p><img src=\"/d/a.png\"> <img src=\"/d/b.png\" alt=\"\"></p>\n"),
            ("<a href=\"/x/\">1</a> [2](/y/)", "<p><a href=\"/d/x/\">1</a> <a href=\"/d/y/\">2</a></p>\n"),
            (
                "<a href=\"#x\">1</a> [2](https://e.example/?a&b)",
                "<p><a href=\"#x\">1</a> <a href=\"https://e.example/?a&amp;b\">2</a></p>\n",
            ),
            ("<a href=\"gone.md\">1</a> [2](gone.md)", "<p><a>1</a> 2</p>\n"),
            ("<b>1</b> [2](<ş b.md>)", "<p><b>1</b> <a href=\"/d/%C5%9F%20b.md\">2</a></p>\n"),
        ] {
            assert_eq!(as_html(text, RawHtml::Sanitise), expected);
            assert_eq!(as_html(text, RawHtml::Trust).replace(" />", ">"), expected);
        }
        let script = "<a href=\"javascript:x()\">1</a>";
        assert_eq!(as_html(script, RawHtml::Sanitise), "<p><a>1</a></p>\n");
        assert_eq!(as_html(script, RawHtml::Trust), format!("<p>{script}</p>\n"));
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
        assert_eq!(opening("a `b c d` e", 2).html, "<p>a b …</p>\n");
        assert_eq!(opening("<p>a b c</p>\n", 60), Html { html: String::new(), is_cut: true });
        assert_eq!(opening("a <b>b c</b> d\n\n<p>e f</p>\n\ng h", 60).html, "<p>a <b>b c</b> …</p>\n");
        let trusting = Markdown { html: RawHtml::Trust, ..PLAIN };
        let cut = render("a <b>b c</b> d", trusting, Portion::Opening(60), "", &|_| None);
        assert_eq!(cut.html, "<p>a <b>b …</b></p><b>\n</b>");
    }
}
