//! Takes out of an article what lines say: the title once more, bylines, links to other stories, notices.

use super::block::{Block, Line};
use super::comments::{self, Head};
use super::cut;
use super::furniture::{self, Said};
use super::markdown;
use super::opening;

/// What was left out.
#[derive(Debug, Default)]
pub(super) struct Trimmed {
    pub(super) removed: Vec<String>,
    /// what a wall for subscribers says that stood there
    pub(super) wall: Option<Wall>,
}

/// A wall that a text breaks off at, or stands beside.
#[derive(Debug)]
pub(super) struct Wall {
    pub(super) words: String,
    /// long paragraphs of the text behind it
    pub(super) behind: usize,
}

/// How much of a text is taken for furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Care {
    /// a page: links that stand alone lead to other stories
    Page,
    /// a feed or a note: everything may be content
    Fragment,
    /// the same of a mail, in which "Read more" is the way to the article
    Mail,
}

/// Trims an article. `titles` are all wordings of its title, `authors` those who wrote it.
pub(super) fn trim(blocks: &mut Vec<Block>, titles: &[String], authors: &[String], care: Care) -> Trimmed {
    let mut trimmed = Trimmed::default();
    if care == Care::Page {
        opening(blocks, titles, authors, &mut trimmed);
    }
    let plain = blocks.iter().filter(|block| matches!(block, Block::Paragraph(line) if !is_pointer(line))).count();
    let pointers_go = care == Care::Page && plain >= 2;
    let mut kept: Vec<Block> = Vec::new();
    let mut below_head = false;
    let foot = Foot::of(blocks);
    let mut texts = 0;
    let mut rest = std::mem::take(blocks).into_iter().enumerate();
    while let Some((place, mut block)) = rest.next() {
        if care == Care::Page && texts > 0 && foot.is_head_of_comments(place, &block) {
            std::iter::once(block).chain(rest.map(|(_, block)| block)).for_each(|block| trimmed.note(&block));
            break;
        }
        if care == Care::Mail && matches!(&block, Block::Paragraph(line) if cut::is_call(line)) {
            below_head = false;
            kept.push(block);
            continue;
        }
        // In a mail a heading that is a link begins an article.
        let heads = care != Care::Page && matches!(block, Block::Heading(..));
        let links_below = below_head && !heads && is_links(&block);
        let mut verdict = match &block {
            Block::Paragraph(line) | Block::Heading(_, line) => furniture::said(&line.text()),
            Block::List { .. } => list_says(&block, care),
            _ => None,
        };
        let pointer = pointers_go && matches!(&block, Block::Paragraph(line) if is_pointer(line));
        below_head = links_below || verdict == Some(Said::ListHead);
        if verdict.is_none() && count(&block) >= opening::TEXT {
            texts += 1;
            trimmed.wall.iter_mut().for_each(|wall| wall.behind += 1);
        }
        if care == Care::Page
            && (verdict == Some(Said::Wall) || verdict.is_none() && place >= foot.last_text)
            && let Block::Paragraph(line) = &mut block
            && let Some(wall) = cut::take_wall(line)
        {
            trimmed.meet(&wall);
            trimmed.removed.push(wall);
            verdict = None;
        } else if verdict == Some(Said::Wall) {
            trimmed.meet(&markdown::text(std::slice::from_ref(&block)).join(" "));
        }
        if links_below || verdict.is_some() || pointer {
            // "More news:" goes with the links that it announces.
            if (links_below || pointer || matches!(block, Block::List { .. })) && kept.last().is_some_and(announces) {
                kept.pop().iter().for_each(|block| trimmed.note(block));
            }
            trimmed.note(&block);
        } else {
            kept.push(block);
        }
    }
    if care == Care::Page {
        ending(&mut kept, authors, &mut trimmed);
        pull_quotes(&mut kept, &mut trimmed);
    }
    empty_sections(&mut kept, &mut trimmed);
    *blocks = kept;
    trimmed
}

/// Where the text of an article ends at the latest.
struct Foot {
    /// place of the last paragraph with the words of a text
    last_text: usize,
    /// place of the last one that is longer than comments are
    last_long: usize,
    blocks: usize,
}

impl Foot {
    fn of(blocks: &[Block]) -> Self {
        const LONG: usize = 60;
        let last = |least| blocks.iter().rposition(|block| count(block) >= least).unwrap_or_default();
        Self { last_text: last(opening::TEXT), last_long: last(LONG), blocks: blocks.len() }
    }

    fn is_head_of_comments(&self, place: usize, block: &Block) -> bool {
        let (Block::Paragraph(line) | Block::Heading(_, line)) = block else { return false };
        let text = line.text();
        if text.len() > 80 {
            return false;
        }
        match comments::head(furniture::fold(&text).trim()) {
            Some(_) if matches!(block, Block::Heading(..)) => true,
            // The number of comments stands among buttons too.
            Some(Head::Counted) => place + 1 < self.blocks && self.last_long <= place,
            _ => false,
        }
    }
}

/// Words of a paragraph.
fn count(block: &Block) -> usize {
    match block {
        Block::Paragraph(line) => line.text().split_whitespace().count(),
        _ => 0,
    }
}

impl Trimmed {
    /// Notes a wall; the first is told.
    fn meet(&mut self, words: &str) {
        self.wall.get_or_insert_with(|| Wall { words: words.to_owned(), behind: 0 });
    }

    fn note(&mut self, block: &Block) {
        let text = markdown::text(std::slice::from_ref(block)).join(" ");
        if text.chars().any(char::is_alphanumeric) {
            self.removed.push(text);
        }
    }
}

/// Title, byline and date above the text are known already; a byline that named no author is told.
fn opening(blocks: &mut Vec<Block>, titles: &[String], authors: &[String], trimmed: &mut Trimmed) {
    let mut at = 0;
    let mut texts = 0;
    for _ in 0..7 {
        let Some(Block::Paragraph(line) | Block::Heading(_, line)) = blocks.get(at) else { break };
        let text = line.text();
        let is_title = titles.iter().any(|title| same_words(title, &text));
        if is_title {
            // The section stands above the headline.
            let above = blocks.drain(..at).collect::<Vec<_>>();
            let (sections, others): (Vec<Block>, Vec<Block>) = above.into_iter().partition(is_section);
            sections.iter().for_each(|block| trimmed.note(block));
            at = others.len();
            blocks.splice(0..0, others);
        }
        let dated = is_date_line(&text) || opening::is_dated(&text);
        if is_title || is_signature(&text, authors) || texts < 2 && dated {
            let unknown =
                furniture::byline(&text).is_some() && !authors.iter().any(|author| text.contains(author.as_str()));
            let block = blocks.remove(at);
            if unknown {
                trimmed.note(&block);
            }
        } else {
            // A summary may stand above the date; a date below more is one of the text.
            texts += usize::from(text.split_whitespace().count() >= opening::TEXT);
            at += 1;
        }
    }
}

/// A few words that are no sentence.
fn is_section(block: &Block) -> bool {
    let (Block::Paragraph(line) | Block::Heading(_, line)) = block else { return false };
    let text = line.text();
    text.split_whitespace().count() <= 4 && !text.trim_end().ends_with(['.', '!', '?', ':', '…', '”', '"'])
}

fn same_words(one: &str, other: &str) -> bool {
    squeezed(one) == squeezed(other)
}

/// Letters and digits alone, in lower case.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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
pub(super) fn is_date_line(text: &str) -> bool {
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
        let about = about || is_biography(&text);
        let dated = is_date_line(&text);
        let signed = dated || count <= 12 && is_signature(&text, authors) || about && count <= 80;
        if !(signed || contact) {
            break;
        }
        if let Some(block) = blocks.pop() {
            trimmed.note(&block);
        }
    }
}

/// "Name Surname is a reporter for …", below the text.
fn is_biography(text: &str) -> bool {
    const TRADES: [&str; 24] = [
        "reporter",
        "correspondent",
        "journalist",
        "columnist",
        "editor",
        "writer",
        "producer",
        "contributor",
        "freelance",
        "fellow",
        "professor",
        "lecturer",
        "analyst",
        "researcher",
        "blogger",
        "author",
        "yazar",
        "yazarı",
        "muhabir",
        "muhabiri",
        "gazeteci",
        "journaliste",
        "politólogo",
        "periodista",
    ];
    let words: Vec<&str> = text.split_whitespace().take(16).collect();
    let Some(verb) =
        words.iter().position(|word| matches!(word.to_lowercase().as_str(), "is" | "was" | "es" | "est" | "covers"))
    else {
        return false;
    };
    let name = words.get(..verb).unwrap_or_default();
    (2..=5).contains(&name.len())
        && name.iter().all(|word| word.chars().next().is_some_and(char::is_uppercase))
        && words.iter().skip(verb).any(|word| {
            let word: String = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
            word == "covers" || TRADES.contains(&word.as_str())
        })
}

/// A paragraph that is a link to somewhere else and no sentence of the text.
fn is_pointer(line: &Line) -> bool {
    let (all, linked) = line.linked();
    let text = line.text();
    let text = text.trim();
    let count = text.split_whitespace().count();
    let sentence = text.ends_with(['.', '!', ',', ':', ';', '”', '"']);
    let bracketed = linked > 0 && text.starts_with('[') && text.ends_with(']') && count <= 30;
    let link_alone = linked * 20 >= all * 19 && count <= 10;
    let mostly_link = linked * 10 >= all * 6 && count <= 18 && !sentence;
    bracketed || (linked > 0 && count >= 2 && (link_alone || mostly_link))
}

/// A short line that ends with a colon.
fn announces(block: &Block) -> bool {
    let (Block::Paragraph(line) | Block::Heading(_, line)) = block else { return false };
    let text = line.text();
    text.ends_with(':') && text.split_whitespace().count() <= 6
}

/// Sentences of the text that are set a second time, larger.
fn pull_quotes(blocks: &mut Vec<Block>, trimmed: &mut Trimmed) {
    // Each line is looked for in all others.
    const MOST: usize = 300;
    if blocks.len() > MOST {
        return;
    }
    let lines: Vec<String> = blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(line) => squeezed(&line.text()),
            Block::Quote(inner) => squeezed(&markdown::text(inner).join(" ")),
            _ => String::new(),
        })
        .collect();
    let mut at = 0;
    let mut announced = false;
    blocks.retain(|block| {
        let own = lines.get(at).map_or("", String::as_str);
        at += 1;
        let quoted = std::mem::replace(&mut announced, ends_with_colon(block)) || is_excerpt(block);
        let twice = !quoted
            && (25..=300).contains(&own.len())
            && lines.iter().any(|line| line.len() > own.len() + 10 && line.contains(own));
        if twice {
            trimmed.note(block);
        }
        !twice
    });
}

/// What stands below such a line is quoted by the text.
fn ends_with_colon(block: &Block) -> bool {
    matches!(block, Block::Paragraph(line) if line.text().trim_end().ends_with(':'))
}

/// A quotation that begins or ends with an ellipsis: a text looks again at a part of one that it has given.
fn is_excerpt(block: &Block) -> bool {
    let text = markdown::text(std::slice::from_ref(block)).join(" ");
    let inner = text.trim().trim_matches(['"', '“', '”', '«', '»', '„', '‘', '’', '\'']).trim();
    inner.len() < text.trim().len() && ["…", "..."].iter().any(|dots| inner.starts_with(dots) || inner.ends_with(dots))
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
fn empty_sections(blocks: &mut Vec<Block>, trimmed: &mut Trimmed) {
    while matches!(blocks.last(), Some(Block::Heading(..))) && blocks.len() > 1 {
        blocks.pop().iter().for_each(|block| trimmed.note(block));
    }
}
