//! The paragraphs of a Word or RTF file → lines of a text that is written in Markdown: headings, entries of lists, emphasis and
//! links within the text. What stands above a text (its outlet, its date, its author) has no marks.

use std::collections::BTreeMap;

use super::super::marked::Marks;
use super::super::{LARGEST_TEXT, MOST_LINES, decode, report, text};
use super::{Entry, Fault, Options};

/// A paragraph and the level of heading that it is.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) runs: Vec<Run>,
    pub(super) heading: Option<u8>,
    pub(super) role: Role,
}

/// Text with one style.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) style: Style,
}

#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) link: Option<String>,
    pub(super) sign: Sign,
}

/// What a run is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    #[default]
    Words,
    /// between two cells
    Bar,
    /// the number of a note, without words
    Note(u32),
}

/// What a paragraph is a part of.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    #[default]
    Text,
    List,
    /// the row of a table
    Row,
    /// the note of this number, behind the paragraph that calls it
    Note(u32),
}

impl Paragraph {
    /// Text at its end.
    pub(super) fn push(&mut self, text: &str, style: &Style) {
        match self.runs.last_mut() {
            Some(last) if last.style == *style => last.text.push_str(text),
            _ => self.runs.push(Run { text: text.to_owned(), style: style.clone() }),
        }
    }

    /// Its words without marks.
    pub(super) fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// The number of a note that it calls.
    pub(super) fn call(&mut self, number: u32) {
        let style = Style { sign: Sign::Note(number), ..Style::default() };
        self.runs.push(Run { text: String::new(), style });
    }

    fn is_empty(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty())
    }

    /// Whether it is a sentence or more: marks in a title, a byline or a date would only be in the way.
    fn is_prose(&self) -> bool {
        const FEWEST: usize = 8;
        let text = self.text();
        let text = text.trim_end();
        let calls = || self.runs.iter().any(|run| matches!(run.style.sign, Sign::Note(_)));
        text.split_whitespace().count() >= FEWEST && text.ends_with(['.', '!', '?', '…', ':', '"', '”', '’', '»', ')'])
            || text.ends_with(['.', '!', '?', '…']) && calls()
    }

    /// Its words, with their marks where it is text.
    fn marked(&self) -> String {
        let text = self.text();
        if !self.has_marks() {
            // A line that is one link is the address of what it names.
            return match self.runs.iter().filter(|run| !run.text.trim().is_empty()).collect::<Vec<_>>().as_slice() {
                [Run { style: Style { link: Some(link), .. }, .. }] => format!("[{}]({link})", text.trim()),
                _ => text.trim().to_owned(),
            };
        }
        self.inline()
    }

    /// Whether its marks are kept.
    fn has_marks(&self) -> bool {
        self.heading.is_none() && (self.is_prose() || self.role != Role::Text)
    }

    /// Its words with all their marks.
    fn inline(&self) -> String {
        // What is bold as a whole is so for its looks, and so are the words of a table.
        let all = |is: fn(&Style) -> bool| self.runs.iter().all(|run| is(&run.style) || run.text.trim().is_empty());
        let is_row = self.role == Role::Row;
        let (all_bold, all_italic) = (is_row || all(|style| style.bold), is_row || all(|style| style.italic));
        let mut marked = String::new();
        for run in &self.runs {
            if let Sign::Note(number) = run.style.sign {
                marked.push_str(&format!("[^{number}]"));
                continue;
            }
            let words = run.text.trim();
            if words.is_empty() || run.style.sign == Sign::Bar {
                marked.push_str(&run.text);
                continue;
            }
            // Marks touch the words that they are of.
            let start = run.text.len() - run.text.trim_start().len();
            let (before, after) = (run.text.get(..start), run.text.get(start + words.len()..));
            let strong = if run.style.bold && !all_bold { "**" } else { "" };
            let emphasis = if run.style.italic && !all_italic { "*" } else { "" };
            marked.extend([before.unwrap_or_default(), strong, emphasis]);
            match &run.style.link {
                Some(link) => marked.push_str(&format!("[{}]({link})", escaped(words))),
                None => marked.push_str(&escaped(words)),
            }
            marked.extend([emphasis, strong, after.unwrap_or_default()]);
        }
        marked.trim().to_owned()
    }
}

/// The articles that paragraphs are.
///
/// # Errors
///
/// The text is longer than any.
pub(super) fn entries(name: &str, paragraphs: &[Paragraph], options: &Options) -> Result<Vec<Entry>, Fault> {
    let has_day = |line: &str| text::opening(line, options).is_some_and(|opening| opening.date.is_some());
    let text = lines(paragraphs, has_day);
    // A blank line stands between two paragraphs.
    if text.len() > LARGEST_TEXT || paragraphs.len() > MOST_LINES / 2 {
        return Err(report::too_long(name));
    }
    Ok(text::read_marked(name, &decode::lines(&text), options, Marks::Meant))
}

/// The level of heading that the name of a style says: "Title" is above "heading 1".
pub(super) fn level(name: &str) -> Option<u8> {
    let name = name.to_ascii_lowercase().replace(' ', "");
    if name == "title" { Some(0) } else { name.strip_prefix("heading")?.parse().ok() }
}

/// A row as one line, its cells between bars; as it stands where its cells hold text and only its place on the page is that
/// of a table.
pub(super) fn row(cells: Vec<Vec<Paragraph>>) -> Vec<Paragraph> {
    const LONGEST_CELL: usize = 200;
    let filled = |paragraph: &Paragraph| !paragraph.text().trim().is_empty();
    let cells: Vec<Vec<Paragraph>> = cells.into_iter().map(|cell| cell.into_iter().filter(filled).collect()).collect();
    let short = |cell: &Vec<Paragraph>| match cell.as_slice() {
        [] => true,
        [only] => only.text().len() <= LONGEST_CELL && only.heading.is_none(),
        _ => false,
    };
    if cells.iter().filter(|cell| !cell.is_empty()).count() < 2 || !cells.iter().all(short) {
        return cells.into_iter().flatten().collect();
    }
    // An empty cell keeps its place, but at the end of the row.
    let last = cells.iter().rposition(|cell| !cell.is_empty()).unwrap_or_default();
    let mut row = Paragraph { role: Role::Row, ..Paragraph::default() };
    for (at, cell) in cells.into_iter().take(last + 1).enumerate() {
        if at > 0 {
            row.push(" | ", &Style { sign: Sign::Bar, ..Style::default() });
        }
        row.runs.extend(cell.into_iter().flat_map(|paragraph| trimmed(paragraph.runs)));
    }
    vec![row]
}

/// The runs of a cell without spaces at its ends.
fn trimmed(mut runs: Vec<Run>) -> Vec<Run> {
    if let Some(first) = runs.first_mut() {
        first.text = first.text.trim_start().to_owned();
    }
    if let Some(last) = runs.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    runs
}

/// The paragraphs as lines of a bulletin. `has_day` tells a line that says when something was published.
pub(super) fn lines(paragraphs: &[Paragraph], has_day: impl Fn(&str) -> bool) -> String {
    let is_note = |paragraph: &Paragraph| matches!(paragraph.role, Role::Note(_));
    let shown = paragraphs.iter().filter(|paragraph| !paragraph.is_empty());
    let filled: Vec<&Paragraph> = shown.clone().filter(|paragraph| !is_note(paragraph)).collect();
    let item = item_level(&filled, has_day);
    let mut text = String::new();
    let mut at = 0_usize;
    let mut has_marks = false;
    // Notes of a title or a byline stand below the first text.
    let mut waiting: Vec<String> = Vec::new();
    for paragraph in shown {
        if let Role::Note(number) = paragraph.role {
            match has_marks {
                true => text.push_str(&format!("[^{number}]: {}\n\n", paragraph.inline())),
                false => waiting.push(paragraph.inline()),
            }
            continue;
        }
        // A number before a single paragraph is that of a title.
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| filled.get(at));
        let listed = paragraph.role == Role::List && beside.into_iter().any(|beside| beside.role == Role::List);
        has_marks = paragraph.has_marks();
        at += 1;
        let words = match paragraph.heading {
            Some(_) => paragraph.text().trim().to_owned(),
            None => paragraph.marked(),
        };
        match (paragraph.heading, item) {
            (Some(own), Some(item)) if own == item => {
                text.extend(waiting.drain(..).map(|note| note + "\n\n"));
                text.push_str("## ");
            }
            (Some(own), Some(item)) if own > item => text.push_str("### "),
            _ if listed && paragraph.heading.is_none() => text.push_str("- "),
            _ => {}
        }
        text.push_str(&words);
        text.push_str("\n\n");
        if has_marks && paragraph.role == Role::Text {
            text.extend(waiting.drain(..).map(|note| note + "\n\n"));
        }
    }
    text.extend(waiting.drain(..).map(|note| note + "\n\n"));
    text
}

/// The level of the headings that begin items: the highest that has text below it. The title of a whole collection is
/// above it, and may have a line of its own: it stands alone, and the headings below it have their days.
fn item_level(filled: &[&Paragraph], has_day: impl Fn(&str) -> bool) -> Option<u8> {
    /// Lines below a heading that say when.
    const NEAR: usize = 3;
    let with_text = filled.windows(2).filter(|pair| pair[1].heading.is_none()).filter_map(|pair| pair[0].heading);
    let mut counts: BTreeMap<u8, (usize, usize)> = BTreeMap::new();
    for level in with_text {
        counts.entry(level).or_default().0 += 1;
    }
    for (at, paragraph) in filled.iter().enumerate() {
        let Some(count) = paragraph.heading.and_then(|level| counts.get_mut(&level)) else { continue };
        let below = filled.iter().skip(at + 1).take_while(|paragraph| paragraph.heading.is_none()).take(NEAR);
        count.1 += usize::from(below.into_iter().any(|paragraph| has_day(paragraph.text().trim())));
    }
    let mut levels = counts.iter();
    let (highest, (single, _)) = levels.next()?;
    match levels.next() {
        Some((lower, (several, dated))) if *single == 1 && *several > 1 && dated * 2 >= *several => Some(*lower),
        _ => Some(*highest),
    }
}

/// Words in which nothing is a mark of Markdown.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '~' | '|') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
