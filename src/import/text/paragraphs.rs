//! The lines of a block → its paragraphs: wrapped lines are joined, lines that are paragraphs of their own are not.

use std::collections::BTreeSet;

use super::super::decode::Line;
use super::line::{begins_small, ends_sentence, is_list_entry};

/// Lines of hard-wrapped text are not longer, in characters; news lists wrap at 65 to 80 columns.
const WIDEST_WRAPPED: usize = 110;

/// How the lines of a text are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// a line is a paragraph; at least one of them is long
    Long,
    /// wrapped at this column, and blank lines part the paragraphs
    Blocks(usize),
    /// wrapped at this column, or short paragraphs, without blank lines
    Solid(usize),
}

/// The layout of a text.
pub(super) fn layout(lines: &[Line]) -> Layout {
    let (mut longest, mut blocks, mut open) = (0, 0, false);
    let (mut full, mut ended) = (0, 0);
    for line in lines {
        let length = line.text.chars().take(WIDEST_WRAPPED + 1).count();
        if length > WIDEST_WRAPPED && !line.text.contains("://") {
            return Layout::Long;
        }
        longest = longest.max(length);
        full += usize::from(length > 20);
        ended += usize::from(length > 20 && ends_sentence(&line.text));
        // A block of text ends a sentence; addresses and the like do not count.
        if line.text.is_empty() {
            open = false;
        } else if !open && ends_sentence(&line.text) {
            blocks += 1;
            open = true;
        }
    }
    if blocks > 1 {
        Layout::Blocks(longest)
    } else if ended * 10 >= full * 7 {
        // Most lines of wrapped text end in the middle of a sentence.
        Layout::Long
    } else {
        Layout::Solid(longest)
    }
}

/// Words that a hyphen may have cut at a line's end: those that the text has whole elsewhere.
#[derive(Debug, Default)]
pub(super) struct CutWords<'a>(BTreeSet<&'a str>);

/// Collects the words of a text in which lines end in a hyphen.
pub(super) fn cut_words(lines: &[Line]) -> CutWords<'_> {
    if !lines.iter().any(|line| line.text.ends_with('-')) {
        return CutWords::default();
    }
    let words = lines.iter().flat_map(|line| line.text.split(|c: char| !c.is_alphanumeric()));
    CutWords(words.filter(|word| word.len() > 4).collect())
}

impl CutWords<'_> {
    /// Whether "coop-" and "eration" are one word that stands whole elsewhere.
    fn is_cut(&self, before: &str, after: &str) -> bool {
        let letters = |c: char| c.is_alphanumeric();
        let head = before.trim_end_matches('-');
        let start = head
            .rfind(|c| !letters(c))
            .map_or(0, |at| at + head.get(at..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8));
        let end = after.find(|c| !letters(c)).unwrap_or(after.len());
        let whole = head.get(start..).unwrap_or_default().to_owned() + after.get(..end).unwrap_or_default();
        whole.len() <= 60 && self.0.contains(whole.as_str())
    }
}

/// The paragraphs of lines that no blank line parts, each with the number of its first line.
pub(super) fn of_block(block: Vec<(u32, String)>, layout: Layout, words: &CutWords) -> Vec<(u32, String)> {
    // Every line a sentence of its own: a text that was pasted without blank lines.
    let each =
        !matches!(layout, Layout::Blocks(_)) && block.len() > 2 && block.iter().all(|(_, text)| ends_sentence(text));
    let mut paragraphs: Vec<(u32, String)> = Vec::new();
    let mut last_length = 0;
    for (number, text) in block {
        let length = text.chars().count();
        match paragraphs.last_mut() {
            Some((_, paragraph)) if !each && goes_on(paragraph, last_length, &text, layout) => {
                if paragraph.ends_with('-') && begins_small(&text) {
                    if words.is_cut(paragraph, &text) {
                        paragraph.pop();
                    }
                } else {
                    paragraph.push(' ');
                }
                paragraph.push_str(&text);
            }
            _ => paragraphs.push((number, text)),
        }
        last_length = length;
    }
    paragraphs
}

/// Whether a line goes on with the paragraph before it, whose last line has `length` characters.
fn goes_on(paragraph: &str, length: usize, line: &str, layout: Layout) -> bool {
    if is_list_entry(line) || is_speaker(line) {
        return false;
    }
    if !ends_sentence(paragraph) {
        // A line that ends long before the column, and no small letter behind it, is a heading or a line of a list.
        let early = match layout {
            Layout::Long => false,
            Layout::Blocks(width) | Layout::Solid(width) => {
                let word = line.split_whitespace().next().map_or(0, |word| word.chars().count());
                width > 50 && (length + 1 + word) * 10 < width * 6
            }
        };
        let apart = early && line.starts_with(char::is_uppercase) && !paragraph.ends_with(['-', ',', ';']);
        return !apart;
    }
    match layout {
        Layout::Long => false,
        Layout::Blocks(_) => true,
        // The first word would not have found room on the line before, so the break is that of the column.
        Layout::Solid(width) => {
            let word = line.split_whitespace().next().map_or(0, |word| word.chars().count());
            length + 1 + word + SLACK >= width
        }
    }
}

/// "Q: …", "A: …" of an interview.
fn is_speaker(line: &str) -> bool {
    let speaker = line.split_once(": ").map(|(name, _)| name);
    matches!(speaker, Some("Q" | "A" | "Question" | "Answer" | "Soru" | "Cevap" | "S" | "C"))
}

/// Programs that wrap count in their own ways, by a few columns.
const SLACK: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str) -> Vec<String> {
        let lines: Vec<Line> =
            (1..).zip(text.lines()).map(|(number, text)| Line { number, text: text.to_owned() }).collect();
        let block = lines.iter().map(|line| (line.number, line.text.clone())).collect();
        of_block(block, layout(&lines), &cut_words(&lines)).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn wrapped_lines_are_one_paragraph_and_pasted_ones_are_not() {
        for (text, expected) in [
            ("The two ministers met in the\nmorning. Talks went on until\nnoon.", 1),
            ("They met in the morning here.\nTalks went on.\nThen all left for the harbour.", 3),
            ("They met in the morning.\nIt was a long and cold day at the harbour of the town\nwhere ships wait.", 2),
            (
                "The fund\nThe two ministers have opened a fund for the seeds of the dry\nlands. It was long due, they\nsaid.",
                2,
            ),
            ("It met.\n- one\n- two", 3),
            ("It met and\nwent on.", 1),
        ] {
            assert_eq!(paragraphs(text).len(), expected, "{text}");
        }
    }

    #[test]
    fn a_hyphen_goes_where_the_word_stands_whole_elsewhere() {
        assert_eq!(
            paragraphs("The coop-\neration grows, and cooperation is good"),
            ["The cooperation grows, and cooperation is good"]
        );
        assert_eq!(paragraphs("A grain-\nhandling hall, and no other"), ["A grain-handling hall, and no other"]);
    }
}
