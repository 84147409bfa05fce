//! The text that a page gives in its JSON-LD, as a guide to the text that it shows.

use std::collections::BTreeSet;

use super::block::{Block, Line, Span, Style};
use super::markdown;

/// Texts shorter than this many words are summaries.
const SHORT: usize = 40;

/// The article's blocks in the light of its text in JSON-LD: `found` if it has that text, else what of the `whole`
/// page has it, else that text itself.
pub(super) fn settle(found: Vec<Block>, body: Option<&str>, whole: impl FnOnce() -> Vec<Block>) -> Vec<Block> {
    let Some(body) = body.filter(|body| body.split_whitespace().count() >= SHORT) else { return found };
    let wanted = shingles(body);
    let cover = |blocks: &[Block]| {
        let have = shingles(&markdown::text(blocks).join(" "));
        have.intersection(&wanted).count() * 10 / wanted.len().max(1)
    };
    if cover(&found) >= 6 {
        return found;
    }
    let shown = part_of(whole(), &wanted);
    if cover(&shown) >= 6 {
        return shown;
    }
    paragraphs(body)
}

/// From the first block that belongs to the text to the last.
fn part_of(blocks: Vec<Block>, wanted: &BTreeSet<[String; 3]>) -> Vec<Block> {
    let belongs = |block: &Block| {
        let have = shingles(&markdown::text(std::slice::from_ref(block)).join(" "));
        !have.is_empty() && have.intersection(wanted).count() * 10 >= have.len() * 7
    };
    let (Some(first), Some(last)) = (blocks.iter().position(belongs), blocks.iter().rposition(belongs)) else {
        return Vec::new();
    };
    blocks.into_iter().take(last + 1).skip(first).collect()
}

fn paragraphs(text: &str) -> Vec<Block> {
    text.lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .map(|text| Block::Paragraph(Line { spans: vec![Span { text, style: Style::default() }] }))
        .collect()
}

fn shingles(text: &str) -> BTreeSet<[String; 3]> {
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    words.windows(3).filter_map(|three| <[String; 3]>::try_from(three.to_vec()).ok()).collect()
}
