//! Running heads: what a page repeats at its top or foot, between the halves of a paragraph.

use std::collections::BTreeMap;

use super::super::decode::Line;
use super::line::{bare_number, begins_small, ends_sentence, has_text, is_in_capitals, is_page_break, is_rule};
use crate::country::gazetteer::fold;

/// How often each short line stands in the file, and whether the file has pages.
#[derive(Debug)]
pub(super) struct Repeated<'a> {
    counts: BTreeMap<&'a str, u32>,
    pages: Pages,
}

/// Whether something in a file tells that it was cut into pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pages {
    None,
    Marked,
}

/// A line longer than this is text.
const LONGEST_HEAD: usize = 90;

/// How many lines a page may put between two halves of a paragraph.
const WINDOW: usize = 12;

impl<'a> Repeated<'a> {
    pub(super) fn of(lines: &'a [Line]) -> Repeated<'a> {
        let mut counts = BTreeMap::new();
        for line in lines.iter().filter(|line| line.text.len() <= LONGEST_HEAD && has_text(&line.text)) {
            *counts.entry(line.text.as_str()).or_insert(0) += 1;
        }
        Repeated { counts, pages: pages(lines) }
    }

    /// Whether the line at `at` parts two pages. A number alone does only in a file that has pages: elsewhere it is the
    /// cell of a table, or a figure. Nor does one that ends a sentence.
    pub(super) fn is_page_break(&self, lines: &[Line], at: usize) -> bool {
        let Some(text) = lines.get(at).map(|line| line.text.as_str()) else { return false };
        is_page_break(text)
            && (bare_number(text).is_none() || (self.pages == Pages::Marked && !ends_paragraph(lines, at)))
    }
}

/// Whether the number at `at` is the last word of the sentence above it: directly below an unfinished line, no mark of
/// a page behind it, and a new sentence after the blank line.
fn ends_paragraph(lines: &[Line], at: usize) -> bool {
    let text = |at: usize| lines.get(at).map_or("", |line| line.text.as_str());
    let above = at.checked_sub(1).map_or("", text);
    has_text(above)
        && bare_number(above).is_none()
        && !ends_sentence(above)
        && !above.ends_with('-')
        && text(at + 1).is_empty()
        && lines
            .iter()
            .skip(at + 1)
            .map(|line| line.text.as_str())
            .find(|text| !text.is_empty())
            .is_some_and(|next| next.starts_with(char::is_uppercase) && !is_page_break(next))
}

/// A form feed or the mark of a page; numbers alone on their lines where they count on, or cut a sentence; or the only one,
/// at the very end.
fn pages(lines: &[Line]) -> Pages {
    let mut last = None;
    let mut before = "";
    // The lines that are numbers, and whether the last line with text is the one behind a whole sentence.
    let (mut numbers, mut is_foot) = (0, false);
    for (at, line) in lines.iter().enumerate() {
        let text = line.text.as_str();
        if let Some(number) = bare_number(text) {
            let counts_on = last.is_some_and(|last: u16| last + 1 == number);
            // A word that is cut, or a sentence that goes on.
            let cuts = before.ends_with('-') || (!ends_sentence(before) && next_begins_small(lines, at));
            if counts_on || (has_text(before) && cuts) {
                return Pages::Marked;
            }
            last = Some(number);
            numbers += 1;
            is_foot = ends_sentence(before) && at.checked_sub(1).is_some_and(|above| lines[above].text.is_empty());
        } else if is_page_break(text) && !is_rule(text) {
            return Pages::Marked;
        } else if has_text(text) {
            before = text;
            is_foot = false;
        }
    }
    if numbers == 1 && is_foot {
        return Pages::Marked;
    }
    Pages::None
}

/// Where a line stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// a page break lies before it
    pub(super) after_break: bool,
    pub(super) open: Paragraph,
    /// no blank line before it
    pub(super) inside_block: bool,
}

/// Whether the line at `at` is a running head: short, and repeated, in capitals, called a bulletin, or between the
/// halves of a paragraph. Where no page break is beside it, it must cut a sentence that goes on behind it, or stand in
/// the same words elsewhere. A file without pages has none.
pub(super) fn is_head(lines: &[Line], at: usize, place: Place, repeated: &Repeated) -> bool {
    let text = lines[at].text.as_str();
    if repeated.pages == Pages::None || !could_be_head(text) {
        return false;
    }
    let break_follows = break_follows(lines, at);
    // Without a blank line before it, it must be the end of the page.
    let at_page_end = lines.get(at + 1).is_some_and(|next| is_page_break(&next.text));
    let is_repeated = repeated.counts.get(text).is_some_and(|count| *count > 1);
    let folded = fold(text);
    let called = folded.split_whitespace().any(|word| matches!(word, "bulletin" | "bülten" | "bülteni"));
    let cuts =
        place.open == Paragraph::Open && text_after(lines, at).is_some_and(begins_small) && !begins_sentence(lines, at);
    if (place.after_break || break_follows) && (!place.inside_block || at_page_end) {
        return is_repeated || is_in_capitals(text) || called || cuts;
    }
    let words = text.split_whitespace().count();
    let marked = is_repeated || (is_in_capitals(text) && words > 1) || called;
    if cuts && next_begins_small(lines, at) {
        let named = words > 1 && super::outlet::is_name(text);
        return marked || (named && !place.inside_block && lines.get(at + 1).is_none_or(|next| next.text.is_empty()));
    }
    // Between whole paragraphs only what pages repeat is a head.
    let alone = !place.inside_block && lines.get(at + 1).is_none_or(|next| next.text.is_empty());
    let whole = alone && words > 1 && place.open == Paragraph::Closed && !super::line::is_list_entry(text);
    is_repeated && whole && is_near_break(lines, at)
}

/// Whether the line begins a sentence that the line directly below goes on with: small words, as no name has them.
fn begins_sentence(lines: &[Line], at: usize) -> bool {
    let small = lines[at].text.split_whitespace().filter(|word| begins_small(word)).count();
    small > 2
        && lines.get(at + 1).is_some_and(|next| begins_small(&next.text))
        && !super::outlet::is_name(&lines[at].text)
}

/// A page break among the few lines around.
fn is_near_break(lines: &[Line], at: usize) -> bool {
    lines
        .get(at.saturating_sub(WINDOW)..lines.len().min(at + WINDOW))
        .is_some_and(|window| window.iter().any(|line| is_page_break(&line.text)))
}

/// The next line with text goes on with the sentence.
fn next_begins_small(lines: &[Line], at: usize) -> bool {
    let next = lines.iter().skip(at + 1).take(WINDOW).map(|line| line.text.as_str()).find(|text| has_text(text));
    next.is_some_and(begins_small)
}

/// Whether the last paragraph has come to the end of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paragraph {
    Open,
    Closed,
}

fn could_be_head(text: &str) -> bool {
    text.len() <= LONGEST_HEAD
        && has_text(text)
        && !ends_sentence(text)
        && !begins_small(text)
        && text.split_whitespace().count() <= 10
        && !text.contains("://")
        && !text.contains("Kaynak")
}

fn break_follows(lines: &[Line], at: usize) -> bool {
    let window = lines.iter().skip(at + 1).take(WINDOW).map(|line| line.text.as_str());
    window.filter(|text| !text.is_empty()).take(2).any(is_page_break)
}

/// The first line behind the break that is neither a mark nor short enough for a head.
fn text_after(lines: &[Line], at: usize) -> Option<&str> {
    let window = lines.iter().skip(at + 1).take(WINDOW).map(|line| line.text.as_str());
    window.filter(|text| has_text(text) && !is_page_break(text)).find(|text| !could_be_head(text) && !is_date(text))
}

fn is_date(text: &str) -> bool {
    super::date::whole(text).is_some()
}
