//! The bulletin layout: each item has its heading, its dates between rules, its body, and a trailer.

use super::super::Options;
use super::super::decode::Line;
use super::body::{self, Context, Ending};
use super::date::{self, Written};
use super::draft::Draft;
use super::header::{self, Header};
use super::headings::{Heading, date_follows};
use super::line::{ends_sentence, has_text, is_in_capitals, is_page_break, is_rule, without_emphasis};
use super::release;
use super::running::Repeated;
use super::source::trailer_value;
use crate::country::gazetteer::fold_words;

/// Reads all items. Without a heading there is one item, and its title is missing.
pub(super) fn read(lines: &[Line], headings: &[Heading], options: &Options) -> Vec<Draft> {
    let repeated = Repeated::of(lines);
    let titles = titles(lines, headings);
    let Some(first) = titles.first() else {
        return vec![item(lines, None, options, &repeated)];
    };
    let preamble = lines.get(..first.first).unwrap_or_default();
    let common_date = preamble.iter().find_map(|line| {
        let plain = without_emphasis(&line.text);
        Some((date::whole(&plain).or_else(|| of_issue(&plain))?, line.number))
    });
    let mut drafts = Vec::new();
    for (place, title) in titles.iter().enumerate() {
        let end = titles.get(place + 1).map_or(lines.len(), |next| next.first);
        let below = lines.get(title.last + 1..end).unwrap_or_default();
        let mut draft = item(below, Some((title.text.clone(), lines[title.first].number)), options, &repeated);
        if draft.bulletin.is_none() && draft.published.is_none() {
            draft.bulletin = common_date.clone();
        }
        drafts.push(draft);
    }
    let lost = preamble.iter().map(|line| line.text.as_str()).filter(|text| is_text(text));
    if let Some(draft) = drafts.first_mut() {
        let said = lost.map(|text| format!("file: what stands above the first title was left out (\"{text}\")"));
        draft.review.extend(said);
    }
    drafts
}

/// "No. 47 / 24 November 2025": the date of a numbered issue.
fn of_issue(text: &str) -> Option<Written> {
    let found = date::find(text);
    let [written] = found.as_slice() else { return None };
    let (before, after) = (text.get(..written.start)?, text.get(written.end..)?);
    let words = fold_words(before);
    let [label, number] = words.as_slice() else { return None };
    let is_number = number.len() <= 4 && number.bytes().all(|b| b.is_ascii_digit());
    let is_label =
        matches!(label.as_str(), "no" | "nr" | "issue" | "sayi" | "number" | "nummer" | "numero" | "выпуск" | "№");
    (is_label && is_number && !has_text(after)).then(|| written.clone())
}

/// Text that is neither date nor mark.
fn is_text(text: &str) -> bool {
    has_text(text) && !is_page_break(text) && date::whole(text).is_none() && of_issue(text).is_none()
}

/// The headings that begin items. Every heading as high as the first does; a lower one when the trailer of an item or
/// a rule stands before it or a date follows. One with nothing before the next title is the file's own.
fn titles<'a>(lines: &[Line], headings: &'a [Heading]) -> Vec<&'a Heading> {
    let level = headings.iter().map(|heading| heading.level).next().unwrap_or_default();
    let mut titles: Vec<&Heading> = Vec::new();
    for heading in headings {
        let Some(last) = titles.last() else {
            titles.push(heading);
            continue;
        };
        let between = lines.get(last.last + 1..heading.first).unwrap_or_default();
        let ended = between.iter().any(|line| trailer_value(&line.text).is_some());
        let ruled =
            between.iter().rev().map(|line| line.text.as_str()).find(|text| !text.is_empty()).is_some_and(is_rule);
        // Below a title in capitals another heading is one inside the text.
        let lower = is_in_capitals(&titles[0].text) && !is_in_capitals(&heading.text);
        let begins = heading.level < super::headings::BOLD && heading.level <= level && !lower;
        // Bold text with a date below it may be the outlet of an item that has no text yet.
        let text = between.iter().any(|line| ends_sentence(&line.text) && line.text.len() > 30);
        let dated = (heading.level < super::headings::BOLD || text) && date_follows(lines, heading);
        if !(begins || ended || ruled || dated) {
            continue;
        }
        if !between.iter().any(|line| is_text(&line.text)) && heading.level != last.level {
            titles.pop();
        }
        titles.push(heading);
    }
    titles
}

fn item(lines: &[Line], title: Option<(String, u32)>, options: &Options, repeated: &Repeated) -> Draft {
    let mut draft = Draft { line: lines.first().map(|line| line.number), ..Draft::default() };
    if let Some((title, line)) = title {
        draft.title = Some(title);
        draft.line = Some(line);
    }
    let mut header = Header::default();
    let start = header::read(lines, &mut header, options.gazetteer);
    let below = lines.get(start..).unwrap_or_default();
    let raw = header
        .dates
        .first()
        .filter(|date| date.written.is_dotted || date.above_rule)
        .map(|date| date.written.raw.clone());
    let context = Context { bulletin_date: raw.as_deref(), repeated, ending: Ending::Bulletin };
    draft.body = body::read(below, &context);
    header.settle(&mut draft, below, options.gazetteer);
    release::apply(&mut draft);
    draft
}
