//! Takes out of an article what lines say: the title once more, bylines, links to other stories, notices.

use super::block::{Block, Line};
use super::furniture::{self, Said};
use super::markdown;

/// What was left out.
#[derive(Debug, Default)]
pub(super) struct Trimmed {
    pub(super) removed: Vec<String>,
    /// a wall for subscribers or a notice of cookies stood there
    pub(super) wall: bool,
}

/// How much of a text is taken for furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Care {
    /// a page: links that stand alone lead to other stories
    Page,
    /// a feed or a mail: everything may be content
    Fragment,
}

/// Trims an article. `titles` are all wordings of its title, `authors` those who wrote it.
pub(super) fn trim(blocks: &mut Vec<Block>, titles: &[String], authors: &[String], care: Care) -> Trimmed {
    let mut trimmed = Trimmed::default();
    opening(blocks, titles, authors);
    let plain = blocks.iter().filter(|block| matches!(block, Block::Paragraph(line) if !is_pointer(line))).count();
    let pointers_go = care == Care::Page && plain >= 2;
    let mut kept: Vec<Block> = Vec::new();
    let mut below_head = false;
    for block in std::mem::take(blocks) {
        let links_below = below_head && is_links(&block);
        let verdict = match &block {
            Block::Paragraph(line) | Block::Heading(_, line) => furniture::said(&line.text()),
            Block::List { .. } => list_says(&block, care),
            _ => None,
        };
        let pointer = pointers_go && matches!(&block, Block::Paragraph(line) if is_pointer(line));
        below_head = links_below || verdict == Some(Said::ListHead);
        trimmed.wall |= verdict == Some(Said::Wall);
        if links_below || verdict.is_some() || pointer {
            trimmed.note(&block);
        } else {
            kept.push(block);
        }
    }
    ending(&mut kept, authors, &mut trimmed);
    *blocks = without_empty_sections(kept);
    trimmed
}

impl Trimmed {
    fn note(&mut self, block: &Block) {
        let text = markdown::text(std::slice::from_ref(block)).join(" ");
        if text.chars().any(char::is_alphanumeric) {
            self.removed.push(text);
        }
    }
}

/// Title, byline and date above the text are known already.
fn opening(blocks: &mut Vec<Block>, titles: &[String], authors: &[String]) {
    let mut looked = 0;
    let mut at = 0;
    while looked < 5 {
        looked += 1;
        let Some(Block::Paragraph(line) | Block::Heading(_, line)) = blocks.get(at) else { break };
        let text = line.text();
        if titles.iter().any(|title| same_words(title, &text)) || is_signature(&text, authors) || is_date_line(&text) {
            blocks.remove(at);
        } else {
            at += 1;
        }
    }
}

fn same_words(one: &str, other: &str) -> bool {
    let words =
        |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    words(one) == words(other)
}

/// "By A and B", or the names alone.
fn is_signature(text: &str, authors: &[String]) -> bool {
    let names = furniture::byline(text);
    let named = |text: &str| {
        let left = authors.iter().fold(text.to_owned(), |left, author| left.replace(author.as_str(), ""));
        left.len() < text.len() && left.split_whitespace().count() <= 6
    };
    text.len() < 150
        && (named(text) || names.is_some_and(|names| names.split_whitespace().count() <= 8 && !text.ends_with('.')))
}

/// A day and a time, with a few words such as "Updated", and no sentence.
fn is_date_line(text: &str) -> bool {
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).collect();
    let year = numbers.iter().any(|number| number.len() == 4 && (number.starts_with("19") || number.starts_with("20")));
    year && numbers.len() >= 2
        && text.len() <= 90
        && text.split_whitespace().count() <= 12
        && !text.ends_with(['.', '!', '?', '"', '”'])
}

/// Signatures and addresses below the text.
fn ending(blocks: &mut Vec<Block>, authors: &[String], trimmed: &mut Trimmed) {
    for _ in 0..4 {
        let Some(Block::Paragraph(line) | Block::Heading(_, line)) = blocks.last() else { break };
        let text = line.text();
        let count = text.split_whitespace().count();
        let about = authors.iter().any(|author| {
            text.strip_prefix(author.as_str()).is_some_and(|rest| {
                [" is ", " was ", " has ", " covers ", " reports ", " can be reached", " writes "]
                    .iter()
                    .any(|verb| rest.starts_with(verb))
            })
        });
        let contact = count <= 15 && text.split_whitespace().any(|word| word.contains('@') && word.len() > 2)
            || (count <= 15 && text.to_lowercase().starts_with("follow ") && text.to_lowercase().contains("twitter"));
        let signed = count <= 12 && is_signature(&text, authors) || about && count <= 80;
        if !(signed || contact) {
            break;
        }
        if let Some(block) = blocks.pop() {
            trimmed.note(&block);
        }
    }
}

/// A paragraph that is a link to somewhere else and no sentence.
fn is_pointer(line: &Line) -> bool {
    let (all, linked) = line.linked();
    let text = line.text();
    let count = text.split_whitespace().count();
    linked > 0
        && linked * 10 >= all * 6
        && (2..=18).contains(&count)
        && !text.trim_end().ends_with(['.', '!', ',', ':', ';', '”', '"'])
}

fn is_links(block: &Block) -> bool {
    match block {
        Block::Paragraph(line) | Block::Heading(_, line) => {
            let (all, linked) = line.linked();
            all > 0 && linked * 10 >= all * 7
        }
        Block::List { items, .. } => items.iter().all(|item| item.iter().all(is_links)),
        _ => false,
    }
}

/// A list is furniture where each of its items is.
fn list_says(block: &Block, care: Care) -> Option<Said> {
    let Block::List { items, .. } = block else { return None };
    let mut said = None;
    let mut all = true;
    for item in items {
        for part in item {
            let Block::Paragraph(line) = part else { return None };
            match furniture::said(&line.text()) {
                Some(what) => said = Some(what),
                None => all = false,
            }
        }
    }
    if all {
        return said;
    }
    let linked = care == Care::Page
        && items.iter().all(|item| matches!(item.as_slice(), [Block::Paragraph(line)] if is_pointer(line)));
    linked.then_some(Said::Line)
}

/// A heading with nothing below it, at the end, was that of something taken out.
fn without_empty_sections(mut blocks: Vec<Block>) -> Vec<Block> {
    while matches!(blocks.last(), Some(Block::Heading(..))) && blocks.len() > 1 {
        blocks.pop();
    }
    blocks
}
