//! The Markdown of a fragment.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::super::{fragment, page};

fn markdown(html: &str) -> String {
    fragment(html).markdown
}

/// What a page of the site shows of the Markdown, white space and cell borders left out; panics on HTML and images.
fn shown(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut shown = String::new();
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(text) | Event::Code(text) => shown.push_str(&text),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let good = ["http://", "https://", "mailto:"].iter().any(|scheme| dest_url.starts_with(scheme));
                assert!(good, "{dest_url} in {markdown}");
            }
            Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::Image { .. } | Tag::HtmlBlock) => {
                panic!("HTML or an image in {markdown}")
            }
            Event::FootnoteReference(_) | Event::Rule | Event::Start(Tag::FootnoteDefinition(_)) => {
                panic!("a note or a rule in {markdown}")
            }
            Event::End(TagEnd::Paragraph) => shown.push('\n'),
            _ => {}
        }
    }
    bare(&shown)
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '|').collect()
}

fn check(html: &str) {
    let fragment = fragment(html);
    assert_eq!(shown(&fragment.markdown), bare(&fragment.text.join("\n")), "{html}\n---\n{}", fragment.markdown);
}

#[test]
fn inline_marks() {
    for (html, expected) in [
        ("<p>one <b>two</b> <i>three</i></p>", "one **two** *three*"),
        ("<p>one<b> two </b>three</p>", "one **two** three"),
        ("<p><b><i>x</i></b> y</p>", "***x*** y"),
        ("<p>un<b>frigging</b>believable</p>", "un**frigging**believable"),
        ("<p>a<b>(b)</b>c</p>", "a(b)c"),
        ("<p><a href='https://a.example/x'>l</a></p>", "[l](https://a.example/x)"),
        ("<p><a href='https://a.example/x(1)'>l <b>m</b></a>.</p>", "[l **m**](<https://a.example/x(1)>)."),
        ("<p><a href='javascript:alert(1)'>l</a> <a href='#top'>m</a> <a href='/x'>n</a></p>", "l m n"),
        ("<p><a href='mailto:desk@a.example'>mail</a></p>", "[mail](mailto:desk@a.example)"),
        ("<p>See [1] and <a href='https://a.example/'>[2]</a></p>", "See \\[1\\] and [\\[2\\]](https://a.example/)"),
        ("<p>word<sup><a href='#fn1'>1</a></sup>, 10 m<sup>2</sup></p>", "word[1], 10 m2"),
        ("<p>a<br>b</p><p>c<br><br>d</p>", "a\\\nb\n\nc\n\nd"),
        ("<p>use <code>a|b `c`</code></p>", "use `` a|b `c` ``"),
        ("<p>was <del>old</del> new</p>", "was ~~old~~ new"),
        ("<p>He said <q>yes</q></p>", "He said “yes”"),
        ("<p>co\u{ad}op\u{200b}eration\u{a0}x \u{fb01}ve e\u{301}</p>", "cooperation x five é"),
        (
            "<p># x</p><p>1. May</p><p>* a * b*</p><p>&lt;b&gt; &amp;copy; 3 &lt; 4</p>",
            "\\# x\n\n1\\. May\n\n\\* a * b\\*\n\n\\<b> \\&copy; 3 < 4",
        ),
        ("x<p>a</p>y", "x\n\na\n\ny"),
    ] {
        assert_eq!(markdown(html), expected, "{html}");
        check(html);
    }
}

#[test]
fn blocks() {
    for (html, expected) in [
        ("<h1>A</h1><p>b</p><h4>C #</h4><p>d</p>", "## A\n\nb\n\n#### C \\#\n\nd"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c"),
        ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
        ("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "- a\n\n  b\n\n- c"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b"),
        ("<blockquote><p>a</p><p>b</p><footer>Who</footer></blockquote>", "> a\n>\n> b\n>\n> Who"),
        ("<pre>a  *b*\n ```\n</pre>", "````\na  *b*\n ```\n````"),
        (
            "<table><tr><th>Year<th>Sum, m</tr><tr><td>2021<td>3|4</tr><tr><td>2022<td><b>5</b></table>",
            "| Year | Sum, m |\n| --- | --- |\n| 2021 | 3\\|4 |\n| 2022 | **5** |",
        ),
        (
            "<table><tr><th>Length<td>12 km</tr><tr><th>Cost<td>3 m</tr></table>",
            "| | |\n| --- | --- |\n| Length | 12 km |\n| Cost | 3 m |",
        ),
        (
            "<table><tr><td colspan=2>a<td>b</tr><tr><td rowspan=2>c<td>d<td>e</tr><tr><td>f<td>g</tr></table>",
            "| | | |\n| --- | --- | --- |\n| a | | b |\n| c | d | e |\n| | f | g |",
        ),
        ("<table><tr><td><h2>A</h2><p>b</p></td></tr><tr><td>c</td></tr></table>", "## A\n\nb\n\nc"),
    ] {
        assert_eq!(markdown(html), expected, "{html}");
        check(html);
    }
}

#[test]
fn what_is_no_text_never_arrives() {
    let html = "<p onclick='x()'>a<script>alert('s')</script><style>p{}</style></p><template><p>t</p></template>\
                <noscript><p>n</p></noscript><p hidden>h</p><div style='display : none'>d</div><p aria-hidden=true>e</p>\
                <svg><text>v</text></svg><iframe src=x>f</iframe><textarea>i</textarea><button>b</button>\
                <p>Text that is long enough to be the greater part of this fragment of a page.</p><!-- c -->";
    let fragment = fragment(html);
    assert_eq!(fragment.text, ["a", "Text that is long enough to be the greater part of this fragment of a page."]);
    assert_eq!(fragment.markdown, fragment.text.join("\n\n"));
    for hostile in [
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
        "<p>&lt;<b>img</b> src=x onerror=y&gt;</p>",
        "<p>&lt;<a href='https://a.example/'>img</a>&gt; a&lt;!-- b --&gt;</p>",
        "<pre>&lt;script&gt;\n```\n&lt;b&gt;</pre>",
        "<p>![x](https://a.example/i.png) !<a href='https://a.example/i.png'>y</a></p>",
        "<a href='https://a.example/&quot;&gt;&lt;b&gt;)(`'>z</a>",
        "<a href=' JaVaScRiPt:x'>z</a><a href='data:text/html,x'>z</a><a href='vbscript:x'>z</a>",
        "<p>[a]: https://a.example/ x</p><p>[^1]: y</p><p>[^1]</p><p>a<br>---</p><p>a<br>: b</p><p>a<br>| - |</p>",
        "<h2>x {#id .c}</h2><h2>#</h2>",
    ] {
        check(hostile);
    }
}

#[test]
fn links_are_made_absolute() {
    let text =
        "A sentence that says at length what the two sides have agreed upon in the talks of this week. ".repeat(4);
    let html = format!(
        "<base href='/news/'><link rel=canonical href='https://www.a.example/2022/x'><article><p>{text}</p><p>{text} \
         <a href='b?c=1&amp;d=2'>next</a> <a href='//c.example/'>other</a></p></article>"
    );
    let page = page(&html);
    assert!(page.markdown.contains("[next](https://www.a.example/news/b?c=1&d=2)"), "{}", page.markdown);
    assert!(page.markdown.contains("[other](https://c.example/)"), "{}", page.markdown);
}

/// Pieces of text that could be taken for markup.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[a-zıİğ]{1,6}",
        2 => Just(" ".to_owned()),
        1 => "[*_`~#>|!\\\\\\[\\]()<&;:=+.{}^$\"'-]{1,4}",
        1 => "[0-9]{1,3}[.)]",
        1 => prop::sample::select(vec!["&copy;", "<b>", "</p>", "<!--", "](", "http://a.example", "[^1]", "---", "```", "é", "🙂", "“", "\u{301}"]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..7).prop_map(|pieces| pieces.concat())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn inline() -> impl Strategy<Value = String> {
    let leaf = text().prop_map(|text| escaped(&text));
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop::collection::vec(
            (inner, prop::sample::select(vec!["", "b", "i", "em", "code", "a", "del", "br", "sup", "span"])),
            1..5,
        )
        .prop_map(|parts| {
            parts
                .into_iter()
                .map(|(inner, tag)| match tag {
                    "" => inner,
                    "br" => format!("{inner}<br>"),
                    "a" => format!("<a href='https://a.example/?q=(*_[{}'>{inner}</a>", inner.len()),
                    tag => format!("<{tag}>{inner}</{tag}>"),
                })
                .collect()
        })
    })
}

fn html() -> impl Strategy<Value = String> {
    let leaf =
        (inline(), prop::sample::select(vec!["p", "h1", "h3", "div", "pre", "td"])).prop_map(
            |(inner, tag)| match tag {
                "td" => {
                    format!("<table><tr><th>{inner}</th><th>b</th></tr><tr><td>c</td><td>{inner}</td></tr></table>")
                }
                tag => format!("<{tag}>{inner}</{tag}>"),
            },
        );
    let nested = leaf.prop_recursive(3, 16, 3, |inner| {
        (prop::collection::vec(inner, 1..4), prop::sample::select(vec!["ul", "ol", "blockquote", "div", "loose"]))
            .prop_map(|(inner, tag)| match tag {
                "ul" | "ol" => {
                    format!("<{tag}>{}</{tag}>", inner.iter().map(|i| format!("<li>{i}</li>")).collect::<String>())
                }
                "loose" => format!("<ul><li>x</li><li>{}</li></ul>", inner.concat()),
                tag => format!("<{tag}>{}</{tag}>", inner.concat()),
            })
    });
    prop::collection::vec(nested, 1..4).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_markdown_shows_the_text(html in html()) {
        check(&html);
    }

    #[test]
    fn anything_can_be_read(html in ".{0,300}") {
        let read = page(&html);
        shown(&read.markdown);
        check(&html);
    }
}
