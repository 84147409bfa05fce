//! Text without markup: a title, then labels (`Yayın Tarihi: …`) or the header of a news list, then the body.

use super::super::Options;
use super::super::decode::Line;
use super::body::{self, Context, Ending};
use super::byline;
use super::draft::Draft;
use super::header::{self, Header};
use super::line::{ends_sentence, has_text, is_in_capitals, is_separator};
use super::outlet;
use super::running::Repeated;
use crate::country::gazetteer::fold_words;

/// How many lines a header has at most.
const LONGEST_HEADER: usize = 40;

/// Reads the one item.
pub(super) fn read(lines: &[Line], options: &Options) -> Vec<Draft> {
    let first = lines.iter().find(|line| has_text(&line.text));
    let mut draft = Draft { line: first.map(|line| line.number), ..Draft::default() };
    let mut header = Header::default();
    let mut titles: Vec<Title> = Vec::new();
    let mut start = lines.len();
    let mut at = 0;
    while at < lines.len() {
        if !has_text(&lines[at].text) {
            at += 1;
            continue;
        }
        let end = (at..lines.len()).find(|end| lines[*end].text.is_empty()).unwrap_or(lines.len());
        let block = &lines[at..end];
        if at > LONGEST_HEADER || !take_block(block, at, lines, &mut header, &mut titles, options) {
            start = at;
            break;
        }
        at = end;
    }
    let below = lines.get(start..).unwrap_or_default();
    let repeated = Repeated::of(lines);
    let context = Context { bulletin_date: None, repeated: &repeated, ending: Ending::NewsList };
    draft.body = body::read(below, &context);
    choose_title(&mut draft, &mut header, titles, options);
    header.settle(&mut draft, below, options.gazetteer);
    // A bulletin around it shows in the lone dash that it sets between title and date, even where its marks are lost.
    let above = lines.get(..start).unwrap_or_default();
    let in_bulletin = draft.published.is_some() && above.iter().any(|line| is_separator(&line.text));
    if !in_bulletin && let Some(date) = draft.bulletin.take() {
        draft.published.get_or_insert(date);
    }
    vec![draft]
}

/// A line that can be the title.
#[derive(Debug)]
struct Title {
    index: usize,
    number: u32,
    text: String,
}

/// Takes a block of lines for the header: its own lines, and lines that can be titles. The block where the body
/// begins is left.
fn take_block(
    block: &[Line],
    at: usize,
    lines: &[Line],
    header: &mut Header,
    titles: &mut Vec<Title>,
    options: &Options,
) -> bool {
    if block.iter().any(|line| ends_sentence(&line.text) || line.text.len() > 250) {
        return false;
    }
    let mut probe = Header::default();
    let own = |index: usize, header: &mut Header| header::one(lines, index, header, options.gazetteer);
    let is_header: Vec<bool> = (at..at + block.len())
        .map(|index| {
            let names = probe.names.len();
            own(index, &mut probe) && probe.names.len() == names
        })
        .collect();
    if !is_header.contains(&true) {
        // The first block is a title, wrapped or not; later ones must be a line, or in capitals.
        let capitals = block.iter().all(|line| is_in_capitals(&line.text));
        let wrapped = block.len() > 3 || (block.len() > 1 && !capitals && !titles.is_empty());
        if wrapped || (titles.len() > 1 && !capitals) {
            return false;
        }
        let text = block.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
        if looks_like_text(&text) && !titles.is_empty() {
            return false;
        }
        titles.push(Title { index: at, number: block[0].number, text });
        return true;
    }
    for (place, line) in block.iter().enumerate() {
        if is_header[place] {
            own(at + place, header);
        } else if place > 0
            && !is_header[place - 1]
            && titles.last().is_some_and(|last| last.index + 1 == at + place)
            && !beside_date(&is_header, place)
        {
            // A title that goes on in the next line.
            if let Some(last) = titles.last_mut() {
                last.text.push(' ');
                last.text.push_str(&line.text);
                last.index += 1;
            }
        } else {
            titles.push(Title { index: at + place, number: line.number, text: line.text.clone() });
        }
    }
    true
}

fn beside_date(is_header: &[bool], place: usize) -> bool {
    is_header.get(place + 1).copied().unwrap_or(false) && place == 1 && is_header.len() == 3
}

/// A long line without capitals in it goes on below; it is no title.
fn looks_like_text(text: &str) -> bool {
    text.len() > 140
}

/// Which candidate is the title. A subject line "CITY: Title" and its repetition count once; a name above the title
/// that stands at a date is the outlet, one below it a name of the header.
fn choose_title(draft: &mut Draft, header: &mut Header, mut titles: Vec<Title>, options: &Options) {
    if header.title.is_some() {
        header.names.extend(titles.into_iter().map(|title| (title.index, title.text)));
        return;
    }
    let subject = titles.first().map(|first| fold_words(without_city(&first.text)));
    if let Some(place) =
        subject.and_then(|subject| titles.iter().skip(1).position(|title| fold_words(&title.text) == subject))
    {
        titles.drain(..=place);
    }
    let is_outlet = |title: &Title| {
        outlet::is_name(&title.text)
            && title.text.split_whitespace().count() < 6
            && (outlet::sounds_like_one(&title.text) || header.dates.iter().any(|date| date.index == title.index + 1))
    };
    let place = match titles.as_slice() {
        [] => return,
        [_] => 0,
        [first, second, ..] if is_outlet(first) && !(is_outlet(second) && is_in_capitals(&first.text)) => 1,
        _ => titles.iter().position(|title| is_in_capitals(&title.text) && title.text.contains(' ')).unwrap_or(0),
    };
    let title = titles.remove(place);
    draft.line = Some(title.number);
    draft.title = Some(without_city(&title.text).to_owned());
    if ends_sentence(&title.text) {
        draft.title = None;
    }
    for other in titles {
        if header.outlet.is_none() && is_outlet_name(&other, header) {
            header.outlet = Some(other.text);
        } else if byline::bare(&other.text, options.gazetteer).is_some() || outlet::is_name(&other.text) {
            header.names.push((other.index, other.text));
        } else {
            draft.review.push(format!("header: \"{}\" was left out", other.text));
        }
    }
}

fn is_outlet_name(title: &Title, header: &Header) -> bool {
    let beside = header.dates.iter().any(|date| date.index.abs_diff(title.index) == 1);
    outlet::is_name(&title.text) && (beside || outlet::sounds_like_one(&title.text))
}

/// "ATHENS: Greece, Cyprus prepare" without the city.
fn without_city(text: &str) -> &str {
    match text.split_once(": ") {
        Some((city, title))
            if is_in_capitals(city) && city.split_whitespace().count() < 4 && !is_in_capitals(title) =>
        {
            title
        }
        _ => text,
    }
}
