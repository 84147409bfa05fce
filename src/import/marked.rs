//! Paragraphs that are Markdown already: clippings, and bulletins that were written in it. Links, emphasis, lists and
//! quotations are kept; everything else is text, so that no HTML and no address but a web or mail one comes to life.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream};

use super::markdown::{begins_entity, line_start_mark};

/// A text in both its forms.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Marked {
    /// the paragraphs without marks; a link is its label
    pub(super) plain: Vec<String>,
    /// the whole as Markdown
    pub(super) markdown: String,
}

/// Which marks of Markdown in a text are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    /// All of them, where some link or some bold text is; else each is an accident, and stands for itself.
    MayBe,
    /// All of them: whoever made the lines escaped what is none.
    #[cfg(feature = "formats")]
    Meant,
    /// Those of headings.
    #[cfg(feature = "formats")]
    OfHeadings,
}

impl Marks {
    /// Whether whoever made the lines escaped what is no mark.
    fn are_meant(self) -> bool {
        match self {
            #[cfg(feature = "formats")]
            Marks::Meant => true,
            #[cfg(feature = "formats")]
            Marks::OfHeadings => false,
            Marks::MayBe => false,
        }
    }
}

/// Reads paragraphs that are meant as Markdown; nothing where they are not. `headings` are the places of paragraphs that
/// lost the mark of a heading.
pub(super) fn read(paragraphs: &[String], headings: &BTreeSet<usize>, marks: Marks) -> Option<Marked> {
    match marks {
        Marks::MayBe if !paragraphs.iter().any(|paragraph| is_meant(paragraph)) => return None,
        #[cfg(feature = "formats")]
        Marks::OfHeadings => return (!headings.is_empty()).then(|| headed(paragraphs, headings)),
        _ => {}
    }
    let mut marked = Marked { plain: Vec::new(), markdown: String::new() };
    let mut last = Kind::Text;
    let tables = tables(paragraphs, marks);
    for (place, paragraph) in paragraphs.iter().enumerate() {
        let mut read = match tables.get(place).copied().flatten() {
            Some(row) => table_row(paragraph, row),
            None => block_with_notes(paragraph, marks),
        };
        if headings.contains(&place) && read.kind == Kind::Text {
            read.markdown.insert_str(0, "## ");
        }
        if read.plain.is_empty() {
            continue;
        }
        if !marked.markdown.is_empty() {
            marked.markdown.push_str(match (last, read.kind) {
                (Kind::Entry, Kind::Entry) => "\n",
                (Kind::Quote, Kind::Quote) => "\n>\n",
                (Kind::Row, Kind::Row) => "\n",
                _ => "\n\n",
            });
        }
        marked.markdown.push_str(&read.markdown);
        marked.plain.push(read.plain);
        last = read.kind;
    }
    (!marked.plain.is_empty()).then_some(marked)
}

/// Paragraphs of plain text between headings.
#[cfg(feature = "formats")]
fn headed(paragraphs: &[String], headings: &BTreeSet<usize>) -> Marked {
    let of = |(place, paragraph): (usize, &String)| {
        let escaped = super::markdown::body(std::slice::from_ref(paragraph));
        if headings.contains(&place) { format!("## {escaped}") } else { escaped }
    };
    let markdown: Vec<String> = paragraphs.iter().enumerate().map(of).collect();
    Marked { plain: paragraphs.to_vec(), markdown: markdown.join("\n\n") }
}

/// Whether a paragraph has a mark that nobody makes by accident.
fn is_meant(paragraph: &str) -> bool {
    if !(paragraph.contains("](http") || paragraph.contains("](<http") || paragraph.contains("**")) {
        return false;
    }
    Parser::new(paragraph).any(|event| match event {
        Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, .. }) => is_open(&dest_url),
        Event::Start(Tag::Strong) => true,
        _ => false,
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Entry,
    Quote,
    /// of a table
    Row,
}

/// The row of a table that a paragraph is.
#[derive(Debug, Clone, Copy)]
struct Row {
    columns: usize,
    is_head: bool,
}

/// Which paragraphs are rows of tables: two or more of them in a row have cells between bars. Only where whoever made
/// them escaped the bars of words.
fn tables(paragraphs: &[String], marks: Marks) -> Vec<Option<Row>> {
    let counts: Vec<usize> =
        paragraphs.iter().map(|paragraph| if marks.are_meant() { cells(paragraph).len() } else { 1 }).collect();
    let mut rows = Vec::with_capacity(counts.len());
    for run in counts.chunk_by(|one, next| (*one > 1) == (*next > 1)) {
        let columns = run.iter().copied().max().unwrap_or_default();
        let is_table = columns > 1 && run.len() > 1;
        rows.extend((0..run.len()).map(|at| is_table.then_some(Row { columns, is_head: at == 0 })));
    }
    rows
}

/// The parts of a paragraph between bars that are not escaped.
fn cells(paragraph: &str) -> Vec<&str> {
    let mut cells = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (at, c) in paragraph.char_indices() {
        if c == '|' && !escaped {
            cells.push(paragraph.get(start..at).unwrap_or_default().trim());
            start = at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    cells.push(paragraph.get(start..).unwrap_or_default().trim());
    cells
}

fn table_row(paragraph: &str, row: Row) -> Block {
    let mut found = Block { kind: Kind::Row, plain: String::new(), markdown: "|".to_owned() };
    let mut plain = Vec::new();
    let cells = cells(paragraph);
    for at in 0..row.columns {
        // A mark at the start of a cell begins no list.
        let text = cells.get(at).copied().unwrap_or_default();
        let read = block(&format!("\u{200b}{text}"));
        let words = |text: &str| text.trim_matches(['\u{200b}', ' ']).to_owned();
        found.markdown.push_str(&format!(" {} |", words(&read.markdown)));
        plain.push(words(&read.plain));
    }
    if row.is_head {
        found.markdown.push_str(&format!("\n|{}", " --- |".repeat(row.columns)));
    }
    found.plain = plain.into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" | ");
    found
}

/// What stands around the number of a note while its paragraph is parsed.
const NOTE: [char; 2] = ['\u{e000}', '\u{e001}'];

/// A paragraph with the numbers of its notes, where whoever made it escaped the brackets of words; a note is told by the
/// number at its start.
fn block_with_notes(paragraph: &str, marks: Marks) -> Block {
    if !marks.are_meant() || !paragraph.contains("[^") {
        return block(paragraph);
    }
    let mut text = String::with_capacity(paragraph.len());
    let mut rest = paragraph;
    while let Some((before, after)) = rest.split_once("[^") {
        text.extend(before.chars().filter(|c| !NOTE.contains(c)));
        let number = after
            .split_once(']')
            .filter(|(number, _)| (1..=6).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit()));
        match number.filter(|_| !before.ends_with('\\')) {
            Some((number, next)) => {
                text.extend([NOTE[0]]);
                text.push_str(number);
                text.extend([NOTE[1]]);
                rest = next;
            }
            None => {
                text.push_str("[^");
                rest = after;
            }
        }
    }
    text.extend(rest.chars().filter(|c| !NOTE.contains(c)));
    let mut read = block(&text);
    read.markdown = read.markdown.replace(NOTE[0], "[^").replace(NOTE[1], "]");
    let mut plain = String::with_capacity(read.plain.len());
    for (at, part) in read.plain.split(NOTE[0]).enumerate() {
        plain.push_str(if at == 0 { part } else { part.split_once(NOTE[1]).map_or(part, |(_, words)| words) });
    }
    read.plain = plain.strip_prefix(": ").unwrap_or(&plain).to_owned();
    read
}

struct Block {
    kind: Kind,
    plain: String,
    markdown: String,
}

/// One paragraph: its first mark tells whether it is an entry of a list or a quotation; further ones of that sort are text
/// of it.
fn block(paragraph: &str) -> Block {
    let mut block = Block { kind: Kind::Text, plain: String::new(), markdown: String::new() };
    // The number of the list that the next entry is of.
    let mut number = None;
    let mut open: Vec<Option<String>> = Vec::new();
    let mut hidden = 0_usize;
    let exclaimed = super::clipped::exclaimed(paragraph);
    for event in TextMergeStream::new(Parser::new_ext(&exclaimed, Options::ENABLE_STRIKETHROUGH)) {
        match event {
            Event::Start(Tag::Image { .. }) => hidden += 1,
            Event::End(TagEnd::Image) => hidden = hidden.saturating_sub(1),
            _ if hidden > 0 => {}
            Event::Start(Tag::List(start)) => number = start,
            Event::Start(Tag::Item) => block.open(Kind::Entry, &number.map_or("- ".to_owned(), |n| format!("{n}. "))),
            Event::Start(Tag::BlockQuote(_)) => block.open(Kind::Quote, "> "),
            Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) => block.markdown.push_str("**"),
            Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis) => block.markdown.push('*'),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let target = is_open(&dest_url).then(|| dest_url.to_string());
                if target.is_some() {
                    // An exclamation mark before a link would make a picture of it.
                    if block.markdown.ends_with('!') {
                        block.markdown.pop();
                        block.markdown.push_str("\\!");
                    }
                    block.markdown.push('[');
                }
                open.push(target);
            }
            Event::End(TagEnd::Link) => {
                if let Some(target) = open.pop().flatten() {
                    block.markdown.push_str("](");
                    block.markdown.push_str(&address(&target));
                    block.markdown.push(')');
                }
            }
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => block.text(&text),
            Event::SoftBreak | Event::HardBreak => block.text(" "),
            Event::Rule => block.text("—"),
            _ => {}
        }
    }
    block.plain = block.plain.split_whitespace().collect::<Vec<_>>().join(" ");
    block.markdown.truncate(block.markdown.trim_end().len());
    block
}

impl Block {
    fn open(&mut self, kind: Kind, mark: &str) {
        if self.markdown.is_empty() {
            self.kind = kind;
            self.markdown.push_str(mark);
        }
    }

    fn text(&mut self, text: &str) {
        let start = if self.plain.is_empty() { line_start_mark(text) } else { None };
        self.plain.push_str(text);
        let mut before = self.markdown.chars().last().unwrap_or(' ');
        for (at, c) in text.char_indices() {
            let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
            let inside = before.is_alphanumeric() && rest.chars().next().is_some_and(char::is_alphanumeric);
            let escaped = Some(at) == start
                || matches!(c, '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '|')
                || (c == '_' && !inside)
                || (c == '&' && begins_entity(rest));
            if escaped {
                self.markdown.push('\\');
            }
            self.markdown.push(if c.is_control() { ' ' } else { c });
            before = c;
        }
    }
}

/// Whether a link may lead there.
fn is_open(target: &str) -> bool {
    let start: String = target.chars().take(8).flat_map(char::to_lowercase).collect();
    ["http://", "https://", "mailto:"].iter().any(|scheme| start.starts_with(scheme))
}

/// An address that is one word and holds none of the signs of Markdown or HTML.
fn address(target: &str) -> String {
    let mut address = String::with_capacity(target.len());
    for c in target.chars() {
        match c {
            ' ' => address.push_str("%20"),
            '(' => address.push_str("%28"),
            ')' => address.push_str("%29"),
            '<' => address.push_str("%3C"),
            '>' => address.push_str("%3E"),
            '"' => address.push_str("%22"),
            '\\' => address.push_str("%5C"),
            '&' => address.push('&'),
            c if c.is_control() => {}
            c => address.push(c),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marked(paragraphs: &[&str]) -> Option<String> {
        let owned: Vec<String> = paragraphs.iter().map(|text| (*text).to_owned()).collect();
        read(&owned, &BTreeSet::new(), Marks::MayBe).map(|marked| marked.markdown)
    }

    #[test]
    fn marks_that_are_meant_are_kept() {
        for (paragraphs, markdown) in [
            (
                &["A **bold** word and an [accord](https://x.example/a_(b)?c=d&e) *here*."][..],
                "A **bold** word and an [accord](https://x.example/a_%28b%29?c=d&e) *here*.",
            ),
            (
                &["**It holds:**", "- a [vault](https://x.example)", "- two *halls*", "1. One", "> Said.", "> More."],
                "**It holds:**\n\n- a [vault](https://x.example)\n- two *halls*\n1. One\n\n> Said.\n>\n> More.",
            ),
            (
                &[
                    "A **b** <b onclick=x>c</b> [d](javascript:alert(1)) [e] snake_case 2 * 3 ![f](https://x.example/f.png)",
                ],
                "A **b** \\<b onclick=x>c\\</b> d \\[e\\] snake_case 2 \\* 3",
            ),
        ] {
            assert_eq!(marked(paragraphs).as_deref(), Some(markdown));
        }
        let owned = ["What is next".to_owned(), "It is **open**.".to_owned()];
        let read = read(&owned, &BTreeSet::from([0]), Marks::MayBe).unwrap();
        assert_eq!(read.markdown, "## What is next\n\nIt is **open**.");
        assert_eq!(read.plain, ["What is next", "It is open."]);
    }

    #[test]
    fn an_exclamation_makes_no_picture() {
        assert_eq!(
            marked(&["Wow![link](https://x.example/a) it **is**."]).as_deref(),
            Some("Wow\\![link](https://x.example/a) it **is**.")
        );
    }

    #[test]
    fn marks_that_are_accidents_are_none() {
        for text in ["a *b* _c_ 2 * 3", "[x](y) and [sic]", "- a", "> b", "** a **", "2**3", ""] {
            assert_eq!(marked(&[text]), None, "{text}");
        }
    }

    proptest! {
        /// What is written shows the plain text and holds no HTML and no other link.
        #[test]
        fn what_is_written_is_tame(text in "([a-c*_\\[\\]()<>!&;`~#>|\\\\ -]|\\]\\(https://x\\.example|\\]\\(javascript:|<b>|!\\[){0,40}") {
            let own = [format!("**b** {text}")];
            if let Some(marked) = read(&own, &BTreeSet::new(), Marks::MayBe) {
                let mut shown = String::new();
                for event in Parser::new(&marked.markdown) {
                    match event {
                        Event::Text(text) | Event::Code(text) => shown.push_str(&text),
                        Event::Html(html) | Event::InlineHtml(html) => prop_assert!(false, "{} in {}", html, marked.markdown),
                        Event::Start(Tag::Link { dest_url, .. }) => prop_assert!(is_open(&dest_url), "{}", marked.markdown),
                        Event::Start(Tag::Image { .. }) => prop_assert!(false, "{}", marked.markdown),
                        _ => {}
                    }
                }
                let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
                prop_assert_eq!(letters(&shown), letters(&marked.plain.join("")), "{}", marked.markdown);
            }
        }
    }
}
