//! Text without markup: a title, then labels (`Yayın Tarihi: …`) or the header of a news list, then the body. Several
//! items may follow each other.

use super::super::Options;
use super::super::decode::Line;
use super::body::{self, Context, Ending};
use super::byline;
use super::dateline;
use super::digest;
use super::draft::Draft;
use super::furniture;
use super::header::{self, Header, is_certain};
use super::labels;
use super::line::{
    begins_small, ends_sentence, has_text, is_drawn_rule, is_in_capitals, is_list_entry, is_page_break, is_rule,
    is_separator,
};
use super::outlet;
use super::release;
use super::running::Repeated;
use super::source;
use super::titles::{self, Title};
use crate::country::gazetteer::Gazetteer;

/// How many lines with text a header has at most.
const LONGEST_HEADER: usize = 40;

/// Reads all items.
pub(super) fn read(lines: &[Line], options: &Options) -> Vec<Draft> {
    let repeated = Repeated::of(lines);
    let parts = parts(lines, options.gazetteer);
    if let [only] = parts.as_slice() {
        return vec![item(only, &repeated, options)];
    }
    let mut drafts = Vec::new();
    for (place, part) in parts.into_iter().enumerate() {
        // The heading of the whole stands before the first item, that of a section before any.
        let start = if place == 0 { signed_title(part, options.gazetteer) } else { 0 };
        let end = digest::without_next_section(part, part.len(), options.gazetteer).max(start);
        let mut draft = item(part.get(start..end).unwrap_or_default(), &repeated, options);
        let around = part[..start].iter().chain(&part[end..]).filter(|line| has_text(&line.text));
        draft.body.furniture.extend(around.map(|line| (line.number, line.text.clone())));
        drafts.push(draft);
    }
    drafts
}

/// Where the first title with an outlet and date directly below it stands, if only short lines are above it.
fn signed_title(part: &[Line], gazetteer: &Gazetteer) -> usize {
    const ABOVE: usize = 20;
    let head = part.iter().take(ABOVE).take_while(|line| !ends_sentence(&line.text)).count();
    let found = (0..head)
        .find(|at| has_text(&part[*at].text) && is_signed(part, *at, gazetteer) && opens_item(part, *at, gazetteer));
    found.unwrap_or(0)
}

/// The items of a text. A new one begins behind a rule, the sender of a news list, an end mark, a source label or two
/// blank lines, where a title with a date below it follows.
fn parts<'a>(lines: &'a [Line], gazetteer: &Gazetteer) -> Vec<&'a [Line]> {
    let mut cuts = vec![0];
    let mut ended = false;
    let mut blanks = 0;
    // Whether the item that is open has text of its own.
    let mut text = false;
    let first = lines.iter().position(|line| has_text(&line.text));
    let opening = first.and_then(|first| repeats(lines, first));
    for (at, line) in lines.iter().enumerate() {
        if !has_text(&line.text) {
            blanks += usize::from(line.text.is_empty());
            ended |= blanks > 1 || is_rule(&line.text) || is_drawn_rule(&line.text) || line.text == "\u{c}";
            ended |= furniture::classify(&line.text).is_some();
            continue;
        }
        // A title with outlet and date directly below it needs no rule before it.
        let opens = |lines: &[Line]| opens_item(lines, at, gazetteer);
        let signed = || lines.get(at - 1).is_some_and(|line| line.text.is_empty()) && is_signed(lines, at, gazetteer);
        let marked = titles::is_item_mark(&line.text)
            && next_text(lines, at).is_some_and(|next| opens_item(lines, next, gazetteer));
        // Where the first item opens with a date or a label for the title, each of them does.
        let alike = || opening.is_some() && repeats(lines, at) == opening && is_after_gap(lines, at);
        if text && (marked || alike() || ((ended || signed()) && opens(lines))) {
            cuts.push(at);
            text = false;
        }
        blanks = 0;
        let closes = line.text.starts_with("From: ") || furniture::classify(&line.text).is_some();
        ended =
            closes || (ended && source::address_line(line).is_some()) || source::trailer_value(&line.text).is_some();
        text |= ends_sentence(&line.text) && line.text.len() > 30;
    }
    cuts.push(lines.len());
    cuts.windows(2).map(|pair| lines.get(pair[0]..pair[1]).unwrap_or_default()).collect()
}

/// What an item opens with, where that alone tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// a day with a title below it
    Day,
    /// `Title: …`
    Label,
}

fn repeats(lines: &[Line], at: usize) -> Option<Opening> {
    let text = lines[at].text.as_str();
    if labels::find(text).is_some_and(|(label, _)| label == labels::Label::Title) {
        return Some(Opening::Label);
    }
    super::date::whole(text)?;
    let next = next_text(lines, at).map(|next| lines[next].text.as_str())?;
    let titled = next.split_whitespace().count() > 2 && !ends_sentence(next) && super::date::find(next).is_empty();
    titled.then_some(Opening::Day)
}

fn is_after_gap(lines: &[Line], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| lines.get(before)).is_none_or(|before| !has_text(&before.text))
}

fn next_text(lines: &[Line], at: usize) -> Option<usize> {
    (at + 1..lines.len().min(at + 10)).find(|at| has_text(&lines[*at].text))
}

/// Whether the next line with text is an outlet with its date.
fn is_signed(lines: &[Line], at: usize, gazetteer: &Gazetteer) -> bool {
    if titles::with_outlet(&lines[at].text, gazetteer).is_some() {
        return true;
    }
    let Some(next) = next_text(lines, at).map(|next| lines[next].text.as_str()) else { return false };
    let named = source::trailer_value(next).unwrap_or(next);
    outlet::dated(named, gazetteer).is_some_and(|dated| dated.name.is_some())
}

/// Whether a title stands at `at`, with a certain date below it before the text begins, and text behind that.
pub(super) fn opens_item(lines: &[Line], at: usize, gazetteer: &Gazetteer) -> bool {
    const NEAR: usize = 30;
    let first = lines[at].text.as_str();
    let title = first.len() <= 220
        && !ends_sentence(first)
        && !begins_small(first)
        && !is_list_entry(first)
        && first.split_whitespace().count() > 1
        && source::trailer_value(first).is_none()
        && source::address_line(&lines[at]).is_none()
        && furniture::classify(first).is_none()
        && (labels::find(first).is_none() || release::find(first).is_some());
    if !title {
        return false;
    }
    let mut dated = release::find(first).is_some() || titles::with_outlet(first, gazetteer).is_some();
    let below = (at + 1..lines.len().min(at + NEAR)).filter(|at| has_text(&lines[*at].text));
    for at in below.take(10) {
        let text = lines[at].text.as_str();
        if is_rule(text) || source::trailer_value(text).is_some_and(str::is_empty) {
            return false;
        }
        if is_dated(text, gazetteer) {
            dated = true;
        } else if begins_text(lines, at, gazetteer, Titles::Some) {
            return dated;
        }
    }
    false
}

/// A line that is a date, or has one beside an outlet or behind a label.
fn is_dated(text: &str, gazetteer: &Gazetteer) -> bool {
    let text = source::trailer_value(text).unwrap_or(text);
    text.len() < 200
        && !super::date::find(text).is_empty()
        && (is_certain(text, gazetteer) || text.matches('|').count() > 1)
        && byline::explicit(text, gazetteer).is_none()
}

fn item(lines: &[Line], repeated: &Repeated, options: &Options) -> Draft {
    let first = lines.iter().find(|line| has_text(&line.text));
    let mut draft = Draft { line: first.map(|line| line.number), ..Draft::default() };
    let mut header = Header::default();
    let mut found: Vec<Title> = Vec::new();
    let start = read_header(lines, &mut header, &mut found, options.gazetteer);
    let below = with_late_header(lines.get(start..).unwrap_or_default(), &mut header, options.gazetteer);
    let below = below.as_slice();
    draft.body = body::read(below, &Context { bulletin_date: None, repeated, ending: Ending::NewsList });
    titles::choose(&mut draft, &mut header, found, options.gazetteer);
    header.settle(&mut draft, below, options.gazetteer);
    release::apply(&mut draft);
    // A bulletin around it shows in the lone dash that it sets between title and date, even where its marks are lost.
    let dash = lines.iter().take_while(|line| below.first().is_none_or(|first| first.number > line.number));
    let in_bulletin = draft.published.is_some() && dash.into_iter().any(|line| is_separator(&line.text));
    if !in_bulletin && let Some(date) = draft.bulletin.take() {
        draft.published.get_or_insert(date);
    }
    draft
}

/// The text without what says that it begins, and without the date that stands behind its first paragraphs where the
/// header has none.
fn with_late_header(below: &[Line], header: &mut Header, gazetteer: &Gazetteer) -> Vec<Line> {
    const PARAGRAPHS: usize = 5;
    let mut below = below.to_vec();
    if let Some(first) = below.first_mut()
        && let Some(text) = labels::text_behind(&first.text)
    {
        first.text = text.to_owned();
    }
    if !header.dates.is_empty() || !header.dated.is_empty() {
        return below;
    }
    let full: Vec<usize> = (0..below.len()).filter(|at| has_text(&below[*at].text)).take(PARAGRAPHS).collect();
    for at in full {
        let text = &below[at].text;
        let labelled = labels::find(text).is_some_and(|(label, value)| {
            matches!(label, labels::Label::Published | labels::Label::Updated) && !super::date::find(value).is_empty()
        });
        if labelled || super::date::whole(text).is_some() {
            header::one(&below, at, header, gazetteer);
            below[at].text.clear();
        }
    }
    below
}

/// Reads the lines above the text: those of a header, and lines that can be titles. Gives the index of the text.
fn read_header(lines: &[Line], header: &mut Header, found: &mut Vec<Title>, gazetteer: &Gazetteer) -> usize {
    let mut taken = 0;
    for (at, line) in lines.iter().enumerate() {
        let text = line.text.as_str();
        if !has_text(text) || is_page_break(text) {
            header::one(lines, at, header, gazetteer);
            continue;
        }
        taken += 1;
        let titles = if found.is_empty() { Titles::None } else { Titles::Some };
        if is_list_entry(text) && !found.is_empty() && is_summary(lines, at, gazetteer) {
            header.left_out.push(text.to_owned());
            continue;
        }
        if taken > LONGEST_HEADER || labels::text_behind(text).is_some() || begins_text(lines, at, gazetteer, titles) {
            return at;
        }
        let names = header.names.len();
        let released = release::find(text).is_some();
        let candidate = released || (found.is_empty() && could_open(line, gazetteer));
        if !candidate && header::one(lines, at, header, gazetteer) {
            if header.names.len() == names {
                continue;
            }
            // A name alone may be the title, the outlet or an author.
            header.names.truncate(names);
        }
        if source::trailer_value(text).is_some() || furniture::classify(text).is_some() || is_list_entry(text) {
            return at;
        }
        match found.last_mut().filter(|last| last.index + 1 == at && goes_on(last, lines, at, gazetteer)) {
            Some(last) => {
                last.joined |= !begins_small(text) && !is_in_capitals(text);
                last.text.push(' ');
                last.text.push_str(text);
                last.index = at;
            }
            None => found.push(Title { index: at, number: line.number, text: text.to_owned(), joined: false }),
        }
    }
    lines.len()
}

/// Points above the byline of a wire: entries that end no sentence, with a byline, a date or the dateline
/// of an agency below them.
fn is_summary(lines: &[Line], at: usize, gazetteer: &Gazetteer) -> bool {
    let below = lines.iter().skip(at).take(20).filter(|line| has_text(&line.text)).take(8);
    let mut rest = below.skip_while(|line| is_list_entry(&line.text) && !line.text.ends_with('.'));
    let of_agency = |text: &str| dateline::find(text, gazetteer).is_some_and(|found| found.agency.is_some());
    rest.next()
        .is_some_and(|line| !is_list_entry(&line.text) && (is_certain(&line.text, gazetteer) || of_agency(&line.text)))
}

/// Whether the first line with text can be a title: nothing that says itself to be something else.
fn could_open(line: &Line, gazetteer: &Gazetteer) -> bool {
    !is_certain(&line.text, gazetteer)
        && labels::find(&line.text).is_none()
        && source::address_line(line).is_none()
        && source::trailer_value(&line.text).is_none()
        && furniture::classify(&line.text).is_none()
        && !line.text.contains(" | ")
        && line.text.len() <= 250
}

/// Whether a line goes on with the title above it.
fn goes_on(last: &Title, lines: &[Line], at: usize, gazetteer: &Gazetteer) -> bool {
    let text = lines[at].text.as_str();
    let dated_below = lines.get(at + 1).is_some_and(|next| is_dated(&next.text, gazetteer));
    let named = outlet::is_name(text) && (outlet::sounds_like_one(text) || dated_below);
    let person = text.split_whitespace().count() < 5 && byline::bare(text, gazetteer).is_some();
    let both = is_in_capitals(&last.text) == is_in_capitals(text);
    // The first line of a wrapped title is the longest; a line below the title often is longer.
    let hangs =
        begins_small(text) || is_in_capitals(text) || (last.text.chars().count() > 35.max(text.chars().count()));
    let apart = titles::is_section(text) || titles::is_section(&last.text) || last.text.contains(" | ");
    both && hangs
        && !apart
        && !named
        && !person
        && !titles::is_letterhead(&last.text)
        && release::find(&last.text).is_none()
}

/// Whether a title was found already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Titles {
    None,
    Some,
}

/// Whether the text begins at a line: a sentence, a long line, a dateline, or the first of wrapped lines.
fn begins_text(lines: &[Line], at: usize, gazetteer: &Gazetteer, titles: Titles) -> bool {
    let text = lines[at].text.as_str();
    let words = text.split_whitespace().count();
    if text.len() > 400 {
        return true;
    }
    if is_certain(text, gazetteer) || release::find(text).is_some() {
        return false;
    }
    let labelled = labels::find(text).is_some() || source::trailer_value(text).is_some();
    let known = labelled || furniture::classify(text).is_some() || source::address_line(&lines[at]).is_some();
    if known {
        return false;
    }
    // A title may be a question or a quotation.
    let stops = match titles {
        Titles::None => text.ends_with('.') && words > 3,
        Titles::Some => ends_sentence(text) && (words > 3 || text.len() > 40),
    };
    let stops = stops || (titles == Titles::Some && words > 6 && has_sentence_end(text));
    // "Gulf News Agency - GNA" has nothing behind its dash.
    let opened = dateline::find(text, gazetteer).is_some_and(|found| {
        (found.agency.is_some() || found.date.is_some()) && outlet::without_initials(text).is_none()
    });
    stops
        || text.chars().count() > 250
        || (opened && (titles == Titles::Some || text.len() > 120))
        || (titles == Titles::Some && (is_wrapped(lines, at, gazetteer) || (is_list_entry(text) && words > 3)))
}

/// A full stop behind a word, and a capital behind it: no abbreviation of a title.
fn has_sentence_end(text: &str) -> bool {
    text.match_indices(". ").any(|(at, _)| {
        let word = text.get(..at).unwrap_or_default().rsplit(' ').next().unwrap_or_default();
        let small = word.chars().count() > 3 && word.chars().all(char::is_lowercase);
        small && text.get(at + 2..).and_then(|rest| rest.chars().next()).is_some_and(char::is_uppercase)
    })
}

/// Whether the line is the first of several of like length that end a sentence.
fn is_wrapped(lines: &[Line], at: usize, gazetteer: &Gazetteer) -> bool {
    const LINES: usize = 30;
    let length = |line: &Line| line.text.chars().take(200).count();
    let first = length(&lines[at]);
    if !(40..=110).contains(&first) {
        return false;
    }
    for (place, line) in lines.iter().enumerate().skip(at + 1).take(LINES) {
        let count = length(line);
        if count == 0 || (place == at + 1 && is_certain(&line.text, gazetteer)) || count > first + 20 {
            return false;
        }
        if ends_sentence(&line.text) {
            return true;
        }
        if count + 20 < first {
            return false;
        }
    }
    false
}
