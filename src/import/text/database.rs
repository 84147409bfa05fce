//! What press databases write around an article: the head of fields above it and the codes below it. Their layouts become
//! the labels that a header has, and each document a text of its own.

mod factiva;
mod lexis;

use super::super::decode::Line;
use super::draft::Draft;
use super::line::has_text;
use crate::country::gazetteer::Gazetteer;

/// A download from a database in the labels of a header.
#[derive(Debug, Default)]
pub(super) struct Download {
    pub(super) lines: Vec<Line>,
    /// what is of the database and not of an article
    left_out: Vec<(u32, String)>,
}

/// The documents of a download with labels above them; nothing where the text is none.
pub(super) fn relabelled(lines: &[Line], gazetteer: &Gazetteer) -> Option<Download> {
    factiva::read(lines, gazetteer).or_else(|| lexis::read(lines, gazetteer))
}

impl Download {
    /// Says what was left out.
    pub(super) fn apply(self, drafts: &mut [Draft]) {
        if let Some(first) = drafts.first_mut() {
            first.body.furniture.splice(0..0, self.left_out);
        }
    }

    fn drop_line(&mut self, line: &Line) {
        if has_text(&line.text) {
            self.left_out.push((line.number, line.text.clone()));
        }
    }

    fn drop_all(&mut self, lines: &[Line]) {
        lines.iter().for_each(|line| self.drop_line(line));
    }

    fn add(&mut self, head: Head, text: &[Line]) {
        let labels =
            [("Title:", head.title), ("By", head.author), ("Published:", head.date), ("Newspaper:", head.outlet)];
        let mut last = text.first().map_or(0, |line| line.number);
        if !self.lines.is_empty() {
            // Two blank lines part texts.
            self.lines.extend([Line { number: last, text: String::new() }, Line { number: last, text: String::new() }]);
        }
        for (label, value) in labels {
            let Some((number, value)) = value else { continue };
            self.lines.push(Line { number, text: format!("{label} {value}") });
            last = number;
        }
        self.lines.extend(head.addresses);
        self.lines.push(Line { number: last, text: String::new() });
        self.lines.extend_from_slice(text);
    }
}

/// What the head of a document says, each with its line.
#[derive(Debug, Default)]
struct Head {
    title: Option<(u32, String)>,
    author: Option<(u32, String)>,
    date: Option<(u32, String)>,
    outlet: Option<(u32, String)>,
    /// lines that are addresses
    addresses: Vec<Line>,
}

/// "612 words"
fn is_word_count(text: &str) -> bool {
    text.strip_suffix(" words").is_some_and(|count| {
        !count.is_empty()
            && count.len() < 9
            && count.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.' | b' '))
    })
}

/// The name of an author without "By" and "Byline:".
fn author(text: &str) -> &str {
    let text = ["By ", "BY ", "by "].iter().find_map(|by| text.strip_prefix(by)).unwrap_or(text);
    text.trim()
}

fn is_copyright(text: &str) -> bool {
    let lower = text.get(..12.min(text.len())).unwrap_or_default().to_ascii_lowercase();
    lower.starts_with("copyright") || text.starts_with('©') || lower.starts_with("(c) ")
}
