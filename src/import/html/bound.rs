//! Parsing in linear time and memory, whatever the page. html5ever does what the standard says, and the standard is
//! quadratic for elements that are never closed, for formatting that is opened again in every paragraph, and for tags
//! with thousands of attributes. Browsers set limits for the same reason; these are far above any real page's needs.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::LocalName;
use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::{TokenizerResult, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};

use super::dom::{Dom, Handle, Sink};
use super::names;

/// Elements deeper than this stand beside each other instead, as in browsers (there 512).
const DEEPEST: usize = 200;
/// Formatting elements that may be open at once.
const MOST_FORMATTING: usize = 12;
/// Tags are passed over once the page has so many nodes; their text is kept.
const MOST_NODES: usize = 300_000;
/// Characters of a tag that are read as attributes without counting them.
const LONG_TAG: usize = 2_000;
/// Attributes of a tag of more than [`LONG_TAG`] bytes.
const MOST_ATTRIBUTES: usize = 200;

/// Parses a page.
pub(super) fn parse(html: &str) -> Dom {
    parse_within(html, MOST_NODES)
}

fn parse_within(html: &str, most_nodes: usize) -> Dom {
    let html = without_long_tags(html);
    let builder = TreeBuilder::new(Sink::new(), TreeBuilderOpts { drop_doctype: true, ..TreeBuilderOpts::default() });
    let tokenizer = Tokenizer::new(Bounded::new(builder, most_nodes), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(&html));
    // It stops at each script and at each mention of an encoding. Neither matters.
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.builder.sink.finish()
}

/// Passes tokens on to the tree builder, but for tags past the limits.
struct Bounded {
    builder: TreeBuilder<Handle, Sink>,
    /// what is open, in the main as the tree builder sees it
    open: RefCell<Vec<LocalName>>,
    /// names of start tags that were passed over and whose end tags are still to come
    passed: RefCell<Vec<LocalName>>,
    formatting: Cell<usize>,
    most_nodes: usize,
    reading: Cell<Reading>,
}

/// What the tokenizer reads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    Markup,
    /// the raw text of an element, such as a script: its end tag is all that comes but text, and the tree builder
    /// must see it
    Raw,
}

#[derive(PartialEq, Eq)]
enum Verdict {
    Keep,
    Pass,
}

impl Bounded {
    fn new(builder: TreeBuilder<Handle, Sink>, most_nodes: usize) -> Self {
        Self {
            builder,
            open: RefCell::default(),
            passed: RefCell::default(),
            formatting: Cell::new(0),
            most_nodes,
            reading: Cell::new(Reading::Markup),
        }
    }

    fn judge(&self, tag: &Tag) -> Verdict {
        match tag.kind {
            TagKind::StartTag => self.start(tag),
            TagKind::EndTag => self.end_of(&tag.name),
        }
    }

    fn start(&self, tag: &Tag) -> Verdict {
        // The tokenizer reads on by what the tree builder says of these. In drawings and formulas they are elements
        // as any.
        if names::is_raw(&tag.name) && !self.builder.adjusted_current_node_present_but_not_in_html_namespace() {
            return Verdict::Keep;
        }
        if self.builder.sink.size() > self.most_nodes {
            return Verdict::Pass;
        }
        if names::is_void(&tag.name) {
            return Verdict::Keep;
        }
        let mut open = self.open.borrow_mut();
        close_implied(&mut open, &tag.name);
        let formatting = names::is_formatting(&tag.name);
        if open.len() >= DEEPEST || (formatting && self.formatting.get() >= MOST_FORMATTING) {
            let mut passed = self.passed.borrow_mut();
            if passed.len() < 2 * DEEPEST {
                passed.push(tag.name.clone());
            }
            return Verdict::Pass;
        }
        if formatting && !(&*tag.name == "a" && open.contains(&tag.name)) {
            self.formatting.set(self.formatting.get() + 1);
        }
        open.push(tag.name.clone());
        Verdict::Keep
    }

    fn end_of(&self, name: &LocalName) -> Verdict {
        let mut passed = self.passed.borrow_mut();
        if let Some(at) = passed.iter().rposition(|other| other == name) {
            passed.remove(at);
            return Verdict::Pass;
        }
        if names::is_formatting(name) {
            self.formatting.set(self.formatting.get().saturating_sub(1));
        }
        let mut open = self.open.borrow_mut();
        if let Some(at) = open.iter().rposition(|other| other == name) {
            open.truncate(at);
            Verdict::Keep
        } else if self.builder.sink.size() > self.most_nodes {
            // "</p>" with nothing to close makes an element.
            Verdict::Pass
        } else {
            Verdict::Keep
        }
    }
}

impl TokenSink for Bounded {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        if let Token::TagToken(tag) = &token
            && self.reading.replace(Reading::Markup) == Reading::Markup
            && self.judge(tag) == Verdict::Pass
        {
            return TokenSinkResult::Continue;
        }
        let result = self.builder.process_token(token, line);
        if matches!(result, TokenSinkResult::RawData(_)) {
            self.reading.set(Reading::Raw);
        }
        result
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Closes what the start of an element closes by itself: rows and cells, items, paragraphs.
fn close_implied(open: &mut Vec<LocalName>, name: &str) {
    let (closes, within): (&[&str], &[&str]) = match name {
        "li" => (&["li"], &["ul", "ol", "menu", "dir"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl"]),
        "td" | "th" => (&["td", "th"], &["tr", "table"]),
        "tr" => (&["tr"], &["table"]),
        "tbody" | "thead" | "tfoot" => (&["tbody", "thead", "tfoot"], &["table"]),
        "option" | "optgroup" => (&["option"], &["select"]),
        name if names::is_block(name) => (&["p"], &["td", "th", "table", "button", "li", "div"]),
        _ => return,
    };
    for (at, other) in open.iter().enumerate().rev() {
        if closes.contains(&&**other) {
            open.truncate(at);
            return;
        }
        if within.contains(&&**other) {
            return;
        }
    }
}

/// The page with every tag cut after its first [`MOST_ATTRIBUTES`] attributes: html5ever compares each attribute with all
/// before it. What is in scripts, styles and comments is left alone.
fn without_long_tags(html: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = html.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + found;
        let rest = html.get(start + 1..).unwrap_or_default();
        if rest.starts_with("!--") {
            at = rest.find("-->").map_or(html.len(), |end| start + 1 + end + 3);
            continue;
        }
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            at = start + 1;
            continue;
        }
        let tag = measure(rest.as_bytes());
        let end = start + 1 + tag.length;
        if tag.length > LONG_TAG
            && let Some(cut) = tag.cut
        {
            kept.push_str(html.get(copied..start + 1 + cut).unwrap_or_default());
            copied = end;
        }
        at = end;
        for raw in ["script", "style"] {
            if starts_with_name(rest, raw) {
                at = end_of_raw(html, end, raw);
            }
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    kept.push_str(html.get(copied..).unwrap_or_default());
    Cow::Owned(kept)
}

struct Measured {
    /// bytes up to the closing sign, exclusive
    length: usize,
    /// where the first attribute too many begins
    cut: Option<usize>,
}

/// Reads a tag from behind its opening sign.
fn measure(tag: &[u8]) -> Measured {
    let (mut quote, mut attributes, mut cut) = (None, 0, None);
    let mut before = b' ';
    for (at, &byte) in tag.iter().enumerate() {
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => continue,
            None if byte == b'>' => return Measured { length: at, cut },
            None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(byte),
            None if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/' | b'=')
                && matches!(before, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/' | b'"' | b'\'') =>
            {
                attributes += 1;
                if attributes > MOST_ATTRIBUTES && cut.is_none() {
                    cut = Some(at);
                }
            }
            None => {}
        }
        if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c') || before != b'=' {
            before = byte;
        }
    }
    Measured { length: tag.len(), cut }
}

fn starts_with_name(tag: &str, name: &str) -> bool {
    tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        && !tag.get(name.len()..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-'))
}

/// Where the end tag of a raw element begins that starts at `from`.
fn end_of_raw(html: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = html.get(at..).and_then(|rest| rest.find("</")) {
        at += found + 2;
        if html.get(at..).is_some_and(|rest| starts_with_name(rest, name)) {
            return at - 2;
        }
    }
    html.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::import::html::dom::ROOT;

    #[test]
    fn a_tag_loses_only_what_is_too_much() {
        let many: String = (0..10_000).map(|n| format!(" a{n}=\"x > {n}\"")).collect();
        let dom = parse(&format!("<p{many}>one <b>two</b></p><p title=\"a > b\">three</p>"));
        assert_eq!(dom.words(ROOT, 100), "one two three");
        assert_eq!(dom.inside(ROOT).filter(|id| dom.name(*id) == "b").count(), 1);
        let script = format!("<script>var a = '<p{many}>'</script><!-- <p{many}> -->x");
        assert!(matches!(without_long_tags(&script), Cow::Borrowed(_)));
    }

    #[test]
    fn nothing_stops_the_reading() {
        let dom = parse("<meta charset=ascii>one<script>two</script><meta charset='x'> three");
        assert_eq!(dom.inside(ROOT).filter(|id| dom.name(*id) == "meta").count(), 2);
        assert!(dom.words(ROOT, 100).ends_with("three"));
    }

    #[test]
    fn depth_is_bounded_and_text_kept() {
        let deep = format!("{}deep{}after", "<div>".repeat(5000), "</div>".repeat(5000));
        let dom = parse(&deep);
        assert_eq!(dom.words(ROOT, 100), "deep after");
        let depth = dom.inside(ROOT).map(|id| dom.ancestors(id).count()).max();
        assert!(depth.is_some_and(|depth| depth < 2 * DEEPEST), "{depth:?}");
    }

    #[test]
    fn tags_that_close_each_other_are_not_deep() {
        let rows: String = (0..1000).map(|n| format!("<tr><td>{n}<td><p>b<p>c")).collect();
        let items: String = (0..1000).map(|n| format!("<li>{n} <i>x</i>")).collect();
        let dom = parse(&format!("<table>{rows}</table><ul>{items}</ul>"));
        assert_eq!(dom.inside(ROOT).filter(|id| dom.name(*id) == "tr").count(), 1000);
        assert_eq!(dom.inside(ROOT).filter(|id| dom.name(*id) == "li").count(), 1000);
        assert_eq!(dom.inside(ROOT).filter(|id| dom.name(*id) == "i").count(), 1000);
    }

    #[test]
    fn raw_text_beyond_the_bounds_is_read_to_its_end() {
        let deep = format!("<body>{}<noscript>{}<noscript>a</noscript> <p>b", "<div>".repeat(200), "</div>".repeat(10));
        assert_eq!(
            parse(&deep).words(ROOT, 100),
            "</div></div></div></div></div></div></div></div></div></div><noscript>a b"
        );
        let many = format!("{}<script></script><script></script><p>b", "<br>".repeat(MOST_NODES + 1));
        assert_eq!(parse(&many).words(ROOT, 100), "b");
    }

    #[test]
    fn raw_elements_of_a_drawing_are_not_deep() {
        let dom = parse(&format!("<svg>{}</svg><p>after", "<style>".repeat(5000)));
        let depth = dom.inside(ROOT).map(|id| dom.ancestors(id).count()).max();
        assert!(depth.is_some_and(|depth| depth < 2 * DEEPEST), "{depth:?}");
        assert!(dom.words(ROOT, 100).ends_with("after"));
    }

    fn piece() -> impl Strategy<Value = String> {
        let names = "script style noscript textarea title xmp iframe noembed noframes template svg math select table b \
                     option p div desc foreignObject mi head plaintext";
        let name = prop::sample::select(names.split_whitespace().collect::<Vec<_>>());
        (name, 0..8u8).prop_map(|(name, kind)| match kind {
            0..=3 => format!("<{name}>"),
            4..=5 => format!("</{name}>"),
            6 => format!("<{name}/>"),
            _ => "a\0 <!-- ".to_owned(),
        })
    }

    proptest! {
        #[test]
        fn every_soup_of_raw_tags_is_read(
            pieces in prop::collection::vec(piece(), 0..40),
            start in prop::sample::select(vec!["", "<div>", "<b>", "<svg>", "<select>", "<br>"]),
            count in prop::sample::select(vec![0, 1, 250]),
            most_nodes in prop::sample::select(vec![4, 30, MOST_NODES]),
        ) {
            let html = format!("{}{}", start.repeat(count), pieces.concat());
            // Whatever opens raw text is closed here; only "plaintext" never ends.
            let closed = format!("{html}</script></style></noscript></textarea></title></xmp></iframe></noembed></noframes>\
                                  --></template></svg></select>lastword");
            parse_within(&html, most_nodes);
            let dom = parse_within(&closed, most_nodes);
            let whole: String = dom.inside(ROOT).filter_map(|id| dom.text(id)).collect();
            prop_assert!(whole.contains("lastword") || html.contains("template"), "{closed}");
        }
    }
}
