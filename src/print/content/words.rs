//! Whatever Markdown and HTML are mixed, what is set has the words of the page, each as often.

use proptest::prelude::*;
use serde_json::Value;

use super::{Resolve, blocks};
use crate::article::markdown::{self, Portion};
use crate::config::{Markdown, Punctuation, RawHtml};

struct AsWritten;

impl Resolve for AsWritten {
    fn link(&self, written: &str) -> Option<String> {
        Some(written.to_owned())
    }
    fn image(&self, _: &str) -> Option<String> {
        None
    }
}

/// Pieces of texts; each `W` becomes a word that stands nowhere else.
fn text() -> impl Strategy<Value = String> {
    const TAGS: &[&str] = &[
        "b",
        "i",
        "p",
        "div",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "tr",
        "th",
        "td",
        "thead",
        "h1",
        "h3",
        "pre",
        "code",
        "a href=x",
        "blockquote",
        "span",
        "section",
        "section class=footnotes",
        "sup class=footnote-ref",
        "q",
        "hr",
        "br",
        "style",
        "SCRIPT",
        "scripture",
        "styled",
        "textarea",
        "title",
        "svg",
        "select",
        "option",
        "iframe",
        "!-- x --",
        "img src=x",
        "details",
        "center",
    ];
    let tag = (proptest::sample::select(TAGS), 0..4).prop_map(|(tag, kind)| match kind {
        0 | 1 => format!("<{tag}>"),
        2 => format!("</{}>", tag.split(' ').next().unwrap_or("")),
        _ => format!("\n\n<{tag}>\n"),
    });
    let markdown = proptest::sample::select(
        &[
            "W",
            "W ",
            " W\n",
            "\n\nW",
            "\n\n# W",
            "\n\n#\n\n",
            "\n- W",
            "\n  - W",
            "\n\n1. W",
            "\n\n> W",
            "*W*",
            "**W",
            "**",
            "`W`",
            "~~W~~",
            "[W](https://x.example/W)",
            "![](W.png)",
            "W[^1]",
            "[^2]",
            "\n\n[^1]: W[^2]\n",
            "\n\n[^2]: W\n",
            "\n\n[^3]: W\n",
            "\n\n| W | W |\n|---|---|\n| W[^2] |\n\n",
            "\n\n    W\n",
            "\n\n```\nW\n```\n",
            "\n\nW\n: W\n",
            "\n\n---\n\n",
            " < W",
            "&lt;W&amp;",
            "<W@x.example>",
            "\\\n",
            "<!--",
            "-->",
            "&#7;W",
        ][..],
    );
    let piece = prop_oneof![2 => tag, 3 => markdown.prop_map(str::to_owned)];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| {
        let text = pieces.concat();
        let mut numbered = String::new();
        for (at, part) in text.split('W').enumerate() {
            if at > 0 {
                numbered += &format!("word{at}x");
            }
            numbered += part;
        }
        numbered
    })
}

/// What is set of a value, without spaces.
fn words(value: &Value, words: &mut String) {
    match value {
        Value::String(text) => words.extend(text.chars().filter(|letter| !letter.is_whitespace())),
        Value::Array(items) => items.iter().for_each(|item| self::words(item, words)),
        Value::Object(fields) => {
            let set = fields.iter().filter(|(key, _)| !["t", "url", "alt", "written"].contains(&key.as_str()));
            set.for_each(|(_, field)| self::words(field, words));
        }
        _ => {}
    }
}

fn is_the_same(text: &str, html: RawHtml) -> Result<(), TestCaseError> {
    let options = Markdown { punctuation: Punctuation::AsWritten, html };
    let page = Markdown { html: RawHtml::Sanitise, ..options };
    let page = markdown::render(text, page, Portion::Whole, "", &|written| Some(written.to_owned())).html;
    let page: String = ammonia::Builder::empty().clean(&page).to_string().split_whitespace().collect();
    let (events, _) = markdown::events(text, options, Portion::Whole);
    let mut set = String::new();
    words(&serde_json::to_value(blocks(events, &AsWritten)).unwrap_or_default(), &mut set);
    for at in 1..=text.matches("word").count() {
        let word = format!("word{at}x");
        let (on_page, on_paper) = (page.matches(&word).count(), set.matches(&word).count());
        prop_assert_eq!(on_page, on_paper, "{} in {:?}\npage: {}\nset: {}", word, text, page, set);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_set_has_the_words_of_the_page(text in text()) {
        is_the_same(&text, RawHtml::Sanitise)?;
        is_the_same(&text, RawHtml::Trust)?;
    }
}
