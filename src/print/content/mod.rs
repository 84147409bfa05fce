//! The text of an article as data: blocks and inlines, from Markdown. What sets it sees values and runs nothing.
//!
//! Of HTML that stands in an article it has what a page shows (`markdown::events`). Nesting is bounded: what is deeper
//! stands at the deepest level that there is.

mod notes;
mod read;
#[cfg(test)]
mod words;

use pulldown_cmark::Event;
use serde::Serialize;

/// A block of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "t", rename_all = "lowercase")]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// Its words.
        c: Vec<Inline>,
    },
    /// A heading inside the text.
    Heading {
        /// From 1, without gaps: never more than one deeper than the heading before it.
        level: usize,
        /// Its words.
        c: Vec<Inline>,
    },
    /// A list.
    List {
        /// The first number, for a list that is numbered.
        start: Option<u64>,
        /// The blocks of each item.
        items: Vec<Vec<Block>>,
    },
    /// A quotation.
    Quote {
        /// What is quoted.
        c: Vec<Block>,
    },
    /// A table.
    Table {
        /// Of each column: `left`, `center`, `right`, or `auto`.
        align: Vec<&'static str>,
        /// The cells of the first row.
        head: Vec<Vec<Inline>>,
        /// The cells of the others, as many as the first row has.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// Lines that keep their shape.
    Code {
        /// Without the last line end.
        text: String,
    },
    /// Terms with what they mean.
    Terms {
        /// In order.
        items: Vec<Term>,
    },
    /// A break of thought.
    Rule,
}

/// A term of a list of terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Term {
    /// The term.
    pub term: Vec<Inline>,
    /// What it means.
    pub c: Vec<Block>,
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "t", rename_all = "lowercase")]
pub enum Inline {
    /// `*words*`.
    Emph {
        /// The words.
        c: Vec<Inline>,
    },
    /// `**words**`.
    Strong {
        /// The words.
        c: Vec<Inline>,
    },
    /// `~~words~~`.
    Strike {
        /// The words.
        c: Vec<Inline>,
    },
    /// Words above the line, as an exponent.
    Super {
        /// The words.
        c: Vec<Inline>,
    },
    /// Words below the line, as an index.
    Sub {
        /// The words.
        c: Vec<Inline>,
    },
    /// A link.
    Link {
        /// The whole address.
        url: String,
        /// The words.
        c: Vec<Inline>,
    },
    /// Words that keep their shape.
    #[serde(rename = "mono")]
    Code {
        /// The words.
        text: String,
    },
    /// A line that ends here.
    Break,
    /// A picture.
    Image {
        /// The address on the site of the file, without the base's path; none where it is not the site's.
        file: Option<String>,
        /// As written.
        written: String,
        /// What stands for it; empty where it only decorates.
        alt: String,
    },
    /// A note.
    Note {
        /// From 1, in the order of the text.
        n: usize,
        /// What it says; none where the note was called before.
        c: Option<Vec<Block>>,
    },
    /// Words.
    #[serde(untagged)]
    Text(String),
}

/// Where the links and pictures of a text lead.
pub trait Resolve {
    /// The whole address of a link; none keeps the words and drops the link.
    fn link(&self, written: &str) -> Option<String>;
    /// The address on the site of a picture.
    fn image(&self, written: &str) -> Option<String>;
}

/// The blocks of a text.
///
/// Linear in the number of events.
pub fn blocks(events: Vec<Event<'_>>, resolve: &dyn Resolve) -> Vec<Block> {
    let (mut blocks, calls) = read::read(events, resolve);
    notes::place(&mut blocks, calls);
    notes::close_gaps(&mut blocks);
    blocks
}

/// The text of inlines, without their form.
pub fn plain(inlines: &[Inline]) -> String {
    let mut text = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(words) | Inline::Code { text: words } => text.push_str(words),
            Inline::Emph { c }
            | Inline::Strong { c }
            | Inline::Strike { c }
            | Inline::Super { c }
            | Inline::Sub { c }
            | Inline::Link { c, .. } => {
                text.push_str(&plain(c));
            }
            Inline::Break => text.push(' '),
            Inline::Image { alt, .. } => text.push_str(alt),
            Inline::Note { .. } => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::read::DEEPEST_BLOCK;
    use super::*;
    use crate::article::markdown::{self, Portion};
    use crate::config::{Markdown, Punctuation, RawHtml};

    struct AsWritten;

    impl Resolve for AsWritten {
        fn link(&self, written: &str) -> Option<String> {
            (!written.starts_with("javascript:")).then(|| written.to_owned())
        }
        fn image(&self, written: &str) -> Option<String> {
            (!written.contains(':')).then(|| format!("/articles/{written}"))
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let options = Markdown { punctuation: Punctuation::AsWritten, html: RawHtml::Sanitise };
        let (events, _) = markdown::events(text, options, Portion::Whole);
        assert_eq!(serde_json::to_string(&blocks(events, &AsWritten)).unwrap(), expected);
    }

    #[test]
    fn keeps_the_form_of_a_text() {
        check(
            "a *b* **c** ~~d~~ `e`\nf\\\ng",
            r#"[{"t":"paragraph","c":["a ",{"t":"emph","c":["b"]}," ",{"t":"strong","c":["c"]}," ",{"t":"strike","c":["d"]}," ",{"t":"mono","text":"e"}," f",{"t":"break"},"g"]}]"#,
        );
        check(
            "1. a\n   - b\n2. c\n",
            r#"[{"t":"list","start":1,"items":[[{"t":"paragraph","c":["a"]},{"t":"list","start":null,"items":[[{"t":"paragraph","c":["b"]}]]}],[{"t":"paragraph","c":["c"]}]]}]"#,
        );
        check(
            "|a|b|\n|-|-:|\n|1|2|\n",
            r#"[{"t":"table","align":["auto","right"],"head":[["a"],["b"]],"rows":[[["1"],["2"]]]}]"#,
        );
        check(
            "> q\n\n```\nx\n y\n```\n\n---\n\nt\n: m\n",
            r#"[{"t":"quote","c":[{"t":"paragraph","c":["q"]}]},{"t":"code","text":"x\n y"},{"t":"rule"},{"t":"terms","items":[{"term":["t"],"c":[{"t":"paragraph","c":["m"]}]}]}]"#,
        );
    }

    #[test]
    fn resolves_links_and_pictures() {
        check(
            "[a](https://x.example/) [b](javascript:x) ![map](m.svg) ![far](https://x.example/f.png)",
            r#"[{"t":"paragraph","c":[{"t":"link","url":"https://x.example/","c":["a"]}," b ",{"t":"image","file":"/articles/m.svg","written":"m.svg","alt":"map"}," ",{"t":"image","file":null,"written":"https://x.example/f.png","alt":"far"}]}]"#,
        );
    }

    #[test]
    fn numbers_notes_in_the_order_of_the_text() {
        check(
            "a[^y] b[^x] c[^y]\n\n[^x]: one[^y]\n[^y]: two\n",
            r#"[{"t":"paragraph","c":["a",{"t":"note","n":1,"c":[{"t":"paragraph","c":["two"]}]}," b",{"t":"note","n":2,"c":[{"t":"paragraph","c":["one",{"t":"note","n":1,"c":null}]}]}," c",{"t":"note","n":1,"c":null}]}]"#,
        );
    }

    #[test]
    fn reads_of_html_what_a_page_shows() {
        check(
            "a<br>b <b>c</b> <script>d()</script>e",
            r#"[{"t":"paragraph","c":["a",{"t":"break"},"b ",{"t":"strong","c":["c"]}," e"]}]"#,
        );
        check(
            "<div onclick=\"x\">\nwords &amp; <!-- x > -->more\n<script>\nf()\n</script>\n</div>\n",
            r#"[{"t":"paragraph","c":["words & more"]}]"#,
        );
        check("say <scripture>a *b*", r#"[{"t":"paragraph","c":["say a ",{"t":"emph","c":["b"]}]}]"#);
        check("<div>below < 5\nand more</div>\n", r#"[{"t":"paragraph","c":["below < 5 and more"]}]"#);
        check(
            "<b>\n\n- *a*\n\n</b>\n\n<ul>b<li>c</ul>\n",
            r#"[{"t":"list","start":null,"items":[[{"t":"paragraph","c":[{"t":"strong","c":[{"t":"emph","c":["a"]}]}]}]]},{"t":"list","start":null,"items":[[{"t":"paragraph","c":["b"]}],[{"t":"paragraph","c":["c"]}]]}]"#,
        );
        check(
            "<table><caption>t</caption><tr><th>a<td align=right><p>b<p>c</table>\n\n<a href=\"https://x.example/\">d</a>[^1] [e](m.md)\n\n[^1]: f\n",
            r#"[{"t":"paragraph","c":["t"]},{"t":"table","align":["auto","right"],"head":[],"rows":[[["a"],["b c"]]]},{"t":"paragraph","c":[{"t":"link","url":"https://x.example/","c":["d"]},{"t":"note","n":1,"c":[{"t":"paragraph","c":["f"]}]}," ",{"t":"link","url":"m.md","c":["e"]}]}]"#,
        );
    }

    #[test]
    fn html_keeps_what_it_means() {
        check(
            "10<sup>6</sup> H<sub>2</sub>O",
            r#"[{"t":"paragraph","c":["10",{"t":"super","c":["6"]}," H",{"t":"sub","c":["2"]},"O"]}]"#,
        );
        check(
            "<table><tr><td colspan=2 rowspan=2>a<td>b</tr><tr><td rowspan=9>c</tr><tr><td>d<td>e</tr><tr><td colspan=99>f</tr></table>",
            r#"[{"t":"table","align":["auto","auto","auto"],"head":[],"rows":[[["a"],[],["b"]],[[],[],["c"]],[["d"],["e"],[]],[["f"],[],[]]]}]"#,
        );
        check(
            "<ol><li value=3>a<li>b<li value=9>c</ol>",
            r#"[{"t":"list","start":3,"items":[[{"t":"paragraph","c":["a"]}],[{"t":"paragraph","c":["b"]}]]},{"t":"list","start":9,"items":[[{"t":"paragraph","c":["c"]}]]}]"#,
        );
        check(
            "<pre>a\n b</pre>\n\n<table><tr><td><pre>c\n d</pre></table>\n\n|e[^1]|\n|-|\n\n[^1]: f\n",
            r#"[{"t":"code","text":"a\n b"},{"t":"table","align":["auto"],"head":[],"rows":[[["c",{"t":"break"},"d"]]]},{"t":"table","align":["auto"],"head":[["e",{"t":"note","n":1,"c":[{"t":"paragraph","c":["f"]}]}]],"rows":[]}]"#,
        );
    }

    #[test]
    fn a_table_of_cells_that_reach_far_stays_small() {
        let cells = "<td colspan=1000 rowspan=1000>x".repeat(50);
        let text = format!("<table>{}</table>", format!("<tr>{cells}</tr>").repeat(50));
        let options = Markdown { punctuation: Punctuation::AsWritten, html: RawHtml::Sanitise };
        let (events, _) = markdown::events(&text, options, Portion::Whole);
        let json = serde_json::to_string(&blocks(events, &AsWritten)).unwrap();
        assert!(json.matches('x').count() == 2500 && json.len() < 100_000, "{}", json.len());
    }

    #[test]
    fn headings_without_words_are_none_and_those_of_notes_are_words() {
        check(
            "#\n\n# \u{200b}\n\n# ![](m.svg)\n\na",
            r#"[{"t":"paragraph","c":[{"t":"image","file":"/articles/m.svg","written":"m.svg","alt":""}]},{"t":"paragraph","c":["a"]}]"#,
        );
        check(
            "a[^1]\n\n[^1]: b\n\n    ## c\n",
            r#"[{"t":"paragraph","c":["a",{"t":"note","n":1,"c":[{"t":"paragraph","c":["b"]},{"t":"paragraph","c":[{"t":"strong","c":["c"]}]}]}]}]"#,
        );
    }

    #[test]
    fn a_note_of_a_note_is_called_beside_it() {
        check(
            "a[^1] b[^3]\n\n[^1]: c[^2]\n[^2]: d[^1]\n[^3]: e\n",
            "[{\"t\":\"paragraph\",\"c\":[\"a\",{\"t\":\"note\",\"n\":1,\"c\":[{\"t\":\"paragraph\",\"c\":[\"c\",{\"t\":\"note\",\"n\":2,\"c\":null}]}]},\"\u{202f}\",{\"t\":\"note\",\"n\":2,\"c\":[{\"t\":\"paragraph\",\"c\":[\"d\",{\"t\":\"note\",\"n\":1,\"c\":null}]}]},\" b\",{\"t\":\"note\",\"n\":3,\"c\":[{\"t\":\"paragraph\",\"c\":[\"e\"]}]}]}]",
        );
    }

    #[test]
    fn closes_gaps_between_headings() {
        check(
            "#### a\n\n# b\n\n### c\n",
            r#"[{"t":"heading","level":1,"c":["a"]},{"t":"heading","level":1,"c":["b"]},{"t":"heading","level":2,"c":["c"]}]"#,
        );
    }

    #[test]
    fn bounds_nesting_and_loses_no_words() {
        let deep: String = (0..40).map(|depth| format!("{}- w{depth}\n", "  ".repeat(depth))).collect();
        let options = Markdown { punctuation: Punctuation::AsWritten, html: RawHtml::Sanitise };
        let (events, _) = markdown::events(&deep, options, Portion::Whole);
        let json = serde_json::to_string(&blocks(events, &AsWritten)).unwrap();
        assert!(json.matches("list").count() <= DEEPEST_BLOCK, "{json}");
        for depth in 0..40 {
            assert!(json.contains(&format!("w{depth}")), "w{depth}: {json}");
        }
    }
}
